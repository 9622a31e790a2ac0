//! Many texts at once: Arrow columns, a row a finding, on a thread pool of our own.
//!
//! The same texts give the same batches for any number of threads: a batch is cut by the texts alone.

mod columns;
mod documents;
mod nested;
mod pairs;
mod pool;
mod strings;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray};
use arrow_schema::SchemaRef;
use rayon::prelude::*;

pub use columns::TABLE;
pub use pairs::{PAIRS, pairs_schema, pairs_table};
pub use pool::Pool;
pub use strings::{holds_texts, row as text_at};

use nested::Lists;

use crate::analyzer::Analyzer;
use crate::document::Document;
use crate::labels::labels;
use crate::layers::{Layer, Layers};

labels! {
    /// What a row of a table is.
    "table" Of {
        /// A text, with counts.
        Documents = "documents",
        /// A sentence.
        Sentences = "sentences",
        /// A mention of an entity.
        Entities = "entities",
        /// A hedge cue.
        Hedges = "hedges",
        /// An attribution.
        Attributions = "attributions",
        /// A claim.
        Claims = "claims",
        /// A source, with all that it is made to say.
        Sources = "sources",
    }
}

impl Of {
    /// The layer that must be read for this table; `None` for `documents`, which counts whatever was read.
    pub fn layer(self) -> Option<Layer> {
        match self {
            Self::Documents => None,
            Self::Sentences => Some(Layer::Sentences),
            Self::Entities => Some(Layer::Entities),
            Self::Hedges => Some(Layer::Hedges),
            Self::Attributions | Self::Sources => Some(Layer::Attributions),
            Self::Claims => Some(Layer::Claims),
        }
    }

    /// Whether a document with these layers can give this table.
    pub fn in_layers(self, layers: Layers) -> bool {
        self.layer().is_none_or(|layer| layers.has(layer))
    }

    /// The table's columns; `nested` for those of a table with a row a text.
    pub fn schema(self, ids: &Ids, nested: bool) -> SchemaRef {
        let flat = columns::Columns::new(self).finish(&[], ids);
        if nested { Lists::default().nest(&flat, self, 0, ids).schema() } else { flat.schema() }
    }
}

/// How the rows of a table name their text, in the column `doc`.
#[derive(Clone, Debug)]
pub enum Ids {
    /// By its number, from 0.
    Rows,
    /// By a number of the user's.
    Numbers(Vec<Option<i64>>),
    /// By a string of the user's.
    Names(Vec<Option<String>>),
}

impl Ids {
    /// How many there are; `None` where texts are named by their number.
    pub fn count(&self) -> Option<usize> {
        match self {
            Self::Rows => None,
            Self::Numbers(ids) => Some(ids.len()),
            Self::Names(ids) => Some(ids.len()),
        }
    }

    fn column(&self, rows: &[u64]) -> ArrayRef {
        let rows = rows.iter().map(|&r| r as usize);
        match self {
            Self::Rows => Arc::new(rows.map(|r| i64::try_from(r).ok()).collect::<Int64Array>()),
            Self::Numbers(ids) => {
                Arc::new(rows.map(|r| ids.get(r).copied().flatten()).collect::<Int64Array>())
            }
            Self::Names(ids) => {
                Arc::new(rows.map(|r| ids.get(r).and_then(Option::as_deref)).collect::<StringArray>())
            }
        }
    }
}

/// A text of a batch that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("row {row}: {message}")]
pub struct RowError {
    /// Its number among all texts, from 0.
    pub row: u64,
    /// What is wrong with it.
    pub message: String,
    /// Whether it is a bug of this crate (a panic) rather than of the text.
    pub internal: bool,
}

/// A text of a batch.
#[derive(Clone, Debug)]
pub enum Row {
    /// A text to read.
    Text(Box<str>),
    /// No text: a row of nulls.
    Missing,
    /// Something that cannot be read, and why.
    Broken(String),
}

impl Row {
    fn len(&self) -> usize {
        if let Self::Text(text) = self { text.len() } else { 0 }
    }
}

labels! {
    /// What happens to a text that cannot be read.
    "on_error" OnError {
        /// The whole batch fails with its [`RowError`].
        Raise = "raise",
        /// It gives a row of nulls.
        Null = "null",
    }
}

/// Of this package: what a bug is reported for.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Cuts where a batch ends: after this many bytes of text, or this many texts.
const BATCH_BYTES: usize = 256 << 10;
const BATCH_ROWS: usize = 4096;

/// Texts gathered until they fill a batch.
#[derive(Debug, Default)]
pub struct Chunk {
    first_row: u64,
    bytes: usize,
    rows: Vec<Row>,
}

impl Chunk {
    /// Adds a text, and returns the chunk before it where that is full.
    pub fn push(&mut self, row: Row) -> Option<Self> {
        let full = self.bytes >= BATCH_BYTES || self.rows.len() >= BATCH_ROWS;
        let done = full.then(|| {
            let first_row = self.first_row + self.rows.len() as u64;
            std::mem::replace(self, Self { first_row, ..Self::default() })
        });
        self.bytes += row.len();
        self.rows.push(row);
        done
    }

    /// Whether no text is in it.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// Reads one text; a panic in the core becomes an error that names it.
///
/// # Errors
/// If the text is too long, or on a bug of this crate.
pub fn read(analyzer: &Analyzer, text: &str, row: u64) -> Result<Document, RowError> {
    match caught(|| analyzer.analyze(text)) {
        Ok(Ok(doc)) => Ok(doc),
        Ok(Err(e)) => Err(RowError { row, message: e.to_string(), internal: false }),
        Err(message) => Err(RowError { row, message, internal: true }),
    }
}

/// Does `work`.
///
/// # Errors
/// The message of a panic in it, as the bug of this crate that it is.
pub fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let what = panic
            .downcast_ref::<&str>()
            .map(ToString::to_string)
            .or_else(|| panic.downcast_ref::<String>().cloned())
            .unwrap_or_else(|| "no message".to_owned());
        format!("a bug in reportedly {VERSION}, please report it with the text that it was given: {what}")
    })
}

fn read_row(analyzer: &Analyzer, text: &Row, row: u64) -> Result<Option<Document>, RowError> {
    match text {
        Row::Text(text) => read(analyzer, text, row).map(Some),
        Row::Missing => Ok(None),
        Row::Broken(message) => Err(RowError { row, message: message.clone(), internal: false }),
    }
}

/// What a table is made by.
#[derive(Debug)]
pub struct Job<'a> {
    /// Who reads.
    pub analyzer: &'a Analyzer,
    /// What a row is.
    pub of: Of,
    /// Whether a row is a text instead, with what it holds as a list.
    pub nested: bool,
    /// How rows name their text.
    pub ids: &'a Ids,
    /// What happens to a text that cannot be read.
    pub on_error: OnError,
    /// Set by another thread once nobody needs the answer: no further text is read.
    pub stop: &'a AtomicBool,
}

impl Job<'_> {
    /// Reads chunks of texts on the threads of the pool it runs in: a record batch for each, in order, and the texts
    /// that could not be read.
    ///
    /// # Errors
    /// With [`OnError::Raise`], the first text (in their order) that cannot be read.
    pub fn tables(&self, chunks: &[Chunk]) -> Result<(Vec<RecordBatch>, Vec<RowError>), RowError> {
        let read: Vec<_> = chunks.par_iter().map(|chunk| self.table(chunk)).collect();
        let (mut batches, mut errors) = (Vec::with_capacity(read.len()), Vec::new());
        for one in read {
            let (batch, bad) = one?;
            batches.push(batch);
            errors.extend(bad);
        }
        Ok((batches, errors))
    }

    fn table(&self, chunk: &Chunk) -> Result<(RecordBatch, Vec<RowError>), RowError> {
        let mut columns = columns::Columns::new(self.of);
        let mut rows = Vec::new();
        let mut lists = Lists::default();
        let mut errors = Vec::new();
        // Text by text, so that a few chunks, or one with a huge text, keep all threads busy.
        for (row, doc) in
            (chunk.first_row..).zip(documents(self.analyzer, chunk.first_row, &chunk.rows, self.stop))
        {
            if self.stop.load(Ordering::Relaxed) {
                break;
            }
            let doc = match doc {
                Ok(doc) => doc,
                Err(e) if self.on_error == OnError::Raise => return Err(e),
                Err(e) => {
                    errors.push(e);
                    None
                }
            };
            let before = columns.len();
            match &doc {
                // A row that is half there leaves columns of different lengths: the batch cannot go on.
                Some(doc) => caught(|| columns.push(doc)).map_err(|message| RowError {
                    row,
                    message,
                    internal: true,
                })?,
                // A list that is null has no findings; a struct that is null has a place all the same.
                None if self.nested && self.of != Of::Documents => (),
                None => columns.push_nulls(),
            }
            rows.resize(columns.len(), row);
            lists.push(columns.len() - before, doc.is_some());
        }
        let flat = columns.finish(&rows, self.ids);
        let nested = self.nested.then(|| lists.nest(&flat, self.of, chunk.first_row, self.ids));
        Ok((nested.unwrap_or(flat), errors))
    }
}

/// The table of one document.
pub fn document_table(doc: &Document, of: Of) -> RecordBatch {
    let mut columns = columns::Columns::new(of);
    columns.push(doc);
    let rows = vec![0; columns.len()];
    columns.finish(&rows, &Ids::Rows)
}

/// Reads texts into documents, in order, on the threads of the pool it runs in; `None` for a missing text.
pub fn documents(
    analyzer: &Analyzer,
    first_row: u64,
    rows: &[Row],
    stop: &AtomicBool,
) -> Vec<Result<Option<Document>, RowError>> {
    rows.par_iter()
        .enumerate()
        .map(|(i, text)| {
            if stop.load(Ordering::Relaxed) {
                Ok(None)
            } else {
                read_row(analyzer, text, first_row + i as u64)
            }
        })
        .collect()
}
