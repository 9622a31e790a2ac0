//! `Token`.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::document::{Shared, code_points, quoted};
use super::errors::guarded;
use crate::syntax::{Relation, Tag};

/// A word or mark of a document, with its tag and its place in the tree of its sentence.
///
/// Found in `doc.tokens`. Offsets are code points, half open: `doc.text[token.start:token.end] ==
/// token.text`. `len(token)` is its length in code points, `str(token)` its text. Frozen; compares
/// by value, hashes and pickles.
///
/// Raises:
///     ValueError: if it ends before it starts, or for an unknown tag or relation.
#[pyclass(frozen, eq, hash, name = "Token", module = "reportedly")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PyToken {
    /// First code point.
    #[pyo3(get)]
    start: u32,
    /// One past the last code point.
    #[pyo3(get)]
    end: u32,
    /// What stands there.
    #[pyo3(get)]
    text: String,
    tag: Tag,
    /// The number in `doc.tokens` of the token that it hangs on; its own for the root of a sentence.
    #[pyo3(get)]
    head: u32,
    relation: Relation,
}

#[pymethods]
impl PyToken {
    #[new]
    fn new(start: i64, end: i64, text: String, tag: &str, head: u32, relation: &str) -> PyResult<Self> {
        let (start, end) = code_points("a token", start, end)?;
        Ok(Self { start, end, text, tag: tag.parse()?, head, relation: relation.parse()? })
    }

    /// What it is: a universal part-of-speech tag, verbs and auxiliaries split by form.
    ///
    /// `NOUN`, `VERB-FIN`, `AUX-MOD` …; all of them in `reportedly.labels.Tag`.
    #[getter]
    fn tag(&self) -> &'static str {
        self.tag.as_str()
    }

    /// How it hangs on its head: `subject`, `object` …, `root` for the root of a sentence.
    ///
    /// All of them in `reportedly.labels.Relation`.
    #[getter]
    fn relation(&self) -> &'static str {
        self.relation.as_str()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("Token({}, {}, head={}, {})", quoted(py, &self.text)?, self.tag, self.head, self.relation))
    }

    fn __str__(&self) -> &str {
        &self.text
    }

    fn __len__(&self) -> usize {
        (self.end - self.start) as usize
    }

    fn __getnewargs__(&self) -> (u32, u32, &str, &'static str, u32, &'static str) {
        (self.start, self.end, &self.text, self.tag(), self.head, self.relation())
    }
}

/// The tokens of a document.
pub(super) fn tuple<'py>(py: Python<'py>, shared: &Arc<Shared>) -> PyResult<Bound<'py, PyTuple>> {
    let tokens = py.detach(|| {
        let tokens = guarded(|| shared.doc.tokens())??.into_iter();
        let view = |token: crate::tokens::Token| {
            let chars = shared.chars(token.span);
            PyToken {
                start: chars.start(),
                end: chars.end(),
                text: shared.doc.slice(token.span).to_owned(),
                tag: token.tag,
                head: token.head,
                relation: token.relation,
            }
        };
        Ok::<Vec<PyToken>, PyErr>(tokens.map(view).collect())
    })?;
    PyTuple::new(py, tokens)
}
