//! Who speaks in a document, and how much: its attributions, counted by the source that stands behind them.

use hashbrown::HashMap;

use crate::document::Document;
use crate::entities::Mention;
use crate::text::{Span, Text, Token, fold};

/// How often a source is followed back to a fuller name: "she", "Ruiz", "Ana Ruiz, a spokeswoman".
const STEPS: usize = 4;

/// A source with all that it is made to say.
#[derive(Clone, PartialEq, Debug)]
pub struct Source {
    /// Its entity's name, or the fullest words for it in the text.
    pub name: String,
    /// Id of the entity that the source is; `None` for one that the gazetteer does not know, and for one that only has
    /// a known name in it ("officials in Kyiv").
    pub id: Option<String>,
    /// Its attributions, by index, in order.
    pub attributions: Vec<u32>,
    /// Words that are attributed to it; those of a statement inside a statement count for both sources.
    pub words: u32,
    /// How many of its attributions have, as their cue or inside what is attributed, a hedge of a type that can make a
    /// sentence `hedged` (guidelines, section 4).
    pub hedged: u32,
}

impl Source {
    /// The share of its attributions that are hedged, 0 to 1.
    pub fn hedged_share(&self) -> f32 {
        self.hedged as f32 / self.attributions.len() as f32
    }
}

/// The sources of a document, those with most attributions first, then in order of appearance.
///
/// A pronoun, a surname or "the ministry" counts with the source that it stands for, where that is known
/// ([`resolved`](crate::attribution::Attribution::resolved)); a pronoun that points nowhere is a source by its word. Attributions that name nobody
/// have no source.
///
/// ```
/// let doc = reportedly::analyze("Ana Ruiz said the port was closed. She said it may stay closed.")?;
/// let sources = reportedly::sources::of(&doc);
/// assert_eq!(sources[0].name, "Ana Ruiz");
/// assert_eq!((sources[0].attributions.len(), sources[0].words, sources[0].hedged), (2, 8, 1));
/// # Ok::<(), reportedly::Error>(())
/// ```
pub fn of(doc: &Document) -> Vec<Source> {
    let all = doc.attributions();
    if all.is_empty() {
        return Vec::new();
    }
    let Ok(text) = Text::new(doc.text()) else { return Vec::new() };
    let words = text.tokens().iter().filter(|token| token.kind().is_wordlike());
    let words = Counts::new(words.map(Token::start).collect());
    let hedges = doc.hedges().iter().filter(|hedge| hedge.kind.is_hedging());
    let hedges = Counts::new(hedges.map(|hedge| hedge.span.start()).collect());
    let fuller: HashMap<Span, Span> = all.iter().filter_map(|a| Some((a.source?, a.resolved?))).collect();
    let mut sources: Vec<Source> = Vec::new();
    let mut index: HashMap<String, usize> = HashMap::new();
    for (attribution, number) in all.iter().zip(0..) {
        let Some(mut span) = attribution.resolved.or(attribution.source) else { continue };
        for _ in 0..STEPS {
            span = fuller.get(&span).copied().unwrap_or(span);
        }
        let entity = entity(doc, span);
        let key = entity.map_or_else(|| folded(doc.slice(span)), |mention| format!("\n{}", mention.id));
        let at = *index.entry(key).or_insert_with(|| {
            sources.push(Source {
                name: entity.map_or_else(|| doc.slice(span), |mention| &*mention.name).to_owned(),
                id: entity.map(|mention| mention.id.to_string()),
                attributions: Vec::new(),
                words: 0,
                hedged: 0,
            });
            sources.len() - 1
        });
        let source = &mut sources[at];
        source.attributions.push(number);
        source.words += attribution.content.iter().map(|&piece| words.within(piece)).sum::<u32>();
        let mut parts = attribution.content.iter().chain(&attribution.cue);
        source.hedged += u32::from(parts.any(|&part| hedges.within(part) > 0));
    }
    sources.sort_by_key(|source| std::cmp::Reverse(source.attributions.len()));
    sources
}

/// The mention that some words are: all of them, but for "the" before it and an apposition or a bracket behind it;
/// a person's title may stand before the name.
fn entity(doc: &Document, words: Span) -> Option<&Mention> {
    let mentions = doc.entities();
    let first = mentions.partition_point(|m| m.span.start() < words.start());
    let inside = mentions[first..].iter().take_while(|m| m.span.end() <= words.end());
    let is_whole = |mention: &&Mention| {
        let before = &doc.text()[words.start() as usize..mention.span.start() as usize];
        let behind = &doc.text()[mention.span.end() as usize..words.end() as usize];
        let opens = before.is_empty() || before.trim_end().eq_ignore_ascii_case("the");
        let closes = behind.is_empty() || behind.starts_with(',') || behind.starts_with(" (");
        closes && (opens || &*mention.label == "PERSON" && behind.is_empty())
    };
    inside.take(STEPS).find(is_whole)
}

fn folded(words: &str) -> String {
    let mut out = String::new();
    fold::fold_into(words, &mut out);
    out.strip_prefix("the ").map(str::to_owned).unwrap_or(out)
}

/// Counts of something by where it starts, so that a stretch is counted at once.
struct Counts(Vec<u32>);

impl Counts {
    fn new(mut starts: Vec<u32>) -> Self {
        starts.sort_unstable();
        Self(starts)
    }

    fn within(&self, span: Span) -> u32 {
        let before = |offset| self.0.partition_point(|&start| start < offset) as u32;
        before(span.end()) - before(span.start())
    }
}
