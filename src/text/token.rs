use super::Span;

/// What a token is made of.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(u8)]
pub enum TokenKind {
    /// Letters, with digits and inner apostrophes where they occur; also the clitics `'s`, `n't`, `'re` …
    Word,
    /// Digits with their separators and suffix: `3.5`, `1,000`, `10mn`, `21st`, `10:30`.
    Number,
    /// Single letters with dots: `U.S.`, `a.m.`, `Ph.D.`; the last dot included.
    Abbreviation,
    /// `https://…` or `www.…`.
    Url,
    /// `name@host.tld`.
    Email,
    /// `$`, `€`, `£` and the like.
    Currency,
    /// `.`
    Period,
    /// `?` and its like in other scripts.
    Question,
    /// `!` and its like in other scripts.
    Exclamation,
    /// `...`, `…`.
    Ellipsis,
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// `:`
    Colon,
    /// A dash between words or clauses: `–`, `—`, `--`, ` - `.
    Dash,
    /// A hyphen inside a word: `visa-free` is three tokens, the middle one this.
    Hyphen,
    /// `(`, `[`, `{`.
    Open,
    /// `)`, `]`, `}`.
    Close,
    /// A double quotation mark of any make: `"`, `“`, `”`, `„`, `«`, `»`, `''`, ` `` `.
    DoubleQuote,
    /// A single quotation mark or an apostrophe outside a word: `'`, `‘`, `’`, `` ` ``.
    SingleQuote,
    /// Anything else: `%`, `/`, `&`, `#`, `@`, `*`, `•`.
    Symbol,
}

impl TokenKind {
    /// Words, numbers and abbreviations: what a reader would call a word.
    #[inline]
    pub const fn is_wordlike(self) -> bool {
        matches!(self, Self::Word | Self::Number | Self::Abbreviation)
    }
}

/// How a word is written.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Case {
    /// No capital: `port`, also anything without letters.
    Lower,
    /// A capital first and small letters after: `Port`.
    Initial,
    /// Capitals alone, two or more, or one capital letter that stands alone: `UN`, `I`.
    Upper,
    /// Capitals further in: `McDonald`, `iPhone`.
    Mixed,
}

/// A token: where it stands, what it is made of, and a hash of its folded form.
///
/// Sixteen bytes. A run of more than 65,535 bytes without a break is cut into several tokens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    pub(super) start: u32,
    pub(super) len: u16,
    pub(super) kind: TokenKind,
    pub(super) flags: u8,
    /// Hash of the folded form ([`super::fold::hash`]): case, accents and the make of apostrophes are gone.
    pub hash: u64,
}

pub(super) const SPACE: u8 = 1;
pub(super) const LINE: u8 = 2;
pub(super) const PARAGRAPH: u8 = 4;
pub(super) const CASE_SHIFT: u8 = 4;
pub(super) const ASCII: u8 = 8;

impl Token {
    /// Where it stands in the text, in bytes.
    #[inline]
    pub const fn span(&self) -> Span {
        Span::new(self.start, self.start + self.len as u32)
    }

    /// First byte.
    #[inline]
    pub const fn start(&self) -> u32 {
        self.start
    }

    /// One past the last byte.
    #[inline]
    pub const fn end(&self) -> u32 {
        self.start + self.len as u32
    }

    /// What it is made of.
    #[inline]
    pub const fn kind(&self) -> TokenKind {
        self.kind
    }

    /// How it is written.
    #[inline]
    pub const fn case(&self) -> Case {
        match self.flags >> CASE_SHIFT {
            0 => Case::Lower,
            1 => Case::Initial,
            2 => Case::Upper,
            _ => Case::Mixed,
        }
    }

    /// Whether it starts with a capital letter.
    #[inline]
    pub const fn is_capitalised(&self) -> bool {
        // The codes 1, 2 and 4, in one step: this is asked of every token.
        0b1_0110 >> (self.flags >> CASE_SHIFT) & 1 != 0
    }

    /// Whether it is all ASCII.
    #[inline]
    pub const fn is_ascii(&self) -> bool {
        self.flags & ASCII != 0
    }

    /// Whether white space (or the start of the text) stands before it.
    #[inline]
    pub const fn after_space(&self) -> bool {
        self.flags & SPACE != 0
    }

    /// Whether it is the first on its line.
    #[inline]
    pub const fn starts_line(&self) -> bool {
        self.flags & LINE != 0
    }

    /// Whether it is the first of its paragraph: the text starts here, or a blank line stands before it.
    #[inline]
    pub const fn starts_paragraph(&self) -> bool {
        self.flags & PARAGRAPH != 0
    }
}
