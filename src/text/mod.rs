//! The text itself: its tokens, spans and phrases. Knows nothing of language beyond what a token is.
//!
//! [`Text::new`] makes the one pass over the bytes that the whole crate lives on. All later rooms look at
//! [`Token`]s: where they stand, what they are made of, and the hash of their folded form, on which every
//! lexicon and gazetteer matches.

pub mod fold;
pub mod lexicon;
mod offsets;
mod span;
mod token;
mod tokenize;
mod trie;

use std::ops::Range;

pub use lexicon::Lexicon;
pub use offsets::Offsets;
pub use span::Span;
pub use token::{Case, Token, TokenKind};
pub use trie::TokenTrie;

use crate::error::Error;
use crate::faults;

/// The longest text that is read, in bytes: 1 GiB.
pub const MAX_LEN: usize = 1 << 30;

/// A text and its tokens.
///
/// ```
/// use reportedly::text::{Text, TokenKind};
/// let text = Text::new("The U.S. didn't pay $10mn.")?;
/// let words: Vec<&str> = text.tokens().iter().map(|t| text.slice(t.span())).collect();
/// assert_eq!(words, ["The", "U.S.", "did", "n't", "pay", "$", "10mn", "."]);
/// assert_eq!(text.tokens()[1].kind(), TokenKind::Abbreviation);
/// # Ok::<(), reportedly::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Text<'a> {
    source: &'a str,
    tokens: Vec<Token>,
}

impl<'a> Text<'a> {
    /// Tokenises `source` in one pass.
    ///
    /// # Errors
    /// If the text is longer than [`MAX_LEN`].
    pub fn new(source: &'a str) -> Result<Self, Error> {
        if source.len() > MAX_LEN {
            return Err(Error::text_too_long(source.len()));
        }
        faults::point("text", source);
        Ok(Self { source, tokens: tokenize::tokens(source) })
    }

    /// The text as it came.
    #[inline]
    pub fn source(&self) -> &'a str {
        self.source
    }

    /// Its tokens, in order, disjoint.
    #[inline]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// What stands in `span`.
    ///
    /// # Panics
    /// If `span` leaves the text or cuts a character: a bug in the caller.
    #[inline]
    pub fn slice(&self, span: Span) -> &'a str {
        &self.source[span.range()]
    }

    /// What token number `index` says.
    #[inline]
    pub fn word(&self, index: usize) -> &'a str {
        self.slice(self.tokens[index].span())
    }

    /// The span from the first to the last of some tokens; empty at 0 for no tokens.
    #[inline]
    pub fn span_of(&self, tokens: Range<usize>) -> Span {
        match self.tokens.get(tokens) {
            Some([first, .., last]) => Span::new(first.start(), last.end()),
            Some([only]) => only.span(),
            _ => Span::new(0, 0),
        }
    }

    /// The tokens that start inside `span`, by binary search.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let first = self.tokens.partition_point(|t| t.start() < span.start());
        let last = first + self.tokens[first..].partition_point(|t| t.start() < span.end());
        first..last
    }
}
