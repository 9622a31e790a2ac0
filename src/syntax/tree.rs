//! The tree of a sentence, and what later rooms ask of it.

use std::ops::Range;
use std::sync::LazyLock;

use hashbrown::HashSet;

use super::{Relation, Tag};
use crate::text::{Text, fold, lexicon};

static NEGATIONS: LazyLock<HashSet<u64>> = LazyLock::new(|| {
    lexicon::rows(include_str!("negations.txt")).map(|row| fold::hash(row.phrase)).collect()
});

/// The dependency tree of a sentence: each token has a tag, and a relation to its head.
///
/// All tokens, taken and given, are indices into [`Text::tokens`]. The tree has exactly one root, and is
/// projective: what hangs on a token, directly or not, is a stretch without gaps.
///
/// # Panics
/// All queries panic when asked for a token outside [`Tree::tokens`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tree {
    start: usize,
    root: u32,
    nodes: Vec<Node>,
}

/// A token in the tree: all others are told by how many tokens they are off, 0 for none. A sentence is parsed in short
/// pieces that hang on its root, so that two numbers alone can be too large: how far the root is, for the head of a
/// piece, and how far the root's own subtree goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Node {
    word: Word,
    relation: Relation,
    /// [`FAR`] for a root that is too far off.
    head: i16,
    first_child: i16,
    next_sibling: u16,
    left_edge: u16,
    /// Of the root, no matter what.
    right_edge: u16,
}

const FAR: i16 = i16::MIN;

/// A tag, and in the highest bit whether the word is one that negates: a byte less for each token of a text, and with it
/// another that would only fill up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Word(u8);

impl Word {
    const NEGATES: u8 = 1 << 7;

    fn new(tag: Tag, negates: bool) -> Self {
        Self(tag as u8 | if negates { Self::NEGATES } else { 0 })
    }

    #[inline]
    fn tag(self) -> Tag {
        Tag::ALL[usize::from(self.0 & !Self::NEGATES)]
    }

    #[inline]
    fn negates(self) -> bool {
        self.0 & Self::NEGATES != 0
    }
}

/// The token that is some tokens off another, 0 for none.
#[inline]
fn off(at: usize, tokens: i16) -> Option<usize> {
    (tokens != 0).then(|| at.wrapping_add_signed(isize::from(tokens)))
}

/// What the parser has found for a token; the head counts from the sentence's first token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Arc {
    pub(crate) tag: Tag,
    pub(crate) head: Option<u32>,
    pub(crate) relation: Relation,
}

impl Tree {
    /// From arcs that form a projective tree, one a token.
    pub(crate) fn new(text: &Text<'_>, start: usize, arcs: &[Arc]) -> Self {
        let mut nodes: Vec<Node> = arcs
            .iter()
            .zip(&text.tokens()[start..])
            .zip(0_i64..)
            .map(|((arc, token), at)| Node {
                word: Word::new(arc.tag, NEGATIONS.contains(&token.hash)),
                relation: arc.relation,
                head: arc.head.map_or(0, |head| (i64::from(head) - at).try_into().unwrap_or(FAR)),
                first_child: 0,
                next_sibling: 0,
                left_edge: 0,
                right_edge: 0,
            })
            .collect();
        let mut root = 0;
        let mut first_children: Vec<Option<u32>> = vec![None; nodes.len()];
        for (at, arc) in (0..arcs.len() as u32).zip(arcs).rev() {
            let Some(head) = arc.head else {
                root = at;
                continue;
            };
            let next = first_children[head as usize].replace(at);
            nodes[at as usize].next_sibling = next.map_or(0, |next| (next - at) as u16);
        }
        for ((node, child), at) in nodes.iter_mut().zip(first_children).zip(0_i64..) {
            node.first_child = child.map_or(0, |child| (i64::from(child) - at) as i16);
        }
        // In a projective tree the outermost child reaches furthest; going its way, each edge is known in time.
        for at in 0..nodes.len() {
            if let Some(first) = off(at, nodes[at].first_child).filter(|&first| first < at) {
                nodes[at].left_edge = (at - first) as u16 + nodes[first].left_edge;
            }
        }
        for (at, arc) in arcs.iter().enumerate().rev() {
            if let Some(head) = arc.head.map(|head| head as usize).filter(|&head| head < at) {
                let edge = ((at - head) as u16).saturating_add(nodes[at].right_edge);
                nodes[head].right_edge = nodes[head].right_edge.max(edge);
            }
        }
        Self { start, root, nodes }
    }

    #[inline]
    fn node(&self, token: usize) -> &Node {
        &self.nodes[token - self.start]
    }

    /// The sentence's tokens.
    #[inline]
    pub fn tokens(&self) -> Range<usize> {
        self.start..self.start + self.nodes.len()
    }

    /// What the token is.
    #[inline]
    pub fn tag(&self, token: usize) -> Tag {
        self.node(token).word.tag()
    }

    /// What it hangs on; `None` for the root.
    #[inline]
    pub fn head(&self, token: usize) -> Option<usize> {
        match self.node(token).head {
            FAR => Some(self.root()),
            head => off(token, head),
        }
    }

    /// How it hangs on its head.
    #[inline]
    pub fn relation(&self, token: usize) -> Relation {
        self.node(token).relation
    }

    /// The one token that hangs on none; of an empty sentence, where it would start.
    #[inline]
    pub fn root(&self) -> usize {
        self.start + self.root as usize
    }

    /// What hangs on the token directly, in order.
    pub fn children(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        let first = off(token, self.node(token).first_child);
        std::iter::successors(first, |&child| match self.node(child).next_sibling {
            0 => None,
            tokens => Some(child + usize::from(tokens)),
        })
    }

    /// The first child in any of some relations.
    pub fn child(&self, token: usize, relations: &[Relation]) -> Option<usize> {
        self.children(token).find(|&child| relations.contains(&self.relation(child)))
    }

    /// The token with all that hangs on it, directly or not.
    #[inline]
    pub fn subtree(&self, token: usize) -> Range<usize> {
        if token == self.root() {
            return self.tokens();
        }
        let node = self.node(token);
        token - usize::from(node.left_edge)..token + usize::from(node.right_edge) + 1
    }

    /// The tokens from the token's head up to the root.
    pub fn ancestors(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.head(token), |&at| self.head(at))
    }

    /// Whether the token heads a clause: the root, a complement, an adverbial, relative or noun clause, a clause
    /// set beside another, a clause as subject, or a conjunct that is a predicate.
    pub fn is_clause(&self, token: usize) -> bool {
        match self.relation(token) {
            Relation::Root
            | Relation::Complement
            | Relation::AdverbialClause
            | Relation::RelativeClause
            | Relation::NounClause
            | Relation::Parataxis => true,
            Relation::OpenComplement
            | Relation::Conjunct
            | Relation::Subject
            | Relation::SubjectPassive
            | Relation::Dependent => self.is_predicate(token),
            _ => false,
        }
    }

    /// Whether it is a verb, or a noun or adjective with a copula or a subject of its own.
    pub fn is_predicate(&self, token: usize) -> bool {
        self.tag(token).is_verb()
            || self.child(token, &[Relation::Copula, Relation::Subject, Relation::SubjectPassive]).is_some()
    }

    /// The head of the clause that a token stands in; a clause's head stands in its own.
    pub fn clause_of(&self, token: usize) -> usize {
        std::iter::successors(Some(token), |&at| self.head(at))
            .find(|&at| self.is_clause(at))
            .unwrap_or(self.root())
    }

    /// The subject of a verb (or other predicate): its own, that of the verb it is coordinated with, or the
    /// controller of an infinitive: the governing verb's object ("asked \[them\] to leave"), else its subject.
    pub fn subject_of(&self, verb: usize) -> Option<usize> {
        let mut at = verb;
        loop {
            if let Some(own) = self.child(at, &[Relation::Subject, Relation::SubjectPassive]) {
                return Some(own);
            }
            let head = self.head(at)?;
            match self.relation(at) {
                Relation::Conjunct if self.is_predicate(head) || self.relation(head) == Relation::Root => {}
                Relation::OpenComplement => {
                    let controller = self.child(head, &[Relation::IndirectObject, Relation::Object]);
                    // "is [Ruiz] to leave": an object after the infinitive is not its subject.
                    if let Some(object) = controller.filter(|&object| object < at) {
                        return Some(object);
                    }
                }
                _ => return None,
            }
            at = head;
        }
    }

    /// Who does what a participle or an adverbial infinitive without subject says: the noun it modifies
    /// ("\[people\] killed there"), or the subject of the clause it hangs on ("\[Ruiz\] left, saying …").
    pub fn understood_subject_of(&self, verb: usize) -> Option<usize> {
        let mut at = verb;
        loop {
            if let Some(subject) = self.subject_of(at) {
                return Some(subject);
            }
            let head = self.head(at)?;
            match self.relation(at) {
                Relation::NounClause => return Some(head),
                Relation::AdverbialClause | Relation::Conjunct | Relation::OpenComplement => at = head,
                _ => return None,
            }
        }
    }

    /// The head of what a verb says, thinks or wants: its complement clause, else its open complement, else the
    /// clause set beside it. For a verb that is itself set beside a clause ("The port, he \[said\], is open"):
    /// that clause.
    pub fn complement_of(&self, verb: usize) -> Option<usize> {
        self.child(verb, &[Relation::Complement])
            .or_else(|| self.child(verb, &[Relation::OpenComplement]))
            .or_else(|| self.child(verb, &[Relation::Parataxis]))
            .or_else(|| self.head(verb).filter(|_| self.relation(verb) == Relation::Parataxis))
    }

    /// The auxiliaries, copulas and negations of a verb or other predicate, in order, itself left out.
    pub fn verb_group(&self, verb: usize) -> impl Iterator<Item = usize> + '_ {
        self.children(verb).filter(move |&child| {
            matches!(
                self.relation(child),
                Relation::Auxiliary | Relation::AuxiliaryPassive | Relation::Copula
            ) || self.is_adverbial_negation(child)
        })
    }

    fn is_adverbial_negation(&self, token: usize) -> bool {
        self.node(token).word.negates()
            && !matches!(self.tag(token), Tag::Determiner | Tag::Pronoun | Tag::Noun | Tag::Coordinator)
    }

    /// Whether a negation hangs on the word, or is its auxiliary ("cannot").
    ///
    /// Negation by a subject or object ("nobody", "no port") is not looked for: ask for that word.
    pub fn is_negated(&self, word: usize) -> bool {
        self.children(word).any(|child| {
            self.node(child).word.negates()
                && matches!(
                    self.relation(child),
                    Relation::Adverb | Relation::Auxiliary | Relation::Determiner | Relation::Dependent
                )
        })
    }

    /// Whether the verb is in the passive.
    pub fn is_passive(&self, verb: usize) -> bool {
        self.child(verb, &[Relation::AuxiliaryPassive, Relation::SubjectPassive, Relation::Agent]).is_some()
    }

    /// Whether the verb group of a verb or other predicate has a finite form: it makes a full clause.
    pub fn is_finite(&self, verb: usize) -> bool {
        self.tag(verb).is_finite() || self.verb_group(verb).any(|part| self.tag(part).is_finite())
    }
}
