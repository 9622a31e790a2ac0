//! What a source points back to: a pronoun, "the group", a surname.
//!
//! The text is read once from its start; what has been named so far is kept in a short list, the latest last.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::LazyLock;

use hashbrown::HashMap;

use super::Attribution;
use crate::entities::Mention;
use crate::labels::labels;
use crate::text::{Span, Text, TokenKind, fold, lexicon};

labels! {
    /// What a word tells of what it points back to.
    "class" Class {
        Person = "person",
        Thing = "thing",
        Several = "several",
        Relative = "relative",
        Own = "own",
        Masculine = "masculine",
        Feminine = "feminine",
        Role = "role",
        Body = "body",
        Outlet = "outlet",
    }
}

/// A set of [`Class`]es.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
struct Classes(u16);

impl Classes {
    fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u16) != 0
    }

    /// Whether two sexes are told, and differ.
    fn differ_in_sex(self, other: Self) -> bool {
        self.has(Class::Masculine) && other.has(Class::Feminine)
            || self.has(Class::Feminine) && other.has(Class::Masculine)
    }
}

static WORDS: LazyLock<HashMap<u64, Classes>> = LazyLock::new(|| {
    lexicon::rows(include_str!("resolve.txt"))
        .map(|row| {
            let names = row.field(0).unwrap_or_default().split_whitespace();
            let bits = names.filter_map(|name| name.parse::<Class>().ok()).fold(0, |b, c| b | 1 << c as u16);
            (fold::hash(row.phrase), Classes(bits))
        })
        .collect()
});

/// How many of the latest names are remembered.
const MEMORY: usize = 48;

/// Something that was named: a source or a mention.
#[derive(Clone, Copy, Debug)]
struct Named {
    span: Span,
    /// Hash of its head: for a name its last word.
    head: u64,
    kind: Kind,
    classes: Classes,
    is_source: bool,
    /// Ends in an "s".
    is_plural: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Person,
    Body,
    Several,
    Open,
}

/// Sets `resolved` and `source_entity` of each attribution; `heads` are the head tokens of the sources.
pub(super) fn resolve(
    text: &Text<'_>,
    entities: &[Mention],
    found: &mut [Attribution],
    heads: &[Option<usize>],
) {
    let mut order: Vec<usize> = (0..found.len()).filter(|&i| found[i].source.is_some()).collect();
    order.sort_by_key(|&i| found[i].source.map(Span::start));
    let mut named: VecDeque<Named> = VecDeque::with_capacity(MEMORY);
    let mut mentions = entities.iter().peekable();
    for i in order {
        let (Some(source), Some(head)) = (found[i].source, heads[i]) else { continue };
        let head = last_of_name(text, source, head);
        while let Some(mention) = mentions.next_if(|m| m.span.start() < source.start()) {
            remember(&mut named, mentioned(text, mention));
        }
        let this = read(text, source, head);
        found[i].resolved = match pronoun(text, source) {
            Some(classes) if classes.has(Class::Own) => speaker(found, i),
            Some(classes) if classes.has(Class::Relative) => before(text, source),
            Some(classes) => antecedent(&named, classes),
            None => earlier(text, &named, source, &this),
        };
        let points_to = found[i].resolved.unwrap_or(source);
        found[i].source_entity = entity(text, entities, source, head).or_else(|| whole(entities, points_to));
        if pronoun(text, source).is_none() {
            remember(&mut named, this);
        } else if let Some(back) = found[i].resolved
            && let Some(position) = named.iter().rposition(|n| n.span == back)
        {
            // Who was just spoken of is the likeliest next time.
            let again = named.remove(position).expect("a position in the list");
            remember(&mut named, again);
        }
    }
}

/// The last word of the name that a head stands in: its surname.
fn last_of_name(text: &Text<'_>, source: Span, head: usize) -> usize {
    let end = text.tokens_in(source).end;
    let is_name = |at: usize| text.tokens()[at].is_capitalised() && text.tokens()[at].kind().is_wordlike();
    if is_name(head) { (head..end).take_while(|&at| is_name(at)).last().unwrap_or(head) } else { head }
}

fn remember(named: &mut VecDeque<Named>, new: Named) {
    if named.len() == MEMORY {
        named.pop_front();
    }
    named.push_back(new);
}

/// The classes of a source that is a single pronoun.
fn pronoun(text: &Text<'_>, source: Span) -> Option<Classes> {
    let tokens = text.tokens_in(source);
    let only = (tokens.len() == 1).then_some(tokens.start)?;
    let token = &text.tokens()[only];
    // "IT" and "WHO" are names.
    let shouted = text.word(only).len() > 1 && text.word(only).chars().all(char::is_uppercase);
    let classes = WORDS.get(&token.hash).copied().filter(|_| !shouted)?;
    let pronouns = [Class::Person, Class::Thing, Class::Several, Class::Relative, Class::Own];
    pronouns.iter().any(|&class| classes.has(class)).then_some(classes)
}

fn classes_in(text: &Text<'_>, tokens: Range<usize>) -> Classes {
    tokens.take(24).fold(Classes::default(), |all, at| {
        Classes(all.0 | WORDS.get(&text.tokens()[at].hash).map_or(0, |c| c.0))
    })
}

fn read(text: &Text<'_>, source: Span, head: usize) -> Named {
    let tokens = text.tokens_in(source);
    let own = WORDS.get(&text.tokens()[head].hash).copied().unwrap_or_default();
    let name = text.tokens()[head].is_capitalised();
    let joined = tokens.clone().take(12).any(|at| text.word(at).eq_ignore_ascii_case("and"));
    let kind = if own.has(Class::Body) || own.has(Class::Outlet) {
        Kind::Body
    } else if joined
        || !name && text.word(head).ends_with('s')
        || own.has(Class::Role) && text.word(head).ends_with('s')
    {
        Kind::Several
    } else if own.has(Class::Role) {
        Kind::Person
    } else if name && text.word(head).len() > 1 && text.word(head).chars().all(char::is_uppercase) {
        Kind::Body
    } else {
        Kind::Open
    };
    Named {
        span: source,
        head: text.tokens()[head].hash,
        kind,
        classes: classes_in(text, tokens),
        is_source: true,
        is_plural: text.word(head).ends_with('s'),
    }
}

fn mentioned(text: &Text<'_>, mention: &Mention) -> Named {
    let tokens = text.tokens_in(mention.span);
    let kind = match &*mention.label {
        "PERSON" => Kind::Person,
        _ => Kind::Body,
    };
    let head = tokens.last().map_or(0, |at| text.tokens()[at].hash);
    Named { span: mention.span, head, kind, classes: Classes::default(), is_source: false, is_plural: false }
}

/// The last source (or mention of an organisation) that a pronoun can stand for.
fn antecedent(named: &VecDeque<Named>, pronoun: Classes) -> Option<Span> {
    let fits = |n: &&Named| match n.kind {
        _ if n.classes.differ_in_sex(pronoun) => false,
        Kind::Person => pronoun.has(Class::Person),
        Kind::Body => pronoun.has(Class::Thing) && n.is_source,
        Kind::Several => pronoun.has(Class::Several) && n.is_source,
        Kind::Open => n.is_source && pronoun.has(Class::Several) == n.is_plural,
    };
    let last = named.iter().rev().find(fits);
    let any_body = |n: &&Named| n.kind == Kind::Body && !pronoun.has(Class::Person);
    last.or_else(|| named.iter().rev().find(any_body)).map(|n| n.span)
}

/// A fuller name for a surname, "the ministry", "this publication": the last thing named with the same head.
fn earlier(text: &Text<'_>, named: &VecDeque<Named>, source: Span, this: &Named) -> Option<Span> {
    let short = text.tokens_in(source).len() <= 4;
    let fuller = |n: &&Named| n.head == this.head && n.span.len() > source.len();
    if short && let Some(found) = named.iter().rev().find(fuller) {
        return Some(found.span);
    }
    let points = text
        .tokens()
        .get(text.tokens_in(source).start)
        .is_some_and(|t| t.kind() == TokenKind::Word && !t.is_capitalised());
    if this.classes.has(Class::Outlet) && points {
        return named
            .iter()
            .rev()
            .find(|n| n.kind == Kind::Body || n.is_source && n.kind == Kind::Open)
            .map(|n| n.span);
    }
    let head = WORDS.get(&this.head).copied().unwrap_or_default();
    (short && points && head.has(Class::Body))
        .then(|| named.iter().rev().find(|n| n.kind == Kind::Body && n.head != this.head))
        .flatten()
        .map(|n| n.span)
}

/// The source of the nearest attribution around number `index`.
fn speaker(found: &[Attribution], index: usize) -> Option<Span> {
    let parent = found[index].parent? as usize;
    found[parent].resolved.or(found[parent].source)
}

/// The noun phrase that ends before a relative pronoun: back to the last mark or small function word.
fn before(text: &Text<'_>, pronoun: Span) -> Option<Span> {
    let at = text.tokens_in(pronoun).start;
    let mut end = at;
    while end > 0 && text.tokens()[end - 1].kind() == TokenKind::Comma {
        end -= 1;
    }
    let mut start = end;
    while start > end.saturating_sub(8)
        && start > 0
        && text.tokens()[start - 1].kind().is_wordlike()
        && (text.tokens()[start - 1].is_capitalised() || start == end)
    {
        start -= 1;
    }
    (start < end).then(|| text.span_of(start..end))
}

/// The mention that the head of a source stands in.
fn entity(text: &Text<'_>, entities: &[Mention], source: Span, head: usize) -> Option<u32> {
    let head = text.tokens()[head].span();
    let last = entities.partition_point(|m| m.span.start() <= head.start());
    (0..last)
        .rev()
        .take(8)
        .find(|&i| entities[i].span.contains(head) && source.overlaps(entities[i].span))
        .map(|i| i as u32)
}

/// The mention that a span ends with.
fn whole(entities: &[Mention], span: Span) -> Option<u32> {
    let last = entities.partition_point(|m| m.span.start() < span.end());
    (0..last)
        .rev()
        .take(8)
        .find(|&i| span.contains(entities[i].span) && entities[i].span.end() == span.end())
        .map(|i| i as u32)
}
