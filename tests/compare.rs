//! Comparison from outside: the pairs of `cases/pairs.txt`, and what holds of any two documents.

use std::fmt::Write;

use proptest::prelude::*;
use reportedly::compare::{Change, LEAST, Pair, Standing, compare, standing};
use reportedly::{Analyzer, Document, Layers, Options};

fn pairs(first: &Document, second: &Document) -> Vec<Pair> {
    compare(first, second, LEAST).expect("both documents have claims")
}

fn analyzer() -> Analyzer {
    Analyzer::new(Options::default()).unwrap()
}

#[test]
fn pairs_are_found_as_marked() {
    let analyzer = analyzer();
    let (mut failures, mut count) = (String::new(), 0);
    let mut lines = include_str!("cases/pairs.txt")
        .lines()
        .zip(1..)
        .filter(|(line, _)| !line.starts_with('#') && !line.trim().is_empty())
        .peekable();
    while let (Some((first, number)), Some((second, _))) = (lines.next(), lines.next()) {
        let mut expected = String::new();
        while let Some((line, _)) = lines.next_if(|(line, _)| line.starts_with(' ')) {
            writeln!(expected, "    {}", line.trim()).unwrap();
        }
        let known = first.starts_with('~');
        let (a, b) =
            (analyzer.analyze(first.trim_start_matches('~')).unwrap(), analyzer.analyze(second).unwrap());
        let mut found = String::new();
        for pair in pairs(&a, &b) {
            let heads = [
                a.slice(a.claims()[pair.first as usize].head),
                b.slice(b.claims()[pair.second as usize].head),
            ];
            writeln!(found, "    {} > {} | {}", heads[0], heads[1], pair.change).unwrap();
        }
        count += 1;
        if (found != expected) != known {
            let claims: Vec<_> =
                [&a, &b].map(|d| d.claims().iter().map(|c| d.slice(c.span())).collect::<Vec<_>>()).into();
            writeln!(
                failures,
                "line {number}: {first}\n  expected\n{expected}  found\n{found}  of {claims:?}"
            )
            .unwrap();
        }
    }
    assert!(failures.is_empty(), "of {count} cases:\n{failures}");
}

#[test]
fn a_document_has_all_its_claims_in_common_with_itself() {
    let doc = analyzer().analyze(include_str!("../examples/article.txt")).unwrap();
    let pairs = pairs(&doc, &doc);
    let same = pairs.iter().filter(|pair| pair.first == pair.second).count();
    assert!(same * 4 >= doc.claims().len() * 3, "{same} of {}", doc.claims().len());
    assert!(
        pairs.iter().filter(|p| p.first == p.second).all(|p| p.change == Change::Same && p.score > 0.999)
    );
}

#[test]
fn what_is_shared_is_said_heaviest_first() {
    let analyzer = analyzer();
    let first = analyzer.analyze("Turkish police reportedly foiled a bomb plot in Ankara.").unwrap();
    let second = analyzer.analyze("Police in Turkey foiled a bomb plot.").unwrap();
    let pairs = pairs(&first, &second);
    assert_eq!(pairs.len(), 1);
    let words = &pairs[0].words;
    assert!(
        words[..2].contains(&"Turkey".to_owned()) && words[..2].contains(&"foil".to_owned()),
        "{words:?}"
    );
    assert!(words[2..].contains(&"polic".to_owned()), "{words:?}");
    assert_eq!(standing(&first, 0), Standing::Hedged);
    assert_eq!(standing(&second, 0), Standing::Asserted);
}

#[test]
fn claims_must_have_been_read() {
    let analyzer = analyzer();
    let hedges = analyzer.with_layers(Layers::parse(["hedges"]).unwrap()).analyze("He may flee.").unwrap();
    let all = analyzer.analyze("He may flee.").unwrap();
    assert!(compare(&all, &hedges, 0.5).unwrap_err().to_string().contains("second document"));
    assert!(compare(&all, &all, 1.5).unwrap_err().to_string().contains("0 to 1"));
    assert!(compare(&all, &all, f32::NAN).is_err());
}

#[test]
fn a_document_read_back_compares_alike() {
    let doc = analyzer().analyze(include_str!("../examples/article.txt")).unwrap();
    let back = Document::from_json(&doc.to_json()).unwrap();
    assert_eq!(pairs(&doc, &back), pairs(&doc, &doc));
}

#[test]
fn time_is_linear_in_the_text() {
    let analyzer = analyzer();
    let mut times = [400, 3200].map(|count| {
        let text = "The army reportedly shelled the hospital in Aleppo. Doctors said the army had left. "
            .repeat(count);
        let doc = analyzer.analyze(&text).unwrap();
        // The better of two: what else the machine does is no matter of ours.
        let once = || {
            let start = std::time::Instant::now();
            pairs(&doc, &doc);
            start.elapsed().as_secs_f64()
        };
        once().min(once())
    });
    times[0] = times[0].max(0.01);
    assert!(times[1] / times[0] < 32.0, "eight times the text takes {} times as long", times[1] / times[0]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn the_other_way_round_everything_turns(
        first in proptest::collection::vec(0_usize..12, 1..5),
        second in proptest::collection::vec(0_usize..12, 1..5),
    ) {
        const SENTENCES: [&str; 12] = [
            "Turkish police reportedly foiled a bomb plot in Ankara.",
            "Turkish police foiled a bomb plot in Ankara.",
            "A bomb plot in Ankara was foiled by police, Izvestia said.",
            "The mayor denied that police had foiled a bomb plot.",
            "The port of Odesa may close on Monday.",
            "The port of Odesa closed on Monday.",
            "Ana Ruiz said the port of Odesa would close.",
            "Russia attacked Ukraine.",
            "Ukraine attacked Russia.",
            "If the vote passes, the port will close.",
            "“We foiled it,” she said.",
            "Closed!",
        ];
        let analyzer = analyzer();
        let [a, b] = [first, second].map(|numbers| {
            let sentences: Vec<&str> = numbers.into_iter().map(|i| SENTENCES[i]).collect();
            analyzer.analyze(&sentences.join(" ")).unwrap()
        });
        let (there, back) = (pairs(&a, &b), pairs(&b, &a));
        let mut turned: Vec<(u32, u32, u32, Change)> = back
            .iter()
            .map(|p| (p.second, p.first, p.score.to_bits(), match p.change {
                Change::Hardened => Change::Softened,
                Change::Softened => Change::Hardened,
                change => change,
            }))
            .collect();
        turned.sort_unstable_by_key(|t| (t.0, t.1));
        let there: Vec<_> = there.iter().map(|p| (p.first, p.second, p.score.to_bits(), p.change)).collect();
        prop_assert_eq!(there, turned);
    }
}
