use super::lines::Lines;
use super::stops;
use super::words::Words;
use super::{Newlines, Reason, Sentence};
use crate::error::Error;
use crate::text::Text;

/// Splits texts into sentences. Built once, used on any number of texts.
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
        let tokens = text.tokens();
        let lines = Lines::of(text, self.newlines);
        let mut sentences = Vec::with_capacity(text.source().len() / 100 + 1);
        let mut first = 0;
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            if at > first
                && let Some(reason) = lines.reason_before(text, at)
            {
                sentences.push(Sentence::new(text, first..at, reason));
                first = at;
            }
            if stops::may_end(token.kind()) {
                let stop = stops::judge(text, &self.words, lines, first, at);
                at = stop.after;
                if let Some(reason) = stop.reason {
                    sentences.push(Sentence::new(text, first..at, reason));
                    first = at;
                }
            } else {
                at += 1;
            }
        }
        if first < tokens.len() {
            sentences.push(Sentence::new(text, first..tokens.len(), Reason::End));
        }
        sentences
    }
}
