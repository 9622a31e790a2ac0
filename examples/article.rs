//! Reads an article and says what is claimed, by whom and how surely.
//!
//!     cargo run --release --example article -- examples/article.txt

use std::io::{self, Write};

use reportedly::claims::Claim;
use reportedly::{Analyzer, Document, Options};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "examples/article.txt".to_owned());
    let text = std::fs::read_to_string(&path).map_err(|e| format!("{path}: {e}"))?;
    let doc = Analyzer::new(Options::default())?.analyze(&text)?;

    let mut out = io::stdout().lock();
    for claim in doc.claims() {
        writeln!(out, "{:4} {:4.2}  {}", claim.factuality, claim.certainty, clause(&doc, claim))?;
        if !claim.chain.is_empty() {
            let sources = claim.chain.iter().map(|s| s.map_or("nobody named", |span| doc.slice(span)));
            writeln!(out, "           says: {}", sources.collect::<Vec<_>>().join(" → "))?;
        }
        for &hedge in &claim.hedges {
            let hedge = &doc.hedges()[hedge as usize];
            writeln!(out, "           {}: {}", hedge.kind, doc.slice(hedge.span))?;
        }
    }
    Ok(())
}

fn clause(doc: &Document, claim: &Claim) -> String {
    claim.spans.iter().map(|&span| doc.slice(span)).collect::<Vec<_>>().join(" … ")
}
