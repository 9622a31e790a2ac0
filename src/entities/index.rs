//! From the words of a text to the names that they may be: hashes of beginnings of names in one flat table.
//!
//! A name is a sequence of word hashes. Each of its beginnings has a hash of its own, made of the one before and the
//! next word; the table says of a beginning whether it is a whole name and whether longer names start with it. Two
//! of a million beginnings share a 64-bit hash once in thirty million gazetteers.

use super::image::{Image, Section, u32_at, u64_at};
use super::posting::Posting;
use crate::text::{Token, TokenKind};

const MULTIPLIER: u64 = 0xD6E8_FEB8_6659_FD93;
/// Stands in a free place: no beginning has this hash.
const FREE: u64 = u64::MAX;
/// Of a value: longer names start with it. The rest is the first posting plus one, 0 for none.
const GOES_ON: u32 = 1 << 31;
/// A letter or two and a dot, or "Gen.", "Inc.": the longest word whose full stop may be left out.
const ABBREVIATED: u32 = 4;

/// The farthest that a beginning stands from its place, and the most postings of a name that are looked at. No list
/// comes near the first (a table of ten million that is four fifths full has runs of some 700), few the second; a forged
/// file could have any.
const MAX_STEPS: usize = 1 << 12;

/// The hash of the empty beginning.
pub(super) const START: u64 = 0x1319_8A2E_0370_7344;

/// The hash of a beginning and one more word.
#[inline]
pub(super) fn next(beginning: u64, word: u64) -> u64 {
    let product = u128::from(beginning ^ word.rotate_left(23)) * u128::from(MULTIPLIER);
    ((product as u64) ^ ((product >> 64) as u64) ^ word).min(FREE - 1)
}

/// Whether token `i`, which does not start a name, counts for nothing inside one: the hyphen of "al-Qaeda", the stop
/// of "St. Ives", the apostrophe of "Workers' Party".
#[inline]
pub(super) fn is_silent(tokens: &[Token], i: usize) -> bool {
    let token = &tokens[i];
    match token.kind() {
        TokenKind::Hyphen => true,
        TokenKind::SingleQuote => !token.after_space(),
        TokenKind::Dash => !token.after_space() && tokens.get(i + 1).is_some_and(|t| !t.after_space()),
        TokenKind::Period => !token.after_space() && i > 0 && tokens[i - 1].span().len() <= ABBREVIATED,
        _ => false,
    }
}

/// Walks from token `start` as long as `value_of` knows the beginning; calls `found` with the end of each whole name
/// and its value, shortest first.
#[inline]
pub(super) fn walk(
    tokens: &[Token],
    start: usize,
    end: usize,
    value_of: impl Fn(u64) -> Option<u32>,
    mut found: impl FnMut(usize, u32),
) {
    let mut beginning = START;
    let mut i = start;
    while i < end {
        if i > start && is_silent(tokens, i) {
            // "Calif." has its full stop.
            if let Some(value) = value_of(next(beginning, tokens[i].hash))
                && value & !GOES_ON != 0
            {
                found(i + 1, value & !GOES_ON);
            }
            i += 1;
            // Two in a row are no way to write a name.
            if i >= end || is_silent(tokens, i) {
                return;
            }
        }
        beginning = next(beginning, tokens[i].hash);
        let Some(value) = value_of(beginning) else { return };
        i += 1;
        if value & !GOES_ON != 0 {
            found(i, value & !GOES_ON);
        }
        if value & GOES_ON == 0 {
            return;
        }
    }
}

/// Of a first word: names that start with it need no capital there.
pub(super) const SMALL: u8 = 1;
const CAPITAL: u8 = 2;

/// The tables of an image, ready for reading.
#[derive(Clone, Copy)]
pub(super) struct Index<'a> {
    firsts: &'a [u8],
    shift: u32,
    keys: &'a [u8],
    /// Home places; the table is a little longer, for what is pushed out at the end.
    places: u64,
    values: &'a [u8],
    postings: &'a [u8],
}

impl<'a> Index<'a> {
    pub(super) fn new(image: &'a Image) -> Self {
        let firsts = image.section(Section::Firsts);
        let keys = image.section(Section::Keys);
        // Two bits a slot; the number of slots is a power of two.
        let slots = (firsts.len() as u64 * 4).max(4).next_power_of_two();
        Self {
            firsts,
            shift: 64 - slots.trailing_zeros(),
            keys,
            places: u64_at(keys, keys.len().saturating_sub(8)).unwrap_or(0).min(keys.len() as u64 / 8),
            values: image.section(Section::Values),
            postings: image.section(Section::Postings),
        }
    }

    /// How a name may start with this word: [`SMALL`] if it may be written small, 0 if none starts so.
    #[inline]
    pub(super) fn starts(&self, word: u64) -> u8 {
        let slot = word >> self.shift;
        let byte = self.firsts.get((slot >> 2) as usize).copied().unwrap_or(0);
        byte >> ((slot & 3) * 2) & 3
    }

    /// Whether a name may start with this token.
    #[inline]
    pub(super) fn may_start(&self, token: &Token) -> bool {
        let starts = self.starts(token.hash);
        starts & SMALL != 0 || starts != 0 && token.is_capitalised()
    }

    /// What the table says of a beginning.
    #[inline]
    pub(super) fn value(&self, beginning: u64) -> Option<u32> {
        let home = ((u128::from(beginning) * u128::from(self.places)) >> 64) as usize;
        for place in home..home + MAX_STEPS {
            let key = u64_at(self.keys, place * 8)?;
            if key >= beginning {
                return if key == beginning { u32_at(self.values, place * 4) } else { None };
            }
        }
        None
    }

    /// The postings of a value, best first.
    pub(super) fn postings(&self, value: u32) -> impl Iterator<Item = Posting> + use<'a> {
        let postings = self.postings;
        let mut at = Some((value as usize).wrapping_sub(1));
        std::iter::from_fn(move || {
            let posting = Posting(u64_at(postings, at?.checked_mul(8)?)?);
            at = if posting.is_last() { None } else { at.map(|a| a + 1) };
            Some(posting)
        })
        .take(MAX_STEPS)
    }

    /// All values that are whole names.
    pub(super) fn names(&self) -> impl Iterator<Item = u32> + use<'a> {
        let values = self.values;
        (0..self.values.len() / 4)
            .filter_map(move |i| u32_at(values, i * 4).map(|v| v & !GOES_ON))
            .filter(|&v| v != 0)
    }
}

/// The sections of an index, made of what the names of a list say.
pub(super) struct Tables {
    pub firsts: Vec<u8>,
    pub keys: Vec<u8>,
    pub values: Vec<u8>,
    pub postings: Vec<u8>,
}

/// A beginning and, where it is a whole name, that name's posting.
#[derive(Clone, Copy)]
pub(super) struct Edge {
    pub beginning: u64,
    /// Number of the posting, or [`Edge::INNER`].
    pub posting: u32,
}

impl Edge {
    /// No whole name: only the beginning of a longer one.
    pub(super) const INNER: u32 = u32::MAX;
}

/// A first word: its hash, and whether it may be written small.
pub(super) type First = (u64, bool);

/// Builds the tables. `rank` orders the postings of one form, best first.
pub(super) fn tables(
    mut edges: Vec<Edge>,
    firsts: &[First],
    postings: &[Posting],
    rank: impl Fn(Posting, Posting) -> std::cmp::Ordering,
) -> Tables {
    edges.sort_unstable_by_key(|e| e.beginning);
    let distinct = edges.chunk_by(|a, b| a.beginning == b.beginning).count();
    // Four fifths full: a miss costs two to three reads in a row.
    let places = distinct + distinct / 4 + 1;
    let mut keys = Vec::with_capacity((places + 8) * 8);
    let mut values = Vec::with_capacity((places + 8) * 4);
    let mut out = Vec::with_capacity(postings.len() * 8);
    let mut group = Vec::new();
    let mut next_place = 0;
    for run in edges.chunk_by(|a, b| a.beginning == b.beginning) {
        let beginning = run[0].beginning;
        let home = ((u128::from(beginning) * places as u128) >> 64) as usize;
        while next_place < home {
            keys.extend_from_slice(&FREE.to_le_bytes());
            values.extend_from_slice(&0_u32.to_le_bytes());
            next_place += 1;
        }
        group.clear();
        group.extend(run.iter().filter(|e| e.posting != Edge::INNER).map(|e| postings[e.posting as usize]));
        group.sort_by(|&a, &b| rank(a, b));
        group.dedup();
        let mut value = if run.iter().any(|e| e.posting == Edge::INNER) { GOES_ON } else { 0 };
        if let Some((last, rest)) = group.split_last() {
            value |= (out.len() / 8 + 1) as u32;
            for posting in rest {
                out.extend_from_slice(&posting.0.to_le_bytes());
            }
            out.extend_from_slice(&last.last().0.to_le_bytes());
        }
        keys.extend_from_slice(&beginning.to_le_bytes());
        values.extend_from_slice(&value.to_le_bytes());
        next_place += 1;
    }
    for _ in next_place..places {
        keys.extend_from_slice(&FREE.to_le_bytes());
    }
    // A free place ends every search; the number of home places closes the section.
    keys.extend_from_slice(&FREE.to_le_bytes());
    keys.extend_from_slice(&(places as u64).to_le_bytes());
    Tables { firsts: first_bits(firsts), keys, values, postings: out }
}

/// Two bits a slot: [`SMALL`] and [`CAPITAL`].
fn first_bits(firsts: &[First]) -> Vec<u8> {
    let slots = (firsts.len() * 8).next_power_of_two().clamp(64, 1 << 24);
    let shift = 64 - slots.trailing_zeros();
    let mut bits = vec![0; slots / 4];
    for &(hash, may_be_small) in firsts {
        let slot = (hash >> shift) as usize;
        bits[slot / 4] |= (if may_be_small { SMALL | CAPITAL } else { CAPITAL }) << ((slot % 4) * 2);
    }
    bits
}
