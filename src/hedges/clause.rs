//! What a candidate's clause and the rest of its sentence hold.

use super::features::{Label, Sink, Template};
use super::spots::{Known, Spot};
use super::view::{Candidate, View};
use super::words::{Class, ClassSet};

/// How far the structure of the clause is looked at, in tokens.
const FAR: usize = 12;
/// How far the sentence around is looked at, in tokens.
const WIDE: usize = 30;

const ENDS_LEFT: ClassSet =
    ClassSet::of(&[Class::Comma, Class::Colon, Class::Dash, Class::Quote, Class::Stop]);
const ENDS_RIGHT: ClassSet = ClassSet::of(&[Class::Colon, Class::Dash, Class::Stop]);
const VERBS_OF_SOURCES: ClassSet = ClassSet::of(&[Class::Say, Class::Think]);
const CONDITIONS: ClassSet =
    ClassSet::of(&[Class::If, Class::Modal, Class::Would, Class::Quote, Class::Past]);
const PASSIVE: ClassSet = ClassSet::of(&[Class::Be, Class::Past, Class::Get]);
const AUXILIARY: ClassSet = ClassSet::of(&[Class::Modal, Class::Do, Class::Have]);
const NEGATION: ClassSet = ClassSet::of(&[Class::Neg, Class::No]);
const PRONOUN: ClassSet = ClassSet::of(&[Class::I, Class::He, Class::It, Class::You, Class::There]);
const NUMBER: ClassSet = ClassSet::of(&[Class::Number, Class::NumberWord, Class::Currency]);
const RANGE: ClassSet = ClassSet::of(&[Class::And, Class::To, Class::Hyphen, Class::Dash, Class::Or]);

/// The structure of the clause: which classes stand left and right before it ends.
pub(super) fn clause<S: Sink>(view: &View<'_>, candidate: &Candidate, known: &Known<S::Value>, sink: &mut S) {
    let (before, after) = view.around(candidate);
    let (mut left, mut right) = (ClassSet::EMPTY, ClassSet::EMPTY);
    for &class in before.iter().rev().take(FAR).take_while(|&&c| !ENDS_LEFT.has(c)) {
        left.insert(class);
    }
    for &class in after.iter().take(FAR).take_while(|&&c| !ENDS_RIGHT.has(c)) {
        right.insert(class);
    }
    sink.see_all(known, Spot::Left, left);
    sink.see_all(known, Spot::Right, right);
    // How the clause opens, and what holds the candidate in it.
    let number = after.iter().take(3).any(|&class| NUMBER.has(class));
    for (holds, label) in [
        (left.meets(PASSIVE), Label::Be),
        (left.meets(AUXILIARY), Label::Auxiliary),
        (left.meets(NEGATION), Label::Negation),
        (left.has(Class::Say), Label::Speech),
        (left.meets(PRONOUN), Label::Pronoun),
        (number, Label::Number),
        (number && range(after), Label::Range),
        (right.has(Class::That), Label::That),
        (right.has(Class::To), Label::To),
        (right.meets(VERBS_OF_SOURCES), Label::SpeechAfter),
        (right.has(Class::Modal), Label::ModalAfter),
    ] {
        if holds {
            sink.see(known, Spot::Clause, label);
        }
    }
}

/// Whether a second number follows one by "and", "to" or a dash.
fn range(after: &[Class]) -> bool {
    after.windows(2).skip(1).take(5).any(|pair| RANGE.has(pair[0]) && NUMBER.has(pair[1]))
}

/// The rest of the sentence: its verb of speech or thought, conditions and modals.
pub(super) fn elsewhere<S: Sink>(
    view: &View<'_>,
    candidate: &Candidate,
    known: &Known<S::Value>,
    sink: &mut S,
) {
    use Template as T;
    let (before, after) = view.around(candidate);
    if sink.wants(T::PhraseVerb) {
        let back = before.iter().rev().take(WIDE).position(|&class| VERBS_OF_SOURCES.has(class));
        let verb = sink.word(view.text, back.map(|by| candidate.start - 1 - by));
        sink.add(T::PhraseVerb, [known.phrase(), verb]);
    }
    if sink.wants(T::PhraseElsewhere) {
        let set = |classes: &[Class]| {
            let mut set = ClassSet::EMPTY;
            for &class in classes {
                set.insert(class);
            }
            set.and(CONDITIONS)
        };
        sink.see_all(known, Spot::Before, set(&before[before.len().saturating_sub(WIDE)..]));
        sink.see_all(known, Spot::After, set(&after[..after.len().min(WIDE)]));
    }
}

/// What stands between a verb and who holds it, or what it holds.
const BETWEEN: ClassSet = ClassSet::of(&[
    Class::Be,
    Class::Past,
    Class::Have,
    Class::Do,
    Class::Modal,
    Class::Would,
    Class::Neg,
    Class::Ly,
    Class::Time,
    Class::Degree,
    Class::Get,
]);
/// How many tokens away they are looked for.
const NEIGHBOUR: isize = 5;

/// The nearest words once auxiliaries and adverbs are left out: who holds a belief, and what is held.
pub(super) fn company<S: Sink>(
    view: &View<'_>,
    candidate: &Candidate,
    known: &Known<S::Value>,
    sink: &mut S,
) {
    use Template as T;
    let nearest = |from: usize, step: isize| {
        let by = (1..NEIGHBOUR).find(|&by| !BETWEEN.has(view.class(from, by * step)));
        by.unwrap_or(NEIGHBOUR) * step
    };
    let (first, last) = (candidate.start, candidate.end - 1);
    let (holder, held) = (nearest(first, -1), nearest(last, 1));
    sink.see(known, Spot::Holder, view.class(first, holder));
    sink.see(known, Spot::Held, view.class(last, held));
    let holder = sink.word(view.text, view.token(first, holder));
    let held = sink.word(view.text, view.token(last, held));
    sink.add(T::LemmaHolder, [known.lemma(), holder]);
    sink.add(T::KindHeld, [known.kind(), held]);
}

/// Whether a candidate is in somebody's mouth: an odd number of quotation marks stands before it, after it, or both.
pub(super) fn spoken<S: Sink>(view: &View<'_>, candidate: &Candidate, known: &Known<S::Value>, sink: &mut S) {
    let (before, after) = view.around(candidate);
    let odd = |classes: &[Class]| classes.iter().fold(false, |odd, &class| odd ^ (class == Class::Quote));
    let before = odd(&before[before.len().saturating_sub(2 * WIDE)..]);
    let after = odd(&after[..after.len().min(2 * WIDE)]);
    sink.see(
        known,
        Spot::Spoken,
        match (before, after) {
            (true, true) => Label::QuotedBoth,
            (true, false) => Label::Before,
            (false, true) => Label::After,
            (false, false) => Label::NoRival,
        },
    );
}
