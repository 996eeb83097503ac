"""The sets that accuracy is measured on, each with its truth.

Development seeds are for building and tuning; the model's calibration is measured on the first of
them. Test seeds are looked at rarely, for the published table only: never tune on what they show.
Range seeds only try the ranges that reports tell, and nothing is tuned on them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from cohortmatch.synthetic import invent, invent_plain

DEVELOPMENT_SEEDS = tuple(range(1, 21))
CALIBRATION_SEEDS = {"panels": tuple(range(1, 13)), "plain": tuple(range(1, 5))}
"""Plain lists leave three times as much to check, so that a third as many weigh as much."""
TEST_SEEDS = tuple(range(101, 111))
MORE_TEST_SEEDS = tuple(range(501, 701))
"""Test seeds for ours alone: ten sets tell what is found to 0.0008, two hundred to 0.0002."""
RANGE_SEEDS = tuple(range(213, 221))


@dataclass(frozen=True)
class Dataset:
    """Lists and their truth: one row a listing that is to be matched.

    `truth` has list, row (the frame's label), person, and for invented sets what went wrong with
    each listing and its groups. `tidy` sets have plain columns of one name in every list;
    `identifiers` names those of them that are identifiers. `as_of` is the day that ages are counted
    from, today when None.
    """

    name: str
    frames: dict[str, pd.DataFrame]
    truth: pd.DataFrame
    tidy: bool = False
    identifiers: tuple[str, ...] = ()
    kind: str = ""
    severity: float = 1.0
    as_of: date | None = None

    @property
    def family(self) -> str:
        """The sets it is averaged with: its kind and severity; itself for public data."""
        if self.kind == "public":
            return self.name
        return self.kind + ("" if self.severity == 1 else f" x{self.severity:g}")

    @cached_property
    def ids(self) -> list[str]:
        """The id that cohortmatch gives each listing of the truth, in its order."""
        named = zip(self.truth["list"], self.truth["row"], strict=True)
        return [f"{name}:{row}" for name, row in named]

    def places(self, ids: Iterable[str]) -> npt.NDArray[np.int64]:
        """Where each of some listings stands in the truth, -1 where it does not."""
        at = {key: place for place, key in enumerate(self.ids)}
        return np.array([at.get(key, -1) for key in ids], dtype=np.int64)


def demo(seed: int, severity: float) -> Dataset:
    """Five panels and four registers as the demo invents them."""
    invented = invent(seed, severity)
    truth = invented.truth
    name = f"panels {seed}" + ("" if severity == 1 else f" x{severity:g}")
    return Dataset(
        name,
        invented.frames,
        truth[truth["to_match"]].reset_index(drop=True),
        kind="panels",
        severity=severity,
    )


def plain(seed: int, severity: float) -> Dataset:
    """Five lists of any people: tidy columns, thin data."""
    invented = invent_plain(seed, severity=severity)
    name = f"plain {seed}" + ("" if severity == 1 else f" x{severity:g}")
    return Dataset(name, invented.frames, invented.truth, True, ("nhs_number",), "plain", severity)


MAKERS = {"panels": demo, "plain": plain}
