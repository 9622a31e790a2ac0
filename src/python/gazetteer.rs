//! `Gazetteer` and its `Entry`.

use std::path::{Path, PathBuf};

use pyo3::exceptions::{PyOSError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyIterator, PyList, PyString, PyType};

use super::document::quoted;
use super::errors::{GazetteerError, guarded, wrong_type};
use crate::entities::{Entry, Gazetteer};

/// One entity of a gazetteer.
#[pyclass(frozen, name = "Entry", module = "reportedly")]
pub struct PyEntry(Entry);

#[pymethods]
impl PyEntry {
    /// What joins its mentions to other data.
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

    /// List of its other names.
    #[getter]
    fn aliases(&self) -> Vec<String> {
        self.0.aliases.clone()
    }

    /// List of the adjectives and nouns for its people.
    #[getter]
    fn demonyms(&self) -> Vec<String> {
        self.0.demonyms.clone()
    }

    /// How its names have to be written: `exact`, `initial` or `any`.
    #[getter]
    fn case(&self) -> &'static str {
        self.0.case.as_str()
    }

    /// How likely it is meant, against the others of the same name.
    #[getter]
    fn prior(&self) -> f32 {
        self.0.prior
    }

    /// Dict of whatever else the list knows of it.
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
/// Args:
///     entries: dicts, or a data frame, with the keys (columns) `id`, `name`, `label`, `aliases`, `demonyms`, `case`
///         ("exact", "initial" or "any"), `prior`, `pattern`; any further ones are kept as attributes. A `str` is a
///         name that is its own id.
///
/// Raises:
///     GazetteerError: for a broken entry; says which, and what was expected. Nothing is half loaded.
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

    /// Reads a table with a header line, parted by commas, tabs or semicolons; UTF-8. Aliases are parted by `|`.
    #[staticmethod]
    fn from_csv(path: PathBuf) -> PyResult<Self> {
        let content = read(&path)?;
        Ok(Self(guarded(|| Gazetteer::from_csv(&path.display().to_string(), &content))??))
    }

    /// Reads a file with one JSON object a line.
    #[staticmethod]
    fn from_jsonl(path: PathBuf) -> PyResult<Self> {
        let content = read(&path)?;
        Ok(Self(guarded(|| Gazetteer::from_jsonl(&path.display().to_string(), &content))??))
    }

    /// The one that comes with the package: countries, states, cities, outlets, agencies, armed groups.
    #[staticmethod]
    fn builtin() -> Self {
        Self(Gazetteer::builtin())
    }

    /// Writes one file that `load` maps into memory.
    fn save(&self, path: PathBuf) -> PyResult<()> {
        Ok(self.0.save(&path)?)
    }

    /// Loads what `save` wrote.
    ///
    /// Raises `ValueError` for a file of another version, cut short or altered.
    #[staticmethod]
    fn load(path: PathBuf) -> PyResult<Self> {
        Ok(Self(guarded(|| Gazetteer::load(&path))??))
    }

    /// List of the `Entry` that `name` may stand for, most likely first.
    fn lookup(&self, name: &str) -> Vec<PyEntry> {
        self.0.lookup(name).into_iter().map(PyEntry).collect()
    }

    /// The names that differ from `name` by a slip of the keyboard or two, nearest first: list of (name, id).
    ///
    /// Reads the whole list: for questions, not for texts.
    #[pyo3(signature = (name, count = 5))]
    fn near(&self, name: &str, count: usize) -> Vec<(String, String)> {
        self.0.near(name, count)
    }

    /// What it holds, and the names in it that may do harm, as a dict: `entries` and `names` (counts), `labels`
    /// (entities by label), `shared` (names of several entities, with their ids), `common` (names that English uses as
    /// common words), `letters` (names of a single letter), `small` (names of one word written small).
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

/// The entries of a data frame as dicts; anything else as it is.
fn rows<'py>(entries: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    if entries.is_instance_of::<PyString>() {
        return Err(wrong_type(
            "entries",
            "an iterable of dict or str (for a file: from_csv, from_jsonl)",
            entries,
        ));
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

/// A file's content; an error names the file.
fn read(path: &Path) -> PyResult<String> {
    let bytes = std::fs::read(path).map_err(|e| PyOSError::new_err(format!("{}: {e}", path.display())))?;
    String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        let line = e.as_bytes()[..at].split(|&b| b == b'\n').count();
        GazetteerError::new_err(format!(
            "{}:{line}: expected UTF-8, found another encoding at byte {at}",
            path.display()
        ))
    })
}
