//! What another parser says of a sentence, as features for a teacher (stacking, Nivre & `McDonald` 2008).
//!
//! The other parser may have tags, labels and heads of any scheme: on EWT the teacher learns what they mean there.

use std::collections::HashMap;
use std::rc::Rc;

use reportedly::syntax::training::{KEYS, Steps};

use crate::gold;

const NONE: usize = usize::MAX;

/// Another parser's tags, labels (hashed) and heads, over the crate's tokens.
#[derive(Default)]
pub(crate) struct Advice {
    words: Vec<u64>,
    tags: Vec<u64>,
    labels: Vec<u64>,
    heads: Vec<usize>,
    last_child: Vec<usize>,
}

/// The advice of a CoNLL-U file, by sentence.
pub(crate) fn read(path: &str) -> HashMap<String, Rc<Advice>> {
    gold::words_of(path)
        .into_iter()
        .filter_map(|(text, words)| {
            let tree = gold::lay_over(&text, &words)?;
            let mut last_child = vec![0; tree.heads.len()];
            for (child, head) in tree.heads.iter().enumerate() {
                if let Some(head) = head {
                    last_child[*head] = child;
                }
            }
            let advice = Advice {
                words: tree.hashes,
                tags: tree.names.iter().map(|n| n[0]).collect(),
                labels: tree.names.iter().map(|n| n[1]).collect(),
                heads: tree.heads.iter().map(|h| h.unwrap_or(NONE)).collect(),
                last_child,
            };
            Some((text, Rc::new(advice)))
        })
        .collect()
}

impl Advice {
    fn of(values: &[u64], at: usize) -> u64 {
        values.get(at).copied().unwrap_or(0)
    }

    fn head(&self, at: usize) -> usize {
        self.heads.get(at).copied().unwrap_or(NONE)
    }

    /// How the other tree relates two tokens.
    fn between(&self, a: usize, b: usize) -> u64 {
        if a == NONE || b == NONE {
            return 9;
        }
        let (up_a, up_b) = (self.head(a), self.head(b));
        if up_a == b {
            1
        } else if up_b == a {
            2
        } else if up_a != NONE && self.head(up_a) == b {
            3
        } else if up_b != NONE && self.head(up_b) == a {
            4
        } else if up_a != NONE && up_a == up_b {
            5
        } else if up_a != NONE && self.head(up_a) == up_b {
            6
        } else if up_b != NONE && self.head(up_b) == up_a {
            7
        } else {
            0
        }
    }

    /// Adds the keys of features for the tag of a token.
    pub(crate) fn tagging(&self, at: usize, out: &mut Vec<u32>) {
        let tag = |i: usize| Self::of(&self.tags, i);
        let label = |i: usize| Self::of(&self.labels, i);
        let before = at.wrapping_sub(1);
        let head = self.head(at);
        for (template, values) in [
            [tag(at), 0, 0],
            [tag(at), label(at), 0],
            [tag(before), tag(at), tag(at + 1)],
            [tag(at), Self::of(&self.words, at), 0],
            [tag(at), label(at), tag(head)],
            [label(at), Self::of(&self.words, at), 0],
        ]
        .into_iter()
        .enumerate()
        {
            out.push(key(100 + template as u64, values));
        }
    }

    /// Adds the keys of features for the next step.
    pub(crate) fn stepping(&self, steps: &Steps, out: &mut Vec<u32>) {
        let below = |n: usize| steps.stack().iter().rev().nth(n).map_or(NONE, |&t| usize::from(t));
        let (s0, s1) = (below(0), below(1));
        let next = steps.next();
        let b0 = if next < self.heads.len() { next } else { NONE };
        let tag = |i: usize| Self::of(&self.tags, i);
        let label = |i: usize| Self::of(&self.labels, i);
        let (left, right) = (self.between(s0, b0), self.between(s1, s0));
        let waits = |i: usize| u64::from(self.last_child.get(i).is_some_and(|&last| last >= next));
        let both = left << 8 | right << 4 | waits(s0) << 1 | waits(b0);
        let head = self.head(s0);
        for (template, values) in [
            [left, label(s0), label(b0)],
            [right, label(s0), label(s1)],
            [both, 0, 0],
            [both, label(s0), 0],
            [both, label(s0), tag(s0)],
            [left, tag(s0), tag(b0)],
            [right, tag(s1), tag(s0)],
            [label(s0), label(head), tag(s0)],
            [label(b0), label(self.head(b0)), tag(b0)],
            [both, label(s0), label(s1) ^ label(b0).rotate_left(20)],
            [self.between(s1, b0), both, label(s0)],
            [right, Self::of(&self.words, s0), label(s1)],
            [left, Self::of(&self.words, s0), label(b0)],
            [label(s0), label(self.head(head)), label(head)],
        ]
        .into_iter()
        .enumerate()
        {
            out.push(key(200 + template as u64, values));
        }
    }
}

fn key(template: u64, values: [u64; 3]) -> u32 {
    let mut hash = template;
    for value in values {
        hash = (hash.rotate_left(23) ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        hash ^= hash >> 31;
    }
    (hash % KEYS as u64) as u32
}
