//! Whether a stop ends a sentence.

use super::lines::Lines;
use super::stops::{Closer, Mark};
use super::words::{Class, Words};
use super::{Newlines, Reason};
use crate::text::{Case, Text, Token, TokenKind};

/// What was found at a stop.
pub(super) struct Stop {
    /// The first token behind the stop and all that belongs to it: closing quotes, brackets, citation marks.
    pub(super) after: usize,
    /// Why the sentence ends there, if it does.
    pub(super) reason: Option<Reason>,
}

/// A text as it is split.
pub(super) struct Reader<'a> {
    pub(super) text: &'a Text<'a>,
    pub(super) tokens: &'a [Token],
    pub(super) lines: Lines,
    words: &'a Words,
}

/// Where a stop stands.
#[derive(Clone, Copy)]
struct Place {
    /// First token of the sentence.
    first: usize,
    /// The stop.
    at: usize,
    /// The first token after it and what belongs to it.
    after: usize,
    /// The first token from there on that is no opening quotation mark or bracket.
    next: usize,
    /// What closes behind the stop.
    closer: Closer,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a Text<'a>, words: &'a Words, newlines: Newlines) -> Self {
        Self { text, tokens: text.tokens(), lines: Lines::of(text, newlines), words }
    }

    /// Judges the stop at token `at` of the sentence that starts at token `first`.
    pub(super) fn judge(&self, first: usize, at: usize) -> Stop {
        let Some((mark, after)) = self.mark(at) else {
            return Stop { after: at + 1, reason: None };
        };
        let (closer, after) = if mark == Mark::Address { (Closer::None, after) } else { self.closers(after) };
        let after = if mark == Mark::Address { after } else { self.citations(after) };
        let after = self.footnote(mark, after);
        // A line break that ends the sentence does so by itself.
        if self.is_cut(after) {
            return Stop { after, reason: None };
        }
        let next = self.opener_end(after);
        let place = Place { first, at, after, next, closer };
        Stop { after, reason: if next < self.tokens.len() { self.reason(mark, place) } else { None } }
    }

    pub(super) fn kind(&self, index: usize) -> Option<TokenKind> {
        self.tokens.get(index).map(Token::kind)
    }

    /// Whether white space, or the end of the text, stands before token `index`.
    pub(super) fn is_spaced(&self, index: usize) -> bool {
        self.tokens.get(index).is_none_or(Token::after_space)
    }

    /// Whether a line break that ends a sentence, or the end of the text, stands before token `index`.
    pub(super) fn is_cut(&self, index: usize) -> bool {
        index >= self.tokens.len() || self.lines.reason_before(self.text, index).is_some()
    }

    fn class(&self, index: usize) -> Class {
        self.tokens.get(index).map_or(Class::default(), |t| self.words.class(t.hash))
    }

    /// Takes in a bare figure that cites, told by the word that opens a sentence behind it: "… rights. 4 Even though".
    fn footnote(&self, mark: Mark, at: usize) -> usize {
        let is_figure = self.kind(at) == Some(TokenKind::Number)
            && self.tokens[at].span().len() <= 3
            && self.text.word(at).bytes().all(|b| b.is_ascii_digit());
        let cites = mark == Mark::Period
            && is_figure
            && !self.is_cut(at + 1)
            && self.is_spaced(at + 1)
            && self.tokens[at + 1].is_capitalised()
            && self.class(at + 1).is(Class::STARTER);
        at + usize::from(cites)
    }

    fn opener_end(&self, at: usize) -> usize {
        let is_opener = |t: &&Token| {
            matches!(t.kind(), TokenKind::DoubleQuote | TokenKind::SingleQuote | TokenKind::Open)
        };
        at + self.tokens[at..].iter().take(3).take_while(is_opener).count()
    }

    /// What stands at token `next`, behind the openers from token `after` on.
    fn opening(&self, after: usize, next: usize) -> Opening {
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
            TokenKind::Url | TokenKind::Email | TokenKind::Currency | TokenKind::Symbol => Opening::Other,
            TokenKind::Ellipsis => Opening::Other,
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
            Mark::Abbreviation => {
                self.after_short(self.class_of_abbreviation(at), place, opens).then_some(Reason::Abbreviation)
            }
            Mark::Period => self.after_period(place, opens),
            Mark::Address => {
                (opens.is_upper() || self.kind(next) == Some(TokenKind::Url)).then_some(Reason::Address)
            }
            Mark::Smiley => opens.is_upper().then_some(Reason::Smiley),
            Mark::Wide(_) => None,
        }
    }

    fn class_of_abbreviation(&self, at: usize) -> Class {
        let class = self.class(at);
        if class.is(Class::TIME) || class.is(Class::INNER) { class } else { Class::FINAL }
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

    /// Whether `next` opens "Ms. Tran asked" or "he thought": a name or pronoun, then a verb of speech.
    fn is_said_by(&self, next: usize) -> bool {
        let end = self.tokens.len().min(next + 8);
        for at in next..end {
            let token = &self.tokens[at];
            let class = self.words.class(token.hash);
            let goes_on = match token.kind() {
                TokenKind::Word if class.is(Class::SPEECH) => return true,
                TokenKind::Word if at == next => {
                    if token.case() == Case::Lower || self.text.word(at) == "I" {
                        class.is(Class::PRONOUN)
                    } else {
                        !class.is(Class::STARTER)
                    }
                }
                TokenKind::Word => token.is_capitalised(),
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

    /// After a full stop with white space behind it.
    fn after_period(&self, place: Place, opens: Opening) -> Option<Reason> {
        let Place { first, at, next, closer, .. } = place;
        if at == first || self.is_year_in_brackets(place) {
            return None;
        }
        let before = at - 1;
        let word = &self.tokens[before];
        let lower = opens == Opening::Lower || opens == Opening::LowerInBrackets;
        let plain = if lower {
            closer != Closer::Quote && self.ends_before_lower(place, opens)
        } else {
            opens.is_start()
        }
        .then_some(Reason::Stop);
        if self.tokens[at].after_space() {
            return plain;
        }
        // "check the following: 2. The heater"
        if word.kind() == TokenKind::Number
            && word.span().len() <= 2
            && (before == first || self.kind(before - 1) == Some(TokenKind::Colon))
        {
            return None;
        }
        if word.kind() != TokenKind::Word {
            return plain;
        }
        // "(d. 1990)", "(m. 1949; div. 1964)"
        if word.span().len() == 1 && before > first && {
            matches!(self.kind(before - 1), Some(TokenKind::Open | TokenKind::Semicolon))
        } {
            return None;
        }
        if word.span().len() == 1 && word.is_capitalised() {
            return self.after_initial(place, before, opens).then_some(Reason::Stop);
        }
        let class = self.words.class(word.hash);
        let capital = word.is_capitalised();
        if class.is(Class::NUMBER) {
            let counted = opens == Opening::Number
                || opens.is_upper() && self.tokens[next].span().len() == 1 && self.text.word(next) != "I";
            return if counted { None } else { plain };
        }
        if class.is(Class::DATE_OR_PLACE) && !capital {
            return plain;
        }
        if class.is(Class::TITLE) && capital {
            return None;
        }
        if class.is(Class::SHORT) || self.words.ends_phrase(self.text, at) {
            return self.after_short(class, place, opens).then_some(Reason::Abbreviation);
        }
        plain
    }

    /// Whether a full stop ends a sentence though a small letter follows.
    fn ends_before_lower(&self, place: Place, opens: Opening) -> bool {
        let word = &self.tokens[place.at - 1];
        if self.words.class(word.hash).is(Class::SHORT) || word.span().len() == 1 {
            return false;
        }
        let long = word.case() == Case::Lower || word.span().len() > 4;
        word.kind() == TokenKind::Word
            && place.closer == Closer::None
            && (opens == Opening::LowerInBrackets || long || self.class(place.next).is(Class::STARTER))
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

    /// After a short form whose stop may or may not end the sentence too.
    fn after_short(&self, class: Class, place: Place, opens: Opening) -> bool {
        if class.is(Class::INNER) || !opens.is_upper() {
            return false;
        }
        let next_class = self.class(place.next);
        // "At 5 a.m. Mr. Smith went": too short for a sentence.
        let whole = place.at > place.first + 2;
        class.is(Class::LOOSE)
            || next_class.is(Class::STARTER)
            || class.is(Class::FIRM) && next_class.is(Class::TITLE)
            || class.is(Class::TIME) && whole && (next_class.is(Class::TITLE) || self.is_said_by(place.next))
    }

    /// After a capital letter that stands alone: "J. Halvard" or "vitamin C. Doctors".
    fn after_initial(&self, place: Place, letter: usize, opens: Opening) -> bool {
        let next = place.next;
        if !opens.is_upper() || letter == place.first {
            return false;
        }
        let lettered = self.class(letter - 1).is(Class::LETTERED);
        let is_letter = self.tokens[next].span().len() == 1;
        let is_i = self.text.word(letter) == "I" && self.tokens[letter - 1].case() == Case::Lower;
        !is_letter && (lettered || self.class(next).is(Class::STARTER)) || is_i
    }

    /// After a stop with no white space behind it.
    fn reason_glued(&self, mark: Mark, place: Place) -> Option<Reason> {
        let Place { first, at, after, next, .. } = place;
        let token = &self.tokens[next];
        if matches!(mark, Mark::Strong(_)) && at > first && next == after && token.case() == Case::Lower {
            let between_words = token.kind() == TokenKind::Word
                && self.is_spaced(next + 1)
                && is_plain(&self.tokens[at - 1])
                && !self.is_said_by(next);
            return between_words.then_some(Reason::Glued);
        }
        if matches!(mark, Mark::Strong(_)) && at > first && next == after && token.case() == Case::Lower {
            let between_words = token.kind() == TokenKind::Word
                && self.is_spaced(next + 1)
                && is_plain(&self.tokens[at - 1])
                && !self.is_said_by(next);
            return between_words.then_some(Reason::Glued);
        }
        let is_i = self.text.word(next) == "I" && self.is_spaced(next + 1);
        let long = token.case() == Case::Initial && token.span().len() > 1;
        if token.kind() != TokenKind::Word || !(long || is_i) {
            return None;
        }
        if at == first || next > after && token.after_space() {
            return None;
        }
        let word = &self.tokens[at - 1];
        // A name of a file or a host goes on.
        let goes_on = !self.is_spaced(next + 1)
            && self.kind(next + 1).is_some_and(|k| matches!(k, TokenKind::Period | TokenKind::Symbol))
            && !self.is_spaced(next + 2);
        if goes_on || self.tokens[at].after_space() {
            return None;
        }
        let starter = self.words.class(token.hash).is(Class::STARTER);
        match mark {
            Mark::Period => {
                let plain = word.kind() == TokenKind::Word
                    && word.span().len() > 1
                    && !self.words.class(word.hash).is(Class::SHORT)
                    && (word.case() == Case::Lower || starter);
                (plain || word.kind() != TokenKind::Word && starter && !is_i).then_some(Reason::Glued)
            }
            Mark::Strong(_) => Some(Reason::Glued),
            Mark::Ellipsis => starter.then_some(Reason::Ellipsis),
            _ => None,
        }
    }
}

/// Whether this is a word that a stop is not likely to shorten: small letters, three or more.
fn is_plain(word: &Token) -> bool {
    word.kind() == TokenKind::Word && word.case() == Case::Lower && word.span().len() >= 3
}

/// What a sentence would open with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opening {
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
    const fn is_upper(self) -> bool {
        matches!(self, Self::Upper)
    }

    const fn is_start(self) -> bool {
        matches!(self, Self::Upper | Self::Number | Self::Other)
    }
}
