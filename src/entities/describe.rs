//! What a list holds and what may go wrong with it, and names that are nearly the one that was asked for.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Gazetteer;
use super::index::Index;
use super::words::is_common;
use crate::text::{Case, Text, fold};

/// Letters of a name for each slip that it may have.
const A_SLIP: usize = 4;

/// What a gazetteer holds, and the names in it that may do harm.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Description {
    /// Entities.
    pub entries: usize,
    /// Different names, each with all the ways to write it.
    pub names: usize,
    /// Entities by label.
    pub labels: BTreeMap<String, usize>,
    /// Names of several entities, with their ids, best first.
    pub shared: BTreeMap<String, Vec<String>>,
    /// Names that one entity has twice, in ways to write them that count as one, with its id.
    pub duplicates: BTreeMap<String, String>,
    /// Names of one word that English uses as a common word: found where they have a capital, and not at the start of
    /// a sentence unless the text has them elsewhere.
    pub common: BTreeSet<String>,
    /// Names of a single letter.
    pub letters: BTreeSet<String>,
    /// Names of one word that are written small in the list, and so match small words in a text.
    pub small: BTreeSet<String>,
}

impl Gazetteer {
    /// Counts, and the names to look at before a list is used.
    ///
    /// ```
    /// use reportedly::entities::{Entry, Gazetteer};
    /// let list = [Entry::new("1", "ORG", "Target"), Entry::new("2", "PERSON", "Ana Ruiz"), Entry::new("3", "PERSON", "Ana Ruíz")];
    /// let description = Gazetteer::new(list)?.describe();
    /// assert!(description.common.contains("Target"));
    /// assert_eq!(description.shared["ana ruiz"], ["2", "3"]);
    /// # Ok::<(), reportedly::Error>(())
    /// ```
    pub fn describe(&self) -> Description {
        let mut description = Description {
            entries: self.len(),
            names: Index::new(&self.inner.image).names().count(),
            ..Description::default()
        };
        for entry in self.entries() {
            *description.labels.entry(entry.label.clone()).or_default() += 1;
            let mut forms = BTreeSet::new();
            for name in std::iter::once(&entry.name).chain(&entry.aliases) {
                self.look_at(name, &mut description);
                if self.inner.value_of(name).is_some_and(|value| !forms.insert(value)) {
                    description.duplicates.insert(name.clone(), entry.id.clone());
                }
            }
        }
        description
    }

    fn look_at(&self, name: &str, description: &mut Description) {
        let Ok(text) = Text::new(name) else { return };
        if let [word] = text.tokens() {
            if name.chars().count() == 1 {
                description.letters.insert(name.to_owned());
            }
            if is_common(word.hash) && word.case() == Case::Initial {
                description.common.insert(name.to_owned());
            }
            if word.case() == Case::Lower && word.kind().is_wordlike() {
                description.small.insert(name.to_owned());
            }
        }
        let mut ids: Vec<u32> = Vec::new();
        for posting in self.inner.postings_of(name).into_iter().flatten() {
            if !ids.contains(&posting.entry()) {
                ids.push(posting.entry());
            }
        }
        if ids.len() > 1 {
            let mut folded = String::new();
            fold::fold_into(name, &mut folded);
            let ids = ids.iter().filter_map(|&i| self.inner.facts(i).map(|f| f.id.to_string()));
            description.shared.insert(folded, ids.collect());
        }
    }

    /// The names that differ from `name` by a letter more, less, other or swapped in each four, nearest first, each with
    /// its id.
    /// Reads the whole list: for questions, not for texts.
    pub fn near(&self, name: &str, count: usize) -> Vec<(String, String)> {
        let folded = |name: &str| {
            let mut out = String::new();
            fold::fold_into(name, &mut out);
            out
        };
        let wanted = folded(name);
        let length = wanted.chars().count();
        let mut found: Vec<(usize, String, String)> = Vec::new();
        for entry in self.entries() {
            for name in std::iter::once(&entry.name).chain(&entry.aliases) {
                let other = folded(name);
                let other_length = other.chars().count();
                let allowed = (length.max(other_length) / A_SLIP).max(1);
                if length.abs_diff(other_length) <= allowed {
                    let slips = strsim::osa_distance(&wanted, &other);
                    if slips <= allowed {
                        found.push((slips, name.clone(), entry.id.clone()));
                    }
                }
            }
        }
        found.sort();
        found.truncate(count);
        found.into_iter().map(|(_, name, id)| (name, id)).collect()
    }
}
