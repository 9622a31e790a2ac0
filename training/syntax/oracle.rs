//! The dynamic oracle for arc-hybrid (Goldberg & Nivre 2013): which steps lose no arc that can still be had.

use reportedly::syntax::training::{self, Steps};

use crate::gold::Gold;

/// Fills `out` with the classes of the steps that lose least.
pub(crate) fn best_actions(steps: &Steps, gold: &Gold, out: &mut Vec<usize>) {
    let heads = &gold.projective;
    let [shift, left, right] = steps.allowed();
    let stack = steps.stack();
    let next = steps.next();
    let on_stack = |t: usize| stack.binary_search(&(t as u16)).is_ok();
    let mut costs = [usize::MAX; 3];
    if shift {
        // The next token loses a head deeper in the stack than its top, and its children in the stack.
        let head = match heads[next] {
            None => !stack.is_empty(),
            Some(head) => head < next && on_stack(head) && stack.last() != Some(&(head as u16)),
        };
        let children = stack.iter().filter(|&&s| heads[usize::from(s)] == Some(next)).count();
        costs[0] = usize::from(head) + children;
    }
    if let Some((&top, below)) = stack.split_last() {
        let top = usize::from(top);
        let children = (next..heads.len()).filter(|&t| heads[t] == Some(top)).count();
        let second = below.last().map(|&s| usize::from(s));
        if left {
            // The top loses a head below it or beyond the next token, and its children to come.
            let head = heads[top].is_none_or(|head| Some(head) == second || head > next);
            costs[1] = usize::from(head) + children;
        }
        if right {
            let head = heads[top].is_none_or(|head| head >= next);
            costs[2] = usize::from(head) + children;
        }
    }
    let least = costs.into_iter().min().unwrap_or(0);
    let label = stack.last().map(|&top| gold.relations[usize::from(top)]);
    let label = label.map(|l| {
        if l == reportedly::syntax::Relation::Root { reportedly::syntax::Relation::Dependent } else { l }
    });
    out.clear();
    for (way, &cost) in costs.iter().enumerate() {
        if cost == least && cost != usize::MAX {
            out.push(match (way, label) {
                (1, Some(label)) => training::left(label),
                (2, Some(label)) => training::right(label),
                _ => 0,
            });
        }
    }
}
