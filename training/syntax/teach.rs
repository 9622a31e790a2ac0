//! A teacher: learns on gold trees with another parser's advice, and makes silver trees of sentences that have it.

use std::collections::HashSet;
use std::fmt::Write as _;

use reportedly::syntax::Tag;
use reportedly::syntax::training::Words;
use reportedly::text::Text;

use crate::fit::{self, Settings};
use crate::net::Random;
use crate::{advice, gold};

/// Nothing is pruned: the teacher need not be small.
const SETTINGS: Settings =
    Settings { epochs: 5, prune_after: usize::MAX, rows: usize::MAX, rate: 0.03, dropout: 0.3, blank: 0.1 };

/// Learns with another parser's advice, then writes trees of the raw sentences (which have such advice too).
pub(crate) fn teach(out: &str, [dev, dev_advice]: [&str; 2], [train, train_advice]: [&str; 2], raw: &[&str]) {
    let gold = gold::read(train);
    let hashes = fit::vocabulary(&gold);
    let words = Words::new(&hashes);
    let mut random = Random(0x1234_5678_9ABC_DEF1);
    let examples_of =
        |trees: &str, advice: &str| fit::examples(gold::read(trees), &words, &advice::read(advice));
    let mut train = examples_of(train, train_advice);
    let mut dev = examples_of(dev, dev_advice);
    fit::tag_by_parts(&mut train, &SETTINGS, &mut random);
    let all: Vec<usize> = (0..train.len()).collect();
    let mut tagger = fit::train_tagger(&train, &all, &SETTINGS, &mut random);
    let mut parser = fit::train_parser(&train, &SETTINGS, &mut random, |_, _| ());
    let (mut total, mut upos, mut uas, mut las) = (0, 0, 0, 0);
    for example in &mut dev {
        let found = fit::predict(&mut tagger, &mut parser, example, &mut random);
        for (t, &(tag, head, relation)) in found.iter().enumerate() {
            total += 1;
            upos += usize::from(tag.upos() == Tag::ALL[example.gold.tags[t] as usize].upos());
            uas += usize::from(head == example.gold.heads[t]);
            las += usize::from(head == example.gold.heads[t] && relation == example.gold.relations[t]);
        }
    }
    let share = |n: usize| 100.0 * n as f64 / f64::from(total);
    println!("teacher: UPOS {:.2} UAS {:.2} LAS {:.2}", share(upos), share(uas), share(las));
    for path in raw {
        let mut file = String::new();
        let mut seen = HashSet::new();
        for mut example in fit::examples(gold::read(path), &words, &advice::read(path)) {
            let len = example.gold.tags.len();
            if example.advice.is_none()
                || !(3..=100).contains(&len)
                || !seen.insert(example.gold.text.clone())
            {
                continue;
            }
            let found = fit::predict(&mut tagger, &mut parser, &mut example, &mut random);
            let text = Text::new(&example.gold.text).expect("sentences are short");
            let _ = writeln!(file, "# text = {}", example.gold.text);
            for (t, (tag, head, relation)) in found.into_iter().enumerate() {
                let head = head.map_or(0, |h| h + 1);
                let _ =
                    writeln!(file, "{}\t{}\t_\t{tag}\t_\t_\t{head}\t{relation}\t_\t_", t + 1, text.word(t));
            }
            file.push('\n');
        }
        let name = path.rsplit('/').next().unwrap_or(path).replace(".spacy", "");
        std::fs::write(format!("{out}/{name}"), file).expect("silver trees can be written");
    }
}
