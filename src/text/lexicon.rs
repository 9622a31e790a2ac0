//! Word lists as plain text files, and phrases found by them.
//!
//! A file has one entry a line: the phrase, then its fields, parted by tabs. `#` opens a comment line; the first
//! ones say the policy of the list. White space at the ends and empty lines do not count.
//!
//! ```text
//! # Who says it and does not vouch for it.
//! said to<TAB>reportative<TAB>medium
//! ```

use std::ops::Range;

use super::{Text, Token, TokenTrie};
use crate::error::{Error, Place};

/// One line of a lexicon file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// Line number, from 1.
    pub line: usize,
    /// The phrase, as written.
    pub phrase: &'a str,
    /// The fields after it; `None` beyond the last.
    fields: &'a str,
}

impl<'a> Row<'a> {
    /// Field number `index` after the phrase, from 0, trimmed; `None` where it is missing or empty.
    pub fn field(&self, index: usize) -> Option<&'a str> {
        self.fields.split('\t').nth(index).map(str::trim).filter(|f| !f.is_empty())
    }

    /// Where field number `index` starts, for an error message.
    pub fn place<'f>(&self, file: &'f str, index: usize) -> Place<'f> {
        let before: usize = self.fields.split('\t').take(index).map(|f| f.chars().count() + 1).sum();
        Place { file, line: self.line, column: self.phrase.chars().count() + 2 + before }
    }
}

/// The rows of a lexicon file, without comments and empty lines.
pub fn rows(content: &str) -> impl Iterator<Item = Row<'_>> {
    content.lines().enumerate().filter_map(|(i, line)| {
        if line.starts_with('#') || line.trim().is_empty() {
            return None;
        }
        let (phrase, fields) = line.split_once('\t').unwrap_or((line, ""));
        Some(Row { line: i + 1, phrase: phrase.trim(), fields })
    })
}

/// Phrases, each with a value, found by longest match over tokens.
///
/// ```
/// use reportedly::text::{Lexicon, Text};
/// let mut lexicon = Lexicon::default();
/// lexicon.insert("said to", "reportative")?;
/// lexicon.insert("said", "speech")?;
/// let text = Text::new("He is SAID to own a bank.")?;
/// let found = lexicon.find_all(text.tokens());
/// assert_eq!(found, [(2..4, &"reportative")]);
/// # Ok::<(), reportedly::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Lexicon<T> {
    trie: TokenTrie,
    values: Vec<T>,
}

impl<T> Default for Lexicon<T> {
    fn default() -> Self {
        Self { trie: TokenTrie::default(), values: Vec::new() }
    }
}

impl<T> Lexicon<T> {
    /// Reads a file's content; `parse` makes a value of a row.
    ///
    /// # Errors
    /// What `parse` returns, and a phrase that is empty or stands twice: file, line, column.
    pub fn read(
        file: &str,
        content: &str,
        mut parse: impl FnMut(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Self, Error> {
        let mut lexicon = Self::default();
        for row in rows(content) {
            let value = parse(&row)?;
            let place = Place { file, line: row.line, column: 1 };
            if row.phrase.is_empty() {
                return Err(Error::lexicon(&place, "expected a phrase before the first tab"));
            }
            if lexicon.insert(row.phrase, value)?.is_some() {
                return Err(Error::lexicon(
                    &place,
                    format_args!("{:?} stands in the file twice", row.phrase),
                ));
            }
        }
        Ok(lexicon)
    }

    /// Adds a phrase and returns the value it had before. A phrase without a token is ignored.
    ///
    /// # Errors
    /// If the phrase is longer than a text may be.
    pub fn insert(&mut self, phrase: &str, value: T) -> Result<Option<T>, Error> {
        let hashes: Vec<u64> = Text::new(phrase)?.tokens().iter().map(|t| t.hash).collect();
        if hashes.is_empty() {
            return Ok(None);
        }
        if let Some(old) = self.trie.get(&hashes) {
            return Ok(Some(std::mem::replace(&mut self.values[old as usize], value)));
        }
        self.trie.insert(&hashes, self.values.len() as u32);
        self.values.push(value);
        Ok(None)
    }

    /// The value of exactly this sequence of tokens.
    pub fn get(&self, tokens: &[Token]) -> Option<&T> {
        self.longest(tokens, 0..tokens.len()).and_then(|(len, value)| (len == tokens.len()).then_some(value))
    }

    /// The longest phrase that starts at the first token of `range`: how many tokens it has, and its value.
    #[inline]
    pub fn longest(&self, tokens: &[Token], range: Range<usize>) -> Option<(usize, &T)> {
        self.trie.longest(tokens, range).map(|(len, value)| (len, &self.values[value as usize]))
    }

    /// All phrases in `tokens`, longest first from the left, disjoint, as ranges of tokens.
    pub fn find_all(&self, tokens: &[Token]) -> Vec<(Range<usize>, &T)> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            match self.longest(tokens, at..tokens.len()) {
                Some((len, value)) => {
                    found.push((at..at + len, value));
                    at += len;
                }
                None => at += 1,
            }
        }
        found
    }

    /// The number of phrases.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether it holds no phrase.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}
