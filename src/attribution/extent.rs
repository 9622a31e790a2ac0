//! What is said: on which sides of the cue it stands, where each piece starts and ends.
//!
//! The cue with its source is a group that the content stands around. On each side there is at most one piece
//! here; a quotation that runs on over paragraphs is added to it afterwards.

use std::ops::Range;
use std::sync::LazyLock;

use super::features::{MAX_OPTIONS, Scorer, bucket, join, template};
use super::site::{Cue, EDGE, NEAR, Site};
use super::source::Source;
use crate::labels::labels;
use crate::syntax::{Relation, Tag};
use crate::text::{TokenKind, fold};

/// How many sentences a piece may run on, outside of quotation marks.
const RUN_ON: usize = 2;
/// The longest piece of content, in tokens: what a quotation without end is cut to.
const LONGEST: usize = 4000;
/// How many sentences a block of somebody's words may have.
const BLOCK: usize = 40;
/// How far between the source and the cue they still are one group, in tokens.
const GROUP: usize = 12;
/// How far behind the cue a content may start, in tokens.
const START: usize = 25;

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
pub(super) fn shape_features(
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

/// Where the piece before the group ends.
pub(super) fn left_end(site: &Site<'_>, group: &Range<usize>) -> usize {
    let mut end = group.start;
    // A cue that opens its sentence has the piece in the one before: "X.” Said Ruiz".
    let first = site.sentence.checked_sub(1).map_or(0, |s| site.page.sentences[s].tokens().start);
    while end > first {
        let at = end - 1;
        let joins = end > site.tokens.start
            && site.page.kind(at) == TokenKind::Word
            && matches!(site.tree.tag(at), Tag::Coordinator | Tag::Subordinator);
        if !(site.page.is_edge(at) || joins) {
            break;
        }
        end = at;
    }
    end
}

/// Where the piece before may start, given where it ends; the nearest first.
pub(super) fn left_starts(site: &Site<'_>, cue: &Cue, end: usize) -> Vec<usize> {
    let mut starts: Vec<usize> = Vec::with_capacity(12);
    if end == 0 {
        return starts;
    }
    let mut cuts = 0;
    for at in (site.tokens.start..end).rev() {
        if site.is_boundary(at) {
            push(&mut starts, at + 1);
            cuts += 1;
            if cuts == 6 {
                break;
            }
        }
    }
    if end > site.tokens.start {
        push(&mut starts, site.tokens.start);
        let last =
            (site.tokens.start..end).rev().find(|&at| !site.page.is_edge(at)).unwrap_or(site.tokens.start);
        let tree = site.tree;
        for head in [Some(last), tree.head(last), Some(tree.clause_of(last)), tree.head(cue.head)]
            .into_iter()
            .flatten()
        {
            push(&mut starts, tree.subtree(head).start);
        }
        if let Some(subject) = tree.subject_of(cue.head) {
            push(&mut starts, tree.subtree(subject).start);
        }
        if let Some(quote) =
            (end..cue.tokens.start.min(end + 4)).chain([last]).find_map(|at| site.page.quote_at(at))
        {
            push(&mut starts, site.page.inside(quote).start);
        }
    }
    // A quotation whose opening mark was lost runs over several sentences.
    for back in 1..=RUN_ON {
        let Some(earlier) = site.sentence.checked_sub(back) else { break };
        if site.page.ends_paragraph(earlier) {
            break;
        }
        push(&mut starts, site.page.sentences[earlier].tokens().start);
    }
    for start in &mut starts {
        while *start < end && site.page.is_edge(*start) {
            *start += 1;
        }
    }
    // A quoted piece is whole, and what is said inside a quotation stays inside.
    let ended = site.page.quote_at(end - 1).map(|q| site.page.inside(q)).filter(|q| q.end <= end + 1);
    let around = site.page.quote_at(cue.head).map(|q| site.page.inside(q).start);
    starts.retain(|&start| {
        start < end
            && end - start <= LONGEST
            && ended.as_ref().is_none_or(|q| start <= q.start)
            && around.is_none_or(|first| start >= first)
    });
    dedup(&mut starts);
    starts
}

pub(super) fn left_features(
    site: &Site<'_>,
    cue: &Cue,
    shape: Shape,
    end: usize,
    start: usize,
    f: &mut Scorer<'_>,
) {
    let page = site.page;
    let here = start >= site.tokens.start;
    let stem = cue.entry.stem;
    let tag = site.class(cue.head);
    let kind = join(tag, join(cue.entry.frames.bits(), shape as u64));
    let context = [kind, stem];
    let before = if here { site.class_before(start) } else { EDGE + 1 };
    let mark = before_mark(site, start);
    f.with(template!("mark before"), mark, &context);
    f.with(template!("tag before"), before, &context);
    let quote_end = page.quote_at(end - 1);
    let quote_start = page.quote_at(start);
    let same = match (quote_start, quote_end) {
        (None, None) => 0,
        (a, b) if a == b => 1,
        (Some(_), None) => 2,
        (None, Some(_)) => 3,
        _ => 4,
    };
    let opens = quote_start.is_some_and(|q| page.inside(q).start == start);
    f.with(template!("quotation"), same * 2 + u64::from(opens), &[kind, mark, before]);
    let at_start = u64::from(start == site.tokens.start) + 2 * u64::from(!here);
    f.with(template!("starts the sentence"), at_start, &[kind, same, stem]);
    f.with(template!("length"), bucket(end - start), &[kind, same]);
    if !here {
        let sentences = bucket(
            site.sentence
                - crate::sentences::at(page.sentences, page.text.tokens()[start].start()).unwrap_or(0),
        );
        f.with(template!("sentences back"), sentences, &[same, mark]);
        return;
    }
    let finite = site.count(start..end, |at| site.is_finite(at)) as u64;
    let subjects = site.count(start..end, |at| site.is_subject(at)) as u64;
    f.with(
        template!("finite verbs and subjects inside"),
        finite.min(2) * 3 + subjects.min(2),
        &[kind, same, before],
    );
    f.with(template!("first tag"), site.class(start), &[kind, before]);
    f.with(template!("first word"), site.word(start), &[kind]);
    f.with(template!("word before"), site.word_before(start), &[kind]);
    let last = end - 1;
    let clause = site.tree.subtree(site.tree.clause_of(last)).start;
    let head = site.head_of(&(start..end));
    let whole = site.tree.subtree(head).start;
    f.with(
        template!("starts a clause"),
        u64::from(clause == start) * 2 + u64::from(whole == start),
        &[kind, before],
    );
    f.with(
        template!("relation of the head"),
        site.tree.relation(head) as u64,
        &[kind, before, u64::from(whole == start)],
    );
    let speech = site.speech(start..end).len().min(2) as u64;
    let other = site.speech(site.tokens.start..start).len().min(2) as u64;
    f.with(template!("speech inside and before"), speech * 3 + other, &[kind, before]);
    let outer = site.count(site.tokens.start..start, |at| site.is_finite(at)) as u64;
    f.with(template!("finite verbs before"), outer.min(2) * 3 + finite.min(2), &[kind, before]);
    f.with(template!("path of the head"), site.path(cue, head), &[kind]);
    let up = site.tree.head(cue.head).is_some_and(|up| site.tree.subtree(up).start == start);
    f.with(
        template!("starts what the cue hangs on"),
        u64::from(up),
        &[kind, site.tree.relation(cue.head) as u64],
    );
}

fn before_mark(site: &Site<'_>, start: usize) -> u64 {
    match start.checked_sub(1) {
        Some(at) if site.page.is_quote_mark(at) => 70,
        Some(at) => site.page.kind(at) as u64,
        None => EDGE,
    }
}

/// Where the piece behind may start; the nearest first.
pub(super) fn right_starts(site: &Site<'_>, cue: &Cue, group: &Range<usize>) -> Vec<usize> {
    let page = site.page;
    let tree = site.tree;
    let mut starts: Vec<usize> = Vec::with_capacity(16);
    let end = site.tokens.end;
    push(&mut starts, cue.tokens.end);
    push(&mut starts, group.end);
    let mut cuts = 0;
    for at in cue.tokens.end..end.min(cue.tokens.end + START) {
        if at >= group.end && site.is_boundary(at) && cuts < 6 {
            push(&mut starts, at + 1);
            cuts += 1;
        }
        if site.is_finite(at) && cuts > 1 {
            break;
        }
    }
    for object in tree.children(cue.head).filter(|&c| c >= cue.tokens.end).take(6) {
        let tokens = tree.subtree(object);
        match tree.relation(object) {
            Relation::Complement | Relation::OpenComplement | Relation::Parataxis | Relation::NounClause => {
                push(&mut starts, tokens.start);
                let mark = tree
                    .children(object)
                    .take_while(|&c| c < object)
                    .filter(|&c| tree.relation(c) == Relation::Mark)
                    .last();
                if let Some(mark) = mark {
                    push(&mut starts, mark + 1);
                }
                if let Some(subject) = tree.child(object, &[Relation::Subject, Relation::SubjectPassive]) {
                    push(&mut starts, tree.subtree(subject).start);
                }
            }
            _ => {
                push(&mut starts, tokens.start);
                push(&mut starts, tokens.end);
            }
        }
    }
    if let Some(quote) = (group.end..end).take(40).find(|&at| page.is_quote_mark(at)) {
        push(&mut starts, quote + 1);
    }
    // "Ruiz said Monday." and then the quotation, or "The ministry said:" and then a line.
    if let Some(next) = page.sentences.get(site.sentence + 1) {
        push(&mut starts, next.tokens().start);
    }
    let limit = page.sentences.get(site.sentence + 1).map_or(end, |next| next.tokens().end);
    for start in &mut starts {
        let cut_off = |at: usize| is_that_word(site, at) && page.is_edge((at + 1).min(site.tokens.end - 1));
        while *start < limit && (page.is_edge(*start) || is_that(site, *start) || cut_off(*start)) {
            *start += 1;
        }
    }
    starts.retain(|&start| start >= cue.tokens.end && start < limit);
    dedup(&mut starts);
    starts
}

/// "that" before a clause.
fn is_that(site: &Site<'_>, at: usize) -> bool {
    is_that_word(site, at) && site.tree.relation(at) == Relation::Mark
}

fn is_that_word(site: &Site<'_>, at: usize) -> bool {
    static THAT: LazyLock<u64> = LazyLock::new(|| fold::hash("that"));
    site.tokens.contains(&at) && site.tree.tag(at) == Tag::Subordinator && site.page.hash(at) == *THAT
}

pub(super) fn start_features(
    site: &Site<'_>,
    cue: &Cue,
    group: &Range<usize>,
    shape: Shape,
    start: usize,
    f: &mut Scorer<'_>,
) {
    let page = site.page;
    let stem = cue.entry.stem;
    let tag = site.class(cue.head);
    let kind = join(tag, join(cue.entry.frames.bits(), shape as u64));
    let context = [kind, stem];
    let here = site.tokens.contains(&start);
    let mark = before_mark(site, start);
    f.with(template!("mark before"), mark, &context);
    f.with(template!("in the sentence"), u64::from(here), &context);
    let opens = page.quote_at(start).map_or(0, |q| 1 + u64::from(page.inside(q).start == start));
    let cue_quoted = u64::from(page.quote_at(cue.head).is_some());
    f.with(template!("quotation"), opens * 2 + cue_quoted, &[kind, stem, u64::from(here), mark]);
    if !here {
        f.with(
            template!("tokens left out"),
            bucket(site.tokens.end - group.end),
            &[opens, kind, shape as u64],
        );
        let last = site.class(site.tokens.end - 1);
        f.with(template!("last tag of the sentence"), last, &[opens, kind]);
        return;
    }
    let gap = group.end.min(start)..start;
    f.with(template!("distance"), bucket(gap.len()), &[kind, opens]);
    let verbs = site.count(gap.clone(), |at| site.is_finite(at)) as u64;
    let marks = site.count(gap.clone(), |at| page.is_quote_mark(at)) as u64;
    f.with(template!("finite verbs between"), verbs.min(2), &[kind, opens]);
    f.with(template!("quotation marks between"), marks.min(3), &[kind, opens]);
    f.with(template!("word before"), site.word_before(start), &[kind, stem]);
    f.with(template!("first word"), site.word(start), &[kind, stem]);
    f.with(template!("tags at the start"), site.class(start), &[kind, site.class_before(start)]);
    f.with(template!("tag before"), site.class_before(start), &[kind, stem]);
    if gap.len() <= 6 {
        let signature = gap.clone().fold(gap.len() as u64, |h, at| join(h, site.class(at)));
        f.with(template!("tags between"), signature, &[kind, stem]);
    }
    let that =
        u64::from(page.hash(start - 1) == page.text.tokens()[start - 1].hash && is_that(site, start - 1));
    f.with(template!("behind that"), that, &[kind, stem, bucket(gap.len())]);
    let tree = site.tree;
    let (mut complement, mut object) = (0, 0);
    for child in tree.children(cue.head).filter(|&c| c >= cue.tokens.end).take(6) {
        let tokens = tree.subtree(child);
        let relation = 1 + tree.relation(child) as u64;
        if tokens.start == start
            || tokens.start < start
                && start <= child
                && (tokens.start..start).all(|at| page.is_edge(at) || is_that(site, at))
        {
            complement = relation;
        }
        if tokens.end == start {
            object = relation;
        }
    }
    f.with(template!("relation that starts here"), complement, &[kind, stem]);
    f.with(template!("relation that ends here"), object, &[kind, stem, complement]);
    let ahead = start..site.tokens.end;
    let finite = site.count(ahead.clone(), |at| site.is_finite(at)) as u64;
    f.with(template!("finite verbs ahead"), finite.min(2), &[kind, site.class(start)]);
    let head = (start..site.tokens.end.min(start + 12)).find(|&at| site.is_subject(at) || site.is_finite(at));
    f.with(
        template!("first subject or verb"),
        head.map_or(0, |at| 1 + site.class(at)),
        &[kind, head.map_or(99, |at| bucket(at - start))],
    );
    let depends = tree
        .head(start)
        .map_or(EDGE, |head| if head < start { tree.relation(start) as u64 } else { EDGE + 2 });
    f.with(template!("relation of the first word"), depends, &[kind]);
    // A later "that", which would rather open the content.
    let later = (start..site.tokens.end.min(start + 15)).any(|at| is_that(site, at));
    f.with(template!("that ahead"), u64::from(later), &[kind, stem]);
}

/// Where the piece that starts at `start` may end; the nearest first.
pub(super) fn right_ends(site: &Site<'_>, cue: &Cue, start: usize) -> Vec<usize> {
    let page = site.page;
    let mut ends: Vec<usize> = Vec::with_capacity(16);
    let first = if site.tokens.contains(&start) { site.sentence } else { site.sentence + 1 };
    let sentence = page.sentences[first].tokens();
    if first == site.sentence {
        let mut cuts = 0;
        for at in start + 1..sentence.end.min(start + NEAR) {
            if site.is_boundary(at) {
                push(&mut ends, at);
                cuts += 1;
                if cuts == 10 {
                    break;
                }
            }
        }
        let tree = site.tree;
        let head = site.head_of(&(start..sentence.end.min(start + NEAR)));
        for head in [head, tree.clause_of(start), start] {
            push(&mut ends, tree.subtree(head).end);
        }
        for child in tree.children(cue.head).filter(|&c| c >= start).take(4) {
            push(&mut ends, tree.subtree(child).end);
        }
        if let Some(next) = (start + 1..sentence.end.min(start + NEAR))
            .find(|&at| tree.tag(at).is_verb() && tree.tag(at) == Tag::VerbGerund)
        {
            push(&mut ends, next);
        }
    }
    push(&mut ends, sentence.end);
    if let Some(quote) = page.quote_at(start) {
        let inside = page.inside(quote);
        if inside.start == start || inside.end <= sentence.end {
            push(&mut ends, inside.end);
        }
    }
    // A block after "Ruiz said:" runs on over paragraphs.
    if first > site.sentence && page.ends_paragraph(site.sentence) {
        let mut paragraphs = 0;
        for later in first..page.sentences.len().min(first + BLOCK) {
            if page.ends_paragraph(later) {
                push(&mut ends, page.sentences[later].tokens().end);
                paragraphs += 1;
                if paragraphs == 8 {
                    break;
                }
            }
        }
    }
    for later in first + 1..=first + RUN_ON {
        if later >= page.sentences.len() || page.ends_paragraph(later - 1) {
            break;
        }
        push(&mut ends, page.sentences[later].tokens().end);
    }
    let limit = start + 1;
    for end in &mut ends {
        while *end > limit && page.is_edge(*end - 1) {
            *end -= 1;
        }
    }
    let opened = page.quote_at(start).map(|q| page.inside(q)).filter(|q| q.start == start);
    let around = page.quote_at(cue.head).map(|q| page.inside(q)).filter(|q| start < q.end);
    ends.retain(|&end| {
        end >= limit
            && end - start <= LONGEST
            && opened.as_ref().is_none_or(|q| end + 1 >= q.end)
            && around.as_ref().is_none_or(|q| end <= q.end)
    });
    if ends.is_empty() {
        ends.push(limit.max(sentence.end.min(start + NEAR)));
    }
    dedup(&mut ends);
    ends
}

/// Where a content that ended at `end` is carried on: after "and that", "but that".
pub(super) fn carried_on(site: &Site<'_>, end: usize) -> Option<usize> {
    let mut at = end;
    while at < site.tokens.end && site.page.is_edge(at) {
        at += 1;
    }
    let joined =
        at + 2 < site.tokens.end && site.tree.tag(at) == Tag::Coordinator && is_that_word(site, at + 1);
    if !joined {
        return None;
    }
    let mut start = at + 2;
    while start < site.tokens.end && site.page.is_edge(start) {
        start += 1;
    }
    (start < site.tokens.end).then_some(start)
}

pub(super) fn end_features(
    site: &Site<'_>,
    cue: &Cue,
    shape: Shape,
    start: usize,
    end: usize,
    f: &mut Scorer<'_>,
) {
    let page = site.page;
    let stem = cue.entry.stem;
    let tag = site.class(cue.head);
    let kind = join(tag, join(cue.entry.frames.bits(), shape as u64));
    let context = [kind, stem];
    let here = end <= site.tokens.end;
    let quote_start = page.quote_at(start);
    let quote_end = page.quote_at(end - 1);
    let after_kind = page.text.tokens().get(end).map_or(EDGE, |t| t.kind() as u64);
    let opens = quote_start.map_or(0, |q| 1 + u64::from(page.inside(q).start == start));
    let closes = quote_end.map_or(0, |q| 1 + u64::from(page.inside(q).end <= end + 1));
    let same = u64::from(quote_start == quote_end);
    let quoted = opens * 8 + closes * 2 + same;
    let cue_quoted = page.quote_at(cue.head);
    let leaves = u64::from(cue_quoted.is_some() && cue_quoted != quote_end);
    f.with(template!("quotation"), quoted, &[kind, after_kind, leaves]);
    f.with(template!("leaves the quotation"), leaves, &context);
    f.with(template!("mark behind"), after_kind, &context);
    f.with(template!("length"), bucket(end - start), &[kind, quoted]);
    if !here {
        f.with(template!("tokens beyond the sentence"), bucket(end - site.tokens.end), &[quoted]);
        let paragraphs =
            (start..end).filter(|&at| page.text.tokens()[at].starts_paragraph()).take(8).count() as u64;
        let text_ends = u64::from(page.trim(end..page.text.tokens().len().min(end + 8)).is_empty());
        let colon = site.class(site.tokens.end - 1);
        f.with(template!("paragraphs"), paragraphs, &[quoted, join(colon, text_ends)]);
        f.with(template!("ends the text"), text_ends, &[quoted, colon]);
        f.with(template!("beyond the sentence"), 1, &[kind, quoted, u64::from(start >= site.tokens.end)]);
        return;
    }
    let last = site.page.trim(end..site.tokens.end).is_empty();
    f.with(template!("ends the sentence"), u64::from(last), &[kind, quoted, stem]);
    let after = site.class(end);
    let next = site.class(end + 1);
    f.with(template!("two tags behind"), join(after, next), &[kind]);
    f.with(template!("word behind"), site.word(end), &[kind]);
    f.with(template!("second word behind"), join(after, site.word(end + 1)), &[kind]);
    f.with(template!("tag behind"), after, &[kind, u64::from(last)]);
    let finite = site.count(start..end, |at| site.is_finite(at)) as u64;
    let rest = site.count(end..site.tokens.end, |at| site.is_finite(at)) as u64;
    f.with(template!("finite verbs inside and behind"), finite.min(2) * 3 + rest.min(2), &[kind, after]);
    let tree = site.tree;
    let head = site.head_of(&(start..end));
    let whole = tree.subtree(head).end;
    let edges = u64::from(whole == end) + 2 * u64::from(whole < end);
    f.with(template!("ends the phrase of its head"), edges, &[kind, after, tree.relation(head) as u64]);
    let child = tree.children(cue.head).filter(|&c| c >= start).find(|&c| tree.subtree(c).end >= end);
    let cut = child.map_or(0, |c| 1 + u64::from(tree.subtree(c).end == end) + 2 * tree.relation(c) as u64);
    f.with(template!("ends a phrase of the cue"), cut, &[kind, after]);
    // How the word behind hangs on: inside the content, on the cue, or elsewhere.
    let behind = (end..site.tokens.end).find(|&at| !page.is_edge(at));
    let hangs = behind.map_or((EDGE, EDGE), |at| {
        let mut top = at;
        let mut steps = 0;
        while let Some(up) = tree.head(top).filter(|&up| up >= end && steps < 12) {
            top = up;
            steps += 1;
        }
        let place = match tree.head(top) {
            None => 0,
            Some(up) if up >= start && up < end => 1,
            Some(up) if up == cue.head => 2,
            Some(up) if tree.head(cue.head) == Some(up) => 3,
            Some(_) => 4,
        };
        (place, tree.relation(top) as u64)
    });
    f.with(
        template!("what the word behind hangs on"),
        hangs.0,
        &[kind, after, hangs.1, join(hangs.1, after)],
    );
    f.with(template!("relation of the word behind"), hangs.1, &[kind, after]);
    // Somebody else's words, with a clause of saying of their own.
    let inside = site.speech(start..end).len().min(2) as u64;
    let ahead = site.speech(end..site.tokens.end).first().map_or(0, |&at| {
        let own = site.tree.child(at, &[Relation::Subject]).is_some_and(|subject| subject >= end);
        1 + u64::from(own) + 2 * bucket(at - end)
    });
    f.with(template!("speech inside"), inside, &[kind, after, join(after, next)]);
    f.with(template!("speech ahead"), ahead, &[kind, after, inside]);
    let left = bucket(site.tokens.end - end);
    f.with(template!("tokens behind"), left, &[kind, after]);
    f.with(template!("last tag"), site.class(end - 1), &[after]);
    let gerund = behind.is_some_and(|at| tree.tag(at) == Tag::VerbGerund);
    f.with(template!("participle behind"), u64::from(gerund), &[after, hangs.0]);
}

fn push(list: &mut Vec<usize>, place: usize) {
    if list.len() < MAX_OPTIONS {
        list.push(place);
    }
}

/// Keeps the first of each.
fn dedup(list: &mut Vec<usize>) {
    let mut kept = 0;
    for i in 0..list.len() {
        if !list[..kept].contains(&list[i]) {
            list[kept] = list[i];
            kept += 1;
        }
    }
    list.truncate(kept);
}
