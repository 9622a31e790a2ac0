//! Any text as a list of entities: an error that says file, line and column, or a gazetteer that gives back its entries.

use reportedly::{Error, ErrorKind, Gazetteer};

use super::entities::mentions;

/// Reads the bytes as a table, or as JSON lines where they start with `{`.
pub fn run(data: &[u8]) {
    let source = String::from_utf8_lossy(data);
    let read = if source.starts_with('{') { Gazetteer::from_jsonl } else { Gazetteer::from_csv };
    match read("list", &source) {
        Ok(gazetteer) => good(&gazetteer, &source),
        Err(error) => bad(&error, &source),
    }
}

fn good(gazetteer: &Gazetteer, source: &str) {
    let entries: Vec<_> = gazetteer.entries().collect();
    assert_eq!(entries.len(), gazetteer.len());
    let again = Gazetteer::new(entries.iter().cloned()).expect("entries that were taken before");
    assert!(again.entries().eq(entries.iter().cloned()));
    let loaded = Gazetteer::from_bytes(gazetteer.to_bytes().to_vec()).expect("its own bytes");
    assert!(loaded.entries().eq(entries));
    mentions(gazetteer, source);
}

fn bad(error: &Error, source: &str) {
    let message = error.to_string();
    assert_eq!(error.kind(), ErrorKind::Gazetteer, "{message}");
    let mut parts = message.splitn(4, ':');
    assert_eq!(parts.next(), Some("list"), "{message}");
    let mut number = || parts.next().and_then(|part| part.parse::<usize>().ok());
    let (line, column) = (number(), number());
    let lines = source.matches('\n').count() + 1;
    assert!(line.is_some_and(|line| (1..=lines).contains(&line)), "{message} in a file of {lines} lines");
    assert!(column.is_some_and(|column| column > 0), "{message}");
    assert!(parts.next().is_some_and(|what| what.len() > 2), "{message}");
}
