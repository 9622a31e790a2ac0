//! Where a cue stands: its sentence's tree, and what can be asked of the tokens around it.

use std::ops::Range;
use std::rc::Rc;
use std::sync::LazyLock;

use super::features::{MAX_OPTIONS, join};
use super::lexicon::{Cues, Entry, Group};
use crate::quotes::Quotation;
use crate::sentences::{Reason, Sentence};
use crate::syntax::{Relation, Tag, Tree};
use crate::text::{Text, TokenKind, fold};

const NO_QUOTE: u32 = u32::MAX;

/// The text with its sentences, and for each token the quotation that it stands in.
pub(super) struct Page<'d> {
    pub(super) text: &'d Text<'d>,
    pub(super) sentences: &'d [Sentence],
    pub(super) quotes: &'d [Quotation],
    /// Index of the outermost quotation a token stands in, marks included.
    quote_of: Vec<u32>,
}

impl<'d> Page<'d> {
    pub(super) fn new(text: &'d Text<'d>, sentences: &'d [Sentence], quotes: &'d [Quotation]) -> Self {
        let mut quote_of = vec![NO_QUOTE; if quotes.is_empty() { 0 } else { text.tokens().len() }];
        for (i, quote) in quotes.iter().enumerate().filter(|(_, quote)| quote.depth == 0) {
            quote_of[text.tokens_in(quote.outer)].fill(i as u32);
        }
        Self { text, sentences, quotes, quote_of }
    }

    /// Index of the outermost quotation that token `at` stands in, its marks included.
    pub(super) fn quote_at(&self, at: usize) -> Option<usize> {
        self.quote_of.get(at).copied().filter(|&q| q != NO_QUOTE).map(|q| q as usize)
    }

    /// The tokens between a quotation's marks.
    pub(super) fn inside(&self, quote: usize) -> Range<usize> {
        self.text.tokens_in(self.quotes[quote].inner)
    }

    pub(super) fn kind(&self, at: usize) -> TokenKind {
        self.text.tokens()[at].kind()
    }

    pub(super) fn hash(&self, at: usize) -> u64 {
        self.text.tokens()[at].hash
    }

    pub(super) fn is_quote_mark(&self, at: usize) -> bool {
        let kind = self.kind(at);
        kind == TokenKind::DoubleQuote || kind == TokenKind::SingleQuote
    }

    /// Marks at the edges of a span that do not belong to it.
    pub(super) fn is_edge(&self, at: usize) -> bool {
        use TokenKind as K;
        matches!(
            self.kind(at),
            K::Period
                | K::Question
                | K::Exclamation
                | K::Ellipsis
                | K::Comma
                | K::Semicolon
                | K::Colon
                | K::Dash
                | K::DoubleQuote
                | K::SingleQuote
        )
    }

    /// A range of tokens without the marks at its edges.
    pub(super) fn trim(&self, mut range: Range<usize>) -> Range<usize> {
        while range.start < range.end && self.is_edge(range.start) {
            range.start += 1;
        }
        while range.start < range.end && self.is_edge(range.end - 1) {
            range.end -= 1;
        }
        range
    }

    /// Whether the sentence ends its paragraph or line.
    pub(super) fn ends_paragraph(&self, sentence: usize) -> bool {
        matches!(self.sentences[sentence].reason, Reason::Line | Reason::Paragraph | Reason::End)
    }
}

/// A word or phrase that may attribute.
#[derive(Clone, Debug)]
pub(super) struct Cue {
    pub(super) tokens: Range<usize>,
    /// The one of its tokens that the others hang on.
    pub(super) head: usize,
    /// The verb at whose place it stands: itself; for a perfect infinitive, which tells of something that was said
    /// as a finite verb does, the verb that it hangs on: "is \[known\] to have told".
    pub(super) place: usize,
    pub(super) entry: Entry,
}

/// A cue that a coordinator joins to what stands before: "said X \[and later added\] Y".
#[derive(Clone, Copy, Debug)]
struct Joined {
    coordinator: usize,
    /// A finite verb follows at once, without a subject: "which police say left and \[believe was\] caught".
    gapped: bool,
    group: Group,
}

/// A sentence with its tree, on its page.
pub(super) struct Site<'d> {
    pub(super) page: &'d Page<'d>,
    pub(super) tree: &'d Tree,
    pub(super) sentence: usize,
    pub(super) tokens: Range<usize>,
    /// Heads of the cues of speech in it, in order.
    speech: Rc<[usize]>,
    /// In order.
    joined: Rc<[Joined]>,
    /// Whether the next sentence opens with a quotation (1), and one that somebody else speaks (2).
    pub(super) next_quote: u64,
}

/// How many sentences a piece of content may run on, outside of quotation marks.
pub(super) const RUN_ON: usize = 2;
/// The longest piece of content, in tokens: what a quotation without end is cut to.
pub(super) const LONGEST: usize = 4000;
/// How much of its sentence a cue sees, in tokens on each side.
pub(super) const NEAR: usize = 300;

/// Class of the place before a sentence's first token, and after its last.
pub(super) const EDGE: u64 = 60;

impl<'d> Site<'d> {
    pub(super) fn new(page: &'d Page<'d>, tree: &'d Tree, sentence: usize) -> Self {
        Self {
            page,
            tree,
            sentence,
            tokens: page.sentences[sentence].tokens(),
            speech: Rc::from([]),
            joined: Rc::from([]),
            next_quote: 0,
        }
    }

    /// Notes where the sentence has words of speech, and who speaks the quotation behind it.
    pub(super) fn note(&mut self, cues: &[Cue], lexicon: &Cues) {
        let speech = |cue: &&Cue| {
            cue.entry.group == Group::Core
                && (cue.entry.frames.are_of_a_verb() || self.tree.tag(cue.head).is_verb())
        };
        self.speech = cues.iter().filter(speech).map(|cue| cue.head).collect();
        self.joined = cues.iter().filter_map(|cue| self.join_of(cue)).collect();
        let next = self.page.sentences.get(self.sentence + 1).map(|s| s.tokens().start);
        self.next_quote = next.and_then(|at| self.page.quote_at(at)).map_or(0, |quote| {
            let end = self.page.inside(quote).end;
            let last = self.page.text.tokens()[end - 1].start();
            let rest = crate::sentences::at(self.page.sentences, last)
                .map_or(end, |s| self.page.sentences[s].tokens().end.min(end + NEAR));
            let mut cues = lexicon.find(self.page.text.tokens(), end..rest.max(end));
            1 + u64::from(cues.any(|(_, entry)| entry.group == Group::Core))
        });
    }

    fn join_of(&self, cue: &Cue) -> Option<Joined> {
        if !cue.entry.frames.are_of_a_verb() && !self.tree.tag(cue.head).is_verb() {
            return None;
        }
        let mut before = (self.tokens.start..cue.tokens.start).rev().take(4);
        let passes = |&at: &usize| self.tree.tag(at) == Tag::Adverb || self.tree.tag(at).is_aux();
        let coordinator = before.find(|at| !passes(at))?;
        let gapped = self.tokens.contains(&cue.tokens.end) && self.is_finite(cue.tokens.end);
        let joined = Joined { coordinator, gapped, group: cue.entry.group };
        (self.tree.tag(coordinator) == Tag::Coordinator).then_some(joined)
    }

    /// What the first cue is like that is joined on by a coordinator in a range: 0 for none.
    pub(super) fn joined_in(&self, range: Range<usize>) -> u64 {
        let first = self.joined.partition_point(|joined| joined.coordinator < range.start);
        self.joined
            .get(first)
            .filter(|joined| joined.coordinator < range.end)
            .map_or(0, |joined| 1 + u64::from(joined.gapped) + 2 * u64::from(joined.group == Group::Core))
    }

    /// The verb at whose place a cue stands, see [`Cue::place`].
    pub(super) fn place_of(&self, head: usize) -> usize {
        let tree = self.tree;
        let is_perfect = |at: usize| {
            tree.verb_group(at)
                .any(|part| tree.tag(part) == Tag::AuxBase && tree.relation(part) == Relation::Auxiliary)
        };
        match tree.head(head) {
            Some(up) if tree.relation(head) == Relation::OpenComplement && is_perfect(head) => up,
            _ => head,
        }
    }

    /// The site as seen from a cue: of a sentence without end, what is near.
    pub(super) fn near(&self, cue: &Cue) -> Self {
        let first = self.tokens.start.max(cue.tokens.start.saturating_sub(NEAR));
        let last = self.tokens.end.min(cue.tokens.end + NEAR);
        Self {
            tokens: first..last,
            speech: Rc::clone(&self.speech),
            joined: Rc::clone(&self.joined),
            ..*self
        }
    }

    /// The words of speech in a range.
    pub(super) fn speech(&self, range: Range<usize>) -> &[usize] {
        let first = self.speech.partition_point(|&at| at < range.start);
        let last = self.speech.partition_point(|&at| at < range.end);
        &self.speech[first..last.max(first)]
    }

    /// The token of a phrase that the others hang on.
    pub(super) fn head_of(&self, range: &Range<usize>) -> usize {
        let outside = |&at: &usize| self.tree.head(at).is_none_or(|head| !range.contains(&head));
        let heads = || range.clone().filter(outside);
        heads()
            .find(|&at| self.tree.tag(at).is_noun() || self.tree.tag(at).is_verb())
            .or_else(|| heads().next())
            .unwrap_or(range.start)
    }

    /// The tag of a token, with punctuation told apart; [`EDGE`] outside the sentence.
    pub(super) fn class(&self, at: usize) -> u64 {
        if !self.tokens.contains(&at) {
            return EDGE;
        }
        match self.tree.tag(at) {
            Tag::Punctuation | Tag::Symbol => 32 + self.page.kind(at) as u64,
            tag => tag as u64,
        }
    }

    /// The class of the token before `at`.
    pub(super) fn class_before(&self, at: usize) -> u64 {
        at.checked_sub(1).map_or(EDGE, |before| self.class(before))
    }

    /// The word at a place in the sentence, 0 outside.
    pub(super) fn word(&self, at: usize) -> u64 {
        if self.tokens.contains(&at) { self.page.hash(at) } else { 0 }
    }

    pub(super) fn word_before(&self, at: usize) -> u64 {
        at.checked_sub(1).map_or(0, |before| self.word(before))
    }

    /// The make of the mark before a place, quotation marks alike.
    pub(super) fn mark_before(&self, start: usize) -> u64 {
        match start.checked_sub(1) {
            Some(at) if self.page.is_quote_mark(at) => 70,
            Some(at) => self.page.kind(at) as u64,
            None => EDGE,
        }
    }

    /// Where clauses and phrases can be cut: punctuation, conjunctions.
    pub(super) fn is_boundary(&self, at: usize) -> bool {
        use TokenKind as K;
        match self.page.kind(at) {
            K::Comma
            | K::Semicolon
            | K::Colon
            | K::Dash
            | K::Period
            | K::Question
            | K::Exclamation
            | K::Ellipsis
            | K::Open
            | K::Close
            | K::DoubleQuote
            | K::SingleQuote => true,
            K::Word => matches!(self.tree.tag(at), Tag::Coordinator | Tag::Subordinator),
            _ => false,
        }
    }

    pub(super) fn is_finite(&self, at: usize) -> bool {
        matches!(self.tree.tag(at), Tag::VerbFinite | Tag::AuxFinite | Tag::AuxModal)
    }

    /// Counts some tokens of a range, to a limit.
    #[expect(clippy::unused_self, reason = "asked of a site like its other questions")]
    pub(super) fn count(&self, range: Range<usize>, wanted: impl Fn(usize) -> bool) -> usize {
        range.filter(|&at| wanted(at)).take(6).count()
    }

    /// "that" before a clause.
    pub(super) fn is_that(&self, at: usize) -> bool {
        self.is_word_that(at) && self.tree.tag(at) == Tag::Subordinator
    }

    /// The word "that", whatever it does.
    pub(super) fn is_word_that(&self, at: usize) -> bool {
        static THAT: LazyLock<u64> = LazyLock::new(|| fold::hash("that"));
        self.word(at) == *THAT
    }

    /// The make of a cue's verb group as a number: "had told", "would tell", "to tell", "was told".
    pub(super) fn mood(&self, cue: &Cue) -> u64 {
        let tree = self.tree;
        let tag = tree.tag(cue.head);
        if !tag.is_verb() {
            return tag as u64;
        }
        let mut first = cue.head;
        let mut mood = u64::from(tree.is_passive(cue.head));
        for part in tree.verb_group(cue.head).take(6) {
            first = first.min(part);
            mood |= match tree.tag(part) {
                Tag::AuxFinite => 2,
                Tag::AuxModal => 4,
                Tag::AuxBase => 8,
                _ => 0,
            };
        }
        if cue.place != cue.head {
            return join(tag as u64, mood & 1 | 2);
        }
        let to = first > self.tokens.start && tree.tag(first - 1) == Tag::Particle;
        join(tag as u64, mood | u64::from(to) << 4)
    }

    /// How a token stands to the cue in the tree, as a number.
    pub(super) fn path(&self, cue: &Cue, at: usize) -> u64 {
        let tree = self.tree;
        let relation = |t: usize| tree.relation(t) as u64;
        let (up, down) = (tree.head(cue.place), tree.head(at));
        if down == Some(cue.head) {
            return 100 + relation(at);
        }
        if tree.subject_of(cue.head) == Some(at) {
            return 1;
        }
        if tree.understood_subject_of(cue.head) == Some(at) {
            return 2;
        }
        if up == Some(at) {
            return 200 + relation(cue.place);
        }
        if up.is_some() && up == down {
            return 1000 + relation(at) * 50 + relation(cue.place);
        }
        if down.is_some_and(|d| tree.head(d) == Some(cue.head)) {
            return 4000 + relation(at) * 50 + relation(down.unwrap_or(at));
        }
        if up.is_some_and(|u| tree.head(u) == Some(at)) {
            return 7000 + relation(cue.place);
        }
        if up.is_some_and(|u| tree.head(u).is_some() && tree.head(u) == down) {
            return 8000 + relation(at);
        }
        3
    }

    /// Whether the token is a subject of any kind.
    pub(super) fn is_subject(&self, at: usize) -> bool {
        matches!(self.tree.relation(at), Relation::Subject | Relation::SubjectPassive)
    }
}

/// Adds a place that a piece of content may start or end at.
pub(super) fn push(list: &mut Vec<usize>, place: usize) {
    if list.len() < MAX_OPTIONS {
        list.push(place);
    }
}

/// Keeps the first of each.
pub(super) fn dedup(list: &mut Vec<usize>) {
    let mut kept = 0;
    for i in 0..list.len() {
        if !list[..kept].contains(&list[i]) {
            list[kept] = list[i];
            kept += 1;
        }
    }
    list.truncate(kept);
}
