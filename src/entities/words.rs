//! What the words beside a name, and a name of one word itself, say about it.

use hashbrown::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::text::{fold, lexicon};

/// Stands before persons: "Mr", "Senator".
pub(super) const TITLE: u16 = 1;
/// Stands after a place that it does not rename: "Mayor", "police".
pub(super) const FOLLOWER: u16 = 2;
/// Says that a place follows: "in", "near".
pub(super) const LOCATIVE: u16 = 4;
/// May stand before a place with a capital: "North", "Greater".
pub(super) const PART: u16 = 8;
/// A month or a day of the week.
pub(super) const CALENDAR: u16 = 16;
/// Comes before a month: "last", "since".
pub(super) const TIME: u16 = 32;
/// Small, between the words of one name: "del".
pub(super) const LINK: u16 = 64;
/// Begins a part of a name, with a capital or without: "al", "van".
pub(super) const PARTICLE: u16 = 128;
/// Says what the place after "of" is: "town", "suburb".
pub(super) const SETTLEMENT: u16 = 256;
/// Comes before a language: "in", "speak".
pub(super) const TONGUE: u16 = 512;

static BESIDE: LazyLock<HashMap<u64, u16>> = LazyLock::new(|| {
    let mut map = HashMap::new();
    for row in lexicon::rows(include_str!("beside.txt")) {
        let class = match row.field(0) {
            Some("title") => TITLE,
            Some("follower") => FOLLOWER,
            Some("locative") => LOCATIVE,
            Some("part") => PART,
            Some("calendar") => CALENDAR,
            Some("time") => TIME,
            Some("link") => LINK,
            Some("particle") => PARTICLE,
            Some("settlement") => SETTLEMENT,
            Some("tongue") => TONGUE,
            _ => 0,
        };
        *map.entry(fold::hash(row.phrase)).or_default() |= class;
    }
    map
});

static COMMON: LazyLock<HashSet<u64>> = LazyLock::new(|| hashes(include_str!("common_words.txt")));
static FIRST_NAMES: LazyLock<HashSet<u64>> = LazyLock::new(|| hashes(include_str!("first_names.txt")));

fn hashes(file: &str) -> HashSet<u64> {
    lexicon::rows(file).map(|row| fold::hash(row.phrase)).collect()
}

/// The classes of a word, as a sum of the constants of this module.
pub(super) fn classes(word: u64) -> u16 {
    BESIDE.get(&word).copied().unwrap_or(0)
}

/// Whether a word begins a part of a name, with a capital or without.
pub(super) fn is_particle(word: u64) -> bool {
    classes(word) & PARTICLE != 0
}

/// Whether a word is common in English when it is written small.
pub(super) fn is_common(word: u64) -> bool {
    COMMON.contains(&word)
}

/// Whether a word is a frequent first name.
pub(super) fn is_first_name(word: u64) -> bool {
    FIRST_NAMES.contains(&word)
}
