//! From hits to mentions and aliases.

use std::sync::{Arc, LazyLock};

use hashbrown::HashMap;

use super::choose::{AMONG_STATES, BESIDE, Named, SAID, holds, is_beside};
use super::facts::{Facts, Kind};
use super::gazetteer::{Gazetteer, Inner};
use super::index::Index;
use super::judge::Judge;
use super::later::{Later, Meaning, Sort, Target};
use super::posting::Posting;
use super::scan::{self, Hit, Scan, What};
use super::words::{LOCATIVE, classes};
use super::{Found, Mention, Via};
use crate::faults;
use crate::sentences::{self, Sentence};
use crate::text::{Span, Text, TokenKind, fold};

/// The most entities of one name that are weighed against each other: the best ones.
const MAX_SHARED: usize = 24;
/// Other ids of the same words that a mention tells.
const MAX_CANDIDATES: usize = 8;
static AND: LazyLock<u64> = LazyLock::new(|| fold::hash("and"));
/// Ends of names that are no surnames.
const SUFFIXES: [&str; 5] = ["Jr", "Sr", "II", "III", "IV"];

impl Gazetteer {
    /// The mentions of its entities in a text, and the aliases that the text defines (guidelines, section 6).
    ///
    /// Names are found longest first from the left, inside sentences. Mentions are in order and disjoint; aliases
    /// are in the order of their definitions, and count from there on.
    ///
    /// ```
    /// use reportedly::entities::Gazetteer;
    /// use reportedly::sentences::{Reason, Sentence};
    /// use reportedly::text::Text;
    /// let text = Text::new("Turkey’s Harbour Workers Union (HWU) met Tajik dockers; HWU left.")?;
    /// let sentence = Sentence::new(&text, 0..text.tokens().len(), Reason::End);
    /// let found = Gazetteer::builtin().find(&text, &[sentence]);
    /// let names: Vec<&str> = found.mentions.iter().map(|m| &*m.name).collect();
    /// assert_eq!(
    ///     names,
    ///     ["Turkey", "Harbour Workers Union", "Harbour Workers Union", "Tajikistan", "Harbour Workers Union"]
    /// );
    /// assert_eq!(found.aliases[0].name, "HWU");
    /// # Ok::<(), reportedly::Error>(())
    /// ```
    pub fn find(&self, text: &Text<'_>, sentences: &[Sentence]) -> Found {
        faults::point("entities", text.source());
        Finder { inner: &self.inner, index: Index::new(&self.inner.image), text, sentences }.find()
    }

    /// Every name of the list in a text, also those inside longer ones, without judging whether it is meant.
    /// In order of their starts, shorter ones first; each with its first id by prior.
    pub fn find_overlapping(&self, text: &Text<'_>, sentences: &[Sentence]) -> Vec<Mention> {
        let finder = Finder { inner: &self.inner, index: Index::new(&self.inner.image), text, sentences };
        let named = Named::default();
        let hits = scan::overlapping(finder.index, text, sentences);
        hits.iter().filter_map(|hit| finder.listed(hit, &named, |_, _| 0.0)).collect()
    }
}

/// What the steps from a text to its mentions share.
pub(super) struct Finder<'a> {
    pub inner: &'a Inner,
    pub index: Index<'a>,
    pub text: &'a Text<'a>,
    pub sentences: &'a [Sentence],
}

impl<'a> Finder<'a> {
    fn find(&self) -> Found {
        let mut scan = Scan::run(self.index, self.text, self.sentences);
        let mut hits = std::mem::take(&mut scan.hits);
        self.add_patterns(&mut hits);
        self.drop_unproved_towns(&mut hits);
        Judge::new(self.text, self.sentences).sift(&mut hits, |hit| self.best(hit));
        let mut later = Later::default();
        let aliases = self.aliases(&scan, &hits, &mut later);
        self.add_surnames(&hits, &mut later);
        later.close();
        if !later.is_empty() {
            let own = later.hits(self.text, self.sentences);
            hits = self.merge(&hits, own, &later);
        }
        Found { mentions: self.mentions(&hits, &later), aliases }
    }

    /// The postings that these words may mean, best first.
    pub(super) fn allowed(&self, value: u32, first: usize, end: usize) -> impl Iterator<Item = Posting> + '_ {
        let tokens = self.text.tokens();
        let postings = self.index.postings(value).filter(move |p| scan::allows(*p, tokens, first, end));
        postings.take(MAX_SHARED)
    }

    fn best(&self, hit: &Hit) -> Option<(Posting, &'a Facts)> {
        match hit.what {
            What::Listed(_) => Some((hit.best, self.inner.facts(hit.best.entry())?)),
            What::Pattern(entry) => Some((Posting(u64::from(entry)), self.inner.facts(entry)?)),
            What::Defined(_) => None,
        }
    }

    /// Adds what patterns match; of two that overlap the longer counts, of equals the name.
    fn add_patterns(&self, hits: &mut Vec<Hit>) {
        let mut more: Vec<Hit> = Vec::new();
        self.inner.patterns.each(self.text, |tokens, entry| {
            let start = self.text.tokens()[tokens.start].start();
            let within = sentences::at(self.sentences, start)
                .filter(|&s| tokens.end <= self.sentences[s].tokens().end);
            if let Some(sentence) = within {
                more.push(Hit::new((tokens.start, tokens.end), sentence, What::Pattern(entry)));
            }
        });
        if more.is_empty() {
            return;
        }
        hits.extend(more);
        hits.sort_by_key(|h| (h.first, std::cmp::Reverse(h.end)));
        hits.dedup_by(|later, earlier| later.overlaps(earlier));
    }

    /// "Ana Ruiz … Ruiz": the last name of a person whose full name was found.
    fn add_surnames(&self, hits: &[Hit], later: &mut Later) {
        let tokens = self.text.tokens();
        for hit in hits.iter().filter(|h| h.len() > 1) {
            let Some((posting, facts)) = self.best(hit) else { continue };
            if facts.kind != Kind::Person || hit.what == What::Pattern(posting.entry()) {
                continue;
            }
            let mut end = hit.end;
            while end > hit.first + 1
                && (!tokens[end - 1].kind().is_wordlike() || SUFFIXES.contains(&self.text.word(end - 1)))
            {
                end -= 1;
            }
            let mut first = end - 1;
            while first > hit.first && !tokens[first].after_space() {
                first -= 1;
            }
            let is_surname =
                first > hit.first && tokens[first].is_capitalised() && tokens[first].span().len() > 1;
            if is_surname {
                later.add(tokens, (first, end), hit.end, Target::Entry(posting.entry()), Sort::Surname);
            }
        }
    }

    /// Hits of the list and of the document's own names: the longer counts, of equals the document's own.
    fn merge(&self, listed: &[Hit], own: Vec<Hit>, later: &Later) -> Vec<Hit> {
        let mut merged: Vec<Hit> = Vec::with_capacity(listed.len() + own.len());
        let mut next = 0;
        for mut hit in own {
            while next < listed.len() && listed[next].end <= hit.first {
                merged.push(listed[next]);
                next += 1;
            }
            let mut is_beaten = merged.last().is_some_and(|m| m.overlaps(&hit));
            let overlapping = listed[next..].iter().take_while(|l| l.first < hit.end);
            let beaten = overlapping.clone().count();
            for other in overlapping {
                let is_same = other.first == hit.first && other.end == hit.end;
                if is_same && let What::Listed(value) = other.what {
                    hit.also = value;
                }
                is_beaten |= other.len() > hit.len() || is_same && self.stays(other, &hit, later);
            }
            if !is_beaten {
                next += beaten;
                merged.push(hit);
            }
        }
        merged.extend_from_slice(&listed[next..]);
        merged
    }

    /// Whether a listed name stays what it is although the document gave the same words a meaning: a place after
    /// "in" does before a surname, and so does the entity itself under a name of its own.
    fn stays(&self, listed: &Hit, own: &Hit, later: &Later) -> bool {
        let What::Defined(value) = own.what else { return false };
        let Some(meaning) = later.meanings(value, own.first).next() else { return true };
        let Some((posting, facts)) = self.best(listed) else { return false };
        meaning.sort == Sort::Surname
            && (meaning.target.is(&Target::Entry(posting.entry()))
                || facts.kind.is_place()
                    && own.first > 0
                    && classes(self.text.tokens()[own.first - 1].hash) & LOCATIVE != 0)
    }

    /// Mentions of hits: for each the entity that is meant.
    fn mentions(&self, hits: &[Hit], later: &Later) -> Vec<Mention> {
        let mut named = Named::default();
        if hits.iter().any(|h| h.is_shared) {
            let sure = hits.iter().filter(|h| self.is_sure(h) && matches!(h.what, What::Listed(_)));
            sure.filter_map(|h| self.inner.facts(h.best.entry())).for_each(|facts| named.add(facts));
        }
        let said = self.said(hits);
        let mut mentions = Vec::with_capacity(hits.len());
        for (i, hit) in hits.iter().enumerate() {
            let mention = match hit.what {
                What::Listed(value) => self.listed(hit, &named, |entry, facts| {
                    let is_said = said.get(&value) == Some(&Some(entry));
                    self.beside(hits, i, facts) + if is_said { SAID } else { 0.0 }
                }),
                What::Pattern(entry) => self.mention(hit, entry, Via::Pattern, Vec::new()),
                What::Defined(value) => self.defined(hit, value, later),
            };
            mentions.extend(mention);
        }
        mentions
    }

    /// Whether a hit is one entity's alone, or a country's or state's that shares its name with nothing but small towns.
    pub(super) fn is_sure(&self, hit: &Hit) -> bool {
        !hit.is_shared || {
            let mut meant = self.meant(hit);
            meant.next().is_some_and(|best| best.kind.is_region())
                && meant.all(|other| other.kind == Kind::Town)
        }
    }

    /// Of names of several places the one that the document says: "Midland, Michigan … Midland"; `None` where it says two.
    fn said(&self, hits: &[Hit]) -> HashMap<u32, Option<u32>> {
        let mut said: HashMap<u32, Option<u32>> = HashMap::new();
        for (i, hit) in hits.iter().enumerate().filter(|(_, hit)| hit.is_shared) {
            let What::Listed(value) = hit.what else { continue };
            for posting in self.allowed(value, hit.first, hit.end) {
                let facts = self.inner.facts(posting.entry());
                if facts.is_some_and(|facts| self.beside(hits, i, facts) >= BESIDE) {
                    let known = said.entry(value).or_insert(Some(posting.entry()));
                    *known = known.filter(|&entry| entry == posting.entry());
                    break;
                }
            }
        }
        said
    }

    /// What the neighbours of hit number `i` are worth to one of its meanings.
    fn beside(&self, hits: &[Hit], i: usize, facts: &Facts) -> f32 {
        let tokens = self.text.tokens();
        let before = i.checked_sub(1).map(|b| &hits[b]);
        let before = before.filter(|b| is_beside(tokens, b.end, hits[i].first));
        let after = hits.get(i + 1);
        let next = after.filter(|a| is_beside(tokens, hits[i].end, a.first));
        let holds_it = |other: &Hit| self.meant(other).any(|other| holds(other, facts));
        // "Paris, Texas", not "Ohio, Oregon".
        if next.is_some_and(holds_it) || facts.kind.is_region() && before.is_some_and(holds_it) {
            return BESIDE;
        }
        let is_state = |h: &Hit| self.meant(h).any(|f| f.kind == Kind::State && f.country == facts.country);
        let is_listed_before = |other: &Hit| {
            let between = &tokens[hits[i].end..other.first];
            between.len() <= 2 && between.iter().all(|t| t.kind() == TokenKind::Comma || t.hash == *AND)
        };
        let is_among_states = facts.kind == Kind::State
            && before.is_some_and(is_state)
            && after.is_some_and(|after| is_listed_before(after) && is_state(after));
        if is_among_states { AMONG_STATES } else { 0.0 }
    }

    fn listed(&self, hit: &Hit, named: &Named<'_>, beside: impl Fn(u32, &Facts) -> f32) -> Option<Mention> {
        if !hit.is_shared {
            return self.mention(hit, hit.best.entry(), hit.best.via(), Vec::new());
        }
        let What::Listed(value) = hit.what else { return None };
        let mut ranked: Vec<(f32, Posting)> = Vec::new();
        for posting in self.allowed(value, hit.first, hit.end) {
            if !ranked.iter().any(|(_, p)| p.entry() == posting.entry()) {
                ranked.push((0.0, posting));
            }
        }
        if ranked.len() > 1 {
            for (score, posting) in &mut ranked {
                let facts = self.inner.facts(posting.entry())?;
                *score = named.score(facts, beside(posting.entry(), facts));
            }
            // Equals stay as the list ranked them: by prior, then by id.
            ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        }
        let (_, best) = *ranked.first()?;
        let others = ranked[1..]
            .iter()
            .take(MAX_CANDIDATES)
            .filter_map(|(_, p)| self.inner.facts(p.entry()).map(|f| f.id.clone()))
            .collect();
        self.mention(hit, best.entry(), best.via(), others)
    }

    fn defined(&self, hit: &Hit, value: u32, later: &Later) -> Option<Mention> {
        let mut meanings = later.meanings(value, hit.first);
        let best = meanings.next()?;
        let via = if best.sort == Sort::Long { Via::Name } else { Via::Defined };
        let id_of = |target: &Target| match target {
            Target::Entry(entry) => self.inner.facts(*entry).map(|f| f.id.clone()),
            Target::Local(local) => Some(local.id.clone()),
        };
        let own = id_of(&best.target)?;
        let listed =
            (hit.also != 0).then(|| self.allowed(hit.also, hit.first, hit.end)).into_iter().flatten();
        let mut others: Vec<Arc<str>> = Vec::new();
        let rest = meanings
            .filter_map(|m: &Meaning| id_of(&m.target))
            .chain(listed.filter_map(|p| self.inner.facts(p.entry()).map(|f| f.id.clone())));
        for id in rest {
            if id != own && !others.contains(&id) && others.len() < MAX_CANDIDATES {
                others.push(id);
            }
        }
        match &best.target {
            Target::Entry(entry) => self.mention(hit, *entry, via, others),
            Target::Local(local) => Some(Mention {
                span: self.span(hit),
                id: local.id.clone(),
                label: local.label.clone(),
                name: local.name.clone(),
                candidates: others,
                via,
            }),
        }
    }

    fn span(&self, hit: &Hit) -> Span {
        self.text.span_of(hit.first..hit.end)
    }

    fn mention(&self, hit: &Hit, entry: u32, via: Via, candidates: Vec<Arc<str>>) -> Option<Mention> {
        let facts = self.inner.facts(entry)?;
        Some(Mention {
            span: self.span(hit),
            id: facts.id.clone(),
            label: facts.label.clone(),
            name: facts.name.clone(),
            candidates,
            via,
        })
    }
}
