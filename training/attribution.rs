//! What `attribution.py` asks of the crate, over articles on standard input, one JSON object a line.
//!
//! `instances WEIGHTS`: the reader's decisions on marked articles, in bytes (all little endian): for each decision
//! `u32` line of the article, `u8` decision, `u8` number of options, `u8` the right one, then for each option
//! `u16` number of features and `u32` each.
//! `find WEIGHTS THRESHOLD`: the attributions found, a JSON list a line.
//! Spans are code points, as in the articles.

use std::io::{self, BufRead, BufWriter, Write};

use reportedly::attribution::training::Gold;
use reportedly::attribution::{Input, Reader};
use reportedly::quotes;
use reportedly::sentences::{Newlines, Splitter};
use reportedly::syntax::{Parser, Trees};
use reportedly::text::{Offsets, Span, Text};
use serde_json::{Value, json};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [mode, weights, rest @ ..] = arguments.as_slice() else {
        return Err("expected: instances|find WEIGHTS [THRESHOLD]".into());
    };
    let threshold = rest.first().map(|t| t.parse()).transpose()?;
    let reader = Reader::new(threshold, None)?
        .with_weights(&std::fs::read(weights)?)
        .ok_or("the weights file is not whole")?;
    let splitter = Splitter::new(Newlines::Auto, &[])?;
    let mut out = BufWriter::new(io::stdout().lock());
    for (number, line) in io::stdin().lock().lines().enumerate() {
        let article: Value = serde_json::from_str(&line?)?;
        let source = article["text"].as_str().ok_or("an article without text")?;
        let text = Text::new(source)?;
        let offsets = Offsets::new(source);
        let sentences = splitter.split(&text);
        let quotes = quotes::find(&text, &sentences);
        let trees = Trees::new(Parser::new(), &text, &sentences);
        let input = Input {
            text: &text,
            sentences: &sentences,
            quotes: &quotes,
            trees: &trees,
            entities: &[],
            hedges: &[],
        };
        if mode == "instances" {
            let gold = gold(&article, source, &offsets)?;
            for instance in reader.instances(&input, &gold) {
                out.write_all(&(number as u32).to_le_bytes())?;
                out.write_all(&[
                    instance.decision as u8,
                    instance.options.len() as u8,
                    instance.target as u8,
                ])?;
                for option in &instance.options {
                    out.write_all(&(option.len() as u16).to_le_bytes())?;
                    for feature in option {
                        out.write_all(&feature.to_le_bytes())?;
                    }
                }
            }
        } else {
            let span = |span: Span| {
                let span = offsets.chars(source, span);
                [span.start(), span.end()]
            };
            let found: Vec<Value> = reader
                .find(&input)
                .iter()
                .map(|a| {
                    json!({
                        "source": a.source.map(span),
                        "cue": a.cue.map(span),
                        "content": a.content.iter().copied().map(span).collect::<Vec<_>>(),
                        "type": a.kind, "stance": a.stance, "parent": a.parent,
                        "resolved": a.resolved.map(span), "confidence": a.confidence,
                    })
                })
                .collect();
            serde_json::to_writer(&mut out, &found)?;
            out.write_all(b"\n")?;
        }
    }
    Ok(out.flush()?)
}

fn gold(article: &Value, source: &str, offsets: &Offsets) -> Result<Vec<Gold>, Failure> {
    let span = |value: &Value| -> Result<Span, Failure> {
        let end = |i: usize| value[i].as_u64().ok_or("a span is two numbers");
        let span = Span::new(end(0)? as u32, end(1)? as u32);
        Ok(offsets.bytes(source, span).ok_or("a span leaves its text")?)
    };
    let optional = |value: &Value| if value.is_null() { Ok(None) } else { span(value).map(Some) };
    article["attributions"]
        .as_array()
        .ok_or("an article without attributions")?
        .iter()
        .map(|a| {
            Ok(Gold {
                source: optional(&a["source"])?,
                cue: optional(&a["cue"])?,
                content: a["content"]
                    .as_array()
                    .ok_or("an attribution without content")?
                    .iter()
                    .map(span)
                    .collect::<Result<_, _>>()?,
            })
        })
        .collect()
}
