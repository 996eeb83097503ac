"""dedupe 3 as its documentation sets it up, with 40 true labels for its active learning."""

import random
import sys
import warnings
from pathlib import Path

import dedupe
import numpy as np
import pandas as pd

LABELS = 40
FEW = 2000
"""Rows up to which every score is written out; beyond, memory does not allow it."""
EXACT = {"sex", "state"}
SHORT = {"street_number", "postcode", "zipcode"}


def variable(column):
    if column in EXACT:
        return dedupe.variables.Exact(column, has_missing=True)
    if column == "dob" or column in SHORT or column.startswith("id_"):
        return dedupe.variables.ShortString(column, has_missing=True)
    return dedupe.variables.String(column, has_missing=True)


def main(source, out):
    warnings.simplefilter("ignore")
    random.seed(1)
    np.random.seed(1)
    table = pd.read_csv(source, dtype=str, keep_default_na=False)
    truth = pd.read_csv(Path(source).with_name("truth.csv"))["person"].to_numpy()
    columns = [c for c in table if c not in ("unique_id", "source") and (table[c] != "").any()]
    records = {
        int(row["unique_id"]): {c: row[c].lower() or None for c in columns}
        | {"at": int(row["unique_id"])}
        for row in table.to_dict("records")
    }
    deduper = dedupe.Dedupe([variable(column) for column in columns], num_cores=1)
    deduper.prepare_training(records)
    for _ in range(LABELS):
        (a, b), *_rest = deduper.uncertain_pairs()
        same = truth[a["at"]] == truth[b["at"]]
        known = {"match": [(a, b)] if same else [], "distinct": [] if same else [(a, b)]}
        deduper.mark_pairs(known)
    deduper.train()
    labels = np.arange(len(table))
    for members, _scores in deduper.partition(records, 0.5):
        labels[list(members)] = members[0]
    if len(table) <= FEW:
        scored = deduper.score(deduper.pairs(records))
        links = pd.DataFrame(scored["pairs"], columns=["left", "right"])
        links.assign(score=scored["score"]).to_csv(Path(out) / "links.csv", index=False)
    pd.DataFrame({"unique_id": range(len(table)), "at 0.5": labels}).to_csv(
        Path(out) / "labels.csv", index=False
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
