//! What `training/` asks of this room: features of candidates and of the edges of scopes, by name.

use std::ops::Range;

use super::edge_features::Seen;
use super::edges::{self, Edge};
use super::scope::{Cue, Ranker, Role};
use super::view::View;
use super::weights::{Model, Names, Weights};
use super::{Detector, HedgeType, words};
use crate::error::Error;
use crate::sentences::Sentence;
use crate::text::{Span, Text, fold};

/// A phrase of the lexicon in a text and its features.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Where it stands.
    pub span: Span,
    /// The phrase as the lexicon has it.
    pub phrase: String,
    /// What it can be: one type or two.
    pub kinds: Vec<HedgeType>,
    /// The names of its features.
    pub names: Vec<String>,
}

/// A place where a scope can begin or end, in bytes, and the names of its features.
pub type Place = (u32, Vec<String>);

impl Detector {
    /// All phrases of the lexicon in some sentences, with the names of their features.
    pub fn candidate_features(&self, text: &Text<'_>, sentences: &[Sentence]) -> Vec<Candidate> {
        let mut all = Vec::new();
        let mut classes = Vec::new();
        for sentence in sentences {
            let candidates = self.candidates_in(text, sentence);
            words::classify(text, sentence.tokens(), &mut classes);
            let view = View { text, sentence: *sentence, classes: &classes };
            for candidate in &candidates {
                let entry = self.cues.entry(candidate.entry);
                all.push(Candidate {
                    span: text.span_of(candidate.start..candidate.end),
                    phrase: entry.phrase.to_string(),
                    kinds: std::iter::once(entry.kind).chain(entry.other).collect(),
                    names: self.reasons(&view, candidate).into_iter().map(|r| r.feature).collect(),
                });
            }
        }
        all
    }

    /// The places where the scope of a given cue can begin, and those where it can end.
    ///
    /// # Panics
    /// If the cue does not stand in the sentence: a bug in the caller.
    pub fn edge_features(
        &self,
        text: &Text<'_>,
        sentence: &Sentence,
        cue: Range<usize>,
        negation: bool,
    ) -> [Vec<Place>; 2] {
        let weights = Weights::read("", "").expect("nothing is a file of no weights");
        self.with_cue(text, sentence, cue, negation, |view, cue| {
            let named = |model, edge: Edge, byte| {
                let mut names = Names::new(&weights, model);
                Seen::new(view, cue).of_edge(view, &edge, &mut names);
                (byte, names.found.into_iter().map(|(name, _)| name).collect())
            };
            let begins = edges::left(view, &cue.tokens);
            let ends = edges::right(view, &cue.tokens);
            [
                begins.map(|edge| named(Model::Left, edge, text.tokens()[edge.at].start())).collect(),
                ends.map(|edge| named(Model::Right, edge, text.tokens()[edge.at - 1].end())).collect(),
            ]
        })
    }

    /// The scope of a given cue under the weights in `content`.
    ///
    /// # Errors
    /// If the weights cannot be read.
    pub fn scope_under(
        &self,
        content: &str,
        text: &Text<'_>,
        sentence: &Sentence,
        cue: Range<usize>,
        negation: bool,
    ) -> Result<Span, Error> {
        let ranker = Ranker::read("scope weights", content)?;
        Ok(self
            .with_cue(text, sentence, cue, negation, |view, cue| text.span_of(ranker.likeliest(view, cue))))
    }

    fn with_cue<T>(
        &self,
        text: &Text<'_>,
        sentence: &Sentence,
        cue: Range<usize>,
        negation: bool,
        then: impl FnOnce(&View<'_>, &Cue<'_>) -> T,
    ) -> T {
        let mut classes = Vec::new();
        words::classify(text, sentence.tokens(), &mut classes);
        let view = View { text, sentence: *sentence, classes: &classes };
        let candidates = self.candidates_in(text, sentence);
        let entry = candidates.iter().find(|c| (c.start..c.end) == cue).map(|c| self.cues.entry(c.entry));
        let word = text.slice(text.span_of(cue.clone()));
        let (name, hash, role) = match entry {
            Some(entry) if !negation => (&*entry.lemma, entry.lemma_hash, Role::Hedge(entry.kind)),
            _ => (
                word,
                fold::hash(word),
                if negation { Role::Negation } else { Role::Hedge(HedgeType::Epistemic) },
            ),
        };
        then(&view, &Cue { tokens: cue, name, hash, role })
    }
}
