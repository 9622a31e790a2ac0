//! A hedge.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use pyo3::prelude::*;

use super::finding;
use crate::hedges::Hedge;
use crate::python::document::{PyDocument, PySpan, Shared, quoted};
use crate::python::explain::Kind;
use crate::text::Span;

finding! {
    /// A hedge cue: the words that change how far a reader may rely on what their sentence says.
    ///
    /// Found in `doc.hedges` and `sentence.hedges`, and in the `hedges` of the claims that it reaches.
    /// Types, strengths and scopes follow the guidelines, sections 1 and 3. Offsets are code points,
    /// half open: `doc.text[hedge.start:hedge.end] == hedge.text`. Frozen; compares by value, hashes
    /// and pickles.
    ///
    /// Examples:
    ///     >>> import reportedly as rp
    ///     >>> hedge = rp.analyze("The port may close.").hedges[0]
    ///     >>> hedge.text, hedge.type, hedge.strength, hedge.negated, hedge.scope.text
    ///     ('may', 'epistemic', 'low', False, 'may close')
    PyHedge("Hedge") of hedges: Hedge, {
        /// The cue: the shortest run of words that does it.
        #[getter]
        fn text(&self) -> &str {
            self.shared.doc.slice(self.span())
        }

        /// What it does; each cue has one type.
        ///
        /// `reportative` (reportedly), `epistemic` (may), `doxastic` (believe), `conditional` (if),
        /// `investigation` (whether), `approximator` (about 50), `weasel` (critics) or `booster` (clearly).
        #[getter]
        fn r#type(&self) -> &'static str {
            self.core().kind.as_str()
        }

        /// How much it leaves of the claim: `low` (may), `medium` (probably) or `high` (almost certainly).
        ///
        /// `None` for types other than `epistemic`, `doxastic` and `reportative`.
        #[getter]
        fn strength(&self) -> Option<&'static str> {
            self.core().strength.map(crate::hedges::Strength::as_str)
        }

        /// Whether it stands in the scope of a negation, or the negation is part of it.
        #[getter]
        fn negated(&self) -> bool {
            self.core().negated
        }

        /// How sure the detector is that this is a cue, 0 to 1.
        #[getter]
        fn probability(&self) -> f32 {
            self.core().probability
        }

        /// The smallest clause or phrase that it qualifies, the cue included: a `Span`, or `None`.
        #[getter]
        fn scope(&self) -> Option<PySpan> {
            self.core().scope.map(|s| self.shared.span(s))
        }

        /// Why it was taken for a cue: a `HedgeExplanation`, which prints as a few lines.
        ///
        /// Reads the text again, in the time that takes.
        ///
        /// Raises:
        ///     ValueError: for a document that was read back from JSON or a pickle.
        ///
        /// Examples:
        ///     >>> import reportedly as rp
        ///     >>> hedge = rp.analyze("Dockers feared the port would close.").hedges[0]
        ///     >>> hedge.explain().entry, hedge.explain().lemma
        ///     ('feared', 'fear')
        fn explain<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
            self.shared.explain(py, Kind::Hedge, self.index)
        }

        fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
            let h = self.core();
            let strength = h.strength.map_or(String::new(), |s| format!(", {s}"));
            let negated = if h.negated { ", negated" } else { "" };
            let text = quoted(py, self.text())?;
            Ok(format!("Hedge({text}, {}{strength}{negated}, p={:.2})", h.kind, h.probability))
        }
    }
}

impl PyHedge {
    fn span(&self) -> Span {
        self.core().span
    }
}
