//! Towns that are meant only where the document says where they lie: "Ames, Iowa", not "Keith Ames".

use hashbrown::HashSet;

use super::choose::{holds, is_beside};
use super::facts::{Facts, Kind};
use super::find::Finder;
use super::posting::{COMMON, FIRST_NAME};
use super::scan::{Hit, What};
use super::words::{LOCATIVE, SETTLEMENT, classes, is_common};
use crate::text::{Case, TokenKind};

/// Of so many states its country is not enough to say where a town lies.
const LARGE: &str = "US";

impl Finder<'_> {
    /// Drops towns of which nothing says where they lie: neither their state or country beside them, nor a word like
    /// "in" before them and their state or country anywhere else. One place where it is said proves all others.
    pub(super) fn drop_unproved_towns(&self, hits: &mut Vec<Hit>) {
        let is_town: Vec<bool> = hits.iter().map(|hit| self.is_town(hit)).collect();
        if !is_town.contains(&true) {
            return;
        }
        // "Keith Ames … Ames": then the name alone is a person's.
        let persons: HashSet<What> = (0..hits.len())
            .filter(|&i| is_town[i] && !self.is_beside_its_region(hits, i) && self.ends_a_name(hits, i))
            .map(|i| hits[i].what)
            .collect();
        let has_bearer = |hit: &Hit| persons.contains(&hit.what);
        let mut regions = None;
        let (mut proved, mut names) = (vec![false; hits.len()], HashSet::new());
        for i in (0..hits.len()).filter(|&i| is_town[i]) {
            let is_proved = self.is_beside_its_region(hits, i)
                || (self.may_lie_alone(&hits[i]) || self.follows_settlement(hits, &is_town, &proved, i))
                    && !has_bearer(&hits[i])
                    && self.is_in_one_of(&hits[i], regions.get_or_insert_with(|| self.regions(hits)));
            proved[i] = is_proved;
            // "Reading, Pa. … Reading is hard": a word stays one.
            if is_proved && !hits[i].best.has(COMMON) && !hits[i].best.has(FIRST_NAME) {
                names.insert(hits[i].what);
            }
        }
        let mut i = 0;
        hits.retain(|hit| {
            i += 1;
            let is_meant = proved[i - 1] || names.contains(&hit.what) && !persons.contains(&hit.what);
            !is_town[i - 1] || is_meant
        });
    }

    fn is_town(&self, hit: &Hit) -> bool {
        matches!(hit.what, What::Listed(_))
            && self.inner.facts(hit.best.entry()).is_some_and(|facts| facts.kind == Kind::Town)
    }

    /// What the words of a hit may mean.
    pub(super) fn meant(&self, hit: &Hit) -> impl Iterator<Item = &Facts> + '_ {
        let value = if let What::Listed(value) = hit.what { value } else { 0 };
        let postings = (value != 0).then(|| self.allowed(value, hit.first, hit.end));
        postings.into_iter().flatten().filter_map(|p| self.inner.facts(p.entry()))
    }

    /// "Ames, Iowa", "Ames in Iowa".
    fn is_beside_its_region(&self, hits: &[Hit], i: usize) -> bool {
        let tokens = self.text.tokens();
        let (hit, Some(next)) = (&hits[i], hits.get(i + 1)) else { return false };
        let is_near = is_beside(tokens, hit.end, next.first)
            || next.first == hit.end + 1 && self.text.word(hit.end) == "in";
        is_near
            && hit.sentence == next.sentence
            && self
                .meant(hit)
                .any(|town| self.meant(next).any(|region| region.kind.is_region() && holds(region, town)))
    }

    /// Whether a word before a town says that a place follows, and the town is no first name or common word.
    fn may_lie_alone(&self, hit: &Hit) -> bool {
        let tokens = self.text.tokens();
        let before = |back: usize| hit.first.checked_sub(back).map(|i| tokens[i].hash);
        !hit.best.has(FIRST_NAME)
            && !hit.best.has(COMMON)
            && before(1).is_some_and(|word| {
                classes(word) & LOCATIVE != 0
                    || self.text.word(hit.first - 1) == "of"
                        && before(2).is_some_and(|word| classes(word) & SETTLEMENT != 0)
            })
    }

    /// "in Lititz and Ephrata": whether a town stands in a row with a city, or with a town that is meant.
    fn follows_settlement(&self, hits: &[Hit], is_town: &[bool], proved: &[bool], i: usize) -> bool {
        let Some(before) = i.checked_sub(1) else { return false };
        let (hit, last) = (&hits[i], &hits[before]);
        !hit.best.has(FIRST_NAME)
            && !hit.best.has(COMMON)
            && hit.sentence == last.sentence
            && last.end + 1 == hit.first
            && matches!(self.text.word(last.end), "and" | ",")
            && (!is_town[before] || proved[before])
            && self.inner.facts(last.best.entry()).is_some_and(|facts| facts.kind.is_settlement())
    }

    /// The countries and states that the document names without doubt.
    fn regions(&self, hits: &[Hit]) -> HashSet<(&str, &str)> {
        let mut regions = HashSet::new();
        for hit in hits.iter().filter(|hit| self.is_sure(hit) && !hit.best.has(FIRST_NAME)) {
            let facts = self.inner.facts(hit.best.entry()).filter(|facts| facts.kind.is_region());
            if let Some(facts) = facts.filter(|_| matches!(hit.what, What::Listed(_))) {
                regions.insert((&*facts.country, &*facts.admin1));
            }
        }
        regions
    }

    fn is_in_one_of(&self, hit: &Hit, regions: &HashSet<(&str, &str)>) -> bool {
        self.meant(hit).any(|town| {
            regions.contains(&(&*town.country, &*town.admin1))
                || &*town.country != LARGE && regions.contains(&(&*town.country, ""))
        })
    }

    /// Whether an unknown word with a capital stands right before a hit.
    fn ends_a_name(&self, hits: &[Hit], i: usize) -> bool {
        let hit = &hits[i];
        let start = self.sentences[hit.sentence].tokens().start;
        hit.first > start
            && (i == 0 || hits[i - 1].end != hit.first)
            && self.text.tokens().get(hit.first - 1).is_some_and(|before| {
                before.kind() == TokenKind::Word
                    && before.case() == Case::Initial
                    && classes(before.hash) == 0
                    && !(hit.first == start + 1 && is_common(before.hash))
            })
    }
}
