"""The command's options, and what is wrong with them."""

from __future__ import annotations

import codecs
import functools
import operator
import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportedly import Analyzer, Gazetteer, __version__
from reportedly._visible import one_line
from reportedly.cli.inputs import STDIN, Corpus, Fields, expanded, kind_of
from reportedly.cli.outputs import SCREEN_COLUMNS
from reportedly.cli.parts import PartsError
from reportedly.cli.progress import Meter
from reportedly.cli.run import Asked, Run, Stop, fail

if TYPE_CHECKING:
    from collections.abc import Sequence


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
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Write there, whole or not at all. Rows take the form that its name says: .parquet, .csv, .jsonl.",
)
@click.option(
    "--field", metavar="NAME", help="The field or column that holds the text, of JSON lines, CSV, Parquet."
)
@click.option(
    "--id", "id_field", metavar="NAME", help="The field that names the text; file and row if not given."
)
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
@click.option("--threads", type=click.IntRange(1), help="Threads that read; one a core if not given.")
@click.option(
    "--on-error",
    type=click.Choice(["stop", "skip"]),
    help="What happens at a text that cannot be read. If not given, a record stops the run, and a file is "
    "named and makes the exit status 1; skip leaves both out, and lists them in the end.",
)
@click.option(
    "--resume", is_flag=True, help="Go on where a run with the same options and files was interrupted."
)
@click.option(
    "--progress/--no-progress", default=None, help="Show a bar or not; with -o, on a terminal, it is shown."
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def command(**options: Any) -> None:
    """What news articles claim, who claims it, how sure they are, and about whom.

    Reads text FILES ("-" is standard input, and so is no file at all) and prints a report of each. Files of
    records (.jsonl, .csv, .parquet, also .jsonl.gz and so on) need --field; a folder stands for its files.
    """
    asked = Asked(**options)
    _check(asked)
    fields = Fields(asked.field, asked.id_field, asked.encoding)
    files = expanded(asked.files or (STDIN,))
    _check_files(files, fields)
    analyzer = _analyzer(asked)
    corpus = Corpus(files, fields)
    shown = asked.progress if asked.progress is not None else bool(asked.output) and sys.stderr.isatty()
    run = Run(asked, files, analyzer, corpus, Meter(corpus, shown=shown))
    try:
        run.go()
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read us has seen enough. What Python would still flush at its end goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Stop as stop:
        fail(stop.name, stop.reason)
    except PartsError as error:
        fail(str(asked.output), str(error))
    except OSError as error:
        fail(asked.output or "standard output", (error.strerror or str(error)).lower())
    except KeyboardInterrupt:
        click.echo(f"reportedly: interrupted{run.how_to_go_on()}", err=True)
        sys.exit(130)
    sys.exit(1 if run.failed else 0)


def _check(asked: Asked) -> None:
    """Wrong usage, said before anything is read."""
    if asked.summary and (asked.as_json or asked.as_csv or asked.of):
        raise click.UsageError("--summary excludes --json, --csv and --of.")
    if asked.as_csv and (asked.as_json or not asked.of):
        message = (
            "--csv and --json exclude each other." if asked.as_json else "--csv needs --of: rows of what?"
        )
        raise click.UsageError(message)
    if asked.form == "parquet" and not asked.of:
        raise click.UsageError("A Parquet file needs --of: rows of what?")
    if asked.form == "parquet" and (asked.as_csv or asked.as_json):
        raise click.UsageError("--csv and --json do not go with a name that ends in .parquet.")
    if not asked.files and sys.stdin.isatty():
        raise click.UsageError("No files were given, and nothing is piped in.")
    if asked.resume and asked.html:
        raise click.UsageError(
            "--resume and --html exclude each other: the page would lack what was done before."
        )
    if asked.resume and not asked.in_parts:
        raise click.UsageError(
            "--resume needs -o and a form that comes in parts: .parquet, .csv, .jsonl or --json."
        )
    for path in filter(None, (asked.output, asked.html)):
        if Path(path).exists() and not asked.force:
            fail(path, "exists; give another name, or --force to replace it")
    _check_encoding(asked.encoding)


def _check_files(files: Sequence[str], fields: Fields) -> None:
    kinds = {kind_of(file, fields): file for file in files}
    if not fields.text and (records := next((file for kind, file in kinds.items() if kind != "text"), None)):
        raise click.UsageError(f"{one_line(records)} holds records: --field says which field is the text.")
    if "parquet" in kinds and not find_spec("pyarrow"):
        raise click.UsageError("Parquet needs pyarrow: pip install 'reportedly[arrow]'")


def _analyzer(asked: Asked) -> Analyzer:
    """The analyzer that the options ask for, with no more layers than the rows need."""
    needed = None
    if asked.of not in {None, "documents", "sentences"}:  # these two tell of all layers
        needed = "attributions" if asked.of == "sources" else str(asked.of)
    wanted: Sequence[Any] | None = [needed] if needed else None
    if asked.layers is not None:
        wanted = [layer.strip() for layer in asked.layers.split(",") if layer.strip()]
    try:
        gazetteer = None
        if asked.gazetteers:
            gazetteer = functools.reduce(operator.or_, map(_gazetteer, asked.gazetteers), Gazetteer.builtin())
        analyzer = Analyzer(gazetteer=gazetteer, layers=wanted, domain=asked.domain, threads=asked.threads)
    except (ValueError, OSError) as error:
        raise click.UsageError(one_line(str(error), 1000)) from error
    if needed and needed not in analyzer.layers:
        raise click.UsageError(f"--of {asked.of} needs the layer {needed}: add it to --layers.")
    return analyzer


def _gazetteer(path: str) -> Gazetteer:
    match Path(path).suffix.lower():
        case ".csv" | ".tsv":
            return Gazetteer.from_csv(path)
        case ".jsonl" | ".ndjson":
            return Gazetteer.from_jsonl(path)
        case _:
            try:
                return Gazetteer.load(path)
            except ValueError as error:
                message = f"{error}; a list of names ends in .csv, .tsv, .jsonl or .ndjson"
                raise ValueError(message) from error


def _check_encoding(encoding: str) -> None:
    try:
        codecs.lookup(encoding)
    except LookupError as error:
        raise click.UsageError(
            f"Unknown encoding {encoding!r}; Python knows utf-8, windows-1252, utf-16 …"
        ) from error
