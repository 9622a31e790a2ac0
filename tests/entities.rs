//! Entities in texts: the cases of `tests/cases/entities.txt`, and what holds for every text and every list.

use std::fmt::Write as _;

use reportedly::entities::{CasePolicy, Entry, Found, Gazetteer, Mention, Via};
use reportedly::sentences::{Newlines, Sentence, Splitter};
use reportedly::text::{Span, Text};

const CASES: &str = include_str!("cases/entities.txt");

fn read<'a>(text: &'a str, gazetteer: &Gazetteer) -> (Text<'a>, Found) {
    let text = Text::new(text).expect("short");
    let sentences = Splitter::new(Newlines::Auto, &[]).expect("no abbreviations").split(&text);
    let found = gazetteer.find(&text, &sentences);
    (text, found)
}

/// One case: the text without its marks, and the marks.
struct Case {
    line: usize,
    text: String,
    marks: Vec<(Span, String)>,
    aliases: Vec<String>,
}

fn parse(line: usize, marked: &str) -> Case {
    let marked = marked.replace('¶', "\n\n");
    let (mut text, mut marks, mut rest) = (String::new(), Vec::new(), marked.as_str());
    while let Some((before, after)) = rest.split_once('[') {
        text.push_str(before);
        let (words, after) = after.split_once("]{").expect("a mark is [words]{entity}");
        let (entity, after) = after.split_once('}').expect("a mark is [words]{entity}");
        let start = text.len() as u32;
        text.push_str(words);
        marks.push((Span::new(start, text.len() as u32), entity.to_owned()));
        rest = after;
    }
    text.push_str(rest);
    Case { line, text, marks, aliases: Vec::new() }
}

/// Whether a mention is what a mark says: id or name, and `, via` unless it is the name.
fn fits(mention: &Mention, mark: &str) -> bool {
    let (entity, via) = match mark.rsplit_once(", ") {
        Some((entity, via)) if via.parse::<Via>().is_ok() => (entity, via.parse().expect("a label")),
        _ => (mark, Via::Name),
    };
    mention.via == via && (*mention.id == *entity || *mention.name == *entity)
}

fn written(text: &str, marks: impl Iterator<Item = (Span, String)>) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for (span, entity) in marks {
        let range = span.range();
        write!(out, "{}[{}]{{{entity}}}", &text[at..range.start], &text[range.clone()]).expect("a string");
        at = range.end;
    }
    out + &text[at..]
}

/// Sections of the file: the gazetteer and the cases read with it.
fn sections() -> Vec<(Gazetteer, Vec<Case>)> {
    let mut sections: Vec<(Gazetteer, Vec<Case>)> = Vec::new();
    let mut list: Option<(bool, String)> = None;
    for (i, line) in CASES.lines().enumerate() {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        if let Some(title) = line.strip_prefix("== ") {
            match title {
                "built-in" => sections.push((Gazetteer::builtin(), Vec::new())),
                "list" | "list and built-in" => list = Some((title != "list", String::new())),
                other => panic!("line {}: no such section: {other}", i + 1),
            }
        } else if let Some((with_builtin, table)) = &mut list {
            if line == "--" {
                let own = Gazetteer::from_csv("cases", table).expect("a good list");
                let gazetteer =
                    if *with_builtin { own.union(&Gazetteer::builtin()).expect("small") } else { own };
                sections.push((gazetteer, Vec::new()));
                list = None;
            } else {
                writeln!(table, "{line}").expect("a string");
            }
        } else {
            let cases = &mut sections.last_mut().expect("a section first").1;
            match line.strip_prefix("> ") {
                Some(alias) => cases.last_mut().expect("a case first").aliases.push(alias.to_owned()),
                None => cases.push(parse(i + 1, line)),
            }
        }
    }
    sections
}

#[test]
fn cases_are_read_as_marked() {
    let (mut failures, mut count) = (String::new(), 0);
    for (gazetteer, cases) in sections() {
        for case in cases {
            count += 1;
            let (_, found) = read(&case.text, &gazetteer);
            let aliases: Vec<String> =
                found.aliases.iter().map(|a| format!("{} = {}", a.name, a.stands_for)).collect();
            let is_right = found.mentions.len() == case.marks.len()
                && found
                    .mentions
                    .iter()
                    .zip(&case.marks)
                    .all(|(m, (span, mark))| m.span == *span && fits(m, mark))
                && aliases == case.aliases;
            if !is_right {
                let marks = found.mentions.iter().map(|m| {
                    let via = if m.via == Via::Name { String::new() } else { format!(", {}", m.via) };
                    (m.span, format!("{}{via}", m.id))
                });
                let (line, wanted) = (case.line, written(&case.text, case.marks.iter().cloned()));
                writeln!(failures, "line {line}\n  wanted {wanted} {:?}", case.aliases).expect("a string");
                writeln!(failures, "  found  {} {aliases:?}", written(&case.text, marks)).expect("a string");
            }
        }
    }
    assert!(failures.is_empty(), "{failures}");
    assert!(count >= 120, "{count} cases");
}

#[test]
fn an_entity_is_found_wherever_the_list_is_written_differently() {
    let mut entry = Entry::new("x", "ORG", "Côte Workers' Union-Front");
    entry.case = CasePolicy::Any;
    let gazetteer = Gazetteer::new([entry]).expect("a good list");
    for text in ["Cote Workers Union Front", "CÔTE WORKERS’ UNION–FRONT", "côte workers' union‑front"]
    {
        let (_, found) = read(text, &gazetteer);
        assert_eq!(found.mentions.len(), 1, "{text}");
        assert_eq!(found.mentions[0].span.len() as usize, text.len(), "{text}");
    }
}

#[test]
fn overlapping_names_are_all_given() {
    let list = ["Ana", "Ana Ruiz", "Ruiz"].map(|name| Entry::new(name, "PERSON", name));
    let gazetteer = Gazetteer::new(list).expect("a good list");
    let text = Text::new("Then Ana Ruiz spoke.").expect("short");
    let sentences = Splitter::new(Newlines::Auto, &[]).expect("no abbreviations").split(&text);
    let ids: Vec<String> =
        gazetteer.find_overlapping(&text, &sentences).iter().map(|m| m.id.to_string()).collect();
    assert_eq!(ids, ["Ana", "Ana Ruiz", "Ruiz"]);
}

#[test]
fn a_shared_name_tells_the_other_candidates() {
    let mut first = Entry::new("a", "ORG", "Harbour Board");
    first.prior = 0.2;
    let second = Entry::new("b", "ORG", "Harbour Board");
    for list in [[first.clone(), second.clone()], [second, first]] {
        let gazetteer = Gazetteer::new(list).expect("a good list");
        let (_, found) = read("The Harbour Board met.", &gazetteer);
        assert_eq!(&*found.mentions[0].id, "b");
        assert_eq!(found.mentions[0].candidates, ["a".into()]);
    }
}

#[test]
fn names_end_where_sentences_do() {
    let gazetteer = Gazetteer::new([Entry::new("x", "GPE", "New Harbour")]).expect("a good list");
    let text = Text::new("It is New Harbour").expect("short");
    let whole = [Sentence::new(&text, 0..4, reportedly::sentences::Reason::End)];
    let halves = [
        Sentence::new(&text, 0..3, reportedly::sentences::Reason::Line),
        Sentence::new(&text, 3..4, reportedly::sentences::Reason::End),
    ];
    assert_eq!(gazetteer.find(&text, &whole).mentions.len(), 1);
    assert_eq!(gazetteer.find(&text, &halves).mentions.len(), 0);
}

mod properties {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    /// Words of few letters, so that names are met often.
    fn word() -> impl Strategy<Value = String> {
        prop::sample::select(vec!["ba", "Ba", "BA", "do", "Do", "É", "x", "Ki", "ki"]).prop_map(str::to_owned)
    }

    fn phrase(most: usize) -> impl Strategy<Value = String> {
        prop::collection::vec(word(), 1..=most).prop_map(|words| words.join(" "))
    }

    fn entries() -> impl Strategy<Value = Vec<Entry>> {
        prop::collection::vec((phrase(3), 0_usize..2), 1..12).prop_map(|names| {
            let policies = [CasePolicy::Any, CasePolicy::Exact];
            names
                .into_iter()
                .enumerate()
                .map(|(i, (name, policy))| {
                    let mut entry = Entry::new(format!("e{i:02}"), "OTHER", name);
                    entry.case = policies[policy];
                    entry
                })
                .collect()
        })
    }

    fn case_of(word: &str) -> u8 {
        let mut chars = word.chars();
        let first = chars.next().is_some_and(char::is_uppercase);
        let rest = word.chars().skip(1).any(char::is_uppercase);
        u8::from(first) + u8::from(rest || first && word.chars().count() == 1)
    }

    /// What the matcher has to find, told with strings alone: the longest allowed name at each word, from the left.
    fn reference(words: &[&str], entries: &[Entry]) -> Vec<(usize, usize, Vec<String>)> {
        let mut names: BTreeMap<Vec<String>, Vec<&Entry>> = BTreeMap::new();
        for entry in entries {
            names.entry(entry.name.split(' ').map(str::to_lowercase).collect()).or_default().push(entry);
        }
        let (mut found, mut at) = (Vec::new(), 0);
        while at < words.len() {
            let best = (1..=3.min(words.len() - at)).rev().find_map(|len| {
                let here = &words[at..at + len];
                let key: Vec<String> = here.iter().map(|w| w.to_lowercase()).collect();
                let allowed: Vec<String> = names
                    .get(&key)?
                    .iter()
                    .filter(|e| {
                        e.case == CasePolicy::Any
                            || e.name.split(' ').zip(here).all(|(a, b)| case_of(a) == case_of(b))
                    })
                    .map(|e| e.id.clone())
                    .collect();
                (!allowed.is_empty()).then_some((at, at + len, allowed))
            });
            at = best.as_ref().map_or(at + 1, |b| b.1);
            found.extend(best);
        }
        found
    }

    proptest! {
        #[test]
        fn hits_are_those_of_a_naive_reader(entries in entries(), text in phrase(14)) {
            let gazetteer = Gazetteer::new(entries.clone()).expect("a good list");
            let read_text = Text::new(&text).expect("short");
            let sentence = Sentence::new(&read_text, 0..read_text.tokens().len(), reportedly::sentences::Reason::End);
            let found = gazetteer.find(&read_text, &[sentence]);
            let words: Vec<&str> = text.split(' ').collect();
            let wanted = reference(&words, &entries);
            let got: Vec<(usize, usize, Vec<String>)> = found
                .mentions
                .iter()
                .map(|m| {
                    let tokens = read_text.tokens_in(m.span);
                    let mut ids: Vec<String> =
                        std::iter::once(&m.id).chain(&m.candidates).map(ToString::to_string).collect();
                    ids.sort();
                    (tokens.start, tokens.end, ids)
                })
                .collect();
            // Candidates beyond the eighth are not told.
            let wanted: Vec<_> = wanted.into_iter().filter(|w| w.2.len() <= 9).collect();
            let got: Vec<_> = got.into_iter().filter(|g| g.2.len() <= 9).collect();
            prop_assert_eq!(got, wanted);
        }

        #[test]
        fn the_order_of_a_list_makes_no_difference(entries in entries(), text in phrase(14)) {
            let (_, found) = read(&text, &Gazetteer::new(entries.clone()).expect("a good list"));
            let (_, turned) = read(&text, &Gazetteer::new(entries.into_iter().rev()).expect("a good list"));
            prop_assert_eq!(found, turned);
        }

        #[test]
        fn any_text_has_mentions_in_order_inside_it(
            text in "([A-Z]{0,4}[a-z]{0,5}|Turkey|US|U\\.S\\.|Georgia|, |\\(|\\)| |\\n|-|'s|\\.|“|or |İ|é|\u{301}|St\\. Louis){0,40}"
        ) {
            let (_, found) = read(&text, &Gazetteer::builtin());
            let mut end = 0;
            for mention in &found.mentions {
                prop_assert!(mention.span.start() >= end);
                prop_assert!(text.get(mention.span.range()).is_some_and(|words| !words.is_empty()));
                prop_assert!(!mention.id.is_empty() && !mention.candidates.contains(&mention.id));
                end = mention.span.end();
            }
            for alias in &found.aliases {
                prop_assert!(text.get(alias.span.range()).is_some());
            }
        }
    }
}
