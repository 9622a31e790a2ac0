//! The vocabularies of the room, by the hash of a word's folded form.

use std::sync::LazyLock;

use hashbrown::{HashMap, HashSet};

use super::Factuality;
use crate::error::Error;
use crate::text::fold::hash;
use crate::text::lexicon::{Row, rows};

/// What a word leaves of the clause that it governs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Effect {
    /// As it stands.
    pub(super) plain: Factuality,
    /// Under negation.
    pub(super) negated: Factuality,
}

impl Effect {
    /// Leaves a clause as it is.
    pub(super) const NONE: Self = Self { plain: Factuality::Certain, negated: Factuality::CertainlyNot };

    pub(super) const fn when(self, negated: bool) -> Factuality {
        if negated { self.negated } else { self.plain }
    }
}

/// Mean judgement of a clause under a verb, -3 (not so) to 3 (so): what a reader takes the writer to hold.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(super) struct Signature {
    plain: Option<f32>,
    negated: Option<f32>,
}

impl Signature {
    /// How far the writer commits to the clause, 0 to 1; `None` where it was not judged.
    ///
    /// A judgement below 0 says that the writer is taken to hold the opposite.
    pub(super) fn commitment(self, negated: bool) -> Option<f32> {
        let judgement = if negated { self.negated } else { self.plain };
        judgement.map(|mean| (mean / 3.0).clamp(0.0, 1.0))
    }
}

/// What a small word does to the clause that it stands in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Marker {
    /// Its clause is open, and so is what hangs on it.
    Condition,
    /// Whether: its clause is open.
    Open,
    /// It opens what another word takes.
    Complement,
    /// It opens a purpose or a measure.
    Aim,
    /// Before its subject it opens a condition.
    Inverted,
    /// It opens a question for more than yes or no.
    Asks,
    /// The same, or it gives a time or place.
    Setting,
    /// Without a subject it opens a command.
    Command,
    /// It stands for a clause or a thing to come.
    Expletive,
    /// After "not" it says that the clause itself is not negated.
    Focus,
}

impl Marker {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "condition" => Self::Condition,
            "open" => Self::Open,
            "complement" => Self::Complement,
            "aim" => Self::Aim,
            "inverted" => Self::Inverted,
            "asks" => Self::Asks,
            "setting" => Self::Setting,
            "command" => Self::Command,
            "expletive" => Self::Expletive,
            "focus" => Self::Focus,
            _ => return None,
        })
    }
}

/// The vocabularies, read once.
#[derive(Debug)]
pub(super) struct Words {
    /// Auxiliaries that open a claim or leave it standing.
    pub(super) modals: HashMap<u64, Effect>,
    /// The same modals before "have" and a participle, where they differ.
    pub(super) perfect: HashMap<u64, Effect>,
    /// Modals and words of a verb group that look ahead.
    pub(super) future: HashSet<u64>,
    /// What stands between "be" and "to" in a verb group.
    pub(super) groups: HashMap<u64, Effect>,
    /// Verbs whose infinitive is the head of the claim.
    pub(super) raising: HashMap<u64, Effect>,
    /// Verbs whose complement is not simply said to be so.
    pub(super) beliefs: HashMap<u64, Effect>,
    /// Adjectives and nouns that only colour the clause they take.
    pub(super) frames: HashMap<u64, Effect>,
    /// Verbs that do.
    pub(super) frame_verbs: HashMap<u64, Effect>,
    /// Words that negate their clause.
    pub(super) negation: HashSet<u64>,
    /// Small words that a clause is told by.
    pub(super) markers: HashMap<u64, Marker>,
    /// Nouns for what is yet to be done.
    pub(super) plans: HashSet<u64>,
    /// Verbs of communication: what hangs on them with "saying" is their own content.
    pub(super) speech: HashSet<u64>,
    /// The forms of "be".
    pub(super) be: HashSet<u64>,
    /// Finite forms that are past without ending in "-ed".
    pub(super) past: HashSet<u64>,
    /// Veridicality of the finite clause under a verb, in the active voice.
    pub(super) that: HashMap<u64, Signature>,
    /// The same in the passive, by the participle.
    pub(super) that_passive: HashMap<u64, Signature>,
    /// Veridicality of the infinitive under a verb, in the active voice.
    pub(super) to: HashMap<u64, Signature>,
    /// The same in the passive.
    pub(super) to_passive: HashMap<u64, Signature>,
}

impl Words {
    pub(super) fn get() -> &'static Self {
        static WORDS: LazyLock<Words> =
            LazyLock::new(|| Words::read().expect("the files beside this module are well formed"));
        &WORDS
    }

    fn read() -> Result<Self, Error> {
        let mut words = Self {
            modals: effects("modals.tsv", include_str!("modals.tsv"))?,
            perfect: effects("perfect.tsv", include_str!("perfect.tsv"))?,
            future: set(include_str!("future.txt")),
            groups: effects("groups.tsv", include_str!("groups.tsv"))?,
            raising: effects("raising.tsv", include_str!("raising.tsv"))?,
            beliefs: effects("beliefs.tsv", include_str!("beliefs.tsv"))?,
            frames: effects("frames.tsv", include_str!("frames.tsv"))?,
            frame_verbs: effects("frame_verbs.tsv", include_str!("frame_verbs.tsv"))?,
            negation: set(include_str!("negation.txt")),
            markers: HashMap::new(),
            plans: set(include_str!("plans.txt")),
            speech: set(include_str!("speech.txt")),
            be: set(include_str!("be.txt")),
            past: set(include_str!("past.txt")),
            that: HashMap::new(),
            that_passive: HashMap::new(),
            to: HashMap::new(),
            to_passive: HashMap::new(),
        };
        for row in rows(include_str!("markers.tsv")) {
            let marker = row.field(0).and_then(Marker::named).ok_or_else(|| {
                Error::lexicon(&row.place("markers.tsv", 0), "expected what the word does, as listed on top")
            })?;
            words.markers.insert(hash(row.phrase), marker);
        }
        for row in rows(include_str!("signatures.tsv")) {
            words.add_signature(&row)?;
        }
        Ok(words)
    }

    fn add_signature(&mut self, row: &Row<'_>) -> Result<(), Error> {
        const FILE: &str = "signatures.tsv";
        let table = match (row.field(0), row.field(1)) {
            (Some("that"), Some("active")) => &mut self.that,
            (Some("that"), Some("passive")) => &mut self.that_passive,
            (Some("to"), Some("active")) => &mut self.to,
            (Some("to"), Some("passive")) => &mut self.to_passive,
            _ => {
                return Err(Error::lexicon(&row.place(FILE, 0), "expected a frame and a voice"));
            }
        };
        let judgement = |index: usize| match row.field(index) {
            Some("-") => Ok(None),
            Some(number) => number
                .parse::<f32>()
                .map(Some)
                .map_err(|_| Error::lexicon(&row.place(FILE, index), "expected a number or \"-\"")),
            None => Err(Error::lexicon(&row.place(FILE, index), "expected a judgement")),
        };
        let signature = Signature { plain: judgement(2)?, negated: judgement(3)? };
        for form in row.field(4).unwrap_or(row.phrase).split(' ') {
            table.entry(hash(form)).or_insert(signature);
        }
        Ok(())
    }
}

/// A file of words alone.
fn set(content: &str) -> HashSet<u64> {
    rows(content).map(|row| hash(row.phrase)).collect()
}

/// A file of words with two factualities and, where the word has several, its forms.
fn effects(file: &str, content: &str) -> Result<HashMap<u64, Effect>, Error> {
    let mut table = HashMap::new();
    for row in rows(content) {
        let factuality = |index: usize| -> Result<Factuality, Error> {
            let name = row.field(index).unwrap_or_default();
            name.parse().map_err(|e: Error| Error::lexicon(&row.place(file, index), e))
        };
        let effect = Effect { plain: factuality(0)?, negated: factuality(1)? };
        for form in row.field(2).unwrap_or(row.phrase).split(' ') {
            if table.insert(hash(form), effect).is_some() {
                let message = format!("{form:?} stands in the file twice");
                return Err(Error::lexicon(&row.place(file, 2), message));
            }
        }
    }
    Ok(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_are_well_formed() {
        Words::read().unwrap();
    }

    #[test]
    fn a_signature_is_found_by_any_form_of_its_verb() {
        let words = Words::get();
        let know = words.that[&hash("knew")];
        assert_eq!(know.commitment(false), Some(1.0));
        assert!(words.that[&hash("claims")].commitment(false) < words.that[&hash("said")].commitment(false));
        assert!(words.that.contains_key(&hash("understood")));
    }

    #[test]
    fn a_broken_row_is_named_by_file_line_and_column() {
        let error = effects("x.tsv", "# policy\nthink\tPR+\tPX-\n").unwrap_err();
        assert!(error.to_string().starts_with("x.tsv:2:11: "), "{error}");
    }
}
