//! Finds cues: candidates by the lexicon, judged by their neighbours.

use std::ops::Range;

use super::features;
use super::lexicon::Cues;
use super::rows::Rows;
use super::scope::{self, Cue, Role};
use super::view::{Candidate, Rivals, View};
use super::weights::{Model, TemplateSet, Weights};
use super::{Domain, Hedge, HedgeType, negation, strength, words};
use crate::error::Error;
use crate::faults;
use crate::sentences::Sentence;
use crate::text::Text;

/// What a [`Detector`] is made with.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// What kind of text it will read.
    pub domain: Domain,
    /// The least probability of a cue that is reported, 0 to 1; `None` for the one that gave the best F1 in training.
    pub threshold: Option<f32>,
    /// Rows to add to the lexicon, each file with its name (for messages) and its content: phrase, type, and where
    /// wanted strength, lemma and probability, parted by tabs. The type `none` takes a phrase away. A phrase with a
    /// lemma of the lexicon is judged like that word; one without is a cue with the given probability, or 0.9.
    pub lexicons: Vec<(String, String)>,
}

/// The threshold with the best F1 over the folds of the news that the judge is trained on.
const THRESHOLD: f32 = 0.45;

/// Finds hedge cues. Built once, used for any number of texts, from any number of threads.
///
/// ```
/// use reportedly::hedges::{Detector, HedgeType, Options};
/// use reportedly::sentences::{Reason, Sentence};
/// use reportedly::text::Text;
///
/// let text = Text::new("The ferry reportedly sank.")?;
/// let sentence = Sentence::new(&text, 0..text.tokens().len(), Reason::End);
/// let hedges = Detector::new(Options::default())?.find(&text, &[sentence]);
/// assert_eq!(text.slice(hedges[0].span), "reportedly");
/// assert_eq!(hedges[0].kind, HedgeType::Reportative);
/// # Ok::<(), reportedly::Error>(())
/// ```
pub struct Detector {
    pub(super) domain: Domain,
    threshold: f32,
    pub(super) cues: Cues,
    pub(super) weights: Weights,
    /// One an entry of the lexicon.
    priors: Vec<Prior>,
    rows: Rows,
}

/// What is known of a phrase before it is seen in its place.
#[derive(Clone, Copy)]
struct Prior {
    /// The sum of the weights that it has everywhere.
    sum: f32,
    /// The templates that can add to it.
    wanted: TemplateSet,
}

/// A candidate that the judge takes for a cue, or might.
#[derive(Clone, Copy)]
struct Judged {
    candidate: Candidate,
    probability: f32,
}

impl Detector {
    /// Reads lexicon and weights.
    ///
    /// # Errors
    /// A threshold outside 0 to 1; a broken row in a user's lexicon: file, line, column, what was expected.
    pub fn new(options: Options) -> Result<Self, Error> {
        Self::with_weights(options, "weights.txt", include_str!("weights.txt"))
    }

    /// Like [`Detector::new`], with other weights: the content of a file that `training/hedges.py` wrote.
    ///
    /// # Errors
    /// As [`Detector::new`], and a weights file that cannot be read.
    pub fn with_weights(options: Options, file: &str, content: &str) -> Result<Self, Error> {
        let Options { domain, threshold, lexicons } = options;
        let threshold = threshold.unwrap_or(THRESHOLD);
        if !(0.0..=1.0).contains(&threshold) {
            return Err(Error::value(format!("hedge_threshold is {threshold}; it must be from 0 to 1")));
        }
        let cues = Cues::new(domain, &lexicons)?;
        let weights = Weights::read(file, content)?;
        let prior = |entry| {
            let wanted = weights.templates(Model::Cue, entry, domain);
            let mut sum = weights.sum(Model::Cue, wanted, weights.bias(Model::Cue));
            features::of_entry(entry, domain, &mut sum);
            Prior { sum: sum.total, wanted }
        };
        let priors = cues.entries().iter().map(prior).collect();
        let rows = Rows::new(&weights, cues.entries(), domain);
        Ok(Self { domain, threshold, cues, weights, priors, rows })
    }

    /// The cues of some sentences of `text`, sorted by span, disjoint.
    pub fn find(&self, text: &Text<'_>, sentences: &[Sentence]) -> Vec<Hedge> {
        faults::point("hedges", text.source());
        let mut hedges = Vec::new();
        let (mut classes, mut candidates, mut judged) = (Vec::new(), Vec::new(), Vec::new());
        let starts = self.cues.starts(text.tokens(), 0..text.tokens().len());
        let mut starts = &*starts;
        for sentence in sentences {
            let (within, behind) =
                starts.split_at(starts.partition_point(|&at| (at as usize) < sentence.tokens().end));
            starts = behind;
            self.candidates(text, sentence, within, &mut candidates);
            if candidates.is_empty() {
                continue;
            }
            words::classify(text, sentence.tokens(), &mut classes);
            let view = View { text, sentence: *sentence, classes: &classes };
            self.judge(&view, &candidates, &mut judged);
            if judged.is_empty() {
                continue;
            }
            let negations = negation::cues(&view);
            hedges.extend(judged.iter().map(|j| self.hedge(&view, j, &negations)));
        }
        hedges
    }

    /// All phrases of the lexicon in a sentence, also such as overlap: at `starts`, the tokens that may start one.
    fn candidates(
        &self,
        text: &Text<'_>,
        sentence: &Sentence,
        starts: &[u32],
        candidates: &mut Vec<Candidate>,
    ) {
        candidates.clear();
        let tokens = sentence.tokens();
        let mut covered = tokens.start;
        for start in starts.iter().map(|&at| at as usize) {
            let before = candidates.len();
            self.cues.each(text.tokens(), start..tokens.end, |len, entry| {
                candidates.push(Candidate { start, end: start + len, entry, rivals: Rivals::None });
            });
            if candidates.len() > before {
                mark_rivals(&mut candidates[before..], covered);
                covered = candidates.last().map_or(covered, |c| covered.max(c.end));
            }
        }
    }

    /// The candidates of one sentence.
    pub(super) fn candidates_in(&self, text: &Text<'_>, sentence: &Sentence) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        let starts = self.cues.starts(text.tokens(), sentence.tokens());
        self.candidates(text, sentence, &starts, &mut candidates);
        candidates
    }

    /// The likeliest disjoint candidates at or over the threshold.
    fn judge(&self, view: &View<'_>, candidates: &[Candidate], judged: &mut Vec<Judged>) {
        judged.clear();
        for &candidate in candidates {
            let probability = self.probability(view, &candidate);
            if probability < self.threshold {
                continue;
            }
            match judged.last_mut() {
                Some(last) if last.candidate.end > candidate.start => {
                    if probability > last.probability {
                        *last = Judged { candidate, probability };
                    }
                }
                _ => judged.push(Judged { candidate, probability }),
            }
        }
    }

    fn probability(&self, view: &View<'_>, candidate: &Candidate) -> f32 {
        let entry = self.cues.entry(candidate.entry);
        if entry.unjudged {
            return entry.usual;
        }
        let Prior { sum, wanted } = self.priors[candidate.entry as usize];
        let mut sum = self.weights.sum(Model::Cue, wanted, sum).with(self.rows.of(candidate.entry));
        features::in_place(view, candidate, entry, self.domain, &mut sum);
        self.weights.probability(sum.total, self.domain)
    }

    /// The type of a candidate that is a cue: by its phrase, and by context where the phrase has two.
    fn kind(&self, view: &View<'_>, candidate: &Candidate) -> HedgeType {
        let entry = self.cues.entry(candidate.entry);
        let Some(other) = entry.other else { return entry.kind };
        let mut sum = self.weights.sum(Model::Other, TemplateSet::ALL, self.weights.bias(Model::Other));
        features::of_entry(entry, self.domain, &mut sum);
        features::in_place(view, candidate, entry, self.domain, &mut sum);
        if sum.total > 0.0 { other } else { entry.kind }
    }

    fn hedge(&self, view: &View<'_>, judged: &Judged, negations: &[Range<usize>]) -> Hedge {
        let Judged { candidate, probability } = *judged;
        let kind = self.kind(view, &candidate);
        let cue = candidate.start..candidate.end;
        let entry = self.cues.entry(candidate.entry);
        let scoped =
            Cue { tokens: cue.clone(), name: &entry.lemma, hash: entry.lemma_hash, role: Role::Hedge(kind) };
        Hedge {
            span: view.text.span_of(cue.clone()),
            kind,
            strength: entry.strength_as(kind).map(|s| match kind {
                HedgeType::Epistemic => strength::modified(view, &cue, s),
                _ => s,
            }),
            negated: negation::bears_on(view, negations, &cue, kind),
            probability,
            scope: Some(view.text.span_of(scope::of(view, &scoped))),
        }
    }
}

/// Tells the phrases that start at one token, shortest first, of each other, and of one before that ends at `covered`.
fn mark_rivals(candidates: &mut [Candidate], covered: usize) {
    let count = candidates.len();
    for (i, candidate) in candidates.iter_mut().enumerate() {
        candidate.rivals = match (i > 0, i + 1 < count) {
            _ if candidate.end <= covered => Rivals::Inside,
            (false, false) => Rivals::None,
            (false, true) => Rivals::Longer,
            (true, false) => Rivals::Shorter,
            (true, true) => Rivals::Both,
        };
    }
}
