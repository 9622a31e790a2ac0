//! Who stands behind what: source, cue and content (guidelines, section 2).

#![allow(clippy::similar_names, reason = "site and side, cue and cues are the words of this room")]

mod before;
mod behind;
mod build;
mod explain;
mod features;
mod floating;
mod lexicon;
mod reader;
mod reading;
mod resolve;
mod shape;
mod site;
mod source;
mod source_features;
#[cfg(feature = "training")]
pub mod training;
mod worth;

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

pub use explain::{Explanation, Reason, Step};
pub use reader::{Input, Reader, THRESHOLD};

use crate::labels::labels;
use crate::text::Span;

labels! {
    /// How the content is given.
    "attribution type" AttributionType {
        /// All within quotation marks.
        Direct = "direct",
        /// None within quotation marks.
        Indirect = "indirect",
        /// Part of it within quotation marks.
        Mixed = "mixed",
    }
}

labels! {
    /// How the writer stands to what is attributed, by the choice of the cue.
    "stance" Stance {
        /// Say, tell, write, report, according to.
        Neutral = "neutral",
        /// Claim, allege, purport.
        Doubted = "doubted",
        /// Confirm, reveal, admit, note, point out, show.
        Endorsed = "endorsed",
        /// Deny, reject, dispute.
        Denied = "denied",
        /// Believe, think, fear, expect.
        Belief = "belief",
    }
}

/// Who says what.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Attribution {
    /// The full noun phrase with its apposition; `None` where nobody is named ("It was reported that").
    pub source: Option<Span>,
    /// The word that attributes, auxiliaries left out; `None` for quotation marks or a headline's colon alone.
    pub cue: Option<Span>,
    /// All that is attributed, without "that" and the outer quotation marks, in order, at least one piece.
    pub content: SmallVec<[Span; 2]>,
    /// How the content is given.
    #[serde(rename = "type")]
    pub kind: AttributionType,
    /// How the writer stands to it.
    pub stance: Stance,
    /// Index of the attribution in whose content this one stands, among the document's attributions.
    pub parent: Option<u32>,
    /// What a source that is no name ("it", "the ministry") points back to.
    pub resolved: Option<Span>,
    /// Index of the mention that names the source, among the document's entities.
    pub source_entity: Option<u32>,
    /// How sure the reader is that this is an attribution, 0 to 1.
    pub confidence: f32,
}

impl Attribution {
    /// From the first of source, cue and content to the last.
    pub fn span(&self) -> Span {
        let parts = self.content.iter().copied().chain(self.source).chain(self.cue);
        parts.reduce(Span::hull).unwrap_or(Span::new(0, 0))
    }
}

/// The longest [`chain`]: a saved document can say that all its attributions stand in each other.
const MAX_CHAIN: usize = 64;

/// Indices of the attributions around number `index`, outermost first, itself last; the innermost 64 where there are
/// more, or where a saved document has parents that go in a circle.
pub fn chain(attributions: &[Attribution], index: usize) -> Vec<usize> {
    let mut chain = vec![index];
    let mut at = index;
    while let Some(parent) = attributions[at].parent {
        at = parent as usize;
        if at >= attributions.len() || chain.len() == MAX_CHAIN || chain.contains(&at) {
            break;
        }
        chain.push(at);
    }
    chain.reverse();
    chain
}
