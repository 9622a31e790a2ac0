//! Which claims are most alike, by the terms they share.

use hashbrown::HashMap;

use super::terms::{Role, Term, Terms};

/// How many claims a term leads to at most.
const REACH: usize = 256;
/// How many claims that share most are weighed.
const CANDIDATES: usize = 16;
/// Fewer shared terms are chance, unless they are the verb and who does it or suffers it.
const FEWEST: usize = 3;
/// What is left of the score of claims with different verbs.
const OTHER_VERB: f32 = 0.7;

/// Two claims that are alike.
#[derive(Clone, Debug)]
pub(super) struct Match {
    pub(super) first: u32,
    pub(super) second: u32,
    pub(super) score: f32,
    /// The terms they share, the heaviest first.
    pub(super) shared: Vec<u32>,
}

/// For each claim of either side the one of the other side that is most like it, each pair once, by the first side's
/// order, then the second's.
pub(super) fn matches(ours: &[Terms], theirs: &[Terms], least: f32) -> Vec<Match> {
    let mut found = best(ours, theirs, least);
    let back = best(theirs, ours, least);
    found.extend(back.into_iter().map(|m| Match { first: m.second, second: m.first, ..m }));
    found.sort_by_key(|m| (m.first, m.second));
    found.dedup_by_key(|m| (m.first, m.second));
    found
}

/// For each of `claims` the one of `others` that is most like it, the earliest of equals.
fn best(claims: &[Terms], others: &[Terms], least: f32) -> Vec<Match> {
    let mut index: HashMap<u32, Vec<u32>> = HashMap::new();
    for (other, number) in others.iter().zip(0..) {
        for term in &other.all {
            let claims = index.entry(term.id).or_default();
            if claims.len() < REACH {
                claims.push(number);
            }
        }
    }
    let mut found = Vec::new();
    for (claim, first) in claims.iter().zip(0..) {
        let mut weights: HashMap<u32, f32> = HashMap::new();
        for term in &claim.all {
            for &other in index.get(&term.id).into_iter().flatten() {
                *weights.entry(other).or_default() += term.weight;
            }
        }
        let mut candidates: Vec<(u32, f32)> = weights.into_iter().collect();
        candidates.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let scored = candidates.into_iter().take(CANDIDATES).filter_map(|(second, _)| {
            let (score, shared) = score(claim, &others[second as usize])?;
            (score >= least).then_some(Match { first, second, score, shared })
        });
        found.extend(scored.reduce(|best, next| if next.score > best.score { next } else { best }));
    }
    found
}

/// How alike two claims are, 0 to 1, and the terms they share; `None` where they cannot be about the same.
fn score(a: &Terms, b: &Terms) -> Option<(f32, Vec<u32>)> {
    let apart = |ours: &[u32], theirs: &[u32]| {
        !ours.is_empty() && !theirs.is_empty() && !ours.iter().any(|id| theirs.contains(id))
    };
    let (our_doers, their_doers): (Vec<u32>, Vec<u32>) = (a.doers().collect(), b.doers().collect());
    if apart(&a.entities, &b.entities) || apart(&our_doers, &their_doers) {
        return None;
    }
    let has = |terms: &Terms, verb: u32| terms.all.binary_search_by_key(&verb, |term| term.id).is_ok();
    let same_verb = match (a.predicate, b.predicate) {
        (Some(ours), Some(theirs)) => has(b, ours) || has(a, theirs),
        (None, None) => true,
        _ => false,
    };
    // "The ship has sunk", "the ship was sunk": without another party it is the same.
    let has_sides = a.has_sides() || b.has_sides();
    let common: Vec<(&Term, &Term)> = shared(&a.all, &b.all)
        .filter(|(ours, theirs)| !(has_sides && are_opposed(ours.role, theirs.role)))
        .collect();
    let same_party =
        common.iter().any(|(ours, theirs)| ours.role != Role::Other && theirs.role != Role::Other);
    if common.len() < 2 || common.len() < FEWEST && !(same_verb && same_party) {
        return None;
    }
    let mut shared: Vec<(f32, u32)> =
        common.iter().map(|(ours, theirs)| (ours.weight.min(theirs.weight), ours.id)).collect();
    shared.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let weight: f32 = shared.iter().map(|(weight, _)| weight).sum();
    let dice = 2.0 * weight / (a.weight() + b.weight());
    let score = if same_verb { dice } else { dice * OTHER_VERB };
    Some((score, shared.into_iter().map(|(_, id)| id).collect()))
}

fn are_opposed(ours: Role, theirs: Role) -> bool {
    matches!((ours, theirs), (Role::Doer, Role::Patient) | (Role::Patient, Role::Doer))
}

/// The terms of two sorted lists that are in both.
fn shared<'t>(ours: &'t [Term], theirs: &'t [Term]) -> impl Iterator<Item = (&'t Term, &'t Term)> {
    ours.iter().filter_map(|term| {
        let at = theirs.binary_search_by_key(&term.id, |other| other.id).ok()?;
        Some((term, &theirs[at]))
    })
}
