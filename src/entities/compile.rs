//! From entries to an image.

use std::hash::BuildHasher;
use std::sync::Arc;

use hashbrown::{DefaultHashBuilder, HashMap, HashTable};
use smallvec::SmallVec;

use super::entry::{Fault, Field};
use super::facts::is_place;
use super::forms::Forms;
use super::image::Image;
use super::index::{self, Edge, First};
use super::posting::{FIRST_NAME, NEEDS_THE, Posting};
use super::{CasePolicy, Entry, Via, patterns, record, words};
use crate::error::Error;

/// The longest id, name or alias, in bytes: a line that was not cut is no name.
pub(super) const MAX_NAME: usize = 2_000;
/// The most entries, and the most forms of names.
const MAX_COUNT: usize = 1 << 30;

/// Collects entries; [`Builder::finish`] makes one image of them.
#[derive(Default)]
pub(super) struct Builder {
    records: Vec<u8>,
    offsets: Vec<u32>,
    priors: Vec<f32>,
    edges: Vec<Edge>,
    firsts: Vec<First>,
    postings: Vec<Posting>,
    strings: Numbers,
    patterns: Vec<u32>,
    ids: HashTable<u32>,
    hasher: DefaultHashBuilder,
    forms: Forms,
}

impl Builder {
    /// Adds an entry, or says what is wrong with it; after an error nothing of the builder is of use.
    pub(super) fn add(&mut self, entry: &Entry) -> Result<(), Fault> {
        check(entry)?;
        self.claim_id(&entry.id)?;
        let number = self.offsets.len() as u32;
        for (via, field, names) in [
            (Via::Name, Field::Name, std::slice::from_ref(&entry.name)),
            (Via::Alias, Field::Aliases, entry.aliases.as_slice()),
            (Via::Demonym, Field::Demonyms, entry.demonyms.as_slice()),
        ] {
            for name in names {
                if !self.add_name(entry, number, name, via) && entry.pattern.is_none() {
                    return Err(Fault::new(
                        field,
                        format!("expected a name with a letter or digit, found {name:?}"),
                    ));
                }
            }
        }
        if let Some(pattern) = &entry.pattern {
            patterns::compile(pattern).map_err(|what| Fault::new(Field::Pattern, what))?;
            self.patterns.push(number);
        }
        let label = self.strings.of(&entry.label);
        let keys: SmallVec<[u32; 8]> = entry.attributes.keys().map(|key| self.strings.of(key)).collect();
        let offset = u32::try_from(self.records.len());
        let Ok(offset) = offset else {
            return Err(Fault::new(Field::Name, "the names take more than 4 GiB"));
        };
        self.offsets.push(offset);
        self.priors.push(entry.prior);
        record::write(entry, label, &keys, &mut self.records);
        Ok(())
    }

    /// Notes the id of the entry to come; each may stand once.
    fn claim_id(&mut self, id: &str) -> Result<(), Fault> {
        let Self { ids, offsets, records, hasher, .. } = self;
        if offsets.len() >= MAX_COUNT {
            return Err(Fault::new(Field::Id, format!("there are more than {MAX_COUNT} entries")));
        }
        let id_of = |&n: &u32| record::id_in(records, offsets[n as usize]).unwrap_or("");
        let hash = hasher.hash_one(id);
        if let Some(&first) = ids.find(hash, |n| id_of(n) == id) {
            let mut fault = Fault::new(Field::Id, format!("the id {id:?} stands twice"));
            fault.first = Some(first as usize);
            return Err(fault);
        }
        ids.insert_unique(hash, offsets.len() as u32, |n| hasher.hash_one(id_of(n)));
        Ok(())
    }

    /// Adds all forms of a name; `false` where it has no word.
    fn add_name(&mut self, entry: &Entry, number: u32, name: &str, via: Via) -> bool {
        let Self { forms, edges, firsts, postings, .. } = self;
        let keeps_the = is_place(&entry.label) && name.starts_with("The ");
        let mut has_word = false;
        let result = forms.each(name, |all, has_the| {
            let words = if has_the && !keeps_the { &all[1..] } else { all };
            let Some(first) = words.first() else { return };
            has_word |= words.iter().any(|w| w.kind().is_wordlike());
            let mut posting =
                Posting::new(number, via, entry.case, words, words::is_common, words::is_particle);
            if words.len() == 1 {
                if has_the && entry.case != CasePolicy::Any && words::is_common(first.hash) {
                    posting = posting.with(NEEDS_THE);
                }
                if words::is_first_name(first.hash) {
                    posting = posting.with(FIRST_NAME);
                }
            }
            firsts.push((first.hash, posting.has(super::posting::SMALL_FIRST)));
            let mut beginning = index::START;
            for (i, word) in words.iter().enumerate() {
                beginning = index::next(beginning, word.hash);
                let posting = if i + 1 == words.len() { postings.len() as u32 } else { Edge::INNER };
                edges.push(Edge { beginning, posting });
            }
            postings.push(posting);
        });
        // A name is no longer than `MAX_NAME`, far below the limit of a text.
        has_word && result.is_ok()
    }

    pub(super) fn finish(self) -> Result<Image, Error> {
        let Self { records, offsets, priors, edges, mut firsts, postings, strings, patterns, .. } = self;
        if postings.len() > MAX_COUNT {
            return Err(Error::value(format!("the names have more than {MAX_COUNT} forms")));
        }
        firsts.sort_unstable();
        firsts.dedup();
        let rank = |a: Posting, b: Posting| {
            let (a_entry, b_entry) = (a.entry() as usize, b.entry() as usize);
            priors[b_entry].total_cmp(&priors[a_entry]).then_with(|| {
                if a_entry == b_entry {
                    return (a.via(), a.0).cmp(&(b.via(), b.0));
                }
                record::id_in(&records, offsets[a_entry]).cmp(&record::id_in(&records, offsets[b_entry]))
            })
        };
        let tables = index::tables(edges, &firsts, &postings, rank);
        let counted = |numbers: &[u32]| -> Vec<u8> {
            std::iter::once(&(numbers.len() as u32)).chain(numbers).flat_map(|n| n.to_le_bytes()).collect()
        };
        Ok(Image::assemble(&[
            &tables.firsts,
            &tables.keys,
            &tables.values,
            &tables.postings,
            &counted(&offsets),
            &records,
            &strings.bytes(),
            &counted(&patterns),
        ]))
    }
}

fn check(entry: &Entry) -> Result<(), Fault> {
    for (field, strings) in [
        (Field::Id, std::slice::from_ref(&entry.id)),
        (Field::Label, std::slice::from_ref(&entry.label)),
        (Field::Name, std::slice::from_ref(&entry.name)),
        (Field::Aliases, entry.aliases.as_slice()),
        (Field::Demonyms, entry.demonyms.as_slice()),
    ] {
        for string in strings {
            if string.trim().is_empty() {
                let what = match field {
                    Field::Id => "an id",
                    Field::Label => "a label",
                    Field::Aliases => "an alias",
                    Field::Demonyms => "a demonym",
                    _ => "a name",
                };
                return Err(Fault::new(field, format!("expected {what}, found nothing")));
            }
            if string.len() > MAX_NAME {
                return Err(Fault::new(
                    field,
                    format!("{} bytes are too many; the limit is {MAX_NAME}", string.len()),
                ));
            }
        }
    }
    if !entry.prior.is_finite() || entry.prior < 0.0 {
        return Err(Fault::new(Field::Prior, format!("expected a number from 0 up, found {}", entry.prior)));
    }
    Ok(())
}

/// Strings by number, each once.
#[derive(Default)]
struct Numbers {
    strings: Vec<Arc<str>>,
    numbers: HashMap<Arc<str>, u32>,
}

impl Numbers {
    fn of(&mut self, string: &str) -> u32 {
        if let Some(&number) = self.numbers.get(string) {
            return number;
        }
        let number = self.strings.len() as u32;
        let shared: Arc<str> = string.into();
        self.strings.push(shared.clone());
        self.numbers.insert(shared, number);
        number
    }

    fn bytes(&self) -> Vec<u8> {
        let mut bytes = (self.strings.len() as u32).to_le_bytes().to_vec();
        self.strings.iter().for_each(|s| record::write_string(s, &mut bytes));
        bytes
    }
}
