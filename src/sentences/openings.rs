//! What stands behind a stop: what the next sentence would open with.

use super::decide::Reader;
use super::words::Class;
use crate::text::{Case, Token, TokenKind};

/// What a sentence would open with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    /// A capital.
    Upper,
    /// A small letter.
    Lower,
    /// An opening bracket and a small letter.
    LowerInBrackets,
    /// A figure.
    Number,
    /// An opening quotation mark or bracket and then no word; an address, an amount, a hash tag.
    Other,
    /// What no sentence opens with: a comma, a closing bracket.
    Nothing,
}

impl Opening {
    pub(super) const fn is_upper(self) -> bool {
        matches!(self, Self::Upper)
    }

    pub(super) const fn is_start(self) -> bool {
        matches!(self, Self::Upper | Self::Number | Self::Other)
    }
}

impl Reader<'_> {
    /// The first token from `at` on that is no opening quotation mark or bracket.
    pub(super) fn opener_end(&self, at: usize) -> usize {
        let is_opener = |t: &&Token| {
            matches!(t.kind(), TokenKind::DoubleQuote | TokenKind::SingleQuote | TokenKind::Open)
        };
        at + self.tokens[at..].iter().take(3).take_while(is_opener).count()
    }

    /// What stands at token `next`, behind the openers from token `after` on.
    pub(super) fn opening(&self, after: usize, next: usize) -> Opening {
        let token = &self.tokens[next];
        match token.kind() {
            TokenKind::Word | TokenKind::Abbreviation if token.case() != Case::Lower => Opening::Upper,
            // "al-Bab"
            TokenKind::Word
                if self.kind(next + 1) == Some(TokenKind::Hyphen)
                    && self.tokens.get(next + 2).is_some_and(Token::is_capitalised) =>
            {
                Opening::Upper
            }
            TokenKind::Word | TokenKind::Abbreviation => match self.kind(after) {
                Some(TokenKind::Open) => Opening::LowerInBrackets,
                _ => Opening::Lower,
            },
            TokenKind::Number => Opening::Number,
            TokenKind::Symbol if matches!(self.text.word(next), "§" | "¶") => Opening::Nothing,
            TokenKind::Url
            | TokenKind::Email
            | TokenKind::Currency
            | TokenKind::Symbol
            | TokenKind::Ellipsis => Opening::Other,
            TokenKind::Open if next > after => Opening::Other,
            // A signature or a rule: "… is always new. --Simone".
            TokenKind::Dash if self.signs_off(next) => Opening::Other,
            _ => Opening::Nothing,
        }
    }

    /// Whether the dash at token `at` stands before a capital, or is drawn as a rule.
    fn signs_off(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let rule = token.is_ascii() && token.span().len() > 2;
        rule || self.tokens.get(at + 1).is_some_and(Token::is_capitalised)
    }

    /// Whether `next` opens "Ms. Tran asked", "he thought" or "the old man asked": who speaks, then a verb of speech.
    pub(super) fn is_said_by(&self, next: usize) -> bool {
        let end = self.tokens.len().min(next + 8);
        let mut lower_left = 0;
        for at in next..end {
            let token = &self.tokens[at];
            let class = self.words.class(token.hash);
            let lower = token.case() == Case::Lower;
            let goes_on = match token.kind() {
                TokenKind::Word if class.is(Class::SPEECH) => return true,
                TokenKind::Word if at == next && lower && class.is(Class::DETERMINER) => {
                    lower_left = 2;
                    true
                }
                TokenKind::Word if at == next && (lower || self.text.word(at) == "I") => {
                    class.is(Class::PRONOUN)
                }
                TokenKind::Word if at == next => !class.is(Class::STARTER),
                TokenKind::Word if lower && lower_left > 0 => {
                    lower_left -= 1;
                    true
                }
                TokenKind::Word => !lower,
                TokenKind::Period => {
                    let before = &self.tokens[at - 1];
                    before.span().len() == 1 || self.words.class(before.hash).is(Class::TITLE)
                }
                TokenKind::Abbreviation | TokenKind::Hyphen => true,
                _ => false,
            };
            if !goes_on {
                return false;
            }
        }
        false
    }
}
