//! Reads texts, one JSON string or object with a `text` a line, and writes each document as a line of JSON.
//!
//!     cargo run --release --example json < texts.jsonl > documents.jsonl

use std::io::{self, BufRead, BufWriter, Write};

use reportedly::{Analyzer, Options};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    Text(String),
    Object { text: String },
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let analyzer = Analyzer::new(Options::default())?;
    let mut out = BufWriter::new(io::stdout().lock());
    for (i, line) in io::stdin().lock().lines().enumerate() {
        let line = serde_json::from_str(&line?)
            .map_err(|e| format!("line {}: expected a string, or an object with \"text\": {e}", i + 1))?;
        let (Line::Text(text) | Line::Object { text }) = line;
        writeln!(out, "{}", analyzer.analyze(&text)?.to_json())?;
    }
    Ok(out.flush()?)
}
