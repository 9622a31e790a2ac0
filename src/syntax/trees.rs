//! The trees of a text's sentences, each made when it is first asked for.

use std::cell::OnceCell;

use super::{Parser, Tree};
use crate::sentences::Sentence;
use crate::text::Text;

/// The trees of a text's sentences; a sentence that nobody asks for is never parsed.
#[derive(Debug)]
pub struct Trees<'d> {
    parser: Parser,
    text: &'d Text<'d>,
    sentences: &'d [Sentence],
    made: Vec<OnceCell<Tree>>,
}

impl<'d> Trees<'d> {
    /// No tree yet for any of `sentences`.
    pub fn new(parser: Parser, text: &'d Text<'d>, sentences: &'d [Sentence]) -> Self {
        Self { parser, text, sentences, made: vec![OnceCell::new(); sentences.len()] }
    }

    /// Makes the trees of some sentences, in order, at once: [`Parser::parse_all`].
    ///
    /// # Panics
    /// If there is no such sentence.
    pub fn make(&self, sentences: impl Iterator<Item = usize>) {
        let missing: Vec<usize> = sentences.filter(|&s| self.made[s].get().is_none()).collect();
        let tokens: Vec<_> = missing.iter().map(|&s| self.sentences[s].tokens()).collect();
        for (s, tree) in missing.into_iter().zip(self.parser.parse_all(self.text, &tokens)) {
            self.made[s].get_or_init(|| tree);
        }
    }

    /// The tree of sentence number `sentence`.
    ///
    /// # Panics
    /// If there is no such sentence.
    pub fn get(&self, sentence: usize) -> &Tree {
        self.made[sentence].get_or_init(|| self.parser.parse(self.text, self.sentences[sentence].tokens()))
    }
}
