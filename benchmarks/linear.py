"""Fails if reading a text of twice the length takes much more than twice the time, whatever the text.

    python benchmarks/linear.py                     # sentences, 1 to 8 MB
    python benchmarks/linear.py --layer claims --megabytes 0.25 --doublings 2

Prints milliseconds of CPU time at each length (the best of some runs) and the worst ratio of two neighbours.
"""

import argparse
import os
import sys
import time

import reportedly as rp

LIMIT = 2.3
PIECES = [
    *"()[]{}“”\"'‘’«»‹.…?!-—:;•a1 \n\u200b。",
    "...",
    "?!",
    "\n\n",
    "word ",
    "word\n",
    "The line goes on and\n",
    "A. ",
    "12. ",
    "U.S. ",
    "Mr. ",
    "op. cit. ",
    ". [1] ",
    "1. A 2. B ",
    "a: • B ",
    ":) ",
    '?" Ann ',
    "“a ” ",
    "Photo: Ida ",
    "He said no. ",
]


def milliseconds(analyzer, text, runs):
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        analyzer.analyze(text)
        best = min(best, time.process_time() - start)
    return 1e3 * best


def main():
    # Without this the C library would hand small texts memory that is warm, and large ones fresh pages.
    if "MALLOC_MMAP_THRESHOLD_" not in os.environ:
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | {"MALLOC_MMAP_THRESHOLD_": "65536"})
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--layer", default="sentences", help="the layer to read (default sentences)")
    parser.add_argument("--megabytes", type=float, default=1, help="length of the shortest text (default 1)")
    parser.add_argument("--doublings", type=int, default=3, help="how often it is doubled (default 3)")
    parser.add_argument("--runs", type=int, default=3, help="runs for each figure (default 3)")
    args = parser.parse_args()
    analyzer = rp.Analyzer(layers=[args.layer])
    failed = False
    for piece in PIECES:
        times = []
        for doubling in range(args.doublings + 1):
            size = int(args.megabytes * 1_000_000 * 2**doubling)
            times.append(milliseconds(analyzer, piece * (size // len(piece.encode())), args.runs))
        worst = max(after / before for before, after in zip(times, times[1:], strict=False))
        failed |= worst > LIMIT
        figures = "".join(f"{t:9.1f}" for t in times)
        print(f"{piece!r:26}{figures}{worst:7.2f}{'  too slow' * (worst > LIMIT)}", flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
