"""goldenmatch 3 with no configuration, which is how its documentation begins."""

import os
import sys
import warnings
from pathlib import Path

os.environ.setdefault("GOLDENMATCH_OFFLINE", "1")

import goldenmatch as gm
import pandas as pd


def main(source, out):
    warnings.simplefilter("ignore")
    table = pd.read_csv(source, dtype=str, keep_default_na=False)
    work = Path(out) / "rows.csv"
    table.drop(columns=["unique_id", "source"]).loc[:, lambda t: (t != "").any()].to_csv(
        work, index=False
    )
    result = gm.dedupe(str(work))
    labels = list(range(len(table)))
    for cluster in result.clusters.values():
        members = sorted(cluster["members"])
        for member in members:
            labels[member] = members[0]
    pd.DataFrame({"unique_id": range(len(table)), "zero-config": labels}).to_csv(
        Path(out) / "labels.csv", index=False
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
