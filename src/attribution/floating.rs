//! What somebody says without a cue: a headline's "Minister: vote stands", a quotation with nobody beside it.

use std::ops::Range;

use smallvec::smallvec;

use super::Stance;
use super::build::{self, Draft};
use super::features::{Decision, Model, Scorer, bucket, join, template};
use super::site::{EDGE, Page, Site};
use super::source::Source;
use crate::labels::labels;
use crate::syntax::{Relation, Trees};
use crate::text::TokenKind;

/// The longest name before a headline's colon, in tokens.
const NAME: usize = 9;
/// The shortest quotation that can stand alone, in tokens.
const ALONE: usize = 4;

labels! {
    /// Who says what no cue attributes.
    "speaker" Speaker {
        /// Nobody: it is no attribution.
        Nothing = "nothing",
        /// Somebody who is not named.
        Unnamed = "unnamed",
        /// What stands before a headline's colon.
        Headline = "headline",
        /// The source of the attribution before.
        Earlier = "earlier",
        /// The source of the one before that.
        EarlierStill = "earlier still",
        /// The source of the attribution that follows.
        Later = "later",
        /// The subject of the sentence before.
        Subject = "subject",
    }
}

/// A stretch that may be somebody's words, and who may have said them.
pub(super) struct Floating {
    pub(super) content: Range<usize>,
    sentence: usize,
    is_headline: bool,
    pub(super) speakers: Vec<(Speaker, Source)>,
    /// Sentences between it and the attributions before and behind it.
    gaps: [usize; 2],
}

/// The stretches of a page that nobody speaks, given its attributions with a cue, in order.
pub(super) fn stretches(page: &Page<'_>, trees: &Trees<'_>, drafts: &[Draft]) -> Vec<Floating> {
    let mut places: Vec<Range<usize>> = drafts
        .iter()
        .flat_map(|d| d.content.iter().chain(d.source.iter().map(|s| &s.tokens)).chain(&d.cue))
        .cloned()
        .collect();
    places.sort_by_key(|r| (r.start, r.end));
    // For each place, how far it and all before it reach.
    let mut reach = 0;
    let reaches: Vec<usize> = places
        .iter()
        .map(|r| {
            reach = reach.max(r.end);
            reach
        })
        .collect();
    let taken = |range: &Range<usize>| {
        let before = places.partition_point(|r| r.start < range.end);
        before > 0 && reaches[before - 1] > range.start
    };
    let mut found = Vec::new();
    for sentence in 0..page.sentences.len() {
        if let Some((name, content)) = headline(page, sentence)
            && !taken(&(name.start..content.end))
        {
            let speakers = vec![
                (Speaker::Nothing, Source::none()),
                (Speaker::Unnamed, Source::none()),
                (Speaker::Headline, Source { head: name.end - 1, tokens: name }),
            ];
            found.push(Floating { content, sentence, is_headline: true, speakers, gaps: [0, 0] });
        }
    }
    let mut sources: Vec<&Source> = drafts.iter().filter_map(|d| d.source.as_ref()).collect();
    sources.sort_by_key(|source| source.tokens.start);
    for (i, quote) in page.quotes.iter().enumerate().filter(|(_, quote)| quote.depth == 0) {
        let content = page.inside(i);
        if content.len() < ALONE || quote.continues.is_some() || taken(&content) {
            continue;
        }
        let Some(sentence) = crate::sentences::at(page.sentences, quote.inner.start()) else { continue };
        found.push(quotation(page, trees, content, sentence, &sources));
    }
    found.sort_by_key(|f| f.content.start);
    found
}

fn quotation(
    page: &Page<'_>,
    trees: &Trees<'_>,
    content: Range<usize>,
    sentence: usize,
    sources: &[&Source],
) -> Floating {
    let at = |source: &Source| {
        crate::sentences::at(page.sentences, page.text.tokens()[source.tokens.start].start()).unwrap_or(0)
    };
    let next = sources.partition_point(|source| source.tokens.start < content.start);
    let mut speakers = vec![(Speaker::Nothing, Source::none()), (Speaker::Unnamed, Source::none())];
    let mut gaps = [9, 9];
    if let Some(source) = next.checked_sub(1).map(|i| sources[i]) {
        gaps[0] = sentence - at(source);
        speakers.push((Speaker::Earlier, source.clone()));
        let other = sources[..next - 1].iter().rev().take(3).find(|s| ***s != *source);
        speakers.extend(other.map(|s| (Speaker::EarlierStill, (*s).clone())));
    }
    if let Some(source) = sources.get(next) {
        gaps[1] = at(source) - sentence;
        speakers.push((Speaker::Later, (*source).clone()));
    }
    if let Some(before) = sentence.checked_sub(1) {
        let site = Site::new(page, trees.get(before), before);
        let subject = site
            .tree
            .child(site.tree.root(), &[Relation::Subject, Relation::SubjectPassive])
            .map(|head| Source { tokens: page.trim(site.tree.subtree(head)), head })
            .filter(|s| !s.is_none() && speakers.iter().all(|(_, other)| other.tokens != s.tokens));
        speakers.extend(subject.map(|s| (Speaker::Subject, s)));
    }
    Floating { content, sentence, is_headline: false, speakers, gaps }
}

/// A line "Name: clause", by its name and its clause.
fn headline(page: &Page<'_>, sentence: usize) -> Option<(Range<usize>, Range<usize>)> {
    let tokens = page.sentences[sentence].tokens();
    if !page.ends_paragraph(sentence) || sentence > 0 && !page.ends_paragraph(sentence - 1) {
        return None;
    }
    let colon = tokens.clone().take(NAME).find(|&at| page.kind(at) == TokenKind::Colon)?;
    let name = page.trim(tokens.start..colon);
    let content = page.trim(colon + 1..tokens.end);
    let capital = page.text.tokens()[tokens.start].is_capitalised();
    (capital && !name.is_empty() && content.len() >= 2).then_some((name, content))
}

pub(super) fn features(page: &Page<'_>, floating: &Floating, option: usize, f: &mut Scorer<'_>) {
    let (speaker, source) = &floating.speakers[option];
    let who = *speaker as u64;
    let content = &floating.content;
    let tokens = page.sentences[floating.sentence].tokens();
    if floating.is_headline {
        f.with(template!("headline"), who, &[bucket(content.len()), bucket(floating.sentence.min(2))]);
        let name = floating.speakers.last().map_or(0..0, |(_, name)| name.tokens.clone());
        for at in name.clone() {
            f.both(template!("headline: word of the name"), who, page.hash(at));
        }
        f.both(template!("headline: length of the name"), who, bucket(name.len()));
        f.both(template!("headline: first word"), who, page.hash(content.start));
        let last = page.kind(tokens.end - 1) as u64;
        f.both(template!("headline: last mark"), who, last);
        f.both(template!("headline: marks"), who, u64::from(page.quote_at(content.start).is_some()));
        return;
    }
    let quote = page.quote_at(content.start).map(|q| page.quotes[q]);
    let (opened, closed) = quote.map_or((false, false), |q| (q.opened(), q.closed));
    let marks = u64::from(opened) * 2 + u64::from(closed);
    let first = content.start.saturating_sub(1) <= tokens.start;
    let end = crate::sentences::at(page.sentences, page.text.tokens()[content.end - 1].start())
        .map_or(content.end, |s| page.sentences[s].tokens().end);
    let last = page.trim(content.end..end).is_empty();
    let whole = u64::from(first) * 2 + u64::from(last);
    let kind = join(whole, marks);
    f.with(template!("speaker"), who, &[kind, whole]);
    f.with(template!("length"), join(who, bucket(content.len())), &[whole, kind]);
    f.with(
        template!("sentences since the last source"),
        join(who, floating.gaps[0].min(6) as u64),
        &[whole, kind],
    );
    f.with(
        template!("sentences to the next source"),
        join(who, floating.gaps[1].min(6) as u64),
        &[whole, kind],
    );
    f.both(
        template!("sentences around"),
        who,
        join(floating.gaps[0].min(4) as u64, floating.gaps[1].min(4) as u64),
    );
    let before = content.start.checked_sub(2).map_or(EDGE, |at| page.kind(at) as u64);
    f.with(template!("mark before"), join(who, before), &[whole]);
    let after = page.text.tokens().get(content.end + 1).map_or(EDGE, |t| t.kind() as u64);
    f.with(template!("mark behind"), join(who, after), &[whole]);
    let opens = u64::from(page.text.tokens()[content.start].is_capitalised());
    f.with(template!("capital first"), join(who, opens), &[whole, kind]);
    let paragraph = u64::from(floating.sentence == 0 || page.ends_paragraph(floating.sentence - 1));
    f.with(template!("starts a paragraph"), join(who, paragraph), &[kind, floating.gaps[0].min(3) as u64]);
    if !source.is_none() {
        let first = source.tokens.start;
        f.both(template!("first word of the source"), who, page.hash(first));
        f.both(template!("length of the source"), who, bucket(source.tokens.len()));
        let quoted = page.quote_at(first).is_some();
        f.both(template!("source inside a quotation"), who, u64::from(quoted));
        let name = page.text.tokens()[first].is_capitalised();
        f.both(template!("source is a name"), who, u64::from(name));
    }
    if floating.sentence > 0 {
        let before = page.sentences[floating.sentence - 1].tokens();
        f.both(
            template!("quotation in the sentence before"),
            who,
            u64::from(page.quote_at(before.start).is_some()) * 2
                + u64::from(page.quote_at(before.end - 1).is_some()),
        );
        f.both(template!("end of the sentence before"), who, page.kind(before.end - 1) as u64);
    }
}

/// The speaker that was picked.
pub(super) struct Picked {
    /// Its place among [`Floating::speakers`].
    pub(super) index: usize,
    /// How sure it is that anybody speaks here.
    pub(super) confidence: f32,
}

impl Floating {
    /// The most probable speaker, whoever it is.
    pub(super) fn best(&self, model: &Model, page: &Page<'_>) -> Option<Picked> {
        let options: Vec<usize> = (0..self.speakers.len()).collect();
        let chances =
            model.chances(Decision::Speaker, &options, |&option, f| features(page, self, option, f));
        let index = (1..options.len()).max_by(|&a, &b| chances[a].total_cmp(&chances[b]))?;
        Some(Picked { index, confidence: 1.0 - chances[0] })
    }
}

/// The attributions without a cue, at least as sure as `threshold`.
pub(super) fn drafts(
    model: &Model,
    page: &Page<'_>,
    trees: &Trees<'_>,
    cued: &[Draft],
    threshold: f32,
) -> Vec<Draft> {
    let draft = |floating: Floating| {
        let Picked { index, confidence } = floating.best(model, page)?;
        let source = &floating.speakers[index].1;
        let mut content = smallvec![floating.content.clone()];
        build::run_on(page, &mut content);
        (confidence >= threshold).then(|| Draft {
            source: (!source.is_none()).then(|| source.clone()),
            cue: None,
            content,
            stance: Stance::Neutral,
            confidence,
        })
    };
    stretches(page, trees, cued).into_iter().filter_map(draft).collect()
}
