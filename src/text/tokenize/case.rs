//! The code behind [`crate::text::Case`].

pub(super) fn case_of_ascii(word: &[u8]) -> u8 {
    let mut letters = word.iter().filter(|b| b.is_ascii_alphabetic());
    let first = *letters.next().unwrap_or(&0);
    let (mut upper, mut lower) = (false, false);
    for b in letters {
        upper |= b.is_ascii_uppercase();
        lower |= b.is_ascii_lowercase();
    }
    case_code(first.is_ascii_uppercase(), first.is_ascii_lowercase(), upper, lower)
}

pub(super) fn case_of(word: &str) -> u8 {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else { return 0 };
    let (mut upper, mut lower) = (false, false);
    for c in letters {
        upper |= c.is_uppercase();
        lower |= c.is_lowercase();
    }
    case_code(first.is_uppercase(), first.is_lowercase(), upper, lower)
}

/// The code behind [`crate::text::Case`], from the bits of the capitals and the small letters.
#[inline]
pub(super) const fn case_of_bits(upper: u64, lower: u64) -> u8 {
    /// The codes by four answers: first a capital, later ones too; first small, later ones too.
    const CODES: [u8; 16] = {
        let mut codes = [0; 16];
        let mut i = 0;
        while i < 16 {
            codes[i] = case_code(i & 1 != 0, i & 4 != 0, i & 2 != 0, i & 8 != 0);
            i += 1;
        }
        codes
    };
    let index = (upper & 1) | ((upper > 1) as u64) << 1 | (lower & 1) << 2 | ((lower > 1) as u64) << 3;
    CODES[index as usize]
}

/// The code behind [`crate::text::Case`], from whether the first letter and the later ones are capitals or small.
#[inline]
pub(super) const fn case_code(
    first_upper: bool,
    first_lower: bool,
    rest_upper: bool,
    rest_lower: bool,
) -> u8 {
    match (first_upper, rest_upper) {
        (false, false) => 0,
        (true, false) => 1 + (!rest_lower as u8),
        (true, true) if !rest_lower => 2,
        (true, true) => 4,
        // "3D", "10MW": what starts with a digit counts as written by its letters.
        (false, true) if !first_lower && !rest_lower => 2,
        (false, true) => 3,
    }
}
