//! Hedge cues: words that change how far a reader may rely on what the sentence says (guidelines, section 1).
//!
//! A lexicon proposes candidates, a small logistic model judges each by its neighbours ([`Detector`]). Type and
//! strength come from the lexicon, and from the context where a phrase has two types; negation and scope from rules.

mod clause;
mod detector;
mod edge_features;
mod edges;
mod explain;
#[allow(unreachable_pub, reason = "labels! makes public enums")]
mod features;
#[cfg(feature = "training")]
mod lessons;
mod lexicon;
pub mod negation;
mod rows;
mod scope;
mod spots;
mod strength;
mod view;
#[allow(unreachable_pub, reason = "labels! makes public enums")]
mod weights;
#[allow(unreachable_pub, reason = "labels! makes public enums")]
mod words;

use serde::{Deserialize, Serialize};

pub use detector::{Detector, Options};
pub use explain::{Explanation, Reason};
#[cfg(feature = "training")]
pub use lessons::{Candidate, Place};

use crate::labels::labels;
use crate::text::Span;

labels! {
    /// What kind of text is read: what its writers mark as uncertain differs.
    #[derive(Default)]
    "domain" Domain {
        /// News.
        #[default]
        News = "news",
        /// Encyclopaedic prose, as the Szeged Uncertainty Corpus marks it: amounts, vague sources, emphasis and most
        /// reportatives stand back, and what is left is judged more strictly.
        Wiki = "wiki",
        /// Papers and abstracts of biology and medicine.
        Bio = "bio",
    }
}

labels! {
    /// What a cue does; each cue has exactly one type.
    "hedge type" HedgeType {
        /// Passes on what others say and does not vouch for it: reportedly, alleged.
        Reportative = "reportative",
        /// Leaves it open, as possible or probable: may, perhaps, likely.
        Epistemic = "epistemic",
        /// Reports a belief, fear, hope or forecast: believe, fears, expect.
        Doxastic = "doxastic",
        /// Makes it hang on something else: if, unless, would.
        Conditional = "conditional",
        /// Says that the truth is being looked into: whether, unclear.
        Investigation = "investigation",
        /// Gives an amount roughly: about 50.
        Approximator = "approximator",
        /// Names no one as the source: critics, sources, some say.
        Weasel = "weasel",
        /// Stresses that it is so: clearly, in fact.
        Booster = "booster",
    }
}

labels! {
    /// How much a cue leaves of a claim; of `epistemic`, `doxastic` and `reportative` cues only.
    "strength" Strength {
        /// May, might, could, possibly, fears, rumoured, unlikely.
        Low = "low",
        /// Probably, likely, believe, appears, reportedly.
        Medium = "medium",
        /// Almost sure: almost certainly, must have, expected to.
        High = "high",
    }
}

/// A hedge cue.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Hedge {
    /// The cue: the shortest run of words that does it.
    #[serde(flatten)]
    pub span: Span,
    /// What it does.
    #[serde(rename = "type")]
    pub kind: HedgeType,
    /// How much it leaves of the claim; `None` for types that have no strength.
    pub strength: Option<Strength>,
    /// Whether it stands in the scope of a negation, or the negation is part of it.
    pub negated: bool,
    /// How sure the detector is that this is a cue, 0 to 1.
    pub probability: f32,
    /// The smallest clause or phrase that the cue qualifies, the cue included.
    pub scope: Option<Span>,
}

impl HedgeType {
    /// Whether cues of this type have a [`Strength`].
    pub const fn has_strength(self) -> bool {
        matches!(self, Self::Reportative | Self::Epistemic | Self::Doxastic)
    }

    /// Whether a cue of this type can make a sentence `hedged` (guidelines, section 4).
    pub const fn is_hedging(self) -> bool {
        !matches!(self, Self::Approximator | Self::Weasel | Self::Booster)
    }
}
