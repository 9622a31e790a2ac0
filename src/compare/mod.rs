//! Two documents side by side: which claims of one are claims of the other, and what has become of their hedges.
//!
//! ```
//! let wire = reportedly::analyze("Turkish police reportedly foiled a bomb plot in Ankara.")?;
//! let paper = reportedly::analyze("Turkish police foiled a bomb plot in Ankara on Monday.")?;
//! let pairs = reportedly::compare::compare(&wire, &paper, reportedly::compare::LEAST)?;
//! assert_eq!(pairs[0].change, reportedly::compare::Change::Hardened);
//! # Ok::<(), reportedly::Error>(())
//! ```

mod align;
mod terms;

use crate::claims::{Claim, Factuality};
use crate::document::Document;
use crate::error::Error;
use crate::hedges::HedgeType;
use crate::labels::labels;
use crate::layers::Layer;

/// The least score of a pair, unless the caller says otherwise: half of all that the two claims say is shared.
pub const LEAST: f32 = 0.5;

labels! {
    /// How a document stands to a claim, from the least to the most.
    "standing" Standing {
        /// Weakened by its words, or passed on without vouching for it.
        Hedged = "hedged",
        /// Somebody's who is named.
        Attributed = "attributed",
        /// The writer's own.
        Asserted = "asserted",
    }
}

labels! {
    /// What has become of a claim on its way from the first document to the second.
    "change" Change {
        /// The second stands by what the first hedges or attributes, or attributes what it hedges.
        Hardened = "hardened",
        /// The other way round.
        Softened = "softened",
        /// One says that it is so, the other that it is not.
        Reversed = "reversed",
        /// They stand to it alike.
        Same = "same",
    }
}

/// Two claims that say much the same of the same.
#[derive(Clone, PartialEq, Debug)]
pub struct Pair {
    /// Index of the claim in the first document.
    pub first: u32,
    /// Index of the claim in the second document.
    pub second: u32,
    /// How much of what the two say is shared, 0 to 1.
    pub score: f32,
    /// What they share: names of entities, and stems of words; what weighs most comes first.
    pub words: Vec<String>,
    /// What has become of it.
    pub change: Change,
}

/// The claims that two documents have in common, in the order of the first, then of the second; `least` is the least
/// score of a pair.
///
/// A claim is its content words: entities (by id, so that "Turkish" and "Turkey" are one), names, nouns, verbs,
/// numbers and adjectives, by stem and weighted by kind; hedges, auxiliaries and function words are left out. The
/// score of two claims is the weight of what they share against the mean weight of both (Dice). Words do not count as
/// shared where who acts in one claim is acted on in the other; claims are no pair at all if both name entities and
/// share none, if both have subjects and these share no word, or if they share less than three words that are not
/// just the verb and who does or suffers it; and with different verbs the score is cut. Each claim is paired with the
/// claim of the other document that is most like it: so a claim can stand in several pairs. No weights are learned,
/// nothing is looked up: the words of a pair say why it is one.
///
/// What it cannot do: see through synonyms ("police", "officers"), pronouns, irregular forms (*flee*, *fled*) and
/// names that the gazetteer does not know by both spellings; tell two like events apart that differ in place or number
/// alone; join one sentence to a claim that two sentences make.
///
/// The time it takes grows with the length of the texts, and no faster: a word leads to 256 claims at most.
///
/// # Errors
/// If the claims of a document were not read, or `least` is no number from 0 to 1.
pub fn compare(first: &Document, second: &Document, least: f32) -> Result<Vec<Pair>, Error> {
    if !(0.0..=1.0).contains(&least) {
        return Err(Error::value(format!("least is {least}; expected a number from 0 to 1")));
    }
    for (name, doc) in [("first", first), ("second", second)] {
        if !doc.layers().has(Layer::Claims) {
            return Err(Error::value(format!(
                "the claims of the {name} document were not read: ask for them with layers=[\"claims\"]"
            )));
        }
    }
    let mut vocabulary = terms::Vocabulary::default();
    let (ours, theirs) = (vocabulary.read(first), vocabulary.read(second));
    let matches = align::matches(&ours, &theirs, least);
    let pairs = matches.into_iter().map(|found| Pair {
        first: found.first,
        second: found.second,
        score: found.score,
        words: found.shared.iter().map(|&term| vocabulary.name(term).to_owned()).collect(),
        change: change(first, found.first, second, found.second),
    });
    Ok(pairs.collect())
}

/// How a document stands to its claim number `index`.
///
/// # Panics
/// If there is no such claim.
pub fn standing(doc: &Document, index: usize) -> Standing {
    let claim = &doc.claims()[index];
    let is_reportative = |&hedge: &u32| doc.hedges()[hedge as usize].kind == HedgeType::Reportative;
    let is_certain = matches!(claim.factuality, Factuality::Certain | Factuality::CertainlyNot);
    if !is_certain || claim.chain.contains(&None) || claim.hedges.iter().any(is_reportative) {
        Standing::Hedged
    } else if claim.chain.is_empty() {
        Standing::Asserted
    } else {
        Standing::Attributed
    }
}

fn change(first: &Document, one: u32, second: &Document, other: u32) -> Change {
    let sign =
        |claim: &Claim| (claim.factuality != Factuality::Unknown).then(|| claim.factuality.is_negative());
    let (a, b) = (&first.claims()[one as usize], &second.claims()[other as usize]);
    if sign(a).zip(sign(b)).is_some_and(|(a, b)| a != b) {
        return Change::Reversed;
    }
    match standing(first, one as usize).cmp(&standing(second, other as usize)) {
        std::cmp::Ordering::Less => Change::Hardened,
        std::cmp::Ordering::Equal => Change::Same,
        std::cmp::Ordering::Greater => Change::Softened,
    }
}
