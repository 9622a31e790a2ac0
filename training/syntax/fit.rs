//! The tagger and the parser learn.

use std::collections::HashMap;
use std::rc::Rc;

use reportedly::syntax::training::{self, ACTIONS, Sentence, Steps, Words};
use reportedly::syntax::{Relation, Tag};
use reportedly::text::Text;

use crate::advice::Advice;
use crate::gold::Gold;
use crate::net::{Net, Random};
use crate::oracle;

pub(crate) type Tagger = Net<{ training::WIDTHS[0] }>;
pub(crate) type Parser = Net<{ training::WIDTHS[1] }>;
const TAGS: usize = Tag::ALL.len();
/// The vocabulary: words seen less often, or beyond the most frequent, share what their endings teach.
const MIN_COUNT: u32 = 3;
const MAX_WORDS: usize = 12_000;
/// In how many parts the examples are tagged by what the rest teaches.
const PARTS: usize = 3;

/// How a network learns. All were tuned on EWT dev and the silver trees of news dev.
pub(crate) struct Settings {
    pub(crate) epochs: usize,
    /// After so many epochs only the rows that matter most are kept, and learn on.
    pub(crate) prune_after: usize,
    pub(crate) rows: usize,
    /// Step size at the start; it falls to nothing in a straight line.
    pub(crate) rate: f32,
    /// The share of the hidden layer and of the features that an example is learnt without.
    pub(crate) dropout: f32,
    pub(crate) blank: f32,
}

pub(crate) struct Example {
    pub(crate) gold: Gold,
    pub(crate) sentence: Sentence,
    pub(crate) advice: Option<Rc<Advice>>,
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

/// Makes examples of trees, each with the advice there is on its text.
pub(crate) fn examples(gold: Vec<Gold>, words: &Words, advice: &HashMap<String, Rc<Advice>>) -> Vec<Example> {
    let make = |gold: Gold| {
        let sentence = Sentence::new(&Text::new(&gold.text).expect("sentences are short"), words);
        let advice = advice.get(&gold.text).cloned();
        Example { gold, sentence, advice }
    };
    gold.into_iter().map(make).collect()
}

/// The upper halves of the hashes of frequent words, most frequent first.
pub(crate) fn vocabulary(gold: &[Gold]) -> Vec<u32> {
    let mut counts: HashMap<u32, u32> = HashMap::new();
    for gold in gold {
        for token in Text::new(&gold.text).expect("sentences are short").tokens() {
            *counts.entry((token.hash >> 32) as u32).or_default() += 1;
        }
    }
    let mut frequent: Vec<(u32, u32)> =
        counts.into_iter().filter(|&(_, n)| n >= MIN_COUNT).map(|(hash, n)| (n, hash)).collect();
    frequent.sort_unstable_by(|a, b| b.cmp(a));
    frequent.truncate(MAX_WORDS);
    frequent.into_iter().map(|(_, hash)| hash).collect()
}

/// The tree that the networks find while they are still in floating point.
pub(crate) fn predict(
    tagger: &mut Tagger,
    parser: &mut Parser,
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
pub(crate) fn tag_by_parts(examples: &mut [Example], settings: &Settings, random: &mut Random) {
    let mut tags: Vec<Vec<u8>> = vec![Vec::new(); examples.len()];
    for part in 0..PARTS {
        let learn: Vec<usize> = (0..examples.len()).filter(|i| i % PARTS != part).collect();
        let tagger = train_tagger(examples, &learn, settings, random);
        tag_all(tagger, examples, (0..examples.len()).filter(|i| i % PARTS == part), &mut tags, random);
    }
    for (example, tags) in examples.iter_mut().zip(&tags) {
        example.sentence.set_tags(tags);
    }
}

/// Learns tags from some of the examples.
pub(crate) fn train_tagger(
    examples: &[Example],
    learn: &[usize],
    settings: &Settings,
    random: &mut Random,
) -> Tagger {
    let mut order = learn.to_vec();
    let mut features = Vec::new();
    let mut history = Vec::new();
    let mut counts = vec![0.0; training::KEYS];
    for &i in &order {
        for at in 0..examples[i].sentence.len() {
            examples[i].tagging(&examples[i].gold.tags, at, &mut features);
            for &key in &features {
                counts[key as usize] += 1.0;
            }
        }
    }
    let mut net = Tagger::new(&counts, training::KEYS, TAGS, random);
    let steps = (settings.epochs * order.len()) as f32;
    let mut done = 0.0;
    for epoch in 0..settings.epochs {
        if epoch == settings.prune_after {
            net.prune(&counts, settings.rows);
        }
        random.shuffle(&mut order);
        for &i in &order {
            let example = &examples[i];
            let Example { gold, sentence, .. } = example;
            let rate = settings.rate * (1.0 - done / steps);
            done += 1.0;
            history.clear();
            for at in 0..sentence.len() {
                let right = usize::from(gold.tags[at]);
                example.tagging(&history, at, &mut features);
                net.rows_of(&mut features);
                features.retain(|_| random.unit() >= settings.blank);
                net.forward(&features, &[true; TAGS], settings.dropout, random);
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

/// Learns the steps to the examples' trees, with the tags that their sentences have; `after` sees each epoch.
pub(crate) fn train_parser(
    examples: &[Example],
    settings: &Settings,
    random: &mut Random,
    mut after: impl FnMut(&Parser, usize),
) -> Parser {
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut features = Vec::new();
    let mut right = Vec::new();
    let mut counts = vec![0.0; training::KEYS];
    for example in examples {
        let Example { gold, sentence, .. } = example;
        let mut steps = Steps::new(sentence);
        while !steps.is_done() {
            example.stepping(&steps, &mut features);
            for &key in &features {
                counts[key as usize] += 1.0;
            }
            oracle::best_actions(&steps, gold, &mut right);
            steps.apply(right[right.len() - 1]);
        }
    }
    let mut net = Parser::new(&counts, training::KEYS, ACTIONS, random);
    let total = (settings.epochs * order.len()) as f32;
    let mut done = 0.0;
    for epoch in 0..settings.epochs {
        if epoch == settings.prune_after {
            net.prune(&counts, settings.rows);
        }
        random.shuffle(&mut order);
        for &i in &order {
            let example = &examples[i];
            let Example { gold, sentence, .. } = example;
            let rate = settings.rate * (1.0 - done / total);
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
                features.retain(|_| random.unit() >= settings.blank);
                net.forward(&features, &allowed, settings.dropout, random);
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
