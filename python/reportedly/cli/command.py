"""The command's options, and the way from inputs to outputs."""

from __future__ import annotations

import codecs
import functools
import io
import operator
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NoReturn, TextIO

import click

from reportedly import Analyzer, Gazetteer, InternalError, __version__, display
from reportedly._files import write_whole
from reportedly._visible import one_line
from reportedly.cli.inputs import STDIN, InputError, name_of, read
from reportedly.cli.outputs import (
    SCREEN_COLUMNS,
    CsvRows,
    JsonDocuments,
    JsonRows,
    Output,
    Reports,
    Summaries,
    TableRows,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly import Document
    from reportedly._native import _Of as Of


@click.command(
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit status: 0 if all went well, 1 if a file failed (the others are read all the same), "
    "2 for wrong usage.",
)
@click.argument("files", nargs=-1)
@click.option(
    "--json", "as_json", is_flag=True, help="Documents as JSON lines; with --of, rows as JSON lines."
)
@click.option("--summary", is_flag=True, help="A few lines a document, not a report.")
@click.option("--of", type=click.Choice(tuple(SCREEN_COLUMNS)), help="Rows of one table, not a report.")
@click.option("--csv", "as_csv", is_flag=True, help="Rows as CSV; needs --of.")
@click.option("-o", "--output", metavar="FILE", help="Write there instead of to standard output.")
@click.option("--html", metavar="FILE", help="Write a page, too: the marked text and the table of claims.")
@click.option("-f", "--force", is_flag=True, help="Replace output files that exist.")
@click.option(
    "--gazetteer",
    "gazetteers",
    metavar="FILE",
    multiple=True,
    help="More names to find: .csv, .jsonl, or a saved gazetteer. May be given several times.",
)
@click.option("--layers", metavar="A,B", help="Find these layers alone, such as hedges,entities.")
@click.option(
    "--domain",
    type=click.Choice(["news", "wiki", "bio"]),
    default="news",
    help="What kind of text it is, which shifts what counts as a hedge; news if not given.",
)
@click.option("--encoding", default="utf-8", show_default=True, help="Encoding of the files.")
@click.version_option(__version__, message="%(prog)s %(version)s")
def command(
    *,
    files: tuple[str, ...],
    as_json: bool,
    summary: bool,
    of: Of | None,
    as_csv: bool,
    output: str | None,
    html: str | None,
    force: bool,
    gazetteers: tuple[str, ...],
    layers: str | None,
    domain: Literal["news", "wiki", "bio"],
    encoding: str,
) -> None:
    """What news articles claim, who claims it, how sure they are, and about whom.

    Reads text FILES ("-" is standard input, and so is no file at all) and prints a report of each.
    """
    if summary and (as_json or as_csv or of):
        raise click.UsageError("--summary excludes --json, --csv and --of.")
    if as_csv and (as_json or not of):
        message = "--csv and --json exclude each other." if as_json else "--csv needs --of: rows of what?"
        raise click.UsageError(message)
    if not files and sys.stdin.isatty():
        raise click.UsageError("No files were given, and nothing is piped in.")
    for path in filter(None, (output, html)):
        if Path(path).exists() and not force:
            _fail(path, "exists; give another name, or --force to replace it")
    analyzer = _analyzer(gazetteers, layers, of, domain)
    _check_encoding(encoding)
    buffer = io.StringIO() if output else None
    try:
        out = buffer or _stdout()
        sink = Summaries(out) if summary else _sink(out, of=of, as_json=as_json, as_csv=as_csv)
        names, docs, failed = _run(files or (STDIN,), encoding, analyzer, sink, keep=bool(html))
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read us has seen enough. What Python would still flush at its end goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        _fail("standard output", (error.strerror or str(error)).lower())
    if buffer and output:
        _write(output, buffer.getvalue(), force=force)
    if html:
        title = names[0] if len(names) == 1 else "reportedly"
        _write(html, display.page(docs, title, names), force=force)
    sys.exit(1 if failed else 0)


def _run(
    files: Sequence[str], encoding: str, analyzer: Analyzer, sink: Output, *, keep: bool
) -> tuple[list[str], list[Document], bool]:
    """Reads and writes one file after the other; gives what `keep` asks for, and whether a file failed."""
    names: list[str] = []
    docs: list[Document] = []
    failed = False
    for source in files:
        name = name_of(source)
        try:
            doc = analyzer.analyze(read(source, encoding))
        except (InputError, ValueError, InternalError) as error:
            _complain(name, str(error))
            failed = True
            continue
        sink.add(name, doc)
        if keep:
            names.append(name)
            docs.append(doc)
    sink.close()
    return names, docs, failed


def _analyzer(
    gazetteers: Sequence[str], layers: str | None, of: Of | None, domain: Literal["news", "wiki", "bio"]
) -> Analyzer:
    """The analyzer that the options ask for, with no more layers than the rows need."""
    wanted: Sequence[str] | None = None
    if layers is not None:
        wanted = [layer.strip() for layer in layers.split(",") if layer.strip()]
    elif of not in {None, "documents", "sentences"}:  # these two tell of all layers
        wanted = ["attributions" if of == "sources" else str(of)]
    try:
        gazetteer = None
        if gazetteers:
            gazetteer = functools.reduce(operator.or_, map(_gazetteer, gazetteers), Gazetteer.builtin())
        return Analyzer(gazetteer=gazetteer, layers=wanted, domain=domain)
    except (ValueError, OSError) as error:
        raise click.UsageError(one_line(str(error), 1000)) from error


def _gazetteer(path: str) -> Gazetteer:
    match Path(path).suffix.lower():
        case ".csv" | ".tsv":
            return Gazetteer.from_csv(path)
        case ".jsonl" | ".ndjson":
            return Gazetteer.from_jsonl(path)
        case _:
            return Gazetteer.load(path)


def _check_encoding(encoding: str) -> None:
    try:
        codecs.lookup(encoding)
    except LookupError as error:
        raise click.UsageError(
            f"Unknown encoding {encoding!r}; Python knows utf-8, windows-1252, utf-16 …"
        ) from error


def _sink(out: TextIO, *, of: Of | None, as_json: bool, as_csv: bool) -> Output:
    if of is None:
        return JsonDocuments(out) if as_json else Reports(out)
    if as_json:
        return JsonRows(out, of)
    return CsvRows(out, of) if as_csv else TableRows(out, of)


def _stdout() -> TextIO:
    """Standard output, in UTF-8 unless it is a terminal that wants something else."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        if sys.stdout.isatty():
            sys.stdout.reconfigure(errors="replace")
        else:
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    return sys.stdout


def _write(path: str, text: str, *, force: bool) -> None:
    try:
        write_whole(path, text, replace=force)
    except OSError as error:
        _fail(path, (error.strerror or str(error)).lower())


def _complain(name: str, reason: str) -> None:
    click.echo(f"reportedly: {one_line(name)}: {one_line(reason, 1000)}", err=True)


def _fail(name: str, reason: str) -> NoReturn:
    _complain(name, reason)
    sys.exit(1)
