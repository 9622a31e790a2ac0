//! Lists of entities as tables and as JSON lines.

use std::io::Read;

use csv::{ReaderBuilder, StringRecord};
use serde_json::{Map, Value};

use super::CasePolicy;
use super::compile::Builder;
use super::entry::{Entry, Fault, Field};
use super::gazetteer::{Gazetteer, told};
use crate::error::{Error, Place};

/// The label of entities of which nobody says what they are.
pub(super) const NO_LABEL: &str = "ENTITY";

/// What a column holds.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Column {
    Known(Field),
    Attribute(String),
}

fn column(header: &str) -> Column {
    Column::Known(match header.trim().to_lowercase().as_str() {
        "id" => Field::Id,
        "name" => Field::Name,
        "label" | "type" => Field::Label,
        "alias" | "aliases" => Field::Aliases,
        "demonym" | "demonyms" => Field::Demonyms,
        "case" => Field::Case,
        "prior" => Field::Prior,
        "pattern" => Field::Pattern,
        _ => return Column::Attribute(header.trim().to_owned()),
    })
}

/// Sets a field from what a cell or a JSON string says.
fn set(entry: &mut Entry, field: Field, value: &str) -> Result<(), Fault> {
    let list = || value.split('|').map(|s| s.trim().to_owned()).collect::<Vec<_>>();
    match field {
        Field::Id => value.clone_into(&mut entry.id),
        Field::Name => value.clone_into(&mut entry.name),
        Field::Label => value.clone_into(&mut entry.label),
        Field::Aliases => entry.aliases = list(),
        Field::Demonyms => entry.demonyms = list(),
        Field::Case => {
            entry.case = value.to_lowercase().parse().map_err(|e: Error| Fault::new(field, e.to_string()))?;
        }
        Field::Prior => {
            entry.prior = value
                .parse()
                .map_err(|_| Fault::new(field, format!("expected a number from 0 up, found {value:?}")))?;
        }
        Field::Pattern => entry.pattern = Some(value.to_owned()),
    }
    Ok(())
}

/// Fills in what the list left out.
fn complete(entry: &mut Entry) {
    if entry.id.is_empty() {
        entry.id.clone_from(&entry.name);
    }
}

/// Takes all from an entry but the room that its strings have: the next row is likely to need it.
fn clear(entry: &mut Entry) {
    let Entry { id, label, name, aliases, demonyms, case, prior, pattern, attributes: _ } = entry;
    id.clear();
    NO_LABEL.clone_into(label);
    name.clear();
    aliases.clear();
    demonyms.clear();
    (*case, *prior, *pattern) = (CasePolicy::default(), 1.0, None);
}

/// What the header has most of, of comma, tab and semicolon.
fn delimiter(content: &str) -> u8 {
    let header = content.lines().next().unwrap_or("");
    let mut counts = [(b',', 0), (b'\t', 0), (b';', 0)];
    let mut is_quoted = false;
    for byte in header.bytes() {
        is_quoted ^= byte == b'"';
        for (delimiter, count) in &mut counts {
            *count += usize::from(!is_quoted && byte == *delimiter);
        }
    }
    counts.iter().rev().max_by_key(|(_, count)| count).map_or(b',', |&(delimiter, _)| delimiter)
}

/// Stands behind a table while it is read: a quotation that nobody closes swallows it.
const BEHIND: &[u8] = b"\n\0\n";

pub(super) fn csv(file: &str, content: &str) -> Result<Gazetteer, Error> {
    let content = content.strip_prefix('\u{FEFF}').unwrap_or(content);
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter(content))
        .flexible(true)
        .has_headers(false)
        .from_reader(content.as_bytes().chain(BEHIND));
    let mut record = StringRecord::new();
    let mut columns: Vec<Column> = Vec::new();
    let mut builder = Builder::default();
    let mut lines = Vec::new();
    let mut entry = Entry::new("", NO_LABEL, "");
    loop {
        let line = reader.position().line() as usize;
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(e) => return Err(Error::gazetteer(&Place { file, line, column: 1 }, e)),
        }
        // The reader passes over empty lines, but counts from before them.
        let rest =
            record.position().and_then(|p| content.as_bytes().get(p.byte() as usize..)).unwrap_or_default();
        let empty = rest.iter().take_while(|b| matches!(b, b'\n' | b'\r')).count();
        let line = line + memchr::memchr_iter(b'\n', &rest[..empty]).count();
        if empty == rest.len() {
            break;
        }
        if reader.position().byte() as usize > content.len() + 1 {
            let before = record.iter().take(record.len() - 1);
            let line = line + before.map(|cell| cell.matches('\n').count()).sum::<usize>();
            let place = Place { file, line, column: record.len() };
            return Err(Error::gazetteer(
                &place,
                "expected a closing quotation mark, found the end of the file",
            ));
        }
        if columns.is_empty() {
            columns = headers(file, line, &record)?;
            continue;
        }
        if record.len() != columns.len() {
            let place = Place { file, line, column: record.len().min(columns.len()) + 1 };
            return Err(Error::gazetteer(
                &place,
                format_args!("expected {} columns as in the header, found {}", columns.len(), record.len()),
            ));
        }
        read_row(file, line, &columns, &record, &mut entry, &lines)?;
        builder.add(&entry).map_err(|fault| row_error(file, line, &columns, fault, &lines))?;
        lines.push(line);
    }
    if columns.is_empty() {
        let place = Place { file, line: 1, column: 1 };
        return Err(Error::gazetteer(
            &place,
            "expected a line of headers with a column \"name\", found nothing",
        ));
    }
    Gazetteer::from_image(builder.finish()?)
}

fn headers(file: &str, line: usize, record: &StringRecord) -> Result<Vec<Column>, Error> {
    let columns: Vec<Column> = record.iter().map(column).collect();
    for (i, column) in columns.iter().enumerate() {
        let place = Place { file, line, column: i + 1 };
        let header = record.get(i).unwrap_or("").trim();
        if header.is_empty() {
            return Err(Error::gazetteer(&place, "expected the header of a column, found nothing"));
        }
        if columns[..i].contains(column) {
            return Err(Error::gazetteer(&place, format_args!("the column {header:?} stands twice")));
        }
    }
    if !columns.contains(&Column::Known(Field::Name)) {
        let found: Vec<&str> = record.iter().map(str::trim).collect();
        return Err(Error::gazetteer(
            &Place { file, line, column: 1 },
            format_args!("expected a column \"name\", found {}", found.join(", ")),
        ));
    }
    Ok(columns)
}

/// Puts a row of a table into `entry`, in place of what it held.
fn read_row(
    file: &str,
    line: usize,
    columns: &[Column],
    record: &StringRecord,
    entry: &mut Entry,
    lines: &[usize],
) -> Result<(), Error> {
    clear(entry);
    for (column, cell) in columns.iter().zip(record) {
        let cell = cell.trim();
        match column {
            Column::Known(_) if cell.is_empty() => {}
            Column::Known(field) => {
                set(entry, *field, cell).map_err(|fault| row_error(file, line, columns, fault, lines))?;
            }
            Column::Attribute(key) if cell.is_empty() => _ = entry.attributes.remove(key),
            Column::Attribute(key) => match entry.attributes.get_mut(key) {
                Some(value) => cell.clone_into(value),
                None => _ = entry.attributes.insert(key.clone(), cell.to_owned()),
            },
        }
    }
    if entry.name.is_empty() {
        let fault = Fault::new(Field::Name, "expected a name, found nothing");
        return Err(row_error(file, line, columns, fault, lines));
    }
    complete(entry);
    Ok(())
}

/// What is wrong with a row of a table, and where.
fn row_error(file: &str, line: usize, columns: &[Column], fault: Fault, lines: &[usize]) -> Error {
    let known = |column: &Column| *column == Column::Known(fault.field);
    let place = Place { file, line, column: columns.iter().position(known).map_or(1, |i| i + 1) };
    told(&place, fault, |first| lines.get(first).copied().unwrap_or(0))
}

pub(super) fn jsonl(file: &str, content: &str) -> Result<Gazetteer, Error> {
    let content = content.strip_prefix('\u{FEFF}').unwrap_or(content);
    let mut rows = Rows::new(file);
    for (i, line) in content.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let object: Map<String, Value> = serde_json::from_str(line).map_err(|e| {
            let what = e.to_string();
            let what = what.split(" at line ").next().unwrap_or_default();
            let place = Place { file, line: i + 1, column: e.column().max(1) };
            Error::gazetteer(&place, format_args!("expected a JSON object: {what}"))
        })?;
        // An object knows no places: point at the key.
        let column_of = |key: &str| line.find(&format!("\"{key}\"")).map(|b| line[..b].chars().count());
        rows.add(i + 1, object.into_iter().collect(), |key, _| column_of(key).unwrap_or(0))?;
    }
    rows.finish()
}

pub(super) fn rows(
    file: &str,
    given: impl IntoIterator<Item = Vec<(String, Value)>>,
) -> Result<Gazetteer, Error> {
    let mut rows = Rows::new(file);
    for (i, row) in given.into_iter().enumerate() {
        rows.add(i + 1, row, |_, number| number)?;
    }
    rows.finish()
}

/// Entries that come as keys with values.
struct Rows<'f> {
    file: &'f str,
    builder: Builder,
    lines: Vec<usize>,
}

impl<'f> Rows<'f> {
    fn new(file: &'f str) -> Self {
        Self { file, builder: Builder::default(), lines: Vec::new() }
    }

    /// Adds one. `column_of` says, from 0, where a key stands that is number so-and-so of its row.
    fn add(
        &mut self,
        line: usize,
        row: Vec<(String, Value)>,
        column_of: impl Fn(&str, usize) -> usize,
    ) -> Result<(), Error> {
        let Self { file, builder, lines } = self;
        let mut entry = Entry::new("", NO_LABEL, "");
        let mut places = Vec::with_capacity(row.len());
        for (number, (key, value)) in row.into_iter().enumerate() {
            let column = column(&key);
            let place = Place { file, line, column: column_of(&key, number) + 1 };
            set_json(&mut entry, &key, &column, value)
                .map_err(|fault| Error::gazetteer(&place, fault.message))?;
            if let Column::Known(field) = column {
                places.push((field, place.column));
            }
        }
        let place = |field: Field| {
            let found = places.iter().find(|(known, _)| *known == field);
            Place { file, line, column: found.map_or(1, |(_, column)| *column) }
        };
        if entry.name.is_empty() {
            return Err(Error::gazetteer(&place(Field::Name), "expected a \"name\", found nothing"));
        }
        complete(&mut entry);
        builder.add(&entry).map_err(|fault| {
            told(&place(fault.field), fault, |first| lines.get(first).copied().unwrap_or(0))
        })?;
        lines.push(line);
        Ok(())
    }

    fn finish(self) -> Result<Gazetteer, Error> {
        Gazetteer::from_image(self.builder.finish()?)
    }
}

fn set_json(entry: &mut Entry, key: &str, column: &Column, value: Value) -> Result<(), Fault> {
    let is_empty = value.is_null() || value.as_str().is_some_and(|s| s.trim().is_empty());
    match (column, value) {
        _ if is_empty => Ok(()),
        (&Column::Known(field), Value::String(text)) => set(entry, field, text.trim()),
        (&Column::Known(field @ (Field::Id | Field::Prior)), Value::Number(n)) => {
            set(entry, field, &n.to_string())
        }
        (&Column::Known(field @ (Field::Aliases | Field::Demonyms)), Value::Array(items)) => {
            let strings = items
                .into_iter()
                .map(|item| match item {
                    Value::String(s) => Ok(s.trim().to_owned()),
                    other => Err(Fault::new(field, format!("expected strings in {key:?}, found {other}"))),
                })
                .collect::<Result<Vec<_>, _>>()?;
            if field == Field::Aliases {
                entry.aliases = strings;
            } else {
                entry.demonyms = strings;
            }
            Ok(())
        }
        (&Column::Known(field), other) => {
            Err(Fault::new(field, format!("expected a string for {key:?}, found {other}")))
        }
        (Column::Attribute(key), value) => {
            let text = if let Value::String(text) = value { text } else { value.to_string() };
            entry.attributes.insert(key.clone(), text);
            Ok(())
        }
    }
}
