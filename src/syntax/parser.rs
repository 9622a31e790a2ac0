//! From tokens to a tree: tags first, then arcs, each choice the best at its moment.
// What runs for each step must end up inside `run_avx2`, or it is compiled without its instructions.
#![allow(clippy::inline_always)]

use std::ops::Range;
use std::sync::LazyLock;

use super::features::{self, Seen, Stepping, Tagging};
use super::lexemes::{self, Lexeme, Vocabulary};
use super::network::LANES;
use super::transitions::{Action, MAX_PIECE, State};
use super::tree::{Arc, Tree};
use super::weights::Weights;
use super::{Relation, Tag};
use crate::faults;
use crate::text::{Text, TokenKind};

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| Weights::read(include_bytes!("english.bin")));

/// Finds the dependency tree of a sentence: a greedy tagger and a greedy transition parser, in linear time.
///
/// Weights are trained on UD English EWT (Silveira et al. 2014), and read on first use.
///
/// ```
/// use reportedly::{syntax::{Parser, Relation}, text::Text};
/// let text = Text::new("The minister said that the port was closed.")?;
/// let tree = Parser::new().parse(&text, 0..text.tokens().len());
/// assert_eq!(text.word(tree.root()), "said");
/// let subject = tree.subject_of(tree.root()).expect("it has one");
/// assert_eq!(text.slice(text.span_of(tree.subtree(subject))), "The minister");
/// let content = tree.complement_of(tree.root()).expect("it has one");
/// assert_eq!((text.word(content), tree.relation(content)), ("closed", Relation::Complement));
/// # Ok::<(), reportedly::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Parser {
    /// Others than the crate's own, which a parser that is never asked need not read.
    weights: Option<&'static Weights>,
}

impl Parser {
    /// The parser for English, with the weights in the crate.
    pub fn new() -> Self {
        Self::default()
    }

    #[cfg(feature = "training")]
    pub(super) fn with(weights: &'static Weights) -> Self {
        Self { weights: Some(weights) }
    }

    /// The tree of a sentence, given as its tokens. A sentence of more than 400 tokens is parsed in pieces, cut
    /// at clause punctuation where there is any, and joined by [`Relation::Parataxis`].
    ///
    /// # Panics
    /// If `tokens` leaves the text.
    pub fn parse(&self, text: &Text<'_>, tokens: Range<usize>) -> Tree {
        self.parse_all(text, &[tokens]).remove(0)
    }

    /// The trees of sentences that follow each other, as [`Parser::parse`] finds them one by one; in less time, for
    /// the weights of each step stay near while it is taken for all.
    ///
    /// # Panics
    /// If tokens leave the text.
    pub fn parse_all(&self, text: &Text<'_>, sentences: &[Range<usize>]) -> Vec<Tree> {
        faults::point("syntax", text.source());
        let weights = self.weights.unwrap_or_else(|| &WEIGHTS);
        let mut trees = Vec::with_capacity(sentences.len());
        let mut scratch = Scratch::default();
        let mut pieces = sentences.iter().flat_map(|sentence| pieces(text, sentence.clone())).peekable();
        // Of the sentence so far.
        let mut arcs: Vec<Arc> = Vec::new();
        let mut root = None;
        while pieces.peek().is_some() {
            scratch.clear();
            while scratch.lexemes.len() < AT_ONCE
                && let Some((tokens, is_last)) = pieces.next()
            {
                scratch.add(text, tokens, is_last, &weights.vocabulary);
            }
            scratch.parse(weights);
            for (piece, state) in scratch.pieces.iter().zip(&scratch.states) {
                let offset = arcs.len() as u32;
                let tags = &scratch.tags[piece.range()];
                for (link, &tag) in state.links.iter().zip(tags).take(piece.tokens.len()) {
                    let mut arc = Arc { tag: Tag::ALL[tag as usize], head: None, relation: link.relation };
                    if link.head < state.none() {
                        arc.head = Some(offset + u32::from(link.head));
                    } else if root.is_some() {
                        (arc.head, arc.relation) = (root, Relation::Parataxis);
                    } else {
                        root = Some(arcs.len() as u32);
                    }
                    arcs.push(arc);
                }
                if piece.is_last {
                    trees.push(Tree::new(text, piece.tokens.end - arcs.len(), &arcs));
                    arcs.clear();
                    root = None;
                }
            }
        }
        trees
    }
}

/// How many tokens are parsed at once, at least, where there are as many.
const AT_ONCE: usize = 4096;

/// The pieces that a sentence is parsed in, one at least, and whether each is the last.
fn pieces(text: &Text<'_>, sentence: Range<usize>) -> impl Iterator<Item = (Range<usize>, bool)> {
    let mut next = Some(sentence.start);
    std::iter::from_fn(move || {
        let tokens = next?..piece_end(text, next?..sentence.end);
        next = Some(tokens.end).filter(|&end| end < sentence.end);
        Some((tokens, next.is_none()))
    })
}

/// Where a piece that starts a stretch of tokens ends: with the stretch if it is short enough, else after the
/// last strong punctuation that leaves the piece at least half full, else after the last comma, else when full.
fn piece_end(text: &Text<'_>, tokens: Range<usize>) -> usize {
    use TokenKind as K;
    if tokens.len() <= MAX_PIECE {
        return tokens.end;
    }
    let full = tokens.start + MAX_PIECE;
    let upper_half = tokens.start + MAX_PIECE / 2..full;
    let last = |kinds: &[TokenKind]| {
        let found = text.tokens()[upper_half.clone()].iter().rposition(|t| kinds.contains(&t.kind()));
        found.map(|at| upper_half.start + at + 1)
    };
    last(&[K::Period, K::Question, K::Exclamation, K::Semicolon, K::Colon, K::Dash, K::Ellipsis])
        .or_else(|| last(&[K::Comma]))
        .unwrap_or(full)
}

/// A stretch of tokens that is parsed by itself: a sentence, or a part of a long one.
#[derive(Clone, Debug)]
struct Piece {
    tokens: Range<usize>,
    /// Where it starts among the lexemes and tags, each piece with a blank behind it.
    first: usize,
    /// Whether its sentence ends with it.
    is_last: bool,
}

impl Piece {
    /// Its lexemes or tags, and the blank.
    fn range(&self) -> Range<usize> {
        self.first..self.first + self.tokens.len() + 1
    }
}

/// What is computed for some pieces, kept to be filled again.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    pieces: Vec<Piece>,
    pub(crate) lexemes: Vec<Lexeme>,
    pub(crate) tags: Vec<u8>,
    pub(crate) seen: Vec<Seen>,
    states: Vec<State>,
}

/// Stands for "no token" among tags.
pub(crate) const NO_TAG: u8 = Tag::ALL.len() as u8;

impl Scratch {
    fn clear(&mut self) {
        self.pieces.clear();
        self.lexemes.clear();
        self.tags.clear();
        self.seen.clear();
        self.states.clear();
    }

    fn add(&mut self, text: &Text<'_>, tokens: Range<usize>, is_last: bool, vocabulary: &Vocabulary) {
        self.pieces.push(Piece { tokens: tokens.clone(), first: self.lexemes.len(), is_last });
        lexemes::read(text, tokens, vocabulary, &mut self.lexemes);
    }

    /// Tags and parses the pieces: [`Scratch::run`] with the widest instructions that the machine has.
    #[allow(unsafe_code, reason = "the widest instructions of the processor")]
    fn parse(&mut self, weights: &Weights) {
        #[cfg(target_arch = "x86_64")]
        {
            #[target_feature(enable = "avx2,popcnt")]
            fn run_avx2(scratch: &mut Scratch, weights: &Weights) {
                scratch.run::<true>(weights);
            }
            if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("popcnt") {
                // SAFETY: the machine has what the function needs; it has just been asked.
                // Worth it: more than twice the tokens a second of the instructions that every x86-64 has.
                unsafe { run_avx2(self, weights) };
                return;
            }
        }
        self.run::<false>(weights);
    }

    #[inline(always)]
    fn run<const AVX2: bool>(&mut self, weights: &Weights) {
        for piece in &self.pieces {
            let lexemes = &self.lexemes[piece.range()];
            for at in 0..piece.tokens.len() {
                let word = Tagging { lexemes, tags: &self.tags[piece.first..], at };
                self.tags.push(best(&weights.tagger.scores::<AVX2>(&word)) as u8);
            }
            self.tags.push(NO_TAG);
            features::see(lexemes, &self.tags[piece.first..], &mut self.seen);
        }
        for piece in &self.pieces {
            let mut state = State::new(piece.tokens.len());
            let seen = &self.seen[piece.range()];
            while !state.is_done() {
                let action = match (state.can_shift(), state.can_go_left(), state.can_go_right()) {
                    (true, false, false) => Action::Shift,
                    (shift, left, right) => {
                        let step = Stepping { state: &state, seen };
                        let mut scores = weights.parser.scores::<AVX2>(&step);
                        let of_shift = scores[0];
                        for sides in scores.chunks_exact_mut(2) {
                            sides[0] = if right { sides[0] } else { i32::MIN };
                            sides[1] = if left { sides[1] } else { i32::MIN };
                        }
                        scores[0] = if shift { of_shift } else { i32::MIN };
                        Action::from_index(best(&scores))
                    }
                };
                state.apply(action);
            }
            self.states.push(state);
        }
    }
}

/// The class with the best score, the first of equals.
#[inline(always)]
fn best<const C: usize>(scores: &[i32; C]) -> usize {
    let top = scores.iter().copied().fold(i32::MIN, i32::max);
    let lanes = scores.chunks_exact(LANES);
    let lane = lanes.clone().position(|lane| lane.contains(&top));
    let start = lane.unwrap_or(0) * LANES;
    start + scores[start..start + LANES].iter().position(|&score| score == top).unwrap_or(0)
}
