//! The speed of each room, in bytes of text a second: `make bench`.
//!
//! The text is `examples/article.txt`, repeated: figures are for comparing one state of the code with another, and
//! for finding the room that a change has slowed down.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use reportedly::entities::Gazetteer;
use reportedly::hedges::{self, Detector};
use reportedly::sentences::{Newlines, Splitter};
use reportedly::syntax::Parser;
use reportedly::text::Text;
use reportedly::{Analyzer, Layer, Layers, Options, quotes};

const ARTICLE: &str = include_str!("../examples/article.txt");

fn rooms(criterion: &mut Criterion) {
    let source = vec![ARTICLE; 20].join("\n\n");
    let text = Text::new(&source).expect("a short text");
    let splitter = Splitter::new(Newlines::Auto, &[]).expect("no abbreviations");
    let sentences = splitter.split(&text);
    let gazetteer = Gazetteer::builtin();
    let detector = Detector::new(hedges::Options::default()).expect("default options");
    let parser = Parser::new();

    let mut group = criterion.benchmark_group("room");
    group.throughput(Throughput::Bytes(source.len() as u64)).sample_size(20);
    group.bench_function("text", |b| b.iter(|| Text::new(black_box(&source))));
    group.bench_function("sentences", |b| b.iter(|| splitter.split(black_box(&text))));
    group.bench_function("quotes", |b| b.iter(|| quotes::find(black_box(&text), &sentences)));
    group.bench_function("syntax", |b| {
        b.iter(|| sentences.iter().map(|s| parser.parse(black_box(&text), s.tokens()).root()).sum::<usize>());
    });
    group.bench_function("entities", |b| b.iter(|| gazetteer.find(black_box(&text), &sentences)));
    group.bench_function("hedges", |b| b.iter(|| detector.find(black_box(&text), &sentences)));
    group.finish();

    let mut group = criterion.benchmark_group("layers");
    group.throughput(Throughput::Bytes(source.len() as u64)).sample_size(20);
    for &layer in Layer::ALL {
        let options = Options { layers: Layers::new(&[layer]), ..Options::default() };
        let analyzer = Analyzer::new(options).expect("default options");
        group.bench_function(layer.as_str(), |b| b.iter(|| analyzer.analyze(black_box(&source))));
    }
    group.finish();
}

criterion_group!(benches, rooms);
criterion_main!(benches);
