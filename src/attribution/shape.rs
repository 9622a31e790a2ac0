//! On which sides of the cue its content stands.
//!
//! The cue with its source is a group that the content stands around. On each side there is at most one piece
//! ([`super::before`], [`super::behind`]); what carries a piece on is added to it afterwards.

use std::ops::Range;

use super::features::{Scorer, bucket, join, template};
use super::site::{Cue, EDGE, Site};
use super::source::Source;
use crate::labels::labels;
use crate::syntax::Relation;

/// How far between the source and the cue they still are one group, in tokens.
const GROUP: usize = 12;

labels! {
    /// The sides of the cue that the content stands on.
    "shape" Shape {
        /// "Ruiz said X".
        After = "after",
        /// "X, Ruiz said".
        Before = "before",
        /// "X, Ruiz said, X".
        Around = "around",
    }
}

/// The tokens of the cue and of the source that belongs to it.
pub(super) fn group(site: &Site<'_>, cue: &Cue, source: &Source) -> Range<usize> {
    let mut group = cue.tokens.clone();
    if !source.is_none() {
        let s = &source.tokens;
        let clean =
            |gap: Range<usize>| gap.len() <= GROUP && !gap.into_iter().any(|at| site.page.is_quote_mark(at));
        if s.end <= group.start && clean(s.end..group.start) {
            group.start = s.start;
        } else if s.start >= group.end && clean(group.end..s.start) {
            group.end = s.end;
        }
    }
    group
}

/// What the shape hangs on.
pub(super) fn features(
    site: &Site<'_>,
    cue: &Cue,
    source: &Source,
    group: &Range<usize>,
    shape: Shape,
    f: &mut Scorer<'_>,
) {
    let s = shape as u64;
    let stem = cue.entry.stem;
    let tag = site.class(cue.head);
    let frames = cue.entry.frames.bits();
    let side = if source.is_none() { 0 } else { 1 + u64::from(source.tokens.start >= cue.tokens.end) };
    let here = join(s, side);
    let context = [stem, tag, join(frames, tag)];
    f.with(template!("shape"), here, &context);
    let before = site.class_before(group.start);
    let before_that = group.start.checked_sub(2).map_or(EDGE, |at| site.class(at));
    let after = site.class(group.end);
    let after_that = site.class(group.end + 1);
    f.with(template!("tag before"), join(here, before), &context);
    f.with(template!("tag behind"), join(here, after), &context);
    f.with(template!("tags around"), join(here, join(before, after)), &context);
    f.with(template!("two tags before"), join(here, join(before, before_that)), &[tag]);
    f.with(template!("two tags behind"), join(here, join(after, after_that)), &[tag, before]);
    f.with(template!("word behind the cue"), join(here, site.word(cue.tokens.end)), &[stem]);
    f.with(template!("word behind"), join(here, site.word(group.end)), &[before]);
    f.with(template!("word before"), join(here, site.word_before(group.start)), &[after]);
    let starts = u64::from(group.start == site.tokens.start);
    f.with(template!("tokens before"), join(here, bucket(group.start - site.tokens.start)), &[tag, before]);
    f.with(
        template!("tokens behind"),
        join(here, bucket(site.tokens.end - group.end)),
        &[tag, after, before],
    );
    let tree = site.tree;
    let relation = tree.relation(cue.head) as u64;
    f.with(template!("relation of the cue"), join(here, relation), &[tag, before, stem]);
    let complement = tree.complement_of(cue.head).map_or(0, |c| 1 + u64::from(c > cue.head));
    f.with(template!("side of the complement"), join(here, complement), &[tag, relation, after]);
    let object = tree.child(cue.head, &[Relation::Object]).map_or(0, |c| 1 + u64::from(c > cue.head));
    f.with(template!("side of the object"), join(here, object), &[tag, stem, after]);
    let quoted_before = near_quote_before(site, group.start);
    let quoted_after = near_quote_after(site, group.end);
    f.with(
        template!("quotation in the next sentence"),
        join(here, site.next_quote),
        &[quoted_before, join(quoted_before, bucket(site.tokens.end - group.end)), after],
    );
    f.with(
        template!("quotations around"),
        join(here, quoted_before * 8 + quoted_after),
        &[tag, starts, relation],
    );
    let verb_before = site.count(site.tokens.start..group.start, |at| site.is_finite(at)) as u64;
    let verb_after = site.count(group.end..site.tokens.end, |at| site.is_finite(at)) as u64;
    f.with(
        template!("finite verbs around"),
        join(here, verb_before.min(2) * 3 + verb_after.min(2)),
        &[tag, join(before, after)],
    );
    f.with(
        template!("path of the source"),
        join(here, site.path(cue, source.head.max(site.tokens.start))),
        &[after],
    );
    let speech_before = site.speech(site.tokens.start..group.start).len().min(2) as u64;
    let speech_after = site.speech(group.end..site.tokens.end).len().min(2) as u64;
    f.with(
        template!("speech around"),
        join(here, speech_before * 3 + speech_after),
        &[tag, join(before, after)],
    );
    let adjacent = source.is_none() || group.len() > cue.tokens.len();
    f.with(template!("source beside the cue"), join(here, u64::from(adjacent)), &[tag, before]);
    let cut = (group.end..site.tokens.end).find(|&at| site.is_boundary(at)).map_or(EDGE, |at| site.class(at));
    f.with(template!("first boundary behind"), join(here, cut), &[after, before]);
}

/// Whether a quotation stands before: 0 none, 1 one that ends there, 2 in the sentence, 3 the place is inside.
fn near_quote_before(site: &Site<'_>, at: usize) -> u64 {
    if site.page.quotes.is_empty() || at == site.tokens.start {
        return 0;
    }
    if site.page.quote_at(at).is_some() {
        return 3;
    }
    let from = site.tokens.start.max(at.saturating_sub(3));
    if (from..at).any(|t| site.page.quote_at(t).is_some()) {
        1
    } else {
        2 * u64::from((site.tokens.start..at).rev().take(40).any(|t| site.page.quote_at(t).is_some()))
    }
}

/// Whether a quotation stands behind: 0 none, 1 close, 2 in the sentence, 3 the place is inside, 4 the next
/// sentence opens with one.
fn near_quote_after(site: &Site<'_>, at: usize) -> u64 {
    let page = site.page;
    if page.quotes.is_empty() {
        return 0;
    }
    if page.quote_at(at.min(site.tokens.end - 1)).is_some() {
        return 3;
    }
    let quoted = |t: usize| page.quote_at(t).is_some();
    if (at..site.tokens.end.min(at + 3)).any(quoted) {
        1
    } else if (at..site.tokens.end).take(40).any(quoted) {
        2
    } else {
        let next = page.sentences.get(site.sentence + 1).map(|s| s.tokens().start);
        4 * u64::from(next.is_some_and(quoted))
    }
}
