//! Weights added up beforehand: what each phrase of the lexicon makes of each class or label at each spot.
//!
//! Most of what the judge sees of a place is a class or a label. All features that hold one of these and nothing else of
//! the place come to one number, which is found without a hash or a branch.

use hashbrown::HashMap;

use super::Domain;
use super::features::Label;
use super::lexicon::Entry;
use super::spots::{Closed, Known, Spot, at_spot};
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
pub(super) struct Row {
    weights: [f32; WIDTH],
    /// The classes that have any.
    classes: ClassSet,
}

const WIDTH: usize = if Class::ALL.len() > Label::ALL.len() { Class::ALL.len() } else { Label::ALL.len() };

/// The rows of one phrase.
#[derive(Clone, Copy)]
pub(super) struct EntryRows<'r> {
    rows: &'r [Row],
    numbers: &'r Numbers,
}

impl Rows {
    /// The rows of the cue model for some phrases.
    pub(super) fn new(weights: &Weights, entries: &[Entry], domain: Domain) -> Self {
        let mut rows = Vec::new();
        let mut numbers = HashMap::new();
        let mut add = |row: Row| {
            *numbers.entry(row.weights.map(f32::to_bits)).or_insert_with(|| {
                rows.push(row);
                rows.len() as u32 - 1
            })
        };
        // What a phrase and its lemma add nothing to is the same for all phrases of a type that are as often cues.
        let mut shared = HashMap::new();
        let of_entries = entries
            .iter()
            .map(|entry| {
                let wanted = weights.templates(Model::Cue, entry, domain);
                Spot::ALL.map(|spot| {
                    let mut number = || add(Row::of(weights, entry, domain, wanted, spot));
                    if spot.is_own(wanted) {
                        number()
                    } else {
                        *shared.entry((entry.kind, entry.grade(), spot as u8)).or_insert_with(number)
                    }
                })
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
    fn of(weights: &Weights, entry: &Entry, domain: Domain, wanted: TemplateSet, spot: Spot) -> Self {
        let known = Known::new(entry, domain, &mut weights.sum(Model::Cue, wanted, 0.0));
        let mut row = Self { weights: [0.0; WIDTH], classes: ClassSet::EMPTY };
        let mut weigh = |seen: usize, add: &dyn Fn(&mut _)| {
            let mut sum = weights.sum(Model::Cue, wanted, 0.0);
            add(&mut sum);
            row.weights[seen] = sum.total;
            sum.total != 0.0
        };
        if spot.has_labels() {
            for &label in Label::ALL {
                weigh(label.index(), &|sum| at_spot(&known, spot, label, sum));
            }
        } else {
            for &class in Class::ALL {
                if weigh(class.index(), &|sum| at_spot(&known, spot, class, sum)) {
                    row.classes.insert(class);
                }
            }
        }
        row
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
