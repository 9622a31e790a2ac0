#!/usr/bin/env python3
"""Write the data files of the claims room from the corpora that they are derived from.

    claims.py signatures veridicality_signatures.jsonl.gz > src/claims/signatures.tsv
    cargo run --release --features training --example claim_features -- train.jsonl > features.jsonl
    claims.py status features.jsonl > src/claims/status.tsv

`signatures`: MegaVeridicality v2 (White & Rawlins 2018; White et al. 2018), CC BY-SA 4.0, averaged per verb, frame,
voice and polarity: JSON lines {"verb", "frame", "voice", "positive", "negated"}, gzip. Kept are the finite complement
("that") and the bare infinitive ("to"): nothing else is looked up.

`status`: one multinomial logistic regression over the named features that the crate computes, with cues and
attributions both as marked in the news articles and as the crate finds them, so that it learns what to trust; its
scores over the folds go to standard error. Needs scikit-learn.
"""
import argparse
import gzip
import json
import sys

HEADER = """\
# What a reader takes to be so of the clause under a verb: veridicality signatures.
# Derived from MegaVeridicality v2 (White & Rawlins 2018, "The role of veridicality and factivity in clause selection";
# White, Rudinger, Rawlins & Van Durme 2018, "Lexicosyntactic inference in neural models"), mean judgements.
# This file, unlike the code beside it, is under CC BY-SA 4.0 (https://creativecommons.org/licenses/by-sa/4.0/).
# Written by training/claims.py; do not edit.
#
# verb, frame (that: a finite clause, to: an infinitive), voice, mean judgement of the clause from -3 (not so) to 3 (so)
# under the plain verb and under the verb negated ("-": not judged), and the verb's forms.
"""

# base: past, participle. Prefixed verbs (foretell, overhear) follow their base.
IRREGULAR = {
    "begin": ("began", "begun"), "bet": ("bet", "bet"), "bear": ("bore", "borne"), "broadcast": ("broadcast", "broadcast"),
    "buy": ("bought", "bought"), "choose": ("chose", "chosen"), "come": ("came", "come"), "cry": ("cried", "cried"),
    "draw": ("drew", "drawn"), "dream": ("dreamt dreamed", "dreamt dreamed"), "feel": ("felt", "felt"),
    "fight": ("fought", "fought"), "find": ("found", "found"), "forbid": ("forbade", "forbidden"),
    "forecast": ("forecast", "forecast"), "forget": ("forgot", "forgotten"), "forgive": ("forgave", "forgiven"),
    "get": ("got", "got gotten"), "go": ("went", "gone"), "grin": ("grinned", "grinned"), "have": ("had", "had"),
    "hear": ("heard", "heard"), "hurt": ("hurt", "hurt"), "know": ("knew", "known"), "lead": ("led", "led"),
    "learn": ("learnt learned", "learnt learned"), "let": ("let", "let"), "lie": ("lied", "lied"),
    "make": ("made", "made"), "mean": ("meant", "meant"), "meet": ("met", "met"), "mislead": ("misled", "misled"),
    "read": ("read", "read"), "say": ("said", "said"), "see": ("saw", "seen"), "seek": ("sought", "sought"),
    "send": ("sent", "sent"), "set": ("set", "set"), "sing": ("sang", "sung"), "speak": ("spoke", "spoken"),
    "stand": ("stood", "stood"), "swear": ("swore", "sworn"), "take": ("took", "taken"), "teach": ("taught", "taught"),
    "tell": ("told", "told"), "think": ("thought", "thought"), "undertake": ("undertook", "undertaken"),
    "weep": ("wept", "wept"), "write": ("wrote", "written"), "uphold": ("upheld", "upheld"),
    "understand": ("understood", "understood"), "foresee": ("foresaw", "foreseen"), "withdraw": ("withdrew", "withdrawn"),
    "put": ("put", "put"), "cast": ("cast", "cast"), "hold": ("held", "held"), "upset": ("upset", "upset"),
}
# Stress on the last syllable, or one syllable: the consonant doubles.
DOUBLES = {
    "admit", "beg", "brag", "bug", "chat", "commit", "compel", "concur", "confer", "deter", "excel", "expel", "flip", "grin",
    "gab", "infer", "jog", "log", "nag", "omit", "permit", "plan", "plot", "pop", "prefer", "quip", "refer", "regret", "rub",
    "shut", "signal", "snap", "sob", "spot", "spur", "stop", "stun", "submit", "tip", "transfer", "tug", "jar", "rap", "opt",
} - {"opt", "signal"}


def irregular(base):
    for verb in (base, base.removeprefix("fore"), base.removeprefix("over"), base.removeprefix("re"), base.removeprefix("mis")):
        if verb in IRREGULAR:
            head = base[: len(base) - len(verb)]
            return [[head + form for form in forms.split()] for forms in IRREGULAR[verb]]
    return None


def regular_past(base):
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        return base[:-1] + "ied"
    if base in DOUBLES:
        return base + base[-1] + "ed"
    return base + "ed"


def forms(base):
    """All forms of a verb in the active voice, the base first."""
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        third = base[:-1] + "ies"
    elif base.endswith(("s", "sh", "ch", "x", "z", "o")):
        third = base + "es"
    else:
        third = base + "s"
    if base in ("lie", "vie"):
        ing = base[:-2] + "ying"
    elif base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        ing = base[:-1] + "ing"
    elif base in DOUBLES or base in ("begin", "bet", "forget", "forbid", "get", "let", "set", "put", "upset"):
        ing = base + base[-1] + "ing"
    else:
        ing = base + "ing"
    past, participle = irregular(base) or ([regular_past(base)], [])
    return list(dict.fromkeys([base, third, ing, *past, *participle]))


def is_participle(word):
    return any(word in [*past.split(), *participle.split()] for past, participle in IRREGULAR.values())


def participles(base):
    found = irregular(base)
    if found:
        return found[1]
    # The corpus writes some passives by their participle ("taken"), and strips others of their "d" ("alarme").
    if is_participle(base):
        return [base]
    return [base if base.endswith("ed") else regular_past(base)]


def signatures(path):
    print(HEADER, end="")
    rows = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            verb, frame, voice = row["verb"], row["frame"], row["voice"]
            # Two-word verbs are parsed as a verb and its particle; a look-up by the verb alone would be wrong.
            if frame not in ("that", "to") or " " in verb or verb in ("be", "were", "will", "have"):
                continue
            # The same for participles that stand there as verbs of their own ("learnt", "foreseen").
            if voice == "active" and verb not in IRREGULAR and is_participle(verb):
                continue
            rows.append((verb, frame, voice, row["positive"], row["negated"]))
    number = lambda x: "-" if x is None else f"{x:.2f}"
    for verb, frame, voice, positive, negated in sorted(rows):
        words = participles(verb) if voice == "passive" else forms(verb)
        print("\t".join([verb, frame, voice, number(positive), number(negated), " ".join(words)]))


STATUS_HEADER = """\
# Weights of the status of a sentence: feature, then hedged, attributed, question, asserted.
# Written by training/claims.py; do not edit. Features are named in features.rs.
"""
STATUSES = ["hedged", "attributed", "question", "asserted"]


def report(kind, guess, gold, fold):
    scores = []
    for label in ("hedged", "attributed", "asserted"):
        both = ((guess == label) & (gold == label)).sum()
        scores.append(200 * both / ((guess == label).sum() + (gold == label).sum()))
    folds = " ".join(f"{100 * (guess == gold)[fold == k].mean():.1f}" for k in sorted(set(fold)))
    accuracy = 100 * (guess == gold).mean()
    print(f"{kind} marks: accuracy {accuracy:.1f} (folds {folds}), macro F1 {sum(scores) / 3:.1f}", file=sys.stderr)


def status(path):
    import numpy as np
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    with open(path, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    gold = np.array([row["status"] for row in rows])
    fold = np.array([row["fold"] for row in rows])
    names = DictVectorizer()
    facts = names.fit_transform([{name: 1 for name in row["features"]} for row in rows])
    fit = lambda mask: LogisticRegression(C=0.3, max_iter=5000, fit_intercept=False).fit(facts[mask], gold[mask])
    guess = np.empty_like(gold)
    for k in sorted(set(fold)):
        guess[fold == k] = fit(fold != k).predict(facts[fold == k])
    marks = np.array([row["marks"] for row in rows])
    for kind in ("gold", "own"):
        report(kind, guess[marks == kind], gold[marks == kind], fold[marks == kind])

    model = fit(fold >= 0)
    order = [list(model.classes_).index(label) for label in STATUSES]
    print(STATUS_HEADER, end="")
    for name, weights in zip(names.get_feature_names_out(), model.coef_.T):
        print("\t".join([name, *(f"{weights[i]:.3f}" for i in order)]))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("what", choices=["signatures", "status"])
    ap.add_argument("path")
    a = ap.parse_args()
    {"signatures": signatures, "status": status}[a.what](a.path)


if __name__ == "__main__":
    sys.exit(main())
