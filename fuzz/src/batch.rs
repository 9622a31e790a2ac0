//! Rows of text on one thread and on several: the same columns, and those of each text alone.

use std::sync::LazyLock;
use std::sync::atomic::AtomicBool;

use arrow_array::RecordBatch;
use reportedly::batch::{Chunk, Ids, Job, Of, OnError, Pool, Row, document_table};

use super::document::ANALYZER;

/// Parts the rows: a control character that no text holds.
const ROW: char = '\u{1E}';

/// Reads the bytes as rows; an empty one is a missing text.
pub fn run(data: &[u8]) {
    static POOLS: LazyLock<[Pool; 2]> = LazyLock::new(|| [1, 3].map(|threads| Pool::new(Some(threads))));

    let Some((&choice, data)) = data.split_first() else { return };
    let of = Of::ALL[usize::from(choice) % Of::ALL.len()];
    let nested = choice & 0x80 != 0;
    let text = String::from_utf8_lossy(data);
    let rows = text.split(ROW).map(|row| if row.is_empty() { Row::Missing } else { Row::Text(row.into()) });
    let rows: Vec<Row> = rows.collect();
    let tables: Vec<RecordBatch> =
        POOLS.iter().map(|pool| pool.install(|| table(&rows, of, nested))).collect();
    assert_eq!(tables[0], tables[1]);
    assert_eq!(tables[0].schema(), of.schema(&Ids::Rows, nested));
    if nested {
        assert_eq!(tables[0].num_rows(), rows.len());
    } else {
        singles(&rows, of, &tables[0]);
    }
}

fn table(rows: &[Row], of: Of, nested: bool) -> RecordBatch {
    let mut chunk = Chunk::default();
    let full = rows.iter().filter_map(|row| chunk.push(row.clone())).count();
    assert_eq!(full, 0, "few and short rows are one chunk");
    let stop = AtomicBool::new(false);
    let job = Job { analyzer: &ANALYZER, of, nested, ids: &Ids::Rows, on_error: OnError::Raise, stop: &stop };
    let (mut tables, errors) = job.tables(&[chunk]).expect("texts that can be read");
    assert!(errors.is_empty());
    tables.pop().expect("a chunk, a table")
}

/// Compares with the table of each text alone, but for the columns that name the text.
fn singles(rows: &[Row], of: Of, table: &RecordBatch) {
    let mut at = 0;
    for row in rows {
        let Row::Text(text) = row else {
            assert!(table.columns()[2..].iter().all(|column| column.is_null(at)));
            at += 1;
            continue;
        };
        let doc = ANALYZER.analyze(text).expect("a short text");
        let single = document_table(&doc, of);
        let part = table.slice(at, single.num_rows());
        assert_eq!(part.columns()[2..], single.columns()[2..]);
        at += single.num_rows();
    }
    assert_eq!(at, table.num_rows());
}
