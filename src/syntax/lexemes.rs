//! What the tagger and the parser see of a word: computed once a token.

use std::ops::Range;

use hashbrown::HashMap;

use crate::text::{Case, Text, Token, TokenKind};

/// The words known from training, by the upper half of their hash; a word's number is its place in the file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Vocabulary {
    ids: HashMap<u32, u16, foldhash::fast::FixedState>,
}

/// Words beyond the vocabulary are numbered from here by their ending, so that endings share what they teach.
const UNKNOWN: u16 = 1 << 14;
const UNKNOWN_CLASSES: u64 = 1 << 10;

impl Vocabulary {
    pub(crate) fn new(hashes: impl IntoIterator<Item = u32>) -> Self {
        Self { ids: hashes.into_iter().zip(1..UNKNOWN).collect() }
    }
}

/// A token as features.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Lexeme {
    /// Number of the word, or of the class of unknown words it falls in; 0 for no word.
    pub(crate) word: u16,
    /// Its first three letters and its last one to four, as bytes.
    pub(crate) prefix: u32,
    pub(crate) suffix: u32,
    /// What it is made of and how it is written.
    pub(crate) shape: u8,
    pub(crate) kind: Option<TokenKind>,
}

/// How a sentence is written as a whole: whether its capitals tell anything.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lettering {
    Plain,
    /// A Headline With Capitals.
    Title,
    /// ALL CAPITALS.
    Shout,
}

fn lettering(tokens: &[Token]) -> Lettering {
    let (mut long, mut initial, mut words, mut upper) = (0_usize, 0, 0_usize, 0);
    for (at, token) in tokens.iter().enumerate() {
        if token.kind() != TokenKind::Word {
            continue;
        }
        words += 1;
        upper += usize::from(token.case() == Case::Upper);
        if at > 0 && token.span().len() > 3 {
            long += 1;
            initial += usize::from(token.is_capitalised());
        }
    }
    if words >= 2 && upper * 10 >= words * 7 {
        Lettering::Shout
    } else if long >= 3 && initial * 10 >= long * 8 {
        Lettering::Title
    } else {
        Lettering::Plain
    }
}

/// Appends the lexemes of some tokens, and a blank one for "no token".
pub(crate) fn read(text: &Text<'_>, tokens: Range<usize>, vocabulary: &Vocabulary, out: &mut Vec<Lexeme>) {
    let tokens = &text.tokens()[tokens];
    let lettering = lettering(tokens);
    let bytes = text.source().as_bytes();
    out.extend(
        tokens.iter().enumerate().map(|(at, token)| lexeme(bytes, token, at == 0, lettering, vocabulary)),
    );
    out.push(Lexeme::default());
}

fn lexeme(bytes: &[u8], token: &Token, first: bool, lettering: Lettering, vocabulary: &Vocabulary) -> Lexeme {
    let word = &bytes[token.span().range()];
    let letter = |at: usize| word.get(at).map_or(0, |b| u32::from(b | 0x20));
    let len = word.len();
    let last = |back: usize| len.checked_sub(back).map_or(0, letter);
    let prefix = letter(0) | letter(1) << 8 | letter(2) << 16;
    let suffix = last(1) | last(2) << 8 | last(3) << 16 | last(4) << 24;
    let case = match (lettering, token.case()) {
        (Lettering::Shout, _) | (_, Case::Lower) => 0,
        (Lettering::Title, Case::Initial) => 4,
        (_, Case::Initial) => 1,
        (_, Case::Upper) => 2,
        (_, Case::Mixed) => 3,
    };
    let shape = (token.kind() as u8) << 3 | case;
    let known = vocabulary.ids.get(&((token.hash >> 32) as u32));
    let word = known.copied().unwrap_or_else(|| {
        let ending = u64::from(suffix & 0x00FF_FFFF) << 8 | u64::from(shape);
        UNKNOWN + (ending.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40 & (UNKNOWN_CLASSES - 1)) as u16
    });
    // A capital on the first word tells less than elsewhere.
    let shape = if first && case == 1 { (token.kind() as u8) << 3 | 5 } else { shape };
    Lexeme { word, prefix, suffix, shape, kind: Some(token.kind()) }
}
