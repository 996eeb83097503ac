"""Cohortmatch on one large table, from the parquet file to the tables that a program asks for.

ours_large.py ROWS.parquet OUT

Writes the person of each row, and of each stage of a match and of making each public table:
seconds, seconds of the processor (all cores), and the peak memory of the process so far in
megabytes. Work before the first stage stands under "start", with the processor time of imports;
what a match spends after its last stage is counted to that stage.
"""

import json
import resource
import sys
import time
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

import cohortmatch as cm


def main(source: str, out: str) -> None:
    spent: dict[str, list[float]] = {}
    stage, wall, cpu = "start", time.perf_counter(), 0.0

    def begins(name: str, _share: float | None = None) -> None:
        nonlocal stage, wall, cpu
        if name == stage:
            return
        now, busy = time.perf_counter(), time.process_time()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        before = spent.get(stage, [0.0, 0.0, 0.0])
        spent[stage] = [before[0] + now - wall, before[1] + busy - cpu, peak]
        stage, wall, cpu = name, now, busy

    result = cm.match([source], as_of=date.today(), progress=begins)
    for table in ("people", "memberships", "links"):
        begins(table)
        getattr(result, table)
    begins("end")
    rows = pd.read_parquet(source).shape[0]
    held = result.memberships
    person = np.arange(rows) + len(held)  # a row that is no listing is a person of its own
    person[result.listings.position[held.index]] = pd.factorize(held["person_id"])[0]
    pd.DataFrame({"as it stands": person}).to_parquet(Path(out) / "labels.parquet")
    pairs = result.manifest["pairs"]["compared"]
    (Path(out) / "told.json").write_text(
        json.dumps(
            {"stages": {n: each[0] for n, each in spent.items()}, "spent": spent, "pairs": pairs}
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
