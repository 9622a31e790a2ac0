//! A small network over sparse features, in whole numbers: each feature adds a row to the hidden layer, whose
//! positive part gives each class its score (Chen & Manning 2014, with features of any make for embeddings).
// See `parser.rs`: the instructions of the caller are to be used.
#![allow(clippy::inline_always)]

use super::weights::Reader;

/// Features are told apart by a hash: one of so many blocks (as a power of two), and a bit in it.
const BLOCK_BITS: u32 = 14;
const BITS_A_BLOCK: u64 = 48;
/// One above the greatest key: a block, times 64, and a bit.
#[cfg(feature = "training")]
pub(crate) const KEYS: usize = 1 << (BLOCK_BITS + 6);

/// The features that have a row. A block holds a bit for each of its keys, and in its upper 16 bits the number of
/// bits set before it.
///
/// Most features of a new text were never seen; they cost one look at a table that stays in the cache.
#[derive(Clone, Debug)]
struct Keys {
    blocks: Box<[u64]>,
}

impl Keys {
    /// From rising keys, fewer than 65,536.
    fn new(keys: impl Iterator<Item = u32>) -> Self {
        let mut blocks = vec![0_u64; 1 << BLOCK_BITS].into_boxed_slice();
        for key in keys {
            blocks[(key >> 6) as usize] |= 1 << (key & 63);
        }
        let mut before = 0;
        for block in &mut blocks {
            let count = u64::from(block.count_ones());
            *block |= before << BITS_A_BLOCK;
            before += count;
        }
        Self { blocks }
    }

    /// The row of a feature, and whether it has one.
    #[inline(always)]
    fn row(&self, key: u32) -> (u32, bool) {
        let block = self.blocks[(key >> 6) as usize & ((1 << BLOCK_BITS) - 1)];
        let bit = 1_u64 << (key & 63);
        ((block >> BITS_A_BLOCK) as u32 + (block & (bit - 1)).count_ones(), block & bit != 0)
    }
}

/// A cache line of rows: one of width 64, or two of 32.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Line([i8; 64]);

/// Weights that give each of `C` classes a score through a hidden layer of width `H`.
#[derive(Clone, Debug)]
pub(crate) struct Network<const H: usize, const C: usize> {
    keys: Keys,
    rows: Box<[Line]>,
    bias: [i16; H],
    out: Box<[[i16; H]; C]>,
    out_bias: [i32; C],
}

impl<const H: usize, const C: usize> Network<H, C> {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let count = reader.u32();
        let mut key = 0;
        let keys = Keys::new((0..count).map(|_| {
            key += reader.varint();
            key
        }));
        let mut rows = vec![Line([0; 64]); (count as usize * H).div_ceil(64)].into_boxed_slice();
        for row in rows.iter_mut().flat_map(|line| line.0.chunks_exact_mut(H)).take(count as usize) {
            read_row(row, reader);
        }
        let bias = std::array::from_fn(|_| reader.i16());
        let mut out = Box::new([[0; H]; C]);
        for weights in out.iter_mut() {
            *weights = std::array::from_fn(|_| reader.i16());
        }
        let out_bias = std::array::from_fn(|_| reader.i32());
        Self { keys, rows, bias, out, out_bias }
    }

    /// The scores of all classes for some features, by their [`key`]s.
    #[inline(always)]
    pub(crate) fn scores(&self, features: &Features) -> [i32; C] {
        let mut found = [0; MAX_FEATURES];
        let mut count = 0;
        for &key in features.as_slice() {
            let (row, has_one) = self.keys.row(key);
            found[count] = row;
            count += usize::from(has_one);
        }
        let mut hidden = self.bias;
        for &row in &found[..count] {
            let at = row as usize * H;
            for (sum, &weight) in hidden.iter_mut().zip(&self.rows[at / 64].0[at % 64..][..H]) {
                *sum = sum.wrapping_add(i16::from(weight));
            }
        }
        for sum in &mut hidden {
            *sum = (*sum).max(0);
        }
        let mut scores = self.out_bias;
        for (score, weights) in scores.iter_mut().zip(self.out.iter()) {
            let product: i32 = hidden.iter().zip(weights).map(|(&h, &w)| i32::from(h) * i32::from(w)).sum();
            *score += product;
        }
        scores
    }
}

/// A row in the file: how far its weights are shifted, then the weights in four bits each.
///
/// Half the size of eight bits, at no loss that shows; in memory they are eight, which add faster.
fn read_row(row: &mut [i8], reader: &mut Reader<'_>) {
    let [shift] = reader.array();
    for pair in row.chunks_mut(2) {
        let [byte] = reader.array();
        for (weight, bits) in pair.iter_mut().zip([byte & 0xF, byte >> 4]) {
            *weight = (bits.cast_signed() - 8) << shift;
        }
    }
}

/// The most features that an example has.
pub(crate) const MAX_FEATURES: usize = 80;

/// The features of an example, as keys: each template adds one, told apart by its place in the row of calls.
#[derive(Clone, Debug)]
pub(crate) struct Features {
    keys: [u32; MAX_FEATURES],
    len: usize,
}

impl Default for Features {
    fn default() -> Self {
        Self { keys: [0; MAX_FEATURES], len: 0 }
    }
}

impl Features {
    #[inline(always)]
    pub(crate) fn clear(&mut self) {
        self.len = 0;
    }

    #[inline(always)]
    pub(crate) fn as_slice(&self) -> &[u32] {
        &self.keys[..self.len]
    }

    /// The next template's feature.
    #[inline(always)]
    pub(crate) fn add(&mut self, value: u64) {
        self.keys[self.len] = key(self.len as u64, value);
        self.len += 1;
    }

    /// The same, of two values below 2²⁰.
    #[inline(always)]
    pub(crate) fn pair(&mut self, a: u64, b: u64) {
        self.add(a << 20 | b);
    }

    /// The same, of three values below 2²⁰.
    #[inline(always)]
    pub(crate) fn triple(&mut self, a: u64, b: u64, c: u64) {
        self.add(a << 40 | b << 20 | c);
    }
}

/// A hash of a template and its value.
#[inline(always)]
fn key(template: u64, value: u64) -> u32 {
    let x = (value ^ template.wrapping_mul(0xD6E8_FEB8_6659_FD93)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let x = (x ^ (x >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let bit = ((x >> 16 & 0xFFFF) * BITS_A_BLOCK) >> 16;
    ((x >> (64 - BLOCK_BITS)) << 6 | bit) as u32
}
