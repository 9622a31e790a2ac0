//! What is held of a clause, by whom, and how far the writer goes along.

use smallvec::SmallVec;

use super::Factuality;
use super::clauses::{Clause, REACH, Role};
use super::hedging::Hold;
use super::reasons::{Reason, Rule};
use super::scale::{commitment, of_strength};
use super::scene::Scene;
use super::words::Effect;
use crate::attribution::{Attribution, Stance};
use crate::hedges::{Hedge, HedgeType};
use crate::syntax::Relation;
use crate::text::Span;

/// How far a writer goes along who passes on what he does not vouch for (guidelines, section 5: below .5).
pub(super) const DISTANCED: f32 = 0.45;

/// How far he goes along that somebody said a thing that is no clause ("denied the charges").
const SAYING: f32 = 0.8;

/// How many cues are looked at where one or two are to be expected.
const FEW: usize = 4;

/// A clause weighed.
#[derive(Clone, Debug)]
pub(super) struct Weight {
    pub(super) factuality: Factuality,
    pub(super) certainty: f32,
    /// The attributions that it stands in, outermost first.
    pub(super) chain: SmallVec<[u32; 4]>,
    /// The hedges that reach it, by index.
    pub(super) hedges: SmallVec<[u32; 4]>,
    pub(super) reasons: SmallVec<[Reason; 4]>,
}

impl Scene<'_> {
    fn word(&self, token: usize) -> Span {
        self.parsed.text.tokens()[token].span()
    }

    fn hedge(&self, index: u32) -> &Hedge {
        &self.input.hedges[index as usize]
    }

    /// Weighs a clause; `own` is the attribution whose verb it is, if its content is no clause.
    pub(super) fn weigh(&self, clause: &Clause, own: Option<u32>) -> Weight {
        let mut weight = Weight {
            factuality: Factuality::Certain,
            certainty: 1.0,
            chain: self.local.holding(self.sources, self.start(clause.head)).collect(),
            hedges: SmallVec::new(),
            reasons: SmallVec::new(),
        };
        let inner = weight.chain.last().copied();
        let held = inner.map_or(Factuality::Certain, |index| self.effect_of(self.sources.get(index)));
        // "feared that it would sink": what is believed is a marker of its own, and "would" the past of "will".
        let believed = held.weakens() && held != Factuality::Unknown;
        self.weigh_group(clause, believed, &mut weight);
        self.weigh_cues(clause, &mut weight);
        self.weigh_conditions(clause, inner, believed, &mut weight);
        self.weigh_governors(clause, inner, &mut weight);
        weight.chain.extend(own);
        if let Some(index) = own {
            let effect = self.effect_of_own(index);
            weight.apply(Rule::Source, self.sources.get(index).cue, effect);
        } else if let Some(index) = inner {
            weight.apply(Rule::Source, self.sources.get(index).cue, held);
        }
        weight.hedges.sort_unstable();
        weight.hedges.dedup();
        self.weigh_for_writer(own, &mut weight);
        weight
    }

    fn weigh_group(&self, clause: &Clause, believed: bool, weight: &mut Weight) {
        let reasons = &mut weight.reasons;
        let group = self.parsed.group(clause.predicate, believed, |word, leaves| {
            reasons.push(Reason::new(Rule::Group, Some(self.word(word)), Some(leaves)));
        });
        weight.factuality = group.factuality;
    }

    /// Cues on the words of the clause's own verb group.
    fn weigh_cues(&self, clause: &Clause, weight: &mut Weight) {
        // "if" on the main clause belongs to a condition that the tree has lost: it hangs on that.
        let lost = clause.role == Role::Main && weight.factuality.weakens();
        if let Some(opener) = clause.open.filter(|_| !lost) {
            weight.apply(Rule::Opener, Some(self.word(opener)), Factuality::Unknown);
        }
        let tree = self.tree();
        // "there are concerns": what there is stands for the claim.
        let there = tree.child(clause.last, &[Relation::Expletive]);
        let thing = there.and_then(|_| tree.child(clause.last, &[Relation::Subject]));
        for token in self.spine(clause).chain(thing) {
            for anchor in self.on(token) {
                let hedge = self.hedge(anchor.hedge);
                weight.hedges.push(anchor.hedge);
                let effect = match (anchor.hold, hedge.kind) {
                    (Hold::Opener, _) if lost => continue,
                    (Hold::Opener, HedgeType::Conditional | HedgeType::Investigation) => Factuality::Unknown,
                    // In a group that runs on, the group's own table has said it.
                    (Hold::Itself, _) if token != clause.last => continue,
                    (Hold::Adverb | Hold::Itself, HedgeType::Epistemic | HedgeType::Doxastic) => {
                        self.effect_of_cue(hedge)
                    }
                    _ => continue,
                };
                weight.apply(Rule::Cue, Some(hedge.span), effect);
            }
        }
    }

    /// What a cue leaves of its clause: by its word where the frames know it ("unlikely"), else by its strength.
    fn effect_of_cue(&self, hedge: &Hedge) -> Factuality {
        let word = self.input.text.tokens_in(hedge.span).start;
        let known = self.tree().tokens().contains(&word).then(|| self.frame(word)).flatten();
        known.map_or(of_strength(hedge.strength), |effect| effect.plain)
    }

    /// The words of a verb group that cues hang on.
    fn spine(&self, clause: &Clause) -> impl Iterator<Item = usize> {
        let tree = self.tree();
        let last = clause.last;
        let mut at = Some(clause.predicate);
        std::iter::from_fn(move || {
            let token = at?;
            at = (token != last).then(|| tree.child(token, &[Relation::OpenComplement])).flatten();
            Some(token)
        })
    }

    /// A condition that the clause hangs on leaves it open, unless it is weakened by a word of its own.
    fn weigh_conditions(&self, clause: &Clause, inner: Option<u32>, believed: bool, weight: &mut Weight) {
        let tree = self.tree();
        let mut at = self.parsed.first_conjunct(clause.predicate);
        let mut tokens = vec![clause.predicate, clause.last, at];
        // "If it rains, she said, they will stay": the condition hangs on the verb of saying.
        while let (Relation::Complement, Some(head)) = (tree.relation(at), tree.head(at)) {
            tokens.push(head);
            at = head;
            if tokens.len() > REACH {
                break;
            }
        }
        for token in tokens {
            let from = self.conditions.partition_point(|&(t, _)| t < token);
            for &(_, hedge) in self.conditions[from..].iter().take(FEW).take_while(|&&(t, _)| t == token) {
                let cue = self.hedge(hedge).span;
                // A condition on the saying is none on what is said; "reportedly" is no saying.
                let outside = |index: u32| {
                    self.sources.get(index).source.is_some()
                        && self.sources.piece(index, cue.start()).is_none()
                };
                if inner.is_some_and(outside) {
                    continue;
                }
                weight.hedges.push(hedge);
                if !weight.factuality.weakens() && !believed {
                    weight.apply(Rule::Condition, Some(cue), Factuality::Unknown);
                }
            }
        }
        if self.asks
            && weight.chain.is_empty()
            && !weight.factuality.weakens()
            && clause.role != Role::Relative
        {
            weight.apply(Rule::Question, None, Factuality::Unknown);
        }
    }

    /// Words that take the clause, outward to the innermost attribution for the factuality, further for the hedges.
    fn weigh_governors(&self, clause: &Clause, inner: Option<u32>, weight: &mut Weight) {
        let tree = self.tree();
        let mut at = self.parsed.first_conjunct(clause.predicate);
        let mut inside = true;
        for _ in 0..REACH {
            let Some(governor) = tree.head(at) else { break };
            let taken = match tree.relation(at) {
                Relation::Complement
                | Relation::OpenComplement
                | Relation::Subject
                | Relation::SubjectPassive
                | Relation::NounClause => true,
                Relation::AdverbialClause => clause.role == Role::Complement,
                _ => false,
            };
            if !taken {
                break;
            }
            let within = |index: u32| {
                let attribution = self.sources.get(index);
                self.sources.piece(index, self.start(governor)).is_some()
                    && !attribution.cue.is_some_and(|cue| cue.covers(self.start(governor)))
            };
            inside &= inner.is_none_or(within);
            let mut cue = None;
            for anchor in self.on(governor) {
                weight.hedges.push(anchor.hedge);
                let hedge = self.hedge(anchor.hedge);
                if matches!(hedge.kind, HedgeType::Epistemic | HedgeType::Doxastic) {
                    cue = Some((hedge.span, of_strength(hedge.strength)));
                } else if hedge.kind == HedgeType::Investigation {
                    cue = Some((hedge.span, Factuality::Unknown));
                }
            }
            let known = self.governs(governor);
            let known = known.map(|e| (self.word(governor), e.when(self.is_negated(governor)))).or(cue);
            if let Some((span, effect)) = known {
                if inside {
                    weight.apply(Rule::Governor, Some(span), effect);
                } else if self.local.cued_at(self.start(governor)).next().is_none() {
                    // "It is possible that he reportedly fled": no matter of the source's, but of the writer's.
                    weight.take_down(Reason::factor(Rule::Degree, Some(span), commitment(effect)));
                }
            }
            at = self.parsed.first_conjunct(governor);
        }
        for &index in &weight.chain {
            let Some(cue) = self.sources.get(index).cue else { continue };
            let from = self.input.hedges.partition_point(|h| h.span.end() <= cue.start());
            for (hedge, number) in self.input.hedges[from..].iter().zip(from as u32..).take(FEW) {
                if hedge.span.overlaps(cue) {
                    weight.hedges.push(number);
                }
            }
        }
    }

    /// Whether a word that takes a clause is negated, or stands in a negated "there is".
    fn is_negated(&self, governor: usize) -> bool {
        let tree = self.tree();
        self.parsed.negation(governor).is_some()
            || !tree.is_predicate(governor)
                && tree.head(governor).is_some_and(|verb| {
                    matches!(tree.relation(governor), Relation::Subject | Relation::Object)
                        && self.parsed.negation(verb).is_some()
                })
    }

    /// The first word of a cue that the tables know, with what it leaves.
    fn belief(&self, cue: Span) -> Option<(usize, Effect)> {
        let tokens = self.input.text.tokens_in(cue);
        tokens.take(REACH).find_map(|t| Some((t, *self.parsed.words.beliefs.get(&self.parsed.hash(t))?)))
    }

    /// Whether the cue's verb is negated; of a cue in another sentence, no.
    fn is_cue_negated(&self, token: usize) -> bool {
        self.tree().tokens().contains(&token) && self.is_negated(token)
    }

    /// What an attribution's source holds of its content.
    fn effect_of(&self, attribution: &Attribution) -> Factuality {
        let known = attribution.cue.and_then(|cue| self.belief(cue));
        if let Some((token, effect)) = known {
            return effect.when(self.is_cue_negated(token));
        }
        match attribution.stance {
            Stance::Belief => Factuality::Probable,
            Stance::Denied => Factuality::CertainlyNot,
            Stance::Neutral | Stance::Doubted | Stance::Endorsed => Factuality::Certain,
        }
    }

    /// The same where the claim is the verb itself, whose negation is counted already.
    fn effect_of_own(&self, index: u32) -> Factuality {
        let attribution = self.sources.get(index);
        let planned = attribution.content.iter().any(|&piece| {
            self.input
                .text
                .tokens_in(piece)
                .take(3)
                .any(|t| self.parsed.words.plans.contains(&self.parsed.hash(t)))
        });
        if planned {
            return Factuality::Unknown;
        }
        match (attribution.stance, attribution.cue.and_then(|cue| self.belief(cue))) {
            (_, Some((_, effect))) => effect.plain,
            (Stance::Belief, None) => Factuality::Probable,
            (Stance::Denied, None) => Factuality::CertainlyNot,
            (Stance::Neutral | Stance::Doubted | Stance::Endorsed, None) => Factuality::Certain,
        }
    }

    /// The writer's share: what the innermost source holds, taken down by each source and each distancing cue.
    fn weigh_for_writer(&self, own: Option<u32>, weight: &mut Weight) {
        let held = commitment(weight.factuality);
        if held < 1.0 {
            weight.take_down(Reason::factor(Rule::Degree, None, held));
        }
        for at in 0..weight.chain.len() {
            let index = weight.chain[at];
            let attribution = self.sources.get(index);
            let plain = matches!(attribution.stance, Stance::Neutral | Stance::Endorsed | Stance::Denied);
            let mut reason = self.share(attribution, attribution.cue);
            if own == Some(index) && plain && attribution.source.is_some() {
                reason = Reason::factor(Rule::Share, attribution.cue, SAYING);
            }
            weight.take_down(reason);
        }
        for at in 0..weight.hedges.len() {
            let hedge = self.hedge(weight.hedges[at]);
            let counted = weight
                .chain
                .iter()
                .any(|&a| self.sources.get(a).cue.is_some_and(|cue| cue.overlaps(hedge.span)));
            if hedge.kind == HedgeType::Reportative && !counted {
                let source = self.local.cued_at(hedge.span.start()).next();
                let plain = Reason::factor(Rule::Share, Some(hedge.span), DISTANCED);
                let reason =
                    source.map_or(plain, |index| self.share(self.sources.get(index), Some(hedge.span)));
                weight.take_down(reason);
            }
        }
    }

    /// How far the writer goes along with a source.
    pub(super) fn trust(&self, attribution: &Attribution) -> f32 {
        within_stance(attribution, self.signature(attribution))
    }

    /// The same as a reason.
    fn share(&self, attribution: &Attribution, span: Option<Span>) -> Reason {
        let signature = self.signature(attribution);
        Reason { signature, ..Reason::factor(Rule::Share, span, within_stance(attribution, signature)) }
    }

    /// How far readers take a writer to hold what stands under an attribution's verb.
    fn signature(&self, attribution: &Attribution) -> Option<f32> {
        let words = self.parsed.words;
        self.input.text.tokens_in(attribution.cue?).take(REACH).find_map(|t| {
            let hash = self.parsed.hash(t);
            let here = self.tree().tokens().contains(&t);
            let negated = here && self.is_negated(t);
            let passive = here && self.tree().is_passive(t);
            let table = if passive { &words.that_passive } else { &words.that };
            table.get(&hash).or_else(|| words.that.get(&hash))?.commitment(negated)
        })
    }
}

/// How far a writer goes along with a source: by the signature of its verb, within what the stance allows.
fn within_stance(attribution: &Attribution, signature: Option<f32>) -> f32 {
    let (low, high): (f32, f32) = match attribution.stance {
        Stance::Neutral => (0.5, 0.8),
        Stance::Endorsed => (0.7, 0.95),
        Stance::Belief => (0.5, 0.7),
        Stance::Doubted => (0.2, DISTANCED),
        Stance::Denied => (0.05, 0.1),
    };
    let high = if attribution.source.is_none() { high.min(DISTANCED) } else { high };
    signature.unwrap_or(high).clamp(low.min(high), high)
}

impl Weight {
    fn apply(&mut self, rule: Rule, span: Option<Span>, leaves: Factuality) {
        if leaves != Factuality::Certain {
            self.reasons.push(Reason::new(rule, span, Some(leaves)));
            self.factuality = self.factuality.under(leaves);
        }
    }

    fn take_down(&mut self, reason: Reason) {
        self.certainty *= reason.factor.unwrap_or(1.0);
        self.reasons.push(reason);
    }
}
