//! The folded form of a word and its hash: what makes `Erdoğan` equal `ERDOGAN` and `it’s` equal `it's`.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// An odd constant with well-spread bits (the golden ratio in 64 bits).
const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;
const SEED: u64 = 0x243F_6A88_85A3_08D3;
/// Sets the bit that tells small ASCII letters from capitals; digits, `'`, `-` and `.` have it already.
const LOWER: u64 = 0x2020_2020_2020_2020;

/// Hash of one word, folded: small letters, no accents, straight apostrophes, no soft hyphens or joiners.
///
/// The same on every machine and in every version that reads the same saved files.
///
/// ```
/// use reportedly::text::fold::hash;
/// assert_eq!(hash("Erdoğan"), hash("erdogan"));
/// assert_eq!(hash("’S"), hash("'s"));
/// assert_ne!(hash("port"), hash("ports"));
/// ```
pub fn hash(word: &str) -> u64 {
    if word.is_ascii() {
        hash_ascii(word.as_bytes())
    } else {
        let mut folded = String::with_capacity(word.len());
        fold_into(word, &mut folded);
        if folded.is_ascii() { hash_ascii(folded.as_bytes()) } else { hash_folded(folded.as_bytes()) }
    }
}

/// Hash of an ASCII word, in eight bytes at a time.
#[inline]
pub(super) fn hash_ascii(word: &[u8]) -> u64 {
    let mut h = SEED ^ (word.len() as u64).wrapping_mul(MULTIPLIER);
    let mut rest = word;
    while let Some((chunk, tail)) = rest.split_first_chunk::<8>() {
        h = mix(h ^ (u64::from_le_bytes(*chunk) | LOWER));
        rest = tail;
    }
    mix(h ^ (load_tail(rest) | LOWER))
}

/// Hash of an ASCII word of `len` bytes, fewer than eight: the first of `bytes`, which may go on with anything.
#[inline]
pub(super) const fn hash_short(bytes: u64, len: usize) -> u64 {
    let word = bytes & ((1 << (8 * len)) - 1);
    mix((SEED ^ (len as u64).wrapping_mul(MULTIPLIER)) ^ (word | LOWER))
}

/// Hash of an ASCII word of `len` bytes, fewer than 16: the first of `low` and `high`, which may go on with anything.
///
/// Without a branch, as nothing tells the length of the next word.
#[inline]
pub(super) fn hash_16(low: u64, high: u64, len: usize) -> u64 {
    /// Which bytes are the word's, and the start of its hash.
    static BY_LEN: [(u64, u64, u64); 16] = {
        let mut all = [(0, 0, 0); 16];
        let mut len = 0;
        while len < 16 {
            let own = (1_u128 << (8 * len)) - 1;
            all[len] = (own as u64, (own >> 64) as u64, SEED ^ (len as u64).wrapping_mul(MULTIPLIER));
            len += 1;
        }
        all
    };
    let (own_low, own_high, start) = BY_LEN[len & 15];
    let short = mix(start ^ (low & own_low | LOWER));
    let long = mix(short ^ (high & own_high | LOWER));
    if len < 8 { short } else { long }
}

/// Hash of a word that has been folded and holds letters beyond ASCII.
fn hash_folded(folded: &[u8]) -> u64 {
    let mut h = SEED ^ (folded.len() as u64).wrapping_mul(MULTIPLIER);
    let mut rest = folded;
    while let Some((chunk, tail)) = rest.split_first_chunk::<8>() {
        h = mix(h ^ u64::from_le_bytes(*chunk));
        rest = tail;
    }
    mix(h ^ load_tail(rest))
}

#[inline]
fn load_tail(tail: &[u8]) -> u64 {
    tail.iter().rev().fold(0, |bytes, &b| bytes << 8 | u64::from(b))
}

#[inline]
const fn mix(x: u64) -> u64 {
    let product = x as u128 * MULTIPLIER as u128;
    (product as u64) ^ ((product >> 64) as u64)
}

/// Appends the folded form of `word` to `out`: NFKD without marks, small letters, straight apostrophes.
///
/// ```
/// let mut out = String::new();
/// reportedly::text::fold::fold_into("Qur’ān", &mut out);
/// assert_eq!(out, "qur'an");
/// ```
pub fn fold_into(word: &str, out: &mut String) {
    for c in word.nfkd() {
        if is_combining_mark(c) || is_ignorable(c) {
            continue;
        }
        match c {
            '’' | '‘' | 'ʼ' | '＇' | '′' | '`' => out.push('\''),
            '‐' | '‑' => out.push('-'),
            // Letters without a decomposition that English print writes plain.
            'ı' => out.push('i'),
            'ł' | 'Ł' => out.push('l'),
            'ø' | 'Ø' => out.push('o'),
            'đ' | 'Đ' => out.push('d'),
            'ß' => out.push_str("ss"),
            'æ' | 'Æ' => out.push_str("ae"),
            'œ' | 'Œ' => out.push_str("oe"),
            // A small letter may come with marks of its own (İ).
            _ => out.extend(c.to_lowercase().filter(|&l| !is_combining_mark(l))),
        }
    }
}

/// Characters that leave no trace on the page: joiners, soft hyphens, direction marks, the byte-order mark.
#[inline]
pub(super) fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}
