//! The words that belong to a claim: its clause without the claims inside it.

use super::clauses::Clause;
use super::scene::Scene;
use super::words::Marker;
use crate::syntax::Relation;
use crate::text::{Span, TokenKind};

/// No claim: the words of a clause of saying.
const NOBODY: u32 = u32::MAX;

impl Scene<'_> {
    /// For each token of the sentence the number of the claim that it belongs to, of `claims` in order.
    pub(super) fn owners(&self, claims: &[&Clause]) -> Vec<u32> {
        let tree = self.tree();
        let start = tree.tokens().start;
        let mut owner = vec![None; tree.tokens().len()];
        for (clause, number) in claims.iter().zip(0u32..) {
            owner[clause.top - start] = Some(number);
            owner[clause.predicate - start] = Some(number);
        }
        for clause in &self.clauses {
            let slot = &mut owner[clause.predicate - start];
            if slot.is_none()
                && tree.relation(clause.predicate) != Relation::NounClause
                && self.said_by(clause).is_some()
            {
                *slot = Some(NOBODY);
            }
        }
        // Up from each token to the first one that is known, then down again: each is settled once.
        let mut path = Vec::new();
        for token in tree.tokens() {
            let mut at = token;
            path.clear();
            let found = loop {
                if let Some(found) = owner[at - start] {
                    break found;
                }
                path.push(at);
                match tree.head(at) {
                    Some(head) => at = head,
                    None => break NOBODY,
                }
            };
            for &token in &path {
                owner[token - start] = Some(found);
            }
        }
        owner.into_iter().map(|o| o.unwrap_or(NOBODY)).collect()
    }

    /// The pieces of a claim, trimmed.
    pub(super) fn pieces(
        &self,
        clause: &Clause,
        number: u32,
        owners: &[u32],
        inner: Option<u32>,
    ) -> Vec<Span> {
        let tree = self.tree();
        let start = tree.tokens().start;
        let around = tree.subtree(clause.top);
        let mine = |token: usize| {
            owners[token - start] == number
                && inner.is_none_or(|index| self.sources.piece(index, self.start(token)).is_some())
        };
        let mut pieces = Vec::new();
        let mut at = around.start;
        while at < around.end {
            if !mine(at) {
                at += 1;
                continue;
            }
            let first = at;
            while at < around.end && mine(at) {
                at += 1;
            }
            pieces.extend(self.trimmed(first..at));
        }
        if !pieces.iter().any(|p| p.contains(self.parsed.text.tokens()[clause.head].span())) {
            return vec![self.parsed.text.tokens()[clause.head].span()];
        }
        pieces
    }

    /// A stretch without punctuation, conjunctions and "that" at its edges; none if nothing is left.
    fn trimmed(&self, tokens: std::ops::Range<usize>) -> Option<Span> {
        let tree = self.tree();
        let opens = |t: usize| {
            tree.relation(t) == Relation::Coordinator
                || tree.relation(t) == Relation::Mark && self.parsed.marker(t) == Some(Marker::Complement)
        };
        let first = tokens.clone().find(|&t| !self.is_edge(t) && !opens(t))?;
        let last = tokens.rev().find(|&t| !self.is_edge(t))?;
        (first <= last).then(|| self.parsed.text.span_of(first..last + 1))
    }

    fn is_edge(&self, token: usize) -> bool {
        use TokenKind as K;
        matches!(
            self.parsed.kind(token),
            K::Period
                | K::Question
                | K::Exclamation
                | K::Ellipsis
                | K::Comma
                | K::Semicolon
                | K::Colon
                | K::Dash
                | K::Hyphen
                | K::Open
                | K::Close
                | K::DoubleQuote
                | K::SingleQuote
        )
    }
}
