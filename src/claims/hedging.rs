//! What each hedge cue of a sentence hangs on: the predicate whose clause it qualifies.

use super::clauses::{Parsed, REACH};
use crate::hedges::{Hedge, HedgeType};
use crate::syntax::{Relation, Tag};

/// How a cue qualifies what it hangs on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Hold {
    /// It is the word itself: "[appears]", "[fears]", "is [likely]".
    Itself,
    /// An adverb or what stands for one: "[probably] fled".
    Adverb,
    /// An auxiliary: "[may] flee".
    Auxiliary,
    /// It opens the clause: "[if] it rains", "[whether]".
    Opener,
}

/// A hedge and what it hangs on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Anchor {
    /// The predicate or noun that it qualifies.
    pub(super) token: usize,
    pub(super) hold: Hold,
    /// Index of the hedge in the document.
    pub(super) hedge: u32,
}

impl Parsed<'_> {
    /// The anchors of some hedges, by token.
    pub(super) fn anchors(&self, hedges: &[Hedge], first: usize) -> Vec<Anchor> {
        let mut anchors: Vec<Anchor> = hedges
            .iter()
            .zip(first as u32..)
            .filter_map(|(hedge, index)| {
                let (token, hold) = self.anchor(hedge)?;
                Some(Anchor { token, hold, hedge: index })
            })
            .collect();
        anchors.sort_unstable();
        anchors
    }

    fn anchor(&self, hedge: &Hedge) -> Option<(usize, Hold)> {
        let tree = self.tree;
        let all = tree.tokens();
        let cue = self.text.tokens_in(hedge.span);
        let cue = cue.start.max(all.start)..cue.end.min(all.end);
        if cue.is_empty() {
            return None;
        }
        if hedge.kind == HedgeType::Conditional
            && let Some(clause) = self.clause_opened_at(cue.start)
        {
            return Some((clause, Hold::Opener));
        }
        let top = cue.clone().find(|&t| tree.head(t).is_none_or(|head| !cue.contains(&head)))?;
        let Some(head) = tree.head(top) else { return Some((top, Hold::Itself)) };
        match tree.relation(top) {
            Relation::Auxiliary | Relation::AuxiliaryPassive | Relation::Copula => {
                Some((head, Hold::Auxiliary))
            }
            Relation::Mark => Some((head, Hold::Opener)),
            Relation::Adverb if hedge.kind == HedgeType::Investigation => Some((head, Hold::Opener)),
            Relation::Adverb | Relation::Dependent if !tree.is_predicate(top) => {
                self.qualified(head).map(|token| (token, Hold::Adverb))
            }
            _ if tree.tag(top) == Tag::Adverb && !tree.is_predicate(top) => {
                self.qualified(head).map(|token| (token, Hold::Adverb))
            }
            // "remains [unclear]": what is said is said with the adjective.
            Relation::OpenComplement
                if tree.tag(top) == Tag::Adjective
                    && tree.tag(head).is_verb()
                    && matches!(hedge.kind, HedgeType::Investigation | HedgeType::Epistemic) =>
            {
                Some((head, Hold::Itself))
            }
            _ => Some((top, Hold::Itself)),
        }
    }

    /// The predicate that an adverb on `token` qualifies: the token where it is one, none where the adverb belongs to
    /// a phrase ("an [apparently] empty house").
    fn qualified(&self, token: usize) -> Option<usize> {
        let tree = self.tree;
        let mut at = token;
        for _ in 0..REACH {
            if tree.is_predicate(at) || tree.relation(at) == Relation::Root {
                return Some(at);
            }
            if !tree.tag(at).is_aux() && tree.tag(at) != Tag::Adverb {
                return None;
            }
            at = tree.head(at)?;
        }
        None
    }

    /// The adverbial clause that starts with `token`.
    pub(super) fn clause_opened_at(&self, token: usize) -> Option<usize> {
        let tree = self.tree;
        std::iter::once(token)
            .chain(tree.ancestors(token))
            .take(REACH)
            .take_while(|&at| tree.subtree(at).start >= token.saturating_sub(2))
            .filter(|&at| {
                matches!(
                    tree.relation(at),
                    Relation::AdverbialClause | Relation::NounClause | Relation::Complement
                )
            })
            .find(|&at| tree.is_predicate(at) && at > token)
    }
}

/// The anchors on one token.
pub(super) fn on(anchors: &[Anchor], token: usize) -> &[Anchor] {
    let from = anchors.partition_point(|a| a.token < token);
    let to = anchors.partition_point(|a| a.token <= token);
    &anchors[from..to]
}
