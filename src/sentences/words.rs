use std::sync::LazyLock;

use hashbrown::HashMap;

use crate::error::{Error, Place};
use crate::text::{Text, Token, TokenKind, TokenTrie, lexicon};

/// What the lists say of a word, as a set of bits.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Class(u32);

impl Class {
    pub(super) const TITLE: Self = Self(1);
    pub(super) const NUMBER: Self = Self(1 << 1);
    pub(super) const DATE: Self = Self(1 << 2);
    pub(super) const INNER: Self = Self(1 << 3);
    pub(super) const FINAL: Self = Self(1 << 4);
    pub(super) const CAPITAL: Self = Self(1 << 5);
    pub(super) const LOOSE: Self = Self(1 << 6);
    pub(super) const TIME: Self = Self(1 << 7);
    pub(super) const FIRM: Self = Self(1 << 8);
    pub(super) const STARTER: Self = Self(1 << 9);
    pub(super) const SPEECH: Self = Self(1 << 10);
    pub(super) const LETTERED: Self = Self(1 << 11);
    pub(super) const EXCLAIMING: Self = Self(1 << 12);
    pub(super) const PRONOUN: Self = Self(1 << 13);
    pub(super) const INTERJECTION: Self = Self(1 << 14);
    pub(super) const LABEL: Self = Self(1 << 15);
    pub(super) const CREDIT: Self = Self(1 << 16);
    pub(super) const WEEKDAY: Self = Self(1 << 17);
    pub(super) const DETERMINER: Self = Self(1 << 18);
    pub(super) const DATE_OR_CAPITAL: Self = Self(Self::DATE.0 | Self::CAPITAL.0);
    /// Every short form.
    pub(super) const SHORT: Self = Self(0x1FF);

    /// Whether it shares a class with `other`.
    #[inline]
    pub(super) const fn is(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "title" => Self::TITLE,
            "number" => Self::NUMBER,
            "date" => Self::DATE,
            "inner" => Self::INNER,
            "final" => Self::FINAL,
            "capital" => Self::CAPITAL,
            "loose" => Self::LOOSE,
            "time" => Self::TIME,
            "firm" => Self::FIRM,
            "speech" => Self::SPEECH,
            "lettered" => Self::LETTERED,
            "interjection" => Self::INTERJECTION,
            "label" => Self::LABEL,
            "credit" => Self::CREDIT,
            "weekday" => Self::WEEKDAY,
            "determiner" => Self::DETERMINER,
            "exclaiming" => Self::EXCLAIMING,
            "pronoun" => Self::PRONOUN,
            _ => return None,
        })
    }
}

/// How many tokens an abbreviation of the user's may have.
const MAX_PHRASE: usize = 8;

/// The classes of words, by the hash of the word, and the user's abbreviations.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    classes: HashMap<u64, Class>,
    /// Their tokens without the last stop, last first.
    added: TokenTrie,
}

static BUILT_IN: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words::default();
    words
        .read("abbreviations.txt", include_str!("abbreviations.txt"), None)
        .and_then(|()| words.read("starters.txt", include_str!("starters.txt"), Some(Class::STARTER)))
        .and_then(|()| words.read("words.txt", include_str!("words.txt"), None))
        .expect("the built-in lists are well formed");
    words
});

impl Words {
    pub(super) fn built_in() -> Self {
        BUILT_IN.clone()
    }

    #[inline]
    pub(super) fn class(&self, hash: u64) -> Class {
        self.classes.get(&hash).copied().unwrap_or_default()
    }

    /// Whether the tokens that end before `end` are an abbreviation that the user added.
    pub(super) fn ends_added(&self, text: &Text<'_>, end: usize) -> bool {
        if self.added.is_empty() {
            return false;
        }
        let tokens = text.tokens();
        let len = end.min(MAX_PHRASE);
        if len == 0 {
            return false;
        }
        let reversed: [Token; MAX_PHRASE] = std::array::from_fn(|i| tokens[end.saturating_sub(1 + i)]);
        self.added.longest(&reversed, 0..len).is_some()
    }

    /// Adds an abbreviation, written with its stop or without; its inner stops end no sentence either.
    pub(super) fn add(&mut self, abbreviation: &str) -> Result<(), Error> {
        let written = abbreviation.trim();
        let bare = written.strip_suffix('.').unwrap_or(written);
        for form in [written, bare] {
            let text = Text::new(form)?;
            let tokens = text.tokens();
            if tokens.is_empty() {
                return Err(Error::value(format!("the abbreviation {abbreviation:?} holds no word")));
            }
            if tokens.len() > MAX_PHRASE {
                return Err(Error::value(format!(
                    "the abbreviation {abbreviation:?} has {} tokens; the limit is {MAX_PHRASE}",
                    tokens.len(),
                )));
            }
            let stops = (1..tokens.len()).filter(|&at| tokens[at].kind() == TokenKind::Period);
            for end in stops.chain([tokens.len()]) {
                if let [only] = &tokens[..end] {
                    self.join(only.hash, Class::FINAL);
                }
                let hashes: Vec<u64> = tokens[..end].iter().rev().map(|t| t.hash).collect();
                self.added.insert(&hashes, 0);
            }
        }
        Ok(())
    }

    fn join(&mut self, hash: u64, class: Class) {
        let known = self.classes.entry(hash).or_default();
        *known = known.and(class);
    }

    /// Reads a list; the class stands in the first field, or is `class` for all.
    fn read(&mut self, file: &str, content: &str, class: Option<Class>) -> Result<(), Error> {
        for row in lexicon::rows(content) {
            let named = match class {
                Some(class) => class,
                None => row.field(0).and_then(Class::named).ok_or_else(|| {
                    Error::lexicon(&row.place(file, 0), "expected the name of a class of words")
                })?,
            };
            match Text::new(row.phrase)?.tokens() {
                [only] => self.join(only.hash, named),
                tokens => {
                    let place = Place { file, line: row.line, column: 1 };
                    return Err(Error::lexicon(
                        &place,
                        format_args!("expected one word, not {} tokens", tokens.len()),
                    ));
                }
            }
        }
        Ok(())
    }
}
