//! A tag, a head and a coarse relation per token. Knows nothing of meaning.
//!
//! [`Parser::parse`] takes the tokens of one sentence and gives its [`Tree`]. A greedy tagger and a greedy
//! arc-hybrid parser with a dynamic oracle (Goldberg & Nivre 2013), each a small network over sparse features
//! (Chen & Manning 2014): linear time, no recursion, always a tree, always projective. Tags and relations are
//! those of Universal Dependencies, version 2, made coarse ([`Tag`], [`Relation`]).
//!
//! Weights: UD English EWT, and silver trees of openly licensed news and Wikipedia; how, `training/syntax.rs` says.

mod features;
mod labels;
mod lexemes;
mod network;
mod parser;
#[cfg(feature = "training")]
pub mod training;
mod transitions;
mod tree;
mod trees;
mod weights;

pub use labels::{Relation, Tag};
pub use parser::Parser;
pub use tree::Tree;
pub use trees::Trees;
