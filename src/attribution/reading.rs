//! One cue read: the decisions in their order, each given the ones before.

use std::ops::Range;
use std::sync::LazyLock;

use super::Stance;
use super::before;
use super::behind;
use super::features::{Decision, Model, Scorer, Template, bucket, join, template};
use super::shape::{self, Shape};
use super::site::{Cue, EDGE, Page, Site};
use super::source::{self, Source};
use super::source_features;
use crate::syntax::{Relation, Tag};
use crate::text::{TokenKind, fold};

/// What was made of a cue.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) source: Source,
    pub(super) shape: Shape,
    /// The piece before the cue.
    pub(super) left: Option<Range<usize>>,
    /// The piece behind it.
    pub(super) right: Option<Range<usize>>,
    /// What carries the piece behind on, each after "and that" or "but that".
    pub(super) further: Vec<Range<usize>>,
    /// The probability of each decision among its options; 1 where nothing was to be decided.
    pub(super) sure: [f32; 5],
}

/// Reads a cue; `None` where nothing around it can be a content.
pub(super) fn read(model: &Model, site: &Site<'_>, cue: &Cue) -> Option<Reading> {
    let mut sure = [1.0; 5];
    let mut sources = source::options(site, cue);
    let (best, chance) = model.pick(
        Decision::Source,
        &sources,
        |s, f| source_features::features(site, cue, s, f),
        |a, b| if a.is_none() || b.is_none() { a == b } else { alike(&a.tokens, &b.tokens) },
    )?;
    sure[0] = chance;
    let source = sources.swap_remove(best);
    let group = shape::group(site, cue, &source);
    let left_end = before::end(site, &group);
    let starts_left = before::starts(site, cue, left_end);
    let starts_right = behind::starts(site, cue, &group);
    let shapes = shapes(!starts_left.is_empty(), !starts_right.is_empty());
    let (best, chance) = model.pick(
        Decision::Shape,
        shapes,
        |&shape, f| shape::features(site, cue, &source, &group, shape, f),
        |a, b| a == b,
    )?;
    let shape = shapes[best];
    sure[1] = chance;
    let mut left = None;
    if shape != Shape::After {
        let (best, chance) = model.pick(
            Decision::LeftStart,
            &starts_left,
            |&start, f| before::features(site, cue, shape, left_end, start, f),
            |&a, &b| alike(&(a..left_end), &(b..left_end)),
        )?;
        sure[2] = chance;
        left = Some(starts_left[best]..left_end);
    }
    let mut right = None;
    let mut further = Vec::new();
    if shape != Shape::Before {
        let (best, chance) = model.pick(
            Decision::RightStart,
            &starts_right,
            |&start, f| behind::start_features(site, cue, &group, shape, start, f),
            |a, b| a == b,
        )?;
        sure[3] = chance;
        let piece = |start: usize| {
            let ends = behind::ends(site, cue, start);
            let picked = model.pick(
                Decision::RightEnd,
                &ends,
                |&end, f| behind::end_features(site, cue, shape, start, end, f),
                |&a, &b| alike(&(start..a), &(start..b)),
            );
            picked.map(|(best, chance)| (start..ends[best], chance))
        };
        let (first, chance) = piece(starts_right[best])?;
        sure[4] = chance;
        while further.len() < 4
            && let Some(start) = behind::carried_on(site, further.last().unwrap_or(&first).end)
            && let Some((next, _)) = piece(start)
        {
            further.push(next);
        }
        right = Some(first);
    }
    Some(Reading { source, shape, left, right, further, sure })
}

/// Whether somebody is said not to say it: "would not say", "no group has claimed". By the guidelines that is no
/// attribution, save where not denying or not believing is meant.
pub(super) fn is_unsaid(site: &Site<'_>, cue: &Cue, reading: &Reading) -> bool {
    let speech = matches!(cue.entry.stance, Stance::Neutral | Stance::Doubted);
    let source = &reading.source;
    speech
        && site.tree.tag(cue.head).is_verb()
        && (site.tree.is_negated(cue.head)
            || site.tree.is_negated(cue.place)
            || !source.is_none() && site.tree.is_negated(source.head))
}

/// Whether it is the writer who says it, with nobody in view: "it is important to note that".
pub(super) fn is_writers_own(site: &Site<'_>, cue: &Cue) -> bool {
    static IT: LazyLock<u64> = LazyLock::new(|| fold::hash("it"));
    let tree = site.tree;
    tree.tag(cue.head) == Tag::VerbBase
        && tree.head(cue.head).is_some_and(|up| {
            tree.tag(up) == Tag::Adjective
                && tree
                    .child(up, &[Relation::Expletive, Relation::Subject])
                    .is_some_and(|subject| site.word(subject) == *IT)
        })
}

/// Whether two stretches share at least half of their tokens (F1).
fn alike(a: &Range<usize>, b: &Range<usize>) -> bool {
    let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    4 * shared >= a.len() + b.len()
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

/// How sure each decision was.
const SURE: [Template; 5] = [
    template!("sure of the source"),
    template!("sure of the shape"),
    template!("sure of the start before"),
    template!("sure of the start behind"),
    template!("sure of the end behind"),
];

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
    f.with(template!("cue"), stem, &[tag, shape, side]);
    f.with(template!("form of the cue"), form, &[join(shape, side), tag]);
    f.with(template!("frames"), kind, &[shape, side, join(shape, side)]);
    f.with(template!("group"), group, &[tag, shape, join(tag, join(shape, side))]);
    f.with(template!("path of the source"), path, &[stem, kind, shape, join(group, tag)]);
    let before = site.class_before(cue.tokens.start);
    let after = site.class(cue.tokens.end);
    f.with(template!("tag before"), before, &[stem, kind]);
    f.with(template!("tag behind"), after, &[stem, kind]);
    f.with(template!("tags around"), join(before, after), &[group, kind]);
    f.with(template!("word before"), site.word_before(cue.tokens.start), &[stem, group]);
    f.with(template!("word behind"), site.word(cue.tokens.end), &[stem, group]);
    f.with(template!("second word behind"), site.word(cue.tokens.end + 1), &[group]);
    f.with(template!("relation of the cue"), tree.relation(cue.place) as u64, &[stem, kind, group]);
    f.with(template!("negated"), u64::from(tree.is_negated(cue.head)), &[stem, kind]);
    let negated = tree.is_negated(cue.head)
        || tree
            .head(cue.head)
            .is_some_and(|h| tree.relation(cue.head) == Relation::OpenComplement && tree.is_negated(h));
    f.with(
        template!("negated speech"),
        u64::from(negated),
        &[join(group, cue.entry.stance as u64), join(group, u64::from(reading.source.is_none()))],
    );
    f.with(template!("passive"), u64::from(tree.is_passive(cue.head)), &[stem, side]);
    let mood = site.mood(cue);
    f.with(template!("verb group"), mood, &[stem, group, kind, shape]);
    for child in tree.verb_group(cue.head).take(4) {
        f.with(template!("auxiliary"), page.hash(child), &[group, stem]);
    }
    for (i, &chance) in reading.sure.iter().enumerate() {
        f.with(SURE[i], steps(chance, 8.0), &[group, kind]);
    }
    let product: f32 = reading.sure.iter().product();
    f.with(template!("sure of all"), steps(product, 10.0), &[group, stem]);
    if let Some(right) = &reading.right {
        let here = site.tokens.contains(&right.start);
        let quote = quotation_from(page, right);
        f.with(template!("quotation behind"), join(quote, u64::from(here)), &[stem, kind, side]);
        let last = site.class(site.tokens.end - 1);
        f.with(template!("content in the sentence"), u64::from(here), &[kind, group, last]);
        if here {
            in_sentence(site, cue, right, side, f);
        } else {
            f.with(template!("tokens left out"), bucket(site.tokens.end - cue.tokens.end), &[quote, last]);
        }
    }
    if let Some(left) = &reading.left {
        let here = site.tokens.contains(&left.start);
        let content = left.start.max(site.tokens.start)..left.end;
        let finite = site.count(content.clone(), |at| site.is_finite(at)) as u64;
        f.with(template!("finite verbs before"), finite.min(2) + 3 * u64::from(here), &[stem, kind, side]);
        f.with(template!("length before"), bucket(left.len()), &[stem, kind]);
        let quote = quotation_from(page, left);
        f.with(template!("quotation before"), quote, &[stem, kind, side]);
        f.with(template!("mark after the piece before"), site.class(left.end), &[stem, kind]);
    }
    if !reading.source.is_none() {
        speaker(site, cue, &reading.source, f);
    }
    surroundings(site, cue, reading, f);
}

/// What tells in the source.
fn speaker(site: &Site<'_>, cue: &Cue, source: &Source, f: &mut Scorer<'_>) {
    let (tree, page) = (site.tree, site.page);
    let stem = cue.entry.stem;
    let tag = site.class(cue.head);
    let group = cue.entry.group as u64;
    let kind = join(cue.entry.frames.bits(), tag);
    f.with(template!("head of the source"), page.hash(source.head), &[group, stem]);
    f.with(template!("tag of the source"), site.class(source.head), &[kind, stem]);
    f.with(template!("length of the source"), bucket(source.tokens.len()), &[group]);
    let name = page.text.tokens()[source.head].is_capitalised();
    // "No group has claimed", "it is important to note".
    let first = tree.tag(source.tokens.start) as u64;
    f.with(
        template!("first words of the source"),
        join(first, page.hash(source.tokens.start)),
        &[group, tree.tag(cue.head) as u64],
    );
    let governor = tree.head(cue.place).map_or(EDGE, |h| tree.tag(h) as u64);
    let relation = tree.relation(source.head) as u64;
    f.with(
        template!("source and governor"),
        join(relation, governor),
        &[tag, page.hash(source.head), join(tag, group)],
    );
    f.with(template!("source is a name"), u64::from(name), &[kind, stem]);
    f.with(template!("first word of the source"), site.word(source.tokens.start), &[group]);
}

/// What tells in the clauses and the other words of speech around the cue.
fn surroundings(site: &Site<'_>, cue: &Cue, reading: &Reading, f: &mut Scorer<'_>) {
    let (tree, page) = (site.tree, site.page);
    let stem = cue.entry.stem;
    let tag = site.class(cue.head);
    let group = cue.entry.group as u64;
    let kind = join(cue.entry.frames.bits(), tag);
    let shape = reading.shape as u64;
    let speech = [site.tokens.start..cue.tokens.start, cue.tokens.end..site.tokens.end]
        .map(|side| site.speech(side).len().min(2) as u64);
    f.with(template!("speech around"), speech[0] * 3 + speech[1], &[kind, group]);
    let held = reading
        .right
        .iter()
        .any(|r| !site.speech(r.start..r.end.min(site.tokens.end).max(r.start)).is_empty());
    f.with(template!("speech in the piece behind"), u64::from(held), &[kind, group]);
    let last = site.speech(site.tokens.start..cue.tokens.start).last().map_or(0, |&at| page.hash(at));
    f.with(template!("speech before"), last, &[kind, stem]);
    let joined = site.joined_in(cue.tokens.start.saturating_sub(4)..cue.tokens.start);
    f.with(template!("joined on"), joined, &[kind, group, speech[0], join(speech[0], stem)]);
    let quote = page.quote_at(cue.head);
    let quoted = quote.is_some();
    f.with(template!("inside a quotation"), u64::from(quoted), &[stem, kind, group]);
    // A cue inside an adverb clause, a relative clause, a condition.
    let clause = tree.clause_of(cue.place);
    let mark = tree.child(clause, &[Relation::Mark]).map_or(0, |m| page.hash(m));
    f.with(template!("conjunction of the clause"), mark, &[tag, stem]);
    f.with(template!("relation of the clause"), tree.relation(clause) as u64, &[kind, group]);
    let object = tree.child(cue.head, &[Relation::Object]).map_or(0, |o| 1 + site.class(o));
    f.with(template!("object"), object, &[stem, kind]);
    let complement = tree.complement_of(cue.head).map_or(0, |c| 1 + tree.relation(c) as u64);
    f.with(template!("complement"), complement, &[stem, kind]);
    let governor = tree.head(cue.place).map_or((EDGE, 0), |h| (site.class(h), page.hash(h)));
    f.with(template!("tag of the governor"), governor.0, &[kind, stem]);
    f.with(template!("governor"), governor.1, &[group, kind]);
    let infinitive = cue.tokens.start > site.tokens.start && tree.tag(cue.tokens.start - 1) == Tag::Particle;
    f.with(template!("infinitive"), u64::from(infinitive), &[stem, kind]);
    let ends = (cue.tokens.end..site.tokens.end).next().is_none_or(|at| page.kind(at) == TokenKind::Period);
    f.with(template!("ends the sentence"), u64::from(ends), &[stem, shape, kind]);
}

/// A probability in steps.
#[allow(clippy::cast_sign_loss, reason = "a probability is never negative")]
fn steps(chance: f32, steps: f32) -> u64 {
    (chance * steps) as u64
}

/// Whether a piece starts in a quotation, or with one; and whether it ends with it.
fn quotation_from(page: &Page<'_>, piece: &Range<usize>) -> u64 {
    page.quote_at(piece.start).map_or(0, |q| {
        let inside = page.inside(q);
        1 + u64::from(inside.start == piece.start) + 2 * u64::from(inside.end <= piece.end + 1)
    })
}

/// What tells in a piece behind the cue, in its sentence.
fn in_sentence(site: &Site<'_>, cue: &Cue, right: &Range<usize>, side: u64, f: &mut Scorer<'_>) {
    let stem = cue.entry.stem;
    let group = cue.entry.group as u64;
    let kind = join(cue.entry.frames.bits(), site.class(cue.head));
    let content = right.start..right.end.min(site.tokens.end);
    let finite = site.count(content.clone(), |at| site.is_finite(at)) as u64;
    let subject = site.count(content.clone(), |at| site.is_subject(at)) as u64;
    f.with(
        template!("finite verbs and subjects behind"),
        finite.min(2) * 3 + subject.min(2),
        &[stem, kind, join(side, kind)],
    );
    f.with(template!("length behind"), bucket(content.len()), &[stem, kind]);
    let that = u64::from(site.is_that(right.start.saturating_sub(1)));
    f.with(
        template!("that before the piece behind"),
        that,
        &[stem, kind, group, join(group, site.mood(cue))],
    );
    f.with(
        template!("first tags behind"),
        site.class(right.start),
        &[stem, kind, site.class(right.start + 1)],
    );
    f.with(template!("word before the piece behind"), site.word_before(right.start), &[stem, kind]);
    f.with(template!("first word behind"), site.word(right.start), &[stem, group]);
    f.with(
        template!("distance of the piece behind"),
        bucket(right.start.saturating_sub(cue.tokens.end)),
        &[kind, stem],
    );
    let head = site.head_of(&content);
    f.with(template!("path of the piece behind"), site.path(cue, head), &[kind, stem]);
    f.with(template!("head of the piece behind"), site.word(head), &[kind, stem]);
    f.with(template!("tag of the head behind"), site.class(head), &[kind, stem, finite.min(1)]);
}
