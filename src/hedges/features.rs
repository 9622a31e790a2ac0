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
        PhraseCase = "phrase+case", PhrasePlace = "phrase+place", Place = "place", PhraseQuoted = "phrase+quoted",
        PhraseLeftClass = "phrase+left class", PhraseRightClass = "phrase+right class",
        LemmaClause = "lemma+clause", KindClause = "type+clause",
        KindNextWord = "type+next", KindPrevWord = "type+prev",
        Rival = "rival", KindRival = "type+rival", LastWord = "last word", KindLastWord = "type+last word",
        PhraseVerb = "phrase+verb before", PhraseElsewhere = "phrase+elsewhere", KindElsewhere = "type+elsewhere",
        Usual = "usual", KindUsual = "type+usual", LemmaDomain = "lemma+domain", UsualRival = "usual+rival",
        UsualNextClass = "usual+next class", UsualPrevClass = "usual+prev class",
        DomainPhrasePrevClass = "domain+phrase+prev class", DomainPhraseNextClass = "domain+phrase+next class",
        DomainKindPrevClass = "domain+type+prev class", DomainKindNextClass = "domain+type+next class",
        DomainUsual = "domain+usual", DomainKindUsual = "domain+type+usual",
        LemmaLeftClass = "lemma+left class", LemmaRightClass = "lemma+right class", KindLeftClass = "type+left class",
        PhraseNear = "phrase+near", LemmaNear = "lemma+near", PhraseEnd = "phrase+end",
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
    /// Which longer or shorter phrases of the lexicon stand in its place too.
    pub(super) rivals: Rivals,
}

/// Other phrases of the lexicon at the same place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Rivals {
    None,
    Longer,
    Shorter,
    Both,
    /// One that starts earlier covers it.
    Inside,
}

impl Rivals {
    const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Longer => "longer",
            Self::Shorter => "shorter",
            Self::Both => "both",
            Self::Inside => "inside",
        }
    }
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
    /// A phrase of a lexicon, and the hash of it.
    fn named(&mut self, name: &str, hash: u64) -> Self::Value;
    fn label(&mut self, label: &'static str) -> Self::Value;
    fn class(&mut self, class: Class) -> Self::Value;
    /// A token's word, by its index; `None` beyond the sentence.
    fn word(&mut self, text: &Text<'_>, token: Option<usize>) -> Self::Value;
    fn add<const N: usize>(&mut self, template: Template, values: [Self::Value; N]);
}

/// How far the words left and right of a candidate are looked at, one by one.
const NEAR: isize = 4;
/// How far the structure of the clause is looked at.
const FAR: isize = 12;
/// How far the sentence around is looked at.
const WIDE: isize = 30;

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
    let phrase = sink.named(&entry.phrase, entry.phrase_hash);
    let lemma = sink.named(&entry.lemma, entry.lemma_hash);
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

    for by in 2..=NEAR {
        if let at @ Some(_) = view.token(first, -by) {
            let word = sink.word(text, at);
            sink.add(T::PhraseNear, [phrase, word]);
        }
        if let at @ Some(_) = view.token(last, by) {
            let word = sink.word(text, at);
            sink.add(T::LemmaNear, [lemma, word]);
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
    let rivals = sink.label(candidate.rivals.as_str());
    let usual = sink.label(entry.grade());
    sink.add(T::Usual, [usual]);
    sink.add(T::KindUsual, [kind, usual]);
    sink.add(T::UsualRival, [usual, rivals]);
    sink.add(T::UsualNextClass, [usual, n1]);
    sink.add(T::UsualPrevClass, [usual, p1]);
    sink.add(T::LemmaDomain, [lemma, domain]);
    sink.add(T::DomainUsual, [domain, usual]);
    sink.add(T::DomainKindUsual, [domain, kind, usual]);
    sink.add(T::DomainPhrasePrevClass, [domain, phrase, p1]);
    sink.add(T::DomainPhraseNextClass, [domain, phrase, n1]);
    sink.add(T::DomainKindPrevClass, [domain, kind, p1]);
    sink.add(T::DomainKindNextClass, [domain, kind, n1]);
    sink.add(T::Rival, [rivals]);
    sink.add(T::KindRival, [kind, rivals]);
    if candidate.end - candidate.start > 1 {
        let word = sink.word(text, Some(last));
        sink.add(T::LastWord, [word]);
        sink.add(T::KindLastWord, [kind, word]);
    }
    clause(view, candidate, [phrase, lemma, kind], sink);
    elsewhere(view, candidate, phrase, kind, sink);
}

/// The rest of the sentence: its verb of speech or thought, conditions and modals, how it ends.
fn elsewhere<S: Sink>(
    view: &View<'_>,
    candidate: &Candidate,
    phrase: S::Value,
    kind: S::Value,
    sink: &mut S,
) {
    use Template as T;
    let tokens = view.sentence.tokens();
    let verb = (1..=WIDE)
        .find(|&by| matches!(view.class(candidate.start, -by), Class::Say | Class::Think | Class::Edge))
        .and_then(|by| view.token(candidate.start, -by));
    let verb = sink.word(view.text, verb);
    sink.add(T::PhraseVerb, [phrase, verb]);
    let mut seen = ClassSet(0);
    for (from, to, side) in [
        (tokens.start.max(candidate.start.saturating_sub(WIDE as usize)), candidate.start, ""),
        (candidate.end, tokens.end.min(candidate.end + WIDE as usize), "after "),
    ] {
        seen.0 = 0;
        for at in from..to {
            let class = view.classes[at - tokens.start];
            if matches!(class, Class::If | Class::Modal | Class::Would | Class::Quote | Class::Past)
                && seen.insert(class)
            {
                let name = sink.class(class);
                let side = sink.label(side);
                sink.add(T::PhraseElsewhere, [phrase, side, name]);
                sink.add(T::KindElsewhere, [kind, side, name]);
            }
        }
    }
    if let Some(at) = tokens.clone().next_back() {
        let end = sink.label(match view.text.tokens()[at].kind() {
            TokenKind::Question => "?",
            TokenKind::DoubleQuote => "quote",
            TokenKind::Word => "word",
            _ => ".",
        });
        sink.add(T::PhraseEnd, [phrase, end]);
    }
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
            sink.add(T::LemmaLeftClass, [lemma, class]);
            sink.add(T::KindLeftClass, [kind, class]);
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
            sink.add(T::LemmaRightClass, [lemma, class]);
        }
    }
    // How the clause opens, and what holds the candidate in it.
    let passive = left.has(Class::Be) || left.has(Class::Past) || left.has(Class::Get);
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
        (right.has(Class::Say) || right.has(Class::Think), "speech after"),
        (number && range(view, candidate.end), "range"),
        (right.has(Class::Modal), "modal after"),
    ] {
        if holds {
            let name = sink.label(name);
            sink.add(T::LemmaClause, [lemma, name]);
            sink.add(T::KindClause, [kind, name]);
        }
    }
}

/// Whether a second number follows one by "and", "to" or a dash.
fn range(view: &View<'_>, from: usize) -> bool {
    (1..=5).any(|by| {
        matches!(view.class(from, by), Class::And | Class::To | Class::Hyphen | Class::Dash | Class::Or)
            && matches!(view.class(from, by + 1), Class::Number | Class::NumberWord | Class::Currency)
    })
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
