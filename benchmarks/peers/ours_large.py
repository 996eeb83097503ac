"""Cohortmatch on one large table, from the parquet file to the tables that a program asks for.

ours_large.py ROWS.parquet OUT

Writes the person of each row, and the seconds of each stage of a match and of making each public
table. What a match spends beside its stages stands under "other".
"""

import json
import sys
import time
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

import cohortmatch as cm


def main(source: str, out: str) -> None:
    seconds: dict[str, float] = {}
    start = time.perf_counter()

    def done(stage: str) -> None:
        nonlocal start
        seconds[stage] = time.perf_counter() - start
        start = time.perf_counter()

    result = cm.match([source], as_of=date.today())
    done("other")
    stages = result.manifest["seconds"]
    seconds = stages | {"other": seconds["other"] - sum(stages.values())}
    for table in ("people", "memberships", "links"):
        getattr(result, table)
        done(table)
    rows = pd.read_parquet(source).shape[0]
    held = result.memberships
    person = np.arange(rows) + len(held)  # a row that is no listing is a person of its own
    person[result.listings.position[held.index]] = pd.factorize(held["person_id"])[0]
    pd.DataFrame({"as it stands": person}).to_parquet(Path(out) / "labels.parquet")
    pairs = result.manifest["pairs"]["compared"]
    (Path(out) / "told.json").write_text(json.dumps({"stages": seconds, "pairs": pairs}))


if __name__ == "__main__":
    main(*sys.argv[1:])
