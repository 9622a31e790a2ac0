//! All names of a gazetteer in a text, longest first from the left, before any judgement.

use std::sync::LazyLock;

use super::index::{self, Index, SMALL};
use super::posting::{NEEDS_THE, Posting};
use crate::sentences::Sentence;
use crate::text::{Case, Text, Token, TokenKind, fold};

/// Where a name stands, in tokens, and what it may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    pub first: usize,
    pub end: usize,
    pub sentence: usize,
    pub what: What,
    /// The best of the postings that its words may mean; of a pattern or the document's own name, nothing.
    pub best: Posting,
    /// Whether other entities may be meant as well.
    pub is_shared: bool,
    /// The value of the listed name of the same words, where the document's own name took its place; else 0.
    pub also: u32,
}

/// What a hit was found by.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum What {
    /// Names of the list: a value of the index.
    Listed(u32),
    /// The pattern of an entry.
    Pattern(u32),
    /// A name that the document gave: number of its group of definitions.
    Defined(u32),
}

impl Hit {
    /// A hit that no posting stands behind.
    pub(super) fn new((first, end): (usize, usize), sentence: usize, what: What) -> Self {
        Self { first, end, sentence, what, best: Posting(0), is_shared: false, also: 0 }
    }

    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.first < other.end && other.first < self.end
    }

    pub(super) fn len(&self) -> usize {
        self.end - self.first
    }
}

/// What one pass over the tokens finds.
#[derive(Default)]
pub(super) struct Scan {
    pub hits: Vec<Hit>,
    /// Opening brackets: token and sentence.
    pub brackets: Vec<(usize, usize)>,
    /// First tokens of ", or FSB": token of the short form and sentence.
    pub asides: Vec<(usize, usize)>,
}

static THE: LazyLock<u64> = LazyLock::new(|| fold::hash("the"));
static OR: LazyLock<u64> = LazyLock::new(|| fold::hash("or"));

/// How many whole names that start at one token are remembered: the longest ones.
const NESTED: usize = 8;

impl Scan {
    pub(super) fn run(index: Index<'_>, text: &Text<'_>, sentences: &[Sentence]) -> Self {
        let tokens = text.tokens();
        let mut scan = Self::default();
        let or = *OR;
        for (s, sentence) in sentences.iter().enumerate() {
            let range = sentence.tokens();
            let mut i = range.start;
            while i < range.end {
                let token = &tokens[i];
                let starts = index.starts(token.hash);
                let is_capitalised = token.is_capitalised();
                if (starts & SMALL != 0 || starts != 0 && is_capitalised)
                    && let Some(hit) = longest(index, tokens, i, range.end, s)
                {
                    i = hit.end;
                    scan.hits.push(hit);
                    continue;
                }
                if is_capitalised {
                    let is_aside = token.case() == Case::Upper
                        && i >= range.start + 2
                        && tokens[i - 1].hash == or
                        && tokens[i - 2].kind() == TokenKind::Comma;
                    if is_aside {
                        scan.asides.push((i, s));
                    }
                } else if token.kind() == TokenKind::Open {
                    scan.brackets.push((i, s));
                }
                i += 1;
            }
        }
        scan
    }
}

/// The longest name from token `start` on that its policy allows.
fn longest(index: Index<'_>, tokens: &[Token], start: usize, end: usize, sentence: usize) -> Option<Hit> {
    let mut names = [(0, 0); NESTED];
    let mut count = 0;
    index::walk(
        tokens,
        start,
        end,
        |beginning| index.value(beginning),
        |end, value| {
            names[count % NESTED] = (end, value);
            count += 1;
        },
    );
    (0..count.min(NESTED))
        .map(|back| names[(count - 1 - back) % NESTED])
        .find_map(|(end, value)| hit(index, tokens, (start, end), value, sentence))
}

/// The hit of a name, if one of its postings may be meant.
fn hit(
    index: Index<'_>,
    tokens: &[Token],
    (first, end): (usize, usize),
    value: u32,
    sentence: usize,
) -> Option<Hit> {
    let mut postings = index.postings(value);
    let best = postings.find(|p| allows(*p, tokens, first, end))?;
    let is_shared = postings.any(|p| p.entry() != best.entry() && allows(p, tokens, first, end));
    Some(Hit { first, end, sentence, what: What::Listed(value), best, is_shared, also: 0 })
}

/// Whether a posting may be meant by these tokens, by its policy and its determiner.
pub(super) fn allows(posting: Posting, tokens: &[Token], first: usize, end: usize) -> bool {
    if end - first == 1 {
        if !posting.allows(std::iter::once(&tokens[first])) {
            return false;
        }
    } else if !posting.allows(words(tokens, first, end)) {
        return false;
    }
    !posting.has(NEEDS_THE)
        || first > 0
            && tokens[first - 1].hash == *THE
            && !tokens.get(end).is_some_and(|next| {
                next.is_capitalised() && next.after_space() && next.kind() == TokenKind::Word
            })
}

/// The words of a name, without hyphens and the like.
pub(super) fn words(tokens: &[Token], first: usize, end: usize) -> impl Iterator<Item = &Token> {
    (first..end).filter(move |&i| i == first || !index::is_silent(tokens, i)).map(|i| &tokens[i])
}

/// Every name in the text, also those inside others.
pub(super) fn overlapping(index: Index<'_>, text: &Text<'_>, sentences: &[Sentence]) -> Vec<Hit> {
    let tokens = text.tokens();
    let mut hits = Vec::new();
    for (s, sentence) in sentences.iter().enumerate() {
        let range = sentence.tokens();
        for i in range.clone().filter(|&i| index.may_start(&tokens[i])) {
            index::walk(
                tokens,
                i,
                range.end,
                |beginning| index.value(beginning),
                |end, value| {
                    hits.extend(hit(index, tokens, (i, end), value, s));
                },
            );
        }
    }
    hits
}
