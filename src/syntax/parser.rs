//! From tokens to a tree: tags first, then arcs, each choice the best at its moment.
// What runs for each step must end up inside `run_avx2`, or it is compiled without its instructions.
#![allow(clippy::inline_always)]

use std::ops::Range;
use std::sync::LazyLock;

use super::features::{self, Passed};
use super::lexemes::{self, Lexeme};
use super::network::{Features, Network};
use super::transitions::{Action, MAX_PIECE, State};
use super::tree::{Arc, Tree};
use super::weights::{PARSER_ROOM, PARSER_WIDTH, Weights};
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
#[derive(Clone, Copy, Debug)]
pub struct Parser {
    weights: &'static Weights,
}

impl Default for Parser {
    fn default() -> Self {
        Self::new()
    }
}

impl Parser {
    /// The parser for English, with the weights in the crate.
    pub fn new() -> Self {
        Self { weights: &WEIGHTS }
    }

    #[cfg(feature = "training")]
    pub(super) fn with(weights: &'static Weights) -> Self {
        Self { weights }
    }

    /// The tree of a sentence, given as its tokens. A sentence of more than 400 tokens is parsed in pieces, cut
    /// at clause punctuation where there is any, and joined by [`Relation::Parataxis`].
    ///
    /// # Panics
    /// If `tokens` leaves the text.
    pub fn parse(&self, text: &Text<'_>, tokens: Range<usize>) -> Tree {
        faults::point("syntax", text.source());
        let mut arcs: Vec<Arc> = Vec::with_capacity(tokens.len());
        let mut scratch = Scratch::default();
        let mut root = None;
        let mut start = tokens.start;
        while start < tokens.end {
            let end = piece_end(text, start..tokens.end);
            let offset = (start - tokens.start) as u32;
            let state = scratch.parse(text, start..end, self.weights);
            for (link, &tag) in state.links.iter().zip(&scratch.tags).take(end - start) {
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
            start = end;
        }
        Tree::new(text, tokens.start, &arcs)
    }
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

/// What is computed for one piece, kept to be filled again.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    pub(crate) lexemes: Vec<Lexeme>,
    pub(crate) tags: Vec<u8>,
    pub(crate) passed: Vec<Passed>,
    pub(crate) features: Features,
}

/// Stands for "no token" among tags.
pub(crate) const NO_TAG: u8 = Tag::ALL.len() as u8;

impl Scratch {
    /// Tags and parses a piece: [`Scratch::run`] with the widest instructions that the machine has.
    #[allow(unsafe_code, reason = "the widest instructions of the processor")]
    fn parse(&mut self, text: &Text<'_>, tokens: Range<usize>, weights: &Weights) -> State {
        #[cfg(target_arch = "x86_64")]
        {
            #[target_feature(enable = "avx2,popcnt")]
            fn run_avx2(
                scratch: &mut Scratch,
                text: &Text<'_>,
                tokens: Range<usize>,
                weights: &Weights,
            ) -> State {
                scratch.run::<true>(text, tokens, weights)
            }
            if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("popcnt") {
                // SAFETY: the machine has what the function needs; it has just been asked.
                // Worth it: more than twice the tokens a second of the instructions that every x86-64 has.
                return unsafe { run_avx2(self, text, tokens, weights) };
            }
        }
        self.run::<false>(text, tokens, weights)
    }

    #[inline(always)]
    fn run<const AVX2: bool>(&mut self, text: &Text<'_>, tokens: Range<usize>, weights: &Weights) -> State {
        self.read::<AVX2>(text, tokens, weights);
        self.arcs::<AVX2>(&weights.parser)
    }

    #[inline(always)]
    fn read<const AVX2: bool>(&mut self, text: &Text<'_>, tokens: Range<usize>, weights: &Weights) {
        self.lexemes.clear();
        lexemes::read(text, tokens, &weights.vocabulary, &mut self.lexemes);
        self.tags.clear();
        for at in 0..self.lexemes.len() - 1 {
            features::tagging(&self.lexemes, &self.tags, at, &mut self.features);
            self.tags.push(best(&weights.tagger.scores::<AVX2>(&self.features), |_| true) as u8);
        }
        self.tags.push(NO_TAG);
        features::passed(&self.lexemes, &self.tags, &mut self.passed);
    }

    #[inline(always)]
    fn arcs<const AVX2: bool>(&mut self, parser: &Network<PARSER_WIDTH, PARSER_ROOM>) -> State {
        let mut state = State::new(self.lexemes.len() - 1);
        while !state.is_done() {
            let action = match (state.can_shift(), state.can_go_left(), state.can_go_right()) {
                (true, false, false) => Action::Shift,
                (shift, left, right) => {
                    features::stepping(&state, &self.lexemes, &self.tags, &self.passed, &mut self.features);
                    let scores = parser.scores::<AVX2>(&self.features);
                    Action::from_index(best(&scores, |index| match index {
                        0 => shift,
                        _ if index % 2 == 1 => left,
                        _ => right,
                    }))
                }
            };
            state.apply(action);
        }
        state
    }
}

/// The class with the best score among those allowed, the first of equals.
#[inline(always)]
fn best<const C: usize>(scores: &[i32; C], allowed: impl Fn(usize) -> bool) -> usize {
    let top = (0..C).fold(i32::MIN, |top, class| if allowed(class) { top.max(scores[class]) } else { top });
    (0..C).find(|&class| scores[class] == top && allowed(class)).unwrap_or(0)
}
