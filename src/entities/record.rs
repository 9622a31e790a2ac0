//! An entry as bytes: its strings one after another, each behind its length.

use super::image::{Image, Section, u32_at};
use super::{CasePolicy, Entry};

const ID_IS_NAME: u8 = 4;
const HAS_ALIASES: u8 = 8;
const HAS_DEMONYMS: u8 = 16;
const HAS_PRIOR: u8 = 32;
const HAS_PATTERN: u8 = 64;
const HAS_ATTRIBUTES: u8 = 128;

/// Appends the record of `entry`. `label` and `keys` are the numbers of its label and its attributes' names.
pub(super) fn write(entry: &Entry, label: u32, keys: &[u32], out: &mut Vec<u8>) {
    let mut head = entry.case as u8;
    for (flag, is_set) in [
        (ID_IS_NAME, entry.id == entry.name),
        (HAS_ALIASES, !entry.aliases.is_empty()),
        (HAS_DEMONYMS, !entry.demonyms.is_empty()),
        (HAS_PRIOR, entry.prior.to_bits() != 1.0_f32.to_bits()),
        (HAS_PATTERN, entry.pattern.is_some()),
        (HAS_ATTRIBUTES, !entry.attributes.is_empty()),
    ] {
        if is_set {
            head |= flag;
        }
    }
    out.push(head);
    write_number(label as usize, out);
    write_string(&entry.name, out);
    if head & ID_IS_NAME == 0 {
        write_string(&entry.id, out);
    }
    if head & HAS_PRIOR != 0 {
        out.extend_from_slice(&entry.prior.to_le_bytes());
    }
    for (flag, strings) in [(HAS_ALIASES, &entry.aliases), (HAS_DEMONYMS, &entry.demonyms)] {
        if head & flag != 0 {
            write_number(strings.len(), out);
            for string in strings {
                write_string(string, out);
            }
        }
    }
    if let Some(pattern) = &entry.pattern {
        write_string(pattern, out);
    }
    if head & HAS_ATTRIBUTES != 0 {
        write_number(entry.attributes.len(), out);
        for (key, value) in keys.iter().zip(entry.attributes.values()) {
            write_number(*key as usize, out);
            write_string(value, out);
        }
    }
}

/// Seven bits a byte, lowest first.
fn write_number(mut number: usize, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

pub(super) fn write_string(string: &str, out: &mut Vec<u8>) {
    write_number(string.len(), out);
    out.extend_from_slice(string.as_bytes());
}

/// Reads what [`write`] wrote; `None` where the bytes make no sense.
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(len)?;
        self.bytes = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        for shift in (0..35).step_by(7) {
            let byte = *self.take(1)?.first()?;
            number |= usize::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    pub(super) fn string(&mut self) -> Option<&'a str> {
        let len = self.number()?;
        std::str::from_utf8(self.take(len)?).ok()
    }

    fn strings(&mut self) -> Option<Vec<String>> {
        let count = self.number()?;
        // No capacity by what a file says: each string takes a byte at least.
        (0..count).map(|_| self.string().map(str::to_owned)).collect()
    }
}

/// The number of entries in an image.
pub(super) fn count(image: &Image) -> usize {
    let offsets = image.section(Section::Offsets);
    (u32_at(offsets, 0).unwrap_or(0) as usize).min((offsets.len() / 4).saturating_sub(1))
}

/// Where the record of entry number `index` starts.
fn offset(image: &Image, index: usize) -> Option<usize> {
    u32_at(image.section(Section::Offsets), index.checked_add(1)?.checked_mul(4)?).map(|at| at as usize)
}

/// The record of entry number `index`: up to the next one.
fn reader(image: &Image, index: usize) -> Option<Reader<'_>> {
    let records = image.section(Section::Records);
    let end = if index + 1 < count(image) { offset(image, index + 1)? } else { records.len() };
    Some(Reader::new(records.get(offset(image, index)?..end)?))
}

/// Whether records follow each other, and patterns are told of once: so that reading all of them takes time in the size
/// of the file, whoever wrote it.
pub(super) fn is_in_order(image: &Image) -> bool {
    let offsets = (0..count(image)).map(|i| offset(image, i));
    offsets.is_sorted() && patterns(image).is_sorted_by(|a, b| a < b)
}

/// The id of the entry whose record starts at `offset` of `records`.
pub(super) fn id_in(records: &[u8], offset: u32) -> Option<&str> {
    let mut reader = Reader::new(records.get(offset as usize..)?);
    let head = *reader.take(1)?.first()?;
    reader.number()?;
    let name = reader.string()?;
    if head & ID_IS_NAME != 0 { Some(name) } else { reader.string() }
}

/// The id of entry number `index`.
pub(super) fn id(image: &Image, index: usize) -> Option<&str> {
    let offset = u32_at(image.section(Section::Offsets), index.checked_add(1)?.checked_mul(4)?)?;
    id_in(image.section(Section::Records), offset)
}

/// The strings of [`Section::Strings`].
pub(super) fn strings(image: &Image) -> Option<Vec<std::sync::Arc<str>>> {
    let bytes = image.section(Section::Strings);
    let mut reader = Reader::new(bytes.get(4..)?);
    (0..u32_at(bytes, 0)?).map(|_| reader.string().map(Into::into)).collect()
}

/// The numbers of the entries that have a pattern.
pub(super) fn patterns(image: &Image) -> impl Iterator<Item = u32> + '_ {
    let bytes = image.section(Section::Patterns);
    (0..u32_at(bytes, 0).unwrap_or(0) as usize).map_while(|i| u32_at(bytes, 4 + 4 * i))
}

/// The whole of entry number `index`; `strings` are those of [`Section::Strings`].
pub(super) fn entry(image: &Image, strings: &[std::sync::Arc<str>], index: usize) -> Option<Entry> {
    let mut reader = reader(image, index)?;
    let head = *reader.take(1)?.first()?;
    let label = strings.get(reader.number()?)?.to_string();
    let name = reader.string()?.to_owned();
    let id = if head & ID_IS_NAME != 0 { name.clone() } else { reader.string()?.to_owned() };
    let mut entry = Entry::new(id, label, name);
    entry.case = *CasePolicy::ALL.get(usize::from(head & 3))?;
    if head & HAS_PRIOR != 0 {
        entry.prior = f32::from_le_bytes(reader.take(4)?.try_into().ok()?);
    }
    if head & HAS_ALIASES != 0 {
        entry.aliases = reader.strings()?;
    }
    if head & HAS_DEMONYMS != 0 {
        entry.demonyms = reader.strings()?;
    }
    if head & HAS_PATTERN != 0 {
        entry.pattern = Some(reader.string()?.to_owned());
    }
    if head & HAS_ATTRIBUTES != 0 {
        for _ in 0..reader.number()? {
            let key = strings.get(reader.number()?)?.to_string();
            entry.attributes.insert(key, reader.string()?.to_owned());
        }
    }
    Some(entry)
}
