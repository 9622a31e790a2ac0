//! From which word and rule the values of a claim follow.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Factuality;
use crate::attribution::Attribution;
use crate::hedges::Hedge;
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
        /// How far somebody commits himself who holds a clause to be so to this degree.
        Degree = "degree",
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
    /// How far readers take a writer to hold what stands under the verb, 0 to 1, by its veridicality signature; the
    /// stance sets the bounds within which `factor` follows it.
    pub signature: Option<f32>,
}

impl Reason {
    pub(super) const fn new(rule: Rule, span: Option<Span>, leaves: Option<Factuality>) -> Self {
        Self { rule, span, leaves, factor: None, signature: None }
    }

    pub(super) const fn factor(rule: Rule, span: Option<Span>, factor: f32) -> Self {
        Self { rule, span, leaves: None, factor: Some(factor), signature: None }
    }

    /// How far the words reach: the scope of the hedge, or the first to the last of the attribution's content, that
    /// they are the cue of.
    pub fn scope(&self, hedges: &[Hedge], attributions: &[Attribution]) -> Option<Span> {
        let span = self.span?;
        let is_source = matches!(self.rule, Rule::Source | Rule::Share);
        let content = || {
            let said = attributions.iter().find(|a| a.cue == Some(span))?;
            said.content.iter().copied().reduce(Span::hull)
        };
        let hedge = || hedges.iter().find(|h| h.span.overlaps(span))?.scope;
        if is_source { content().or_else(hedge) } else { hedge().or_else(content) }
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
        if let Some(signature) = self.signature {
            write!(f, " (signature {signature:.2})")?;
        }
        Ok(())
    }
}
