//! One cue read: the decisions in their order, each given the ones before.

use std::ops::Range;

use super::extent::{self, Shape};
use super::features::{Decision, Model, Scorer, bucket, join};
use super::site::{Cue, EDGE, Site};
use super::source::{self, Source};
use crate::syntax::{Relation, Tag};
use crate::text::TokenKind;

/// What was made of a cue.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) source: Source,
    pub(super) shape: Shape,
    /// The piece before the cue.
    pub(super) left: Option<Range<usize>>,
    /// The piece behind it.
    pub(super) right: Option<Range<usize>>,
    /// The probability of each decision among its options; 1 where nothing was to be decided.
    pub(super) sure: [f32; 5],
}

/// Reads a cue; `None` where nothing around it can be a content.
pub(super) fn read(model: &Model, site: &Site<'_>, cue: &Cue) -> Option<Reading> {
    let mut sure = [1.0; 5];
    let mut sources = source::options(site, cue);
    let (best, chance) = model.best(Decision::Source, &sources, |s, f| source::features(site, cue, s, f))?;
    sure[0] = chance;
    let source = sources.swap_remove(best);
    let group = extent::group(site, cue, &source);
    let left_end = extent::left_end(site, &group);
    let starts_left = extent::left_starts(site, cue, left_end);
    let starts_right = extent::right_starts(site, cue, &group);
    let shapes = shapes(!starts_left.is_empty(), !starts_right.is_empty());
    let (best, chance) = model.best(Decision::Shape, shapes, |&shape, f| {
        extent::shape_features(site, cue, &source, &group, shape, f);
    })?;
    let shape = shapes[best];
    sure[1] = chance;
    let left = if shape == Shape::After {
        None
    } else {
        let best = model.best(Decision::LeftStart, &starts_left, |&start, f| {
            extent::left_features(site, cue, shape, left_end, start, f);
        });
        best.map(|(best, chance)| {
            sure[2] = chance;
            let start = starts_left[best];
            // In the sentence before, the piece ends with it.
            start..if left_end > start { left_end } else { start }
        })
    };
    let right = if shape == Shape::Before {
        None
    } else {
        let best = model.best(Decision::RightStart, &starts_right, |&start, f| {
            extent::start_features(site, cue, &group, shape, start, f);
        });
        best.map(|(best, chance)| {
            sure[3] = chance;
            let start = starts_right[best];
            let ends = extent::right_ends(site, cue, start);
            let end = model.best(Decision::RightEnd, &ends, |&end, f| {
                extent::end_features(site, cue, shape, start, end, f);
            });
            start..end.map_or(start + 1, |(best, chance)| {
                sure[4] = chance;
                ends[best]
            })
        })
    };
    Some(Reading { source, shape, left, right, sure })
}

/// The shapes that are possible with something to say on the left, on the right.
pub(super) fn shapes(left: bool, right: bool) -> &'static [Shape] {
    match (left, right) {
        (true, true) => &[Shape::After, Shape::Before, Shape::Around],
        (true, false) => &[Shape::Before],
        (false, true) => &[Shape::After],
        (false, false) => &[],
    }
}

/// What tells whether a cue attributes at all, given what was made of it.
pub(super) fn features(site: &Site<'_>, cue: &Cue, reading: &Reading, f: &mut Scorer<'_>) {
    let tree = site.tree;
    let page = site.page;
    let stem = cue.entry.stem;
    let form = page.hash(cue.tokens.start);
    let tag = site.class(cue.head);
    let frames = cue.entry.frames.bits();
    let shape = reading.shape as u64;
    let group = cue.entry.group as u64;
    let path = if reading.source.is_none() { 0 } else { site.path(cue, reading.source.head) };
    let side = if reading.source.is_none() {
        0
    } else {
        1 + u64::from(reading.source.tokens.start >= cue.tokens.end)
    };
    let kind = join(frames, tag);
    f.with(1, stem, &[tag, shape, side]);
    f.with(2, form, &[join(shape, side), tag]);
    f.with(3, kind, &[shape, side, join(shape, side)]);
    f.with(4, group, &[tag, shape, join(tag, join(shape, side))]);
    f.with(5, path, &[stem, kind, shape, join(group, tag)]);
    let before = site.class_before(cue.tokens.start);
    let after = site.class(cue.tokens.end);
    f.with(6, before, &[stem, kind]);
    f.with(7, after, &[stem, kind]);
    f.with(8, join(before, after), &[group, kind]);
    f.with(9, site.word_before(cue.tokens.start), &[stem, group]);
    f.with(10, site.word(cue.tokens.end), &[stem, group]);
    f.with(11, site.word(cue.tokens.end + 1), &[group]);
    f.with(12, tree.relation(cue.head) as u64, &[stem, kind, group]);
    f.with(13, u64::from(tree.is_negated(cue.head)), &[stem, kind]);
    f.with(14, u64::from(tree.is_passive(cue.head)), &[stem, side]);
    for child in tree.verb_group(cue.head).take(4) {
        f.with(15, page.hash(child), &[group, stem]);
    }
    for (i, &chance) in reading.sure.iter().enumerate() {
        let step = (chance * 8.0) as u64;
        f.with(16 + i as u64, step, &[group, kind]);
    }
    let product: f32 = reading.sure.iter().product();
    f.with(21, (product * 10.0) as u64, &[group, stem]);
    if let Some(right) = &reading.right {
        let here = site.tokens.contains(&right.start);
        f.with(22, u64::from(here), &[kind, group]);
        let content = right.start..right.end.min(site.tokens.end).max(right.start);
        let finite = site.count(content.clone(), |at| site.is_finite(at)) as u64;
        let subject = site.count(content.clone(), |at| site.is_subject(at)) as u64;
        f.with(23, finite.min(2) * 3 + subject.min(2), &[stem, kind, join(side, kind)]);
        f.with(24, bucket(content.len()), &[stem, kind]);
        f.with(25, site.class(right.start), &[stem, kind, site.class(right.start + 1)]);
        f.with(26, site.word_before(right.start), &[stem, kind]);
        f.with(27, site.word(right.start), &[stem, group]);
        f.with(28, bucket(right.start.saturating_sub(cue.tokens.end)), &[kind, stem]);
        let quote =
            page.quote_at(right.start).map_or(0, |q| 1 + u64::from(page.inside(q).start == right.start));
        f.with(29, quote, &[stem, kind, side]);
        if !content.is_empty() {
            f.with(30, site.path(cue, site.head_of(&content)), &[kind, stem]);
        }
    }
    if let Some(left) = &reading.left {
        let here = site.tokens.contains(&left.start);
        let content = left.start.max(site.tokens.start)..left.end;
        let finite = site.count(content.clone(), |at| site.is_finite(at)) as u64;
        f.with(31, finite.min(2) + 3 * u64::from(here), &[stem, kind, side]);
        f.with(32, bucket(left.len()), &[stem, kind]);
        let quote =
            page.quote_at(left.start).map_or(0, |q| 1 + u64::from(page.inside(q).start == left.start));
        f.with(33, quote, &[stem, kind, side]);
        f.with(34, site.class(left.end), &[stem, kind]);
    }
    if !reading.source.is_none() {
        let source = &reading.source;
        f.with(35, page.hash(source.head), &[group, stem]);
        f.with(36, site.class(source.head), &[kind, stem]);
        f.with(37, bucket(source.tokens.len()), &[group]);
        let name = page.text.tokens()[source.head].is_capitalised();
        f.with(38, u64::from(name), &[kind, stem]);
        f.with(39, site.word(source.tokens.start), &[group]);
    }
    let quote = page.quote_at(cue.head);
    let quoted = quote.is_some();
    f.with(40, u64::from(quoted), &[stem, kind, group]);
    // A cue inside an adverb clause, a relative clause, a condition.
    let clause = tree.clause_of(cue.head);
    let mark = tree.child(clause, &[Relation::Mark]).map_or(0, |m| page.hash(m));
    f.with(41, mark, &[tag, stem]);
    f.with(42, tree.relation(clause) as u64, &[kind, group]);
    let object = tree.child(cue.head, &[Relation::Object]).map_or(0, |o| 1 + site.class(o));
    f.with(43, object, &[stem, kind]);
    let complement = tree.complement_of(cue.head).map_or(0, |c| 1 + tree.relation(c) as u64);
    f.with(44, complement, &[stem, kind]);
    let governor = tree.head(cue.head).map_or((EDGE, 0), |h| (site.class(h), page.hash(h)));
    f.with(45, governor.0, &[kind, stem]);
    f.with(46, governor.1, &[group, kind]);
    let infinitive = cue.tokens.start > site.tokens.start && tree.tag(cue.tokens.start - 1) == Tag::Particle;
    f.with(47, u64::from(infinitive), &[stem, kind]);
    let ends = (cue.tokens.end..site.tokens.end).next().is_none_or(|at| page.kind(at) == TokenKind::Period);
    f.with(48, u64::from(ends), &[stem, shape, kind]);
}
