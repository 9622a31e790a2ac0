//! Sixty-four bytes classified in one go, a bit a byte.
#![allow(unsafe_code, reason = "the widest instructions of the processor")]

use lane::Lane;

use crate::text::token::SPACE;

/// What 64 bytes are, as sets of bits; the lowest bit stands for the first byte.
pub(super) struct Window {
    /// ASCII letters and digits.
    words: u64,
    /// Capital ASCII letters.
    upper: u64,
    /// Small ASCII letters.
    lower: u64,
    /// The space, and no other white space.
    spaces: u64,
    /// What, behind a word, may belong to it.
    joins: u64,
}

impl Window {
    pub(super) const LEN: usize = 64;
    /// Longer words are none of its business.
    pub(super) const LONGEST_WORD: usize = 15;

    #[inline]
    pub(super) fn new(bytes: &[u8; Self::LEN]) -> Self {
        #[cfg(target_arch = "x86_64")]
        // SAFETY: every x86-64 has SSE2.
        // Worth it: a quarter less time for a text than with words of eight bytes (below).
        return unsafe { Self::classify(bytes) };
        #[cfg(not(target_arch = "x86_64"))]
        Self::classify(bytes)
    }

    #[inline]
    #[cfg_attr(target_arch = "x86_64", target_feature(enable = "sse2"))]
    fn classify(bytes: &[u8; Self::LEN]) -> Self {
        let (mut upper, mut lower, mut digits, mut spaces) = (0, 0, 0, 0);
        let (mut high, mut joiners, mut points) = (0, 0, 0);
        for (i, bytes) in bytes.as_chunks().0.iter().enumerate() {
            let lane = Lane::new(bytes);
            let at = i * Lane::LEN;
            upper |= lane.between(b'A', b'Z').bits() << at;
            lower |= lane.between(b'a', b'z').bits() << at;
            digits |= lane.between(b'0', b'9').bits() << at;
            spaces |= lane.equal(b' ').bits() << at;
            high |= lane.bits() << at;
            let [a, b, c, d] = [b'\'', b'@', b'_', b'/'].map(|byte| lane.equal(byte));
            joiners |= a.or(b).or(c).or(d).bits() << at;
            // With this bit, a comma is a full stop.
            points |= lane.with(b',' ^ b'.').equal(b'.').or(lane.equal(b':')).bits() << at;
        }
        let words = upper | lower | digits;
        // Nothing is known of the byte behind the last.
        let next = (words | high | joiners) >> 1 | 1 << (Self::LEN - 1);
        Self { words, upper, lower, spaces, joins: joiners | high | points & next }
    }

    /// The length of the ASCII word that starts at byte `at`; 0 if none does.
    #[inline]
    pub(super) const fn word_len(&self, at: usize) -> usize {
        // The highest bit is set for the sake of the compiler: no word is so long.
        (!(self.words >> at) | 1 << 63).trailing_zeros() as usize
    }

    /// The capitals and the small letters among the `len` bytes from `at` on, the first at the lowest bit.
    #[inline]
    pub(super) const fn letters(&self, at: usize, len: usize) -> (u64, u64) {
        let own = (1 << len) - 1;
        (self.upper >> at & own, self.lower >> at & own)
    }

    /// Whether what stands at `at`, behind a word, may belong to it.
    #[inline]
    pub(super) const fn joins_at(&self, at: usize) -> bool {
        self.joins >> at & 1 != 0
    }

    /// Where to go on behind a token that ends at `at`, past the one space behind most, and the flags of the next.
    #[inline]
    pub(super) const fn after(&self, at: usize) -> (usize, u8) {
        let space = self.spaces >> at & 1;
        (at + space as usize, space as u8 * SPACE)
    }
}

/// Some bytes side by side, and answers about them: the high bit of each byte that is one.
#[cfg(target_arch = "x86_64")]
mod lane {
    use std::arch::x86_64::{
        __m128i, _mm_cmpeq_epi8, _mm_cmplt_epi8, _mm_movemask_epi8, _mm_or_si128, _mm_set_epi64x,
        _mm_set1_epi8, _mm_sub_epi8,
    };

    #[derive(Clone, Copy)]
    pub(super) struct Lane(__m128i);

    impl Lane {
        pub(super) const LEN: usize = 16;

        #[inline]
        #[target_feature(enable = "sse2")]
        pub(super) fn new(bytes: &[u8; Self::LEN]) -> Self {
            let bytes = u128::from_le_bytes(*bytes);
            Self(_mm_set_epi64x((bytes >> 64) as i64, bytes as i64))
        }

        #[inline]
        #[target_feature(enable = "sse2")]
        pub(super) fn bits(self) -> u64 {
            _mm_movemask_epi8(self.0) as u64 & 0xFFFF
        }

        #[inline]
        #[target_feature(enable = "sse2")]
        pub(super) fn equal(self, byte: u8) -> Self {
            Self(_mm_cmpeq_epi8(self.0, _mm_set1_epi8(byte as i8)))
        }

        #[inline]
        #[target_feature(enable = "sse2")]
        pub(super) fn between(self, first: u8, last: u8) -> Self {
            // Comparison is of signed bytes.
            let moved = _mm_sub_epi8(self.0, _mm_set1_epi8(first.wrapping_add(0x80) as i8));
            let len = last - first + 1;
            Self(_mm_cmplt_epi8(moved, _mm_set1_epi8(len.wrapping_add(0x80) as i8)))
        }

        #[inline]
        #[target_feature(enable = "sse2")]
        pub(super) fn with(self, bits: u8) -> Self {
            Self(_mm_or_si128(self.0, _mm_set1_epi8(bits as i8)))
        }

        #[inline]
        #[target_feature(enable = "sse2")]
        pub(super) fn or(self, other: Self) -> Self {
            Self(_mm_or_si128(self.0, other.0))
        }
    }
}

/// The same with words of eight bytes.
#[cfg(not(target_arch = "x86_64"))]
mod lane {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * ONES;

    #[derive(Clone, Copy)]
    pub(super) struct Lane(u64);

    impl Lane {
        pub(super) const LEN: usize = 8;

        #[inline]
        pub(super) fn new(bytes: &[u8; Self::LEN]) -> Self {
            Self(u64::from_le_bytes(*bytes))
        }

        #[inline]
        pub(super) fn bits(self) -> u64 {
            // Each factor's bit moves one byte's high bit to its place in the highest byte.
            ((self.0 & HIGH) >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
        }

        #[inline]
        pub(super) fn equal(self, byte: u8) -> Self {
            self.between(byte, byte)
        }

        #[inline]
        pub(super) fn between(self, first: u8, last: u8) -> Self {
            let low = self.0 & !HIGH;
            let from = low + (0x80 - u64::from(first)) * ONES;
            let beyond = low + (0x7F - u64::from(last)) * ONES;
            Self(from & !beyond & !self.0 & HIGH)
        }

        #[inline]
        pub(super) fn with(self, bits: u8) -> Self {
            Self(self.0 | u64::from(bits) * ONES)
        }

        #[inline]
        pub(super) fn or(self, other: Self) -> Self {
            Self(self.0 | other.0)
        }
    }
}
