//! Documents from outside: JSON and back, layers, options.

use proptest::prelude::*;
use reportedly::{Analyzer, Document, ErrorKind, Layer, Layers, Options, analyze};

const TEXT: &str = "KYIV — The “Harbour Workers’ Union” (HWU) said on Monday that the port may close. \
    “It is over,” Ana Ruiz told Reuters. Russia reportedly denied it. Is it so? If the vote passes, Turkey wins.";

#[test]
fn json_gives_the_document_back() {
    let doc = analyze(TEXT).unwrap();
    assert!(!doc.hedges().is_empty() && !doc.attributions().is_empty() && !doc.claims().is_empty());
    assert_eq!(Document::from_json(&doc.to_json()).unwrap(), doc);
}

#[test]
fn json_counts_code_points() {
    let doc = analyze(TEXT).unwrap();
    let json: serde_json::Value = serde_json::from_str(&doc.to_json()).unwrap();
    let chars: Vec<char> = TEXT.chars().collect();
    for (hedge, saved) in doc.hedges().iter().zip(json["hedges"].as_array().unwrap()) {
        let at = |key: &str| usize::try_from(saved[key].as_u64().unwrap()).unwrap();
        let text: String = chars[at("start")..at("end")].iter().collect();
        assert_eq!(text, doc.slice(hedge.span));
    }
}

#[test]
fn a_saved_document_that_does_not_fit_is_refused() {
    let json = analyze(TEXT).unwrap().to_json();
    let broken = |from: &str, to: &str| {
        assert!(json.contains(from), "{from} is not in {json}");
        let error = Document::from_json(&json.replacen(from, to, 1)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Saved);
        error.to_string()
    };
    assert!(broken("\"format\":1", "\"format\":99").contains("format 99"));
    assert!(broken("\"text\":\"KYIV", "\"text\":\"").contains("leaves the text"));
    assert!(broken("\"sentence\":0", "\"sentence\":99").contains("sentence number 99"));
    assert!(broken("\"certainty\":0.", "\"certainty\":90.").contains("a certainty is 90."));
    assert!(broken("\"parent\":null", "\"parent\":99").contains("attribution number 99"));
    assert!(broken("\"layers\":[\"sentences\"", "\"layers\":[\"sentence\"").contains("unknown variant"));
    assert!(Document::from_json(&json[..json.len() / 2]).unwrap_err().to_string().contains("EOF"));
    assert!(Document::from_json("[]").is_err());
}

#[test]
fn layers_alone_are_what_layers_together_are() {
    let all = analyze(TEXT).unwrap();
    for &layer in Layer::ALL {
        let options = Options { layers: Layers::new(&[layer]), ..Options::default() };
        let doc = Analyzer::new(options).unwrap().analyze(TEXT).unwrap();
        assert_eq!(doc.sentences().len(), all.sentences().len());
        if doc.layers().has(Layer::Entities) {
            assert_eq!(doc.entities(), all.entities());
        } else {
            assert!(doc.entities().is_empty());
        }
        if doc.layers().has(Layer::Hedges) {
            assert_eq!(doc.hedges(), all.hedges());
        } else {
            assert!(doc.hedges().is_empty());
        }
        if doc.layers().has(Layer::Attributions) {
            assert_eq!(doc.attributions(), all.attributions());
        } else {
            assert!(doc.attributions().is_empty());
        }
        if layer == Layer::Claims {
            assert_eq!(doc, all);
        } else {
            assert!(doc.claims().is_empty() && doc.sentences()[0].judgement.is_none());
        }
    }
}

#[test]
fn options_out_of_range_are_refused() {
    for value in [-0.1, 1.1, f32::NAN] {
        let error =
            Analyzer::new(Options { hedge_threshold: Some(value), ..Options::default() }).unwrap_err();
        assert!(error.to_string().starts_with("hedge_threshold is"), "{error}");
    }
    let error = Layers::parse(["hedge"]).unwrap_err();
    assert!(error.to_string().contains("did you mean \"hedges\"?"), "{error}");
}

#[test]
fn an_empty_text_is_a_document() {
    for text in ["", " ", "\n\n", "\u{FEFF}"] {
        let doc = analyze(text).unwrap();
        assert!(doc.sentences().is_empty() && doc.claims().is_empty());
        assert_eq!(Document::from_json(&doc.to_json()).unwrap(), doc);
    }
}

/// Text that looks like news and is not: pieces that every room reacts to, in any order.
fn newsy() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "Ana Ruiz",
        " said ",
        "that ",
        "“",
        "”",
        "\"",
        "'",
        "’",
        "(",
        ")",
        ". ",
        "? ",
        "\n",
        "\n\n",
        ", ",
        "the port ",
        "may ",
        "reportedly ",
        "according to ",
        "Reuters ",
        "Turkey",
        "’s ",
        "Turkish ",
        "not ",
        "if ",
        "is ",
        "said to ",
        "deny ",
        "sources ",
        "who ",
        "about 50 ",
        "U.S. ",
        "é",
        "—",
        "-",
        ": ",
        "fled ",
        "HWU",
        "officials ",
        "as saying ",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn whatever_is_read_fits_together(text in prop_oneof![newsy(), ".{0,120}".prop_map(String::from)]) {
        let doc = analyze(&text).unwrap();
        let inside = |span: reportedly::text::Span| {
            text.is_char_boundary(span.start() as usize) && text.is_char_boundary(span.end() as usize) && !span.is_empty()
        };
        prop_assert!(doc.sentences().windows(2).all(|p| p[0].span.end() <= p[1].span.start()));
        prop_assert!(doc.sentences().iter().all(|s| inside(s.span) && s.judgement.is_some_and(|j| (0.0..=1.0).contains(&j.certainty))));
        prop_assert!(doc.entities().windows(2).all(|p| p[0].span.end() <= p[1].span.start()));
        prop_assert!(doc.hedges().windows(2).all(|p| p[0].span.end() <= p[1].span.start()));
        for hedge in doc.hedges() {
            prop_assert!(inside(hedge.span) && hedge.scope.is_none_or(|s| inside(s) && s.contains(hedge.span)));
            prop_assert!((0.0..=1.0).contains(&hedge.probability));
        }
        for a in doc.attributions() {
            prop_assert!(!a.content.is_empty() && a.content.iter().chain(&a.source).chain(&a.cue).all(|&s| inside(s)));
        }
        for claim in doc.claims() {
            prop_assert!(claim.spans.iter().any(|s| s.contains(claim.head)), "{claim:?} in {text:?}");
            prop_assert!(claim.spans.windows(2).all(|p| p[0].end() <= p[1].start()));
        }
        // All indices are checked on the way back.
        prop_assert_eq!(Document::from_json(&doc.to_json()).unwrap(), doc);
    }
}
