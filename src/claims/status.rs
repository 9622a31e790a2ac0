//! Status and certainty of a sentence (guidelines, section 4).

use smallvec::SmallVec;

use super::clauses::{Clause, REACH, Role};
use super::features::Weights;
use super::scale::{commitment, of_strength};
use super::scene::Scene;
use super::signs::coverage;
use super::weigh::{DISTANCED, Weight};
use super::{Factuality, Judgement, Status};
use crate::attribution::Stance;
use crate::hedges::HedgeType;
use crate::syntax::Relation;

/// How deep "A says that B says that …" is followed to the main claim.
const DEEPEST: usize = 4;

/// What the rules say of a sentence.
#[derive(Clone, Debug)]
pub(super) struct Ruled {
    pub(super) judgement: Judgement,
    /// The hedges that reach a main claim.
    pub(super) reaching: Vec<u32>,
    /// Whether the sentence's root is a clause.
    pub(super) rooted: bool,
    /// The attributions whose verbs main claims are.
    pub(super) own: Vec<u32>,
}

impl Scene<'_> {
    /// Status and certainty: the status by the weights, the certainty by the rules as far as they agree.
    pub(super) fn judge(&self) -> Judgement {
        let ruled = self.rule();
        let status = Weights::get().best(&self.features(&ruled));
        let certainty = if status == ruled.judgement.status {
            ruled.judgement.certainty
        } else {
            match status {
                Status::Asserted => 1.0,
                Status::Question => commitment(Factuality::Unknown),
                Status::Attributed => self.trust_of_sources(&ruled),
                Status::Hedged => self.trust_of_sources(&ruled) * self.commitment_of_cues(),
            }
        };
        Judgement { status, certainty }
    }

    /// How far the writer goes along with the attributions that most of the sentence is content of, or whose verbs its
    /// main claims are: the least of them.
    fn trust_of_sources(&self, ruled: &Ruled) -> f32 {
        let sentence = self.input.text.span_of(self.tree().tokens());
        let covers = |index: &&u32| coverage(self.sources.get(**index), sentence).0 > 0.5;
        let most = self.local.around.iter().filter(covers).chain(&ruled.own);
        most.map(|&index| self.trust(self.sources.get(index))).fold(1.0, f32::min)
    }

    /// What the cues of the sentence leave that are no verbs of attribution: the least of them.
    fn commitment_of_cues(&self) -> f32 {
        let hedges = &self.input.hedges[self.hedges.clone()];
        let open = hedges.iter().filter(|hedge| {
            hedge.kind.is_hedging() && self.local.cued_at(hedge.span.start()).next().is_none()
        });
        open.map(|hedge| match hedge.kind {
            HedgeType::Reportative => DISTANCED,
            _ => commitment(of_strength(hedge.strength)),
        })
        .fold(1.0, f32::min)
    }

    /// Status and certainty by the rules: those of the least certain main claim.
    pub(super) fn rule(&self) -> Ruled {
        let mut mains = Vec::new();
        let root = self.tree().root();
        let rooted = self.clause(root).is_some();
        for top in self.tops_of_tree() {
            self.add_mains(top, DEEPEST, &mut mains);
        }
        let mut ruled = Ruled {
            judgement: Judgement { status: Status::Asserted, certainty: 1.0 },
            reaching: Vec::new(),
            rooted,
            own: Vec::new(),
        };
        for token in mains {
            ruled.own.extend(self.clause(token).and_then(|clause| self.said_by(clause)));
            let (judgement, hedges) = self.judge_main(token);
            ruled.judgement.status = ruled.judgement.status.min(judgement.status);
            ruled.judgement.certainty = ruled.judgement.certainty.min(judgement.certainty);
            ruled.reaching.extend(hedges);
        }
        ruled.reaching.sort_unstable();
        ruled
    }

    /// The root where it is a clause, else the clauses that stand in no other.
    fn tops_of_tree(&self) -> Vec<usize> {
        let tree = self.tree();
        let root = tree.root();
        if self.clause(root).is_some() {
            return vec![root];
        }
        let tops: Vec<usize> = self
            .clauses
            .iter()
            .take(REACH)
            .filter(|c| c.role == Role::Main)
            .filter(|c| tree.ancestors(c.predicate).take(REACH).all(|a| self.clause(a).is_none()))
            .map(|c| c.predicate)
            .collect();
        if !tops.is_empty() {
            return tops;
        }
        let said = self.clauses.iter().take(REACH).find(|c| self.said_by(c).is_some());
        vec![said.map_or(root, |clause| clause.predicate)]
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
                let tops: Vec<usize> =
                    self.tops(index).filter(|c| !c.conjunct).map(|c| c.predicate).take(REACH).collect();
                for top in tops {
                    if top != token {
                        self.add_mains(top, depth - 1, mains);
                    }
                }
            }
            if depth > 0 && self.clause(token).is_some_and(|clause| self.is_frame(clause)) {
                let taken = self.clauses.iter().find(|c| {
                    c.role == Role::Complement
                        && !c.conjunct
                        && tree.ancestors(c.predicate).take(3).any(|a| a == token)
                });
                if let Some(taken) = taken {
                    self.add_mains(taken.predicate, depth - 1, mains);
                }
            }
            if mains.len() == before {
                mains.push(token);
            }
        }
    }

    fn judge_main(&self, token: usize) -> (Judgement, SmallVec<[u32; 4]>) {
        let weight = match self.clause(token) {
            Some(clause) => self.weigh(clause, self.said_by(clause)),
            None => self.weigh_phrase(token),
        };
        let kinds = || weight.hedges.iter().map(|&index| self.input.hedges[index as usize].kind);
        let hedged = kinds().any(HedgeType::is_hedging);
        // "It is unclear who paid": that it is unclear is sure; what is asked is open.
        let open = kinds().any(|kind| kind == HedgeType::Investigation);
        let certainty =
            if open { weight.certainty.min(commitment(Factuality::Unknown)) } else { weight.certainty };
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
        (Judgement { status, certainty }, weight.hedges)
    }

    /// A verb of communication with "saying …" hung on it.
    fn speaks(&self, token: usize) -> bool {
        let tree = self.tree();
        self.parsed.words.speech.contains(&self.parsed.hash(token))
            && tree.children(token).any(|child| {
                tree.relation(child) == Relation::AdverbialClause
                    && self.local.cued_at(self.start(child)).next().is_some()
            })
    }

    /// A sentence without a verb.
    fn weigh_phrase(&self, token: usize) -> Weight {
        let clause = Clause {
            predicate: token,
            last: token,
            head: token,
            top: token,
            role: Role::Main,
            conjunct: false,
            governor: None,
            negated: false,
            open: None,
            tense: super::Tense::Present,
        };
        self.weigh(&clause, None)
    }
}
