//! What `explain()` gives: the dataclasses of `reportedly.explanations`, filled by the core.

use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::document::Shared;
use super::errors::{InternalError, guarded};
use crate::analyzer::Analyzer;

/// The features and weights of a decision as a tuple of pairs.
fn weighed(
    py: Python<'_>,
    features: impl IntoIterator<Item = (String, f32)>,
) -> PyResult<Bound<'_, PyTuple>> {
    PyTuple::new(py, features.into_iter().collect::<Vec<_>>())
}

impl Shared {
    pub(super) fn explain_hedge<'py>(&self, py: Python<'py>, index: u32) -> PyResult<Bound<'py, PyAny>> {
        let why = self.explained(py, |analyzer| analyzer.explain_hedge(&self.doc, index as usize))?;
        let hedge = &self.doc.hedges()[index as usize];
        let features = weighed(py, why.reasons.into_iter().map(|r| (r.feature, r.weight)))?;
        let fields = (self.doc.slice(hedge.span), why.entry, why.lemma, hedge.probability, features);
        class(py, "HedgeExplanation")?.call1(fields)
    }

    pub(super) fn explain_attribution<'py>(
        &self,
        py: Python<'py>,
        index: u32,
    ) -> PyResult<Bound<'py, PyAny>> {
        let why = self.explained(py, |analyzer| analyzer.explain_attribution(&self.doc, index as usize))?;
        let attribution = &self.doc.attributions()[index as usize];
        let step = class(py, "AttributionStep")?;
        let steps = why.steps.into_iter().map(|s| {
            let features = weighed(py, s.reasons.into_iter().map(|r| (r.feature.to_owned(), r.weight)))?;
            step.call1((s.decision, s.taken, s.probability, features))
        });
        let steps = PyTuple::new(py, steps.collect::<PyResult<Vec<_>>>()?)?;
        let cue = attribution.cue.map(|span| self.doc.slice(span));
        let frames = PyTuple::new(py, why.frames)?;
        class(py, "AttributionExplanation")?.call1((cue, frames, why.shape, attribution.confidence, steps))
    }

    pub(super) fn explain_claim<'py>(&self, py: Python<'py>, index: u32) -> PyResult<Bound<'py, PyAny>> {
        let why = self.explained(py, |analyzer| analyzer.explain_claim(&self.doc, index as usize))?;
        let (doc, claim) = (&self.doc, &self.doc.claims()[index as usize]);
        let step = class(py, "ClaimStep")?;
        let steps = why.iter().map(|reason| {
            step.call1((
                reason.rule.as_str(),
                reason.span.map(|span| self.span(span)),
                reason.scope(doc.hedges(), doc.attributions()).map(|span| self.span(span)),
                reason.leaves.map(crate::claims::Factuality::as_str),
                reason.factor,
                reason.signature,
            ))
        });
        let steps = PyTuple::new(py, steps.collect::<PyResult<Vec<_>>>()?)?;
        let fields = (self.clause(claim), claim.factuality.as_str(), claim.certainty, steps);
        class(py, "ClaimExplanation")?.call1(fields)
    }

    /// What the analyzer that read the document answers.
    fn explained<T: Send>(
        &self,
        py: Python<'_>,
        ask: impl Send + FnOnce(&Analyzer) -> Option<T>,
    ) -> PyResult<T> {
        let Some(analyzer) = &self.analyzer else {
            return Err(pyo3::exceptions::PyValueError::new_err(
                "this document was read back from JSON or a pickle, and explaining takes the analyzer that read its \
                 text: ask a document that analyze(doc.text) gives",
            ));
        };
        let answer = py.detach(|| guarded(|| ask(analyzer)))?;
        answer.ok_or_else(|| {
            InternalError::new_err("a bug in reportedly, please report it: read twice, found once")
        })
    }
}

fn class<'py>(py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
    py.import("reportedly.explanations")?.getattr(name)
}
