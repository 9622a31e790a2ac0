//! Where a scope can begin and end, and what is seen of each place.

use std::ops::Range;

use super::features::{Label, Sink, Template};
use super::scope::{Cue, Role};
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
    pub(super) fn order(&self) -> Label {
        steps(self.order)
    }

    /// How many tokens away from its cue it is, in steps.
    pub(super) fn length(&self, cue: &Range<usize>) -> Label {
        steps(if self.left { cue.start - self.at } else { self.at - cue.end })
    }

    /// The edge moved over a token of a class.
    fn moved_over(self, class: Class, to: usize) -> Self {
        Self {
            at: to,
            pauses: self.pauses + usize::from(PAUSES.has(class)),
            verbs: self.verbs + usize::from(FINITE.has(class)),
            ..self
        }
    }
}

/// The places where the scope of a cue can begin, the nearest first.
pub(super) fn left(view: &View<'_>, cue: &Range<usize>) -> impl Iterator<Item = Edge> {
    let first = view.sentence.tokens().start.max(cue.start.saturating_sub(REACH));
    let mut edge = Edge::at_cue(cue.start, true);
    let moved = (first..cue.start).rev().filter_map(move |at| {
        edge = edge.moved_over(view.class(at, 0), at);
        OPENS.has(view.class(at, -1)).then(|| {
            edge.order += 1;
            edge
        })
    });
    std::iter::once(edge).chain(moved)
}

/// The places where the scope of a cue can end, the nearest first.
pub(super) fn right(view: &View<'_>, cue: &Range<usize>) -> impl Iterator<Item = Edge> {
    let last = view.sentence.tokens().end.min(cue.end + REACH);
    let mut edge = Edge::at_cue(cue.end, false);
    (cue.end..=last).filter_map(move |at| {
        if at > edge.at {
            edge = edge.moved_over(view.class(at - 1, 0), at);
        }
        let closes = if edge.order < LONG { CLOSES } else { BOUNDARIES };
        let found = (closes.has(view.class(at, 0)) || at == last).then_some(edge);
        edge.order += usize::from(found.is_some());
        found
    })
}

/// What is seen of a cue, whichever edge is asked for, as parts of names.
pub(super) struct Seen<V> {
    name: V,
    role: V,
    voice: V,
    prev: V,
    prev2: V,
    next: V,
    next2: V,
}

impl<V: Copy> Seen<V> {
    pub(super) fn new<S: Sink<Value = V>>(view: &View<'_>, cue: &Cue<'_>, sink: &mut S) -> Self {
        let (start, last) = (cue.tokens.start, cue.tokens.end - 1);
        let passive = (1..=3).any(|by| matches!(view.class(start, -by), Class::Be | Class::Past));
        Self {
            name: sink.named(cue.name, cue.hash),
            role: match cue.role {
                Role::Hedge(kind) => sink.kind(kind),
                Role::Negation => sink.label(Label::Negation),
            },
            voice: sink.label(if passive { Label::Be } else { Label::NoRival }),
            prev: sink.class(view.class(start, -1)),
            prev2: sink.class(view.class(start, -2)),
            next: sink.class(view.class(last, 1)),
            next2: sink.class(view.class(last, 2)),
        }
    }

    /// Calls `sink` with the features of edges that are so many places away.
    pub(super) fn of_order<S: Sink<Value = V>>(&self, order: Label, sink: &mut S) {
        use Template as T;
        let &Self { name, role, voice, prev, next, .. } = self;
        let order = sink.label(order);
        sink.add(T::EdgeRoleOrder, [role, order]);
        sink.add(T::EdgeNameOrder, [name, order]);
        sink.add(T::EdgeNextOrder, [next, order]);
        sink.add(T::EdgePrevOrder, [prev, order]);
        sink.add(T::EdgeVoiceOrder, [role, voice, order]);
    }

    /// Calls `sink` with the features of edges that are so many tokens away.
    pub(super) fn of_length<S: Sink<Value = V>>(&self, length: Label, sink: &mut S) {
        use Template as T;
        let &Self { role, prev, prev2, next, next2, .. } = self;
        let length = sink.label(length);
        sink.add(T::EdgeRoleLength, [role, length]);
        sink.add(T::EdgeNextLength, [next, next2, length]);
        sink.add(T::EdgePrevLength, [prev, prev2, length]);
    }

    /// Calls `sink` with the features that an edge owes to the words around it.
    pub(super) fn of_place<S: Sink<Value = V>>(&self, view: &View<'_>, edge: &Edge, sink: &mut S) {
        use Template as T;
        let &Self { name, role, .. } = self;
        // The token outside the edge, the ones inside and beyond.
        let (outside, beyond, inside) = if edge.left {
            (view.class(edge.at, -1), view.class(edge.at, -2), view.class(edge.at, 0))
        } else {
            (view.class(edge.at, 0), view.class(edge.at, 1), view.class(edge.at, -1))
        };
        let at_end =
            matches!(outside, Class::Edge) || matches!(outside, Class::Stop) && beyond == Class::Edge;
        let end = sink.label(if at_end { Label::Last } else { Label::Inside });
        let [outside, beyond, inside] = [outside, beyond, inside].map(|c| sink.class(c));
        let [order, pauses, verbs] = [edge.order, edge.pauses, edge.verbs].map(|n| sink.label(steps(n)));
        let word = sink.word(view.text, view.token(edge.at, if edge.left { -1 } else { 0 }));
        sink.add(T::EdgeRoleOutside, [role, outside]);
        sink.add(T::EdgeNameOutside, [name, outside]);
        sink.add(T::EdgeWord, [word]);
        sink.add(T::EdgeOutsideBeyond, [outside, beyond]);
        sink.add(T::EdgeOutsideInside, [outside, inside]);
        sink.add(T::EdgeRolePauses, [role, pauses]);
        sink.add(T::EdgePausesOutside, [pauses, outside]);
        sink.add(T::EdgeVerbsOutside, [verbs, outside]);
        sink.add(T::EdgeOrderOutside, [order, outside]);
        sink.add(T::EdgeNameEnd, [name, end]);
        sink.add(T::EdgeVerbsEnd, [verbs, end]);
    }
}

/// A count, in steps.
fn steps(n: usize) -> Label {
    match n {
        0 => Label::Zero,
        1 => Label::One,
        2 => Label::Two,
        3..=4 => Label::Few,
        5..=8 => Label::Several,
        9..=16 => Label::Many,
        _ => Label::Far,
    }
}
