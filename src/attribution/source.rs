//! Who speaks: phrases of the cue's sentence that may be the source.

use std::ops::Range;
use std::sync::LazyLock;

use super::features::MAX_OPTIONS;
use super::site::{Cue, Site};
use crate::syntax::{Relation, Tag};
use crate::text::{TokenKind, fold};

/// How far from its cue a source may stand, in tokens.
const REACH: usize = 45;

/// A phrase that may be the source; no tokens stand for "nobody is named".
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Source {
    pub(super) tokens: Range<usize>,
    pub(super) head: usize,
}

impl Source {
    /// Nobody.
    pub(super) fn none() -> Self {
        Self { tokens: 0..0, head: 0 }
    }

    pub(super) fn is_none(&self) -> bool {
        self.tokens.is_empty()
    }
}

/// The phrases that may be the source of `cue`; the first one is nobody.
pub(super) fn options(site: &Site<'_>, cue: &Cue) -> Vec<Source> {
    let mut found = Found { site, cue, options: vec![Source::none()] };
    if let Some(object) = spoken_for(site, cue) {
        found.phrase(object);
        if found.options.len() > 1 {
            found.options.remove(0);
            return found.options;
        }
    }
    found.related();
    found.chunks_before();
    found.chunks_after();
    found.chunks_before_verbs();
    found.near_phrases();
    found.options
}

/// The object in "quoted [officials] as saying": who says it.
fn spoken_for(site: &Site<'_>, cue: &Cue) -> Option<usize> {
    static AS: LazyLock<u64> = LazyLock::new(|| fold::hash("as"));
    let tree = site.tree;
    let before = cue.tokens.start.checked_sub(2).filter(|at| site.tokens.contains(at))?;
    if tree.tag(cue.head) != Tag::VerbGerund || site.word(before + 1) != *AS {
        return None;
    }
    let ends_here = |&at: &usize| tree.tag(at).is_noun() && tree.subtree(at).end > before;
    let top = std::iter::successors(Some(before), |&at| tree.head(at)).take_while(ends_here).last()?;
    (tree.relation(top) == Relation::Object).then_some(top)
}

struct Found<'s, 'd> {
    site: &'s Site<'d>,
    cue: &'s Cue,
    options: Vec<Source>,
}

impl Found<'_, '_> {
    /// Takes in a phrase, cut at the cue and to what the site shows of its sentence, and trimmed.
    fn push(&mut self, range: Range<usize>) {
        let cue = &self.cue.tokens;
        let seen = &self.site.tokens;
        let range = range.start.max(seen.start)..range.end.min(seen.end);
        let range = if range.start < cue.start && range.end > cue.start {
            range.start..cue.start
        } else if range.start < cue.end && range.end > cue.end {
            cue.end..range.end
        } else {
            range
        };
        let mut range = self.site.page.trim(range);
        while range.start < range.end && self.opens_phrase(range.start) {
            range.start += 1;
        }
        while range.start < range.end && self.closes_phrase(range.end - 1) {
            range.end -= 1;
        }
        if range.is_empty()
            || self.options.len() >= MAX_OPTIONS
            || cue.start < range.end && range.start < cue.end
        {
            return;
        }
        if self.options.iter().all(|o| o.tokens != range) {
            let head = self.site.head_of(&range);
            self.options.push(Source { tokens: range, head });
        }
    }

    /// Prepositions and conjunctions before a phrase are none of it.
    fn opens_phrase(&self, at: usize) -> bool {
        matches!(
            self.site.tree.tag(at),
            Tag::Adposition | Tag::Coordinator | Tag::Subordinator | Tag::Particle | Tag::Punctuation
        ) && !matches!(self.site.page.kind(at), TokenKind::Open)
    }

    fn closes_phrase(&self, at: usize) -> bool {
        matches!(
            self.site.tree.tag(at),
            Tag::Particle | Tag::Coordinator | Tag::Subordinator | Tag::Adposition
        ) || self.site.page.is_edge(at)
    }

    /// A phrase by its head: all that hangs on it, and without what is loosely hung on behind.
    fn phrase(&mut self, head: usize) {
        let tree = self.site.tree;
        let whole = tree.subtree(head);
        let start = tree
            .children(head)
            .filter(|&c| {
                c < head
                    && matches!(
                        tree.relation(c),
                        Relation::Case | Relation::Mark | Relation::Coordinator | Relation::Punctuation
                    )
            })
            .last()
            .map_or(whole.start, |c| tree.subtree(c).end.min(head));
        self.push(start..whole.end);
        let loose = tree.children(head).find(|&c| {
            c > head
                && matches!(
                    tree.relation(c),
                    Relation::RelativeClause
                        | Relation::NounClause
                        | Relation::Parataxis
                        | Relation::AdverbialClause
                        | Relation::Conjunct
                        | Relation::Complement
                )
        });
        if let Some(loose) = loose {
            self.push(start..tree.subtree(loose).start);
        }
    }

    /// What the tree says: subjects, agents, owners, the noun that a clause hangs on.
    fn related(&mut self) {
        let tree = self.site.tree;
        let head = self.cue.head;
        let mut heads: Vec<usize> = Vec::with_capacity(8);
        heads.extend(tree.subject_of(head));
        heads.extend(tree.understood_subject_of(head));
        heads.extend(tree.children(head).filter(|&c| {
            matches!(
                tree.relation(c),
                Relation::Agent
                    | Relation::Possessive
                    | Relation::Oblique
                    | Relation::Object
                    | Relation::NounModifier
                    | Relation::Compound
                    | Relation::Adjective
            )
        }));
        let mut at = head;
        for _ in 0..3 {
            let Some(up) = tree.head(at) else { break };
            if tree.tag(up).is_noun() {
                heads.push(up);
            }
            heads.extend(tree.subject_of(up));
            heads.extend(tree.child(up, &[Relation::Object, Relation::Agent]));
            at = up;
        }
        heads.truncate(16);
        for head in heads {
            self.phrase(head);
        }
    }

    /// Stretches that end where the cue's verb group starts, whatever the tree says.
    fn chunks_before(&mut self) {
        self.chunks_to(self.cue.tokens.start, 4);
    }

    /// Stretches that end before `end` and the auxiliaries and adverbs before it, each back to another boundary.
    fn chunks_to(&mut self, end: usize, cuts: usize) {
        let site = self.site;
        let loose = |at: usize| {
            site.tree.tag(at).is_aux()
                || matches!(site.tree.tag(at), Tag::Adverb | Tag::Particle)
                    && !site.page.text.tokens()[at].is_capitalised()
        };
        let mut end = end;
        while end > site.tokens.start && loose(end - 1) {
            end -= 1;
        }
        let from = site.tokens.start.max(end.saturating_sub(REACH));
        let boundaries = (from..end).rev().filter(|&at| site.is_boundary(at) || site.is_finite(at));
        for at in boundaries.take(cuts).collect::<Vec<_>>() {
            self.push(at + 1..end);
        }
        if from == site.tokens.start {
            self.push(from..end);
        }
    }

    /// Stretches that end where another finite verb starts: subjects that the cue may share.
    fn chunks_before_verbs(&mut self) {
        let site = self.site;
        let from = site.tokens.start.max(self.cue.tokens.start.saturating_sub(REACH));
        let verbs = (from..self.cue.tokens.start)
            .rev()
            .filter(|&at| site.is_finite(at) && !site.tree.verb_group(self.cue.head).any(|part| part == at));
        for verb in verbs.take(3).collect::<Vec<_>>() {
            self.chunks_to(verb, 2);
        }
    }

    /// Stretches that start behind the cue: "said Ana Ruiz, a spokeswoman for the port".
    fn chunks_after(&mut self) {
        let site = self.site;
        let mut start = self.cue.tokens.end;
        while start < site.tokens.end && matches!(site.tree.tag(start), Tag::Adposition | Tag::Punctuation) {
            start += 1;
        }
        let mut cuts = 0;
        let mut end = start;
        while end < site.tokens.end.min(start + REACH) {
            if end > start
                && (site.is_boundary(end) || site.tree.tag(end).is_verb() || site.tree.tag(end).is_aux())
            {
                self.push(start..end);
                cuts += 1;
                if cuts == 5 {
                    return;
                }
            }
            end += 1;
        }
        if end == site.tokens.end {
            self.push(start..end);
        }
    }

    /// Other subjects of the sentence, the nearest first.
    fn near_phrases(&mut self) {
        let site = self.site;
        let from = site.tokens.start.max(self.cue.tokens.start.saturating_sub(REACH));
        let to = site.tokens.end.min(self.cue.tokens.end + REACH / 2);
        let before = (from..self.cue.tokens.start).rev().filter(|&at| site.is_subject(at)).take(4);
        let after = (self.cue.tokens.end..to).filter(|&at| site.is_subject(at)).take(2);
        for head in before.chain(after).collect::<Vec<_>>() {
            self.phrase(head);
        }
    }
}
