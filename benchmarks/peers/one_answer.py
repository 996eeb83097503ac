"""What the cohortmatch that is found first says of one set: people, bands and weights.

    python one_answer.py SET OUT

Uses only what every version of the library has, so that it can be run on an old commit.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from datetime import date
from pathlib import Path

import pandas as pd

import cohortmatch as cm

AS_OF = date(2026, 6, 1)


def sources(folder: Path) -> Path | dict[str, pd.DataFrame]:
    """The frames of a set, or its folder where it holds lists as panels keep them."""
    frames = {path.stem: pd.read_parquet(path) for path in sorted(folder.glob("*.parquet"))}
    return frames or folder


def main(folder: Path, out: Path) -> None:
    """Match and write what was found."""
    given = sources(folder)
    start = time.process_time()
    found = cm.match(given, as_of=AS_OF)
    seconds = time.process_time() - start
    resolved, ids = found.view.resolved, found.view.ids
    links = resolved.links
    told = pd.DataFrame(
        {
            "left": [ids[i] for i in links.left.tolist()],
            "right": [ids[i] for i in links.right.tolist()],
            "band": resolved.band,
            "weight": links.weight.astype("float64").view("int64"),
        }
    )
    swapped = told["left"] > told["right"]
    told.loc[swapped, ["left", "right"]] = told.loc[swapped, ["right", "left"]].to_numpy()
    told.to_parquet(out / "links.parquet")
    people = pd.DataFrame({"listing": ids, "person": resolved.person})
    people.to_parquet(out / "people.parquet")
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    (out / "told.json").write_text(json.dumps({"seconds": seconds, "megabytes": megabytes}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
