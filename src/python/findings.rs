//! What was found, as frozen objects that look into their document.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};

use super::document::{PyDocument, PySpan, Shared, quoted};
use crate::attribution::{Attribution, chain};
use crate::claims::Claim;
use crate::document::Sentence;
use crate::entities::{Alias, Mention};
use crate::hedges::Hedge;
use crate::text::Span;

/// A frozen view of one finding: `start`, `end`, `text`, comparison, hash and pickling, and what is its own.
macro_rules! finding {
    ($(#[$meta:meta])* $class:ident($name:literal) of $list:ident: $core:ty, { $($methods:tt)* }) => {
        $(#[$meta])*
        #[pyclass(frozen, name = $name, module = "reportedly")]
        pub struct $class {
            shared: Arc<Shared>,
            index: u32,
        }

        impl $class {
            pub(super) fn new(shared: Arc<Shared>, index: u32) -> Self {
                Self { shared, index }
            }

            fn core(&self) -> &$core {
                &self.shared.doc.$list()[self.index as usize]
            }
        }

        #[pymethods]
        impl $class {
            /// First code point.
            #[getter]
            fn start(&self) -> u32 {
                self.shared.chars(self.span()).start()
            }

            /// One past the last code point.
            #[getter]
            fn end(&self) -> u32 {
                self.shared.chars(self.span()).end()
            }

            fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
                other.cast::<Self>().is_ok_and(|other| {
                    let other = other.get();
                    self.core() == other.core()
                        && self.shared.chars(self.span()) == other.shared.chars(other.span())
                        && self.shared.doc.slice(self.span()) == other.shared.doc.slice(other.span())
                })
            }

            fn __hash__(&self) -> u64 {
                let mut hasher = DefaultHasher::new();
                ($name, self.shared.chars(self.span()), self.shared.doc.slice(self.span())).hash(&mut hasher);
                hasher.finish()
            }

            fn __reduce__<'py>(
                &self,
                py: Python<'py>,
            ) -> PyResult<(Bound<'py, PyAny>, (Py<PyDocument>, &'static str, u32))> {
                let restore = py.import("reportedly._native")?.getattr("_restore")?;
                Ok((restore, (self.shared.object(py)?, stringify!($list), self.index)))
            }

            $($methods)*
        }
    };
}

/// The views of some numbers of a list.
fn views<'py, T: IntoPyObject<'py>>(
    py: Python<'py>,
    shared: &Arc<Shared>,
    indices: impl IntoIterator<Item = u32>,
    make: impl Fn(Arc<Shared>, u32) -> T,
) -> PyResult<Bound<'py, PyTuple>> {
    PyTuple::new(py, indices.into_iter().map(|i| make(Arc::clone(shared), i)).collect::<Vec<_>>())
}

/// Indices of the spans that start inside `outer`, of a list that is sorted by start.
fn inside<T>(list: &[T], outer: Span, span: impl Fn(&T) -> Span) -> std::ops::Range<u32> {
    let first = list.partition_point(|x| span(x).start() < outer.start());
    let last = list.partition_point(|x| span(x).start() < outer.end());
    first as u32..last as u32
}

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

finding! {
    /// A mention of an entity of the gazetteer, or of one that the text itself names by an alias.
    PyMention("Mention") of entities: Mention, {
        /// What stands in the text.
        #[getter]
        fn text(&self) -> &str {
            self.shared.doc.slice(self.span())
        }

        /// The best id.
        #[getter]
        fn id(&self) -> &str {
            &self.core().id
        }

        /// The kind of entity: `GPE`, `ORG`, `PERSON`, `group`, `outlet` …, or what the user's list says.
        #[getter]
        fn label(&self) -> &str {
            &self.core().label
        }

        /// The entity's own name.
        #[getter]
        fn name(&self) -> &str {
            &self.core().name
        }

        /// Tuple of the other ids that the same words may stand for, best first.
        #[getter]
        fn candidates<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
            PyTuple::new(py, self.core().candidates.iter().map(|c| PyString::new(py, c)).collect::<Vec<_>>())
        }

        /// By what it was found: `name`, `alias`, `demonym`, `defined` or `pattern`.
        #[getter]
        fn via(&self) -> &'static str {
            self.core().via.as_str()
        }

        fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
            let m = self.core();
            Ok(format!(
                "Mention({}, id={}, label={}, via={})",
                quoted(py, self.text())?,
                quoted(py, &m.id)?,
                quoted(py, &m.label)?,
                m.via
            ))
        }
    }
}

impl PyMention {
    fn span(&self) -> Span {
        self.core().span
    }
}

finding! {
    /// A short form that the text itself defines; `start` and `end` say where.
    PyAlias("Alias") of aliases: Alias, {
        /// The short form, as it stands in the text.
        #[getter]
        fn text(&self) -> &str {
            self.shared.doc.slice(self.span())
        }

        /// The short form.
        #[getter]
        fn name(&self) -> &str {
            &self.core().name
        }

        /// The long form.
        #[getter]
        fn stands_for(&self) -> &str {
            &self.core().stands_for
        }

        /// Id of the entity meant: the gazetteer's, or a local one.
        #[getter]
        fn id(&self) -> &str {
            &self.core().id
        }

        fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
            Ok(format!("Alias({}, stands_for={})", quoted(py, self.name())?, quoted(py, self.stands_for())?))
        }
    }
}

impl PyAlias {
    fn span(&self) -> Span {
        self.core().span
    }
}

finding! {
    /// A hedge cue: a word or phrase that changes how far a reader may rely on what the sentence says.
    ///
    /// Types and strengths follow the project's guidelines, section 1.
    PyHedge("Hedge") of hedges: Hedge, {
        /// The cue.
        #[getter]
        fn text(&self) -> &str {
            self.shared.doc.slice(self.span())
        }

        /// `reportative`, `epistemic`, `doxastic`, `conditional`, `investigation`, `approximator`, `weasel` or
        /// `booster`.
        #[getter]
        fn r#type(&self) -> &'static str {
            self.core().kind.as_str()
        }

        /// `low`, `medium` or `high`; `None` for types that have no strength.
        #[getter]
        fn strength(&self) -> Option<&'static str> {
            self.core().strength.map(crate::hedges::Strength::as_str)
        }

        /// Whether the cue stands in the scope of a negation, or the negation is part of it.
        #[getter]
        fn negated(&self) -> bool {
            self.core().negated
        }

        /// How sure the detector is that this is a cue, 0 to 1.
        #[getter]
        fn probability(&self) -> f32 {
            self.core().probability
        }

        /// The smallest clause or phrase that the cue qualifies, as a `Span`, or `None`.
        #[getter]
        fn scope(&self) -> Option<PySpan> {
            self.core().scope.map(|s| self.shared.span(s))
        }

        /// Why it was taken for a cue: a `HedgeExplanation`, which prints as a few lines.
        ///
        /// Reads the text again, in the time that takes. Raises `ValueError` for a document that was read back from
        /// JSON or a pickle.
        ///
        /// >>> import reportedly
        /// >>> hedge = reportedly.analyze("Dockers feared the port would close.").hedges[0]
        /// >>> hedge.explain().entry, hedge.explain().lemma
        /// ('feared', 'fear')
        fn explain<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
            self.shared.explain_hedge(py, self.index)
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
            self.shared.explain_attribution(py, self.index)
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
            self.shared.explain_claim(py, self.index)
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
