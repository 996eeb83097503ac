"""recordlinkage 0.16 as its documentation sets up a deduplication without labels.

Blocks on given name, date of birth and identifiers, Jaro-Winkler at 0.85 on words and exact
comparison on the rest, and the expectation-conditional-maximisation classifier.
"""

import sys
import warnings
from pathlib import Path

import pandas as pd
import recordlinkage

EXACT = {"dob", "postcode", "sex", "state", "street_number"}
BLOCKS = ("first_name", "dob")


def main(source, out):
    warnings.simplefilter("ignore")
    table = pd.read_csv(source, dtype=str, keep_default_na=False).set_index("unique_id", drop=True)
    table = table.drop(columns="source").loc[:, lambda t: (t != "").any()].replace("", None)
    indexer = recordlinkage.Index()
    for column in (*BLOCKS, *(c for c in table if c.startswith("id_"))):
        if column in table:
            indexer.block(column)
    pairs = indexer.index(table)
    compare = recordlinkage.Compare()
    for column in table:
        if column in EXACT or column.startswith("id_"):
            compare.exact(column, column, label=column)
        else:
            compare.string(column, column, method="jarowinkler", threshold=0.85, label=column)
    features = compare.compute(pairs, table)
    features = features.loc[:, features.nunique() > 1]
    classifier = recordlinkage.ECMClassifier()
    classifier.fit(features)
    score = classifier.prob(features)
    links = score.rename_axis(["left", "right"]).rename("score").reset_index()
    links = links.astype({"left": int, "right": int})
    links[links["score"] > 0.001].to_csv(Path(out) / "links.csv", index=False)
    chosen = links[links["score"] > 0.5]
    labels = pd.DataFrame({"unique_id": table.index.astype(int)})
    labels["default"] = components(len(table), chosen)
    labels.to_csv(Path(out) / "labels.csv", index=False)


def components(count, links):
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    ones = [1] * len(links)
    graph = coo_matrix((ones, (links["left"], links["right"])), shape=(count, count))
    return connected_components(graph, directed=False)[1]


if __name__ == "__main__":
    main(*sys.argv[1:])
