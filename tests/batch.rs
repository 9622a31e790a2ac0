//! Batches from outside: the same rows for any number of threads, and what happens to texts that cannot be read.
#![cfg(feature = "columns")]

use std::sync::atomic::AtomicBool;

use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{Array, RecordBatch};
use reportedly::batch::{Chunk, Ids, Job, Of, OnError, Pool, Row, RowError, caught};
use reportedly::{Analyzer, Options};

fn chunks(texts: impl IntoIterator<Item = Row>) -> Vec<Chunk> {
    let mut chunk = Chunk::default();
    let mut chunks: Vec<Chunk> = texts.into_iter().filter_map(|row| chunk.push(row)).collect();
    chunks.push(chunk);
    chunks
}

fn tables(
    threads: usize,
    texts: &[Row],
    of: Of,
    ids: &Ids,
    on_error: OnError,
) -> Result<Vec<RecordBatch>, RowError> {
    let analyzer = Analyzer::new(Options::default()).unwrap();
    let stop = AtomicBool::new(false);
    let job = Job { analyzer: &analyzer, of, nested: false, ids, on_error, stop: &stop };
    Pool::new(Some(threads))
        .install(|| job.tables(&chunks(texts.iter().cloned())).map(|(batches, _)| batches))
}

fn news(times: usize) -> Vec<Row> {
    (0..times)
        .map(|i| match i % 7 {
            3 => Row::Missing,
            _ => Row::Text(
                format!(
                    "Police in Syria said {i} people may have fled. “No,” he said.\n\n{}",
                    "It rains. ".repeat(i)
                )
                .into(),
            ),
        })
        .collect()
}

#[test]
fn any_number_of_threads_gives_the_same_batches() {
    let texts = news(300);
    for &of in Of::ALL {
        let one = tables(1, &texts, of, &Ids::Rows, OnError::Raise).unwrap();
        assert!(one.len() > 1, "the texts should fill several batches");
        for threads in [2, 5] {
            assert_eq!(tables(threads, &texts, of, &Ids::Rows, OnError::Raise).unwrap(), one, "{of}");
        }
        assert!(one.iter().all(|batch| batch.schema() == of.schema(&Ids::Rows, false)));
    }
}

#[test]
fn rows_name_their_text() {
    let ids = Ids::Names(vec![Some("a".into()), None, Some("c".into())]);
    let text = |t: &str| Row::Text(t.into());
    let texts = [text("One. Two."), Row::Missing, text("Three.")];
    let batches = tables(2, &texts, Of::Sentences, &ids, OnError::Raise).unwrap();
    let batch = &batches[0];
    assert_eq!(batch["row"].as_primitive::<Int64Type>().values(), &[0, 0, 1, 2]);
    assert_eq!(
        batch["doc"].as_string::<i32>().iter().collect::<Vec<_>>(),
        [Some("a"), Some("a"), None, Some("c")]
    );
    let sentences: Vec<_> = batch["text"].as_string::<i32>().iter().collect();
    assert_eq!(sentences, [Some("One."), Some("Two."), None, Some("Three.")]);
}

#[test]
fn a_broken_text_raises_with_its_row_or_gives_nulls() {
    let texts = [Row::Text("One.".into()), Row::Broken("no text".into()), Row::Text("Two.".into())];
    let error = tables(2, &texts, Of::Hedges, &Ids::Rows, OnError::Raise).unwrap_err();
    assert_eq!(error.to_string(), "row 1: no text");
    let batches = tables(2, &texts, Of::Sentences, &Ids::Rows, OnError::Null).unwrap();
    assert!(batches[0]["text"].is_null(1));
    assert_eq!(batches[0].num_rows(), 3);
}

#[test]
fn nested_tables_hold_what_flat_ones_hold() {
    let texts = news(40);
    let analyzer = Analyzer::new(Options::default()).unwrap();
    let stop = AtomicBool::new(false);
    for &of in Of::ALL {
        let mut job = Job {
            analyzer: &analyzer,
            of,
            nested: false,
            ids: &Ids::Rows,
            on_error: OnError::Raise,
            stop: &stop,
        };
        let (flat, _) = job.tables(&chunks(texts.clone())).unwrap();
        job.nested = true;
        let (nested, _) = job.tables(&chunks(texts.clone())).unwrap();
        assert_eq!(nested[0].schema(), of.schema(&Ids::Rows, true));
        assert_eq!(nested.iter().map(RecordBatch::num_rows).sum::<usize>(), texts.len());
        let row = |batch: &RecordBatch| batch["row"].as_primitive::<Int64Type>().values().to_vec();
        assert_eq!(nested.iter().flat_map(row).collect::<Vec<_>>(), (0..40).collect::<Vec<_>>());
        let findings = &nested[0][of.as_str()];
        for (i, text) in texts.iter().enumerate() {
            assert_eq!(findings.is_null(i), matches!(text, Row::Missing), "{of} {i}");
        }
        let structs = match of {
            Of::Documents => findings.as_struct(),
            _ => findings.as_list::<i32>().values().as_struct(),
        };
        let found = |batch: &RecordBatch| batch.column(2).len() - batch.column(2).null_count();
        assert_eq!(structs.len() - structs.null_count(), found_rows(&flat[0]), "{of}");
        assert_eq!(nested[0].num_rows() - found(&nested[0]), 6);
    }
}

/// Rows that say something: those of missing texts are null but for their number.
fn found_rows(batch: &RecordBatch) -> usize {
    (0..batch.num_rows()).filter(|&i| batch.columns().iter().skip(2).any(|c| c.is_valid(i))).count()
}

#[test]
fn a_panic_is_an_error_and_nothing_else_is_hurt() {
    let pool = Pool::new(Some(2));
    let work = |n: u32| pool.install(|| caught(|| if n.is_multiple_of(2) { n } else { panic!("odd: {n}") }));
    for n in 0..20 {
        match work(n) {
            Ok(even) => assert_eq!(even, n),
            Err(message) => assert!(
                message.starts_with("a bug in reportedly") && message.ends_with(&format!(": odd: {n}"))
            ),
        }
    }
}

#[test]
fn nobody_waits_for_what_was_stopped() {
    let analyzer = Analyzer::new(Options::default()).unwrap();
    let stop = AtomicBool::new(true);
    let job = Job {
        analyzer: &analyzer,
        of: Of::Claims,
        nested: false,
        ids: &Ids::Rows,
        on_error: OnError::Raise,
        stop: &stop,
    };
    let (batches, _) = Pool::new(Some(1)).install(|| job.tables(&chunks(news(20)))).unwrap();
    assert!(batches.iter().all(|b| b.num_rows() == 0));
}
