//! The networks while they learn: in floating point, by Adagrad, one example at a time.
// Sizes and shares are positive.
#![allow(clippy::cast_sign_loss)]

use reportedly::syntax::training::KEYS;

/// A generator of random numbers that gives the same ones in every run (xorshift64*).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    pub(crate) fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1 << 24) as f32
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, (self.next() % (i as u64 + 1)) as usize);
        }
    }
}

/// Weights and the sums of their squared gradients.
struct Learnt {
    weights: Vec<f32>,
    squares: Vec<f32>,
}

impl Learnt {
    fn new(len: usize, mut value: impl FnMut() -> f32) -> Self {
        Self { weights: (0..len).map(|_| value()).collect(), squares: vec![1e-3; len] }
    }

    #[inline]
    fn step(&mut self, from: usize, gradient: &[f32], rate: f32) {
        let to = from + gradient.len();
        for ((w, s), g) in self.weights[from..to].iter_mut().zip(&mut self.squares[from..to]).zip(gradient) {
            *s += g * g;
            *w -= rate * g / s.sqrt();
        }
    }
}

/// Stands for no row.
const NONE: u32 = u32::MAX;

pub(crate) struct Net<const WIDTH: usize> {
    /// The row of each key that has one.
    index: Vec<u32>,
    /// Those keys, rising.
    keys: Vec<u32>,
    classes: usize,
    rows: Learnt,
    bias: Learnt,
    out: Learnt,
    out_bias: Learnt,
    hidden: [f32; WIDTH],
    mask: [f32; WIDTH],
    pub(crate) probabilities: Vec<f32>,
}

impl<const WIDTH: usize> Net<WIDTH> {
    /// A network with rows for the keys of the highest scores, at most `rows` of them.
    pub(crate) fn new(scores: &[f32], rows: usize, classes: usize, random: &mut Random) -> Self {
        let mut keys: Vec<u32> = (0..KEYS as u32).filter(|&key| scores[key as usize] > 0.0).collect();
        keys.sort_by(|&a, &b| scores[b as usize].total_cmp(&scores[a as usize]));
        keys.truncate(rows);
        keys.sort_unstable();
        let mut index = vec![NONE; KEYS];
        for (row, &key) in keys.iter().enumerate() {
            index[key as usize] = row as u32;
        }
        Self {
            rows: Learnt::new(keys.len() * WIDTH, || (random.unit() - 0.5) * 0.1),
            index,
            keys,
            classes,
            bias: Learnt::new(WIDTH, || 0.1),
            out: Learnt::new(classes * WIDTH, || 0.0),
            out_bias: Learnt::new(classes, || 0.0),
            hidden: [0.0; WIDTH],
            mask: [1.0; WIDTH],
            probabilities: vec![0.0; classes],
        }
        .with_random_out(random)
    }

    fn with_random_out(mut self, random: &mut Random) -> Self {
        self.out.weights.iter_mut().for_each(|w| *w = (random.unit() - 0.5) * 0.3);
        self
    }

    /// Makes rows of keys, leaving out those that have none.
    pub(crate) fn rows_of(&self, features: &mut Vec<u32>) {
        for key in features.iter_mut() {
            *key = self.index[*key as usize];
        }
        features.retain(|&row| row != NONE);
    }

    /// Keeps the rows that move the hidden layer most over all examples, by size and how often their key occurs.
    pub(crate) fn prune(&mut self, counts: &[f32], rows: usize) {
        let weight = |row: usize, key: u32| {
            let size: f32 = self.rows.weights[row * WIDTH..(row + 1) * WIDTH].iter().map(|w| w * w).sum();
            size * counts[key as usize].powf(0.3)
        };
        let mut ranked: Vec<(f32, usize)> =
            self.keys.iter().enumerate().map(|(row, &key)| (weight(row, key), row)).collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        ranked.truncate(rows);
        let mut kept: Vec<usize> = ranked.into_iter().map(|(_, row)| row).collect();
        kept.sort_unstable();
        self.index.fill(NONE);
        for (row, &from) in kept.iter().enumerate() {
            self.index[self.keys[from] as usize] = row as u32;
        }
        let part = |of: &[f32]| kept.iter().flat_map(|&r| &of[r * WIDTH..(r + 1) * WIDTH]).copied().collect();
        self.rows = Learnt { weights: part(&self.rows.weights), squares: part(&self.rows.squares) };
        self.keys = kept.iter().map(|&row| self.keys[row]).collect();
    }

    /// Computes the probabilities of the allowed classes; with `dropout`, that share of the hidden layer is off.
    pub(crate) fn forward(&mut self, features: &[u32], allowed: &[bool], dropout: f32, random: &mut Random) {
        self.hidden.copy_from_slice(&self.bias.weights);
        for &feature in features {
            let row = feature as usize * WIDTH;
            for (h, w) in self.hidden.iter_mut().zip(&self.rows.weights[row..row + WIDTH]) {
                *h += w;
            }
        }
        for m in &mut self.mask {
            *m = if dropout > 0.0 && random.unit() < dropout { 0.0 } else { 1.0 / (1.0 - dropout) };
        }
        for (h, m) in self.hidden.iter_mut().zip(&self.mask) {
            *h = h.max(0.0) * m;
        }
        let mut most = f32::MIN;
        for (c, &ok) in allowed.iter().enumerate() {
            self.probabilities[c] = f32::MIN;
            if ok {
                let weights = &self.out.weights[c * WIDTH..(c + 1) * WIDTH];
                let score: f32 = self.hidden.iter().zip(weights).map(|(h, w)| h * w).sum();
                self.probabilities[c] = score + self.out_bias.weights[c];
                most = most.max(self.probabilities[c]);
            }
        }
        let mut sum = 0.0;
        for (p, &ok) in self.probabilities.iter_mut().zip(allowed) {
            *p = if ok { (*p - most).exp() } else { 0.0 };
            sum += *p;
        }
        self.probabilities.iter_mut().for_each(|p| *p /= sum);
    }

    /// The likeliest of some classes.
    pub(crate) fn best(&self, among: impl Iterator<Item = usize>) -> usize {
        among.max_by(|&a, &b| self.probabilities[a].total_cmp(&self.probabilities[b])).unwrap_or(0)
    }

    /// Learns that the classes of the last [`Net::forward`] should have been any of `right`; returns the loss.
    pub(crate) fn learn(&mut self, features: &[u32], right: &[usize], rate: f32) -> f32 {
        let good: f32 = right.iter().map(|&c| self.probabilities[c]).sum::<f32>().max(1e-7);
        let mut down = [0.0; WIDTH];
        for c in 0..self.classes {
            let p = self.probabilities[c];
            let gradient = if right.contains(&c) { p - p / good } else { p };
            if gradient.abs() < 1e-5 {
                continue;
            }
            let weights = &self.out.weights[c * WIDTH..(c + 1) * WIDTH];
            for (d, w) in down.iter_mut().zip(weights) {
                *d += gradient * w;
            }
            let step: [f32; WIDTH] = std::array::from_fn(|i| gradient * self.hidden[i]);
            self.out.step(c * WIDTH, &step, rate);
            self.out_bias.step(c, &[gradient], rate);
        }
        for (d, (h, m)) in down.iter_mut().zip(self.hidden.iter().zip(&self.mask)) {
            *d = if *h > 0.0 { *d * m } else { 0.0 };
        }
        self.bias.step(0, &down, rate);
        for &feature in features {
            let row = feature as usize * WIDTH;
            self.rows.step(row, &down, rate);
        }
        -good.ln()
    }

    /// The network in whole numbers, as the crate reads it.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        let most = |weights: &[f32], share: f64| {
            let mut sizes: Vec<f32> = weights.iter().map(|w| w.abs()).collect();
            if sizes.is_empty() {
                return 1.0;
            }
            let at = ((sizes.len() - 1) as f64 * share) as usize;
            *sizes.select_nth_unstable_by(at, f32::total_cmp).1
        };
        let scale = 127.0 / most(&self.rows.weights, 0.9999);
        let out_scale = 1000.0 / most(&self.out.weights, 1.0);
        out.extend((self.keys.len() as u32).to_le_bytes());
        let mut last = 0;
        for &key in &self.keys {
            let mut gap = key - last;
            last = key;
            while gap >= 0x80 {
                out.push(gap as u8 | 0x80);
                gap >>= 7;
            }
            out.push(gap as u8);
        }
        for row in self.rows.weights.chunks(WIDTH) {
            // Four bits each, -8 to 7, shifted by what loses least.
            let bits = |w: f32, shift: u8| (w * scale / f32::from(1_u8 << shift)).round().clamp(-8.0, 7.0);
            let error = |shift: u8| -> f32 {
                row.iter().map(|&w| (bits(w, shift) * f32::from(1_u8 << shift) - w * scale).powi(2)).sum()
            };
            let shift = (0..=4).min_by(|&a, &b| error(a).total_cmp(&error(b))).unwrap_or(0);
            let nibble = |w: f32| (bits(w, shift) + 8.0) as u8;
            out.push(shift);
            out.extend(row.chunks(2).map(|pair| nibble(pair[0]) | nibble(pair[1]) << 4));
        }
        for w in &self.bias.weights {
            out.extend(((w * scale).round() as i16).to_le_bytes());
        }
        for w in &self.out.weights {
            out.extend(((w * out_scale).round() as i16).to_le_bytes());
        }
        for w in &self.out_bias.weights {
            out.extend(((w * scale * out_scale).round() as i32).to_le_bytes());
        }
    }
}
