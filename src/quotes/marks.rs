//! What a single quotation mark looks like: its kind, and which way it faces.

use std::ops::Range;

use crate::text::{Text, TokenKind};

/// Marks that pair with each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// `“ ”`, `„ ”`, also the typewriter's two backticks and two apostrophes.
    Curly,
    /// `"`.
    Straight,
    /// `« »`.
    Angle,
    /// `‘ ’`, `' '`, `` ` ' ``.
    Single,
}

impl Kind {
    /// Whether texts mix the two: a curly mark opens, a straight one closes.
    pub(super) fn is_mixed_with(self, other: Self) -> bool {
        matches!((self, other), (Self::Curly, Self::Straight) | (Self::Straight, Self::Curly))
    }
}

/// What a mark can do where it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Facing {
    Opens,
    Closes,
    /// Closes what is open, or else opens.
    Either,
    /// A closing single mark after a plural: `the workers' rights`. Closes only where nothing better comes.
    Perhaps,
    /// No quotation mark at all: an apostrophe, inches.
    Nothing,
}

/// A mark: where it stands among the tokens, and what it can do.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub token: usize,
    pub kind: Kind,
    pub facing: Facing,
}

/// The mark that token `at` is, if it is one; `paragraph` are the tokens of its paragraph.
pub(super) fn read(text: &Text<'_>, paragraph: &Range<usize>, at: usize) -> Option<Mark> {
    let token = &text.tokens()[at];
    let mark = text.word(at);
    let sides = Sides::new(text, paragraph, at);
    let (kind, facing) = match token.kind() {
        TokenKind::DoubleQuote => match mark {
            "“" | "„" | "‟" | "``" => (Kind::Curly, sides.turned(Facing::Opens)),
            "”" => (Kind::Curly, sides.turned(Facing::Closes)),
            // Many newspapers' archives write two apostrophes on both sides.
            "''" => (Kind::Curly, sides.straight()),
            "«" => (Kind::Angle, Facing::Opens),
            "»" => (Kind::Angle, Facing::Closes),
            _ => (Kind::Straight, if sides.after_number { Facing::Nothing } else { sides.straight() }),
        },
        TokenKind::SingleQuote => match mark {
            "‘" | "‚" | "‛" | "‹" | "`" => (Kind::Single, sides.opening_single()),
            "›" => (Kind::Single, Facing::Closes),
            "'" | "’" | "´" => (Kind::Single, sides.single(mark == "'")),
            _ => return None,
        },
        _ => return None,
    };
    Some(Mark { token: at, kind, facing })
}

/// What stands on the two sides of a mark.
struct Sides {
    /// White space, or a mark that something may open after: a bracket, a dash, another quotation mark.
    open_before: bool,
    space_before: bool,
    /// White space, the end, or punctuation.
    open_after: bool,
    after_number: bool,
    after_plural: bool,
    before_digit: bool,
    before_lower: bool,
}

impl Sides {
    fn new(text: &Text<'_>, paragraph: &Range<usize>, at: usize) -> Self {
        use TokenKind as K;
        let tokens = text.tokens();
        let space_before = at == paragraph.start || tokens[at].after_space();
        let before = (!space_before).then(|| &tokens[at - 1]);
        let next = tokens.get(at + 1).filter(|_| at + 1 < paragraph.end);
        let after = next.filter(|t| !t.after_space());
        let opener = |k: K| matches!(k, K::Open | K::Dash | K::DoubleQuote | K::SingleQuote | K::Symbol);
        Self {
            open_before: before.is_none_or(|t| opener(t.kind())),
            space_before,
            open_after: after.is_none_or(|t| {
                !(t.kind().is_wordlike()
                    || matches!(
                        t.kind(),
                        K::Open | K::Currency | K::Symbol | K::Ellipsis | K::Url | K::Email
                    ))
            }),
            after_number: before.is_some_and(|t| t.kind() == K::Number),
            after_plural: before.is_some() && text.word(at - 1).ends_with(['s', 'S', 'n']),
            before_digit: after.is_some_and(|t| t.kind() == K::Number),
            before_lower: next.is_some_and(|t| t.kind() == K::Word && t.after_space() && !t.is_capitalised()),
        }
    }

    /// A straight mark tells nothing by itself.
    fn straight(&self) -> Facing {
        match (self.open_before, self.open_after) {
            (true, false) => Facing::Opens,
            (false, true) => Facing::Closes,
            _ => Facing::Either,
        }
    }

    /// A curly mark faces the way it is drawn, unless its neighbours say the contrary.
    fn turned(&self, drawn: Facing) -> Facing {
        match self.straight() {
            Facing::Opens if drawn == Facing::Closes && self.space_before => Facing::Either,
            Facing::Closes if drawn == Facing::Opens => Facing::Either,
            _ => drawn,
        }
    }

    /// `‘90s` and `6‘` are apostrophes.
    fn opening_single(&self) -> Facing {
        if self.open_before && !self.open_after { Facing::Opens } else { Facing::Nothing }
    }

    /// `'` or `’`; only the straight one opens.
    fn single(&self, straight: bool) -> Facing {
        if !self.open_before || (self.open_after && !self.space_before) {
            return match self.open_after {
                false => Facing::Nothing,
                true if self.after_number => Facing::Perhaps,
                true if self.after_plural && self.before_lower => Facing::Perhaps,
                true => Facing::Closes,
            };
        }
        let opens = straight && self.open_before && !self.open_after && !self.before_digit;
        if opens { Facing::Opens } else { Facing::Nothing }
    }
}
