//! What is seen of a candidate and its neighbourhood: computed once here, for training and for judging.

use super::clause::{clause, company, elsewhere, spoken};
use super::lexicon::Entry;
use super::view::{Candidate, Rivals, View};
use super::words::Class;
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
        DomainPhraseNextClass = "domain+phrase+next class",
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
}

/// How far the words left and right of a candidate are looked at, one by one.
const NEAR: isize = 4;

/// Calls `sink` with the features that a phrase has wherever it stands.
pub(super) fn of_entry<S: Sink>(entry: &Entry, domain: Domain, sink: &mut S) {
    use Template as T;
    let phrase = sink.named(&entry.phrase, entry.phrase_hash);
    let lemma = sink.named(&entry.lemma, entry.lemma_hash);
    let kind = sink.kind(entry.kind);
    let domain = sink.domain(domain);
    let usual = sink.label(entry.grade());
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
    use Template as T;
    let (first, last) = (candidate.start, candidate.end - 1);
    let text = view.text;
    let phrase = sink.named(&entry.phrase, entry.phrase_hash);
    let lemma = sink.named(&entry.lemma, entry.lemma_hash);
    let kind = sink.kind(entry.kind);
    let domain = sink.domain(domain);
    let usual = sink.label(entry.grade());
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

    sink.add(T::Prev2, [prev2]);
    sink.add(T::PrevClass, [p1]);
    sink.add(T::NextClass, [n1]);
    sink.add(T::KindNextClass, [kind, n1]);
    sink.add(T::KindAround, [kind, p1, n1]);
    sink.add(T::KindPrevWord, [kind, prev]);
    sink.add(T::KindNextWord, [kind, next]);
    sink.add(T::PhraseNext, [phrase, next]);
    sink.add(T::LemmaPrev, [lemma, prev]);
    sink.add(T::LemmaPrev2, [lemma, prev2]);
    sink.add(T::LemmaNext2, [lemma, next2]);
    sink.add(T::PhrasePrev2Class, [phrase, p2]);
    sink.add(T::PhraseNextClass, [phrase, n1]);
    sink.add(T::PhraseNext2Class, [phrase, n2]);
    sink.add(T::PhraseNext3Class, [phrase, n3]);
    sink.add(T::LemmaNextClass, [lemma, n1]);
    sink.add(T::LemmaNext2Class, [lemma, n2]);
    sink.add(T::PhrasePrevTwo, [phrase, p2, p1]);
    sink.add(T::PhraseNextTwo, [phrase, n1, n2]);
    sink.add(T::PhraseAround, [phrase, p1, n1]);
    sink.add(T::PrevTwo, [p2, p1]);
    sink.add(T::NextTwo, [n1, n2]);

    near(view, candidate, [phrase, lemma], sink);
    let case = sink.label(match text.tokens()[first].case() {
        Case::Lower => Label::Lower,
        Case::Initial => Label::Initial,
        Case::Upper => Label::Upper,
        Case::Mixed => Label::Mixed,
    });
    sink.add(T::PhraseCase, [phrase, case]);
    let place = sink.label(place(view, candidate));
    sink.add(T::Place, [place]);
    let quoted = |class| class == Class::Quote;
    if quoted(view.class(first, -1)) || quoted(view.class(last, 1)) {
        let both = quoted(view.class(first, -1)) && quoted(view.class(last, 1));
        let quoted = sink.label(if both { Label::QuotedBoth } else { Label::QuotedOne });
        sink.add(T::PhraseQuoted, [phrase, quoted]);
    }
    let rivals = sink.label(match candidate.rivals {
        Rivals::None => Label::NoRival,
        Rivals::Longer => Label::Longer,
        Rivals::Shorter => Label::Shorter,
        Rivals::Both => Label::LongerAndShorter,
        Rivals::Inside => Label::Covered,
    });
    sink.add(T::UsualRival, [usual, rivals]);
    sink.add(T::DomainPhraseNextClass, [domain, phrase, n1]);
    sink.add(T::DomainKindPrevClass, [domain, kind, p1]);
    sink.add(T::DomainKindNextClass, [domain, kind, n1]);
    sink.add(T::Rival, [rivals]);
    sink.add(T::KindRival, [kind, rivals]);
    if candidate.end - candidate.start > 1 {
        let word = sink.word(text, Some(last));
        sink.add(T::KindLastWord, [kind, word]);
    }
    if sink.is_hopeless() {
        return;
    }
    clause(view, candidate, [phrase, lemma, kind], sink);
    elsewhere(view, candidate, phrase, sink);
    company(view, candidate, [lemma, kind], sink);
    spoken(view, candidate, kind, sink);
}

/// The words near a candidate, whatever their order.
fn near<S: Sink>(view: &View<'_>, candidate: &Candidate, [phrase, lemma]: [S::Value; 2], sink: &mut S) {
    use Template as T;
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
