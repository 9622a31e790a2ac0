//! Marks: what is neither word nor white space.

use super::Tokenizer;
use super::words::is_apostrophe;
use crate::text::token::TokenKind;

/// What a byte that belongs to no word is, seen alone.
#[derive(Clone, Copy)]
pub(super) enum Plain {
    Mark(TokenKind),
    Stop,
    Dash,
    Space,
    Newline,
    /// It takes more than a byte to tell.
    Other,
}

pub(super) static MARKS: [Plain; 256] = {
    use TokenKind as K;
    let mut table = [Plain::Other; 256];
    let mut b = 0;
    while b < 127 {
        table[b] = match b as u8 {
            b'?' => Plain::Mark(K::Question),
            b'!' => Plain::Mark(K::Exclamation),
            b',' => Plain::Mark(K::Comma),
            b';' => Plain::Mark(K::Semicolon),
            b':' => Plain::Mark(K::Colon),
            b'(' | b'[' | b'{' => Plain::Mark(K::Open),
            b')' | b']' | b'}' => Plain::Mark(K::Close),
            b'"' => Plain::Mark(K::DoubleQuote),
            b'$' => Plain::Mark(K::Currency),
            b'.' => Plain::Stop,
            b'-' => Plain::Dash,
            b' ' => Plain::Space,
            b'\n' => Plain::Newline,
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'\'' | b'`' | b'_' | ..b' ' => Plain::Other,
            _ => Plain::Mark(K::Symbol),
        };
        b += 1;
    }
    table
};

impl Tokenizer<'_> {
    pub(super) fn punctuation(&mut self, c: char) {
        use TokenKind as K;
        let start = self.at;
        let one = start + c.len_utf8();
        let follows = |b: u8| self.bytes.get(one) == Some(&b);
        let run = |b: u8| start + self.bytes[start..].iter().take_while(|&&x| x == b).count();
        let (kind, end) = match c {
            '.' if follows(b'.') => (K::Ellipsis, run(b'.')),
            '.' if self.bytes[start..].starts_with(b". . .") => (K::Ellipsis, start + 5),
            '.' | '。' | '．' | '｡' => (K::Period, one),
            '…' => (K::Ellipsis, one),
            '?' | '？' | '؟' | '‽' | '⁇' | '⁈' => (K::Question, one),
            '!' | '！' | '‼' | '⁉' => (K::Exclamation, one),
            ',' | '，' | '、' | '،' => (K::Comma, one),
            ';' | '；' | '؛' => (K::Semicolon, one),
            ':' | '：' => (K::Colon, one),
            '-' if follows(b'-') => (K::Dash, run(b'-')),
            '-' | '‐' | '‑' | '\u{2212}' if self.joins_words(one) => (K::Hyphen, one),
            '-' | '‐' | '‑' | '\u{2212}' | '‒' | '–' | '—' | '―' => (K::Dash, one),
            '(' | '[' | '{' => (K::Open, one),
            ')' | ']' | '}' => (K::Close, one),
            '\'' if follows(b'\'') => (K::DoubleQuote, one + 1),
            '`' if follows(b'`') => (K::DoubleQuote, one + 1),
            '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂' => (K::DoubleQuote, one),
            '\'' | '’' | '‘' | '‚' | '‛' | '`' | '‹' | '›' | '´' => match self.clitic_end(one) {
                Some(end) if self.flags == 0 && self.after_word() && is_apostrophe(c) => {
                    return self.push_clitic(one, end);
                }
                _ => (K::SingleQuote, one),
            },
            '$' | '¢' | '£' | '¤' | '¥' | '\u{20A0}'..='\u{20CF}' | '﷼' => (K::Currency, one),
            _ => (K::Symbol, one),
        };
        self.push(start, end, kind);
    }

    /// Whether a hyphen that ends at `end` stands between two words without white space.
    fn joins_words(&self, end: usize) -> bool {
        self.flags == 0 && self.after_word_or_stop() && self.is_word_at(end)
    }

    pub(super) fn after_word(&self) -> bool {
        self.tokens.last().is_some_and(|t| t.kind.is_wordlike())
    }

    pub(super) fn after_word_or_stop(&self) -> bool {
        self.tokens.last().is_some_and(|t| t.kind.is_wordlike() || t.kind == TokenKind::Period)
    }
}
