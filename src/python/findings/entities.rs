//! Mentions, and the aliases that the text defines.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};

use super::finding;
use crate::entities::{Alias, Mention};
use crate::python::document::{PyDocument, Shared, quoted};
use crate::text::Span;

finding! {
    /// A mention of an entity of the gazetteer, or of one that the text itself names by an alias.
    ///
    /// Found in `doc.entities` and `sentence.entities`, and in the `entities` of claims. Follows the
    /// guidelines, section 6. Offsets are code points, half open: `doc.text[mention.start:mention.end]
    /// == mention.text`. Frozen; compares by value, hashes and pickles.
    ///
    /// Examples:
    ///     >>> import reportedly as rp
    ///     >>> mention = rp.analyze("Turkish police left.").entities[0]
    ///     >>> mention.text, mention.name, mention.label, mention.via
    ///     ('Turkish', 'Turkey', 'GPE', 'demonym')
    PyMention("Mention") of entities: Mention, {
        /// What stands in the text.
        #[getter]
        fn text(&self) -> &str {
            self.shared.doc.slice(self.span())
        }

        /// Id of the entity, in the gazetteer; the likeliest where several have the name.
        #[getter]
        fn id(&self) -> &str {
            &self.core().id
        }

        /// The kind of entity: `GPE`, `ORG`, `PERSON`, `group`, `outlet` …, or what your own list says.
        #[getter]
        fn label(&self) -> &str {
            &self.core().label
        }

        /// The entity's own name.
        #[getter]
        fn name(&self) -> &str {
            &self.core().name
        }

        /// The other ids that the same words may stand for, likeliest first: a tuple of str.
        #[getter]
        fn candidates<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
            PyTuple::new(py, self.core().candidates.iter().map(|c| PyString::new(py, c)).collect::<Vec<_>>())
        }

        /// By what it was found: `name`, `alias`, `demonym`, `defined` (by the text itself) or `pattern`.
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
    /// A short form that the text itself defines: "the Dockers' Federation (DF)".
    ///
    /// Found in `doc.aliases`. It counts from there on, in this document alone (guidelines, section 6).
    /// `start` and `end` say where the short form stands in its definition, in code points, half open.
    /// Frozen; compares by value, hashes and pickles.
    ///
    /// Examples:
    ///     >>> import reportedly as rp
    ///     >>> alias = rp.analyze("The Harbour Workers Union (HWU) met. The HWU may strike.").aliases[0]
    ///     >>> alias.name, alias.stands_for
    ///     ('HWU', 'Harbour Workers Union')
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
