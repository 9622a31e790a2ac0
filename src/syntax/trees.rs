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

    /// The tree of sentence number `sentence`.
    ///
    /// # Panics
    /// If there is no such sentence.
    pub fn get(&self, sentence: usize) -> &Tree {
        self.made[sentence].get_or_init(|| self.parser.parse(self.text, self.sentences[sentence].tokens()))
    }
}
