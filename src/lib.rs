//! Reads English news and says what is claimed, who claims it, how sure they are, and about whom.
//!
//! ```
//! let doc = reportedly::analyze("The port may close, Ana Ruiz said on Monday.")?;
//! assert_eq!(doc.slice(doc.hedges()[0].span), "may");
//! assert_eq!(doc.slice(doc.attributions()[0].source.unwrap()), "Ana Ruiz");
//! # Ok::<(), reportedly::Error>(())
//! ```
//!
//! The data walks through the modules in one direction; each reads what the ones before it found and adds one list:
//!
//! | module | gives |
//! |---|---|
//! | [`text`] | tokens, made once; spans, offsets, lexicons |
//! | [`sentences`] | where sentences start and end |
//! | [`quotes`] | quotation marks, paired |
//! | [`syntax`] | a tag, a head and a relation per token, where a later module asks |
//! | [`entities`] | mentions of a [`Gazetteer`]'s names; aliases that the text defines |
//! | [`hedges`] | hedge cues with type, strength, negation and scope |
//! | [`attribution`] | source, cue and content of what is attributed |
//! | [`claims`] | clauses with their sources and factuality; each sentence's status |
//! | [`document`] | all of these in a [`Document`], to JSON and back |
//! | [`sources`] | who speaks in a document, and how much |
//! | [`summary`] | a document in a few lines |
//! | [`compare`] | what two documents both claim, and what has become of the hedges |
//! | [`tokens`] | a document's tokens with their trees, on request |
//! | [`rereading`] | why the findings are what they are, on request |
//! | [`analyzer`] | the way from a text to a document, a line a module |
//! | `batch` | many texts to Arrow columns, with the feature `columns` |
// Modules that need unsafe code allow it, and say why; docs/promises.md lists them.
#![deny(unsafe_op_in_unsafe_fn, unsafe_code)]

pub mod analyzer;
pub mod attribution;
#[cfg(feature = "columns")]
pub mod batch;
pub mod claims;
pub mod compare;
pub mod document;
pub mod entities;
pub mod error;
#[cfg(not(feature = "faults"))]
mod faults;
#[cfg(feature = "faults")]
pub mod faults;
pub mod hedges;
mod labels;
pub mod layers;
pub mod lexicons;
#[cfg(feature = "python")]
mod python;
pub mod quotes;
pub mod rereading;
pub mod sentences;
pub mod sources;
pub mod summary;
pub mod syntax;
pub mod text;
pub mod tokens;

pub use analyzer::{Analyzer, Options, analyze};
pub use document::Document;
pub use entities::Gazetteer;
pub use error::{Error, ErrorKind};
pub use layers::{Layer, Layers};
pub use rereading::Rereading;
