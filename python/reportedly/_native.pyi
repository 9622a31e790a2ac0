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

_Layer: TypeAlias = Literal["sentences", "entities", "hedges", "attributions", "claims"]
_Of: TypeAlias = Literal["documents", "sentences", "entities", "hedges", "attributions", "claims", "sources"]
_Style: TypeAlias = Literal["all", "entities", "hedges", "attributions", "claims"]
_Status: TypeAlias = Literal["hedged", "attributed", "question", "asserted"]
_Reason: TypeAlias = Literal[
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
_Via: TypeAlias = Literal["name", "alias", "demonym", "defined", "pattern"]
_HedgeType: TypeAlias = Literal[
    "reportative",
    "epistemic",
    "doxastic",
    "conditional",
    "investigation",
    "approximator",
    "weasel",
    "booster",
]
_Strength: TypeAlias = Literal["low", "medium", "high"]
_AttributionType: TypeAlias = Literal["direct", "indirect", "mixed"]
_Stance: TypeAlias = Literal["neutral", "doubted", "endorsed", "denied", "belief"]
_Factuality: TypeAlias = Literal["CT+", "PR+", "PS+", "U", "PS-", "PR-", "CT-"]
_Change: TypeAlias = Literal["hardened", "softened", "reversed", "same"]
_Standing: TypeAlias = Literal["hedged", "attributed", "asserted"]
_Tense: TypeAlias = Literal["past", "present", "future"]
_Tag: TypeAlias = Literal[
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
_Relation: TypeAlias = Literal[
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
_Path: TypeAlias = str | PathLike[str]
_Extra = TypeVar("_Extra")

class _ArrowStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: Any = None) -> CapsuleType: ...

_Texts: TypeAlias = Iterable[str | None] | _ArrowStream

__version__: str

class GazetteerError(ValueError):
    """A gazetteer, or a file of one, is broken: says file, line, column and what was expected."""

class LexiconError(ValueError):
    """A lexicon, or a file of one, is broken: says file, line, column and what was expected."""

class InternalError(Exception):
    """A bug in reportedly itself; says the row. Other texts and later calls are not touched by it."""

def analyze(text: str, layers: Iterable[str] | None = None) -> Document:
    """Reads one text with the default `Analyzer`: sentences, entities, hedges, attributions, claims.

    Args:
        text: English news as plain text, at most 1 GiB of UTF-8.
        layers: what to read; all of it if not given. What a layer needs is read too.

    Raises:
        TypeError: if `text` is no `str`.
        ValueError: for a lone surrogate (with its offset), a text over the limit, an unknown layer.
    """

@overload
def sentences(text: str, *, offsets: Literal[False] = False) -> list[str]:
    """The sentences of a text, and nothing else: the fast way for those who want no more.

    Args:
        text: English as plain text.
        offsets: whether to give each sentence as (start, end), in code points, rather than as `str`.

    Raises:
        TypeError: if `text` is no `str`.
        ValueError: for a lone surrogate (with its offset), or a text over the limit.
    """

@overload
def sentences(text: str, *, offsets: Literal[True]) -> list[tuple[int, int]]: ...

@final
class Span:
    """A stretch of a text, in code points."""

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
    """A token of a document, with its place in the tree of its sentence."""

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
    def tag(self) -> _Tag:
        """What it is: a universal tag, verbs and auxiliaries split by form."""
    @property
    def head(self) -> int:
        """The number in `doc.tokens` of the token that it hangs on; its own for the root of a sentence."""
    @property
    def relation(self) -> _Relation:
        """How it hangs on its head: the relations of Universal Dependencies, made coarse."""
    def __len__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs__(self) -> tuple[int, int, str, _Tag, int, _Relation]: ...

@final
class Sentence:
    """A sentence, with its status and certainty where claims were read (guidelines, section 4)."""

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
    def status(self) -> _Status | None:
        """How far its main claim is the writer's own; `None` where claims were not read."""
    @property
    def certainty(self) -> float | None:
        """How far the writer commits to its main claim, 0 to 1; `None` where claims were not read."""
    @property
    def reason(self) -> _Reason:
        """Why it ends where it does."""
    @property
    def hedges(self) -> tuple[Hedge, ...]:
        """The hedge cues in it."""
    @property
    def attributions(self) -> tuple[Attribution, ...]:
        """The attributions made in it: those whose cue, or first word, stands in it."""
    @property
    def entities(self) -> tuple[Mention, ...]:
        """The mentions in it."""
    @property
    def claims(self) -> tuple[Claim, ...]:
        """Its claims."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Mention:
    """A mention of an entity of the gazetteer, or of one that the text itself names by an alias."""

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
        """The best id."""
    @property
    def label(self) -> str:
        """The kind of entity: GPE, ORG, PERSON, group, outlet …, or what the user's list says."""
    @property
    def name(self) -> str:
        """The entity's own name."""
    @property
    def candidates(self) -> tuple[str, ...]:
        """The other ids that the same words may stand for, best first."""
    @property
    def via(self) -> _Via:
        """By what it was found."""
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Alias:
    """A short form that the text itself defines: "the Dockers' Federation (DF)"."""

    @property
    def start(self) -> int:
        """Where the short form stands in its definition: first code point."""
    @property
    def end(self) -> int:
        """One past its last code point."""
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
    """A hedge cue: words that change how far a reader may rely on the sentence (guidelines, section 1)."""

    @property
    def start(self) -> int:
        """First code point."""
    @property
    def end(self) -> int:
        """One past the last code point."""
    @property
    def text(self) -> str:
        """The cue."""
    @property
    def type(self) -> _HedgeType:
        """What it does."""
    @property
    def strength(self) -> _Strength | None:
        """How much it leaves of the claim; `None` for types that have no strength."""
    @property
    def negated(self) -> bool:
        """Whether it stands in the scope of a negation, or the negation is part of it."""
    @property
    def probability(self) -> float:
        """How sure the detector is that this is a cue, 0 to 1."""
    @property
    def scope(self) -> Span | None:
        """The smallest clause or phrase that it qualifies, the cue included (guidelines, section 3)."""
    def explain(self) -> HedgeExplanation:
        """Why it was taken for a cue; prints as a few lines. Reads the text again.

        Raises:
            ValueError: for a document that was read back from JSON or a pickle.
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Attribution:
    """Who says what (guidelines, section 2). `start` and `end`: the first to the last of its parts."""

    @property
    def start(self) -> int:
        """First code point of source, cue and content."""
    @property
    def end(self) -> int:
        """One past their last code point."""
    @property
    def text(self) -> str:
        """The text from `start` to `end`."""
    @property
    def source(self) -> Span | None:
        """The noun phrase that names who says it; `None` where nobody is named."""
    @property
    def cue(self) -> Span | None:
        """The word that attributes; `None` for quotation marks alone."""
    @property
    def content(self) -> tuple[Span, ...]:
        """What is attributed, in order, without "that" and the outer quotation marks."""
    @property
    def type(self) -> _AttributionType:
        """How much of the content stands in quotation marks."""
    @property
    def stance(self) -> _Stance:
        """How the writer stands to it, by the choice of the cue."""
    @property
    def parent(self) -> Attribution | None:
        """The attribution in whose content this one stands."""
    @property
    def chain(self) -> tuple[Span | None, ...]:
        """The sources, outermost first, this one's last; `None` for those that name nobody."""
    @property
    def resolved(self) -> Span | None:
        """What a source that is no name ("it", "the ministry") points back to."""
    @property
    def source_entity(self) -> Mention | None:
        """The mention that names the source."""
    @property
    def confidence(self) -> float:
        """How sure the reader is that this is an attribution, 0 to 1."""
    def explain(self) -> AttributionExplanation:
        """How it was read, decision by decision; prints as a few lines. Reads the text again.

        Raises:
            ValueError: for a document that was read back from JSON or a pickle.
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Claim:
    """A clause that says something is so, with who stands behind it (guidelines, section 5)."""

    @property
    def start(self) -> int:
        """First code point of its first piece."""
    @property
    def end(self) -> int:
        """One past the last code point of its last piece."""
    @property
    def text(self) -> str:
        """The clause; pieces are joined by " … "."""
    @property
    def spans(self) -> tuple[Span, ...]:
        """Its pieces, in order."""
    @property
    def head(self) -> Span:
        """The lexical verb, or the copula where there is none."""
    @property
    def sentence(self) -> Sentence:
        """Its sentence."""
    @property
    def chain(self) -> tuple[Span | None, ...]:
        """Its sources, outermost first; `None` for those that name nobody. Empty: the writer."""
    @property
    def factuality(self) -> _Factuality:
        """What the innermost source commits to, on FactBank's scale (Saurí & Pustejovsky 2009)."""
    @property
    def certainty(self) -> float:
        """How far the *writer* commits to it, 0 to 1."""
    @property
    def negated(self) -> bool:
        """Whether the clause is negated."""
    @property
    def tense(self) -> _Tense:
        """When its head is, seen from the writer: "has fled" is past, "would flee" future."""
    @property
    def hedges(self) -> tuple[Hedge, ...]:
        """The hedges that reach it."""
    @property
    def entities(self) -> tuple[Mention, ...]:
        """The mentions in it."""
    @property
    def about(self) -> Mention | None:
        """The mention that its subject is."""
    def explain(self) -> ClaimExplanation:
        """From which words and rules its values follow; prints as a few lines. Reads the text again.

        Raises:
            ValueError: for a document that was read back from JSON or a pickle.
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Document:
    """A text and all that was found in it. Made by `analyze`; its tuples are made when first looked at."""

    @property
    def text(self) -> str:
        """The text as it came."""
    @property
    def layers(self) -> list[_Layer]:
        """Names of the layers that were read, in order."""
    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences, in order."""
    @property
    def entities(self) -> tuple[Mention, ...]:
        """The mentions, in order."""
    @property
    def aliases(self) -> tuple[Alias, ...]:
        """The short forms that the text itself defines."""
    @property
    def hedges(self) -> tuple[Hedge, ...]:
        """The hedge cues, in order."""
    @property
    def attributions(self) -> tuple[Attribution, ...]:
        """The attributions, in the order in which they start."""
    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims, sentence by sentence."""
    @property
    def tokens(self) -> tuple[Token, ...]:
        """Its words and marks with their tags, a tree a sentence; parsed when first asked for."""
    def at(self, offset: int) -> tuple[Sentence | Claim | Attribution | Hedge | Mention, ...]:
        """All that covers the code point at `offset`: sentence, claims, attributions, hedges, mentions.

        Raises:
            IndexError: beyond the end of the text.
        """
    def table(self, of: _Of) -> Table:
        """The findings of one layer, a row each; `sources` for a row a source, `documents` for one of counts.

        Raises:
            ValueError: for an unknown table, and for a layer that was not read.
        """
    def sources(self) -> Table:
        """Who speaks and how much, a row a source; the columns are in docs/tables.md.

        Pronouns, surnames and "the ministry" count with the source that they stand for.

        Raises:
            ValueError: where attributions were not read.
        """
    def summary(self) -> str:
        """A few lines that a person reads: shares by status, most used sources, least certain claims.

        What was not read is left out.
        """
    def to_dict(self) -> dict[str, Any]:
        """All of it as plain dicts, lists, strings and numbers; offsets in code points."""
    def to_json(self) -> str:
        """All of it as JSON; `from_json` reads it back."""
    @staticmethod
    def from_json(json: str) -> Document:
        """Reads what `to_json` wrote; keys that it does not know are passed over.

        Raises:
            ValueError: for JSON of another form or version, or whose offsets do not fit its text.
        """
    @overload
    def render(self, style: _Style = "all", jupyter: Literal[False] = False) -> str: ...
    @overload
    def render(self, style: _Style = "all", *, jupyter: Literal[True]) -> None:
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
    """Documents of many texts, lazily and in order: what `Analyzer.pipe` gives."""

    def __iter__(self) -> Pipe: ...
    def __next__(self) -> Any: ...

@final
class Table:
    """Findings as Arrow columns, a row each.

    Anything that speaks the Arrow PyCapsule interface takes it without a copy: `pyarrow.table(t)`,
    `polars.DataFrame(t)`, DuckDB.
    """

    @property
    def columns(self) -> list[str]:
        """Names of the columns, in order."""
    @property
    def shape(self) -> tuple[int, int]:
        """Number of rows and of columns."""
    def to_pandas(self) -> pd.DataFrame:
        """As a data frame of pandas. Raises `ImportError` without the extra `pandas`."""
    def to_polars(self) -> pl.DataFrame:
        """As a data frame of polars. Raises `ImportError` without the extra `polars`."""
    def to_arrow(self) -> pa.Table:
        """As a table of pyarrow. Raises `ImportError` without the extra `arrow`."""
    @property
    def errors(self) -> list[tuple[int, str]]:
        """The texts that could not be read, as pairs of row and reason; empty with `on_error="raise"`."""
    def write_parquet(self, path: _Path) -> None:
        """Writes a Parquet file, whole or not at all; replaces one that is there.

        Raises:
            ImportError: without the extra `arrow` or `polars`.
            OSError: if it cannot be written.
        """
    def to_pylist(self) -> list[dict[str, Any]]:
        """As a list of dicts, a row each; needs no other package."""
    def head(self, rows: int = 5) -> Table:
        """The first `rows` rows, as a table."""
    def _repr_html_(self) -> str: ...
    def __arrow_c_stream__(self, requested_schema: Any = None) -> CapsuleType: ...
    def __arrow_c_schema__(self) -> CapsuleType: ...
    def __len__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...

@final
class Entry:
    """One entity of a gazetteer."""

    @property
    def id(self) -> str:
        """What joins its mentions to other data."""
    @property
    def label(self) -> str:
        """The kind of entity."""
    @property
    def name(self) -> str:
        """Its own name."""
    @property
    def aliases(self) -> list[str]:
        """Its other names."""
    @property
    def demonyms(self) -> list[str]:
        """The adjectives and nouns for its people."""
    @property
    def case(self) -> Literal["exact", "initial", "any"]:
        """How its names have to be written."""
    @property
    def prior(self) -> float:
        """How likely it is meant, against the others of the same name."""
    @property
    def attributes(self) -> dict[str, Any]:
        """Whatever else the list knows of it."""
    def __eq__(self, other: object, /) -> bool: ...

@final
class Gazetteer:
    """Names to look for, each with an id and a label.

    Args:
        entries: dicts with the keys `id`, `name`, `label`, `aliases`, `demonyms`, `case`, `prior`, `pattern`
            (further ones are kept as attributes), or names, which are their own ids; or a data frame.

    Raises:
        GazetteerError: with the entry and what was expected; nothing is half loaded.
    """

    def __new__(
        cls, entries: Iterable[Mapping[str, Any] | str] | pd.DataFrame | pl.DataFrame
    ) -> Gazetteer: ...
    @staticmethod
    def from_csv(path: _Path) -> Gazetteer:
        """Reads a table with a header, parted by commas, tabs or semicolons; aliases are parted by `|`."""
    @staticmethod
    def from_jsonl(path: _Path) -> Gazetteer:
        """Reads a file with one JSON object a line."""
    @staticmethod
    def builtin() -> Gazetteer:
        """The one that comes with the package: countries, states, cities, outlets, agencies, armed groups."""
    def save(self, path: _Path) -> None:
        """Writes one file that `load` maps into memory."""
    @staticmethod
    def load(path: _Path) -> Gazetteer:
        """Loads what `save` wrote.

        Raises:
            ValueError: for a file of another version, cut short or altered.
        """
    def lookup(self, name: str) -> list[Entry]:
        """The entries that `name` may stand for, most likely first."""
    def near(self, name: str, count: int = 5) -> list[tuple[str, str]]:
        """The names that differ from `name` by a slip of the keyboard or two, nearest first, with their ids.

        Reads the whole list: for questions, not for texts.
        """
    def describe(self) -> dict[str, Any]:
        """What it holds, and the names in it that may do harm.

        `entries` and `names` (counts), `labels` (entities by label), `shared` (names of several entities,
        with their ids), `common` (names that English uses as common words), `letters` (names of one letter),
        `small` (names of one word written small).
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
    """Reads texts. Made once, then used for any number of them; picklable, safe to share between threads.

    Args:
        gazetteer: the names to look for; `Gazetteer.builtin()` if not given.
        layers: what to read; all of it if not given. What a layer needs is read too.
        lexicons: rows to add to the built-in word lists (`abbreviations`, `hedges`, `attributions`), each a
            list of rows or the path of a lexicon file.
        domain: `"news"`, `"wiki"` or `"bio"`, which shifts what counts as a hedge.
        newlines: whether a single line break ends a sentence: `"auto"`, `"always"` or `"never"`.
        hedge_threshold: the least probability of a hedge, 0 to 1; the fitted one if not given.
        attribution_threshold: the least confidence of an attribution, 0 to 1; the fitted one if not given.
        threads: threads for `pipe` and `table`; one a core if not given.

    Raises:
        ValueError: for an unknown layer or option, or a number out of range.
        LexiconError: for a broken row.
    """

    def __new__(
        cls,
        gazetteer: Gazetteer | None = None,
        layers: Iterable[str] | None = None,
        lexicons: Mapping[str, Sequence[str] | _Path] | None = None,
        domain: Literal["news", "wiki", "bio"] = "news",
        newlines: Literal["auto", "always", "never"] = "auto",
        hedge_threshold: float | None = None,
        attribution_threshold: float | None = None,
        threads: int | None = None,
    ) -> Analyzer: ...
    @property
    def layers(self) -> list[_Layer]:
        """Names of the layers that it reads, in order."""
    def analyze(self, text: str) -> Document:
        """Reads one text. Raises as `reportedly.analyze` does."""
    @overload
    def pipe(
        self, texts: _Texts, batch_size: int = 256, as_tuples: Literal[False] = False
    ) -> Iterator[Document | None]:
        """Documents of `texts`, lazily and in order, read `batch_size` at a time on all threads.

        Args:
            texts: strings, `None` for a missing one; or a column of strings.
            batch_size: texts read at a time, 1 or more.
            as_tuples: whether `texts` are pairs of a text and anything, and the results too.

        Raises:
            ValueError: with the row of a text that cannot be read, when its turn comes.
        """
    @overload
    def pipe(
        self, texts: Iterable[tuple[str | None, _Extra]], batch_size: int = 256, *, as_tuples: Literal[True]
    ) -> Iterator[tuple[Document | None, _Extra]]: ...
    def table(
        self,
        texts: _Texts,
        of: _Of,
        ids: Iterable[object] | None = None,
        on_error: Literal["raise", "null"] = "raise",
        nested: bool = False,
    ) -> Table:
        """The findings of many texts, a row each.

        Args:
            texts: strings, `None` for a missing one; or a column of pandas, polars or pyarrow. A missing text
                gives a row of nulls.
            of: what a row is.
            ids: one for each text, str or int, for the column `doc`; its number from 0 if not given.
            on_error: what happens to a text that cannot be read: an error, or a row of nulls and a line in
                `Table.errors`.
            nested: whether a row is a text instead, its findings a list of structs (for documents one struct)
                in a column named as `of`; null for a missing text.

        Raises:
            ValueError: with the row of a text that cannot be read; for more or fewer ids than texts.
            TypeError: for what is no text.
        """

def _restore(document: Document, list: str, index: int) -> object: ...
def _compare(
    first: Document, second: Document, least: float
) -> tuple[tuple[tuple[Claim, Claim, float, tuple[str, ...], _Change, _Standing, _Standing], ...], Table]: ...
