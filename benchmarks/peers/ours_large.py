"""Cohortmatch on one large table, from the parquet file to people, with the seconds of each stage.

ours_large.py ROWS.parquet OUT
"""

import json
import sys
import time
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from cohortmatch import matching, normalising, reading
from cohortmatch.linkage import blocking
from cohortmatch.linkage.model import shipped


def main(source: str, out: str) -> None:
    seconds: dict[str, float] = {}
    start = time.perf_counter()

    def done(stage: str) -> None:
        nonlocal start
        seconds[stage] = time.perf_counter() - start
        start = time.perf_counter()

    raw = reading.read_lists({"rows": pd.read_parquet(source)})
    done("read")
    listings = normalising.normalise(raw, date.today())
    done("normalise")
    matcher = matching.Matcher(listings, shipped())
    done("prepare")
    plan = blocking.plan(listings)
    done("plan")
    gathered = matching.gather(matcher, plan.batches(), every_pair=plan.every_pair)
    done("compare")
    matcher, _ = matching.learn(matcher, gathered)
    done("learn")
    people = matching.resolve(matcher, gathered.likely)
    done("resolve")
    rows = sum(len(each.rows) for each in raw)
    person = np.arange(rows) + len(people.person)
    person[listings.position] = people.person
    pd.DataFrame({"as it stands": person}).to_parquet(Path(out) / "labels.parquet")
    told = {"stages": seconds, "pairs": gathered.compared}
    (Path(out) / "told.json").write_text(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
