//! Negation: its cues, and how far they reach.

use std::ops::Range;
use std::sync::LazyLock;

use super::HedgeType;
use super::scope::{self, Cue, Role};
use super::view::View;
use super::words::{self, Class};
use crate::error::Error;
use crate::sentences::Sentence;
use crate::text::{Lexicon, Text, fold};

/// A negation: the words that negate, and what they bear on, as ranges of tokens. The scope holds the cue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Negation {
    /// The words that negate: "not", "no one".
    pub cue: Range<usize>,
    /// What they negate, the cue included: in the passive with its subject.
    pub scope: Range<usize>,
    /// Whether it negates by its meaning alone ("failed", "lack of"), so that its own clause is no denial.
    pub lexical: bool,
}

/// What a phrase of `negation.txt` does, and the hash of it.
#[derive(Clone, Copy)]
struct Negator {
    force: Force,
    hash: u64,
    /// Whether the phrase ends in a "to" that is no part of the cue.
    before_to: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Force {
    Negates,
    Lexical,
    Weak,
    None,
}

static NEGATORS: LazyLock<Lexicon<Negator>> = LazyLock::new(|| {
    let force = |name: Option<&str>| match name {
        Some("negates") => Some(Force::Negates),
        Some("lexical") => Some(Force::Lexical),
        Some("weak") => Some(Force::Weak),
        Some("none") => Some(Force::None),
        _ => None,
    };
    Lexicon::read("negation.txt", include_str!("negation.txt"), |row| {
        let expected =
            || Error::lexicon(&row.place("negation.txt", 0), "expected negates, lexical, weak or none");
        let word = row.phrase.strip_suffix(" to");
        Ok(Negator {
            force: force(row.field(0)).ok_or_else(expected)?,
            hash: fold::hash(word.unwrap_or(row.phrase)),
            before_to: word.is_some(),
        })
    })
    .expect("negation.txt is a lexicon of negators")
});

/// The negations of a sentence, from left to right.
///
/// ```
/// use reportedly::hedges::negation;
/// use reportedly::sentences::{Reason, Sentence};
/// use reportedly::text::Text;
///
/// let text = Text::new("The ferry did not sink.")?;
/// let sentence = Sentence::new(&text, 0..text.tokens().len(), Reason::End);
/// let found = negation::find(&text, &sentence);
/// assert_eq!(text.slice(text.span_of(found[0].cue.clone())), "not");
/// # Ok::<(), reportedly::Error>(())
/// ```
pub fn find(text: &Text<'_>, sentence: &Sentence) -> Vec<Negation> {
    let mut negators = negators(text, sentence);
    negators.retain(|(_, negator)| matches!(negator.force, Force::Negates | Force::Lexical));
    if negators.is_empty() {
        return Vec::new();
    }
    let mut classes = Vec::new();
    words::classify(text, sentence.tokens(), &mut classes);
    let view = View { text, sentence: *sentence, classes: &classes };
    let with_scope = |(tokens, negator): (Range<usize>, Negator)| {
        let name = text.slice(text.span_of(tokens.clone()));
        let cue = Cue { tokens, name, hash: negator.hash, role: Role::Negation };
        let scope = scope::of(&view, &cue);
        Negation { cue: cue.tokens, scope, lexical: negator.force == Force::Lexical }
    };
    negators.into_iter().map(with_scope).collect()
}

/// Negations, strong and weak, from left to right, and what each is.
fn negators(text: &Text<'_>, sentence: &Sentence) -> Vec<(Range<usize>, Negator)> {
    let tokens = sentence.tokens();
    let found = NEGATORS.find_all(&text.tokens()[tokens.clone()]).into_iter();
    found
        .filter(|(_, negator)| negator.force != Force::None)
        .map(|(range, &negator)| {
            let end = range.end - usize::from(negator.before_to);
            (range.start + tokens.start..end + tokens.start, negator)
        })
        .collect()
}

/// The negations of a sentence that a cue in it can meet: by grammar, weak ones too, without scopes.
pub(super) fn cues(view: &View<'_>) -> Vec<Range<usize>> {
    // All of them hold a word of one of these classes, and most sentences do not: all are asked, many at a time.
    let may_negate = |class: &Class| matches!(class, Class::Neg | Class::No | Class::Few);
    if !view.classes.iter().fold(false, |any, class| any | may_negate(class)) {
        return Vec::new();
    }
    let all = negators(view.text, &view.sentence).into_iter();
    all.filter(|(_, negator)| negator.force != Force::Lexical).map(|(cue, _)| cue).collect()
}

/// How many words may stand between a negation and the cue that it bears on.
const NEAR: usize = 4;

/// Whether a cue holds a negation, or stands right in the scope of one ("not yet been confirmed", "no firm evidence").
///
/// What only shares a clause with a negation is not negated: "it is not known whether", "this may not be".
pub(super) fn bears_on(
    view: &View<'_>,
    negations: &[Range<usize>],
    cue: &Range<usize>,
    kind: HedgeType,
) -> bool {
    use HedgeType as H;
    let inside = negations.partition_point(|n| n.start < cue.start);
    if negations.get(inside).is_some_and(|n| n.start < cue.end) {
        return !matches!(kind, H::Booster | H::Approximator | H::Weasel);
    }
    let own = view.class(cue.start, 0);
    if matches!(kind, H::Approximator | H::Weasel | H::Conditional)
        || matches!(own, Class::Modal | Class::Would | Class::If | Class::Sub)
    {
        return false;
    }
    let Some(negation) = negations[..inside].last().filter(|n| n.end <= cue.start) else { return false };
    let between = negation.end..cue.start;
    if between.len() > NEAR {
        return false;
    }
    let class = |at| view.class(at, 0);
    let ends =
        |at| matches!(class(at), Class::Comma | Class::Colon | Class::Dash | Class::Quote | Class::Stop);
    if between.clone().any(ends) {
        return false;
    }
    // "no" and its like open a noun phrase, in which one word may stand before the cue: "no medical evidence".
    let determiner = matches!(class(negation.start), Class::No | Class::Few);
    let light = |at| {
        matches!(class(at), Class::Be | Class::Past | Class::Have | Class::Degree | Class::Time | Class::Get)
            || matches!(class(at), Class::A | Class::Ly)
    };
    between.clone().any(|at| class(at) == Class::Any)
        || between.clone().all(light)
        || (determiner && between.len() == 1 && matches!(class(between.start), Class::Word | Class::Ed))
}
