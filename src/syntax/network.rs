//! A small network over hashed features, in whole numbers: each feature adds a row to the hidden layer, whose
//! positive part gives each class its score (Chen & Manning 2014, with hashed rows in place of embeddings).

use super::weights::Reader;

/// Width of the hidden layer: one cache line of `i8`.
pub(crate) const HIDDEN: usize = 64;

/// A feature's share in the hidden layer.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Row([i8; HIDDEN]);

/// Weights that give each of `C` classes a score.
#[derive(Clone, Debug)]
pub(crate) struct Network<const C: usize> {
    rows: Box<[Row]>,
    bias: [i16; HIDDEN],
    out: Box<[[i16; HIDDEN]; C]>,
    out_bias: [i32; C],
}

impl<const C: usize> Network<C> {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let rows = 1 << reader.u32();
        let rows = (0..rows).map(|_| Row(reader.array().map(u8::cast_signed))).collect();
        let bias = std::array::from_fn(|_| reader.i16());
        let mut out = Box::new([[0; HIDDEN]; C]);
        for weights in out.iter_mut() {
            *weights = std::array::from_fn(|_| reader.i16());
        }
        let out_bias = std::array::from_fn(|_| reader.i32());
        Self { rows, bias, out, out_bias }
    }

    /// The scores of all classes for some features, as [`row`] has numbered them.
    #[inline]
    pub(crate) fn scores(&self, features: &[u32]) -> [i32; C] {
        let mut hidden = self.bias;
        let mask = self.rows.len() - 1;
        for &feature in features {
            let row = &self.rows[feature as usize & mask].0;
            for (sum, &weight) in hidden.iter_mut().zip(row) {
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

/// A feature's number: a hash of its template and value, of which the network takes the low bits.
#[inline]
pub(crate) fn row(template: u64, value: u64) -> u32 {
    let x = (value ^ template.wrapping_mul(0xD6E8_FEB8_6659_FD93)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let x = (x ^ (x >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    (x >> 32) as u32
}
