//! Where a scope can begin and end, and what is seen of each place.

use std::ops::Range;

use super::features::{Label, Sink, Template};
use super::scope::{Cue, Role};
use super::view::View;
use super::weights::{Model, Sum, TemplateSet, Weights};
use super::words::{Class, ClassSet};

const CLASSES: usize = Class::ALL.len();
const STEPS: usize = Step::LABELS.len();

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
static MARKS: [Marks; CLASSES] = {
    let none = Marks { opens: false, closes: false, bounds: false, pauses: false, is_finite: false };
    let mut marks = [none; CLASSES];
    let mut at = 0;
    while at < CLASSES {
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

    #[inline]
    fn of(n: usize) -> Self {
        const STEPS: [u8; 18] = [0, 1, 2, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5, 5, 5, 6];
        Self(STEPS[n.min(STEPS.len() - 1)])
    }

    fn label(self) -> Label {
        Self::LABELS[self.0 as usize]
    }
}

/// What is seen of a cue, whichever edge is asked for.
pub(super) struct Seen<'c> {
    cue: &'c Cue<'c>,
    passive: bool,
    prev: Class,
    prev2: Class,
    next: Class,
    next2: Class,
}

/// What is seen of an edge, besides the word outside it.
#[derive(Clone, Copy)]
struct Sight {
    /// The token outside the edge, the one beyond that, and the one inside.
    outside: Class,
    beyond: Class,
    inside: Class,
    /// Whether nothing but a stop stands outside.
    at_end: bool,
    order: Step,
    pauses: Step,
    verbs: Step,
}

impl Sight {
    fn of(view: &View<'_>, edge: &Edge) -> Self {
        let (outside, beyond, inside) = if edge.left {
            (view.class(edge.at, -1), view.class(edge.at, -2), view.class(edge.at, 0))
        } else {
            (view.class(edge.at, 0), view.class(edge.at, 1), view.class(edge.at, -1))
        };
        Self {
            outside,
            beyond,
            inside,
            at_end: outside == Class::Edge || outside == Class::Stop && beyond == Class::Edge,
            order: Step::of(edge.order),
            pauses: Step::of(edge.pauses),
            verbs: Step::of(edge.verbs),
        }
    }
}

impl<'c> Seen<'c> {
    pub(super) fn new(view: &View<'_>, cue: &'c Cue<'c>) -> Self {
        let (start, last) = (cue.tokens.start, cue.tokens.end - 1);
        Self {
            cue,
            passive: (1..=3).any(|by| matches!(view.class(start, -by), Class::Be | Class::Past)),
            prev: view.class(start, -1),
            prev2: view.class(start, -2),
            next: view.class(last, 1),
            next2: view.class(last, 2),
        }
    }

    /// Calls `sink` with all features of an edge.
    #[cfg(feature = "training")]
    pub(super) fn of_edge<S: Sink>(&self, view: &View<'_>, edge: &Edge, sink: &mut S) {
        let Self { cue, passive, prev, next, .. } = *self;
        let sight = Sight::of(view, edge);
        by_voice(cue.role, passive, sight.order, sink);
        by_next(next, sight.order, sink);
        by_prev(prev, sight.order, sink);
        self.by_name_and_order(sight.order, sink);
        self.by_length(edge.length(&cue.tokens), sink);
        by_role(cue.role, sight.pauses, sight.outside, sink);
        by_verbs(sight.verbs, sight.at_end, sight.outside, sink);
        by_order(sight.order, sight.outside, sink);
        by_beyond(sight.outside, sight.beyond, sink);
        by_inside(sight.outside, sight.inside, sink);
        self.by_words(view, edge, sight, sink);
    }

    /// What an edge so many places away owes to that.
    pub(super) fn weigh_order(&self, order: Step, weights: &EdgeWeights, sum: &mut Sum<'_>) {
        let Self { cue, passive, prev, next, .. } = *self;
        sum.total += weights.voice.get(cue.role.index(), usize::from(passive), order.0 as usize)
            + weights.next.get(0, next as usize, order.0 as usize)
            + weights.prev.get(0, prev as usize, order.0 as usize);
        self.by_name_and_order(order, sum);
    }

    /// What an edge owes to the words around it.
    pub(super) fn weigh_place(&self, view: &View<'_>, edge: &Edge, weights: &EdgeWeights, sum: &mut Sum<'_>) {
        let sight = Sight::of(view, edge);
        let outside = sight.outside as usize;
        sum.total += weights.role.get(self.cue.role.index(), sight.pauses.0 as usize, outside)
            + weights.verbs.get(usize::from(sight.at_end), sight.verbs.0 as usize, outside)
            + weights.order.get(0, sight.order.0 as usize, outside)
            + weights.beyond.get(0, outside, sight.beyond as usize)
            + weights.inside.get(0, outside, sight.inside as usize);
        self.by_words(view, edge, sight, sum);
    }

    fn by_name_and_order<S: Sink>(&self, order: Step, sink: &mut S) {
        if sink.wants(Template::EdgeNameOrder) {
            let name = sink.named(self.cue.name, self.cue.hash);
            let order = sink.label(order.label());
            sink.add(Template::EdgeNameOrder, [name, order]);
        }
    }

    /// Calls `sink` with the features of edges that are so many tokens away.
    pub(super) fn by_length<S: Sink>(&self, length: Step, sink: &mut S) {
        use Template as T;
        let role = self.cue.role.value(sink);
        let [prev, prev2, next, next2] =
            [self.prev, self.prev2, self.next, self.next2].map(|c| sink.class(c));
        let length = sink.label(length.label());
        sink.add(T::EdgeRoleLength, [role, length]);
        sink.add(T::EdgeNextLength, [next, next2, length]);
        sink.add(T::EdgePrevLength, [prev, prev2, length]);
    }

    fn by_words<S: Sink>(&self, view: &View<'_>, edge: &Edge, sight: Sight, sink: &mut S) {
        use Template as T;
        let word = sink.word(view.text, view.token(edge.at, if edge.left { -1 } else { 0 }));
        sink.add(T::EdgeWord, [word]);
        if sink.wants(T::EdgeNameOutside) || sink.wants(T::EdgeNameEnd) {
            let name = sink.named(self.cue.name, self.cue.hash);
            let outside = sink.class(sight.outside);
            let end = end(sight.at_end, sink);
            sink.add(T::EdgeNameOutside, [name, outside]);
            sink.add(T::EdgeNameEnd, [name, end]);
        }
    }
}

fn by_voice<S: Sink>(role: Role, passive: bool, order: Step, sink: &mut S) {
    let role = role.value(sink);
    let voice = sink.label(if passive { Label::Be } else { Label::NoRival });
    let order = sink.label(order.label());
    sink.add(Template::EdgeRoleOrder, [role, order]);
    sink.add(Template::EdgeVoiceOrder, [role, voice, order]);
}

fn by_next<S: Sink>(next: Class, order: Step, sink: &mut S) {
    let (next, order) = (sink.class(next), sink.label(order.label()));
    sink.add(Template::EdgeNextOrder, [next, order]);
}

fn by_prev<S: Sink>(prev: Class, order: Step, sink: &mut S) {
    let (prev, order) = (sink.class(prev), sink.label(order.label()));
    sink.add(Template::EdgePrevOrder, [prev, order]);
}

fn by_role<S: Sink>(role: Role, pauses: Step, outside: Class, sink: &mut S) {
    let (role, pauses, outside) = (role.value(sink), sink.label(pauses.label()), sink.class(outside));
    sink.add(Template::EdgeRoleOutside, [role, outside]);
    sink.add(Template::EdgeRolePauses, [role, pauses]);
    sink.add(Template::EdgePausesOutside, [pauses, outside]);
}

fn by_verbs<S: Sink>(verbs: Step, at_end: bool, outside: Class, sink: &mut S) {
    let (verbs, end, outside) = (sink.label(verbs.label()), end(at_end, sink), sink.class(outside));
    sink.add(Template::EdgeVerbsOutside, [verbs, outside]);
    sink.add(Template::EdgeVerbsEnd, [verbs, end]);
}

fn by_order<S: Sink>(order: Step, outside: Class, sink: &mut S) {
    let (order, outside) = (sink.label(order.label()), sink.class(outside));
    sink.add(Template::EdgeOrderOutside, [order, outside]);
}

fn by_beyond<S: Sink>(outside: Class, beyond: Class, sink: &mut S) {
    let (outside, beyond) = (sink.class(outside), sink.class(beyond));
    sink.add(Template::EdgeOutsideBeyond, [outside, beyond]);
}

fn by_inside<S: Sink>(outside: Class, inside: Class, sink: &mut S) {
    let (outside, inside) = (sink.class(outside), sink.class(inside));
    sink.add(Template::EdgeOutsideInside, [outside, inside]);
}

fn end<S: Sink>(at_end: bool, sink: &mut S) -> S::Value {
    sink.label(if at_end { Label::Last } else { Label::Inside })
}

/// The weights of one side's features that hold neither a word nor the name of a cue, added up for all that they can be:
/// an edge then costs a few look-ups without a branch.
pub(super) struct EdgeWeights {
    voice: Grid<2, STEPS>,
    next: Grid<CLASSES, STEPS>,
    prev: Grid<CLASSES, STEPS>,
    role: Grid<STEPS, CLASSES>,
    verbs: Grid<STEPS, CLASSES>,
    order: Grid<STEPS, CLASSES>,
    beyond: Grid<CLASSES, CLASSES>,
    inside: Grid<CLASSES, CLASSES>,
}

impl EdgeWeights {
    pub(super) fn new(weights: &Weights, model: Model) -> Self {
        let sum = || weights.sum(model, TemplateSet::ALL, 0.0);
        let (class, step) = (|i: usize| Class::ALL[i], |i: usize| Step(i as u8));
        Self {
            voice: Grid::of(Role::COUNT, sum, |r, p, o, s| by_voice(Role::at(r), p == 1, step(o), s)),
            next: Grid::of(1, sum, |_, c, o, s| by_next(class(c), step(o), s)),
            prev: Grid::of(1, sum, |_, c, o, s| by_prev(class(c), step(o), s)),
            role: Grid::of(Role::COUNT, sum, |r, p, c, s| by_role(Role::at(r), step(p), class(c), s)),
            verbs: Grid::of(2, sum, |e, v, c, s| by_verbs(step(v), e == 1, class(c), s)),
            order: Grid::of(1, sum, |_, o, c, s| by_order(step(o), class(c), s)),
            beyond: Grid::of(1, sum, |_, o, b, s| by_beyond(class(o), class(b), s)),
            inside: Grid::of(1, sum, |_, o, i, s| by_inside(class(o), class(i), s)),
        }
    }
}

/// Numbers by layer, row and column.
struct Grid<const ROWS: usize, const COLUMNS: usize>(Box<[[[f32; COLUMNS]; ROWS]]>);

impl<const ROWS: usize, const COLUMNS: usize> Grid<ROWS, COLUMNS> {
    /// What `add` makes of a `sum` at each place.
    fn of<'w>(
        layers: usize,
        sum: impl Fn() -> Sum<'w>,
        add: impl Fn(usize, usize, usize, &mut Sum<'w>),
    ) -> Self {
        let number = |layer, row, column| {
            let mut sum = sum();
            add(layer, row, column, &mut sum);
            sum.total
        };
        let row = |layer, row| std::array::from_fn(|column| number(layer, row, column));
        Self((0..layers).map(|layer| std::array::from_fn(|at| row(layer, at))).collect())
    }

    #[inline]
    fn get(&self, layer: usize, row: usize, column: usize) -> f32 {
        self.0[layer][row][column]
    }
}
