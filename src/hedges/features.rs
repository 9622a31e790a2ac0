//! What is seen of a candidate and its neighbourhood: computed once here, for training and for judging.

use super::HedgeType;
use super::lexicon::Entry;
use super::words::Class;
use crate::labels::labels;
use crate::sentences::Sentence;
use crate::text::{Case, Text, TokenKind};

labels! {
    /// The kinds of features. A name such as `lemma+next=claim|responsibility` is one of these and its values.
    "feature" Template {
        Phrase = "phrase", Lemma = "lemma", Kind = "type", PhraseDomain = "phrase+domain", KindDomain = "type+domain",
        Prev = "prev", Prev2 = "prev2", Next = "next", Next2 = "next2",
        PrevClass = "prev class", NextClass = "next class",
        KindPrevClass = "type+prev class", KindNextClass = "type+next class",
        KindAround = "type+around class",
        PhrasePrev = "phrase+prev", PhraseNext = "phrase+next",
        LemmaPrev = "lemma+prev", LemmaPrev2 = "lemma+prev2", LemmaNext = "lemma+next", LemmaNext2 = "lemma+next2",
        PhrasePrevClass = "phrase+prev class", PhrasePrev2Class = "phrase+prev2 class",
        PhraseNextClass = "phrase+next class", PhraseNext2Class = "phrase+next2 class",
        PhraseNext3Class = "phrase+next3 class",
        LemmaPrevClass = "lemma+prev class", LemmaPrev2Class = "lemma+prev2 class",
        LemmaNextClass = "lemma+next class", LemmaNext2Class = "lemma+next2 class",
        PhrasePrevTwo = "phrase+two before", PhraseNextTwo = "phrase+two after", PhraseAround = "phrase+around",
        PrevTwo = "two before", NextTwo = "two after",
        Left = "left", Right = "right",
        PhraseCase = "phrase+case", PhrasePlace = "phrase+place", Place = "place", PhraseQuoted = "phrase+quoted",
        PhraseLeftClass = "phrase+left class", PhraseRightClass = "phrase+right class",
        LemmaClause = "lemma+clause", KindClause = "type+clause",
        KindNextWord = "type+next", KindPrevWord = "type+prev",
    }
}

/// A phrase of the lexicon where it stands in a text.
#[derive(Clone, Copy)]
pub(super) struct Candidate {
    /// First token.
    pub(super) start: usize,
    /// One past the last token.
    pub(super) end: usize,
    /// Number of the lexicon entry.
    pub(super) entry: u32,
}

/// The sentence of a candidate, with the classes of all its tokens.
pub(super) struct View<'v> {
    pub(super) text: &'v Text<'v>,
    pub(super) sentence: Sentence,
    /// One a token of the sentence.
    pub(super) classes: &'v [Class],
}

impl View<'_> {
    /// The class of the token `by` places after `from`, both relative to the text; `Edge` beyond the sentence.
    #[inline]
    pub(super) fn class(&self, from: usize, by: isize) -> Class {
        let tokens = self.sentence.tokens();
        match from.checked_add_signed(by) {
            Some(at) if tokens.contains(&at) => self.classes[at - tokens.start],
            _ => Class::Edge,
        }
    }

    #[inline]
    fn token(&self, from: usize, by: isize) -> Option<usize> {
        from.checked_add_signed(by).filter(|at| self.sentence.tokens().contains(at))
    }
}

/// Takes features: adds up their weights, or writes down their names.
pub(super) trait Sink {
    /// A part of a feature's name.
    type Value: Copy;
    fn phrase(&mut self, entry: &Entry) -> Self::Value;
    fn lemma(&mut self, entry: &Entry) -> Self::Value;
    fn label(&mut self, label: &'static str) -> Self::Value;
    fn class(&mut self, class: Class) -> Self::Value;
    /// A token's word, by its index; `None` beyond the sentence.
    fn word(&mut self, text: &Text<'_>, token: Option<usize>) -> Self::Value;
    fn add<const N: usize>(&mut self, template: Template, values: [Self::Value; N]);
}

/// How far the words left and right of a candidate are looked at, one by one.
const NEAR: isize = 6;
/// How far the structure of the clause is looked at.
const FAR: isize = 12;

/// Calls `sink` with every feature of a candidate.
pub(super) fn each<S: Sink>(
    view: &View<'_>,
    candidate: &Candidate,
    entry: &Entry,
    domain: &'static str,
    sink: &mut S,
) {
    use Template as T;
    let (first, last) = (candidate.start, candidate.end - 1);
    let text = view.text;
    let phrase = sink.phrase(entry);
    let lemma = sink.lemma(entry);
    let kind = sink.label(entry.kind.as_str());
    let domain = sink.label(domain);
    let p1 = view.class(first, -1);
    let p2 = view.class(first, -2);
    let n1 = view.class(last, 1);
    let n2 = view.class(last, 2);
    let n3 = view.class(last, 3);
    let prev = sink.word(text, view.token(first, -1));
    let prev2 = sink.word(text, view.token(first, -2));
    let next = sink.word(text, view.token(last, 1));
    let next2 = sink.word(text, view.token(last, 2));
    let [p1, p2, n1, n2, n3] = [p1, p2, n1, n2, n3].map(|c| sink.class(c));

    sink.add(T::Phrase, [phrase]);
    sink.add(T::Lemma, [lemma]);
    sink.add(T::Kind, [kind]);
    sink.add(T::PhraseDomain, [phrase, domain]);
    sink.add(T::KindDomain, [kind, domain]);
    sink.add(T::Prev, [prev]);
    sink.add(T::Prev2, [prev2]);
    sink.add(T::Next, [next]);
    sink.add(T::Next2, [next2]);
    sink.add(T::PrevClass, [p1]);
    sink.add(T::NextClass, [n1]);
    sink.add(T::KindPrevClass, [kind, p1]);
    sink.add(T::KindNextClass, [kind, n1]);
    sink.add(T::KindAround, [kind, p1, n1]);
    sink.add(T::KindPrevWord, [kind, prev]);
    sink.add(T::KindNextWord, [kind, next]);
    sink.add(T::PhrasePrev, [phrase, prev]);
    sink.add(T::PhraseNext, [phrase, next]);
    sink.add(T::LemmaPrev, [lemma, prev]);
    sink.add(T::LemmaPrev2, [lemma, prev2]);
    sink.add(T::LemmaNext, [lemma, next]);
    sink.add(T::LemmaNext2, [lemma, next2]);
    sink.add(T::PhrasePrevClass, [phrase, p1]);
    sink.add(T::PhrasePrev2Class, [phrase, p2]);
    sink.add(T::PhraseNextClass, [phrase, n1]);
    sink.add(T::PhraseNext2Class, [phrase, n2]);
    sink.add(T::PhraseNext3Class, [phrase, n3]);
    sink.add(T::LemmaPrevClass, [lemma, p1]);
    sink.add(T::LemmaPrev2Class, [lemma, p2]);
    sink.add(T::LemmaNextClass, [lemma, n1]);
    sink.add(T::LemmaNext2Class, [lemma, n2]);
    sink.add(T::PhrasePrevTwo, [phrase, p2, p1]);
    sink.add(T::PhraseNextTwo, [phrase, n1, n2]);
    sink.add(T::PhraseAround, [phrase, p1, n1]);
    sink.add(T::PrevTwo, [p2, p1]);
    sink.add(T::NextTwo, [n1, n2]);

    for by in 1..=NEAR {
        if let at @ Some(_) = view.token(first, -by) {
            let word = sink.word(text, at);
            sink.add(T::Left, [word]);
        }
        if let at @ Some(_) = view.token(last, by) {
            let word = sink.word(text, at);
            sink.add(T::Right, [word]);
        }
    }

    let case = sink.label(match text.tokens()[first].case() {
        Case::Lower => "lower",
        Case::Initial => "initial",
        Case::Upper => "upper",
        Case::Mixed => "mixed",
    });
    sink.add(T::PhraseCase, [phrase, case]);
    let place = sink.label(place(view, candidate));
    sink.add(T::Place, [place]);
    sink.add(T::PhrasePlace, [phrase, place]);
    let quoted = |class| class == Class::Quote;
    if quoted(view.class(first, -1)) || quoted(view.class(last, 1)) {
        let both = quoted(view.class(first, -1)) && quoted(view.class(last, 1));
        let quoted = sink.label(if both { "both" } else { "one" });
        sink.add(T::PhraseQuoted, [phrase, quoted]);
    }
    clause(view, candidate, [phrase, lemma, kind], sink);
}

/// Where in its sentence a candidate stands.
fn place(view: &View<'_>, candidate: &Candidate) -> &'static str {
    let tokens = view.sentence.tokens();
    let after = tokens.end - candidate.end;
    let closed = after == 1 && view.text.tokens()[tokens.end - 1].kind() != TokenKind::Word;
    match candidate.start - tokens.start {
        0 => "first",
        _ if after == 0 || closed => "last",
        1 if view.class(candidate.start, -1) == Class::Quote => "first",
        _ => "inside",
    }
}

/// The structure of the clause: which classes stand left and right before it ends.
fn clause<S: Sink>(
    view: &View<'_>,
    candidate: &Candidate,
    [phrase, lemma, kind]: [S::Value; 3],
    sink: &mut S,
) {
    use Template as T;
    let (mut left, mut right) = (ClassSet(0), ClassSet(0));
    for by in 1..=FAR {
        let class = view.class(candidate.start, -by);
        if matches!(
            class,
            Class::Edge | Class::Comma | Class::Colon | Class::Dash | Class::Quote | Class::Stop
        ) {
            break;
        }
        if left.insert(class) {
            let class = sink.class(class);
            sink.add(T::PhraseLeftClass, [phrase, class]);
        }
    }
    for by in 1..=FAR {
        let class = view.class(candidate.end - 1, by);
        if matches!(class, Class::Edge | Class::Colon | Class::Dash | Class::Stop) {
            break;
        }
        if right.insert(class) {
            let class = sink.class(class);
            sink.add(T::PhraseRightClass, [phrase, class]);
        }
    }
    // How the clause opens, and what holds the candidate in it.
    let passive = left.has(Class::Be) || left.has(Class::Get);
    let verb = left.has(Class::Modal) || left.has(Class::Do) || left.has(Class::Have);
    let negated = left.has(Class::Neg) || left.has(Class::No);
    let speech = left.has(Class::Say);
    let subject = [Class::I, Class::He, Class::It, Class::You, Class::There].into_iter().any(|c| left.has(c));
    let number = [1, 2, 3].into_iter().any(|by| {
        matches!(view.class(candidate.end - 1, by), Class::Number | Class::NumberWord | Class::Currency)
    });
    for (holds, name) in [
        (passive, "be"),
        (verb, "auxiliary"),
        (negated, "negation"),
        (speech, "speech"),
        (subject, "pronoun"),
        (number, "number"),
        (right.has(Class::That), "that"),
        (right.has(Class::To), "to"),
        (right.has(Class::Say), "speech after"),
        (right.has(Class::Modal), "modal after"),
    ] {
        if holds {
            let name = sink.label(name);
            sink.add(T::LemmaClause, [lemma, name]);
            sink.add(T::KindClause, [kind, name]);
        }
    }
}

/// A set of word classes, which are fewer than 128.
struct ClassSet(u128);

impl ClassSet {
    /// Whether `class` is new in the set.
    fn insert(&mut self, class: Class) -> bool {
        let bit = 1 << (class as u8);
        let new = self.0 & bit == 0;
        self.0 |= bit;
        new
    }

    fn has(&self, class: Class) -> bool {
        self.0 & (1 << (class as u8)) != 0
    }
}

impl HedgeType {
    /// Whether cues of this type have a [`super::Strength`].
    pub const fn has_strength(self) -> bool {
        matches!(self, Self::Reportative | Self::Epistemic | Self::Doxastic)
    }
}
