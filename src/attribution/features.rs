//! Hashed features and the linear model over them.
//!
//! A feature is a number of its template and a value; both are hashed into the table of weights of the decision.
//! The same code scores and, in training, lists the features.

/// What is decided, one after the other, for each cue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(usize)]
pub(super) enum Decision {
    /// Which words are the source.
    Source,
    /// Whether the content stands before, after, or on both sides.
    Shape,
    /// Where the piece before starts.
    LeftStart,
    /// Where the piece after starts.
    RightStart,
    /// Where it ends.
    RightEnd,
    /// Whether it is an attribution at all.
    Confidence,
}

pub(super) const DECISIONS: usize = 6;

/// log2 of the number of weights of each decision.
const BITS: [u32; DECISIONS] = [17, 15, 15, 16, 16, 17];

/// Where the weights of each decision start, and at the end how many there are in all.
const STARTS: [usize; DECISIONS + 1] = {
    let mut starts = [0; DECISIONS + 1];
    let mut i = 0;
    while i < DECISIONS {
        starts[i + 1] = starts[i] + (1 << BITS[i]);
        i += 1;
    }
    starts
};

/// Weights, with one scale a decision.
#[derive(Clone, Debug)]
pub(super) struct Model {
    weights: Vec<i8>,
    scales: [f32; DECISIONS],
    bias: f32,
}

impl Model {
    /// Reads a weights file: the scales, the bias of the confidence, then a byte a weight.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let (head, weights) = bytes.split_at_checked(4 * (DECISIONS + 1))?;
        let mut numbers = head.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]));
        let mut scales = [0.0; DECISIONS];
        scales.iter_mut().zip(&mut numbers).for_each(|(scale, number)| *scale = number);
        let bias = numbers.next()?;
        (weights.len() == STARTS[DECISIONS]).then(|| Self {
            weights: weights.iter().map(|&b| b as i8).collect(),
            scales,
            bias,
        })
    }

    /// Scores all of `options`: the best one, and its probability among them.
    ///
    /// `features` adds the features of one option. Without options the answer is `None`.
    pub(super) fn best<T>(
        &self,
        decision: Decision,
        options: &[T],
        mut features: impl FnMut(&T, &mut Scorer<'_>),
    ) -> Option<(usize, f32)> {
        let mut best = None;
        let mut scores = [0.0_f32; MAX_OPTIONS];
        for (i, option) in options.iter().take(MAX_OPTIONS).enumerate() {
            scores[i] = self.score(decision, |scorer| features(option, scorer));
            if best.is_none_or(|b: usize| scores[b] < scores[i]) {
                best = Some(i);
            }
        }
        let top = scores[best?];
        let sum: f32 = scores[..options.len().min(MAX_OPTIONS)].iter().map(|s| (s - top).exp()).sum();
        Some((best?, 1.0 / sum))
    }

    fn scorer(&self, decision: Decision) -> Scorer<'_> {
        let d = decision as usize;
        Scorer { weights: &self.weights[STARTS[d]..STARTS[d + 1]], shift: 64 - BITS[d], sum: 0, listed: None }
    }

    pub(super) fn score(&self, decision: Decision, features: impl FnOnce(&mut Scorer<'_>)) -> f32 {
        let mut scorer = self.scorer(decision);
        features(&mut scorer);
        scorer.sum as f32 * self.scales[decision as usize]
    }

    /// The probability that a cue is one.
    pub(super) fn confidence(&self, features: impl FnOnce(&mut Scorer<'_>)) -> f32 {
        1.0 / (1.0 + (-self.score(Decision::Confidence, features) - self.bias).exp())
    }

    /// The features of one option, as places among the decision's weights.
    pub(super) fn listed(&self, decision: Decision, features: impl FnOnce(&mut Scorer<'_>)) -> Vec<u32> {
        let mut scorer = Scorer { listed: Some(Vec::new()), ..self.scorer(decision) };
        features(&mut scorer);
        scorer.listed.unwrap_or_default()
    }
}

/// More options than any decision gives.
pub(super) const MAX_OPTIONS: usize = 48;

/// Adds up the weights of an option's features, or lists them.
pub(super) struct Scorer<'m> {
    weights: &'m [i8],
    shift: u32,
    sum: i32,
    listed: Option<Vec<u32>>,
}

impl Scorer<'_> {
    /// The feature that template number `template` has this value.
    #[inline]
    pub(super) fn add(&mut self, template: u64, value: u64) {
        let mut h = value.wrapping_add(template.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        h = (h ^ (h >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        h = (h ^ (h >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        let place = (h >> self.shift) as usize;
        self.sum += i32::from(self.weights[place]);
        if let Some(listed) = &mut self.listed {
            listed.push(place as u32);
        }
    }

    /// A template of two values at once.
    #[inline]
    pub(super) fn both(&mut self, template: u64, a: u64, b: u64) {
        self.add(template, join(a, b));
    }

    /// A value by itself, and together with each of some contexts.
    #[inline]
    pub(super) fn with(&mut self, template: u64, value: u64, contexts: &[u64]) {
        self.add(template, value);
        for (i, &context) in contexts.iter().enumerate() {
            self.both(template + 100 * (i as u64 + 1), value, context);
        }
    }
}

/// One value of two.
#[inline]
pub(super) fn join(a: u64, b: u64) -> u64 {
    (a ^ (a >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9).wrapping_add(b).rotate_left(23)
}

/// A count in steps that widen: 0, 1, 2, 3, 4, 5–6, 7–9, 10–14, 15–24, 25–49, 50 and more.
pub(super) fn bucket(count: usize) -> u64 {
    const EDGES: [usize; 10] = [1, 2, 3, 4, 5, 7, 10, 15, 25, 50];
    EDGES.partition_point(|&edge| edge <= count) as u64
}
