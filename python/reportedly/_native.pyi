"""The native module: the types of what is found, and what finds it.

All offsets are code points, half open: `doc.text[found.start:found.end] == found.text`. All classes are
frozen, all sequences are tuples. Findings compare by value, hash, pickle, and have a `repr` for people.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from os import PathLike
from typing import Any, Literal, Protocol, TypeAlias, TypeVar, final, overload

import pandas as pd
import polars as pl
import pyarrow as pa
from typing_extensions import CapsuleType

from reportedly.explanations import AttributionExplanation, ClaimExplanation, HedgeExplanation
from reportedly.labels import (
    AttributionType,
    Case,
    Change,
    Domain,
    Factuality,
    HedgeType,
    Layer,
    Newlines,
    OnError,
    Reason,
    Relation,
    Stance,
    Standing,
    Status,
    Strength,
    Style,
    TableName,
    Tag,
    Tense,
    Via,
)

__all__ = [
    "Alias",
    "Analyzer",
    "Attribution",
    "Claim",
    "Document",
    "Entry",
    "Gazetteer",
    "GazetteerError",
    "Hedge",
    "InternalError",
    "LexiconError",
    "Mention",
    "Pipe",
    "Sentence",
    "Span",
    "Table",
    "Token",
    "__version__",
    "_compare",
    "_restore",
    "analyze",
    "sentences",
]

_Path: TypeAlias = str | PathLike[str]
_Extra = TypeVar("_Extra")

class _ArrowStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: Any = None) -> CapsuleType: ...

_Texts: TypeAlias = Iterable[str | None] | _ArrowStream

__version__: str

class GazetteerError(ValueError):
    """A gazetteer, or a file of one, is broken: the message says file, line, column and what was expected."""

class LexiconError(ValueError):
    """A lexicon, or a file of one, is broken: the message says file, line, column and what was expected."""

class InternalError(Exception):
    """A bug in reportedly itself: other texts and later calls are not touched by it.

    Please report it, with the text of the row that the message names.
    """

def analyze(text: str, layers: Iterable[Layer] | None = None) -> Document:
    """Reads one text with the default `Analyzer`: sentences, entities, hedges, attributions, claims.

    Args:
        text: English news as plain text, at most 1 GiB of UTF-8.
        layers: what to read ("sentences", "entities", "hedges", "attributions", "claims"); all of
            it if not given. What a layer needs is read too.

    Raises:
        TypeError: if `text` is no `str`.
        ValueError: for a lone surrogate (with its offset), a text over the limit, an unknown layer.

    Examples:
        >>> import reportedly as rp
        >>> doc = rp.analyze("The port may close, Ana Ruiz said.")
        >>> doc.hedges[0].text, doc.attributions[0].source.text
        ('may', 'Ana Ruiz')
    """

@overload
def sentences(text: str, *, offsets: Literal[False] = False) -> list[str]:
    """The sentences of a text, and nothing else: the fast way for those who want no more.

    For other newlines or abbreviations, and for many texts, see `Analyzer`.

    Args:
        text: English as plain text, at most 1 GiB of UTF-8.
        offsets: whether to give each sentence as (start, end), in code points, half open, rather
            than as `str`.

    Raises:
        TypeError: if `text` is no `str`.
        ValueError: for a lone surrogate (with its offset), or a text over the limit.

    Examples:
        >>> import reportedly as rp
        >>> rp.sentences("Mr. Rossi left the U.S. in May. He is back.")
        ['Mr. Rossi left the U.S. in May.', 'He is back.']
        >>> rp.sentences("It rains. It pours.", offsets=True)
        [(0, 9), (10, 19)]
    """

@overload
def sentences(text: str, *, offsets: Literal[True]) -> list[tuple[int, int]]: ...

@final
class Span:
    """A stretch of a text: where it starts and ends, and what stands there.

    Offsets are code points, half open, so that `doc.text[span.start:span.end] == span.text`.
    `len(span)` is its length in code points, `str(span)` its text. Frozen; compares by value,
    hashes and pickles.

    Raises:
        ValueError: if it ends before it starts.

    Examples:
        >>> import reportedly as rp
        >>> rp.analyze("The port may close.").hedges[0].scope
        Span(9, 18, 'may close')
    """

    def __new__(cls, start: int, end: int, text: str) -> Span: ...
    @property
    def start(self) -> int:
        """First code point."""
    @property
    def end(self) -> int:
        """One past the last code point."""
    @property
    def text(self) -> str:
        """What stands there."""
    def __len__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs__(self) -> tuple[int, int, str]: ...

@final
class Token:
    """A word or mark of a document, with its tag and its place in the tree of its sentence.

    Found in `doc.tokens`. Offsets are code points, half open: `doc.text[token.start:token.end] ==
    token.text`. `len(token)` is its length in code points, `str(token)` its text. Frozen; compares
    by value, hashes and pickles.

    Raises:
        ValueError: if it ends before it starts, or for an unknown tag or relation.
    """

    def __new__(cls, start: int, end: int, text: str, tag: str, head: int, relation: str) -> Token: ...
    @property
    def start(self) -> int:
        """First code point."""
    @property
    def end(self) -> int:
        """One past the last code point."""
    @property
    def text(self) -> str:
        """What stands there."""
    @property
    def tag(self) -> Tag:
        """What it is: a universal part-of-speech tag, verbs and auxiliaries split by form.

        `NOUN`, `VERB-FIN`, `AUX-MOD` …; all of them in `reportedly.labels.Tag`.
        """
    @property
    def head(self) -> int:
        """The number in `doc.tokens` of the token that it hangs on; its own for the root of a sentence."""
    @property
    def relation(self) -> Relation:
        """How it hangs on its head: `subject`, `object` …, `root` for the root of a sentence.

        All of them in `reportedly.labels.Relation`.
        """
    def __len__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs__(self) -> tuple[int, int, str, Tag, int, Relation]: ...

@final
class Sentence:
    """A sentence, with its status and certainty where claims were read.

    Found in `doc.sentences`, and as `claim.sentence`. Follows the guidelines, sections 4 and 7.
    Offsets are code points, half open: `doc.text[sentence.start:sentence.end] == sentence.text`.
    Frozen; compares by value, hashes and pickles.

    Examples:
        >>> import reportedly as rp
        >>> sentence = rp.analyze("The port may close. It rains.").sentences[0]
        >>> sentence.text, sentence.status, sentence.reason
        ('The port may close.', 'hedged', 'stop')
    """

    @property
    def start(self) -> int:
        """First code point."""
    @property
    def end(self) -> int:
        """One past the last code point."""
    @property
    def text(self) -> str:
        """The sentence itself."""
    @property
    def status(self) -> Status | None:
        """How far its main claim is the writer's own; `None` where claims were not read.

        `asserted`, `attributed` to somebody else, `hedged`, or a `question`.
        """
    @property
    def certainty(self) -> float | None:
        """How far the writer commits to its main claim, 0 to 1; `None` where claims were not read."""
    @property
    def reason(self) -> Reason:
        """Why it ends where it does: `stop`, `question`, `line`, `paragraph`, `end` ….

        All of them in `reportedly.labels.Reason`.
        """
    @property
    def hedges(self) -> tuple[Hedge, ...]:
        """The hedge cues in it: a tuple of `Hedge`."""
    @property
    def attributions(self) -> tuple[Attribution, ...]:
        """The attributions that are made in it: a tuple of `Attribution`.

        Those whose cue, or first word, stands in it.
        """
    @property
    def entities(self) -> tuple[Mention, ...]:
        """The mentions in it: a tuple of `Mention`."""
    @property
    def claims(self) -> tuple[Claim, ...]:
        """Its claims: a tuple of `Claim`."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Mention:
    """A mention of an entity of the gazetteer, or of one that the text itself names by an alias.

    Found in `doc.entities` and `sentence.entities`, and in the `entities` of claims. Follows the
    guidelines, section 6. Offsets are code points, half open: `doc.text[mention.start:mention.end]
    == mention.text`. Frozen; compares by value, hashes and pickles.

    Examples:
        >>> import reportedly as rp
        >>> mention = rp.analyze("Turkish police left.").entities[0]
        >>> mention.text, mention.name, mention.label, mention.via
        ('Turkish', 'Turkey', 'GPE', 'demonym')
    """

    @property
    def start(self) -> int:
        """First code point."""
    @property
    def end(self) -> int:
        """One past the last code point."""
    @property
    def text(self) -> str:
        """What stands in the text."""
    @property
    def id(self) -> str:
        """Id of the entity, in the gazetteer; the likeliest where several have the name."""
    @property
    def label(self) -> str:
        """The kind of entity: `GPE`, `ORG`, `PERSON`, `group`, `outlet` …, or what your own list says."""
    @property
    def name(self) -> str:
        """The entity's own name."""
    @property
    def candidates(self) -> tuple[str, ...]:
        """The other ids that the same words may stand for, likeliest first: a tuple of str."""
    @property
    def via(self) -> Via:
        """By what it was found: `name`, `alias`, `demonym`, `defined` (by the text itself) or `pattern`."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Alias:
    """A short form that the text itself defines: "the Dockers' Federation (DF)".

    Found in `doc.aliases`. It counts from there on, in this document alone (guidelines, section 6).
    `start` and `end` say where the short form stands in its definition, in code points, half open.
    Frozen; compares by value, hashes and pickles.

    Examples:
        >>> import reportedly as rp
        >>> alias = rp.analyze("The Harbour Workers Union (HWU) met. The HWU may strike.").aliases[0]
        >>> alias.name, alias.stands_for
        ('HWU', 'Harbour Workers Union')
    """

    @property
    def start(self) -> int:
        """First code point."""
    @property
    def end(self) -> int:
        """One past the last code point."""
    @property
    def text(self) -> str:
        """The short form, as it stands in the text."""
    @property
    def name(self) -> str:
        """The short form."""
    @property
    def stands_for(self) -> str:
        """The long form."""
    @property
    def id(self) -> str:
        """Id of the entity meant: the gazetteer's, or a local one."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Hedge:
    """A hedge cue: the words that change how far a reader may rely on what their sentence says.

    Found in `doc.hedges` and `sentence.hedges`, and in the `hedges` of the claims that it reaches.
    Types, strengths and scopes follow the guidelines, sections 1 and 3. Offsets are code points,
    half open: `doc.text[hedge.start:hedge.end] == hedge.text`. Frozen; compares by value, hashes
    and pickles.

    Examples:
        >>> import reportedly as rp
        >>> hedge = rp.analyze("The port may close.").hedges[0]
        >>> hedge.text, hedge.type, hedge.strength, hedge.negated, hedge.scope.text
        ('may', 'epistemic', 'low', False, 'may close')
    """

    @property
    def start(self) -> int:
        """First code point."""
    @property
    def end(self) -> int:
        """One past the last code point."""
    @property
    def text(self) -> str:
        """The cue: the shortest run of words that does it."""
    @property
    def type(self) -> HedgeType:
        """What it does; each cue has one type.

        `reportative` (reportedly), `epistemic` (may), `doxastic` (believe), `conditional` (if),
        `investigation` (whether), `approximator` (about 50), `weasel` (critics) or `booster` (clearly).
        """
    @property
    def strength(self) -> Strength | None:
        """How much it leaves of the claim: `low` (may), `medium` (probably) or `high` (almost certainly).

        `None` for types other than `epistemic`, `doxastic` and `reportative`.
        """
    @property
    def negated(self) -> bool:
        """Whether it stands in the scope of a negation, or the negation is part of it."""
    @property
    def probability(self) -> float:
        """How sure the detector is that this is a cue, 0 to 1."""
    @property
    def scope(self) -> Span | None:
        """The smallest clause or phrase that it qualifies, the cue included: a `Span`, or `None`."""
    def explain(self) -> HedgeExplanation:
        """Why it was taken for a cue: a `HedgeExplanation`, which prints as a few lines.

        Reads the text again, in the time that takes.

        Raises:
            ValueError: for a document that was read back from JSON or a pickle.

        Examples:
            >>> import reportedly as rp
            >>> hedge = rp.analyze("Dockers feared the port would close.").hedges[0]
            >>> hedge.explain().entry, hedge.explain().lemma
            ('feared', 'fear')
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Attribution:
    """Who says what: a source, a cue, and the content that is attributed.

    Found in `doc.attributions` and `sentence.attributions`. Follows the guidelines, section 2.
    `start` and `end` go from the first of source, cue and content to the last; offsets are code
    points, half open. Frozen; compares by value, hashes and pickles.

    Examples:
        >>> import reportedly as rp
        >>> said = rp.analyze("“It was empty,” Ana Ruiz told Reuters.").attributions[0]
        >>> said.source.text, said.cue.text, [piece.text for piece in said.content], said.type, said.stance
        ('Ana Ruiz', 'told', ['It was empty'], 'direct', 'neutral')
    """

    @property
    def start(self) -> int:
        """First code point."""
    @property
    def end(self) -> int:
        """One past the last code point."""
    @property
    def text(self) -> str:
        """The text from `start` to `end`."""
    @property
    def source(self) -> Span | None:
        """The noun phrase that names who says it: a `Span`; `None` where nobody is named."""
    @property
    def cue(self) -> Span | None:
        """The word that attributes: a `Span`; `None` for quotation marks or a colon alone."""
    @property
    def content(self) -> tuple[Span, ...]:
        """What is attributed, in order: a tuple of one `Span` or more.

        Without "that" and the outer quotation marks.
        """
    @property
    def type(self) -> AttributionType:
        """How much of the content is in quotation marks: `direct` (all), `indirect` (none) or `mixed`."""
    @property
    def stance(self) -> Stance:
        """How the writer stands to it, by the choice of the cue.

        `neutral` (said), `doubted` (claimed), `endorsed` (confirmed), `denied` (denied) or `belief`
        (fears).
        """
    @property
    def parent(self) -> Attribution | None:
        """The `Attribution` in whose content this one stands, or `None`."""
    @property
    def chain(self) -> tuple[Span | None, ...]:
        """The sources, outermost first, this one's last: a tuple of `Span`, or `None` for nobody named."""
    @property
    def resolved(self) -> Span | None:
        """What a source that is no name ("it", "the ministry") points back to: a `Span`, or `None`."""
    @property
    def source_entity(self) -> Mention | None:
        """The `Mention` that names the source, or `None`."""
    @property
    def confidence(self) -> float:
        """How sure the reader is that this is an attribution, 0 to 1."""
    def explain(self) -> AttributionExplanation:
        """How it was read: an `AttributionExplanation`, which prints as a few lines.

        Reads the text again, in the time that takes.

        Raises:
            ValueError: for a document that was read back from JSON or a pickle.

        Examples:
            >>> import reportedly as rp
            >>> said = rp.analyze("The port was closed, Ana Ruiz said.").attributions[0]
            >>> said.explain().shape
            'before'
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Claim:
    """A clause that says something is so, with who stands behind it and how sure they are.

    Found in `doc.claims` and `sentence.claims`. Follows the guidelines, section 5. A claim may be
    in pieces, where another stands inside it: `start` is that of the first, `end` that of the last,
    and `spans` has them all. Offsets are code points, half open. Frozen; compares by value, hashes
    and pickles.

    Examples:
        >>> import reportedly as rp
        >>> claim = rp.analyze("The Globe reported that police had probably caught a man.").claims[0]
        >>> claim.text, [source.text for source in claim.chain], claim.factuality
        ('police had probably caught a man', ['The Globe'], 'PR+')
    """

    @property
    def start(self) -> int:
        """First code point."""
    @property
    def end(self) -> int:
        """One past the last code point."""
    @property
    def text(self) -> str:
        """The clause; its pieces are joined by " … "."""
    @property
    def spans(self) -> tuple[Span, ...]:
        """Its pieces, in order: a tuple of one `Span` or more."""
    @property
    def head(self) -> Span:
        """The lexical verb, or the copula where there is none: a `Span`."""
    @property
    def sentence(self) -> Sentence:
        """Its `Sentence`."""
    @property
    def chain(self) -> tuple[Span | None, ...]:
        """Its sources, outermost first: a tuple of `Span`, or `None` for nobody named.

        Empty where the writer says it.
        """
    @property
    def factuality(self) -> Factuality:
        """What the innermost source commits to, or the writer where there is none.

        `CT+` (so), `PR+` (probably so), `PS+` (possibly so), `U` (open), `PS-` (possibly not so), `PR-`
        or `CT-` (not so): FactBank's scale (Saurí & Pustejovsky 2009).
        """
    @property
    def certainty(self) -> float:
        """How far the *writer* commits to it, 0 to 1."""
    @property
    def negated(self) -> bool:
        """Whether the clause is negated."""
    @property
    def tense(self) -> Tense:
        """When its head is, seen from the writer.

        `past` ("has fled"), `present` ("flees", "may flee") or `future` ("will flee", "would flee").
        """
    @property
    def hedges(self) -> tuple[Hedge, ...]:
        """The hedge cues that reach it: a tuple of `Hedge`."""
    @property
    def entities(self) -> tuple[Mention, ...]:
        """The mentions in it: a tuple of `Mention`."""
    @property
    def about(self) -> Mention | None:
        """The `Mention` that its subject is, or `None`."""
    def explain(self) -> ClaimExplanation:
        """From which words and rules its values follow: a `ClaimExplanation`, which prints as a few lines.

        Reads the text again, in the time that takes.

        Raises:
            ValueError: for a document that was read back from JSON or a pickle.

        Examples:
            >>> import reportedly as rp
            >>> claim = rp.analyze("The port reportedly closed.").claims[0]
            >>> [(step.rule, step.words.text) for step in claim.explain().steps]
            [("writer's share", 'reportedly')]
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Document:
    """A text and all that was found in it.

    Made by `analyze`, `Analyzer.analyze`, `Analyzer.pipe` and `Document.from_json`. Offsets are
    code points, half open: `doc.text[x.start:x.end] == x.text` for everything found but claims,
    which may be in pieces. Sequences are tuples, made when first looked at; that of a layer that
    was not read is empty. Frozen; compares by value, hashes and pickles. A notebook shows it as its
    text with everything marked.

    Examples:
        >>> import reportedly as rp
        >>> doc = rp.analyze("Police said the fire may have been started on purpose. It burned all day.")
        >>> [(sentence.status, round(sentence.certainty, 1)) for sentence in doc.sentences]
        [('hedged', 0.2), ('asserted', 1.0)]
        >>> doc.attributions[0].source.text, doc.claims[0].factuality
        ('Police', 'PS+')
    """

    @property
    def text(self) -> str:
        """The text as it came."""
    @property
    def layers(self) -> list[Layer]:
        """Names of the layers that were read, in order."""
    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences, in order: a tuple of `Sentence`."""
    @property
    def entities(self) -> tuple[Mention, ...]:
        """The mentions of entities, in order: a tuple of `Mention`."""
    @property
    def aliases(self) -> tuple[Alias, ...]:
        """The short forms that the text itself defines, in order: a tuple of `Alias`.

        Read with the layer `entities`.
        """
    @property
    def hedges(self) -> tuple[Hedge, ...]:
        """The hedge cues, in order: a tuple of `Hedge`."""
    @property
    def attributions(self) -> tuple[Attribution, ...]:
        """Who says what, in the order in which they start: a tuple of `Attribution`."""
    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims, sentence by sentence: a tuple of `Claim`."""
    @property
    def tokens(self) -> tuple[Token, ...]:
        """The words and marks with their tags, and each sentence's dependency tree: a tuple of `Token`.

        Made when first asked for, by parsing the text, at several hundred thousand tokens a second;
        every document has them, whatever its layers and wherever it was loaded from.

        Examples:
            >>> import reportedly as rp
            >>> doc = rp.analyze("Police closed the road.")
            >>> [(t.text, t.tag, doc.tokens[t.head].text, t.relation) for t in doc.tokens[:2]]
            [('Police', 'NOUN', 'closed', 'subject'), ('closed', 'VERB-FIN', 'closed', 'root')]
        """
    def at(self, offset: int) -> tuple[Sentence | Claim | Attribution | Hedge | Mention, ...]:
        """All that covers the code point at `offset`, widest first.

        Its sentence, then claims, attributions (by their source, cue or content), hedges and mentions.

        Args:
            offset: a code point of the text, from 0.

        Raises:
            IndexError: for an offset that is not in the text.

        Examples:
            >>> import reportedly as rp
            >>> doc = rp.analyze("The port may close.")
            >>> [type(found).__name__ for found in doc.at(9)]
            ['Sentence', 'Claim', 'Hedge']
        """
    def table(self, of: TableName) -> Table:
        """The findings of one layer as Arrow columns, a row each; docs/tables.md lists the columns.

        Args:
            of: "sentences", "entities", "hedges", "attributions" or "claims"; "sources" for a row a
                source; "documents" for one row of counts.

        Raises:
            ValueError: for an unknown table, and for a layer that was not read.
        """
    def sources(self) -> Table:
        """Who speaks and how much: a row a source, those with most statements first.

        Columns: `source` (its entity's name, or the fullest words for it), `source_id`, `statements`
        (how many attributions), `words` (that are attributed to it), `hedged` (the share of its
        statements with a hedge, 0 to 1) and `attributions` (their numbers). A pronoun, a surname or
        "the ministry" counts with the source that it stands for, where that is known.
        `Analyzer.table(texts, "sources")` gives the same for many texts.

        Raises:
            ValueError: where attributions were not read.

        Examples:
            >>> import reportedly as rp
            >>> doc = rp.analyze("Ana Ruiz said the port was closed. She said it may stay closed.")
            >>> [(row["source"], row["statements"], row["hedged"]) for row in doc.sources().to_pylist()]
            [('Ana Ruiz', 2, 0.5)]
        """
    def summary(self) -> str:
        """A few lines that a person reads.

        How its sentences divide into asserted, attributed and hedged, the most used sources, the least
        certain claims. What was not read is left out.

        Examples:
            >>> import reportedly as rp
            >>> print(rp.analyze("The port closed. Dockers may strike, Ana Ruiz said.").summary())
            2 sentences: 50% asserted, 0% attributed, 50% hedged; certainty 0.61 on average
            most used sources: Ana Ruiz (1)
            least certain claims:
              0.22 PS+  Dockers may strike (Ana Ruiz)
        """
    def to_dict(self) -> dict[str, Any]:
        """All of it as plain dicts, lists, strings and numbers; offsets in code points."""
    def to_json(self) -> str:
        """All of it as one line of JSON; `Document.from_json` reads it back."""
    @staticmethod
    def from_json(json: str) -> Document:
        """Reads what `to_json` wrote; keys that it does not know are passed over.

        Args:
            json: what `to_json` gave, as `str`.

        Raises:
            ValueError: for JSON of another form or version, or whose offsets do not fit its text.

        Examples:
            >>> import reportedly as rp
            >>> doc = rp.analyze("The port may close.")
            >>> rp.Document.from_json(doc.to_json()) == doc
            True
        """
    @overload
    def render(self, style: Style = "all", jupyter: Literal[False] = False) -> str:
        """The text with its marks as a piece of static HTML with its style.

        No script, nothing fetched, all escaped. Shows at most 100,000 code points; long texts fold.
        `reportedly.render` writes a whole page.

        Args:
            style: what is marked: "all", or "entities", "hedges" (with their scopes), "attributions" or
                "claims", with a table of them below.
            jupyter: whether the notebook shows it, and `None` is returned.

        Raises:
            ValueError: for an unknown style, and for a layer that was not read.
            ImportError: for `jupyter=True` without IPython.

        Examples:
            >>> import reportedly as rp
            >>> html = rp.analyze("The port may close.").render("hedges")
            >>> html.startswith('<div class="reportedly">'), html.count("<mark") > 0
            (True, True)
        """
    @overload
    def render(self, style: Style = "all", *, jupyter: Literal[True]) -> None:
        """The text with its marks as a piece of static HTML: no script, nothing fetched, everything escaped.

        Args:
            style: what is marked: `all`, or `entities`, `hedges` (with their scopes), `attributions` or
                `claims`, with a table of them below.
            jupyter: show it in the notebook and return nothing.

        Shows at most 100,000 code points; long texts fold. `reportedly.render` writes a whole page.

        Raises:
            ValueError: for an unknown style and for a layer that was not read.
            ImportError: for `jupyter=True` without IPython.
        """
    def _explain(self, layer: str, count: int) -> list[Any]: ...
    def _repr_html_(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Pipe(Iterator[Any]):
    """What `Analyzer.pipe` gives: an iterator over documents, lazily and in the order of the texts.

    With `as_tuples` it gives pairs of a document and what stood beside its text. A missing text
    gives `None` for a document.
    """

    def __iter__(self) -> Pipe: ...
    def __next__(self) -> Any: ...

@final
class Table:
    """Findings as Arrow columns, a row each; docs/tables.md lists the columns.

    Given by `Analyzer.table`, `Document.table`, `Document.sources` and `Comparison.table`. Hand it
    to anything that speaks the Arrow PyCapsule interface (`pyarrow.table(t)`,
    `polars.DataFrame(t)`, DuckDB), without a copy, or use `to_pandas`, `to_polars`, `to_arrow`;
    `to_pylist` needs no other package. `len(table)` is the number of rows. Frozen; compares by
    value and pickles.

    Examples:
        >>> import reportedly as rp
        >>> table = rp.analyze("The port may close.").table("hedges")
        >>> table.shape, table.columns[5:8]
        ((1, 13), ['text', 'type', 'strength'])
        >>> table.to_pandas()["text"].to_list()
        ['may']
    """

    @property
    def columns(self) -> list[str]:
        """Names of the columns, in order."""
    @property
    def shape(self) -> tuple[int, int]:
        """Number of rows and of columns."""
    def to_pandas(self) -> pd.DataFrame:
        """As a data frame of pandas.

        Raises:
            ImportError: without pandas and pyarrow: pip install 'reportedly[pandas]'.
        """
    def to_polars(self) -> pl.DataFrame:
        """As a data frame of polars.

        Raises:
            ImportError: without polars: pip install 'reportedly[polars]'.
        """
    def to_arrow(self) -> pa.Table:
        """As a table of pyarrow.

        Raises:
            ImportError: without pyarrow: pip install 'reportedly[arrow]'.
        """
    @property
    def errors(self) -> list[tuple[int, str]]:
        """The texts that could not be read: a list of pairs of row (from 0) and reason.

        Empty with `on_error="raise"`.
        """
    def write_parquet(self, path: _Path) -> None:
        """Writes a Parquet file, whole or not at all; replaces one that is there.

        Args:
            path: where to.

        Raises:
            ImportError: without pyarrow and polars: pip install 'reportedly[arrow]'.
            OSError: if it cannot be written.
        """
    def to_pylist(self) -> list[dict[str, Any]]:
        """As a list of dicts, a row each; needs no other package."""
    def head(self, rows: int = 5) -> Table:
        """The first `rows` rows, as a table.

        Raises:
            ValueError: if `rows` is less than 0.
        """
    def _repr_html_(self) -> str: ...
    def __arrow_c_stream__(self, requested_schema: Any = None) -> CapsuleType: ...
    def __arrow_c_schema__(self) -> CapsuleType: ...
    def __len__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...

@final
class Entry:
    """One entity of a gazetteer.

    Given by `Gazetteer.lookup` and by iterating over one. Frozen; compares by value.
    """

    @property
    def id(self) -> str:
        """What joins its mentions to other data; one entity an id."""
    @property
    def label(self) -> str:
        """The kind of entity."""
    @property
    def name(self) -> str:
        """Its own name."""
    @property
    def aliases(self) -> list[str]:
        """Its other names: a list of str."""
    @property
    def demonyms(self) -> list[str]:
        """The adjectives and nouns for its people: a list of str."""
    @property
    def case(self) -> Case:
        """How its names have to be written.

        `exact` (letter for letter), `initial` (with the capitals of the list, or in all capitals) or
        `any`.
        """
    @property
    def prior(self) -> float:
        """How likely it is meant, against the others of the same name: 0 and up, 1 where nothing is said."""
    @property
    def attributes(self) -> dict[str, str]:
        """Whatever else the list knows of it: a dict."""
    def __eq__(self, other: object, /) -> bool: ...

@final
class Gazetteer:
    """Names to look for, each with an id and a label.

    `a | b` joins two, `name in gazetteer` asks for a name, `len(gazetteer)` counts its entities,
    iterating gives each `Entry` by id. Frozen; compares by value and pickles.

    Args:
        entries: dicts, or a data frame, with the keys or columns `name`, `id` (the name if not
            given), `label`, `aliases`, `demonyms` (lists of str), `case` ("exact", "initial" or
            "any"), `prior` (0 and up) and `pattern` (a regular expression); further ones are kept
            as attributes. A `str` is a name that is its own id.

    Raises:
        GazetteerError: for a broken entry; says which, and what was expected. Nothing is half
            loaded.
        TypeError: for what is no entry.

    Examples:
        >>> import reportedly as rp
        >>> front = {"id": "f1", "name": "Northern Front", "label": "group", "aliases": ["NF"]}
        >>> gazetteer = rp.Gazetteer([front])
        >>> gazetteer.lookup("NF")
        [Entry(id='f1', label='group', name='Northern Front')]
        >>> "Northern Front" in rp.Gazetteer.builtin() | gazetteer
        True
    """

    def __new__(
        cls, entries: Iterable[Mapping[str, Any] | str] | pd.DataFrame | pl.DataFrame
    ) -> Gazetteer: ...
    @staticmethod
    def from_csv(path: _Path) -> Gazetteer:
        """Reads a table with a header, parted by commas, tabs or semicolons, in UTF-8.

        The columns are the keys of `Gazetteer(entries)`; several aliases in a cell are parted by `|`.

        Raises:
            GazetteerError: for a broken row; says file, line, column and what was expected.
            OSError: if the file cannot be read.
        """
    @staticmethod
    def from_jsonl(path: _Path) -> Gazetteer:
        """Reads a file with a JSON object a line, in UTF-8, with the keys of `Gazetteer(entries)`.

        Raises:
            GazetteerError: for a broken line; says file, line, column and what was expected.
            OSError: if the file cannot be read.
        """
    @staticmethod
    def builtin() -> Gazetteer:
        """The one that comes with the package.

        It has countries, states, cities, towns (with their state beside them), outlets, agencies, groups.
        """
    def save(self, path: _Path) -> None:
        """Writes one file that `load` maps into memory, in no time whatever its size.

        Raises:
            OSError: if it cannot be written.
        """
    @staticmethod
    def load(path: _Path) -> Gazetteer:
        """Loads what `save` wrote.

        Raises:
            ValueError: for a file of another version, cut short or altered.
            OSError: if the file cannot be read.
        """
    def lookup(self, name: str) -> list[Entry]:
        """The entries that `name` may stand for, likeliest first: a list of `Entry`."""
    def get(self, id: str) -> Entry | None:
        """The entry of this id, as `mention.id` says it; `None` for an id that the list does not have."""
    def near(self, name: str, count: int = 5) -> list[tuple[str, str]]:
        """The names that differ from `name` by a slip in each four letters: a list of (name, id).

        Nearest first. Reads the whole list: for questions, not for texts.

        Args:
            name: a name, perhaps misspelt.
            count: how many to give at most.
        """
    def describe(self) -> dict[str, Any]:
        """What it holds, and the names in it that may do harm.

        `entries` and `names` (counts), `labels` (entities by label), `shared` (names of several
        entities, with their ids), `duplicates` (names that one entity has twice, with its id),
        `common` (names that English uses as common words), `letters` (names of one letter), `small`
        (names of one word written small).
        """
    def __iter__(self) -> Iterator[Entry]: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __or__(self, other: Gazetteer, /) -> Gazetteer: ...
    def __ror__(self, other: Gazetteer, /) -> Gazetteer: ...
    def __len__(self) -> int: ...
    def __contains__(self, name: str, /) -> bool: ...

@final
class Analyzer:
    """Reads texts. Made once, then used for any number of them.

    Frozen, picklable, cheap to copy, safe to share between threads.

    Args:
        gazetteer: the names to look for; `Gazetteer.builtin()` if not given. Join your own to it by
            `|`.
        layers: what to read ("sentences", "entities", "hedges", "attributions", "claims"); all of
            it if not given. What a layer needs is read too.
        lexicons: rows to add to the built-in word lists "abbreviations", "hedges" and
            "attributions": for each a list of str, each a row as the list has it (for hedges
            `word<TAB>type<TAB>strength<TAB>lemma`), or the path of a file of such rows.
        domain: the kind of text ("news", "wiki" or "bio"), which shifts what counts as a hedge.
        newlines: whether a single line break ends a sentence ("auto", "always" or "never").
        hedge_threshold: the least probability of a hedge, 0 to 1; the one fitted for the best F1 if
            not given. Higher finds fewer and surer ones.
        attribution_threshold: the least confidence of an attribution, 0 to 1, in the same way. Words
            of the built-in list that look hopeless where they stand are left out at any.
        threads: how many `pipe` and `table` use, 1 or more; one a core if not given.
        overlaps: whether to give every name of the list in a text, also those inside others, meant or
            not; only for layers without attributions and claims.

    Raises:
        ValueError: for an unknown layer, option or lexicon, or a number out of range.
        LexiconError: for a broken row; says file, line, column and what was expected.
        OSError: for a lexicon file that cannot be read.

    Examples:
        >>> import reportedly as rp
        >>> people = rp.Gazetteer([{"id": "p1", "name": "Ana Ruiz", "label": "PERSON"}])
        >>> analyzer = rp.Analyzer(gazetteer=rp.Gazetteer.builtin() | people)
        >>> doc = analyzer.analyze("The port may close, Ana Ruiz said in Oslo.")
        >>> [(mention.text, mention.label) for mention in doc.entities]
        [('Ana Ruiz', 'PERSON'), ('Oslo', 'GPE')]
    """

    def __new__(
        cls,
        gazetteer: Gazetteer | None = None,
        layers: Iterable[Layer] | None = None,
        lexicons: Mapping[str, Sequence[str] | _Path] | None = None,
        domain: Domain = "news",
        newlines: Newlines = "auto",
        hedge_threshold: float | None = None,
        attribution_threshold: float | None = None,
        threads: int | None = None,
        overlaps: bool = False,
    ) -> Analyzer: ...
    @property
    def layers(self) -> list[Layer]:
        """Names of the layers that it reads, in order."""
    def analyze(self, text: str) -> Document:
        """Reads one text.

        Args:
            text: English news as plain text, at most 1 GiB of UTF-8.

        Raises:
            TypeError: if `text` is no `str`.
            ValueError: for a lone surrogate (with its offset), or a text over the limit.
        """
    @overload
    def pipe(
        self, texts: _Texts, batch_size: int = 256, as_tuples: Literal[False] = False
    ) -> Iterator[Document | None]:
        """Documents of many texts, lazily and in order, read on all threads.

        Args:
            texts: an iterable of str or None, or a column of strings of pandas, polars or Arrow. A
                missing text gives `None`.
            batch_size: texts read at a time, 1 or more.
            as_tuples: whether `texts` are pairs of a text and anything, and the results pairs of a
                document and that.

        Raises:
            TypeError: for what is no text, with its row.
            ValueError: with the row of a text that cannot be read, when its turn comes.

        Examples:
            >>> import reportedly as rp
            >>> pairs = [("It may rain.", "a"), ("It rains.", "b")]
            >>> for doc, name in rp.Analyzer().pipe(pairs, as_tuples=True):
            ...     print(name, len(doc.hedges))
            a 1
            b 0
        """
    @overload
    def pipe(
        self, texts: Iterable[tuple[str | None, _Extra]], batch_size: int = 256, *, as_tuples: Literal[True]
    ) -> Iterator[tuple[Document | None, _Extra]]: ...
    def table(
        self,
        texts: _Texts,
        of: TableName,
        ids: Iterable[object] | None = None,
        on_error: OnError = "raise",
        nested: bool = False,
    ) -> Table:
        """The findings of many texts as Arrow columns, a row each, read on all threads.

        docs/tables.md lists the columns.

        Args:
            texts: an iterable of str or None, or a column of strings of pandas, polars or Arrow. A
                missing text gives a row of nulls.
            of: what a row is: "documents", "sentences", "entities", "hedges", "attributions", "claims"
                or "sources".
            ids: one a text, str or int, for the column `doc`; the text's number, from 0, if not given.
            on_error: what happens to a text that cannot be read: "raise", or "null" for a row of nulls
                and a line in `Table.errors`.
            nested: whether a row is a text instead, its findings a list of structs (for "documents" one
                struct) in a column named as `of`; null for a missing text.

        Raises:
            TypeError: for what is no text, with its row.
            ValueError: for a text that cannot be read, with its row; for an unknown table, a layer that
                is not read, or more or fewer ids than texts.

        Examples:
            >>> import reportedly as rp
            >>> texts = ["It may rain.", None, "It rains."]
            >>> table = rp.Analyzer().table(texts, "claims", ids=["a", "b", "c"])
            >>> [(row["doc"], row["text"], row["factuality"]) for row in table.to_pylist()]
            [('a', 'It may rain', 'PS+'), ('b', None, None), ('c', 'It rains', 'CT+')]
        """

def _restore(document: Document, list: str, index: int) -> object: ...
def _compare(
    first: Document, second: Document, least: float
) -> tuple[tuple[tuple[Claim, Claim, float, tuple[str, ...], Change, Standing, Standing], ...], Table]: ...
