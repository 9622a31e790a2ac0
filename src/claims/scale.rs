//! Arithmetic on `FactBank`'s scale: negation, weakening, and a clause under its governor.

use super::Factuality;
use crate::hedges::Strength;

/// How far something is held to be so or not so: 3 certain, 2 probable, 1 possible, 0 open.
type Degree = i8;

impl Factuality {
    /// From 3 (so) over 0 (open) to -3 (not so).
    const fn degree(self) -> Degree {
        match self {
            Self::Certain => 3,
            Self::Probable => 2,
            Self::Possible => 1,
            Self::Unknown => 0,
            Self::PossiblyNot => -1,
            Self::ProbablyNot => -2,
            Self::CertainlyNot => -3,
        }
    }

    const fn of(degree: Degree) -> Self {
        match degree {
            3.. => Self::Certain,
            2 => Self::Probable,
            1 => Self::Possible,
            0 => Self::Unknown,
            -1 => Self::PossiblyNot,
            -2 => Self::ProbablyNot,
            _ => Self::CertainlyNot,
        }
    }

    /// The same of the opposite: CT+ and CT-, PR+ and PR-, PS+ and PS- change places.
    ///
    /// ```
    /// use reportedly::claims::Factuality;
    /// assert_eq!(Factuality::Probable.negated(), Factuality::ProbablyNot);
    /// assert_eq!(Factuality::Unknown.negated(), Factuality::Unknown);
    /// ```
    #[must_use]
    pub const fn negated(self) -> Self {
        Self::of(-self.degree())
    }

    /// What is left of `self`, a clause by itself, under a governor that leaves `governor` of a plain clause: signs
    /// multiply ("denied that it had not" is so), the weaker of the two counts, and what is open stays open.
    ///
    /// ```
    /// use reportedly::claims::Factuality::{Certain, CertainlyNot, Probable, ProbablyNot};
    /// assert_eq!(CertainlyNot.under(CertainlyNot), Certain);
    /// assert_eq!(CertainlyNot.under(Probable), ProbablyNot);
    /// ```
    #[must_use]
    pub const fn under(self, governor: Self) -> Self {
        let (a, b) = (self.degree(), governor.degree());
        let size = if a.abs() < b.abs() { a.abs() } else { b.abs() };
        Self::of(size * a.signum() * b.signum())
    }

    /// Whether it says that something is not so, however surely.
    pub const fn is_negative(self) -> bool {
        self.degree() < 0
    }

    /// Whether a word of this kind takes anything from a claim, negation aside.
    pub(super) const fn weakens(self) -> bool {
        self.degree().abs() < 3
    }
}

/// What a cue of this strength leaves of a claim.
pub(super) const fn of_strength(strength: Option<Strength>) -> Factuality {
    match strength {
        Some(Strength::Low) => Factuality::Possible,
        Some(Strength::Medium | Strength::High) => Factuality::Probable,
        None => Factuality::Unknown,
    }
}

/// How far a speaker who holds a clause to be so to this degree commits to it as worded, 0 to 1.
///
/// The steps keep the order of the scale; how far apart they stand is a choice.
pub(super) const fn commitment(factuality: Factuality) -> f32 {
    match factuality.degree().abs() {
        3 => 1.0,
        2 => 0.7,
        1 => 0.4,
        _ => 0.2,
    }
}
