//! The words that can attribute, and what is known of each: `cues.txt` and a user's own rows.

use std::ops::Range;

use super::Stance;
use crate::error::{Error, Place};
use crate::labels::labels;
use crate::text::{Lexicon, Token, fold, lexicon};

const FILE: &str = "cues.txt";
const CUES: &str = include_str!("cues.txt");

labels! {
    /// What a cue can stand with.
    "frame" Frame {
        /// A clause, with or without "that".
        That = "that",
        /// An infinitive: "vowed to return".
        To = "to",
        /// A noun phrase that says that something is so: "denied responsibility".
        Object = "object",
        /// "denied taking it".
        Gerund = "gerund",
        /// Somebody is told before the clause.
        Addressee = "addressee",
        /// "called it a failure".
        Predicate = "predicate",
        /// "accused X of Y".
        Accuse = "accuse",
        /// "asked how".
        Question = "question",
        /// Stands beside quotation marks.
        Quote = "quote",
        /// A passive with its subject in the content: "is said to own".
        Raise = "raise",
        /// A preposition; the source follows: "according to".
        Source = "source",
        /// Qualifies its clause and names nobody: "reportedly".
        Adverb = "adverb",
        /// A noun with a clause: "fears that".
        Noun = "noun",
        /// "is sure that".
        Adjective = "adjective",
    }
}

labels! {
    /// How wide a cue's meaning is.
    "group" Group {
        /// Reports speech or writing.
        Core = "core",
        /// Belief, showing, and words with many other uses.
        Wide = "wide",
    }
}

/// A set of [`Frame`]s.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Frames(u16);

impl Frames {
    pub(super) fn has(self, frame: Frame) -> bool {
        self.0 & (1 << frame as u16) != 0
    }

    /// Whether no noun, adverb or adjective has them.
    pub(super) fn are_of_a_verb(self) -> bool {
        use Frame as F;
        ![F::Raise, F::Source, F::Adverb, F::Noun, F::Adjective].into_iter().any(|frame| self.has(frame))
    }

    pub(super) fn bits(self) -> u64 {
        u64::from(self.0)
    }
}

/// What is known of a cue, whatever its form.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Entry {
    /// Hash of the base form; all forms share it.
    pub(super) stem: u64,
    pub(super) frames: Frames,
    pub(super) stance: Stance,
    pub(super) group: Group,
    /// Whether it is a user's.
    pub(super) own: bool,
}

/// All cues, by all their forms.
#[derive(Clone, Debug)]
pub(super) struct Cues(Lexicon<Entry>);

impl Cues {
    /// The built-in cues and `own`, rows in the format of `cues.txt`, which win.
    pub(super) fn new(own: Option<(&str, &str)>) -> Result<Self, Error> {
        let mut cues = Self(Lexicon::default());
        let own = own.map(|(file, content)| (file, content, true));
        for (file, content, own) in [(FILE, CUES, false)].into_iter().chain(own) {
            for row in lexicon::rows(content) {
                let entry = entry(file, &row, own)?;
                let forms = row.field(0).unwrap_or_default().split('|').map(str::trim);
                for form in forms.filter(|form| !form.is_empty()).chain([row.phrase]) {
                    cues.0.insert(form, entry)?;
                }
            }
        }
        Ok(cues)
    }

    /// The cues among some tokens, longest first from the left.
    pub(super) fn find<'c>(
        &'c self,
        tokens: &'c [Token],
        range: Range<usize>,
    ) -> impl Iterator<Item = (Range<usize>, Entry)> + 'c {
        let mut at = range.start;
        std::iter::from_fn(move || {
            while at < range.end {
                let start = at;
                if let Some((len, entry)) = self.0.longest(tokens, start..range.end) {
                    at += len;
                    return Some((start..at, *entry));
                }
                at += 1;
            }
            None
        })
    }
}

fn entry(file: &str, row: &lexicon::Row<'_>, own: bool) -> Result<Entry, Error> {
    if row.phrase.is_empty() {
        let place = Place { file, line: row.line, column: 1 };
        return Err(Error::lexicon(&place, "expected a cue before the first tab"));
    }
    let field = |index: usize, what: &str, known: &[&str]| {
        row.field(index).ok_or_else(|| {
            let message = format!(
                "expected {what} behind tab number {}, found nothing; known are {}",
                index + 1,
                known.join(", ")
            );
            Error::lexicon(&row.place(file, index), message)
        })
    };
    let mut frames = Frames::default();
    for name in field(1, "frames", Frame::NAMES)?.split_whitespace() {
        let frame: Frame = name.parse().map_err(|e| Error::lexicon(&row.place(file, 1), e))?;
        frames.0 |= 1 << frame as u16;
    }
    Ok(Entry {
        stem: fold::hash(row.phrase),
        frames,
        stance: field(2, "a stance", Stance::NAMES)?
            .parse()
            .map_err(|e| Error::lexicon(&row.place(file, 2), e))?,
        group: match row.field(3) {
            Some(name) => name.parse().map_err(|e| Error::lexicon(&row.place(file, 3), e))?,
            None => Group::Wide,
        },
        own,
    })
}
