//! The weights of the judge: a text file of named features, read once into a table of hashed ones.
//!
//! After a line `@`, model, template, a line holds the values of a feature and its weight, all parted by tabs.
//! `training/hedges.py` writes the file.

use std::str::FromStr;
use std::sync::LazyLock;

use hashbrown::HashMap;

use super::features::{Label, Sink, Template};
use super::lexicon::Entry;
use super::rows::EntryRows;
use super::spots::{Closed, Known, Spot, at_spot};
use super::words::{Class, ClassSet};
use super::{Domain, HedgeType};
use crate::error::Error;
use crate::labels::labels;
use crate::text::{Text, TokenKind, fold, lexicon};

labels! {
    /// What is decided.
    "model" Model {
        /// Whether a candidate is a cue.
        Cue = "cue",
        /// Whether a cue is of the second of its phrase's two types.
        Other = "other",
        /// Where a scope begins.
        Left = "left",
        /// Where a scope ends.
        Right = "right",
    }
}

/// Stands for every number, and for what lies beyond the sentence.
const NUMBER: &str = "<number>";
const EDGE: &str = "<edge>";

/// Weights by hashed feature, in an open-addressed table behind a filter that most features do not pass.
pub(super) struct Weights {
    /// A bit for each feature that may have a weight.
    filter: Vec<u64>,
    slots: Vec<Slot>,
    bias: [f32; Model::ALL.len()],
    /// Per domain: slope and offset of the calibrated log-odds.
    calibration: Vec<[f32; 2]>,
    /// The templates that have any weight under a first value, by model and hash of that value.
    templates: HashMap<(Model, u64), TemplateSet>,
    /// The last value and the weight of all features that are the same before it, by the key of that.
    last: HashMap<u64, Vec<(u64, f32)>>,
    classes: [u64; Class::ALL.len()],
    labels: [u64; Label::ALL.len()],
    kinds: [u64; HedgeType::ALL.len()],
    domains: [u64; Domain::ALL.len()],
    number: u64,
    edge: u64,
}

#[derive(Clone, Copy, Default)]
struct Slot {
    key: u32,
    weight: f32,
}

const FILTER_BITS: u64 = 1 << 16;

impl Weights {
    /// Reads a weights file.
    pub(super) fn read(file: &str, content: &str) -> Result<Self, Error> {
        let mut weights = Self {
            filter: vec![0; FILTER_BITS as usize / 64],
            slots: Vec::new(),
            bias: [0.0; Model::ALL.len()],
            calibration: vec![[1.0, 0.0]; Domain::ALL.len()],
            templates: HashMap::new(),
            last: HashMap::new(),
            classes: std::array::from_fn(|i| fold::hash(Class::NAMES[i])),
            labels: std::array::from_fn(|i| fold::hash(Label::NAMES[i])),
            kinds: std::array::from_fn(|i| fold::hash(HedgeType::NAMES[i])),
            domains: std::array::from_fn(|i| fold::hash(Domain::NAMES[i])),
            number: fold::hash(NUMBER),
            edge: fold::hash(EDGE),
        };
        let mut found = Vec::new();
        let mut group = None;
        for row in lexicon::rows(content) {
            let fail = |what: &str| Error::saved(format!("{file}:{}: expected {what}", row.line));
            let number = |index: usize| -> Result<f32, Error> {
                row.field(index).and_then(|w| w.parse().ok()).ok_or_else(|| fail("a number"))
            };
            let name = |index: usize| row.field(index).ok_or_else(|| fail("a name"));
            match row.phrase {
                "@calibration" => {
                    weights.calibration[Domain::from_str(name(0)?)? as usize] = [number(1)?, number(2)?];
                }
                "@bias" => weights.bias[Model::from_str(name(0)?)? as usize] = number(1)?,
                "@" => group = Some((Model::from_str(name(0)?)?, Template::from_str(name(1)?)?)),
                values => {
                    let (model, template) = group.ok_or_else(|| fail("a line with \"@\" first"))?;
                    let (before, last) =
                        values.rsplit_once('|').map_or((None, values), |(b, l)| (Some(b), l));
                    let before = before.map(|values| values.split('|').map(fold::hash));
                    let (last, weight) = (fold::hash(last), number(0)?);
                    let first = before.clone().and_then(|mut hashes| hashes.next()).unwrap_or(last);
                    let key = before.into_iter().flatten().fold(seed(model, template), mix);
                    weights.templates.entry((model, first)).or_default().insert(template);
                    weights.last.entry(key).or_default().push((last, weight));
                    found.push((mix(key, last), weight));
                }
            }
        }
        let size = (found.len() * 2).next_power_of_two().max(16);
        weights.slots = vec![Slot::default(); size];
        for (key, weight) in found {
            weights.insert(key, weight);
        }
        Ok(weights)
    }

    fn insert(&mut self, key: u64, weight: f32) {
        let bit = key % FILTER_BITS;
        self.filter[(bit / 64) as usize] |= 1 << (bit % 64);
        let mask = self.slots.len() - 1;
        let mut place = (key >> 17) as usize & mask;
        while self.slots[place].key != 0 {
            place = (place + 1) & mask;
        }
        self.slots[place] = Slot { key: fingerprint(key), weight };
    }

    #[inline]
    fn get(&self, key: u64) -> f32 {
        let bit = key % FILTER_BITS;
        if self.filter[(bit / 64) as usize] & (1 << (bit % 64)) == 0 {
            return 0.0;
        }
        let mask = self.slots.len() - 1;
        let mut place = (key >> 17) as usize & mask;
        loop {
            let slot = self.slots[place];
            if slot.key == 0 {
                return 0.0;
            }
            if slot.key == fingerprint(key) {
                return slot.weight;
            }
            place = (place + 1) & mask;
        }
    }

    /// The templates under which a phrase of a lexicon can have a weight, and all that do not start with the phrase.
    pub(super) fn templates(&self, model: Model, entry: &Entry, domain: Domain) -> TemplateSet {
        let first = [
            entry.phrase_hash,
            entry.lemma_hash,
            self.kinds[entry.kind as usize],
            self.labels[entry.grade() as usize],
            self.domains[domain as usize],
        ];
        first.iter().zip(&*OPENING_WITH).fold(*OPENING_WITH_ELSE, |wanted, (hash, opening)| {
            let used = self.templates.get(&(model, *hash)).copied().unwrap_or_default();
            TemplateSet(wanted.0 | used.0 & opening.0)
        })
    }

    /// The last values that give a weight to features of a template with `values` before, and these weights.
    pub(super) fn behind(
        &self,
        model: Model,
        template: Template,
        values: impl Iterator<Item = u64>,
    ) -> impl Iterator<Item = (u64, f32)> {
        self.last.get(&values.fold(seed(model, template), mix)).into_iter().flatten().copied()
    }

    /// The hashes of the names of all classes.
    pub(super) fn classes(&self) -> &[u64; Class::ALL.len()] {
        &self.classes
    }

    /// The hashes of the names of all labels.
    pub(super) fn labels(&self) -> &[u64; Label::ALL.len()] {
        &self.labels
    }

    /// All templates, or those that do not ask for the name, where no weight has it as its first value.
    pub(super) fn templates_of_name(&self, model: Model, hash: u64) -> TemplateSet {
        match self.templates.get(&(model, hash)) {
            Some(_) => TemplateSet::ALL,
            None => TemplateSet(TemplateSet::ALL.0 & !NAME_TEMPLATES.0),
        }
    }

    /// A sum of the weights of one model, over features of `wanted` templates, that starts at `total`.
    #[inline]
    pub(super) fn sum(&self, model: Model, wanted: TemplateSet, total: f32) -> Sum<'_> {
        Sum { weights: self, model, wanted, rows: None, total }
    }

    /// What the sum of a model starts at.
    pub(super) fn bias(&self, model: Model) -> f32 {
        self.bias[model as usize]
    }

    /// A probability from the sum of the cue model's weights.
    pub(super) fn probability(&self, sum: f32, domain: Domain) -> f32 {
        let [slope, offset] = self.calibration[domain as usize];
        1.0 / (1.0 + (-(slope * sum + offset)).exp())
    }
}

#[inline]
fn fingerprint(key: u64) -> u32 {
    (key >> 32) as u32 | 1
}

#[inline]
fn seed(model: Model, template: Template) -> u64 {
    ((model as u64 * 128 + template as u64) + 1).wrapping_mul(0xA076_1D64_78BD_642F)
}

#[inline]
fn mix(key: u64, value: u64) -> u64 {
    let mixed = (key.rotate_left(29) ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed ^ (mixed >> 32)
}

/// Log-odds that the structure of the sentence no longer turns: it is worth at most a few, and not looked at below this.
const HOPELESS: f32 = -5.0;

/// The templates of edges that start with the name of the cue.
const NAME_TEMPLATES: TemplateSet = TemplateSet(
    1 << Template::EdgeNameOutside as u8
        | 1 << Template::EdgeNameOrder as u8
        | 1 << Template::EdgeNameEnd as u8,
);

/// The first values of templates that are known of a phrase before it is seen in its place, and the templates that
/// start with each.
const KNOWN_VALUES: [&str; 5] = ["phrase", "lemma", "type", "usual", "domain"];
static OPENING_WITH: LazyLock<[TemplateSet; 5]> = LazyLock::new(|| {
    let mut sets = [TemplateSet::default(); 5];
    for &template in Template::ALL {
        let value = template.as_str().split('+').next();
        if let Some(at) = KNOWN_VALUES.iter().position(|&known| Some(known) == value) {
            sets[at].insert(template);
        }
    }
    sets
});
/// All other templates.
static OPENING_WITH_ELSE: LazyLock<TemplateSet> =
    LazyLock::new(|| TemplateSet(!OPENING_WITH.iter().fold(0, |all, set| all | set.0)));

/// Adds up weights.
pub(super) struct Sum<'w> {
    weights: &'w Weights,
    model: Model,
    wanted: TemplateSet,
    /// What was added up beforehand.
    rows: Option<EntryRows<'w>>,
    pub(super) total: f32,
}

impl<'w> Sum<'w> {
    /// The same, with `rows` for what is seen at spots.
    pub(super) fn with(self, rows: EntryRows<'w>) -> Self {
        Self { rows: Some(rows), ..self }
    }
}

/// A set of templates, which are fewer than 128.
#[derive(Clone, Copy, Default)]
pub(super) struct TemplateSet(u128);

impl TemplateSet {
    pub(super) const ALL: Self = Self(u128::MAX);

    fn insert(&mut self, template: Template) {
        self.0 |= 1 << template as u8;
    }

    #[inline]
    pub(super) const fn has(self, template: Template) -> bool {
        self.0 & (1 << template as u8) != 0
    }
}

impl Sink for Sum<'_> {
    type Value = u64;

    #[inline]
    fn named(&mut self, _: &str, hash: u64) -> u64 {
        hash
    }

    #[inline]
    fn wants(&self, template: Template) -> bool {
        self.wanted.has(template)
    }

    #[inline]
    fn is_hopeless(&self) -> bool {
        self.model == Model::Cue && self.total < HOPELESS
    }

    #[inline]
    fn kind(&mut self, kind: HedgeType) -> u64 {
        self.weights.kinds[kind as usize]
    }

    #[inline]
    fn domain(&mut self, domain: Domain) -> u64 {
        self.weights.domains[domain as usize]
    }

    #[inline]
    fn label(&mut self, label: Label) -> u64 {
        self.weights.labels[label as usize]
    }

    #[inline]
    fn class(&mut self, class: Class) -> u64 {
        self.weights.classes[class as usize]
    }

    #[inline]
    fn word(&mut self, text: &Text<'_>, token: Option<usize>) -> u64 {
        match token.map(|t| &text.tokens()[t]) {
            None => self.weights.edge,
            Some(token) if token.kind() == TokenKind::Number => self.weights.number,
            Some(token) => token.hash,
        }
    }

    #[inline]
    fn add<const N: usize>(&mut self, template: Template, values: [u64; N]) {
        if !self.wanted.has(template) {
            return;
        }
        let key = values.into_iter().fold(seed(self.model, template), mix);
        self.total += self.weights.get(key);
    }

    #[inline]
    fn see(&mut self, known: &Known<u64>, spot: Spot, seen: impl Closed) {
        match self.rows {
            Some(rows) => self.total += rows.at(spot).weight(seen),
            None => at_spot(known, spot, seen, self),
        }
    }

    #[inline]
    fn see_all(&mut self, known: &Known<u64>, spot: Spot, seen: ClassSet) {
        let that_weigh = self.rows.map_or(seen, |rows| seen.and(rows.at(spot).classes()));
        for class in that_weigh.classes() {
            self.see(known, spot, class);
        }
    }
}

/// Writes down the names of features, with their weights.
pub(super) struct Names<'w> {
    sum: Sum<'w>,
    words: Vec<(String, u64)>,
    pub(super) found: Vec<(String, f32)>,
}

impl<'w> Names<'w> {
    pub(super) fn new(weights: &'w Weights, model: Model) -> Self {
        Self { sum: weights.sum(model, TemplateSet::ALL, 0.0), words: Vec::new(), found: Vec::new() }
    }

    fn value(&mut self, name: String, hash: u64) -> usize {
        self.words.push((name, hash));
        self.words.len() - 1
    }
}

impl Sink for Names<'_> {
    /// An index into `words`.
    type Value = usize;

    fn named(&mut self, name: &str, hash: u64) -> usize {
        self.value(folded(name), hash)
    }

    fn wants(&self, _: Template) -> bool {
        true
    }

    fn is_hopeless(&self) -> bool {
        false
    }

    fn kind(&mut self, kind: HedgeType) -> usize {
        let hash = self.sum.kind(kind);
        self.value(kind.as_str().to_owned(), hash)
    }

    fn domain(&mut self, domain: Domain) -> usize {
        let hash = self.sum.domain(domain);
        self.value(domain.as_str().to_owned(), hash)
    }

    fn label(&mut self, label: Label) -> usize {
        let hash = self.sum.label(label);
        self.value(label.as_str().to_owned(), hash)
    }

    fn class(&mut self, class: Class) -> usize {
        let hash = self.sum.class(class);
        self.value(class.as_str().to_owned(), hash)
    }

    fn word(&mut self, text: &Text<'_>, token: Option<usize>) -> usize {
        let hash = self.sum.word(text, token);
        let name = match token.map(|t| (t, text.tokens()[t].kind())) {
            None => EDGE.to_owned(),
            Some((_, TokenKind::Number)) => NUMBER.to_owned(),
            Some((_, TokenKind::DoubleQuote)) => "\"".to_owned(),
            Some((_, TokenKind::SingleQuote)) => "'".to_owned(),
            Some((_, TokenKind::Dash)) => "--".to_owned(),
            Some((_, TokenKind::Hyphen)) => "-".to_owned(),
            Some((_, TokenKind::Ellipsis)) => "...".to_owned(),
            Some((t, _)) => folded(text.word(t)),
        };
        self.value(name, hash)
    }

    fn add<const N: usize>(&mut self, template: Template, values: [usize; N]) {
        let before = self.sum.total;
        self.sum.add(template, values.map(|v| self.words[v].1));
        let name = values.iter().map(|&v| self.words[v].0.as_str()).collect::<Vec<_>>().join("|");
        self.found.push((format!("{template}={name}"), self.sum.total - before));
    }
}

fn folded(word: &str) -> String {
    let mut out = String::new();
    fold::fold_into(word, &mut out);
    out
}
