//! The ways in which a name may be written in a text, as sequences of tokens.

use hashbrown::HashMap;
use std::sync::LazyLock;

use crate::error::Error;
use crate::text::fold;
use crate::text::{Text, Token, TokenKind, lexicon};

/// No name has more; the rest of its ways to be written is left out.
const MAX_FORMS: usize = 12;
/// The longest acronym that is also written with dots.
const MAX_DOTTED: usize = 4;

/// Words that are written in two ways: "Defence", "Defense".
static SPELLINGS: LazyLock<HashMap<u64, &'static str>> = LazyLock::new(|| {
    let mut map = HashMap::new();
    for row in lexicon::rows(include_str!("spellings.txt")) {
        if let Some(other) = row.field(0) {
            map.insert(fold::hash(row.phrase), other);
            map.insert(fold::hash(other), row.phrase);
        }
    }
    map
});

/// What makes the forms of names; keeps its buffers.
#[derive(Default)]
pub(super) struct Forms {
    pending: Vec<String>,
    words: Vec<Token>,
}

impl Forms {
    /// Calls `found` with the words of each form of `name`, and whether the first is its determiner.
    /// Hyphens, stops and apostrophes that end a word are no words: [`super::index::is_silent`].
    pub(super) fn each(&mut self, name: &str, mut found: impl FnMut(&[Token], bool)) -> Result<(), Error> {
        self.pending.truncate(1);
        match self.pending.first_mut() {
            Some(first) => name.clone_into(first),
            None => self.pending.push(name.to_owned()),
        }
        let mut done = 0;
        while done < self.pending.len() && done < MAX_FORMS {
            let written = std::mem::take(&mut self.pending[done]);
            let text = Text::new(&written)?;
            self.words.clear();
            self.words.extend(text.tokens().iter().filter(|t| !is_dropped(t.kind())));
            // "Calif.", "Miss.": without its full stop this is another word.
            if let [word, stop] = text.tokens()
                && word.kind() == TokenKind::Word
                && stop.kind() == TokenKind::Period
            {
                self.words.push(*stop);
            }
            let has_the =
                self.words.len() > 1 && self.words[0].hash == *THE && self.words[1].kind().is_wordlike();
            found(&self.words, has_the);
            self.variants(&text);
            self.pending[done] = written;
            done += 1;
        }
        Ok(())
    }

    /// Adds the other ways to write what `text` says; each of them is asked for its own variants in turn.
    fn variants(&mut self, text: &Text<'_>) {
        let tokens = text.tokens();
        let replace = |i: usize, by: &str| {
            let span = tokens[i].span().range();
            format!("{}{by}{}", &text.source()[..span.start], &text.source()[span.end..])
        };
        for (i, token) in tokens.iter().enumerate() {
            let word = text.word(i);
            match token.kind() {
                TokenKind::Symbol if word == "&" => self.push(text, replace(i, "and")),
                TokenKind::Comma if i > 0 && i + 1 < tokens.len() => self.push(text, replace(i, "")),
                TokenKind::Word if token.hash == *AND && i > 0 && i + 1 < tokens.len() => {
                    self.push(text, replace(i, "&"));
                }
                TokenKind::Word if i > 0 && word.starts_with(is_apostrophe) => {
                    // "McDonald's", "McDonalds".
                    self.push(text, replace(i, word.trim_start_matches(is_apostrophe)));
                }
                TokenKind::Word if word.contains(is_apostrophe) => {
                    self.push(text, replace(i, &word.replace(is_apostrophe, "")));
                }
                TokenKind::Word => {
                    if let Some(other) = SPELLINGS.get(&token.hash) {
                        self.push(text, replace(i, &like(word, other)));
                    }
                    if tokens.len() == 1 && is_acronym(word) {
                        let dotted: String = word.chars().flat_map(|c| [c, '.']).collect();
                        self.push(text, dotted);
                    }
                }
                TokenKind::Abbreviation => {
                    // "U.S.", "U.S", "US": the last dot goes when a comma or the end of a sentence comes.
                    self.push(text, replace(i, &word.replace('.', "")));
                    self.push(text, replace(i, word.trim_end_matches('.')));
                    if tokens.len() > 1 && word.split_terminator('.').all(|part| part.chars().count() == 1) {
                        // "J.P. Morgan", "J. P. Morgan".
                        self.push(text, replace(i, word.replace('.', ". ").trim_end()));
                    }
                }
                TokenKind::Period
                    if i > 0 && tokens.get(i + 2).is_some_and(|t| t.kind() == TokenKind::Period) =>
                {
                    let is_letter = |i: usize| text.word(i).chars().count() == 1;
                    if is_letter(i - 1) && is_letter(i + 1) && tokens[i + 1].after_space() {
                        self.push(
                            text,
                            format!(
                                "{}{}",
                                &text.source()[..tokens[i].end() as usize],
                                &text.source()[tokens[i + 1].start() as usize..]
                            ),
                        );
                    }
                }
                _ => {}
            }
        }
    }

    /// Adds a way to write what `text` says, unless it is known.
    fn push(&mut self, text: &Text<'_>, form: String) {
        let known = form == text.source() || self.pending.contains(&form);
        if self.pending.len() < MAX_FORMS && !known {
            self.pending.push(form);
        }
    }
}

pub(super) static THE: LazyLock<u64> = LazyLock::new(|| fold::hash("the"));
static AND: LazyLock<u64> = LazyLock::new(|| fold::hash("and"));

/// Marks that are no words of a name.
pub(super) fn is_dropped(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Hyphen | TokenKind::Dash | TokenKind::SingleQuote | TokenKind::Period)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '＇' | '‘' | '`')
}

fn is_acronym(word: &str) -> bool {
    (2..=MAX_DOTTED).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase())
}

/// `other` with the capitals of `word`.
fn like(word: &str, other: &str) -> String {
    let is_upper = |c: char| c.is_uppercase();
    if word.len() > 1 && word.chars().all(is_upper) {
        other.to_uppercase()
    } else if word.starts_with(is_upper) {
        let mut chars = other.chars();
        chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
    } else {
        other.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(name: &str) -> Vec<usize> {
        let mut lengths = Vec::new();
        Forms::default().each(name, |words, _| lengths.push(words.len())).expect("short");
        lengths
    }

    #[test]
    fn names_have_the_forms_that_papers_use() {
        assert_eq!(forms("Ana Ruiz"), [2]);
        assert_eq!(forms("US"), [1, 1, 1]);
        assert_eq!(forms("Washington, D.C.").iter().filter(|&&n| n == 2).count(), 3);
        assert!(forms("McDonald's").contains(&1));
        assert_eq!(forms("The Hague"), [2]);
        assert!(forms(&"Centre and Defence ".repeat(50)).len() <= MAX_FORMS);
    }
}
