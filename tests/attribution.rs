//! Attributions from outside: the cases of `cases/attributions.txt`, and what holds of any text.

use std::fmt::Write;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use reportedly::attribution::{self, Attribution, AttributionType, Input, Reader, Stance};
use reportedly::quotes;
use reportedly::sentences::{Newlines, Sentence, Splitter};
use reportedly::syntax::{Parser, Trees};
use reportedly::text::{Span, Text};

struct Rooms {
    splitter: Splitter,
    reader: Reader,
}

impl Rooms {
    fn new(threshold: Option<f32>) -> Self {
        Self {
            splitter: Splitter::new(Newlines::Auto, &[]).unwrap(),
            reader: Reader::new(threshold, None).unwrap(),
        }
    }

    /// What the reader finds, given to `use_it` with all it was found in.
    fn read<T>(&self, source: &str, use_it: impl FnOnce(&Input<'_>, Vec<Attribution>) -> T) -> T {
        let text = Text::new(source).unwrap();
        let sentences: Vec<Sentence> = self.splitter.split(&text);
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
        let found = self.reader.find(&input);
        use_it(&input, found)
    }

    fn find(&self, source: &str) -> Vec<Attribution> {
        self.read(source, |_, found| found)
    }
}

/// An attribution of a case, as far as cases tell.
#[derive(Clone, PartialEq, Debug)]
struct Marked {
    source: Option<String>,
    cue: Option<String>,
    content: Vec<String>,
    kind: AttributionType,
    stance: Stance,
    parent: Option<usize>,
    resolved: Option<String>,
    starts: Vec<usize>,
}

struct Case {
    line: usize,
    text: String,
    marked: Vec<Marked>,
    fails: bool,
}

fn trim(words: &str) -> String {
    words.trim_matches(|c: char| !c.is_alphanumeric()).to_string()
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    let mut block: Vec<(usize, &str)> = Vec::new();
    for (i, line) in include_str!("cases/attributions.txt").lines().chain([""]).enumerate() {
        if line.starts_with('#') {
            continue;
        }
        if !line.trim().is_empty() {
            block.push((i + 1, line));
        } else if !block.is_empty() {
            cases.push(case(&std::mem::take(&mut block)));
        }
    }
    cases
}

fn case(block: &[(usize, &str)]) -> Case {
    let mut text = String::new();
    let mut marks: Vec<(char, usize, usize, usize)> = Vec::new();
    let mut open: Vec<(char, usize, usize)> = Vec::new();
    let fails = block[0].1.starts_with('~');
    let lines: Vec<&str> = block.iter().map(|(_, l)| *l).filter(|l| !l.starts_with('=')).collect();
    let source = lines.join(" ");
    let mut rest = source.trim_start_matches('~');
    while let Some(c) = rest.chars().next() {
        match c {
            '{' => {
                let (mark, after) = rest[1..].split_once(' ').expect("a mark ends with a space");
                open.push((mark.chars().next().unwrap(), mark[1..].parse().unwrap(), text.len()));
                rest = after;
                continue;
            }
            '}' => {
                let (role, number, start) = open.pop().expect("a mark was opened");
                marks.push((role, number, start, text.len()));
            }
            '¶' => text.push_str("\n\n"),
            c => text.push(c),
        }
        rest = &rest[c.len_utf8()..];
    }
    let count = marks.iter().map(|m| m.1).max().unwrap_or(0);
    let mut marked: Vec<Marked> = (1..=count)
        .map(|number| {
            let mut own: Vec<_> = marks.iter().filter(|m| m.1 == number).collect();
            own.sort_by_key(|m| m.2);
            let of = |role: char| own.iter().filter(move |m| m.0 == role).map(|m| trim(&text[m.2..m.3]));
            Marked {
                source: of('s').next(),
                cue: of('c').next(),
                content: of('x').collect(),
                kind: AttributionType::Indirect,
                stance: Stance::Neutral,
                parent: None,
                resolved: None,
                starts: own.iter().map(|m| m.2).collect(),
            }
        })
        .collect();
    for (_, line) in block.iter().filter(|(_, l)| l.starts_with('=')) {
        for note in line[1..].split(',') {
            let mut words = note.split_whitespace();
            let number: usize = words.next().unwrap().parse().unwrap();
            let own = &mut marked[number - 1];
            match words.clone().next().unwrap() {
                "in" => own.parent = words.nth(1).map(|n| n.parse::<usize>().unwrap() - 1),
                "->" => own.resolved = note.split_once("->").map(|(_, name)| name.trim().to_string()),
                _ => {
                    for word in words {
                        match (word.parse::<AttributionType>(), word.parse::<Stance>()) {
                            (Ok(kind), _) => own.kind = kind,
                            (_, Ok(stance)) => own.stance = stance,
                            _ => panic!("line {}: what is {word:?}?", block[0].0),
                        }
                    }
                }
            }
        }
    }
    Case { line: block[0].0, text, marked, fails }
}

fn found(source: &str, attributions: &[Attribution]) -> Vec<Marked> {
    let words = |span: Span| trim(&source[span.range()]);
    attributions
        .iter()
        .map(|a| Marked {
            source: a.source.map(words),
            cue: a.cue.map(words),
            content: a.content.iter().copied().map(words).collect(),
            kind: a.kind,
            stance: a.stance,
            parent: a.parent.map(|p| p as usize),
            resolved: a.resolved.map(words),
            starts: Vec::new(),
        })
        .collect()
}

/// Whether the two say the same; a case without a note on resolution leaves it open.
fn same(case: &[Marked], found: &[Marked]) -> bool {
    // Found attributions stand in the order of their starts, a case's by their numbers.
    let place = |wanted: &Marked| {
        found
            .iter()
            .position(|f| f.cue == wanted.cue && f.source == wanted.source && f.content == wanted.content)
    };
    case.len() == found.len()
        && case.iter().all(|wanted| {
            place(wanted).is_some_and(|at| {
                let f = &found[at];
                f.kind == wanted.kind
                    && f.stance == wanted.stance
                    && f.parent == wanted.parent.and_then(|p| place(&case[p]))
                    && (wanted.resolved.is_none() || f.resolved == wanted.resolved)
            })
        })
}

/// A case that the reader has been taught by heart would show nothing.
#[test]
fn no_case_is_a_lesson() {
    let lessons = include_str!("../training/attribution_lessons.txt");
    let taught: Vec<String> = lessons.lines().filter(|l| !l.starts_with('#')).map(words_of).collect();
    let told: Vec<_> =
        cases().into_iter().map(|c| c.text).filter(|t| taught.contains(&words_of(t))).collect();
    assert!(told.is_empty(), "{told:#?}");
}

/// The words of a sentence, without marks of either kind.
fn words_of(line: &str) -> String {
    let words = line.split_whitespace().filter(|word| !word.starts_with('{'));
    words.map(trim).collect::<Vec<_>>().join(" ")
}

#[test]
fn cases_are_read_as_marked() {
    let rooms = Rooms::new(None);
    let cases = cases();
    assert!(cases.len() >= 200, "{} cases", cases.len());
    let mut report = String::new();
    for case in &cases {
        let got = found(&case.text, &rooms.find(&case.text));
        let right = same(&case.marked, &got);
        if right == case.fails {
            let _ = writeln!(
                report,
                "line {}: {}\n  marked {:#?}\n  found {:#?}",
                case.line,
                if right { "no longer fails, take away its \"~\"" } else { &case.text },
                case.marked,
                got
            );
        }
    }
    assert!(report.is_empty(), "{report}");
}

fn is_sound(source: &str, found: &[Attribution]) {
    let fits = |span: Span| source.get(span.range()).is_some_and(|words| !words.is_empty());
    for (i, a) in found.iter().enumerate() {
        assert!(!a.content.is_empty());
        assert!(a.content.iter().copied().chain(a.source).chain(a.cue).chain(a.resolved).all(fits), "{a:?}");
        assert!(a.content.is_sorted_by_key(|c| c.start()), "{a:?}");
        assert!((0.0..=1.0).contains(&a.confidence));
        assert!(a.parent.is_none_or(|p| (p as usize) < found.len() && p as usize != i));
        let chain = attribution::chain(found, i);
        assert_eq!(chain.last(), Some(&i));
        assert!(found[chain[0]].parent.is_none(), "a chain that never ends");
    }
    assert!(found.is_sorted_by_key(|a| a.span().start()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_is_read(source in "\\PC{0,200}") {
        is_sound(&source, &Rooms::new(Some(0.0)).find(&source));
    }

    #[test]
    fn any_row_of_words_is_read(
        words in prop::collection::vec(prop::sample::select(vec![
            "said", "Ruiz", "she", "that", "\"", "“", "”", "'", ",", ".", ":", "\n\n", "according to", "the", "port",
            "claims", "saying", "reportedly", "and", "who", "was", "believed to", "(", ")", "?", "I", "think", "—",
        ]), 0..80),
    ) {
        let source = words.join(" ");
        is_sound(&source, &Rooms::new(Some(0.0)).find(&source));
    }
}

#[test]
fn each_attribution_is_explained() {
    let source =
        "Minister: Vote Stands\n\n“I think the port may close,” Ana Ruiz said. She denied any role in it.";
    Rooms::new(None).read(source, |input, found| {
        assert!(found.len() >= 4, "{found:?}");
        let reader = Reader::new(None, None).unwrap();
        for a in &found {
            let why = reader.explain(input, a).expect("it was found by the same reader");
            let last = why.steps.last().expect("a decision");
            assert!((last.probability - a.confidence).abs() < 1e-6);
            assert!(why.steps.iter().all(|s| !s.reasons.is_empty()), "{why:#?}");
            assert_eq!(why.frames.is_empty(), a.cue.is_none());
        }
    });
}

#[test]
fn own_cues_are_read() {
    let rows = "yodel\tyodels|yodelled\tthat quote\tdoubted\tcore\n";
    let reader = Reader::new(Some(0.1), Some(("own.txt", rows))).unwrap();
    let rooms = Rooms { reader, ..Rooms::new(None) };
    let found = rooms.find("The mayor yodelled that the dam was safe.");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].stance, Stance::Doubted);
}

/// A built-in cue that looks hopeless is left out at any threshold, one's own is not: whatever its file is called.
#[test]
fn hopeless_cues_are_read_where_they_are_ones_own() {
    let found = |cues| {
        let reader = Reader::new(Some(0.0), cues).unwrap();
        Rooms { reader, ..Rooms::new(None) }.find("The report ran to 40 pages.").len()
    };
    let rows = "report\treports|reported|reporting\tthat object quote noun\tneutral\tcore";
    assert_eq!(found(None), 0);
    for file in ["own.txt", "cues.txt"] {
        assert_eq!(found(Some((file, rows))), 1, "{file}");
    }
}

#[test]
fn broken_rows_and_thresholds_are_told() {
    let error = |rows| Reader::new(None, Some(("own.txt", rows))).unwrap_err().to_string();
    assert!(error("yodel\tyodels\tthat\tnetural\n").starts_with("own.txt:1:19: unknown stance \"netural\""));
    assert!(error("\nyodel\tyodels\t\n").contains("own.txt:2"));
    let error = Reader::new(Some(1.5), None).unwrap_err().to_string();
    assert!(error.contains("1.5"), "{error}");
}

/// Texts made to be slow: the time for four times as much must stay near four times the time.
#[test]
fn hostile_texts_take_linear_time() {
    let rooms = Rooms::new(None);
    let texts = [
        "he said ",
        "\"he said\" ",
        "“he said ",
        "\"",
        "'",
        "said ",
        "“He said it. ",
        "He said: “It is so. ",
        "who said that he said, saying ",
        "a, ",
        "X: “y”\n\n",
    ];
    for piece in texts {
        let time = |times: usize| {
            let source = piece.repeat(times);
            let best = |_| {
                let start = Instant::now();
                rooms.find(&source);
                start.elapsed()
            };
            (0..3).map(best).min().unwrap_or_default()
        };
        let (short, long) = (time(1000), time(8000));
        assert!(long < short * 24 + Duration::from_millis(60), "{piece:?}: {short:?}, then {long:?}");
    }
}
