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
    /// Found in `doc.claims` and `sentence.claims`. Follows the guidelines, section 5. A claim may be
    /// in pieces, where another stands inside it: `start` is that of the first, `end` that of the last,
    /// and `spans` has them all. Offsets are code points, half open. Frozen; compares by value, hashes
    /// and pickles.
    ///
    /// Examples:
    ///     >>> import reportedly as rp
    ///     >>> claim = rp.analyze("The Globe reported that police had probably caught a man.").claims[0]
    ///     >>> claim.text, [source.text for source in claim.chain], claim.factuality
    ///     ('police had probably caught a man', ['The Globe'], 'PR+')
    PyClaim("Claim") of claims: Claim, {
        /// The clause; its pieces are joined by " … ".
        #[getter]
        fn text(&self) -> String {
            self.shared.clause(self.core())
        }

        /// Its pieces, in order: a tuple of one `Span` or more.
        #[getter]
        fn spans<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
            PyTuple::new(py, self.core().spans.iter().map(|&s| self.shared.span(s)).collect::<Vec<_>>())
        }

        /// The lexical verb, or the copula where there is none: a `Span`.
        #[getter]
        fn head(&self) -> PySpan {
            self.shared.span(self.core().head)
        }

        /// Its `Sentence`.
        #[getter]
        fn sentence(&self) -> PySentence {
            PySentence::new(Arc::clone(&self.shared), self.core().sentence)
        }

        /// Its sources, outermost first: a tuple of `Span`, or `None` for nobody named.
        ///
        /// Empty where the writer says it.
        #[getter]
        fn chain<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
            let chain = self.core().chain.iter().map(|s| s.map(|s| self.shared.span(s)));
            PyTuple::new(py, chain.collect::<Vec<_>>())
        }

        /// What the innermost source commits to, or the writer where there is none.
        ///
        /// `CT+` (so), `PR+` (probably so), `PS+` (possibly so), `U` (open), `PS-` (possibly not so), `PR-`
        /// or `CT-` (not so): FactBank's scale (Saurí & Pustejovsky 2009).
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

        /// When its head is, seen from the writer.
        ///
        /// `past` ("has fled"), `present` ("flees", "may flee") or `future` ("will flee", "would flee").
        #[getter]
        fn tense(&self) -> &'static str {
            self.core().tense.as_str()
        }

        /// The hedge cues that reach it: a tuple of `Hedge`.
        #[getter]
        fn hedges<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
            views(py, &self.shared, self.core().hedges.iter().copied(), PyHedge::new)
        }

        /// The mentions in it: a tuple of `Mention`.
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
        /// Reads the text again, in the time that takes.
        ///
        /// Raises:
        ///     ValueError: for a document that was read back from JSON or a pickle.
        ///
        /// Examples:
        ///     >>> import reportedly as rp
        ///     >>> claim = rp.analyze("The port reportedly closed.").claims[0]
        ///     >>> [(step.rule, step.words.text) for step in claim.explain().steps]
        ///     [("writer's share", 'reportedly')]
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
