use super::captions::{label_end, tail_start};
use super::decide::Reader;
use super::items::Marker;
use super::lines::Lines;
use super::stops::may_end;
use super::words::Words;
use super::{Newlines, Reason, Sentence};
use crate::error::Error;
use crate::faults;
use crate::text::{Text, TokenKind};

/// The most tokens that a sentence has. Nothing in print has more; what does is a list, a table or no text at all, and
/// is cut, so that the work of no later room grows faster than the text.
const MAX_TOKENS: usize = 600;

/// Splits texts into sentences. Built once, used on any number of texts.
///
/// Where an abbreviation that may end a sentence ("U.S.", "Inc.") stands before a capital, it does so only if the word is
/// one that opens sentences ("The", "He"): before a name nothing tells, and the sentence goes on. Sentences without a
/// stop on one line are one sentence, up to 600 tokens.
///
/// ```
/// use reportedly::sentences::{Newlines, Splitter};
/// use reportedly::text::Text;
/// let splitter = Splitter::new(Newlines::Auto, &[])?;
/// let text = Text::new("Sen. Quint left the U.S. at 6 p.m. Mr. Oduya stayed.")?;
/// let found: Vec<&str> = splitter.split(&text).iter().map(|s| text.slice(s.span)).collect();
/// assert_eq!(found, ["Sen. Quint left the U.S. at 6 p.m.", "Mr. Oduya stayed."]);
/// # Ok::<(), reportedly::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Splitter {
    newlines: Newlines,
    words: Words,
}

impl Splitter {
    /// A splitter that reads line breaks as `newlines` says and knows `abbreviations` besides its own: with their
    /// last stop or without it, of one word or several ("Bde", "op. cit."). They end a sentence only before a
    /// word that opens sentences ("The", "He").
    ///
    /// # Errors
    /// If an abbreviation holds no word, or more than eight tokens.
    pub fn new(newlines: Newlines, abbreviations: &[String]) -> Result<Self, Error> {
        let mut words = Words::built_in();
        for abbreviation in abbreviations {
            words.add(abbreviation)?;
        }
        Ok(Self { newlines, words })
    }

    /// The sentences of a text, in order: each token belongs to exactly one.
    ///
    /// Takes time linear in the length of the text.
    pub fn split(&self, text: &Text<'_>) -> Vec<Sentence> {
        faults::point("sentences", text.source());
        let lines = Lines::of(text, self.newlines);
        Split {
            reader: Reader::new(text, &self.words, &lines),
            sentences: Vec::with_capacity(text.source().len() / 64 + 1),
            first: 0,
            line_end: 0,
            item: None,
        }
        .run()
    }
}

struct Split<'a> {
    reader: Reader<'a>,
    sentences: Vec<Sentence>,
    /// First token of the sentence that is being read.
    first: usize,
    /// Where the line ends that the last stop stands on: the first token of the next one.
    line_end: usize,
    /// Marker of the list item that is being read: the next item may stand on the same line.
    item: Option<Marker>,
}

impl Split<'_> {
    fn run(mut self) -> Vec<Sentence> {
        let text = self.reader.text;
        let tokens = text.tokens();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            // Most tokens are nothing of interest.
            if !(token.starts_line() || may_end(token.kind()) || self.item.is_some()) {
                at += 1;
                continue;
            }
            if token.starts_line() {
                if at > self.first
                    && let Some(reason) = self.reader.lines.reason_before(text, at)
                {
                    self.end_line_before(at, reason);
                }
                if at == self.first {
                    if let Some(end) = label_end(text, self.reader.words, at) {
                        self.end_before(end, Reason::Caption);
                        at = end;
                        continue;
                    }
                    self.item = Marker::at(text, at);
                    if let Some(marker) = self.item {
                        at += marker.len;
                        continue;
                    }
                }
            }
            if may_end(token.kind()) {
                if self.line_end <= at {
                    self.line_end = self.reader.line_end(at);
                }
                let stop = self.reader.judge(self.first, at, self.line_end);
                at = stop.after;
                if let Some(reason) = stop.reason {
                    self.end_before(at, reason);
                } else if token.kind() == TokenKind::Colon && self.item.is_none() {
                    // "Three demands: 1. Higher pay 2. Shorter shifts"
                    self.item = self.marker_within_line(at).filter(Marker::is_first);
                    at += self.item.map_or(0, |marker| marker.len);
                    continue;
                }
            } else {
                at += 1;
            }
            if self.item.is_some() {
                at = self.next_item(at);
            }
        }
        self.end_line_before(tokens.len(), Reason::End);
        self.sentences
    }

    /// Ends the sentence before token `end`, at the end of a line.
    fn end_line_before(&mut self, end: usize, reason: Reason) {
        if let Some(tail) = tail_start(self.reader.text, self.reader.words, self.first, end) {
            self.end_before(tail, Reason::Caption);
        }
        self.end_before(end, reason);
    }

    /// Ends the sentence before token `end`, unless it would be empty; cuts it where it is too long to be one.
    fn end_before(&mut self, end: usize, reason: Reason) {
        while end > self.first + MAX_TOKENS {
            let cut = self.cut();
            self.sentences.push(Sentence::new(self.reader.text, self.first..cut, Reason::Length));
            self.first = cut;
        }
        if self.first < end {
            self.sentences.push(Sentence::new(self.reader.text, self.first..end, reason));
            self.first = end;
        }
    }

    /// Where a run of more than [`MAX_TOKENS`] is cut: behind the last mark between clauses, if one is near.
    fn cut(&self) -> usize {
        let limit = self.first + MAX_TOKENS;
        let tokens = &self.reader.text.tokens()[limit - MAX_TOKENS / 4..limit];
        let mark = tokens.iter().rposition(|t| {
            matches!(t.kind(), TokenKind::Comma | TokenKind::Semicolon | TokenKind::Colon | TokenKind::Dash)
        });
        mark.map_or(limit, |at| limit - MAX_TOKENS / 4 + at + 1)
    }

    /// Looks for the next item of a list that runs on within a line, at token `at`; returns the token to go on from.
    fn next_item(&mut self, at: usize) -> usize {
        let Some(next) = self.marker_within_line(at) else { return at };
        if !self.item.is_some_and(|item| item.precedes(&next)) {
            return at;
        }
        self.end_before(at, Reason::Item);
        self.item = Some(next);
        at + next.len
    }

    /// The marker at token `at` of an item that does not start a line, with a capital behind it on the same line.
    fn marker_within_line(&self, at: usize) -> Option<Marker> {
        let text = self.reader.text;
        text.tokens().get(at).filter(|t| t.after_space() && !t.starts_line())?;
        let marker = Marker::at(text, at)?;
        let next = text.tokens().get(at + marker.len)?;
        (next.is_capitalised() && !next.starts_line()).then_some(marker)
    }
}
