//! Names that no list can hold, as regular expressions.

use std::ops::Range;

use regex::{Regex, RegexBuilder};

use crate::text::Text;

/// The most memory that one compiled pattern may take, in bytes.
const SIZE_LIMIT: usize = 1 << 20;
/// The longest pattern, in bytes.
const MAX_PATTERN: usize = 4_000;

/// The patterns of a gazetteer, each with the number of its entry.
#[derive(Debug, Default)]
pub(super) struct Patterns {
    patterns: Vec<(Regex, u32)>,
}

/// Compiles a pattern, or says what is wrong with it and where.
pub(super) fn compile(pattern: &str) -> Result<Regex, String> {
    if pattern.len() > MAX_PATTERN {
        return Err(format!("the pattern has {} bytes; the limit is {MAX_PATTERN}", pattern.len()));
    }
    let regex = RegexBuilder::new(pattern).size_limit(SIZE_LIMIT).build().map_err(|e| match e {
        regex::Error::CompiledTooBig(limit) => format!("the pattern compiles to more than {limit} bytes"),
        other => other.to_string(),
    })?;
    if regex.is_match("") {
        return Err(format!("the pattern {pattern:?} matches the empty text"));
    }
    Ok(regex)
}

impl Patterns {
    pub(super) fn push(&mut self, regex: Regex, entry: u32) {
        self.patterns.push((regex, entry));
    }

    /// Calls `found` with the tokens and the entry of each match that starts and ends where tokens do.
    /// A pattern that starts with certain characters costs a search for them, where they are missing.
    pub(super) fn each(&self, text: &Text<'_>, mut found: impl FnMut(Range<usize>, u32)) {
        let tokens = text.tokens();
        for (regex, entry) in &self.patterns {
            for hit in regex.find_iter(text.source()) {
                let first = tokens.partition_point(|t| (t.start() as usize) < hit.start());
                let last = first + tokens[first..].partition_point(|t| (t.end() as usize) <= hit.end());
                let is_whole = first < last
                    && tokens[first].start() as usize == hit.start()
                    && tokens[last - 1].end() as usize == hit.end();
                if is_whole {
                    found(first..last, *entry);
                }
            }
        }
    }
}
