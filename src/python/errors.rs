//! Errors of the core as Python exceptions (DESIGN of errors: what, where, what was expected).

use pyo3::create_exception;
use std::io;
use std::ops::RangeInclusive;
use std::path::Path;

use pyo3::exceptions::{PyException, PyTypeError, PyValueError};
use pyo3::prelude::*;

use crate::batch::{self, RowError};
use crate::error::{Error, ErrorKind};

create_exception!(
    reportedly,
    GazetteerError,
    PyValueError,
    "A gazetteer, or a file of one, is broken: the message says file, line, column and what was expected."
);
create_exception!(
    reportedly,
    LexiconError,
    PyValueError,
    "A lexicon, or a file of one, is broken: the message says file, line, column and what was expected."
);
create_exception!(
    reportedly,
    InternalError,
    PyException,
    "A bug in reportedly itself: other texts and later calls are not touched by it.\n\n\
     Please report it, with the text of the row that the message names."
);

impl From<Error> for PyErr {
    fn from(error: Error) -> Self {
        let message = error.to_string();
        match error.kind() {
            ErrorKind::Gazetteer => GazetteerError::new_err(message),
            ErrorKind::Lexicon => LexiconError::new_err(message),
            ErrorKind::Value | ErrorKind::Saved => PyValueError::new_err(message),
            // `FileNotFoundError` and its kin.
            ErrorKind::File(kind) => io::Error::new(kind, message).into(),
        }
    }
}

impl From<RowError> for PyErr {
    fn from(error: RowError) -> Self {
        if error.internal {
            InternalError::new_err(error.to_string())
        } else {
            PyValueError::new_err(error.to_string())
        }
    }
}

/// What `work` gives; a panic in it becomes an `InternalError`.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> PyResult<T> {
    batch::caught(work).map_err(InternalError::new_err)
}

/// The content of a file that a user names; `broken` makes an error of what is wrong with it, after its name and line.
pub(super) fn read_utf8(path: &Path, broken: impl FnOnce(String) -> PyErr) -> PyResult<String> {
    let bytes = std::fs::read(path).map_err(|e| Error::file(path, &e))?;
    String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        let line = e.as_bytes()[..=at].split(|&b| b == b'\n').count();
        let wanted = "expected UTF-8, found another encoding";
        broken(format!("{}:{line}: {wanted} at byte {at} (save the file as UTF-8)", path.display()))
    })
}

/// `ValueError: threads is -1; expected 1 to 1024`, unless it is one of those.
pub(super) fn number_in(argument: &str, range: RangeInclusive<usize>, given: i64) -> PyResult<usize> {
    usize::try_from(given).ok().filter(|n| range.contains(n)).ok_or_else(|| {
        let (first, last) = (range.start(), range.end());
        let up = if *last == usize::MAX { " or more".to_owned() } else { format!(" to {last}") };
        PyValueError::new_err(format!("{argument} is {given}; expected {first}{up}"))
    })
}

/// `TypeError: text must be str, not list`.
pub(super) fn wrong_type(argument: &str, expected: &str, given: &Bound<'_, PyAny>) -> PyErr {
    let name = given.get_type().name().map_or_else(|_| "an unknown type".to_owned(), |n| n.to_string());
    PyTypeError::new_err(format!("{argument} must be {expected}, not {name}"))
}
