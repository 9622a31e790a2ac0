//! Short forms before a stop: abbreviations, initials, the markers of lists.

use super::Reason;
use super::decide::{Place, Reader};
use super::openings::Opening;
use super::words::Class;
use crate::text::{Case, TokenKind};

/// What a full stop shortens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ShortForm {
    /// A form after which no sentence ends: a title, `b.` in brackets, the marker of a list item.
    Bound,
    /// A form that may name what is counted or lettered: "No. 14".
    Count {
        /// Whether it has a capital.
        capital: bool,
    },
    /// A capital letter that stands alone.
    Initial,
    /// Any other form of these classes.
    Of(Class),
}

impl Reader<'_> {
    /// The short form that the full stop at token `at` belongs to, if any, in the sentence from token `first` on.
    pub(super) fn short_form(&self, first: usize, at: usize) -> Option<ShortForm> {
        let before = at - 1;
        let word = &self.tokens[before];
        let opener = if before > first { self.kind(before - 1) } else { None };
        if word.kind() == TokenKind::Number {
            // "check the following: 2. The heater"
            let marks = word.span().len() <= 2 && (before == first || opener == Some(TokenKind::Colon));
            return marks.then_some(ShortForm::Bound);
        }
        if word.kind() != TokenKind::Word {
            return None;
        }
        let capital = word.is_capitalised();
        if word.span().len() == 1 {
            // "(d. 1990)", "(m. 1949; div. 1964)"
            if matches!(opener, Some(TokenKind::Open | TokenKind::Semicolon)) {
                return Some(ShortForm::Bound);
            }
            if capital {
                return Some(ShortForm::Initial);
            }
            // "Ana Lindt, b. 1949", "the dam, c. 1890"
            let counts = self.kind(at + 1) == Some(TokenKind::Number);
            if counts && before > first && !self.class(before - 1).is(Class::LETTERED) {
                return Some(ShortForm::Bound);
            }
        }
        let class = self.words.class(word.hash);
        let title = class.is(Class::TITLE) && capital;
        if !title && self.words.ends_added(self.text, at) {
            Some(ShortForm::Of(class))
        } else if class.is(Class::NUMBER) {
            Some(ShortForm::Count { capital })
        } else if class.is(Class::DATE_OR_CAPITAL) && !capital {
            None
        } else if title {
            Some(ShortForm::Bound)
        } else if class.is(Class::SHORT) {
            Some(ShortForm::Of(class))
        } else {
            None
        }
    }

    /// What the letters with stops at token `at` are short for: "U.S.", "a.m.", "e.g.".
    pub(super) fn short_form_of_letters(&self, at: usize) -> ShortForm {
        let class = self.class(at);
        ShortForm::Of(if class.is(Class::TIME) || class.is(Class::INNER) { class } else { Class::FINAL })
    }

    /// Whether the stop of a short form ends a sentence too.
    pub(super) fn after_short_form(&self, short: ShortForm, place: Place, opens: Opening) -> Option<Reason> {
        match short {
            ShortForm::Bound => None,
            ShortForm::Count { capital } => {
                let ends = opens.is_start() && !self.is_count(place.next, opens, capital);
                ends.then_some(Reason::Stop)
            }
            ShortForm::Initial => self.after_initial(place, opens).then_some(Reason::Stop),
            ShortForm::Of(class) => self.after_class(class, place, opens).then_some(Reason::Abbreviation),
        }
    }

    /// Whether token `next` counts or letters what a short form before it names: "No. 14", "Fig. B", "Art. III".
    fn is_count(&self, next: usize, opens: Opening, capital: bool) -> bool {
        let word = self.text.word(next);
        let is_roman = || word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C'));
        match opens {
            Opening::Number => true,
            // "He said no. I left."
            Opening::Upper if word == "I" => {
                capital && !self.kind(next + 1).is_some_and(TokenKind::is_wordlike)
            }
            Opening::Upper => word.len() == 1 || is_roman(),
            _ => false,
        }
    }

    /// Whether token `at` opens sentences, and is not itself short for something: "U.S. No. 2".
    fn is_starter(&self, at: usize) -> bool {
        let class = self.class(at);
        let counts = || {
            class.is(Class::NUMBER)
                && self.kind(at + 1) == Some(TokenKind::Period)
                && !self.is_spaced(at + 1)
                && self.kind(at + 2) == Some(TokenKind::Number)
        };
        // "5th Ave. A, B and C"
        let letters = || {
            self.text.word(at) == "A"
                && matches!(self.kind(at + 1), Some(TokenKind::Period | TokenKind::Comma))
        };
        class.is(Class::STARTER) && !counts() && !letters()
    }

    /// After a capital letter that stands alone: "J. Halvard" or "vitamin C. Doctors".
    fn after_initial(&self, place: Place, opens: Opening) -> bool {
        let letter = place.at - 1;
        if !opens.is_upper() || letter == place.first {
            return false;
        }
        let lettered = self.class(letter - 1).is(Class::LETTERED);
        let is_letter = self.tokens[place.next].span().len() == 1;
        let is_i = self.text.word(letter) == "I" && self.tokens[letter - 1].case() == Case::Lower;
        !is_letter && (lettered || self.is_starter(place.next)) || is_i
    }

    /// After a short form of a class.
    fn after_class(&self, class: Class, place: Place, opens: Opening) -> bool {
        if class.is(Class::INNER) || !opens.is_upper() {
            return false;
        }
        let next = self.class(place.next);
        // "At 5 a.m. Mr. Smith went": too short for a sentence.
        let whole = place.at > place.first + 2;
        class.is(Class::LOOSE)
            || self.is_starter(place.next)
            || class.is(Class::FIRM) && next.is(Class::TITLE)
            || class.is(Class::TIME) && whole && (next.is(Class::TITLE) || self.is_said_by(place.next))
    }
}
