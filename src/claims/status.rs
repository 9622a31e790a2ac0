//! Status and certainty of a sentence (guidelines, section 4).

use super::clauses::{Clause, REACH, Role};
use super::scene::Scene;
use super::weigh::Weight;
use super::{Judgement, Status};
use crate::attribution::Stance;
use crate::hedges::HedgeType;
use crate::syntax::Relation;

/// How deep "A says that B says that …" is followed to the main claim.
const DEEPEST: usize = 4;

impl Scene<'_> {
    /// Status and certainty: those of the least certain main claim.
    pub(super) fn judge(&self) -> Judgement {
        let mut mains = Vec::new();
        self.add_mains(self.tree().root(), DEEPEST, &mut mains);
        let judgements = mains.iter().map(|&token| self.judge_main(token));
        judgements
            .reduce(|a, b| Judgement { status: a.status.min(b.status), certainty: a.certainty.min(b.certainty) })
            .unwrap_or(Judgement { status: Status::Asserted, certainty: 1.0 })
    }

    /// The main claims' predicates: the root and what is coordinated with it, what is said where one of them is a
    /// verb of saying.
    fn add_mains(&self, root: usize, depth: usize, mains: &mut Vec<usize>) {
        let tree = self.tree();
        let mut row = vec![root];
        let mut at = 0;
        while at < row.len() && row.len() < REACH {
            for child in tree.children(row[at]) {
                let beside = match tree.relation(child) {
                    Relation::Conjunct => self.clause(child).is_some(),
                    Relation::Parataxis => self.clause(child).is_some_and(|c| self.said_by(c).is_none()),
                    _ => false,
                };
                if beside {
                    row.push(child);
                }
            }
            at += 1;
        }
        for token in row {
            let said = self.clause(token).and_then(|clause| self.said_by(clause));
            let before = mains.len();
            if let Some(index) = said.filter(|_| depth > 0) {
                let tops: Vec<usize> = self.tops(index).filter(|c| !c.conjunct).map(|c| c.predicate).take(REACH).collect();
                for top in tops {
                    if top != token {
                        self.add_mains(top, depth - 1, mains);
                    }
                }
            }
            if mains.len() == before {
                mains.push(token);
            }
        }
    }

    fn judge_main(&self, token: usize) -> Judgement {
        let (weight, said) = match self.clause(token) {
            Some(clause) => {
                let said = self.said_by(clause);
                (self.weigh(clause, said), said)
            }
            None => (self.weigh_phrase(token), None),
        };
        let _ = said;
        let hedged = weight.hedges.iter().any(|&index| opens(self.input.hedges[index as usize].kind));
        let attributed = weight.chain.iter().any(|&index| {
            matches!(self.sources.get(index).stance, Stance::Neutral | Stance::Endorsed | Stance::Denied)
        }) || self.speaks(token);
        let status = if hedged {
            Status::Hedged
        } else if attributed {
            Status::Attributed
        } else if self.asks {
            Status::Question
        } else {
            Status::Asserted
        };
        Judgement { status, certainty: weight.certainty }
    }

    /// A verb of communication with "saying …" hung on it.
    fn speaks(&self, token: usize) -> bool {
        let tree = self.tree();
        self.parsed.words.speech.contains(&self.parsed.hash(token))
            && tree.children(token).any(|child| {
                tree.relation(child) == Relation::AdverbialClause && self.local.cued_at(self.start(child)).next().is_some()
            })
    }

    /// A sentence without a verb.
    fn weigh_phrase(&self, token: usize) -> Weight {
        let clause = Clause {
            predicate: token,
            last: token,
            head: token,
            role: Role::Main,
            conjunct: false,
            governor: None,
            group: super::Factuality::Certain,
            negated: false,
            open: None,
            tense: super::Tense::Present,
        };
        self.weigh(&clause, None)
    }
}

/// Whether a cue of this type makes a sentence hedged.
const fn opens(kind: HedgeType) -> bool {
    !matches!(kind, HedgeType::Approximator | HedgeType::Weasel | HedgeType::Booster)
}
