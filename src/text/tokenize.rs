//! The one pass over the bytes.

use unicode_normalization::char::is_combining_mark;

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

/// The longest local part and the longest domain of an e-mail address (RFC 5321, section 4.5.3.1).
const MAX_LOCAL: usize = 64;
const MAX_DOMAIN: usize = 255;

pub(super) fn tokens(text: &str) -> Vec<Token> {
    // English runs at five to six bytes a token, white space included.
    let mut tokenizer = Tokenizer {
        text,
        bytes: text.as_bytes(),
        tokens: Vec::with_capacity(text.len() / 5 + 8),
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
        while let Some(&byte) = self.bytes.get(self.at) {
            let class = CLASS[byte as usize];
            if class & WORD != 0 {
                self.ascii_word(class);
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
        }
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
        self.flags |= if self.flags & LINE != 0 { SPACE | PARAGRAPH } else { SPACE | LINE };
    }

    /// A word or number that starts with an ASCII letter or digit: all ASCII in nearly all cases.
    #[inline]
    fn ascii_word(&mut self, first: u8) {
        let start = self.at;
        if let Some(chunk) = self.bytes[start..].first_chunk::<8>() {
            let word = Eight::new(*chunk);
            let len = word.len();
            if len < 8 {
                if !self.may_go_on(start + len) {
                    let hash = fold::hash_short(word.bytes, len);
                    return self.push_known(start, len, first, word.case(len), hash);
                }
            } else if let Some(chunk) = self.bytes[start + 8..].first_chunk::<8>() {
                let rest = Eight::new(*chunk);
                let more = rest.len();
                if more < 8 && !self.may_go_on(start + 8 + more) {
                    let hash = fold::hash_long(word.bytes, rest.bytes, more);
                    return self.push_known(start, 8 + more, first, word.case_with(&rest, more), hash);
                }
            }
        }
        let mut end = start + 1;
        let mut rest = 0;
        loop {
            let class = self.class(end);
            if class & WORD == 0 {
                break;
            }
            rest |= class;
            end += 1;
        }
        if self.may_go_on(end) {
            self.word_with_more(start, end, first);
        } else {
            self.push_ascii_word(start, end, kind_of(first), first, rest);
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

    /// An ASCII word of less than 16 bytes, without a branch on its length.
    #[inline]
    fn push_known(&mut self, start: usize, len: usize, first: u8, case: u8, hash: u64) {
        self.tokens.push(Token {
            start: start as u32,
            len: len as u16,
            kind: kind_of(first),
            flags: self.flags | ASCII | case << CASE_SHIFT,
            hash,
        });
        self.after(start + len);
    }

    #[inline]
    fn push_ascii_word(&mut self, start: usize, end: usize, kind: TokenKind, first: u8, rest: u8) {
        let len = end - start;
        if len > usize::from(u16::MAX) {
            return self.push(start, end, kind);
        }
        let case = case_code(first & UPPER != 0, first & LOWER != 0, rest & UPPER != 0, rest & LOWER != 0);
        self.tokens.push(Token {
            start: start as u32,
            len: len as u16,
            kind,
            flags: self.flags | ASCII | case << CASE_SHIFT,
            hash: fold::hash_ascii(&self.bytes[start..end]),
        });
        self.after(end);
    }

    /// Goes on at `end`, past the one space that stands after most words.
    #[inline]
    fn after(&mut self, end: usize) {
        let space = self.bytes.get(end) == Some(&b' ');
        self.flags = if space { SPACE } else { 0 };
        self.at = end + usize::from(space);
    }

    /// A word after whose first ASCII run stands something that may belong to it.
    fn word_with_more(&mut self, start: usize, run_end: usize, first: u8) {
        let next = self.bytes[run_end];
        if next == b':' && self.is_scheme(start, run_end) || next == b'.' && self.is_www(start, run_end) {
            return self.url(start);
        }
        if next == b'@'
            && let Some(end) = self.email_end(run_end)
        {
            return self.email(start, end);
        }
        if next == b'.'
            && first & DIGIT == 0
            && let Some(end) = self.abbreviation_end(start, run_end)
        {
            return self.push(start, end, TokenKind::Abbreviation);
        }
        let end = self.word_end(start, run_end);
        if end <= run_end {
            let rest = self.bytes[start + 1..end].iter().fold(0, |all, &b| all | CLASS[b as usize]);
            self.push_ascii_word(start, end, kind_of(first), first, rest);
        } else {
            self.push(start, end, kind_of(first));
        }
    }

    /// Where the word that started at `start` ends, given that all up to `end` belongs to it.
    fn word_end(&self, start: usize, mut end: usize) -> usize {
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

    /// The end of `s`, `re`, `ve`, `ll`, `d` or `m`, if just that stands at `at`, after an apostrophe.
    fn clitic_end(&self, at: usize) -> Option<usize> {
        let len = (0..3).take_while(|&i| self.class(at + i) & (LOWER | UPPER) != 0).count();
        if len == 0 || len > 2 || self.is_word_at(at + len) {
            return None;
        }
        let letters = self.bytes[at..at + len].to_ascii_lowercase();
        matches!(letters.as_slice(), b"s" | b"re" | b"ve" | b"ll" | b"d" | b"m").then_some(at + len)
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

    fn is_scheme(&self, start: usize, colon: usize) -> bool {
        let word = &self.bytes[start..colon];
        self.bytes[colon..].starts_with(b"://")
            && [&b"http"[..], b"https", b"ftp"].iter().any(|scheme| word.eq_ignore_ascii_case(scheme))
    }

    fn is_www(&self, start: usize, dot: usize) -> bool {
        self.bytes[start..dot].eq_ignore_ascii_case(b"www") && self.class(dot + 1) & WORD != 0
    }

    fn url(&mut self, start: usize) {
        let rest = &self.text[start..];
        let len = rest
            .find(|c: char| {
                c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”' | '«' | '»' | '’' | '‘')
            })
            .unwrap_or(rest.len());
        let url = &rest[..len];
        let mut end = url.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '…']).len();
        // A bracket closes the address only where it opened in it.
        while url[..end].ends_with([')', ']']) && !url[..end].contains(['(', '[']) {
            end = url[..end - 1].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'']).len();
        }
        self.push(start, start + end, TokenKind::Url);
    }

    /// The end of the domain after an `@`, if one stands there.
    fn email_end(&self, at: usize) -> Option<usize> {
        let domain = &self.bytes[at + 1..self.bytes.len().min(at + 1 + MAX_DOMAIN)];
        let len =
            domain.iter().take_while(|&&b| CLASS[b as usize] & WORD != 0 || b == b'.' || b == b'-').count();
        let len = domain[..len].iter().rposition(u8::is_ascii_alphanumeric)? + 1;
        let dot = domain[..len].iter().rposition(|&b| b == b'.')?;
        (dot > 0 && domain[dot + 1..len].iter().all(u8::is_ascii_alphabetic)).then_some(at + 1 + len)
    }

    /// An address whose last piece before the `@` starts at `start`; earlier pieces are tokens already.
    fn email(&mut self, start: usize, end: usize) {
        let mut start = start;
        while let Some(last) = self.tokens.last() {
            let joins = last.kind.is_wordlike()
                || matches!(last.kind, TokenKind::Period | TokenKind::Hyphen)
                || last.kind == TokenKind::Symbol && self.bytes[last.start as usize] == b'+';
            if self.flags != 0 || !joins || start - last.start as usize > MAX_LOCAL {
                break;
            }
            start = last.start as usize;
            self.flags = last.flags & (SPACE | LINE | PARAGRAPH);
            self.tokens.pop();
        }
        self.push(start, end, TokenKind::Email);
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

    fn punctuation(&mut self, c: char) {
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
                Some(end) if self.flags == 0 && self.after_word() && is_apostrophe(c) => (K::Word, end),
                _ => (K::SingleQuote, one),
            },
            '$' | '¢' | '£' | '¤' | '¥' | '\u{20A0}'..='\u{20CF}' | '﷼' => (K::Currency, one),
            _ => (K::Symbol, one),
        };
        self.push(start, end, kind);
    }

    fn after_word(&self) -> bool {
        self.tokens.last().is_some_and(|t| t.kind.is_wordlike())
    }

    /// Whether a hyphen that ends at `end` stands between two words without white space.
    fn joins_words(&self, end: usize) -> bool {
        self.flags == 0
            && self.tokens.last().is_some_and(|t| t.kind.is_wordlike() || t.kind == TokenKind::Period)
            && self.is_word_at(end)
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
        let mut flags = self.flags;
        if word.is_ascii() {
            flags |= ASCII;
        }
        let hash = match kind {
            TokenKind::DoubleQuote => const { hash_of(b"\"") },
            TokenKind::SingleQuote => const { hash_of(b"'") },
            TokenKind::Dash => const { hash_of(b"--") },
            TokenKind::Hyphen => const { hash_of(b"-") },
            TokenKind::Ellipsis => const { hash_of(b"...") },
            TokenKind::Word | TokenKind::Abbreviation | TokenKind::Number => {
                flags |= case_of(word) << CASE_SHIFT;
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

/// Eight bytes looked at in one go; the answers have the high bit of each byte that is one.
struct Eight {
    bytes: u64,
    letters: u64,
    words: u64,
}

impl Eight {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * Self::ONES;

    #[inline]
    fn new(chunk: [u8; 8]) -> Self {
        let bytes = u64::from_le_bytes(chunk);
        let ascii = !bytes & Self::HIGH;
        let low = bytes & !Self::HIGH;
        let small = low | (0x20 * Self::ONES);
        let letters = Self::between(small, b'a', b'z') & ascii;
        let digits = Self::between(low, b'0', b'9') & ascii;
        Self { bytes, letters, words: letters | digits }
    }

    /// The bytes from `first` to `last`, of bytes that are all ASCII.
    #[inline]
    const fn between(bytes: u64, first: u8, last: u8) -> u64 {
        let from = bytes + (0x80 - first as u64) * Self::ONES;
        let beyond = bytes + (0x7F - last as u64) * Self::ONES;
        from & !beyond & Self::HIGH
    }

    /// How many bytes from the first are letters or digits.
    #[inline]
    const fn len(&self) -> usize {
        ((!self.words & Self::HIGH).trailing_zeros() / 8) as usize
    }

    /// The capitals and the small letters among the first `len` bytes, which are fewer than eight.
    #[inline]
    const fn letters(&self, len: usize) -> (u64, u64) {
        // The bit that tells small letters from capitals, moved to where the answers stand.
        let small = self.bytes << 2;
        let own = (1 << (8 * len)) - 1;
        (self.letters & !small & own, self.letters & small & own)
    }

    /// The code behind [`super::Case`] of the first `len` bytes, which are fewer than eight.
    #[inline]
    const fn case(&self, len: usize) -> u8 {
        let (upper, lower) = self.letters(len);
        case_code(upper & 0x80 != 0, lower & 0x80 != 0, upper > 0x80, lower > 0x80)
    }

    /// The same of all eight and the first `more` of the next eight.
    #[inline]
    const fn case_with(&self, next: &Self, more: usize) -> u8 {
        let small = self.bytes << 2;
        let (upper, lower) = (self.letters & !small, self.letters & small);
        let (next_upper, next_lower) = next.letters(more);
        let (upper_later, lower_later) = (next_upper != 0, next_lower != 0);
        case_code(
            upper & 0x80 != 0,
            lower & 0x80 != 0,
            upper > 0x80 || upper_later,
            lower > 0x80 || lower_later,
        )
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

#[inline]
const fn kind_of(first: u8) -> TokenKind {
    if first == DIGIT { TokenKind::Number } else { TokenKind::Word }
}

enum Apostrophe {
    /// It is part of the word.
    Inside,
    /// The word ends here.
    EndsAt(usize),
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '＇')
}

fn is_word_char(c: char) -> bool {
    // The modifier apostrophe is a letter to Unicode and an apostrophe to us.
    (c.is_alphanumeric() && c != 'ʼ') || is_combining_mark(c)
}

fn case_of(word: &str) -> u8 {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else { return 0 };
    let (mut upper, mut lower) = (false, false);
    for c in letters {
        upper |= c.is_uppercase();
        lower |= c.is_lowercase();
    }
    case_code(first.is_uppercase(), first.is_lowercase(), upper, lower)
}

/// The code behind [`super::Case`], from whether the first letter and the later ones are capitals or small.
#[inline]
const fn case_code(first_upper: bool, first_lower: bool, rest_upper: bool, rest_lower: bool) -> u8 {
    match (first_upper, rest_upper) {
        (false, false) => 0,
        (true, false) => 1 + (!rest_lower as u8),
        (true, true) if !rest_lower => 2,
        (true, true) => 4,
        // "3D", "10MW": what starts with a digit counts as written by its letters.
        (false, true) if !first_lower && !rest_lower => 2,
        (false, true) => 3,
    }
}
