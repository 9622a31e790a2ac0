"""Fails if reading a text of twice the length takes much more than twice the time, or much memory, whatever the text.

    python benchmarks/linear.py                     # all layers, 1 to 8 MB: half an hour
    python benchmarks/linear.py --layer sentences
    python benchmarks/linear.py --megabytes 0.25 --doublings 2 --runs 1

Prints for each text milliseconds of CPU time at each length (the best of some runs) and the worst ratio of two
neighbours; then a sentence of a million words, and a text of 100 MB with the memory that it takes.
"""

import argparse
import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import reportedly as rp

LIMIT = 2.3
# Milliseconds a megabyte: below, a text hurts nobody, and the times are those of the machine's caches.
HARMLESS = 5
ARTICLE = Path(__file__).parent.parent / "examples" / "article.txt"
# Resident bytes for a byte of text, the text itself and its result included; the sample article says in each sentence
# who says what, for which news takes two thirds.
MEMORY = 16

# What one room or another has to look ahead or back for: marks alone, alternating, glued and never closed.
MARKS = [*"()[]{}“”\"'‘’«»‹.…?!-—:;•a1 \n\u200b。"]
PIECES = {
    **{repr(mark): mark for mark in MARKS},
    **{
        repr(piece): piece
        for piece in (
            *("...", "?!", "\n\n", "word ", "word\n", "The line goes on and\n", "A. ", "12. ", "U.S. ", "Mr. "),
            *("op. cit. ", ". [1] ", "1. A 2. B ", "a: • B ", ":) ", '?" Ann ', "“a ” ", "Photo: Ida "),
            *("He said no. ", "“ ‘ ", "( [ ", "“a” (b) ", "' \" ", "a-", "a'", "a@", "www.a.org ", "é", "e\u0301"),
        )
    },
    "cues alone": "may reportedly said to if whether not likely believe about 50 critics in fact ",
    "names alone": "Turkey Ana Ruiz Reuters Georgia U.S. Paris Texas ",
    "sources alone": "said told according to he denied that she claimed officials reported as saying ",
    "aliases": "the Harbour Workers Union (HWU) HWU ",
    "mixed scripts": "He мая شام 李 may ελ ",
    "conditions": "if he may, he said, ",
    "nested speech": "The Globe reported officials as saying that ",
}
# Opened so many times, then closed as often: half of the text each.
NESTED = {"nested quotes": ("“", "”"), "nested brackets": ("(", ")"), "nested speech marks": ("“a ‘", "’ b” ")}
TEXTS = {name: lambda size, piece=piece: piece * (size // len(piece.encode())) for name, piece in PIECES.items()}
TEXTS |= {
    name: lambda size, pair=pair: "".join(mark * (size // 2 // len(mark.encode())) for mark in pair)
    for name, pair in NESTED.items()
}


def milliseconds(analyzer, text, runs):
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        analyzer.analyze(text)
        best = min(best, time.process_time() - start)
    return 1e3 * best


def resident(code):
    """Prints what a process of its own says, and gives its highest memory in bytes."""
    code = f"import resource, sys, reportedly as rp\n{textwrap.dedent(code)}\n"
    code += "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    *said, peak = done.stdout.split()
    return int(peak), said


def large(layer, article):
    """A text of 100 MB, against the memory of one of 1 MB; gives whether it takes too much."""
    read = f"""
        news = open({str(article)!r}, encoding="utf-8").read() + chr(10) * 2
        rp.Analyzer(layers=["{layer}"], threads=1).analyze(news * (%d // len(news.encode())))
    """
    base, _ = resident(read % 1_000_000)
    start = time.perf_counter()
    peak, _ = resident(read % 100_000_000)
    times = (peak - base) / 100e6
    print(f"100 MB of news: {time.perf_counter() - start:.1f} s, {times:.1f} bytes of memory a byte (limit {MEMORY})")
    return times > MEMORY


def main():
    # Without this the C library would hand small texts memory that is warm, and large ones fresh pages.
    if "MALLOC_MMAP_THRESHOLD_" not in os.environ:
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | {"MALLOC_MMAP_THRESHOLD_": "65536"})
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--layer", default="claims", help="the layer to read (default claims: all of them)")
    parser.add_argument("--megabytes", type=float, default=1, help="length of the shortest text (default 1)")
    parser.add_argument("--doublings", type=int, default=3, help="how often it is doubled (default 3)")
    parser.add_argument("--runs", type=int, default=2, help="runs for each figure (default 2)")
    parser.add_argument("--article", default=ARTICLE, help="what the text of 100 MB repeats (default: the sample article)")
    parser.add_argument("--only", help="a part of the names of the texts to read")
    args = parser.parse_args()
    analyzer = rp.Analyzer(layers=[args.layer])
    analyzer.analyze("The port may close, Ana Ruiz said.")  # weights and lists are loaded once
    failed = False
    for name, text in TEXTS.items():
        if args.only and args.only not in name:
            continue
        times = []
        for doubling in range(args.doublings + 1):
            size = int(args.megabytes * 1_000_000 * 2**doubling)
            times.append(milliseconds(analyzer, text(size), args.runs))
        worst = max(after / before for before, after in zip(times, times[1:], strict=False))
        if worst > LIMIT:  # once more, in case the machine was busy with something else
            again = [milliseconds(analyzer, text(int(args.megabytes * 1e6 * 2**d)), args.runs + 2) for d in range(len(times))]
            times = [min(pair) for pair in zip(times, again, strict=True)]
            worst = max(after / before for before, after in zip(times, times[1:], strict=False))
        slow = worst > LIMIT and times[-1] > HARMLESS * args.megabytes * 2**args.doublings
        failed |= slow
        figures = "".join(f"{t:9.1f}" for t in times)
        print(f"{name:26}{figures}{worst:7.2f}{'  too slow' * slow}", flush=True)
    if not args.only:
        took = milliseconds(analyzer, "word " * 1_000_000, 1)
        print(f"a sentence of a million words: {took:.0f} ms")
        failed |= large(args.layer, args.article)
    sys.exit(failed)


if __name__ == "__main__":
    main()
