//! From readings to attributions: spans, type, stance, parents.

use std::ops::Range;

use smallvec::SmallVec;

use super::reader::Input;
use super::reading::Reading;
use super::resolve;
use super::site::{Cue, Page, Site};
use super::source::Source;
use super::{Attribution, AttributionType, Stance};
use crate::text::Span;

/// An attribution in tokens.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) source: Option<Source>,
    pub(super) cue: Option<Range<usize>>,
    pub(super) content: SmallVec<[Range<usize>; 1]>,
    pub(super) stance: Stance,
    pub(super) confidence: f32,
}

pub(super) fn draft(site: &Site<'_>, cue: &Cue, reading: &Reading, confidence: f32) -> Draft {
    let mut content = SmallVec::new();
    for piece in
        reading.left.iter().chain(&reading.right).chain(&reading.further).filter(|piece| !piece.is_empty())
    {
        content.push(piece.clone());
    }
    run_on(site.page, &mut content);
    Draft {
        source: (!reading.source.is_none()).then(|| reading.source.clone()),
        cue: Some(cue.tokens.clone()),
        content,
        stance: cue.entry.stance,
        confidence,
    }
}

/// Adds the paragraphs that a quotation runs on over.
pub(super) fn run_on(page: &Page<'_>, content: &mut SmallVec<[Range<usize>; 1]>) {
    if let Some(first) = content.first().cloned()
        && let Some(mut quote) = page.quote_at(first.start).filter(|&q| page.inside(q).start == first.start)
    {
        while let Some(earlier) = page.quotes[quote].continues {
            quote = earlier as usize;
            content.insert(0, page.inside(quote));
        }
    }
    if let Some(last) = content.last().cloned()
        && let Some(mut quote) = page
            .quote_at(last.end - 1)
            .filter(|&q| !page.quotes[q].closed && page.inside(q).end <= last.end + 1)
    {
        while let Some(next) =
            (quote + 1..page.quotes.len()).take(8).find(|&q| page.quotes[q].continues == Some(quote as u32))
        {
            content.push(page.inside(next));
            quote = next;
        }
    }
}

/// Puts the attributions in order and finds the parent of each.
pub(super) fn attributions(input: &Input<'_>, page: &Page<'_>, drafts: Vec<Draft>) -> Vec<Attribution> {
    let span = |range: Range<usize>| input.text.span_of(range);
    let mut found: Vec<(Attribution, Option<usize>)> = drafts
        .into_iter()
        .filter(|draft| !draft.content.is_empty())
        .map(|draft| {
            let head = draft.source.as_ref().map(|source| source.head);
            let attribution = Attribution {
                kind: kind(page, draft.cue.as_ref(), &draft.content),
                source: draft.source.map(|source| span(source.tokens)),
                cue: draft.cue.map(span),
                content: draft.content.into_iter().map(span).collect(),
                stance: draft.stance,
                parent: None,
                resolved: None,
                source_entity: None,
                confidence: draft.confidence,
            };
            (attribution, head)
        })
        .collect();
    found.sort_by_key(|(a, _)| (a.span().start(), std::cmp::Reverse(a.span().end()), a.cue.map(Span::start)));
    let heads: Vec<_> = found.iter().map(|&(_, head)| head).collect();
    // In the memory that it is in.
    let mut found: Vec<_> = found.into_iter().map(|(attribution, _)| attribution).collect();
    parents(&mut found);
    resolve::resolve(input, page, &mut found, &heads);
    found
}

/// Direct where all words stand in quotation marks, indirect where none does. Marks around the cue as well are
/// somebody else's.
fn kind(page: &Page<'_>, cue: Option<&Range<usize>>, content: &[Range<usize>]) -> AttributionType {
    let outer = cue.and_then(|cue| page.quote_at(cue.start));
    let (mut quoted, mut plain) = (0, 0);
    for piece in content {
        for at in piece.clone().filter(|&at| page.kind(at).is_wordlike()) {
            if page.quote_at(at).is_some_and(|q| Some(q) != outer) { quoted += 1 } else { plain += 1 }
        }
        let inner = outer.map_or(&[][..], |q| &page.quotes[q + 1..]);
        for quote in inner.iter().take_while(|q| q.depth > 0).filter(|q| q.depth == 1) {
            let inside = page.text.tokens_in(quote.inner);
            let shared = inside.start.max(piece.start)..inside.end.min(piece.end);
            let words = shared.filter(|&at| page.kind(at).is_wordlike()).count();
            quoted += words;
            plain -= words.min(plain);
        }
    }
    match (quoted, plain) {
        (0, _) => AttributionType::Indirect,
        (_, 0) => AttributionType::Direct,
        _ => AttributionType::Mixed,
    }
}

/// How many attributions back a parent is looked for.
const BACK: usize = 24;

/// The parent of an attribution is the one with the smallest content that holds its cue (or its own content) and
/// its source. Where each of two holds the other's, the one with the larger content is the outer one.
fn parents(found: &mut [Attribution]) {
    for i in 0..found.len() {
        let mut best: Option<(u32, usize)> = None;
        for j in i.saturating_sub(BACK)..(i + BACK).min(found.len()) {
            let Some(len) = holds(&found[j], &found[i]).filter(|_| j != i) else { continue };
            let inside_out = holds(&found[i], &found[j]).is_some_and(|own| (own, i) >= (len, j));
            if !inside_out && best.is_none_or(|(least, _)| len < least) {
                best = Some((len, j));
            }
        }
        found[i].parent = best.map(|(_, j)| j as u32);
    }
    acyclic(found);
}

/// How long the content of `outer` is, where one piece of it holds the cue and the source of `inner`.
fn holds(outer: &Attribution, inner: &Attribution) -> Option<u32> {
    let cue = inner.cue.or(inner.content.first().copied())?;
    let held = |part: Span| outer.content.iter().any(|piece| piece.contains(part));
    let source = inner.source.is_none_or(|source| held(source) || inner.cue.is_none());
    (held(cue) && source).then(|| outer.content.iter().map(|piece| piece.len()).sum())
}

/// Two contents that each hold the other's cue: the later one loses its parent.
fn acyclic(found: &mut [Attribution]) {
    for i in 0..found.len() {
        let mut at = i;
        for _ in 0..=found.len().min(64) {
            let Some(parent) = found[at].parent else { break };
            at = parent as usize;
            if at == i {
                found[i].parent = None;
                break;
            }
        }
    }
}
