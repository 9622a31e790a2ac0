//! From the definitions of a document to its aliases and to the names that hold from then on.

use std::ops::Range;
use std::sync::Arc;

use hashbrown::HashMap;

use super::Alias;
use super::define::{self, Definition, Proof};
use super::find::Finder;
use super::index;
use super::later::{Later, Local, Sort, Target};
use super::posting::Posting;
use super::read::NO_LABEL;
use super::scan::{Hit, Scan, What};
use super::words::is_common;
use crate::text::{Case, Text, TokenKind};

impl Finder<'_> {
    /// Reads the definitions of the document and notes their names in `later`.
    pub(super) fn aliases(&self, scan: &Scan, hits: &[Hit], later: &mut Later) -> Vec<Alias> {
        if scan.brackets.is_empty() && scan.asides.is_empty() {
            return Vec::new();
        }
        let tokens = self.text.tokens();
        let mut aliases = Vec::new();
        let mut uses = None;
        let mut locals = HashMap::new();
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
            let (target, is_named) = match known {
                Some((entry, _)) => (Target::Entry(entry), true),
                None => (self.local(&definition, &mut locals), self.is_name(definition.long.clone())),
            };
            // "it is unjust that the U.S. …": a name that the list knows is no short form of common words.
            if !is_named && !self.lookup(short.clone()).is_empty() {
                continue;
            }
            let id = match &target {
                Target::Entry(entry) => self.inner.facts(*entry).map(|f| f.id.clone()),
                Target::Local(local) => Some(local.id.clone()),
            };
            let Some(id) = id else { continue };
            aliases.push(Alias {
                span: self.text.span_of(short.clone()),
                name: self.written(short.clone()),
                stands_for: self.written(definition.long.clone()),
                id,
            });
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

    /// The entity of a long form that no list knows; the same for the same long form.
    fn local(&self, definition: &Definition, locals: &mut HashMap<Arc<str>, Arc<Local>>) -> Target {
        let name = self.written(definition.long.clone());
        let id: Arc<str> = format!("local:{name}").into();
        let local = locals
            .entry(id.clone())
            .or_insert_with(|| Arc::new(Local { id, label: NO_LABEL.into(), name: name.into() }));
        Target::Local(local.clone())
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
}

fn ends(range: &Range<usize>) -> (usize, usize) {
    (range.start, range.end)
}
