//! Negation: its cues and how far they reach, by a list and the shape of the clause.

use std::ops::Range;
use std::sync::LazyLock;

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
const NEAR: usize = 5;

/// Whether a cue stands in the scope of a negation, or holds one.
pub(super) fn holds(negations: &[Negation], _text: &Text<'_>, cue: &Range<usize>) -> bool {
    let _ = Class::Neg;
    negations.iter().any(|n| {
        let inside = cue.contains(&n.cue.start);
        let before = n.cue.end <= cue.start && cue.start < n.scope.end && cue.start - n.cue.end <= NEAR;
        inside || before
    })
}
