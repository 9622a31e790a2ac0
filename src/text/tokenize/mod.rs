//! The one pass over the bytes.

mod addresses;
mod case;
mod marks;
mod window;
mod words;

use std::ops::Range;

use self::case::{case_of, case_of_ascii, case_of_bits};
use self::marks::{MARKS, Plain};
use self::window::Window;
use self::words::is_word_char;
use super::fold::{self, is_ignorable};
use super::token::{ASCII, CASE_SHIFT, LINE, PARAGRAPH, SPACE, Token, TokenKind};

// Classes of bytes.
const LOWER: u8 = 1;
const UPPER: u8 = 2;
const DIGIT: u8 = 4;
const WORD: u8 = LOWER | UPPER | DIGIT;
const BLANK: u8 = 8;
const NEWLINE: u8 = 16;
const HIGH: u8 = 32;

static CLASS: [u8; 256] = {
    let mut table = [0; 256];
    let mut b = 0;
    while b < 256 {
        table[b] = match b as u8 {
            b'a'..=b'z' | b'_' => LOWER,
            b'A'..=b'Z' => UPPER,
            b'0'..=b'9' => DIGIT,
            b' ' | b'\t' | 0..=8 | 14..=31 | 127 => BLANK,
            b'\n' | b'\r' | 11 | 12 => NEWLINE,
            128.. => HIGH,
            _ => 0,
        };
        b += 1;
    }
    table
};

pub(super) fn tokens(text: &str) -> Vec<Token> {
    // English runs at 4.8 to 5.4 bytes a token, white space included.
    let mut tokenizer = Tokenizer {
        text,
        bytes: text.as_bytes(),
        tokens: Vec::with_capacity(text.len() / 4 + 8),
        at: 0,
        flags: SPACE | LINE | PARAGRAPH,
    };
    tokenizer.run();
    tokenizer.tokens
}

struct Tokenizer<'a> {
    text: &'a str,
    bytes: &'a [u8],
    tokens: Vec<Token>,
    /// The next byte to read.
    at: usize,
    /// What stood between the last token and `at`.
    flags: u8,
}

impl Tokenizer<'_> {
    fn run(&mut self) {
        while self.at < self.bytes.len() {
            let rest = &self.bytes[self.at..];
            if let Some(chunk) = rest.first_chunk() {
                self.window(chunk);
            } else {
                let mut chunk = [0; Window::LEN];
                chunk[..rest.len()].copy_from_slice(rest);
                self.window(&chunk);
            }
        }
    }

    /// Reads the tokens that start in all but the last bytes of a window, which starts at the next byte to read.
    ///
    /// What is plain, nineteen tokens in twenty, is read by the bits of the window; the rest by those who know more.
    fn window(&mut self, bytes: &[u8; Window::LEN]) {
        let window = Window::new(bytes);
        let start = self.at;
        let (mut at, mut flags) = (0, self.flags);
        while at < Window::LEN - Window::LONGEST_WORD {
            let len = window.word_len(at);
            let end = at + len;
            if len == 0 {
                let byte = bytes[at];
                let kind = match MARKS[byte as usize] {
                    Plain::Mark(kind) => Some(kind),
                    Plain::Stop if bytes[at + 1] != b'.' && bytes[at + 1..at + 3] != *b" ." => {
                        Some(TokenKind::Period)
                    }
                    Plain::Dash if flags == 0 && window.word_len(at + 1) > 0 && self.after_word_or_stop() => {
                        Some(TokenKind::Hyphen)
                    }
                    Plain::Space => {
                        (at, flags) = (at + 1, flags | SPACE);
                        continue;
                    }
                    Plain::Newline => {
                        (at, flags) = (at + 1, with_break(flags));
                        continue;
                    }
                    _ => None,
                };
                if let Some(kind) = kind {
                    let hash = fold::hash_short(u64::from(byte), 1);
                    let start = (start + at) as u32;
                    self.tokens.push(Token { start, len: 1, kind, flags: flags | ASCII, hash });
                    (at, flags) = window.after(at + 1);
                    continue;
                }
                (self.at, self.flags) = (start + at, flags);
                if !self.step() {
                    return;
                }
            } else if len <= Window::LONGEST_WORD && !window.joins_at(end) {
                self.tokens.push(plain_word(&window, bytes, start, at..end, flags));
                (at, flags) = window.after(end);
                continue;
            } else if len <= Window::LONGEST_WORD
                && let Some((letters, clitic_end)) = self.clitic_at(start + end)
            {
                self.tokens.push(plain_word(&window, bytes, start, at..end, flags));
                (self.at, self.flags) = (start + end, 0);
                self.push_clitic(letters, clitic_end);
            } else {
                (self.at, self.flags) = (start + at, flags);
                self.long_word(start + end);
            }
            (at, flags) = (self.at - start, self.flags);
        }
        (self.at, self.flags) = (start + at, flags);
    }

    /// Reads what stands at `at`, whatever it is; whether anything does.
    fn step(&mut self) -> bool {
        let Some(&byte) = self.bytes.get(self.at) else { return false };
        let class = CLASS[byte as usize];
        if class & WORD != 0 {
            self.long_word(self.at + 1);
        } else if class == BLANK {
            self.flags |= SPACE;
            self.at += 1;
        } else if class == NEWLINE {
            self.newline(byte);
        } else if class == HIGH {
            self.high();
        } else {
            self.punctuation(char::from(byte));
        }
        true
    }

    #[inline]
    fn class(&self, at: usize) -> u8 {
        self.bytes.get(at).map_or(0, |&b| CLASS[b as usize])
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    /// Whether a letter, digit or mark stands at `at`.
    fn is_word_at(&self, at: usize) -> bool {
        let class = self.class(at);
        class & WORD != 0 || class == HIGH && self.char_at(at).is_some_and(is_word_char)
    }

    fn newline(&mut self, byte: u8) {
        self.at += 1;
        if byte == b'\r' && self.bytes.get(self.at) == Some(&b'\n') {
            self.at += 1;
        }
        self.break_line();
    }

    fn break_line(&mut self) {
        self.flags = with_break(self.flags);
    }

    /// Goes on at `end`, past the one space that stands after most words.
    #[inline]
    fn after(&mut self, end: usize) {
        let space = self.bytes.get(end) == Some(&b' ');
        self.flags = if space { SPACE } else { 0 };
        self.at = end + usize::from(space);
    }

    /// A character beyond ASCII.
    fn high(&mut self) {
        let Some(c) = self.char_at(self.at) else { return };
        let after = self.at + c.len_utf8();
        if is_word_char(c) {
            let kind = if c.is_numeric() { TokenKind::Number } else { TokenKind::Word };
            let end = self.word_end(self.at, after);
            self.push(self.at, end, kind);
        } else if is_ignorable(c) {
            self.at = after;
        } else if matches!(c, '\u{2028}' | '\u{85}') {
            self.at = after;
            self.break_line();
        } else if c == '\u{2029}' {
            self.at = after;
            self.flags |= SPACE | LINE | PARAGRAPH;
        } else if c.is_whitespace() {
            self.at = after;
            self.flags |= SPACE;
        } else {
            self.punctuation(c);
        }
    }

    /// A token of any make, cut where it is longer than a token can be.
    fn push(&mut self, start: usize, end: usize, kind: TokenKind) {
        let mut start = start;
        while end - start > usize::from(u16::MAX) {
            let cut = self.boundary_before(start + usize::from(u16::MAX));
            self.push_piece(start, cut, kind);
            start = cut;
        }
        self.push_piece(start, end, kind);
    }

    /// The last character boundary up to `at`.
    fn boundary_before(&self, at: usize) -> usize {
        (at - 3..=at).rev().find(|&i| self.text.is_char_boundary(i)).unwrap_or(at)
    }

    fn push_piece(&mut self, start: usize, end: usize, kind: TokenKind) {
        let word = &self.text[start..end];
        let ascii = word.is_ascii();
        let mut flags = self.flags | if ascii { ASCII } else { 0 };
        let hash = match kind {
            TokenKind::DoubleQuote => const { hash_of(b"\"") },
            TokenKind::SingleQuote => const { hash_of(b"'") },
            TokenKind::Dash => const { hash_of(b"--") },
            TokenKind::Hyphen => const { hash_of(b"-") },
            TokenKind::Ellipsis => const { hash_of(b"...") },
            TokenKind::Word | TokenKind::Abbreviation | TokenKind::Number => {
                let case = if ascii { case_of_ascii(word.as_bytes()) } else { case_of(word) };
                flags |= case << CASE_SHIFT;
                fold::hash(word)
            }
            _ => match *word.as_bytes() {
                [byte] => fold::hash_short(u64::from(byte), 1),
                _ => fold::hash(word),
            },
        };
        self.tokens.push(Token { start: start as u32, len: (end - start) as u16, kind, flags, hash });
        self.after(end);
    }
}

/// A line break after what `flags` say.
const fn with_break(flags: u8) -> u8 {
    flags | if flags & LINE != 0 { SPACE | PARAGRAPH } else { SPACE | LINE }
}

/// The token of a word that the bits of a window, which starts at byte `start` of the text, tell all about.
#[inline]
fn plain_word(
    window: &Window,
    bytes: &[u8; Window::LEN],
    start: usize,
    word: Range<usize>,
    flags: u8,
) -> Token {
    let len = word.len();
    let (upper, lower) = window.letters(word.start, len);
    let [low, high] = [word.start, word.start + 8]
        .map(|at| u64::from_le_bytes(*bytes[at..].first_chunk().expect("the word is not at the end")));
    Token {
        start: (start + word.start) as u32,
        len: len as u16,
        kind: if (upper | lower) & 1 == 0 { TokenKind::Number } else { TokenKind::Word },
        flags: flags | ASCII | case_of_bits(upper, lower) << CASE_SHIFT,
        hash: fold::hash_16(low, high, len),
    }
}

/// The hash of a mark that many marks are folded to.
const fn hash_of(mark: &[u8]) -> u64 {
    let mut bytes = 0;
    let mut at = mark.len();
    while at > 0 {
        at -= 1;
        bytes = bytes << 8 | mark[at] as u64;
    }
    fold::hash_short(bytes, mark.len())
}
