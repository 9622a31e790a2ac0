//! Negation: its cues and how far they reach, by a list and the shape of the clause.

use std::ops::Range;
use std::sync::LazyLock;

use super::HedgeType;
use super::view::View;
use super::words::Class;
use crate::error::Error;
use crate::sentences::Sentence;
use crate::text::{Lexicon, Text, TokenKind};

/// A negation: the words that negate, and what they bear on, as ranges of tokens. The scope holds the cue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Negation {
    /// The words that negate: "not", "no one".
    pub cue: Range<usize>,
    /// What they negate, the cue included.
    pub scope: Range<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    Clause,
    Phrase,
}

static CUES: LazyLock<Lexicon<Reach>> = LazyLock::new(|| {
    Lexicon::read("negation.txt", include_str!("negation.txt"), |row| match row.field(0) {
        Some("clause") => Ok(Reach::Clause),
        Some("phrase") => Ok(Reach::Phrase),
        _ => Err(Error::lexicon(&row.place("negation.txt", 0), "expected clause or phrase")),
    })
    .expect("negation.txt is a lexicon of reaches")
});

/// How many tokens a negation reaches at most.
const REACH: usize = 40;

/// The negations of a sentence, from left to right.
pub fn find(text: &Text<'_>, sentence: &Sentence) -> Vec<Negation> {
    let tokens = text.tokens();
    let end = sentence.tokens().end;
    let mut found = Vec::new();
    let mut at = sentence.tokens().start;
    while at < end {
        let Some((len, &reach)) = CUES.longest(tokens, at..end) else {
            at += 1;
            continue;
        };
        let cue = at..at + len;
        let mut scope = cue.clone();
        while scope.end < end && scope.len() < REACH && !ends_scope(text, scope.end, reach) {
            scope.end += 1;
        }
        found.push(Negation { cue, scope });
        at += len;
    }
    found
}

fn ends_scope(text: &Text<'_>, at: usize, reach: Reach) -> bool {
    use TokenKind as K;
    match text.tokens()[at].kind() {
        K::Period
        | K::Question
        | K::Exclamation
        | K::Ellipsis
        | K::Semicolon
        | K::Colon
        | K::Comma
        | K::Dash => true,
        K::Close => reach == Reach::Phrase,
        _ => false,
    }
}

/// How many words may stand between a negation and the cue that it bears on.
const NEAR: usize = 4;

/// Whether a cue holds a negation, or stands right in the scope of one ("not yet been confirmed", "no firm evidence").
///
/// What only shares a clause with a negation is not negated: "it is not known whether", "this may not be".
pub(super) fn bears_on(view: &View<'_>, negations: &[Negation], cue: &Range<usize>, kind: HedgeType) -> bool {
    if negations.iter().any(|n| cue.contains(&n.cue.start)) {
        return !matches!(kind, HedgeType::Booster | HedgeType::Approximator | HedgeType::Weasel);
    }
    let own = view.class(cue.start, 0);
    if matches!(kind, HedgeType::Approximator | HedgeType::Weasel | HedgeType::Conditional)
        || matches!(own, Class::Modal | Class::Would | Class::If | Class::Sub)
    {
        return false;
    }
    let Some(negation) = negations.iter().rev().find(|n| n.cue.end <= cue.start) else { return false };
    let between = negation.cue.end..cue.start;
    if between.len() > NEAR || cue.start >= negation.scope.end {
        return false;
    }
    let any = between.clone().any(|at| view.class(at, 0) == Class::Any);
    any || between.clone().all(|at| {
        matches!(
            view.class(at, 0),
            Class::Be | Class::Past | Class::Have | Class::Degree | Class::Time | Class::Get | Class::A
        ) || matches!(view.class(at, 0), Class::Word | Class::Ed)
            && between.len() == 1
            && opens_phrase(view, negation)
            || view.class(at, 0) == Class::Ly
    })
}

/// Whether a negation is a determiner: "no", "few", "little", "without".
fn opens_phrase(view: &View<'_>, negation: &Negation) -> bool {
    matches!(view.class(negation.cue.start, 0), Class::No | Class::Quant)
}
