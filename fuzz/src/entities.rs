//! Names of a list in a text, against a slow reader that compares strings; then any names in any text.

use std::sync::LazyLock;

use reportedly::entities::{CasePolicy, Entry, Gazetteer, Mention};
use reportedly::sentences::{Newlines, Reason, Sentence, Splitter};
use reportedly::text::Text;

/// Few, so that names are met often; in print each is one token and has one way to be written.
const WORDS: [&str; 12] = ["ba", "Ba", "BA", "do", "Do", "É", "é", "x", "Ki", "ki", "mok", "7"];
/// The longest name, in words.
const LONGEST: usize = 4;

/// Reads the bytes as a list and a text, in two ways.
pub fn run(data: &[u8]) {
    against_reference(data);
    any_names(data);
}

/// The first byte tells how many names; each name takes a byte for its policy and length, then one a word. What is left
/// is the text, a word a byte.
fn against_reference(data: &[u8]) {
    let mut bytes = data.iter().copied();
    let word = |byte: u8| WORDS[usize::from(byte) % WORDS.len()];
    let Some(count) = bytes.next() else { return };
    let mut names = Vec::new();
    for _ in 0..=count % 16 {
        let Some(head) = bytes.next() else { break };
        let length = usize::from(head >> 1) % LONGEST + 1;
        let words: Vec<&str> = bytes.by_ref().take(length).map(word).collect();
        let case = if head & 1 == 0 { CasePolicy::Any } else { CasePolicy::Exact };
        if !words.is_empty() {
            names.push((words, case));
        }
    }
    let entries = names.iter().enumerate().map(|(i, (words, case))| {
        let mut entry = Entry::new(format!("e{i:02}"), "OTHER", words.join(" "));
        entry.case = *case;
        entry
    });
    let gazetteer = Gazetteer::new(entries).expect("a good list");
    let words: Vec<&str> = bytes.take(400).map(word).collect();
    let source = words.join(" ");
    let text = Text::new(&source).expect("a short text");
    assert_eq!(text.tokens().len(), words.len());
    let sentence = (!words.is_empty()).then(|| Sentence::new(&text, 0..words.len(), Reason::End));
    let found = gazetteer.find_overlapping(&text, sentence.as_slice());
    let place = |m: &Mention| {
        let tokens = text.tokens_in(m.span);
        let mut ids: Vec<String> =
            std::iter::once(&m.id).chain(&m.candidates).map(ToString::to_string).collect();
        ids.sort();
        (tokens.start, tokens.end, ids)
    };
    let found: Vec<_> = found.iter().map(place).collect();
    // A mention tells eight other ids at most.
    let told = |ids: &[String]| ids.len() <= 9;
    let wanted = reference(&words, &names);
    assert_eq!(found.len(), wanted.len(), "{source:?} with {names:?}: {found:?}, not {wanted:?}");
    for (found, wanted) in found.iter().zip(&wanted) {
        assert_eq!((found.0, found.1), (wanted.0, wanted.1), "{source:?} with {names:?}");
        assert!(!told(&wanted.2) || found.2 == wanted.2, "{source:?} with {names:?}");
    }
}

/// Every stretch of words that is a name of the list, and whose.
fn reference(words: &[&str], names: &[(Vec<&str>, CasePolicy)]) -> Vec<(usize, usize, Vec<String>)> {
    let mut found = Vec::new();
    for start in 0..words.len() {
        for end in start + 1..=words.len().min(start + LONGEST) {
            let here = &words[start..end];
            let is_meant = |(name, case): &(Vec<&str>, CasePolicy)| {
                name.len() == here.len()
                    && name.iter().zip(here).all(|(a, b)| {
                        plain(a) == plain(b) && (*case == CasePolicy::Any || shape(a) == shape(b))
                    })
            };
            let ids = names.iter().enumerate().filter(|(_, n)| is_meant(n)).map(|(i, _)| format!("e{i:02}"));
            let ids: Vec<String> = ids.collect();
            if !ids.is_empty() {
                found.push((start, end, ids));
            }
        }
    }
    found
}

fn plain(word: &str) -> String {
    word.to_lowercase().replace('é', "e")
}

/// Small, one capital, or all capitals; a single capital letter is all of them.
fn shape(word: &str) -> (bool, bool) {
    let mut chars = word.chars();
    let first = chars.next().is_some_and(char::is_uppercase);
    (first, first && chars.all(char::is_uppercase))
}

/// Lines are names until an empty one; the rest is the text, in which the names stand as well.
fn any_names(data: &[u8]) {
    let source = String::from_utf8_lossy(data);
    let (list, rest) = source.split_once("\n\n").unwrap_or((&source, ""));
    let policies = CasePolicy::ALL.iter().cycle();
    let entries = list.lines().take(40).zip(policies).enumerate().map(|(i, (name, case))| {
        let mut entry = Entry::new(i.to_string(), "OTHER", name);
        entry.case = *case;
        entry
    });
    let entries: Vec<Entry> = entries.collect();
    let Ok(gazetteer) = Gazetteer::new(entries.clone()) else { return };
    for entry in &entries {
        assert!(gazetteer.contains(&entry.name), "{:?} is not found", entry.name);
        assert!(gazetteer.lookup(&entry.name).contains(entry), "{:?} is not looked up", entry.name);
    }
    assert!(gazetteer.entries().eq(entries.iter().cloned()));
    for source in [list, rest] {
        mentions(&gazetteer, source);
    }
}

/// Reads a text with a list; panics unless the mentions are in order and inside it.
pub fn mentions(gazetteer: &Gazetteer, source: &str) {
    static SPLITTER: LazyLock<Splitter> =
        LazyLock::new(|| Splitter::new(Newlines::Auto, &[]).expect("no abbreviations"));

    let text = Text::new(source).expect("a short text");
    let sentences = SPLITTER.split(&text);
    let found = gazetteer.find(&text, &sentences);
    let mut end = 0;
    for mention in &found.mentions {
        assert!(mention.span.start() >= end, "{mention:?}");
        assert!(source.get(mention.span.range()).is_some_and(|words| !words.is_empty()), "{mention:?}");
        end = mention.span.end();
    }
    for alias in &found.aliases {
        assert!(source.get(alias.span.range()).is_some(), "{alias:?}");
    }
    for mention in gazetteer.find_overlapping(&text, &sentences) {
        assert!(source.get(mention.span.range()).is_some(), "{mention:?}");
    }
}
