//! Why a cue was taken for one: the lexicon entry, and the features that weighed most.

use super::features;
use super::view::{Candidate as Found, View};
use super::weights::{Model, Names};
use super::{Detector, Hedge, words};
use crate::sentences::{self, Sentence};
use crate::text::Text;

/// Why a stretch of text is a cue, or how it came near.
#[derive(Clone, PartialEq, Debug)]
pub struct Explanation {
    /// The phrase of the lexicon.
    pub entry: String,
    /// The word whose inflection it is, or the phrase again.
    pub lemma: String,
    /// The features that weighed most, the heaviest first; none for a phrase that is not judged by its neighbours.
    pub reasons: Vec<Reason>,
}

/// A feature of a cue and its weight.
#[derive(Clone, PartialEq, Debug)]
pub struct Reason {
    /// What was seen, such as `next=that` or `phrase+prev class=may|I`.
    pub feature: String,
    /// How far it moved the log-odds: up for a cue, down against one.
    pub weight: f32,
}

/// How many reasons an explanation has.
const REASONS: usize = 3;

impl Detector {
    /// Which lexicon entry a hedge comes from, and which three features weighed most.
    ///
    /// `None` if no phrase of the lexicon stands at `hedge.span` in one of these sentences.
    pub fn explain(&self, text: &Text<'_>, sentences: &[Sentence], hedge: &Hedge) -> Option<Explanation> {
        let sentence = &sentences[sentences::at(sentences, hedge.span.start())?];
        let mut classes = Vec::new();
        let candidates = self.candidates_in(text, sentence);
        words::classify(text, sentence.tokens(), &mut classes);
        let candidate = candidates.iter().find(|c| text.span_of(c.start..c.end) == hedge.span)?;
        let view = View { text, sentence: *sentence, classes: &classes };
        let entry = self.cues.entry(candidate.entry);
        let mut reasons = Vec::new();
        if !entry.unjudged {
            reasons = self.reasons(&view, candidate);
            reasons.retain(|r| r.weight != 0.0);
            reasons.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
            reasons.truncate(REASONS);
        }
        Some(Explanation { entry: entry.phrase.to_string(), lemma: entry.lemma.to_string(), reasons })
    }

    pub(super) fn reasons(&self, view: &View<'_>, candidate: &Found) -> Vec<Reason> {
        let mut names = Names::new(&self.weights, Model::Cue);
        let entry = self.cues.entry(candidate.entry);
        features::of_entry(entry, self.domain, &mut names);
        features::in_place(view, candidate, entry, self.domain, &mut names);
        names.found.into_iter().map(|(feature, weight)| Reason { feature, weight }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hedges::{Hedge, Options};
    use crate::sentences::{Newlines, Splitter};

    const NEWS: &str = "Officials said the pipeline might have leaked, but critics claim \"it may never be known\" why. If \
        the ministry confirms it, about 40 villagers would probably be moved. MAY 3: suspected rebels allegedly fled; \
        it is unclear whether anyone was hurt. He said they could not possibly know.";

    #[test]
    fn what_is_added_up_beforehand_comes_to_what_the_features_do_one_by_one() {
        let detector = Detector::new(Options { threshold: Some(0.0), ..Options::default() });
        let detector = detector.expect("the crate's own weights are whole");
        let text = Text::new(NEWS).expect("it is short");
        let sentences = Splitter::new(Newlines::Auto, &[]).expect("no words are added").split(&text);
        let hedges: Vec<Hedge> = detector.find(&text, &sentences);
        assert!(hedges.len() > 12, "{hedges:?}");
        for hedge in hedges {
            let sentence = sentences[sentences::at(&sentences, hedge.span.start()).expect("it is in one")];
            let mut classes = Vec::new();
            words::classify(&text, sentence.tokens(), &mut classes);
            let view = View { text: &text, sentence, classes: &classes };
            let candidates = detector.candidates_in(&text, &sentence);
            let at_hedge = |c: &&Found| text.span_of(c.start..c.end) == hedge.span;
            let candidate = candidates.iter().find(at_hedge).expect("a hedge is a candidate");
            let sum: f32 = detector.reasons(&view, candidate).iter().map(|r| r.weight).sum();
            let one_by_one =
                detector.weights.probability(sum + detector.weights.bias(Model::Cue), detector.domain);
            // What is hopeless is not looked at to the end.
            let near = if one_by_one < 0.01 { 0.01 } else { 1e-4 };
            let what = text.slice(hedge.span);
            assert!((hedge.probability - one_by_one).abs() < near, "{what}: {hedge:?}, not {one_by_one}");
        }
    }
}
