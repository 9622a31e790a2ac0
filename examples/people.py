"""A list of people found in a column of a data frame: who is named where, by what, and of which party.

pip install 'reportedly[pandas]'
"""

from pathlib import Path

import pandas as pd

import reportedly as rp
import reportedly.pandas

people = rp.Gazetteer.from_csv(Path(__file__).parent / "people.csv")

# A list is looked at before it is used: names that several share, names that are common words.
description = people.describe()
print(f"{description['entries']} entities, {description['names']} names")
print("names that are common words:", description["common"])
print("near to 'Elif Aydan':", people.near("Elif Aydan"))

news = pd.DataFrame(
    {
        "url": ["tide/1", "tide/2", "tide/3", "tide/4", "tide/5"],
        "body": [
            "ANA RUIZ OPENS PORT\n\nAna Ruiz met Elif Aydin, the mayor’s aide said. Ruiz left early.",
            "J.P. Marsh’s inquiry may call Ivo Ruiz. “I know nothing,” Ruiz told reporters.",
            "The Harbour Workers’ Union (HWU) struck on Monday in May. HWU men blame Tariq Al-Hadid.",
            None,
            "Target the harbour first, he said. Shares of Target fell.",
        ],
    }
)

# A row a mention; `doc` is the row of the news, `id` joins to the list.
analyzer = rp.Analyzer(gazetteer=people, layers=["entities"])
mentions = analyzer.table(news["body"], of="entities", ids=news["url"]).to_pandas().dropna(subset=["id"])
print(mentions[["doc", "text", "id", "via"]].to_string(index=False))

# What else the list knows comes back with the entry.
mentions["party"] = [people.get(key).attributes.get("party") for key in mentions["id"]]
print(mentions.groupby("party").size().to_string())

alone = [
    (url, mention.text, mention.id)
    for url, doc in zip(news["url"], analyzer.pipe(news["body"]), strict=True)
    if doc is not None
    for mention in doc.entities
]
rows = list(mentions[["doc", "text", "id"]].itertuples(index=False, name=None))
print("equal to Analyzer.pipe:", rows == alone)
everybody = {"P1", "P2", "P3", "P4", "P6", "O1", "O2"}
print("equal to those who are named:", set(mentions["id"]) == everybody)
