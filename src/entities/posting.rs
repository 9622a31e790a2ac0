//! One name of one entity, as the index holds it, in eight bytes.

use super::{CasePolicy, Via};
use crate::text::{Case, Token};

/// How many words of a name are compared for their case.
const WORDS: usize = 8;

/// From the lowest bit: entry (32), two bits for the case of each of the first eight words (16), by what it was found
/// (3), policy (2), flags.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Posting(pub u64);

/// The last of the postings of one form.
const LAST: u64 = 1 << 53;
/// The determiner has to stand before it.
pub(super) const NEEDS_THE: u64 = 1 << 54;
/// One word, and a common one when it is written small.
pub(super) const COMMON: u64 = 1 << 55;
/// One word, and a person's first name as well.
pub(super) const FIRST_NAME: u64 = 1 << 56;
/// The first word may be written small.
pub(super) const SMALL_FIRST: u64 = 1 << 57;

/// What a word has to look like; for [`CasePolicy::Exact`] these are the cases themselves.
const FREE: u64 = 0;
const CAPITAL: u64 = 1;
const UPPER: u64 = 2;

impl Posting {
    /// `words` are the tokens of the form; `is_common` tells whether a word is a common one, `is_particle` whether it may
    /// be small or not in names: "al-Hayat", "Al-Hayat".
    pub(super) fn new(
        entry: u32,
        via: Via,
        policy: CasePolicy,
        words: &[Token],
        is_common: impl Fn(u64) -> bool,
        is_particle: impl Fn(u64) -> bool,
    ) -> Self {
        let only = words.len() == 1;
        let mut cases = 0;
        for (i, word) in words.iter().take(WORDS).enumerate() {
            let need = match policy {
                CasePolicy::Any => FREE,
                CasePolicy::Exact => case_bits(word),
                CasePolicy::Initial if !word.is_capitalised() || !only && is_particle(word.hash) => FREE,
                // "WHO" is not "Who", but "NATO" may be "Nato".
                CasePolicy::Initial
                    if only
                        && word.case() == Case::Upper
                        && (word.span().len() <= 3 || is_common(word.hash)) =>
                {
                    UPPER
                }
                CasePolicy::Initial => CAPITAL,
            };
            cases |= need << (2 * i);
        }
        let small = match policy {
            CasePolicy::Exact => words.first().is_some_and(|w| !w.is_capitalised()),
            _ => cases & 3 == FREE,
        };
        let mut bits = u64::from(entry) | cases << 32 | (via as u64) << 48 | (policy as u64) << 51;
        if small {
            bits |= SMALL_FIRST;
        }
        if only && policy == CasePolicy::Initial && cases == CAPITAL && is_common(words[0].hash) {
            bits |= COMMON;
        }
        Self(bits)
    }

    #[inline]
    pub(super) fn entry(self) -> u32 {
        self.0 as u32
    }

    pub(super) fn via(self) -> Via {
        Via::ALL.get((self.0 >> 48 & 7) as usize).copied().unwrap_or(Via::Name)
    }

    pub(super) fn has(self, flag: u64) -> bool {
        self.0 & flag != 0
    }

    pub(super) fn with(self, flag: u64) -> Self {
        Self(self.0 | flag)
    }

    #[inline]
    pub(super) fn is_last(self) -> bool {
        self.has(LAST)
    }

    pub(super) fn last(self) -> Self {
        self.with(LAST)
    }

    fn policy(self) -> u64 {
        self.0 >> 51 & 3
    }

    /// Whether the policy allows these words of a text.
    pub(super) fn allows<'t>(self, words: impl Iterator<Item = &'t Token>) -> bool {
        let policy = self.policy();
        if policy == CasePolicy::Any as u64 {
            return true;
        }
        let mut cases = self.0 >> 32 & 0xFFFF;
        for word in words.take(WORDS) {
            let need = cases & 3;
            let is_right = if policy == CasePolicy::Exact as u64 {
                case_bits(word) == need
            } else {
                match need {
                    FREE => true,
                    CAPITAL => word.is_capitalised(),
                    _ => word.case() == Case::Upper,
                }
            };
            if !is_right {
                return false;
            }
            cases >>= 2;
        }
        true
    }
}

fn case_bits(word: &Token) -> u64 {
    match word.case() {
        Case::Lower => 0,
        Case::Initial => 1,
        Case::Upper => 2,
        Case::Mixed => 3,
    }
}
