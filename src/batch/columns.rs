//! The columns of each table. Offsets are code points, as in Python.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, Float32Builder, Int32Builder, ListBuilder, StringBuilder};
use arrow_array::{Array, ArrayRef, Int64Array, RecordBatch};
use arrow_schema::{Field, Schema};

use super::documents::Documents;
use super::{Ids, Of};
use crate::attribution::chain;
use crate::document::Document;
use crate::faults;
use crate::sources;
use crate::text::{Offsets, Span};

/// Version of the tables' columns; raised when one changes its name, type or meaning.
const SCHEMA_VERSION: &str = "1";
/// The key under which a schema's metadata says what its rows are.
pub const TABLE: &str = "reportedly.table";
/// Between the pieces of a claim or content.
const GAP: &str = " … ";

pub(super) type Int = Int32Builder;
pub(super) type Float = Float32Builder;
type Flag = BooleanBuilder;
pub(super) type Str = StringBuilder;
pub(super) type Strs = ListBuilder<StringBuilder>;
pub(super) type Ints = ListBuilder<Int32Builder>;

/// A table: its columns in order, as builders.
macro_rules! table {
    ($(#[$meta:meta])* $name:ident { $($field:ident: $builder:ident,)+ }) => {
        $(#[$meta])*
        #[derive(Default)]
        pub(super) struct $name { $(pub(super) $field: $builder,)+ }

        impl $name {
            #[allow(dead_code, reason = "a table that is not of texts has none that is missing")]
            pub(super) fn push_nulls(&mut self) {
                $(self.$field.append_null();)+
            }

            pub(super) fn finish(mut self) -> Vec<(&'static str, arrow_array::ArrayRef)> {
                vec![$((
                    $crate::batch::columns::column_name(stringify!($field)),
                    std::sync::Arc::new(self.$field.finish()) as arrow_array::ArrayRef,
                ),)+]
            }
        }
    };
}
pub(super) use table;

/// `r#type` is called `type`.
pub(super) fn column_name(field: &'static str) -> &'static str {
    field.trim_start_matches("r#")
}

table! {
    /// A row a sentence.
    Sentences {
        sentence: Int, start: Int, end: Int, text: Str, status: Str, certainty: Float, reason: Str,
    }
}

table! {
    /// A row a mention.
    Entities {
        sentence: Int, start: Int, end: Int, text: Str, id: Str, label: Str, name: Str, via: Str, candidates: Strs,
    }
}

table! {
    /// A row a cue.
    Hedges {
        sentence: Int, start: Int, end: Int, text: Str, r#type: Str, strength: Str, negated: Flag,
        probability: Float, scope_start: Int, scope_end: Int, scope: Str,
    }
}

table! {
    /// A row an attribution; `content_starts` and `content_ends` are as long as `content`.
    Attributions {
        attribution: Int, sentence: Int, start: Int, end: Int,
        source: Str, source_start: Int, source_end: Int, source_id: Str, resolved: Str,
        cue: Str, cue_start: Int, cue_end: Int,
        content: Strs, content_starts: Ints, content_ends: Ints,
        r#type: Str, stance: Str, parent: Int, chain: Strs, confidence: Float,
    }
}

table! {
    /// A row a claim. `source` and `source_id` are of the innermost source.
    Claims {
        sentence: Int, start: Int, end: Int, text: Str, head: Str, status: Str, factuality: Str, certainty: Float,
        negated: Flag, tense: Str, chain: Strs, source: Str, source_id: Str, about: Str, entities: Strs, hedges: Strs,
    }
}

table! {
    /// A row a source. `statements` counts its attributions, which `attributions` lists by their numbers.
    Sources {
        source: Str, source_id: Str, statements: Int, words: Int, hedged: Float, attributions: Ints,
    }
}

/// The builders of one table.
pub(super) enum Columns {
    Documents(Box<Documents>),
    Sentences(Box<Sentences>),
    Entities(Box<Entities>),
    Hedges(Box<Hedges>),
    Attributions(Box<Attributions>),
    Claims(Box<Claims>),
    Sources(Box<Sources>),
}

impl Columns {
    pub(super) fn new(of: Of) -> Self {
        match of {
            Of::Documents => Self::Documents(Box::default()),
            Of::Sentences => Self::Sentences(Box::default()),
            Of::Entities => Self::Entities(Box::default()),
            Of::Hedges => Self::Hedges(Box::default()),
            Of::Attributions => Self::Attributions(Box::default()),
            Of::Claims => Self::Claims(Box::default()),
            Of::Sources => Self::Sources(Box::default()),
        }
    }

    fn of(&self) -> Of {
        match self {
            Self::Documents(_) => Of::Documents,
            Self::Sentences(_) => Of::Sentences,
            Self::Entities(_) => Of::Entities,
            Self::Hedges(_) => Of::Hedges,
            Self::Attributions(_) => Of::Attributions,
            Self::Claims(_) => Of::Claims,
            Self::Sources(_) => Of::Sources,
        }
    }

    /// Rows so far.
    pub(super) fn len(&self) -> usize {
        use arrow_array::builder::ArrayBuilder;
        match self {
            Self::Documents(t) => t.characters.len(),
            Self::Sentences(t) => t.sentence.len(),
            Self::Entities(t) => t.sentence.len(),
            Self::Hedges(t) => t.sentence.len(),
            Self::Attributions(t) => t.attribution.len(),
            Self::Claims(t) => t.sentence.len(),
            Self::Sources(t) => t.source.len(),
        }
    }

    /// A row that says: this text was missing or could not be read.
    pub(super) fn push_nulls(&mut self) {
        match self {
            Self::Documents(t) => t.push_nulls(),
            Self::Sentences(t) => t.push_nulls(),
            Self::Entities(t) => t.push_nulls(),
            Self::Hedges(t) => t.push_nulls(),
            Self::Attributions(t) => t.push_nulls(),
            Self::Claims(t) => t.push_nulls(),
            Self::Sources(t) => t.push_nulls(),
        }
    }

    pub(super) fn push(&mut self, doc: &Document) {
        faults::point("columns", doc.text());
        let view = View::new(doc);
        match self {
            Self::Documents(t) => t.push(&view),
            Self::Sentences(t) => t.push(&view),
            Self::Entities(t) => t.push(&view),
            Self::Hedges(t) => t.push(&view),
            Self::Attributions(t) => t.push(&view),
            Self::Claims(t) => t.push(&view),
            Self::Sources(t) => t.push(&view),
        }
    }

    /// The record batch; `rows` gives the number of the text that each row comes from.
    pub(super) fn finish(self, rows: &[u64], ids: &Ids) -> RecordBatch {
        let of = self.of();
        let columns = match self {
            Self::Documents(t) => t.finish(),
            Self::Sentences(t) => t.finish(),
            Self::Entities(t) => t.finish(),
            Self::Hedges(t) => t.finish(),
            Self::Attributions(t) => t.finish(),
            Self::Claims(t) => t.finish(),
            Self::Sources(t) => t.finish(),
        };
        let row: ArrayRef = Arc::new(rows.iter().map(|&r| i64::try_from(r).ok()).collect::<Int64Array>());
        let named = [("row", row), ("doc", ids.column(rows))].into_iter().chain(columns);
        let (fields, arrays): (Vec<Field>, Vec<ArrayRef>) = named
            .map(|(name, array)| (Field::new(name, array.data_type().clone(), name != "row"), array))
            .unzip();
        record_batch(of.as_str(), fields, arrays)
    }
}

/// The record batch of the table `name`.
pub(super) fn record_batch(name: &str, fields: Vec<Field>, arrays: Vec<ArrayRef>) -> RecordBatch {
    let metadata = HashMap::from([
        (TABLE.to_owned(), name.to_owned()),
        ("reportedly.schema".to_owned(), SCHEMA_VERSION.to_owned()),
    ]);
    RecordBatch::try_new(Arc::new(Schema::new_with_metadata(fields, metadata)), arrays)
        .expect("every push gives each column one value")
}

/// A document with its offsets counted.
pub(super) struct View<'a> {
    pub(super) doc: &'a Document,
    offsets: Offsets,
}

impl<'a> View<'a> {
    pub(super) fn new(doc: &'a Document) -> Self {
        Self { doc, offsets: Offsets::new(doc.text()) }
    }

    pub(super) fn start(&self, span: Span) -> i32 {
        self.offsets.to_chars(self.doc.text(), span.start()) as i32
    }

    pub(super) fn end(&self, span: Span) -> i32 {
        self.offsets.to_chars(self.doc.text(), span.end()) as i32
    }

    /// Its length.
    pub(super) fn characters(&self) -> i32 {
        self.offsets.to_chars(self.doc.text(), self.doc.text().len() as u32) as i32
    }

    pub(super) fn text(&self, span: Span) -> &'a str {
        self.doc.slice(span)
    }

    fn sentence(&self, span: Span) -> Option<i32> {
        self.doc.sentence_at(span.start()).map(|s| s as i32)
    }

    fn entity_id(&self, index: Option<u32>) -> Option<&'a str> {
        index.map(|i| &*self.doc.entities()[i as usize].id)
    }

    /// The pieces as one string.
    pub(super) fn joined(&self, spans: &[Span]) -> std::borrow::Cow<'a, str> {
        match spans {
            [only] => self.text(*only).into(),
            _ => spans.iter().map(|&s| self.text(s)).collect::<Vec<_>>().join(GAP).into(),
        }
    }

    /// The mention that each source is, by the first attribution that has it.
    fn source_entities(&self) -> HashMap<Span, Option<u32>> {
        let mut entities = HashMap::new();
        for a in self.doc.attributions() {
            if let Some(source) = a.source {
                entities.entry(source).or_insert(a.source_entity);
            }
        }
        entities
    }
}

pub(super) fn append_strings<S: AsRef<str>>(list: &mut Strs, values: impl IntoIterator<Item = Option<S>>) {
    for value in values {
        list.values().append_option(value);
    }
    list.append(true);
}

pub(super) fn append_ints(list: &mut Ints, values: impl IntoIterator<Item = i32>) {
    for value in values {
        list.values().append_value(value);
    }
    list.append(true);
}

impl Sentences {
    fn push(&mut self, view: &View<'_>) {
        for (i, s) in view.doc.sentences().iter().enumerate() {
            self.sentence.append_value(i as i32);
            self.start.append_value(view.start(s.span));
            self.end.append_value(view.end(s.span));
            self.text.append_value(view.text(s.span));
            self.status.append_option(s.judgement.map(|j| j.status.as_str()));
            self.certainty.append_option(s.judgement.map(|j| j.certainty));
            self.reason.append_value(s.reason.as_str());
        }
    }
}

impl Entities {
    fn push(&mut self, view: &View<'_>) {
        for m in view.doc.entities() {
            self.sentence.append_option(view.sentence(m.span));
            self.start.append_value(view.start(m.span));
            self.end.append_value(view.end(m.span));
            self.text.append_value(view.text(m.span));
            self.id.append_value(&m.id);
            self.label.append_value(&m.label);
            self.name.append_value(&m.name);
            self.via.append_value(m.via.as_str());
            append_strings(&mut self.candidates, m.candidates.iter().map(|c| Some(&**c)));
        }
    }
}

impl Hedges {
    fn push(&mut self, view: &View<'_>) {
        for h in view.doc.hedges() {
            self.sentence.append_option(view.sentence(h.span));
            self.start.append_value(view.start(h.span));
            self.end.append_value(view.end(h.span));
            self.text.append_value(view.text(h.span));
            self.r#type.append_value(h.kind.as_str());
            self.strength.append_option(h.strength.map(crate::hedges::Strength::as_str));
            self.negated.append_value(h.negated);
            self.probability.append_value(h.probability);
            self.scope_start.append_option(h.scope.map(|s| view.start(s)));
            self.scope_end.append_option(h.scope.map(|s| view.end(s)));
            self.scope.append_option(h.scope.map(|s| view.text(s)));
        }
    }
}

impl Attributions {
    fn push(&mut self, view: &View<'_>) {
        let all = view.doc.attributions();
        for (i, a) in all.iter().enumerate() {
            self.attribution.append_value(i as i32);
            self.sentence.append_option(view.doc.sentence_of(a).map(|s| s as i32));
            self.start.append_value(view.start(a.span()));
            self.end.append_value(view.end(a.span()));
            self.source.append_option(a.source.map(|s| view.text(s)));
            self.source_start.append_option(a.source.map(|s| view.start(s)));
            self.source_end.append_option(a.source.map(|s| view.end(s)));
            self.source_id.append_option(view.entity_id(a.source_entity));
            self.resolved.append_option(a.resolved.map(|s| view.text(s)));
            self.cue.append_option(a.cue.map(|s| view.text(s)));
            self.cue_start.append_option(a.cue.map(|s| view.start(s)));
            self.cue_end.append_option(a.cue.map(|s| view.end(s)));
            append_strings(&mut self.content, a.content.iter().map(|&c| Some(view.text(c))));
            append_ints(&mut self.content_starts, a.content.iter().map(|&c| view.start(c)));
            append_ints(&mut self.content_ends, a.content.iter().map(|&c| view.end(c)));
            self.r#type.append_value(a.kind.as_str());
            self.stance.append_value(a.stance.as_str());
            self.parent.append_option(a.parent.map(|p| p as i32));
            let sources = chain(all, i).into_iter().map(|j| all[j].source.map(|s| view.text(s)));
            append_strings(&mut self.chain, sources);
            self.confidence.append_value(a.confidence);
        }
    }
}

impl Claims {
    fn push(&mut self, view: &View<'_>) {
        let sources = view.source_entities();
        for c in view.doc.claims() {
            let innermost = c.chain.last().copied().flatten();
            let judgement = view.doc.sentences()[c.sentence as usize].judgement;
            self.sentence.append_value(c.sentence as i32);
            self.start.append_value(view.start(c.span()));
            self.end.append_value(view.end(c.span()));
            self.text.append_value(view.joined(&c.spans));
            self.head.append_value(view.text(c.head));
            self.status.append_option(judgement.map(|j| j.status.as_str()));
            self.factuality.append_value(c.factuality.as_str());
            self.certainty.append_value(c.certainty);
            self.negated.append_value(c.negated);
            self.tense.append_value(c.tense.as_str());
            append_strings(&mut self.chain, c.chain.iter().map(|s| s.map(|s| view.text(s))));
            self.source.append_option(innermost.map(|s| view.text(s)));
            self.source_id
                .append_option(innermost.and_then(|s| view.entity_id(sources.get(&s).copied().flatten())));
            self.about.append_option(view.entity_id(c.about));
            append_strings(&mut self.entities, c.entities.iter().map(|&e| view.entity_id(Some(e))));
            append_strings(
                &mut self.hedges,
                c.hedges.iter().map(|&h| Some(view.text(view.doc.hedges()[h as usize].span))),
            );
        }
    }
}

impl Sources {
    fn push(&mut self, view: &View<'_>) {
        for source in sources::of(view.doc) {
            self.source.append_value(&source.name);
            self.source_id.append_option(source.id.as_deref());
            self.statements.append_value(source.attributions.len() as i32);
            self.words.append_value(source.words as i32);
            self.hedged.append_value(source.hedged_share());
            append_ints(&mut self.attributions, source.attributions.iter().map(|&a| a as i32));
        }
    }
}
