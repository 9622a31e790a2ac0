//! Which of several entities of one name is meant: by what else the document names.

use hashbrown::HashMap;

use super::facts::{Facts, Kind};
use crate::text::{Token, TokenKind};

/// What being named beside its state or country ("Birmingham, Alabama") is worth; more than any prior.
pub(super) const BESIDE: f32 = 2.0;
/// What that is worth to the same name elsewhere in the document.
pub(super) const SAID: f32 = 1.0;
/// What standing between two other states is worth to one: "New Mexico, New York, Ohio".
pub(super) const AMONG_STATES: f32 = 0.2;
/// What another place of the same state, or a country's own towns and people, are worth.
const SAME_STATE: f32 = 0.35;
const OWN_PLACES: f32 = 0.35;
/// What other states and towns of the same country are worth to a state.
const SISTER_STATES: f32 = 0.3;
/// What its country is worth to a city.
const SAME_COUNTRY: f32 = 0.15;

/// The places that a document names without doubt.
#[derive(Default)]
pub(super) struct Named<'f> {
    /// By country: mentions of the country itself, of places in it, and of those whose state is known.
    countries: HashMap<&'f str, (u32, u32, u32)>,
    /// By country and state: mentions of the state or of places in it.
    states: HashMap<(&'f str, &'f str), u32>,
}

impl<'f> Named<'f> {
    pub(super) fn add(&mut self, facts: &'f Facts) {
        if !facts.kind.is_place() || facts.country.is_empty() {
            return;
        }
        let country = self.countries.entry(&facts.country).or_default();
        if facts.kind == Kind::Country {
            country.0 += 1;
            return;
        }
        country.1 += 1;
        if !facts.admin1.is_empty() {
            country.2 += 1;
            *self.states.entry((&facts.country, &facts.admin1)).or_default() += 1;
        }
    }

    /// How much speaks for a candidate; `beside` is what its neighbours are worth to it.
    pub(super) fn score(&self, facts: &Facts, beside: f32) -> f32 {
        let mut score = facts.prior + beside;
        if !facts.kind.is_place() || facts.country.is_empty() {
            return score;
        }
        let (whole, parts, placed) = self.countries.get(&*facts.country).copied().unwrap_or_default();
        let state = self.states.get(&(&*facts.country, &*facts.admin1)).copied().unwrap_or_default();
        match facts.kind {
            Kind::Country if whole + parts > 0 => score += OWN_PLACES,
            Kind::State if state > 0 => score += SAME_STATE + SISTER_STATES,
            Kind::State if placed > 0 => score += SISTER_STATES,
            Kind::Place | Kind::Town => {
                // A small namesake is seldom meant because its country is named, and often because its state is.
                let (by_country, by_state) = if facts.kind == Kind::Town { (0.5, 0.8) } else { (1.0, 1.0) };
                if whole + parts > 0 {
                    score += by_country * SAME_COUNTRY;
                }
                if state > 0 {
                    score += by_state * SAME_STATE;
                }
            }
            _ => {}
        }
        score
    }
}

/// Whether one of two places lies in the other.
pub(super) fn holds(a: &Facts, b: &Facts) -> bool {
    if !a.kind.is_place()
        || !b.kind.is_place()
        || a.country.is_empty()
        || a.country != b.country
        || a.id == b.id
    {
        return false;
    }
    match (a.kind, b.kind) {
        (Kind::Country, Kind::Country) => false,
        (Kind::Country, _) | (_, Kind::Country) => true,
        (Kind::State, town) | (town, Kind::State) if town.is_settlement() => a.admin1 == b.admin1,
        _ => false,
    }
}

/// Whether just a comma stands between two hits, of which the first ends at `end` and the second starts at `first`.
pub(super) fn is_beside(tokens: &[Token], end: usize, first: usize) -> bool {
    first == end + 1 && tokens.get(end).is_some_and(|t| t.kind() == TokenKind::Comma)
}
