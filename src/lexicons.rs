//! The word lists that a user may add to.

use crate::error::Error;
use crate::labels::labels;
use crate::text::lexicon;

labels! {
    /// A word list that a user may add to, or take from.
    "lexicon" LexiconName {
        /// Words whose full stop ends no sentence.
        Abbreviations = "abbreviations",
        /// Hedge cues.
        Hedges = "hedges",
        /// Cues of attribution.
        Attributions = "attributions",
    }
}

/// Rows that a user adds to the built-in word lists, each in the format of its list
/// ([`crate::text::lexicon`]); where a list lets entries be taken away, a row that starts with `-` does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lexicons {
    /// Words whose full stop ends no sentence, one a row.
    pub abbreviations: Option<UserRows>,
    /// Hedge cues: phrase, type, strength.
    pub hedges: Option<UserRows>,
    /// Cues of attribution: phrase, frames, stance.
    pub attributions: Option<UserRows>,
}

/// The content of a user's lexicon, and the name that errors call it by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserRows {
    /// File name, or what stands for it.
    pub file: String,
    /// Rows, as in a lexicon file.
    pub content: String,
}

impl UserRows {
    /// The phrases, without their fields.
    pub fn phrases(&self) -> Vec<String> {
        lexicon::rows(&self.content).map(|row| row.phrase.to_owned()).collect()
    }
}

impl Lexicons {
    /// Sets the rows of the list called `name`.
    ///
    /// # Errors
    /// For an unknown name: lists the known ones and suggests the nearest.
    pub fn set(&mut self, name: &str, file: &str, content: String) -> Result<(), Error> {
        let rows = UserRows { file: file.to_owned(), content };
        match name.parse()? {
            LexiconName::Abbreviations => self.abbreviations = Some(rows),
            LexiconName::Hedges => self.hedges = Some(rows),
            LexiconName::Attributions => self.attributions = Some(rows),
        }
        Ok(())
    }
}
