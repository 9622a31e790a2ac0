//! What is seen of a place where a scope can begin or end, and what it weighs.

use super::edges::{Edge, Step};
use super::features::{Label, Sink, Template};
use super::scope::{Cue, Role};
use super::view::View;
use super::weights::{Model, Sum, TemplateSet, Weights};
use super::words::Class;

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
        let [outside, beyond, inside] = edge.around(view);
        Self {
            outside,
            beyond,
            inside,
            at_end: outside == Class::Edge || outside == Class::Stop && beyond == Class::Edge,
            order: edge.order(),
            pauses: edge.pauses(),
            verbs: edge.verbs(),
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
        sum.total += weights.voice.get(cue.role.index(), usize::from(passive), order.index())
            + weights.next.get(0, next as usize, order.index())
            + weights.prev.get(0, prev as usize, order.index());
        self.by_name_and_order(order, sum);
    }

    /// What an edge owes to the words around it.
    pub(super) fn weigh_place(&self, view: &View<'_>, edge: &Edge, weights: &EdgeWeights, sum: &mut Sum<'_>) {
        let sight = Sight::of(view, edge);
        let outside = sight.outside as usize;
        sum.total += weights.role.get(self.cue.role.index(), sight.pauses.index(), outside)
            + weights.verbs.get(usize::from(sight.at_end), sight.verbs.index(), outside)
            + weights.order.get(0, sight.order.index(), outside)
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
        let word = sink.word(view.text, edge.outside(view));
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

const CLASSES: usize = Class::ALL.len();
const STEPS: usize = Step::COUNT;

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
        let (class, step) = (|i: usize| Class::ALL[i], Step::at);
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
