//! The piece of content behind the cue: where it may start and end, and what tells for each place.

use std::ops::Range;

use super::features::{Scorer, bucket, join, template};
use super::lexicon::Frame;
use super::shape::Shape;
use super::site::{Cue, EDGE, LONGEST, NEAR, RUN_ON, Site, dedup, push};
use crate::syntax::{Relation, Tag};

/// How many sentences a block of somebody's words may have.
const BLOCK: usize = 40;
/// How far behind the cue a content may start, in tokens.
const START: usize = 25;

/// Where the piece behind may start; the nearest first.
pub(super) fn starts(site: &Site<'_>, cue: &Cue, group: &Range<usize>) -> Vec<usize> {
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
    // Behind a noun, "that" is no pronoun, whatever its tag: "fears that".
    let noun = cue.entry.frames.has(Frame::Noun) && site.tree.tag(cue.head).is_noun();
    let is_that = |at: usize| site.is_that(at) || noun && at == cue.tokens.end && site.is_word_that(at);
    for start in &mut starts {
        while *start < limit && (page.is_edge(*start) || is_that(*start)) {
            *start += 1;
        }
    }
    starts.retain(|&start| start >= cue.tokens.end && start < limit);
    dedup(&mut starts);
    starts
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
    let mark = site.mark_before(start);
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
    let that = u64::from(site.is_that(start - 1));
    f.with(template!("behind that"), that, &[kind, stem, bucket(gap.len())]);
    let tree = site.tree;
    let (mut complement, mut object) = (0, 0);
    for child in tree.children(cue.head).filter(|&c| c >= cue.tokens.end).take(6) {
        let tokens = tree.subtree(child);
        let relation = 1 + tree.relation(child) as u64;
        if tokens.start == start
            || tokens.start < start
                && start <= child
                && (tokens.start..start).all(|at| page.is_edge(at) || site.is_that(at))
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
    let later = (start..site.tokens.end.min(start + 15)).any(|at| site.is_that(at));
    f.with(template!("that ahead"), u64::from(later), &[kind, stem]);
}

/// Where the piece that starts at `start` may end; the nearest first.
pub(super) fn ends(site: &Site<'_>, cue: &Cue, start: usize) -> Vec<usize> {
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
        if let Some(next) =
            (start + 1..sentence.end.min(start + NEAR)).find(|&at| tree.tag(at) == Tag::VerbGerund)
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
    let joined = at + 2 < site.tokens.end && site.tree.tag(at) == Tag::Coordinator && site.is_that(at + 1);
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
    let verbs = finite.min(2) * 3 + rest.min(2);
    f.with(template!("finite verbs inside and behind"), verbs, &[kind, after]);
    // "that when the talks ended, it was …": the clause in front is not all.
    let opening = site.class(start);
    f.with(template!("first tag"), join(opening, verbs), &[after, join(after, next)]);
    let tree = site.tree;
    let complement = tree.complement_of(cue.head).map_or(0, |at| match at {
        _ if at < start => 1,
        _ if at < end => 2,
        _ => 3,
    });
    f.with(template!("place of the complement"), complement, &[kind, after, verbs]);
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
    let joined = site.joined_in(start..end) * 5 + site.joined_in(end..end + 2);
    f.with(template!("cues joined on inside and ahead"), joined, &[kind, after, verbs]);
    f.with(template!("speech ahead"), ahead, &[kind, after, inside]);
    let left = bucket(site.tokens.end - end);
    f.with(template!("tokens behind"), left, &[kind, after]);
    f.with(template!("last tag"), site.class(end - 1), &[after]);
    let gerund = behind.is_some_and(|at| tree.tag(at) == Tag::VerbGerund);
    f.with(template!("participle behind"), u64::from(gerund), &[after, hangs.0]);
}
