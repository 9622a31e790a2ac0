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
    /// Who says what no cue attributes, if anybody.
    Speaker,
    /// Whether a cue is worth reading: most words of the lexicon attribute nothing where they stand.
    Worth,
}

pub(super) const DECISIONS: usize = 8;

/// log2 of the number of weights of each decision.
const BITS: [u32; DECISIONS] = [17, 15, 15, 16, 16, 17, 13, 14];

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
        for scale in &mut scales {
            *scale = numbers.next()?;
        }
        let bias = numbers.next()?;
        (weights.len() == STARTS[DECISIONS]).then(|| Self {
            weights: weights.iter().map(|b| b.cast_signed()).collect(),
            scales,
            bias,
        })
    }

    /// Weighs `options` and picks one: where it stands among them, and how probable it and its like are together.
    ///
    /// `features` adds the features of one option; `alike` tells whether two would pass for the same. The one is
    /// picked that is most probable among all that are alike to the option with the most such company.
    /// Without options the answer is `None`.
    pub(super) fn pick<T>(
        &self,
        decision: Decision,
        options: &[T],
        features: impl FnMut(&T, &mut Scorer<'_>),
        alike: impl Fn(&T, &T) -> bool,
    ) -> Option<(usize, f32)> {
        let chances = self.chances(decision, options, features);
        let company = |i: usize| -> f32 {
            options.iter().zip(&chances).filter(|(o, _)| alike(o, &options[i])).map(|(_, c)| c).sum()
        };
        let (centre, mass) =
            (0..options.len()).map(|i| (i, company(i))).max_by(|a, b| a.1.total_cmp(&b.1))?;
        let picked = (0..options.len())
            .filter(|&i| i == centre || alike(&options[i], &options[centre]))
            .max_by(|&a, &b| chances[a].total_cmp(&chances[b]))?;
        Some((picked, mass))
    }

    /// The probability of each option among all.
    pub(super) fn chances<T>(
        &self,
        decision: Decision,
        options: &[T],
        mut features: impl FnMut(&T, &mut Scorer<'_>),
    ) -> Vec<f32> {
        let mut chances: Vec<f32> =
            options.iter().map(|option| self.score(decision, |scorer| features(option, scorer))).collect();
        let top = chances.iter().copied().fold(f32::MIN, f32::max);
        for chance in &mut chances {
            *chance = (*chance - top).exp();
        }
        let sum: f32 = chances.iter().sum();
        for chance in &mut chances {
            *chance /= sum;
        }
        chances
    }

    /// What one step of a weight of this decision is worth.
    pub(super) fn scale(&self, decision: Decision) -> f32 {
        self.scales[decision as usize]
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

    /// The features of one option.
    pub(super) fn listed(&self, decision: Decision, features: impl FnOnce(&mut Scorer<'_>)) -> Vec<Feature> {
        let mut scorer = Scorer { listed: Some(Vec::new()), ..self.scorer(decision) };
        features(&mut scorer);
        scorer.listed.unwrap_or_default()
    }
}

/// More options than any decision gives.
pub(super) const MAX_OPTIONS: usize = 48;

/// What a feature looks at: its name, for [`super::Explanation`], and a number made of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Template {
    pub(super) name: &'static str,
    number: u64,
}

impl Template {
    pub(super) const fn new(name: &'static str) -> Self {
        let mut number = 0xCBF2_9CE4_8422_2325;
        let mut i = 0;
        while i < name.len() {
            number = (number ^ name.as_bytes()[i] as u64).wrapping_mul(0x0100_0000_01B3);
            i += 1;
        }
        Self { name, number }
    }
}

/// A [`Template`] by its name, made when the crate is compiled.
macro_rules! template {
    ($name:literal) => {
        const { $crate::attribution::features::Template::new($name) }
    };
}
pub(super) use template;

/// Adds up the weights of an option's features, or lists them.
pub(super) struct Scorer<'m> {
    weights: &'m [i8],
    shift: u32,
    sum: i32,
    listed: Option<Vec<Feature>>,
}

/// A feature that an option has: what it looks at, its place in the table, and its weight there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Feature {
    pub(super) template: &'static str,
    #[cfg(feature = "training")]
    pub(super) place: u32,
    pub(super) weight: i8,
}

impl Scorer<'_> {
    /// The feature that a template has this value.
    #[inline]
    pub(super) fn add(&mut self, template: Template, value: u64) {
        self.with(template, value, &[]);
    }

    /// A template of two values at once.
    #[inline]
    pub(super) fn both(&mut self, template: Template, a: u64, b: u64) {
        self.add(template, join(a, b));
    }

    /// A value by itself, and together with each of some contexts.
    #[inline]
    pub(super) fn with<const N: usize>(&mut self, template: Template, value: u64, contexts: &[u64; N]) {
        let alone = self.place(value.wrapping_add(template.number));
        let places = std::array::from_fn::<_, N, _>(|i| {
            let salt = (i as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            self.place(join(value, contexts[i]).wrapping_add(template.number ^ salt))
        });
        // Added up apart from `self`, which lives in memory: the look-ups need not wait for each other.
        let sum: i32 = places.iter().map(|&place| i32::from(self.weights[place])).sum();
        self.sum += sum + i32::from(self.weights[alone]);
        if self.listed.is_some() {
            self.list(template, alone, &places);
        }
    }

    /// The place of a feature in the table, by its hash.
    #[inline]
    fn place(&self, hash: u64) -> usize {
        ((hash ^ (hash >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93) >> self.shift) as usize
    }

    #[cold]
    fn list(&mut self, template: Template, alone: usize, places: &[usize]) {
        let feature = |place: usize| Feature {
            template: template.name,
            #[cfg(feature = "training")]
            place: place as u32,
            weight: self.weights[place],
        };
        let features = std::iter::once(alone).chain(places.iter().copied()).map(feature);
        self.listed.get_or_insert_default().extend(features);
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
