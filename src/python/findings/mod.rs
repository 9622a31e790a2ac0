//! What was found, as frozen objects that look into their document.

mod attribution;
mod claim;
mod entities;
mod hedge;
mod sentence;

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyTuple;

pub use self::attribution::PyAttribution;
pub use self::claim::PyClaim;
pub use self::entities::{PyAlias, PyMention};
pub use self::hedge::PyHedge;
pub use self::sentence::PySentence;
use super::document::Shared;
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
            pub(in crate::python) fn new(shared: Arc<Shared>, index: u32) -> Self {
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

use finding;

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
