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
    ///
    /// Found in `doc.sentences`, and as `claim.sentence`. Follows the guidelines, sections 4 and 7.
    /// Offsets are code points, half open: `doc.text[sentence.start:sentence.end] == sentence.text`.
    /// Frozen; compares by value, hashes and pickles.
    ///
    /// Examples:
    ///     >>> import reportedly as rp
    ///     >>> sentence = rp.analyze("The port may close. It rains.").sentences[0]
    ///     >>> sentence.text, sentence.status, sentence.reason
    ///     ('The port may close.', 'hedged', 'stop')
    PySentence("Sentence") of sentences: Sentence, {
        /// The sentence itself.
        #[getter]
        fn text(&self) -> &str {
            self.shared.doc.slice(self.span())
        }

        /// How far its main claim is the writer's own; `None` where claims were not read.
        ///
        /// `asserted`, `attributed` to somebody else, `hedged`, or a `question`.
        #[getter]
        fn status(&self) -> Option<&'static str> {
            self.core().judgement.map(|j| j.status.as_str())
        }

        /// How far the writer commits to its main claim, 0 to 1; `None` where claims were not read.
        #[getter]
        fn certainty(&self) -> Option<f32> {
            self.core().judgement.map(|j| j.certainty)
        }

        /// Why it ends where it does: `stop`, `question`, `line`, `paragraph`, `end` ….
        ///
        /// All of them in `reportedly.labels.Reason`.
        #[getter]
        fn reason(&self) -> &'static str {
            self.core().reason.as_str()
        }

        /// The hedge cues in it: a tuple of `Hedge`.
        #[getter]
        fn hedges<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
            views(py, &self.shared, inside(self.shared.doc.hedges(), self.span(), |h| h.span), PyHedge::new)
        }

        /// The mentions in it: a tuple of `Mention`.
        #[getter]
        fn entities<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
            views(py, &self.shared, inside(self.shared.doc.entities(), self.span(), |m| m.span), PyMention::new)
        }

        /// The attributions that are made in it: a tuple of `Attribution`.
        ///
        /// Those whose cue, or first word, stands in it.
        #[getter]
        fn attributions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
            views(py, &self.shared, self.shared.attributions_in(self.index), PyAttribution::new)
        }

        /// Its claims: a tuple of `Claim`.
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
