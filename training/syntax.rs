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

#[path = "syntax/advice.rs"]
mod advice;
#[path = "syntax/gold.rs"]
mod gold;
#[path = "syntax/net.rs"]
mod net;
#[path = "syntax/oracle.rs"]
mod oracle;

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::time::Instant;

use advice::Advice;
use gold::Gold;
use net::{Net, Random};
use reportedly::syntax::training::{self, ACTIONS, Sentence, Steps, Words};
use reportedly::syntax::{Parser, Relation, Tag};
use reportedly::text::Text;

type Tagger = Net<{ training::WIDTHS[0] }>;
type ParserNet = Net<{ training::WIDTHS[1] }>;
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
        ["teach", out, dev, dev_advice, train, train_advice, raw @ ..] => {
            teach(out, [dev, dev_advice], [train, train_advice], raw);
        }
        _ => println!("see the head of training/syntax.rs"),
    }
}

struct Example {
    gold: Gold,
    sentence: Sentence,
    advice: Option<Advice>,
}

impl Example {
    fn tagging(&self, tags: &[u8], at: usize, out: &mut Vec<u32>) {
        self.sentence.tagging(tags, at, out);
        if let Some(advice) = &self.advice {
            advice.tagging(at, out);
        }
    }

    fn stepping(&self, steps: &Steps, out: &mut Vec<u32>) {
        steps.features(&self.sentence, out);
        if let Some(advice) = &self.advice {
            advice.stepping(steps, out);
        }
    }
}

fn examples(gold: Vec<Gold>, words: &Words, advice: &mut HashMap<String, Advice>) -> Vec<Example> {
    let make = |gold: Gold| {
        let sentence = Sentence::new(&Text::new(&gold.text).expect("sentences are short"), words);
        let advice = advice.remove(&gold.text);
        Example { gold, sentence, advice }
    };
    gold.into_iter().map(make).collect()
}

/// Learns with another parser's advice, then writes trees of the raw sentences (which have such advice too).
fn teach(out: &str, [dev, dev_advice]: [&str; 2], [train, train_advice]: [&str; 2], raw: &[&str]) {
    let gold = gold::read(train);
    let hashes = vocabulary(&gold);
    let words = Words::new(&hashes);
    let mut random = Random(0x1234_5678_9ABC_DEF1);
    let mut examples_of =
        |trees: &str, advice: &str| examples(gold::read(trees), &words, &mut advice::read(advice));
    let mut train = examples_of(train, train_advice);
    let mut dev = examples_of(dev, dev_advice);
    tag_by_parts(&mut train, &mut random);
    let all: Vec<usize> = (0..train.len()).collect();
    let mut tagger = train_tagger(&train, &all, &mut random);
    let mut parser = train_parser(&train, &mut random, |_, _| ());
    let (mut total, mut upos, mut uas, mut las) = (0, 0, 0, 0);
    for example in &mut dev {
        let found = predict(&mut tagger, &mut parser, example, &mut random);
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
        for mut example in examples(gold::read(path), &words, &mut advice::read(path)) {
            let len = example.gold.tags.len();
            if example.advice.is_none()
                || !(3..=100).contains(&len)
                || !seen.insert(example.gold.text.clone())
            {
                continue;
            }
            let found = predict(&mut tagger, &mut parser, &mut example, &mut random);
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

/// The tree that the networks find while they are still in floating point.
fn predict(
    tagger: &mut Tagger,
    parser: &mut ParserNet,
    example: &mut Example,
    random: &mut Random,
) -> Vec<(Tag, Option<usize>, Relation)> {
    let mut features = Vec::new();
    let mut tags = Vec::new();
    for at in 0..example.sentence.len() {
        example.tagging(&tags, at, &mut features);
        tagger.rows_of(&mut features);
        tagger.forward(&features, &[true; TAGS], 0.0, random);
        tags.push(tagger.best(0..TAGS) as u8);
    }
    example.sentence.set_tags(&tags);
    let mut steps = Steps::new(&example.sentence);
    while !steps.is_done() {
        let allowed = allowed(&steps);
        example.stepping(&steps, &mut features);
        parser.rows_of(&mut features);
        parser.forward(&features, &allowed, 0.0, random);
        steps.apply(parser.best((0..ACTIONS).filter(|&c| allowed[c])));
    }
    let tags = tags.into_iter().map(|tag| Tag::ALL[tag as usize]);
    tags.zip(steps.arcs()).map(|(tag, (head, relation))| (tag, head, relation)).collect()
}

fn allowed(steps: &Steps) -> [bool; ACTIONS] {
    let [shift, left, right] = steps.allowed();
    std::array::from_fn(|c| match c {
        0 => shift,
        _ if c % 2 == 1 => left,
        _ => right,
    })
}

/// Tags each part of the examples by what the others teach: as wrong as the tags that the parser will see.
fn tag_by_parts(examples: &mut [Example], random: &mut Random) {
    let parts = env("PARTS", 3.0) as usize;
    let mut tags: Vec<Vec<u8>> = vec![Vec::new(); examples.len()];
    for part in 0..parts {
        let learn: Vec<usize> = (0..examples.len()).filter(|i| i % parts != part).collect();
        let tagger = train_tagger(examples, &learn, random);
        tag_all(tagger, examples, (0..examples.len()).filter(|i| i % parts == part), &mut tags, random);
    }
    for (example, tags) in examples.iter_mut().zip(&tags) {
        example.sentence.set_tags(tags);
    }
}

fn train_all(out: &str, dev: &str, train: &[&str]) {
    let dev = gold::read(dev);
    let gold: Vec<Gold> = train.iter().flat_map(|path| gold::read(path)).collect();
    println!("{} sentences to learn, {} to test", gold.len(), dev.len());
    let hashes = vocabulary(&gold);
    println!("{} words", hashes.len());
    let words = Words::new(&hashes);
    let mut examples = examples(gold, &words, &mut HashMap::new());
    let mut random = Random(0x1234_5678_9ABC_DEF1);
    random.shuffle(&mut examples);

    let started = Instant::now();
    tag_by_parts(&mut examples, &mut random);
    let all: Vec<usize> = (0..examples.len()).collect();
    let tagger = train_tagger(&examples, &all, &mut random);
    println!("tagger: {:.0} s", started.elapsed().as_secs_f32());
    if std::env::var("TAGONLY").is_ok() {
        let net = Net::new(&vec![0.0; training::KEYS], 0, ACTIONS, &mut random);
        report(training::parser(&file(&hashes, &tagger, &net)), &dev);
        return;
    }
    let parser = train_parser(&examples, &mut random, |parser, epoch| {
        let file = file(&hashes, &tagger, parser);
        print!("epoch {epoch}, {:.0} s: ", started.elapsed().as_secs_f32());
        report(training::parser(&file), &dev);
    });
    std::fs::write(out, file(&hashes, &tagger, &parser)).expect("the weights can be written");
}

fn file(hashes: &[u32], tagger: &Tagger, parser: &ParserNet) -> Vec<u8> {
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

fn train_tagger(examples: &[Example], learn: &[usize], random: &mut Random) -> Tagger {
    let (epochs, rate, dropout) = (env("TEPOCHS", 8.0) as usize, env("TRATE", 0.03), env("TDROP", 0.3));
    let blank = env("TBLANK", 0.1);
    let mut order = learn.to_vec();
    let mut features = Vec::new();
    let mut history = Vec::new();
    let mut counts = vec![0.0; training::KEYS];
    for &i in &order {
        for at in 0..examples[i].sentence.len() {
            examples[i].tagging(&examples[i].gold.tags, at, &mut features);
            features.iter().for_each(|&key| counts[key as usize] += 1.0);
        }
    }
    let mut net = Tagger::new(&counts, training::KEYS, TAGS, random);
    let first = env("TFIRST", 3.0) as usize;
    let steps = (epochs * order.len()) as f32;
    let mut done = 0.0;
    for epoch in 0..epochs {
        if epoch == first {
            net.prune(&counts, env("TROWS", 20_000.0) as usize, env("POWER", 0.3));
        }
        random.shuffle(&mut order);
        for &i in &order {
            let example = &examples[i];
            let Example { gold, sentence, .. } = example;
            let rate = rate * (1.0 - done / steps);
            done += 1.0;
            history.clear();
            for at in 0..sentence.len() {
                let right = usize::from(gold.tags[at]);
                example.tagging(&history, at, &mut features);
                net.rows_of(&mut features);
                features.retain(|_| random.unit() >= blank);
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
    mut net: Tagger,
    examples: &[Example],
    which: impl Iterator<Item = usize>,
    out: &mut [Vec<u8>],
    random: &mut Random,
) {
    let mut features = Vec::new();
    for i in which {
        let mut tags = Vec::new();
        for at in 0..examples[i].sentence.len() {
            examples[i].tagging(&tags, at, &mut features);
            net.rows_of(&mut features);
            net.forward(&features, &[true; TAGS], 0.0, random);
            tags.push(net.best(0..TAGS) as u8);
        }
        out[i] = tags;
    }
}

fn train_parser(
    examples: &[Example],
    random: &mut Random,
    mut after: impl FnMut(&ParserNet, usize),
) -> ParserNet {
    let (epochs, rate, dropout) = (env("EPOCHS", 8.0) as usize, env("RATE", 0.03), env("DROP", 0.3));
    let blank = env("BLANK", 0.1);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut features = Vec::new();
    let mut right = Vec::new();
    let mut counts = vec![0.0; training::KEYS];
    for example in examples {
        let Example { gold, sentence, .. } = example;
        let mut steps = Steps::new(sentence);
        while !steps.is_done() {
            example.stepping(&steps, &mut features);
            features.iter().for_each(|&key| counts[key as usize] += 1.0);
            oracle::best_actions(&steps, gold, &mut right);
            steps.apply(right[right.len() - 1]);
        }
    }
    let mut net = ParserNet::new(&counts, training::KEYS, ACTIONS, random);
    let first = env("FIRST", 3.0) as usize;
    let total = (epochs * order.len()) as f32;
    let mut done = 0.0;
    for epoch in 0..epochs {
        if epoch == first {
            net.prune(&counts, env("ROWS", 42_000.0) as usize, env("POWER", 0.3));
        }
        random.shuffle(&mut order);
        for &i in &order {
            let example = &examples[i];
            let Example { gold, sentence, .. } = example;
            let rate = rate * (1.0 - done / total);
            done += 1.0;
            let mut steps = Steps::new(sentence);
            while !steps.is_done() {
                let [shift, left, right_way] = steps.allowed();
                if shift && !left && !right_way {
                    steps.apply(0);
                    continue;
                }
                let allowed = allowed(&steps);
                oracle::best_actions(&steps, gold, &mut right);
                example.stepping(&steps, &mut features);
                net.rows_of(&mut features);
                features.retain(|_| random.unit() >= blank);
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

/// Prints how well a parser does, over all of the crate's tokens, and how fast.
fn report(parser: Parser, gold: &[Gold]) {
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
