//! The table of documents: what each text holds, counted.

use super::columns::{Float, Int, Ints, Strs, View, append_ints, append_strings, table};
use crate::claims::Status;
use crate::hedges::HedgeType;
use crate::layers::Layer;
use crate::sources;

/// How many sources the table names.
const TOP_SOURCES: usize = 3;

table! {
    /// A row a text; `null` where the layer that a column counts was not read.
    ///
    /// Sentences by status, and the share of each status; cues by type; the mean certainty of the sentences; the most
    /// frequent sources, with how often each speaks.
    Documents {
        characters: Int, sentences: Int, asserted: Int, attributed: Int, hedged: Int, questions: Int,
        asserted_share: Float, attributed_share: Float, hedged_share: Float, questions_share: Float,
        certainty: Float, hedges: Int,
        reportative: Int, epistemic: Int, doxastic: Int, conditional: Int, investigation: Int,
        approximator: Int, weasel: Int, booster: Int,
        entities: Int, attributions: Int, claims: Int, sources: Strs, source_counts: Ints,
    }
}

impl Documents {
    pub(super) fn push(&mut self, view: &View<'_>) {
        let doc = view.doc;
        let count = |layer, n: usize| doc.layers().has(layer).then_some(n as i32);
        self.characters.append_value(view.characters());
        self.sentences.append_value(doc.sentences().len() as i32);
        self.push_statuses(view);
        self.hedges.append_option(count(Layer::Hedges, doc.hedges().len()));
        let of_type = |kind| count(Layer::Hedges, doc.hedges().iter().filter(|h| h.kind == kind).count());
        self.reportative.append_option(of_type(HedgeType::Reportative));
        self.epistemic.append_option(of_type(HedgeType::Epistemic));
        self.doxastic.append_option(of_type(HedgeType::Doxastic));
        self.conditional.append_option(of_type(HedgeType::Conditional));
        self.investigation.append_option(of_type(HedgeType::Investigation));
        self.approximator.append_option(of_type(HedgeType::Approximator));
        self.weasel.append_option(of_type(HedgeType::Weasel));
        self.booster.append_option(of_type(HedgeType::Booster));
        self.entities.append_option(count(Layer::Entities, doc.entities().len()));
        self.attributions.append_option(count(Layer::Attributions, doc.attributions().len()));
        self.claims.append_option(count(Layer::Claims, doc.claims().len()));
        if doc.layers().has(Layer::Attributions) {
            let mut top = sources::of(doc);
            top.truncate(TOP_SOURCES);
            append_strings(&mut self.sources, top.iter().map(|s| Some(&s.name)));
            append_ints(&mut self.source_counts, top.iter().map(|s| s.attributions.len() as i32));
        } else {
            self.sources.append_null();
            self.source_counts.append_null();
        }
    }

    /// What claims say of the sentences; shares and certainty are `null` where there is no sentence.
    fn push_statuses(&mut self, view: &View<'_>) {
        let judged: Vec<_> = view.doc.sentences().iter().filter_map(|s| s.judgement).collect();
        let read = view.doc.layers().has(Layer::Claims);
        let columns = [
            (Status::Asserted, &mut self.asserted, &mut self.asserted_share),
            (Status::Attributed, &mut self.attributed, &mut self.attributed_share),
            (Status::Hedged, &mut self.hedged, &mut self.hedged_share),
            (Status::Question, &mut self.questions, &mut self.questions_share),
        ];
        for (status, counts, shares) in columns {
            let count = judged.iter().filter(|j| j.status == status).count();
            counts.append_option(read.then_some(count as i32));
            shares.append_option((!judged.is_empty()).then(|| count as f32 / judged.len() as f32));
        }
        let sum: f32 = judged.iter().map(|j| j.certainty).sum();
        self.certainty.append_option((!judged.is_empty()).then(|| sum / judged.len() as f32));
    }
}
