//! Whether a stop ends a sentence.

use super::Reason;
use super::lines::Lines;
use super::openings::Opening;
use super::stops::{Closer, Mark};
use super::words::{Class, Words};
use crate::text::{Case, Text, Token, TokenKind};

/// What was found at a stop.
pub(super) struct Stop {
    /// The first token behind the stop and all that belongs to it: closing quotes, brackets, citation marks.
    pub(super) after: usize,
    /// Why the sentence ends there, if it does.
    pub(super) reason: Option<Reason>,
}

/// How many tokens behind a stop are looked at; a longer run of stops and closing marks is judged in pieces.
const WINDOW: usize = 24;

/// A text as it is split.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) text: &'a Text<'a>,
    /// The tokens that may be looked at: all, or those up to the line break that ends a sentence in any case.
    pub(super) tokens: &'a [Token],
    pub(super) lines: &'a Lines,
    pub(super) words: &'a Words,
}

/// Where a stop stands.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// First token of the sentence.
    pub(super) first: usize,
    /// The stop.
    pub(super) at: usize,
    /// The first token after it and what belongs to it.
    pub(super) after: usize,
    /// The first token from there on that is no opening quotation mark or bracket.
    pub(super) next: usize,
    /// What closes behind the stop.
    pub(super) closer: Closer,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a Text<'a>, words: &'a Words, lines: &'a Lines) -> Self {
        Self { text, tokens: text.tokens(), lines, words }
    }

    /// Judges the stop at token `at` of the sentence that starts at token `first`, on a line that ends before token
    /// `line_end`.
    pub(super) fn judge(&self, first: usize, at: usize, line_end: usize) -> Stop {
        let limit = line_end.min(at + 1 + WINDOW);
        Self { tokens: &self.tokens[..limit], ..*self }.judge_within(first, at)
    }

    /// The first token after token `at` with a line break before it that ends a sentence, or the number of tokens.
    pub(super) fn line_end(&self, at: usize) -> usize {
        let breaks = |&i: &usize| self.lines.reason_before(self.text, i).is_some();
        (at + 1..self.tokens.len()).find(breaks).unwrap_or(self.tokens.len())
    }

    fn judge_within(&self, first: usize, at: usize) -> Stop {
        let Some((mark, after)) = self.mark(at) else {
            return Stop { after: at + 1, reason: None };
        };
        let (closer, after) = match mark {
            Mark::Address => (Closer::None, after),
            _ => self.closers(after),
        };
        let mut after = if mark == Mark::Address { after } else { self.citations(after) };
        if mark == Mark::Period && at > first {
            let cited = self.footnote(after);
            if cited > after && self.short_form(first, at).is_none() {
                after = cited;
            }
        }
        let next = self.opener_end(after);
        let place = Place { first, at, after, next, closer };
        // A line break that ends the sentence does so by itself.
        Stop { after, reason: if next < self.tokens.len() { self.reason(mark, place) } else { None } }
    }

    pub(super) fn kind(&self, index: usize) -> Option<TokenKind> {
        self.tokens.get(index).map(Token::kind)
    }

    /// Whether white space, or the end, stands before token `index`.
    pub(super) fn is_spaced(&self, index: usize) -> bool {
        self.tokens.get(index).is_none_or(Token::after_space)
    }

    pub(super) fn class(&self, index: usize) -> Class {
        self.tokens.get(index).map_or(Class::default(), |t| self.words.class(t.hash))
    }

    fn reason(&self, mark: Mark, place: Place) -> Option<Reason> {
        let Place { first, at, after, next, .. } = place;
        let opens = self.opening(after, next);
        match mark {
            Mark::Wide(reason) => return (opens != Opening::Nothing).then_some(reason),
            _ if !self.is_spaced(after) => return self.reason_glued(mark, place),
            _ => {}
        }
        match mark {
            Mark::Strong(reason) => self.after_strong(place, opens).then_some(reason),
            Mark::Ellipsis => (at > first && self.after_ellipsis(place, opens)).then_some(Reason::Ellipsis),
            Mark::Stopped(reason) => (opens.is_start() && at > first).then_some(reason),
            Mark::Abbreviation => self.after_short_form(self.short_form_of_letters(at), place, opens),
            Mark::Period => self.after_period(place, opens),
            Mark::Address => {
                (opens.is_upper() || self.kind(next) == Some(TokenKind::Url)).then_some(Reason::Address)
            }
            Mark::Smiley => opens.is_upper().then_some(Reason::Smiley),
            Mark::Wide(_) => None,
        }
    }

    /// After three dots.
    fn after_ellipsis(&self, place: Place, opens: Opening) -> bool {
        if !opens.is_upper() {
            return false;
        }
        if self.kind(place.at - 1) == Some(TokenKind::Open) {
            // "[...]"
            return place.closer == Closer::Bracket && self.class(place.next).is(Class::STARTER);
        }
        // Dots between two spaces stand for a pause, or for words left out.
        !self.is_spaced(place.at) || place.closer == Closer::Quote
    }

    /// After `?` or `!`.
    fn after_strong(&self, place: Place, opens: Opening) -> bool {
        let Place { first, at, next, closer, .. } = place;
        if opens == Opening::Nothing || at == first || self.is_year_in_brackets(place) {
            return false;
        }
        let before = at - 1;
        // "(!)"
        if self.kind(before) == Some(TokenKind::Open) {
            return false;
        }
        if self.class(before).is(Class::EXCLAIMING) && self.tokens[before].is_capitalised() {
            return opens.is_upper() && self.class(next).is(Class::STARTER);
        }
        if opens == Opening::Lower || opens == Opening::LowerInBrackets {
            // "(primitive at best!) and stopped", "Oh! how I wish"
            return closer == Closer::None
                && !self.class(before).is(Class::INTERJECTION)
                && !self.is_said_by(next);
        }
        !(closer == Closer::Quote && self.is_said_by(next))
    }

    /// After a full stop with white space behind it.
    fn after_period(&self, place: Place, opens: Opening) -> Option<Reason> {
        let Place { first, at, closer, .. } = place;
        if at == first || self.is_year_in_brackets(place) {
            return None;
        }
        let short = if self.tokens[at].after_space() { None } else { self.short_form(first, at) };
        if let Some(short) = short {
            return self.after_short_form(short, place, opens);
        }
        let ends = match opens {
            Opening::Lower | Opening::LowerInBrackets => {
                closer == Closer::None && self.ends_before_lower(place, opens)
            }
            _ => opens.is_start(),
        };
        ends.then_some(Reason::Stop)
    }

    /// Whether a full stop after a word that is no known short form ends a sentence though a small letter follows.
    fn ends_before_lower(&self, place: Place, opens: Opening) -> bool {
        let word = &self.tokens[place.at - 1];
        // Short forms that no list has are short, mostly, and capitalised.
        let whole = word.case() == Case::Lower && word.span().len() > 1 || word.span().len() > 4;
        word.kind() == TokenKind::Word
            && (whole || opens == Opening::LowerInBrackets || self.class(place.next).is(Class::STARTER))
    }

    /// "(1965)", which belongs to a title that ends with a stop.
    fn is_year_in_brackets(&self, place: Place) -> bool {
        let Place { after, next, .. } = place;
        next == after + 1
            && self.kind(after) == Some(TokenKind::Open)
            && self.kind(next) == Some(TokenKind::Number)
            && self.tokens[next].span().len() == 4
            && self.kind(next + 1) == Some(TokenKind::Close)
    }

    /// After a stop with no white space behind it.
    fn reason_glued(&self, mark: Mark, place: Place) -> Option<Reason> {
        let Place { first, at, after, next, .. } = place;
        let token = &self.tokens[next];
        let inside = next > after && token.after_space();
        if at == first || inside || token.kind() != TokenKind::Word || self.goes_on(next) {
            return None;
        }
        let before = &self.tokens[at - 1];
        let spaced = self.is_spaced(next + 1);
        if token.case() == Case::Lower {
            let ends = matches!(mark, Mark::Strong(_))
                && next == after
                && spaced
                && is_plain(before)
                && !self.is_said_by(next);
            return ends.then_some(Reason::Glued);
        }
        let is_i = spaced && self.text.word(next) == "I";
        if self.tokens[at].after_space() || !is_i && (token.case() != Case::Initial || token.span().len() < 2)
        {
            return None;
        }
        let starter = self.class(next).is(Class::STARTER);
        match mark {
            Mark::Period if before.kind() == TokenKind::Word => {
                let short = before.span().len() < 2 || self.words.class(before.hash).is(Class::SHORT);
                (!short && (before.case() == Case::Lower || starter)).then_some(Reason::Glued)
            }
            Mark::Period => (starter && !is_i).then_some(Reason::Glued),
            Mark::Strong(_) => Some(Reason::Glued),
            Mark::Ellipsis => starter.then_some(Reason::Ellipsis),
            _ => None,
        }
    }

    /// Whether a stop or sign joins token `at` to what follows, as in the name of a file or a host.
    fn goes_on(&self, at: usize) -> bool {
        !self.is_spaced(at + 1)
            && !self.is_spaced(at + 2)
            && matches!(self.tokens[at + 1].kind(), TokenKind::Period | TokenKind::Symbol)
    }
}

/// Whether this is a word that a stop is not likely to shorten: small letters, three or more.
fn is_plain(word: &Token) -> bool {
    word.kind() == TokenKind::Word && word.case() == Case::Lower && word.span().len() >= 3
}
