//! The arc-hybrid transition system (Kuhlmann, Gómez-Rodríguez & Satta 2011): from left to right, each token goes
//! on the stack and leaves it with its head, two steps a token.

use super::Relation;

/// The longest stretch that is parsed in one piece, in tokens.
pub(crate) const MAX_PIECE: usize = 400;

/// What the parser can do next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Action {
    /// The next token goes on the stack.
    Shift,
    /// The top of the stack hangs on the next token.
    Left(Relation),
    /// The top of the stack hangs on the one below it.
    Right(Relation),
}

impl Action {
    /// Shift, and an arc to either side for each relation but the root's.
    pub(crate) const COUNT: usize = 2 * Relation::ALL.len() - 1;

    #[cfg(feature = "training")]
    pub(crate) fn index(self) -> usize {
        match self {
            Self::Shift => 0,
            Self::Left(relation) => 2 * relation as usize - 1,
            Self::Right(relation) => 2 * relation as usize,
        }
    }

    #[inline]
    pub(crate) fn from_index(index: usize) -> Self {
        let relation = Relation::ALL[index.div_ceil(2)];
        match index {
            0 => Self::Shift,
            _ if index % 2 == 1 => Self::Left(relation),
            _ => Self::Right(relation),
        }
    }
}

/// A token's place in the tree so far. "None" is the index one past the last token, where features find blanks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Link {
    pub(crate) head: u16,
    pub(crate) relation: Relation,
    /// Outermost and next to outermost children on the left and right.
    pub(crate) left: [u16; 2],
    pub(crate) right: [u16; 2],
    pub(crate) left_count: u8,
    pub(crate) right_count: u8,
}

/// How far the parser has come with a piece.
#[derive(Clone, Debug)]
pub(crate) struct State {
    pub(crate) stack: Vec<u16>,
    /// The next token; the piece's length when all have been on the stack.
    pub(crate) next: u16,
    /// One a token, and a blank.
    pub(crate) links: Vec<Link>,
}

impl State {
    /// The start of a piece of `len` tokens.
    pub(crate) fn new(len: usize) -> Self {
        debug_assert!(len <= MAX_PIECE);
        let none = len as u16;
        let link = Link {
            head: none,
            relation: Relation::Root,
            left: [none; 2],
            right: [none; 2],
            left_count: 0,
            right_count: 0,
        };
        Self { stack: Vec::with_capacity(32), next: 0, links: vec![link; len + 1] }
    }

    #[inline]
    pub(crate) fn none(&self) -> u16 {
        self.links.len() as u16 - 1
    }

    /// The token `depth` below the top of the stack.
    #[inline]
    pub(crate) fn stack_at(&self, depth: usize) -> u16 {
        self.stack.len().checked_sub(depth + 1).map_or(self.none(), |at| self.stack[at])
    }

    /// The token `ahead` of the next one.
    #[inline]
    pub(crate) fn buffer_at(&self, ahead: u16) -> u16 {
        (self.next + ahead).min(self.none())
    }

    /// Whether all is attached but one, the root.
    #[inline]
    pub(crate) fn is_done(&self) -> bool {
        self.next == self.none() && self.stack.len() <= 1
    }

    #[inline]
    pub(crate) fn can_shift(&self) -> bool {
        self.next < self.none()
    }

    #[inline]
    pub(crate) fn can_go_left(&self) -> bool {
        self.next < self.none() && !self.stack.is_empty()
    }

    #[inline]
    pub(crate) fn can_go_right(&self) -> bool {
        self.stack.len() > 1
    }

    /// Takes a step that can be taken.
    #[inline]
    pub(crate) fn apply(&mut self, action: Action) {
        match action {
            Action::Shift => {
                self.stack.push(self.next);
                self.next += 1;
            }
            Action::Left(relation) => {
                let Some(child) = self.stack.pop() else { return };
                let head = &mut self.links[self.next as usize];
                head.left = [child, head.left[0]];
                head.left_count = head.left_count.saturating_add(1);
                self.attach(child, self.next, relation);
            }
            Action::Right(relation) => {
                let Some(child) = self.stack.pop() else { return };
                let below = self.stack_at(0);
                let head = &mut self.links[below as usize];
                head.right = [child, head.right[0]];
                head.right_count = head.right_count.saturating_add(1);
                self.attach(child, below, relation);
            }
        }
    }

    #[inline]
    fn attach(&mut self, child: u16, head: u16, relation: Relation) {
        let link = &mut self.links[child as usize];
        link.head = head;
        link.relation = relation;
    }
}
