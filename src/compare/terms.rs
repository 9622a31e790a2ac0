//! What a claim says, as weighted terms: its entities and the stems of its content words, and who does what to whom.

use std::ops::Range;

use hashbrown::HashMap;
use rust_stemmers::{Algorithm, Stemmer};

use crate::claims::Claim;
use crate::document::Document;
use crate::entities::Mention;
use crate::sentences::Sentence;
use crate::syntax::{Parser, Relation, Tag, Tree, Trees};
use crate::text::{Text, fold};

/// Terms of a claim that are looked at; a longer one is a list.
const MOST: usize = 64;

/// What a claim says.
#[derive(Clone, Debug, Default)]
pub(super) struct Terms {
    /// Sorted by id, each once.
    pub(super) all: Vec<Term>,
    /// Ids of the entities among them.
    pub(super) entities: Vec<u32>,
    /// The verb; none for a copula.
    pub(super) predicate: Option<u32>,
}

/// A word or entity of a claim.
#[derive(Clone, Copy, Debug)]
pub(super) struct Term {
    pub(super) id: u32,
    pub(super) weight: f32,
    pub(super) role: Role,
}

/// What it has to do with what is claimed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    /// It does it, or is so.
    Doer,
    /// It is done to it.
    Patient,
    /// The verb, and all else.
    Other,
}

impl Terms {
    pub(super) fn weight(&self) -> f32 {
        self.all.iter().map(|term| term.weight).sum()
    }

    fn add_entity(&mut self, vocabulary: &mut Vocabulary, mention: &Mention, role: Role) {
        let id = vocabulary.id(format!("\n{}", mention.id), &mention.name);
        self.entities.push(id);
        self.all.push(Term { id, weight: 2.0, role });
    }

    /// Whether somebody does something to somebody, or to something.
    pub(super) fn has_sides(&self) -> bool {
        let has = |role| self.all.iter().any(|term| term.role == role);
        has(Role::Doer) && has(Role::Patient)
    }

    pub(super) fn doers(&self) -> impl Iterator<Item = u32> + '_ {
        self.all.iter().filter(|term| term.role == Role::Doer).map(|term| term.id)
    }
}

/// The terms of both documents, numbered.
pub(super) struct Vocabulary {
    ids: HashMap<String, u32>,
    names: Vec<String>,
    stemmer: Stemmer,
}

impl Default for Vocabulary {
    fn default() -> Self {
        Self { ids: HashMap::new(), names: Vec::new(), stemmer: Stemmer::create(Algorithm::English) }
    }
}

impl Vocabulary {
    /// A term for people to read.
    pub(super) fn name(&self, id: u32) -> &str {
        &self.names[id as usize]
    }

    fn id(&mut self, key: String, name: &str) -> u32 {
        let next = self.names.len() as u32;
        *self.ids.entry(key).or_insert_with(|| {
            self.names.push(name.to_owned());
            next
        })
    }

    fn word(&mut self, word: &str) -> u32 {
        let mut folded = String::new();
        fold::fold_into(word, &mut folded);
        let stem = self.stemmer.stem(&folded).into_owned();
        self.id(stem.clone(), &stem)
    }

    /// The terms of each claim of a document.
    pub(super) fn read(&mut self, doc: &Document) -> Vec<Terms> {
        let Ok(text) = Text::new(doc.text()) else { return Vec::new() };
        let sentences: Vec<Sentence> = doc
            .sentences()
            .iter()
            .map(|s| Sentence::of_span(s.span, text.tokens_in(s.span), s.reason))
            .collect();
        let trees = Trees::new(Parser::new(), &text, &sentences);
        let terms = doc.claims().iter().map(|claim| {
            let tree = trees.get(claim.sentence as usize);
            Reading { doc, text: &text, tree, claim }.terms(self)
        });
        terms.collect()
    }
}

/// A claim being read.
struct Reading<'d> {
    doc: &'d Document,
    text: &'d Text<'d>,
    tree: &'d Tree,
    claim: &'d Claim,
}

impl Reading<'_> {
    fn terms(&self, vocabulary: &mut Vocabulary) -> Terms {
        let mut terms = Terms::default();
        let head = self.text.tokens_in(self.claim.head).start;
        if !self.tree.tokens().contains(&head) {
            return terms;
        }
        let is_copula = self.tree.relation(head) == Relation::Copula;
        let predicate = if is_copula { self.tree.head(head).unwrap_or(head) } else { head };
        let roles = self.roles(predicate);
        for &mention in &self.claim.entities {
            let mention = &self.doc.entities()[mention as usize];
            terms.add_entity(vocabulary, mention, role(&roles, self.text.tokens_in(mention.span).start));
        }
        if let Some(noun) = self.antecedent(predicate) {
            let role = roles.first().map_or(Role::Other, |&(_, role)| role);
            let span = self.text.tokens()[noun].span();
            let after = self.doc.entities().partition_point(|m| m.span.start() <= span.start());
            match self.doc.entities()[..after].last().filter(|m| m.span.overlaps(span)) {
                Some(mention) => terms.add_entity(vocabulary, mention, role),
                None => terms.all.push(Term { id: vocabulary.word(self.text.word(noun)), weight: 1.0, role }),
            }
        }
        for span in &self.claim.spans {
            for token in self.text.tokens_in(*span).take(MOST) {
                let weight = if token == head { 2.0 } else { self.weight(token) };
                if weight > 0.0 && !(is_copula && token == head) && self.tree.tokens().contains(&token) {
                    let id = vocabulary.word(self.text.word(token));
                    terms.all.push(Term { id, weight, role: role(&roles, token) });
                    if token == head {
                        terms.predicate = Some(id);
                    }
                }
            }
        }
        terms.entities.sort_unstable();
        terms.entities.dedup();
        terms.all.sort_by(|a, b| a.id.cmp(&b.id).then(b.weight.total_cmp(&a.weight)));
        terms.all.dedup_by_key(|term| term.id);
        terms.all.truncate(MOST);
        terms
    }

    /// What a word weighs by its kind; 0 for function words, hedges and what belongs to a mention.
    fn weight(&self, token: usize) -> f32 {
        if !self.tree.tokens().contains(&token) || !self.text.tokens()[token].kind().is_wordlike() {
            return 0.0;
        }
        let span = self.text.tokens()[token].span();
        let (doc, claim) = (self.doc, self.claim);
        let is_hedge = claim.hedges.iter().any(|&h| doc.hedges()[h as usize].span.overlaps(span));
        if is_hedge || claim.entities.iter().any(|&e| doc.entities()[e as usize].span.overlaps(span)) {
            return 0.0;
        }
        match self.tree.tag(token) {
            Tag::ProperNoun => 1.5,
            Tag::Noun | Tag::Number => 1.0,
            tag if tag.is_verb() => 1.0,
            Tag::Adjective => 0.5,
            _ => 0.0,
        }
    }

    /// Where who acts and who is acted on stand.
    fn roles(&self, predicate: usize) -> Vec<(Range<usize>, Role)> {
        let tree = self.tree;
        let passive = tree.is_passive(predicate);
        let subject = tree.subject_of(predicate);
        let subject = subject.map(|token| (token, if passive { Role::Patient } else { Role::Doer }));
        let agent = tree.child(predicate, &[Relation::Agent]).map(|token| (token, Role::Doer));
        let object = tree.child(predicate, &[Relation::Object]).map(|token| (token, Role::Patient));
        let found = subject.into_iter().chain(agent).chain(object);
        found.map(|(token, role)| (tree.subtree(token), role)).collect()
    }

    /// The noun that the subject of a relative clause stands for.
    fn antecedent(&self, predicate: usize) -> Option<usize> {
        let subject = self.tree.subject_of(predicate)?;
        let is_pronoun = self.tree.tag(subject) == Tag::Pronoun;
        (is_pronoun && self.tree.relation(predicate) == Relation::RelativeClause)
            .then(|| self.tree.head(predicate))
            .flatten()
    }
}

fn role(roles: &[(Range<usize>, Role)], token: usize) -> Role {
    roles.iter().find(|(range, _)| range.contains(&token)).map_or(Role::Other, |&(_, role)| role)
}
