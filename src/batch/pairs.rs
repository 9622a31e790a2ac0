//! The table of what two documents both claim.

use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{Field, SchemaRef};

use super::columns::{Float, Int, Str, Strs, View, append_strings, record_batch, table};
use crate::compare::{Pair, standing};
use crate::document::Document;

/// Its name in the schema's metadata.
pub const PAIRS: &str = "pairs";

table! {
    /// A row a pair; a column a document for what each says.
    Pairs {
        change: Str, score: Float, words: Strs,
        first: Int, first_start: Int, first_end: Int, first_text: Str, first_standing: Str, first_factuality: Str,
        first_certainty: Float, first_chain: Strs,
        second: Int, second_start: Int, second_end: Int, second_text: Str, second_standing: Str,
        second_factuality: Str, second_certainty: Float, second_chain: Strs,
    }
}

/// The pairs of two documents as a table.
pub fn pairs_table(first: &Document, second: &Document, pairs: &[Pair]) -> RecordBatch {
    let mut table = Pairs::default();
    let (ours, theirs) = (View::new(first), View::new(second));
    for pair in pairs {
        table.change.append_value(pair.change.as_str());
        table.score.append_value(pair.score);
        append_strings(&mut table.words, pair.words.iter().map(Some));
        let claim = &first.claims()[pair.first as usize];
        table.first.append_value(pair.first as i32);
        table.first_start.append_value(ours.start(claim.span()));
        table.first_end.append_value(ours.end(claim.span()));
        table.first_text.append_value(ours.joined(&claim.spans));
        table.first_standing.append_value(standing(first, pair.first as usize).as_str());
        table.first_factuality.append_value(claim.factuality.as_str());
        table.first_certainty.append_value(claim.certainty);
        append_strings(&mut table.first_chain, claim.chain.iter().map(|s| s.map(|s| ours.text(s))));
        let claim = &second.claims()[pair.second as usize];
        table.second.append_value(pair.second as i32);
        table.second_start.append_value(theirs.start(claim.span()));
        table.second_end.append_value(theirs.end(claim.span()));
        table.second_text.append_value(theirs.joined(&claim.spans));
        table.second_standing.append_value(standing(second, pair.second as usize).as_str());
        table.second_factuality.append_value(claim.factuality.as_str());
        table.second_certainty.append_value(claim.certainty);
        append_strings(&mut table.second_chain, claim.chain.iter().map(|s| s.map(|s| theirs.text(s))));
    }
    table.batch()
}

/// The columns of that table.
pub fn pairs_schema() -> SchemaRef {
    Pairs::default().batch().schema()
}

impl Pairs {
    fn batch(self) -> RecordBatch {
        let columns = self.finish().into_iter();
        let (fields, arrays): (Vec<Field>, Vec<ArrayRef>) =
            columns.map(|(name, array)| (Field::new(name, array.data_type().clone(), true), array)).unzip();
        record_batch(PAIRS, fields, arrays)
    }
}
