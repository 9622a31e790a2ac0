//! The verb group of a clause: where it ends, and what its modals, negations and "is said to" leave of the clause.

use super::clauses::{Parsed, REACH};
use super::words::{Effect, Marker};
use super::{Factuality, Tense};
use crate::syntax::{Relation, Tag};

/// How many predicates a verb group is followed through: "is said to be likely to win" has three.
const LONGEST: usize = 4;

/// A verb group read from its first predicate to its last.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group {
    /// The predicate that it leads to.
    pub(super) last: usize,
    /// What it leaves of the clause.
    pub(super) factuality: Factuality,
    /// Whether any part of it is negated.
    pub(super) negated: bool,
    /// When the clause is.
    pub(super) tense: Tense,
}

impl Parsed<'_> {
    /// Follows "is said to", "is likely to", "seems to" to the verb that they lead to, and puts together what the
    /// group says of it. Where the clause is what somebody believes, "would" is the past of "will". `step` is told each
    /// word that changes it, and what it leaves of a plain clause.
    pub(super) fn group(
        &self,
        predicate: usize,
        believed: bool,
        mut step: impl FnMut(usize, Factuality),
    ) -> Group {
        let mut at = predicate;
        let mut factuality = Factuality::Certain;
        let mut any_negated = false;
        let mut future = false;
        for _ in 0..LONGEST {
            let negation = self.negation(at);
            any_negated |= negation.is_some();
            let extension = self.extension(at);
            let modal = self.modal(at).map(|(word, effect)| {
                let past = believed && self.words.future.contains(&self.hash(word));
                (word, if past { Effect::NONE } else { effect })
            });
            let mut apply = |word: usize, effect: Factuality| {
                if effect != Factuality::Certain {
                    step(word, effect);
                }
                factuality = factuality.under(effect);
            };
            match (extension, modal) {
                (Some((effect, _)), modal) => {
                    if let Some((word, modal)) = modal {
                        apply(word, modal.plain);
                    }
                    apply(at, effect.when(negation.is_some()));
                }
                (None, Some((word, modal))) => apply(word, modal.when(negation.is_some())),
                (None, None) => {
                    if let Some(word) = negation {
                        apply(word, Factuality::CertainlyNot);
                    }
                }
            }
            let Some((_, next)) = extension else { break };
            future |= self.words.future.contains(&self.hash(at));
            at = next;
        }
        Group { last: at, factuality, negated: any_negated, tense: self.tense(predicate, at, future) }
    }

    /// The modal of a predicate, and what it leaves of the clause.
    fn modal(&self, predicate: usize) -> Option<(usize, Effect)> {
        let (word, effect) = self.tree.verb_group(predicate).find_map(|part| {
            let effect = self.words.modals.get(&self.hash(part))?;
            (self.tree.tag(part) == Tag::AuxModal || self.tree.relation(part) == Relation::Auxiliary)
                .then_some((part, *effect))
        })?;
        // "must have fled" concludes, "could not have fled" supposes: duty and ability look ahead.
        let perfect = self.words.perfect.get(&self.hash(word));
        Some((word, perfect.filter(|_| self.is_perfect(predicate)).copied().unwrap_or(effect)))
    }

    /// The infinitive that a verb group runs on to, and what the word before it leaves of it.
    fn extension(&self, predicate: usize) -> Option<(Effect, usize)> {
        let tree = self.tree;
        if tree.tag(predicate).is_aux() {
            // 'has "strongly condemned"': an auxiliary that was taken for the verb.
            let next = tree.child(predicate, &[Relation::Dependent, Relation::Complement])?;
            let bare = matches!(tree.tag(next), Tag::VerbParticiple | Tag::VerbBase);
            return (bare && next > predicate && !tree.is_finite(next)).then_some((Effect::NONE, next));
        }
        let next = tree.child(predicate, &[Relation::OpenComplement]).or_else(|| {
            // "is about to sign": whatever the tree makes of it, "to" follows at once.
            let other = [Relation::AdverbialClause, Relation::NounClause, Relation::Complement];
            tree.child(predicate, &other)
                .filter(|&next| tree.tag(next) == Tag::VerbBase && self.mark(next) == Some(predicate + 1))
        })?;
        if next < predicate || self.mark(next).is_none() {
            return None;
        }
        let hash = self.hash(predicate);
        let raising = || self.words.raising.get(&hash).filter(|_| tree.tag(predicate).is_verb());
        let with_be = || {
            let be = [Relation::AuxiliaryPassive, Relation::Copula, Relation::Auxiliary];
            let bare = matches!(tree.tag(predicate), Tag::VerbParticiple | Tag::Adjective);
            self.words.groups.get(&hash).filter(|_| bare || tree.child(predicate, &be).is_some())
        };
        raising().or_else(with_be).map(|effect| (*effect, next))
    }

    /// Whether "have" and a participle make the predicate's group.
    fn is_perfect(&self, predicate: usize) -> bool {
        let tree = self.tree;
        let mut have = false;
        for part in tree.verb_group(predicate) {
            let aux = tree.relation(part) == Relation::Auxiliary && tree.tag(part) != Tag::AuxModal;
            have |= aux && !self.words.be.contains(&self.hash(part));
            if tree.tag(part) == Tag::AuxParticiple {
                return true;
            }
        }
        let passive = tree.child(predicate, &[Relation::AuxiliaryPassive, Relation::Copula]).is_some();
        have && !passive && tree.tag(predicate) == Tag::VerbParticiple
    }

    fn tense(&self, first: usize, last: usize, future: bool) -> Tense {
        let tree = self.tree;
        if self.is_perfect(first) || self.is_perfect(last) {
            return Tense::Past;
        }
        let finite = tree.verb_group(first).find(|&part| tree.tag(part).is_finite()).unwrap_or(first);
        if tree.tag(finite) == Tag::AuxModal {
            return if self.words.future.contains(&self.hash(finite)) {
                Tense::Future
            } else {
                Tense::Present
            };
        }
        if self.is_past(finite) {
            Tense::Past
        } else if future && last != first || self.is_ahead(last) {
            Tense::Future
        } else {
            Tense::Present
        }
    }

    /// "is to visit": a form of "be" and an infinitive.
    pub(super) fn is_ahead(&self, predicate: usize) -> bool {
        let tree = self.tree;
        tree.tag(predicate) == Tag::VerbBase
            && tree
                .child(predicate, &[Relation::Copula])
                .is_some_and(|be| be < predicate && self.mark(predicate) == Some(be + 1))
    }

    fn is_past(&self, verb: usize) -> bool {
        let tag = self.tree.tag(verb);
        matches!(tag, Tag::VerbFinite | Tag::AuxFinite) && self.looks_past(verb) || tag == Tag::VerbParticiple
    }

    fn looks_past(&self, verb: usize) -> bool {
        let word = self.text.word(verb).as_bytes();
        let regular = word.len() > 2 && word[word.len() - 2..].eq_ignore_ascii_case(b"ed");
        regular || self.words.past.contains(&self.hash(verb))
    }

    /// A participle without an auxiliary that may be a past tense instead.
    pub(super) fn may_be_past(&self, verb: usize) -> bool {
        self.tree.tag(verb) == Tag::VerbParticiple
            && self.looks_past(verb)
            && !self.tree.verb_group(verb).any(|part| self.tree.tag(part).is_aux())
    }

    /// The negation in a predicate's verb group, subject or object.
    pub(super) fn negation(&self, predicate: usize) -> Option<usize> {
        let tree = self.tree;
        if self.negates(predicate) {
            return Some(predicate);
        }
        tree.children(predicate).find_map(|child| match tree.relation(child) {
            Relation::Auxiliary | Relation::Determiner | Relation::Copula | Relation::Dependent => {
                (self.negates(child) && !self.is_focus(child)).then_some(child)
            }
            Relation::Adverb if self.negates(child) => (!self.is_focus(child)).then_some(child),
            Relation::Adverb => self.negative_determiner(child),
            Relation::Subject | Relation::SubjectPassive | Relation::Object => {
                if self.negates(child) {
                    Some(child)
                } else {
                    self.negative_determiner(child)
                }
            }
            Relation::Coordinator => self.negates(child).then_some(child),
            _ => None,
        })
    }

    fn negative_determiner(&self, noun: usize) -> Option<usize> {
        self.tree.children(noun).take(REACH).find(|&child| {
            let relation = self.tree.relation(child);
            let leads = relation == Relation::Determiner || relation == Relation::Adverb && child < noun;
            leads && self.negates(child) && !self.tree.is_predicate(noun)
        })
    }

    fn negates(&self, token: usize) -> bool {
        self.words.negation.contains(&self.hash(token))
    }

    /// "not only": the clause is not negated.
    fn is_focus(&self, negation: usize) -> bool {
        negation + 1 < self.tree.tokens().end && self.marker(negation + 1) == Some(Marker::Focus)
    }
}
