//! The reader: cues found, read, weighed, and put together.

use std::sync::{Arc, LazyLock};

use super::Attribution;
use super::build::{self, Draft};
use super::features::{Decision, Model};
use super::floating;
use super::lexicon::Cues;
use super::reading::{self, Reading};
use super::site::{Cue, Page, Site};
use super::worth;
use crate::entities::Mention;
use crate::error::Error;
use crate::faults;
use crate::hedges::Hedge;
use crate::quotes::Quotation;
use crate::sentences::Sentence;
use crate::syntax::Trees;
use crate::text::Text;

/// What [`Reader::find`] reads: the lists of the rooms before, all of one text.
#[derive(Clone, Copy)]
pub struct Input<'d> {
    /// The text.
    pub text: &'d Text<'d>,
    /// Its sentences.
    pub sentences: &'d [Sentence],
    /// Its quotations.
    pub quotes: &'d [Quotation],
    /// The trees of its sentences; only sentences with a cue are parsed.
    pub trees: &'d Trees<'d>,
    /// Its mentions, for [`Attribution::source_entity`]; may be empty.
    pub entities: &'d [Mention],
    /// Its hedges; may be empty.
    pub hedges: &'d [Hedge],
}

/// Finds attributions: a cue of the lexicon, then its source, the sides its content stands on and where each piece
/// starts and ends, each the best of a few options by a linear model; last, how sure all of it is.
///
/// Fitted on 449 marked news articles; `training/attribution.py` tells how.
///
/// ```
/// use reportedly::attribution::{Input, Reader};
/// use reportedly::quotes;
/// use reportedly::sentences::{Newlines, Splitter};
/// use reportedly::syntax::{Parser, Trees};
/// use reportedly::text::Text;
/// let text = Text::new("“The quay is closed,” said Ana Ruiz, a spokeswoman for the port.")?;
/// let sentences = Splitter::new(Newlines::Auto, &[])?.split(&text);
/// let quotes = quotes::find(&text, &sentences);
/// let trees = Trees::new(Parser::new(), &text, &sentences);
/// let found = Reader::new(None, None)?.find(&Input {
///     text: &text,
///     sentences: &sentences,
///     quotes: &quotes,
///     trees: &trees,
///     entities: &[],
///     hedges: &[],
/// });
/// let source = found[0].source.expect("somebody is named");
/// assert_eq!(text.slice(source), "Ana Ruiz, a spokeswoman for the port");
/// # Ok::<(), reportedly::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Reader {
    pub(super) cues: Cues,
    pub(super) model: Arc<Model>,
    threshold: f32,
}

/// Attributions of less confidence than this are not given, unless the caller says otherwise.
pub const THRESHOLD: f32 = 0.315;

static MODEL: LazyLock<Arc<Model>> = LazyLock::new(|| {
    Arc::new(Model::read(include_bytes!("english.bin")).expect("the weights file is whole"))
});

impl Reader {
    /// A reader that gives attributions of at least some confidence, 0 to 1 ([`THRESHOLD`] for `None`).
    ///
    /// `cues` are a user's own: the name of their file and its content, in the format of `cues.txt` (base form,
    /// other forms, frames, stance, group, parted by tabs). They win over the built-in ones.
    ///
    /// # Errors
    /// If the threshold is no number from 0 to 1, or a row of `cues` is broken: file, line, column.
    pub fn new(threshold: Option<f32>, cues: Option<(&str, &str)>) -> Result<Self, Error> {
        let threshold = threshold.unwrap_or(THRESHOLD);
        if !(0.0..=1.0).contains(&threshold) {
            return Err(Error::value(format!("attribution_threshold is {threshold}; expected 0 to 1")));
        }
        Ok(Self { cues: Cues::new(cues)?, model: Arc::clone(&MODEL), threshold })
    }

    /// The attributions of a text, in order of where they start.
    pub fn find(&self, input: &Input<'_>) -> Vec<Attribution> {
        faults::point("attribution", input.text.source());
        let page = Page::new(input.text, input.sentences, input.quotes);
        let mut drafts = self.cued(input, &page);
        drafts.extend(floating::drafts(&self.model, &page, input.trees, &drafts, self.threshold));
        build::attributions(input, &page, drafts)
    }

    /// The attributions with a cue.
    pub(super) fn cued(&self, input: &Input<'_>, page: &Page<'_>) -> Vec<Draft> {
        let mut drafts = Vec::new();
        let cued: Vec<usize> = (0..input.sentences.len())
            .filter(|&s| self.cues.find(page.text.tokens(), input.sentences[s].tokens()).next().is_some())
            .collect();
        input.trees.make(cued.iter().copied());
        for sentence in cued {
            let Some((site, cues)) = self.cues_in(page, input.trees, sentence) else { continue };
            for cue in &cues {
                let site = site.near(cue);
                if let Some((reading, confidence)) = self.weigh(&site, cue)
                    && confidence >= self.threshold
                {
                    drafts.push(build::draft(&site, cue, &reading, confidence));
                }
            }
        }
        drafts
    }

    /// The cues of a sentence, and the site that they stand on; `None` for a sentence without cues.
    pub(super) fn cues_in<'d>(
        &self,
        page: &'d Page<'d>,
        trees: &'d Trees<'d>,
        sentence: usize,
    ) -> Option<(Site<'d>, Vec<Cue>)> {
        let tokens = page.sentences[sentence].tokens();
        let mut found = self.cues.find(page.text.tokens(), tokens).peekable();
        found.peek()?;
        let mut site = Site::new(page, trees.get(sentence), sentence);
        let cues: Vec<Cue> = found
            .map(|(tokens, entry)| {
                let head = site.head_of(&tokens);
                Cue { head, place: site.place_of(head), tokens, entry }
            })
            .collect();
        site.note(&cues, &self.cues);
        Some((site, cues))
    }

    /// Whether a cue is read at all; a user's own always are.
    fn is_worth_reading(&self, site: &Site<'_>, cue: &Cue) -> bool {
        cue.entry.own || self.model.score(Decision::Worth, |f| worth::features(site, cue, f)) >= worth::LEAST
    }

    pub(super) fn weigh(&self, site: &Site<'_>, cue: &Cue) -> Option<(Reading, f32)> {
        if !self.is_worth_reading(site, cue) {
            return None;
        }
        let reading = reading::read(&self.model, site, cue)
            .filter(|r| !reading::is_unsaid(site, cue, r) && !reading::is_writers_own(site, cue))?;
        let confidence = self.model.confidence(|f| reading::features(site, cue, &reading, f));
        Some((reading, confidence))
    }
}
