"""Compares hedge cues with word lists on the same labelled texts in one run: agreement with the labels, and speed.

    pip install reportedly
    python benchmarks/hedges.py dev.jsonl LIST [LIST ...]

Gold is JSON lines, {"text": ..., "sentences": [[start, end], ...], "cues": [{"s": ..., "e": ..., "type": ...}, ...]}, in
code points. A list is a file as its package has it: convokit's politeness_api/features/politeness_strategies.py (`hedges`),
medspaCy's resources/en/context_rules.json (possible and hypothetical), index.js of the npm package hedges, or plain text,
a phrase a line. A list finds its phrases in any case as whole words, the longest first, with one compiled regular
expression, which is faster than the packages themselves.

"sentence" and "cue" are F1 of sentences with a cue and of exact spans, for the types that lists mean to hold (all but
approximator, weasel and booster, which are left out of gold and of what reportedly finds); "typed" is for all types, and
only reportedly has types. Speed is UTF-8 bytes a second of CPU time on one thread, the best of some passes.
"""

import argparse
import ast
import json
import re
import time
from pathlib import Path

NOT_IN_LISTS = {"approximator", "weasel", "booster"}


def phrases(path):
    """The phrases of a list, in any of the formats above."""
    content = path.read_text(encoding="utf-8")
    if path.suffix == ".js":
        return re.findall(r"^\s*'([^']+)',?$", content, flags=re.MULTILINE)
    if path.suffix == ".py":
        assigned = [node for node in ast.parse(content).body if isinstance(node, ast.Assign)]
        return next(
            ast.literal_eval(node.value) for node in assigned if ast.unparse(node.targets[0]) == "hedges"
        )
    if path.suffix == ".json":
        rules = json.loads(content)["context_rules"]
        return [
            rule["literal"] for rule in rules if rule["category"] in {"POSSIBLE_EXISTENCE", "HYPOTHETICAL"}
        ]
    return [line.strip() for line in content.splitlines() if line.strip() and not line.startswith("#")]


def word_list(path):
    found = sorted(set(phrases(path)), key=len, reverse=True)
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, found)) + r")\b", re.IGNORECASE)
    return lambda texts: [[(*match.span(), None) for match in pattern.finditer(text)] for text in texts]


def reportedly():
    import reportedly as rp

    analyzer = rp.Analyzer(layers=["hedges"], threads=1)
    return (
        lambda texts: analyzer.table(texts, "hedges"),
        lambda texts: [[(h.start, h.end, h.type) for h in analyzer.analyze(text).hedges] for text in texts],
    )


def f1(right, found, gold):
    return 200 * right / max(1, found + gold)


def scores(rows, answers):
    """F1 of sentences, of cues, and of cues with their types."""
    sentence, cue, typed = [0, 0, 0], [0, 0, 0], [0, 0, 0]
    for row, answer in zip(rows, answers, strict=True):
        every = {(c["s"], c["e"], c["type"]) for c in row["cues"]}
        for count, a, b in (
            (typed, set(answer), every),
            (cue, spans(answer), spans(every)),
            (sentence, holders(row, spans(answer)), holders(row, spans(every))),
        ):
            for place, number in enumerate((len(a & b), len(a), len(b))):
                count[place] += number
    return f1(*sentence), f1(*cue), f1(*typed)


def spans(cues):
    return {(start, end) for start, end, kind in cues if kind not in NOT_IN_LISTS}


def holders(row, found):
    """The sentences that hold any of some spans."""
    return {start for start, end in map(tuple, row["sentences"]) if any(start <= s < end for s, _ in found)}


def speed(run, texts, passes):
    size, best = sum(len(text.encode()) for text in texts), float("inf")
    for _ in range(passes):
        before = time.process_time()
        run(texts)
        best = min(best, time.process_time() - before)
    return size / best / 1e6


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("lists", type=Path, nargs="*")
    parser.add_argument("--passes", type=int, default=5)
    args = parser.parse_args()
    rows = [json.loads(line) for line in args.gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    texts = [row["text"] for row in rows]

    print(f"{'':28} sentence    cue  typed    MB/s")
    table, objects = reportedly()
    row_of("reportedly", scores(rows, objects(texts)), speed(table, texts, args.passes))
    for path in args.lists:
        find = word_list(path)
        name = f"{path.parent.name}/{path.name}"[-28:]
        row_of(name, (*scores(rows, find(texts))[:2], None), speed(find, texts, args.passes))


def row_of(name, figures, mb):
    cells = " ".join(f"{'-' if figure is None else format(figure, '.1f'):>6}" for figure in figures)
    print(f"{name:28}   {cells} {mb:7.1f}")


if __name__ == "__main__":
    main()
