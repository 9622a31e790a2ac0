//! Tables with a row a text: its findings in one column, as a list of structs.

use std::ops::Range;
use std::sync::Arc;

use arrow_array::{Array, ArrayRef, Int64Array, ListArray, RecordBatch, StructArray};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{Field, Schema};

use super::{Ids, Of};

/// The columns `row` and `doc`, which a nested table has outside of its structs.
const OUTSIDE: usize = 2;

/// The texts of a chunk: how many findings each has, and whether it could be read.
#[derive(Debug, Default)]
pub(super) struct Lists {
    lengths: Vec<usize>,
    read: Vec<bool>,
}

impl Lists {
    pub(super) fn push(&mut self, findings: usize, read: bool) {
        self.lengths.push(findings);
        self.read.push(read);
    }

    /// Nests the findings of texts `first_row` and on; a text that could not be read is `null`.
    pub(super) fn nest(self, flat: &RecordBatch, of: Of, first_row: u64, ids: &Ids) -> RecordBatch {
        let schema = flat.schema();
        let fields = schema.fields().iter().skip(OUTSIDE).cloned().collect();
        let columns = flat.columns().iter().skip(OUTSIDE).cloned().collect();
        let rows = Range { start: first_row, end: first_row + self.read.len() as u64 };
        let read = Some(NullBuffer::from(self.read));
        let findings: ArrayRef = if of == Of::Documents {
            Arc::new(StructArray::new(fields, columns, read))
        } else {
            let structs = StructArray::new(fields, columns, None);
            let item = Field::new_list_field(structs.data_type().clone(), true);
            let offsets = OffsetBuffer::from_lengths(self.lengths);
            Arc::new(ListArray::new(Arc::new(item), offsets, Arc::new(structs), read))
        };
        let rows: Vec<u64> = rows.collect();
        let row: ArrayRef = Arc::new(rows.iter().map(|&r| i64::try_from(r).ok()).collect::<Int64Array>());
        let doc = ids.column(&rows);
        let fields = vec![
            Field::new("row", row.data_type().clone(), false),
            Field::new("doc", doc.data_type().clone(), true),
            Field::new(of.as_str(), findings.data_type().clone(), true),
        ];
        let schema = Schema::new_with_metadata(fields, schema.metadata().clone());
        RecordBatch::try_new(Arc::new(schema), vec![row, doc, findings])
            .expect("a value a text in each column")
    }
}
