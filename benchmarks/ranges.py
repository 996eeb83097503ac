"""Whether what a report says may be wrong, right or missed is what truly was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

import tables
from answers import pair_set
from cohortmatch.evaluation import pairs_from_people
from cohortmatch.people.expected import Range, likely, unlike
from ours import in_truth, ours
from sets import Dataset


class Figure(NamedTuple):
    """One figure of one run: what `run.json` expects, the range a report tells, what truly was,
    and why reports say that it cannot be told, if they do."""

    run: str
    what: str
    expected: float
    told: Range
    truly: int
    unlike: str = ""

    @property
    def within(self) -> bool:
        """Whether the truth lies in the range."""
        return self.told.least <= self.truly <= self.told.most


def figures(dataset: Dataset) -> list[Figure]:
    """The figures of one run: wrong of those called the same, right of those to check, missed."""
    result = ours(dataset.frames, dataset.as_of)
    told, expected = likely(result.view), result.manifest["expected"]
    if told is None:
        raise SystemExit("the model has no calibration, so no ranges are told")
    why = unlike(result.view)
    links = in_truth(result.links.reset_index(), dataset)
    truth = pairs_from_people(dataset.truth["person"])
    same, check = (pair_set(links[links["band"] == band], truth.n) for band in ("same", "check"))
    right = truth.common(check)
    wrong, missed = len(same) - truth.common(same), len(truth) - truth.common(same) - right
    return [
        Figure(dataset.name, "wrong of same", expected["wrong_of_same"], told.wrong, wrong, why),
        Figure(dataset.name, "right of check", expected["right_of_check"], told.right, right, why),
        Figure(dataset.name, "missed", expected["missed"], told.missed, missed, why),
    ]


def told(runs: Sequence[Sequence[Figure]]) -> list[str]:
    """A line for each figure, and how many were within their ranges."""
    found = [figure for run in runs for figure in run]
    rows = [
        (f.run, f.what, f"{f.expected:.1f}", f.truly, f.told, "yes" if f.within else "no", f.unlike)
        for f in found
    ]
    table = pd.DataFrame(
        rows, columns=["run", "pairs", "expected", "truly", "range", "within", "cannot be told"]
    )
    said = [figure for figure in found if not figure.unlike]
    within = sum(figure.within for figure in said)
    return [
        tables.markdown(table),
        f"\n{within} of {len(said)} figures that reports tell are within their ranges",
    ]
