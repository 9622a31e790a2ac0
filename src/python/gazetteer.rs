//! `Gazetteer` and its `Entry`.

use std::path::{Path, PathBuf};

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyIterator, PyList, PyString, PyType};

use super::document::quoted;
use super::errors::{GazetteerError, guarded, number_in, read_utf8, wrong_type};
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
        let rows = rows(entries)?;
        let dumps = py.import("json")?.getattr("dumps")?;
        let mut lines = String::new();
        for (i, row) in rows.try_iter()?.enumerate() {
            let row = row?;
            let entry = PyDict::new(py);
            if row.is_instance_of::<PyString>() {
                entry.set_item("name", &row)?;
            } else if let Ok(given) = row.cast::<PyDict>() {
                for (key, value) in given {
                    // A data frame says "nothing" by NaN.
                    if !value.is_none() && !value.ne(&value)? {
                        entry.set_item(key, value)?;
                    }
                }
            } else {
                let expected = "a dict with at least \"name\", or a str";
                return Err(wrong_type(&format!("entry number {i}"), expected, &row));
            }
            let line = dumps
                .call1((entry,))
                .map_err(|e| PyTypeError::new_err(format!("entry number {i}: {}", e.value(py))))?;
            lines.push_str(&line.extract::<String>()?);
            lines.push('\n');
        }
        Ok(Self(guarded(|| Gazetteer::from_jsonl("entries", &lines))??))
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
    /// It has countries, states, cities of 100,000 and more, outlets, agencies, armed groups.
    #[staticmethod]
    fn builtin() -> Self {
        Self(Gazetteer::builtin())
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
    fn lookup(&self, name: &str) -> Vec<PyEntry> {
        self.0.lookup(name).into_iter().map(PyEntry).collect()
    }

    /// The names that differ from `name` by a slip of the keyboard or two: a list of (name, id).
    ///
    /// Nearest first. Reads the whole list: for questions, not for texts.
    ///
    /// Args:
    ///     name: a name, perhaps misspelt.
    ///     count: how many to give at most.
    #[pyo3(signature = (name, count = 5))]
    fn near(&self, name: &str, count: i64) -> PyResult<Vec<(String, String)>> {
        Ok(self.0.near(name, number_in("count", 0..=usize::MAX, count)?))
    }

    /// What it holds, and the names in it that may do harm.
    ///
    /// `entries` and `names` (counts), `labels` (entities by label), `shared` (names of several
    /// entities, with their ids), `common` (names that English uses as common words), `letters` (names
    /// of one letter), `small` (names of one word written small).
    fn describe<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let json = serde_json::to_string(&self.0.describe()).expect("a description has string keys");
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

    fn __contains__(&self, name: &str) -> bool {
        self.0.contains(name)
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

fn read(path: &Path) -> PyResult<String> {
    read_utf8(path, GazetteerError::new_err::<String>)
}
