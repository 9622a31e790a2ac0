//! What stands beside a name: titles, first names, unknown words with capitals, months, states.

use super::facts::{Facts, Kind};
use super::judge::{Judge, LONG_WORD};
use super::posting::Posting;
use super::scan::Hit;
use super::words::{
    CALENDAR, FOLLOWER, LINK, LOCATIVE, PART, PARTICLE, TIME, TITLE, TONGUE, classes, is_common,
    is_first_name,
};
use crate::text::{Case, Token, TokenKind};

impl Judge<'_> {
    /// "Miss.", "Ill." and "IN" are states only after a comma: "Gary, IN"; or a party: "R-Ill."
    pub(super) fn is_abbreviated_state(&self, hits: &[Hit], i: usize, facts: &Facts) -> Option<bool> {
        let tokens = self.text.tokens();
        let hit = &hits[i];
        let is_code = hit.len() == 1 && facts.kind == Kind::State && tokens[hit.first].span().len() == 2;
        let has_stop = hit.len() == 2 && tokens[hit.end - 1].kind() == TokenKind::Period;
        if !is_code && !has_stop {
            return None;
        }
        let before = hit.first.checked_sub(2).map(|first| &tokens[first..hit.first]);
        Some(before.is_some_and(|before| {
            let is_after_name = before[1].kind() == TokenKind::Comma && before[0].is_capitalised();
            let is_after_hit = i > 0 && hits[i - 1].end + 1 == hit.first;
            let is_word = is_code && is_common(tokens[hit.first].hash);
            is_after_name && (is_after_hit || !is_word)
                || is_code && !is_word && self.is_after_locative(hit.first)
                || before[1].kind() == TokenKind::Hyphen
                    && before[0].span().len() == 1
                    && before[0].is_capitalised()
        }))
    }

    /// "spoke in Spanish to", "in English translation", not "in Spanish towns": the language, not the people.
    pub(super) fn is_language(&self, hit: &Hit) -> bool {
        let tokens = self.text.tokens();
        let goes_on = tokens.get(hit.end).is_some_and(|next| match next.kind() {
            TokenKind::Word => {
                classes(next.hash) & LOCATIVE == 0 && !matches!(self.text.word(hit.end), "to" | "translation")
            }
            kind => kind == TokenKind::Hyphen,
        });
        !goes_on
            && !self.text.word(hit.first).ends_with('s')
            && self.before(hit.first).is_some_and(|b| classes(tokens[b].hash) & TONGUE != 0)
    }

    /// "Philippine Department of Agriculture: not the one of the United States.
    pub(super) fn is_of_another_country(
        &self,
        hits: &[Hit],
        known: &[Option<(Posting, &Facts)>],
        i: usize,
        facts: &Facts,
    ) -> bool {
        let is_public = matches!(&*facts.label, "agency" | "ORG") && !facts.country.is_empty();
        let Some(before) = i.checked_sub(1).filter(|_| is_public).map(|before| hits[before].end) else {
            return false;
        };
        let is_beside = before == hits[i].first
            || before + 1 == hits[i].first && self.text.word(before).starts_with(['\'', '’']);
        is_beside
            && known[i - 1].is_some_and(|(_, before)| {
                before.kind.is_place() && !before.country.is_empty() && before.country != facts.country
            })
    }

    /// "Bassam al-Kuwaiti", "Jabbar al Sabah".
    pub(super) fn follows_particle(&self, hit: &Hit) -> bool {
        let tokens = self.text.tokens();
        let hyphen = usize::from(hit.first > 0 && tokens[hit.first - 1].kind() == TokenKind::Hyphen);
        let particle = hit.first.checked_sub(1 + hyphen).filter(|&p| p > self.starts(hit));
        particle.is_some_and(|p| {
            !tokens[p].is_capitalised()
                && classes(tokens[p].hash) & PARTICLE != 0
                && tokens[p - 1].is_capitalised()
                && tokens[p - 1].kind() == TokenKind::Word
        })
    }

    /// "Lincoln, Nebraska".
    pub(super) fn is_with_place(tokens: &[Token], hits: &[Hit], i: usize) -> bool {
        let hit = &hits[i];
        let comma = |at: usize| tokens.get(at).is_some_and(|t| t.kind() == TokenKind::Comma);
        comma(hit.end) && hits.get(i + 1).is_some_and(|next| next.first == hit.end + 1)
            || i > 0 && hits[i - 1].end + 1 == hit.first && comma(hits[i - 1].end)
    }

    /// "in Cairo and Alexandria"
    pub(super) fn is_joined_to_place(
        &self,
        hits: &[Hit],
        known: &[Option<(Posting, &Facts)>],
        i: usize,
    ) -> bool {
        let Some(before) = i.checked_sub(1) else { return false };
        hits[before].end + 1 == hits[i].first
            && self.text.word(hits[before].end) == "and"
            && self.is_after_locative(hits[before].first)
            && known[before].is_some_and(|(_, facts)| facts.kind.is_place())
    }

    /// The word before token `first`, past the full stop of an abbreviation, in the same sentence.
    pub(super) fn before(&self, first: usize) -> Option<usize> {
        let tokens = self.text.tokens();
        let mut at = first.checked_sub(1)?;
        if tokens[at].kind() == TokenKind::Period && !tokens[at].after_space() {
            at = at.checked_sub(1)?;
            if tokens[at].span().len() > LONG_WORD {
                return None;
            }
        }
        let is_near = tokens[first].after_space() && !tokens[first].starts_paragraph();
        (is_near && tokens[at].kind() == TokenKind::Word).then_some(at)
    }

    pub(super) fn is_after_locative(&self, first: usize) -> bool {
        self.before(first).is_some_and(|b| {
            let word = &self.text.tokens()[b];
            classes(word.hash) & LOCATIVE != 0
        })
    }

    pub(super) fn starts(&self, hit: &Hit) -> usize {
        self.sentences[hit.sentence].tokens().start
    }

    pub(super) fn opens_sentence(&self, hit: &Hit) -> bool {
        let tokens = self.text.tokens();
        tokens[self.starts(hit)..hit.first].iter().rev().take(2).all(|t| !t.kind().is_wordlike())
    }

    /// "Paul Jordan": a first name that is no common word at the start of a sentence.
    pub(super) fn follows_first_name(&self, hit: &Hit) -> bool {
        self.before(hit.first).is_some_and(|b| {
            let word = &self.text.tokens()[b];
            b >= self.starts(hit)
                && word.is_capitalised()
                && word.case() != Case::Upper
                && is_first_name(word.hash)
                && !(is_common(word.hash) && b == self.starts(hit))
        })
    }

    pub(super) fn follows_title(&self, hit: &Hit) -> bool {
        self.before(hit.first).is_some_and(|b| {
            let word = &self.text.tokens()[b];
            word.is_capitalised() && classes(word.hash) & TITLE != 0
        })
    }

    /// "J. Jordan".
    pub(super) fn follows_initial(&self, hit: &Hit) -> bool {
        let tokens = self.text.tokens();
        let dot = hit.first.wrapping_sub(1);
        hit.first >= 2
            && tokens[dot].kind() == TokenKind::Period
            && !tokens[dot].after_space()
            && tokens[dot - 1].span().len() == 1
            && tokens[dot - 1].is_capitalised()
            && dot > self.starts(hit)
    }

    /// A one-word name of a person or firm after somebody else's first name.
    pub(super) fn follows_stranger(&self, hit: &Hit, facts: &Facts) -> bool {
        self.follows_first_name(hit)
            && self.before(hit.first).is_some_and(|b| !facts.name.contains(self.text.word(b)))
    }

    /// An unknown word with a capital right after the hit: "Houston Rockets".
    pub(super) fn stranger_after(&self, hit: &Hit) -> bool {
        let end = self.sentences[hit.sentence].tokens().end;
        // "Pescara del Tronto"
        let is_link = |at: usize| classes(self.text.tokens()[at].hash) & LINK != 0;
        let after = hit.end + usize::from(hit.end + 1 < end && is_link(hit.end));
        after < end && self.is_stranger(after, FOLLOWER | CALENDAR | TITLE)
    }

    /// The hash of an unknown word with a capital right before the hit: "Radio Berlin".
    pub(super) fn stranger_before(&self, hit: &Hit) -> Option<u64> {
        let start = self.starts(hit);
        let mut before = self.before(hit.first).filter(|&b| b >= start && b + 1 == hit.first)?;
        // "Ceamurlia de Jos"
        if before > start && classes(self.text.tokens()[before].hash) & LINK != 0 {
            before -= 1;
        }
        let word = &self.text.tokens()[before];
        let is_strange = word.is_capitalised()
            && word.case() != Case::Upper
            && classes(word.hash) & (PART | CALENDAR | LOCATIVE) == 0
            && !(before == start && is_common(word.hash));
        is_strange.then_some(word.hash)
    }

    pub(super) fn is_stranger(&self, at: usize, known: u16) -> bool {
        let word = &self.text.tokens()[at];
        word.kind() == TokenKind::Word
            && word.after_space()
            && !word.starts_line()
            && word.is_capitalised()
            && word.case() != Case::Upper
            && classes(word.hash) & known == 0
    }

    /// "US$10,000".
    pub(super) fn is_currency(&self, hit: &Hit) -> bool {
        let next = self.text.tokens().get(hit.end);
        next.is_some_and(|next| next.kind() == TokenKind::Currency && !next.after_space())
    }

    /// "in May", "5 March", "May 2019".
    pub(super) fn is_date(&self, hit: &Hit) -> bool {
        let tokens = self.text.tokens();
        if classes(tokens[hit.first].hash) & CALENDAR == 0 {
            return false;
        }
        let is_number = |t: &Token| t.kind() == TokenKind::Number;
        tokens.get(hit.end).is_some_and(is_number)
            || hit.first > 0
                && (is_number(&tokens[hit.first - 1]) || classes(tokens[hit.first - 1].hash) & TIME != 0)
    }
}
