//! A document in a few lines that a person reads.

use std::fmt::Write;

use crate::claims::{Claim, Status};
use crate::document::Document;
use crate::layers::Layer;
use crate::sources;

/// How many sources are named.
const SOURCES: usize = 5;
/// How many of the least certain claims are quoted.
const CLAIMS: usize = 3;
/// How many characters of a name or claim stand in the summary.
const SHOWN: usize = 100;

/// The document in a few lines: how its sentences divide into asserted, attributed and hedged, who speaks most, and
/// the claims that the writer vouches for least. What was not read is left out.
///
/// ```
/// let doc = reportedly::analyze("The port closed. Dockers may strike, Ana Ruiz said.")?;
/// assert_eq!(
///     reportedly::summary::of(&doc),
///     "2 sentences: 50% asserted, 0% attributed, 50% hedged; certainty 0.61 on average\n\
///      most used sources: Ana Ruiz (1)\n\
///      least certain claims:\n  \
///        0.22 PS+  Dockers may strike (Ana Ruiz)"
/// );
/// # Ok::<(), reportedly::Error>(())
/// ```
pub fn of(doc: &Document) -> String {
    let mut out = String::new();
    let total = doc.sentences().len();
    let _ = write!(out, "{total} sentence{}", if total == 1 { "" } else { "s" });
    if total > 0 && doc.layers().has(Layer::Claims) {
        out += &shares(doc);
    }
    let sources = sources::of(doc);
    if !sources.is_empty() {
        let named = sources.iter().take(SOURCES);
        let named: Vec<String> =
            named.map(|s| format!("{} ({})", one_line(&s.name), s.attributions.len())).collect();
        let _ = write!(out, "\nmost used sources: {}", named.join("; "));
    }
    let mut claims: Vec<&Claim> = doc.claims().iter().filter(|claim| claim.certainty < 1.0).collect();
    claims.sort_by(|a, b| a.certainty.total_cmp(&b.certainty));
    if !claims.is_empty() {
        out += "\nleast certain claims:";
    }
    for claim in claims.into_iter().take(CLAIMS) {
        let _ = write!(out, "\n  {}", line(doc, claim));
    }
    out
}

/// The sentences by status, and how far the writer vouches for them.
fn shares(doc: &Document) -> String {
    let judged: Vec<_> = doc.sentences().iter().filter_map(|s| s.judgement).collect();
    let share = |status| {
        let count = judged.iter().filter(|j| j.status == status).count();
        (count as f32 * 100.0 / judged.len() as f32).round()
    };
    let mut out = format!(
        ": {}% asserted, {}% attributed, {}% hedged",
        share(Status::Asserted),
        share(Status::Attributed),
        share(Status::Hedged)
    );
    if judged.iter().any(|j| j.status == Status::Question) {
        let _ = write!(out, ", {}% questions", share(Status::Question));
    }
    let mean = judged.iter().map(|j| j.certainty).sum::<f32>() / judged.len() as f32;
    let _ = write!(out, "; certainty {mean:.2} on average");
    out
}

/// A claim with its values and the chain of its sources.
fn line(doc: &Document, claim: &Claim) -> String {
    let pieces: Vec<&str> = claim.spans.iter().map(|&s| doc.slice(s)).collect();
    let mut out = format!("{:.2} {:3}  {}", claim.certainty, claim.factuality, one_line(&pieces.join(" … ")));
    if !claim.chain.is_empty() {
        let chain =
            claim.chain.iter().map(|s| s.map_or("somebody unnamed".to_owned(), |s| one_line(doc.slice(s))));
        let _ = write!(out, " ({})", chain.collect::<Vec<_>>().join(" → "));
    }
    out
}

/// White space folded, cut where it is long.
fn one_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((cut, _)) => format!("{}…", &line[..cut]),
        None => line,
    }
}
