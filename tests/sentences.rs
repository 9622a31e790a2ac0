//! Sentences from outside the crate: the cases of `cases/sentences.txt`, and what holds for any text.

use std::fmt::Write;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use reportedly::sentences::{Newlines, Reason, Sentence, Splitter, at};
use reportedly::text::{Text, Token};

const CASES: &str = include_str!("cases/sentences.txt");
const BAR: char = '¦';

struct Case {
    line: usize,
    marked: String,
    newlines: Newlines,
    abbreviations: Vec<String>,
    reasons: Option<Vec<Reason>>,
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    let mut lines = CASES.lines().enumerate().peekable();
    while lines.peek().is_some() {
        let mut case = Case {
            line: lines.peek().map_or(0, |&(i, _)| i + 1),
            marked: String::new(),
            newlines: Newlines::Auto,
            abbreviations: Vec::new(),
            reasons: None,
        };
        for (_, line) in lines.by_ref().take_while(|(_, line)| !line.is_empty()) {
            match line.strip_prefix('@').and_then(|option| option.split_once(' ')) {
                Some(("newlines", value)) => case.newlines = value.parse().expect("a mode of newlines"),
                Some(("abbreviations", value)) => {
                    case.abbreviations = value.split(';').map(|a| a.trim().to_owned()).collect();
                }
                Some(("reasons", value)) => {
                    case.reasons = Some(value.split(' ').map(|r| r.parse().expect("a reason")).collect());
                }
                Some((option, _)) => panic!("unknown option {option:?}"),
                None if line.starts_with('#') => {}
                None => case.marked.push_str(&unescaped(line)),
            }
        }
        if !case.marked.is_empty() {
            cases.push(case);
        }
    }
    cases
}

fn unescaped(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let (c, len) = match after.as_bytes().first() {
            Some(b'n') => ('\n', 1),
            Some(b'r') => ('\r', 1),
            Some(b't') => ('\t', 1),
            Some(b'u') => {
                let code = u32::from_str_radix(&after[1..5], 16).expect("four hexadecimal digits");
                (char::from_u32(code).expect("a code point"), 5)
            }
            _ => panic!("unknown escape in {line:?}"),
        };
        out.push(c);
        rest = &after[len..];
    }
    out + rest
}

fn splitter(newlines: Newlines) -> Splitter {
    Splitter::new(newlines, &[]).expect("no abbreviation to be wrong")
}

/// The words of each sentence: without what leaves no trace on the page.
fn words(source: &str, splitter: &Splitter) -> Vec<Vec<String>> {
    let text = Text::new(source).expect("a short text");
    let sentences = splitter.split(&text);
    sentences.iter().map(|s| s.tokens().map(|i| text.word(i).to_owned()).collect()).collect()
}

/// What each sentence says.
fn split(source: &str, splitter: &Splitter) -> Vec<String> {
    let text = Text::new(source).expect("a short text");
    splitter.split(&text).iter().map(|s| text.slice(s.span).to_owned()).collect()
}

#[test]
fn splits_the_cases() {
    let mut failures = String::new();
    let cases = cases();
    for case in &cases {
        let source: String = case.marked.chars().filter(|&c| c != BAR).collect();
        let expected: Vec<&str> =
            case.marked.split(BAR).map(str::trim).filter(|piece| !piece.is_empty()).collect();
        let splitter = Splitter::new(case.newlines, &case.abbreviations).expect("good abbreviations");
        let text = Text::new(&source).expect("a short text");
        let sentences = splitter.split(&text);
        let found: Vec<&str> = sentences.iter().map(|s| text.slice(s.span)).collect();
        let reasons: Vec<Reason> = sentences.iter().map(|s| s.reason).collect();
        let bar = format!(" {BAR} ");
        if found != expected {
            let (expected, found) = (expected.join(&bar), found.join(&bar));
            writeln!(failures, "line {}:\n  expected {expected:?}\n  found    {found:?}", case.line).unwrap();
        } else if case.reasons.as_ref().is_some_and(|expected| *expected != reasons) {
            writeln!(failures, "line {}: expected {:?}, found {reasons:?}", case.line, case.reasons).unwrap();
        }
    }
    assert!(failures.is_empty(), "{failures}");
    assert!(cases.len() >= 150, "only {} cases were read", cases.len());
}

#[test]
fn finds_the_sentence_that_holds_an_offset() {
    let text = Text::new("It rained. We left.").unwrap();
    let sentences = splitter(Newlines::Auto).split(&text);
    assert_eq!(at(&sentences, 0), Some(0));
    assert_eq!(at(&sentences, 9), Some(0));
    assert_eq!(at(&sentences, 10), None);
    assert_eq!(at(&sentences, 11), Some(1));
    assert_eq!(at(&sentences, 19), None);
}

#[test]
fn refuses_abbreviations_that_are_none() {
    let error = |abbreviation: &str| {
        Splitter::new(Newlines::Auto, &[abbreviation.to_owned()]).expect_err("no abbreviation").to_string()
    };
    assert!(error(" ").contains("holds no word"));
    assert!(error("a b c d e f g h i").contains("the limit is 8"));
}

#[test]
fn takes_linear_time_on_hostile_text() {
    let pieces = [
        "?!",
        ".\"",
        ".)",
        "(\"",
        ".[1]",
        ". [1] ",
        ". :) ",
        "a\n",
        "word and\n",
        "J. ",
        "U.S. ",
        "1. A 2. B ",
        "1. A\n",
        "... ",
        ". . ",
        ". \u{200b}",
        "\u{200b}",
        "?\" Ann ",
        "。",
        "a.¹",
        "op. cit. ",
    ];
    let splitter = Splitter::new(Newlines::Auto, &["op. cit.".to_owned()]).unwrap();
    for piece in pieces {
        let source = piece.repeat((1 << 20) / piece.len());
        let text = Text::new(&source).unwrap();
        let start = Instant::now();
        splitter.split(&text);
        // A quadratic pass over a megabyte would take minutes.
        assert!(start.elapsed() < Duration::from_secs(5), "{piece:?} took {:?}", start.elapsed());
    }
}

/// Texts made of the pieces that decide about boundaries.
fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        " ",
        " ",
        " ",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        "\u{a0}",
        "\u{200b}",
        ".",
        ".",
        "?",
        "!",
        "...",
        "…",
        ". . .",
        ",",
        ";",
        ":",
        "\"",
        "“",
        "”",
        "'",
        "’",
        "(",
        ")",
        "[",
        "]",
        "[3]",
        "-",
        "—",
        "§",
        "•",
        ":)",
        "the",
        "The",
        "He",
        "said",
        "port",
        "Port",
        "USA",
        "U.S.",
        "a.m.",
        "Mr",
        "No",
        "Inc",
        "J",
        "I",
        "a",
        "1",
        "14",
        "1990",
        "3.5",
        "www.example.org",
        "b@example.org",
        "。",
        "é",
        "İ",
        "¹",
        "漢",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

fn modes() -> impl Strategy<Value = Newlines> {
    prop::sample::select(Newlines::ALL.to_vec())
}

/// Sorted, disjoint, trimmed, and every token in exactly one.
fn check(text: &Text<'_>, sentences: &[Sentence]) -> Result<(), TestCaseError> {
    let mut next = 0;
    let mut end = 0;
    for sentence in sentences {
        let tokens = sentence.tokens();
        prop_assert_eq!(tokens.start, next);
        prop_assert!(tokens.end > tokens.start);
        next = tokens.end;
        prop_assert!(sentence.span.start() >= end);
        end = sentence.span.end();
        prop_assert!(sentence.span.contains(text.span_of(tokens)));
        let says = text.slice(sentence.span);
        prop_assert_eq!(says, says.trim());
    }
    prop_assert_eq!(next, text.tokens().len());
    let outside = |(i, c): &(usize, char)| !c.is_whitespace() && at(sentences, *i as u32).is_none();
    let lost = text.source().char_indices().find(outside);
    prop_assert!(lost.is_none() || sentences.is_empty(), "{lost:?} is in no sentence");
    Ok(())
}

proptest! {
    #[test]
    fn every_token_is_in_one_sentence(source in texts(), newlines in modes()) {
        let text = Text::new(&source).unwrap();
        check(&text, &splitter(newlines).split(&text))?;
    }

    #[test]
    fn any_text_can_be_split(source in any::<String>(), newlines in modes()) {
        let text = Text::new(&source).unwrap();
        check(&text, &splitter(newlines).split(&text))?;
    }

    #[test]
    fn a_blank_line_parts_texts(a in texts(), b in texts(), newlines in modes()) {
        // What a single line break means, "auto" tells from the whole text.
        let on_its_own = |text: String| match newlines {
            Newlines::Auto => text.replace(['\n', '\r'], " "),
            _ => text,
        };
        let (a, b) = (on_its_own(a), on_its_own(b));
        let splitter = splitter(newlines);
        let apart = [words(&a, &splitter), words(&b, &splitter)].concat();
        prop_assert_eq!(words(&format!("{a}\n\n{b}"), &splitter), apart);
    }

    #[test]
    fn line_ends_of_either_make_read_the_same(source in texts(), newlines in modes()) {
        let unix = source.replace('\r', "");
        let splitter = splitter(newlines);
        let dos: Vec<String> =
            split(&unix.replace('\n', "\r\n"), &splitter).iter().map(|s| s.replace('\r', "")).collect();
        prop_assert_eq!(dos, split(&unix, &splitter));
    }

    #[test]
    fn always_splits_at_each_line_break(source in texts()) {
        let text = Text::new(&source).unwrap();
        let sentences = splitter(Newlines::Always).split(&text);
        let starts: Vec<usize> = sentences.iter().map(|s| s.tokens().start).collect();
        for (i, _) in text.tokens().iter().enumerate().filter(|(_, t): &(usize, &Token)| t.starts_line()) {
            prop_assert!(starts.contains(&i));
        }
    }
}
