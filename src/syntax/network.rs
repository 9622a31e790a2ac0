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
/// bits set before it: a table that stays in the cache.
#[derive(Clone, Debug)]
struct Keys {
    blocks: Box<[u64; 1 << BLOCK_BITS]>,
}

impl Keys {
    /// From rising keys, fewer than 65,535.
    fn new(keys: impl Iterator<Item = u32>) -> Self {
        let mut blocks = zeroed(0_u64);
        for key in keys {
            blocks[(key >> 6) as usize] |= 1 << (key & 63);
        }
        let mut before = 0;
        for block in blocks.iter_mut() {
            let count = u64::from(block.count_ones());
            *block |= before << BITS_A_BLOCK;
            before += count;
        }
        Self { blocks }
    }

    /// The row of a feature, from 1; 0 for one that has none.
    #[inline(always)]
    fn row(&self, key: u32) -> u16 {
        let block = self.blocks[(key >> 6) as usize & ((1 << BLOCK_BITS) - 1)];
        let bit = 1_u64 << (key & 63);
        let row = (block >> BITS_A_BLOCK) as u16 + (block & (bit - 1)).count_ones() as u16 + 1;
        if block & bit == 0 { 0 } else { row }
    }
}

/// The weights of a feature, to each hidden unit, from the start of a cache line.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Row<const H: usize>([i8; H]);

/// Room for so many rows that none can be asked for that is not there.
const ROWS: usize = 1 << u16::BITS;

/// An array on the heap.
#[expect(clippy::unnecessary_box_returns, reason = "too large for the stack")]
fn zeroed<T: Copy + std::fmt::Debug, const N: usize>(zero: T) -> Box<[T; N]> {
    vec![zero; N].try_into().expect("it has that length")
}

/// Classes are scored eight at a time.
pub(super) const LANES: usize = 8;

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
    /// The rows of the templates of few values, see [`Features::few`].
    table: Box<[u16]>,
    /// The first one is empty.
    rows: Box<[Row<H>; ROWS]>,
    bias: [i16; H],
    /// For each two hidden units, for each eight classes.
    out: Box<[Pair]>,
    out_bias: [i32; C],
}

impl<const H: usize, const C: usize> Network<H, C> {
    /// Takes a network of some classes off the front of a file. The room that they leave is never the best.
    ///
    /// `example` is any: it shows the templates.
    pub(super) fn read(classes: usize, reader: &mut Reader<'_>, example: &impl Example) -> Self {
        let count = reader.u32();
        let mut key = 0;
        let keys = Keys::new((0..count).map(|_| {
            key += reader.varint();
            key
        }));
        let mut tabled = Tabled { keys: &keys, template: 0, table: Vec::new() };
        example.features(&mut tabled);
        assert!(tabled.template <= MAX_FEATURES as u64, "more templates than there is room for");
        let table = tabled.table.into_boxed_slice();
        let mut rows: Box<[_; ROWS]> = zeroed(Row([0; H]));
        for row in &mut rows[1..=count as usize] {
            read_row(&mut row.0, reader);
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
        Self { keys, table, rows, bias, out, out_bias }
    }

    /// The scores of all classes for an example.
    ///
    /// With `AVX2`, by instructions that only some machines have: the caller sees to it that this one has.
    #[inline(always)]
    pub(crate) fn scores<const AVX2: bool>(&self, example: &impl Example) -> [i32; C] {
        let mut found = [0; MAX_FEATURES];
        let mut finder = Finder::<H, AVX2> {
            keys: &self.keys,
            table: &self.table,
            rows: &self.rows,
            template: 0,
            tabled: 0,
            found: &mut found,
        };
        example.features(&mut finder);
        let count = finder.template as usize;
        let mut hidden = self.bias;
        for &row in &found[..count] {
            let row = &self.rows[usize::from(row)].0;
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
        __m256i, _MM_HINT_T0, _mm_prefetch, _mm256_add_epi32, _mm256_load_si256, _mm256_madd_epi16,
        _mm256_set1_epi32, _mm256_setzero_si256, _mm256_storeu_si256,
    };

    use super::{LANES, Pair, Row};

    /// Has a row of weights brought near before it is read.
    #[inline(always)]
    pub(super) fn prefetch<const H: usize>(row: &Row<H>) {
        // SAFETY: a hint, which no address can turn into an error; the row is one that can be read.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(row.0.as_ptr()) };
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
        let mut sums = [_mm256_setzero_si256(); MOST];
        for (units, pairs) in hidden.chunks_exact(2).zip(out.chunks_exact(C / LANES)) {
            let both = (i32::from(units[1]) << 16) | (i32::from(units[0]) & 0xFFFF);
            let both = _mm256_set1_epi32(both);
            for lane in 0..C / LANES {
                // SAFETY: a pair is aligned, and has as many bytes as are read.
                let weights = unsafe { _mm256_load_si256(pairs[lane].0.as_ptr().cast::<__m256i>()) };
                sums[lane] = _mm256_add_epi32(sums[lane], _mm256_madd_epi16(both, weights));
            }
        }
        for (&sum, scores) in sums.iter().zip(scores.chunks_exact_mut(LANES)) {
            let mut sums = [0; LANES];
            // SAFETY: the array has as many bytes as are written.
            unsafe { _mm256_storeu_si256(sums.as_mut_ptr().cast::<__m256i>(), sum) };
            for (score, sum) in scores.iter_mut().zip(sums) {
                *score += sum;
            }
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

/// The most features that an example has, a power of two.
const MAX_FEATURES: usize = 64;

/// What a network is asked about.
pub(crate) trait Example {
    /// Hands over its features; the same templates in the same order for each example of a kind.
    fn features(&self, t: &mut impl Features);
}

/// Takes the features of an example: each template adds one, told apart by its place in the row of calls.
pub(crate) trait Features {
    /// The next template's feature.
    fn add(&mut self, value: u64);

    /// The same, of values that are each below a bound, together few enough for a table.
    fn few<const N: usize>(&mut self, values: [u64; N], bounds: [u64; N]);

    /// The next template's feature, of two values below 2²⁰.
    #[inline(always)]
    fn pair(&mut self, a: u64, b: u64) {
        self.add(joined([a, b]));
    }

    /// The same, of three values below 2²⁰.
    #[inline(always)]
    fn triple(&mut self, a: u64, b: u64, c: u64) {
        self.add(joined([a, b, c]));
    }
}

/// Values below 2²⁰ as one.
#[inline(always)]
fn joined<const N: usize>(values: [u64; N]) -> u64 {
    values.into_iter().fold(0, |all, value| all << 20 | value)
}

/// Lists the keys of an example's features.
#[cfg(feature = "training")]
#[derive(Debug, Default)]
pub(crate) struct Listed {
    pub(crate) keys: Vec<u32>,
}

#[cfg(feature = "training")]
impl Features for Listed {
    fn add(&mut self, value: u64) {
        self.keys.push(key(self.keys.len() as u64, value));
    }

    fn few<const N: usize>(&mut self, values: [u64; N], _: [u64; N]) {
        self.add(joined(values));
    }
}

/// Fills the table of the templates of few values: for each of them the row of each value.
struct Tabled<'n> {
    keys: &'n Keys,
    template: u64,
    table: Vec<u16>,
}

impl Features for Tabled<'_> {
    fn add(&mut self, _: u64) {
        self.template += 1;
    }

    fn few<const N: usize>(&mut self, _: [u64; N], bounds: [u64; N]) {
        for number in 0..bounds.iter().product() {
            let mut left = number;
            let mut values = [0; N];
            for (value, bound) in values.iter_mut().zip(bounds).rev() {
                *value = left % bound;
                left /= bound;
            }
            self.table.push(self.keys.row(key(self.template, joined(values))));
        }
        self.template += 1;
    }
}

/// Finds the rows of an example's features.
struct Finder<'n, const H: usize, const AVX2: bool> {
    keys: &'n Keys,
    table: &'n [u16],
    rows: &'n [Row<H>; ROWS],
    template: u64,
    /// Where the next template of few values has its rows.
    tabled: u64,
    /// Apart from the rest, which stays in registers.
    found: &'n mut [u16; MAX_FEATURES],
}

impl<const H: usize, const AVX2: bool> Finder<'_, H, AVX2> {
    #[inline(always)]
    fn push(&mut self, row: u16) {
        self.found[self.template as usize % MAX_FEATURES] = row;
        #[cfg(target_arch = "x86_64")]
        if AVX2 {
            wide::prefetch(&self.rows[usize::from(row)]);
        }
        self.template += 1;
    }
}

impl<const H: usize, const AVX2: bool> Features for Finder<'_, H, AVX2> {
    #[inline(always)]
    fn add(&mut self, value: u64) {
        let row = self.keys.row(key(self.template, value));
        self.push(row);
    }

    #[inline(always)]
    fn few<const N: usize>(&mut self, values: [u64; N], bounds: [u64; N]) {
        let mut number = 0;
        let mut count = 1;
        for (value, bound) in values.into_iter().zip(bounds) {
            number = number * bound + value;
            count *= bound;
        }
        let row = self.table[(self.tabled + number) as usize];
        self.tabled += count;
        self.push(row);
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
