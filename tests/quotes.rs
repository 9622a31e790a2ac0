//! Quotations from outside: the cases of `cases/quotes.txt`, and what holds of any text.

use std::fmt::Write;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use reportedly::quotes::{self, Quotation};
use reportedly::sentences::{Newlines, Splitter};
use reportedly::text::Text;

fn find(source: &str) -> Vec<Quotation> {
    let text = Text::new(source).unwrap();
    let sentences = Splitter::new(Newlines::Auto, &[]).unwrap().split(&text);
    quotes::find(&text, &sentences)
}

/// The text with its quotations marked as in the cases.
fn marked(source: &str, found: &[Quotation]) -> String {
    let mut marks: Vec<(u32, u8, String)> = Vec::new();
    for q in found {
        let mut open = String::from("{");
        if q.continues.is_some() {
            open.push('+');
        }
        if !q.opened() {
            open.push('<');
        }
        if !q.closed {
            open.push('-');
        }
        marks.push((q.inner.start(), 1, open));
        marks.push((q.inner.end(), 0, "}".to_string()));
    }
    marks.sort_by_key(|m| (m.0, m.1));
    let mut out = String::new();
    let mut at = 0;
    for (offset, _, mark) in marks {
        out.push_str(&source[at..offset as usize]);
        out.push_str(&mark);
        at = offset as usize;
    }
    out.push_str(&source[at..]);
    out.replace("\n\n", "¶")
}

#[test]
fn cases_are_paired_as_marked() {
    let lines = include_str!("cases/quotes.txt").lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
    let mut report = String::new();
    let mut count = 0;
    for case in lines {
        count += 1;
        let mut source = String::new();
        let mut chars = case.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '{' => while chars.next_if(|c| matches!(c, '+' | '-' | '<')).is_some() {},
                '}' => {}
                '¶' => source.push_str("\n\n"),
                c => source.push(c),
            }
        }
        let got = marked(&source, &find(&source));
        if got != case {
            let _ = writeln!(report, "marked {case}\nfound  {got}\n");
        }
    }
    assert!(count > 60);
    assert!(report.is_empty(), "{report}");
}

/// Pairs nest and never cross, and each knows how deep it stands.
fn check(source: &str) {
    let found = find(source);
    assert!(found.is_sorted_by_key(|q| q.outer.start()));
    for (i, q) in found.iter().enumerate() {
        assert!(source.get(q.inner.range()).is_some_and(|words| !words.is_empty()));
        assert!(source.get(q.outer.range()).is_some());
        assert!(q.outer.contains(q.inner));
        assert!(q.continues.is_none_or(|earlier| (earlier as usize) < i));
        assert!(!source[q.inner.range()].contains("\n\n"), "no pair reaches over a paragraph");
        for other in &found[..i] {
            let nested = other.inner.contains(q.outer);
            assert!(nested || !other.outer.overlaps(q.outer), "{other:?} and {q:?} cross");
        }
        let depth = found[..i].iter().filter(|other| other.inner.contains(q.outer)).count();
        assert_eq!(depth, usize::from(q.depth));
    }
}

#[test]
fn marks_that_were_once_misread_are_sound() {
    check("``««“““''. »");
    check("\"”``'('é««''. ”“");
    check("\"”``'('é««''\". \"”“");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn quotations_are_sound(pieces in prop::collection::vec(prop::sample::select(vec![
        "“", "”", "\"", "'", "‘", "’", "«", "»", "``", "''", "word", "it's", "6", " ", " ", ". ", ", ", "\n\n", "é", "(", ")",
    ]), 0..60)) {
        check(&pieces.concat());
    }
}

#[test]
fn hostile_marks_take_linear_time() {
    for piece in ["“", "”", "\"", "'a ", "a' ", "“a ‘b ", "«a “b \"c 'd ", "“a\n\n", "a.” ", "''``"]
    {
        let time = |times: usize| {
            let source = piece.repeat(times);
            let text = Text::new(&source).unwrap();
            let sentences = Splitter::new(Newlines::Auto, &[]).unwrap().split(&text);
            let best = |_| {
                let start = Instant::now();
                quotes::find(&text, &sentences);
                start.elapsed()
            };
            (0..3).map(best).min().unwrap_or_default()
        };
        let (short, long) = (time(4000), time(32000));
        assert!(long < short * 24 + Duration::from_millis(20), "{piece:?}: {short:?}, then {long:?}");
    }
}
