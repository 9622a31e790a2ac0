//! What tells for a phrase that may be the source.

use std::ops::Range;

use super::features::{Scorer, bucket, join, template};
use super::site::{Cue, EDGE, Site};
use super::source::Source;
use crate::syntax::{Relation, Tag};
use crate::text::TokenKind;

/// What tells for one option.
pub(super) fn features(site: &Site<'_>, cue: &Cue, source: &Source, f: &mut Scorer<'_>) {
    let stem = cue.entry.stem;
    let tag = site.class(cue.head);
    let frames = cue.entry.frames.bits();
    let context = [stem, join(tag, frames)];
    if source.is_none() {
        none(site, cue, f, &context);
        return;
    }
    let Range { start, end } = source.tokens.clone();
    let after = start >= cue.tokens.end;
    let gap = if after { cue.tokens.end..start } else { end..cue.tokens.start };
    let side = u64::from(after);
    let path = site.path(cue, source.head);
    let head_tag = site.class(source.head);
    let length = bucket(end - start);
    let distance = bucket(gap.len());

    f.with(template!("side"), side, &context);
    f.with(template!("path to the cue"), path, &[stem, tag, join(frames, tag), side]);
    f.with(template!("distance"), distance, &[side, join(side, tag), join(side, stem)]);
    f.with(template!("tag of the head"), head_tag, &[side, path]);
    f.with(template!("length"), length, &[side]);
    let verbs = site.count(gap.clone(), |at| site.tree.tag(at).is_verb()) as u64;
    let finite = site.count(gap.clone(), |at| site.is_finite(at)) as u64;
    let commas = site.count(gap.clone(), |at| site.page.kind(at) == TokenKind::Comma) as u64;
    let marks = site.count(gap.clone(), |at| site.page.is_quote_mark(at)) as u64;
    f.with(template!("verbs between"), verbs, &[side, tag, path]);
    f.with(template!("finite verbs between"), finite, &[side, tag]);
    f.with(template!("commas between"), commas, &[side, tag, verbs]);
    f.with(template!("quotation marks between"), marks, &[side]);
    if gap.len() <= 4 {
        let signature = gap.clone().fold(gap.len() as u64, |h, at| join(h, site.class(at)));
        f.with(template!("tags between"), signature, &[side, stem, tag]);
        let words = gap.clone().fold(gap.len() as u64, |h, at| join(h, site.word(at)));
        f.with(template!("words between"), words, &[side]);
    }
    f.with(template!("tag before"), site.class_before(start), &[side, head_tag]);
    f.with(template!("tag behind"), site.class(end), &[side, head_tag, path]);
    f.with(template!("word before"), site.word_before(start), &[side]);
    f.with(template!("word behind"), site.word(end), &[side]);
    f.with(template!("head"), site.page.hash(source.head), &[side]);
    f.both(template!("head and cue"), site.page.hash(source.head), stem);
    if end - start == 1 {
        f.with(template!("only word"), site.word(start), &[side, stem, path]);
    }
    itself(site, source, side, path, f);
    standing(site, cue, source, side, path, f);
    let around = join(site.class_before(cue.tokens.start), site.class(cue.tokens.end));
    f.with(template!("tags around the cue"), join(around, side), &[distance, join(distance, head_tag)]);
    let speech_between = site.speech(gap.clone()).len().min(2) as u64;
    f.with(template!("speech between"), speech_between, &[side, tag, path]);
    let first = if start == site.tokens.start { EDGE } else { 0 };
    f.with(template!("first in the sentence"), first, &[side, distance]);
    // Another possible source between this one and the cue.
    let nearer = site.count(gap, |at| site.is_subject(at)) as u64;
    f.with(template!("subjects between"), nearer, &[side, tag, path]);
    f.with(template!("passive cue"), u64::from(site.tree.is_passive(cue.head)), &[path, side]);
    before_verb(site, cue, source, verbs, path, f);
}

/// What tells in the words of a phrase.
fn itself(site: &Site<'_>, source: &Source, side: u64, path: u64, f: &mut Scorer<'_>) {
    let Range { start, end } = source.tokens.clone();
    let head_tag = site.class(source.head);
    let length = bucket(end - start);
    let inside_finite = site.count(source.tokens.clone(), |at| site.is_finite(at)) as u64;
    let inside_commas = site.count(source.tokens.clone(), |at| site.page.kind(at) == TokenKind::Comma) as u64;
    let inside_names =
        site.count(source.tokens.clone(), |at| site.page.text.tokens()[at].is_capitalised()) as u64;
    f.with(template!("finite verbs inside"), inside_finite, &[side, length]);
    f.with(template!("commas inside"), inside_commas, &[side, inside_finite]);
    f.with(template!("capitals inside"), inside_names.min(2), &[side, head_tag]);
    f.with(template!("first tag"), site.class(start), &[side, site.class_before(start)]);
    f.with(template!("last tag"), site.class(end - 1), &[side, site.class(end)]);
    let whole = site.tree.subtree(source.head);
    f.with(
        template!("part of a longer phrase"),
        u64::from(whole.start < start) * 2 + u64::from(whole.end > end),
        &[side, path, site.class(end)],
    );
    let hung_on =
        (source.head + 1..end).find(|&at| site.tree.tag(at) == Tag::Adposition).map_or(0, |at| site.word(at));
    f.with(template!("preposition inside"), hung_on, &[side]);
    f.with(
        template!("two tags before"),
        site.class_before(start.saturating_sub(1)),
        &[site.class_before(start), join(side, site.class(start))],
    );
    f.with(
        template!("clause inside"),
        inside_finite.min(1) * 2 + u64::from(inside_commas > 0),
        &[path, join(side, site.class(end))],
    );
    let speech_inside = site.speech(source.tokens.clone()).len().min(2) as u64;
    f.with(template!("speech inside"), speech_inside, &[side, path]);
}

/// What tells in how a phrase stands to the cue and what the cue hangs on.
fn standing(site: &Site<'_>, cue: &Cue, source: &Source, side: u64, path: u64, f: &mut Scorer<'_>) {
    let stem = cue.entry.stem;
    let tag = site.class(cue.head);
    let same_quote = site.page.quote_at(source.head) == site.page.quote_at(cue.head);
    let quoted = u64::from(same_quote) * 2 + u64::from(site.page.quote_at(cue.head).is_some());
    f.with(template!("same quotation"), quoted, &[side]);
    let relation = site.tree.relation(source.head) as u64;
    f.with(template!("relation of the head"), relation, &[side, tag, join(side, stem)]);
    let own = site.tree.subject_of(cue.head);
    let subject = match own {
        None => 0,
        Some(s) if s == source.head => 1,
        Some(s) if source.tokens.contains(&s) => 2,
        Some(_) => 3,
    };
    f.with(template!("subject of the cue"), subject, &[side, tag, join(side, path)]);
    // "quoted officials as saying": the object speaks; "was quoted as saying": the subject.
    let governor = site.tree.head(cue.head);
    let role = governor.map_or(0, |g| {
        let of_governor = site.tree.head(source.head) == Some(g);
        let relation = if of_governor { 1 + site.tree.relation(source.head) as u64 } else { 0 };
        relation * 2 + u64::from(site.tree.is_passive(g))
    });
    let joined = site.joined_in(cue.tokens.start.saturating_sub(4)..cue.tokens.start);
    f.with(template!("cue joined on"), joined, &[side, join(side, subject), relation]);
    let before_cue = site.word_before(cue.tokens.start);
    f.with(template!("role beside the cue's governor"), role, &[tag, before_cue, join(before_cue, side)]);
}

/// What the phrase is the subject of, by its place: the cue itself, a verb before it, nothing.
fn before_verb(site: &Site<'_>, cue: &Cue, source: &Source, verbs: u64, path: u64, f: &mut Scorer<'_>) {
    let tag = site.class(cue.head);
    let Range { start, end } = source.tokens.clone();
    let after = start >= cue.tokens.end;
    let mut next = end;
    while next < cue.tokens.start
        && matches!(site.tree.tag(next), Tag::Adverb | Tag::Particle | Tag::Punctuation)
    {
        next += 1;
    }
    let verb = match next {
        _ if after => 4,
        at if cue.tokens.contains(&at) => 0,
        at if site.tree.tag(at).is_aux() => 1,
        at if site.is_finite(at) => 2,
        _ => 3,
    };
    f.with(template!("verb behind"), verb, &[tag, site.class_before(start), path, join(tag, verbs)]);
}

fn none(site: &Site<'_>, cue: &Cue, f: &mut Scorer<'_>, context: &[u64; 2]) {
    let tree = site.tree;
    f.with(template!("nobody"), 1, context);
    let subject = tree.subject_of(cue.head);
    let shape = match subject {
        None => 0,
        Some(s) => 1 + tree.relation(s) as u64,
    };
    f.with(template!("nobody: subject"), shape, context);
    f.with(template!("nobody: passive cue"), u64::from(tree.is_passive(cue.head)), context);
    f.with(template!("nobody: word of the subject"), subject.map_or(0, |s| site.page.hash(s)), &[context[0]]);
    f.with(template!("nobody: word before"), site.word_before(cue.tokens.start), context);
    f.with(template!("nobody: word behind"), site.word(cue.tokens.end), context);
    f.with(template!("nobody: tag before"), site.class_before(cue.tokens.start), context);
    f.with(template!("nobody: tag behind"), site.class(cue.tokens.end), context);
    f.with(template!("nobody: relation of the cue"), tree.relation(cue.head) as u64, context);
    f.both(template!("nobody: tags around"), site.class_before(cue.tokens.start), site.class(cue.tokens.end));
    let expletive = tree.child(cue.head, &[Relation::Expletive]).is_some();
    f.with(template!("nobody: expletive"), u64::from(expletive), context);
    f.with(
        template!("nobody: understood subject"),
        tree.understood_subject_of(cue.head).map_or(0, |s| 1 + site.class(s)),
        context,
    );
}
