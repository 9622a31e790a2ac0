//! A sentence, with what was found in it.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::{PyAttribution, PyClaim, PyHedge, PyMention, finding, inside, views};
use crate::document::Sentence;
use crate::python::document::{PyDocument, Shared, quoted};
use crate::text::Span;

finding! {
    /// A sentence, with its status and certainty where claims were read.
    PySentence("Sentence") of sentences: Sentence, {
        /// The sentence itself.
        #[getter]
        fn text(&self) -> &str {
            self.shared.doc.slice(self.span())
        }

        /// `hedged`, `attributed`, `question` or `asserted`; `None` where claims were not read.
        #[getter]
        fn status(&self) -> Option<&'static str> {
            self.core().judgement.map(|j| j.status.as_str())
        }

        /// How far the writer commits to the main claim, 0 to 1; `None` where claims were not read.
        #[getter]
        fn certainty(&self) -> Option<f32> {
            self.core().judgement.map(|j| j.certainty)
        }

        /// Why the sentence ends where it does.
        #[getter]
        fn reason(&self) -> &'static str {
            self.core().reason.as_str()
        }

        /// Tuple of the `Hedge` in it.
        #[getter]
        fn hedges<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
            views(py, &self.shared, inside(self.shared.doc.hedges(), self.span(), |h| h.span), PyHedge::new)
        }

        /// Tuple of the `Mention` in it.
        #[getter]
        fn entities<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
            views(py, &self.shared, inside(self.shared.doc.entities(), self.span(), |m| m.span), PyMention::new)
        }

        /// Tuple of the `Attribution` that are made in it: whose cue, or first word, stands in it.
        #[getter]
        fn attributions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
            views(py, &self.shared, self.shared.attributions_in(self.index), PyAttribution::new)
        }

        /// Tuple of its `Claim`.
        #[getter]
        fn claims<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
            let claims = self.shared.doc.claims();
            let first = claims.partition_point(|c| c.sentence < self.index) as u32;
            let last = claims.partition_point(|c| c.sentence <= self.index) as u32;
            views(py, &self.shared, first..last, PyClaim::new)
        }

        fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
            let judgement = self.core().judgement;
            let judged = judgement.map_or(String::new(), |j| format!(", {}, {:.2}", j.status, j.certainty));
            Ok(format!("Sentence({}, {}{judged})", quoted(py, self.text())?, self.core().reason))
        }
    }
}

impl PySentence {
    fn span(&self) -> Span {
        self.core().span
    }
}
