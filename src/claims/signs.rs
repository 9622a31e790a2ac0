//! Where the cues and attributions of a sentence stand: the features that its status is told by.

use super::Status;
use super::clauses::{REACH, Role};
use super::features::{Cover, Feature, Form, Place, Side};
use super::scene::Scene;
use super::status::Ruled;
use crate::attribution::Attribution;
use crate::syntax::{Relation, Tag};
use crate::text::{Span, TokenKind};

/// How many tokens from the start of a sentence a headline's colon stands at most.
const NEAR: usize = 8;

impl Scene<'_> {
    /// The features of a sentence by their numbers, sorted, each once.
    pub(super) fn features(&self, ruled: &Ruled) -> Vec<usize> {
        let hedges = self.hedges.clone();
        let mut found = vec![Feature::Bias, Feature::Rule(ruled.judgement.status, ruled.rooted)];
        let first_finite = self.tree().tokens().find(|&t| self.tree().tag(t).is_finite());
        let mut count = 0;
        for (hedge, index) in self.input.hedges[hedges.clone()].iter().zip(hedges.start as u32..) {
            if !hedge.kind.is_hedging() {
                continue;
            }
            count += 1;
            let token = self.input.text.tokens_in(hedge.span).start;
            found.push(Feature::Cue(hedge.kind, self.place(index, ruled)));
            found.push(Feature::Form(self.form(token), first_finite.is_some_and(|first| first < token)));
            let holder = self.local.holding(self.sources, hedge.span.start()).last();
            found.push(Feature::Inside(hedge.kind, holder.is_some()));
            if let Some(index) = holder {
                found.push(Feature::Behind(hedge.kind, self.verb_before(index, token)));
            }
        }
        if count > 0 {
            found.push(Feature::Count(count));
        }
        found.extend(ruled.own.iter().map(|&index| Feature::Own(Side::of(self.sources.get(index).stance))));
        self.add_attributions(&mut found);
        self.add_free(ruled, &mut found);
        self.add_ends(&mut found);
        self.add_surface(&mut found);
        let mut numbers: Vec<usize> = found.into_iter().map(Feature::index).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    fn place(&self, hedge: u32, ruled: &Ruled) -> Place {
        if ruled.reaching.binary_search(&hedge).is_ok() {
            return Place::Reaches;
        }
        let Some(token) = self.anchored[hedge as usize - self.hedges.start] else { return Place::Loose };
        let clause = std::iter::once(token)
            .chain(self.tree().ancestors(token))
            .take(REACH)
            .find_map(|token| self.clause(token));
        match clause {
            None => Place::Loose,
            Some(clause) => match clause.role {
                Role::Main if self.is_adjunct(token, clause.predicate) => Place::Adjunct,
                Role::Main => Place::Main,
                Role::Complement
                    if self.local.holding(self.sources, self.start(clause.head)).next().is_some() =>
                {
                    Place::Content
                }
                Role::Complement => Place::Complement,
                Role::Adverbial => Place::Adverbial,
                Role::Relative => Place::Relative,
                Role::Part => Place::Part,
            },
        }
    }

    /// Whether a word is part of an oblique phrase of a clause.
    fn is_adjunct(&self, token: usize, predicate: usize) -> bool {
        let tree = self.tree();
        let path = std::iter::once(token).chain(tree.ancestors(token)).take(REACH);
        path.take_while(|&at| at != predicate).any(|at| tree.relation(at) == Relation::Oblique)
    }

    fn form(&self, token: usize) -> Form {
        if !self.tree().tokens().contains(&token) {
            return Form::Other;
        }
        match self.tree().tag(token) {
            Tag::VerbFinite | Tag::VerbImperative => Form::Finite,
            tag if tag.is_verb() => Form::Verb,
            tag if tag.is_aux() => Form::Auxiliary,
            Tag::Noun | Tag::ProperNoun | Tag::Pronoun => Form::Noun,
            Tag::Adjective => Form::Adjective,
            Tag::Adverb => Form::Adverb,
            _ => Form::Other,
        }
    }

    /// Whether a finite verb stands before a token in the content of an attribution that holds it.
    fn verb_before(&self, attribution: u32, token: usize) -> bool {
        let at = self.input.text.tokens()[token].start();
        let start = self.sources.piece(attribution, at).map_or(at, Span::start);
        let first = self.input.text.tokens_in(Span::new(start, at)).start.max(self.tree().tokens().start);
        (first..token).any(|before| self.tree().tag(before).is_finite())
    }

    /// Adds the sides of content that the root stands outside of.
    fn add_free(&self, ruled: &Ruled, found: &mut Vec<Feature>) {
        let root = self.input.text.span_of(self.tree().root()..self.tree().root() + 1);
        if self.local.cued_at(root.start()).next().is_some() {
            return;
        }
        let mut holds = [None; Side::ALL.len()];
        for &index in &self.local.around {
            let attribution = self.sources.get(index);
            let held = self.sources.piece(index, root.start()).is_some();
            let side = &mut holds[Side::of(attribution.stance) as usize];
            *side = Some(side.unwrap_or(false) || held);
        }
        let free = holds.into_iter().zip(Side::ALL).filter(|&(held, _)| held == Some(false));
        let asserted = ruled.rooted && ruled.judgement.status == Status::Asserted;
        found.extend(free.map(|(_, &side)| Feature::Free(side, asserted)));
    }

    fn add_attributions(&self, found: &mut Vec<Feature>) {
        let sentence = self.input.text.span_of(self.tree().tokens());
        let mut most = [0.0_f32; Side::ALL.len()];
        for &index in &self.local.around {
            let attribution = self.sources.get(index);
            let side = Side::of(attribution.stance);
            let (share, first, last) = coverage(attribution, sentence);
            most[side as usize] = most[side as usize].max(share);
            // Closing marks and a full stop may stand outside.
            if first.is_some_and(|s| s <= sentence.start() + 2) {
                found.push(Feature::Edge(side, false));
            }
            if last.is_some_and(|e| e + 3 >= sentence.end()) {
                found.push(Feature::Edge(side, true));
            }
            if share > 0.95 || share > 0.6 && attribution.cue.is_none_or(|cue| !cue.overlaps(sentence)) {
                found.push(Feature::Within(side));
            }
        }
        for (share, &side) in most.into_iter().zip(Side::ALL) {
            found.push(Feature::Covered(side, Cover::of(share)));
        }
        for &(cue, index) in self.local.cued.iter().take(REACH) {
            let side = Side::of(self.sources.get(index).stance);
            let form = self.form(self.input.text.tokens_in(cue).start);
            found.push(Feature::Cued(side, form, self.says_a_clause(index)));
        }
    }

    /// Signs of speech that do not hang on an attribution being found.
    fn add_surface(&self, found: &mut Vec<Feature>) {
        let tree = self.tree();
        let sentence = self.input.text.span_of(tree.tokens());
        let share = self.sources.quoted(sentence) as f32 / sentence.len().max(1) as f32;
        found.push(Feature::Quoted(Cover::of(share)));
        let verb = self.clauses.iter().find(|c| c.role == Role::Main).map(|c| c.predicate);
        if let Some(verb) = verb.filter(|&v| self.parsed.words.that.contains_key(&self.parsed.hash(v))) {
            found.push(Feature::Verb(tree.complement_of(verb).is_some()));
        }
        let mut opening = tree.tokens().take(NEAR).map(|t| self.parsed.kind(t));
        if opening.clone().next() == Some(TokenKind::DoubleQuote) {
            found.push(Feature::Opens(0));
        }
        if opening.any(|kind| kind == TokenKind::Colon) {
            found.push(Feature::Opens(1));
            if tree.tokens().last().is_some_and(|t| self.parsed.kind(t).is_wordlike()) {
                found.push(Feature::Opens(2));
            }
        }
    }

    fn add_ends(&self, found: &mut Vec<Feature>) {
        let last = self.tree().tokens().last().map(|t| self.parsed.kind(t));
        if self.asks {
            found.push(Feature::Ends(0));
        } else if last == Some(TokenKind::Colon) {
            found.push(Feature::Ends(1));
        } else if last.is_some_and(TokenKind::is_wordlike) {
            found.push(Feature::Ends(2));
        }
    }
}

/// The share of a sentence that an attribution's content covers, and where that starts and ends.
pub(super) fn coverage(attribution: &Attribution, sentence: Span) -> (f32, Option<u32>, Option<u32>) {
    let content = &attribution.content;
    let from = content.partition_point(|p| p.end() <= sentence.start());
    let to = content.partition_point(|p| p.start() < sentence.end());
    let inside = &content[from..to.max(from)];
    let size: u32 =
        inside.iter().map(|p| p.end().min(sentence.end()) - p.start().max(sentence.start())).sum();
    let share = size as f32 / sentence.len().max(1) as f32;
    (share, inside.first().map(|p| p.start()), inside.last().map(|p| p.end()))
}
