"""The whole job by several packages in one run: sentences, names of a list, hedges, quotations.

    pip install 'reportedly[arrow]' polars ahocorasick_rs sentencex spacy pysbd flashtext
    python benchmarks/peers.py            # --seconds 10: CPU seconds for each; --only NAME

Every system gets the same generated articles (articles.py), the same 10,000 names and the same hedges, in a process of
its own, on one thread unless its name says otherwise, and reads until its seconds are over. Speed is UTF-8 bytes for
each second of CPU (of the clock for two threads); "memory" is the peak of the process, "+" what reading added to it.
Packages that are not installed are left out. The peers find fewer things than we do: no sources, no scopes, no claims.
"""

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import time

import articles

ARTICLES = 20_000
BATCH = 500
HEDGES = """
    may might could perhaps possibly probably likely unlikely apparently allegedly reportedly supposedly purportedly
    seems appears suggests believed believe expect expected suspected alleged rumoured unconfirmed unclear whether if
    unless about around roughly nearly almost approximately some|say critics|say observers sources|say is|expected|to
    is|said|to is|thought|to would should presumably seemingly arguably potentially possible probable doubtful fears
    estimated claims claimed it|is|unclear more|than up|to at|least in|case provided|that clearly certainly undoubtedly
    no|doubt in|fact it|is|widely|held investigating to|determine remains|unclear so-called
""".split()
HEDGES = [hedge.replace("|", " ") for hedge in HEDGES]
QUOTES = re.compile(r"“[^”]{1,2000}”|\"[^\"]{1,2000}\"")


def ours(of, layers, threads=1):
    import reportedly as rp

    gazetteer = rp.Gazetteer([{"name": name, "label": "name"} for name in articles.names()])
    analyzer = rp.Analyzer(gazetteer=gazetteer, layers=layers, threads=threads)
    return lambda texts: len(analyzer.table(texts, of))


def reportedly_hedges():
    """Sentences, entities and hedges are read; the hedges, with their sentences, are written as columns."""
    return ours("hedges", ["entities", "hedges"])


def reportedly_all():
    """All layers, claims as columns."""
    return ours("claims", None)


def reportedly_two_threads():
    return ours("claims", None, threads=2)


def reportedly_analyze():
    """All layers without columns: what the border is measured against."""
    import reportedly as rp

    gazetteer = rp.Gazetteer([{"name": name, "label": "name"} for name in articles.names()])
    analyzer = rp.Analyzer(gazetteer=gazetteer)
    return lambda texts: sum(analyzer.analyze(text) is not None for text in texts)


def reportedly_arrow():
    """All layers from an Arrow column to an Arrow table."""
    import pyarrow as pa

    import reportedly as rp

    gazetteer = rp.Gazetteer([{"name": name, "label": "name"} for name in articles.names()])
    analyzer = rp.Analyzer(gazetteer=gazetteer, threads=1)
    return lambda texts: analyzer.table(pa.array(texts), "claims").to_arrow().num_rows


def ahocorasick():
    """Spans of sentences, names, hedges and quotations, as tuples."""
    from ahocorasick_rs import AhoCorasick, MatchKind
    from sentencex import get_sentence_boundaries

    names = AhoCorasick(articles.names(), matchkind=MatchKind.LeftmostLongest)
    hedges = AhoCorasick(HEDGES, matchkind=MatchKind.LeftmostLongest)

    def read(texts):
        found = 0
        for text in texts:
            found += len(list(get_sentence_boundaries("en", text)))
            found += len(names.find_matches_as_indexes(text)) + len(hedges.find_matches_as_indexes(text))
            found += len([match.span() for match in QUOTES.finditer(text)])
        return found

    return read


def polars_extract():
    """Strings without offsets, as columns; sentences and quotations counted alone."""
    import polars as pl

    body, names = pl.col("body"), articles.names()
    query = (
        body.str.extract_many(names, leftmost=True).list.len().sum()
        + body.str.extract_many(HEDGES, leftmost=True).list.len().sum()
        + body.str.count_matches(r"[.!?][”\"']?\s").sum()
        + body.str.count_matches(r"“[^”]+”|\"[^\"]+\"").sum()
    )
    return lambda texts: pl.DataFrame({"body": texts}).select(query).item()


def spacy_blank():
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "NAME", "pattern": name} for name in articles.names()])
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("HEDGE", list(nlp.tokenizer.pipe(HEDGES)))

    def read(texts):
        found = 0
        for doc in nlp.pipe(texts):
            found += len(list(doc.sents)) + len(doc.ents) + len(matcher(doc)) + len(QUOTES.findall(doc.text))
        return found

    return read


def pysbd_flashtext():
    from flashtext import KeywordProcessor
    from pysbd import Segmenter

    segmenter = Segmenter(language="en", clean=False, char_span=True)
    names, hedges = KeywordProcessor(case_sensitive=True), KeywordProcessor()
    names.add_keywords_from_list(articles.names())
    hedges.add_keywords_from_list(HEDGES)

    def read(texts):
        found = 0
        for text in texts:
            found += len(segmenter.segment(text)) + len(QUOTES.findall(text))
            found += len(names.extract_keywords(text, span_info=True)) + len(hedges.extract_keywords(text, span_info=True))
        return found

    return read


SYSTEMS = {
    "reportedly, sentences + entities + hedges": reportedly_hedges,
    "reportedly, all layers": reportedly_all,
    "reportedly, all layers, 2 threads (clock)": reportedly_two_threads,
    "reportedly, all layers, no columns": reportedly_analyze,
    "reportedly, all layers, Arrow to Arrow": reportedly_arrow,
    "ahocorasick_rs + sentencex + re": ahocorasick,
    "polars extract_many": polars_extract,
    "spaCy blank, sentencizer, EntityRuler, PhraseMatcher": spacy_blank,
    "pysbd + flashtext + re": pysbd_flashtext,
}


def memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(name, seconds):
    """What one system does in its seconds, measured in this process."""
    os.environ["POLARS_MAX_THREADS"] = "1"
    start = time.process_time()
    read = SYSTEMS[name]()
    load = time.process_time() - start
    texts = [articles.article(number) for number in range(ARTICLES)]
    read(texts[:20])
    before, at, size, found = memory(), 0, 0, 0
    cpu, clock = time.process_time(), time.perf_counter()
    while time.process_time() - cpu < seconds and at < len(texts):
        step = BATCH if at else 50  # the first batch of a slow system must not take all day
        batch = texts[at : at + step]
        found += read(batch)
        size += sum(len(text.encode()) for text in batch)
        at += step
    cpu, clock = time.process_time() - cpu, time.perf_counter() - clock
    used = clock if "clock" in name else cpu
    print(json.dumps({
        "speed": size / used / 1e6, "texts": at / used, "load": load, "memory": memory(), "grown": memory() - before,
        "found": found / at,
    }))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--only")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        return measure(options.measure, options.seconds)
    results = {}
    print(f"{'':54}{'MB/s':>8}{'texts/s':>9}{'load s':>8}{'memory MB':>11}{'+ MB':>6}{'found/text':>12}")
    for name in SYSTEMS:
        if options.only and options.only not in name:
            continue
        command = [sys.executable, __file__, "--measure", name, "--seconds", str(options.seconds)]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            print(f"{name:54}left out: {done.stderr.strip().splitlines()[-1]}")
            continue
        r = results[name] = json.loads(done.stdout)
        print(f"{name:54}{r['speed']:8.2f}{r['texts']:9.0f}{r['load']:8.2f}{r['memory']:11.0f}{r['grown']:6.0f}{r['found']:12.1f}")
    speed = {name: result["speed"] for name, result in results.items()}
    fast, everything, two, alone, arrow, recipe, _, spacy, _ = (speed.get(name) for name in SYSTEMS)
    print()
    for said, ours_, theirs in (
        ("sentences + entities + hedges : ahocorasick_rs recipe", fast, recipe),
        ("all layers : spaCy blank with rules", everything, spacy),
        ("two threads : one, by the clock", two, everything),
    ):
        if ours_ and theirs:
            print(f"{said}: {ours_ / theirs:.1f}")
    if alone and arrow:
        print(f"border, Arrow to Arrow against analyze alone: {100 * (alone / arrow - 1):+.1f} %")


if __name__ == "__main__":
    main()
