//! From which word and rule the values of a claim follow.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Factuality;
use crate::labels::labels;
use crate::text::Span;

labels! {
    /// The rules that weigh a claim.
    "rule" Rule {
        /// A modal, a negation or a word like "is said to" in the clause's verb group.
        Group = "verb group",
        /// A hedge cue on the clause's own verb.
        Cue = "cue",
        /// The clause opens with "if", "unless", "whether" or as "had it …".
        Opener = "opener",
        /// The clause hangs on a condition and has no marker of its own.
        Condition = "condition",
        /// The clause is a question for yes or no.
        Question = "question",
        /// A word that takes the clause: "it is likely that".
        Governor = "governor",
        /// What the innermost source holds, by the verb of the attribution.
        Source = "source",
        /// How far the writer goes along, by the signature of the verb and the stance.
        Share = "writer's share",
    }
}

/// One step on the way to a claim's values.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Reason {
    /// The rule.
    pub rule: Rule,
    /// The words that it looks at; `None` for a question mark, or an attribution without a cue.
    pub span: Option<Span>,
    /// What it leaves of a plain clause for the innermost source.
    pub leaves: Option<Factuality>,
    /// By how much it takes down the writer's certainty.
    pub factor: Option<f32>,
}

impl Reason {
    pub(super) const fn new(rule: Rule, span: Option<Span>, leaves: Option<Factuality>) -> Self {
        Self { rule, span, leaves, factor: None }
    }

    pub(super) const fn share(span: Option<Span>, factor: f32) -> Self {
        Self { rule: Rule::Share, span, leaves: None, factor: Some(factor) }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.rule)?;
        if let Some(span) = self.span {
            write!(f, " at {span:?}")?;
        }
        if let Some(leaves) = self.leaves {
            write!(f, " leaves {leaves}")?;
        }
        if let Some(factor) = self.factor {
            write!(f, " times {factor:.2}")?;
        }
        Ok(())
    }
}
