//! Who speaks: phrases of the cue's sentence that may be the source, and what tells for each.

use std::ops::Range;

use super::features::{MAX_OPTIONS, Scorer, bucket, join};
use super::site::{Cue, EDGE, Site};
use crate::syntax::{Relation, Tag};
use crate::text::TokenKind;

/// How far from its cue a source may stand, in tokens.
const REACH: usize = 45;

/// A phrase that may be the source; no tokens stand for "nobody is named".
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Source {
    pub(super) tokens: Range<usize>,
    pub(super) head: usize,
}

impl Source {
    pub(super) fn is_none(&self) -> bool {
        self.tokens.is_empty()
    }
}

/// The phrases that may be the source of `cue`; the first one is nobody.
pub(super) fn options(site: &Site<'_>, cue: &Cue) -> Vec<Source> {
    let mut found = Found { site, cue, options: vec![Source { tokens: 0..0, head: 0 }] };
    found.related();
    found.chunks_before();
    found.chunks_after();
    found.near_phrases();
    found.options
}

struct Found<'s, 'd> {
    site: &'s Site<'d>,
    cue: &'s Cue,
    options: Vec<Source>,
}

impl Found<'_, '_> {
    /// Takes in a phrase, cut at the cue and trimmed.
    fn push(&mut self, range: Range<usize>) {
        let cue = &self.cue.tokens;
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
        let site = self.site;
        let mut end = self.cue.tokens.start;
        while end > site.tokens.start
            && (site.tree.tag(end - 1).is_aux()
                || matches!(site.tree.tag(end - 1), Tag::Adverb | Tag::Particle | Tag::Adjective))
        {
            end -= 1;
        }
        let mut cuts = 0;
        for at in (site.tokens.start.max(end.saturating_sub(REACH))..end).rev() {
            if site.is_boundary(at) || site.is_finite(at) {
                self.push(at + 1..end);
                cuts += 1;
                if cuts == 4 {
                    return;
                }
            }
        }
        if end - site.tokens.start < REACH {
            self.push(site.tokens.start..end);
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

/// What tells for one option.
pub(super) fn features(site: &Site<'_>, cue: &Cue, source: &Source, f: &mut Scorer<'_>) {
    let stem = cue.entry.stem;
    let tag = site.class(cue.head);
    let frames = cue.entry.frames.bits();
    let context = [stem, join(tag, frames)];
    if source.is_none() {
        none(site, cue, f, &context);
        return;
    }
    let Range { start, end } = source.tokens.clone();
    let after = start >= cue.tokens.end;
    let gap = if after { cue.tokens.end..start } else { end..cue.tokens.start };
    let side = u64::from(after);
    let path = site.path(cue, source.head);
    let head_tag = site.class(source.head);
    let length = bucket(end - start);
    let distance = bucket(gap.len());

    f.with(1, side, &context);
    f.with(2, path, &[stem, tag, join(frames, tag), side]);
    f.with(3, distance, &[side, join(side, tag), join(side, stem)]);
    f.with(4, head_tag, &[side, path]);
    f.with(5, length, &[side]);
    let verbs = site.count(gap.clone(), |at| site.tree.tag(at).is_verb()) as u64;
    let finite = site.count(gap.clone(), |at| site.is_finite(at)) as u64;
    let commas = site.count(gap.clone(), |at| site.page.kind(at) == TokenKind::Comma) as u64;
    let marks = site.count(gap.clone(), |at| site.page.is_quote_mark(at)) as u64;
    f.with(6, verbs, &[side, tag, path]);
    f.with(7, finite, &[side, tag]);
    f.with(8, commas, &[side, tag, verbs]);
    f.with(9, marks, &[side]);
    if gap.len() <= 4 {
        let signature = gap.clone().fold(gap.len() as u64, |h, at| join(h, site.class(at)));
        f.with(10, signature, &[side, stem, tag]);
        let words = gap.clone().fold(gap.len() as u64, |h, at| join(h, site.word(at)));
        f.with(11, words, &[side]);
    }
    f.with(12, site.class_before(start), &[side, head_tag]);
    f.with(13, site.class(end), &[side, head_tag, path]);
    f.with(14, site.word_before(start), &[side]);
    f.with(15, site.word(end), &[side]);
    f.with(16, site.page.hash(source.head), &[side]);
    f.both(17, site.page.hash(source.head), stem);
    if end - start == 1 {
        f.with(18, site.word(start), &[side, stem, path]);
    }
    let inside_finite = site.count(source.tokens.clone(), |at| site.is_finite(at)) as u64;
    let inside_commas = site.count(source.tokens.clone(), |at| site.page.kind(at) == TokenKind::Comma) as u64;
    let inside_names =
        site.count(source.tokens.clone(), |at| site.page.text.tokens()[at].is_capitalised()) as u64;
    f.with(19, inside_finite, &[side, length]);
    f.with(20, inside_commas, &[side, inside_finite]);
    f.with(21, inside_names.min(2), &[side, head_tag]);
    f.with(22, site.class(start), &[side, site.class_before(start)]);
    f.with(23, site.class(end - 1), &[side, site.class(end)]);
    let whole = site.tree.subtree(source.head);
    f.with(
        24,
        u64::from(whole.start < start) * 2 + u64::from(whole.end > end),
        &[side, path, site.class(end)],
    );
    let same_quote = site.page.quote_at(source.head) == site.page.quote_at(cue.head);
    let quoted = u64::from(same_quote) * 2 + u64::from(site.page.quote_at(cue.head).is_some());
    f.with(25, quoted, &[side]);
    f.with(26, site.tree.relation(source.head) as u64, &[side, tag, join(side, stem)]);
    let own = site.tree.subject_of(cue.head);
    let subject = match own {
        None => 0,
        Some(s) if s == source.head => 1,
        Some(s) if source.tokens.contains(&s) => 2,
        Some(_) => 3,
    };
    f.with(27, subject, &[side, tag, join(side, path)]);
    let first = if start == site.tokens.start { EDGE } else { 0 };
    f.with(28, first, &[side, distance]);
    // Another possible source between this one and the cue.
    let nearer = site.count(gap, |at| site.is_subject(at)) as u64;
    f.with(29, nearer, &[side, tag, path]);
    f.with(30, u64::from(site.tree.is_passive(cue.head)), &[path, side]);
}

fn none(site: &Site<'_>, cue: &Cue, f: &mut Scorer<'_>, context: &[u64]) {
    let tree = site.tree;
    f.with(50, 1, context);
    let subject = tree.subject_of(cue.head);
    let shape = match subject {
        None => 0,
        Some(s) => 1 + tree.relation(s) as u64,
    };
    f.with(51, shape, context);
    f.with(52, u64::from(tree.is_passive(cue.head)), context);
    f.with(53, subject.map_or(0, |s| site.page.hash(s)), &[context[0]]);
    f.with(54, site.word_before(cue.tokens.start), context);
    f.with(55, site.word(cue.tokens.end), context);
    f.with(56, site.class_before(cue.tokens.start), context);
    f.with(57, site.class(cue.tokens.end), context);
    f.with(58, tree.relation(cue.head) as u64, context);
    f.both(59, site.class_before(cue.tokens.start), site.class(cue.tokens.end));
    let expletive = tree.child(cue.head, &[Relation::Expletive]).is_some();
    f.with(60, u64::from(expletive), context);
    f.with(61, tree.understood_subject_of(cue.head).map_or(0, |s| 1 + site.class(s)), context);
}
