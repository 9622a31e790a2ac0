//! How far a stop reaches: its run of marks, and the closing quotation marks, brackets and citation marks behind it.

use super::Reason;
use super::decide::Reader;
use crate::text::{Token, TokenKind};

/// Whether a token of this kind can end a sentence.
#[inline]
pub(super) const fn may_end(kind: TokenKind) -> bool {
    const KINDS: u32 = 1 << TokenKind::Period as u32
        | 1 << TokenKind::Question as u32
        | 1 << TokenKind::Exclamation as u32
        | 1 << TokenKind::Ellipsis as u32
        | 1 << TokenKind::Abbreviation as u32
        | 1 << TokenKind::Url as u32
        | 1 << TokenKind::Email as u32;
    KINDS >> kind as u32 & 1 != 0
}

/// How a run of stops counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mark {
    Period,
    /// `?`, `!` and runs that hold one.
    Strong(Reason),
    /// Three dots, or more, or two.
    Ellipsis,
    /// Three dots and a full stop, which stands alone: `. . . .`
    StoppedEllipsis,
    Abbreviation,
    /// No stop at all: an address.
    Address,
    /// A stop of full width, which needs no white space: `。`
    Wide(Reason),
}

impl Reader<'_> {
    /// The run of stops that starts at token `at`, as one mark, and the token after it; `None` if it is no stop at all.
    pub(super) fn mark(&self, at: usize) -> Option<(Mark, usize)> {
        let token = &self.tokens[at];
        let mut mark = match token.kind() {
            TokenKind::Abbreviation if !self.text.word(at).ends_with('.') => return None,
            TokenKind::Abbreviation => Mark::Abbreviation,
            TokenKind::Url | TokenKind::Email => return Some((Mark::Address, at + 1)),
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
        while !self.is_cut(after) {
            mark = match (self.tokens[after].kind(), mark) {
                (kind, _) if !is_stop(kind) => break,
                // ". . .": a run that white space parts belongs together only where its dots are one apart.
                (TokenKind::Question, Mark::Period | Mark::Ellipsis | Mark::Abbreviation) => {
                    Mark::Strong(Reason::Question)
                }
                (TokenKind::Exclamation, Mark::Period | Mark::Ellipsis | Mark::Abbreviation) => {
                    Mark::Strong(Reason::Exclamation)
                }
                (TokenKind::Period, Mark::Ellipsis) if self.is_spaced(after) => Mark::StoppedEllipsis,
                (TokenKind::Period | TokenKind::Ellipsis, Mark::Period | Mark::Abbreviation) => {
                    Mark::Ellipsis
                }
                (_, mark) => mark,
            };
            after += 1;
        }
        Some((mark, after))
    }

    /// Takes in the quotation marks and brackets that close at `at`: whether a quotation mark did, and the token after.
    pub(super) fn closers(&self, mut at: usize) -> (bool, usize) {
        let mut quoted = false;
        while !self.is_cut(at) {
            let word = self.text.word(at);
            let opens = !self.is_spaced(at + 1) && self.tokens[at + 1].kind().is_wordlike();
            match self.tokens[at].kind() {
                TokenKind::Close => {}
                TokenKind::DoubleQuote | TokenKind::SingleQuote if matches!(word, "”" | "’" | "»" | "›") =>
                {
                    if opens && word == "’" {
                        break;
                    }
                    quoted = true;
                }
                TokenKind::DoubleQuote | TokenKind::SingleQuote
                    if !self.is_spaced(at)
                        && !opens
                        && !matches!(word, "“" | "‘" | "«" | "„" | "‚" | "‹") =>
                {
                    quoted = true;
                }
                _ => break,
            }
            at += 1;
        }
        (quoted, at)
    }

    /// Takes in citation marks: `[3]`, `[4][5]`, `[6, 7]`, superscript figures.
    pub(super) fn citations(&self, mut at: usize) -> usize {
        loop {
            if self.is_cut(at) {
                return at;
            }
            let token = &self.tokens[at];
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
}

fn is_stop(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Period | TokenKind::Question | TokenKind::Exclamation | TokenKind::Ellipsis)
}

fn is_in_citation(token: &Token) -> bool {
    matches!(token.kind(), TokenKind::Number | TokenKind::Comma | TokenKind::Hyphen | TokenKind::Dash)
}
