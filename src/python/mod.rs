//! The bindings: the only folder that names `PyO3`. It converts and holds no logic.
#![allow(
    clippy::doc_markdown,
    clippy::doc_link_with_quotes,
    clippy::needless_pass_by_value,
    unreachable_pub,
    reason = "docstrings are Python's, and what a function takes is settled by PyO3"
)]

mod analyzer;
mod compare;
mod document;
mod errors;
mod explain;
#[cfg(feature = "faults")]
mod faults;
mod findings;
mod gazetteer;
mod input;
mod pipe;
mod run;
mod table;
mod tokens;

use pyo3::prelude::*;

#[pymodule(gil_used = false)]
mod _native {
    use pyo3::prelude::*;

    #[pymodule_export]
    use super::analyzer::{PyAnalyzer, analyze, sentences};
    #[pymodule_export]
    use super::compare::compare_documents;
    #[pymodule_export]
    use super::document::{PyDocument, PySpan, restore};
    #[pymodule_export]
    use super::findings::{PyAlias, PyAttribution, PyClaim, PyHedge, PyMention, PySentence};
    #[pymodule_export]
    use super::gazetteer::{PyEntry, PyGazetteer};
    #[pymodule_export]
    use super::pipe::PyPipe;
    #[pymodule_export]
    use super::table::PyTable;
    #[pymodule_export]
    use super::tokens::PyToken;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        let py = module.py();
        module.add("__version__", env!("CARGO_PKG_VERSION"))?;
        // Set, not added: what the tests alone have is no part of `__all__`.
        #[cfg(feature = "faults")]
        module.setattr("_arm", wrap_pyfunction!(super::faults::arm, module)?)?;
        module.add("GazetteerError", py.get_type::<super::errors::GazetteerError>())?;
        module.add("LexiconError", py.get_type::<super::errors::LexiconError>())?;
        module.add("InternalError", py.get_type::<super::errors::InternalError>())
    }
}
