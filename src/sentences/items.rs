//! List items: at the start of a line, and several on one line.

use crate::text::{Text, Token, TokenKind};

/// Whether a list item starts at token `index`, the first of its line.
pub(super) fn starts_item(text: &Text<'_>, index: usize) -> bool {
    let tokens = text.tokens();
    match tokens[index].kind() {
        TokenKind::Symbol => bullet(text, index).is_some(),
        TokenKind::Dash => tokens.get(index + 1).is_none_or(Token::after_space),
        _ => Marker::at(text, index).is_some(),
    }
}

/// The symbol at token `index`, if it is one that is printed in front of list items.
fn bullet(text: &Text<'_>, index: usize) -> Option<char> {
    let token = text.tokens().get(index).filter(|t| t.kind() == TokenKind::Symbol)?;
    let symbol = text.slice(token.span()).chars().next()?;
    matches!(symbol, '•' | '*' | '▪' | '◦' | '‣' | '·' | '●' | '■' | '+' | '⁃' | '➢' | '►' | '○' | '\u{f0b7}')
        .then_some(symbol)
}

/// The marker of a list item: `1.`, `2)`, `3.)`, `(4)`, `b.`, `•`, `• 5.`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Marker {
    count: u32,
    lettered: bool,
    style: Style,
    /// How many tokens it has.
    pub(super) len: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Style {
    /// `1.`
    Stop,
    /// `1)`
    Bracket,
    /// `1.)`
    StopBracket,
    /// `(1)`
    Brackets,
    /// `•`, which counts nothing.
    Bullet(char),
}

impl Marker {
    /// The marker that starts at token `index`, with white space behind it.
    pub(super) fn at(text: &Text<'_>, index: usize) -> Option<Self> {
        let Some(symbol) = bullet(text, index) else { return Self::counted(text, index) };
        let next = text.tokens().get(index + 1);
        if next.is_some_and(|next| !next.starts_line())
            && let Some(marker) = Self::counted(text, index + 1)
        {
            return Some(Self { len: 1 + marker.len, ..marker });
        }
        let spaced = next.is_some_and(Token::after_space);
        spaced.then_some(Self { count: 0, lettered: false, style: Style::Bullet(symbol), len: 1 })
    }

    fn counted(text: &Text<'_>, index: usize) -> Option<Self> {
        let tokens = text.tokens();
        let glued = |i: usize| tokens.get(i).filter(|t| !t.after_space()).map(Token::kind);
        let opened = tokens.get(index)?.kind() == TokenKind::Open;
        let label = index + usize::from(opened);
        let plain = matches!(tokens.get(label)?.kind(), TokenKind::Number | TokenKind::Word);
        if !plain || opened && (glued(label).is_none() || text.word(index) != "(") {
            return None;
        }
        let (count, lettered) = count(text.word(label))?;
        let (style, end) = match (opened, glued(label + 1), glued(label + 2)) {
            (true, Some(TokenKind::Close), _) => (Style::Brackets, label + 2),
            (true, ..) => return None,
            (_, Some(TokenKind::Period), Some(TokenKind::Close)) => (Style::StopBracket, label + 3),
            (_, Some(TokenKind::Period), _) => (Style::Stop, label + 2),
            (_, Some(TokenKind::Close), _) => (Style::Bracket, label + 2),
            _ => return None,
        };
        let spaced = tokens.get(end).is_some_and(Token::after_space);
        spaced.then_some(Self { count, lettered, style, len: end - index })
    }

    /// Whether `next` marks the item after this one's.
    pub(super) fn precedes(&self, next: &Self) -> bool {
        (next.lettered, next.style) == (self.lettered, self.style)
            && (next.count == self.count + 1 || matches!(self.style, Style::Bullet(_)))
    }

    /// Whether this may mark the first item of a list: `1.`, `a)`, `•`.
    pub(super) const fn is_first(&self) -> bool {
        match self.style {
            Style::Bullet(symbol) => !symbol.is_ascii(),
            _ => self.count == 1,
        }
    }
}

/// The number that an item's label stands for, up to 999, and whether it is a letter.
fn count(label: &str) -> Option<(u32, bool)> {
    match label.as_bytes() {
        &[letter @ b'a'..=b'z'] => Some((u32::from(letter - b'a') + 1, true)),
        digits if digits.len() <= 3 && digits.iter().all(u8::is_ascii_digit) => {
            label.parse().ok().map(|n| (n, false))
        }
        _ => None,
    }
}
