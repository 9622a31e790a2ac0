//! How far a stop reaches: its run of marks, and the closing quotation marks, brackets and citation marks behind it.

use super::Reason;
use super::decide::Reader;
use super::words::Class;
use crate::text::{Token, TokenKind};

/// Whether a token of this kind can end a sentence.
#[inline]
pub(super) const fn may_end(kind: TokenKind) -> bool {
    const KINDS: u32 = 1 << TokenKind::Period as u32
        | 1 << TokenKind::Question as u32
        | 1 << TokenKind::Exclamation as u32
        | 1 << TokenKind::Ellipsis as u32
        | 1 << TokenKind::Abbreviation as u32
        | 1 << TokenKind::Colon as u32
        | 1 << TokenKind::Semicolon as u32
        | 1 << TokenKind::Url as u32
        | 1 << TokenKind::Email as u32;
    KINDS >> kind as u32 & 1 != 0
}

/// Whether a token of this kind can close behind a stop: a quotation mark, a bracket, a face.
const fn may_close(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Close
            | TokenKind::DoubleQuote
            | TokenKind::SingleQuote
            | TokenKind::Symbol
            | TokenKind::Colon
            | TokenKind::Semicolon
    )
}

/// How a run of stops counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mark {
    Period,
    /// `?`, `!` and runs that hold one.
    Strong(Reason),
    /// Three dots, or more, or two.
    Ellipsis,
    /// A short form or three dots, and a full stop of its own: `U.S..`, `. . . .`
    Stopped(Reason),
    Abbreviation,
    /// No stop at all: an address.
    Address,
    /// No stop at all: a face.
    Smiley,
    /// A stop of full width, which needs no white space: `。`
    Wide(Reason),
}

/// What closes behind a stop.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Closer {
    None,
    Quote,
    Bracket,
}

impl Reader<'_> {
    /// The run of stops that starts at token `at`, as one mark, and the token after it; `None` if it is no stop at all.
    pub(super) fn mark(&self, at: usize) -> Option<(Mark, usize)> {
        let token = &self.tokens[at];
        let mut mark = match token.kind() {
            TokenKind::Abbreviation if !self.text.word(at).ends_with('.') => return None,
            TokenKind::Abbreviation => Mark::Abbreviation,
            TokenKind::Url | TokenKind::Email => return Some((Mark::Address, at + 1)),
            TokenKind::Colon | TokenKind::Semicolon => {
                return self.smiley_end(at).map(|after| (Mark::Smiley, after));
            }
            // ".NET", ".5"
            TokenKind::Period
                if token.after_space()
                    && !self.is_spaced(at + 1)
                    && self.tokens[at + 1].kind().is_wordlike() =>
            {
                return None;
            }
            TokenKind::Period => Mark::Period,
            TokenKind::Question => Mark::Strong(Reason::Question),
            TokenKind::Exclamation => Mark::Strong(Reason::Exclamation),
            _ => Mark::Ellipsis,
        };
        if !token.is_ascii() && matches!(self.text.word(at), "。" | "．" | "｡" | "？" | "！") {
            mark = match mark {
                Mark::Strong(reason) => Mark::Wide(reason),
                _ => Mark::Wide(Reason::Stop),
            };
        }
        let mut after = at + 1;
        while after < self.tokens.len() && !self.opens_with_ellipsis(after) {
            mark = match (self.tokens[after].kind(), mark) {
                (kind, _) if !is_stop(kind) => break,
                (TokenKind::Question, Mark::Period | Mark::Ellipsis | Mark::Abbreviation) => {
                    Mark::Strong(Reason::Question)
                }
                (TokenKind::Exclamation, Mark::Period | Mark::Ellipsis | Mark::Abbreviation) => {
                    Mark::Strong(Reason::Exclamation)
                }
                (TokenKind::Period, Mark::Ellipsis) if self.is_spaced(after) => {
                    Mark::Stopped(Reason::Ellipsis)
                }
                (TokenKind::Period, Mark::Abbreviation) => Mark::Stopped(Reason::Stop),
                (TokenKind::Period | TokenKind::Ellipsis, Mark::Period | Mark::Abbreviation) => {
                    Mark::Ellipsis
                }
                (_, mark) => mark,
            };
            after += 1;
        }
        Some((mark, after))
    }

    /// Whether the ellipsis at token `at` opens a sentence: white space on both sides, and a word.
    fn opens_with_ellipsis(&self, at: usize) -> bool {
        self.tokens[at].kind() == TokenKind::Ellipsis
            && self.is_spaced(at)
            && self.is_spaced(at + 1)
            && self.kind(at + 1).is_some_and(TokenKind::is_wordlike)
    }

    /// The token after the face that starts at token `at`: `:)`, `;-)`, `=D`.
    pub(super) fn smiley_end(&self, at: usize) -> Option<usize> {
        if !matches!(self.kind(at)?, TokenKind::Colon | TokenKind::Semicolon | TokenKind::Symbol) {
            return None;
        }
        let glued = |i: usize| self.tokens.get(i).filter(|t| !t.after_space());
        let nose = glued(at + 1).is_some_and(|_| self.text.word(at + 1) == "-");
        let mouth = at + 1 + usize::from(nose);
        glued(mouth)?;
        let end = mouth + 1;
        let is_face = self.is_spaced(at)
            && matches!(self.text.word(at), ":" | ";" | "=")
            && matches!(self.text.word(mouth), ")" | "(" | "D" | "P" | "p")
            && self.is_spaced(end);
        is_face.then_some(end)
    }

    /// Takes in the quotation marks, brackets and faces that close at `at`: what the last of them was, and the token after.
    pub(super) fn closers(&self, mut at: usize) -> (Closer, usize) {
        let mut closer = Closer::None;
        while let Some(kind) = self.kind(at) {
            if !may_close(kind) {
                break;
            }
            if let Some(end) = self.smiley_end(at) {
                at = end;
                continue;
            }
            let word = self.text.word(at);
            let opens = !self.is_spaced(at + 1) && self.tokens[at + 1].kind().is_wordlike();
            match kind {
                // "See you there! 😀 Bring a friend."
                TokenKind::Symbol if word.starts_with(is_emoji) => {}
                TokenKind::Close => closer = Closer::Bracket,
                TokenKind::DoubleQuote | TokenKind::SingleQuote if matches!(word, "”" | "’" | "»" | "›") =>
                {
                    if opens && word == "’" {
                        break;
                    }
                    closer = Closer::Quote;
                }
                TokenKind::DoubleQuote | TokenKind::SingleQuote
                    if !self.is_spaced(at)
                        && !opens
                        && !matches!(word, "“" | "‘" | "«" | "„" | "‚" | "‹") =>
                {
                    closer = Closer::Quote;
                }
                _ => break,
            }
            at += 1;
        }
        (closer, at)
    }

    /// Takes in citation marks: `[3]`, `[4][5]`, `[6, 7]`, superscript figures.
    pub(super) fn citations(&self, mut at: usize) -> usize {
        loop {
            let Some(token) = self.tokens.get(at) else { return at };
            if token.kind() == TokenKind::Number && !token.is_ascii() && !token.after_space() {
                at += 1;
                continue;
            }
            if token.kind() != TokenKind::Open || self.text.word(at) != "[" {
                return at;
            }
            let inside = self.tokens[at + 1..].iter().take(8).take_while(|t| is_in_citation(t)).count();
            let close = at + 1 + inside;
            if inside == 0 || self.kind(close) != Some(TokenKind::Close) {
                return at;
            }
            at = close + 1;
        }
    }

    /// Takes in a bare figure that cites, told by the word that opens a sentence behind it: "… rights. 4 Even though".
    pub(super) fn footnote(&self, at: usize) -> usize {
        let is_figure = self.kind(at) == Some(TokenKind::Number)
            && self.tokens[at].span().len() <= 3
            && self.text.word(at).bytes().all(|b| b.is_ascii_digit());
        let cites = is_figure
            && self.is_spaced(at + 1)
            && self.tokens.get(at + 1).is_some_and(Token::is_capitalised)
            && self.class(at + 1).is(Class::STARTER);
        at + usize::from(cites)
    }
}

fn is_emoji(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{26FF}' | '\u{1F300}'..='\u{1FAFF}')
}

fn is_stop(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Period | TokenKind::Question | TokenKind::Exclamation | TokenKind::Ellipsis)
}

fn is_in_citation(token: &Token) -> bool {
    matches!(token.kind(), TokenKind::Number | TokenKind::Comma | TokenKind::Hyphen | TokenKind::Dash)
}
