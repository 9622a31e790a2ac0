//! From hits to mentions and aliases.

use hashbrown::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::choose::{Named, holds, is_beside};
use super::define::{self, Definition, Proof};
use super::facts::{Facts, Kind};
use super::gazetteer::{Gazetteer, Inner};
use super::index::{self, Index};
use super::judge::Judge;
use super::later::{Later, Local, Meaning, Sort, Target};
use super::posting::Posting;
use super::read::NO_LABEL;
use super::scan::{self, Hit, Scan, What};
use super::words::{LOCATIVE, classes, is_common};
use super::{Alias, Found, Mention, Via};
use crate::sentences::{self, Sentence};
use crate::text::{Case, Span, Text, TokenKind};

/// The most entities of one name that are weighed against each other: the best ones.
const MAX_SHARED: usize = 64;
/// Other ids of the same words that a mention tells.
const MAX_CANDIDATES: usize = 8;
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
        Finder { inner: &self.inner, index: Index::new(&self.inner.image), text, sentences }.find()
    }

    /// Every name of the list in a text, also those inside longer ones, without judging whether it is meant.
    /// In order of their starts, shorter ones first; each with its first id by prior.
    pub fn find_overlapping(&self, text: &Text<'_>, sentences: &[Sentence]) -> Vec<Mention> {
        let finder = Finder { inner: &self.inner, index: Index::new(&self.inner.image), text, sentences };
        let named = Named::default();
        let hits = scan::overlapping(finder.index, text, sentences);
        hits.iter().filter_map(|hit| finder.listed(hit, &named, |_| false)).collect()
    }
}

struct Finder<'a> {
    inner: &'a Inner,
    index: Index<'a>,
    text: &'a Text<'a>,
    sentences: &'a [Sentence],
}

impl<'a> Finder<'a> {
    fn find(&self) -> Found {
        let mut scan = Scan::run(self.index, self.text, self.sentences);
        let mut hits = std::mem::take(&mut scan.hits);
        self.add_patterns(&mut hits);
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
    fn allowed(&self, value: u32, first: usize, end: usize) -> impl Iterator<Item = Posting> + '_ {
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

    /// Reads the definitions of the document and notes their names in `later`.
    fn aliases(&self, scan: &Scan, hits: &[Hit], later: &mut Later) -> Vec<Alias> {
        if scan.brackets.is_empty() && scan.asides.is_empty() {
            return Vec::new();
        }
        let tokens = self.text.tokens();
        let mut aliases = Vec::new();
        let mut uses = None;
        let mut locals: HashMap<Arc<str>, Arc<Local>> = HashMap::new();
        for mut definition in define::definitions(self.text, self.sentences, scan, hits) {
            self.narrow(&mut definition, hits);
            let short = definition.short.clone();
            let known = self.known(&definition, hits);
            let is_proved = definition.proof == Proof::Given
                || known.is_some_and(|(_, is_pair)| is_pair)
                || known.is_none_or(|(entry, _)| self.inner.facts(entry).is_some_and(|f| !f.kind.is_place()))
                    && *uses
                        .get_or_insert_with(|| self.upper_words())
                        .get(&tokens[short.start].hash)
                        .unwrap_or(&0)
                        > 1;
            if !is_proved {
                continue;
            }
            let stands_for = self.written(definition.long.clone());
            let name = self.written(short.clone());
            let (target, is_named) = match known {
                Some((entry, _)) => (Target::Entry(entry), true),
                None => {
                    let id: Arc<str> = format!("local:{stands_for}").into();
                    let local = locals.entry(id.clone()).or_insert_with(|| {
                        let name = stands_for.as_str().into();
                        Arc::new(Local { id, label: NO_LABEL.into(), name })
                    });
                    (Target::Local(local.clone()), self.is_name(definition.long.clone()))
                }
            };
            let id = match &target {
                Target::Entry(entry) => self.inner.facts(*entry).map(|f| f.id.clone()),
                Target::Local(local) => Some(local.id.clone()),
            };
            let Some(id) = id else { continue };
            aliases.push(Alias { span: self.text.span_of(short.clone()), name, stands_for, id });
            if is_named {
                let from = short.start.min(definition.long.start);
                let is_own_hit = hits
                    .binary_search_by(|h| h.first.cmp(&definition.long.start))
                    .is_ok_and(|i| hits[i].end == definition.long.end);
                if !is_own_hit {
                    later.add(tokens, ends(&definition.long), from, target.clone(), Sort::Long);
                }
                later.add(tokens, ends(&short), short.start, target, Sort::Short);
            }
        }
        aliases
    }

    /// "Islamic State militants (ISIS)": the list knows that the short form means just the name.
    fn narrow(&self, definition: &mut Definition, hits: &[Hit]) {
        let long = &definition.long;
        let inner = hits.get(hits.partition_point(|h| h.first < long.start));
        if let Some(hit) = inner.filter(|h| h.first == long.start && h.end < long.end)
            && let What::Listed(value) = hit.what
        {
            let short = self.lookup(definition.short.clone());
            let is_pair = |entry: u32| short.iter().any(|p| p.entry() == entry);
            if self.allowed(value, hit.first, hit.end).any(|p| is_pair(p.entry())) {
                definition.long.end = hit.end;
            }
        }
    }

    /// The entry that a definition means, and whether the gazetteer knows the pair.
    fn known(&self, definition: &Definition, hits: &[Hit]) -> Option<(u32, bool)> {
        let tokens = self.text.tokens();
        let long = &definition.long;
        let short = self.lookup(definition.short.clone());
        let hit = hits
            .get(hits.partition_point(|h| h.end < long.end))
            .filter(|h| h.end == long.end && h.first <= long.start);
        if let Some(What::Listed(value)) = hit.map(|h| h.what) {
            let first = hit.map_or(long.start, |h| h.first);
            let entries: Vec<u32> = self.allowed(value, first, long.end).map(Posting::entry).collect();
            let pair = entries.iter().find(|&&e| short.iter().any(|p| p.entry() == e));
            return pair.map(|&e| (e, true)).or_else(|| entries.first().map(|&e| (e, false)));
        }
        // The list knows the short form, and under it a name of much the same words.
        let words: Vec<u64> = long
            .clone()
            .filter(|&i| {
                tokens[i].kind() == TokenKind::Word && !is_common(tokens[i].hash)
                    || tokens[i].is_capitalised()
            })
            .map(|i| tokens[i].hash)
            .collect();
        short
            .iter()
            .map(|p| p.entry())
            .find(|&entry| {
                let Some(entry) = self.inner.entry(entry as usize) else { return false };
                std::iter::once(&entry.name).chain(&entry.aliases).any(|name| {
                    Text::new(name).is_ok_and(|name| {
                        let shared = name.tokens().iter().filter(|t| words.contains(&t.hash)).count();
                        shared * 2 >= words.len() && shared >= 2
                    })
                })
            })
            .map(|entry| (entry, true))
    }

    /// What the list says of these tokens.
    fn lookup(&self, tokens: Range<usize>) -> Vec<Posting> {
        let mut found = Vec::new();
        index::walk(
            self.text.tokens(),
            tokens.start,
            tokens.end,
            |beginning| self.index.value(beginning),
            |end, value| {
                if end == tokens.end {
                    found.extend(self.allowed(value, tokens.start, end));
                }
            },
        );
        found
    }

    /// How often each word in capitals is used.
    fn upper_words(&self) -> HashMap<u64, u32> {
        let mut counts = HashMap::new();
        for token in self.text.tokens().iter().filter(|t| t.case() == Case::Upper) {
            *counts.entry(token.hash).or_default() += 1;
        }
        counts
    }

    /// Whether a long form is a name: its first word and at least half of those that are not small by nature have
    /// capitals.
    fn is_name(&self, tokens: Range<usize>) -> bool {
        let words = || {
            self.text.tokens()[tokens.clone()].iter().filter(|t| t.kind().is_wordlike() && t.span().len() > 3)
        };
        let capitals = words().filter(|t| t.is_capitalised()).count();
        self.text.tokens()[tokens.start].is_capitalised() && capitals * 2 > words().count()
    }

    fn written(&self, tokens: Range<usize>) -> String {
        let slice = self.text.slice(self.text.span_of(tokens));
        slice.split_whitespace().collect::<Vec<_>>().join(" ")
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
        let tokens = self.text.tokens();
        let mut named = Named::default();
        if hits.iter().any(|h| h.is_shared) {
            let sure = hits.iter().filter(|h| !h.is_shared && matches!(h.what, What::Listed(_)));
            sure.filter_map(|h| self.inner.facts(h.best.entry())).for_each(|facts| named.add(facts));
        }
        let is_near =
            |i: usize, j: usize| is_beside(tokens, hits[i].end, hits[j].first).then(|| (hits[i], hits[j]));
        let mut mentions = Vec::with_capacity(hits.len());
        for (i, hit) in hits.iter().enumerate() {
            let mention = match hit.what {
                What::Listed(_) => self.listed(hit, &named, |facts| {
                    let after = (i + 1 < hits.len()).then(|| is_near(i, i + 1)).flatten().map(|(_, b)| b);
                    let before = i.checked_sub(1).and_then(|b| is_near(b, i)).map(|(a, _)| a);
                    after.iter().chain(&before).any(|other| self.may_hold(other, facts))
                }),
                What::Pattern(entry) => self.mention(hit, entry, Via::Pattern, Vec::new()),
                What::Defined(value) => self.defined(hit, value, later),
            };
            mentions.extend(mention);
        }
        mentions
    }

    /// Whether one of the meanings of a hit lies in a place, or holds it.
    fn may_hold(&self, other: &Hit, facts: &Facts) -> bool {
        let What::Listed(value) = other.what else { return false };
        self.allowed(value, other.first, other.end)
            .any(|p| self.inner.facts(p.entry()).is_some_and(|other| holds(other, facts)))
    }

    fn listed(&self, hit: &Hit, named: &Named<'_>, is_beside: impl Fn(&Facts) -> bool) -> Option<Mention> {
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
                *score = named.score(facts, is_beside(facts));
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

fn ends(range: &Range<usize>) -> (usize, usize) {
    (range.start, range.end)
}
