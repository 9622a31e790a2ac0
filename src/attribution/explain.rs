//! Why an attribution was found: its cue's entry, and for each decision the features that weighed most.

use std::ops::Range;

use super::Attribution;
use super::before;
use super::behind;
use super::features::{Decision, Feature, Model};
use super::floating;
use super::lexicon::Frame;
use super::reader::{Input, Reader};
use super::reading::{self, Reading};
use super::shape::{self, Shape};
use super::site::{Cue, Page, Site};
use super::source_features;

/// How an attribution was read.
#[derive(Clone, PartialEq, Debug)]
pub struct Explanation {
    /// What the cue can stand with, by its lexicon entry: `that`, `object` …; none without a cue.
    pub frames: Vec<&'static str>,
    /// Whether the content stands `before` the cue, `after` it or `around` it; `None` without a cue.
    pub shape: Option<&'static str>,
    /// The decisions, in their order.
    pub steps: Vec<Step>,
}

/// One decision: what was taken, and why.
#[derive(Clone, PartialEq, Debug)]
pub struct Step {
    /// What was decided: `source`, `shape`, `start before`, `start behind`, `end behind`, `confidence`, `speaker`.
    pub decision: &'static str,
    /// What was taken, in the words of the text where it is a stretch of it.
    pub taken: String,
    /// How probable it and its like were among the options, 0 to 1.
    pub probability: f32,
    /// The features that weighed most, the heaviest first.
    pub reasons: Vec<Reason>,
}

/// A feature of what was taken, and its weight.
#[derive(Clone, PartialEq, Debug)]
pub struct Reason {
    /// What was looked at: `path to the cue`, `mark before` …
    pub feature: &'static str,
    /// How far it moved the score (log-odds): up for it, down against it.
    pub weight: f32,
}

/// How many reasons a step has.
const REASONS: usize = 4;

impl Reader {
    /// How `attribution`, one of what [`Reader::find`] gave for the same `input`, was read.
    ///
    /// `None` for one that this reader would not find.
    pub fn explain(&self, input: &Input<'_>, attribution: &Attribution) -> Option<Explanation> {
        let page = Page::new(input.text, input.sentences, input.quotes);
        let Some(span) = attribution.cue else { return self.explain_floating(input, &page, attribution) };
        let sentence = crate::sentences::at(input.sentences, span.start())?;
        let (site, cues) = self.cues_in(&page, input.trees, sentence)?;
        let cue = cues.iter().find(|cue| input.text.span_of(cue.tokens.clone()) == span)?;
        let site = site.near(cue);
        let (reading, confidence) = self.weigh(&site, cue)?;
        Some(Explanation {
            frames: Frame::ALL.iter().filter(|&&f| cue.entry.frames.has(f)).map(|f| f.as_str()).collect(),
            shape: Some(reading.shape.as_str()),
            steps: self.steps(&site, cue, &reading, confidence),
        })
    }

    fn steps(&self, site: &Site<'_>, cue: &Cue, reading: &Reading, confidence: f32) -> Vec<Step> {
        let model = &self.model;
        let words =
            |range: &Range<usize>| site.page.text.slice(site.page.text.span_of(range.clone())).to_string();
        let step = |name, taken, decision: Decision, probability, features| Step {
            decision: name,
            taken,
            probability,
            reasons: reasons(model, decision, features),
        };
        let source = &reading.source;
        let shape = reading.shape;
        let group = shape::group(site, cue, source);
        let mut steps = vec![
            step(
                "source",
                words(&source.tokens),
                Decision::Source,
                reading.sure[0],
                model.listed(Decision::Source, |f| source_features::features(site, cue, source, f)),
            ),
            step(
                "shape",
                shape.as_str().to_string(),
                Decision::Shape,
                reading.sure[1],
                model.listed(Decision::Shape, |f| {
                    shape::features(site, cue, source, &group, shape, f);
                }),
            ),
        ];
        if let Some(left) = reading.left.as_ref().filter(|_| shape != Shape::After) {
            let features = model.listed(Decision::LeftStart, |f| {
                before::features(site, cue, shape, left.end, left.start, f);
            });
            steps.push(step("start before", words(left), Decision::LeftStart, reading.sure[2], features));
        }
        if let Some(right) = reading.right.as_ref().filter(|_| shape != Shape::Before) {
            let start = model.listed(Decision::RightStart, |f| {
                behind::start_features(site, cue, &group, shape, right.start, f);
            });
            steps.push(step("start behind", words(right), Decision::RightStart, reading.sure[3], start));
            let end = model.listed(Decision::RightEnd, |f| {
                behind::end_features(site, cue, shape, right.start, right.end, f);
            });
            steps.push(step("end behind", words(right), Decision::RightEnd, reading.sure[4], end));
        }
        let features = model.listed(Decision::Confidence, |f| reading::features(site, cue, reading, f));
        let said = words(&cue.tokens);
        steps.push(step("confidence", said, Decision::Confidence, confidence, features));
        steps
    }

    fn explain_floating(
        &self,
        input: &Input<'_>,
        page: &Page<'_>,
        attribution: &Attribution,
    ) -> Option<Explanation> {
        let start = attribution.content.iter().map(|c| c.start()).min()?;
        let stretches = floating::stretches(page, input.trees, &self.cued(input, page));
        let floating = stretches.iter().find(|f| input.text.span_of(f.content.clone()).start() == start)?;
        let option = floating.best(&self.model, page)?;
        let features =
            self.model.listed(Decision::Speaker, |f| floating::features(page, floating, option.index, f));
        let step = Step {
            decision: "speaker",
            taken: floating.speakers[option.index].0.as_str().to_string(),
            probability: option.confidence,
            reasons: reasons(&self.model, Decision::Speaker, features),
        };
        Some(Explanation { frames: Vec::new(), shape: None, steps: vec![step] })
    }
}

fn reasons(model: &Model, decision: Decision, mut features: Vec<Feature>) -> Vec<Reason> {
    features.retain(|f| f.weight != 0);
    features.sort_by_key(|f| std::cmp::Reverse(f.weight.unsigned_abs()));
    let scale = model.scale(decision);
    let weighed =
        features.iter().map(|f| Reason { feature: f.template, weight: f32::from(f.weight) * scale });
    weighed.take(REASONS).collect()
}
