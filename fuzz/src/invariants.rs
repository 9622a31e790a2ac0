//! What holds for whatever was read, from whatever text.

use reportedly::text::Span;
use reportedly::{Analyzer, Document, Layer};

/// Panics unless everything in a document that was read stands where it says, in order, and fits together.
pub fn check(doc: &Document) {
    sentences(doc);
    entities(doc);
    hedges(doc);
    attributions(doc);
    claims(doc);
}

/// Panics unless `span` is a piece of the document's text.
fn inside(doc: &Document, span: Span) {
    assert!(!span.is_empty(), "{span:?} is empty");
    assert!(doc.text().get(span.range()).is_some(), "{span:?} leaves the text or cuts a character");
}

fn in_order(what: &str, spans: impl Iterator<Item = Span>) {
    let mut end = 0;
    for span in spans {
        assert!(span.start() >= end, "{what} at {span:?} overlaps or is out of order");
        end = span.end();
    }
}

fn is_share(number: f32) -> bool {
    (0.0..=1.0).contains(&number)
}

fn sentences(doc: &Document) {
    in_order("sentence", doc.sentences().iter().map(|s| s.span));
    for sentence in doc.sentences() {
        inside(doc, sentence.span);
        let says = doc.slice(sentence.span);
        assert_eq!(says, says.trim());
        assert_eq!(sentence.judgement.is_some(), doc.layers().has(Layer::Claims));
        assert!(sentence.judgement.is_none_or(|j| is_share(j.certainty)), "{sentence:?}");
    }
    // A text of nothing but invisible marks has no sentence.
    let mut outside = doc.text().char_indices().filter(|(_, c)| !c.is_whitespace());
    if let Some(lost) = outside.find(|&(i, _)| doc.sentence_at(i as u32).is_none()) {
        assert!(doc.sentences().is_empty(), "{lost:?} is in no sentence");
    }
}

/// Whether a span lies in one sentence.
fn in_one_sentence(doc: &Document, span: Span) -> bool {
    doc.sentence_at(span.start()).is_some_and(|s| doc.sentences()[s].span.contains(span))
}

fn entities(doc: &Document) {
    in_order("mention", doc.entities().iter().map(|m| m.span));
    for mention in doc.entities() {
        inside(doc, mention.span);
        assert!(in_one_sentence(doc, mention.span), "{mention:?}");
        assert!(!mention.candidates.contains(&mention.id), "{mention:?}");
    }
    for alias in doc.aliases() {
        inside(doc, alias.span);
        assert!(in_one_sentence(doc, alias.span), "{alias:?}");
    }
}

fn hedges(doc: &Document) {
    in_order("hedge", doc.hedges().iter().map(|h| h.span));
    for hedge in doc.hedges() {
        inside(doc, hedge.span);
        assert!(in_one_sentence(doc, hedge.span) && is_share(hedge.probability), "{hedge:?}");
        assert!(hedge.strength.is_none() || hedge.kind.has_strength(), "{hedge:?}");
        if let Some(scope) = hedge.scope {
            inside(doc, scope);
            assert!(scope.contains(hedge.span) && in_one_sentence(doc, scope), "{hedge:?}");
        }
    }
}

fn attributions(doc: &Document) {
    let all = doc.attributions();
    assert!(all.windows(2).all(|pair| pair[0].span().start() <= pair[1].span().start()), "out of order");
    for (i, one) in all.iter().enumerate() {
        assert!(!one.content.is_empty() && is_share(one.confidence), "{one:?}");
        one.content
            .iter()
            .chain(&one.source)
            .chain(&one.cue)
            .chain(&one.resolved)
            .for_each(|&s| inside(doc, s));
        in_order("content", one.content.iter().copied());
        assert!(one.source_entity.is_none_or(|e| (e as usize) < doc.entities().len()), "{one:?}");
        if let Some(parent) = one.parent {
            let place = one.cue.unwrap_or(one.content[0]);
            let parent = &all[parent as usize];
            assert!(parent.content.iter().any(|piece| piece.contains(place)), "{one:?} is not in {parent:?}");
        }
        // A chain that goes in a circle ends where it comes by again.
        let chain = reportedly::attribution::chain(all, i);
        assert!(
            chain.len() == 64 || all[chain[0]].parent.is_none(),
            "the parents of number {i} go in a circle"
        );
    }
}

fn claims(doc: &Document) {
    let all = doc.claims();
    assert!(all.windows(2).all(|pair| pair[0].sentence <= pair[1].sentence), "claims are out of order");
    for claim in all {
        let sentence = doc.sentences()[claim.sentence as usize].span;
        assert!(!claim.spans.is_empty() && is_share(claim.certainty), "{claim:?}");
        claim.spans.iter().for_each(|&s| inside(doc, s));
        in_order("piece of a claim", claim.spans.iter().copied());
        assert!(claim.spans.iter().all(|&s| sentence.contains(s)), "{claim:?} leaves {sentence:?}");
        assert!(claim.spans.iter().any(|s| s.contains(claim.head)), "{claim:?}");
        for source in claim.chain.iter().flatten() {
            assert!(doc.attributions().iter().any(|a| a.source == Some(*source)), "{claim:?}");
        }
        for &entity in &claim.entities {
            let mention = doc.entities()[entity as usize].span;
            assert!(claim.spans.iter().any(|s| s.overlaps(mention)), "{claim:?} does not hold {mention:?}");
        }
        assert!(claim.about.is_none_or(|e| (e as usize) < doc.entities().len()), "{claim:?}");
        assert!(claim.hedges.iter().all(|&h| (h as usize) < doc.hedges().len()), "{claim:?}");
    }
}

/// Makes all that can be made of a document.
pub fn derive(doc: &Document) {
    let _ = reportedly::sources::of(doc);
    let _ = reportedly::summary::of(doc);
    if let Ok(pairs) = reportedly::compare::compare(doc, doc, 0.5) {
        let known = |claim: u32| (claim as usize) < doc.claims().len();
        assert!(pairs.iter().all(|pair| known(pair.first) && known(pair.second)), "{pairs:?}");
    } else {
        assert!(!doc.layers().has(Layer::Claims));
    }
    for &of in reportedly::batch::Of::ALL {
        if of.in_layers(doc.layers()) {
            let _ = reportedly::batch::document_table(doc, of);
        }
    }
}

/// Asks why, of every finding; `own` where the analyzer made the document itself.
pub fn explain(analyzer: &Analyzer, doc: &Document, own: bool) {
    let asked = analyzer.reread(doc, |again| {
        for (i, hedge) in doc.hedges().iter().enumerate() {
            assert!(again.hedge(i).is_some() || !own, "{hedge:?} is not explained");
        }
        for (i, attribution) in doc.attributions().iter().enumerate() {
            assert!(again.attribution(i).is_some() || !own, "{attribution:?} is not explained");
        }
        for (i, claim) in doc.claims().iter().enumerate() {
            assert!(again.claim(i).is_some() || !own, "{claim:?} is not explained");
        }
    });
    asked.expect("a short text");
}
