//! The tokens of a document, with their place in the trees of its sentences: made on request, kept by nobody.

use crate::document::Document;
use crate::error::Error;
use crate::syntax::{Parser, Relation, Tag};
use crate::text::{Span, Text};

/// A token of a document, with its tag, its head and how it hangs on it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub tag: Tag,
    /// The number of the token that it hangs on, in the same list; its own for the root of a sentence.
    pub head: u32,
    /// How it hangs on its head.
    pub relation: Relation,
}

impl Document {
    /// The tokens of its sentences, in order, each sentence a tree.
    ///
    /// They depend on the text and where its sentences stand, and on nothing else: so every document has them, whatever
    /// layers it has and wherever it was loaded from. Each call reads and parses the text anew, a second for about a
    /// million tokens.
    ///
    /// ```
    /// let doc = reportedly::analyze("It rained. Police closed the road.")?;
    /// let tokens = doc.tokens()?;
    /// let verb = tokens.iter().position(|t| doc.slice(t.span) == "closed").expect("it is there");
    /// assert_eq!(tokens[verb].relation, reportedly::syntax::Relation::Root);
    /// assert_eq!(tokens[verb].head as usize, verb);
    /// let subject = tokens.iter().find(|t| doc.slice(t.span) == "Police").expect("it is there");
    /// assert_eq!((subject.head as usize, subject.relation.as_str()), (verb, "subject"));
    /// # Ok::<(), reportedly::Error>(())
    /// ```
    ///
    /// # Errors
    /// If the document was loaded, and its text is longer than [`crate::text::MAX_LEN`].
    pub fn tokens(&self) -> Result<Vec<Token>, Error> {
        let text = Text::new(self.text())?;
        let parser = Parser::new();
        let mut tokens: Vec<Token> = Vec::with_capacity(text.tokens().len());
        for sentence in self.sentences() {
            let first = tokens.len();
            let tree = parser.parse(&text, text.tokens_in(sentence.span));
            tokens.extend(tree.tokens().map(|at| Token {
                span: text.tokens()[at].span(),
                tag: tree.tag(at),
                head: (first + tree.head(at).unwrap_or(at) - tree.tokens().start) as u32,
                relation: tree.relation(at),
            }));
        }
        Ok(tokens)
    }
}
