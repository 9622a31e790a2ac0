"""The closed sets of labels, for annotations: `from reportedly.labels import HedgeType`.

Each is a `Literal`, so that a type checker knows what `hedge.type` can be; `typing.get_args(HedgeType)` lists
them.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

__all__ = [
    "AttributionType",
    "Case",
    "Change",
    "Domain",
    "Factuality",
    "HedgeType",
    "Layer",
    "Newlines",
    "OnError",
    "Period",
    "Reason",
    "Relation",
    "Stance",
    "Standing",
    "Status",
    "Strength",
    "Style",
    "TableName",
    "Tag",
    "Tense",
    "Via",
]

Layer: TypeAlias = Literal["sentences", "entities", "hedges", "attributions", "claims"]
"""What can be read of a text, in this order. What a layer needs is read too.

- `sentences`: always read.
- `entities`, `hedges`: need sentences alone.
- `attributions`: need entities and hedges.
- `claims`: need all others. They bring each sentence's status and certainty.
"""

TableName: TypeAlias = Literal[
    "documents", "sentences", "entities", "hedges", "attributions", "claims", "sources"
]
"""What a row of a table is: a text with counts, a finding of one layer, or a source with all that it says."""

Style: TypeAlias = Literal["all", "entities", "hedges", "attributions", "claims"]
"""What `doc.render` marks: everything, or the findings of one layer, with a table of them below."""

Status: TypeAlias = Literal["hedged", "attributed", "question", "asserted"]
"""How far a sentence's main claim is the writer's own (guidelines, section 4).

- `hedged`: a cue has it in its scope, is its verb, or makes it hang on a condition.
- `attributed`: it is what somebody else says.
- `question`: the writer's own question.
- `asserted`: flatly said.
"""

Reason: TypeAlias = Literal[
    "stop",
    "question",
    "exclamation",
    "ellipsis",
    "abbreviation",
    "glued",
    "address",
    "smiley",
    "item",
    "caption",
    "line",
    "paragraph",
    "length",
    "end",
]
"""Why a sentence ends where it does (guidelines, section 7).

- `stop`, `question`, `exclamation`, `ellipsis`: such a mark.
- `abbreviation`: one whose stop ends the sentence too.
- `glued`: a stop without white space behind it.
- `address`, `smiley`: no stop, but an address or a `:)`, and a capital behind it.
- `item`: the next item of a list on the same line.
- `caption`: the label or credit of a picture, or the date of a headline.
- `line`, `paragraph`: a line break, a blank line.
- `length`: cut, for being longer than 600 tokens.
- `end`: the end of the text.
"""

Via: TypeAlias = Literal["name", "alias", "demonym", "defined", "pattern"]
"""By what a mention was found (guidelines, section 6).

- `name`, `alias`: the entity's name, or another one that the gazetteer knows.
- `demonym`: the word for a country's people or things, "Tajik".
- `defined`: a short form that the text itself defines, or a surname after the full name.
- `pattern`: a pattern of the gazetteer.
"""

Case: TypeAlias = Literal["exact", "initial", "any"]
"""How the names of an entry have to be written in the text.

- `exact`: letter for letter as the list writes them.
- `initial`: words that the list writes with a capital have one in the text; all capitals pass too.
- `any`: in any way.
"""

HedgeType: TypeAlias = Literal[
    "reportative",
    "epistemic",
    "doxastic",
    "conditional",
    "investigation",
    "approximator",
    "weasel",
    "booster",
]
"""What a hedge cue does (guidelines, section 1).

- `reportative`: passes on what others say: reportedly, alleged.
- `epistemic`: leaves it open, as possible or probable: may, perhaps, likely.
- `doxastic`: reports a belief, fear, hope or forecast: believe, fears, expect.
- `conditional`: makes it hang on something else: if, unless, would.
- `investigation`: says that the truth is being looked into: whether, unclear.
- `approximator`: gives an amount roughly: about 50.
- `weasel`: names no one as the source: critics, some say.
- `booster`: stresses that it is so: clearly, in fact.
"""

Strength: TypeAlias = Literal["low", "medium", "high"]
"""How much an `epistemic`, `doxastic` or `reportative` cue leaves of the claim (guidelines, section 1).

- `low`: may, could, possibly, fears, rumoured, unlikely.
- `medium`: probably, believe, appears, reportedly.
- `high`: almost sure: almost certainly, must have, expected to.
"""

AttributionType: TypeAlias = Literal["direct", "indirect", "mixed"]
"""How much of what is attributed stands in quotation marks: all, nothing, a part (guidelines, section 2)."""

Stance: TypeAlias = Literal["neutral", "doubted", "endorsed", "denied", "belief"]
"""How the writer stands to what is attributed, by the choice of the cue (guidelines, section 2).

- `neutral`: say, tell, write, report, according to.
- `doubted`: claim, allege, purport.
- `endorsed`: confirm, reveal, admit, point out, show.
- `denied`: deny, reject, dispute.
- `belief`: believe, think, fear, expect.
"""

Factuality: TypeAlias = Literal["CT+", "PR+", "PS+", "U", "PS-", "PR-", "CT-"]
"""What the innermost source commits to, on FactBank's scale (guidelines, section 5).

Saurí & Pustejovsky 2009.

- `CT+`: so.
- `PR+`: probably so.
- `PS+`: possibly so.
- `U`: open: a condition, a question, a wish, a plan.
- `PS-`: possibly not so.
- `PR-`: probably not so.
- `CT-`: not so.
"""

Tense: TypeAlias = Literal["past", "present", "future"]
"""When a claim's head is, seen from the writer: "has fled" is past, "would flee" future."""

Change: TypeAlias = Literal["hardened", "softened", "reversed", "same"]
"""What has become of a claim from one document to another.

- `hardened`: the second stands by what the first hedges or attributes, or attributes what it hedges.
- `softened`: the other way round.
- `reversed`: one says that it is so, the other that it is not.
- `same`: they stand to it alike.
"""

Standing: TypeAlias = Literal["hedged", "attributed", "asserted"]
"""How a document stands to a claim: weakened, as somebody's who is named, as the writer's own."""

Domain: TypeAlias = Literal["news", "wiki", "bio"]
"""What kind of text is read: what its writers mark as uncertain differs.

- `news`: news.
- `wiki`: encyclopaedic prose, as the Szeged Uncertainty Corpus marks it: amounts, vague sources, emphasis and
  most reportatives stand back, and what is left is judged more strictly.
- `bio`: papers and abstracts of biology and medicine.
"""

Newlines: TypeAlias = Literal["auto", "always", "never"]
"""What a line break means in a text.

- `auto`: told from the text: wrapped prose, paragraphs of one line, or lines of headlines.
- `always`: each line break ends a sentence.
- `never`: a single line break is white space; a blank line still ends a sentence.
"""

OnError: TypeAlias = Literal["raise", "null"]
"""What happens to a text of a batch that cannot be read: the batch fails, or its row is null."""

Period: TypeAlias = Literal["day", "week", "month", "year"]
"""The length of a period in `plots.hedging`; weeks start on Monday."""

Tag: TypeAlias = Literal[
    "ADJ",
    "ADP",
    "ADV",
    "AUX-FIN",
    "AUX-MOD",
    "AUX-INF",
    "AUX-GER",
    "AUX-PART",
    "CCONJ",
    "DET",
    "INTJ",
    "NOUN",
    "NUM",
    "PART",
    "PRON",
    "PROPN",
    "PUNCT",
    "SCONJ",
    "SYM",
    "VERB-FIN",
    "VERB-IMP",
    "VERB-INF",
    "VERB-GER",
    "VERB-PART",
    "X",
]
"""What a token is: a universal part-of-speech tag, verbs and auxiliaries split by form.

- `FIN`: in the present or past tense, "fled". `MOD`: a modal, "may". `IMP`: "Read the notice".
- `INF`: the base form, after "to" or a modal. `GER`: "fleeing". `PART`: a participle, "was *killed*".

The form is that of the word itself, not of its verb group: in "may have fled" *may* is a modal, *have* a base
form, *fled* a participle.
"""

Relation: TypeAlias = Literal[
    "root",
    "subject",
    "subject_passive",
    "object",
    "indirect_object",
    "complement",
    "open_complement",
    "adverbial_clause",
    "relative_clause",
    "noun_clause",
    "conjunct",
    "apposition",
    "oblique",
    "agent",
    "noun_modifier",
    "possessive",
    "adverb",
    "adjective",
    "number",
    "determiner",
    "case",
    "mark",
    "auxiliary",
    "auxiliary_passive",
    "copula",
    "coordinator",
    "compound",
    "flat",
    "particle",
    "expletive",
    "parataxis",
    "dependent",
    "punctuation",
]
"""How a token hangs on its head: the relations of Universal Dependencies, made coarse.

Content words are heads, as there: of "is dangerous" the adjective, of "in Cairo" the name.

- `root`: head of the sentence.
- `complement`: "said that it *fell*"; `open_complement`: "wants to *leave*".
- `oblique`: "fled on *Monday*"; `agent`: "closed by the *army*"; `noun_modifier`: "the port of *Aden*".
- `noun_clause`: "people *killed* there", "a plan to *leave*"; `mark`: "*that* it fell", "*to* leave".
- `flat`: "Ana *Ruiz*"; `particle`: "shut *down*"; `parataxis`: "It fell, he *said*, on Monday".
- `dependent`: what has no name of its own.
"""
