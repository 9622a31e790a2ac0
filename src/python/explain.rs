//! What `explain()` gives: the dataclasses of `reportedly.explanations`, filled by the core.

use std::ops::Range;

use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::document::Shared;
use super::errors::{InternalError, guarded};
use crate::document::Document;
use crate::layers::Layer;
use crate::rereading::Rereading;
use crate::{attribution, claims, hedges};

/// The features and weights of a decision as a tuple of pairs.
fn weighed(
    py: Python<'_>,
    features: impl IntoIterator<Item = (String, f32)>,
) -> PyResult<Bound<'_, PyTuple>> {
    PyTuple::new(py, features.into_iter().collect::<Vec<_>>())
}

/// A kind of finding that can be asked why.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Hedge,
    Attribution,
    Claim,
}

impl Kind {
    /// The kind that a layer finds, and how many of them `doc` has; `None` for a layer that explains nothing.
    pub(super) fn found_by(layer: Layer, doc: &Document) -> Option<(Self, usize)> {
        match layer {
            Layer::Hedges => Some((Self::Hedge, doc.hedges().len())),
            Layer::Attributions => Some((Self::Attribution, doc.attributions().len())),
            Layer::Claims => Some((Self::Claim, doc.claims().len())),
            Layer::Sentences | Layer::Entities => None,
        }
    }
}

impl Shared {
    /// Why finding number `index` is what it is.
    pub(super) fn explain<'py>(
        &self,
        py: Python<'py>,
        kind: Kind,
        index: u32,
    ) -> PyResult<Bound<'py, PyAny>> {
        let mut all = self.explain_all(py, kind, index..index + 1)?;
        Ok(all.remove(0))
    }

    /// The same for several, for which the text is read again once.
    #[expect(
        clippy::redundant_closure_for_method_calls,
        reason = "the method alone is not general enough over lifetimes"
    )]
    pub(super) fn explain_all<'py>(
        &self,
        py: Python<'py>,
        kind: Kind,
        indices: Range<u32>,
    ) -> PyResult<Vec<Bound<'py, PyAny>>> {
        match kind {
            Kind::Hedge => {
                let all = self.answers(py, indices.clone(), |again, index| again.hedge(index))?;
                indices.zip(all).map(|(index, why)| self.hedge(py, index, why)).collect()
            }
            Kind::Attribution => {
                let all = self.answers(py, indices.clone(), |again, index| again.attribution(index))?;
                indices.zip(all).map(|(index, why)| self.attribution(py, index, why)).collect()
            }
            Kind::Claim => {
                let all =
                    self.answers(py, indices.clone(), |again, index| again.claim(index).map(<[_]>::to_vec))?;
                indices.zip(all).map(|(index, why)| self.claim(py, index, &why)).collect()
            }
        }
    }

    fn hedge<'py>(
        &self,
        py: Python<'py>,
        index: u32,
        why: hedges::Explanation,
    ) -> PyResult<Bound<'py, PyAny>> {
        let hedge = &self.doc.hedges()[index as usize];
        let features = weighed(py, why.reasons.into_iter().map(|r| (r.feature, r.weight)))?;
        let fields = (self.doc.slice(hedge.span), why.entry, why.lemma, hedge.probability, features);
        class(py, "HedgeExplanation")?.call1(fields)
    }

    fn attribution<'py>(
        &self,
        py: Python<'py>,
        index: u32,
        why: attribution::Explanation,
    ) -> PyResult<Bound<'py, PyAny>> {
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

    fn claim<'py>(&self, py: Python<'py>, index: u32, why: &[claims::Reason]) -> PyResult<Bound<'py, PyAny>> {
        let (doc, claim) = (&self.doc, &self.doc.claims()[index as usize]);
        let step = class(py, "ClaimStep")?;
        let steps = why.iter().map(|reason| {
            step.call1((
                reason.rule.as_str(),
                reason.span.map(|span| self.span(span)),
                reason.scope(doc.hedges(), doc.attributions()).map(|span| self.span(span)),
                reason.leaves.map(claims::Factuality::as_str),
                reason.factor,
                reason.signature,
            ))
        });
        let steps = PyTuple::new(py, steps.collect::<PyResult<Vec<_>>>()?)?;
        let fields = (self.clause(claim), claim.factuality.as_str(), claim.certainty, steps);
        class(py, "ClaimExplanation")?.call1(fields)
    }

    /// What the analyzer that read the document answers, an answer for each of `indices`.
    fn answers<T: Send>(
        &self,
        py: Python<'_>,
        indices: Range<u32>,
        ask: impl Sync + Fn(&Rereading<'_>, usize) -> Option<T>,
    ) -> PyResult<Vec<T>> {
        let Some(analyzer) = &self.analyzer else {
            return Err(pyo3::exceptions::PyValueError::new_err(
                "this document was read back from JSON or a pickle, and explaining takes the analyzer that read its \
                 text: ask a document that analyze(doc.text) gives",
            ));
        };
        let all = |again: &Rereading<'_>| indices.map(|index| ask(again, index as usize)).collect();
        let answers: Option<Vec<T>> = py.detach(|| guarded(|| analyzer.reread(&self.doc, all)))??;
        answers.ok_or_else(|| {
            InternalError::new_err("a bug in reportedly, please report it: read twice, found once")
        })
    }
}

fn class<'py>(py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
    py.import("reportedly.explanations")?.getattr(name)
}
