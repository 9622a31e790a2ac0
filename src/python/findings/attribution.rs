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
    /// Who says what. `start` and `end` go from the first of source, cue and content to the last.
    ///
    /// Follows the project's guidelines, section 2.
    PyAttribution("Attribution") of attributions: Attribution, {
        /// The text from the first of source, cue and content to the last.
        #[getter]
        fn text(&self) -> &str {
            self.shared.doc.slice(self.span())
        }

        /// The noun phrase that names who says it, as a `Span`; `None` where nobody is named.
        #[getter]
        fn source(&self) -> Option<PySpan> {
            self.core().source.map(|s| self.shared.span(s))
        }

        /// The word that attributes, as a `Span`; `None` for quotation marks alone.
        #[getter]
        fn cue(&self) -> Option<PySpan> {
            self.core().cue.map(|s| self.shared.span(s))
        }

        /// Tuple of the `Span` that are attributed, in order.
        #[getter]
        fn content<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
            PyTuple::new(py, self.core().content.iter().map(|&s| self.shared.span(s)).collect::<Vec<_>>())
        }

        /// `direct`, `indirect` or `mixed`: how much of the content stands in quotation marks.
        #[getter]
        fn r#type(&self) -> &'static str {
            self.core().kind.as_str()
        }

        /// `neutral`, `doubted`, `endorsed`, `denied` or `belief`.
        #[getter]
        fn stance(&self) -> &'static str {
            self.core().stance.as_str()
        }

        /// The `Attribution` in whose content this one stands, or `None`.
        #[getter]
        fn parent(&self) -> Option<Self> {
            self.core().parent.map(|p| Self::new(Arc::clone(&self.shared), p))
        }

        /// Tuple of the sources as `Span`, outermost first, this one's last; `None` for those that name nobody.
        #[getter]
        fn chain<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
            let all = self.shared.doc.attributions();
            let sources = chain(all, self.index as usize).into_iter().map(|i| all[i].source);
            PyTuple::new(py, sources.map(|s| s.map(|s| self.shared.span(s))).collect::<Vec<_>>())
        }

        /// What a source that is no name ("it", "the ministry") points back to, as a `Span`, or `None`.
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

        /// How it was read, decision by decision: an `AttributionExplanation`, which prints as a few lines.
        ///
        /// Reads the text again, in the time that takes. Raises `ValueError` for a document that was read back from
        /// JSON or a pickle.
        ///
        /// >>> import reportedly
        /// >>> said = reportedly.analyze("The port was closed, Ana Ruiz said.").attributions[0]
        /// >>> said.explain().shape
        /// 'before'
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
