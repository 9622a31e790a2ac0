//! `Gazetteer` and its `Entry`.

use std::path::{Path, PathBuf};

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyIterator, PyList, PyString, PyType};
use serde_json::Value;

use super::document::quoted;
use super::errors::{GazetteerError, guarded, number_in, read_utf8, wrong_type};
use super::input;
use crate::entities::{Entry, Gazetteer};

/// One entity of a gazetteer.
///
/// Given by `Gazetteer.lookup` and by iterating over one. Frozen; compares by value.
#[pyclass(frozen, name = "Entry", module = "reportedly")]
pub struct PyEntry(Entry);

#[pymethods]
impl PyEntry {
    /// What joins its mentions to other data; one entity an id.
    #[getter]
    fn id(&self) -> &str {
        &self.0.id
    }

    /// The kind of entity.
    #[getter]
    fn label(&self) -> &str {
        &self.0.label
    }

    /// Its own name.
    #[getter]
    fn name(&self) -> &str {
        &self.0.name
    }

    /// Its other names: a list of str.
    #[getter]
    fn aliases(&self) -> Vec<String> {
        self.0.aliases.clone()
    }

    /// The adjectives and nouns for its people: a list of str.
    #[getter]
    fn demonyms(&self) -> Vec<String> {
        self.0.demonyms.clone()
    }

    /// How its names have to be written.
    ///
    /// `exact` (letter for letter), `initial` (with the capitals of the list, or in all capitals) or
    /// `any`.
    #[getter]
    fn case(&self) -> &'static str {
        self.0.case.as_str()
    }

    /// How likely it is meant, against the others of the same name: 0 and up, 1 where nothing is said.
    #[getter]
    fn prior(&self) -> f32 {
        self.0.prior
    }

    /// Whatever else the list knows of it: a dict.
    #[getter]
    fn attributes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        self.0.attributes.clone().into_pyobject(py)
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| self.0 == other.get().0)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let [id, label, name] = [&self.0.id, &self.0.label, &self.0.name].map(|s| quoted(py, s));
        Ok(format!("Entry(id={}, label={}, name={})", id?, label?, name?))
    }
}

/// Names to look for, each with an id and a label.
///
/// `a | b` joins two, `name in gazetteer` asks for a name, `len(gazetteer)` counts its entities,
/// iterating gives each `Entry` by id. Frozen; compares by value and pickles.
///
/// Args:
///     entries: dicts, or a data frame, with the keys or columns `name`, `id` (the name if not
///         given), `label`, `aliases`, `demonyms` (lists of str), `case` ("exact", "initial" or
///         "any"), `prior` (0 and up) and `pattern` (a regular expression); further ones are kept
///         as attributes. A `str` is a name that is its own id.
///
/// Raises:
///     GazetteerError: for a broken entry; says which, and what was expected. Nothing is half
///         loaded.
///     TypeError: for what is no entry.
///
/// Examples:
///     >>> import reportedly as rp
///     >>> front = {"id": "f1", "name": "Northern Front", "label": "group", "aliases": ["NF"]}
///     >>> gazetteer = rp.Gazetteer([front])
///     >>> gazetteer.lookup("NF")
///     [Entry(id='f1', label='group', name='Northern Front')]
///     >>> "Northern Front" in rp.Gazetteer.builtin() | gazetteer
///     True
#[pyclass(frozen, name = "Gazetteer", module = "reportedly")]
pub struct PyGazetteer(Gazetteer);

impl PyGazetteer {
    pub(super) fn core(&self) -> &Gazetteer {
        &self.0
    }
}

#[pymethods]
impl PyGazetteer {
    #[new]
    #[pyo3(signature = (entries))]
    fn new(py: Python<'_>, entries: &Bound<'_, PyAny>) -> PyResult<Self> {
        let rows = rows(entries)?.try_iter()?;
        let dumps = py.import("json")?.getattr("dumps")?;
        let mut error = None;
        let pairs = rows.enumerate().map_while(|(i, row)| {
            row.and_then(|row| pairs(i, &row, &dumps)).map_err(|e| error = Some(e)).ok()
        });
        let made = guarded(|| Gazetteer::from_rows("entries", pairs));
        error.map_or(Ok(()), Err)?;
        Ok(Self(made??))
    }

    /// Reads a table with a header, parted by commas, tabs or semicolons, in UTF-8.
    ///
    /// The columns are the keys of `Gazetteer(entries)`; several aliases in a cell are parted by `|`.
    ///
    /// Raises:
    ///     GazetteerError: for a broken row; says file, line, column and what was expected.
    ///     OSError: if the file cannot be read.
    #[staticmethod]
    fn from_csv(path: PathBuf) -> PyResult<Self> {
        let content = read(&path)?;
        Ok(Self(guarded(|| Gazetteer::from_csv(&path.display().to_string(), &content))??))
    }

    /// Reads a file with a JSON object a line, in UTF-8, with the keys of `Gazetteer(entries)`.
    ///
    /// Raises:
    ///     GazetteerError: for a broken line; says file, line, column and what was expected.
    ///     OSError: if the file cannot be read.
    #[staticmethod]
    fn from_jsonl(path: PathBuf) -> PyResult<Self> {
        let content = read(&path)?;
        Ok(Self(guarded(|| Gazetteer::from_jsonl(&path.display().to_string(), &content))??))
    }

    /// The one that comes with the package.
    ///
    /// It has countries, states, cities, towns (with their state beside them), outlets, agencies, groups.
    #[staticmethod]
    fn builtin() -> PyResult<Self> {
        Ok(Self(guarded(Gazetteer::builtin)?))
    }

    /// Writes one file that `load` maps into memory, in no time whatever its size.
    ///
    /// Raises:
    ///     OSError: if it cannot be written.
    fn save(&self, path: PathBuf) -> PyResult<()> {
        Ok(self.0.save(&path)?)
    }

    /// Loads what `save` wrote.
    ///
    /// Raises:
    ///     ValueError: for a file of another version, cut short or altered.
    ///     OSError: if the file cannot be read.
    #[staticmethod]
    fn load(path: PathBuf) -> PyResult<Self> {
        Ok(Self(guarded(|| Gazetteer::load(&path))??))
    }

    /// The entries that `name` may stand for, likeliest first: a list of `Entry`.
    fn lookup(&self, name: &str) -> PyResult<Vec<PyEntry>> {
        Ok(guarded(|| self.0.lookup(name))?.into_iter().map(PyEntry).collect())
    }

    /// The entry of this id, as `mention.id` says it; `None` for an id that the list does not have.
    fn get(&self, id: &str) -> PyResult<Option<PyEntry>> {
        Ok(guarded(|| self.0.get(id))?.map(PyEntry))
    }

    /// The names that differ from `name` by a slip in each four letters: a list of (name, id).
    ///
    /// Nearest first. Reads the whole list: for questions, not for texts.
    ///
    /// Args:
    ///     name: a name, perhaps misspelt.
    ///     count: how many to give at most.
    #[pyo3(signature = (name, count = 5))]
    fn near(&self, name: &str, count: i64) -> PyResult<Vec<(String, String)>> {
        let count = number_in("count", 0..=usize::MAX, count)?;
        guarded(|| self.0.near(name, count))
    }

    /// What it holds, and the names in it that may do harm.
    ///
    /// `entries` and `names` (counts), `labels` (entities by label), `shared` (names of several
    /// entities, with their ids), `duplicates` (names that one entity has twice, with its id),
    /// `common` (names that English uses as common words), `letters` (names of one letter), `small`
    /// (names of one word written small).
    fn describe<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let json =
            serde_json::to_string(&guarded(|| self.0.describe())?).expect("a description has string keys");
        py.import("json")?.call_method1("loads", (json,))
    }

    /// Its entries, by id.
    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        PyList::new(py, self.0.entries().map(PyEntry).collect::<Vec<_>>())?.try_iter()
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| self.0.to_bytes() == other.get().0.to_bytes())
    }

    fn __or__(&self, other: &Bound<'_, Self>) -> PyResult<Self> {
        Ok(Self(guarded(|| self.0.union(&other.get().0))??))
    }

    fn __len__(&self) -> usize {
        self.0.len()
    }

    fn __contains__(&self, name: &str) -> PyResult<bool> {
        guarded(|| self.0.contains(name))
    }

    fn __repr__(&self) -> String {
        format!("Gazetteer({} entities)", self.0.len())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>,))> {
        Ok((py.get_type::<Self>().getattr("_from_bytes")?, (PyBytes::new(py, self.0.to_bytes()),)))
    }

    /// Reads what pickling wrote.
    #[classmethod]
    fn _from_bytes(_class: &Bound<'_, PyType>, bytes: &[u8]) -> PyResult<Self> {
        Ok(Self(guarded(|| Gazetteer::from_bytes(bytes.to_vec()))??))
    }
}

fn iterable(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(value.try_iter().is_ok() || value.hasattr("to_pylist")?)
}

/// The entries of a data frame as dicts; anything else as it is.
fn rows<'py>(entries: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    if entries.is_instance_of::<PyString>() || entries.is_instance_of::<PyDict>() || !iterable(entries)? {
        let expected = "a list of dict or str, or a data frame (for a file: from_csv, from_jsonl)";
        return Err(wrong_type("entries", expected, entries));
    }
    if entries.hasattr("to_dicts")? {
        return entries.call_method0("to_dicts");
    }
    if entries.hasattr("to_pylist")? {
        return entries.call_method0("to_pylist");
    }
    if entries.hasattr("to_dict")? && entries.hasattr("columns")? {
        return entries.call_method1("to_dict", ("records",));
    }
    Ok(entries.clone())
}

/// An entry as keys and values; what is missing is left out.
fn pairs<'py>(
    number: usize,
    row: &Bound<'py, PyAny>,
    dumps: &Bound<'py, PyAny>,
) -> PyResult<Vec<(String, Value)>> {
    if row.is_instance_of::<PyString>() {
        let name = input::text(row, &format!("entry number {number}"))?;
        return Ok(vec![("name".to_owned(), Value::String(name.into()))]);
    }
    let Ok(given) = row.cast::<PyDict>() else {
        let expected = "a dict with at least \"name\", or a str";
        return Err(wrong_type(&format!("entry number {number}"), expected, row));
    };
    let mut pairs = Vec::with_capacity(given.len());
    for (key, value) in given {
        if !key.is_instance_of::<PyString>() {
            return Err(wrong_type(&format!("a key of entry number {number}"), "str", &key));
        }
        if !input::is_missing(&value)? {
            let key = input::text(&key, "a key")?.into_string();
            let value = json(&value, || format!("{key:?} of entry number {number}"), dumps)?;
            pairs.push((key, value));
        }
    }
    Ok(pairs)
}

/// A value as JSON has it; what JSON does not have, as dates, becomes the string that Python makes of it.
fn json<'py>(
    value: &Bound<'py, PyAny>,
    what: impl Fn() -> String,
    dumps: &Bound<'py, PyAny>,
) -> PyResult<Value> {
    if value.is_instance_of::<PyString>() {
        return Ok(Value::String(input::text(value, &what())?.into()));
    }
    if value.is_instance_of::<PyBytes>() {
        return Err(wrong_type(&what(), "str, numbers or lists", value));
    }
    let keywords = PyDict::new(value.py());
    keywords.set_item("default", value.py().get_type::<PyString>())?;
    // Arrays of numpy and Arrow, as they stand in the columns of a data frame.
    let value = if value.hasattr("tolist")? { value.call_method0("tolist")? } else { value.clone() };
    let text: String = dumps.call((value,), Some(&keywords))?.extract()?;
    serde_json::from_str(&text).map_err(|e| PyTypeError::new_err(format!("{}: {e}", what())))
}

fn read(path: &Path) -> PyResult<String> {
    read_utf8(path, GazetteerError::new_err::<String>)
}
