//! What a single line break means.

use memchr::memrchr2;

use super::items::starts_item;
use super::{Newlines, Reason};
use crate::text::{Case, Text, Token, TokenKind};

/// Widths between which text is wrapped, in code points.
const NARROWEST: usize = 40;
const WIDEST: usize = 130;

/// What a single line break means in one text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Lines {
    /// It ends a sentence.
    End,
    /// It ends a sentence unless the line before is plainly unfinished.
    EndOrRagged,
    /// It is white space.
    Flow,
    /// The text is wrapped: it is white space, save before these tokens, in order.
    Wrapped(Vec<u32>),
}

impl Lines {
    pub(super) fn of(text: &Text<'_>, newlines: Newlines) -> Self {
        match newlines {
            Newlines::Always => Self::End,
            Newlines::Never => Self::Flow,
            Newlines::Auto => breaks_in_wrapped(text).map_or(Self::EndOrRagged, Self::Wrapped),
        }
    }

    /// Why a sentence ends before token `index`, not the first, if the line break there ends one.
    #[inline]
    pub(super) fn reason_before(&self, text: &Text<'_>, index: usize) -> Option<Reason> {
        let token = &text.tokens()[index];
        if token.starts_line() { self.reason_at_break(text, index) } else { None }
    }

    fn reason_at_break(&self, text: &Text<'_>, index: usize) -> Option<Reason> {
        if text.tokens()[index].starts_paragraph() {
            return Some(Reason::Paragraph);
        }
        let ends = match self {
            Self::End => true,
            Self::EndOrRagged => !is_ragged(text, index),
            Self::Flow => false,
            Self::Wrapped(ends) => ends.binary_search(&(index as u32)).is_ok(),
        };
        ends.then_some(Reason::Line)
    }
}

/// Where a wrapped text has line breaks that end sentences, as the tokens behind them; `None` if it is not wrapped.
///
/// A break made by wrapping at width `w` leaves a line of at most `w` that the next word would not have fitted on:
/// each break allows the widths of an interval. The width that most breaks allow is taken if half of them do, and if
/// sentences run over the breaks: in running English some two thirds of all words are small, and next to none
/// of those that open a sentence. Where the next word would have fitted, or a list item follows, a sentence ends.
fn breaks_in_wrapped(text: &Text<'_>) -> Option<Vec<u32>> {
    let tokens = text.tokens();
    let mut changes = [0_i32; WIDEST + 2];
    let (mut breaks, mut lower) = (0_i32, 0_i32);
    let mut room = Vec::new();
    for (index, token) in tokens.iter().enumerate().skip(1) {
        if !token.starts_line() || token.starts_paragraph() {
            continue;
        }
        breaks += 1;
        lower += i32::from(token.kind() == TokenKind::Word && token.case() == Case::Lower);
        let widths = widths(text, index, WIDEST);
        if let Some((used, needed)) = widths {
            changes[used] += 1;
            changes[needed.min(WIDEST + 1)] -= 1;
        }
        room.push((index as u32, widths.map_or(usize::MAX, |(_, needed)| needed)));
    }
    if breaks == 0 || lower * 4 < breaks {
        return None;
    }
    let mut allowing = 0;
    let (most, width) = changes[..=WIDEST]
        .iter()
        .enumerate()
        .map(|(width, change)| {
            allowing += change;
            (allowing, width)
        })
        .skip(NARROWEST)
        .max_by_key(|&(allowing, width)| (allowing, std::cmp::Reverse(width)))?;
    if most < breaks - most {
        return None;
    }
    let ends = |&(index, needed): &(u32, usize)| needed <= width || starts_item(text, index as usize);
    Some(room.into_iter().filter(ends).map(|(index, _)| index).collect())
}

/// The length of the line before token `index`, the first of its line, and what it would have been with that token's
/// word; in code points. `None` if the line is longer than `limit`.
fn widths(text: &Text<'_>, index: usize, limit: usize) -> Option<(usize, usize)> {
    let bytes = text.source().as_bytes();
    let tokens = text.tokens();
    let (end, start) = (tokens[index - 1].end() as usize, tokens[index].start() as usize);
    // A code point has up to four bytes; text with many of them beyond two is not wrapped like this.
    let before = &bytes[end.saturating_sub(2 * limit)..end];
    let line = match memrchr2(b'\n', b'\r', before) {
        Some(at) => &before[at + 1..],
        None if before.len() == end => before,
        None => return None,
    };
    let used = code_points(line);
    if used > limit {
        return None;
    }
    let next = &bytes[start..bytes.len().min(start + 2 * limit)];
    let word = next.iter().position(|&b| b <= b' ').map_or(next, |at| &next[..at]);
    Some((used, used + 1 + code_points(word)))
}

fn code_points(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&b| b & 0xC0 != 0x80).count()
}

/// The fewest words of a line that a sentence runs over: fewer are a list's.
const RAGGED: usize = 4;

/// Whether the line before token `index` breaks off in mid-sentence, in text that is not wrapped: it opens with a capital
/// and has several words and no stop, and a small letter follows.
fn is_ragged(text: &Text<'_>, index: usize) -> bool {
    let tokens = text.tokens();
    let is_lower = |i: usize| tokens[i].kind() == TokenKind::Word && tokens[i].case() == Case::Lower;
    if !is_lower(index) || !(is_lower(index - 1) || tokens[index - 1].kind() == TokenKind::Comma) {
        return false;
    }
    let start = tokens[..index].iter().rev().take(4 * RAGGED).position(Token::starts_line);
    start.is_none_or(|back| back + 1 >= RAGGED && tokens[index - 1 - back].is_capitalised())
}
