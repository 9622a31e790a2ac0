//! Names that the document itself defines: "the Harbour Workers Union (HWU, or Union)".

use hashbrown::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::align;
use super::index;
use super::scan::{Hit, Scan};
use crate::sentences::Sentence;
use crate::text::{Case, Text, Token, TokenKind, fold, lexicon};

/// The most tokens that a definition has within its brackets.
const MAX_INNER: usize = 16;
/// The most names in one pair of brackets.
const MAX_PARTS: usize = 4;
/// The most words of a long form that no letters prove.
const MAX_NAME_WORDS: usize = 10;

/// Words that lead a part of a definition: "or", "formerly known as".
static LEADS: LazyLock<HashMap<u64, Lead>> = LazyLock::new(|| {
    lexicon::rows(include_str!("definition_words.txt"))
        .map(|row| {
            let lead = match row.field(0) {
                Some("naming") => Lead::Naming,
                Some("link") => Lead::Link,
                _ => Lead::Filler,
            };
            (fold::hash(row.phrase), lead)
        })
        .collect()
});

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Lead {
    /// Says that a name follows: "known", "formerly", "or".
    Naming,
    /// Stands inside names between words with capitals: "of", "for".
    Link,
    /// Goes with the others: "as", "the".
    Filler,
}

/// A short form and what it stands for, in tokens.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Definition {
    pub short: Range<usize>,
    pub long: Range<usize>,
    pub sentence: usize,
    /// What speaks for it.
    pub proof: Proof,
}

/// What speaks for a definition.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Proof {
    /// The letters of the short form come from the long form, or words say that it is a name.
    Given,
    /// Only where it stands: the gazetteer has to know the pair, or the short form has to be used again.
    Wanted,
}

/// All definitions of a document, in order. `hits` are the names of the gazetteer in it.
pub(super) fn definitions(
    text: &Text<'_>,
    sentences: &[Sentence],
    scan: &Scan,
    hits: &[Hit],
) -> Vec<Definition> {
    let finder = Finder { text, sentences, hits };
    let mut found = Vec::new();
    let mut done = 0;
    for &(open, sentence) in &scan.brackets {
        // A bracket within brackets was read with the outer one.
        if open >= done
            && let Some(close) = finder.close(open, sentence)
        {
            finder.bracket(open, close, sentence, &mut found);
            done = close;
        }
    }
    for &(token, sentence) in &scan.asides {
        finder.aside(token, sentence, &mut found);
    }
    found.sort_by_key(|d| d.short.start);
    found
}

struct Finder<'a> {
    text: &'a Text<'a>,
    sentences: &'a [Sentence],
    hits: &'a [Hit],
}

impl Finder<'_> {
    fn tokens(&self) -> &[Token] {
        self.text.tokens()
    }

    /// The bracket that closes the one at `open`, if it is near.
    fn close(&self, open: usize, sentence: usize) -> Option<usize> {
        let end = self.sentences[sentence].tokens().end.min(open + 2 + MAX_INNER);
        (open + 1..end)
            .find(|&i| self.tokens()[i].kind() == TokenKind::Close)
            .filter(|&close| close > open + 1)
    }

    fn bracket(&self, open: usize, close: usize, sentence: usize, found: &mut Vec<Definition>) {
        let floor = self.sentences[sentence].tokens().start;
        let parts = self.parts(open + 1, close);
        // "LONDON (AP) —": who sent it, not what London is called.
        let is_dateline = self.tokens().get(close + 1).is_some_and(|t| t.kind() == TokenKind::Dash);
        if is_dateline && open <= floor + 4 {
            return;
        }
        let mut long = None;
        for (part, is_led) in parts {
            let definition = if let Some(long) = &long {
                self.further(part, is_led, long, sentence)
            } else {
                self.first(part, is_led, floor, open, sentence)
            };
            if let Some(definition) = definition {
                long = Some(definition.long.clone());
                found.push(definition);
            } else if long.is_none() && !is_led {
                break;
            }
        }
        if long.is_none() {
            self.reversed(open, close, sentence, found);
        }
    }

    /// The pieces between commas, each without its quotation marks and leading words, and whether such words lead it.
    fn parts(&self, start: usize, end: usize) -> Vec<(Range<usize>, bool)> {
        let mut parts = Vec::new();
        let mut at = start;
        while at < end && parts.len() < MAX_PARTS {
            let is_end =
                |i: &usize| matches!(self.tokens()[*i].kind(), TokenKind::Comma | TokenKind::Semicolon);
            let stop = (at..end).find(is_end).unwrap_or(end);
            // "ISKP or ISIS-K" without a comma.
            let or = (at + 1..stop).find(|&i| self.tokens()[i].hash == *OR).unwrap_or(stop);
            parts.push(self.stripped(at, or));
            if or < stop && parts.len() < MAX_PARTS {
                parts.push(self.stripped(or, stop));
            }
            at = stop + 1;
        }
        parts.retain(|(range, _)| !range.is_empty());
        parts
    }

    fn stripped(&self, mut start: usize, mut end: usize) -> (Range<usize>, bool) {
        let is_quote = |i: usize| {
            matches!(
                self.tokens()[i].kind(),
                TokenKind::DoubleQuote | TokenKind::SingleQuote | TokenKind::Colon
            )
        };
        // (the "Company") says that it is a name by its quotation marks.
        let opens = start + usize::from(self.tokens()[start].hash == *THE);
        let mut is_led = opens + 2 < end && is_quote(opens) && is_quote(end - 1);
        while start < end {
            let token = &self.tokens()[start];
            // "(OR)" is a short form, "(or OR)" leads one.
            let lead = LEADS.get(&token.hash).filter(|_| !token.is_capitalised());
            match lead {
                Some(Lead::Naming) => is_led = true,
                Some(_) => {}
                None if is_quote(start) => {}
                None => break,
            }
            start += 1;
        }
        while start < end && is_quote(end - 1) {
            end -= 1;
        }
        (start..end, is_led)
    }

    /// The first name in brackets that end the long form at token `open`.
    fn first(
        &self,
        part: Range<usize>,
        is_led: bool,
        floor: usize,
        open: usize,
        sentence: usize,
    ) -> Option<Definition> {
        let end = self.long_end(floor, open)?;
        if align::is_short_form(self.text, part.clone())
            && let Some((start, by_initials)) = align::long_form(self.text, part.clone(), floor, end)
        {
            let (start, end) = self.trimmed(start, end);
            let start = if by_initials { start } else { self.with_its_capitals(floor, start, end) };
            return Some(Definition { short: part, long: start..end, sentence, proof: Proof::Given });
        }
        let long = self.name_before(floor, end)?;
        let is_known =
            self.hits.binary_search_by(|h| h.first.cmp(&long.start)).is_ok_and(|i| self.hits[i].end == end);
        if is_led && self.is_name(part.clone()) && (is_known || long.len() > 1) {
            return Some(Definition { short: part, long, sentence, proof: Proof::Given });
        }
        let is_acronym = part.len() == 1
            && self.tokens()[part.start].case() == Case::Upper
            && self.text.word(part.start).chars().all(char::is_alphabetic)
            && align::is_short_form(self.text, part.clone())
            && !self.ends_alike(part.start, &long);
        (is_acronym && (is_known || long.len() > 1)).then_some(Definition {
            short: part,
            long,
            sentence,
            proof: Proof::Wanted,
        })
    }

    /// Whether the last two letters of a short form are the last two initials: then it is no translation, but its
    /// long form starts earlier than the name.
    fn ends_alike(&self, short: usize, long: &Range<usize>) -> bool {
        let lower = |c: char| c.to_lowercase().next();
        let letters = self.text.word(short).chars().rev().map(lower);
        let words = long.clone().rev().filter(|&i| self.tokens()[i].is_capitalised());
        let initials = words.map(|i| self.text.word(i).chars().next().and_then(lower));
        letters.zip(initials).take(2).filter(|(letter, initial)| letter == initial).count() == 2
    }

    /// One more name of the same: "or ISIS-K", "formerly the Nusra Front".
    fn further(
        &self,
        part: Range<usize>,
        is_led: bool,
        long: &Range<usize>,
        sentence: usize,
    ) -> Option<Definition> {
        let is_given = is_led && self.is_name(part.clone());
        let is_short = || {
            align::is_short_form(self.text, part.clone())
                && align::long_form(self.text, part.clone(), long.start, long.end).is_some()
        };
        (is_given || is_short()).then(|| Definition {
            short: part.clone(),
            long: long.clone(),
            sentence,
            proof: Proof::Given,
        })
    }

    /// "HWU (Harbour Workers Union)".
    fn reversed(&self, open: usize, close: usize, sentence: usize, found: &mut Vec<Definition>) {
        let floor = self.sentences[sentence].tokens().start;
        let mut start = open;
        while start > floor && start + 3 > open && self.tokens()[start - 1].kind() != TokenKind::Comma {
            start -= 1;
            if self.tokens()[start].after_space() {
                break;
            }
        }
        let short = start..open;
        let is_upper = short.clone().any(|i| self.tokens()[i].case() == Case::Upper);
        if !is_upper || !align::is_short_form(self.text, short.clone()) {
            return;
        }
        let (inner, _) = self.stripped(open + 1, close);
        let is_all = align::long_form(self.text, short.clone(), inner.start, inner.end)
            .is_some_and(|(start, _)| start == inner.start);
        if is_all && inner.len() > 1 {
            found.push(Definition { short, long: inner, sentence, proof: Proof::Given });
        }
    }

    /// "the Federal Security Service, or FSB,": the short form starts at `token`, two after the comma.
    fn aside(&self, token: usize, sentence: usize, found: &mut Vec<Definition>) {
        let range = self.sentences[sentence].tokens();
        let comma = token - 2;
        let mut end = token + 1;
        while end + 1 < range.end
            && self.tokens()[end].kind() == TokenKind::Hyphen
            && self.tokens()[end + 1].kind().is_wordlike()
        {
            end += 2;
        }
        let closes = self.tokens().get(end).is_none_or(|t| !t.kind().is_wordlike());
        let short = token..end;
        if !closes || !align::is_short_form(self.text, short.clone()) {
            return;
        }
        if let Some((start, _)) = align::long_form(self.text, short.clone(), range.start, comma)
            && self.tokens()[start].is_capitalised()
        {
            let (start, comma) = self.trimmed(start, comma);
            found.push(Definition { short, long: start..comma, sentence, proof: Proof::Given });
        }
    }

    /// Where the words before a bracket end, past a closing quotation mark.
    fn long_end(&self, floor: usize, open: usize) -> Option<usize> {
        let mut end = open;
        while end > floor
            && matches!(self.tokens()[end - 1].kind(), TokenKind::DoubleQuote | TokenKind::SingleQuote)
        {
            end -= 1;
        }
        (end > floor && self.tokens()[end - 1].kind().is_wordlike()).then_some(end)
    }

    /// A long form without a possessive at its end.
    fn trimmed(&self, start: usize, end: usize) -> (usize, usize) {
        let is_clitic = end > start + 1 && self.text.word(end - 1).starts_with(['\'', '’']);
        (start, end - usize::from(is_clitic))
    }

    /// "World Organisation for Animal Health (OIE)": the letters give less than the name that they stand in.
    fn with_its_capitals(&self, floor: usize, start: usize, end: usize) -> usize {
        let tokens = self.tokens();
        let is_inside = start > floor + 1
            && tokens[start].is_capitalised()
            && tokens[start - 1].is_capitalised()
            && tokens[start - 1].kind() == TokenKind::Word;
        let name = is_inside.then(|| self.name_before(floor, end)).flatten();
        name.map_or(start, |name| name.start.min(start))
    }

    /// Whether these tokens are a name: a short form, or words with capitals.
    fn is_name(&self, part: Range<usize>) -> bool {
        let tokens = &self.tokens()[part.clone()];
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return false };
        let is_named = |t: &Token| t.is_capitalised() || t.kind() == TokenKind::Number;
        tokens.len() <= MAX_NAME_WORDS
            && first.kind().is_wordlike()
            && (first.is_capitalised() || tokens.len() > 2 && tokens[1].kind() == TokenKind::Hyphen)
            && is_named(last)
            && tokens.iter().all(|t| {
                is_named(t)
                    || !t.kind().is_wordlike() && t.kind() != TokenKind::Colon
                    || LEADS.contains_key(&t.hash)
            })
    }

    /// The name that ends at token `end`: a hit, or a run of words with capitals.
    fn name_before(&self, floor: usize, end: usize) -> Option<Range<usize>> {
        let hit = self.hits.partition_point(|h| h.end < end);
        let mut start = end;
        let mut at = end;
        let mut words = 0;
        // Twice the words: each may have a hyphen before it.
        let floor = floor.max(end.saturating_sub(2 * MAX_NAME_WORDS));
        while at > floor && words < MAX_NAME_WORDS {
            at -= 1;
            let token = &self.tokens()[at];
            let is_link = LEADS.get(&token.hash) == Some(&Lead::Link);
            if token.kind().is_wordlike() {
                words += 1;
                if token.is_capitalised() {
                    start = at;
                } else if !is_link && !self.text.word(at).starts_with(['\'', '’']) {
                    break;
                }
            } else if !index::is_silent(self.tokens(), at) {
                break;
            }
        }
        // "The" at the start of a sentence is no part of the name.
        if start < end && self.tokens()[start].hash == *THE {
            start += 1;
        }
        // "Iraq's Kurdistan Workers' Party", but "Northern Democratic Party": not every Democratic Party.
        let follows_hit = |first: usize| hit > 0 && self.hits[hit - 1].end == first;
        match self.hits.get(hit).filter(|h| h.end == end) {
            Some(hit) if hit.first <= start || hit.len() > 1 && follows_hit(hit.first) => {
                Some(hit.first..end)
            }
            _ => (start < end).then_some(start..end),
        }
    }
}

static THE: LazyLock<u64> = LazyLock::new(|| fold::hash("the"));
static OR: LazyLock<u64> = LazyLock::new(|| fold::hash("or"));
