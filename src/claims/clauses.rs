//! The clauses of a sentence that say that something is so, by section 5 of the guidelines: what counts as a claim
//! as far as syntax can tell.

use super::Tense;
use super::words::{Marker, Words};
use crate::syntax::{Relation, Tag, Tree};
use crate::text::{Text, TokenKind};

/// How many steps are taken up or along a tree before a walk gives up: keeps odd texts linear.
pub(super) const REACH: usize = 24;

/// What a clause is in its sentence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    /// The sentence's own, or set beside it.
    Main,
    /// What another word takes: "said [it fell]", "evidence that [it fell]".
    Complement,
    /// Of time, cause, contrast or condition.
    Adverbial,
    /// Relative, set off by a comma.
    Relative,
    /// Relative and restrictive, of purpose or of measure: part of another clause.
    Part,
}

/// A clause with a finite verb (or a headline's participle) for its predicate.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clause {
    /// Head of its verb group in the tree: a verb, or the adjective or noun after a copula.
    pub(super) predicate: usize,
    /// The predicate, or where the verb group runs on ("is said to [own]", "seems to [be]"), its last one.
    pub(super) last: usize,
    /// The word that stands for the claim.
    pub(super) head: usize,
    /// The word whose subtree is the clause: the predicate, or the root where the tree has the two the wrong way round.
    pub(super) top: usize,
    /// What it is in the sentence.
    pub(super) role: Role,
    /// Whether it is coordinated with a clause before it.
    pub(super) conjunct: bool,
    /// The word that it (or the clause that it is coordinated with) hangs on.
    pub(super) governor: Option<usize>,
    /// Whether it is negated.
    pub(super) negated: bool,
    /// Whether it is a condition ("if", "unless", "had it …") or opens with "whether".
    pub(super) open: Option<usize>,
    /// When it is.
    pub(super) tense: Tense,
}

/// A sentence's tree with its words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parsed<'a> {
    pub(super) text: &'a Text<'a>,
    pub(super) tree: &'a Tree,
    pub(super) words: &'static Words,
}

impl Parsed<'_> {
    pub(super) fn hash(&self, token: usize) -> u64 {
        self.text.tokens()[token].hash
    }

    pub(super) fn kind(&self, token: usize) -> TokenKind {
        self.text.tokens()[token].kind()
    }

    pub(super) fn marker(&self, token: usize) -> Option<Marker> {
        self.words.markers.get(&self.hash(token)).copied()
    }

    /// All clauses, in the order of their predicates.
    pub(super) fn clauses(&self) -> Vec<Clause> {
        let headline = self.is_headline();
        let mut clauses: Vec<Clause> =
            self.tree.tokens().filter_map(|token| self.clause(token, headline)).collect();
        if clauses.binary_search_by_key(&self.tree.root(), |c| c.predicate).is_err() {
            self.promote(&mut clauses, headline);
        }
        clauses
    }

    /// The word that stands for a claim: the lexical verb, or the copula where there is none.
    fn head(&self, predicate: usize) -> usize {
        let tree = self.tree;
        if let Some(copula) = tree.child(predicate, &[Relation::Copula]) {
            return if self.is_ahead(predicate) { predicate } else { copula };
        }
        // "was unaware": an adjective taken for an infinitive after a form of "be".
        let bare = tree.tag(predicate) == Tag::VerbBase;
        let last = tree.verb_group(predicate).filter(|&part| tree.tag(part).is_aux()).last();
        last.filter(|&part| bare && self.words.be.contains(&self.hash(part))).unwrap_or(predicate)
    }

    /// In a sentence without a main clause, the parser has mostly hung the verb on its own subject: the first clause
    /// that stands in no other and does not open with a pronoun or conjunction is the main one; failing that, the first
    /// participle after a noun that may be a past tense.
    fn promote(&self, clauses: &mut Vec<Clause>, headline: bool) {
        let root = self.tree.root();
        let main = clauses.iter().position(|c| {
            let first = self.tree.subtree(c.predicate).find(|&t| self.kind(t).is_wordlike());
            matches!(self.tree.relation(c.predicate), Relation::RelativeClause | Relation::NounClause)
                && c.role != Role::Main
                && self.mark(c.predicate).is_none()
                && first.is_some_and(|t| self.marker(t).is_none())
                && !self
                    .tree
                    .ancestors(c.predicate)
                    .take(REACH)
                    .any(|a| clauses.binary_search_by_key(&a, |o| o.predicate).is_ok())
        });
        if let Some(main) = main {
            clauses[main].role = Role::Main;
            clauses[main].top = root;
        } else {
            let alone = clauses.is_empty();
            let verb = self.tree.tokens().find(|&t| {
                let hangs = match self.tree.relation(t) {
                    Relation::NounClause | Relation::Dependent => {
                        alone && !headline || self.tree.head(t) == Some(root)
                    }
                    Relation::Parataxis | Relation::Conjunct | Relation::Root => alone && !headline,
                    // "The army denied responsibility": the verb between two nouns.
                    Relation::Adjective => {
                        alone && !headline && t > self.tree.tokens().start && self.tree.tag(t - 1).is_noun()
                    }
                    _ => false,
                };
                hangs && self.may_be_past(t) && self.mark(t).is_none()
            });
            if let Some(verb) = verb
                && let Err(at) = clauses.binary_search_by_key(&verb, |c| c.predicate)
            {
                let mut clause = self.read_clause(verb, Role::Main);
                clause.top = root;
                clauses.insert(at, clause);
            }
        }
    }

    /// A sentence without a full stop, whose participle may stand for a finite verb.
    fn is_headline(&self) -> bool {
        use TokenKind as K;
        let last = self
            .tree
            .tokens()
            .rev()
            .find(|&t| !matches!(self.kind(t), K::DoubleQuote | K::SingleQuote | K::Close));
        last.is_some_and(|t| {
            !matches!(
                self.kind(t),
                K::Period | K::Question | K::Exclamation | K::Ellipsis | K::Colon | K::Comma
            )
        })
    }

    fn clause(&self, predicate: usize, headline: bool) -> Option<Clause> {
        let tree = self.tree;
        let tag = tree.tag(predicate);
        let relation = tree.relation(predicate);
        if matches!(
            relation,
            Relation::Auxiliary
                | Relation::AuxiliaryPassive
                | Relation::Copula
                | Relation::Adjective
                | Relation::Compound
        ) {
            return None;
        }
        let finite = tree.is_finite(predicate);
        let has_subject = tree.child(predicate, &[Relation::Subject, Relation::SubjectPassive]).is_some();
        if finite {
            let opens = tree.verb_group(predicate).next().unwrap_or(predicate);
            let commands = tag == Tag::VerbImperative || self.marker(opens) == Some(Marker::Command);
            let command = commands && !has_subject && relation != Relation::Conjunct;
            let verbal = tag.is_verb() || tag.is_aux() || has_subject;
            if command || !(verbal || tree.child(predicate, &[Relation::Copula]).is_some()) {
                return None;
            }
        } else {
            let participle = matches!(tag, Tag::VerbParticiple | Tag::VerbGerund);
            // "The South retaliated": the past tense mostly looks like the participle, and the subject tells.
            let past = tree.child(predicate, &[Relation::Subject]).is_some() && self.may_be_past(predicate);
            if !(past || headline && participle && relation == Relation::Root) {
                return None;
            }
        }
        let first = self.first_conjunct(predicate);
        let role = if first != predicate && !tree.is_predicate(first) {
            // A verb coordinated with a noun is the verb of a clause that begins with the noun.
            if tree.relation(first) == Relation::Root { Role::Main } else { Role::Adverbial }
        } else {
            self.role(first)?
        };
        Some(self.read_clause(predicate, role))
    }

    fn read_clause(&self, predicate: usize, role: Role) -> Clause {
        let first = self.first_conjunct(predicate);
        let group = self.group(predicate, false, |_, _| {});
        let open = self.opener(predicate);
        Clause {
            predicate,
            last: group.last,
            head: self.head(group.last),
            top: predicate,
            role,
            conjunct: first != predicate,
            governor: self.tree.head(first),
            negated: group.negated,
            open,
            tense: group.tense,
        }
    }

    /// The predicate that a row of coordinated ones starts with.
    pub(super) fn first_conjunct(&self, predicate: usize) -> usize {
        let mut at = predicate;
        for _ in 0..REACH {
            match self.tree.head(at) {
                Some(head) if self.tree.relation(at) == Relation::Conjunct => at = head,
                _ => break,
            }
        }
        at
    }

    fn role(&self, predicate: usize) -> Option<Role> {
        let tree = self.tree;
        Some(match tree.relation(predicate) {
            Relation::Parataxis | Relation::Dependent if self.is_relative(predicate) => Role::Relative,
            Relation::Root | Relation::Parataxis | Relation::Dependent => Role::Main,
            Relation::Complement
            | Relation::OpenComplement
            | Relation::Subject
            | Relation::SubjectPassive => Role::Complement,
            Relation::AdverbialClause => match self.opening(predicate).and_then(|word| self.marker(word)) {
                // "not clear whether", "sure that": what an adjective takes.
                Some(Marker::Complement | Marker::Open) => Role::Complement,
                Some(Marker::Aim) => Role::Part,
                _ => Role::Adverbial,
            },
            Relation::NounClause | Relation::RelativeClause => {
                let mark = self.mark(predicate);
                match mark.map(|mark| self.marker(mark)) {
                    // "two days after it fell" hangs on the days.
                    Some(None | Some(Marker::Condition)) => Role::Adverbial,
                    Some(Some(Marker::Complement | Marker::Open)) => Role::Complement,
                    _ if self.is_set_off(predicate) => Role::Relative,
                    _ => Role::Part,
                }
            }
            Relation::Apposition | Relation::Object | Relation::Oblique | Relation::NounModifier => {
                Role::Part
            }
            _ => return None,
        })
    }

    /// The subordinator of a clause, or else its first word.
    fn opening(&self, predicate: usize) -> Option<usize> {
        self.mark(predicate)
            .or_else(|| self.tree.subtree(predicate).take(3).find(|&t| self.kind(t).is_wordlike()))
    }

    /// Whether a clause opens with a relative pronoun after a comma.
    fn is_relative(&self, predicate: usize) -> bool {
        let first = self.tree.subtree(predicate).take(3).find(|&t| self.kind(t).is_wordlike());
        first.is_some_and(|t| self.marker(t) == Some(Marker::Asks)) && self.is_set_off(predicate)
    }

    /// The subordinator of a clause.
    pub(super) fn mark(&self, predicate: usize) -> Option<usize> {
        self.tree.child(predicate, &[Relation::Mark])
    }

    /// Whether a comma, dash or bracket stands before the clause.
    fn is_set_off(&self, predicate: usize) -> bool {
        use TokenKind as K;
        let start = self.tree.subtree(predicate).start;
        let inside = matches!(self.kind(start), K::Comma | K::Dash | K::Open);
        inside
            || start > self.tree.tokens().start
                && matches!(self.kind(start - 1), K::Comma | K::Dash | K::Open)
    }

    /// The word that makes the clause a condition or leaves it open.
    fn opener(&self, predicate: usize) -> Option<usize> {
        let tree = self.tree;
        if let Some(mark) = tree.children(predicate).take(REACH).find(|&child| {
            tree.relation(child) == Relation::Mark
                && matches!(self.marker(child), Some(Marker::Condition | Marker::Open))
        }) {
            return Some(mark);
        }
        if tree.relation(predicate) != Relation::AdverbialClause || self.mark(predicate).is_some() {
            return None;
        }
        let subject = tree.child(predicate, &[Relation::Subject, Relation::SubjectPassive])?;
        tree.verb_group(predicate)
            .take_while(|&part| part < subject)
            .find(|&part| self.marker(part) == Some(Marker::Inverted))
    }
}
