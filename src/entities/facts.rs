//! What mentions need of an entity, read from its record once and shared from then on.

use std::sync::{Arc, OnceLock};

use super::Entry;

/// Entries in a block; blocks are made when the first of their entries is met.
const BLOCK: usize = 8;

/// What kind of thing an entity is, as far as reading its name depends on it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// A country.
    Country,
    /// A state or province.
    State,
    /// A city, or a place that the list says no more of.
    Place,
    /// A town that is meant only where the document says where it lies.
    Town,
    /// A person.
    Person,
    /// All the rest.
    Other,
}

impl Kind {
    fn of(entry: &Entry) -> Self {
        match entry.label.as_str() {
            "GPE" | "LOC" | "FAC" | "place" | "location" | "city" | "country" => {
                match entry.attributes.get("feature").map(String::as_str) {
                    Some("country") => Self::Country,
                    Some("state") => Self::State,
                    Some("town") => Self::Town,
                    _ => Self::Place,
                }
            }
            label if is_person(label) => Self::Person,
            _ => Self::Other,
        }
    }

    pub(super) fn is_place(self) -> bool {
        self.is_region() || self.is_settlement()
    }

    /// Whether towns lie in it.
    pub(super) fn is_region(self) -> bool {
        matches!(self, Self::Country | Self::State)
    }

    pub(super) fn is_settlement(self) -> bool {
        matches!(self, Self::Place | Self::Town)
    }
}

/// Whether a label says that the entity is a person.
fn is_person(label: &str) -> bool {
    ["person", "per", "people", "politician"].iter().any(|known| label.eq_ignore_ascii_case(known))
}

/// Whether a label says that the entity is a place.
pub(super) fn is_place(label: &str) -> bool {
    ["gpe", "loc", "fac", "place", "location", "city", "country"]
        .iter()
        .any(|known| label.eq_ignore_ascii_case(known))
}

#[derive(Debug)]
pub(super) struct Facts {
    pub id: Arc<str>,
    pub label: Arc<str>,
    pub name: Arc<str>,
    pub kind: Kind,
    pub prior: f32,
    /// Country and state of a place; empty where the list does not say.
    pub country: Box<str>,
    pub admin1: Box<str>,
}

impl Facts {
    pub(super) fn new(entry: &Entry, labels: &[Arc<str>]) -> Self {
        let attribute = |key: &str| entry.attributes.get(key).map_or("", String::as_str).into();
        Self {
            id: entry.id.as_str().into(),
            label: labels
                .iter()
                .find(|l| ***l == *entry.label)
                .cloned()
                .unwrap_or_else(|| entry.label.as_str().into()),
            name: entry.name.as_str().into(),
            kind: Kind::of(entry),
            prior: entry.prior,
            country: attribute("country"),
            admin1: attribute("admin1"),
        }
    }
}

type Cell = OnceLock<Facts>;

/// The facts of all entries, each made when it is first asked for.
#[derive(Debug)]
pub(super) struct Cache {
    blocks: Box<[OnceLock<Box<[Cell]>>]>,
}

impl Cache {
    pub(super) fn new(entries: usize) -> Self {
        Self { blocks: (0..entries.div_ceil(BLOCK)).map(|_| OnceLock::new()).collect() }
    }

    /// The facts of entry number `index`; `None` where there is no such entry.
    pub(super) fn get(&self, index: usize, read: impl FnOnce() -> Option<Facts>) -> Option<&Facts> {
        let block = self.blocks.get(index / BLOCK)?;
        let cells = block.get_or_init(|| (0..BLOCK).map(|_| OnceLock::new()).collect());
        let cell = cells.get(index % BLOCK)?;
        if let Some(facts) = cell.get() {
            return Some(facts);
        }
        let facts = read()?;
        Some(cell.get_or_init(|| facts))
    }
}
