"""Claims in Daft, on this machine or, after `daft.set_runner_ray()`, on a cluster of Ray.

pip install 'reportedly[arrow]' daft
"""

import daft
import pyarrow as pa

import reportedly as rp

NEWS = {
    "url": ["a", "b", "c", "d"],
    "body": [
        "The port may close by June, Ana Ruiz said.",
        "Police reportedly found the tanker off Cyprus. It was empty.",
        None,
        "The owners denied that they had sold the cargo.",
    ],
}

schema = rp.Analyzer().table([], "claims", nested=True).to_arrow().schema
CLAIMS = daft.DataType.from_arrow_type(schema.field("claims").type)


@daft.cls
class Reader:
    """Reads texts; made once in each worker, with its gazetteer."""

    def __init__(self) -> None:
        self.analyzer = rp.Analyzer()

    @daft.method.batch(return_dtype=CLAIMS)
    def claims(self, texts: daft.Series) -> pa.Array:
        """The claims of each text, as a list of structs."""
        nested = self.analyzer.table(texts.to_arrow(), "claims", nested=True)
        return pa.table(nested).column("claims").combine_chunks()


reader = Reader()
frame = daft.from_pydict(NEWS).select("url", reader.claims(daft.col("body")).alias("claim"))
found = frame.where(daft.col("claim").list_count() > 0).explode("claim").select("url", "claim").to_pydict()
for url, claim in zip(found["url"], found["claim"], strict=True):
    print(url, claim["factuality"], claim["text"])

rows = rp.Analyzer().table(NEWS["body"], "claims", ids=NEWS["url"]).to_pylist()
expected = [
    (row.pop("doc"), {name: row[name] for name in row if name != "row"}) for row in rows if row["text"]
]
print("equal to Analyzer.table:", list(zip(found["url"], found["claim"], strict=True)) == expected)
