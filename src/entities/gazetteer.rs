use std::fmt;
use std::path::Path;
use std::sync::Arc;

use super::compile::Builder;
use super::entry::{Entry, Fault, Field};
use super::facts::{Cache, Facts};
use super::ids::Ids;
use super::image::Image;
use super::index::{Index, START, next};
use super::mapped::Mapped;
use super::patterns::{self, Patterns};
use super::posting::Posting;
use super::{builtin, forms, read, record};
use crate::error::{Error, Place};
use crate::faults;
use crate::text::Text;

/// Entities and their names, ready to be found in texts.
///
/// Cheap to clone and to share between threads. Names are compared by words, without regard to accents, hyphens,
/// dots and the make of apostrophes; case counts as far as each entry's [`super::CasePolicy`] says.
///
/// ```
/// use reportedly::entities::{Entry, Gazetteer};
/// let mut union = Entry::new("hwu", "ORG", "Harbour Workers Union");
/// union.aliases.push("HWU".into());
/// let gazetteer = Gazetteer::new([union])?;
/// assert!(gazetteer.contains("harbor workers’ union"));
/// assert_eq!(gazetteer.lookup("HWU")[0].id, "hwu");
/// # Ok::<(), reportedly::Error>(())
/// ```
#[derive(Clone)]
pub struct Gazetteer {
    pub(super) inner: Arc<Inner>,
}

pub(super) struct Inner {
    pub image: Image,
    strings: Vec<Arc<str>>,
    facts: Cache,
    ids: Ids,
    pub patterns: Patterns,
    len: usize,
}

impl Gazetteer {
    /// A gazetteer of these entries. Their order makes no difference.
    ///
    /// # Errors
    /// If an id stands twice, a name is empty, holds no letter or digit or has more than 2,000 bytes, a prior is no
    /// number from 0 up, or a pattern is no regular expression: place and what was expected, with the number of the
    /// entry for the line and the number of its field for the column.
    pub fn new(entries: impl IntoIterator<Item = Entry>) -> Result<Self, Error> {
        let mut builder = Builder::default();
        for (i, entry) in entries.into_iter().enumerate() {
            builder.add(&entry).map_err(|fault| {
                let place = Place { file: "entries", line: i + 1, column: fault.field as usize + 1 };
                told(&place, fault, |first| first + 1)
            })?;
        }
        Self::from_image(builder.finish()?)
    }

    /// Reads a table with a line of headers. Columns: `name`, and where they are wanted `id` (the name, where it is
    /// missing), `label` (`ENTITY`), `aliases` and `demonyms` (parted by `|`), `case`, `prior`, `pattern`; all further
    /// ones are kept as attributes. Commas, tabs or semicolons part the columns: what the header has most of.
    ///
    /// # Errors
    /// Those of [`Gazetteer::new`], and lines that do not fit their header: file, line and number of the column.
    pub fn from_csv(file_name: &str, content: &str) -> Result<Self, Error> {
        read::csv(file_name, content)
    }

    /// Reads one JSON object a line, with the same keys as the columns of [`Gazetteer::from_csv`]; `aliases` and
    /// `demonyms` may be lists.
    ///
    /// # Errors
    /// Those of [`Gazetteer::new`], and lines that are no JSON object: file, line and column.
    pub fn from_jsonl(file_name: &str, content: &str) -> Result<Self, Error> {
        read::jsonl(file_name, content)
    }

    /// Reads rows of keys and values, with the same keys as [`Gazetteer::from_jsonl`].
    ///
    /// # Errors
    /// Those of [`Gazetteer::from_jsonl`], with the number of the row for the line and that of the key for the column.
    pub fn from_rows(
        file_name: &str,
        rows: impl IntoIterator<Item = Vec<(String, serde_json::Value)>>,
    ) -> Result<Self, Error> {
        read::rows(file_name, rows)
    }

    /// Countries, their people, states and provinces, cities of 100,000 inhabitants and more, outlets, agencies,
    /// international organisations and armed groups; see the head of `builtin.tsv` for its sources and its ids.
    pub fn builtin() -> Self {
        builtin::gazetteer()
    }

    pub(super) fn from_image(image: Image) -> Result<Self, Error> {
        faults::point("gazetteer", "");
        let strings = record::strings(&image)
            .ok_or_else(|| Error::saved("the labels of the gazetteer cannot be read"))?;
        if !record::is_in_order(&image) {
            return Err(Error::saved("the entries of the gazetteer are out of order"));
        }
        let len = record::count(&image);
        let mut patterns = Patterns::default();
        for entry in record::patterns(&image) {
            let pattern = record::entry(&image, &strings, entry as usize).and_then(|e| e.pattern);
            let regex = pattern.as_deref().map(patterns::compile);
            match regex {
                Some(Ok(regex)) => patterns.push(regex, entry),
                Some(Err(what)) => return Err(Error::saved(what)),
                None => return Err(Error::saved(format!("entry {entry} of the gazetteer has no pattern"))),
            }
        }
        let facts = Cache::new(len);
        Ok(Self { inner: Arc::new(Inner { image, strings, facts, ids: Ids::default(), patterns, len }) })
    }

    /// The entries of both. Where both have an id, names are joined; for the rest this one's entry counts.
    ///
    /// # Errors
    /// If the names of both together take more than 4 GiB.
    pub fn union(&self, other: &Self) -> Result<Self, Error> {
        let mut theirs: std::collections::HashMap<String, Entry> =
            other.entries().map(|e| (e.id.clone(), e)).collect();
        let mut all = Vec::with_capacity(self.len() + other.len());
        for mut entry in self.entries() {
            if let Some(other) = theirs.remove(&entry.id) {
                join(&mut entry, other);
            }
            all.push(entry);
        }
        all.extend(other.entries().filter(|e| theirs.contains_key(&e.id)));
        Self::new(all)
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        self.inner.len
    }

    /// Whether it has no entry.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All entries, as they were given.
    pub fn entries(&self) -> impl Iterator<Item = Entry> + '_ {
        (0..self.len()).filter_map(|i| self.inner.entry(i))
    }

    /// Whether an entity has this name, in any case.
    pub fn contains(&self, name: &str) -> bool {
        self.inner.postings_of(name).is_some()
    }

    /// The entities of this name, in any case, best first.
    pub fn lookup(&self, name: &str) -> Vec<Entry> {
        let mut seen = Vec::new();
        for posting in self.inner.postings_of(name).into_iter().flatten() {
            if !seen.contains(&posting.entry()) {
                seen.push(posting.entry());
            }
        }
        seen.into_iter().filter_map(|entry| self.inner.entry(entry as usize)).collect()
    }

    /// The entity of this id. The first question makes a table of all ids, the others are quick.
    pub fn get(&self, id: &str) -> Option<Entry> {
        self.inner.entry(self.inner.ids.find(&self.inner.image, id)? as usize)
    }

    /// Bytes that it takes in memory, and in a file.
    pub fn size(&self) -> usize {
        self.inner.image.bytes().len()
    }

    /// Writes it into one file, under its final name only when all is written.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        super::saved::write(path.as_ref(), self.inner.image.bytes())
    }

    /// The bytes that [`Gazetteer::save`] writes.
    pub fn to_bytes(&self) -> &[u8] {
        self.inner.image.bytes()
    }

    /// Maps a saved file into memory: its pages are read when they are needed, and shared between processes.
    ///
    /// # Errors
    /// If the file cannot be read, is no saved gazetteer, or one of another version, cut short or altered.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        Self::from_image(Image::from_map(Mapped::open(path)?, &path.display().to_string())?)
    }

    /// Reads what [`Gazetteer::to_bytes`] gave.
    ///
    /// # Errors
    /// Those of [`Gazetteer::load`].
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, Error> {
        Self::from_image(Image::from_bytes(bytes, "bytes")?)
    }
}

impl Inner {
    pub(super) fn entry(&self, index: usize) -> Option<Entry> {
        record::entry(&self.image, &self.strings, index)
    }

    /// What mentions of an entry say.
    pub(super) fn facts(&self, entry: u32) -> Option<&Facts> {
        self.facts.get(entry as usize, || self.entry(entry as usize).map(|e| Facts::new(&e, &self.strings)))
    }

    /// The postings of a name, without regard to case; `None` where there are none.
    pub(super) fn postings_of(&self, name: &str) -> Option<impl Iterator<Item = Posting> + '_> {
        self.value_of(name).map(|value| Index::new(&self.image).postings(value))
    }

    /// What the index says of a name, without regard to case.
    pub(super) fn value_of(&self, name: &str) -> Option<u32> {
        let text = Text::new(name).ok()?;
        let tokens = text.tokens();
        let index = Index::new(&self.image);
        let of = |skip: usize, with_stops: bool| {
            let words = tokens.iter().filter(|t| with_stops || !forms::is_dropped(t.kind())).skip(skip);
            let beginning = words.fold(START, |beginning, word| next(beginning, word.hash));
            index.value(beginning).map(|v| v & !(1 << 31)).filter(|&v| v != 0)
        };
        // "The Globe" is known without its determiner.
        let mut words = tokens.iter().filter(|t| !forms::is_dropped(t.kind()));
        let has_the = words.next().is_some_and(|word| word.hash == *forms::THE) && words.next().is_some();
        // "Calif.", "Miss.": with its full stop this is another word.
        of(0, true).or_else(|| of(0, false)).or_else(|| has_the.then(|| of(1, false))?)
    }
}

impl fmt::Debug for Gazetteer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gazetteer").field("len", &self.len()).finish_non_exhaustive()
    }
}

impl Default for Gazetteer {
    fn default() -> Self {
        Self::builtin()
    }
}

/// Adds to `entry` the names of another with the same id, and what it does not say itself.
fn join(entry: &mut Entry, other: Entry) {
    let Entry { name, aliases, demonyms, pattern, attributes, .. } = other;
    for alias in std::iter::once(name).chain(aliases) {
        if alias != entry.name && !entry.aliases.contains(&alias) {
            entry.aliases.push(alias);
        }
    }
    for demonym in demonyms {
        if !entry.demonyms.contains(&demonym) {
            entry.demonyms.push(demonym);
        }
    }
    entry.pattern = entry.pattern.take().or(pattern);
    for (key, value) in attributes {
        entry.attributes.entry(key).or_insert(value);
    }
}

/// A fault as an error; `line_of` gives the line of an earlier entry.
pub(super) fn told(place: &Place<'_>, fault: Fault, line_of: impl Fn(usize) -> usize) -> Error {
    match fault.first {
        Some(first) if fault.field == Field::Id => {
            Error::gazetteer(place, format_args!("{} (first at line {})", fault.message, line_of(first)))
        }
        _ => Error::gazetteer(place, fault.message),
    }
}
