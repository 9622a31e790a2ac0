//! How a short form grows out of the words before it (Schwartz & Hearst 2003), with initials first.

use std::ops::Range;

use super::words::is_common;
use crate::text::fold;
use crate::text::{Text, Token, TokenKind};

/// Lengths of a short form in letters and digits.
const SHORT: Range<usize> = 2..11;
/// Words that initials skip: "Centers *for* Disease Control *and* Prevention".
const MAX_SKIPPED: usize = 2;
/// No short form has a longer long one, in words.
const MAX_WORDS: usize = 20;
/// How many tokens a long form may have for each of its words: hyphens, commas, clitics.
const TOKENS_A_WORD: usize = 3;

/// Whether these tokens look like a short form: two to ten letters and digits in at most two words, with a letter,
/// and not a word that is written small.
pub(super) fn is_short_form(text: &Text<'_>, tokens: Range<usize>) -> bool {
    let Some(first) = text.tokens().get(tokens.start) else { return false };
    if tokens.is_empty() || !first.kind().is_wordlike() {
        return false;
    }
    let mut words = 0;
    for i in tokens.clone() {
        let token = &text.tokens()[i];
        match token.kind() {
            TokenKind::Word | TokenKind::Number | TokenKind::Abbreviation => {
                words += usize::from(i == tokens.start || token.after_space());
            }
            TokenKind::Hyphen | TokenKind::Period => {}
            TokenKind::Symbol if matches!(text.word(i), "&" | "/" | "+") => {}
            _ => return false,
        }
    }
    let written = text.slice(text.span_of(tokens.clone()));
    let (mut letters, mut count, mut has_upper_or_digit) = (0, 0, false);
    for c in written.chars().filter(|c| c.is_alphanumeric()) {
        count += 1;
        letters += usize::from(c.is_alphabetic());
        has_upper_or_digit |= c.is_uppercase() || c.is_numeric();
    }
    words <= 2
        && letters > 0
        && SHORT.contains(&count)
        && (has_upper_or_digit || !is_common(first.hash))
        // "(D-Calif.)", "(R)": parties, not names.
        && !(first.span().len() == 1 && tokens.len() > 1 && text.tokens()[tokens.start + 1].kind() == TokenKind::Hyphen)
}

/// Where the long form of a short form starts that ends at token `end`, not before token `floor`; and whether each
/// letter of the short form begins a word of it.
pub(super) fn long_form(
    text: &Text<'_>,
    short: Range<usize>,
    floor: usize,
    end: usize,
) -> Option<(usize, bool)> {
    let mut letters: Vec<char> = Vec::new();
    let written = text.slice(text.span_of(short.clone()));
    for c in written.chars().filter(|c| c.is_alphanumeric()) {
        push_folded(c, &mut letters);
    }
    let window = Window::new(text, floor, end, (letters.len() + 5).min(2 * letters.len()).min(MAX_WORDS))?;
    let (start, by_initials) = attempt(&window, &letters).or_else(|| {
        // "non-governmental organisations (NGOs)"
        let rest = written.ends_with('s').then(|| &letters[..letters.len() - 1])?;
        (rest.len() >= SHORT.start && written.chars().any(char::is_uppercase))
            .then(|| attempt(&window, rest))?
    })?;
    let long = &text.tokens()[start..end];
    let length: u32 = long.iter().map(|t| t.span().len()).sum();
    let holds_itself = long.iter().any(|t| t.hash == text.tokens()[short.start].hash && short.len() == 1);
    (length as usize > written.len() && !holds_itself).then_some((start, by_initials))
}

fn attempt(window: &Window<'_>, letters: &[char]) -> Option<(usize, bool)> {
    let by_initials = window.by_initials(letters).map(|start| (start, true));
    by_initials.or_else(|| window.by_letters(letters).map(|start| (start, false)))
}

fn push_folded(c: char, out: &mut Vec<char>) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
    } else {
        let mut folded = String::new();
        fold::fold_into(c.encode_utf8(&mut [0; 4]), &mut folded);
        out.extend(folded.chars());
    }
}

/// The words in which a long form is looked for, nearest last.
struct Window<'a> {
    tokens: &'a [Token],
    /// Number of each word's token, and its folded letters.
    words: Vec<(usize, Vec<char>)>,
}

impl<'a> Window<'a> {
    fn new(text: &'a Text<'_>, floor: usize, end: usize, max_words: usize) -> Option<Self> {
        let tokens = text.tokens();
        let mut words = Vec::with_capacity(max_words);
        for i in (floor..end).rev().take(TOKENS_A_WORD * max_words) {
            match tokens[i].kind() {
                kind if kind.is_wordlike() => {
                    let mut letters = Vec::new();
                    text.word(i)
                        .chars()
                        .filter(|c| c.is_alphanumeric())
                        .for_each(|c| push_folded(c, &mut letters));
                    words.push((i, letters));
                    if words.len() == max_words {
                        break;
                    }
                }
                TokenKind::Semicolon | TokenKind::Open | TokenKind::Close | TokenKind::Question => break,
                _ => {}
            }
        }
        words.reverse();
        (!words.is_empty()).then_some(Self { tokens, words })
    }

    /// Each letter the first of a word, from the right; words between may be skipped if they are small and few.
    fn by_initials(&self, letters: &[char]) -> Option<usize> {
        let mut left = letters.len();
        let mut skipped = 0;
        for (i, (token, word)) in self.words.iter().enumerate().rev() {
            let letter = letters[left - 1];
            let is_small = !self.tokens[*token].is_capitalised() && is_common(self.tokens[*token].hash)
                || word.as_slice() == ['s'];
            if word.first() == Some(&letter) && !(is_small && self.is_initial_before(i, letter)) {
                left -= 1;
                skipped = 0;
                if left == 0 {
                    return Some(self.compound_start(*token, Some(letter)));
                }
            } else {
                skipped += 1;
                if !is_small || skipped > MAX_SKIPPED || left == letters.len() && word.as_slice() != ['s'] {
                    return None;
                }
            }
        }
        None
    }

    /// "Organization of American States (OAS)": the O is that of the word with a capital before word `i`.
    fn is_initial_before(&self, i: usize, letter: char) -> bool {
        i.checked_sub(1).map(|before| &self.words[before]).is_some_and(|(token, word)| {
            word.first() == Some(&letter) && self.tokens[*token].is_capitalised()
        })
    }

    /// Schwartz and Hearst's own way: each letter somewhere, from the right, the first one at the start of a word.
    fn by_letters(&self, letters: &[char]) -> Option<usize> {
        let mut wanted = letters.len() - 1;
        for (token, word) in self.words.iter().rev() {
            for at in (0..word.len()).rev() {
                if word[at] != letters[wanted] {
                    continue;
                }
                if wanted == 0 {
                    if at == 0 {
                        return Some(self.compound_start(*token, None));
                    }
                } else {
                    wanted -= 1;
                }
            }
        }
        None
    }

    /// Where the compound starts that a word stands in: "neo-natal". With a `letter` only compounds that start with it
    /// count: "pro-Kurdish party (KP)" has no P before its K.
    fn compound_start(&self, token: usize, letter: Option<char>) -> usize {
        let at = self.words.partition_point(|(t, _)| *t < token);
        let mut start = token;
        for (before, word) in self.words[..at].iter().rev() {
            let joins = before + 2 == start && self.tokens[start - 1].kind() == TokenKind::Hyphen;
            if !joins || letter.is_some_and(|letter| word.first() != Some(&letter)) {
                break;
            }
            start = *before;
        }
        start
    }
}
