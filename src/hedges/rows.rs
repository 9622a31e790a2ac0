//! Weights added up beforehand: what each phrase of the lexicon makes of each class or label at each spot.
//!
//! Most of what the judge sees of a place is a class or a label. All features that hold one of these and nothing else of
//! the place come to one number, which is found without a hash or a branch.

use hashbrown::HashMap;

use super::Domain;
use super::features::Label;
use super::lexicon::Entry;
use super::spots::{Closed, Known, Spot};
use super::weights::{Model, TemplateSet, Weights};
use super::words::{Class, ClassSet};

/// The rows of all phrases of a lexicon.
pub(super) struct Rows {
    /// Each different from all others.
    rows: Vec<Row>,
    of_entries: Vec<Numbers>,
}

/// Where the row of each spot is.
type Numbers = [u32; Spot::ALL.len()];

/// The weight of each class, or of each label.
#[derive(Clone)]
pub(super) struct Row {
    weights: [f32; WIDTH],
    /// The classes that have any.
    classes: ClassSet,
}

const WIDTH: usize = if Class::ALL.len() > Label::ALL.len() { Class::ALL.len() } else { Label::ALL.len() };

/// The places of classes and labels in a row, by the hashes of their names.
struct Places {
    classes: HashMap<u64, usize>,
    labels: HashMap<u64, usize>,
}

impl Places {
    fn new(weights: &Weights) -> Self {
        let numbered = |hashes: &[u64]| hashes.iter().enumerate().map(|(at, &hash)| (hash, at)).collect();
        Self { classes: numbered(weights.classes()), labels: numbered(weights.labels()) }
    }
}

/// The rows of one phrase.
#[derive(Clone, Copy)]
pub(super) struct EntryRows<'r> {
    rows: &'r [Row],
    numbers: &'r Numbers,
}

impl Rows {
    /// The rows of the cue model for some phrases.
    pub(super) fn new(weights: &Weights, entries: &[Entry], domain: Domain) -> Self {
        let mut rows: Vec<Row> = Vec::new();
        let mut numbers = HashMap::new();
        let mut add = |row: Row| {
            *numbers.entry(row.weights.map(f32::to_bits)).or_insert_with(|| {
                rows.push(row);
                rows.len() as u32 - 1
            })
        };
        let places = Places::new(weights);
        // What a phrase and its lemma add nothing to is the same for all phrases of a type that are as often cues.
        let mut shared = HashMap::new();
        let mut row_of = |entry: &Entry, known: &Known<u64>, spot: Spot| {
            let (number, row) = shared.entry((entry.kind, entry.grade(), spot as u8)).or_insert_with(|| {
                let row = Row::ZERO.plus(spot, spot.weights(known, false, weights), &places);
                (add(row.clone()), row)
            });
            let mut own = spot.weights(known, true, weights).peekable();
            if own.peek().is_none() { *number } else { add(row.clone().plus(spot, own, &places)) }
        };
        let of_entries = entries
            .iter()
            .map(|entry| {
                let known = Known::new(entry, domain, &mut weights.sum(Model::Cue, TemplateSet::ALL, 0.0));
                Spot::ALL.map(|spot| row_of(entry, &known, spot))
            })
            .collect();
        Self { rows, of_entries }
    }

    /// Those of a phrase, by its number.
    #[inline]
    pub(super) fn of(&self, entry: u32) -> EntryRows<'_> {
        EntryRows { rows: &self.rows, numbers: &self.of_entries[entry as usize] }
    }
}

impl<'r> EntryRows<'r> {
    #[inline]
    pub(super) fn at(self, spot: Spot) -> &'r Row {
        &self.rows[self.numbers[spot as usize] as usize]
    }
}

impl Row {
    const ZERO: Self = Self { weights: [0.0; WIDTH], classes: ClassSet::EMPTY };

    /// The row and some weights of a spot, by the hash of what they are for.
    fn plus(mut self, spot: Spot, weights: impl Iterator<Item = (u64, f32)>, places: &Places) -> Self {
        for (name, weight) in weights {
            let place = if spot.has_labels() { places.labels.get(&name) } else { places.classes.get(&name) };
            let Some(&place) = place else { continue };
            self.weights[place] += weight;
            if !spot.has_labels() {
                self.classes.insert(Class::ALL[place]);
            }
        }
        self
    }

    #[inline]
    pub(super) fn weight(&self, seen: impl Closed) -> f32 {
        self.weights[seen.index()]
    }

    #[inline]
    pub(super) const fn classes(&self) -> ClassSet {
        self.classes
    }
}
