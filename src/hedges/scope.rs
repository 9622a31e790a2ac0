//! The scope of a cue (guidelines, section 3): its left and its right edge, each the likeliest of a few places.
//!
//! Edges are weighed by a logistic model trained on `BioScope` (Vincze et al. 2008), whose scopes follow the same
//! principles. What `BioScope` does not mark, amounts and conditions, goes by rules.

use std::ops::Range;
use std::sync::LazyLock;

use super::HedgeType;
use super::edge_features::{EdgeWeights, Seen};
use super::edges::{self, Edge, Step};
use super::features::{Label, Sink};
use super::view::View;
use super::weights::{Model, Weights};
use super::words::{Class, ClassSet};
use crate::error::Error;

/// What has a scope.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Hedge(HedgeType),
    Negation,
}

impl Role {
    pub(super) const COUNT: usize = HedgeType::ALL.len() + 1;

    pub(super) fn index(self) -> usize {
        match self {
            Self::Hedge(kind) => kind as usize,
            Self::Negation => HedgeType::ALL.len(),
        }
    }

    pub(super) fn at(index: usize) -> Self {
        HedgeType::ALL.get(index).map_or(Self::Negation, |&kind| Self::Hedge(kind))
    }

    pub(super) fn value<S: Sink>(self, sink: &mut S) -> S::Value {
        match self {
            Self::Hedge(kind) => sink.kind(kind),
            Self::Negation => sink.label(Label::Negation),
        }
    }
}

/// A cue whose scope is sought.
pub(super) struct Cue<'c> {
    pub(super) tokens: Range<usize>,
    /// The lemma, and the hash of it.
    pub(super) name: &'c str,
    pub(super) hash: u64,
    pub(super) role: Role,
}

/// What tells how likely a place is for the edge of a scope.
pub(super) struct Ranker {
    weights: Weights,
    left: EdgeWeights,
    right: EdgeWeights,
}

impl Ranker {
    /// Reads a weights file with the models of both edges.
    pub(super) fn read(file: &str, content: &str) -> Result<Self, Error> {
        let weights = Weights::read(file, content)?;
        let (left, right) =
            (EdgeWeights::new(&weights, Model::Left), EdgeWeights::new(&weights, Model::Right));
        Ok(Self { weights, left, right })
    }

    /// The likeliest left and right edge.
    pub(super) fn likeliest(&self, view: &View<'_>, cue: &Cue<'_>) -> Range<usize> {
        let tokens = &cue.tokens;
        let start = self.best(Model::Left, view, cue, edges::left(view, tokens)).unwrap_or(tokens.start);
        let end = self.best(Model::Right, view, cue, edges::right(view, tokens)).unwrap_or(tokens.end);
        start..end
    }

    /// The likeliest of some places.
    fn best(
        &self,
        model: Model,
        view: &View<'_>,
        cue: &Cue<'_>,
        places: impl Iterator<Item = Edge>,
    ) -> Option<usize> {
        let table = if model == Model::Left { &self.left } else { &self.right };
        let wanted = self.weights.templates_of_name(model, cue.hash);
        let sum = |total| self.weights.sum(model, wanted, total);
        let seen = Seen::new(view, cue);
        // Edges next to each other are mostly as far away by these steps, and so weigh the same.
        let (mut order, mut length) = (None, None);
        let mut best: Option<(f32, usize)> = None;
        for edge in places {
            let by_order = held(&mut order, edge.order(), |step| {
                let mut sum = sum(0.0);
                seen.weigh_order(step, table, &mut sum);
                sum.total
            });
            let by_length = held(&mut length, edge.length(&cue.tokens), |step| {
                let mut sum = sum(0.0);
                seen.by_length(step, &mut sum);
                sum.total
            });
            let mut sum = sum(by_order + by_length);
            seen.weigh_place(view, &edge, table, &mut sum);
            if best.is_none_or(|(most, _)| sum.total > most) {
                best = Some((sum.total, edge.at));
            }
        }
        best.map(|(_, at)| at)
    }
}

static RANKER: LazyLock<Ranker> = LazyLock::new(|| {
    Ranker::read("scope_weights.txt", include_str!("scope_weights.txt"))
        .expect("the crate's own weights are whole")
});

/// The tokens that a cue qualifies, itself included, all within its sentence.
pub(super) fn of(view: &View<'_>, cue: &Cue<'_>) -> Range<usize> {
    match cue.role {
        Role::Hedge(HedgeType::Approximator) => amount(view, &cue.tokens),
        Role::Hedge(HedgeType::Conditional) if view.class(cue.tokens.start, 0) != Class::Would => {
            cue.tokens.start..pause(view, cue.tokens.end)
        }
        // What nobody in particular says goes to the end of its clause.
        Role::Hedge(HedgeType::Weasel) => cue.tokens.start..pause(view, cue.tokens.end),
        _ => {
            let scope = RANKER.likeliest(view, cue);
            scope.start..clause_end(view, &cue.tokens, scope.end)
        }
    }
}

/// How long a reporting clause at the end of a sentence is at most: ", officials in the port said on Monday".
const TAIL: usize = 10;

/// A right edge drawn in to what news has and papers lack: before ", but" and before a reporting clause at the end.
fn clause_end(view: &View<'_>, cue: &Range<usize>, mut end: usize) -> usize {
    let comma = |at: &usize| view.class(*at, 0) == Class::Comma;
    if let Some(but) = (cue.end..end).filter(comma).find(|&at| view.class(at, 1) == Class::But) {
        end = but;
    }
    if let Some(last) = (cue.end.max(end.saturating_sub(TAIL))..end).rev().find(comma)
        && (last..end).any(|at| view.class(at, 0) == Class::Say)
    {
        end = last;
    }
    while end > cue.end && AT_EDGE.has(view.class(end - 1, 0)) {
        end -= 1;
    }
    end
}

/// What a scope does not end with.
const AT_EDGE: ClassSet = ClassSet::of(&[Class::Stop, Class::Comma, Class::Colon, Class::Dash]);

/// The weight of a step: the last one's where it is the same.
fn held(last: &mut Option<(Step, f32)>, step: Step, weigh: impl FnOnce(Step) -> f32) -> f32 {
    match *last {
        Some((same, weight)) if same == step => weight,
        _ => last.insert((step, weigh(step))).1,
    }
}

/// How many tokens an amount takes at most.
const AMOUNT: usize = 8;
const NUMBERS: ClassSet = ClassSet::of(&[Class::Number, Class::NumberWord, Class::Currency]);
const BEFORE_NUMBER: ClassSet =
    ClassSet::of(&[Class::A, Class::The, Class::Hyphen, Class::Degree, Class::Quant]);
const ENDS_AMOUNT: ClassSet = edges::ENDS_PHRASE.or(ClassSet::of(&[Class::Say, Class::Month]));

/// The approximator, the number that it blurs and its unit: "about [50 people]".
fn amount(view: &View<'_>, cue: &Range<usize>) -> Range<usize> {
    let mut end = cue.end;
    let within = |end: usize| end < view.sentence.tokens().end && end - cue.end < AMOUNT;
    let mut counted = 0;
    while within(end) {
        let class = view.class(end, 0);
        if NUMBERS.has(class) || BEFORE_NUMBER.has(class) && counted == 0 {
            end += 1;
        } else if ENDS_AMOUNT.has(class) || counted == 2 {
            break;
        } else {
            // The unit, of one word or two: "square miles", "armed men".
            counted += if matches!(class, Class::Unit | Class::Plural | Class::Person) { 2 } else { 1 };
            end += 1;
        }
    }
    cue.start..end
}

/// Where a clause pauses: at a comma, a dash or the end of the sentence.
fn pause(view: &View<'_>, from: usize) -> usize {
    let end = view.sentence.tokens().end.min(from + edges::REACH);
    (from..end)
        .find(|&at| {
            matches!(
                view.class(at, 0),
                Class::Comma | Class::Colon | Class::Dash | Class::Stop | Class::Quote
            )
        })
        .unwrap_or(end)
}

#[cfg(all(test, feature = "training"))]
mod tests {
    use super::*;
    use crate::hedges::{weights::TemplateSet, words};
    use crate::sentences::{Reason, Sentence};
    use crate::text::Text;

    #[test]
    fn the_likeliest_edges_are_those_whose_features_one_by_one_weigh_most() {
        let text = "Officials said that two of the men, who were seen in March, may not have left, but it is \
            unlikely that the police (or anyone else) will suggest which of them did, the paper reported.";
        let text = Text::new(text).expect("it is short");
        let sentence = Sentence::new(&text, 0..text.tokens().len(), Reason::End);
        let mut classes = Vec::new();
        words::classify(&text, sentence.tokens(), &mut classes);
        let view = View { text: &text, sentence, classes: &classes };
        let roles = (0..Role::COUNT).map(Role::at);
        for (role, at) in roles.flat_map(|role| sentence.tokens().map(move |at| (role, at))) {
            let name = text.word(at);
            let cue = Cue { tokens: at..at + 1, name, hash: text.tokens()[at].hash, role };
            let seen = Seen::new(&view, &cue);
            let weigh = |model, edge: &Edge| {
                let mut sum = RANKER.weights.sum(model, TemplateSet::ALL, RANKER.weights.bias(model));
                seen.of_edge(&view, edge, &mut sum);
                sum.total
            };
            let scope = RANKER.likeliest(&view, &cue);
            for (model, chosen, edges) in [
                (Model::Left, scope.start, edges::left(&view, &cue.tokens).collect::<Vec<_>>()),
                (Model::Right, scope.end, edges::right(&view, &cue.tokens).collect()),
            ] {
                let most = edges.iter().map(|edge| weigh(model, edge)).fold(f32::MIN, f32::max);
                let own = edges.iter().find(|edge| edge.at == chosen).map(|edge| weigh(model, edge));
                assert!(own.is_some_and(|own| own > most - 1e-4), "{model} of {name}: {own:?}, not {most}");
            }
        }
    }
}
