//! The features of a word to be tagged and of a step to be taken.
// See `parser.rs`: the instructions of the caller are to be used.
#![allow(clippy::inline_always, clippy::similar_names)]

use super::lexemes::Lexeme;
use super::network::{Example, Features};
use super::parser::NO_TAG;
use super::transitions::{Link, State};
use super::{Relation, Tag};
use crate::text::TokenKind;

/// Above all tags, with one for "no tag".
const TAGS: u64 = Tag::ALL.len() as u64 + 1;
/// Above all relations, with 0 for "no child".
const LABELS: u64 = Relation::ALL.len() as u64 + 1;
/// Above all relations of a child with its tag.
const ARCS: u64 = LABELS << 5;
const DISTANCES: u64 = 9;
const BETWEEN: u64 = 64;
const COUNTS: u64 = 16;

/// A word to be tagged.
pub(crate) struct Tagging<'s> {
    /// Those of the piece, and a blank.
    pub(crate) lexemes: &'s [Lexeme],
    /// Those of the tokens before it.
    pub(crate) tags: &'s [u8],
    /// Which it is.
    pub(crate) at: usize,
}

impl Example for Tagging<'_> {
    #[inline(always)]
    fn features(&self, t: &mut impl Features) {
        let &Self { lexemes, tags, at } = self;
        let blank = lexemes.len() - 1;
        let before = |n: usize| &lexemes[at.checked_sub(n).unwrap_or(blank)];
        let after = |n: usize| &lexemes[(at + n).min(blank)];
        let tag = |n: usize| at.checked_sub(n).map_or(0, |i| u64::from(tags[i]) + 1);
        let word = |l: &Lexeme| u64::from(l.word);
        let ending = |l: &Lexeme, letters: u32| u64::from(l.suffix) & ((1 << (8 * letters)) - 1);
        let this = &lexemes[at];
        t.add(word(this));
        t.add(word(before(1)));
        t.add(word(before(2)));
        t.add(word(after(1)));
        t.add(word(after(2)));
        t.add(ending(this, 1) << 8 | u64::from(this.shape));
        t.add(ending(this, 2));
        t.add(ending(this, 3));
        t.add(ending(this, 4));
        t.add(u64::from(this.prefix));
        t.add(u64::from(this.shape));
        t.pair(u64::from(this.shape), u64::from(before(1).shape) << 8 | u64::from(after(1).shape));
        t.add(ending(before(1), 3));
        t.add(ending(after(1), 3));
        t.add(ending(after(2), 3));
        t.few([tag(1)], [TAGS]);
        t.few([tag(1), tag(2)], [TAGS; 2]);
        t.few([tag(1), tag(2), tag(3)], [TAGS; 3]);
        t.pair(word(this), tag(1));
        t.pair(tag(1), ending(this, 3));
        t.pair(word(this), word(before(1)));
        t.pair(word(this), word(after(1)));
        t.triple(tag(1), word(this), word(after(1)));
    }
}

/// A token as the steps see it; and what has been passed up to it, in counts, so that two tokens tell what stands
/// between them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen {
    word: u16,
    shape: u8,
    tag: u8,
    verbs: u16,
    commas: u16,
    quotes: u16,
    breaks: u16,
}

impl Seen {
    /// No token.
    pub(crate) const BLANK: Self =
        Self { word: 0, shape: 0, tag: NO_TAG, verbs: 0, commas: 0, quotes: 0, breaks: 0 };
}

/// Appends each token of a piece and its blank, with the tags found for them.
pub(crate) fn see(lexemes: &[Lexeme], tags: &[u8], out: &mut Vec<Seen>) {
    let mut sum = Seen::BLANK;
    for (lexeme, &tag) in lexemes.iter().zip(tags) {
        out.push(Seen { word: lexeme.word, shape: lexeme.shape, tag, ..sum });
        sum.verbs += u16::from(Tag::ALL.get(tag as usize).is_some_and(|t| t.is_verb() || t.is_aux()));
        match lexeme.kind {
            Some(TokenKind::Comma) => sum.commas += 1,
            Some(TokenKind::DoubleQuote) => sum.quotes += 1,
            Some(
                TokenKind::Semicolon
                | TokenKind::Colon
                | TokenKind::Dash
                | TokenKind::Open
                | TokenKind::Close,
            ) => {
                sum.breaks += 1;
            }
            _ => {}
        }
    }
}

/// Coarse distance, in steps that grow.
#[inline]
fn distance(a: u16, b: u16) -> u64 {
    match b.saturating_sub(a) {
        n @ 0..=4 => u64::from(n),
        5..=6 => 5,
        7..=10 => 6,
        11..=20 => 7,
        _ => 8,
    }
}

/// A token of a step, its word and tag as numbers.
#[derive(Clone, Copy)]
struct Place {
    at: u16,
    seen: Seen,
    word: u64,
    tag: u64,
}

/// A token that hangs on one of them, or 0 for none.
#[derive(Clone, Copy)]
struct Child {
    word: u64,
    label: u64,
    /// The label with the tag.
    arc: u64,
}

/// A step to be taken: the words on top of the stack, the next words, and what hangs on them tell which.
pub(crate) struct Stepping<'s> {
    pub(crate) state: &'s State,
    /// Those of the piece, and a blank.
    pub(crate) seen: &'s [Seen],
}

impl Stepping<'_> {
    #[inline(always)]
    fn place(&self, at: u16) -> Place {
        let seen = self.seen[at as usize];
        Place { at, seen, word: u64::from(seen.word), tag: u64::from(seen.tag) }
    }

    #[inline(always)]
    fn child(&self, at: u16) -> Child {
        let Place { word, tag, .. } = self.place(at);
        let label = self.state.links[at as usize].relation as u64 + 1;
        let none = at == self.state.none();
        Child { word, label: if none { 0 } else { label }, arc: if none { 0 } else { label << 5 | tag } }
    }

    /// What stands between two tokens.
    #[inline(always)]
    fn between(&self, a: Place, b: Place) -> u64 {
        let clamp = |x: u16, y: u16, most: u16| u64::from(y.wrapping_sub(x).min(most));
        let between = clamp(a.seen.verbs, b.seen.verbs, 2)
            | clamp(a.seen.commas, b.seen.commas, 2) << 2
            | u64::from(b.seen.quotes.wrapping_sub(a.seen.quotes) % 2) << 4
            | clamp(a.seen.breaks, b.seen.breaks, 1) << 5;
        if a.at == self.state.none() { 0x3F } else { between }
    }
}

impl Example for Stepping<'_> {
    #[inline(always)]
    fn features(&self, t: &mut impl Features) {
        let state = self.state;
        let (s0, s1, s2) =
            (self.place(state.stack_at(0)), self.place(state.stack_at(1)), self.place(state.stack_at(2)));
        let (b0, b1, b2) =
            (self.place(state.buffer_at(0)), self.place(state.buffer_at(1)), self.place(state.buffer_at(2)));
        let [s0_link, s1_link, b0_link] = [s0, s1, b0].map(|of| state.links[of.at as usize]);
        let [s0l, s0l2] = s0_link.left.map(|at| self.child(at));
        let [s0r, s0r2] = s0_link.right.map(|at| self.child(at));
        let [s1r, s1r2] = s1_link.right.map(|at| self.child(at));
        let [b0l, b0l2] = b0_link.left.map(|at| self.child(at));
        let s1l = self.child(s1_link.left[0]);
        let counts = |of: Link| u64::from(of.left_count.min(3)) << 2 | u64::from(of.right_count.min(3));

        // Single words and tags.
        t.add(s0.word);
        t.add(s1.word);
        t.add(s2.word);
        t.add(b0.word);
        t.add(b1.word);
        t.add(b2.word);
        t.few([s0.tag], [TAGS]);
        t.few([s1.tag], [TAGS]);
        t.few([s2.tag], [TAGS]);
        t.few([b0.tag], [TAGS]);
        t.few([b1.tag], [TAGS]);
        t.few([b2.tag], [TAGS]);
        t.pair(s0.word, s0.tag);
        t.pair(b0.word, b0.tag);
        // Children.
        t.few([s0l.arc], [ARCS]);
        t.few([s0r.arc], [ARCS]);
        t.few([s0l2.arc], [ARCS]);
        t.few([s0r2.arc], [ARCS]);
        t.few([s1l.arc], [ARCS]);
        t.few([s1r.arc], [ARCS]);
        t.few([s1r2.arc], [ARCS]);
        t.few([b0l.arc], [ARCS]);
        t.few([b0l2.arc], [ARCS]);
        t.add(s0l.word);
        t.add(s0r.word);
        t.add(s1r.word);
        t.add(b0l.word);
        // Pairs.
        t.few([s0.tag, b0.tag], [TAGS; 2]);
        t.few([s1.tag, s0.tag], [TAGS; 2]);
        t.pair(s0.word, b0.tag);
        t.pair(s0.tag, b0.word);
        t.pair(s0.word, b0.word);
        t.pair(s1.word, s0.tag);
        t.pair(s1.tag, s0.word);
        t.pair(s1.word, s0.word);
        t.pair(s1.word, b0.word);
        t.few([b0.tag, b1.tag], [TAGS; 2]);
        // Threes.
        t.few([s1.tag, s0.tag, b0.tag], [TAGS; 3]);
        t.few([s0.tag, b0.tag, b1.tag], [TAGS; 3]);
        t.few([s2.tag, s1.tag, s0.tag], [TAGS; 3]);
        t.few([b0.tag, b1.tag, b2.tag], [TAGS; 3]);
        t.triple(s0.tag, b0.tag, b0l.arc);
        t.triple(s0.tag, s0l.arc, b0.tag);
        t.triple(s0.tag, s0r.arc, b0.tag);
        t.triple(s1.tag, s1r.arc, s0.tag);
        t.triple(s1.tag, s0.tag, s0l.arc);
        t.triple(s1.tag, s0.tag, s0r.arc);
        // How far, what between, how many.
        t.few([s0.tag, b0.tag, distance(s0.at, b0.at)], [TAGS, TAGS, DISTANCES]);
        t.few([s1.tag, s0.tag, distance(s1.at, s0.at)], [TAGS, TAGS, DISTANCES]);
        t.few([s0.tag, b0.tag, self.between(s0, b0)], [TAGS, TAGS, BETWEEN]);
        t.few([s1.tag, s0.tag, self.between(s1, s0)], [TAGS, TAGS, BETWEEN]);
        t.few([s0.tag, counts(s0_link)], [TAGS, COUNTS]);
        t.few([s1.tag, counts(s1_link)], [TAGS, COUNTS]);
        t.few([b0.tag, counts(b0_link)], [TAGS, COUNTS]);
        t.few([s0.tag, s0l.label, s0l2.label], [TAGS, LABELS, LABELS]);
        t.few([s0.tag, s0r.label, s0r2.label], [TAGS, LABELS, LABELS]);
        t.few([s1.tag, s1r.label, s1r2.label], [TAGS, LABELS, LABELS]);
        t.pair(u64::from(s0.seen.shape), u64::from(b0.seen.shape));
    }
}
