//! The table of contents of the whole crate: a line a room, in the order in which the data walks.

use std::fmt;
use std::sync::{Arc, LazyLock};

use crate::attribution::{self, Attribution};
use crate::claims::{self, Claims};
use crate::document::{Document, Sentence};
use crate::entities::{Found, Gazetteer};
use crate::error::Error;
use crate::faults;
use crate::hedges::{self, Detector, Domain, Hedge};
use crate::layers::{Layer, Layers};
use crate::lexicons::Lexicons;
use crate::quotes;
use crate::sentences::{self, Newlines, Splitter};
use crate::syntax::{Parser, Trees};
use crate::text::{Span, Text};

/// What an [`Analyzer`] is made from; every part has a default.
#[derive(Clone, Debug)]
pub struct Options {
    /// The names to look for. Default: [`Gazetteer::builtin`].
    pub gazetteer: Gazetteer,
    /// Whether the entities are all names of the list that stand in a text, also those inside others, with nothing
    /// said of whether they are meant: see [`Gazetteer::find_overlapping`]. Only without attributions and claims, which
    /// ask what is meant. Default: no.
    pub overlaps: bool,
    /// What to read. Default: all.
    pub layers: Layers,
    /// Entries that the user adds to, or takes from, the built-in word lists.
    pub lexicons: Lexicons,
    /// The kind of text, which shifts what counts as a hedge. Default: news.
    pub domain: Domain,
    /// What a line break means. Default: told from each text.
    pub newlines: Newlines,
    /// The least probability of a hedge, 0 to 1; `None` for the one fitted for the best F1.
    pub hedge_threshold: Option<f32>,
    /// The least confidence of an attribution, 0 to 1; `None` for the one fitted for the best F1. Built-in cues that
    /// look hopeless where they stand are left out at any.
    pub attribution_threshold: Option<f32>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            gazetteer: Gazetteer::builtin(),
            overlaps: false,
            layers: Layers::all(),
            lexicons: Lexicons::default(),
            domain: Domain::News,
            newlines: Newlines::Auto,
            hedge_threshold: None,
            attribution_threshold: None,
        }
    }
}

/// Reads texts. Made once, then used for any number of texts, from any number of threads; cheap to clone.
///
/// ```
/// use reportedly::{Analyzer, Gazetteer, Options};
/// let people = Gazetteer::from_csv("people.csv", "id,name,label\nQ1,Ana Ruiz,PERSON\n")?;
/// let analyzer = Analyzer::new(Options { gazetteer: people, ..Options::default() })?;
/// let doc = analyzer.analyze("The port will reportedly close, Ana Ruiz said.")?;
/// assert_eq!(&*doc.entities()[0].id, "Q1");
/// assert_eq!(doc.slice(doc.attributions()[0].source.unwrap()), "Ana Ruiz");
/// # Ok::<(), reportedly::Error>(())
/// ```
#[derive(Clone)]
pub struct Analyzer {
    layers: Layers,
    gazetteer: Gazetteer,
    overlaps: bool,
    pub(crate) splitter: Arc<Splitter>,
    pub(crate) parser: Parser,
    pub(crate) detector: Arc<Detector>,
    pub(crate) reader: Arc<attribution::Reader>,
}

impl Analyzer {
    /// An analyzer with these options.
    ///
    /// # Errors
    /// If a threshold is not between 0 and 1, an entry of a lexicon is broken, or attributions are to be read from
    /// overlapping names.
    pub fn new(options: Options) -> Result<Self, Error> {
        let Options {
            gazetteer,
            overlaps,
            layers,
            lexicons,
            domain,
            newlines,
            hedge_threshold,
            attribution_threshold,
        } = options;
        faults::point("analyzer", "");
        if overlaps && layers.has(Layer::Attributions) {
            return Err(Error::value(
                "overlaps gives every name of the list, meant or not; attributions and claims ask for those that are \
                 meant: choose layers without them, as \"entities\"",
            ));
        }
        for (name, value) in
            [("hedge_threshold", hedge_threshold), ("attribution_threshold", attribution_threshold)]
        {
            if let Some(value) = value.filter(|v| !(0.0..=1.0).contains(v)) {
                return Err(Error::value(format!("{name} is {value}; expected a number from 0 to 1")));
            }
        }
        Ok(Self {
            layers,
            gazetteer,
            overlaps,
            splitter: Arc::new(Splitter::new(
                newlines,
                &lexicons.abbreviations.map(|rows| rows.phrases()).unwrap_or_default(),
            )?),
            parser: Parser::new(),
            detector: Arc::new(Detector::new(hedges::Options {
                domain,
                threshold: hedge_threshold,
                lexicons: lexicons.hedges.into_iter().map(|rows| (rows.file, rows.content)).collect(),
            })?),
            reader: Arc::new(attribution::Reader::new(
                attribution_threshold,
                lexicons.attributions.as_ref().map(|rows| (rows.file.as_str(), rows.content.as_str())),
            )?),
        })
    }

    /// The layers that it reads.
    pub fn layers(&self) -> Layers {
        self.layers
    }

    /// The same analyzer for other layers.
    #[must_use]
    pub fn with_layers(&self, layers: Layers) -> Self {
        Self { layers, ..self.clone() }
    }

    /// Reads one text.
    ///
    /// # Errors
    /// If the text is longer than [`crate::text::MAX_LEN`].
    pub fn analyze(&self, source: &str) -> Result<Document, Error> {
        let Reading { sentences, found, hedges, attributions, claims } = self.read(&Text::new(source)?);
        let mut judgements = claims.judgements.into_iter();
        Ok(Document {
            text: source.into(),
            layers: self.layers,
            sentences: sentences
                .iter()
                .map(|s| Sentence { span: s.span, reason: s.reason, judgement: judgements.next() })
                .collect(),
            entities: found.mentions,
            aliases: found.aliases,
            hedges,
            attributions,
            claims: claims.claims,
        })
    }

    /// Where the sentences of a text start and end, and nothing else: the fast way for those who want no more.
    ///
    /// # Errors
    /// If the text is longer than [`crate::text::MAX_LEN`].
    pub fn sentences(&self, source: &str) -> Result<Vec<Span>, Error> {
        let text = Text::new(source)?;
        Ok(self.splitter.split(&text).iter().map(|s| s.span).collect())
    }

    /// The rooms, in order.
    fn read(&self, text: &Text<'_>) -> Reading {
        let wants = |layer| self.layers.has(layer);

        let sentences = self.splitter.split(text);
        let found = if !wants(Layer::Entities) {
            Found::default()
        } else if self.overlaps && !wants(Layer::Attributions) {
            Found { mentions: self.gazetteer.find_overlapping(text, &sentences), aliases: Vec::new() }
        } else {
            self.gazetteer.find(text, &sentences)
        };
        let hedges = if wants(Layer::Hedges) { self.detector.find(text, &sentences) } else { Vec::new() };
        let mut attributions = Vec::new();
        let mut claims = Claims::default();
        if wants(Layer::Attributions) {
            let quotes = quotes::find(text, &sentences);
            let trees = Trees::new(self.parser, text, &sentences);
            attributions = self.reader.find(&attribution::Input {
                text,
                sentences: &sentences,
                quotes: &quotes,
                trees: &trees,
                entities: &found.mentions,
                hedges: &hedges,
            });
            if wants(Layer::Claims) {
                claims = claims::find(&claims::Input {
                    text,
                    sentences: &sentences,
                    quotes: &quotes,
                    trees: &trees,
                    entities: &found.mentions,
                    hedges: &hedges,
                    attributions: &attributions,
                });
            }
        }
        Reading { sentences, found, hedges, attributions, claims }
    }
}

/// What the rooms found in a text.
struct Reading {
    sentences: Vec<sentences::Sentence>,
    found: Found,
    hedges: Vec<Hedge>,
    attributions: Vec<Attribution>,
    claims: Claims,
}

impl fmt::Debug for Analyzer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Analyzer").field("layers", &self.layers).finish_non_exhaustive()
    }
}

/// Reads one text with the default options.
///
/// # Errors
/// If the text is longer than [`crate::text::MAX_LEN`].
pub fn analyze(source: &str) -> Result<Document, Error> {
    static DEFAULT: LazyLock<Analyzer> =
        LazyLock::new(|| Analyzer::new(Options::default()).expect("the default options are allowed"));
    DEFAULT.analyze(source)
}
