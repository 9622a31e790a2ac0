//! Broken copies of good bytes, the same ones in every run.

/// A generator of mutants.
#[derive(Debug)]
pub struct Mutator {
    state: u64,
}

impl Mutator {
    /// A generator; the same seed gives the same mutants.
    pub fn new(seed: u64) -> Self {
        Self { state: seed | 1 }
    }

    /// A number below `limit` (xorshift, Marsaglia 2003); 0 for 0.
    pub fn below(&mut self, limit: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        (self.state >> 16) as usize % limit.max(1)
    }

    /// A copy of one of `all` with one to eight things changed: bits and bytes, numbers, what is left out, doubled, cut off
    /// or put in from another.
    ///
    /// # Panics
    /// If there is none.
    pub fn mutant(&mut self, all: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = all[self.below(all.len())].clone();
        for _ in 0..=self.below(8) {
            let at = self.below(bytes.len());
            let end = at + self.below((bytes.len() - at).min(64));
            match self.below(8) {
                0 if !bytes.is_empty() => bytes[at] ^= 1 << self.below(8),
                1 if !bytes.is_empty() => bytes[at] = [0, 0xFF, 0x7F, b'"', b'\n', b'{'][self.below(6)],
                2 if at + 4 <= bytes.len() => {
                    let number = [0, u32::MAX, 1 << 31, bytes.len() as u32, 1][self.below(5)];
                    bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
                }
                3 => drop(bytes.drain(at..end)),
                4 => bytes.extend_from_within(at..end),
                5 => bytes.truncate(at),
                6 => {
                    let other = &all[self.below(all.len())];
                    let from = self.below(other.len());
                    let to = from + self.below((other.len() - from).min(64));
                    bytes.splice(at..at, other[from..to].iter().copied());
                }
                _ => bytes.insert(at, self.below(256) as u8),
            }
        }
        bytes
    }
}
