//! What the reading of a text gives: the lists of all rooms, in one value that goes to JSON and back.
//!
//! Spans are bytes in memory and code points in JSON, so that what is saved can be used from any language.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::attribution::Attribution;
use crate::claims::{Claim, Judgement, Status};
use crate::entities::{Alias, Mention};
use crate::error::Error;
use crate::faults;
use crate::hedges::Hedge;
use crate::layers::{Layer, Layers};
use crate::sentences::Reason;
use crate::text::{Offsets, Span};

/// Version of the JSON form; raised when a reader of the old form would misread the new one.
pub const FORMAT: u32 = 1;

/// A text and all that was found in it.
///
/// ```
/// let doc = reportedly::analyze("The port may close, Ana Ruiz said.")?;
/// assert_eq!(doc.slice(doc.hedges()[0].span), "may");
/// let json = serde_json::to_string(&doc)?;
/// assert_eq!(serde_json::from_str::<reportedly::Document>(&json)?, doc);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Debug)]
pub struct Document {
    pub(crate) text: Box<str>,
    pub(crate) layers: Layers,
    pub(crate) sentences: Vec<Sentence>,
    pub(crate) entities: Vec<Mention>,
    pub(crate) aliases: Vec<Alias>,
    pub(crate) hedges: Vec<Hedge>,
    pub(crate) attributions: Vec<Attribution>,
    pub(crate) claims: Vec<Claim>,
}

/// A sentence, with what the claims room says of it.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Sentence {
    /// Where it stands, without white space at the edges.
    #[serde(flatten)]
    pub span: Span,
    /// Why it ends there.
    pub reason: Reason,
    /// Status and certainty; `None` where the layer `claims` was not asked for.
    #[serde(flatten, deserialize_with = "judgement")]
    pub judgement: Option<Judgement>,
}

/// A judgement, or none where both of its fields are missing; by itself serde takes a broken one for none.
fn judgement<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Judgement>, D::Error> {
    #[derive(Deserialize)]
    struct Fields {
        status: Option<Status>,
        certainty: Option<f32>,
    }
    match Fields::deserialize(deserializer)? {
        Fields { status: Some(status), certainty: Some(certainty) } => {
            Ok(Some(Judgement { status, certainty }))
        }
        Fields { status: None, certainty: None } => Ok(None),
        _ => Err(D::Error::custom("a sentence has a status without a certainty, or a certainty alone")),
    }
}

impl Document {
    /// The text as it came.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The layers that were read.
    pub fn layers(&self) -> Layers {
        self.layers
    }

    /// Its sentences, in order, disjoint.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// Mentions of entities, in order.
    pub fn entities(&self) -> &[Mention] {
        &self.entities
    }

    /// Short forms that the text itself defines.
    pub fn aliases(&self) -> &[Alias] {
        &self.aliases
    }

    /// Hedge cues, in order.
    pub fn hedges(&self) -> &[Hedge] {
        &self.hedges
    }

    /// Attributions, in the order in which they start.
    pub fn attributions(&self) -> &[Attribution] {
        &self.attributions
    }

    /// Claims, sentence by sentence.
    pub fn claims(&self) -> &[Claim] {
        &self.claims
    }

    /// What stands in `span`.
    ///
    /// # Panics
    /// If the span is not one of this document's.
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// Index of the sentence that holds byte `offset`; `None` between sentences.
    pub fn sentence_at(&self, offset: u32) -> Option<usize> {
        let index = self.sentences.partition_point(|s| s.span.end() <= offset);
        self.sentences.get(index).filter(|s| s.span.covers(offset)).map(|_| index)
    }

    /// Index of the sentence in which an attribution is made: that of its cue, or of its first word.
    pub fn sentence_of(&self, attribution: &Attribution) -> Option<usize> {
        self.sentence_at(attribution.cue.unwrap_or_else(|| attribution.span()).start())
    }

    /// Reads the JSON form.
    ///
    /// # Errors
    /// If it is not JSON of this form and version, or its spans and indices do not fit its text.
    pub fn from_json(json: &str) -> Result<Self, Error> {
        faults::point("document", json);
        serde_json::from_str(json).map_err(|e| Error::saved(format!("this is no saved document: {e}")))
    }

    /// The JSON form: one object, spans in code points.
    #[expect(clippy::missing_panics_doc, reason = "documents have string keys and finite numbers alone")]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("documents have string keys and finite numbers alone")
    }

    fn each_span(&mut self, f: &mut impl FnMut(&mut Span)) {
        self.sentences.iter_mut().for_each(|s| f(&mut s.span));
        self.entities.iter_mut().for_each(|m| f(&mut m.span));
        self.aliases.iter_mut().for_each(|a| f(&mut a.span));
        for hedge in &mut self.hedges {
            f(&mut hedge.span);
            hedge.scope.iter_mut().for_each(&mut *f);
        }
        for a in &mut self.attributions {
            a.source
                .iter_mut()
                .chain(&mut a.cue)
                .chain(&mut a.content)
                .chain(&mut a.resolved)
                .for_each(&mut *f);
        }
        for claim in &mut self.claims {
            f(&mut claim.head);
            claim.spans.iter_mut().chain(claim.chain.iter_mut().flatten()).for_each(&mut *f);
        }
    }

    /// Says what does not fit together, if anything: no later code checks an index or a span again.
    fn check(&self) -> Result<(), String> {
        let below = |what: &str, index: u32, len: usize| {
            if (index as usize) < len {
                Ok(())
            } else {
                Err(format!("{what} number {index} is named, but there are only {len}"))
            }
        };
        let shares = (self.sentences.iter().filter_map(|s| s.judgement).map(|j| ("certainty", j.certainty)))
            .chain(self.hedges.iter().map(|h| ("probability", h.probability)))
            .chain(self.attributions.iter().map(|a| ("confidence", a.confidence)))
            .chain(self.claims.iter().map(|c| ("certainty", c.certainty)));
        for (what, share) in shares {
            if !(0.0..=1.0).contains(&share) {
                return Err(format!("a {what} is {share}; expected a number from 0 to 1"));
            }
        }
        for pair in self.sentences.windows(2) {
            if pair[0].span.end() > pair[1].span.start() {
                return Err(format!(
                    "sentences overlap or are out of order at byte {}",
                    pair[1].span.start()
                ));
            }
        }
        for (i, a) in self.attributions.iter().enumerate() {
            if a.content.is_empty() {
                return Err(format!("attribution number {i} has no content"));
            }
            a.parent.map_or(Ok(()), |p| below("attribution", p, self.attributions.len()))?;
            a.source_entity.map_or(Ok(()), |e| below("entity", e, self.entities.len()))?;
        }
        for (i, claim) in self.claims.iter().enumerate() {
            if claim.spans.is_empty() {
                return Err(format!("claim number {i} has no span"));
            }
            below("sentence", claim.sentence, self.sentences.len())?;
            claim.hedges.iter().try_for_each(|&h| below("hedge", h, self.hedges.len()))?;
            claim
                .entities
                .iter()
                .chain(&claim.about)
                .try_for_each(|&e| below("entity", e, self.entities.len()))?;
        }
        Ok(())
    }
}

/// The JSON form; `T` is `&str` on the way out and `String` on the way in.
#[derive(Serialize, Deserialize)]
struct Saved<T> {
    format: u32,
    text: T,
    layers: Vec<Layer>,
    sentences: Vec<Sentence>,
    entities: Vec<Mention>,
    aliases: Vec<Alias>,
    hedges: Vec<Hedge>,
    attributions: Vec<Attribution>,
    claims: Vec<Claim>,
}

impl Serialize for Document {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let offsets = Offsets::new(&self.text);
        let mut doc = self.clone();
        doc.each_span(&mut |span| *span = offsets.chars(&self.text, *span));
        Saved {
            format: FORMAT,
            text: &*self.text,
            layers: doc.layers.iter().collect(),
            sentences: doc.sentences,
            entities: doc.entities,
            aliases: doc.aliases,
            hedges: doc.hedges,
            attributions: doc.attributions,
            claims: doc.claims,
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Document {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let saved = Saved::<String>::deserialize(deserializer)?;
        if saved.format != FORMAT {
            return Err(D::Error::custom(format_args!(
                "it has format {}, and this version reads format {FORMAT}",
                saved.format
            )));
        }
        let offsets = Offsets::new(&saved.text);
        let mut doc = Self {
            text: saved.text.into_boxed_str(),
            layers: Layers::new(&saved.layers),
            sentences: saved.sentences,
            entities: saved.entities,
            aliases: saved.aliases,
            hedges: saved.hedges,
            attributions: saved.attributions,
            claims: saved.claims,
        };
        let text = std::mem::take(&mut doc.text);
        let mut outside = None;
        doc.each_span(&mut |span| match offsets.bytes(&text, *span) {
            Some(bytes) => *span = bytes,
            None => outside = Some(*span),
        });
        doc.text = text;
        if let Some(span) = outside {
            return Err(D::Error::custom(format_args!("the span {span:?} leaves the text")));
        }
        doc.check().map_err(D::Error::custom)?;
        Ok(doc)
    }
}
