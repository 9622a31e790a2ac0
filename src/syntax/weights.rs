//! The weights file: vocabulary, tagger, parser, in little-endian numbers.

use super::Tag;
use super::features::{Seen, Stepping, Tagging};
use super::lexemes::{Lexeme, Vocabulary};
use super::network::{Network, lanes};
use super::transitions::{Action, State};

/// Widths of the hidden layers.
pub(crate) const TAGGER_WIDTH: usize = 32;
pub(crate) const PARSER_WIDTH: usize = 64;

/// Room for the classes that each network tells apart.
pub(crate) const TAGGER_ROOM: usize = lanes(Tag::ALL.len());
pub(crate) const PARSER_ROOM: usize = lanes(Action::COUNT);

/// All that has been learnt.
#[derive(Clone, Debug)]
pub(crate) struct Weights {
    pub(crate) vocabulary: Vocabulary,
    pub(crate) tagger: Network<TAGGER_WIDTH, TAGGER_ROOM>,
    pub(crate) parser: Network<PARSER_WIDTH, PARSER_ROOM>,
}

impl Weights {
    /// Reads a file that `training/` has written.
    ///
    /// # Panics
    /// If it is cut short: the crate was built with a broken file.
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let mut reader = Reader { bytes };
        let words = reader.u32();
        let vocabulary = Vocabulary::new((0..words).map(|_| reader.u32()));
        let word = Tagging { lexemes: &[Lexeme::default()], tags: &[], at: 0 };
        let tagger = Network::read(Tag::ALL.len(), &mut reader, &word);
        let step = Stepping { state: &State::new(0), seen: &[Seen::BLANK] };
        let parser = Network::read(Action::COUNT, &mut reader, &step);
        Self { vocabulary, tagger, parser }
    }
}

/// Takes numbers off the front of a file.
pub(crate) struct Reader<'a> {
    bytes: &'a [u8],
}

impl Reader<'_> {
    pub(crate) fn array<const N: usize>(&mut self) -> [u8; N] {
        let (array, rest) = self.bytes.split_first_chunk().expect("the weights file is whole");
        self.bytes = rest;
        *array
    }

    pub(crate) fn u32(&mut self) -> u32 {
        u32::from_le_bytes(self.array())
    }

    /// A number in groups of seven bits, low ones first, each but the last with its high bit set (LEB128).
    pub(crate) fn varint(&mut self) -> u32 {
        let mut number = 0;
        let mut shift = 0;
        loop {
            let [byte] = self.array();
            number |= u32::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return number;
            }
            shift += 7;
        }
    }

    pub(crate) fn i32(&mut self) -> i32 {
        i32::from_le_bytes(self.array())
    }

    pub(crate) fn i16(&mut self) -> i16 {
        i16::from_le_bytes(self.array())
    }
}
