//! The one block of bytes that a gazetteer lives in, in memory as on disk.
//!
//! All numbers are little-endian, all reads are checked: whatever the bytes say, a read gives a value or `None`.

use std::ops::{Deref, Range};

use super::mapped::Mapped;
use crate::error::Error;

const MAGIC: &[u8; 8] = b"reprtGAZ";
/// Grows with every change of the layout, of the hash of a word or of the forms of a name.
const VERSION: u32 = 1;
const SECTIONS: usize = 8;
/// Magic, version, number of sections, length of the file, checksum; then the ends of the sections.
const HEADER: usize = 32 + 8 * SECTIONS;

/// The parts of an image, in order.
#[derive(Clone, Copy)]
pub(super) enum Section {
    /// Two bits for each hash of a first word: see [`super::index`].
    Firsts,
    /// `u64` each: hashes of the beginnings of names, in order, spread out.
    Keys,
    /// `u32` each, one a key.
    Values,
    /// `u64` each: see [`super::posting::Posting`].
    Postings,
    /// `u32` each: where the record of an entry starts.
    Offsets,
    /// See [`super::record`].
    Records,
    /// Labels and names of attributes, by number.
    Strings,
    /// `u32` each: entries that have a pattern.
    Patterns,
}

/// Bytes that are ours or the file's.
#[derive(Debug)]
enum Bytes {
    Owned(Vec<u8>),
    Mapped(Mapped),
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Owned(bytes) => bytes,
            Self::Mapped(map) => map,
        }
    }
}

#[derive(Debug)]
pub(super) struct Image {
    bytes: Bytes,
    sections: [Range<usize>; SECTIONS],
}

impl Image {
    /// Puts the sections together.
    pub(super) fn assemble(parts: &[&[u8]; SECTIONS]) -> Self {
        let mut ends = [0; SECTIONS];
        let mut end = HEADER;
        for (part, place) in parts.iter().zip(&mut ends) {
            end = (end + part.len()).next_multiple_of(8);
            *place = end;
        }
        let mut bytes = Vec::with_capacity(end);
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&VERSION.to_le_bytes());
        bytes.extend_from_slice(&(SECTIONS as u32).to_le_bytes());
        bytes.extend_from_slice(&(end as u64).to_le_bytes());
        bytes.extend_from_slice(&0_u64.to_le_bytes());
        for end in ends {
            bytes.extend_from_slice(&(end as u64).to_le_bytes());
        }
        for (part, end) in parts.iter().zip(ends) {
            bytes.extend_from_slice(part);
            bytes.resize(end, 0);
        }
        let sum = checksum(&bytes[32..]);
        bytes[24..32].copy_from_slice(&sum.to_le_bytes());
        let sections = section_ranges(&ends);
        Self { bytes: Bytes::Owned(bytes), sections }
    }

    /// Reads bytes that were saved, without keeping a copy.
    pub(super) fn from_map(map: Mapped, file: &str) -> Result<Self, Error> {
        Self::check(Bytes::Mapped(map), file)
    }

    /// Reads bytes that were saved.
    pub(super) fn from_bytes(bytes: Vec<u8>, file: &str) -> Result<Self, Error> {
        Self::check(Bytes::Owned(bytes), file)
    }

    fn check(bytes: Bytes, file: &str) -> Result<Self, Error> {
        let error = |what: String| Err(Error::saved(format!("{file}: {what}")));
        if bytes.get(..8) != Some(MAGIC) {
            return error("this is no saved gazetteer (it does not start with \"reprtGAZ\")".into());
        }
        match u32_at(&bytes, 8) {
            Some(VERSION) => {}
            Some(other) => {
                return error(format!(
                    "the gazetteer was saved in format {other}; this version reads format {VERSION}: build it \
                     again from its list"
                ));
            }
            None => return error("the file is cut short".into()),
        }
        let said = u64_at(&bytes, 16);
        if u32_at(&bytes, 12) != Some(SECTIONS as u32) {
            return error("the file was altered: it has another number of sections".into());
        }
        if bytes.len() < HEADER || said != Some(bytes.len() as u64) {
            return error(format!(
                "the file is cut short or grown: {} bytes of {}",
                bytes.len(),
                said.unwrap_or(0)
            ));
        }
        if u64_at(&bytes, 24) != Some(checksum(&bytes[32..])) {
            return error("the file was altered: its checksum does not fit".into());
        }
        let mut ends = [0; SECTIONS];
        let mut last = HEADER;
        for (i, place) in ends.iter_mut().enumerate() {
            let end = u64_at(&bytes, 32 + 8 * i).and_then(|end| usize::try_from(end).ok());
            match end {
                Some(end) if end >= last && end <= bytes.len() => last = end,
                _ => return error(format!("section {i} leaves the file")),
            }
            *place = last;
        }
        let sections = section_ranges(&ends);
        Ok(Self { bytes, sections })
    }

    #[inline]
    pub(super) fn section(&self, section: Section) -> &[u8] {
        &self.bytes[self.sections[section as usize].clone()]
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

fn section_ranges(ends: &[usize; SECTIONS]) -> [Range<usize>; SECTIONS] {
    std::array::from_fn(|i| if i == 0 { HEADER } else { ends[i - 1] }..ends[i])
}

/// The little-endian number at byte `at`.
#[inline]
pub(super) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(bytes.get(at..at.checked_add(8)?)?.try_into().ok()?))
}

/// The little-endian number at byte `at`.
#[inline]
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// Four lanes of multiply and add over eight bytes each: finds any slip of a disk or a wire, at the speed of memory.
fn checksum(bytes: &[u8]) -> u64 {
    const ODD: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut lanes = [1_u64, 2, 3, 4];
    let (blocks, rest) = bytes.as_chunks::<32>();
    for block in blocks {
        for (lane, word) in lanes.iter_mut().zip(block.as_chunks::<8>().0) {
            *lane = (*lane ^ u64::from_le_bytes(*word)).wrapping_mul(ODD).rotate_left(29);
        }
    }
    let mut sum = bytes.len() as u64;
    for lane in lanes {
        sum = (sum ^ lane).wrapping_mul(ODD);
        sum ^= sum >> 32;
    }
    for &byte in rest {
        sum = (sum ^ u64::from(byte)).wrapping_mul(ODD);
        sum ^= sum >> 32;
    }
    sum
}
