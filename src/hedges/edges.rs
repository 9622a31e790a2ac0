//! Where a scope can begin and end.

use std::ops::Range;

use super::features::Label;
use super::view::View;
use super::words::{Class, ClassSet};

/// How far a scope reaches at most, in tokens, to either side of its cue.
pub(super) const REACH: usize = 80;

/// Marks and words between clauses: what a long scope can end before.
const BOUNDARIES: ClassSet = ClassSet::of(&[
    Class::Edge,
    Class::Comma,
    Class::Colon,
    Class::Dash,
    Class::Open,
    Class::Close,
    Class::Quote,
    Class::Stop,
    Class::And,
    Class::But,
    Class::Sub,
    Class::Wh,
]);
/// The same, and words that join less than clauses, too.
const JOINTS: ClassSet = BOUNDARIES.or(ClassSet::of(&[Class::Or, Class::If, Class::That]));
const FINITE: ClassSet =
    ClassSet::of(&[Class::Be, Class::Past, Class::Have, Class::Do, Class::Modal, Class::Would]);
const PREPOSITIONS: ClassSet = ClassSet::of(&[
    Class::In,
    Class::On,
    Class::For,
    Class::At,
    Class::With,
    Class::From,
    Class::By,
    Class::Prep,
]);
/// What ends a noun phrase.
pub(super) const ENDS_PHRASE: ClassSet = JOINTS.or(FINITE).or(PREPOSITIONS).or(ClassSet::of(&[Class::Of]));
/// What a scope can begin after.
const OPENS: ClassSet = JOINTS.or(ClassSet::of(&[Class::Say, Class::Think, Class::Data, Class::Ly]));
/// What a scope can end before.
const CLOSES: ClassSet =
    ENDS_PHRASE.or(ClassSet::of(&[Class::To, Class::As, Class::Than, Class::Ed, Class::Ing]));
/// After how many places a scope is long.
const LONG: usize = 6;
const PAUSES: ClassSet = ClassSet::of(&[Class::Comma, Class::Colon, Class::Dash]);

/// A place where a scope can begin or end.
#[derive(Clone, Copy)]
pub(super) struct Edge {
    /// The first token inside, or the first outside.
    pub(super) at: usize,
    left: bool,
    /// How many places lie between it and the cue.
    order: usize,
    /// How many commas and their like do.
    pauses: usize,
    /// How many finite verbs do.
    verbs: usize,
}

impl Edge {
    fn at_cue(at: usize, left: bool) -> Self {
        Self { at, left, order: 0, pauses: 0, verbs: 0 }
    }

    /// How many places away from its cue it is, in steps.
    pub(super) fn order(&self) -> Step {
        Step::of(self.order)
    }

    /// How many tokens away from its cue it is, in steps.
    pub(super) fn length(&self, cue: &Range<usize>) -> Step {
        Step::of(if self.left { cue.start - self.at } else { self.at - cue.end })
    }

    /// How many commas and their like lie between it and its cue, in steps.
    pub(super) fn pauses(&self) -> Step {
        Step::of(self.pauses)
    }

    /// How many finite verbs do, in steps.
    pub(super) fn verbs(&self) -> Step {
        Step::of(self.verbs)
    }

    /// The classes of the token outside it, of the one beyond that, and of the one inside.
    pub(super) fn around(&self, view: &View<'_>) -> [Class; 3] {
        if self.left { [-1, -2, 0] } else { [0, 1, -1] }.map(|by| view.class(self.at, by))
    }

    /// The token outside it.
    pub(super) fn outside(&self, view: &View<'_>) -> Option<usize> {
        view.token(self.at, if self.left { -1 } else { 0 })
    }

    /// The edge moved over a token of a class.
    #[inline]
    fn moved_over(self, class: Class, to: usize) -> Self {
        let marks = MARKS[class as usize];
        Self {
            at: to,
            pauses: self.pauses + usize::from(marks.pauses),
            verbs: self.verbs + usize::from(marks.is_finite),
            ..self
        }
    }
}

/// What a class is to an edge.
#[derive(Clone, Copy)]
struct Marks {
    opens: bool,
    closes: bool,
    /// Whether it closes a long scope, too.
    bounds: bool,
    pauses: bool,
    is_finite: bool,
}

/// By class: looked up for each token, where a set would be asked five times.
static MARKS: [Marks; Class::ALL.len()] = {
    let none = Marks { opens: false, closes: false, bounds: false, pauses: false, is_finite: false };
    let mut marks = [none; Class::ALL.len()];
    let mut at = 0;
    while at < marks.len() {
        let class = Class::ALL[at];
        marks[at] = Marks {
            opens: OPENS.has(class),
            closes: CLOSES.has(class),
            bounds: BOUNDARIES.has(class),
            pauses: PAUSES.has(class),
            is_finite: FINITE.has(class),
        };
        at += 1;
    }
    marks
};

/// The places where the scope of a cue can begin, the nearest first.
pub(super) fn left(view: &View<'_>, cue: &Range<usize>) -> impl Iterator<Item = Edge> {
    let start = view.sentence.tokens().start;
    let first = start.max(cue.start.saturating_sub(REACH));
    let mut edge = Edge::at_cue(cue.start, true);
    let moved = (first..cue.start).rev().filter_map(move |at| {
        edge = edge.moved_over(view.classes[at - start], at);
        let outside = if at > start { view.classes[at - start - 1] } else { Class::Edge };
        MARKS[outside as usize].opens.then(|| {
            edge.order += 1;
            edge
        })
    });
    std::iter::once(edge).chain(moved)
}

/// The places where the scope of a cue can end, the nearest first.
pub(super) fn right(view: &View<'_>, cue: &Range<usize>) -> impl Iterator<Item = Edge> {
    let Range { start, end } = view.sentence.tokens();
    let last = end.min(cue.end + REACH);
    let mut edge = Edge::at_cue(cue.end, false);
    (cue.end..=last).filter_map(move |at| {
        if at > edge.at {
            edge = edge.moved_over(view.classes[at - 1 - start], at);
        }
        let outside = MARKS[view.classes.get(at - start).map_or(Class::Edge, |&class| class) as usize];
        let closes = if edge.order < LONG { outside.closes } else { outside.bounds };
        let found = (closes || at == last).then_some(edge);
        edge.order += usize::from(found.is_some());
        found
    })
}

/// A count, in steps.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Step(u8);

impl Step {
    const LABELS: [Label; 7] =
        [Label::Zero, Label::One, Label::Two, Label::Few, Label::Several, Label::Many, Label::Far];
    pub(super) const COUNT: usize = Self::LABELS.len();

    #[inline]
    fn of(n: usize) -> Self {
        const STEPS: [u8; 18] = [0, 1, 2, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5, 5, 5, 6];
        Self(STEPS[n.min(STEPS.len() - 1)])
    }

    /// The step of a number below [`Step::COUNT`].
    pub(super) const fn at(index: usize) -> Self {
        Self(index as u8)
    }

    #[inline]
    pub(super) const fn index(self) -> usize {
        self.0 as usize
    }

    pub(super) const fn label(self) -> Label {
        Self::LABELS[self.index()]
    }
}
