//! The tags and relations, and what they are in Universal Dependencies.
// In the examples, brackets stand around the word that the label is of.
#![allow(rustdoc::broken_intra_doc_links)]

use crate::labels::labels;

labels! {
    /// What a word is: the 17 universal tags, verbs and auxiliaries split by form.
    ///
    /// The form is that of the word itself: in "may have fled" *may* is a modal, *have* a base form and *fled*
    /// a participle; [`super::Tree::is_finite`] asks the whole verb group.
    "tag" Tag {
        /// large, Syrian, first.
        Adjective = "ADJ",
        /// in, of, by.
        Adposition = "ADP",
        /// soon, very, not as an adverb.
        Adverb = "ADV",
        /// is, was, did, has, in the present or past tense.
        AuxFinite = "AUX-FIN",
        /// may, could, will.
        AuxModal = "AUX-MOD",
        /// be, have, do after a modal or "to".
        AuxBase = "AUX-INF",
        /// being, having.
        AuxGerund = "AUX-GER",
        /// been, had, got.
        AuxParticiple = "AUX-PART",
        /// and, or, but.
        Coordinator = "CCONJ",
        /// the, this, some before a noun.
        Determiner = "DET",
        /// yes, oh.
        Interjection = "INTJ",
        /// port, talks.
        Noun = "NOUN",
        /// 12, forty.
        Number = "NUM",
        /// to before a verb, not, 's.
        Particle = "PART",
        /// she, who, something.
        Pronoun = "PRON",
        /// Ruiz, Monday.
        ProperNoun = "PROPN",
        /// , . ( -
        Punctuation = "PUNCT",
        /// that, if, because.
        Subordinator = "SCONJ",
        /// $ % &
        Symbol = "SYM",
        /// says, fled, in the present or past tense.
        VerbFinite = "VERB-FIN",
        /// Read the notice.
        VerbImperative = "VERB-IMP",
        /// flee after "to", a modal or "let".
        VerbBase = "VERB-INF",
        /// saying.
        VerbGerund = "VERB-GER",
        /// killed in "was killed", "has killed", "people killed in the blast".
        VerbParticiple = "VERB-PART",
        /// Foreign or broken words.
        Other = "X",
    }
}

impl Tag {
    /// The universal tag: `VERB` for all forms of verbs.
    pub fn upos(self) -> &'static str {
        let name = self.as_str();
        name.split_once('-').map_or(name, |(upos, _)| upos)
    }

    /// Any form of a verb, auxiliaries apart.
    #[inline]
    pub const fn is_verb(self) -> bool {
        matches!(
            self,
            Self::VerbFinite
                | Self::VerbImperative
                | Self::VerbBase
                | Self::VerbGerund
                | Self::VerbParticiple
        )
    }

    /// Any form of an auxiliary, copulas included.
    #[inline]
    pub const fn is_aux(self) -> bool {
        matches!(
            self,
            Self::AuxFinite | Self::AuxModal | Self::AuxBase | Self::AuxGerund | Self::AuxParticiple
        )
    }

    /// A verb or auxiliary in the present or past tense or the imperative, and modals.
    #[inline]
    pub const fn is_finite(self) -> bool {
        matches!(self, Self::VerbFinite | Self::VerbImperative | Self::AuxFinite | Self::AuxModal)
    }

    /// A noun, a name or a pronoun.
    #[inline]
    pub const fn is_noun(self) -> bool {
        matches!(self, Self::Noun | Self::ProperNoun | Self::Pronoun)
    }
}

labels! {
    /// How a word hangs on its head: the relations of Universal Dependencies, made coarse (`relations.txt`).
    ///
    /// As there, content words are heads: of "is dangerous" the adjective, of "in Cairo" the name.
    "relation" Relation {
        /// Head of the sentence; hangs on nothing.
        Root = "root",
        /// [Ruiz] said; [that he left] surprised us.
        Subject = "subject",
        /// The [port] was closed.
        SubjectPassive = "subject_passive",
        /// denied the [charge].
        Object = "object",
        /// told [reporters] that.
        IndirectObject = "indirect_object",
        /// said that it [fell].
        Complement = "complement",
        /// wants to [leave]; seems [likely].
        OpenComplement = "open_complement",
        /// fled when it [fell]; fled, [saying] so.
        AdverbialClause = "adverbial_clause",
        /// the man who [fled].
        RelativeClause = "relative_clause",
        /// people [killed] there; a plan to [leave]; the fact that it [fell].
        NounClause = "noun_clause",
        /// rose and [fell], on the first of the row.
        Conjunct = "conjunct",
        /// Ana Ruiz, the [minister].
        Apposition = "apposition",
        /// fled on [Monday]; said [Monday].
        Oblique = "oblique",
        /// was closed by the [army].
        Agent = "agent",
        /// the port of [Aden].
        NounModifier = "noun_modifier",
        /// the [port]'s gate; [its] gate.
        Possessive = "possessive",
        /// [quickly] fled; [not].
        Adverb = "adverb",
        /// [large] port.
        Adjective = "adjective",
        /// [40] people.
        Number = "number",
        /// [the] port.
        Determiner = "determiner",
        /// [in] Cairo; Ruiz['s].
        Case = "case",
        /// [that] it fell; [to] leave; [if].
        Mark = "mark",
        /// [has] fled; [may] flee.
        Auxiliary = "auxiliary",
        /// [was] killed.
        AuxiliaryPassive = "auxiliary_passive",
        /// [is] dangerous.
        Copula = "copula",
        /// [and], on the word it brings in.
        Coordinator = "coordinator",
        /// [oil] price.
        Compound = "compound",
        /// Ana [Ruiz]; as [well] as.
        Flat = "flat",
        /// shut [down].
        Particle = "particle",
        /// [There] is; [it] is clear that.
        Expletive = "expletive",
        /// Clauses side by side: It fell, he [said], on Monday.
        Parataxis = "parataxis",
        /// Interjections, addresses, and what has no name.
        Dependent = "dependent",
        /// , . ( -
        Punctuation = "punctuation",
    }
}
