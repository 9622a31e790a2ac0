//! Where sentences start and end, by section 7 of the guidelines.

mod captions;
mod decide;
mod items;
mod lines;
mod openings;
mod shorts;
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
        /// No stop, but an address and a capital behind it.
        Address = "address",
        /// No stop, but a face (`:)`) and a capital behind it.
        Smiley = "smiley",
        /// The next item of a list on the same line: `2.`, `b)`.
        Item = "item",
        /// The label or credit of a picture, or the date of a headline, on one line with it and without a stop.
        Caption = "caption",
        /// A line break.
        Line = "line",
        /// A blank line.
        Paragraph = "paragraph",
        /// Too long to be a sentence: cut after 600 tokens, or the last mark between clauses before.
        Length = "length",
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
        Self::of_span(span_with_ignorable(text, tokens.clone()), tokens, reason)
    }

    /// A sentence that a document tells of; one that was saved may be any stretch, even one without a token.
    pub(crate) fn of_span(span: Span, tokens: Range<usize>, reason: Reason) -> Self {
        Self { span, reason, first: tokens.start as u32, last: tokens.end as u32 }
    }

    /// Its tokens, as a range into [`Text::tokens`].
    #[inline]
    pub fn tokens(&self) -> Range<usize> {
        self.first as usize..self.last as usize
    }
}

/// The span of a sentence: its tokens, and what leaves no trace on the page and is no token, as a zero-width space.
///
/// What is glued to a token in front belongs to that token's sentence, the rest to the token behind.
fn span_with_ignorable(text: &Text<'_>, tokens: Range<usize>) -> Span {
    let source = text.source();
    let span = text.span_of(tokens.clone());
    let before = match tokens.start.checked_sub(1) {
        Some(previous) => {
            let gap = &source[text.tokens()[previous].end() as usize..span.start() as usize];
            &gap[glued_len(gap)..]
        }
        None => &source[..span.start() as usize],
    };
    let after = match text.tokens().get(tokens.end) {
        Some(next) => glued_len(&source[span.end() as usize..next.start() as usize]),
        None => source[span.end() as usize..].trim_end().len(),
    };
    Span::new(span.start() - before.trim_start().len() as u32, span.end() + after as u32)
}

/// The length of what stands in the gap between two tokens before any white space.
fn glued_len(gap: &str) -> usize {
    if gap.starts_with([' ', '\n']) { 0 } else { gap.find(char::is_whitespace).unwrap_or(gap.len()) }
}

/// The sentence that holds byte `offset`, by binary search; `None` between sentences.
pub fn at(sentences: &[Sentence], offset: u32) -> Option<usize> {
    let index = sentences.partition_point(|s| s.span.end() <= offset);
    sentences.get(index).filter(|s| s.span.covers(offset)).map(|_| index)
}
