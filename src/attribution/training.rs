//! Instances to train the reader on: what it would have to decide on marked articles, and how it should.

use std::ops::Range;
use std::sync::Arc;

use super::before;
use super::behind;
use super::build;
use super::features::{Decision, Feature, Model};
use super::floating;
use super::reader::{Input, Reader};
use super::reading;
use super::shape::{self, Shape};
use super::site::{Cue, Page, Site};
use super::source;
use super::source_features;
use super::worth;
use crate::text::Span;

/// An attribution as a person marked it.
#[derive(Clone, Debug)]
pub struct Gold {
    /// The source, if one is named.
    pub source: Option<Span>,
    /// The cue.
    pub cue: Option<Span>,
    /// The content.
    pub content: Vec<Span>,
}

/// A decision to be learned: the features of each option, and which option is right.
#[derive(Clone, Debug)]
pub struct Instance {
    /// Number of the decision; the last one is whether a cue attributes at all.
    pub decision: usize,
    /// Features of each option. The decision on confidence has one option.
    pub options: Vec<Vec<u32>>,
    /// The right option; of the decision on confidence, 1 for yes and 0 for no.
    pub target: usize,
}

impl Reader {
    /// The same reader with other weights; `None` if they are not a whole weights file.
    pub fn with_weights(mut self, weights: &[u8]) -> Option<Self> {
        self.model = Arc::new(Model::read(weights)?);
        Some(self)
    }

    /// The decisions of the reader on a marked text; those on confidence are taken from its own readings.
    pub fn instances(&self, input: &Input<'_>, gold: &[Gold]) -> Vec<Instance> {
        let page = Page::new(input.text, input.sentences, input.quotes);
        let gold: Vec<GoldTokens> = gold.iter().map(|g| GoldTokens::new(&page, g)).collect();
        let mut instances = Vec::new();
        let mut cued = Vec::new();
        for sentence in 0..input.sentences.len() {
            let Some((site, cues)) = self.cues_in(&page, input.trees, sentence) else { continue };
            for cue in cues {
                let site = site.near(&cue);
                let matched = gold
                    .iter()
                    .filter(|g| g.cue.as_ref().is_some_and(|c| overlap(c, &cue.tokens) > 0))
                    .max_by_key(|g| g.cue.as_ref().map_or(0, |c| 2 * overlap(c, &cue.tokens)));
                let worth = self.model.listed(Decision::Worth, |f| worth::features(&site, &cue, f));
                instances.push(Instance {
                    decision: Decision::Worth as usize,
                    options: vec![Vec::new(), places(&worth)],
                    target: usize::from(matched.is_some()),
                });
                if let Some(gold) = matched {
                    self.spans(&site, &cue, gold, &mut instances);
                }
                if let Some((reading, _)) = self.weigh(&site, &cue) {
                    let draft = build::draft(&site, &cue, &reading, 1.0);
                    let right = matched.is_some_and(|g| g.is_met(&page, &draft));
                    let features = self
                        .model
                        .listed(Decision::Confidence, |f| reading::features(&site, &cue, &reading, f));
                    instances.push(Instance {
                        decision: Decision::Confidence as usize,
                        options: vec![places(&features)],
                        target: usize::from(right),
                    });
                    if matched.is_some() {
                        cued.push(draft);
                    }
                }
            }
        }
        self.speakers(&page, input, &cued, &gold, &mut instances);
        instances
    }

    /// Who says what no cue attributes, given the readings of all cues that do.
    fn speakers(
        &self,
        page: &Page<'_>,
        input: &Input<'_>,
        cued: &[build::Draft],
        gold: &[GoldTokens],
        out: &mut Vec<Instance>,
    ) {
        for floating in floating::stretches(page, input.trees, cued) {
            let met = |g: &&GoldTokens| alike(page, &g.content, std::slice::from_ref(&floating.content));
            let target = gold.iter().filter(|g| g.cue.is_none()).find(met).map_or(0, |g| {
                let same = |(_, source): &(_, source::Source)| {
                    alike(page, g.source.as_slice(), std::slice::from_ref(&source.tokens))
                };
                floating.speakers.iter().skip(1).position(same).map_or(1, |at| at + 1)
            });
            let options = (0..floating.speakers.len())
                .map(|option| {
                    places(
                        &self
                            .model
                            .listed(Decision::Speaker, |f| floating::features(page, &floating, option, f)),
                    )
                })
                .collect();
            out.push(Instance { decision: Decision::Speaker as usize, options, target });
        }
    }

    fn spans(&self, site: &Site<'_>, cue: &Cue, gold: &GoldTokens, out: &mut Vec<Instance>) {
        let model = &self.model;
        let mut push = |decision: Decision, options: Vec<Vec<Feature>>, target: usize| {
            let options = options.iter().map(|o| places(o)).collect::<Vec<_>>();
            if options.len() > 1 {
                out.push(Instance { decision: decision as usize, options, target });
            }
        };
        let sources = source::options(site, cue);
        let Some(right) = gold.best_source(&sources) else { return };
        push(
            Decision::Source,
            sources
                .iter()
                .map(|s| model.listed(Decision::Source, |f| source_features::features(site, cue, s, f)))
                .collect(),
            right,
        );
        let source = &sources[right];
        let group = shape::group(site, cue, source);
        let left: Vec<&Range<usize>> = gold.content.iter().filter(|c| c.start < cue.tokens.start).collect();
        let right: Vec<&Range<usize>> = gold.content.iter().filter(|c| c.start >= cue.tokens.end).collect();
        let shape = match (left.is_empty(), right.is_empty()) {
            (true, true) => return,
            (true, false) => Shape::After,
            (false, true) => Shape::Before,
            (false, false) => Shape::Around,
        };
        let left_end = before::end(site, &group);
        let starts_left = before::starts(site, cue, left_end);
        let starts_right = behind::starts(site, cue, &group);
        let shapes = reading::shapes(!starts_left.is_empty(), !starts_right.is_empty());
        let Some(target) = shapes.iter().position(|&s| s == shape) else { return };
        push(
            Decision::Shape,
            shapes
                .iter()
                .map(|&s| model.listed(Decision::Shape, |f| shape::features(site, cue, source, &group, s, f)))
                .collect(),
            target,
        );
        if let Some(piece) = left.last()
            && let Some(target) = nearest(&starts_left, piece.start)
        {
            push(
                Decision::LeftStart,
                starts_left
                    .iter()
                    .map(|&s| {
                        model.listed(Decision::LeftStart, |f| {
                            before::features(site, cue, shape, left_end, s, f);
                        })
                    })
                    .collect(),
                target,
            );
        }
        if let Some(piece) = right.first()
            && let Some(target) = nearest(&starts_right, piece.start)
        {
            push(
                Decision::RightStart,
                starts_right
                    .iter()
                    .map(|&s| {
                        model.listed(Decision::RightStart, |f| {
                            behind::start_features(site, cue, &group, shape, s, f);
                        })
                    })
                    .collect(),
                target,
            );
            let start = starts_right[target];
            let ends = behind::ends(site, cue, start);
            if let Some(target) = nearest(&ends, piece.end) {
                push(
                    Decision::RightEnd,
                    ends.iter()
                        .map(|&e| {
                            model.listed(Decision::RightEnd, |f| {
                                behind::end_features(site, cue, shape, start, e, f);
                            })
                        })
                        .collect(),
                    target,
                );
            }
        }
    }
}

/// Whether two lists of stretches share half of their words (F1), or are both without any.
fn alike(page: &Page<'_>, a: &[Range<usize>], b: &[Range<usize>]) -> bool {
    let words = |ranges: &[Range<usize>]| -> Vec<usize> {
        ranges.iter().flat_map(Clone::clone).filter(|&at| !page.is_edge(at)).collect()
    };
    let (a, b) = (words(a), words(b));
    let shared = a.iter().filter(|at| b.contains(at)).count();
    a.len() + b.len() == 0 || 2.0 * shared as f32 / (a.len() + b.len()) as f32 >= 0.5
}

fn places(features: &[Feature]) -> Vec<u32> {
    features.iter().map(|f| f.place).collect()
}

/// A marked attribution in tokens.
struct GoldTokens {
    source: Option<Range<usize>>,
    cue: Option<Range<usize>>,
    content: Vec<Range<usize>>,
}

impl GoldTokens {
    fn new(page: &Page<'_>, gold: &Gold) -> Self {
        let tokens = |span: Span| page.trim(page.text.tokens_in(span));
        let mut content: Vec<Range<usize>> = gold.content.iter().copied().map(tokens).collect();
        content.retain(|c| !c.is_empty());
        content.sort_by_key(|c| c.start);
        Self { source: gold.source.map(tokens), cue: gold.cue.map(tokens), content }
    }

    /// The option nearest to the marked source, if one shares half of its tokens.
    fn best_source(&self, options: &[source::Source]) -> Option<usize> {
        let Some(gold) = &self.source else { return Some(0) };
        let f1 = |range: &Range<usize>| 2.0 * overlap(range, gold) as f32 / (range.len() + gold.len()) as f32;
        let (best, score) = options
            .iter()
            .map(|o| f1(&o.tokens))
            .enumerate()
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
        (score >= 0.5).then_some(best)
    }

    /// Whether source and content each share half of their tokens with what is marked.
    fn is_met(&self, page: &Page<'_>, draft: &build::Draft) -> bool {
        alike(
            page,
            self.source.as_slice(),
            draft.source.iter().map(|s| s.tokens.clone()).collect::<Vec<_>>().as_slice(),
        ) && alike(page, &self.content, &draft.content)
    }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// The option nearest to `wanted`, no more than four tokens off.
fn nearest(options: &[usize], wanted: usize) -> Option<usize> {
    let off = |at: usize| at.abs_diff(wanted);
    (0..options.len()).min_by_key(|&i| off(options[i])).filter(|&i| off(options[i]) <= 4)
}
