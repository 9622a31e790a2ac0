use super::Span;

/// How many bytes lie between two marks of an [`Offsets`] table.
const STEP: usize = 128;

/// Translates byte offsets into code points and back.
///
/// Free for ASCII text: nothing is stored, and each offset is its own translation. Otherwise one count is kept
/// every 128 bytes, so that a look-up reads one entry and counts at most 128 bytes.
///
/// ```
/// use reportedly::text::{Offsets, Span};
/// let text = "Erdoğan’s plan";
/// let offsets = Offsets::new(text);
/// assert_eq!(offsets.to_chars(text, text.find("plan").unwrap() as u32), 10);
/// assert_eq!(offsets.to_bytes(text, 10), text.find("plan").map(|b| b as u32));
/// assert_eq!(offsets.chars(text, Span::new(0, 8)), Span::new(0, 7));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Offsets {
    /// Code points before byte `STEP * i`; empty for ASCII.
    marks: Box<[u32]>,
}

impl Offsets {
    /// Reads the text once.
    pub fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self::default();
        }
        let mut marks = Vec::with_capacity(text.len() / STEP + 1);
        let mut count = 0;
        for block in text.as_bytes().chunks(STEP) {
            marks.push(count);
            count += leading_bytes(block);
        }
        Self { marks: marks.into_boxed_slice() }
    }

    /// Code points before byte `offset` of `text`, the text this table was made from.
    #[inline]
    pub fn to_chars(&self, text: &str, offset: u32) -> u32 {
        if self.marks.is_empty() {
            return offset;
        }
        let offset = offset as usize;
        let block = (offset / STEP).min(self.marks.len() - 1);
        self.marks[block] + leading_bytes(&text.as_bytes()[block * STEP..offset])
    }

    /// The byte at which code point number `chars` starts, or `None` beyond the end of the text.
    pub fn to_bytes(&self, text: &str, chars: u32) -> Option<u32> {
        if self.marks.is_empty() {
            return (chars as usize <= text.len()).then_some(chars);
        }
        let block = self.marks.partition_point(|&mark| mark <= chars) - 1;
        let mut count = self.marks[block];
        let start = block * STEP;
        for (i, &byte) in text.as_bytes()[start..].iter().enumerate() {
            if is_leading(byte) {
                if count == chars {
                    return Some((start + i) as u32);
                }
                count += 1;
            }
        }
        (count == chars).then_some(text.len() as u32)
    }

    /// The same span in code points.
    #[inline]
    pub fn chars(&self, text: &str, span: Span) -> Span {
        Span::new(self.to_chars(text, span.start()), self.to_chars(text, span.end()))
    }

    /// The span of bytes that `span`, in code points, stands for, or `None` where it leaves the text.
    pub fn bytes(&self, text: &str, span: Span) -> Option<Span> {
        Some(Span::new(self.to_bytes(text, span.start())?, self.to_bytes(text, span.end())?))
    }
}

#[inline]
fn is_leading(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

/// How many characters start in some bytes, at most [`STEP`]: few enough to be counted in a byte, many at a time.
#[inline]
fn leading_bytes(bytes: &[u8]) -> u32 {
    u32::from(bytes.iter().map(|&b| u8::from(is_leading(b))).sum::<u8>())
}
