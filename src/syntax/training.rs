//! What the trainer asks of this room: the features that the parser computes, and the file that it reads.

use super::features::{self, Stepping, Tagging};
use super::lexemes::{self, Vocabulary};
use super::network::{self, Example, Listed};
use super::parser::{NO_TAG, Parser, Scratch};
use super::transitions::{Action, State};
use super::weights::{PARSER_WIDTH, TAGGER_WIDTH, Weights};
use super::{Relation, Tag};
use crate::text::{Text, lexicon};

/// Widths of the tagger's and the parser's hidden layer.
pub const WIDTHS: [usize; 2] = [TAGGER_WIDTH, PARSER_WIDTH];
/// One above the greatest key of a feature.
pub const KEYS: usize = network::KEYS;
/// Number of classes that the parser chooses from: shift, and an arc to the left and to the right per relation.
pub const ACTIONS: usize = Action::COUNT;
/// Number of the classes for which a step goes the way of `Left` (odd) or `Right` (even) under a relation.
pub fn left(relation: Relation) -> usize {
    Action::Left(relation).index()
}
/// See [`left`].
pub fn right(relation: Relation) -> usize {
    Action::Right(relation).index()
}

/// The tag for a universal tag and its Penn Treebank form, or by its own name.
pub fn tag(upos: &str, xpos: &str) -> Tag {
    if upos.contains('-')
        && let Ok(tag) = upos.parse()
    {
        return tag;
    }
    let rows = || lexicon::rows(include_str!("tags.txt")).filter(|row| row.phrase == upos);
    let row = rows()
        .find(|row| row.field(0) == Some(xpos))
        .or_else(|| rows().find(|row| row.field(0) == Some("*")));
    row.and_then(|row| row.field(1)).and_then(|name| name.parse().ok()).unwrap_or(Tag::Other)
}

/// The relation for one of Universal Dependencies, or by its own name.
pub fn relation(name: &str) -> Relation {
    let find = |name: &str| lexicon::rows(include_str!("relations.txt")).find(|row| row.phrase == name);
    let row = find(name).or_else(|| find(name.split(':').next().unwrap_or(name)));
    row.and_then(|row| row.field(0))
        .and_then(|name| name.parse().ok())
        .or_else(|| name.parse().ok())
        .unwrap_or(Relation::Dependent)
}

/// The known words while training.
#[derive(Debug)]
pub struct Words(Vocabulary);

impl Words {
    /// From the upper halves of the words' hashes, in the order of the file.
    pub fn new(hashes: &[u32]) -> Self {
        Self(Vocabulary::new(hashes.iter().copied()))
    }
}

/// A sentence as the features see it.
#[derive(Debug)]
pub struct Sentence(Scratch);

impl Sentence {
    /// All of a text's tokens, without tags.
    pub fn new(text: &Text<'_>, words: &Words) -> Self {
        let mut scratch = Scratch::default();
        lexemes::read(text, 0..text.tokens().len(), &words.0, &mut scratch.lexemes);
        Self(scratch)
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.0.lexemes.len() - 1
    }

    /// Whether it has no tokens.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Keys of the features for the tag of token `at`, given the tags before it.
    pub fn tagging(&self, tags: &[u8], at: usize, out: &mut Vec<u32>) {
        let mut features = Listed::default();
        Tagging { lexemes: &self.0.lexemes, tags, at }.features(&mut features);
        *out = features.keys;
    }

    /// Sets the tags that [`Steps::features`] sees.
    pub fn set_tags(&mut self, tags: &[u8]) {
        self.0.tags.clear();
        self.0.tags.extend_from_slice(tags);
        self.0.tags.push(NO_TAG);
        self.0.seen.clear();
        features::see(&self.0.lexemes, &self.0.tags, &mut self.0.seen);
    }
}

/// The parser's way through a sentence, step by step.
#[derive(Debug)]
pub struct Steps(State);

impl Steps {
    /// The start.
    pub fn new(sentence: &Sentence) -> Self {
        Self(State::new(sentence.len()))
    }

    /// Whether the tree is whole.
    pub fn is_done(&self) -> bool {
        self.0.is_done()
    }

    /// Whether a shift, an arc to the left and one to the right can come next.
    pub fn allowed(&self) -> [bool; 3] {
        [self.0.can_shift(), self.0.can_go_left(), self.0.can_go_right()]
    }

    /// The stack, bottom first.
    pub fn stack(&self) -> &[u16] {
        &self.0.stack
    }

    /// The next token.
    pub fn next(&self) -> usize {
        usize::from(self.0.next)
    }

    /// Takes the step of class `index`.
    pub fn apply(&mut self, index: usize) {
        self.0.apply(Action::from_index(index));
    }

    /// The head and relation of each token, once done.
    pub fn arcs(&self) -> impl Iterator<Item = (Option<usize>, Relation)> + '_ {
        let none = self.0.none();
        let links = self.0.links.iter().take(usize::from(none));
        links.map(move |link| ((link.head != none).then_some(usize::from(link.head)), link.relation))
    }

    /// Keys of the features of the step to be taken.
    pub fn features(&self, sentence: &Sentence, out: &mut Vec<u32>) {
        let mut features = Listed::default();
        Stepping { state: &self.0, seen: &sentence.0.seen }.features(&mut features);
        *out = features.keys;
    }
}

/// Reads a weights file that is not the crate's own; it stays in memory.
pub fn parser(file: &[u8]) -> Parser {
    Parser::with(Box::leak(Box::new(Weights::read(file))))
}
