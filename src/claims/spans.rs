//! The words that belong to a claim: its clause without the claims inside it.

use std::ops::Range;

use smallvec::{SmallVec, smallvec};

use super::clauses::Clause;
use super::scene::{Counted, Scene};
use super::words::Marker;
use crate::syntax::Relation;
use crate::text::{Span, TokenKind};

/// No claim: the words of a clause of saying.
const NOBODY: u32 = u32::MAX;

impl Scene<'_> {
    /// For each token of the sentence the number of the claim that it belongs to, of `claims` in order.
    pub(super) fn owners(&self, claims: &[Counted<'_>]) -> Vec<u32> {
        let tree = self.tree();
        let start = tree.tokens().start;
        let mut owner = vec![None; tree.tokens().len()];
        for (Counted { clause, .. }, number) in claims.iter().zip(0u32..) {
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

    /// For each claim the stretches of tokens that belong to it; `inner` says in whose content alone it stands.
    pub(super) fn stretches(&self, owners: &[u32], inner: &[Option<u32>]) -> Vec<Vec<Range<usize>>> {
        let start = self.tree().tokens().start;
        let mut stretches: Vec<Vec<Range<usize>>> = vec![Vec::new(); inner.len()];
        for (&owner, token) in owners.iter().zip(start..) {
            let Some(own) = stretches.get_mut(owner as usize) else { continue };
            if inner[owner as usize]
                .is_some_and(|index| self.sources.piece(index, self.start(token)).is_none())
            {
                continue;
            }
            match own.last_mut() {
                Some(last) if last.end == token => last.end += 1,
                _ => own.push(token..token + 1),
            }
        }
        stretches
    }

    /// The pieces of a claim, trimmed; its head alone where the tree has cut that off.
    pub(super) fn pieces(&self, clause: &Clause, stretches: &[Range<usize>]) -> SmallVec<[Span; 2]> {
        let head = self.parsed.text.tokens()[clause.head].span();
        let pieces: SmallVec<[Span; 2]> =
            stretches.iter().filter_map(|tokens| self.trimmed(tokens.clone())).collect();
        if pieces.iter().any(|piece| piece.contains(head)) { pieces } else { smallvec![head] }
    }

    /// A stretch without punctuation, conjunctions and "that" at its edges; none if nothing is left.
    fn trimmed(&self, tokens: Range<usize>) -> Option<Span> {
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
