//! Where sentences start and end, by section 7 of the guidelines.

mod lines;
mod splitter;
mod stops;
mod words;

use std::ops::Range;

pub use splitter::Splitter;

use crate::labels::labels;
use crate::text::{Span, Text};

labels! {
    /// What a line break means in a text.
    "newlines" Newlines {
        /// Told from the text: wrapped prose, one-line paragraphs or headline lines.
        Auto = "auto",
        /// Each line break ends a sentence.
        Always = "always",
        /// A single line break is white space; a blank line still ends a sentence.
        Never = "never",
    }
}

labels! {
    /// Why a sentence ends where it does.
    "reason" Reason {
        /// A full stop.
        Stop = "stop",
        /// A question mark, or a run of stops that starts with one.
        Question = "question",
        /// An exclamation mark, or a run of stops that starts with one.
        Exclamation = "exclamation",
        /// Three dots, or more, or two.
        Ellipsis = "ellipsis",
        /// An abbreviation whose stop ends the sentence too, told by the word that follows.
        Abbreviation = "abbreviation",
        /// A stop with no white space behind it.
        Glued = "glued",
        /// A line break.
        Line = "line",
        /// A blank line.
        Paragraph = "paragraph",
        /// The end of the text.
        End = "end",
    }
}

/// A sentence: its span without white space at the edges, and its tokens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sentence {
    /// Where it stands.
    pub span: Span,
    /// Why it ends there.
    pub reason: Reason,
    first: u32,
    last: u32,
}

impl Sentence {
    /// A sentence of some tokens of `text`, at least one.
    pub fn new(text: &Text<'_>, tokens: Range<usize>, reason: Reason) -> Self {
        Self {
            span: text.span_of(tokens.clone()),
            reason,
            first: tokens.start as u32,
            last: tokens.end as u32,
        }
    }

    /// Its tokens, as a range into [`Text::tokens`].
    #[inline]
    pub fn tokens(&self) -> Range<usize> {
        self.first as usize..self.last as usize
    }
}

/// The sentence that holds byte `offset`, by binary search; `None` between sentences.
pub fn at(sentences: &[Sentence], offset: u32) -> Option<usize> {
    let index = sentences.partition_point(|s| s.span.end() <= offset);
    sentences.get(index).filter(|s| s.span.covers(offset)).map(|_| index)
}
