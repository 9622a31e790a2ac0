//! Names of the gazetteer found in the text, and aliases that the text itself defines.
//!
//! A list ([`Entry`], [`Gazetteer`]) is compiled once into one block of bytes: hashes of the beginnings of all names, in
//! all the forms that a text may give them. [`Gazetteer::find`] walks a text's tokens through it, longest name first;
//! drops what is no mention where it stands (a person's surname, a part of another name, a month); adds what the
//! document defines ("the Harbour Workers Union (HWU)") and surnames after full names; and chooses, of the entities
//! that share a name, the one that the rest of the document speaks for.

mod aliases;
mod align;
mod beside;
mod builtin;
mod choose;
mod compile;
mod define;
mod describe;
mod entry;
mod facts;
mod find;
mod forms;
mod gazetteer;
mod ids;
mod image;
mod index;
mod judge;
mod later;
mod mapped;
mod patterns;
mod posting;
mod read;
mod record;
mod saved;
mod scan;
mod towns;
mod words;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use describe::Description;
pub use entry::{CasePolicy, Entry};
pub use gazetteer::Gazetteer;

use crate::labels::labels;
use crate::text::Span;

labels! {
    /// By what a mention was found.
    "via" Via {
        /// The entity's name.
        Name = "name",
        /// An alias of the gazetteer.
        Alias = "alias",
        /// The adjective or noun for a country's people: "Tajik".
        Demonym = "demonym",
        /// A short form that this document defines, or a surname after the full name.
        Defined = "defined",
        /// A pattern entry of the gazetteer.
        Pattern = "pattern",
    }
}

/// A mention of an entity.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Mention {
    /// Where it stands: the longest stretch that names the entity, without determiner and possessive "'s".
    #[serde(flatten)]
    pub span: Span,
    /// The best id.
    pub id: Arc<str>,
    /// The kind of entity: `GPE`, `ORG`, `PERSON`, `group`, `outlet` … or what the user's list says.
    pub label: Arc<str>,
    /// The entity's own name.
    pub name: Arc<str>,
    /// The other ids that the same words may stand for, best first.
    pub candidates: Vec<Arc<str>>,
    /// By what it was found.
    pub via: Via,
}

/// A short form that the document defines: "the Harbour Workers Union (HWU)".
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Alias {
    /// Where the short form stands in its definition.
    #[serde(flatten)]
    pub span: Span,
    /// The short form.
    pub name: String,
    /// The long form.
    pub stands_for: String,
    /// Id of the entity meant: the gazetteer's, or a local one (`"local:"` and the long form).
    pub id: Arc<str>,
}

/// What a gazetteer finds in a document.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Found {
    /// In order, disjoint.
    pub mentions: Vec<Mention>,
    /// In the order of their definitions.
    pub aliases: Vec<Alias>,
}
