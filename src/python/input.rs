//! Texts as they come from Python: any iterable, or Arrow buffers read without making Python strings.
#![allow(unsafe_code, reason = "pointers of the Arrow PyCapsule interface")]

use std::ffi::CStr;

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi};
use arrow_array::ffi_stream::{ArrayStreamReader, FFI_ArrowArrayStream};
use arrow_array::{Array, ArrayReader, ArrayRef, make_array};
use arrow_schema::DataType;
use pyo3::exceptions::{PyTypeError, PyUnicodeEncodeError, PyValueError};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyFloat, PyIterator, PyString, PyTuple};

use super::errors::wrong_type;
use crate::batch::{Ids, Row, holds_texts, text_at};
use crate::error::Error;
use crate::text::MAX_LEN;

/// What a column of texts may be, for messages.
const EXPECTED: &str = "an iterable of str or None, or a column of strings";

/// Reads one text, without leaving a UTF-8 copy inside the caller's `str`.
///
/// # Errors
/// `TypeError` for what is no `str`; `ValueError` with the offset for a lone surrogate, and for a text over the
/// limit, before it is copied.
pub(super) fn text(value: &Bound<'_, PyAny>, argument: &str) -> PyResult<Box<str>> {
    let string = value.cast::<PyString>().map_err(|_| wrong_type(argument, "str", value))?;
    let least = string.len()?; // code points, each of a byte or more
    if least > MAX_LEN {
        return Err(Error::text_too_long(least).into());
    }
    if string.call_method0(intern!(value.py(), "isascii"))?.is_truthy()? {
        // An ASCII string is its own UTF-8: nothing is left behind.
        return Ok(string.to_str()?.into());
    }
    let bytes = string.encode_utf8().map_err(|e| surrogate_error(value.py(), e, argument))?;
    let text = std::str::from_utf8(bytes.as_bytes()).expect("CPython encodes UTF-8");
    Ok(text.into())
}

fn surrogate_error(py: Python<'_>, error: PyErr, argument: &str) -> PyErr {
    if !error.is_instance_of::<PyUnicodeEncodeError>(py) {
        return error;
    }
    let offset = error.value(py).getattr("start").and_then(|s| s.extract::<usize>());
    PyValueError::new_err(format!(
        "{argument} holds a lone surrogate at offset {}: it is no valid Unicode text \
         (decode the source with errors=\"replace\", or drop the character)",
        offset.map_or_else(|_| "unknown".to_owned(), |o| o.to_string()),
    ))
}

/// A column of texts, read row by row.
pub(super) enum Source {
    Objects {
        iterator: Py<PyIterator>,
        row: u64,
    },
    Arrow {
        reader: Box<dyn Iterator<Item = PyResult<ArrayRef>> + Send + Sync>,
        array: Option<ArrayRef>,
        at: usize,
    },
}

impl Source {
    /// A source over `texts`.
    ///
    /// # Errors
    /// `TypeError` for a single `str`, for what cannot be iterated, and for Arrow data that holds no strings.
    pub(super) fn new(texts: &Bound<'_, PyAny>) -> PyResult<Self> {
        if texts.is_instance_of::<PyString>() {
            return Err(PyTypeError::new_err(format!(
                "texts must be {EXPECTED}, not a single str (put it in a list, or call analyze)"
            )));
        }
        // An error here may only mean that a column of objects holds more than strings: row by row will tell.
        if texts.hasattr("__arrow_c_stream__")?
            && let Ok(capsule) = texts.call_method0("__arrow_c_stream__")
            && let Some(source) = Self::from_stream(&capsule)?
        {
            return Ok(source);
        }
        if texts.hasattr("__arrow_c_array__")? {
            return Self::from_array(&texts.call_method0("__arrow_c_array__")?);
        }
        let iterator = texts.try_iter().map_err(|_| wrong_type("texts", EXPECTED, texts))?;
        Ok(Self::Objects { iterator: iterator.unbind(), row: 0 })
    }

    /// `None` for numbers: a data frame has a column of NaN where all texts are missing.
    fn from_stream(capsule: &Bound<'_, PyAny>) -> PyResult<Option<Self>> {
        let pointer = pointer::<FFI_ArrowArrayStream>(capsule, c"arrow_array_stream")?;
        // SAFETY: a capsule of this name holds a valid stream (Arrow PyCapsule interface); taking it leaves a
        // released one behind, which the capsule's destructor leaves alone.
        let stream = unsafe { FFI_ArrowArrayStream::from_raw(pointer) };
        let reader = ArrayStreamReader::try_new(stream).map_err(|e| PyValueError::new_err(e.to_string()))?;
        if reader.field().data_type().is_floating() {
            return Ok(None);
        }
        check_type(reader.field().data_type())?;
        let reader = reader.map(|array| array.map_err(|e| PyValueError::new_err(e.to_string())));
        Ok(Some(Self::Arrow { reader: Box::new(Unshared(reader)), array: None, at: 0 }))
    }

    fn from_array(capsules: &Bound<'_, PyAny>) -> PyResult<Self> {
        let capsules = capsules.cast::<PyTuple>()?;
        let schema = pointer::<FFI_ArrowSchema>(&capsules.get_item(0)?, c"arrow_schema")?;
        let array = pointer::<FFI_ArrowArray>(&capsules.get_item(1)?, c"arrow_array")?;
        // SAFETY: as above; both are valid by the interface, and each is taken once.
        let data = unsafe {
            let schema = FFI_ArrowSchema::from_raw(schema);
            from_ffi(FFI_ArrowArray::from_raw(array), &schema)
        };
        let array = make_array(data.map_err(|e| PyValueError::new_err(e.to_string()))?);
        check_type(array.data_type())?;
        Ok(Self::Arrow { reader: Box::new(std::iter::empty()), array: Some(array), at: 0 })
    }

    /// The next text; `None` at the end.
    ///
    /// # Errors
    /// What the caller's iterator raises, and `TypeError` with the row for what is no text.
    pub(super) fn next(&mut self, py: Python<'_>) -> PyResult<Option<Row>> {
        match self {
            Self::Objects { iterator, row } => {
                let Some(value) = iterator.bind(py).clone().next() else { return Ok(None) };
                let read = object(&value?, *row)?;
                *row += 1;
                Ok(Some(read))
            }
            Self::Arrow { reader, array, at } => loop {
                match array {
                    Some(rows) if *at < rows.len() => {
                        *at += 1;
                        return Ok(Some(text_at(rows.as_ref(), *at - 1)));
                    }
                    _ => match reader.next() {
                        Some(next) => (*array, *at) = (Some(next?), 0),
                        None => return Ok(None),
                    },
                }
            },
        }
    }
}

/// A reader that is only ever used with `&mut`, so that sharing it does no harm.
struct Unshared<T>(T);

// SAFETY: `&Unshared` gives no access to what is inside.
unsafe impl<T: Send> Sync for Unshared<T> {}

impl<T: Iterator> Iterator for Unshared<T> {
    type Item = T::Item;

    fn next(&mut self) -> Option<T::Item> {
        self.0.next()
    }
}

/// A Python object as a text: `str`, or one of the many ways to say that there is none.
pub(super) fn object(value: &Bound<'_, PyAny>, row: u64) -> PyResult<Row> {
    if value.is_instance_of::<PyString>() {
        return Ok(match text(value, "text") {
            Ok(text) => Row::Text(text),
            Err(e) => Row::Broken(e.value(value.py()).to_string()),
        });
    }
    if is_missing(value)? {
        return Ok(Row::Missing);
    }
    let name = value.get_type().name()?;
    Err(PyTypeError::new_err(format!("row {row}: a text must be str or None, not {name}")))
}

/// `None`, NaN, `pandas.NA`, `NaT`.
pub(super) fn is_missing(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    if value.is_none() {
        return Ok(true);
    }
    if let Ok(number) = value.cast::<PyFloat>() {
        return Ok(number.value().is_nan());
    }
    let name = value.get_type().name()?;
    Ok(name == "NAType" || name == "NaTType")
}

fn check_type(data_type: &DataType) -> PyResult<()> {
    match data_type {
        _ if holds_texts(data_type) => Ok(()),
        DataType::Struct(_) => Err(PyTypeError::new_err(
            "texts must be one column of strings, not a whole data frame: pass df[\"…\"], the column with the texts",
        )),
        other => Err(PyTypeError::new_err(format!("texts must be a column of strings, not of {other}"))),
    }
}

fn pointer<T>(capsule: &Bound<'_, PyAny>, name: &CStr) -> PyResult<*mut T> {
    Ok(capsule.cast::<PyCapsule>()?.pointer_checked(Some(name))?.as_ptr().cast())
}

/// Reads the ids of a batch: all integers, or anything else by its `str`.
///
/// # Errors
/// `TypeError` for what cannot be iterated.
pub(super) fn ids(ids: Option<&Bound<'_, PyAny>>) -> PyResult<Ids> {
    let Some(ids) = ids else { return Ok(Ids::Rows) };
    if ids.is_instance_of::<PyString>() {
        return Err(wrong_type("ids", "an iterable of str or int, one a text", ids));
    }
    // A column of strings that speaks Arrow is read without making Python objects; a column of numbers is no source.
    if let Ok(mut source @ Source::Arrow { .. }) = Source::new(ids) {
        let mut names = Vec::new();
        while let Some(id) = source.next(ids.py())? {
            names.push(match id {
                Row::Text(name) => Some(name.into_string()),
                Row::Missing => None,
                Row::Broken(what) => {
                    return Err(PyValueError::new_err(format!("an id cannot be read: {what}")));
                }
            });
        }
        return Ok(Ids::Names(names));
    }
    // Arrow's scalars are neither int nor str.
    let ids = if ids.hasattr("to_pylist")? { &ids.call_method0("to_pylist")? } else { ids };
    let iterator =
        ids.try_iter().map_err(|_| wrong_type("ids", "an iterable of str or int, one a text", ids))?;
    let values: Vec<Bound<'_, PyAny>> = iterator.collect::<PyResult<_>>()?;
    let numbers = values.iter().map(|v| if v.is_none() { Ok(None) } else { v.extract::<i64>().map(Some) });
    if let Ok(numbers) = numbers.collect::<PyResult<Vec<_>>>() {
        return Ok(Ids::Numbers(numbers));
    }
    let names = values
        .iter()
        .map(|v| if is_missing(v)? { Ok(None) } else { Ok(Some(v.str()?.to_string_lossy().into_owned())) });
    Ok(Ids::Names(names.collect::<PyResult<_>>()?))
}
