#!/usr/bin/env python3
"""Fit the weights of the attribution reader, src/attribution/english.bin.

    attribution.py ARTICLES.jsonl [--folds] [--share 0.5] [--out FILE]

Articles are JSON objects, one a line, with text, attributions (see training/attribution.rs) and a fold, 0 to 4;
attribution_lessons.txt is added to them.
The features are the crate's own: `cargo build --release --features training --example train_attribution` first.
Five decisions (source, shape, left start, right start, right end) are conditional logits over the reader's
options; whether a cue is worth reading is one between its features and none. The confidence is a logistic regression on the reader's own readings, made by weights that
were fitted without the article's third of the articles; so is the speaker of what no cue attributes. --folds scores each fold with weights fitted on the others.
"""
import argparse
import json
import re
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, vstack

ROOT = Path(__file__).resolve().parent.parent
BINARY = ROOT / "target" / "release" / "examples" / "train_attribution"
DECISIONS, CONFIDENCE, SPEAKER, WORTH = 8, 5, 6, 7
# Number of weights of each decision, as in src/attribution/features.rs.
SIZES = [1 << bits for bits in (17, 15, 15, 16, 16, 17, 13, 14)]
# Strength of the L2 penalty of each decision, by five-fold means.
PENALTY = [2.0, 2.0, 1.0, 2.0, 4.0, 8.0, 2.0, 2.0]


def run(mode, articles, weights, *rest):
    with tempfile.NamedTemporaryFile(suffix=".bin") as file:
        file.write(weights)
        file.flush()
        lines = "\n".join(json.dumps({k: a[k] for k in ("text", "attributions")}) for a in articles)
        return subprocess.run([BINARY, mode, file.name, *rest], input=lines.encode(), stdout=subprocess.PIPE,
                              check=True).stdout


def instances(data):
    """Per decision: article numbers, targets, sizes of the option lists, and the features of all options."""
    out = [dict(article=[], target=[], size=[], indptr=[0], indices=[]) for _ in range(DECISIONS)]
    at = 0
    while at < len(data):
        article, decision, size, target = struct.unpack_from("<IBBB", data, at)
        at += 7
        d = out[decision]
        d["article"].append(article)
        d["target"].append(target)
        d["size"].append(size)
        for _ in range(size):
            (n,) = struct.unpack_from("<H", data, at)
            at += 2
            d["indices"].append(np.frombuffer(data, "<u4", n, at))
            d["indptr"].append(d["indptr"][-1] + n)
            at += 4 * n
    for d, size in zip(out, SIZES):
        indices = np.concatenate(d["indices"]).astype(np.int32) if d["indices"] else np.zeros(0, np.int32)
        d["x"] = csr_matrix((np.ones(len(indices), np.float32), indices, d["indptr"]), shape=(len(d["indptr"]) - 1, size))
        d["article"], d["target"], d["size"] = (np.array(d[k]) for k in ("article", "target", "size"))
        del d["indices"], d["indptr"]
    return out


def chosen(d, keep):
    """The instances whose article is in `keep`, with columns without features left out."""
    mask = np.isin(d["article"], keep)
    x = d["x"][np.repeat(mask, d["size"])]
    used = np.unique(x.indices)
    return x[:, used].tocsr(), d["target"][mask], d["size"][mask], used


def fit_choice(d, keep, penalty):
    x, target, size, used = chosen(d, keep)
    start = np.concatenate([[0], np.cumsum(size)[:-1]])
    right = start + target
    xt = x.T.tocsr()

    def loss(w):
        s = x @ w
        s = s - np.repeat(np.maximum.reduceat(s, start), size)
        e = np.exp(s)
        z = np.add.reduceat(e, start)
        p = e / np.repeat(z, size)
        value = (np.log(z) - s[right]).sum() + 0.5 * penalty * (w @ w)
        p[right] -= 1
        return value, xt @ p + penalty * w

    w = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 120}).x
    full = np.zeros(d["x"].shape[1])
    full[used] = w
    return full


def fit_confidence(d, keep, penalty):
    x, y, _, used = chosen(d, keep)
    sign = 2.0 * y - 1
    xt = x.T.tocsr()

    def loss(wb):
        w, b = wb[:-1], wb[-1]
        m = sign * (x @ w + b)
        value = np.logaddexp(0, -m).sum() + 0.5 * penalty * (w @ w)
        g = -sign / (1 + np.exp(m))
        return value, np.append(xt @ g + penalty * w, g.sum())

    wb = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
    full = np.zeros(d["x"].shape[1])
    full[used] = wb[:-1]
    return full, wb[-1]


def packed(fitted, bias=0.0):
    """The weights file: a scale for each decision, the bias of the confidence, and a byte a weight."""
    scales, tables = [], []
    for w, size in zip(fitted, SIZES):
        w = np.zeros(size) if w is None else w
        scales.append(max(np.abs(w).max(), 1e-6) / 127)
        tables.append(np.round(w / scales[-1]).astype(np.int8))
    return np.array([*scales, bias], "<f4").tobytes() + np.concatenate(tables).tobytes()


def spans_of(data, keep):
    spans = [fit_choice(data[k], keep, PENALTY[k]) for k in range(CONFIDENCE)]
    return [*spans, None, None, fit_choice(data[WORTH], keep, PENALTY[WORTH])]


def train(articles, held=None, share=1.0):
    """Weights from all articles outside fold `held`."""
    own = [i for i, a in enumerate(articles) if held is None or a["fold"] != held]
    own = own[: int(len(own) * share)]
    data = instances(run("instances", articles, packed([None] * DECISIONS)))
    fitted = spans_of(data, own)
    readings = [[], []]
    for third in range(3):
        inner = [i for i in own if i % 3 != third]
        weights = packed(spans_of(data, inner))
        part = [i for i in own if i % 3 == third]
        found = instances(run("instances", [articles[i] for i in part], weights))
        for d, all_parts in zip(found[CONFIDENCE:WORTH], readings):
            all_parts.append({**d, "article": np.array(part)[d["article"]]})
    confidence, speaker = (joined(parts) for parts in readings)
    fitted[CONFIDENCE], bias = fit_confidence(confidence, own, PENALTY[CONFIDENCE])
    fitted[SPEAKER] = fit_choice(speaker, own, PENALTY[SPEAKER])
    return packed(fitted, bias)


def joined(parts):
    whole = {k: np.concatenate([p[k] for p in parts]) for k in ("article", "target", "size")}
    return {**whole, "x": vstack([p["x"] for p in parts]).tocsr()}


def lessons():
    """The sentences of attribution_lessons.txt as articles of no fold."""
    for line in (ROOT / "training" / "attribution_lessons.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        text, open_marks, marks = "", [], {}
        for part in re.findall(r"\{\w+ |\}|[^{}]+", line):
            if part[0] == "{":
                open_marks.append((part[1], part[2:-1], len(text)))
            elif part == "}":
                role, number, start = open_marks.pop()
                marks.setdefault(number, {"s": [], "c": [], "x": []})[role].append((start, len(text)))
            else:
                text += part
        one = [{"source": next(iter(m["s"]), None), "cue": m["c"][0], "content": m["x"]} for m in marks.values()]
        yield {"text": text, "attributions": one, "fold": None}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("articles")
    ap.add_argument("--folds", metavar="DIR", help="write the weights without each fold into this folder too")
    ap.add_argument("--share", type=float, default=1.0)
    ap.add_argument("--out", default=str(ROOT / "src" / "attribution" / "english.bin"))
    a = ap.parse_args()
    articles = [json.loads(line) for line in open(a.articles, encoding="utf-8")] + list(lessons())
    if a.folds:
        Path(a.folds).mkdir(parents=True, exist_ok=True)
        for fold in range(5):
            Path(a.folds, f"{fold}.bin").write_bytes(train(articles, fold, a.share))
            print("fold", fold, file=sys.stderr)
    else:
        Path(a.out).write_bytes(train(articles, None, a.share))


if __name__ == "__main__":
    main()
