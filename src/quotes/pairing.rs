//! Pairs marks, paragraph by paragraph, with a stack that holds each kind at most once.

use std::ops::Range;

use super::Quotation;
use super::marks::{self, Facing, Kind, Mark};
use crate::sentences::{Reason, Sentence};
use crate::text::{Span, Text, TokenKind};

/// How many paragraphs without a mark may stand between the two marks of a quotation.
const SILENT: usize = 3;

/// A quotation that has been opened.
#[derive(Clone, Copy)]
struct Open {
    kind: Kind,
    token: usize,
    /// Its place in the list; taken out again where it turns out to be none.
    place: usize,
    /// A doubtful closing mark.
    perhaps: Option<usize>,
}

/// A quotation by its tokens: the first and the last inside, the marks outside.
#[derive(Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "plain facts of a pair")]
struct Pair {
    kind: Kind,
    inner: (usize, usize),
    opened: bool,
    closed: bool,
    /// `false` for a single mark that found no partner.
    stands: bool,
    /// Whether it was still open when its paragraph ended.
    at_end: bool,
    /// Whether one of its kind was open when it was opened: one of the two marks is wrong.
    again: bool,
    continues: Option<usize>,
}

pub(super) fn pairs(text: &Text<'_>, sentences: &[Sentence]) -> Vec<Quotation> {
    let mut pairing = Pairing {
        text,
        pairs: Vec::new(),
        stack: Vec::new(),
        unfinished: None,
        silent: Vec::new(),
        reach: None,
    };
    let mut first = 0;
    for (i, sentence) in sentences.iter().enumerate() {
        let ends = matches!(sentence.reason, Reason::Line | Reason::Paragraph | Reason::End);
        if ends || i + 1 == sentences.len() {
            pairing.paragraph(&sentences[first..=i]);
            first = i + 1;
        }
    }
    pairing.finish()
}

struct Pairing<'t, 'a> {
    text: &'t Text<'a>,
    pairs: Vec<Pair>,
    stack: Vec<Open>,
    /// The quotation that was open when a paragraph ended.
    unfinished: Option<usize>,
    /// The paragraphs without a mark since then, as tokens.
    silent: Vec<Range<usize>>,
    /// Where the quotations of this paragraph end that are over, if there are any.
    reach: Option<usize>,
}

impl Pairing<'_, '_> {
    fn paragraph(&mut self, sentences: &[Sentence]) {
        let tokens = sentences[0].tokens().start..sentences[sentences.len() - 1].tokens().end;
        let first_pair = self.pairs.len();
        self.reach = None;
        let mut marked = false;
        let mut sentence = 0;
        for at in tokens.clone() {
            if !matches!(self.text.tokens()[at].kind(), TokenKind::DoubleQuote | TokenKind::SingleQuote) {
                continue;
            }
            if let Some(mark) = marks::read(self.text, &tokens, at) {
                while sentence + 1 < sentences.len() && sentences[sentence].tokens().end <= at {
                    sentence += 1;
                }
                let first = !marked && mark.kind != Kind::Single;
                marked |= mark.kind != Kind::Single;
                if first
                    && mark.facing == Facing::Closes
                    && self.close_earlier(mark, tokens.start, first_pair)
                {
                    continue;
                }
                self.mark(mark, sentences[sentence].tokens().start);
            }
        }
        while let Some(open) = self.stack.pop() {
            self.abandon(open, tokens.end, true);
        }
        if !marked && self.unfinished.is_some() && self.silent.len() < SILENT {
            self.silent.push(tokens);
            return;
        }
        self.carry_on(&tokens, first_pair);
        self.silent.clear();
    }

    /// A quotation that was left open a few paragraphs ago, and is closed in this one, ran through all between.
    fn close_earlier(&mut self, mark: Mark, paragraph: usize, first_pair: usize) -> bool {
        // Over paragraphs without a mark: not where others were opened anew, nor where its own mark is doubtful.
        let may_run_on = |&e: &usize| {
            let pair = &self.pairs[e];
            (pair.kind == mark.kind || pair.kind.is_mixed_with(mark.kind))
                && (self.silent.is_empty() || pair.continues.is_none() && !pair.again)
        };
        let Some(mut earlier) = self.unfinished.filter(may_run_on) else {
            return false;
        };
        if mark.token == paragraph {
            return false;
        }
        self.unfinished = None;
        // Single marks that are open here would cross it; those that are closed stand inside.
        self.stack.clear();
        let inner = self.pairs.split_off(first_pair);
        for tokens in
            std::mem::take(&mut self.silent).into_iter().chain(std::iter::once(paragraph..mark.token))
        {
            self.pairs.push(Pair {
                kind: mark.kind,
                inner: (tokens.start, tokens.end),
                opened: false,
                closed: tokens.end == mark.token,
                stands: true,
                at_end: false,
                again: false,
                continues: Some(earlier),
            });
            earlier = self.pairs.len() - 1;
        }
        self.pairs.extend(inner);
        self.reach = Some(mark.token);
        true
    }

    /// Links the quotation that opens this paragraph to the one that the last paragraph left open.
    fn carry_on(&mut self, tokens: &Range<usize>, first_pair: usize) {
        let earlier = self.unfinished.take();
        let opens_alike = |earlier: &usize| {
            self.pairs.get(first_pair).is_some_and(|pair| {
                pair.stands
                    && pair.opened
                    && pair.inner.0 == tokens.start + 1
                    && pair.kind == self.pairs[*earlier].kind
            })
        };
        if let Some(earlier) = earlier.filter(opens_alike) {
            self.pairs[first_pair].continues = Some(earlier);
        }
        self.unfinished = (first_pair..self.pairs.len()).find(|&i| {
            let pair = &self.pairs[i];
            pair.stands && pair.at_end && pair.kind != Kind::Single
        });
    }

    fn mark(&mut self, mark: Mark, sentence: usize) {
        let like = self.stack.iter().rposition(|open| open.kind == mark.kind);
        // “ and " are mixed where texts went through many hands.
        let open = like.or_else(|| match mark.facing {
            Facing::Closes => self.stack.iter().rposition(|open| open.kind.is_mixed_with(mark.kind)),
            _ => None,
        });
        match (mark.facing, open) {
            (Facing::Nothing | Facing::Perhaps, None) => {}
            // Inches stand where nothing is open; inside a quotation the mark ends it.
            (Facing::Nothing, Some(_)) if mark.kind == Kind::Single => {}
            (Facing::Perhaps, Some(open)) => {
                self.stack[open].perhaps = Some(mark.token);
            }
            (Facing::Nothing | Facing::Closes | Facing::Either, Some(open)) => self.close(open, mark.token),
            (Facing::Opens, Some(open)) => {
                while self.stack.len() > open {
                    let open = self.stack.pop().expect("the loop's condition");
                    self.abandon(open, mark.token, false);
                }
                self.open(mark, true);
            }
            (Facing::Opens | Facing::Either, None) => self.open(mark, false),
            (Facing::Closes, None) => self.close_unopened(mark, sentence),
        }
    }

    fn open(&mut self, mark: Mark, again: bool) {
        let place = self.pairs.len();
        self.stack.push(Open { kind: mark.kind, token: mark.token, place, perhaps: None });
        self.pairs.push(Pair {
            kind: mark.kind,
            inner: (mark.token + 1, mark.token + 1),
            opened: true,
            closed: false,
            stands: false,
            at_end: false,
            again,
            continues: None,
        });
    }

    /// Closes what was opened at `place` of the stack, and drops what was opened inside and never closed.
    fn close(&mut self, place: usize, at: usize) {
        while self.stack.len() > place + 1 {
            let open = self.stack.pop().expect("the loop's condition");
            self.abandon(open, at, false);
        }
        let open = self.stack.pop().expect("place is in the stack");
        self.settle(open, at, true, false);
    }

    fn settle(&mut self, open: Open, end: usize, closed: bool, at_end: bool) {
        let pair = &mut self.pairs[open.place];
        pair.inner.1 = end;
        pair.closed = closed;
        pair.at_end = at_end;
        // "rock 'n' roll"
        let is_letter = open.kind == Kind::Single
            && end == open.token + 2
            && self.text.tokens()[open.token + 1].span().len() == 1;
        pair.stands = end > open.token + 1 && !is_letter;
        if pair.stands {
            self.reach = self.reach.max(Some(end));
        }
    }

    /// What was never closed: a double mark reaches to `end`, a single one was an apostrophe.
    fn abandon(&mut self, open: Open, end: usize, at_end: bool) {
        match (open.kind, open.perhaps) {
            (Kind::Single, Some(at)) if self.is_free(open.place, at) => {
                self.settle(open, at, true, false);
            }
            (Kind::Single, _) => {}
            _ => self.settle(open, end, false, at_end),
        }
    }

    /// Whether no quotation that was opened later reaches over token `at`.
    fn is_free(&self, place: usize, at: usize) -> bool {
        self.pairs[place + 1..].iter().all(|p| !p.stands || p.inner.1 <= at || p.inner.0 > at)
    }

    /// A closing double mark after punctuation, with nothing open: its sentence is the quotation.
    fn close_unopened(&mut self, mark: Mark, sentence: usize) {
        use TokenKind as K;
        let Some(before) = mark.token.checked_sub(1).filter(|&b| b >= sentence) else { return };
        let ends = matches!(
            self.text.tokens()[before].kind(),
            K::Comma | K::Period | K::Question | K::Exclamation | K::Ellipsis
        );
        if mark.kind == Kind::Single || !ends || !self.stack.is_empty() {
            return;
        }
        if self.reach.is_some_and(|end| end >= sentence) {
            return;
        }
        self.reach = Some(mark.token);
        self.pairs.push(Pair {
            kind: mark.kind,
            inner: (sentence, mark.token),
            opened: false,
            closed: true,
            stands: true,
            at_end: false,
            again: false,
            continues: None,
        });
    }

    fn finish(self) -> Vec<Quotation> {
        let tokens = self.text.tokens();
        let mut numbers = vec![None; self.pairs.len()];
        let mut found: Vec<Quotation> = Vec::with_capacity(self.pairs.len());
        let mut around: Vec<Span> = Vec::new();
        for (i, pair) in self.pairs.iter().enumerate().filter(|(_, pair)| pair.stands) {
            let inner = self.text.span_of(pair.inner.0..pair.inner.1);
            let start = if pair.opened { tokens[pair.inner.0 - 1].start() } else { inner.start() };
            let end = if pair.closed { tokens[pair.inner.1].end() } else { inner.end() };
            let outer = Span::new(start, end);
            while around.last().is_some_and(|a| !a.contains(outer)) {
                around.pop();
            }
            let depth = around.len().min(usize::from(u8::MAX)) as u8;
            around.push(inner);
            numbers[i] = Some(found.len() as u32);
            let continues = pair.continues.and_then(|earlier| numbers[earlier]);
            found.push(Quotation { inner, outer, depth, closed: pair.closed, continues });
        }
        found
    }
}
