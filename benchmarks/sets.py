"""The sets that accuracy is measured on, each with its truth.

Development seeds are for building and tuning. Test seeds are looked at rarely, for the published
table only: never tune on what they show.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from cohortmatch.inventing import invent, invent_plain

DEVELOPMENT_SEEDS = tuple(range(1, 21))
TEST_SEEDS = tuple(range(101, 111))


@dataclass(frozen=True)
class Dataset:
    """Lists and their truth: one row a listing that is to be matched.

    `truth` has list, row (the frame's label), person, and for invented sets what went wrong with
    each listing and its groups. `tidy` sets have plain columns of one name in every list;
    `identifiers` names those of them that are identifiers.
    """

    name: str
    frames: dict[str, pd.DataFrame]
    truth: pd.DataFrame
    tidy: bool = False
    identifiers: tuple[str, ...] = ()
    kind: str = ""
    severity: float = 1.0

    @property
    def family(self) -> str:
        """The sets it is averaged with: its kind and severity; itself for public data."""
        if self.kind == "public":
            return self.name
        return self.kind + ("" if self.severity == 1 else f" x{self.severity:g}")


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
