//! Where a class or a label is seen around a candidate, and the features that hold it and nothing else of the place.

use super::Domain;
use super::features::{Label, Sink, Template};
use super::lexicon::Entry;
use super::weights::{Model, Weights};
use super::words::Class;

/// A value of a closed set.
pub(super) trait Closed: Copy {
    fn index(self) -> usize;
    fn value<S: Sink + ?Sized>(self, sink: &mut S) -> S::Value;
}

impl Closed for Class {
    fn index(self) -> usize {
        self as usize
    }

    fn value<S: Sink + ?Sized>(self, sink: &mut S) -> S::Value {
        sink.class(self)
    }
}

impl Closed for Label {
    fn index(self) -> usize {
        self as usize
    }

    fn value<S: Sink + ?Sized>(self, sink: &mut S) -> S::Value {
        sink.label(self)
    }
}

/// What is known of a candidate before it is seen in its place, and on which side of it a class is.
#[derive(Clone, Copy)]
enum Part {
    Phrase,
    Lemma,
    Kind,
    Usual,
    Domain,
    Before,
    After,
}

/// The value of each part.
pub(super) struct Known<V>([V; 7]);

impl<V: Copy> Known<V> {
    pub(super) fn new<S: Sink<Value = V>>(entry: &Entry, domain: Domain, sink: &mut S) -> Self {
        Self([
            sink.named(&entry.phrase, entry.phrase_hash),
            sink.named(&entry.lemma, entry.lemma_hash),
            sink.kind(entry.kind),
            sink.label(entry.grade()),
            sink.domain(domain),
            sink.label(Label::Before),
            sink.label(Label::After),
        ])
    }

    /// Phrase, lemma, type, how usual it is, and the domain.
    pub(super) fn of_entry(&self) -> [V; 5] {
        let [phrase, lemma, kind, usual, domain, ..] = self.0;
        [phrase, lemma, kind, usual, domain]
    }

    fn get(&self, part: Part) -> V {
        self.0[part as usize]
    }

    pub(super) fn phrase(&self) -> V {
        self.get(Part::Phrase)
    }

    pub(super) fn lemma(&self) -> V {
        self.get(Part::Lemma)
    }

    pub(super) fn kind(&self) -> V {
        self.get(Part::Kind)
    }
}

/// Where a class or a label is seen around a candidate.
#[derive(Clone, Copy)]
pub(super) enum Spot {
    /// The class of the token before it, of the second before, and of the three after.
    Prev,
    Prev2,
    Next,
    Next2,
    Next3,
    /// The classes in its clause before it, and after.
    Left,
    Right,
    /// The classes of the nearest words that are no auxiliaries: who holds it, and what is held.
    Holder,
    Held,
    /// Classes that say much, anywhere before it in the sentence, and after.
    Before,
    After,
    /// How it is written, where it stands, what quotation marks and what longer phrases are around it.
    Case,
    Place,
    Quoted,
    Rivals,
    /// What its clause is like.
    Clause,
    /// In whose mouth it is.
    Spoken,
}

impl Spot {
    pub(super) const ALL: [Self; 17] = [
        Self::Prev,
        Self::Prev2,
        Self::Next,
        Self::Next2,
        Self::Next3,
        Self::Left,
        Self::Right,
        Self::Holder,
        Self::Held,
        Self::Before,
        Self::After,
        Self::Case,
        Self::Place,
        Self::Quoted,
        Self::Rivals,
        Self::Clause,
        Self::Spoken,
    ];

    /// Whether labels are seen there, and not classes.
    pub(super) const fn has_labels(self) -> bool {
        self as u8 >= Self::Case as u8
    }

    /// The templates of features that hold what is seen here and else nothing of the place: what stands before it in
    /// their names.
    const fn templates(self) -> &'static [(Template, &'static [Part])] {
        use Part as P;
        use Template as T;
        match self {
            Self::Prev => &[(T::PrevClass, &[]), (T::DomainKindPrevClass, &[P::Domain, P::Kind])],
            Self::Prev2 => &[(T::PhrasePrev2Class, &[P::Phrase])],
            Self::Next => &[
                (T::NextClass, &[]),
                (T::KindNextClass, &[P::Kind]),
                (T::PhraseNextClass, &[P::Phrase]),
                (T::LemmaNextClass, &[P::Lemma]),
                (T::PhraseDomainNextClass, &[P::Phrase, P::Domain]),
                (T::DomainKindNextClass, &[P::Domain, P::Kind]),
            ],
            Self::Next2 => &[(T::PhraseNext2Class, &[P::Phrase]), (T::LemmaNext2Class, &[P::Lemma])],
            Self::Next3 => &[(T::PhraseNext3Class, &[P::Phrase])],
            Self::Left => &[(T::PhraseLeftClass, &[P::Phrase]), (T::LemmaLeftClass, &[P::Lemma])],
            Self::Right => &[(T::PhraseRightClass, &[P::Phrase]), (T::LemmaRightClass, &[P::Lemma])],
            Self::Holder => &[(T::LemmaHolderClass, &[P::Lemma])],
            Self::Held => &[(T::LemmaHeldClass, &[P::Lemma])],
            Self::Before => &[(T::PhraseElsewhere, &[P::Phrase, P::Before])],
            Self::After => &[(T::PhraseElsewhere, &[P::Phrase, P::After])],
            Self::Case => &[(T::PhraseCase, &[P::Phrase])],
            Self::Place => &[(T::Place, &[])],
            Self::Quoted => &[(T::PhraseQuoted, &[P::Phrase])],
            Self::Rivals => &[(T::Rival, &[]), (T::KindRival, &[P::Kind]), (T::UsualRival, &[P::Usual])],
            Self::Clause => &[(T::LemmaClause, &[P::Lemma]), (T::KindClause, &[P::Kind])],
            Self::Spoken => &[(T::KindSpoken, &[P::Kind])],
        }
    }

    /// What gets a weight here, as the hash of its name, and the weight: by features that hold the phrase or its lemma,
    /// or by all others.
    pub(super) fn weights(
        self,
        known: &Known<u64>,
        of_phrase: bool,
        weights: &Weights,
    ) -> impl Iterator<Item = (u64, f32)> {
        let holds_phrase =
            |parts: &[Part]| parts.iter().any(|part| matches!(part, Part::Phrase | Part::Lemma));
        let templates = self.templates().iter().filter(move |(_, parts)| holds_phrase(parts) == of_phrase);
        templates.flat_map(move |&(template, parts)| {
            weights.behind(Model::Cue, template, parts.iter().map(|&part| known.get(part)))
        })
    }
}

/// Calls `sink` with the features that hold what is seen at a spot and else nothing of the place.
pub(super) fn at_spot<S: Sink + ?Sized>(
    known: &Known<S::Value>,
    spot: Spot,
    seen: impl Closed,
    sink: &mut S,
) {
    let seen = seen.value(sink);
    for &(template, parts) in spot.templates() {
        match *parts {
            [] => sink.add(template, [seen]),
            [one] => sink.add(template, [known.get(one), seen]),
            [one, two] => sink.add(template, [known.get(one), known.get(two), seen]),
            _ => unreachable!("no template has more parts"),
        }
    }
}
