//! A tag, a head and a coarse relation per token. Knows nothing of meaning.

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
