//! Quotation marks paired, across sentences and paragraphs. Knows nothing of who speaks.

use crate::text::Span;

/// A stretch between two quotation marks.
///
/// A quotation that runs over several paragraphs, each of which opens anew, is one [`Quotation`] a paragraph,
/// the later ones with [`Quotation::continues`] set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Quotation {
    /// What stands between the marks, marks and white space at the edges left out.
    pub inner: Span,
    /// The whole, marks included.
    pub outer: Span,
    /// How many quotations it stands in; 0 for one of its own.
    pub depth: u8,
    /// Whether a closing mark was found; without one it ends with its paragraph.
    pub closed: bool,
    /// Index of the quotation that this one carries on, a paragraph earlier.
    pub continues: Option<u32>,
}
