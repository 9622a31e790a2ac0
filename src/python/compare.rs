//! What `reportedly.comparison` asks of the core.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::document::PyDocument;
use super::errors::{guarded, wrong_type};
use super::findings::PyClaim;
use super::table::PyTable;
use crate::batch::pairs_table;
use crate::compare;

/// The pairs of two documents, each as (claim, claim, score, words, change, standing, standing), and their table.
#[pyfunction]
#[pyo3(name = "_compare")]
pub fn compare_documents<'py>(
    py: Python<'py>,
    first: &Bound<'py, PyAny>,
    second: &Bound<'py, PyAny>,
    least: f32,
) -> PyResult<(Bound<'py, PyTuple>, PyTable)> {
    let document = |argument: &str, given: &Bound<'py, PyAny>| {
        let expected = "a Document (analyze(text) gives one)";
        given.cast::<PyDocument>().cloned().map_err(|_| wrong_type(argument, expected, given))
    };
    let (first, second) = (document("first", first)?, document("second", second)?);
    let (ours, theirs) = (&first.get().shared, &second.get().shared);
    let (pairs, table) = py.detach(|| {
        let pairs = guarded(|| compare::compare(&ours.doc, &theirs.doc, least))??;
        let table = guarded(|| pairs_table(&ours.doc, &theirs.doc, &pairs))?;
        Ok::<_, PyErr>((pairs, table))
    })?;
    let rows = pairs.into_iter().map(|pair| {
        (
            PyClaim::new(Arc::clone(ours), pair.first),
            PyClaim::new(Arc::clone(theirs), pair.second),
            pair.score,
            PyTuple::new(py, pair.words)?,
            pair.change.as_str(),
            compare::standing(&ours.doc, pair.first as usize).as_str(),
            compare::standing(&theirs.doc, pair.second as usize).as_str(),
        )
            .into_pyobject(py)
    });
    Ok((PyTuple::new(py, rows.collect::<PyResult<Vec<_>>>()?)?, PyTable::new(vec![table], Vec::new())))
}
