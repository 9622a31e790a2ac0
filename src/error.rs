//! What can go wrong, and how it is said: what, where, and what was expected.

use std::fmt::{self, Write};
use std::io;
use std::path::Path;

use crate::text::MAX_LEN;

/// An error of this crate. [`Error::kind`] tells its family; its message tells a person what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    kind: ErrorKind,
    message: String,
}

/// The families of errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A value is not allowed: an unknown option, a text too long, a number out of range.
    Value,
    /// A gazetteer, or a file of one, is broken.
    Gazetteer,
    /// A lexicon, or a file of one, is broken.
    Lexicon,
    /// A saved document or gazetteer cannot be read: another version, cut short, altered.
    Saved,
    /// A file cannot be opened, read or written, for this reason.
    File(io::ErrorKind),
}

/// A place in a file, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// Name of the file, or what stands for it (`"entries"`).
    pub file: &'a str,
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1: code points for text, fields for tables.
    pub column: usize,
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

impl Error {
    /// The family of the error.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    pub(crate) fn value(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Value, message: message.into() }
    }

    pub(crate) fn saved(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Saved, message: message.into() }
    }

    pub(crate) fn file(path: &Path, error: &io::Error) -> Self {
        Self { kind: ErrorKind::File(error.kind()), message: format!("{}: {error}", path.display()) }
    }

    pub(crate) fn text_too_long(len: usize) -> Self {
        Self::value(format!("the text is {len} bytes long; the limit is {MAX_LEN} bytes (1 GiB)"))
    }

    /// An unknown word where a closed set was expected: lists the known ones and suggests the nearest.
    pub(crate) fn unknown(what: &str, given: &str, known: &[&str]) -> Self {
        let mut message = format!("unknown {what} {given:?}; known are {}", known.join(", "));
        if let Some(nearest) = nearest(given, known) {
            let _ = write!(message, " (did you mean {nearest:?}?)");
        }
        Self::value(message)
    }

    pub(crate) fn gazetteer(place: &Place<'_>, message: impl fmt::Display) -> Self {
        Self { kind: ErrorKind::Gazetteer, message: format!("{place}: {message}") }
    }

    pub(crate) fn lexicon(place: &Place<'_>, message: impl fmt::Display) -> Self {
        Self { kind: ErrorKind::Lexicon, message: format!("{place}: {message}") }
    }
}

/// The known word nearest to `given`, if one is near enough to be a slip of the keyboard.
fn nearest<'a>(given: &str, known: &[&'a str]) -> Option<&'a str> {
    let given = given.to_lowercase();
    known
        .iter()
        .map(|&k| (strsim::jaro_winkler(&given, k), k))
        .filter(|&(score, _)| score >= 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, k)| k)
}
