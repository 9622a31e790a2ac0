"""Fails if memory grows while texts come and go, or if reading leaves something behind in the caller's strings.

    python benchmarks/memory.py                     # a million documents and 100,000 errors: some minutes
    python benchmarks/memory.py --documents 50000

Reads short texts in rounds, by each of the ways there are, and prints the resident memory after each tenth; what it is
after the first must not grow by more than a hundredth.
"""

import argparse
import gc
import os
import sys
from pathlib import Path

import reportedly as rp

LIMIT = 1.01
TEXT = "“Report {}: the port of Oslo may close,” Ana Ruiz said. Turkish police reportedly denied it."


def resident():
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096


def work(analyzer, texts, broken):
    """Reads all texts once as columns, once as objects, and meets all errors."""
    half = len(texts) // 2
    analyzer.table(texts[:half], "claims").to_pylist()
    for doc in analyzer.pipe(texts[half:]):
        doc.claims, doc.hedges, doc.attributions, doc.entities  # noqa: B018
        rp.Document.from_json(doc.to_json())
    errors = analyzer.table(broken, "hedges", on_error="null").errors
    assert len(errors) == len(broken)
    for text in broken[: len(broken) // 10]:
        try:
            analyzer.analyze(text)
        except ValueError:
            pass
        else:
            raise AssertionError("a lone surrogate was read")


def main():
    # Python's own allocator takes a megabyte at once, more than the hundredth that is looked for.
    if os.environ.get("PYTHONMALLOC") != "malloc":
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | {"PYTHONMALLOC": "malloc"})
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1_000_000, help="how many are read (default 1,000,000)")
    parser.add_argument("--threads", type=int, default=2, help="threads that read (default 2)")
    args = parser.parse_args()
    rounds, a_round = 100, args.documents // 100
    analyzer = rp.Analyzer(threads=args.threads)
    texts = [TEXT.format(n) for n in range(a_round)]
    broken = ["He may \ud800 flee."] * (a_round // 10)
    sizes = [sys.getsizeof(text) for text in texts]
    after = []
    for number in range(1, rounds + 1):
        work(analyzer, texts, broken)
        if number % (rounds // 10) == 0:
            after.append(resident())
            print(f"{number * a_round:10,} documents, {number * len(broken):9,} errors: {after[-1] / 1e6:8.1f} MB", flush=True)
    growth = max(after) / after[0]
    same = sizes == [sys.getsizeof(text) for text in texts]
    print(f"growth after the first tenth: {100 * (growth - 1):.2f} %; the caller's strings are {'unchanged' if same else 'CHANGED'}")
    sys.exit(growth > LIMIT or not same)


if __name__ == "__main__":
    main()
