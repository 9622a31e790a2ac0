//! The features of a word to be tagged and of a step to be taken.
// See `parser.rs`: the instructions of the caller are to be used.
#![allow(clippy::inline_always, clippy::similar_names)]

use super::Tag;
use super::lexemes::Lexeme;
use super::network::Features;
use super::transitions::State;
use crate::text::TokenKind;

/// Features for the tag of token `at`, given the tags of the tokens before it.
///
/// `lexemes` ends with a blank; `tags` holds one for each token before `at`.
#[inline(always)]
pub(crate) fn tagging(lexemes: &[Lexeme], tags: &[u8], at: usize, t: &mut Features) {
    let blank = lexemes.len() - 1;
    let before = |n: usize| &lexemes[at.checked_sub(n).unwrap_or(blank)];
    let after = |n: usize| &lexemes[(at + n).min(blank)];
    let tag = |n: usize| at.checked_sub(n).map_or(0, |i| u64::from(tags[i]) + 1);
    let word = |l: &Lexeme| u64::from(l.word);
    let ending = |l: &Lexeme, letters: u32| u64::from(l.suffix) & ((1 << (8 * letters)) - 1);
    let this = &lexemes[at];
    t.clear();
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
    t.add(tag(1));
    t.pair(tag(1), tag(2));
    t.triple(tag(1), tag(2), tag(3));
    t.pair(word(this), tag(1));
    t.pair(tag(1), ending(this, 3));
    t.pair(word(this), word(before(1)));
    t.pair(word(this), word(after(1)));
    t.triple(tag(1), word(this), word(after(1)));
}

/// What has been passed up to each token, in counts, so that two tokens tell what stands between them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Passed {
    verbs: u16,
    commas: u16,
    quotes: u16,
    breaks: u16,
}

/// Fills `out` with what stands before each token and before the end.
pub(crate) fn passed(lexemes: &[Lexeme], tags: &[u8], out: &mut Vec<Passed>) {
    let mut sum = Passed::default();
    out.clear();
    for (lexeme, &tag) in lexemes.iter().zip(tags) {
        out.push(sum);
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
    out.push(sum);
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

/// Features for the next step: of the words on top of the stack, the next words, and what hangs on them.
///
/// `lexemes`, `tags` and `passed` end with a blank.
#[inline(always)]
pub(crate) fn stepping(state: &State, lexemes: &[Lexeme], tags: &[u8], passed: &[Passed], t: &mut Features) {
    let word = |i: u16| u64::from(lexemes[i as usize].word);
    let tag = |i: u16| u64::from(tags[i as usize]);
    let link = |i: u16| &state.links[i as usize];
    let arc = |i: u16| if i == state.none() { 0 } else { (link(i).relation as u64 + 1) << 5 | tag(i) };
    let label = |i: u16| if i == state.none() { 0 } else { link(i).relation as u64 + 1 };
    let (s0, s1, s2) = (state.stack_at(0), state.stack_at(1), state.stack_at(2));
    let (b0, b1, b2) = (state.buffer_at(0), state.buffer_at(1), state.buffer_at(2));
    let (s0l, s0r, s0l2, s0r2) = (link(s0).left[0], link(s0).right[0], link(s0).left[1], link(s0).right[1]);
    let (s1l, s1r, s1r2) = (link(s1).left[0], link(s1).right[0], link(s1).right[1]);
    let (b0l, b0l2) = (link(b0).left[0], link(b0).left[1]);
    let counts = |i: u16| u64::from(link(i).left_count.min(3)) << 2 | u64::from(link(i).right_count.min(3));
    let between = |a: u16, b: u16| {
        if a == state.none() {
            return 0x3F;
        }
        let (from, to) = (&passed[a as usize], &passed[b as usize]);
        let clamp = |x: u16, y: u16, most: u16| u64::from((y - x).min(most));
        clamp(from.verbs, to.verbs, 2)
            | clamp(from.commas, to.commas, 2) << 2
            | u64::from((to.quotes - from.quotes) % 2) << 4
            | clamp(from.breaks, to.breaks, 1) << 5
    };

    t.clear();
    // Single words and tags.
    t.add(word(s0));
    t.add(word(s1));
    t.add(word(s2));
    t.add(word(b0));
    t.add(word(b1));
    t.add(word(b2));
    t.add(tag(s0));
    t.add(tag(s1));
    t.add(tag(s2));
    t.add(tag(b0));
    t.add(tag(b1));
    t.add(tag(b2));
    t.pair(word(s0), tag(s0));
    t.pair(word(b0), tag(b0));
    // Children.
    t.add(arc(s0l));
    t.add(arc(s0r));
    t.add(arc(s0l2));
    t.add(arc(s0r2));
    t.add(arc(s1l));
    t.add(arc(s1r));
    t.add(arc(s1r2));
    t.add(arc(b0l));
    t.add(arc(b0l2));
    t.add(word(s0l));
    t.add(word(s0r));
    t.add(word(s1r));
    t.add(word(b0l));
    // Pairs.
    t.pair(tag(s0), tag(b0));
    t.pair(tag(s1), tag(s0));
    t.pair(word(s0), tag(b0));
    t.pair(tag(s0), word(b0));
    t.pair(word(s0), word(b0));
    t.pair(word(s1), tag(s0));
    t.pair(tag(s1), word(s0));
    t.pair(word(s1), word(s0));
    t.pair(word(s1), word(b0));
    t.pair(tag(b0), tag(b1));
    // Threes.
    t.triple(tag(s1), tag(s0), tag(b0));
    t.triple(tag(s0), tag(b0), tag(b1));
    t.triple(tag(s2), tag(s1), tag(s0));
    t.triple(tag(b0), tag(b1), tag(b2));
    t.triple(tag(s0), tag(b0), arc(b0l));
    t.triple(tag(s0), arc(s0l), tag(b0));
    t.triple(tag(s0), arc(s0r), tag(b0));
    t.triple(tag(s1), arc(s1r), tag(s0));
    t.triple(tag(s1), tag(s0), arc(s0l));
    t.triple(tag(s1), tag(s0), arc(s0r));
    // How far, what between, how many.
    t.triple(tag(s0), tag(b0), distance(s0, b0));
    t.triple(tag(s1), tag(s0), distance(s1, s0));
    t.triple(tag(s0), tag(b0), between(s0, b0));
    t.triple(tag(s1), tag(s0), between(s1, s0));
    t.pair(tag(s0), counts(s0));
    t.pair(tag(s1), counts(s1));
    t.pair(tag(b0), counts(b0));
    t.triple(tag(s0), label(s0l), label(s0l2));
    t.triple(tag(s0), label(s0r), label(s0r2));
    t.triple(tag(s1), label(s1r), label(s1r2));
    t.pair(u64::from(lexemes[s0 as usize].shape), u64::from(lexemes[b0 as usize].shape));
}
