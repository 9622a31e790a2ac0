//! Trees read from CoNLL-U and laid over the crate's tokens.

use reportedly::syntax::{Relation, Tag, training};
use reportedly::text::{Text, TokenKind, fold};

/// A sentence with its tree, over the crate's tokens.
#[derive(Clone)]
pub(crate) struct Gold {
    pub(crate) text: String,
    pub(crate) tags: Vec<u8>,
    /// As annotated; `None` for the root.
    pub(crate) heads: Vec<Option<usize>>,
    pub(crate) relations: Vec<Relation>,
    /// Lifted until the tree is projective: what the parser can learn.
    pub(crate) projective: Vec<Option<usize>>,
    /// Hashes of the words, and of the names of tags and relations in the file.
    pub(crate) hashes: Vec<u64>,
    pub(crate) names: Vec<[u64; 2]>,
}

pub(crate) struct Word {
    form: String,
    upos: String,
    xpos: String,
    head: usize,
    deprel: String,
}

/// All sentences of a CoNLL-U file whose words stand in their `# text` line and form a tree.
pub(crate) fn read(path: &str) -> Vec<Gold> {
    words_of(path).iter().filter_map(|(text, words)| lay_over(text, words)).collect()
}

/// The `# text` line and the words of each sentence of a CoNLL-U file.
pub(crate) fn words_of(path: &str) -> Vec<(String, Vec<Word>)> {
    let content = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{path}: {e}"));
    let mut sentences = Vec::new();
    for block in content.split("\n\n") {
        let mut text = None;
        let mut words = Vec::new();
        for line in block.lines() {
            if let Some(rest) = line.strip_prefix("# text = ") {
                text = Some(rest);
            }
            let fields: Vec<&str> = line.split('\t').collect();
            if fields.len() >= 8 && fields[0].bytes().all(|b| b.is_ascii_digit()) {
                words.push(Word {
                    form: fields[1].into(),
                    upos: fields[3].into(),
                    xpos: fields[4].into(),
                    head: fields[6].parse().unwrap_or(0),
                    deprel: fields[7].into(),
                });
            }
        }
        if let Some(text) = text {
            sentences.push((text.into(), words));
        }
    }
    sentences
}

/// Where each word stands in the text.
fn spans(text: &str, words: &[Word]) -> Option<Vec<(usize, usize)>> {
    let mut at = 0;
    words
        .iter()
        .map(|word| {
            at += text[at..].len() - text[at..].trim_start().len();
            let end = at + word.form.len();
            let found = text.get(at..end)? == word.form;
            let span = (at, end);
            at = end;
            found.then_some(span)
        })
        .collect()
}

/// A tree over the crate's tokens; `None` where words and text differ, or the tree has not one root.
pub(crate) fn lay_over(text: &str, words: &[Word]) -> Option<Gold> {
    let spans = spans(text, words)?;
    let parsed = Text::new(text).ok()?;
    let tokens = parsed.tokens();
    if tokens.is_empty() || tokens.len() > 390 {
        return None;
    }
    let touches = |token: usize, word: usize| {
        (tokens[token].start() as usize) < spans[word].1 && spans[word].0 < tokens[token].end() as usize
    };
    let words_of: Vec<Vec<usize>> =
        (0..tokens.len()).map(|t| (0..words.len()).filter(|&w| touches(t, w)).collect()).collect();
    let tokens_of: Vec<Vec<usize>> =
        (0..words.len()).map(|w| (0..tokens.len()).filter(|&t| touches(t, w)).collect()).collect();
    // The token that stands for a word: the last one that is like a word.
    let token_for: Vec<usize> = tokens_of
        .iter()
        .map(|ts| ts.iter().rfind(|&&t| tokens[t].kind().is_wordlike()).or(ts.last()).copied())
        .collect::<Option<_>>()?;
    let imperatives = imperatives(words);
    let mut gold = Gold {
        text: text.into(),
        tags: Vec::new(),
        heads: Vec::new(),
        relations: Vec::new(),
        projective: Vec::new(),
        hashes: tokens.iter().map(|t| t.hash).collect(),
        names: Vec::new(),
    };
    for token in 0..tokens.len() {
        let inside = &words_of[token];
        // The word that stands for a token: the first whose head is elsewhere.
        let word = *inside.iter().find(|&&w| words[w].head == 0 || !inside.contains(&(words[w].head - 1)))?;
        let tag = if imperatives[word] {
            Tag::VerbImperative
        } else {
            training::tag(&words[word].upos, &words[word].xpos)
        };
        gold.names.push([&words[word].xpos, &words[word].deprel].map(|name| fold::hash(name)));
        if token_for[word] == token {
            let mut head = words[word].head;
            // A word whose head is a piece of the same token hangs on what that token hangs on.
            let mut steps = 0;
            while head != 0 && token_for[head - 1] == token && steps < words.len() {
                head = words[head - 1].head;
                steps += 1;
            }
            gold.tags.push(tag as u8);
            gold.heads.push((head != 0).then(|| token_for[head - 1]));
            gold.relations.push(training::relation(&words[word].deprel));
        } else {
            let piece = tokens[token].kind();
            let wordlike = piece.is_wordlike() || piece == TokenKind::Symbol;
            gold.tags.push(if wordlike { tag } else { Tag::Punctuation } as u8);
            gold.heads.push(Some(token_for[word]));
            gold.relations.push(if wordlike { Relation::Compound } else { Relation::Punctuation });
        }
    }
    if gold.heads.iter().filter(|h| h.is_none()).count() != 1 || !is_tree(&gold.heads) {
        return None;
    }
    for (head, relation) in gold.heads.iter().zip(&mut gold.relations) {
        if head.is_none() {
            *relation = Relation::Root;
        } else if *relation == Relation::Root {
            *relation = Relation::Dependent;
        }
    }
    gold.projective = projective(&gold.heads);
    Some(gold)
}

/// Verbs in their base form that head a clause without "to", auxiliary ("do" apart) or subject.
fn imperatives(words: &[Word]) -> Vec<bool> {
    let mut found = vec![false; words.len()];
    for at in 0..words.len() {
        let word = &words[at];
        let base = word.upos == "VERB" && word.xpos == "VB";
        let heads_clause = match word.deprel.as_str() {
            "root" | "parataxis" | "ccomp" => true,
            "conj" => found[word.head - 1],
            _ => false,
        };
        found[at] = base
            && heads_clause
            && !words.iter().any(|w| {
                w.head == at + 1
                    && (matches!(w.deprel.as_str(), "mark" | "nsubj" | "expl" | "cop")
                        || w.deprel.starts_with("aux") && !w.form.eq_ignore_ascii_case("do"))
            });
    }
    found
}

fn is_tree(heads: &[Option<usize>]) -> bool {
    (0..heads.len()).all(|t| {
        let mut at = t;
        (0..=heads.len()).any(|_| match heads[at] {
            Some(head) => {
                at = head;
                false
            }
            None => true,
        })
    })
}

/// Lifts the shortest arc that others cross to its head's head, until none cross (Nivre & Nilsson 2005).
fn projective(heads: &[Option<usize>]) -> Vec<Option<usize>> {
    let mut heads = heads.to_vec();
    let climbs_to = |heads: &[Option<usize>], from: usize, to: usize| {
        let mut at = Some(from);
        while let Some(t) = at {
            if t == to {
                return true;
            }
            at = heads[t];
        }
        false
    };
    loop {
        let crossed = (0..heads.len())
            .filter_map(|t| heads[t].map(|head| (t, head)))
            .filter(|&(t, head)| {
                (t.min(head) + 1..t.max(head)).any(|between| !climbs_to(&heads, between, head))
            })
            .min_by_key(|&(t, head)| t.abs_diff(head));
        let Some((t, head)) = crossed else { return heads };
        match heads[head] {
            Some(above) => heads[t] = Some(above),
            None => return heads,
        }
    }
}
