//! What is seen of a candidate and its neighbourhood: computed once here, for training and for judging.

use super::clause::{clause, company, elsewhere, spoken};
use super::lexicon::Entry;
use super::spots::{Closed, Known, Spot, at_spot};
use super::view::{Candidate, Rivals, View};
use super::words::{Class, ClassSet};
use super::{Domain, HedgeType};
use crate::labels::labels;
use crate::text::{Case, Text, TokenKind};

labels! {
    /// The kinds of features. A name such as `lemma+next=claim|responsibility` is one of these and its values.
    "feature" Template {
        Lemma = "lemma", Kind = "type", PhraseDomain = "phrase+domain", KindDomain = "type+domain",
        Prev2 = "prev2",
        PrevClass = "prev class", NextClass = "next class",
        KindNextClass = "type+next class",
        KindAround = "type+around class",
        PhraseNext = "phrase+next",
        LemmaPrev = "lemma+prev", LemmaPrev2 = "lemma+prev2", LemmaNext2 = "lemma+next2",
        PhrasePrev2Class = "phrase+prev2 class",
        PhraseNextClass = "phrase+next class", PhraseNext2Class = "phrase+next2 class",
        PhraseNext3Class = "phrase+next3 class",
        LemmaNextClass = "lemma+next class", LemmaNext2Class = "lemma+next2 class",
        PhrasePrevTwo = "phrase+two before", PhraseNextTwo = "phrase+two after", PhraseAround = "phrase+around",
        PrevTwo = "two before", NextTwo = "two after",
        PhraseCase = "phrase+case", Place = "place", PhraseQuoted = "phrase+quoted",
        PhraseLeftClass = "phrase+left class", PhraseRightClass = "phrase+right class",
        LemmaClause = "lemma+clause", KindClause = "type+clause",
        KindNextWord = "type+next", KindPrevWord = "type+prev",
        Rival = "rival", KindRival = "type+rival", KindLastWord = "type+last word",
        PhraseVerb = "phrase+verb before", PhraseElsewhere = "phrase+elsewhere",
        LemmaDomain = "lemma+domain", UsualRival = "usual+rival",
        PhraseDomainNextClass = "phrase+domain+next class",
        DomainKindPrevClass = "domain+type+prev class", DomainKindNextClass = "domain+type+next class",
        DomainUsual = "domain+usual",
        LemmaLeftClass = "lemma+left class", LemmaRightClass = "lemma+right class",
        EdgeRoleOutside = "role+outside", EdgeNameOutside = "name+outside", EdgeWord = "word outside",
        EdgeRoleOrder = "role+order", EdgeNameOrder = "name+order", EdgeRoleLength = "role+length",
        EdgeOutsideBeyond = "outside+beyond", EdgeOutsideInside = "outside+inside",
        EdgeRolePauses = "role+pauses", EdgePausesOutside = "pauses+outside", EdgeVerbsOutside = "verbs+outside",
        EdgeOrderOutside = "order+outside", EdgeNameEnd = "name+end", EdgeNextOrder = "cue next+order",
        EdgeNextLength = "cue next+length", EdgePrevOrder = "cue prev+order", EdgePrevLength = "cue prev+length",
        EdgeVoiceOrder = "voice+order", EdgeVerbsEnd = "verbs+end",
        PhraseNear = "phrase+near", LemmaNear = "lemma+near",
        LemmaHolder = "lemma+holder", LemmaHolderClass = "lemma+holder class", KindHeld = "type+held",
        LemmaHeldClass = "lemma+held class", KindSpoken = "type+spoken",
    }
}

labels! {
    /// What a feature can say besides words and their classes.
    "label" Label {
        Always = "always", Mostly = "mostly", Half = "half", Seldom = "seldom",
        Lower = "lower", Initial = "initial", Upper = "upper", Mixed = "mixed",
        First = "first", Last = "last", Inside = "inside",
        QuotedBoth = "both sides", QuotedOne = "one side",
        NoRival = "no rival", Longer = "longer", Shorter = "shorter", LongerAndShorter = "longer and shorter", Covered = "covered",
        Before = "before", After = "after",
        Be = "be", Auxiliary = "auxiliary", Negation = "negation", Speech = "speech", Pronoun = "pronoun",
        Number = "number", That = "that", To = "to", SpeechAfter = "speech after", Range = "range",
        ModalAfter = "modal after",
        Zero = "0", One = "1", Two = "2", Few = "3-4", Several = "5-8", Many = "9-16", Far = "17+",
    }
}

/// Takes features: adds up their weights, or writes down their names.
pub(super) trait Sink {
    /// A part of a feature's name.
    type Value: Copy;
    /// Whether any feature of a kind would change anything.
    fn wants(&self, template: Template) -> bool;
    /// Whether what has been added so far can no longer be outweighed.
    fn is_hopeless(&self) -> bool;
    /// A phrase of a lexicon, and the hash of it.
    fn named(&mut self, name: &str, hash: u64) -> Self::Value;
    fn kind(&mut self, kind: HedgeType) -> Self::Value;
    fn domain(&mut self, domain: Domain) -> Self::Value;
    fn label(&mut self, label: Label) -> Self::Value;
    fn class(&mut self, class: Class) -> Self::Value;
    /// A token's word, by its index; `None` beyond the sentence.
    fn word(&mut self, text: &Text<'_>, token: Option<usize>) -> Self::Value;
    fn add<const N: usize>(&mut self, template: Template, values: [Self::Value; N]);

    /// A class or label that is seen at a spot: all features that hold nothing else of the place.
    fn see(&mut self, known: &Known<Self::Value>, spot: Spot, seen: impl Closed) {
        at_spot(known, spot, seen, self);
    }

    /// Classes that are seen at a spot.
    fn see_all(&mut self, known: &Known<Self::Value>, spot: Spot, seen: ClassSet) {
        for class in seen.classes() {
            self.see(known, spot, class);
        }
    }
}

/// How far the words left and right of a candidate are looked at, one by one.
const NEAR: isize = 4;

/// Calls `sink` with the features that a phrase has wherever it stands.
pub(super) fn of_entry<S: Sink>(entry: &Entry, domain: Domain, sink: &mut S) {
    use Template as T;
    let [phrase, lemma, kind, usual, domain] = Known::new(entry, domain, sink).of_entry();
    sink.add(T::Lemma, [lemma]);
    sink.add(T::Kind, [kind]);
    sink.add(T::PhraseDomain, [phrase, domain]);
    sink.add(T::LemmaDomain, [lemma, domain]);
    sink.add(T::KindDomain, [kind, domain]);
    sink.add(T::DomainUsual, [domain, usual]);
}

/// Calls `sink` with the features that a candidate owes to its place.
pub(super) fn in_place<S: Sink>(
    view: &View<'_>,
    candidate: &Candidate,
    entry: &Entry,
    domain: Domain,
    sink: &mut S,
) {
    let known = &Known::new(entry, domain, sink);
    let (first, last) = (candidate.start, candidate.end - 1);
    sink.see(known, Spot::Prev, view.class(first, -1));
    sink.see(known, Spot::Prev2, view.class(first, -2));
    sink.see(known, Spot::Next, view.class(last, 1));
    sink.see(known, Spot::Next2, view.class(last, 2));
    sink.see(known, Spot::Next3, view.class(last, 3));
    sink.see(
        known,
        Spot::Case,
        match view.text.tokens()[first].case() {
            Case::Lower => Label::Lower,
            Case::Initial => Label::Initial,
            Case::Upper => Label::Upper,
            Case::Mixed => Label::Mixed,
        },
    );
    sink.see(known, Spot::Place, place(view, candidate));
    match [view.class(first, -1), view.class(last, 1)].map(|class| class == Class::Quote) {
        [true, true] => sink.see(known, Spot::Quoted, Label::QuotedBoth),
        [false, false] => (),
        _ => sink.see(known, Spot::Quoted, Label::QuotedOne),
    }
    sink.see(
        known,
        Spot::Rivals,
        match candidate.rivals {
            Rivals::None => Label::NoRival,
            Rivals::Longer => Label::Longer,
            Rivals::Shorter => Label::Shorter,
            Rivals::Both => Label::LongerAndShorter,
            Rivals::Inside => Label::Covered,
        },
    );
    beside(view, candidate, known, sink);
    near(view, candidate, known, sink);
    if sink.is_hopeless() {
        return;
    }
    clause(view, candidate, known, sink);
    elsewhere(view, candidate, known, sink);
    company(view, candidate, known, sink);
    spoken(view, candidate, known, sink);
}

/// The words right before and after a candidate, and the classes in pairs.
fn beside<S: Sink>(view: &View<'_>, candidate: &Candidate, known: &Known<S::Value>, sink: &mut S) {
    use Template as T;
    let (phrase, lemma, kind) = (known.phrase(), known.lemma(), known.kind());
    let (first, last) = (candidate.start, candidate.end - 1);
    let text = view.text;
    let prev = sink.word(text, view.token(first, -1));
    let prev2 = sink.word(text, view.token(first, -2));
    let next = sink.word(text, view.token(last, 1));
    let next2 = sink.word(text, view.token(last, 2));
    let [p1, p2] = [-1, -2].map(|by| sink.class(view.class(first, by)));
    let [n1, n2] = [1, 2].map(|by| sink.class(view.class(last, by)));
    sink.add(T::Prev2, [prev2]);
    sink.add(T::KindPrevWord, [kind, prev]);
    sink.add(T::KindNextWord, [kind, next]);
    sink.add(T::PhraseNext, [phrase, next]);
    sink.add(T::LemmaPrev, [lemma, prev]);
    sink.add(T::LemmaPrev2, [lemma, prev2]);
    sink.add(T::LemmaNext2, [lemma, next2]);
    sink.add(T::KindAround, [kind, p1, n1]);
    sink.add(T::PhrasePrevTwo, [phrase, p2, p1]);
    sink.add(T::PhraseNextTwo, [phrase, n1, n2]);
    sink.add(T::PhraseAround, [phrase, p1, n1]);
    sink.add(T::PrevTwo, [p2, p1]);
    sink.add(T::NextTwo, [n1, n2]);
    if candidate.end - candidate.start > 1 {
        let word = sink.word(text, Some(last));
        sink.add(T::KindLastWord, [kind, word]);
    }
}

/// The words near a candidate, whatever their order.
fn near<S: Sink>(view: &View<'_>, candidate: &Candidate, known: &Known<S::Value>, sink: &mut S) {
    use Template as T;
    let (phrase, lemma) = (known.phrase(), known.lemma());
    let (first, last) = (candidate.start, candidate.end - 1);
    let text = view.text;
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
}

/// Where in its sentence a candidate stands.
fn place(view: &View<'_>, candidate: &Candidate) -> Label {
    let tokens = view.sentence.tokens();
    let after = tokens.end - candidate.end;
    let closed = after == 1 && view.text.tokens()[tokens.end - 1].kind() != TokenKind::Word;
    match candidate.start - tokens.start {
        0 => Label::First,
        _ if after == 0 || closed => Label::Last,
        1 if view.class(candidate.start, -1) == Class::Quote => Label::First,
        _ => Label::Inside,
    }
}
