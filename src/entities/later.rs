//! Names that hold from their definition on, in one document: short forms, long forms that no list knows, surnames.

use hashbrown::HashMap;
use std::sync::Arc;

use super::index;
use super::posting::Posting;
use super::scan::{self, Hit, What};
use super::words::{CALENDAR, TITLE, classes, is_common, is_first_name, is_particle};
use super::{CasePolicy, Via};
use crate::sentences::Sentence;
use crate::text::{Case, Text, Token, TokenKind};

/// Whom a name of the document means.
#[derive(Clone, Debug)]
pub(super) enum Target {
    /// Number of an entry of the gazetteer.
    Entry(u32),
    /// An entity that only the document knows.
    Local(Arc<Local>),
}

impl Target {
    pub(super) fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Entry(a), Self::Entry(b)) => a == b,
            (Self::Local(a), Self::Local(b)) => a.id == b.id,
            _ => false,
        }
    }
}

/// What mentions of a document-local entity say.
#[derive(Debug)]
pub(super) struct Local {
    pub id: Arc<str>,
    pub label: Arc<str>,
    pub name: Arc<str>,
}

/// What kind of name it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sort {
    Short,
    Long,
    Surname,
}

/// One meaning of a name.
#[derive(Clone, Debug)]
pub(super) struct Meaning {
    /// The token from which on it holds.
    pub from: usize,
    pub target: Target,
    pub sort: Sort,
    posting: Posting,
}

/// Names and their meanings, oldest first.
#[derive(Default)]
pub(super) struct Later {
    values: HashMap<u64, u32>,
    groups: Vec<Vec<Meaning>>,
    /// A bit for each first word, by the highest bits of its hash.
    firsts: [u64; FILTER],
    /// Whether a name starts with a word that may be written small.
    has_small: bool,
    earliest: Option<usize>,
}

/// Parts of the filter of first words.
const FILTER: usize = 16;

/// Part and bit of a word in the filter.
fn filter_place(word: u64) -> (usize, u64) {
    ((word >> 60) as usize, word >> 54 & 63)
}

/// A reader thinks of the last meanings of a name, not of the first of a hundred.
const MAX_MEANINGS: usize = 16;

/// As in [`index`]: longer names start here.
const GOES_ON: u32 = 1 << 31;

impl Later {
    pub(super) fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// Adds a name, written as tokens `first..end` are.
    pub(super) fn add(
        &mut self,
        tokens: &[Token],
        (first, end): (usize, usize),
        from: usize,
        target: Target,
        sort: Sort,
    ) {
        let words: Vec<Token> = scan::words(tokens, first, end).copied().collect();
        let policy = if sort == Sort::Short { CasePolicy::Exact } else { CasePolicy::Initial };
        let Some(word) = words.first() else { return };
        let mut beginning = index::START;
        for word in &words[..words.len() - 1] {
            beginning = index::next(beginning, word.hash);
            *self.values.entry(beginning).or_default() |= GOES_ON;
        }
        beginning = index::next(beginning, words[words.len() - 1].hash);
        let value = self.values.entry(beginning).or_default();
        if *value & !GOES_ON == 0 {
            self.groups.push(Vec::new());
            *value |= self.groups.len() as u32;
        }
        self.earliest = self.earliest.map_or(Some(from), |earliest| Some(earliest.min(from)));
        let (part, bit) = filter_place(word.hash);
        self.firsts[part] |= 1 << bit;
        self.has_small |= !word.is_capitalised();
        let posting = Posting::new(0, Via::Defined, policy, &words, is_common, is_particle);
        let group = &mut self.groups[(*value & !GOES_ON) as usize - 1];
        // The same meaning again adds nothing.
        if !group.last().is_some_and(|m| m.target.is(&target) && m.sort == sort) {
            group.push(Meaning { from, target, sort, posting });
        }
    }

    /// Puts the meanings of each name in order; after that names are looked for.
    pub(super) fn close(&mut self) {
        for group in &mut self.groups {
            group.sort_by_key(|m| m.from);
        }
    }

    /// Where the names stand, from their definitions on.
    pub(super) fn hits(&self, text: &Text<'_>, sentences: &[Sentence]) -> Vec<Hit> {
        let tokens = text.tokens();
        let mut hits = Vec::new();
        let first =
            sentences.partition_point(|s| self.earliest.is_some_and(|earliest| s.tokens().end <= earliest));
        for (s, sentence) in sentences.iter().enumerate().skip(first) {
            let range = sentence.tokens();
            let mut i = range.start;
            while i < range.end {
                let (part, bit) = filter_place(tokens[i].hash);
                let may_start = self.firsts[part] >> bit & 1 != 0;
                if !may_start || !(self.has_small || tokens[i].is_capitalised()) {
                    i += 1;
                    continue;
                }
                let mut longest = None;
                index::walk(
                    tokens,
                    i,
                    range.end,
                    |beginning| self.values.get(&beginning).copied(),
                    |end, value| {
                        if self.holds(text, range.start, (i, end), value) {
                            longest = Some((end, value));
                        }
                    },
                );
                if let Some((end, value)) = longest {
                    hits.push(Hit::new((i, end), s, What::Defined(value)));
                    i = end;
                } else {
                    i += 1;
                }
            }
        }
        hits
    }

    fn holds(&self, text: &Text<'_>, start: usize, (first, end): (usize, usize), value: u32) -> bool {
        let tokens = text.tokens();
        self.meanings(value, first).any(|meaning| {
            meaning.posting.allows(scan::words(tokens, first, end))
                && (meaning.sort != Sort::Surname || is_surname(tokens, start, first, end))
        })
    }

    /// What a name means at token `at`: the last definition before it first.
    pub(super) fn meanings(&self, value: u32, at: usize) -> impl Iterator<Item = &Meaning> {
        let group = self.groups.get((value as usize).wrapping_sub(1)).map_or(&[][..], Vec::as_slice);
        let known = group.partition_point(|m| m.from <= at);
        group[..known].iter().rev().take(MAX_MEANINGS)
    }
}

/// Whether a surname stands alone, or after a title: neither another first name before it nor a name after it.
fn is_surname(tokens: &[Token], start: usize, first: usize, end: usize) -> bool {
    let is_capital = |t: &Token| {
        t.kind() == TokenKind::Word
            && t.is_capitalised()
            && t.case() != Case::Upper
            && classes(t.hash) & CALENDAR == 0
    };
    let mut before = first;
    if before > start && tokens[before - 1].kind() == TokenKind::Period && !tokens[before - 1].after_space() {
        before -= 1;
    }
    let is_strange_before = before > start && {
        let word = &tokens[before - 1];
        let opens = before - 1 == start;
        is_capital(word)
            && tokens[first].after_space()
            && classes(word.hash) & TITLE == 0
            && (!opens || is_first_name(word.hash))
    };
    let is_strange_after =
        tokens.get(end).is_some_and(|t| is_capital(t) && t.after_space() && !t.starts_line());
    // "May" alone is a month until a verb proves it a person.
    let is_month = end - first == 1 && classes(tokens[first].hash) & CALENDAR != 0 && {
        let next = tokens.get(end);
        next.is_some_and(|t| t.kind() == TokenKind::Number)
            || first > start && classes(tokens[first - 1].hash) & super::words::TIME != 0
    };
    !is_strange_before && !is_strange_after && !is_month
}
