//! Which attributions stand around which words of a sentence.

use super::Input;
use crate::attribution::Attribution;
use crate::sentences::Sentence;
use crate::text::Span;

/// How many attributions around one sentence are told apart; of more, the outermost are left out.
const DEEPEST: usize = 32;

/// The attributions of a document, dealt out to its sentences.
#[derive(Debug)]
pub(super) struct Sources<'a> {
    attributions: &'a [Attribution],
    /// Length of each one's content.
    sizes: Vec<u32>,
    /// Pieces of content with their attribution, by start.
    pieces: Vec<(Span, u32)>,
    /// Cues with their attribution, by start.
    cues: Vec<(Span, u32)>,
    /// Quotations that stand in no other, by start.
    quotes: Vec<Span>,
    /// Pieces not yet reached.
    next: usize,
    /// Attributions with a piece that may reach into the current sentence, and where the piece ends.
    open: Vec<(u32, u32)>,
}

/// The attributions that concern one sentence.
#[derive(Debug, Default)]
pub(super) struct Local {
    /// Those with content in it, outermost (longest) first.
    pub(super) around: Vec<u32>,
    /// Those with their cue in it.
    pub(super) cued: Vec<(Span, u32)>,
}

impl<'a> Sources<'a> {
    pub(super) fn new(input: &Input<'a>) -> Self {
        let attributions = input.attributions;
        let numbered = || attributions.iter().zip(0..);
        let mut pieces: Vec<_> =
            numbered().flat_map(|(a, i)| a.content.iter().map(move |&p| (p, i))).collect();
        let mut cues: Vec<_> = numbered().filter_map(|(a, i)| a.cue.map(|cue| (cue, i))).collect();
        pieces.sort_unstable();
        cues.sort_unstable();
        let sizes = attributions.iter().map(|a| a.content.iter().map(|p| p.len()).sum()).collect();
        let quotes = input.quotes.iter().filter(|q| q.depth == 0).map(|q| q.outer).collect();
        Self { attributions, sizes, pieces, cues, quotes, next: 0, open: Vec::new() }
    }

    /// Those of the next sentence; to be asked sentence by sentence, in order.
    pub(super) fn of(&mut self, sentence: &Sentence) -> Local {
        let span = sentence.span;
        self.open.retain(|&(_, end)| end > span.start());
        while let Some(&(piece, index)) = self.pieces.get(self.next).filter(|(p, _)| p.start() < span.end()) {
            self.next += 1;
            if piece.end() > span.start() {
                self.open.push((index, piece.end()));
                if self.open.len() > DEEPEST {
                    self.open.remove(0);
                }
            }
        }
        let mut around: Vec<u32> = self.open.iter().map(|&(index, _)| index).collect();
        around.sort_unstable();
        around.dedup();
        around.sort_by_key(|&index| std::cmp::Reverse(self.sizes[index as usize]));
        let first = self.cues.partition_point(|(cue, _)| cue.start() < span.start());
        let last = first + self.cues[first..].partition_point(|(cue, _)| cue.start() < span.end());
        Local { around, cued: self.cues[first..last].to_vec() }
    }

    /// How many bytes of a sentence stand in quotations.
    pub(super) fn quoted(&self, sentence: Span) -> u32 {
        let first = self.quotes.partition_point(|q| q.end() <= sentence.start());
        self.quotes[first..]
            .iter()
            .take_while(|q| q.start() < sentence.end())
            .map(|q| q.end().min(sentence.end()) - q.start().max(sentence.start()))
            .sum()
    }

    pub(super) fn get(&self, index: u32) -> &'a Attribution {
        &self.attributions[index as usize]
    }

    /// The piece of an attribution's content that holds an offset.
    pub(super) fn piece(&self, index: u32, offset: u32) -> Option<Span> {
        let content = &self.get(index).content;
        let at = content.partition_point(|piece| piece.end() <= offset);
        content.get(at).copied().filter(|piece| piece.covers(offset))
    }
}

impl Local {
    /// The attributions whose content holds an offset, outermost first.
    pub(super) fn holding<'l>(
        &'l self,
        sources: &'l Sources<'_>,
        offset: u32,
    ) -> impl DoubleEndedIterator<Item = u32> + 'l {
        self.around.iter().copied().filter(move |&index| sources.piece(index, offset).is_some())
    }

    /// The attributions whose cue covers an offset.
    pub(super) fn cued_at(&self, offset: u32) -> impl Iterator<Item = u32> + '_ {
        let from = self.cued.partition_point(|(cue, _)| cue.start() + MAX_CUE < offset);
        let to = self.cued.partition_point(|(cue, _)| cue.start() <= offset);
        self.cued[from..to.max(from)]
            .iter()
            .filter(move |(cue, _)| cue.covers(offset))
            .map(|&(_, index)| index)
    }
}

/// The longest cue that is looked for, in bytes.
const MAX_CUE: u32 = 128;
