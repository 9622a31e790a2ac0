//! The iterator that `Analyzer.pipe` gives.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::sync::MutexExt;
use pyo3::types::PyIterator;

use super::document::PyDocument;
use super::errors::wrong_type;
use super::input::{Source, object};
use super::run::run;
use crate::analyzer::Analyzer;
use crate::batch::{Pool, Row, RowError, documents};
use crate::document::Document;

/// What `Analyzer.pipe` gives: an iterator over documents, lazily and in the order of the texts.
///
/// With `as_tuples` it gives pairs of a document and what stood beside its text. A missing text
/// gives `None` for a document.
#[pyclass(frozen, name = "Pipe", module = "reportedly")]
pub struct PyPipe {
    analyzer: Arc<Analyzer>,
    pool: Pool,
    batch_size: usize,
    state: Mutex<State>,
}

struct State {
    texts: Texts,
    next_row: u64,
    ready: VecDeque<Ready>,
    /// What the caller's iterator raised; told once all before it is handed out.
    failed: Option<PyErr>,
}

/// What a text gave, and what the caller wants back with it.
type Ready = (Result<Option<Document>, RowError>, Option<Py<PyAny>>);

enum Texts {
    Plain(Source),
    /// Pairs of a text and what the caller wants back with it.
    Pairs(Py<PyIterator>),
}

impl Texts {
    fn next(&mut self, py: Python<'_>, row: u64) -> PyResult<Option<(Row, Option<Py<PyAny>>)>> {
        match self {
            Self::Plain(source) => Ok(source.next(py)?.map(|text| (text, None))),
            Self::Pairs(iterator) => {
                let Some(pair) = iterator.bind(py).clone().next() else { return Ok(None) };
                let pair = pair?;
                let (text, context) = pair.extract::<(Bound<'_, PyAny>, Py<PyAny>)>().map_err(|_| {
                    PyTypeError::new_err(format!(
                        "row {row}: with as_tuples each item must be a pair (text, context)"
                    ))
                })?;
                Ok(Some((object(&text, row)?, Some(context))))
            }
        }
    }
}

impl PyPipe {
    pub(super) fn new(
        analyzer: Arc<Analyzer>,
        pool: Pool,
        texts: &Bound<'_, PyAny>,
        batch_size: usize,
        as_tuples: bool,
    ) -> PyResult<Self> {
        let texts = if as_tuples {
            let iterator =
                texts.try_iter().map_err(|_| wrong_type("texts", "an iterable of pairs", texts))?;
            Texts::Pairs(iterator.unbind())
        } else {
            Texts::Plain(Source::new(texts)?)
        };
        let state = State { texts, next_row: 0, ready: VecDeque::new(), failed: None };
        Ok(Self { analyzer, pool, batch_size, state: Mutex::new(state) })
    }

    /// Reads the next batch of texts, if any are left.
    fn fill(&self, py: Python<'_>, state: &mut State) -> PyResult<()> {
        let first_row = state.next_row;
        let (mut rows, mut contexts) = (Vec::new(), Vec::new());
        while rows.len() < self.batch_size && state.failed.is_none() {
            match state.texts.next(py, state.next_row) {
                Ok(Some((row, context))) => {
                    rows.push(row);
                    contexts.push(context);
                    state.next_row += 1;
                }
                Ok(None) => break,
                Err(e) => state.failed = Some(e),
            }
        }
        if rows.is_empty() {
            return Ok(());
        }
        let analyzer = Arc::clone(&self.analyzer);
        let docs = run(py, &self.pool, move |stop| documents(&analyzer, first_row, &rows, stop))?;
        state.ready.extend(docs.into_iter().zip(contexts));
        Ok(())
    }
}

#[pymethods]
impl PyPipe {
    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        // Two threads may pull at one pipe: whoever waits for the lock must let the other run Python.
        let mut state = self.state.lock_py_attached(py).unwrap_or_else(PoisonError::into_inner);
        if state.ready.is_empty() {
            self.fill(py, &mut state)?;
        }
        let Some((doc, context)) = state.ready.pop_front() else {
            return state.failed.take().map_or(Ok(None), Err);
        };
        let doc = match doc? {
            Some(doc) => Bound::new(py, PyDocument::new(doc, Some(Arc::clone(&self.analyzer))))?.into_any(),
            None => py.None().into_bound(py),
        };
        Ok(Some(match context {
            Some(context) => (doc, context).into_pyobject(py)?.into_any(),
            None => doc,
        }))
    }
}
