//! Parts of one line that no stop parts: the label of a figure, the credit of a picture, the date of a headline.

use super::words::{Class, Words};
use crate::text::{Text, Token, TokenKind};

/// How far back from the end of a line a credit is looked for, in tokens.
const LONGEST_CREDIT: usize = 16;

/// Where the label ends that the line from token `first` on opens with: "Figure 1.5 The old harbour".
pub(super) fn label_end(text: &Text<'_>, words: &Words, first: usize) -> Option<usize> {
    match &text.tokens()[first..] {
        [label, number, next, ..]
            if number.kind() == TokenKind::Number
                && next.kind() == TokenKind::Word
                && label.is_capitalised()
                && next.is_capitalised()
                && next.after_space()
                && !number.starts_line()
                && !next.starts_line()
                && words.class(label.hash).is(Class::LABEL) =>
        {
            Some(first + 2)
        }
        _ => None,
    }
}

/// Where the credit or date starts that ends the sentence of the tokens from `first` to `end`, at the end of a line:
/// "The harbour in June Photo: Ida Lunt", "Council sells library Monday, June 3, 2030".
pub(super) fn tail_start(text: &Text<'_>, words: &Words, first: usize, end: usize) -> Option<usize> {
    let start = date_start(text, words, end).or_else(|| credit_start(text, words, first, end))?;
    (start > first && text.tokens()[start].after_space()).then_some(start)
}

fn date_start(text: &Text<'_>, words: &Words, end: usize) -> Option<usize> {
    let start = end.checked_sub(6)?;
    match &text.tokens()[start..end] {
        [weekday, first, month, day, second, year]
            if year.kind() == TokenKind::Number
                && year.span().len() == 4
                && second.kind() == TokenKind::Comma
                && day.kind() == TokenKind::Number
                && month.is_capitalised()
                && first.kind() == TokenKind::Comma
                && words.class(weekday.hash).is(Class::WEEKDAY) =>
        {
            Some(start)
        }
        _ => None,
    }
}

fn credit_start(text: &Text<'_>, words: &Words, first: usize, end: usize) -> Option<usize> {
    let tokens = text.tokens();
    let from = end.saturating_sub(LONGEST_CREDIT).max(first + 1);
    let is_credit = |&colon: &usize| {
        let word = &tokens[colon - 1];
        tokens[colon].kind() == TokenKind::Colon
            && !tokens[colon].after_space()
            && word.is_capitalised()
            && tokens[..end].get(colon + 1).is_some_and(Token::is_capitalised)
            && words.class(word.hash).is(Class::CREDIT)
    };
    (from..end).rev().find(is_credit).map(|colon| colon - 1)
}
