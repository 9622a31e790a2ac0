//! What the status of a sentence is told by, beside the rules: where its cues and attributions stand.

use std::sync::LazyLock;

use hashbrown::HashMap;

use super::Status;
use crate::attribution::Stance;
use crate::error::Error;
use crate::hedges::HedgeType;
use crate::labels::labels;
use crate::text::lexicon::rows;

labels! {
    /// Where a cue stands.
    "place" Place {
        /// The rules let it reach a main claim.
        Reaches = "reaches",
        /// In a main clause, on another word.
        Main = "main",
        /// In a main clause, on a word that says when, where or why: "amid fears".
        Adjunct = "adjunct",
        /// In a clause that somebody says.
        Content = "content",
        /// In a clause that another word takes.
        Complement = "complement",
        /// In an adverbial clause.
        Adverbial = "adverbial",
        /// In a relative clause set off by a comma.
        Relative = "relative",
        /// In a clause that is part of another.
        Part = "part",
        /// In no clause.
        Loose = "loose",
    }
}

labels! {
    /// What a cue's first word is.
    "form" Form {
        /// A finite verb.
        Finite = "finite",
        /// A verb without a finite form.
        Verb = "verb",
        /// An auxiliary.
        Auxiliary = "auxiliary",
        /// A noun.
        Noun = "noun",
        /// An adjective.
        Adjective = "adjective",
        /// An adverb.
        Adverb = "adverb",
        /// Anything else.
        Other = "other",
    }
}

labels! {
    /// The kinds of stance that the status tells apart.
    "side" Side {
        /// Neutral, endorsed or denied: what makes a sentence attributed.
        Speech = "speech",
        /// Belief.
        Belief = "belief",
        /// Doubted.
        Doubt = "doubt",
    }
}

labels! {
    /// How much of a sentence is somebody's.
    "cover" Cover {
        /// None.
        None = "none",
        /// Up to a fifth.
        Fifth = "fifth",
        /// Up to two fifths.
        Some = "some",
        /// Up to three fifths.
        Half = "half",
        /// Up to four fifths.
        Most = "most",
        /// More.
        All = "all",
    }
}

/// A fact about a sentence. The weights file names them as [`Feature::name`] does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Feature {
    Bias,
    /// What the rules say; whether the sentence's root is a clause.
    Rule(Status, bool),
    /// A cue's type and place.
    Cue(HedgeType, Place),
    /// A cue's form, and whether a finite verb stands before it.
    Form(Form, bool),
    /// Cues that make a sentence hedged: one, two, more.
    Count(usize),
    /// A cue inside somebody's content, or outside all.
    Inside(HedgeType, bool),
    /// How much is covered by content of one side.
    Covered(Side, Cover),
    /// An attribution's cue in this sentence: its side, form, and whether its content is a clause.
    Cued(Side, Form, bool),
    /// Content opens the sentence, or closes it.
    Edge(Side, bool),
    /// The whole sentence is content, its cue elsewhere.
    Within(Side),
    /// Ends in a question mark; in a colon; without a stop.
    Ends(usize),
    /// How much stands between quotation marks.
    Quoted(Cover),
    /// The first main verb takes clauses, by the signatures; whether it has one here.
    Verb(bool),
    /// Opens with a quotation mark; has a colon near its start; has one and no stop, as a headline.
    Opens(usize),
    /// A main claim is the verb of an attribution itself: "claimed responsibility".
    Own(Side),
    /// The root stands outside of all content of one side, and is no cue of it: "shares fell amid fears that …". And
    /// whether the rules have it asserted.
    Free(Side, bool),
    /// A cue inside somebody's content: whether a finite verb stands before it there.
    Behind(HedgeType, bool),
}

const STATUSES: usize = Status::ALL.len();
const TYPES: usize = HedgeType::ALL.len();
const PLACES: usize = Place::ALL.len();
const FORMS: usize = Form::ALL.len();
const SIDES: usize = Side::ALL.len();
const COVERS: usize = Cover::ALL.len();

impl Feature {
    /// How many there are.
    pub(super) const COUNT: usize = 1
        + STATUSES * 2
        + TYPES * PLACES
        + FORMS * 2
        + 3
        + TYPES * 2
        + SIDES * COVERS
        + SIDES * FORMS * 2
        + SIDES * 2
        + SIDES
        + 3
        + COVERS
        + 2
        + 3
        + SIDES
        + SIDES * 2
        + TYPES * 2;

    /// Its number, below [`Feature::COUNT`].
    pub(super) fn index(self) -> usize {
        let mut base = 1;
        let mut at = |size: usize, inside: usize| {
            let index = base + inside;
            base += size;
            index
        };
        let sizes = [
            STATUSES * 2,
            TYPES * PLACES,
            FORMS * 2,
            3,
            TYPES * 2,
            SIDES * COVERS,
            SIDES * FORMS * 2,
            SIDES * 2,
            SIDES,
            3,
            COVERS,
            2,
            3,
            SIDES,
            SIDES * 2,
            TYPES * 2,
        ];
        let (family, inside) = match self {
            Self::Bias => return 0,
            Self::Rule(status, rooted) => (0, status as usize * 2 + usize::from(rooted)),
            Self::Cue(kind, place) => (1, kind as usize * PLACES + place as usize),
            Self::Form(form, later) => (2, form as usize * 2 + usize::from(later)),
            Self::Count(count) => (3, count.clamp(1, 3) - 1),
            Self::Inside(kind, inside) => (4, kind as usize * 2 + usize::from(inside)),
            Self::Covered(side, cover) => (5, side as usize * COVERS + cover as usize),
            Self::Cued(side, form, clause) => {
                (6, (side as usize * FORMS + form as usize) * 2 + usize::from(clause))
            }
            Self::Edge(side, end) => (7, side as usize * 2 + usize::from(end)),
            Self::Within(side) => (8, side as usize),
            Self::Ends(how) => (9, how.min(2)),
            Self::Quoted(cover) => (10, cover as usize),
            Self::Verb(takes) => (11, usize::from(takes)),
            Self::Opens(how) => (12, how.min(2)),
            Self::Own(side) => (13, side as usize),
            Self::Free(side, plain) => (14, side as usize * 2 + usize::from(plain)),
            Self::Behind(kind, verb) => (15, kind as usize * 2 + usize::from(verb)),
        };
        for size in &sizes[..family] {
            at(*size, 0);
        }
        at(sizes[family], inside)
    }

    /// All of them, by number.
    pub(super) fn all() -> Vec<Self> {
        let mut all = vec![Self::Bias];
        let both = [false, true];
        all.extend(Status::ALL.iter().flat_map(|&s| both.map(|b| Self::Rule(s, b))));
        all.extend(HedgeType::ALL.iter().flat_map(|&t| Place::ALL.iter().map(move |&p| Self::Cue(t, p))));
        all.extend(Form::ALL.iter().flat_map(|&f| both.map(|b| Self::Form(f, b))));
        all.extend([1, 2, 3].map(Self::Count));
        all.extend(HedgeType::ALL.iter().flat_map(|&t| both.map(|b| Self::Inside(t, b))));
        all.extend(Side::ALL.iter().flat_map(|&s| Cover::ALL.iter().map(move |&c| Self::Covered(s, c))));
        all.extend(
            Side::ALL
                .iter()
                .flat_map(|&s| Form::ALL.iter().flat_map(move |&f| both.map(|b| Self::Cued(s, f, b)))),
        );
        all.extend(Side::ALL.iter().flat_map(|&s| both.map(|b| Self::Edge(s, b))));
        all.extend(Side::ALL.iter().map(|&s| Self::Within(s)));
        all.extend([0, 1, 2].map(Self::Ends));
        all.extend(Cover::ALL.iter().map(|&c| Self::Quoted(c)));
        all.extend(both.map(Self::Verb));
        all.extend([0, 1, 2].map(Self::Opens));
        all.extend(Side::ALL.iter().map(|&s| Self::Own(s)));
        all.extend(Side::ALL.iter().flat_map(|&s| both.map(|b| Self::Free(s, b))));
        all.extend(HedgeType::ALL.iter().flat_map(|&t| both.map(|b| Self::Behind(t, b))));
        all
    }

    /// Its name in the weights file.
    pub(super) fn name(self) -> String {
        let yes = |name: &'static str, is: bool| if is { name } else { "not" };
        match self {
            Self::Bias => "bias".into(),
            Self::Rule(status, rooted) => format!("rule {status} {}", yes("rooted", rooted)),
            Self::Cue(kind, place) => format!("cue {kind} {place}"),
            Self::Form(form, later) => format!("form {form} {}", yes("later", later)),
            Self::Count(count) => format!("count {count}"),
            Self::Inside(kind, inside) => format!("inside {kind} {}", yes("inside", inside)),
            Self::Covered(side, cover) => format!("covered {side} {cover}"),
            Self::Cued(side, form, clause) => format!("cued {side} {form} {}", yes("clause", clause)),
            Self::Edge(side, end) => format!("edge {side} {}", if end { "end" } else { "start" }),
            Self::Within(side) => format!("within {side}"),
            Self::Ends(how) => format!("ends {}", ["question", "colon", "open"][how.min(2)]),
            Self::Quoted(cover) => format!("quoted {cover}"),
            Self::Verb(takes) => format!("verb {}", yes("takes", takes)),
            Self::Opens(how) => format!("opens {}", ["quote", "colon", "headline"][how.min(2)]),
            Self::Own(side) => format!("own {side}"),
            Self::Free(side, plain) => format!("free {side} {}", yes("asserted", plain)),
            Self::Behind(kind, verb) => format!("behind {kind} {}", yes("verb", verb)),
        }
    }
}

/// Weights of the features for each status.
#[derive(Debug)]
pub(super) struct Weights(Vec<[f32; STATUSES]>);

impl Weights {
    pub(super) fn get() -> &'static Self {
        static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
            Weights::read(include_str!("status.tsv"))
                .expect("training/claims.py writes numbers for known features")
        });
        &WEIGHTS
    }

    /// Features that the file does not name weigh nothing.
    fn read(content: &str) -> Result<Self, Error> {
        const FILE: &str = "status.tsv";
        let numbers: HashMap<String, usize> =
            Feature::all().into_iter().map(|f| (f.name(), f.index())).collect();
        let mut weights = vec![[0.0; STATUSES]; Feature::COUNT];
        for row in rows(content) {
            let number = *numbers.get(row.phrase).ok_or_else(|| {
                Error::lexicon(&row.place(FILE, 0), format_args!("unknown feature {:?}", row.phrase))
            })?;
            for (index, weight) in weights[number].iter_mut().enumerate() {
                *weight = row
                    .field(index)
                    .and_then(|field| field.parse().ok())
                    .ok_or_else(|| Error::lexicon(&row.place(FILE, index), "expected a number"))?;
            }
        }
        Ok(Self(weights))
    }

    /// The status that scores highest; of equal ones the least certain.
    pub(super) fn best(&self, features: &[usize]) -> Status {
        let score = |status: Status| features.iter().map(|&f| self.0[f][status as usize]).sum::<f32>();
        let best = |a: Status, b: Status| if score(b) > score(a) { b } else { a };
        Status::ALL.iter().copied().reduce(best).unwrap_or(Status::Asserted)
    }
}

impl Cover {
    pub(super) fn of(share: f32) -> Self {
        match share {
            s if s <= 0.0 => Self::None,
            s if s <= 0.2 => Self::Fifth,
            s if s <= 0.4 => Self::Some,
            s if s <= 0.6 => Self::Half,
            s if s <= 0.8 => Self::Most,
            _ => Self::All,
        }
    }
}

impl Side {
    pub(super) const fn of(stance: Stance) -> Self {
        match stance {
            Stance::Neutral | Stance::Endorsed | Stance::Denied => Self::Speech,
            Stance::Belief => Self::Belief,
            Stance::Doubted => Self::Doubt,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_are_numbered_without_gaps() {
        let all = Feature::all();
        assert_eq!(all.len(), Feature::COUNT);
        assert!(all.iter().enumerate().all(|(number, feature)| feature.index() == number));
    }
}
