//! Whether a listed name is meant where it stands: capitals, titles and first names beside it, months, headlines.
//!
//! Every rule looks at a fixed number of tokens beside the name, or at what was counted once for its sentence.

use hashbrown::{HashMap, HashSet};

use super::Via;
use super::facts::{Facts, Kind};
use super::posting::{COMMON, FIRST_NAME, Posting};
use super::scan::{Hit, What};
use super::words::{PARTICLE, classes, is_common};
use crate::sentences::Sentence;
use crate::text::{Case, Text, TokenKind};

/// A place that is also a first name or a common word needs no proof from this prior on: countries and capitals.
const KNOWN_ANYWHERE: f32 = 0.75;
/// From this share of capitals on, of the words of four letters and more, a sentence is a headline.
const HEADLINE: f32 = 0.75;
pub(super) const LONG_WORD: u32 = 4;

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
    pub(super) text: &'a Text<'a>,
    pub(super) sentences: &'a [Sentence],
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
        // "Israel Katz … Israelis": the country is meant as well.
        let mut named = HashSet::new();
        if !persons.is_empty() {
            for ((hit, verdict), known) in hits.iter().zip(&verdicts).zip(&known) {
                if let (Verdict::Keep, Some((posting, facts))) = (verdict, known)
                    && facts.kind == Kind::Country
                    && (posting.via() == Via::Demonym || self.is_after_locative(hit.first))
                {
                    named.insert(posting.entry());
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
                            && known[i - 1]
                                .is_some_and(|(p, _)| !p.has(FIRST_NAME) || named.contains(&p.entry()))
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
            if self.is_date(hit) || self.is_currency(hit) {
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
        let is_people = posting.via() == Via::Demonym || &*facts.label == "NORP";
        // "in English."
        if is_people && is_one_word && self.is_language(hit) {
            return Verdict::Drop;
        }
        if posting.via() == Via::Demonym {
            // "Jane English"
            let is_another = is_one_word
                && (self.follows_first_name(hit) && !Self::touches_previous(hits, i)
                    || self.follows_particle(hit));
            return if is_another { Verdict::Drop } else { Verdict::Keep };
        }
        // "Liberal Democratic Party" is another party.
        let is_part = &*facts.label == "ORG"
            && !facts.country.is_empty()
            && !Self::touches_previous(hits, i)
            && self.stranger_before(hit).is_some();
        if is_part || self.is_of_another_country(hits, known, i, facts) {
            return Verdict::Drop;
        }
        match facts.kind {
            Kind::Country | Kind::State | Kind::Place | Kind::Town => {
                self.place(hits, known, i, posting, facts)
            }
            Kind::Person | Kind::Other if is_one_word => {
                if self.follows_stranger(hit, facts) || self.follows_particle(hit) {
                    return Verdict::Person;
                }
                let next_is_hit = i + 1 < hits.len() && hits[i + 1].first == hit.end;
                if facts.kind == Kind::Other
                    && !next_is_hit
                    && !self.is_headline(hit)
                    && self.stranger_after(hit)
                {
                    // "Dr. Leta Cutamora", "Christian Holm", "Liberation Day".
                    if self.follows_title(hit) {
                        return Verdict::Person;
                    }
                    if posting.has(COMMON) || posting.has(FIRST_NAME) {
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

    pub(super) fn touches_previous(hits: &[Hit], i: usize) -> bool {
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
        if let Some(is_meant) = self.is_abbreviated_state(hits, i, facts) {
            return if is_meant { Verdict::Keep } else { Verdict::Drop };
        }
        let is_steady = facts.kind == Kind::Country && !posting.has(FIRST_NAME)
            || !is_one_word && &*facts.label == "LOC"
                // "Tariq al-Bab" is another place than al-Bab.
                && classes(tokens[hit.first].hash) & PARTICLE == 0;
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
                    && beside.is_some_and(|(p, f)| f.kind.is_settlement() && p.via() != Via::Demonym);
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
            || !(posting.has(COMMON) && self.is_headline(hit))
                && (self.is_after_locative(hit.first) || self.is_joined_to_place(hits, known, i));
        if needs_proof && !is_proved {
            return Verdict::IfElsewhere;
        }
        Verdict::Keep
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
