//! `Document` and `Span`.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use pyo3::exceptions::{PyIndexError, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyString, PyTuple, PyWeakrefReference};

use super::errors::{guarded, wrong_type};
use super::explain::Kind;
use super::findings::{PyAlias, PyAttribution, PyClaim, PyHedge, PyMention, PySentence};
use super::table::PyTable;
use super::tokens;
use crate::analyzer::Analyzer;
use crate::batch::{Of, document_table};
use crate::claims::Claim;
use crate::document::Document;
use crate::error::Error;
use crate::layers::Layer;
use crate::text::{Offsets, Span};

/// A document and its offsets, shared by the Python objects that look into it.
pub(super) struct Shared {
    pub(super) doc: Document,
    /// Who read it, to be asked why; `None` for what was read back from JSON or a pickle.
    pub(super) analyzer: Option<Arc<Analyzer>>,
    offsets: Offsets,
    /// Each attribution's sentence and number, sorted; made when first asked for.
    attributions: OnceLock<Vec<(u32, u32)>>,
    /// A `Document` object over this very document, while one lives that was made for pickling.
    object: Mutex<Option<Py<PyWeakrefReference>>>,
}

impl Shared {
    fn new(doc: Document, analyzer: Option<Arc<Analyzer>>) -> Arc<Self> {
        let offsets = Offsets::new(doc.text());
        Arc::new(Self { doc, analyzer, offsets, attributions: OnceLock::new(), object: Mutex::new(None) })
    }

    pub(super) fn chars(&self, span: Span) -> Span {
        self.offsets.chars(self.doc.text(), span)
    }

    pub(super) fn span(&self, span: Span) -> PySpan {
        let chars = self.chars(span);
        PySpan { start: chars.start(), end: chars.end(), text: self.doc.slice(span).to_owned() }
    }

    /// The pieces of a claim as one string.
    pub(super) fn clause(&self, claim: &Claim) -> String {
        let pieces: Vec<&str> = claim.spans.iter().map(|&s| self.doc.slice(s)).collect();
        pieces.join(" … ")
    }

    /// Numbers of the attributions that are made in sentence number `sentence`.
    pub(super) fn attributions_in(&self, sentence: u32) -> impl Iterator<Item = u32> + '_ {
        let sorted = self.attributions.get_or_init(|| {
            let made_in = |a| self.doc.sentence_of(a).map(|s| s as u32);
            let pairs = (0..).zip(self.doc.attributions());
            let mut sorted: Vec<(u32, u32)> = pairs.filter_map(|(i, a)| Some((made_in(a)?, i))).collect();
            sorted.sort_unstable();
            sorted
        });
        let first = sorted.partition_point(|&(s, _)| s < sentence);
        sorted[first..].iter().take_while(move |&&(s, _)| s == sentence).map(|&(_, i)| i)
    }

    /// A `Document` object, the same one as long as somebody holds it: so that pickling many findings of one
    /// document writes the document once.
    pub(super) fn object(self: &Arc<Self>, py: Python<'_>) -> PyResult<Py<PyDocument>> {
        let mut slot = self.object.lock().unwrap_or_else(PoisonError::into_inner);
        let living = slot.as_ref().and_then(|weak| weak.bind(py).upgrade());
        if let Some(object) = living {
            return Ok(object.cast_into::<PyDocument>()?.unbind());
        }
        let object = Bound::new(py, PyDocument::from_shared(Arc::clone(self)))?;
        *slot = Some(PyWeakrefReference::new(&object)?.unbind());
        Ok(object.unbind())
    }
}

/// A stretch of a text: where it starts and ends, and what stands there.
///
/// Offsets are code points, half open, so that `doc.text[span.start:span.end] == span.text`.
/// `len(span)` is its length in code points, `str(span)` its text. Frozen; compares by value,
/// hashes and pickles.
///
/// Raises:
///     ValueError: if it ends before it starts.
///
/// Examples:
///     >>> import reportedly as rp
///     >>> rp.analyze("The port may close.").hedges[0].scope
///     Span(9, 18, 'may close')
#[pyclass(frozen, eq, hash, name = "Span", module = "reportedly")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PySpan {
    /// First code point.
    #[pyo3(get)]
    start: u32,
    /// One past the last code point.
    #[pyo3(get)]
    end: u32,
    /// What stands there.
    #[pyo3(get)]
    text: String,
}

#[pymethods]
impl PySpan {
    #[new]
    fn new(start: i64, end: i64, text: String) -> PyResult<Self> {
        let (start, end) = code_points("a span", start, end)?;
        Ok(Self { start, end, text })
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("Span({}, {}, {})", self.start, self.end, quoted(py, &self.text)?))
    }

    fn __str__(&self) -> &str {
        &self.text
    }

    fn __len__(&self) -> usize {
        (self.end - self.start) as usize
    }

    fn __getnewargs__(&self) -> (u32, u32, &str) {
        (self.start, self.end, &self.text)
    }
}

/// A start and an end that are in their order and no less than 0; `what` they are of is for the message.
pub(super) fn code_points(what: &str, start: i64, end: i64) -> PyResult<(u32, u32)> {
    match (u32::try_from(start), u32::try_from(end)) {
        (Ok(first), Ok(last)) if first <= last => Ok((first, last)),
        (Ok(_), Ok(_)) => Err(PyValueError::new_err(format!("{what} ends before it starts: {start}:{end}"))),
        _ => Err(PyValueError::new_err(format!("{what} has code points from 0 up, not {start}:{end}"))),
    }
}

/// A text as Python's `repr` writes it, cut in the middle where it is long.
pub(super) fn quoted(py: Python<'_>, text: &str) -> PyResult<String> {
    const SHOWN: usize = 60;
    let count = text.chars().count();
    let shown = if count > SHOWN {
        let head: String = text.chars().take(SHOWN * 2 / 3).collect();
        let tail: String = text.chars().skip(count - SHOWN / 3).collect();
        format!("{head}…{tail}")
    } else {
        text.to_owned()
    };
    Ok(PyString::new(py, &shown).repr()?.to_string())
}

/// A text and all that was found in it.
///
/// Made by `analyze`, `Analyzer.analyze`, `Analyzer.pipe` and `Document.from_json`. Offsets are
/// code points, half open: `doc.text[x.start:x.end] == x.text` for everything found but claims,
/// which may be in pieces. Sequences are tuples, made when first looked at; that of a layer that
/// was not read is empty. Frozen; compares by value, hashes and pickles. A notebook shows it as its
/// text with everything marked.
///
/// Examples:
///     >>> import reportedly as rp
///     >>> doc = rp.analyze("Police said the fire may have been started on purpose. It burned all day.")
///     >>> [(sentence.status, round(sentence.certainty, 1)) for sentence in doc.sentences]
///     [('hedged', 0.2), ('asserted', 1.0)]
///     >>> doc.attributions[0].source.text, doc.claims[0].factuality
///     ('Police', 'PS+')
#[pyclass(frozen, weakref, name = "Document", module = "reportedly")]
pub struct PyDocument {
    pub(super) shared: Arc<Shared>,
    sentences: PyOnceLock<Py<PyTuple>>,
    entities: PyOnceLock<Py<PyTuple>>,
    aliases: PyOnceLock<Py<PyTuple>>,
    hedges: PyOnceLock<Py<PyTuple>>,
    attributions: PyOnceLock<Py<PyTuple>>,
    claims: PyOnceLock<Py<PyTuple>>,
    tokens: PyOnceLock<Py<PyTuple>>,
}

impl PyDocument {
    pub(super) fn new(doc: Document, analyzer: Option<Arc<Analyzer>>) -> Self {
        Self::from_shared(Shared::new(doc, analyzer))
    }

    fn from_shared(shared: Arc<Shared>) -> Self {
        Self {
            shared,
            sentences: PyOnceLock::new(),
            entities: PyOnceLock::new(),
            aliases: PyOnceLock::new(),
            hedges: PyOnceLock::new(),
            attributions: PyOnceLock::new(),
            claims: PyOnceLock::new(),
            tokens: PyOnceLock::new(),
        }
    }

    fn tuple<'py, T>(
        &self,
        py: Python<'py>,
        cell: &PyOnceLock<Py<PyTuple>>,
        len: usize,
        make: impl Fn(Arc<Shared>, u32) -> T,
    ) -> PyResult<Bound<'py, PyTuple>>
    where
        T: IntoPyObject<'py>,
    {
        let tuple = cell.get_or_try_init(py, || {
            let items = (0..len as u32).map(|i| make(Arc::clone(&self.shared), i));
            PyTuple::new(py, items.collect::<Vec<_>>()).map(Bound::unbind)
        })?;
        Ok(tuple.bind(py).clone())
    }
}

#[pymethods]
impl PyDocument {
    /// The text as it came.
    #[getter]
    fn text(&self) -> &str {
        self.shared.doc.text()
    }

    /// Names of the layers that were read, in order.
    #[getter]
    fn layers(&self) -> Vec<&'static str> {
        self.shared.doc.layers().iter().map(Layer::as_str).collect()
    }

    /// The sentences, in order: a tuple of `Sentence`.
    #[getter]
    fn sentences<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        self.tuple(py, &self.sentences, self.shared.doc.sentences().len(), PySentence::new)
    }

    /// The mentions of entities, in order: a tuple of `Mention`.
    #[getter]
    fn entities<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        self.tuple(py, &self.entities, self.shared.doc.entities().len(), PyMention::new)
    }

    /// The short forms that the text itself defines, in order: a tuple of `Alias`.
    ///
    /// Read with the layer `entities`.
    #[getter]
    fn aliases<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        self.tuple(py, &self.aliases, self.shared.doc.aliases().len(), PyAlias::new)
    }

    /// The hedge cues, in order: a tuple of `Hedge`.
    #[getter]
    fn hedges<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        self.tuple(py, &self.hedges, self.shared.doc.hedges().len(), PyHedge::new)
    }

    /// Who says what, in the order in which they start: a tuple of `Attribution`.
    #[getter]
    fn attributions<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        self.tuple(py, &self.attributions, self.shared.doc.attributions().len(), PyAttribution::new)
    }

    /// The claims, sentence by sentence: a tuple of `Claim`.
    #[getter]
    fn claims<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        self.tuple(py, &self.claims, self.shared.doc.claims().len(), PyClaim::new)
    }

    /// The words and marks with their tags, and each sentence's dependency tree: a tuple of `Token`.
    ///
    /// Made when first asked for, by parsing the text, at several hundred thousand tokens a second;
    /// every document has them, whatever its layers and wherever it was loaded from.
    ///
    /// Examples:
    ///     >>> import reportedly as rp
    ///     >>> doc = rp.analyze("Police closed the road.")
    ///     >>> [(t.text, t.tag, doc.tokens[t.head].text, t.relation) for t in doc.tokens[:2]]
    ///     [('Police', 'NOUN', 'closed', 'subject'), ('closed', 'VERB-FIN', 'closed', 'root')]
    #[getter]
    fn tokens<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let tuple = self.tokens.get_or_try_init(py, || tokens::tuple(py, &self.shared).map(Bound::unbind))?;
        Ok(tuple.bind(py).clone())
    }

    /// All that covers the code point at `offset`, widest first.
    ///
    /// Its sentence, then claims, attributions (by their source, cue or content), hedges and mentions.
    ///
    /// Args:
    ///     offset: a code point of the text, from 0.
    ///
    /// Raises:
    ///     IndexError: for an offset that is not in the text.
    ///
    /// Examples:
    ///     >>> import reportedly as rp
    ///     >>> doc = rp.analyze("The port may close.")
    ///     >>> [type(found).__name__ for found in doc.at(9)]
    ///     ['Sentence', 'Claim', 'Hedge']
    fn at<'py>(&self, py: Python<'py>, offset: i64) -> PyResult<Bound<'py, PyTuple>> {
        let doc = &self.shared.doc;
        let byte = u32::try_from(offset).ok().and_then(|at| self.shared.offsets.to_bytes(doc.text(), at));
        let Some(byte) = byte.filter(|&b| (b as usize) < doc.text().len()) else {
            let len = doc.text().chars().count();
            return Err(PyIndexError::new_err(format!(
                "offset {offset} is not in the text, which has {len} code points, from 0"
            )));
        };
        let shared = || Arc::clone(&self.shared);
        let covers = |span: &Span| span.covers(byte);
        let mut found: Vec<Py<PyAny>> = Vec::new();
        if let Some(i) = doc.sentence_at(byte) {
            found.push(Py::new(py, PySentence::new(shared(), i as u32))?.into_any());
        }
        for (i, _) in doc.claims().iter().enumerate().filter(|(_, c)| c.spans.iter().any(covers)) {
            found.push(Py::new(py, PyClaim::new(shared(), i as u32))?.into_any());
        }
        let parts =
            |a: &crate::attribution::Attribution| a.content.iter().chain(&a.source).chain(&a.cue).any(covers);
        for (i, _) in doc.attributions().iter().enumerate().filter(|(_, a)| parts(a)) {
            found.push(Py::new(py, PyAttribution::new(shared(), i as u32))?.into_any());
        }
        for (i, _) in doc.hedges().iter().enumerate().filter(|(_, h)| covers(&h.span)) {
            found.push(Py::new(py, PyHedge::new(shared(), i as u32))?.into_any());
        }
        for (i, _) in doc.entities().iter().enumerate().filter(|(_, m)| covers(&m.span)) {
            found.push(Py::new(py, PyMention::new(shared(), i as u32))?.into_any());
        }
        PyTuple::new(py, found)
    }

    /// The findings of one layer as Arrow columns, a row each; docs/tables.md lists the columns.
    ///
    /// Args:
    ///     of: "sentences", "entities", "hedges", "attributions" or "claims"; "sources" for a row a
    ///         source; "documents" for one row of counts.
    ///
    /// Raises:
    ///     ValueError: for an unknown table, and for a layer that was not read.
    fn table(&self, of: &str) -> PyResult<PyTable> {
        let of: Of = of.parse()?;
        if !of.in_layers(self.shared.doc.layers()) {
            return Err(not_read(of).into());
        }
        Ok(PyTable::new(vec![guarded(|| document_table(&self.shared.doc, of))?], Vec::new()))
    }

    /// Who speaks and how much: a row a source, those with most statements first.
    ///
    /// Columns: `source` (its entity's name, or the fullest words for it), `source_id`, `statements`
    /// (how many attributions), `words` (that are attributed to it), `hedged` (the share of its
    /// statements with a hedge, 0 to 1) and `attributions` (their numbers). A pronoun, a surname or
    /// "the ministry" counts with the source that it stands for, where that is known.
    /// `Analyzer.table(texts, "sources")` gives the same for many texts.
    ///
    /// Raises:
    ///     ValueError: where attributions were not read.
    ///
    /// Examples:
    ///     >>> import reportedly as rp
    ///     >>> doc = rp.analyze("Ana Ruiz said the port was closed. She said it may stay closed.")
    ///     >>> [(row["source"], row["statements"], row["hedged"]) for row in doc.sources().to_pylist()]
    ///     [('Ana Ruiz', 2, 0.5)]
    fn sources(&self) -> PyResult<PyTable> {
        self.table(Of::Sources.as_str())
    }

    /// A few lines that a person reads.
    ///
    /// How its sentences divide into asserted, attributed and hedged, the most used sources, the least
    /// certain claims. What was not read is left out.
    ///
    /// Examples:
    ///     >>> import reportedly as rp
    ///     >>> print(rp.analyze("The port closed. Dockers may strike, Ana Ruiz said.").summary())
    ///     2 sentences: 50% asserted, 0% attributed, 50% hedged; certainty 0.61 on average
    ///     most used sources: Ana Ruiz (1)
    ///     least certain claims:
    ///       0.22 PS+  Dockers may strike (Ana Ruiz)
    fn summary(&self) -> PyResult<String> {
        guarded(|| crate::summary::of(&self.shared.doc))
    }

    /// All of it as plain dicts, lists, strings and numbers; offsets in code points.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import("json")?.call_method1("loads", (self.to_json(),))
    }

    /// All of it as one line of JSON; `Document.from_json` reads it back.
    fn to_json(&self) -> String {
        self.shared.doc.to_json()
    }

    /// Reads what `to_json` wrote; keys that it does not know are passed over.
    ///
    /// Args:
    ///     json: what `to_json` gave, as `str`.
    ///
    /// Raises:
    ///     ValueError: for JSON of another form or version, or whose offsets do not fit its text.
    ///
    /// Examples:
    ///     >>> import reportedly as rp
    ///     >>> doc = rp.analyze("The port may close.")
    ///     >>> rp.Document.from_json(doc.to_json()) == doc
    ///     True
    #[staticmethod]
    fn from_json(json: &Bound<'_, PyAny>) -> PyResult<Self> {
        let expected = "str, as to_json gives it";
        let json = json.cast::<PyString>().map_err(|_| wrong_type("json", expected, json))?.to_str()?;
        Ok(Self::new(guarded(|| Document::from_json(json))??, None))
    }

    /// The text with its marks as a piece of static HTML with its style.
    ///
    /// No script, nothing fetched, all escaped. Shows at most 100,000 code points; long texts fold.
    /// `reportedly.render` writes a whole page.
    ///
    /// Args:
    ///     style: what is marked: "all", or "entities", "hedges" (with their scopes), "attributions" or
    ///         "claims", with a table of them below.
    ///     jupyter: whether the notebook shows it, and `None` is returned.
    ///
    /// Raises:
    ///     ValueError: for an unknown style, and for a layer that was not read.
    ///     ImportError: for `jupyter=True` without IPython.
    ///
    /// Examples:
    ///     >>> import reportedly as rp
    ///     >>> html = rp.analyze("The port may close.").render("hedges")
    ///     >>> html.startswith('<div class="reportedly">'), html.count("<mark") > 0
    ///     (True, True)
    #[pyo3(signature = (style = "all", jupyter = false))]
    fn render<'py>(slf: &Bound<'py, Self>, style: &str, jupyter: bool) -> PyResult<Bound<'py, PyAny>> {
        let display = slf.py().import("reportedly.display")?;
        let html = display.call_method1("document_html", (slf, style))?;
        if jupyter { display.call_method1("in_notebook", (html,)) } else { Ok(html) }
    }

    /// What a notebook shows.
    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Self::render(slf, "all", false)
    }

    /// Explanations of the first `count` findings of a layer, for which the text is read again once; none for a
    /// document that was read back from JSON or a pickle.
    fn _explain<'py>(&self, py: Python<'py>, layer: &str, count: usize) -> PyResult<Vec<Bound<'py, PyAny>>> {
        match Kind::found_by(layer.parse()?, &self.shared.doc) {
            Some((kind, found)) if self.shared.analyzer.is_some() => {
                self.shared.explain_all(py, kind, 0..found.min(count) as u32)
            }
            _ => Ok(Vec::new()),
        }
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let doc = &self.shared.doc;
        let counts = [
            ("sentences", doc.sentences().len()),
            ("entities", doc.entities().len()),
            ("hedges", doc.hedges().len()),
            ("attributions", doc.attributions().len()),
            ("claims", doc.claims().len()),
        ];
        let counts: Vec<String> = counts
            .iter()
            .zip(Layer::ALL)
            .filter(|(_, layer)| doc.layers().has(**layer))
            .map(|((name, n), _)| format!("{name}={n}"))
            .collect();
        Ok(format!("Document({}, {})", quoted(py, doc.text())?, counts.join(", ")))
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| self.shared.doc == other.get().shared.doc)
    }

    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.text().hash(&mut hasher);
        hasher.finish()
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((py.get_type::<Self>().getattr("from_json")?, (self.to_json(),)))
    }
}

/// The error for a table of a layer that was not read.
pub(super) fn not_read(of: Of) -> Error {
    let layer = of.layer().unwrap_or(Layer::Sentences);
    Error::value(format!("the layer {layer} was not read: ask for it with layers=[\"{layer}\"]"))
}

/// The finding number `index` of a list of `document`: how findings are unpickled.
#[pyfunction]
#[pyo3(name = "_restore")]
pub fn restore<'py>(
    document: &Bound<'py, PyDocument>,
    list: &str,
    index: usize,
) -> PyResult<Bound<'py, PyAny>> {
    document.getattr(list)?.get_item(index)
}
