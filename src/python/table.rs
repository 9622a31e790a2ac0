//! `Table`: Arrow columns, handed to whoever speaks the Arrow PyCapsule interface.

use std::path::PathBuf;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::ffi::FFI_ArrowSchema;
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::types::{Float32Type, Int32Type, Int64Type};
use arrow_array::{Array, RecordBatch, RecordBatchIterator, make_array};
use arrow_buffer::Buffer;
use arrow_data::ArrayData;
use arrow_schema::{ArrowError, DataType, Schema, SchemaRef};
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::{PyImportError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyCapsule, PyDict, PyList, PyTuple};

use super::errors::number_in;
use crate::batch::{Ids, Of, PAIRS, TABLE, pairs_schema};

/// How many rows the `repr` shows.
const SHOWN_ROWS: usize = 5;
/// How many characters of a cell the `repr` shows.
const SHOWN_CHARS: usize = 32;

/// Findings as Arrow columns, a row each; docs/tables.md lists the columns.
///
/// Given by `Analyzer.table`, `Document.table`, `Document.sources` and `Comparison.table`. Hand it
/// to anything that speaks the Arrow PyCapsule interface (`pyarrow.table(t)`,
/// `polars.DataFrame(t)`, DuckDB), without a copy, or use `to_pandas`, `to_polars`, `to_arrow`;
/// `to_pylist` needs no other package. `len(table)` is the number of rows. Frozen; compares by
/// value and pickles.
///
/// Examples:
///     >>> import reportedly as rp
///     >>> table = rp.analyze("The port may close.").table("hedges")
///     >>> table.shape, table.columns[5:8]
///     ((1, 13), ['text', 'type', 'strength'])
///     >>> table.to_pandas()["text"].to_list()
///     ['may']
#[pyclass(frozen, name = "Table", module = "reportedly")]
pub struct PyTable {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
    errors: Vec<(u64, String)>,
}

impl PyTable {
    /// A table of at least one batch, and the texts that it could not take in: their row, and why.
    pub(super) fn new(batches: Vec<RecordBatch>, errors: Vec<(u64, String)>) -> Self {
        let schema = batches.first().map_or_else(|| Arc::new(Schema::empty()), RecordBatch::schema);
        Self { schema, batches, errors }
    }

    fn rows(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }
}

fn arrow_error(error: &ArrowError) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// Imports an optional package, or says which extra brings it.
fn import<'py>(py: Python<'py>, module: &str, extra: &str) -> PyResult<Bound<'py, PyModule>> {
    py.import(module).map_err(|e| {
        if e.is_instance_of::<PyImportError>(py) {
            PyImportError::new_err(format!("this needs {module}: pip install 'reportedly[{extra}]'"))
        } else {
            e
        }
    })
}

#[pymethods]
impl PyTable {
    /// Names of the columns, in order.
    #[getter]
    fn columns(&self) -> Vec<String> {
        self.schema.fields().iter().map(|f| f.name().clone()).collect()
    }

    /// Number of rows and of columns.
    #[getter]
    fn shape(&self) -> (usize, usize) {
        (self.rows(), self.schema.fields().len())
    }

    /// The texts that could not be read: a list of pairs of row (from 0) and reason.
    ///
    /// Empty with `on_error="raise"`.
    #[getter]
    fn errors(&self) -> Vec<(u64, String)> {
        self.errors.clone()
    }

    fn __len__(&self) -> usize {
        self.rows()
    }

    /// As a data frame of pandas.
    ///
    /// Raises:
    ///     ImportError: without pandas and pyarrow: pip install 'reportedly[pandas]'.
    fn to_pandas<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        import(slf.py(), "pandas", "pandas")?;
        import(slf.py(), "pyarrow", "pandas")?.call_method1("table", (slf,))?.call_method0("to_pandas")
    }

    /// As a data frame of polars.
    ///
    /// Raises:
    ///     ImportError: without polars: pip install 'reportedly[polars]'.
    fn to_polars<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        import(slf.py(), "polars", "polars")?.call_method1("DataFrame", (slf,))
    }

    /// As a table of pyarrow.
    ///
    /// Raises:
    ///     ImportError: without pyarrow: pip install 'reportedly[arrow]'.
    fn to_arrow<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        import(slf.py(), "pyarrow", "arrow")?.call_method1("table", (slf,))
    }

    /// Writes a Parquet file, whole or not at all; replaces one that is there.
    ///
    /// Args:
    ///     path: where to.
    ///
    /// Raises:
    ///     ImportError: without pyarrow and polars: pip install 'reportedly[arrow]'.
    ///     OSError: if it cannot be written.
    fn write_parquet(slf: &Bound<'_, Self>, path: PathBuf) -> PyResult<()> {
        slf.py().import("reportedly._files")?.call_method1("write_parquet", (path, slf)).map(drop)
    }

    /// As a list of dicts, a row each; needs no other package.
    fn to_pylist<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let rows = PyList::empty(py);
        for batch in &self.batches {
            for i in 0..batch.num_rows() {
                let row = PyDict::new(py);
                for (field, column) in self.schema.fields().iter().zip(batch.columns()) {
                    row.set_item(field.name(), value(py, column.as_ref(), i)?)?;
                }
                rows.append(row)?;
            }
        }
        Ok(rows)
    }

    /// The first `rows` rows, as a table.
    ///
    /// Raises:
    ///     ValueError: if `rows` is less than 0.
    #[pyo3(signature = (rows = 5))]
    fn head(&self, rows: i64) -> PyResult<Self> {
        let mut left = number_in("rows", 0..=usize::MAX, rows)?;
        let mut batches = Vec::new();
        for batch in &self.batches {
            batches.push(batch.slice(0, batch.num_rows().min(left)));
            left -= batches.last().map_or(0, RecordBatch::num_rows);
            if left == 0 {
                break;
            }
        }
        Ok(Self { schema: Arc::clone(&self.schema), batches, errors: self.errors.clone() })
    }

    /// What a notebook shows: the first rows, with the types of the columns.
    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let table = slf.get();
        let types = table.schema.fields().iter().map(|f| (f.name().clone(), type_name(f.data_type())));
        let types = types.collect::<Vec<_>>();
        slf.py().import("reportedly.display")?.call_method1("table_html", (slf, types))
    }

    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // The interface lets a producer ignore what it cannot do; we cast nothing.
        drop(requested_schema);
        let batches: Vec<Result<RecordBatch, ArrowError>> = self.batches.iter().cloned().map(Ok).collect();
        let reader = RecordBatchIterator::new(batches, Arc::clone(&self.schema));
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(reader)), c"arrow_array_stream")
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.schema.as_ref()).map_err(|e| arrow_error(&e))?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Self>().is_ok_and(|other| {
            let other = other.get();
            self.schema == other.schema && self.batches == other.batches && self.errors == other.errors
        })
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Pickled<'py>)> {
        let field =
            |name: &str| self.schema.field_with_name(name).is_ok_and(|f| f.data_type() == &DataType::Utf8);
        let of = self.schema.metadata().get(TABLE).cloned().unwrap_or_default();
        let batches = self.batches.iter().map(|batch| {
            let columns = batch.columns().iter().map(|c| frozen(py, &c.to_data()));
            PyTuple::new(py, columns.collect::<PyResult<Vec<_>>>()?)
        });
        let batches = PyTuple::new(py, batches.collect::<PyResult<Vec<_>>>()?)?;
        let nested = self.schema.field_with_name(&of).is_ok();
        Ok((
            py.get_type::<Self>().getattr("_from_buffers")?,
            (of, nested, field("doc"), batches, self.errors.clone()),
        ))
    }

    /// Reads what pickling wrote: the buffers of the columns of the table `of`, batch by batch.
    #[staticmethod]
    fn _from_buffers(
        of: &str,
        nested: bool,
        named: bool,
        batches: Vec<Vec<Bound<'_, PyTuple>>>,
        errors: Vec<(u64, String)>,
    ) -> PyResult<Self> {
        let ids = if named { Ids::Names(Vec::new()) } else { Ids::Rows };
        let schema = if of == PAIRS { pairs_schema() } else { of.parse::<Of>()?.schema(&ids, nested) };
        let batches = batches.iter().map(|columns| {
            let arrays =
                columns.iter().zip(schema.fields()).map(|(c, f)| thawed(c, f.data_type()).map(make_array));
            let arrays = arrays.collect::<PyResult<Vec<_>>>()?;
            RecordBatch::try_new(Arc::clone(&schema), arrays).map_err(|e| arrow_error(&e))
        });
        let batches = batches.collect::<PyResult<_>>()?;
        Ok(Self { schema, batches, errors })
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let (rows, columns) = self.shape();
        let mut lines = vec![format!("Table({rows} rows × {columns} columns)")];
        let first = self.batches.iter().find(|b| b.num_rows() > 0);
        for (i, field) in self.schema.fields().iter().enumerate() {
            let mut cells = Vec::new();
            if let Some(batch) = first {
                for row in 0..batch.num_rows().min(SHOWN_ROWS) {
                    let cell = value(py, batch.column(i).as_ref(), row)?.bind(py).repr()?.to_string();
                    let cut = cell.chars().count() > SHOWN_CHARS;
                    let cell: String = cell.chars().take(SHOWN_CHARS).collect();
                    cells.push(if cut { cell + "…" } else { cell });
                }
            }
            let dots = if rows > SHOWN_ROWS { ", …" } else { "" };
            lines.push(format!(
                "  {:14} {:12} {}{dots}",
                field.name(),
                type_name(field.data_type()),
                cells.join(", ")
            ));
        }
        Ok(lines.join("\n"))
    }
}

/// What pickling keeps of a table: its name, whether it is nested, whether texts are named by strings, its batches, its
/// errors.
type Pickled<'py> = (String, bool, bool, Bound<'py, PyTuple>, Vec<(u64, String)>);

/// An array as (length, validity, buffers, children), all bytes.
fn frozen<'py>(py: Python<'py>, data: &ArrayData) -> PyResult<Bound<'py, PyTuple>> {
    let nulls = data.nulls().map(|n| PyBytes::new(py, n.validity()));
    let buffers = data.buffers().iter().map(|b| PyBytes::new(py, b)).collect::<Vec<_>>();
    let children = data.child_data().iter().map(|c| frozen(py, c)).collect::<PyResult<Vec<_>>>()?;
    (data.len(), nulls, PyTuple::new(py, buffers)?, PyTuple::new(py, children)?).into_pyobject(py)
}

/// An array from what [`frozen`] made of it, checked.
fn thawed(parts: &Bound<'_, PyTuple>, data_type: &DataType) -> PyResult<ArrayData> {
    let (len, nulls, buffers, children) =
        parts.extract::<(usize, Option<Vec<u8>>, Vec<Vec<u8>>, Vec<Bound<'_, PyTuple>>)>()?;
    let types: Vec<&DataType> = match data_type {
        DataType::List(item) => vec![item.data_type()],
        DataType::Struct(fields) => fields.iter().map(|f| f.data_type()).collect(),
        _ => Vec::new(),
    };
    let children =
        children.iter().zip(types).map(|(child, of)| thawed(child, of)).collect::<PyResult<_>>()?;
    let data = ArrayData::builder(data_type.clone())
        .len(len)
        .null_bit_buffer(nulls.map(Buffer::from_vec))
        .buffers(buffers.into_iter().map(Buffer::from_vec).collect())
        .child_data(children)
        .align_buffers(true);
    data.build().map_err(|e| arrow_error(&e))
}

fn type_name(data_type: &DataType) -> String {
    match data_type {
        DataType::Utf8 => "string".to_owned(),
        DataType::List(item) => format!("list[{}]", type_name(item.data_type())),
        DataType::Struct(fields) => format!("struct[{}]", fields.len()),
        other => other.to_string().to_lowercase(),
    }
}

/// The value at `index`, for the types that tables have.
fn value(py: Python<'_>, array: &dyn Array, index: usize) -> PyResult<Py<PyAny>> {
    if array.is_null(index) {
        return Ok(py.None());
    }
    match array.data_type() {
        DataType::Int32 => array.as_primitive::<Int32Type>().value(index).into_py_any(py),
        DataType::Int64 => array.as_primitive::<Int64Type>().value(index).into_py_any(py),
        DataType::Float32 => array.as_primitive::<Float32Type>().value(index).into_py_any(py),
        DataType::Boolean => array.as_boolean().value(index).into_py_any(py),
        DataType::Utf8 => array.as_string::<i32>().value(index).into_py_any(py),
        DataType::List(_) => {
            let items = array.as_list::<i32>().value(index);
            let items = (0..items.len()).map(|i| value(py, items.as_ref(), i));
            PyList::new(py, items.collect::<PyResult<Vec<_>>>()?)?.into_py_any(py)
        }
        DataType::Struct(fields) => {
            let item = PyDict::new(py);
            for (field, column) in fields.iter().zip(array.as_struct().columns()) {
                item.set_item(field.name(), value(py, column.as_ref(), index)?)?;
            }
            item.into_py_any(py)
        }
        other => Err(PyValueError::new_err(format!("a table has no column of type {other}"))),
    }
}
