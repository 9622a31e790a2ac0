//! Words and numbers that a window does not show to be plain: long ones, and those with something inside.

use unicode_normalization::char::is_combining_mark;

use super::case::{case_code, case_of_ascii};
use super::{CLASS, DIGIT, HIGH, LOWER, Tokenizer, UPPER, WORD};
use crate::text::fold::{self, is_ignorable};
use crate::text::token::{ASCII, CASE_SHIFT, Token, TokenKind};

impl Tokenizer<'_> {
    /// A word or number that starts with an ASCII letter or digit; all up to `end` belongs to it.
    pub(super) fn long_word(&mut self, end: usize) {
        let start = self.at;
        let rest = self.bytes[end..].iter().take_while(|&&b| CLASS[b as usize] & WORD != 0).count();
        let end = end + rest;
        if self.may_go_on(end) {
            self.word_with_more(start, end);
        } else {
            self.push_run(start, end);
        }
    }

    /// Whether what stands at `end` may belong to the word before it.
    #[inline]
    fn may_go_on(&self, end: usize) -> bool {
        match self.bytes.get(end) {
            Some(b'\'' | b'@' | b'_' | 128..) => true,
            Some(b'.' | b',') => self.class(end + 1) & (WORD | HIGH) != 0,
            Some(b':') => self.class(end + 1) == DIGIT || self.bytes.get(end + 1) == Some(&b'/'),
            _ => false,
        }
    }

    /// A word of ASCII letters and digits alone.
    fn push_run(&mut self, start: usize, end: usize) {
        let kind = self.kind_at(start);
        if end - start > usize::from(u16::MAX) {
            return self.push(start, end, kind);
        }
        let (first, rest) = (self.class(start), &self.bytes[start + 1..end]);
        let rest = rest.iter().fold(0, |all, &b| all | CLASS[b as usize]);
        let case = case_code(first & UPPER != 0, first & LOWER != 0, rest & UPPER != 0, rest & LOWER != 0);
        self.tokens.push(Token {
            start: start as u32,
            len: (end - start) as u16,
            kind,
            flags: self.flags | ASCII | case << CASE_SHIFT,
            hash: fold::hash_ascii(&self.bytes[start..end]),
        });
        self.after(end);
    }

    /// A word after whose first ASCII run stands something that may belong to it.
    fn word_with_more(&mut self, start: usize, run_end: usize) {
        let is_number = self.class(start) == DIGIT;
        match self.bytes[run_end] {
            b':' if self.is_scheme(start, run_end) => return self.url(start),
            b'.' if self.is_www(start, run_end) => return self.url(start),
            b'@' => {
                if let Some(end) = self.email_end(run_end) {
                    return self.email(start, end);
                }
            }
            b'.' if !is_number => {
                if let Some(end) = self.abbreviation_end(start, run_end) {
                    return self.push(start, end, TokenKind::Abbreviation);
                }
            }
            _ => {}
        }
        let end = self.word_end(start, run_end);
        if end <= run_end {
            self.push_run(start, end);
        } else {
            self.push(start, end, self.kind_at(start));
        }
    }

    fn kind_at(&self, start: usize) -> TokenKind {
        if self.class(start) == DIGIT { TokenKind::Number } else { TokenKind::Word }
    }

    /// Where the word that started at `start` ends, given that all up to `end` belongs to it.
    pub(super) fn word_end(&self, start: usize, mut end: usize) -> usize {
        loop {
            let class = self.class(end);
            if class & WORD != 0 {
                end += 1;
            } else if class == HIGH {
                let Some(c) = self.char_at(end) else { return end };
                let after = end + c.len_utf8();
                if is_apostrophe(c) {
                    match self.apostrophe(start, end, after) {
                        Apostrophe::Inside => end = after,
                        Apostrophe::EndsAt(at) => return at,
                    }
                } else if is_word_char(c) || is_ignorable(c) && self.is_word_at(after) {
                    end = after;
                } else {
                    return end;
                }
            } else {
                match self.bytes.get(end) {
                    Some(b'\'') => match self.apostrophe(start, end, end + 1) {
                        Apostrophe::Inside => end += 1,
                        Apostrophe::EndsAt(at) => return at,
                    },
                    Some(b'.' | b',' | b':')
                        if self.class(end - 1) == DIGIT
                            && self.class(end + 1) == DIGIT
                            && self.class(start) == DIGIT =>
                    {
                        end += 1;
                    }
                    _ => return end,
                }
            }
        }
    }

    /// What an apostrophe at `at`, inside or after the word from `start`, does to the word.
    fn apostrophe(&self, start: usize, at: usize, after: usize) -> Apostrophe {
        if !self.is_word_at(after) {
            return Apostrophe::EndsAt(at);
        }
        match self.clitic_end(after) {
            Some(_) => Apostrophe::EndsAt(at),
            // "do|n't": the clitic takes the n with it, unless that is all there is.
            None if self.is_negative_clitic(at, after) && at - 1 > start => Apostrophe::EndsAt(at - 1),
            None => Apostrophe::Inside,
        }
    }

    /// Where the letters start and end of the clitic whose apostrophe stands at `at`, right behind a word.
    pub(super) fn clitic_at(&self, at: usize) -> Option<(usize, usize)> {
        let letters = match self.bytes[at..] {
            [b'\'', ..] => at + 1,
            // ’
            [0xE2, 0x80, 0x99, ..] => at + 3,
            _ => return None,
        };
        Some((letters, self.clitic_end(letters)?))
    }

    /// The end of `s`, `re`, `ve`, `ll`, `d` or `m`, if just that stands at `at`, after an apostrophe.
    pub(super) fn clitic_end(&self, at: usize) -> Option<usize> {
        let letter = |at: usize| self.bytes.get(at).map_or(0, u8::to_ascii_lowercase);
        let end = match letter(at) {
            b's' | b'd' | b'm' => at + 1,
            b'r' | b'v' if letter(at + 1) == b'e' => at + 2,
            b'l' if letter(at + 1) == b'l' => at + 2,
            _ => return None,
        };
        (!self.is_word_at(end)).then_some(end)
    }

    /// An apostrophe that stands at `at` and the letters from `letters` to `end`.
    pub(super) fn push_clitic(&mut self, letters: usize, end: usize) {
        let start = self.at;
        let word = &self.bytes[letters..end];
        let folded = word.iter().rev().fold(0, |bytes, &b| bytes << 8 | u64::from(b)) << 8 | u64::from(b'\'');
        let ascii = if letters == start + 1 { ASCII } else { 0 };
        self.tokens.push(Token {
            start: start as u32,
            len: (end - start) as u16,
            kind: TokenKind::Word,
            flags: self.flags | ascii | case_of_ascii(word) << CASE_SHIFT,
            hash: fold::hash_short(folded, 1 + word.len()),
        });
        self.after(end);
    }

    fn is_negative_clitic(&self, at: usize, after: usize) -> bool {
        matches!(self.bytes[at - 1], b'n' | b'N')
            && matches!(self.bytes.get(after), Some(b't' | b'T'))
            && !self.is_word_at(after + 1)
    }

    /// The end of `U.S.`, `a.m.`, `Ph.D.` and the like: single letters, each with a dot, two or more of them.
    fn abbreviation_end(&self, start: usize, dot: usize) -> Option<usize> {
        let first = dot - start;
        let is_letter = |at: usize| self.class(at) & (LOWER | UPPER) != 0;
        // "Ph.D.": one piece of two letters, in front.
        if !(first == 1 || first == 2 && self.class(start) == UPPER && self.class(start + 1) == LOWER) {
            return None;
        }
        let mut dot = dot;
        let mut pieces = 1;
        loop {
            let letter = dot + 1;
            if !is_letter(letter) || self.is_word_at(letter + 1) {
                return (pieces > 1).then_some(letter);
            }
            pieces += 1;
            if self.bytes.get(letter + 1) != Some(&b'.') {
                return (first == 1 || pieces > 2).then_some(letter + 1);
            }
            dot = letter + 1;
        }
    }
}

enum Apostrophe {
    /// It is part of the word.
    Inside,
    /// The word ends here.
    EndsAt(usize),
}

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '＇')
}

pub(super) fn is_word_char(c: char) -> bool {
    // The most common first, as the tables are slow.
    match c {
        '\u{C0}'..='\u{24F}' => c != '×' && c != '÷',
        // Dashes and quotation marks; and the modifier apostrophe, which is a letter to Unicode and an apostrophe to us.
        '\u{2010}'..='\u{2027}' | 'ʼ' => false,
        _ => c.is_alphanumeric() || is_combining_mark(c),
    }
}
