//! Sentences as headlines, captions and shouts print them, from trees of plain ones.

use reportedly::syntax::{Relation, Tag};
use reportedly::text::{Text, Token};

use crate::gold::Gold;
use crate::net::Random;

/// One in this many sentences is learnt in each of the other forms too.
const ONE_IN: u64 = 25;

/// Headlines are made of sentences up to this length, in tokens, three times as often.
const HEADLINE: usize = 20;

/// Adds variants: in capitals, With Capitals, without the stop at the end, and short ones as headlines.
pub(crate) fn add(gold: &mut Vec<Gold>, random: &mut Random) {
    let mut added = Vec::new();
    for tree in gold.iter() {
        let mut one_in = |n: u64| random.next().is_multiple_of(n);
        if one_in(ONE_IN) {
            added.extend(rewritten(tree, tree.text.to_ascii_uppercase()));
        }
        if one_in(ONE_IN) {
            added.extend(rewritten(tree, title(&tree.text)));
        }
        if one_in(ONE_IN) {
            added.extend(without(tree, is_last_stop));
        }
        if tree.tags.len() <= HEADLINE && one_in(ONE_IN / 3) {
            let headline = without(tree, |tree, at| {
                tree.relations[at] == Relation::Determiner && tree.tags[at] == Tag::Determiner as u8
                    || matches!(tree.relations[at], Relation::AuxiliaryPassive | Relation::Copula)
                    || is_last_stop(tree, at)
            });
            if let Some(headline) = headline {
                if one_in(2) {
                    added.extend(rewritten(&headline, title(&headline.text)));
                }
                added.push(headline);
            }
        }
    }
    gold.append(&mut added);
}

fn is_last_stop(tree: &Gold, at: usize) -> bool {
    at + 1 == tree.tags.len() && tree.text.ends_with('.') && tree.relations[at] == Relation::Punctuation
}

fn title(text: &str) -> String {
    let mut before = ' ';
    text.chars()
        .map(|c| {
            let starts = !before.is_alphanumeric() && !matches!(before, '\'' | '’');
            before = c;
            if starts { c.to_ascii_uppercase() } else { c }
        })
        .collect()
}

/// The same tree over another text, if that has the same tokens.
fn rewritten(tree: &Gold, text: String) -> Option<Gold> {
    let same = {
        let (old, new) = (Text::new(&tree.text).ok()?, Text::new(&text).ok()?);
        old.tokens().len() == new.tokens().len()
            && old.tokens().iter().zip(new.tokens()).all(|(a, b)| a.span() == b.span())
    };
    same.then(|| Gold { text, ..tree.clone() })
}

/// The tree without some of its leaves, if any are asked for and the rest reads as the same tokens.
fn without(tree: &Gold, drop: impl Fn(&Gold, usize) -> bool) -> Option<Gold> {
    let text = Text::new(&tree.text).ok()?;
    let all = 0..tree.tags.len();
    let is_leaf = |t: usize| !tree.heads.contains(&Some(t)) && !tree.projective.contains(&Some(t));
    let kept: Vec<usize> =
        all.filter(|&t| tree.heads[t].is_none() || !is_leaf(t) || !drop(tree, t)).collect();
    let mut shorter = String::new();
    for (n, &t) in kept.iter().enumerate() {
        let after = n.checked_sub(1).map_or(0, |before| kept[before] + 1);
        if n > 0 && text.tokens()[after..=t].iter().any(Token::after_space) {
            shorter.push(' ');
        }
        shorter.push_str(text.word(t));
    }
    let parsed = Text::new(&shorter).ok()?;
    let same = parsed.tokens().len() == kept.len()
        && kept.iter().enumerate().all(|(n, &t)| parsed.word(n) == text.word(t));
    if !same || kept.len() < 2 || kept.len() == tree.tags.len() {
        return None;
    }
    let place = |t: Option<usize>| t.and_then(|t| kept.binary_search(&t).ok());
    Some(Gold {
        tags: kept.iter().map(|&t| tree.tags[t]).collect(),
        heads: kept.iter().map(|&t| place(tree.heads[t])).collect(),
        relations: kept.iter().map(|&t| tree.relations[t]).collect(),
        projective: kept.iter().map(|&t| place(tree.projective[t])).collect(),
        hashes: kept.iter().map(|&t| tree.hashes[t]).collect(),
        names: kept.iter().map(|&t| tree.names[t]).collect(),
        text: shorter,
    })
}
