//! A claim.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::{PyHedge, PyMention, PySentence, finding, views};
use crate::claims::Claim;
use crate::python::document::{PyDocument, PySpan, Shared, quoted};
use crate::python::explain::Kind;
use crate::text::Span;

finding! {
    /// A clause that says something is so, with who stands behind it and how sure they are.
    ///
    /// Follows the project's guidelines, section 5.
    PyClaim("Claim") of claims: Claim, {
        /// The clause; pieces are joined by " … ".
        #[getter]
        fn text(&self) -> String {
            self.shared.clause(self.core())
        }

        /// Tuple of the pieces as `Span`, in order.
        #[getter]
        fn spans<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
            PyTuple::new(py, self.core().spans.iter().map(|&s| self.shared.span(s)).collect::<Vec<_>>())
        }

        /// The lexical verb, or the copula where there is none, as a `Span`.
        #[getter]
        fn head(&self) -> PySpan {
            self.shared.span(self.core().head)
        }

        /// Its `Sentence`.
        #[getter]
        fn sentence(&self) -> PySentence {
            PySentence::new(Arc::clone(&self.shared), self.core().sentence)
        }

        /// Tuple of its sources as `Span`, outermost first; `None` for those that name nobody. Empty: the writer.
        #[getter]
        fn chain<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
            let chain = self.core().chain.iter().map(|s| s.map(|s| self.shared.span(s)));
            PyTuple::new(py, chain.collect::<Vec<_>>())
        }

        /// What the innermost source commits to: `CT+`, `PR+`, `PS+`, `U`, `PS-`, `PR-` or `CT-` (FactBank's scale).
        #[getter]
        fn factuality(&self) -> &'static str {
            self.core().factuality.as_str()
        }

        /// How far the *writer* commits to it, 0 to 1.
        #[getter]
        fn certainty(&self) -> f32 {
            self.core().certainty
        }

        /// Whether the clause is negated.
        #[getter]
        fn negated(&self) -> bool {
            self.core().negated
        }

        /// When its head is, seen from the writer: `past`, `present` or `future`.
        #[getter]
        fn tense(&self) -> &'static str {
            self.core().tense.as_str()
        }

        /// Tuple of the `Hedge` that reach it.
        #[getter]
        fn hedges<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
            views(py, &self.shared, self.core().hedges.iter().copied(), PyHedge::new)
        }

        /// Tuple of the `Mention` in it.
        #[getter]
        fn entities<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
            views(py, &self.shared, self.core().entities.iter().copied(), PyMention::new)
        }

        /// The `Mention` that its subject is, or `None`.
        #[getter]
        fn about(&self) -> Option<PyMention> {
            self.core().about.map(|e| PyMention::new(Arc::clone(&self.shared), e))
        }

        /// From which words and rules its values follow: a `ClaimExplanation`, which prints as a few lines.
        ///
        /// Reads the text again, in the time that takes. Raises `ValueError` for a document that was read back from
        /// JSON or a pickle.
        ///
        /// >>> import reportedly
        /// >>> claim = reportedly.analyze("The port reportedly closed.").claims[0]
        /// >>> [(step.rule, step.words.text) for step in claim.explain().steps]
        /// [("writer's share", 'reportedly')]
        fn explain<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
            self.shared.explain(py, Kind::Claim, self.index)
        }

        fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
            let c = self.core();
            let names = c.chain.iter().map(|s| match s {
                Some(span) => quoted(py, self.shared.doc.slice(*span)),
                None => Ok("None".to_owned()),
            });
            let chain = names.collect::<PyResult<Vec<_>>>()?.join(", ");
            let text = quoted(py, &self.text())?;
            Ok(format!("Claim({text}, chain=[{chain}], {}, certainty={:.2})", c.factuality, c.certainty))
        }
    }
}

impl PyClaim {
    fn span(&self) -> Span {
        self.core().span()
    }
}
