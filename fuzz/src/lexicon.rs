//! Any text as a user's word lists: an error that says file, line and column, or an analyzer that reads with them.

use reportedly::lexicons::Lexicons;
use reportedly::text::Lexicon;
use reportedly::{Analyzer, Error, ErrorKind, Gazetteer, Options};

use super::invariants;

/// Reads the bytes as a list; the first byte tells which.
pub fn run(data: &[u8]) {
    let Some((&choice, data)) = data.split_first() else { return };
    let content = String::from_utf8_lossy(data);
    if let Err(error) = Lexicon::read("list", &content, |row| Ok(row.line)) {
        placed(&error);
    }
    // All lists are compiled anew for each analyzer, which takes long: one in sixteen.
    if choice & 0xF0 != b'0' {
        return;
    }
    let mut lexicons = Lexicons::default();
    let name = ["hedges", "attributions", "abbreviations"][usize::from(choice) % 3];
    lexicons.set(name, "list", content.to_string()).expect("a known name");
    let gazetteer = Gazetteer::new([]).expect("no entries");
    match Analyzer::new(Options { lexicons, gazetteer, ..Options::default() }) {
        Ok(analyzer) => {
            let doc = analyzer.analyze(&content).expect("a short text");
            invariants::check(&doc);
        }
        Err(error) if name == "abbreviations" => assert!(!error.to_string().is_empty()),
        Err(error) => placed(&error),
    }
}

fn placed(error: &Error) {
    let message = error.to_string();
    assert_eq!(error.kind(), ErrorKind::Lexicon, "{message}");
    let mut parts = message.splitn(4, ':');
    assert_eq!(parts.next(), Some("list"), "{message}");
    let mut number = || parts.next().and_then(|part| part.parse::<usize>().ok());
    assert!(number() > Some(0) && number() > Some(0), "{message}");
}
