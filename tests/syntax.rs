//! The parser from outside: cases (`cases/syntax.txt`), and what holds of every tree of every text.

use std::ops::Range;
use std::time::Instant;

use proptest::prelude::*;
use reportedly::syntax::{Parser, Relation, Tree};
use reportedly::text::Text;

/// The facts of the case file that must hold. Retraining moves single ones; a drop below is a worse parser.
const SHARE: f64 = 0.86;

struct Sentence<'a> {
    text: Text<'a>,
    tree: Tree,
}

impl<'a> Sentence<'a> {
    fn new(source: &'a str) -> Self {
        let text = Text::new(source).expect("cases are short");
        let tree = Parser::new().parse(&text, 0..text.tokens().len());
        Self { text, tree }
    }

    /// The token that `word` or `word/2` names.
    fn token(&self, name: &str) -> usize {
        let (word, number) = name.split_once('/').unwrap_or((name, "1"));
        let number: usize = number.parse().expect("a number after the slash");
        let mut all = self.tree.tokens().filter(|&t| self.text.word(t).eq_ignore_ascii_case(word));
        all.nth(number - 1).unwrap_or_else(|| panic!("{name:?} is not in {:?}", self.text.source()))
    }

    fn words(&self, tokens: impl Iterator<Item = usize>) -> String {
        tokens.map(|t| self.text.word(t)).collect::<Vec<_>>().join("+")
    }

    /// Nothing, where `fact` holds; else what is found in its place.
    fn against(&self, fact: &str) -> Option<String> {
        let mut parts = fact.splitn(3, ' ');
        let (Some(word), Some(what), Some(value)) = (parts.next(), parts.next(), parts.next()) else {
            panic!("a fact has three parts: {fact:?}");
        };
        let tree = &self.tree;
        let differs =
            |found: Option<usize>| (found != Some(self.token(value))).then(|| self.words(found.into_iter()));
        match (word, what) {
            ("-", "root") => return differs(Some(tree.root())),
            (_, "subject_of") => return differs(tree.subject_of(self.token(word))),
            (_, "understood_of") => return differs(tree.understood_subject_of(self.token(word))),
            (_, "complement_of") => return differs(tree.complement_of(self.token(word))),
            (_, "clause_of") => return differs(Some(tree.clause_of(self.token(word)))),
            (_, "group") => {
                let found = self.words(tree.verb_group(self.token(word)));
                return (found != value).then_some(found);
            }
            (_, "span") => {
                let found = self.text.slice(self.text.span_of(tree.subtree(self.token(word))));
                return (found != value).then(|| found.to_owned());
            }
            (_, "is" | "not") => {
                let token = self.token(word);
                let found = match value {
                    "passive" => tree.is_passive(token),
                    "negated" => tree.is_negated(token),
                    "finite" => tree.is_finite(token),
                    _ => panic!("nothing can be {value:?}"),
                };
                return (found != (what == "is")).then(|| format!("{found}"));
            }
            _ => {}
        }
        let relation: Relation = what.parse().unwrap_or_else(|e| panic!("{fact:?}: {e}"));
        let token = self.token(value);
        let found = (tree.head(token), tree.relation(token));
        (found != (Some(self.token(word)), relation))
            .then(|| format!("{} {} {value}", found.0.map_or("-", |head| self.text.word(head)), found.1))
    }
}

#[test]
fn cases_show_their_facts() {
    let (mut facts, mut wrong, mut sentences) = (0, Vec::new(), 0);
    let mut sentence = None;
    for line in include_str!("cases/syntax.txt").lines() {
        if line.starts_with('#') || line.is_empty() {
            continue;
        }
        if let Some(fact) = line.strip_prefix("    ") {
            let sentence: &Sentence<'_> = sentence.as_ref().expect("a sentence stands before its facts");
            facts += 1;
            if let Some(found) = sentence.against(fact) {
                wrong.push(format!("{}\n    asked: {fact}\n    found: {found}", sentence.text.source()));
            }
        } else {
            sentences += 1;
            sentence = Some(Sentence::new(line));
        }
    }
    assert!(sentences >= 80, "only {sentences} sentences");
    let share = 1.0 - wrong.len() as f64 / f64::from(facts);
    assert!(share >= SHARE, "{share:.3} of {facts} facts hold:\n{}", wrong.join("\n"));
}

/// Every tree has one root, is projective, and its queries agree with each other.
fn assert_is_tree(tree: &Tree) {
    let tokens = tree.tokens();
    if tokens.is_empty() {
        return;
    }
    let roots = tokens.clone().filter(|&t| tree.head(t).is_none()).collect::<Vec<_>>();
    assert_eq!(roots, [tree.root()]);
    assert_eq!(tree.relation(tree.root()), Relation::Root);
    assert_eq!(tree.subtree(tree.root()), tokens);
    for t in tokens.clone() {
        let subtree = tree.subtree(t);
        assert!(subtree.contains(&t));
        // What hangs on a token is disjoint, in order, inside what hangs on its head, and leaves no gap.
        let mut covered = 1;
        let mut last = subtree.start;
        for child in tree.children(t) {
            let Range { start, end } = tree.subtree(child);
            assert_eq!(tree.head(child), Some(t));
            assert!(last <= start && end <= subtree.end);
            last = end;
            covered += end - start;
        }
        assert_eq!(covered, subtree.len());
        let clause = tree.clause_of(t);
        assert!(tree.is_clause(clause) && tree.subtree(clause).contains(&t));
        assert!(tree.subject_of(t) != Some(t) && tree.complement_of(t) != Some(t));
        let _ = tree.understood_subject_of(t);
    }
}

fn parse(source: &str) -> Tree {
    Sentence::new(source).tree
}

proptest! {
    #[test]
    fn any_text_gives_a_tree(source in any::<String>()) {
        assert_is_tree(&parse(&source));
    }

    #[test]
    fn any_words_give_a_tree(words in prop::collection::vec("said|that|the|port|,|\"|who|to|and|not|IS|\\.|[a-z]{1,9}|[0-9]{1,3}", 0..1200)) {
        assert_is_tree(&parse(&words.join(" ")));
    }

    #[test]
    fn sentences_are_parsed_together_as_one_by_one(lengths in prop::collection::vec(0_usize..30, 1..40), long in 0_usize..1500) {
        let words = ["she", "said", "that", "the", "port", ",", "was", "closed", "and", "\"", "Ruiz", "."];
        let lengths: Vec<usize> = lengths.into_iter().chain([long, 7]).collect();
        let source: Vec<&str> =
            (0..lengths.iter().sum::<usize>()).map(|at| words[at * at % 31 % words.len()]).collect();
        let source = source.join(" ");
        let text = Text::new(&source).expect("a short text");
        let mut end = 0;
        let sentences: Vec<Range<usize>> = lengths
            .iter()
            .map(|len| {
                let start = end;
                end += len;
                start..end
            })
            .collect();
        let parser = Parser::new();
        let together = parser.parse_all(&text, &sentences);
        prop_assert_eq!(together.len(), sentences.len());
        for (tree, tokens) in together.iter().zip(sentences) {
            prop_assert_eq!(tree, &parser.parse(&text, tokens));
        }
    }

    #[test]
    fn a_sentence_in_a_text_is_parsed_as_alone(before in "[a-z ]{0,40}") {
        let sentence = "The minister said that the port was closed.";
        let source = format!("{before}\n\n{sentence}");
        let text = Text::new(&source).expect("short");
        let first = text.tokens().len() - 9;
        let tree = Parser::new().parse(&text, first..text.tokens().len());
        let alone = parse(sentence);
        for t in alone.tokens() {
            prop_assert_eq!(tree.head(first + t), alone.head(t).map(|head| first + head));
            prop_assert_eq!(tree.relation(first + t), alone.relation(t));
        }
    }
}

#[test]
fn time_is_linear_on_hostile_text() {
    for piece in ["the ", "said that ", ", ", "\"( ", "of the port ", "and ", "X", "not "] {
        let seconds = |times: usize| {
            let source = piece.repeat(times);
            let text = Text::new(&source).expect("short enough");
            let started = Instant::now();
            assert_is_tree(&Parser::new().parse(&text, 0..text.tokens().len()));
            started.elapsed().as_secs_f64()
        };
        let (short, long) = (seconds(4_000), seconds(64_000));
        // Sixteen times the text; quadratic would be 256 times the time.
        assert!(long < 64.0 * short.max(0.005), "{piece:?}: {short:.3} s, then {long:.3} s");
    }
}

#[test]
fn no_tokens_give_an_empty_tree() {
    let tree = parse("");
    assert_eq!((tree.tokens(), tree.root()), (0..0, 0));
}
