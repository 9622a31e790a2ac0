#!/usr/bin/env python3
"""Fits the edges of the scopes of hedges and negations, and prints how many come out exact on abstracts not seen.

    python training/scopes.py DATA --features target/release/examples/hedge_features [--out src/hedges/scope_weights.txt]

DATA holds `hedges/bioscope_hedge_train.jsonl.gz` and `hedges/bioscope_negation_train.jsonl.gz` (BioScope abstracts, Vincze
et al. 2008; folds by document). Where an edge can stand and what is seen of it is computed by the crate; here each place
is told from the others by an L1 logistic, and the likeliest wins. Same data, same weights.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from hedges import FOLDS, rows, write
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

PENALTY = 0.5
MIN_COUNT = 4
SMALLEST = 0.05
HEADER = """# Weights of the edges of scopes, by feature: where a scope begins (model left) and ends (model right). Written by
# training/scopes.py from BioScope abstracts; not to be edited.
"""


def trim(text, s, e):
    while e > s and (text[e - 1].isspace() or text[e - 1] in ".,;:"):
        e -= 1
    while s < e and text[s].isspace():
        s += 1
    return s, e


def load(data):
    """Sentences with cues [[start, end] ..] and the scope of each."""
    texts = []
    for name in ("hedge", "negation"):
        for r in rows(data / f"hedges/bioscope_{name}_train.jsonl.gz"):
            if not r["cues"]:
                continue
            scopes = {i: trim(r["text"], s, e) for i, s, e in r["scopes"]}
            kept = [i for i in range(len(r["cues"])) if i in scopes]
            texts.append({"text": r["text"], "cues": [r["cues"][i][:2] for i in kept], "negation": name == "negation",
                          "scopes": [scopes[i] for i in kept], "fold": r["fold"]})
    return texts


def ask(program, task, texts, weights):
    lines = "".join(json.dumps({k: t[k] for k in ("text", "cues", "negation")}) + "\n" for t in texts)
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer:
        given.write(lines.encode())
        given.seek(0)
        subprocess.run([program, task, "bio", weights], stdin=given, stdout=answer, check=True)
        answer.seek(0)
        for line in answer:
            yield json.loads(line)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--features", default="target/release/examples/hedge_features")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    texts = load(args.data)
    sides = [{"index": {}, "columns": [], "starts": [0], "y": [], "fold": []} for _ in range(2)]
    reachable = total = 0
    for text, answer in zip(texts, ask(args.features, "edges", texts, os.devnull)):
        for (start, end), found in zip(text["scopes"], answer):
            total += 1
            reachable += any(at == start for at, _ in found[0]) and any(trim(text["text"], 0, at)[1] == end for at, _ in found[1])
            for side, places, gold in zip(sides, found, (start, end)):
                for at, names in places:
                    at = at if side is sides[0] else trim(text["text"], 0, at)[1]
                    side["columns"].extend(side["index"].setdefault(n, len(side["index"])) for n in names)
                    side["starts"].append(len(side["columns"]))
                    side["y"].append(at == gold)
                    side["fold"].append(text["fold"])
    print(f"{total} scopes, {100 * reachable / total:.1f} % within reach", file=sys.stderr)
    for side in sides:
        n = len(side["starts"]) - 1
        ones = np.ones(len(side["columns"]), dtype=np.float32)
        x = csr_matrix((ones, side["columns"], side["starts"]), shape=(n, len(side["index"])))
        # In alphabetical order, as in hedges.py.
        names = np.array(list(side["index"]))
        order = np.argsort(names)
        side["x"], side["names"] = x[:, order], names[order]
        side["y"], side["fold"] = np.array(side["y"]), np.array(side["fold"])

    def train(keep):
        lines = []
        for model, side in zip(("left", "right"), sides):
            mask = keep(side["fold"])
            x, names = side["x"][mask], side["names"]
            usable = np.array([not any(c in n for c in "\t#@") and "=|" not in n for n in names])
            kept = np.flatnonzero((np.asarray(x.sum(axis=0)).ravel() >= MIN_COUNT) & usable)
            fitted = LogisticRegression(l1_ratio=1.0, C=PENALTY, solver="liblinear", max_iter=200, random_state=0, tol=1e-3)
            fitted.fit(x[:, kept], side["y"][mask])
            lines.append(f"@bias\t{model}\t{fitted.intercept_[0]:.3f}")
            groups = {}
            for name, w in zip(names[kept], fitted.coef_[0]):
                if abs(w) >= SMALLEST:
                    template, _, values = name.partition("=")
                    groups.setdefault(template, []).append(f"{values}\t{w:.2f}")
            for template, group in sorted(groups.items()):
                lines.append(f"@\t{model}\t{template}")
                lines.extend(sorted(group))
        return lines

    exact = {False: [], True: []}
    for k in range(FOLDS):
        part = [t for t in texts if t["fold"] == k]
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
            write(file.name, train(lambda fold: fold != k), HEADER)
            answers = list(ask(args.features, "scopes", part, file.name))
        for negation in exact:
            right = [trim(t["text"], *mine) == gold for t, a in zip(part, answers) if t["negation"] == negation
                     for mine, gold in zip(a, t["scopes"])]
            exact[negation].append(100 * np.mean(right))
    for negation, values in exact.items():
        print(f"{'negation' if negation else 'hedge':8s} scopes exact, cues given {np.mean(values):6.2f}   "
              f"({', '.join(f'{v:.1f}' for v in values)})")
    if args.out:
        write(args.out, train(lambda fold: fold >= 0), HEADER)
        print(f"wrote {args.out}: {args.out.stat().st_size} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
