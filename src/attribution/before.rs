//! The piece of content before the cue: where it may start, and what tells for each place.

use std::ops::Range;

use super::features::{Scorer, bucket, join, template};
use super::shape::Shape;
use super::site::{Cue, EDGE, LONGEST, RUN_ON, Site, dedup, push};
use crate::syntax::Tag;
use crate::text::TokenKind;

/// Where the piece before the group ends.
pub(super) fn end(site: &Site<'_>, group: &Range<usize>) -> usize {
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
pub(super) fn starts(site: &Site<'_>, cue: &Cue, end: usize) -> Vec<usize> {
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

pub(super) fn features(
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
    let mark = site.mark_before(start);
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
