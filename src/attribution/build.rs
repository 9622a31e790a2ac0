//! From readings to attributions: spans, type, stance, parents.

use std::ops::Range;

use super::reader::Input;
use super::reading::Reading;
use super::site::{Cue, Page, Site};
use super::{Attribution, AttributionType, Stance};
use crate::text::{Span, TokenKind};

/// An attribution in tokens.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) source: Option<Range<usize>>,
    pub(super) cue: Option<Range<usize>>,
    pub(super) content: Vec<Range<usize>>,
    pub(super) stance: Stance,
    pub(super) confidence: f32,
}

pub(super) fn draft(site: &Site<'_>, cue: &Cue, reading: &Reading, confidence: f32) -> Draft {
    let mut content: Vec<Range<usize>> = Vec::with_capacity(2);
    for piece in reading.left.iter().chain(&reading.right).filter(|piece| !piece.is_empty()) {
        content.push(piece.clone());
    }
    run_on(site.page, &mut content);
    Draft {
        source: (!reading.source.is_none()).then(|| reading.source.tokens.clone()),
        cue: Some(cue.tokens.clone()),
        content,
        stance: cue.entry.stance,
        confidence,
    }
}

/// Adds the paragraphs that a quotation runs on over.
fn run_on(page: &Page<'_>, content: &mut Vec<Range<usize>>) {
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
    let mut found: Vec<Attribution> = drafts
        .into_iter()
        .filter(|draft| !draft.content.is_empty())
        .map(|draft| Attribution {
            kind: kind(page, &draft.content),
            source: draft.source.map(span),
            cue: draft.cue.map(span),
            content: draft.content.into_iter().map(span).collect(),
            stance: draft.stance,
            parent: None,
            resolved: None,
            source_entity: None,
            confidence: draft.confidence,
        })
        .collect();
    found.sort_by_key(|a| (a.span().start(), std::cmp::Reverse(a.span().end()), a.cue.map(Span::start)));
    parents(&mut found);
    found
}

/// Direct where all words stand in quotation marks, indirect where none does.
fn kind(page: &Page<'_>, content: &[Range<usize>]) -> AttributionType {
    let (mut quoted, mut plain) = (false, false);
    for at in content.iter().flat_map(Clone::clone) {
        if matches!(page.kind(at), TokenKind::Word | TokenKind::Number | TokenKind::Abbreviation) {
            if page.quote_at(at).is_some() { quoted = true } else { plain = true }
        }
    }
    match (quoted, plain) {
        (true, false) => AttributionType::Direct,
        (true, true) => AttributionType::Mixed,
        _ => AttributionType::Indirect,
    }
}

/// How many attributions back a parent is looked for.
const BACK: usize = 24;

/// The parent of an attribution is the one with the smallest content that holds its cue (or its own content).
fn parents(found: &mut [Attribution]) {
    for i in 0..found.len() {
        let Some(own) = found[i].cue.or(found[i].content.first().copied()) else { continue };
        let mut best: Option<(u32, usize)> = None;
        for j in i.saturating_sub(BACK)..(i + BACK).min(found.len()) {
            let holds = found[j].content.iter().find(|c| c.contains(own));
            if let Some(content) = holds.filter(|_| j != i)
                && best.is_none_or(|(len, _)| content.len() < len)
            {
                best = Some((content.len(), j));
            }
        }
        found[i].parent = best.map(|(_, j)| j as u32);
    }
    acyclic(found);
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
