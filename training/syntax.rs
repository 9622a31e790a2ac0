//! Fits the weights of `src/syntax/`.
//!
//! ```text
//! cargo run --release --features training --example train_syntax -- \
//!     train OUT.bin DEV.conllu TRAIN.conllu [MORE.conllu ..]
//! cargo run --release --features training --example train_syntax -- score WEIGHTS.bin DEV.conllu
//! ```
//!
//! The trees are those of UD English EWT (CC BY-SA 4.0, github.com/UniversalDependencies/UD_English-EWT).
#![allow(clippy::print_stdout)]

#[path = "syntax/gold.rs"]
mod gold;
#[path = "syntax/net.rs"]
mod net;
#[path = "syntax/oracle.rs"]
mod oracle;

use std::collections::HashMap;
use std::time::Instant;

use gold::Gold;
use net::{Net, Random};
use reportedly::syntax::training::{self, ACTIONS, Sentence, Steps, Words};
use reportedly::syntax::{Parser, Relation, Tag};
use reportedly::text::Text;

const TAGS: usize = Tag::ALL.len();
/// Words seen less often share what their endings teach.
const MIN_COUNT: u32 = 3;

fn env(name: &str, default: f32) -> f32 {
    std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default)
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        ["train", out, dev, train @ ..] => train_all(out, dev, train),
        ["score", weights, dev] => {
            let file = std::fs::read(weights).expect("the weights can be read");
            report(training::parser(&file), &gold::read(dev));
        }
        _ => println!("see the head of training/syntax.rs"),
    }
}

struct Example {
    gold: Gold,
    sentence: Sentence,
}

fn train_all(out: &str, dev: &str, train: &[&str]) {
    let dev = gold::read(dev);
    let gold: Vec<Gold> = train.iter().flat_map(|path| gold::read(path)).collect();
    println!("{} sentences to learn, {} to test", gold.len(), dev.len());
    let hashes = vocabulary(&gold);
    println!("{} words", hashes.len());
    let words = Words::new(&hashes);
    let mut examples: Vec<Example> = gold
        .into_iter()
        .map(|gold| {
            let sentence = Sentence::new(&Text::new(&gold.text).expect("sentences are short"), &words);
            Example { gold, sentence }
        })
        .collect();
    let mut random = Random(0x1234_5678_9ABC_DEF1);
    random.shuffle(&mut examples);

    let started = Instant::now();
    let mut tags: Vec<Vec<u8>> = vec![Vec::new(); examples.len()];
    // The parser learns on tags as wrong as those it will see: each part is tagged by what the others teach.
    let parts = env("PARTS", 4.0) as usize;
    for part in 0..parts {
        let learn: Vec<usize> = (0..examples.len()).filter(|i| i % parts != part).collect();
        let tagger = train_tagger(&examples, &learn, &mut random);
        tag_all(tagger, &examples, (0..examples.len()).filter(|i| i % parts == part), &mut tags, &mut random);
    }
    let all: Vec<usize> = (0..examples.len()).collect();
    let tagger = train_tagger(&examples, &all, &mut random);
    println!("tagger: {:.0} s", started.elapsed().as_secs_f32());
    for (example, tags) in examples.iter_mut().zip(&tags) {
        example.sentence.set_tags(tags);
    }
    let parser = train_parser(&examples, &mut random, |parser, epoch| {
        let file = file(&hashes, &tagger, parser);
        print!("epoch {epoch}, {:.0} s: ", started.elapsed().as_secs_f32());
        report(training::parser(&file), &dev);
    });
    std::fs::write(out, file(&hashes, &tagger, &parser)).expect("the weights can be written");
}

fn file(hashes: &[u32], tagger: &Net, parser: &Net) -> Vec<u8> {
    let mut file = Vec::new();
    file.extend((hashes.len() as u32).to_le_bytes());
    file.extend(hashes.iter().flat_map(|h| h.to_le_bytes()));
    tagger.write(&mut file);
    parser.write(&mut file);
    file
}

/// The upper halves of the hashes of frequent words, most frequent first.
fn vocabulary(gold: &[Gold]) -> Vec<u32> {
    let mut counts: HashMap<u32, u32> = HashMap::new();
    for gold in gold {
        for token in Text::new(&gold.text).expect("sentences are short").tokens() {
            *counts.entry((token.hash >> 32) as u32).or_default() += 1;
        }
    }
    let mut frequent: Vec<(u32, u32)> =
        counts.into_iter().filter(|&(_, n)| n >= MIN_COUNT).map(|(hash, n)| (n, hash)).collect();
    frequent.sort_unstable_by(|a, b| b.cmp(a));
    frequent.truncate(12_000);
    frequent.into_iter().map(|(_, hash)| hash).collect()
}

fn train_tagger(examples: &[Example], learn: &[usize], random: &mut Random) -> Net {
    let (epochs, rate, dropout) = (env("TEPOCHS", 6.0) as usize, env("TRATE", 0.03), env("TDROP", 0.3));
    let mut net = Net::new(env("TBITS", 13.0) as u32, TAGS, random);
    let mut order = learn.to_vec();
    let mut features = Vec::new();
    let mut history = Vec::new();
    let steps = (epochs * order.len()) as f32;
    let mut done = 0.0;
    for epoch in 0..epochs {
        random.shuffle(&mut order);
        for &i in &order {
            let Example { gold, sentence } = &examples[i];
            let rate = rate * (1.0 - done / steps);
            done += 1.0;
            history.clear();
            for at in 0..sentence.len() {
                let right = usize::from(gold.tags[at]);
                sentence.tagging(&history, at, &mut features);
                net.forward(&features, &[true; TAGS], dropout, random);
                let predicted = net.best(0..TAGS);
                net.learn(&features, &[right], rate);
                // History as it will be: its own choices.
                history.push(if epoch == 0 { right } else { predicted } as u8);
            }
        }
    }
    net
}

fn tag_all(
    mut net: Net,
    examples: &[Example],
    which: impl Iterator<Item = usize>,
    out: &mut [Vec<u8>],
    random: &mut Random,
) {
    let mut features = Vec::new();
    for i in which {
        let mut tags = Vec::new();
        for at in 0..examples[i].sentence.len() {
            examples[i].sentence.tagging(&tags, at, &mut features);
            net.forward(&features, &[true; TAGS], 0.0, random);
            tags.push(net.best(0..TAGS) as u8);
        }
        out[i] = tags;
    }
}

fn train_parser(examples: &[Example], random: &mut Random, mut after: impl FnMut(&Net, usize)) -> Net {
    let (epochs, rate, dropout) = (env("EPOCHS", 8.0) as usize, env("RATE", 0.03), env("DROP", 0.3));
    let mut net = Net::new(env("BITS", 14.0) as u32, ACTIONS, random);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut features = Vec::new();
    let mut right = Vec::new();
    let total = (epochs * order.len()) as f32;
    let mut done = 0.0;
    for epoch in 0..epochs {
        random.shuffle(&mut order);
        for &i in &order {
            let Example { gold, sentence } = &examples[i];
            let rate = rate * (1.0 - done / total);
            done += 1.0;
            let mut steps = Steps::new(sentence);
            while !steps.is_done() {
                let [shift, left, right_way] = steps.allowed();
                if shift && !left && !right_way {
                    steps.apply(0);
                    continue;
                }
                let allowed: [bool; ACTIONS] = std::array::from_fn(|c| match c {
                    0 => shift,
                    _ if c % 2 == 1 => left,
                    _ => right_way,
                });
                oracle::best_actions(&steps, gold, &mut right);
                steps.features(sentence, &mut features);
                net.forward(&features, &allowed, dropout, random);
                let predicted = net.best((0..ACTIONS).filter(|&c| allowed[c]));
                let best_right = net.best(right.iter().copied());
                net.learn(&features, &right, rate);
                let follow = epoch > 0 && random.unit() < 0.9;
                steps.apply(if follow { predicted } else { best_right });
            }
        }
        after(&net, epoch + 1);
    }
    net
}

/// Prints how well a parser does, over all of the crate's tokens, and how fast.
fn report(parser: Parser, gold: &[Gold]) {
    let texts: Vec<Text<'_>> =
        gold.iter().map(|g| Text::new(&g.text).expect("sentences are short")).collect();
    let started = Instant::now();
    let trees: Vec<_> = texts.iter().map(|text| parser.parse(text, 0..text.tokens().len())).collect();
    let seconds = started.elapsed().as_secs_f64();
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
    let share = |n: usize| 100.0 * n as f64 / total as f64;
    println!(
        "UPOS {:.2} tags {:.2} UAS {:.2} LAS {:.2} labels {:.2}; {:.0} tokens/s",
        share(upos),
        share(fine),
        share(uas),
        share(las),
        share(labels),
        total as f64 / seconds
    );
    if std::env::var("DETAIL").is_ok() {
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
