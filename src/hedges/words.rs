//! What the judge knows of the words around a candidate: a class for each token.

use std::ops::Range;
use std::sync::LazyLock;

use crate::labels::labels;
use crate::text::{Case, Text, TokenKind, fold, lexicon};

labels! {
    /// Closed classes of English words (`words.txt`), and shapes for all other tokens.
    "word class" Class {
        Be = "BE", Have = "HAVE", Do = "DO", Modal = "MODAL", Neg = "NEG", No = "NO", To = "TO", Of = "OF", By = "BY",
        As = "AS", That = "THAT", In = "IN", On = "ON", For = "FOR", At = "AT", With = "WITH", From = "FROM",
        Prep = "PREP", And = "AND", Or = "OR", But = "BUT", Sub = "SUB", Wh = "WH", The = "THE", A = "A",
        This = "THIS", Poss = "POSS", It = "IT", I = "I", You = "YOU", He = "HE", Him = "HIM", There = "THERE",
        Quant = "QUANT", Say = "SAY", NumberWord = "NUMW", Unit = "UNIT", Month = "MONTH", Degree = "DEG",
        Time = "TIME", Official = "OFFICIAL", Get = "GET", Go = "GO", Think = "THINK", Ask = "ASK",
        If = "IF", Any = "ANY", Few = "FEW", Data = "DATA", Than = "THAN", Person = "PERSON", Next = "NEXT", Would = "WOULD", Past = "PAST",
        Number = "NUM", Capital = "CAP", Acronym = "ACR", Ly = "LY", Ed = "ED", Ing = "ING", Plural = "S",
        Noun = "N", Word = "W", Comma = "COMMA", Stop = "STOP", Colon = "COLON", Dash = "DASH", Hyphen = "HYPHEN",
        Quote = "QUOTE", Open = "OPEN", Close = "CLOSE", Currency = "CUR", Symbol = "SYM", Edge = "EDGE",
    }
}

static CLASSES: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { slots: Box::new([0; Table::SIZE]) };
    for row in lexicon::rows(include_str!("words.txt")) {
        let class = row.field(0).and_then(|c| c.parse().ok());
        table.insert(fold::hash(row.phrase), class.expect("words.txt holds classes"));
    }
    table
});

/// Classes by hash of the word, open-addressed, at most a third full. A slot holds the hash with the class in the place
/// of its lowest byte, which the place in the table stands for.
struct Table {
    slots: Box<[u64; Table::SIZE]>,
}

impl Table {
    const SIZE: usize = 1 << 11;

    fn insert(&mut self, hash: u64, class: Class) {
        let mut place = hash as usize % Self::SIZE;
        while self.slots[place] != 0 {
            place = (place + 1) % Self::SIZE;
        }
        self.slots[place] = hash & !0xFF | (class as u64 + 1);
    }

    #[inline]
    fn get(&self, hash: u64) -> Option<Class> {
        let mut place = hash as usize % Self::SIZE;
        loop {
            match self.slots[place] {
                0 => return None,
                slot if slot & !0xFF == hash & !0xFF => {
                    return Class::ALL.get((slot & 0xFF) as usize - 1).copied();
                }
                _ => place = (place + 1) % Self::SIZE,
            }
        }
    }
}

/// The classes of all tokens of a sentence, in place of what `classes` held.
pub(super) fn classify(text: &Text<'_>, tokens: Range<usize>, classes: &mut Vec<Class>) {
    let known = &*CLASSES;
    classes.clear();
    classes.extend(tokens.map(|t| known.get(text.tokens()[t].hash).unwrap_or_else(|| shape(text, t))));
}

/// The class of a word that no list knows.
#[inline]
fn shape(text: &Text<'_>, index: usize) -> Class {
    use TokenKind as K;
    let token = &text.tokens()[index];
    match token.kind() {
        K::Word => match token.case() {
            Case::Lower => ending(text.source().as_bytes(), token.end() as usize, token.span().len()),
            Case::Upper => Class::Acronym,
            Case::Initial | Case::Mixed => Class::Capital,
        },
        K::Number => Class::Number,
        K::Abbreviation => Class::Acronym,
        K::Url | K::Email | K::Symbol => Class::Symbol,
        K::Currency => Class::Currency,
        K::Period | K::Question | K::Exclamation | K::Ellipsis => Class::Stop,
        K::Comma => Class::Comma,
        K::Semicolon | K::Colon => Class::Colon,
        K::Dash => Class::Dash,
        K::Hyphen => Class::Hyphen,
        K::Open => Class::Open,
        K::Close => Class::Close,
        K::DoubleQuote | K::SingleQuote => Class::Quote,
    }
}

/// Told from the last three letters, which stand right before byte `end`.
#[inline]
fn ending(bytes: &[u8], end: usize, len: u32) -> Class {
    if len < 4 {
        return Class::Word;
    }
    match &bytes[end - 3..end] {
        [_, b'l', b'y'] => Class::Ly,
        [_, b'e', b'd'] => Class::Ed,
        b"ing" => Class::Ing,
        b"ion" | b"ent" | b"nce" | b"ity" | b"ess" | b"ism" | b"ist" | b"ure" | b"age" | b"hip" => {
            Class::Noun
        }
        [_, b's' | b'u', b's'] => Class::Noun,
        [_, _, b's'] => Class::Plural,
        _ => Class::Word,
    }
}

/// A set of word classes, which are fewer than 128.
#[derive(Clone, Copy)]
pub(super) struct ClassSet(u128);

impl ClassSet {
    pub(super) const EMPTY: Self = Self(0);

    pub(super) const fn of(classes: &[Class]) -> Self {
        let mut set = 0;
        let mut at = 0;
        while at < classes.len() {
            set |= 1 << classes[at] as u8;
            at += 1;
        }
        Self(set)
    }

    /// The classes of both sets.
    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    #[inline]
    pub(super) fn insert(&mut self, class: Class) {
        self.0 |= 1 << class as u8;
    }

    #[inline]
    pub(super) const fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u8) != 0
    }

    /// Whether the two sets share a class.
    #[inline]
    pub(super) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    #[inline]
    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Its classes, in order.
    #[inline]
    pub(super) fn classes(self) -> impl Iterator<Item = Class> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let class = Class::ALL.get(rest.trailing_zeros() as usize)?;
            rest &= rest - 1;
            Some(*class)
        })
    }
}
