//! The phrases that can be cues: what they may mean, before anyone looks at their neighbours.

use std::collections::BTreeMap;
use std::ops::Range;

use super::features::Label;
use super::{Domain, HedgeType, Strength};
use crate::error::Error;
use crate::text::lexicon::{Row, rows};
use crate::text::{Text, Token, TokenTrie, fold};

/// A phrase of the lexicon.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// As the file has it.
    pub(super) phrase: Box<str>,
    pub(super) lemma: Box<str>,
    pub(super) kind: HedgeType,
    /// What else it can be.
    pub(super) other: Option<HedgeType>,
    pub(super) strength: Option<Strength>,
    /// How often it is a cue, by an editor's guess.
    pub(super) usual: f32,
    /// Whether a user gave it without saying which word it is like: then `usual` is all that is known.
    pub(super) unjudged: bool,
    pub(super) phrase_hash: u64,
    pub(super) lemma_hash: u64,
}

/// All phrases, by their tokens.
pub(super) struct Cues {
    trie: TokenTrie,
    entries: Vec<Entry>,
    /// Most tokens start no phrase, and this says so cheaply: the hashes of phrases of one word, and of the first two
    /// words of longer ones.
    openings: Filter,
}

/// A set of hashes that can hold more than was put in: a bit for each.
struct Filter(Box<[u64; Filter::BITS / 64]>);

impl Filter {
    const BITS: usize = 1 << 16;

    fn insert(&mut self, hash: u64) {
        let bit = hash as usize % Self::BITS;
        self.0[bit / 64] |= 1 << (bit % 64);
    }

    #[inline]
    fn has(&self, hash: u64) -> bool {
        let bit = hash as usize % Self::BITS;
        self.0[bit / 64] & (1 << (bit % 64)) != 0
    }
}

/// One hash of two words.
#[inline]
fn pair(first: u64, second: u64) -> u64 {
    first.rotate_left(7) ^ second
}

impl Cues {
    /// The crate's own phrases for a domain, with a user's rows on top.
    pub(super) fn new(domain: Domain, user: &[(String, String)]) -> Result<Self, Error> {
        let mut phrases = BTreeMap::new();
        read("cues.txt", include_str!("cues.txt"), Author::Crate, &mut phrases)?;
        if domain != Domain::News {
            read("cues_szeged.txt", include_str!("cues_szeged.txt"), Author::Crate, &mut phrases)?;
        }
        if domain == Domain::Bio {
            read("cues_bio.txt", include_str!("cues_bio.txt"), Author::Crate, &mut phrases)?;
        }
        for (file, content) in user {
            read(file, content, Author::User, &mut phrases)?;
        }
        let mut cues = Self {
            trie: TokenTrie::default(),
            entries: Vec::new(),
            openings: Filter(Box::new([0; Filter::BITS / 64])),
        };
        for (hashes, entry) in phrases {
            cues.trie.insert(&hashes, cues.entries.len() as u32);
            cues.openings.insert(match *hashes {
                [first, second, ..] => pair(first, second),
                _ => hashes[0],
            });
            cues.entries.push(entry);
        }
        Ok(cues)
    }

    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub(super) fn entry(&self, index: u32) -> &Entry {
        &self.entries[index as usize]
    }

    /// The tokens of `range` that may start a phrase, in order.
    ///
    /// Each is written down, and written over by the next if it starts none: nothing branches on what a word is.
    pub(super) fn starts(&self, tokens: &[Token], range: Range<usize>) -> Vec<u32> {
        let mut starts = vec![0; range.len()];
        let mut found = 0;
        for at in range {
            let hash = tokens[at].hash;
            let next = tokens.get(at + 1).map_or(0, |next| next.hash);
            starts[found] = at as u32;
            found += usize::from(self.openings.has(hash) | self.openings.has(pair(hash, next)));
        }
        starts.truncate(found);
        starts
    }

    /// Calls `found` with length and number of every phrase that starts at the first token of `range`, shortest first.
    #[inline]
    pub(super) fn each(&self, tokens: &[Token], range: Range<usize>, found: impl FnMut(usize, u32)) {
        self.trie.each(tokens, range, found);
    }
}

/// Rows of whose making.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Author {
    Crate,
    User,
}

/// How often a phrase is a cue, where its row does not say.
const USUAL: f32 = 0.9;

/// Reads a file over what `phrases` holds: later rows replace earlier ones, the type `none` takes a phrase away.
fn read(
    file: &str,
    content: &str,
    author: Author,
    phrases: &mut BTreeMap<Vec<u64>, Entry>,
) -> Result<(), Error> {
    for row in rows(content) {
        let hashes: Vec<u64> = Text::new(row.phrase)?.tokens().iter().map(|t| t.hash).collect();
        if hashes.is_empty() {
            return Err(Error::lexicon(&row.place(file, 0), "expected a phrase before the first tab"));
        }
        match row.field(0) {
            None => {
                let kinds = HedgeType::NAMES.join(", ");
                let message =
                    format!("expected a type behind a tab, found nothing; known are {kinds}, and none");
                return Err(Error::lexicon(&row.place(file, 0), message));
            }
            Some("none") => _ = phrases.remove(&hashes),
            Some(kinds) => _ = phrases.insert(hashes, entry(file, &row, kinds, author)?),
        }
    }
    Ok(())
}

fn entry(file: &str, row: &Row<'_>, kinds: &str, author: Author) -> Result<Entry, Error> {
    let kind_of = |name: &str| -> Result<HedgeType, Error> {
        name.trim().parse().map_err(|e: Error| Error::lexicon(&row.place(file, 0), e))
    };
    let (kind, other) = match kinds.split_once(',') {
        Some((kind, other)) => (kind_of(kind)?, Some(kind_of(other)?)),
        None => (kind_of(kinds)?, None),
    };
    let strength = match row.field(1) {
        None | Some("-") => None,
        Some(name) => Some(name.parse().map_err(|e: Error| Error::lexicon(&row.place(file, 1), e))?),
    };
    let usual = match row.field(3) {
        None => USUAL,
        Some(number) => number.parse().ok().filter(|p| (0.0..=1.0).contains(p)).ok_or_else(|| {
            let message = format_args!("expected a probability from 0 to 1, found {number:?}");
            Error::lexicon(&row.place(file, 3), message)
        })?,
    };
    let lemma = row.field(2).unwrap_or(row.phrase);
    Ok(Entry {
        phrase: row.phrase.into(),
        lemma: lemma.into(),
        kind,
        other,
        strength,
        usual,
        unjudged: author == Author::User && row.field(2).is_none(),
        phrase_hash: fold::hash(row.phrase),
        lemma_hash: fold::hash(lemma),
    })
}

impl Entry {
    /// The strength of a cue of type `kind`: the entry's own, and medium where the type has one and the entry none.
    pub(super) fn strength_as(&self, kind: HedgeType) -> Option<Strength> {
        kind.has_strength().then(|| self.strength.unwrap_or(Strength::Medium))
    }

    /// `usual`, in four steps.
    pub(super) fn grade(&self) -> Label {
        match self.usual {
            p if p >= 0.9 => Label::Always,
            p if p >= 0.6 => Label::Mostly,
            p if p >= 0.3 => Label::Half,
            _ => Label::Seldom,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lexicon_holds_what_the_guidelines_name() {
        let cues = Cues::new(Domain::News, &[]).expect("the crate's own lexicon is whole");
        for row in rows(include_str!("../../tests/cases/hedge_phrases.txt")) {
            let kind: HedgeType = row.field(0).unwrap_or_default().parse().expect("a type");
            let entry = cues.entries().iter().find(|e| e.phrase_hash == fold::hash(row.phrase));
            assert!(
                entry.is_some_and(|e| e.kind == kind || e.other == Some(kind)),
                "{} as {kind} is not in cues.txt",
                row.phrase
            );
        }
    }
}
