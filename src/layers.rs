//! Which of the rooms are asked for.

use crate::error::Error;
use crate::labels::labels;

labels! {
    /// A list that a document can hold.
    "layer" Layer {
        /// Sentences; always there.
        Sentences = "sentences",
        /// Mentions of entities, and aliases.
        Entities = "entities",
        /// Hedge cues.
        Hedges = "hedges",
        /// Attributions; needs entities and hedges.
        Attributions = "attributions",
        /// Claims, and each sentence's status and certainty; needs all others.
        Claims = "claims",
    }
}

/// A set of layers, closed under what each needs.
///
/// ```
/// use reportedly::{Layer, Layers};
/// let layers = Layers::new(&[Layer::Hedges]);
/// assert!(layers.has(Layer::Sentences) && !layers.has(Layer::Entities));
/// assert_eq!(Layers::new(&[Layer::Claims]), Layers::all());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Layers(u8);

impl Layers {
    /// Every layer.
    pub const fn all() -> Self {
        Self((1 << Layer::ALL.len()) - 1)
    }

    /// Some layers and what they need.
    pub fn new(layers: &[Layer]) -> Self {
        let needs = |layer| match layer {
            Layer::Sentences => 0b1,
            Layer::Entities => 0b11,
            Layer::Hedges => 0b101,
            Layer::Attributions => 0b1111,
            Layer::Claims => 0b11111,
        };
        Self(layers.iter().map(|&l| needs(l)).fold(0b1, |all, one| all | one))
    }

    /// Some layers by name, and what they need.
    ///
    /// # Errors
    /// For an unknown name: lists the known ones and suggests the nearest.
    pub fn parse<'a>(names: impl IntoIterator<Item = &'a str>) -> Result<Self, Error> {
        let layers: Vec<Layer> = names.into_iter().map(str::parse).collect::<Result<_, _>>()?;
        Ok(Self::new(&layers))
    }

    /// Whether `layer` is among them.
    pub const fn has(self, layer: Layer) -> bool {
        self.0 & 1 << layer as u8 != 0
    }

    /// The layers, in the order in which they are read.
    pub fn iter(self) -> impl Iterator<Item = Layer> {
        Layer::ALL.iter().copied().filter(move |&l| self.has(l))
    }
}

impl Default for Layers {
    fn default() -> Self {
        Self::all()
    }
}
