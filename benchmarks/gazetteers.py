"""Lists of names found in news by several packages in one run: 100, 10,000 and 1,000,000 names.

    pip install reportedly flashtext ahocorasick_rs pyahocorasick spacy
    python benchmarks/gazetteers.py       # --seconds 6: CPU seconds for each; --sizes 100 10000; --only NAME; --slow

All get the same generated names (persons, organisations, places; some with accents, apostrophes, hyphens) and the same
generated articles, in a process of their own on one core. As in news, the names of a short list come up more often than
those of a register, some without their accents, with other apostrophes, in capitals, before "'s" and "-led". Wanted are
whole words in any case, the longest name first, as spans; what a package does not do itself it gets done in Python, but for
the rows that say "as it is". Speed is UTF-8 bytes for each second of CPU, tokenising included, until the seconds are over;
"found" are names in the first 200 articles, "build" is seconds of CPU, "load" of what was saved or pickled seconds of the clock,
"B/name" what the process grew by. Packages that are not installed are left out, and without --slow what takes minutes.
"""

import argparse
import ctypes
import gc
import json
import os
import pickle
import random
import re
import subprocess
import sys
import tempfile
import time
import unicodedata
from pathlib import Path

import articles

HERE = Path(__file__).parent
NAMES, ARTICLES, COUNTED, BATCH = 1_000_000, 4_000, 200, 400

ONSETS = "b br ch d dr f g gr h j k kl l m n p pr r s sh st t tr v w z".split()
VOWELS = "a a a e e e i i o o u ai ei ou á é ö ü".split()
CODAS = "n r l s t k m nd rt ls ck nn th z".split()
ENDS = "son man ley er ton wood ford field s by".split()
TRADES = "Holdings|Shipping Company|Port Authority|Bank|Foundation|Workers' Union|Airlines|Group|University|Partners".split("|")
PLACES = "Bay Valley Heights Province Island City Springs District".split()
OLD = "New Port Saint Fort Upper North Mount Lake".split()


def words(file):
    return [line for line in (HERE / "../src/entities" / file).read_text().split("\n") if line.isalpha()]


def word(rng, syllables):
    parts = []
    for _ in range(syllables):
        parts += [rng.choice(ONSETS), rng.choice(VOWELS)]
    return ("".join(parts) + (rng.choice(CODAS) if rng.random() < 0.7 else "")).capitalize()


def names(count, seed):
    """Names, each once; the same ones in the same order every time. Like others they are made of words and other names."""
    rng = random.Random(seed)
    common = [w.capitalize() for w in words("common_words.txt") if len(w) > 3]
    firsts = [w.capitalize() for w in words("first_names.txt")] + [word(rng, 2) for _ in range(1_500)]
    lasts = [word(rng, rng.choice((2, 2, 3))) for _ in range(30_000)]
    lasts += [rng.choice(common) + rng.choice(ENDS) for _ in range(30_000)]
    found = {}
    while len(found) < count:
        kind, last = rng.random(), rng.choice(lasts)
        if kind < 0.55:
            first = rng.choice(firsts)
            if kind < 0.05:
                first += "-" + rng.choice(firsts)
            name = f"{first} O'{last}" if kind > 0.52 else f"{first} {last}"
        elif kind < 0.85:
            start = rng.choice((last, rng.choice(common), f"{rng.choice(common)} {rng.choice(common)}"))
            name = f"{start} {rng.choice(TRADES)}" if kind < 0.8 else f"{start} & {rng.choice(lasts)}"
        elif kind < 0.95:
            name = f"{last} {rng.choice(PLACES)}" if kind < 0.9 else f"{rng.choice(OLD)} {last}"
        else:
            name = word(rng, 4)
        found[name] = None
    return list(found)


def written(name, rng):
    """A name as one article or another writes it."""
    way = rng.random()
    if way < 0.1:
        name = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    elif way < 0.2:
        name = name.replace("'", "’")
    elif way < 0.24:
        name = name.replace("-", " ")
    elif way < 0.27:
        name = name.upper()
    if way > 0.92:
        return name + "’s envoy"
    return name + "-led talks" if way > 0.89 else name


def texts(all_names):
    rng = random.Random(2)
    strangers = names(20_000, seed=3)
    # The same words again and again, and most of them seldom.
    common = words("common_words.txt")
    rng.shuffle(common)
    weights = [1 / (rank + 5) for rank in range(len(common))]
    made = []
    for _ in range(ARTICLES):
        sentences = []
        # What an article is about, it names more than once; half of it is on no list.
        about = [all_names[rng.randrange(rng.choice((100, 100, 10_000, NAMES)))] for _ in range(4)] + rng.sample(strangers, 4)
        for _ in range(rng.randint(6, 40)):
            if rng.random() < 0.5:
                pick = lambda: written(rng.choice(about), rng)
                thing = rng.choice(articles.THINGS)
                sentences.append(rng.choice(articles.SENTENCES).format(
                    thing=thing, Thing=thing.capitalize(), name=pick(), last=pick(), role=rng.choice(articles.ROLES),
                    place=pick(), country=rng.choice(articles.COUNTRIES), past=rng.choice(articles.PAST),
                    future=rng.choice(articles.FUTURE), said=rng.choice(articles.SAID), day=rng.choice(articles.DAYS),
                    n=rng.randint(3, 900),
                ))
            else:
                some = rng.choices(common, weights, k=rng.randint(8, 30))
                sentences.append(f"The {' '.join(some)}.")
        made.append(" ".join(sentences))
    return made


def is_whole(text, start, end):
    return not (start and text[start - 1].isalnum() or end < len(text) and text[end].isalnum())


def ours(names):
    """Columns of spans, ids, labels, names: longest names, judged where they stand."""
    import reportedly as rp

    gazetteer = rp.Gazetteer(names)
    analyzer = rp.Analyzer(gazetteer, layers=["entities"], threads=1)

    def load(folder):
        path = folder / "saved"
        gazetteer.save(path)
        return lambda: rp.Gazetteer.load(path)

    return lambda texts: len(analyzer.table(texts, "entities")), load


def ours_any_case(names):
    """The same in any case, as the others."""
    import reportedly as rp

    gazetteer = rp.Gazetteer([{"name": name, "case": "any"} for name in names])
    analyzer = rp.Analyzer(gazetteer, layers=["entities"], threads=1)
    return lambda texts: len(analyzer.table(texts, "entities")), None


def pickled(thing):
    def load(folder):
        path = folder / "saved"
        path.write_bytes(pickle.dumps(thing))
        return lambda: pickle.loads(path.read_bytes())

    return load


def ahocorasick_rs(names):
    from ahocorasick_rs import AhoCorasick, MatchKind

    automaton = AhoCorasick([name.lower() for name in names], matchkind=MatchKind.LeftmostLongest)

    def read(texts):
        found = 0
        for text in texts:
            hits = automaton.find_matches_as_indexes(text.lower())
            found += len([hit for hit in hits if is_whole(text, hit[1], hit[2])])
        return found

    return read, None


def ahocorasick_rs_as_it_is(names):
    """Case as in the list, and parts of words too."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    automaton = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)
    return lambda texts: sum(len(automaton.find_matches_as_indexes(text)) for text in texts), None


def pyahocorasick(names):
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for name in names:
        automaton.add_word(name.lower(), len(name))
    automaton.make_automaton()

    def read(texts):
        found = 0
        for text in texts:
            hits = automaton.iter_long(text.lower())
            found += len([end for end, length in hits if is_whole(text, end - length + 1, end + 1)])
        return found

    return read, pickled(automaton)


def flashtext(names):
    from flashtext import KeywordProcessor

    processor = KeywordProcessor()
    processor.add_keywords_from_list(names)
    return lambda texts: sum(len(processor.extract_keywords(text, span_info=True)) for text in texts), pickled(processor)


def spacy_matcher(names):
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("NAME", list(nlp.tokenizer.pipe(names)))
    return lambda texts: sum(len(spacy.util.filter_spans(matcher(doc, as_spans=True))) for doc in nlp.pipe(texts)), None


def regex(names):
    longest = sorted(names, key=len, reverse=True)
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", re.IGNORECASE)
    return lambda texts: sum(len([match.span() for match in pattern.finditer(text)]) for text in texts), None


SYSTEMS = {
    "reportedly, columns": ours,
    "reportedly, any case, columns": ours_any_case,
    "ahocorasick_rs": ahocorasick_rs,
    "ahocorasick_rs as it is": ahocorasick_rs_as_it_is,
    "pyahocorasick": pyahocorasick,
    "flashtext": flashtext,
    "spaCy blank, PhraseMatcher LOWER": spacy_matcher,
    "re": regex,
}
# The largest list that is built within a minute.
LARGEST = {"spaCy blank, PhraseMatcher LOWER": 10_000, "re": 100}


def memory():
    """Bytes that the process holds, after giving back what is free."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def measure(name, size, seconds, folder):
    """What one system does in its seconds, measured in this process."""
    names = json.loads((folder / "names.json").read_text())[:size]
    texts = json.loads((folder / "texts.json").read_text())
    SYSTEMS[name](names[:10])[0](texts[:1])
    before, start = memory(), time.process_time()
    read, load = SYSTEMS[name](names)
    build = time.process_time() - start
    grown = memory() - before
    result = {"build": build, "bytes": grown / size, "found": read(texts[:COUNTED])}
    if load:
        again = load(folder)
        start = time.perf_counter()
        again()
        result["load"] = time.perf_counter() - start
    used = at = length = 0
    while used < seconds:
        step = BATCH if used < seconds / 4 and at else 20  # the first batch of a slow system must not take all day
        batch = [texts[(at + i) % len(texts)] for i in range(step if at else 20)]
        start = time.process_time()
        read(batch)
        used += time.process_time() - start
        length += sum(len(text.encode()) for text in batch)
        at += len(batch)
    print(json.dumps(result | {"speed": length / used / 1e6}))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 10_000, NAMES])
    parser.add_argument("--only", default="")
    parser.add_argument("--slow", action="store_true")
    parser.add_argument("--measure", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        name, size, folder = options.measure
        return measure(name, int(size), options.seconds, Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        all_names = names(NAMES, seed=1)
        Path(folder, "names.json").write_text(json.dumps(all_names))
        Path(folder, "texts.json").write_text(json.dumps(texts(all_names)))
        speed = {}
        for size in options.sizes:
            print(f"\n{size:,} names{'':21}{'MB/s':>9}{'found':>8}{'build s':>9}{'load s':>9}{'B/name':>9}")
            for name in SYSTEMS:
                if options.only not in name or size > LARGEST.get(name, size) and not options.slow:
                    continue
                command = [sys.executable, __file__, "--seconds", str(options.seconds), "--measure", name, str(size), folder]
                done = subprocess.run(command, capture_output=True, text=True)
                if done.returncode:
                    print(f"{name:34}left out: {done.stderr.strip().splitlines()[-1]}")
                    continue
                r = json.loads(done.stdout)
                speed[name, size] = r["speed"]
                loaded = f"{r['load']:9.4f}" if "load" in r else f"{'':9}"
                each = f"{r['bytes']:9.0f}" if size >= 10_000 else f"{'':9}"
                print(f"{name:34}{r['speed']:7.2f}{r['found']:8}{r['build']:9.2f}{loaded}{each}", flush=True)
        print()
        for size in options.sizes:
            if {("reportedly, columns", size), ("ahocorasick_rs", size)} <= speed.keys():
                ratio = speed["reportedly, columns", size] / speed["ahocorasick_rs", size]
                print(f"reportedly : ahocorasick_rs at {size:,} names: {ratio:.1f}")


if __name__ == "__main__":
    main()
