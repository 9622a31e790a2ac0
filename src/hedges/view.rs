//! A candidate and the sentence that it stands in.

use super::words::Class;
use crate::sentences::Sentence;
use crate::text::Text;

/// A phrase of the lexicon where it stands in a text.
#[derive(Clone, Copy)]
pub(super) struct Candidate {
    /// First token.
    pub(super) start: usize,
    /// One past the last token.
    pub(super) end: usize,
    /// Number of the lexicon entry.
    pub(super) entry: u32,
    /// Which longer or shorter phrases of the lexicon stand in its place too.
    pub(super) rivals: Rivals,
}

/// Other phrases of the lexicon at the same place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Rivals {
    None,
    /// A longer one starts here too.
    Longer,
    /// A shorter one starts here too.
    Shorter,
    Both,
    /// One that starts earlier covers it.
    Inside,
}

/// The sentence of a candidate, with the classes of all its tokens.
pub(super) struct View<'v> {
    pub(super) text: &'v Text<'v>,
    pub(super) sentence: Sentence,
    /// One a token of the sentence.
    pub(super) classes: &'v [Class],
}

impl View<'_> {
    /// The class of the token `by` places after `from`, both relative to the text; `Edge` beyond the sentence.
    #[inline]
    pub(super) fn class(&self, from: usize, by: isize) -> Class {
        let tokens = self.sentence.tokens();
        match from.checked_add_signed(by) {
            Some(at) if tokens.contains(&at) => self.classes[at - tokens.start],
            _ => Class::Edge,
        }
    }

    /// The classes of the tokens before a candidate and of those after it, to the ends of the sentence.
    #[inline]
    pub(super) fn around(&self, candidate: &Candidate) -> (&[Class], &[Class]) {
        let first = self.sentence.tokens().start;
        (&self.classes[..candidate.start - first], &self.classes[candidate.end - first..])
    }

    #[inline]
    pub(super) fn token(&self, from: usize, by: isize) -> Option<usize> {
        from.checked_add_signed(by).filter(|at| self.sentence.tokens().contains(at))
    }
}
