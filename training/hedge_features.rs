//! What `training/hedges.py` asks of the crate: the features of all candidates, or the cues under given weights.
//!
//! ```text
//! hedge_features features|find|edges|negations DOMAIN [WEIGHTS] < texts.jsonl > out.jsonl
//! hedge_features scopes DOMAIN SCOPE_WEIGHTS < texts.jsonl > out.jsonl
//! ```
//! A line in: `{"text", "sentences": [[start, end] ..]}`; without sentences the text is one; for `edges` and `scopes` also
//! `"cues": [[start, end] ..]` and `"negation": true|false`. A line out is a list: for `features` of `{"start", "end",
//! "phrase", "types", "names"}`, for `find` of hedges, for `negations` of [cue, scope], for `edges` of the places where
//! each cue's scope can begin and end, for `scopes` of spans. Offsets are code points.

use std::error::Error;
use std::io::{self, BufRead, BufWriter, Write};

use reportedly::hedges::{Detector, Options, negation};
use reportedly::sentences::{Reason, Sentence};
use reportedly::text::{Offsets, Span, Text};
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
struct Input {
    text: String,
    #[serde(default)]
    sentences: Vec<[u32; 2]>,
    #[serde(default)]
    cues: Vec<[u32; 2]>,
    #[serde(default)]
    negation: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let usage = "usage: hedge_features features|find|edges|scopes|negations DOMAIN [WEIGHTS]";
    let task = arguments.next().ok_or(usage)?;
    let domain = arguments.next().ok_or(usage)?.parse()?;
    let options = Options { domain, ..Options::default() };
    let weights = arguments
        .next()
        .map(|file| Ok::<_, io::Error>((std::fs::read_to_string(&file)?, file)))
        .transpose()?;
    let detector = match &weights {
        Some((content, file)) if task != "scopes" => Detector::with_weights(options, file, content)?,
        _ => Detector::new(options)?,
    };
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let input: Input = serde_json::from_str(&line?)?;
        let text = Text::new(&input.text)?;
        let offsets = Offsets::new(&input.text);
        let points = |span: Span| {
            let span = offsets.chars(&input.text, span);
            [span.start(), span.end()]
        };
        let sentences = sentences(&text, &offsets, &input.sentences)?;
        let found: Vec<serde_json::Value> = match task.as_str() {
            "features" => (detector.candidate_features(&text, &sentences).into_iter())
                .map(|c| {
                    let [start, end] = points(c.span);
                    json!({"start": start, "end": end, "phrase": c.phrase, "types": c.kinds, "names": c.names})
                })
                .collect(),
            "find" => (detector.find(&text, &sentences).into_iter())
                .map(|h| {
                    let [start, end] = points(h.span);
                    json!({"start": start, "end": end, "type": h.kind, "strength": h.strength, "negated": h.negated,
                           "probability": h.probability, "scope": h.scope.map(points)})
                })
                .collect(),
            "negations" => (sentences.iter())
                .flat_map(|sentence| negation::find(&text, sentence))
                .map(|n| json!([points(text.span_of(n.cue)), points(text.span_of(n.scope))]))
                .collect(),
            "edges" | "scopes" => {
                let mut found = Vec::new();
                for &[start, end] in &input.cues {
                    let span = offsets.bytes(&input.text, Span::new(start, end)).ok_or("a cue beyond its text")?;
                    let (cue, sentence) = (text.tokens_in(span), &sentences[0]);
                    found.push(match &weights {
                        _ if cue.is_empty() => json!(null),
                        Some((content, _)) if task == "scopes" => {
                            json!(points(detector.scope_under(content, &text, sentence, cue, input.negation)?))
                        }
                        _ => {
                            let point = |byte| offsets.to_chars(&input.text, byte);
                            let edges = detector.edge_features(&text, sentence, cue, input.negation);
                            json!(edges.map(|side| {
                                side.into_iter().map(|(byte, names)| json!([point(byte), names])).collect::<Vec<_>>()
                            }))
                        }
                    });
                }
                found
            }
            _ => return Err(usage.into()),
        };
        serde_json::to_writer(&mut out, &found)?;
        writeln!(out)?;
    }
    Ok(())
}

fn sentences(
    text: &Text<'_>,
    offsets: &Offsets,
    given: &[[u32; 2]],
) -> Result<Vec<Sentence>, Box<dyn Error>> {
    let source = text.source();
    let mut spans = Vec::with_capacity(given.len());
    for &[start, end] in given {
        spans.push(
            offsets.bytes(source, Span::new(start, end)).ok_or("a sentence beyond the end of its text")?,
        );
    }
    if given.is_empty() {
        spans.push(Span::new(0, source.len() as u32));
    }
    let tokens = spans.into_iter().map(|span| text.tokens_in(span)).filter(|tokens| !tokens.is_empty());
    Ok(tokens.map(|tokens| Sentence::new(text, tokens, Reason::Stop)).collect())
}
