//! An attribution.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::{PyMention, finding};
use crate::attribution::{Attribution, chain};
use crate::python::document::{PyDocument, PySpan, Shared, quoted};
use crate::python::explain::Kind;
use crate::text::Span;

finding! {
    /// Who says what: a source, a cue, and the content that is attributed.
    ///
    /// Found in `doc.attributions` and `sentence.attributions`. Follows the guidelines, section 2.
    /// `start` and `end` go from the first of source, cue and content to the last; offsets are code
    /// points, half open. Frozen; compares by value, hashes and pickles.
    ///
    /// Examples:
    ///     >>> import reportedly as rp
    ///     >>> said = rp.analyze("“It was empty,” Ana Ruiz told Reuters.").attributions[0]
    ///     >>> said.source.text, said.cue.text, [piece.text for piece in said.content], said.type, said.stance
    ///     ('Ana Ruiz', 'told', ['It was empty'], 'direct', 'neutral')
    PyAttribution("Attribution") of attributions: Attribution, {
        /// The text from `start` to `end`.
        #[getter]
        fn text(&self) -> &str {
            self.shared.doc.slice(self.span())
        }

        /// The noun phrase that names who says it: a `Span`; `None` where nobody is named.
        #[getter]
        fn source(&self) -> Option<PySpan> {
            self.core().source.map(|s| self.shared.span(s))
        }

        /// The word that attributes: a `Span`; `None` for quotation marks or a colon alone.
        #[getter]
        fn cue(&self) -> Option<PySpan> {
            self.core().cue.map(|s| self.shared.span(s))
        }

        /// What is attributed, in order: a tuple of one `Span` or more.
        ///
        /// Without "that" and the outer quotation marks.
        #[getter]
        fn content<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
            PyTuple::new(py, self.core().content.iter().map(|&s| self.shared.span(s)).collect::<Vec<_>>())
        }

        /// How much of the content is in quotation marks: `direct` (all), `indirect` (none) or `mixed`.
        #[getter]
        fn r#type(&self) -> &'static str {
            self.core().kind.as_str()
        }

        /// How the writer stands to it, by the choice of the cue.
        ///
        /// `neutral` (said), `doubted` (claimed), `endorsed` (confirmed), `denied` (denied) or `belief`
        /// (fears).
        #[getter]
        fn stance(&self) -> &'static str {
            self.core().stance.as_str()
        }

        /// The `Attribution` in whose content this one stands, or `None`.
        #[getter]
        fn parent(&self) -> Option<Self> {
            self.core().parent.map(|p| Self::new(Arc::clone(&self.shared), p))
        }

        /// The sources, outermost first, this one's last: a tuple of `Span`, or `None` for nobody named.
        #[getter]
        fn chain<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
            let all = self.shared.doc.attributions();
            let sources = chain(all, self.index as usize).into_iter().map(|i| all[i].source);
            PyTuple::new(py, sources.map(|s| s.map(|s| self.shared.span(s))).collect::<Vec<_>>())
        }

        /// What a source that is no name ("it", "the ministry") points back to: a `Span`, or `None`.
        #[getter]
        fn resolved(&self) -> Option<PySpan> {
            self.core().resolved.map(|s| self.shared.span(s))
        }

        /// The `Mention` that names the source, or `None`.
        #[getter]
        fn source_entity(&self) -> Option<PyMention> {
            self.core().source_entity.map(|e| PyMention::new(Arc::clone(&self.shared), e))
        }

        /// How sure the reader is that this is an attribution, 0 to 1.
        #[getter]
        fn confidence(&self) -> f32 {
            self.core().confidence
        }

        /// How it was read: an `AttributionExplanation`, which prints as a few lines.
        ///
        /// Reads the text again, in the time that takes.
        ///
        /// Raises:
        ///     ValueError: for a document that was read back from JSON or a pickle.
        ///
        /// Examples:
        ///     >>> import reportedly as rp
        ///     >>> said = rp.analyze("The port was closed, Ana Ruiz said.").attributions[0]
        ///     >>> said.explain().shape
        ///     'before'
        fn explain<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
            self.shared.explain(py, Kind::Attribution, self.index)
        }

        fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
            let (a, doc) = (self.core(), &self.shared.doc);
            let part = |name: &str, span: Option<Span>| match span {
                Some(span) => Ok::<_, PyErr>(format!("{name}={}", quoted(py, doc.slice(span))?)),
                None => Ok(format!("{name}=None")),
            };
            let (source, cue) = (part("source", a.source)?, part("cue", a.cue)?);
            let content = part("content", a.content.first().copied())?;
            let more = if a.content.len() > 1 { " …" } else { "" };
            Ok(format!("Attribution({source}, {cue}, {content}{more}, {}, {})", a.kind, a.stance))
        }
    }
}

impl PyAttribution {
    fn span(&self) -> Span {
        self.core().span()
    }
}
