//! How well a parser does, and how fast.

use std::time::Instant;

use reportedly::syntax::{Parser, Relation, Tag};
use reportedly::text::Text;

use crate::gold::Gold;

/// The processor time that some work takes; on a busy machine that is what can be compared.
fn cpu_seconds<T>(work: impl Fn() -> T) -> f64 {
    let now = || {
        let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
        stat.split(' ').next().and_then(|n| n.parse::<f64>().ok()).map(|n| n / 1e9)
    };
    let (started, before) = (Instant::now(), now());
    std::hint::black_box(work());
    match (before, now()) {
        (Some(before), Some(after)) => after - before,
        _ => started.elapsed().as_secs_f64(),
    }
}

/// Prints how well a parser does, over all of the crate's tokens, and how fast; `by_relation`, the F1 of each
/// relation with its head.
pub(crate) fn print(parser: Parser, gold: &[Gold], by_relation: bool) {
    let texts: Vec<Text<'_>> =
        gold.iter().map(|g| Text::new(&g.text).expect("sentences are short")).collect();
    let parse =
        || -> Vec<_> { texts.iter().map(|text| parser.parse(text, 0..text.tokens().len())).collect() };
    let trees = parse();
    let seconds = cpu_seconds(parse);
    let (mut total, mut upos, mut fine, mut uas, mut las, mut labels) = (0, 0, 0, 0, 0, 0);
    for (gold, tree) in gold.iter().zip(&trees) {
        for t in 0..gold.tags.len() {
            let tag = Tag::ALL[gold.tags[t] as usize];
            let head = tree.head(t) == gold.heads[t];
            let label = tree.relation(t) == gold.relations[t];
            total += 1;
            upos += usize::from(tree.tag(t).upos() == tag.upos());
            fine += usize::from(tree.tag(t) == tag);
            uas += usize::from(head);
            las += usize::from(head && label);
            labels += usize::from(label);
        }
    }
    let share = |n: usize| 100.0 * n as f64 / f64::from(total);
    println!(
        "UPOS {:.2} tags {:.2} UAS {:.2} LAS {:.2} labels {:.2}; {:.0} tokens/s",
        share(upos),
        share(fine),
        share(uas),
        share(las),
        share(labels),
        f64::from(total) / seconds
    );
    if by_relation {
        for &relation in Relation::ALL {
            let (mut g, mut s, mut both) = (0, 0, 0);
            for (gold, tree) in gold.iter().zip(&trees) {
                for t in 0..gold.tags.len() {
                    let in_gold = gold.relations[t] == relation;
                    let in_tree = tree.relation(t) == relation;
                    g += usize::from(in_gold);
                    s += usize::from(in_tree);
                    both += usize::from(in_gold && in_tree && gold.heads[t] == tree.head(t));
                }
            }
            println!("{relation:20} gold {g:5}  F1 {:.1}", 200.0 * both as f64 / (g + s).max(1) as f64);
        }
    }
}
