//! A small network over sparse features, in whole numbers: each feature adds a row to the hidden layer, whose
//! positive part gives each class its score (Chen & Manning 2014, with features of any make for embeddings).

use super::weights::Reader;

/// Features are told apart by so many bits of their hash.
pub(crate) const KEY_BITS: u32 = 20;

/// The features that have a row: a bit for each key, and how many bits were set before each block of them.
///
/// Most features of a new text were never seen; they cost one look at a table that stays in the cache.
#[derive(Clone, Debug)]
struct Keys {
    blocks: Box<[Block]>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Block {
    bits: u64,
    before: u32,
}

impl Keys {
    fn new(keys: impl Iterator<Item = u32>) -> Self {
        let mut blocks = vec![Block::default(); 1 << (KEY_BITS - 6)].into_boxed_slice();
        for key in keys {
            blocks[(key >> 6) as usize].bits |= 1 << (key & 63);
        }
        let mut before = 0;
        for block in &mut blocks {
            block.before = before;
            before += block.bits.count_ones();
        }
        Self { blocks }
    }

    /// The row of a feature, and whether it has one.
    #[inline]
    fn row(&self, key: u32) -> (u32, bool) {
        let block = self.blocks[(key >> 6) as usize & ((1 << (KEY_BITS - 6)) - 1)];
        let bit = 1_u64 << (key & 63);
        (block.before + (block.bits & (bit - 1)).count_ones(), block.bits & bit != 0)
    }
}

/// Weights that give each of `C` classes a score through a hidden layer of width `H`.
#[derive(Clone, Debug)]
pub(crate) struct Network<const H: usize, const C: usize> {
    keys: Keys,
    rows: Box<[[i8; H]]>,
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
        let rows = (0..count).map(|_| read_row(reader)).collect();
        let bias = std::array::from_fn(|_| reader.i16());
        let mut out = Box::new([[0; H]; C]);
        for weights in out.iter_mut() {
            *weights = std::array::from_fn(|_| reader.i16());
        }
        let out_bias = std::array::from_fn(|_| reader.i32());
        Self { keys, rows, bias, out, out_bias }
    }

    /// The scores of all classes for some features, by their [`key`]s.
    #[inline]
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
            for (sum, &weight) in hidden.iter_mut().zip(&self.rows[row as usize]) {
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
fn read_row<const H: usize>(reader: &mut Reader<'_>) -> [i8; H] {
    let [shift] = reader.array();
    let mut row = [0; H];
    for pair in row.chunks_mut(2) {
        let [byte] = reader.array();
        for (weight, bits) in pair.iter_mut().zip([byte & 0xF, byte >> 4]) {
            *weight = (bits.cast_signed() - 8) << shift;
        }
    }
    row
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
    #[inline]
    pub(crate) fn clear(&mut self) {
        self.len = 0;
    }

    #[inline]
    pub(crate) fn as_slice(&self) -> &[u32] {
        &self.keys[..self.len]
    }

    /// The next template's feature.
    #[inline]
    pub(crate) fn add(&mut self, value: u64) {
        self.keys[self.len] = key(self.len as u64, value);
        self.len += 1;
    }

    /// The same, of two values below 2²⁰.
    #[inline]
    pub(crate) fn pair(&mut self, a: u64, b: u64) {
        self.add(a << 20 | b);
    }

    /// The same, of three values below 2²⁰.
    #[inline]
    pub(crate) fn triple(&mut self, a: u64, b: u64, c: u64) {
        self.add(a << 40 | b << 20 | c);
    }
}

/// A hash of a template and its value.
#[inline]
fn key(template: u64, value: u64) -> u32 {
    let x = (value ^ template.wrapping_mul(0xD6E8_FEB8_6659_FD93)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let x = (x ^ (x >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    (x >> (64 - KEY_BITS)) as u32
}
