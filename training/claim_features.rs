//! Prints what the status of a sentence is told by, for `training/claims.py`.
//!
//!     cargo run --release --features training --example claim_features -- train.jsonl > features.jsonl
//!
//! Reads articles with their sentences, status, cues and attributions marked (JSON lines, offsets in code points) and
//! prints two lines a sentence, one with the cues and attributions as marked, one as the crate finds them:
//! `{"fold", "status", "marks": "gold" | "own", "features": [name ..]}`.

use std::error::Error;
use std::io::{BufWriter, Write};

use reportedly::attribution::{self, Attribution, Reader};
use reportedly::claims::{self, Input};
use reportedly::hedges::{Detector, Hedge, Options};
use reportedly::quotes;
use reportedly::sentences::{Reason, Sentence};
use reportedly::syntax::{Parser, Trees};
use reportedly::text::{Offsets, Span, Text};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("give a file of articles")?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::fs::read_to_string(path)?.lines() {
        let article: Value = serde_json::from_str(line)?;
        print(&article, &mut out).map_err(|e| format!("{}: {e}", article["id"]))?;
    }
    Ok(())
}

fn print(article: &Value, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let source = article["text"].as_str().ok_or("no text")?;
    let text = Text::new(source)?;
    let marks = Marks { source, offsets: Offsets::new(source) };
    let list = |name: &str| article[name].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut sentences = Vec::new();
    let mut status = Vec::new();
    for (sentence, label) in list("sentences").iter().zip(list("status")) {
        let tokens = text.tokens_in(marks.span(sentence)?);
        if !tokens.is_empty() {
            sentences.push(Sentence::new(&text, tokens, Reason::Stop));
            status.push(label);
        }
    }
    let mut hedges = list("cues").iter().map(|c| marks.hedge(c)).collect::<Result<Vec<_>, _>>()?;
    hedges.sort_by_key(|h| h.span);
    let ids: Vec<&Value> = list("attributions").iter().map(|a| &a["id"]).collect();
    let attributions =
        list("attributions").iter().map(|a| marks.attribution(a, &ids)).collect::<Result<Vec<_>, _>>()?;
    let trees = Trees::new(Parser::new(), &text, &sentences);
    let quotes = quotes::find(&text, &sentences);
    let found_hedges = Detector::new(Options::default())?.find(&text, &sentences);
    let found_attributions = Reader::new(None, None)?.find(&attribution::Input {
        text: &text,
        sentences: &sentences,
        quotes: &quotes,
        trees: &trees,
        entities: &[],
        hedges: &found_hedges,
    });
    let both = [("gold", &hedges, &attributions), ("own", &found_hedges, &found_attributions)];
    for (marks, hedges, attributions) in both {
        let input = Input {
            text: &text,
            sentences: &sentences,
            quotes: &quotes,
            trees: &trees,
            entities: &[],
            hedges,
            attributions,
        };
        for (features, status) in claims::status_features(&input).into_iter().zip(&status) {
            let row =
                json!({ "fold": article["fold"], "status": status, "marks": marks, "features": features });
            writeln!(out, "{row}")?;
        }
    }
    Ok(())
}

/// Reads marks in code points.
struct Marks<'a> {
    source: &'a str,
    offsets: Offsets,
}

impl Marks<'_> {
    fn span(&self, value: &Value) -> Result<Span, Box<dyn Error>> {
        let end = |i: usize| value[i].as_u64().and_then(|n| u32::try_from(n).ok()).ok_or("no span");
        Ok(self.offsets.bytes(self.source, Span::new(end(0)?, end(1)?)).ok_or("a span leaves the text")?)
    }

    fn optional(&self, value: &Value) -> Result<Option<Span>, Box<dyn Error>> {
        if value.is_null() { Ok(None) } else { self.span(value).map(Some) }
    }

    fn hedge(&self, cue: &Value) -> Result<Hedge, Box<dyn Error>> {
        Ok(Hedge {
            span: self.span(&json!([cue["s"], cue["e"]]))?,
            kind: cue["type"].as_str().unwrap_or_default().parse()?,
            strength: cue["strength"].as_str().map(str::parse).transpose()?,
            negated: cue["negated"].as_bool().unwrap_or(false),
            probability: 1.0,
            scope: None,
        })
    }

    fn attribution(&self, value: &Value, ids: &[&Value]) -> Result<Attribution, Box<dyn Error>> {
        let content = value["content"].as_array().map(Vec::as_slice).unwrap_or_default();
        let parent = ids.iter().position(|&id| !value["parent"].is_null() && *id == value["parent"]);
        Ok(Attribution {
            source: self.optional(&value["source"])?,
            cue: self.optional(&value["cue"])?,
            content: content.iter().map(|c| self.span(c)).collect::<Result<_, _>>()?,
            kind: value["type"].as_str().unwrap_or_default().parse()?,
            stance: value["stance"].as_str().unwrap_or_default().parse()?,
            parent: parent.map(|p| p as u32),
            resolved: None,
            source_entity: None,
            confidence: 1.0,
        })
    }
}
