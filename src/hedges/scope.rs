//! The scope of a cue (guidelines, section 3), by the shape of its clause.

use std::ops::Range;

use super::HedgeType;
use super::view::View;
use super::words::Class;

/// The tokens that the cue at `cue` qualifies, the cue included, all within its sentence.
pub(super) fn of(view: &View<'_>, cue: &Range<usize>, kind: HedgeType) -> Range<usize> {
    let sentence = view.sentence.tokens();
    let mut end = cue.end;
    while end < sentence.end && !ends(view, end, kind) {
        end += 1;
    }
    cue.start..end
}

fn ends(view: &View<'_>, at: usize, kind: HedgeType) -> bool {
    match view.class(at, 0) {
        Class::Stop | Class::Colon => true,
        Class::Comma => kind == HedgeType::Conditional || matches!(view.class(at, 1), Class::But | Class::Wh),
        _ => false,
    }
}
