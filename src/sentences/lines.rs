use memchr::{memchr2, memrchr2};

use super::{Newlines, Reason};
use crate::text::{Case, Text, Token, TokenKind};

/// Widths between which wrapped text is wrapped, in bytes.
const NARROWEST: usize = 40;
const WIDEST: usize = 130;

/// What a single line break means in one text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Lines {
    /// It ends a sentence.
    End,
    /// It is white space.
    Flow,
    /// It is white space where the next word would not have fitted on a line of this many bytes.
    Wrapped(usize),
}

impl Lines {
    pub(super) fn of(text: &Text<'_>, newlines: Newlines) -> Self {
        match newlines {
            Newlines::Always => Self::End,
            Newlines::Never => Self::Flow,
            Newlines::Auto => wrapped_at(text).map_or(Self::End, Self::Wrapped),
        }
    }

    /// Why a sentence ends before token `index`, if the line break there ends one.
    #[inline]
    pub(super) fn reason_before(self, text: &Text<'_>, index: usize) -> Option<Reason> {
        let token = &text.tokens()[index];
        if !token.starts_line() {
            None
        } else if token.starts_paragraph() {
            Some(Reason::Paragraph)
        } else {
            let ends = match self {
                Self::End => true,
                Self::Flow => false,
                Self::Wrapped(width) => room_after(text, index, width) || starts_item(text, index),
            };
            ends.then_some(Reason::Line)
        }
    }
}

/// The width at which the text was wrapped, if it was: most single line breaks stand where the next word would
/// not have fitted, and sentences run over them.
fn wrapped_at(text: &Text<'_>) -> Option<usize> {
    let tokens = text.tokens();
    let mut counts = [0_u32; WIDEST + 1];
    let (mut breaks, mut long, mut lower) = (0, 0, 0);
    let mut line_start = 0;
    for (i, token) in tokens.iter().enumerate() {
        if !token.starts_line() {
            continue;
        }
        if i > 0 && !token.starts_paragraph() {
            breaks += 1;
            let width = (tokens[i - 1].end() - line_start) as usize;
            match counts.get_mut(width) {
                Some(count) => *count += 1,
                None => long += 1,
            }
            lower += u32::from(token.kind() == TokenKind::Word && token.case() == Case::Lower);
        }
        line_start = token.start();
    }
    // In running English some two thirds of all words are small; of the words that open a sentence, next to none.
    if breaks == 0 || long * 4 > breaks || lower * 4 < breaks {
        return None;
    }
    // A few lines may stick out: an address that could not be broken.
    let mut out = breaks / 50;
    let width = (0..=WIDEST).rev().find(|&w| {
        let enough = counts[w] > out;
        out = out.saturating_sub(counts[w]);
        enough
    })?;
    if width < NARROWEST {
        return None;
    }
    let full = (1..tokens.len())
        .filter(|&i| tokens[i].starts_line() && !tokens[i].starts_paragraph() && !room_after(text, i, width))
        .count();
    (full * 2 >= breaks as usize).then_some(width)
}

/// Whether the first word of the line that token `index` opens would have fitted on the line before.
fn room_after(text: &Text<'_>, index: usize, width: usize) -> bool {
    let bytes = text.source().as_bytes();
    let tokens = text.tokens();
    let (end, start) = (tokens[index - 1].end() as usize, tokens[index].start() as usize);
    let line = &bytes[end.saturating_sub(width + 1)..end];
    let used = line.len() - memrchr2(b'\n', b'\r', line).map_or(0, |at| at + 1);
    let next = &bytes[start..bytes.len().min(start + width)];
    let word = memchr2(b' ', b'\n', next).unwrap_or(next.len());
    used + 1 + word <= width
}

/// Whether a list item starts at token `index`, the first of its line.
pub(super) fn starts_item(text: &Text<'_>, index: usize) -> bool {
    let tokens = text.tokens();
    let spaced = |i: usize| tokens.get(i).is_none_or(Token::after_space);
    match tokens[index].kind() {
        TokenKind::Symbol => matches!(text.word(index), "•" | "*" | "▪" | "◦" | "‣" | "·" | "●" | "■" | "+"),
        TokenKind::Dash => spaced(index + 1),
        TokenKind::Number => {
            tokens.get(index + 1).is_some_and(|t| {
                !t.after_space() && (t.kind() == TokenKind::Period || text.word(index + 1) == ")")
            }) && spaced(index + 2)
        }
        _ => false,
    }
}
