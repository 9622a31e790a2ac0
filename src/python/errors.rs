//! Errors of the core as Python exceptions (DESIGN of errors: what, where, what was expected).

use pyo3::create_exception;
use pyo3::exceptions::{PyException, PyTypeError, PyValueError};
use pyo3::prelude::*;

use crate::batch::{self, RowError};
use crate::error::{Error, ErrorKind};

create_exception!(reportedly, GazetteerError, PyValueError, "A gazetteer, or a file of one, is broken.");
create_exception!(reportedly, LexiconError, PyValueError, "A lexicon, or a file of one, is broken.");
create_exception!(
    reportedly,
    InternalError,
    PyException,
    "A bug in reportedly itself. Please report it with the text of the row that the message names."
);

impl From<Error> for PyErr {
    fn from(error: Error) -> Self {
        let message = error.to_string();
        match error.kind() {
            ErrorKind::Gazetteer => GazetteerError::new_err(message),
            ErrorKind::Lexicon => LexiconError::new_err(message),
            ErrorKind::Value | ErrorKind::Saved => PyValueError::new_err(message),
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

/// `TypeError: text must be str, not list`.
pub(super) fn wrong_type(argument: &str, expected: &str, given: &Bound<'_, PyAny>) -> PyErr {
    let name = given.get_type().name().map_or_else(|_| "an unknown type".to_owned(), |n| n.to_string());
    PyTypeError::new_err(format!("{argument} must be {expected}, not {name}"))
}
