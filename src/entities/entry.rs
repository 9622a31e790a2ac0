//! What a list says of one entity.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::labels::labels;

labels! {
    /// How a name has to be written in the text.
    #[derive(Default)]
    "case policy" CasePolicy {
        /// Word for word as in the list: small, with an initial capital, all capitals or mixed.
        Exact = "exact",
        #[default]
        /// Words that the list writes with a capital have one in the text; all capitals pass.
        Initial = "initial",
        /// In any way.
        Any = "any",
    }
}

/// One entity of a gazetteer: its id, kind, names, and how they are to be read.
///
/// ```
/// use reportedly::entities::{CasePolicy, Entry};
/// let mut entry = Entry::new("hwu", "ORG", "Harbour Workers Union");
/// entry.aliases.push("HWU".into());
/// assert_eq!(entry.case, CasePolicy::Initial);
/// ```
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// What joins mentions to other data; one entity an id.
    pub id: String,
    /// The kind of entity; see [`super::Mention::label`].
    pub label: String,
    /// Its own name.
    pub name: String,
    /// Other names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Adjectives and nouns for its people.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub demonyms: Vec<String>,
    /// How its names have to be written.
    #[serde(default)]
    pub case: CasePolicy,
    /// How likely it is meant, against the others of the same name; 0 and up, 1 where nothing is said.
    /// Those of the built-in gazetteer stay below 1, so that a user's own entities come first.
    #[serde(default = "one")]
    pub prior: f32,
    /// A regular expression for names that no list can hold; its matches are mentions as well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// Whatever else the list knows; handed back untouched. Places are told apart by `country` (ISO 3166-1
    /// alpha-2), `admin1` and `feature` (`country`, `state`, `capital`, `city`; `town` for those that are meant only
    /// where the document says in which state or country they lie), where they are given.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, String>,
}

const fn one() -> f32 {
    1.0
}

impl Entry {
    /// An entity with one name, the default policy and nothing else.
    pub fn new(id: impl Into<String>, label: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            label: label.into(),
            name: name.into(),
            aliases: Vec::new(),
            demonyms: Vec::new(),
            case: CasePolicy::default(),
            prior: 1.0,
            pattern: None,
            attributes: BTreeMap::new(),
        }
    }
}

/// The parts of an entry that an error can point at, in the order of its fields.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Field {
    Id,
    Label,
    Name,
    Aliases,
    Demonyms,
    Case,
    Prior,
    Pattern,
}

/// What is wrong with an entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Fault {
    pub field: Field,
    pub message: String,
    /// The entry, by number from 0, that has the same id.
    pub first: Option<usize>,
}

impl Fault {
    pub(super) fn new(field: Field, message: impl Into<String>) -> Self {
        Self { field, message: message.into(), first: None }
    }
}
