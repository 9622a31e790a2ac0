//! A text read again by the analyzer that read it, to be asked why what it found is what it is.

use std::cell::OnceCell;

use crate::analyzer::Analyzer;
use crate::attribution;
use crate::claims::{self, Claim};
use crate::document::Document;
use crate::error::Error;
use crate::hedges;
use crate::quotes::{self, Quotation};
use crate::sentences::Sentence;
use crate::syntax::Trees;
use crate::text::Text;

/// A document whose text is read again as far as the questions need it: once, however many are asked.
///
/// ```
/// let analyzer = reportedly::Analyzer::new(reportedly::Options::default())?;
/// let doc = analyzer.analyze("The minister reportedly may resign.")?;
/// let reasons = analyzer.reread(&doc, |again| again.claim(0).map(<[_]>::to_vec))?.expect("a claim of this analyzer");
/// let words: Vec<&str> = reasons.iter().filter_map(|r| Some(doc.slice(r.span?))).collect();
/// assert!(words.contains(&"may") && words.contains(&"reportedly"));
/// # Ok::<(), reportedly::Error>(())
/// ```
pub struct Rereading<'d> {
    analyzer: &'d Analyzer,
    doc: &'d Document,
    text: &'d Text<'d>,
    sentences: &'d [Sentence],
    trees: Trees<'d>,
    quotes: OnceCell<Vec<Quotation>>,
    claims: OnceCell<Vec<(Claim, Vec<claims::Reason>)>>,
}

impl Analyzer {
    /// Reads the text of `doc`, a document of this analyzer, again to answer `ask`.
    ///
    /// # Errors
    /// If the text is longer than [`crate::text::MAX_LEN`].
    pub fn reread<R>(&self, doc: &Document, ask: impl FnOnce(&Rereading<'_>) -> R) -> Result<R, Error> {
        let text = &Text::new(&doc.text)?;
        let sentences = &self.splitter.split(text);
        let trees = Trees::new(self.parser, text, sentences);
        let (quotes, claims) = (OnceCell::new(), OnceCell::new());
        Ok(ask(&Rereading { analyzer: self, doc, text, sentences, trees, quotes, claims }))
    }
}

impl Rereading<'_> {
    /// Why hedge number `index` was taken for a cue; `None` for no such hedge, or one that the analyzer would not
    /// find.
    pub fn hedge(&self, index: usize) -> Option<hedges::Explanation> {
        self.analyzer.detector.explain(self.text, self.sentences, self.doc.hedges.get(index)?)
    }

    /// How attribution number `index` was read; as [`Rereading::hedge`].
    pub fn attribution(&self, index: usize) -> Option<attribution::Explanation> {
        let attribution = self.doc.attributions.get(index)?;
        self.analyzer.reader.explain(
            &attribution::Input {
                text: self.text,
                sentences: self.sentences,
                quotes: self.quotes(),
                trees: &self.trees,
                entities: &self.doc.entities,
                hedges: &self.doc.hedges,
            },
            attribution,
        )
    }

    /// From which words and rules the values of claim number `index` follow; as [`Rereading::hedge`].
    pub fn claim(&self, index: usize) -> Option<&[claims::Reason]> {
        let claims = self.claims.get_or_init(|| {
            claims::explain(&claims::Input {
                text: self.text,
                sentences: self.sentences,
                quotes: self.quotes(),
                trees: &self.trees,
                entities: &self.doc.entities,
                hedges: &self.doc.hedges,
                attributions: &self.doc.attributions,
            })
        });
        let (claim, reasons) = claims.get(index)?;
        (claim == self.doc.claims.get(index)?).then_some(reasons)
    }

    fn quotes(&self) -> &[Quotation] {
        self.quotes.get_or_init(|| quotes::find(self.text, self.sentences))
    }
}
