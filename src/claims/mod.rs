//! What is claimed: clauses with their chain of sources and factuality (guidelines, sections 4 and 5).

mod clauses;
mod features;
mod group;
mod hedging;
mod reasons;
mod scale;
mod scene;
mod signs;
mod sources;
mod spans;
mod status;
mod weigh;
mod words;

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

pub use reasons::{Reason, Rule};

use crate::attribution::Attribution;
use crate::entities::Mention;
use crate::faults;
use crate::hedges::Hedge;
use crate::labels::labels;
use crate::quotes::Quotation;
use crate::sentences::Sentence;
use crate::syntax::{Relation, Trees};
use crate::text::{Span, Text};
use scene::Scene;
use sources::Sources;

labels! {
    /// How far a sentence's main claim is the writer's own.
    "status" Status {
        /// A cue has the main claim in its scope, is its verb, or makes it hang on a condition.
        Hedged = "hedged",
        /// The main claim is what somebody else says.
        Attributed = "attributed",
        /// The writer's own question.
        Question = "question",
        /// Flatly said.
        Asserted = "asserted",
    }
}

labels! {
    /// What the innermost source commits to, on `FactBank`'s scale (Saurí & Pustejovsky 2009).
    "factuality" Factuality {
        /// So.
        Certain = "CT+",
        /// Probably so.
        Probable = "PR+",
        /// Possibly so.
        Possible = "PS+",
        /// Open: conditions, questions, wishes.
        Unknown = "U",
        /// Possibly not so.
        PossiblyNot = "PS-",
        /// Probably not so.
        ProbablyNot = "PR-",
        /// Not so.
        CertainlyNot = "CT-",
    }
}

labels! {
    /// When a claim's head is, seen from the writer.
    "tense" Tense {
        /// Fled, has fled, was killed; also "must have fled".
        Past = "past",
        /// Flees, is fleeing, may flee.
        Present = "present",
        /// Will flee, is going to flee; would flee.
        Future = "future",
    }
}

/// What the claims room says of a sentence as a whole.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Judgement {
    /// How far the main claim is the writer's own.
    pub status: Status,
    /// How far the writer commits to the main claim: 1 is a flat assertion, 0 is none.
    pub certainty: f32,
}

/// A finite clause that says something is so.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Claim {
    /// Index of its sentence.
    pub sentence: u32,
    /// The clause with what depends on it, in pieces where another claim was cut out; in order, at least one.
    pub spans: SmallVec<[Span; 2]>,
    /// The lexical verb, or the copula where there is none.
    pub head: Span,
    /// Its sources, outermost first; `None` for an attribution that names nobody.
    pub chain: SmallVec<[Option<Span>; 1]>,
    /// What the innermost source (the writer, where there is none) commits to.
    pub factuality: Factuality,
    /// How far the *writer* commits to it, 0 to 1.
    pub certainty: f32,
    /// Whether the clause is negated.
    pub negated: bool,
    /// When its head is.
    pub tense: Tense,
    /// Indices of the hedges that reach it.
    pub hedges: SmallVec<[u32; 4]>,
    /// Indices of the mentions in it.
    pub entities: SmallVec<[u32; 4]>,
    /// Index of the mention that its subject is, if any.
    pub about: Option<u32>,
}

impl Claim {
    /// From the start of its first piece to the end of its last.
    pub fn span(&self) -> Span {
        self.spans.iter().copied().reduce(Span::hull).unwrap_or(self.head)
    }
}

/// What the rooms before this one found.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The text.
    pub text: &'a Text<'a>,
    /// Its sentences, in order.
    pub sentences: &'a [Sentence],
    /// Its quotations.
    pub quotes: &'a [Quotation],
    /// The trees of its sentences; each is asked for.
    pub trees: &'a Trees<'a>,
    /// Its mentions, by start.
    pub entities: &'a [Mention],
    /// Its hedges, by start.
    pub hedges: &'a [Hedge],
    /// Its attributions.
    pub attributions: &'a [Attribution],
}

/// What is claimed in a text.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Claims {
    /// The claims, by sentence and start.
    pub claims: Vec<Claim>,
    /// Status and certainty, one a sentence.
    pub judgements: Vec<Judgement>,
}

/// The claims of a text, and each sentence's status and certainty.
pub fn find(input: &Input<'_>) -> Claims {
    let mut found = Claims::default();
    scenes(input, |scene| {
        found.judgements.push(scene.judge());
        found.claims.extend(scene.claims().into_iter().map(|(claim, _)| claim));
    });
    found
}

/// The claims that [`find`] gives, each with the words and rules that its factuality and its certainty follow from, in the
/// order in which they were weighed; none for a flat assertion.
pub fn explain(input: &Input<'_>) -> Vec<(Claim, Vec<Reason>)> {
    let mut found = Vec::new();
    scenes(input, |scene| {
        found.extend(scene.claims().into_iter().map(|(claim, reasons)| (claim, reasons.into_vec())));
    });
    found
}

/// What the status of each sentence is told by, for `training/claims.py`.
#[cfg(feature = "training")]
pub fn status_features(input: &Input<'_>) -> Vec<Vec<String>> {
    let all = features::Feature::all();
    let mut found = Vec::new();
    scenes(input, |scene| {
        found.push(scene.features(&scene.rule()).into_iter().map(|number| all[number].name()).collect());
    });
    found
}

/// Sets up sentence after sentence with what stands in it.
fn scenes(input: &Input<'_>, mut each: impl FnMut(&Scene<'_>)) {
    faults::point("claims", input.text.source());
    input.trees.make(0..input.sentences.len());
    let mut sources = Sources::new(input);
    for (index, sentence) in input.sentences.iter().enumerate() {
        let local = sources.of(sentence);
        let first = input.hedges.partition_point(|h| h.span.start() < sentence.span.start());
        let last = first + input.hedges[first..].partition_point(|h| h.span.start() < sentence.span.end());
        each(&Scene::new(input, index as u32, &sources, local, first..last));
    }
}

impl Scene<'_> {
    /// The claims of the sentence, by start, and why they are what they are.
    fn claims(&self) -> Vec<(Claim, SmallVec<[Reason; 4]>)> {
        let counted: Vec<_> = self.clauses.iter().filter_map(|clause| self.counted(clause)).collect();
        let owners = self.owners(&counted);
        let weights: Vec<_> = counted.iter().map(|c| self.weigh(c.clause, c.own)).collect();
        let inner: Vec<Option<u32>> = weights
            .iter()
            .zip(&counted)
            .map(|(weight, c)| weight.chain.iter().rev().copied().find(|&index| Some(index) != c.own))
            .collect();
        let stretches = self.stretches(&owners, &inner);
        let mut rows = Vec::with_capacity(counted.len());
        for ((counted, weight), own) in counted.iter().zip(weights).zip(&stretches) {
            let clause = counted.clause;
            let spans = self.pieces(clause, own);
            let claim = Claim {
                sentence: self.sentence,
                head: self.parsed.text.tokens()[clause.head].span(),
                chain: weight.chain.iter().map(|&index| self.sources.get(index).source).collect(),
                factuality: weight.factuality,
                certainty: weight.certainty,
                negated: clause.negated,
                tense: clause.tense,
                hedges: weight.hedges,
                entities: self.mentions(&spans),
                about: self.about(clause.predicate),
                spans,
            };
            rows.push((claim, weight.reasons));
        }
        rows.sort_by_key(|(claim, _)| (claim.span(), claim.head));
        rows
    }

    /// Indices of the mentions that start in any of some spans.
    fn mentions(&self, spans: &[Span]) -> SmallVec<[u32; 4]> {
        let entities = self.input.entities;
        let mut found = SmallVec::new();
        for span in spans {
            let first = entities.partition_point(|m| m.span.start() < span.start());
            let inside = entities[first..].iter().take_while(|m| m.span.start() < span.end());
            found.extend(inside.zip(first as u32..).map(|(_, index)| index));
        }
        found
    }

    /// The mention that the subject of a predicate is.
    fn about(&self, predicate: usize) -> Option<u32> {
        let subject = self
            .tree()
            .child(predicate, &[Relation::Subject, Relation::SubjectPassive])
            .or_else(|| self.tree().subject_of(predicate))?;
        let word = self.parsed.text.tokens()[subject].span();
        let entities = self.input.entities;
        let after = entities.partition_point(|m| m.span.start() <= word.start());
        let (first, near) = (after.saturating_sub(4), &entities[after.saturating_sub(4)..after]);
        near.iter().rposition(|m| m.span.overlaps(word)).map(|at| (first + at) as u32)
    }
}
