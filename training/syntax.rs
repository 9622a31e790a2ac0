//! Fits the weights of `src/syntax/`.
//!
//! ```text
//! python training/syntax_silver.py X > X.spacy          # for ewt_train, ewt_dev (.conllu) and the raw texts
//! train_syntax teach OUT_DIR ewt_dev.conllu ewt_dev.spacy ewt_train.conllu ewt_train.spacy RAW.spacy ..
//! train_syntax train src/syntax/english.bin DEV.conllu,.. ewt_train.conllu OUT_DIR/RAW ..
//! train_syntax score src/syntax/english.bin DEV.conllu,..
//! ```
//!
//! with `train_syntax` for `cargo run --release --features training --example train_syntax --`.
//!
//! Gold trees are those of UD English EWT (CC BY-SA 4.0, github.com/UniversalDependencies/UD_English-EWT). Silver
//! trees are of openly licensed news (Voice of America, Wikinews, re3d) and of the Wikipedia part of the Szeged
//! Uncertainty Corpus. They are made by a teacher that sees, beside the parser's own features, what spaCy's small
//! English model (MIT) says of the sentence, and has learnt on EWT what that means in Universal Dependencies.
#![allow(clippy::print_stdout)]

#[path = "syntax/advice.rs"]
mod advice;
#[path = "syntax/fit.rs"]
mod fit;
#[path = "syntax/gold.rs"]
mod gold;
#[path = "syntax/net.rs"]
mod net;
#[path = "syntax/oracle.rs"]
mod oracle;
#[path = "syntax/report.rs"]
mod report;
#[path = "syntax/teach.rs"]
mod teach;
#[path = "syntax/variants.rs"]
mod variants;

use std::collections::HashMap;
use std::time::Instant;

use fit::{Parser, Settings, Tagger};
use gold::Gold;
use net::Random;
use reportedly::syntax::training::{self, Words};

const TAGGER: Settings =
    Settings { epochs: 6, prune_after: 3, rows: 27_000, rate: 0.03, dropout: 0.15, blank: 0.05 };
const PARSER: Settings =
    Settings { epochs: 8, prune_after: 3, rows: 42_000, rate: 0.03, dropout: 0.1, blank: 0.05 };

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        ["train", out, dev, train @ ..] => train_all(out, dev, train),
        ["score", weights, dev] => {
            let file = std::fs::read(weights).expect("the weights can be read");
            for dev in dev.split(',') {
                report::print(training::parser(&file), &gold::read(dev), true);
            }
        }
        ["teach", out, dev, dev_advice, train, train_advice, raw @ ..] => {
            teach::teach(out, [dev, dev_advice], [train, train_advice], raw);
        }
        _ => println!("see the head of training/syntax.rs"),
    }
}

fn train_all(out: &str, dev: &str, train: &[&str]) {
    let dev: Vec<Vec<Gold>> = dev.split(',').map(gold::read).collect();
    let mut random = Random(0x1234_5678_9ABC_DEF1);
    let mut gold: Vec<Gold> = train.iter().flat_map(|path| gold::read(path)).collect();
    variants::add(&mut gold, &mut random);
    println!("{} sentences to learn", gold.len());
    let hashes = fit::vocabulary(&gold);
    println!("{} words", hashes.len());
    let words = Words::new(&hashes);
    let mut examples = fit::examples(gold, &words, &HashMap::new());
    random.shuffle(&mut examples);

    let started = Instant::now();
    fit::tag_by_parts(&mut examples, &TAGGER, &mut random);
    let all: Vec<usize> = (0..examples.len()).collect();
    let tagger = fit::train_tagger(&examples, &all, &TAGGER, &mut random);
    println!("tagger: {:.0} s", started.elapsed().as_secs_f32());
    fit::train_parser(&examples, &PARSER, &mut random, |parser, epoch| {
        println!("epoch {epoch}, {:.0} s", started.elapsed().as_secs_f32());
        if epoch > PARSER.prune_after {
            let file = file(&hashes, &tagger, parser);
            std::fs::write(out, &file).expect("the weights can be written");
            let parser = training::parser(&file);
            for dev in &dev {
                report::print(parser, dev, false);
            }
        }
    });
}

fn file(hashes: &[u32], tagger: &Tagger, parser: &Parser) -> Vec<u8> {
    let mut file = Vec::new();
    file.extend((hashes.len() as u32).to_le_bytes());
    file.extend(hashes.iter().flat_map(|h| h.to_le_bytes()));
    tagger.write(&mut file);
    parser.write(&mut file);
    file
}
