//! Any bytes as the JSON form of a document: an error, or a document that goes to JSON and back and that everything
//! can be asked of.

use reportedly::{Document, ErrorKind};

use super::document::ANALYZER;
use super::invariants;

/// Reads the bytes as JSON.
pub fn run(data: &[u8]) {
    let Ok(json) = std::str::from_utf8(data) else { return };
    match Document::from_json(json) {
        Ok(doc) => {
            assert_eq!(Document::from_json(&doc.to_json()).expect("its own JSON"), doc);
            invariants::derive(&doc);
            invariants::explain(&ANALYZER, &doc, false);
            let _ = doc.tokens();
        }
        Err(error) => assert_eq!(error.kind(), ErrorKind::Saved),
    }
}
