//! A small network over sparse features, in whole numbers: each feature adds a row to the hidden layer, whose
//! positive part gives each class its score (Chen & Manning 2014, with features of any make for embeddings).
#![allow(unsafe_code, reason = "the widest instructions of the processor")]
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

/// Classes are scored eight at a time.
const LANES: usize = 8;

/// For eight classes, the weights of two hidden units: of the first class, of the second …
#[derive(Clone, Copy, Debug)]
#[repr(align(32))]
struct Pair([i16; 2 * LANES]);

/// The room that a number of classes takes: whole lanes.
pub(super) const fn lanes(classes: usize) -> usize {
    classes.next_multiple_of(LANES)
}

/// Weights that give each class a score through a hidden layer of width `H`; room for `C` classes, whole lanes.
#[derive(Clone, Debug)]
pub(crate) struct Network<const H: usize, const C: usize> {
    keys: Keys,
    rows: Box<[Line]>,
    bias: [i16; H],
    /// For each two hidden units, for each eight classes.
    out: Box<[Pair]>,
    out_bias: [i32; C],
}

impl<const H: usize, const C: usize> Network<H, C> {
    /// Takes a network of some classes off the front of a file. The room that they leave is never the best.
    pub(super) fn read(classes: usize, reader: &mut Reader<'_>) -> Self {
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
        let mut out = vec![Pair([0; 2 * LANES]); H / 2 * (C / LANES)].into_boxed_slice();
        for class in 0..classes {
            for unit in 0..H {
                let pair = &mut out[unit / 2 * (C / LANES) + class / LANES];
                pair.0[class % LANES * 2 + unit % 2] = reader.i16();
            }
        }
        let mut out_bias = [i32::MIN; C];
        out_bias[..classes].fill_with(|| reader.i32());
        Self { keys, rows, bias, out, out_bias }
    }

    /// The scores of all classes for some features, by their [`key`]s.
    ///
    /// With `AVX2`, by instructions that only some machines have: the caller sees to it that this one has.
    #[inline(always)]
    pub(crate) fn scores<const AVX2: bool>(&self, features: &Features) -> [i32; C] {
        let mut found = [0; MAX_FEATURES];
        let mut count = 0;
        for &key in features.as_slice() {
            let (row, has_one) = self.keys.row(key);
            found[count] = row;
            count += usize::from(has_one);
            #[cfg(target_arch = "x86_64")]
            if AVX2 {
                wide::prefetch(&self.rows[if has_one { row as usize * H / 64 } else { 0 }]);
            }
        }
        let mut hidden = self.bias;
        for &row in &found[..count] {
            let at = row as usize * H;
            let row: &[i8; H] =
                self.rows[at / 64].0[at % 64..].first_chunk().expect("a line holds whole rows");
            hidden = std::array::from_fn(|unit| hidden[unit].wrapping_add(i16::from(row[unit])));
        }
        for sum in &mut hidden {
            *sum = (*sum).max(0);
        }
        let mut scores = self.out_bias;
        #[cfg(target_arch = "x86_64")]
        if AVX2 {
            // SAFETY: the caller vouches for the machine.
            unsafe { wide::add_products(&hidden, &self.out, &mut scores) };
            return scores;
        }
        add_products(&hidden, &self.out, &mut scores);
        scores
    }
}

/// Adds to each class the products of the hidden units and its weights.
#[inline(always)]
fn add_products<const H: usize, const C: usize>(hidden: &[i16; H], out: &[Pair], scores: &mut [i32; C]) {
    for (units, pairs) in hidden.chunks_exact(2).zip(out.chunks_exact(C / LANES)) {
        for (scores, pair) in scores.chunks_exact_mut(LANES).zip(pairs) {
            for (score, weights) in scores.iter_mut().zip(pair.0.chunks_exact(2)) {
                *score +=
                    i32::from(units[0]) * i32::from(weights[0]) + i32::from(units[1]) * i32::from(weights[1]);
            }
        }
    }
}

/// The same by instructions that the compiler does not find: two products and their sum in one.
#[cfg(target_arch = "x86_64")]
mod wide {
    use std::arch::x86_64::{
        __m256i, _MM_HINT_T0, _mm_prefetch, _mm256_add_epi32, _mm256_load_si256, _mm256_loadu_si256,
        _mm256_madd_epi16, _mm256_set1_epi32, _mm256_storeu_si256,
    };

    use super::{LANES, Line, Pair};

    /// Has a line of weights brought near before it is read.
    #[inline(always)]
    pub(super) fn prefetch(line: &Line) {
        // SAFETY: a hint, which no address can turn into an error; the line is one that can be read.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(line.0.as_ptr()) };
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    #[expect(clippy::cast_ptr_alignment, reason = "of the three, two need none, and a pair is aligned")]
    pub(super) fn add_products<const H: usize, const C: usize>(
        hidden: &[i16; H],
        out: &[Pair],
        scores: &mut [i32; C],
    ) {
        /// As many lanes as there are registers to spare.
        const MOST: usize = 12;
        const { assert!(C / LANES <= MOST && C.is_multiple_of(LANES)) };
        let mut sums = [_mm256_set1_epi32(0); MOST];
        for (sum, scores) in sums.iter_mut().zip(scores.chunks_exact(LANES)) {
            // SAFETY: the chunk has as many bytes as are read.
            *sum = unsafe { _mm256_loadu_si256(scores.as_ptr().cast::<__m256i>()) };
        }
        for (units, pairs) in hidden.chunks_exact(2).zip(out.chunks_exact(C / LANES)) {
            let both = (i32::from(units[1]) << 16) | (i32::from(units[0]) & 0xFFFF);
            let both = _mm256_set1_epi32(both);
            for (sum, pair) in sums.iter_mut().zip(pairs) {
                // SAFETY: a pair is aligned, and has as many bytes as are read.
                let weights = unsafe { _mm256_load_si256(pair.0.as_ptr().cast::<__m256i>()) };
                *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(both, weights));
            }
        }
        for (sum, scores) in sums.iter().zip(scores.chunks_exact_mut(LANES)) {
            // SAFETY: the chunk has as many bytes as are written.
            unsafe { _mm256_storeu_si256(scores.as_mut_ptr().cast::<__m256i>(), *sum) };
        }
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
