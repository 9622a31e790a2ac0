//! Claims from outside: the cases of `cases/claims.txt`, and what holds of any text.

use std::fmt::Write;

use proptest::prelude::*;
use reportedly::attribution::{self, Attribution, Reader};
use reportedly::claims::{self, Claim, Claims, Factuality, Input, Judgement, Status};
use reportedly::hedges::{Detector, Hedge, Options};
use reportedly::quotes;
use reportedly::sentences::{Newlines, Sentence, Splitter};
use reportedly::syntax::{Parser, Trees};
use reportedly::text::{Span, Text};

/// A text read by all rooms up to this one.
struct Read {
    sentences: Vec<Sentence>,
    hedges: Vec<Hedge>,
    attributions: Vec<Attribution>,
    found: Claims,
}

struct Rooms {
    splitter: Splitter,
    detector: Detector,
    reader: Reader,
}

impl Rooms {
    fn new() -> Self {
        Self {
            splitter: Splitter::new(Newlines::Auto, &[]).unwrap(),
            detector: Detector::new(Options::default()).unwrap(),
            reader: Reader::new(None, None).unwrap(),
        }
    }

    fn read(&self, source: &str) -> Read {
        let text = Text::new(source).unwrap();
        let sentences = self.splitter.split(&text);
        let quotes = quotes::find(&text, &sentences);
        let trees = Trees::new(Parser::new(), &text, &sentences);
        let hedges = self.detector.find(&text, &sentences);
        let attributions = self.reader.find(&attribution::Input {
            text: &text,
            sentences: &sentences,
            quotes: &quotes,
            trees: &trees,
            entities: &[],
            hedges: &hedges,
        });
        let found = claims::find(&Input {
            text: &text,
            sentences: &sentences,
            quotes: &quotes,
            trees: &trees,
            entities: &[],
            hedges: &hedges,
            attributions: &attributions,
        });
        Read { sentences, hedges, attributions, found }
    }
}

/// A case: a text, and the lines that the file has for it.
struct Case {
    line: usize,
    text: String,
    expected: String,
}

fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for (number, line) in include_str!("cases/claims.txt").lines().enumerate() {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        if line.starts_with(' ') {
            let case = cases.last_mut().expect("a text stands before its claims");
            writeln!(case.expected, "    {}", line.trim()).unwrap();
        } else {
            cases.push(Case { line: number + 1, text: line.trim().to_owned(), expected: String::new() });
        }
    }
    cases
}

fn render(source: &str, found: &Claims) -> String {
    let mut out = String::new();
    for (index, judgement) in found.judgements.iter().enumerate() {
        writeln!(out, "    {}", judgement.status).unwrap();
        for claim in found.claims.iter().filter(|c| c.sentence as usize == index) {
            writeln!(out, "    {}", row(source, claim)).unwrap();
        }
    }
    out
}

fn row(source: &str, claim: &Claim) -> String {
    let text = |span: Span| &source[span.range()];
    let chain: Vec<&str> = claim.chain.iter().map(|s| s.map_or("?", text)).collect();
    let chain = if chain.is_empty() { "-".to_owned() } else { chain.join(" > ") };
    let spans: Vec<&str> = claim.spans.iter().map(|&s| text(s)).collect();
    let not = if claim.negated { "not " } else { "" };
    format!("{not}{} | {} | {} | {} | {}", text(claim.head), claim.factuality, claim.tense, chain, spans.join(" … "))
}

#[test]
fn cases_are_read_as_marked() {
    let rooms = Rooms::new();
    let cases = cases();
    let mut failures = String::new();
    let mut failed = 0;
    for case in &cases {
        let actual = render(&case.text, &rooms.read(&case.text).found);
        if actual != case.expected {
            failed += 1;
            let Case { line, text, expected } = case;
            writeln!(failures, "line {line}: {text}\n  expected\n{expected}  found\n{actual}").unwrap();
        }
    }
    assert!(failed == 0, "{failed} of {} cases:\n{failures}", cases.len());
}
