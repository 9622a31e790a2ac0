"""News that nobody wrote, as much as is asked for: varied in names, places, words, length and quotation marks.

    python benchmarks/articles.py 100000 articles.parquet

Columns: url, body. The same number gives the same articles. Needs pyarrow.
"""

import random
import sys

FIRST = "Ana Bo Chidi Dana Elif Farid Greta Hiro Ines Jonas Kemal Lucía Mara Nils Oana Pavel Rosa Søren Tariq Uma".split()
LAST = "Ruiz Tern Okafor Quill Demir Haddad Lindqvist Sato Moreau Weiss Aydın Vargas Petrov Bergström Ionescu Novák".split()
ROLES = [
    "the harbour master", "a spokeswoman for the ministry", "the deputy mayor", "an analyst", "the union’s lawyer",
    "a former minister", "the head of the inquiry", "a police officer", "the company’s chief engineer",
]
PLACES = "Oslo Ankara Lagos Lisbon Santiago Osaka Vilnius Accra Hanoi Lima Rotterdam Odesa Marseille Nairobi Seoul".split()
COUNTRIES = "Norway Turkey Nigeria Portugal Chile Japan Lithuania Ghana Vietnam Peru France Kenya Syria Cyprus".split()
THINGS = [
    "the port", "the refinery", "the northern bridge", "the tanker", "the vaccine plant", "the old railway",
    "the ceasefire", "the budget", "the dam", "the ferry line", "the pension reform", "the data centre",
]
PAST = ["was closed", "has been sold", "failed an inspection", "caught fire", "reopened", "lost its licence"]
FUTURE = ["close by June", "cost 40 million euros", "be delayed again", "need more staff", "reopen next week", "collapse"]
SAID = ["said", "told reporters", "argued", "warned", "insisted", "acknowledged", "claimed", "announced"]
DAYS = "Monday Tuesday Wednesday Thursday Friday".split()

SENTENCES = [
    "{Thing} in {place} {past} on {day}, {name}, {role}, {said}.",
    "“{Thing} may {future},” {name} {said} on {day}. “Nobody has told us why.”",
    "Officials in {country} reportedly believe that {thing} could {future}.",
    "{Thing} {past} after about {n} people protested near {place}.",
    "According to {role}, {thing} is expected to {future}.",
    "{last} denied that {thing} {past}, saying the reports were “false and harmful”.",
    "It is unclear whether {thing} will {future}.",
    "Critics say {country} should have acted before {thing} {past}.",
    "If the vote in {place} passes, {thing} would {future}, {role} told Reuters.",
    "{Thing} {past}.",
    "More than {n} workers in {place} were sent home, and {n} more might follow.",
    "Police are investigating whether {thing} {past} because of a fault.",
    "“We are certain,” {last} said, “that {country} paid for {thing}.”",
    "{name} met the president of {country} in {place} on {day}.",
    "Neither {place} nor {country} answered questions about {thing}.",
]


def sentence(rng):
    thing, first, last = rng.choice(THINGS), rng.choice(FIRST), rng.choice(LAST)
    return rng.choice(SENTENCES).format(
        thing=thing, Thing=thing[0].upper() + thing[1:], name=f"{first} {last}", last=last, role=rng.choice(ROLES),
        place=rng.choice(PLACES), country=rng.choice(COUNTRIES), past=rng.choice(PAST), future=rng.choice(FUTURE),
        said=rng.choice(SAID), day=rng.choice(DAYS), n=rng.randint(3, 900),
    )


def article(number):
    """An article of 3 to 30 sentences, in paragraphs; every second one with straight quotation marks."""
    rng = random.Random(number)
    paragraphs, left = [], rng.randint(3, 30)
    while left > 0:
        length = min(left, rng.randint(1, 4))
        paragraphs.append(" ".join(sentence(rng) for _ in range(length)))
        left -= length
    text = "\n\n".join(paragraphs)
    return text if number % 2 else text.replace("“", '"').replace("”", '"').replace("’", "'")


def names():
    """All the names that the articles hold, and 9,000 that they don't: for those who look for a list of names."""
    people = [f"{first} {last}" for first in FIRST for last in LAST]
    others = [f"{a}{b} {c}{d}" for a in FIRST for b in ("ne", "mir", "ko") for c in LAST for d in ("son", "ov", "ides", "et", "sen", "i", "ak", "es", "in", "ar")]
    return people + PLACES + COUNTRIES + others[:9000]


def write(count, path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema({"url": pa.string(), "body": pa.string()})
    with pq.ParquetWriter(path, schema) as file:
        for start in range(0, count, 5000):
            numbers = range(start, min(start + 5000, count))
            columns = {"url": [f"news/{n}" for n in numbers], "body": [article(n) for n in numbers]}
            file.write_table(pa.table(columns, schema))


if __name__ == "__main__":
    write(int(sys.argv[1]), sys.argv[2])
