//! Hedge cues from outside: the cases of `cases/hedges.txt`, and what holds of any text.

use std::fmt::Write;
use std::sync::LazyLock;

use proptest::prelude::*;
use reportedly::ErrorKind;
use reportedly::hedges::{Detector, Domain, Hedge, HedgeType, Options, Strength, negation};
use reportedly::sentences::{Newlines, Reason, Sentence, Splitter};
use reportedly::text::{Span, Text};

static DETECTOR: LazyLock<Detector> =
    LazyLock::new(|| Detector::new(Options::default()).expect("the defaults are valid"));

/// A text and its hedges, written in the format of the case file.
fn marked(text: &str, hedges: &[(Span, String)]) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for (span, label) in hedges {
        let range = span.range();
        write!(out, "{}[{}:{label}]", &text[at..range.start], &text[range.clone()])
            .expect("a String takes all");
        at = range.end;
    }
    out + &text[at..]
}

fn label(hedge: &Hedge) -> String {
    let strength = hedge.strength.map_or(String::new(), |s| format!(",{s}"));
    format!("{}{strength}{}", hedge.kind, if hedge.negated { ",negated" } else { "" })
}

/// A line of the case file without its marks.
fn unmarked(case: &str) -> String {
    let mut text = String::new();
    let mut rest = case;
    while let Some((before, after)) = rest.split_once('[') {
        let (mark, after) = after.split_once(']').expect("a mark is closed");
        let (cue, _) = mark.rsplit_once(':').expect("a mark has a type");
        text.push_str(before);
        text.push_str(cue);
        rest = after;
    }
    text + rest
}

fn whole(text: &Text<'_>) -> Vec<Sentence> {
    let tokens = 0..text.tokens().len();
    if tokens.is_empty() { Vec::new() } else { vec![Sentence::new(text, tokens, Reason::End)] }
}

fn find(detector: &Detector, source: &str) -> Vec<Hedge> {
    let text = Text::new(source).expect("short enough");
    detector.find(&text, &whole(&text))
}

#[test]
fn cases() {
    let lines = include_str!("cases/hedges.txt").lines().map(str::trim);
    let cases: Vec<&str> = lines.filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    assert!(cases.len() >= 250, "{} cases", cases.len());
    let mut failures = String::new();
    for case in cases {
        let text = unmarked(case);
        let found: Vec<_> = find(&DETECTOR, &text).iter().map(|h| (h.span, label(h))).collect();
        let got = marked(&text, &found);
        if got != case {
            writeln!(failures, "want {case}\n got {got}\n").expect("a String takes all");
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

/// A case that the judge has been taught by heart would show nothing.
#[test]
fn no_case_is_a_contrast() {
    let lines = |file: &'static str| file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let taught: Vec<String> =
        lines(include_str!("../training/hedge_contrasts.txt")).map(|line| unmarked(line.trim())).collect();
    let told: Vec<String> = lines(include_str!("cases/hedges.txt"))
        .map(|line| unmarked(line.trim()))
        .filter(|text| taught.contains(text))
        .collect();
    assert!(told.is_empty(), "{told:#?}");
}

#[test]
fn scopes() {
    for (text, cue, scope) in [
        ("The port is said to be mined, police said.", "said to", "The port is said to be mined"),
        ("If the vote passes, the mayor will resign.", "If", "If the vote passes"),
        ("The raid killed about 50 people on Monday.", "about", "about 50 people"),
        (
            "It burned more than 3 million square miles of forest.",
            "more than",
            "more than 3 million square miles",
        ),
        ("The port may be mined, officials said.", "may", "may be mined"),
    ] {
        let hedges = find(&DETECTOR, text);
        let hedge = hedges.iter().find(|h| &text[h.span.range()] == cue).expect(text);
        let found = &text[hedge.scope.expect("a hedge in a sentence has a scope").range()];
        assert!(found.ends_with(scope), "{text}\nwant {scope}\n got {found}");
    }
}

#[test]
fn negations() {
    for (text, cues) in [
        ("The ferry did not sink.", &["not"][..]),
        ("No one was hurt and nobody fled.", &["No one", "nobody"]),
        ("It was not only late but cold.", &[]),
        ("There is no doubt that he lied.", &[]),
        ("He no longer runs the bank.", &["no longer"]),
        ("The plan failed to win votes.", &["failed"]),
        ("She asked whether or not to go.", &[]),
    ] {
        let text = Text::new(text).expect("short enough");
        let found = negation::find(&text, &whole(&text)[0]);
        let words: Vec<&str> = found.iter().map(|n| text.slice(text.span_of(n.cue.clone()))).collect();
        assert_eq!(words, cues, "{}", text.source());
    }
}

#[test]
fn a_user_adds_and_removes_phrases() {
    let rows = "mooted\tdoxastic\tlow\nhopefully\tnone\nkremlinology\tweasel\t-\tcritics\t.8\n";
    let options = Options { lexicons: vec![("mine.txt".into(), rows.into())], ..Options::default() };
    let detector = Detector::new(options).expect("valid rows");
    let hedges = find(&detector, "A sale was mooted and will hopefully fail.");
    let found: Vec<_> = hedges.iter().map(|h| (h.kind, h.strength, h.probability)).collect();
    assert_eq!(found, [(HedgeType::Doxastic, Some(Strength::Low), 0.9)]);
}

#[test]
fn broken_rows_say_where() {
    for (rows, place) in [
        ("mooted", "mine.txt:1:8"),
        ("mooted\tdoxastik", "mine.txt:1:8"),
        ("# a comment\nmooted\tdoxastic\tfeeble", "mine.txt:2:17"),
        ("mooted\tdoxastic\tlow\t\t7", "mine.txt:1:22"),
        ("\tdoxastic", "mine.txt:1"),
    ] {
        let options = Options { lexicons: vec![("mine.txt".into(), rows.into())], ..Options::default() };
        let error = Detector::new(options).err().expect(rows);
        assert_eq!(error.kind(), ErrorKind::Lexicon, "{error}");
        assert!(error.to_string().starts_with(place), "{rows:?}: {error}");
    }
}

#[test]
fn a_threshold_trades_recall_for_precision() {
    let text = "The ship may have sunk and some say the dam could go; he claimed it would hold.";
    let count = |threshold| {
        let options = Options { threshold: Some(threshold), ..Options::default() };
        find(&Detector::new(options).expect("a probability"), text).len()
    };
    assert!(count(0.05) > count(0.5) && count(0.5) > count(1.0));
    for threshold in [-0.1, 1.1, f32::NAN] {
        let error = Detector::new(Options { threshold: Some(threshold), ..Options::default() });
        assert_eq!(error.err().expect("no probability").kind(), ErrorKind::Value);
    }
}

#[test]
fn a_hedge_is_explained() {
    let text = Text::new("Police believe that he fled.").expect("short enough");
    let sentences = whole(&text);
    let hedge = &DETECTOR.find(&text, &sentences)[0];
    let why = DETECTOR.explain(&text, &sentences, hedge).expect("its own hedge");
    assert_eq!((why.entry.as_str(), why.lemma.as_str(), why.reasons.len()), ("believe", "believe", 3));
    assert!(why.reasons.is_sorted_by(|a, b| a.weight.abs() >= b.weight.abs()));
    let nowhere = Hedge { span: Span::new(0, 6), ..hedge.clone() };
    assert_eq!(DETECTOR.explain(&text, &sentences, &nowhere), None);
}

#[test]
fn papers_follow_their_own_conventions() {
    let bio = Detector::new(Options { domain: Domain::Bio, ..Options::default() }).expect("a domain");
    let text = "The putative receptor is thought to bind zinc.";
    let words: Vec<&str> = find(&bio, text).iter().map(|h| &text[h.span.range()]).collect();
    assert_eq!(words, ["putative", "thought"]);
}

#[test]
fn hostile_text_takes_linear_time() {
    for word in ["if ", "not may ", "may , ", "no doubt ", "\" some ", "said to ", "not "] {
        let seconds = |times: usize| {
            let text = word.repeat(times);
            let start = std::time::Instant::now();
            find(&DETECTOR, &text);
            start.elapsed().as_secs_f64()
        };
        seconds(1_000);
        let (short, long) = (seconds(10_000), seconds(100_000));
        assert!(
            long < short * 60.0 + 0.5,
            "{word:?}: {short} s for ten thousand, {long} s for ten times as much"
        );
    }
}

/// Words that cues, their neighbours and their scopes are made of, and what breaks naive readers.
fn prose() -> impl Strategy<Value = String> {
    let words = "may not reportedly is said to if , . some about 50 \" ( ) - whether no more than the would he’s \
                 don't accused of critics \n ? İ é 🙂 ... ;";
    let word = proptest::sample::select(words.split(' ').collect::<Vec<_>>());
    proptest::collection::vec(word, 0..60).prop_map(|words| words.join(" "))
}

fn check(source: &str) -> Result<(), TestCaseError> {
    let text = Text::new(source).expect("short enough");
    let splitter = Splitter::new(Newlines::Auto, &[]).expect("no abbreviations");
    let sentences = splitter.split(&text);
    let hedges = DETECTOR.find(&text, &sentences);
    for pair in hedges.windows(2) {
        prop_assert!(pair[0].span.end() <= pair[1].span.start(), "sorted and disjoint");
    }
    for hedge in &hedges {
        prop_assert!(source.get(hedge.span.range()).is_some_and(|cue| !cue.is_empty()));
        let sentence = sentences.iter().find(|s| s.span.contains(hedge.span));
        let scope = hedge.scope.expect("a hedge in a sentence has a scope");
        prop_assert!(scope.contains(hedge.span) && sentence.is_some_and(|s| s.span.contains(scope)));
        prop_assert!((0.0..=1.0).contains(&hedge.probability));
        prop_assert_eq!(hedge.strength.is_some(), hedge.kind.has_strength());
        prop_assert!(DETECTOR.explain(&text, &sentences, hedge).is_some());
    }
    for sentence in &sentences {
        for negation in negation::find(&text, sentence) {
            prop_assert!(
                negation.scope.start <= negation.cue.start && negation.cue.end <= negation.scope.end
            );
            prop_assert!(sentence.tokens().start <= negation.scope.start);
            prop_assert!(negation.scope.end <= sentence.tokens().end);
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_read(source in ".{0,200}") {
        check(&source)?;
    }

    #[test]
    fn any_prose_is_read(source in prose()) {
        check(&source)?;
    }
}
