//! Strength of a cue: the lexicon's, moved by the word before it ("very likely", "a strong possibility").

use std::ops::Range;
use std::sync::LazyLock;

use super::Strength;
use super::view::View;
use crate::error::Error;
use crate::text::fold;
use crate::text::lexicon::{Row, rows};

/// A word that grades a cue: its hash, the strength that it moves, and where to.
type Modifier = (u64, Strength, Strength);

static MODIFIERS: LazyLock<Vec<Modifier>> = LazyLock::new(|| {
    let modifier = |row: Row<'_>| -> Result<Modifier, Error> {
        let strength = |index| row.field(index).unwrap_or_default().parse();
        Ok((fold::hash(row.phrase), strength(0)?, strength(1)?))
    };
    let read: Result<Vec<_>, Error> = rows(include_str!("modifiers.txt")).map(modifier).collect();
    read.expect("modifiers.txt holds strengths")
});

/// The strength of the epistemic cue at some tokens, given the one of its lexicon entry.
pub(super) fn modified(view: &View<'_>, cue: &Range<usize>, strength: Strength) -> Strength {
    let Some(before) = view.token(cue.start, -1) else { return strength };
    let hash = view.text.tokens()[before].hash;
    let found = MODIFIERS.iter().find(|(word, from, _)| *word == hash && *from == strength);
    found.map_or(strength, |&(_, _, to)| to)
}
