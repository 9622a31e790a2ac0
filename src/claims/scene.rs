//! A sentence with all that earlier rooms found in it, and which of its clauses are claims.

use super::Input;
use super::clauses::{Clause, Parsed, REACH, Role};
use super::hedging::{self, Anchor, Hold};
use super::sources::{Local, Sources};
use super::words::{Effect, Marker, Words};
use crate::attribution::AttributionType;
use crate::hedges::HedgeType;
use crate::syntax::{Relation, Tag, Tree};
use crate::text::TokenKind;

/// How many clauses of one attribution's content are looked at.
const MANY: usize = 64;

/// A sentence and what stands in it.
#[derive(Debug)]
pub(super) struct Scene<'a> {
    pub(super) input: &'a Input<'a>,
    /// Its index.
    pub(super) sentence: u32,
    /// The hedges in it, among the document's.
    pub(super) hedges: std::ops::Range<usize>,
    pub(super) parsed: Parsed<'a>,
    pub(super) sources: &'a Sources<'a>,
    pub(super) local: Local,
    pub(super) clauses: Vec<Clause>,
    pub(super) anchors: Vec<Anchor>,
    /// For each of its hedges the word that it hangs on.
    pub(super) anchored: Vec<Option<usize>>,
    /// Words that hang on a condition, each with the hedge that says so, by word.
    pub(super) conditions: Vec<(usize, u32)>,
    /// Whether it ends in a question mark.
    pub(super) asks: bool,
}

/// A clause that is a claim.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted<'c> {
    pub(super) clause: &'c Clause,
    /// The attribution whose verb it is: "[denied] the charge".
    pub(super) own: Option<u32>,
}

impl<'a> Scene<'a> {
    pub(super) fn new(
        input: &'a Input<'a>,
        sentence: u32,
        sources: &'a Sources<'a>,
        local: Local,
        hedges: std::ops::Range<usize>,
    ) -> Self {
        let tree = input.trees.get(sentence as usize);
        let parsed = Parsed { text: input.text, tree, words: Words::get() };
        let anchors = parsed.anchors(&input.hedges[hedges.clone()], hedges.start);
        let mut anchored = vec![None; hedges.len()];
        for anchor in &anchors {
            anchored[anchor.hedge as usize - hedges.start] = Some(anchor.token);
        }
        let mut conditions: Vec<(usize, u32)> = anchors
            .iter()
            .filter(|a| {
                a.hold == Hold::Opener && input.hedges[a.hedge as usize].kind == HedgeType::Conditional
            })
            .filter(|a| tree.relation(a.token) == Relation::AdverbialClause)
            .filter_map(|a| {
                // A condition that the tree has hung on a noun belongs to the clause around it.
                let head = tree.head(a.token)?;
                let on = if tree.is_predicate(head) { head } else { tree.clause_of(head) };
                Some((on, a.hedge))
            })
            .collect();
        // A condition whose clause the tree has lost: what it stands in hangs on it.
        conditions.extend(anchors.iter().filter_map(|a| {
            let word = input.text.tokens_in(input.hedges[a.hedge as usize].span).start;
            let modal = tree.tokens().contains(&word) && tree.tag(word).is_aux();
            let lost = a.hold != Hold::Auxiliary
                && !modal
                && input.hedges[a.hedge as usize].kind == HedgeType::Conditional
                && !(a.hold == Hold::Opener && tree.relation(a.token) == Relation::AdverbialClause);
            lost.then(|| (tree.clause_of(tree.head(a.token).unwrap_or(a.token)), a.hedge))
        }));
        conditions.sort_unstable();
        let ends = tree.tokens().rev().find(|&t| {
            !matches!(parsed.kind(t), TokenKind::DoubleQuote | TokenKind::SingleQuote | TokenKind::Close)
        });
        let asks = ends.is_some_and(|t| parsed.kind(t) == TokenKind::Question);
        Self {
            input,
            anchored,
            sentence,
            hedges,
            sources,
            local,
            clauses: parsed.clauses(),
            anchors,
            conditions,
            asks,
            parsed,
        }
    }

    pub(super) fn tree(&self) -> &'a Tree {
        self.parsed.tree
    }

    pub(super) fn start(&self, token: usize) -> u32 {
        self.parsed.text.tokens()[token].start()
    }

    /// The clause whose predicate is `token`.
    pub(super) fn clause(&self, token: usize) -> Option<&Clause> {
        let at = self.clauses.binary_search_by_key(&token, |c| c.predicate).ok()?;
        Some(&self.clauses[at])
    }

    pub(super) fn on(&self, token: usize) -> &[Anchor] {
        hedging::on(&self.anchors, token)
    }

    /// The attribution whose verb a predicate is: its cue covers the verb, and its content lies elsewhere.
    pub(super) fn said_by(&self, clause: &Clause) -> Option<u32> {
        let head = self.start(clause.head);
        [clause.last, clause.head]
            .into_iter()
            .flat_map(|token| self.local.cued_at(self.start(token)))
            .find(|&index| self.sources.piece(index, head).is_none())
    }

    /// The clauses that an attribution's content is made of, in this sentence.
    pub(super) fn tops(&self, attribution: u32) -> impl Iterator<Item = &Clause> {
        let content = &self.sources.get(attribution).content;
        let sentence = self.input.text.span_of(self.tree().tokens());
        let from = content.partition_point(|p| p.end() <= sentence.start());
        let to = content.partition_point(|p| p.start() < sentence.end());
        content[from..to.max(from)].iter().flat_map(move |piece| {
            let first = self.clauses.partition_point(|c| self.start(c.head) < piece.start());
            self.clauses[first..]
                .iter()
                .take(MANY)
                .take_while(move |c| self.start(c.head) < piece.end())
                .filter(move |c| c.role == Role::Main || self.is_top(c, attribution))
        })
    }

    /// Whether a clause in an attribution's content stands in no other clause of it: one that describes a thing does.
    fn is_top(&self, clause: &Clause, attribution: u32) -> bool {
        let inside = |&at: &usize| self.sources.piece(attribution, self.start(at)).is_some();
        let mut around = self.tree().ancestors(clause.predicate).take(REACH).take_while(inside);
        !matches!(clause.role, Role::Relative | Role::Part) && around.all(|at| self.clause(at).is_none())
    }

    /// Whether the content of an attribution is a clause: its row is what was said, not that it was said.
    pub(super) fn says_a_clause(&self, attribution: u32) -> bool {
        let sentence = self.input.text.span_of(self.tree().tokens());
        let of = self.sources.get(attribution);
        of.content.iter().any(|&piece| !sentence.contains(piece))
            || self.tops(attribution).next().is_some()
            || of.content.iter().any(|&piece| {
                let tokens = self.input.text.tokens_in(piece);
                let before = tokens.start.checked_sub(1).filter(|t| self.tree().tokens().contains(t));
                // "that" opens it, or a quotation has a verb, though the tree has it otherwise.
                before.is_some_and(|t| self.parsed.marker(t) == Some(Marker::Complement))
                    || tokens.take(REACH).any(|t| {
                        let tag = self.tree().tag(t);
                        tag == Tag::VerbImperative || of.kind == AttributionType::Direct && tag.is_finite()
                    })
            })
    }

    /// What a frame leaves of the clause that it takes: "it is [likely] that".
    pub(super) fn frame(&self, word: usize) -> Option<Effect> {
        let words = self.parsed.words;
        let hash = self.parsed.hash(word);
        let verb = self.tree().tag(word).is_verb();
        words.frames.get(&hash).filter(|_| !verb).or_else(|| words.frame_verbs.get(&hash)).copied()
    }

    /// What a word that takes a clause leaves of it, where it says something of that.
    pub(super) fn governs(&self, governor: usize) -> Option<Effect> {
        let words = self.parsed.words;
        let hash = self.parsed.hash(governor);
        let other = || words.beliefs.get(&hash).or_else(|| words.raising.get(&hash)).copied();
        self.frame(governor).or_else(other)
    }

    /// Whether the clause only colours the clause that it takes: "it seems that", "there is evidence that".
    pub(super) fn is_frame(&self, clause: &Clause) -> bool {
        let tree = self.tree();
        let takes = |word: usize| {
            tree.children(word).any(|child| {
                matches!(
                    tree.relation(child),
                    Relation::Complement
                        | Relation::NounClause
                        | Relation::Subject
                        | Relation::SubjectPassive
                        | Relation::AdverbialClause
                ) && self.clause(child).is_some_and(|c| c.role == Role::Complement)
            })
        };
        let last = clause.last;
        let expletive = |word: usize| {
            tree.children(word).any(|child| {
                tree.relation(child) == Relation::Expletive
                    || matches!(tree.relation(child), Relation::Subject | Relation::SubjectPassive)
                        && (self.parsed.marker(child) == Some(Marker::Expletive)
                            || self.clause(child).is_some())
            })
        };
        // "it is important to note that"
        let noted = [Relation::OpenComplement, Relation::Subject, Relation::AdverbialClause];
        if tree.child(last, &noted).is_some_and(|word| self.frame(word).is_some() && takes(word))
            && expletive(last)
        {
            return true;
        }
        if self.governs(last).is_some() && takes(last) {
            return expletive(last) || clause.head != last && tree.tag(last) == Tag::Noun;
        }
        // "there is evidence that", "the fact is that"
        tree.child(last, &[Relation::Subject])
            .is_some_and(|noun| self.frame(noun).is_some() && (takes(noun) || takes(last)))
    }

    /// Whether an attribution's content opens with the clause, or its cue takes it.
    fn is_attributed(&self, clause: &Clause) -> bool {
        let head = self.start(clause.head);
        let opens = self.start(self.tree().subtree(self.parsed.first_conjunct(clause.predicate)).start);
        self.local.around.iter().any(|&index| {
            self.sources.piece(index, head).is_some_and(|piece| {
                let cue = self.sources.get(index).cue;
                let taken = cue.zip(clause.governor).is_some_and(|(cue, word)| cue.covers(self.start(word)));
                taken || piece.start() >= opens && piece.start() <= head
            })
        })
    }

    /// Whether a clause that another word takes is what a frame only colours: "it is likely that", "amid fears that".
    fn is_framed(&self, clause: &Clause) -> bool {
        let Some(governor) = clause.governor else { return true };
        self.frame(governor).is_some()
            || self.on(governor).iter().any(|anchor| {
                let kind = self.input.hedges[anchor.hedge as usize].kind;
                anchor.hold == Hold::Itself
                    && matches!(
                        kind,
                        HedgeType::Doxastic
                            | HedgeType::Epistemic
                            | HedgeType::Investigation
                            | HedgeType::Reportative
                    )
            })
    }

    /// Whether the clause asks for more than yes or no, or is what such a question is made of.
    fn asks_for_more(&self, clause: &Clause) -> bool {
        let own = matches!(self.tree().relation(clause.predicate), Relation::Root | Relation::Conjunct);
        if clause.role == Role::Main && own && !self.asks || clause.role == Role::Relative {
            return false;
        }
        let setting = match clause.role {
            Role::Main => self.asks,
            Role::Adverbial => false,
            _ => true,
        };
        let range = self.tree().subtree(clause.predicate);
        range
            .clone()
            .take(4)
            .find(|&t| {
                self.parsed.kind(t).is_wordlike()
                    && !matches!(self.tree().relation(t), Relation::Coordinator | Relation::Case)
            })
            .and_then(|t| self.parsed.marker(t))
            .is_some_and(|m| m == Marker::Asks || setting && m == Marker::Setting)
    }

    /// The clause as a claim, if it is one.
    pub(super) fn counted<'c>(&self, clause: &'c Clause) -> Option<Counted<'c>> {
        let counts = match clause.role {
            Role::Main | Role::Adverbial | Role::Relative => true,
            Role::Complement => self.is_attributed(clause) || self.is_framed(clause),
            Role::Part => self.is_attributed(clause),
        };
        if !counts || self.asks_for_more(clause) {
            return None;
        }
        let own = self.said_by(clause);
        if own.is_some_and(|index| self.says_a_clause(index)) || self.is_frame(clause) {
            return None;
        }
        Some(Counted { clause, own })
    }
}
