//! What each fuzz target does with some bytes; it panics where a promise is broken.
//!
//! Plain functions, so that `tests/fuzz.rs` runs the seeds and all that was ever found without a fuzzer.

pub mod arrow;
pub mod batch;
pub mod document;
pub mod document_json;
pub mod entities;
pub mod gazetteer;
pub mod invariants;
pub mod lexicon;
pub mod mutate;
pub mod saved;
pub mod seeds;
pub mod sentences;

/// A target: some bytes, to do its worst with.
pub type Target = fn(&[u8]);

/// Every target by its name.
pub const TARGETS: [(&str, Target); 9] = [
    ("arrow", arrow::run),
    ("batch", batch::run),
    ("document", document::run),
    ("document_json", document_json::run),
    ("entities", entities::run),
    ("gazetteer", gazetteer::run),
    ("lexicon", lexicon::run),
    ("saved", saved::run),
    ("sentences", sentences::run),
];
