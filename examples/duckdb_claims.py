"""Claims in DuckDB: as a table that SQL reads by its name, and as a function that SQL calls.

pip install 'reportedly[arrow]' duckdb
"""

import duckdb
import pyarrow as pa

import reportedly as rp

analyzer = rp.Analyzer()
news = pa.table(
    {
        "url": ["a", "b", "c", "d"],
        "body": [
            "The port may close by June, Ana Ruiz said.",
            "Police reportedly found the tanker off Cyprus. It was empty.",
            None,
            "The owners denied that they had sold the cargo.",
        ],
    }
)

# A table of ours is read by its name, like any other that speaks Arrow.
claims = analyzer.table(news["body"], of="claims", ids=news["url"])
print(duckdb.sql("select doc, factuality, certainty, text from claims where text is not null"))


# A function reads the column in batches, as Arrow: a list of structs for each text.
def claims_of(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    """The claims of each text."""
    return pa.table(analyzer.table(texts, "claims", nested=True)).column("claims")


empty = analyzer.table([], "claims", nested=True)
(list_of_claims,) = duckdb.sql("select claims from empty").types
connection = duckdb.connect()
connection.create_function("claims_of", claims_of, ["varchar"], list_of_claims, type="arrow")
connection.register("news", news)
found = connection.sql("""
    select url, claim.factuality, claim.certainty, claim.text
    from (select url, unnest(claims_of(body)) as claim from news)
""")
print(found)

names = ("doc", "factuality", "certainty", "text")
rows = [tuple(row[name] for name in names) for row in claims.to_pylist() if row["text"] is not None]
print("equal to Analyzer.table:", found.fetchall() == rows)
