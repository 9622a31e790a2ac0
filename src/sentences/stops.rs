//! Whether a stop ends a sentence.

use super::Reason;
use super::lines::Lines;
use super::words::{Class, Words};
use crate::text::{Case, Text, Token, TokenKind};

/// What was found at a stop.
pub(super) struct Stop {
    /// The first token behind the stop and all that belongs to it: closing quotes, brackets, citation marks.
    pub(super) after: usize,
    /// Why the sentence ends there, if it does.
    pub(super) reason: Option<Reason>,
}

/// Whether a token of this kind can end a sentence.
#[inline]
pub(super) const fn may_end(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Period
            | TokenKind::Question
            | TokenKind::Exclamation
            | TokenKind::Ellipsis
            | TokenKind::Abbreviation
    )
}

/// How a run of stops counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Period,
    /// `?`, `!` and mixed runs.
    Strong(Reason),
    Ellipsis,
    Abbreviation,
}

/// Judges the stop at token `at` of the sentence that starts at token `first`.
pub(super) fn judge(text: &Text<'_>, words: &Words, lines: Lines, first: usize, at: usize) -> Stop {
    let judge = Judge { text, tokens: text.tokens(), words, lines, first, at };
    let Some((mark, after)) = judge.mark() else {
        return Stop { after: at + 1, reason: None };
    };
    let (quoted, after) = judge.closers(after);
    let after = judge.citations(after);
    Stop { after, reason: judge.reason(mark, quoted, after) }
}

struct Judge<'a> {
    text: &'a Text<'a>,
    tokens: &'a [Token],
    words: &'a Words,
    lines: Lines,
    first: usize,
    at: usize,
}

impl Judge<'_> {
    fn kind(&self, index: usize) -> Option<TokenKind> {
        self.tokens.get(index).map(Token::kind)
    }

    /// Whether white space, or the end of the text, stands before token `index`.
    fn is_spaced(&self, index: usize) -> bool {
        self.tokens.get(index).is_none_or(Token::after_space)
    }

    fn class(&self, index: usize) -> Class {
        self.tokens.get(index).map_or(Class::default(), |t| self.words.class(t.hash))
    }

    /// Whether a line break that ends a sentence, or the end of the text, stands before token `index`.
    fn is_cut(&self, index: usize) -> bool {
        index >= self.tokens.len() || self.lines.reason_before(self.text, index).is_some()
    }

    /// The run of stops that starts here, as one mark, and the token after it; `None` if it is no stop at all.
    fn mark(&self) -> Option<(Mark, usize)> {
        let at = self.at;
        let first = self.tokens[at].kind();
        if first == TokenKind::Abbreviation && !self.text.word(at).ends_with('.') {
            return None;
        }
        // ".NET", ".5"
        if first == TokenKind::Period
            && self.tokens[at].after_space()
            && !self.is_spaced(at + 1)
            && self.tokens[at + 1].kind().is_wordlike()
        {
            return None;
        }
        let mut after = at + 1;
        let mut mark = match first {
            TokenKind::Period => Mark::Period,
            TokenKind::Question => Mark::Strong(Reason::Question),
            TokenKind::Exclamation => Mark::Strong(Reason::Exclamation),
            TokenKind::Ellipsis => Mark::Ellipsis,
            _ => Mark::Abbreviation,
        };
        while !self.is_cut(after) {
            match (self.tokens[after].kind(), mark) {
                (TokenKind::Question, Mark::Strong(_)) | (TokenKind::Exclamation, Mark::Strong(_)) => {}
                (TokenKind::Question, _) => mark = Mark::Strong(Reason::Question),
                (TokenKind::Exclamation, _) => mark = Mark::Strong(Reason::Exclamation),
                (TokenKind::Period | TokenKind::Ellipsis, Mark::Strong(_)) => {}
                (TokenKind::Period | TokenKind::Ellipsis, _) => mark = Mark::Ellipsis,
                _ => break,
            }
            after += 1;
        }
        Some((mark, after))
    }

    /// Takes in the quotation marks and brackets that close at `at`: whether a quotation mark did, and the token after.
    fn closers(&self, mut at: usize) -> (bool, usize) {
        let mut quoted = false;
        while !self.is_cut(at) {
            let word = self.text.word(at);
            let spaced = self.tokens[at].after_space();
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
                    if !spaced && !opens && !matches!(word, "“" | "‘" | "«" | "„" | "‚" | "‹") =>
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
    fn citations(&self, mut at: usize) -> usize {
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
            let inside = self.tokens[at + 1..]
                .iter()
                .take(8)
                .take_while(|t| {
                    matches!(
                        t.kind(),
                        TokenKind::Number | TokenKind::Comma | TokenKind::Hyphen | TokenKind::Dash
                    )
                })
                .count();
            let close = at + 1 + inside;
            if inside == 0 || self.kind(close) != Some(TokenKind::Close) {
                return at;
            }
            at = close + 1;
        }
    }

    /// The first token from `at` on that is no opening quotation mark or bracket.
    fn opener_end(&self, at: usize) -> usize {
        let openers = self.tokens[at..]
            .iter()
            .take(3)
            .take_while(|t| {
                matches!(t.kind(), TokenKind::DoubleQuote | TokenKind::SingleQuote | TokenKind::Open)
            })
            .count();
        at + openers
    }

    fn reason(&self, mark: Mark, quoted: bool, after: usize) -> Option<Reason> {
        // A cut ends the sentence by itself.
        if self.is_cut(after) {
            return None;
        }
        let next = self.opener_end(after);
        let token = self.tokens.get(next)?;
        let opened = next > after;
        if !self.is_spaced(after) {
            return self.reason_glued(mark, after, next);
        }
        let opens = Opening::of(token, opened);
        match mark {
            Mark::Strong(reason) => self.after_strong(quoted, next, opens).then_some(reason),
            Mark::Ellipsis => {
                let omission = self.at > 0 && self.kind(self.at - 1) == Some(TokenKind::Open);
                (!omission && opens.is_upper()).then_some(Reason::Ellipsis)
            }
            Mark::Abbreviation => {
                self.after_short(self.class_of_abbreviation(), next, opens).then_some(Reason::Abbreviation)
            }
            Mark::Period => self.after_period(next, opens),
        }
    }

    fn class_of_abbreviation(&self) -> Class {
        let class = self.class(self.at);
        if class.is(Class::TIME) || class.is(Class::INNER) { class } else { Class::FINAL }
    }

    /// After `?` or `!`.
    fn after_strong(&self, quoted: bool, next: usize, opens: Opening) -> bool {
        if opens == Opening::Lower || opens == Opening::Nothing {
            return false;
        }
        if self.at > 0 {
            let before = self.at - 1;
            // "(!)"
            if self.kind(before) == Some(TokenKind::Open) {
                return false;
            }
            if self.class(before).is(Class::EXCLAIMING) && self.tokens[before].is_capitalised() {
                return self.class(next).is(Class::STARTER);
            }
        }
        !(quoted && self.is_said_by(next))
    }

    /// Whether `next` opens "Ms. Tran asked": a name, then a verb of speech.
    fn is_said_by(&self, next: usize) -> bool {
        let mut at = next;
        let end = self.tokens.len().min(next + 8);
        while at < end {
            let token = &self.tokens[at];
            let class = self.words.class(token.hash);
            match token.kind() {
                TokenKind::Word if class.is(Class::SPEECH) && at > next => return true,
                TokenKind::Word if token.is_capitalised() && (at > next || !class.is(Class::STARTER)) => {}
                TokenKind::Word if at == next && self.text.word(at) == "I" => {}
                TokenKind::Period if class_is_short(self.class(at - 1), self.tokens[at - 1].span().len()) => {
                }
                TokenKind::Abbreviation | TokenKind::Hyphen => {}
                _ => return false,
            }
            at += 1;
        }
        false
    }

    /// After a full stop with white space behind it.
    fn after_period(&self, next: usize, opens: Opening) -> Option<Reason> {
        if self.at == self.first {
            return None;
        }
        let before = self.at - 1;
        let word = &self.tokens[before];
        let plain = opens.is_start().then_some(Reason::Stop);
        if self.tokens[self.at].after_space() {
            return plain;
        }
        // A list marker at the start of a line: "1. The first".
        if before == self.first && (word.kind() == TokenKind::Number || word.span().len() == 1) {
            return None;
        }
        if word.kind() != TokenKind::Word {
            return plain;
        }
        if word.span().len() == 1 && word.is_capitalised() {
            return self.after_initial(before, next, opens).then_some(Reason::Stop);
        }
        let class = self.words.class(word.hash);
        let capital = word.is_capitalised();
        if class.is(Class::NUMBER) {
            let counted = opens == Opening::Number
                || opens.is_upper() && self.tokens[next].span().len() == 1 && self.text.word(next) != "I";
            return if counted { None } else { plain };
        }
        if class.is(Class::DATE) && !capital || class.is(Class::PLACE) && !capital {
            return plain;
        }
        if class.is(Class::TITLE) && capital {
            return None;
        }
        if class.is(Class::SHORT) || self.words.ends_phrase(self.text, self.at) {
            return self.after_short(class, next, opens).then_some(Reason::Abbreviation);
        }
        plain
    }

    /// After a short form whose stop may or may not end the sentence too.
    fn after_short(&self, class: Class, next: usize, opens: Opening) -> bool {
        if class.is(Class::INNER) || !opens.is_upper() {
            return false;
        }
        let next_class = self.class(next);
        class.is(Class::LOOSE)
            || next_class.is(Class::STARTER)
            || class.is(Class::TIME) && (next_class.is(Class::TITLE) || self.is_said_by(next))
    }

    /// After a capital letter that stands alone: "J. Halvard" or "vitamin C. Doctors".
    fn after_initial(&self, letter: usize, next: usize, opens: Opening) -> bool {
        if !opens.is_upper() || letter == self.first {
            return false;
        }
        let before = &self.tokens[letter - 1];
        if before.kind() == TokenKind::Word
            && before.case() == Case::Lower
            && !self.words.class(before.hash).is(Class::PREPOSITION)
        {
            return true;
        }
        self.class(next).is(Class::STARTER) && self.tokens[next].span().len() > 1
    }

    /// After a stop with no white space behind it.
    fn reason_glued(&self, mark: Mark, after: usize, next: usize) -> Option<Reason> {
        let token = &self.tokens[next];
        if token.kind() != TokenKind::Word || token.case() != Case::Initial || token.span().len() < 2 {
            return None;
        }
        if self.at == self.first {
            return None;
        }
        if next > after && self.tokens[next].after_space() {
            return None;
        }
        let word = &self.tokens[self.at - 1];
        // A name of a file or a host goes on.
        let goes_on = !self.is_spaced(next + 1)
            && self.kind(next + 1).is_some_and(|k| matches!(k, TokenKind::Period | TokenKind::Symbol))
            && !self.is_spaced(next + 2);
        if goes_on || self.tokens[self.at].after_space() {
            return None;
        }
        let starter = self.words.class(token.hash).is(Class::STARTER);
        match mark {
            Mark::Period => {
                let plain = word.kind() == TokenKind::Word
                    && word.span().len() > 1
                    && !self.words.class(word.hash).is(Class::SHORT)
                    && (word.case() == Case::Lower || starter);
                (plain || word.kind() != TokenKind::Word && starter).then_some(Reason::Glued)
            }
            Mark::Strong(_) => Some(Reason::Glued),
            Mark::Ellipsis => starter.then_some(Reason::Ellipsis),
            Mark::Abbreviation => None,
        }
    }
}

fn class_is_short(class: Class, len: u32) -> bool {
    class.is(Class::TITLE) || len == 1
}

/// What a sentence would open with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opening {
    /// A capital.
    Upper,
    /// A small letter.
    Lower,
    Number,
    /// An opening quotation mark or bracket and then no word; an address, an amount, a hash tag.
    Other,
    /// What no sentence opens with: a comma, a closing bracket.
    Nothing,
}

impl Opening {
    fn of(token: &Token, opened: bool) -> Self {
        match token.kind() {
            TokenKind::Word | TokenKind::Abbreviation => match token.case() {
                Case::Lower => Self::Lower,
                _ => Self::Upper,
            },
            TokenKind::Number => Self::Number,
            TokenKind::Url | TokenKind::Email | TokenKind::Currency | TokenKind::Symbol => Self::Other,
            TokenKind::Ellipsis | TokenKind::Open if opened => Self::Other,
            _ => Self::Nothing,
        }
    }

    const fn is_upper(self) -> bool {
        matches!(self, Self::Upper)
    }

    const fn is_start(self) -> bool {
        matches!(self, Self::Upper | Self::Number | Self::Other)
    }
}
