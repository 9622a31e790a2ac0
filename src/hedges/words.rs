//! What the judge knows of the words around a candidate: a class for each token.

use std::hint::select_unpredictable;
use std::ops::Range;
use std::sync::LazyLock;

use crate::labels::labels;
use crate::text::{Text, Token, TokenKind, fold, lexicon};

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
    let mut table = Table { slots: Box::new([0; Table::SIZE + Table::REACH]) };
    for row in lexicon::rows(include_str!("words.txt")) {
        let class = row.field(0).and_then(|c| c.parse().ok());
        table.insert(fold::hash(row.phrase), class.expect("words.txt holds classes"));
    }
    table
});

/// Classes by hash of the word. A slot holds the high bits of the hash and, in its lowest byte, the number of the class
/// from 1; the low bits of the hash say where it is, or a few slots before. All of these are looked at, so that nothing
/// branches on what the next word is.
struct Table {
    slots: Box<[u32; Table::SIZE + Table::REACH]>,
}

impl Table {
    const SIZE: usize = 1 << 12;
    const REACH: usize = 4;

    fn insert(&mut self, hash: u64, class: Class) {
        let place = hash as usize % Self::SIZE;
        let free = self.slots[place..place + Self::REACH].iter_mut().find(|slot| **slot == 0);
        *free.expect("words.txt fits its table") = Self::key(hash) | (class as u32 + 1);
    }

    const fn key(hash: u64) -> u32 {
        (hash >> 32) as u32 & !0xFF
    }

    /// The number of a word's class, from 1; 0 for a word that is not in the table.
    #[inline]
    fn get(&self, hash: u64) -> usize {
        let place = hash as usize % Self::SIZE;
        let key = Self::key(hash);
        let number = |slot: &u32| if slot & !0xFF == key { slot & 0xFF } else { 0 };
        self.slots[place..place + Self::REACH].iter().map(number).fold(0, |all, one| all | one) as usize
    }
}

/// The classes of all tokens of a sentence, in place of what `classes` held.
pub(super) fn classify(text: &Text<'_>, tokens: Range<usize>, classes: &mut Vec<Class>) {
    let known = &*CLASSES;
    let source = text.source().as_bytes();
    classes.clear();
    classes.extend(text.tokens()[tokens].iter().map(|token| {
        let shape = SHAPES[token.kind() as usize][token.case() as usize];
        let shape = if matches!(shape, Class::Word) { ending(source, token) } else { shape };
        let number = known.get(token.hash);
        select_unpredictable(number == 0, shape, Class::ALL[number.saturating_sub(1)])
    }));
}

/// The class of a token that no list knows, by its kind and case; `Word` for words in small letters, which their
/// endings tell apart.
static SHAPES: [[Class; 4]; TokenKind::Symbol as usize + 1] = {
    use TokenKind as K;
    let mut shapes = [[Class::Symbol; 4]; K::Symbol as usize + 1];
    shapes[K::Word as usize] = [Class::Word, Class::Capital, Class::Acronym, Class::Capital];
    shapes[K::Number as usize] = [Class::Number; 4];
    shapes[K::Abbreviation as usize] = [Class::Acronym; 4];
    shapes[K::Currency as usize] = [Class::Currency; 4];
    shapes[K::Period as usize] = [Class::Stop; 4];
    shapes[K::Question as usize] = [Class::Stop; 4];
    shapes[K::Exclamation as usize] = [Class::Stop; 4];
    shapes[K::Ellipsis as usize] = [Class::Stop; 4];
    shapes[K::Comma as usize] = [Class::Comma; 4];
    shapes[K::Semicolon as usize] = [Class::Colon; 4];
    shapes[K::Colon as usize] = [Class::Colon; 4];
    shapes[K::Dash as usize] = [Class::Dash; 4];
    shapes[K::Hyphen as usize] = [Class::Hyphen; 4];
    shapes[K::Open as usize] = [Class::Open; 4];
    shapes[K::Close as usize] = [Class::Close; 4];
    shapes[K::DoubleQuote as usize] = [Class::Quote; 4];
    shapes[K::SingleQuote as usize] = [Class::Quote; 4];
    shapes
};

/// What the last two letters of a word say.
#[derive(Clone, Copy)]
struct Ending {
    class: Class,
    /// The letter that must stand before them, and what of it counts: all, or nothing where any may.
    before: u8,
    mask: u8,
}

/// By the last two letters, each as its number in the alphabet; 0 for what is no small letter of it.
static ENDINGS: [[Ending; 32]; 32] = {
    let mut endings = [[Ending { class: Class::Word, before: 0, mask: 0 }; 32]; 32];
    let mut letter = 0;
    while letter < 32 {
        endings[letter][number(b's')].class = Class::Plural;
        letter += 1;
    }
    endings[number(b's')][number(b's')].class = Class::Noun;
    endings[number(b'u')][number(b's')].class = Class::Noun;
    endings[number(b'l')][number(b'y')].class = Class::Ly;
    endings[number(b'e')][number(b'd')].class = Class::Ed;
    endings[number(b'n')][number(b'g')] = Ending { class: Class::Ing, before: b'i', mask: 0xFF };
    let nouns = [b"ion", b"ent", b"nce", b"ity", b"ism", b"ist", b"ure", b"age", b"hip"];
    let mut noun = 0;
    while noun < nouns.len() {
        let &[before, second, last] = nouns[noun];
        endings[number(second)][number(last)] = Ending { class: Class::Noun, before, mask: 0xFF };
        noun += 1;
    }
    endings
};

/// Told from the last three letters of a word of four or more.
#[inline]
fn ending(source: &[u8], token: &Token) -> Class {
    let end = token.end() as usize;
    let Some(&[before, second, last]) = end.checked_sub(3).and_then(|at| source[at..].first_chunk::<3>())
    else {
        return Class::Word;
    };
    let ending = ENDINGS[number(second)][number(last)];
    let class = select_unpredictable(before & ending.mask == ending.before, ending.class, Class::Word);
    select_unpredictable(token.span().len() >= 4, class, Class::Word)
}

/// The number of a small letter in the alphabet, from 1; 0 for anything else.
#[inline]
const fn number(letter: u8) -> usize {
    if letter.is_ascii_lowercase() { (letter & 31) as usize } else { 0 }
}

/// A set of word classes, which are fewer than 128.
#[derive(Clone, Copy)]
pub(super) struct ClassSet([u64; 2]);

impl ClassSet {
    pub(super) const EMPTY: Self = Self([0; 2]);

    pub(super) const fn of(classes: &[Class]) -> Self {
        let mut set = Self::EMPTY;
        let mut at = 0;
        while at < classes.len() {
            set.insert(classes[at]);
            at += 1;
        }
        set
    }

    /// The classes of both sets.
    pub(super) const fn or(self, other: Self) -> Self {
        Self([self.0[0] | other.0[0], self.0[1] | other.0[1]])
    }

    #[inline]
    pub(super) const fn insert(&mut self, class: Class) {
        self.0[class as usize / 64] |= 1 << (class as usize % 64);
    }

    #[inline]
    pub(super) const fn has(self, class: Class) -> bool {
        self.0[class as usize / 64] >> (class as usize % 64) & 1 != 0
    }

    /// Whether the two sets share a class.
    #[inline]
    pub(super) const fn meets(self, other: Self) -> bool {
        self.0[0] & other.0[0] | self.0[1] & other.0[1] != 0
    }

    #[inline]
    pub(super) const fn and(self, other: Self) -> Self {
        Self([self.0[0] & other.0[0], self.0[1] & other.0[1]])
    }

    /// Its classes, in order.
    #[inline]
    pub(super) fn classes(self) -> impl Iterator<Item = Class> {
        let mut rest = u128::from(self.0[1]) << 64 | u128::from(self.0[0]);
        std::iter::from_fn(move || {
            let class = Class::ALL.get(rest.trailing_zeros() as usize)?;
            rest &= rest - 1;
            Some(*class)
        })
    }
}
