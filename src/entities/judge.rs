//! Whether a listed name is meant where it stands: capitals, titles and first names beside it, months, headlines.
//!
//! Every rule looks at a fixed number of tokens beside the name, or at what was counted once for its sentence.

use hashbrown::{HashMap, HashSet};

use super::Via;
use super::facts::{Facts, Kind};
use super::posting::{COMMON, FIRST_NAME, Posting};
use super::scan::{Hit, What};
use super::words::{
    CALENDAR, FOLLOWER, LINK, LOCATIVE, PART, TIME, TITLE, classes, is_common, is_first_name,
};
use crate::sentences::Sentence;
use crate::text::{Case, Text, Token, TokenKind};

/// A place that is also a first name or a common word needs no proof from this prior on: countries and capitals.
const KNOWN_ANYWHERE: f32 = 0.75;
/// From this share of capitals on, of the words of four letters and more, a sentence is a headline.
const HEADLINE: f32 = 0.75;
const LONG_WORD: u32 = 4;

/// What a rule says of a hit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Verdict {
    /// It is meant.
    Keep,
    /// It is meant if the same name is kept elsewhere in the document.
    IfElsewhere,
    /// It is part of another name.
    Drop,
    /// It is a person's name.
    Person,
}

/// How a sentence is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Writing {
    Plain,
    Headline,
    Capitals,
}

/// The judge of one document.
pub(super) struct Judge<'a> {
    text: &'a Text<'a>,
    sentences: &'a [Sentence],
    writing: HashMap<usize, Writing>,
}

impl<'a> Judge<'a> {
    pub(super) fn new(text: &'a Text<'a>, sentences: &'a [Sentence]) -> Self {
        Self { text, sentences, writing: HashMap::new() }
    }

    /// Drops the hits that are not meant. `best` gives the best posting of a hit and its entity's facts.
    pub(super) fn sift<'f>(
        &mut self,
        hits: &mut Vec<Hit>,
        best: impl Fn(&Hit) -> Option<(Posting, &'f Facts)>,
    ) {
        let known: Vec<Option<(Posting, &Facts)>> = hits.iter().map(best).collect();
        let mut verdicts = Vec::with_capacity(hits.len());
        for i in 0..hits.len() {
            let verdict = known[i].map_or(Verdict::Drop, |k| self.verdict(hits, &known, i, k));
            verdicts.push(verdict);
        }
        let (mut doubtful, mut persons) = (HashSet::new(), HashSet::new());
        for (hit, verdict) in hits.iter().zip(&verdicts) {
            if let What::Listed(value) = hit.what {
                match verdict {
                    Verdict::IfElsewhere => doubtful.insert(value),
                    Verdict::Person => persons.insert(value),
                    Verdict::Keep | Verdict::Drop => false,
                };
            }
        }
        let mut kept = HashSet::new();
        if !doubtful.is_empty() {
            for (hit, verdict) in hits.iter().zip(&verdicts) {
                if let (What::Listed(value), Verdict::Keep) = (hit.what, verdict)
                    && doubtful.contains(&value)
                {
                    kept.insert(value);
                }
            }
        }
        let mut i = 0;
        hits.retain(|hit| {
            i += 1;
            let What::Listed(value) = hit.what else { return true };
            match verdicts[i - 1] {
                // "Jordan Hill … Jordan said": the person again, unless a place word stands before it.
                Verdict::Keep => {
                    persons.is_empty()
                        || !persons.contains(&value)
                        || self.is_after_locative(hit.first)
                        || known[i - 1]
                            .is_some_and(|(_, f)| f.kind == Kind::Country && f.prior >= KNOWN_ANYWHERE)
                            && !known[i - 1].is_some_and(|(p, _)| p.has(FIRST_NAME))
                }
                Verdict::IfElsewhere => kept.contains(&value) && !persons.contains(&value),
                Verdict::Drop | Verdict::Person => false,
            }
        });
    }

    fn verdict(
        &mut self,
        hits: &[Hit],
        known: &[Option<(Posting, &Facts)>],
        i: usize,
        (posting, facts): (Posting, &Facts),
    ) -> Verdict {
        let hit = &hits[i];
        if hit.what_is_not_listed() {
            return Verdict::Keep;
        }
        let is_one_word = hit.len() == 1;
        if is_one_word {
            if self.is_date(hit) {
                return Verdict::Drop;
            }
            let word = &self.text.tokens()[hit.first];
            if word.case() == Case::Upper
                && is_common(word.hash)
                && self.writing(hit.sentence) == Writing::Capitals
            {
                return Verdict::IfElsewhere;
            }
        }
        if posting.via() == Via::Demonym {
            // "Jane English"
            let is_person = is_one_word && self.follows_first_name(hit) && !Self::touches_previous(hits, i);
            return if is_person { Verdict::Drop } else { Verdict::Keep };
        }
        match facts.kind {
            Kind::Country | Kind::State | Kind::Place => self.place(hits, known, i, posting, facts),
            Kind::Person | Kind::Other if is_one_word => {
                if self.follows_stranger(hit, facts) {
                    return Verdict::Person;
                }
                let next_is_hit = i + 1 < hits.len() && hits[i + 1].first == hit.end;
                if facts.kind == Kind::Other
                    && !next_is_hit
                    && !self.is_headline(hit)
                    && self.stranger_after(hit)
                {
                    // "Dr. Leta Cutamora", "Liberation Day".
                    if self.follows_title(hit) {
                        return Verdict::Person;
                    }
                    if posting.has(COMMON) {
                        return Verdict::Drop;
                    }
                }
                if posting.has(COMMON) && (self.opens_sentence(hit) || self.is_headline(hit)) {
                    return Verdict::IfElsewhere;
                }
                Verdict::Keep
            }
            _ => Verdict::Keep,
        }
    }

    fn touches_previous(hits: &[Hit], i: usize) -> bool {
        i > 0 && hits[i - 1].end == hits[i].first
    }

    /// Cities, states and countries: the names that persons, teams and streets bear as well.
    fn place(
        &mut self,
        hits: &[Hit],
        known: &[Option<(Posting, &Facts)>],
        i: usize,
        posting: Posting,
        facts: &Facts,
    ) -> Verdict {
        let hit = &hits[i];
        let tokens = self.text.tokens();
        let is_one_word = hit.len() == 1;
        // "Miss." and "Ill." are states after a comma alone.
        if hit.len() == 2 && tokens[hit.end - 1].kind() == TokenKind::Period {
            let after_comma = hit.first > 0 && tokens[hit.first - 1].kind() == TokenKind::Comma;
            return if after_comma { Verdict::Keep } else { Verdict::Drop };
        }
        let is_steady =
            facts.kind == Kind::Country && !posting.has(FIRST_NAME) || !is_one_word && &*facts.label == "LOC";
        if is_one_word && (self.follows_first_name(hit) || self.follows_initial(hit)) {
            return Verdict::Person;
        }
        if is_one_word && !is_steady && self.follows_title(hit) {
            return Verdict::Person;
        }
        let next_is_place = i + 1 < hits.len() && hits[i + 1].first == hit.end;
        if !is_steady && !self.is_headline(hit) {
            if next_is_place {
                let beside = known[i + 1];
                // "Victoria Austin", "George Washington", but "Madison Wisconsin".
                let is_person = posting.has(FIRST_NAME)
                    && beside.is_some_and(|(p, f)| f.kind == Kind::Place && p.via() != Via::Demonym);
                if is_person {
                    return Verdict::Person;
                }
            } else if self.stranger_after(hit) {
                return if posting.has(FIRST_NAME) { Verdict::Person } else { Verdict::Drop };
            }
            if !Self::touches_previous(hits, i)
                && let Some(word) = self.stranger_before(hit)
            {
                // "Radio Paris" says nothing of a later "Paris"; "Valeska Paris" does.
                let is_thing = !is_one_word || is_common(word);
                return if is_thing { Verdict::Drop } else { Verdict::Person };
            }
        }
        let needs_proof = is_one_word
            && facts.kind != Kind::Country
            && posting.has(COMMON | FIRST_NAME)
            && facts.prior < KNOWN_ANYWHERE;
        // In a headline "into Bush" proves nothing.
        let is_proved = Self::is_with_place(tokens, hits, i)
            || self.is_after_locative(hit.first) && !(posting.has(COMMON) && self.is_headline(hit));
        if needs_proof && !is_proved {
            return Verdict::IfElsewhere;
        }
        Verdict::Keep
    }

    /// "Lincoln, Nebraska".
    fn is_with_place(tokens: &[Token], hits: &[Hit], i: usize) -> bool {
        let hit = &hits[i];
        let comma = |at: usize| tokens.get(at).is_some_and(|t| t.kind() == TokenKind::Comma);
        comma(hit.end) && hits.get(i + 1).is_some_and(|next| next.first == hit.end + 1)
            || i > 0 && hits[i - 1].end + 1 == hit.first && comma(hits[i - 1].end)
    }

    /// The word before token `first`, past the full stop of an abbreviation, in the same sentence.
    fn before(&self, first: usize) -> Option<usize> {
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

    fn is_after_locative(&self, first: usize) -> bool {
        self.before(first).is_some_and(|b| {
            let word = &self.text.tokens()[b];
            classes(word.hash) & LOCATIVE != 0
        })
    }

    fn starts(&self, hit: &Hit) -> usize {
        self.sentences[hit.sentence].tokens().start
    }

    fn opens_sentence(&self, hit: &Hit) -> bool {
        let tokens = self.text.tokens();
        tokens[self.starts(hit)..hit.first].iter().rev().take(2).all(|t| !t.kind().is_wordlike())
    }

    /// "Paul Jordan": a first name that is no common word at the start of a sentence.
    fn follows_first_name(&self, hit: &Hit) -> bool {
        self.before(hit.first).is_some_and(|b| {
            let word = &self.text.tokens()[b];
            b >= self.starts(hit)
                && word.is_capitalised()
                && word.case() != Case::Upper
                && is_first_name(word.hash)
                && !(is_common(word.hash) && b == self.starts(hit))
        })
    }

    fn follows_title(&self, hit: &Hit) -> bool {
        self.before(hit.first).is_some_and(|b| {
            let word = &self.text.tokens()[b];
            word.is_capitalised() && classes(word.hash) & TITLE != 0
        })
    }

    /// "J. Jordan".
    fn follows_initial(&self, hit: &Hit) -> bool {
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
    fn follows_stranger(&self, hit: &Hit, facts: &Facts) -> bool {
        self.follows_first_name(hit)
            && self.before(hit.first).is_some_and(|b| !facts.name.contains(self.text.word(b)))
    }

    /// An unknown word with a capital right after the hit: "Houston Rockets".
    fn stranger_after(&self, hit: &Hit) -> bool {
        let end = self.sentences[hit.sentence].tokens().end;
        // "Pescara del Tronto"
        let is_link = |at: usize| classes(self.text.tokens()[at].hash) & LINK != 0;
        let after = hit.end + usize::from(hit.end + 1 < end && is_link(hit.end));
        after < end && self.is_stranger(after, FOLLOWER | CALENDAR | TITLE)
    }

    /// The hash of an unknown word with a capital right before the hit: "Radio Berlin".
    fn stranger_before(&self, hit: &Hit) -> Option<u64> {
        let start = self.starts(hit);
        let before = self.before(hit.first).filter(|&b| b >= start && b + 1 == hit.first)?;
        let word = &self.text.tokens()[before];
        let is_strange = word.is_capitalised()
            && word.case() != Case::Upper
            && classes(word.hash) & (PART | CALENDAR | LOCATIVE) == 0
            && !(before == start && is_common(word.hash));
        is_strange.then_some(word.hash)
    }

    fn is_stranger(&self, at: usize, known: u8) -> bool {
        let word = &self.text.tokens()[at];
        word.kind() == TokenKind::Word
            && word.after_space()
            && !word.starts_line()
            && word.is_capitalised()
            && word.case() != Case::Upper
            && classes(word.hash) & known == 0
    }

    /// "in May", "5 March", "May 2019".
    fn is_date(&self, hit: &Hit) -> bool {
        let tokens = self.text.tokens();
        if classes(tokens[hit.first].hash) & CALENDAR == 0 {
            return false;
        }
        let is_number = |t: &Token| t.kind() == TokenKind::Number;
        tokens.get(hit.end).is_some_and(is_number)
            || hit.first > 0
                && (is_number(&tokens[hit.first - 1]) || classes(tokens[hit.first - 1].hash) & TIME != 0)
    }

    fn is_headline(&mut self, hit: &Hit) -> bool {
        self.writing(hit.sentence) != Writing::Plain
    }

    fn writing(&mut self, sentence: usize) -> Writing {
        let (text, sentences) = (self.text, self.sentences);
        *self.writing.entry(sentence).or_insert_with(|| {
            let words = &text.tokens()[sentences[sentence].tokens()];
            let is_closed = words.last().is_some_and(|t| t.kind() == TokenKind::Period);
            let (mut long, mut capitals, mut upper) = (0_u32, 0_u32, 0_u32);
            for word in words.iter().filter(|t| t.kind() == TokenKind::Word && t.span().len() >= LONG_WORD) {
                long += 1;
                capitals += u32::from(word.is_capitalised());
                upper += u32::from(word.case() == Case::Upper);
            }
            let share = |n: u32| n as f32 / long.max(1) as f32;
            match () {
                () if long >= 2 && share(upper) >= HEADLINE => Writing::Capitals,
                () if long >= 3 && share(capitals) >= HEADLINE && !is_closed => Writing::Headline,
                () => Writing::Plain,
            }
        })
    }
}

impl Hit {
    fn what_is_not_listed(&self) -> bool {
        !matches!(self.what, What::Listed(_))
    }
}
