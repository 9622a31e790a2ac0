//! Any text at all: whatever is read fits together, goes to JSON and back, and a layer alone gives what it gives
//! among the others.

use std::sync::LazyLock;

use reportedly::{Analyzer, Document, Layer, Layers, Options};

use super::invariants;

/// The default analyzer, shared by all targets that need one.
pub static ANALYZER: LazyLock<Analyzer> =
    LazyLock::new(|| Analyzer::new(Options::default()).expect("the default options"));

/// Reads the bytes as text.
pub fn run(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let doc = ANALYZER.analyze(&text).expect("a short text");
    assert_eq!(doc.text(), text);
    invariants::check(&doc);
    invariants::derive(&doc);
    invariants::explain(&ANALYZER, &doc, true);
    assert_eq!(Document::from_json(&doc.to_json()).expect("its own JSON"), doc);
    // One layer a text: it is the slowest of all targets.
    alone(&text, Layer::ALL[text.len() % Layer::ALL.len()], &doc);
}

fn alone(text: &str, layer: Layer, all: &Document) {
    let doc = ANALYZER.with_layers(Layers::new(&[layer])).analyze(text).expect("a short text");
    let spans = |doc: &Document| doc.sentences().iter().map(|s| (s.span, s.reason)).collect::<Vec<_>>();
    assert_eq!(spans(&doc), spans(all), "{layer}");
    let has = |layer| doc.layers().has(layer);
    assert!(has(layer));
    assert_eq!(doc.entities(), if has(Layer::Entities) { all.entities() } else { &[] }, "{layer}");
    assert_eq!(doc.aliases(), if has(Layer::Entities) { all.aliases() } else { &[] }, "{layer}");
    assert_eq!(doc.hedges(), if has(Layer::Hedges) { all.hedges() } else { &[] }, "{layer}");
    assert_eq!(
        doc.attributions(),
        if has(Layer::Attributions) { all.attributions() } else { &[] },
        "{layer}"
    );
    assert_eq!(doc.claims(), if has(Layer::Claims) { all.claims() } else { &[] }, "{layer}");
}
