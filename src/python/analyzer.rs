//! `Analyzer` and `analyze`.

use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use arrow_array::RecordBatch;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyMapping, PyString};

use super::document::{PyDocument, not_read};
use super::errors::{InternalError, LexiconError, guarded, number_in, read_utf8, wrong_type};
use super::gazetteer::PyGazetteer;
use super::input::{self, Source};
use super::pipe::PyPipe;
use super::run::run;
use super::table::PyTable;
use crate::analyzer::{Analyzer, Options};
use crate::batch::{self, Chunk, Ids, Job, Of, OnError, Pool, RowError};
use crate::error::Error;
use crate::layers::Layers;
use crate::lexicons::Lexicons;
use crate::text::Offsets;

/// How many chunks are read ahead for each thread before they are worked on.
const CHUNKS_A_THREAD: usize = 8;
/// More threads than any machine has cores; the operating system may refuse them.
const MOST_THREADS: usize = 1024;

/// Reads texts. Made once, then used for any number of them.
///
/// Frozen, picklable, cheap to copy, safe to share between threads.
///
/// Args:
///     gazetteer: the names to look for; `Gazetteer.builtin()` if not given. Join your own to it by
///         `|`.
///     layers: what to read ("sentences", "entities", "hedges", "attributions", "claims"); all of
///         it if not given. What a layer needs is read too.
///     lexicons: rows to add to the built-in word lists "abbreviations", "hedges" and
///         "attributions": for each a list of str, each a row as the list has it (for hedges
///         `word<TAB>type<TAB>strength<TAB>lemma`), or the path of a file of such rows.
///     domain: the kind of text ("news", "wiki" or "bio"), which shifts what counts as a hedge.
///     newlines: whether a single line break ends a sentence ("auto", "always" or "never").
///     hedge_threshold: the least probability of a hedge, 0 to 1; the one fitted for the best F1 if
///         not given. Higher finds fewer and surer ones.
///     attribution_threshold: the least confidence of an attribution, 0 to 1, in the same way. Words
///         of the built-in list that look hopeless where they stand are left out at any.
///     threads: how many `pipe` and `table` use, 1 or more; one a core if not given.
///     overlaps: whether to give every name of the list in a text, also those inside others, meant or
///         not; only for layers without attributions and claims.
///
/// Raises:
///     ValueError: for an unknown layer, option or lexicon, or a number out of range.
///     LexiconError: for a broken row; says file, line, column and what was expected.
///     OSError: for a lexicon file that cannot be read.
///
/// Examples:
///     >>> import reportedly as rp
///     >>> people = rp.Gazetteer([{"id": "p1", "name": "Ana Ruiz", "label": "PERSON"}])
///     >>> analyzer = rp.Analyzer(gazetteer=rp.Gazetteer.builtin() | people)
///     >>> doc = analyzer.analyze("The port may close, Ana Ruiz said in Oslo.")
///     >>> [(mention.text, mention.label) for mention in doc.entities]
///     [('Ana Ruiz', 'PERSON'), ('Oslo', 'GPE')]
#[pyclass(frozen, name = "Analyzer", module = "reportedly")]
pub struct PyAnalyzer {
    analyzer: Arc<Analyzer>,
    pool: Pool,
    /// What it was made with, for pickling.
    arguments: Py<PyDict>,
}

#[pymethods]
impl PyAnalyzer {
    #[new]
    #[pyo3(signature = (
        gazetteer = None, layers = None, lexicons = None, domain = "news", newlines = "auto",
        hedge_threshold = None, attribution_threshold = None, threads = None, overlaps = false,
    ))]
    #[expect(clippy::too_many_arguments, reason = "they are keywords in Python")]
    fn new(
        py: Python<'_>,
        gazetteer: Option<Bound<'_, PyAny>>,
        layers: Option<Bound<'_, PyAny>>,
        lexicons: Option<Bound<'_, PyAny>>,
        domain: &str,
        newlines: &str,
        hedge_threshold: Option<f32>,
        attribution_threshold: Option<f32>,
        threads: Option<i64>,
        overlaps: bool,
    ) -> PyResult<Self> {
        let threads = threads.map(|n| number_in("threads", 1..=MOST_THREADS, n)).transpose()?;
        let layers = layer_names(layers.as_ref())?;
        let contents = lexicons.as_ref().map_or_else(|| Ok(Vec::new()), lexicon_contents)?;
        let mut options =
            Options { overlaps, hedge_threshold, attribution_threshold, ..guarded(Options::default)? };
        options.domain = domain.parse()?;
        options.newlines = newlines.parse()?;
        if let Some(given) = &gazetteer {
            let expected = "a Gazetteer (Gazetteer([\"a name\"]), Gazetteer.from_csv(path) …)";
            let gazetteer =
                given.cast::<PyGazetteer>().map_err(|_| wrong_type("gazetteer", expected, given))?;
            options.gazetteer = gazetteer.get().core().clone();
        }
        if let Some(layers) = &layers {
            options.layers = Layers::parse(layers.iter().map(String::as_str))?;
        }
        for (name, file, content) in &contents {
            options.lexicons.set(name, file, content.clone())?;
        }

        let arguments = PyDict::new(py);
        arguments.set_item("gazetteer", gazetteer)?;
        arguments.set_item("layers", layers)?;
        // The rows themselves, so that a pickled analyzer does not need the files again.
        let rows = contents.iter().map(|(n, _, c)| (n, c.lines().collect::<Vec<_>>()));
        arguments.set_item("lexicons", rows.collect::<std::collections::BTreeMap<_, _>>())?;
        arguments.set_item("domain", domain)?;
        arguments.set_item("newlines", newlines)?;
        arguments.set_item("hedge_threshold", hedge_threshold)?;
        arguments.set_item("attribution_threshold", attribution_threshold)?;
        arguments.set_item("threads", threads)?;
        arguments.set_item("overlaps", overlaps)?;
        Ok(Self {
            analyzer: Arc::new(guarded(|| Analyzer::new(options))??),
            pool: Pool::new(threads),
            arguments: arguments.unbind(),
        })
    }

    /// Names of the layers that it reads, in order.
    #[getter]
    fn layers(&self) -> Vec<&'static str> {
        self.analyzer.layers().iter().map(crate::layers::Layer::as_str).collect()
    }

    /// Reads one text.
    ///
    /// Args:
    ///     text: English news as plain text, at most 1 GiB of UTF-8.
    ///
    /// Raises:
    ///     TypeError: if `text` is no `str`.
    ///     ValueError: for a lone surrogate (with its offset), or a text over the limit.
    fn analyze(&self, py: Python<'_>, text: &Bound<'_, PyAny>) -> PyResult<PyDocument> {
        read(py, &self.analyzer, text)
    }

    /// Documents of many texts, lazily and in order, read on all threads.
    ///
    /// Args:
    ///     texts: an iterable of str or None, or a column of strings of pandas, polars or Arrow. A
    ///         missing text gives `None`.
    ///     batch_size: texts read at a time, 1 or more.
    ///     as_tuples: whether `texts` are pairs of a text and anything, and the results pairs of a
    ///         document and that.
    ///
    /// Raises:
    ///     TypeError: for what is no text, with its row.
    ///     ValueError: with the row of a text that cannot be read, when its turn comes.
    ///
    /// Examples:
    ///     >>> import reportedly as rp
    ///     >>> pairs = [("It may rain.", "a"), ("It rains.", "b")]
    ///     >>> for doc, name in rp.Analyzer().pipe(pairs, as_tuples=True):
    ///     ...     print(name, len(doc.hedges))
    ///     a 1
    ///     b 0
    #[pyo3(signature = (texts, batch_size = 256, as_tuples = false))]
    fn pipe(&self, texts: &Bound<'_, PyAny>, batch_size: i64, as_tuples: bool) -> PyResult<PyPipe> {
        let batch_size = number_in("batch_size", 1..=usize::MAX, batch_size)?;
        PyPipe::new(Arc::clone(&self.analyzer), self.pool.clone(), texts, batch_size, as_tuples)
    }

    /// The findings of many texts as Arrow columns, a row each, read on all threads.
    ///
    /// docs/tables.md lists the columns.
    ///
    /// Args:
    ///     texts: an iterable of str or None, or a column of strings of pandas, polars or Arrow. A
    ///         missing text gives a row of nulls.
    ///     of: what a row is: "documents", "sentences", "entities", "hedges", "attributions", "claims"
    ///         or "sources".
    ///     ids: one a text, str or int, for the column `doc`; the text's number, from 0, if not given.
    ///     on_error: what happens to a text that cannot be read: "raise", or "null" for a row of nulls
    ///         and a line in `Table.errors`.
    ///     nested: whether a row is a text instead, its findings a list of structs (for "documents" one
    ///         struct) in a column named as `of`; null for a missing text.
    ///
    /// Raises:
    ///     TypeError: for what is no text, with its row.
    ///     ValueError: for a text that cannot be read, with its row; for an unknown table, a layer that
    ///         is not read, or more or fewer ids than texts.
    ///
    /// Examples:
    ///     >>> import reportedly as rp
    ///     >>> texts = ["It may rain.", None, "It rains."]
    ///     >>> table = rp.Analyzer().table(texts, "claims", ids=["a", "b", "c"])
    ///     >>> [(row["doc"], row["text"], row["factuality"]) for row in table.to_pylist()]
    ///     [('a', 'It may rain', 'PS+'), ('b', None, None), ('c', 'It rains', 'CT+')]
    #[pyo3(signature = (texts, of, ids = None, on_error = "raise", nested = false))]
    fn table(
        &self,
        py: Python<'_>,
        texts: &Bound<'_, PyAny>,
        of: &str,
        ids: Option<&Bound<'_, PyAny>>,
        on_error: &str,
        nested: bool,
    ) -> PyResult<PyTable> {
        let of: Of = of.parse()?;
        let on_error: OnError = on_error.parse()?;
        if !of.in_layers(self.analyzer.layers()) {
            return Err(not_read(of).into());
        }
        let mut source = Source::new(texts)?;
        let ids = Arc::new(input::ids(ids)?);
        let mut rows = 0;
        let (mut batches, mut errors) = (Vec::new(), Vec::new());
        let mut chunk = Chunk::default();
        loop {
            let mut chunks = Vec::new();
            let mut ended = false;
            while chunks.len() < CHUNKS_A_THREAD * self.pool.threads() {
                let Some(row) = source.next(py)? else {
                    ended = true;
                    break;
                };
                rows += 1;
                chunks.extend(chunk.push(row));
            }
            if ended && !chunk.is_empty() {
                chunks.push(std::mem::take(&mut chunk));
            }
            let (more, bad) = self.tables(py, chunks, of, nested, &ids, on_error)?;
            batches.extend(more);
            errors.extend(bad.into_iter().map(|e| (e.row, e.message)));
            if ended {
                break;
            }
        }
        if ids.count().is_some_and(|n| n != rows) {
            let given = ids.count().unwrap_or_default();
            return Err(PyValueError::new_err(format!(
                "there are {given} ids for {rows} texts; expected one a text"
            )));
        }
        if batches.is_empty() {
            batches.push(RecordBatch::new_empty(of.schema(&ids, nested)));
        }
        Ok(PyTable::new(batches, errors))
    }

    fn __repr__(&self) -> String {
        format!("Analyzer(layers={:?}, threads={})", self.layers(), self.pool.threads())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (Py<PyDict>,))> {
        Ok((py.get_type::<Self>().getattr("_from_arguments")?, (self.arguments.clone_ref(py),)))
    }

    /// The analyzer made with these keywords: how it is unpickled.
    #[staticmethod]
    fn _from_arguments<'py>(py: Python<'py>, arguments: &Bound<'py, PyDict>) -> PyResult<Bound<'py, PyAny>> {
        py.get_type::<Self>().call((), Some(arguments))
    }
}

impl PyAnalyzer {
    fn tables(
        &self,
        py: Python<'_>,
        chunks: Vec<Chunk>,
        of: Of,
        nested: bool,
        ids: &Arc<Ids>,
        on_error: OnError,
    ) -> PyResult<(Vec<RecordBatch>, Vec<RowError>)> {
        if chunks.is_empty() {
            return Ok((Vec::new(), Vec::new()));
        }
        let (analyzer, ids) = (Arc::clone(&self.analyzer), Arc::clone(ids));
        let read = run(py, &self.pool, move |stop| {
            Job { analyzer: &analyzer, of, nested, ids: &ids, on_error, stop }.tables(&chunks)
        })?;
        Ok(read?)
    }
}

/// Reads one text with the interpreter detached.
fn read(py: Python<'_>, analyzer: &Arc<Analyzer>, text: &Bound<'_, PyAny>) -> PyResult<PyDocument> {
    let text = input::text(text, "text")?;
    match py.detach(|| batch::read(analyzer, &text, 0)) {
        Ok(doc) => Ok(PyDocument::new(doc, Some(Arc::clone(analyzer)))),
        Err(e) if e.internal => Err(InternalError::new_err(e.message)),
        Err(e) => Err(PyValueError::new_err(e.message)),
    }
}

fn default_analyzer() -> &'static Arc<Analyzer> {
    static DEFAULT: LazyLock<Arc<Analyzer>> = LazyLock::new(|| {
        Arc::new(Analyzer::new(Options::default()).expect("the default options are allowed"))
    });
    &DEFAULT
}

/// Reads one text with the default `Analyzer`: sentences, entities, hedges, attributions, claims.
///
/// Args:
///     text: English news as plain text, at most 1 GiB of UTF-8.
///     layers: what to read ("sentences", "entities", "hedges", "attributions", "claims"); all of
///         it if not given. What a layer needs is read too.
///
/// Raises:
///     TypeError: if `text` is no `str`.
///     ValueError: for a lone surrogate (with its offset), a text over the limit, an unknown layer.
///
/// Examples:
///     >>> import reportedly as rp
///     >>> doc = rp.analyze("The port may close, Ana Ruiz said.")
///     >>> doc.hedges[0].text, doc.attributions[0].source.text
///     ('may', 'Ana Ruiz')
#[pyfunction]
#[pyo3(signature = (text, layers = None))]
pub fn analyze(
    py: Python<'_>,
    text: &Bound<'_, PyAny>,
    layers: Option<Bound<'_, PyAny>>,
) -> PyResult<PyDocument> {
    let all = guarded(default_analyzer)?;
    match layer_names(layers.as_ref())? {
        None => read(py, all, text),
        Some(names) => {
            let layers = Layers::parse(names.iter().map(String::as_str))?;
            read(py, &Arc::new(all.with_layers(layers)), text)
        }
    }
}

/// The sentences of a text, and nothing else: the fast way for those who want no more.
///
/// For other newlines or abbreviations, and for many texts, see `Analyzer`.
///
/// Args:
///     text: English as plain text, at most 1 GiB of UTF-8.
///     offsets: whether to give each sentence as (start, end), in code points, half open, rather
///         than as `str`.
///
/// Raises:
///     TypeError: if `text` is no `str`.
///     ValueError: for a lone surrogate (with its offset), or a text over the limit.
///
/// Examples:
///     >>> import reportedly as rp
///     >>> rp.sentences("Mr. Rossi left the U.S. in May. He is back.")
///     ['Mr. Rossi left the U.S. in May.', 'He is back.']
///     >>> rp.sentences("It rains. It pours.", offsets=True)
///     [(0, 9), (10, 19)]
#[pyfunction]
#[pyo3(signature = (text, *, offsets = false))]
pub fn sentences<'py>(text: &Bound<'py, PyAny>, offsets: bool) -> PyResult<Bound<'py, PyList>> {
    let py = text.py();
    let text = input::text(text, "text")?;
    let spans = py.detach(|| guarded(|| default_analyzer().sentences(&text)))??;
    if offsets {
        let table = Offsets::new(&text);
        PyList::new(py, spans.into_iter().map(|s| table.chars(&text, s)).map(|s| (s.start(), s.end())))
    } else {
        PyList::new(py, spans.into_iter().map(|s| &text[s.range()]))
    }
}

fn layer_names(layers: Option<&Bound<'_, PyAny>>) -> PyResult<Option<Vec<String>>> {
    let Some(layers) = layers else { return Ok(None) };
    if layers.is_instance_of::<PyString>() {
        let name = layers.extract::<String>()?;
        return Err(PyTypeError::new_err(format!(
            "layers must be a list of str, not str: layers=[{name:?}]"
        )));
    }
    let names = layers.try_iter().map_err(|_| wrong_type("layers", "a list of str", layers))?;
    names.map(|name| Ok(input::text(&name?, "a layer")?.into_string())).collect::<PyResult<_>>().map(Some)
}

/// Name, file name and content of each of the user's lexicons.
fn lexicon_contents(lexicons: &Bound<'_, PyAny>) -> PyResult<Vec<(String, String, String)>> {
    let expected = "a dict from the name of a list to its rows: {\"hedges\": [row, …]}";
    let lexicons = lexicons.cast::<PyMapping>().map_err(|_| wrong_type("lexicons", expected, lexicons))?;
    let mut contents = Vec::new();
    for item in lexicons.items()? {
        let (name, rows) = item.extract::<(Bound<'_, PyAny>, Bound<'_, PyAny>)>()?;
        let name = input::text(&name, "the name of a lexicon")?.into_string();
        // An unknown name is said before a file is looked for.
        Lexicons::default().set(&name, "", String::new()).map_err(|e: Error| PyErr::from(e))?;
        let argument = format!("lexicons[{name:?}]");
        let is_path = rows.is_instance_of::<PyString>() || rows.hasattr("__fspath__")?;
        let (file, content) = if is_path {
            let path: PathBuf = rows.extract()?;
            (path.display().to_string(), read_utf8(&path, LexiconError::new_err::<String>)?)
        } else {
            let expected = "a list of rows (each a str), or the path of a file of them";
            let rows = rows.try_iter().map_err(|_| wrong_type(&argument, expected, &rows))?;
            let what = format!("a row of {argument}");
            let rows = rows.map(|row| input::text(&row?, &what)).collect::<PyResult<Vec<_>>>()?;
            if let Some(row) = rows.iter().find(|r| r.contains('\n')) {
                return Err(PyValueError::new_err(format!(
                    "{argument} has a line break in the row {row:?}; expected a row an item"
                )));
            }
            (argument, rows.join("\n"))
        };
        contents.push((name, file, content));
    }
    Ok(contents)
}
