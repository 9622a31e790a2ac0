//! What is claimed: clauses with their chain of sources and factuality (guidelines, sections 4 and 5).

use serde::{Deserialize, Serialize};

use crate::labels::labels;
use crate::text::Span;

labels! {
    /// How far a sentence's main claim is the writer's own.
    "status" Status {
        /// A cue has the main claim in its scope, is its verb, or makes it hang on a condition.
        Hedged = "hedged",
        /// The main claim is what somebody else says.
        Attributed = "attributed",
        /// The writer's own question.
        Question = "question",
        /// Flatly said.
        Asserted = "asserted",
    }
}

labels! {
    /// What the innermost source commits to, on FactBank's scale (Saurí & Pustejovsky 2009).
    "factuality" Factuality {
        /// So.
        Certain = "CT+",
        /// Probably so.
        Probable = "PR+",
        /// Possibly so.
        Possible = "PS+",
        /// Open: conditions, questions, wishes.
        Unknown = "U",
        /// Possibly not so.
        PossiblyNot = "PS-",
        /// Probably not so.
        ProbablyNot = "PR-",
        /// Not so.
        CertainlyNot = "CT-",
    }
}

/// What the claims room says of a sentence as a whole.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Judgement {
    /// How far the main claim is the writer's own.
    pub status: Status,
    /// How far the writer commits to the main claim: 1 is a flat assertion, 0 is none.
    pub certainty: f32,
}

/// A finite clause that says something is so.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Claim {
    /// Index of its sentence.
    pub sentence: u32,
    /// The clause with what depends on it, in pieces where another claim was cut out; in order, at least one.
    pub spans: Vec<Span>,
    /// The lexical verb, or the copula where there is none.
    pub head: Span,
    /// Its sources, outermost first; `None` for an attribution that names nobody.
    pub chain: Vec<Option<Span>>,
    /// What the innermost source (the writer, where there is none) commits to.
    pub factuality: Factuality,
    /// How far the *writer* commits to it, 0 to 1.
    pub certainty: f32,
    /// Whether the clause is negated.
    pub negated: bool,
    /// Indices of the hedges that reach it.
    pub hedges: Vec<u32>,
    /// Indices of the mentions in it.
    pub entities: Vec<u32>,
    /// Index of the mention that its subject is, if any.
    pub about: Option<u32>,
}

impl Claim {
    /// From the start of its first piece to the end of its last.
    pub fn span(&self) -> Span {
        self.spans.iter().copied().reduce(Span::hull).unwrap_or(self.head)
    }
}
