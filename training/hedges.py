#!/usr/bin/env python3
"""Fits the judge of hedge cues and prints what it is worth on text it has not seen.

    cargo build --release --features training --example hedge_features
    python training/hedges.py DATA --features target/release/examples/hedge_features [--out src/hedges/weights.txt]

DATA holds `news/train.jsonl` (labelled by the guidelines; folds by article), `hedges/szeged_wiki_train.jsonl.gz` and
`hedges/szeged_bio_train.jsonl.gz` (Szeged Uncertainty Corpus; folds by document). The features are computed by the
crate; this script decides which candidates are cues, fits an L1 logistic, calibrates it on the held-out folds, and
writes the weights by feature name. `hedge_contrasts.txt` beside it adds pairs of uses that news rarely shows. Same data, same weights. Without --out nothing is written.

What the corpora leave unmarked is not learned from: Szeged has no approximators, weasels and boosters.
"""
import argparse
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression

FOLDS = 5
SMALLEST = 0.05  # weights below this are left out
MIN_COUNT = 3  # a feature seen less often than this is left out
PENALTY = {"cue": 0.4, "other": 2.0}
# How much a candidate of each corpus counts.
SHARE = {"news": 2.0, "wiki": 1.0, "bio": 1.0, "contrasts": 2.0}
# Whose conventions each follows.
DOMAIN = {"news": "news", "wiki": "wiki", "bio": "bio", "contrasts": "news"}
# How much more freely the weights of some features move than those of the rest (the features are multiplied by it, so
# that the same penalty allows more): what a phrase is by itself is known better than what its neighbours make of it. Found
# one template after another by the log-loss on the held-out folds.
FREEDOM = {"lemma": 3, "phrase+domain": 4, "lemma+domain": 4, "type+domain": 2, "type+clause": 2, "lemma+next2 class": 2,
           "lemma+next2": 2, "lemma+held class": 2, "phrase+two before": 2, "phrase+elsewhere": 2, "type+held": 2, "place": 2,
           "phrase+domain+next class": 2, "type+next class": 2, "lemma+holder": 2, "phrase+case": 2}
UNMARKED = {"approximator", "weasel", "booster"}


def rows(path):
    opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else open(path, encoding="utf-8")
    with opened as lines:
        return [json.loads(line) for line in lines if line.strip()]


def load(data, corpus):
    """Texts with their sentences, cues {(start, end): type} and fold."""
    if corpus == "news":
        return [{"id": r["id"], "text": r["text"], "sentences": r["sentences"], "fold": r["fold"],
                 "cues": {(c["s"], c["e"]): c["type"] for c in r["cues"]}, "gold": r["cues"]}
                for r in rows(data / "news/train.jsonl")]
    kinds = {"condition": "conditional"}
    return [{"id": r["id"], "text": r["text"], "sentences": [], "fold": r["fold"],
             "cues": {(s, e): kinds.get(t, t) for s, e, t in r["cues"]}}
            for r in rows(data / f"hedges/szeged_{corpus}_train.jsonl.gz")]


def contrasts(path):
    """Sentences of our own, with their cues in brackets; every fifth in one fold."""
    texts = []
    for line in rows_of_cases(path):
        text, cues, at = "", {}, 0
        for m in re.finditer(r"\[([^\]:]+):([a-z]+)[^\]]*\]", line):
            text += line[at:m.start()]
            cues[len(text), len(text) + len(m[1])] = m[2]
            text += m[1]
            at = m.end()
        texts.append({"id": line, "text": text + line[at:], "sentences": [], "fold": len(texts) % FOLDS, "cues": cues})
    return texts


def rows_of_cases(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def ask(program, task, domain, texts, weights=None):
    """Runs the crate over the texts; one list a text."""
    lines = "".join(json.dumps({"text": t["text"], "sentences": t["sentences"]}) + "\n" for t in texts)
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer:
        given.write(lines.encode())
        given.seek(0)
        command = [program, task, domain, *([weights] if weights else [])]
        subprocess.run(command, stdin=given, stdout=answer, check=True)
        answer.seek(0)
        for line in answer:
            yield json.loads(line)


class Candidates:
    """All candidates of all corpora, as rows of one sparse matrix."""

    def __init__(self):
        self.index, self.columns, self.starts = {}, [], [0]
        self.where, self.phrase, self.kinds, self.label, self.other = [], [], [], [], []
        self.corpus, self.fold = [], []

    def add(self, corpus, number, text, found):
        for c in found:
            span, kinds = (c["start"], c["end"]), c["types"]
            if DOMAIN[corpus] != "news" and UNMARKED & set(kinds):
                continue
            gold = text["cues"].get(span)
            self.columns.extend(self.index.setdefault(n, len(self.index)) for n in c["names"])
            self.starts.append(len(self.columns))
            self.where.append((number, *span))
            self.phrase.append(c["phrase"])
            self.kinds.append(kinds)
            self.label.append(gold is not None)
            # 1: the second type, 0: the first, -1: no choice or neither.
            self.other.append(-1 if gold is None or len(kinds) < 2 or gold not in kinds else int(gold == kinds[1]))
            self.corpus.append(corpus)
            self.fold.append(text["fold"])

    def names(self):
        """The features in alphabetical order: which of two that say the same gets the weight must not hang on the code."""
        return sorted(self.index)

    def matrix(self):
        """Candidates by features, in the order of `names`."""
        places = np.empty(len(self.index), dtype=np.int64)
        places[[self.index[name] for name in self.names()]] = np.arange(len(self.index))
        ones = np.ones(len(self.columns), dtype=np.float32)
        x = csr_matrix((ones, places[self.columns], self.starts), shape=(len(self.starts) - 1, len(self.index)))
        x.sum_duplicates()
        x.data[:] = 1
        return x


def fit(x, y, weight, penalty):
    model = LogisticRegression(l1_ratio=1.0, C=penalty, solver="liblinear", max_iter=200, random_state=0, tol=1e-3)
    model.fit(x, y, sample_weight=weight)
    return model


def weights_of(models, names, kept, freedom, calibration):
    """The lines of a weights file."""
    lines = [f"@calibration\t{domain}\t{slope:.3f}\t{offset:.3f}" for domain, (slope, offset) in sorted(calibration.items())]
    for name, model in models.items():
        lines.append(f"@bias\t{name}\t{model.intercept_[0]:.3f}")
        groups = defaultdict(list)
        for i, w in zip(kept, model.coef_[0] * freedom[kept]):
            if abs(w) >= SMALLEST:
                template, _, values = names[i].partition("=")
                groups[template].append(f"{values}\t{w:.2f}")
        for template, group in sorted(groups.items()):
            lines.append(f"@\t{name}\t{template}")
            lines.extend(sorted(group))
    return lines


HEADER = """# Weights of the judge of hedge cues, by feature. Written by training/hedges.py; not to be edited. The sum of a
# candidate's weights is the log-odds that it is a cue (model cue), or that a cue is of the second type of its phrase
# (model other); @calibration has slope and offset of the log-odds per domain.
"""


def write(path, lines, header=HEADER):
    Path(path).write_text(header + "\n".join(lines) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--features", default="target/release/examples/hedge_features")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--corpora", default="news,wiki,bio")
    parser.add_argument("--no-folds", action="store_true")
    parser.add_argument("--errors", type=Path, help="write the errors on the held-out news there")
    args = parser.parse_args()

    texts = {c: load(args.data, c) for c in args.corpora.split(",")}
    texts["contrasts"] = contrasts(Path(__file__).with_name("hedge_contrasts.txt"))
    found = Candidates()
    for corpus, rows_ in texts.items():
        for number, (text, answer) in enumerate(zip(rows_, ask(args.features, "features", DOMAIN[corpus], rows_, os.devnull))):
            found.add(corpus, number, text, answer)
    names = found.names()
    freedom = np.array([FREEDOM.get(n.partition("=")[0], 1) for n in names], dtype=np.float32)
    seen = found.matrix()
    x = (seen @ diags(freedom)).tocsr()
    y, other = np.array(found.label), np.array(found.other)
    corpus, fold = np.array(found.corpus), np.array(found.fold)
    share = np.array([SHARE[c] for c in corpus])
    # What the weights file cannot hold.
    usable = np.array([not any(c in n for c in "\t#@") and n.count("|") < 3 and "=|" not in n for n in names])
    print(f"{x.shape[0]} candidates, {y.sum()} cues, {x.shape[1]} features", file=sys.stderr)

    def train(rows_):
        counts = np.asarray(seen[rows_].sum(axis=0)).ravel()
        kept = np.flatnonzero((counts >= MIN_COUNT) & usable)
        models = {}
        for name, label, mask in (("cue", y, rows_), ("other", other, rows_ & (other >= 0))):
            models[name] = fit(x[mask][:, kept], label[mask].astype(int), share[mask], PENALTY[name])
        return models, kept

    calibration = {c: (1.0, 0.0) for c in texts if c in DOMAIN.values()}
    if not args.no_folds:
        table = defaultdict(lambda: defaultdict(list))
        log_odds = np.zeros(len(y))
        errors = []
        for k in range(FOLDS):
            models, kept = train(fold != k)
            held = fold == k
            log_odds[held] = models["cue"].decision_function(x[held][:, kept])
            with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
                write(file.name, weights_of(models, names, kept, freedom, calibration))
                for c, rows_ in texts.items():
                    part = [t for t in rows_ if t["fold"] == k]
                    out = list(ask(args.features, "find", DOMAIN[c], part, file.name))
                    score(c, part, out, table, errors)
            print(f"fold {k}: {sum(np.count_nonzero(m.coef_) for m in models.values())} weights", file=sys.stderr)
        for domain in calibration:
            mask = corpus == domain
            calibration[domain] = calibrate(log_odds[mask], y[mask])
        report(table)
        if "news" in texts:
            news = corpus == "news"
            slope, offset = calibration["news"]
            print("expected calibration error on held-out news:",
                  f"{expected_calibration_error(1 / (1 + np.exp(-(slope * log_odds[news] + offset))), y[news]):.4f}")
        if args.errors:
            args.errors.write_text("\n".join(errors), encoding="utf-8")
    if args.out:
        models, kept = train(np.ones(len(y), dtype=bool))
        write(args.out, weights_of(models, names, kept, freedom, calibration))
        print(f"wrote {args.out}: {args.out.stat().st_size} bytes", file=sys.stderr)


def calibrate(log_odds, y):
    model = LogisticRegression(C=1e6).fit(log_odds[:, None], y)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def expected_calibration_error(p, y, bins=10):
    place = np.minimum((p * bins).astype(int), bins - 1)
    return sum(abs(p[place == b].mean() - y[place == b].mean()) * (place == b).mean()
               for b in range(bins) if (place == b).any())


def f1(tp, predicted, gold):
    return 100 * 2 * tp / max(1, predicted + gold)


def score(corpus, texts, answers, table, errors):
    """Adds one fold's figures to `table`."""
    n = Counter()
    of_type = defaultdict(Counter)
    for text, answer in zip(texts, answers):
        if corpus == "news":
            gold = {(c["s"], c["e"]): c for c in text["gold"]}
            mine = {(h["start"], h["end"]): h for h in answer}
            for s in mine:
                of_type[mine[s]["type"]]["mine"] += 1
            for s in gold:
                of_type[gold[s]["type"]]["gold"] += 1
            for s in mine.keys() & gold.keys():
                g, m = gold[s], mine[s]
                n["typed"] += g["type"] == m["type"]
                of_type[g["type"]]["right"] += g["type"] == m["type"]
                n["negated"] += g["negated"] == m["negated"]
                n["with strength"] += "strength" in g
                n["strength"] += "strength" in g and g["strength"] == m["strength"]
                if g["negated"] != m["negated"]:
                    errors.append(mark("negation", g, m, text["text"]))
                if g["type"] != m["type"]:
                    errors.append(mark("type", g, m, text["text"]))
                elif g.get("strength") != m["strength"]:
                    errors.append(mark("strength", g, m, text["text"]))
            errors.extend(mark("missed", gold[s], None, text["text"]) for s in sorted(gold.keys() - mine.keys()))
            errors.extend(mark("extra", None, mine[s], text["text"]) for s in sorted(mine.keys() - gold.keys()))
        else:
            unmarked = UNMARKED if DOMAIN[corpus] != "news" else ()
            mine = {(h["start"], h["end"]): h for h in answer if h["type"] not in unmarked}
            gold = text["cues"]
            n["sentence right"] += bool(mine) and bool(gold)
            n["sentence mine"] += bool(mine)
            n["sentence gold"] += bool(gold)
        n["right"] += len(mine.keys() & gold.keys())
        n["mine"] += len(mine)
        n["gold"] += len(gold)
    row = table[corpus]
    row["cue"].append(f1(n["right"], n["mine"], n["gold"]))
    row["precision"].append(100 * n["right"] / max(1, n["mine"]))
    row["recall"].append(100 * n["right"] / max(1, n["gold"]))
    if corpus == "news":
        row["typed"].append(f1(n["typed"], n["mine"], n["gold"]))
        row["negated"].append(100 * n["negated"] / max(1, n["right"]))
        row["strength"].append(100 * n["strength"] / max(1, n["with strength"]))
        for kind, c in of_type.items():
            row["  " + kind].append(f1(c["right"], c["mine"], c["gold"]))
    else:
        row["sentence"].append(f1(n["sentence right"], n["sentence mine"], n["sentence gold"]))


def mark(what, gold, mine, text):
    s, e = (gold["s"], gold["e"]) if gold else (mine["start"], mine["end"])
    context = text[max(0, s - 70):s] + "[" + text[s:e] + "]" + text[e:e + 50]
    describe = lambda c: f"{c['type']}/{c.get('strength')}/{c['negated']}/{c.get('probability', 1):.2f}" if c else "-"
    return "\t".join([what, describe(gold), describe(mine), " ".join(context.split())])


def report(table):
    for corpus, row in table.items():
        for name, values in row.items():
            print(f"{corpus:5s} {name:24s} {np.mean(values):6.2f}   ({', '.join(f'{v:.1f}' for v in values)})")


if __name__ == "__main__":
    main()
