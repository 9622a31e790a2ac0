//! Where a scope can begin and end, and what is seen of each place.

use std::ops::Range;

use super::features::{Label, Sink, Template};
use super::scope::{Cue, Role};
use super::view::View;
use super::words::{Class, ClassSet};

/// How far a scope reaches at most, in tokens, to either side of its cue.
pub(super) const REACH: usize = 80;

/// What a scope can begin after.
const OPENS: ClassSet = ClassSet::of(&[
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
    Class::Or,
    Class::Sub,
    Class::If,
    Class::That,
    Class::Wh,
    Class::Say,
    Class::Think,
    Class::Data,
    Class::Ly,
]);
/// What a scope can end before.
const CLOSES: ClassSet = ClassSet::of(&[
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
    Class::Or,
    Class::Sub,
    Class::If,
    Class::That,
    Class::Wh,
    Class::Be,
    Class::Past,
    Class::Have,
    Class::Do,
    Class::Modal,
    Class::Would,
    Class::In,
    Class::On,
    Class::For,
    Class::At,
    Class::With,
    Class::From,
    Class::By,
    Class::To,
    Class::Of,
    Class::As,
    Class::Prep,
    Class::Than,
    Class::Ed,
    Class::Ing,
]);
/// What a long scope can end before.
const CLOSES_FAR: ClassSet = ClassSet::of(&[
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
/// After how many places a scope is long.
const LONG: usize = 6;
const PAUSES: ClassSet = ClassSet::of(&[Class::Comma, Class::Colon, Class::Dash]);
const FINITE: ClassSet =
    ClassSet::of(&[Class::Be, Class::Past, Class::Have, Class::Do, Class::Modal, Class::Would]);

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
        let closes = if edge.order < LONG { CLOSES } else { CLOSES_FAR };
        let found = (closes.has(view.class(at, 0)) || at == last).then_some(edge);
        edge.order += usize::from(found.is_some());
        found
    })
}

/// Calls `sink` with the features of an edge.
pub(super) fn features<S: Sink>(view: &View<'_>, cue: &Cue<'_>, edge: &Edge, sink: &mut S) {
    use Template as T;
    let (start, end) = (cue.tokens.start, cue.tokens.end);
    let name = sink.named(cue.name, cue.hash);
    let role = match cue.role {
        Role::Hedge(kind) => sink.kind(kind),
        Role::Negation => sink.label(Label::Negation),
    };
    let between = if edge.left { start - edge.at } else { edge.at - end };
    let steps = |n: usize| match n {
        0 => Label::Zero,
        1 => Label::One,
        2 => Label::Two,
        3..=4 => Label::Few,
        5..=8 => Label::Several,
        9..=16 => Label::Many,
        _ => Label::Far,
    };
    let length = sink.label(steps(between));
    let order = sink.label(steps(edge.order));
    let pauses = sink.label(steps(edge.pauses));
    let verbs = sink.label(steps(edge.verbs));
    // The token outside the edge, the ones inside and beyond.
    let (outside, beyond, inside) = if edge.left {
        (view.class(edge.at, -1), view.class(edge.at, -2), view.class(edge.at, 0))
    } else {
        (view.class(edge.at, 0), view.class(edge.at, 1), view.class(edge.at, -1))
    };
    let passive = (1..=3).any(|by| matches!(view.class(start, -by), Class::Be | Class::Past));
    let voice = sink.label(if passive { Label::Be } else { Label::NoRival });
    let at_end = matches!(outside, Class::Edge) || matches!(outside, Class::Stop) && beyond == Class::Edge;
    let [outside, beyond, inside] = [outside, beyond, inside].map(|c| sink.class(c));
    let [prev, prev2] = [view.class(start, -1), view.class(start, -2)].map(|c| sink.class(c));
    let [next, next2] = [view.class(end - 1, 1), view.class(end - 1, 2)].map(|c| sink.class(c));
    let end_label = sink.label(if at_end { Label::Last } else { Label::Inside });
    let word = sink.word(view.text, if edge.left { view.token(edge.at, -1) } else { view.token(edge.at, 0) });

    sink.add(T::EdgeRoleOutside, [role, outside]);
    sink.add(T::EdgeNameOutside, [name, outside]);
    sink.add(T::EdgeWord, [word]);
    sink.add(T::EdgeRoleOrder, [role, order]);
    sink.add(T::EdgeNameOrder, [name, order]);
    sink.add(T::EdgeRoleLength, [role, length]);
    sink.add(T::EdgeOutsideBeyond, [outside, beyond]);
    sink.add(T::EdgeOutsideInside, [outside, inside]);
    sink.add(T::EdgeRolePauses, [role, pauses]);
    sink.add(T::EdgePausesOutside, [pauses, outside]);
    sink.add(T::EdgeVerbsOutside, [verbs, outside]);
    sink.add(T::EdgeOrderOutside, [order, outside]);
    sink.add(T::EdgeNameEnd, [name, end_label]);
    sink.add(T::EdgeNextOrder, [next, order]);
    sink.add(T::EdgeNextLength, [next, next2, length]);
    sink.add(T::EdgePrevOrder, [prev, order]);
    sink.add(T::EdgePrevLength, [prev, prev2, length]);
    sink.add(T::EdgeVoiceOrder, [role, voice, order]);
    sink.add(T::EdgeVerbsEnd, [verbs, end_label]);
}
