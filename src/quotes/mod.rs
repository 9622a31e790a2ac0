//! Quotation marks paired, across sentences and paragraphs. Knows nothing of who speaks.

mod marks;
mod pairing;

use crate::faults;
use crate::sentences::Sentence;
use crate::text::{Span, Text};

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

impl Quotation {
    /// Whether an opening mark was found; without one it starts with the sentence that its closing mark ends.
    pub fn opened(&self) -> bool {
        self.outer.start() < self.inner.start()
    }
}

/// The quotations of a text, in order of their starts.
///
/// Marks pair by kind (“ ”, « », ‘ ’, two backticks and two apostrophes, `"`, `'`); a straight mark opens or
/// closes by what stands beside it, and closes a curly one where none of its own is open. No pair reaches over a paragraph: what is still open there ends there, and carries on where the
/// next paragraph opens alike. A single mark without a partner is an apostrophe, a straight double one after a
/// number means inches. A double mark that closes what nobody opened ends a quotation that began with its
/// sentence. Linear in the number of tokens, whatever the marks.
///
/// ```
/// use reportedly::sentences::{Reason, Sentence};
/// use reportedly::{quotes, text::Text};
/// let text = Text::new("“It’s ‘odd’,” the 6' keeper's friend said.")?;
/// let sentences = [Sentence::new(&text, 0..text.tokens().len(), Reason::End)];
/// let found = quotes::find(&text, &sentences);
/// let inner: Vec<&str> = found.iter().map(|q| text.slice(q.inner)).collect();
/// assert_eq!(inner, ["It’s ‘odd’,", "odd"]);
/// assert_eq!(found[1].depth, 1);
/// # Ok::<(), reportedly::Error>(())
/// ```
pub fn find(text: &Text<'_>, sentences: &[Sentence]) -> Vec<Quotation> {
    faults::point("quotes", text.source());
    pairing::pairs(text, sentences)
}
