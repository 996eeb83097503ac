"""Lists that other hands invented, as they were frozen under other_hands.

Whom to match is decided by what a row says of itself, never by what is matched: a row that names
its person a victim, a complainant or somebody at risk, and nothing else, is left out of the truth.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date
from pathlib import Path

import pandas as pd

from sets import Dataset

FOLDER = Path(__file__).parent / "other_hands"
KINDS = (
    "plain",
    "panels",
    "mixed",
    "boroughs",
    "sparse",
    "table",
    "history",
    "registers",
    "addresses",
)
FROZEN_ON = date(2026, 11, 22)
"""The day that ages in them are counted from, whenever they are read."""
NO_OFFENDER = {"Role": ("Victim", "Complainant"), "Position": ("At risk",)}
"""Cells, by their heading, that say that the row's person is no offender."""


def other_hands(severities: Container[float]) -> Iterator[Dataset]:
    """Every set that was made at one of some severities; 2 also asks for more errors."""
    for kind in KINDS:
        for folder in sorted((FOLDER / kind).iterdir()):
            seed, _, times = folder.name.partition("x")
            severity = float(times or 1)
            if min(severity, 2.0) in severities:
                yield from_folder(folder, f"others {kind}", seed, severity)


def from_folder(folder: Path, kind: str, seed: str, severity: float) -> Dataset:
    """The lists of a folder, named by their files, and the truth of the rows to be matched."""
    frames = {path.stem: read(path) for path in sorted(folder.glob("*.csv"))}
    truth = frames.pop("truth").astype({"row": int})
    offenders = {name: set(frame.index[~no_offender(frame)]) for name, frame in frames.items()}
    kept = [row in offenders[name] for name, row in zip(truth["list"], truth["row"], strict=True)]
    name = f"{kind} {seed}" + ("" if severity == 1 else f" x{severity:g}")
    truth = truth[kept].reset_index(drop=True)
    return Dataset(name, frames, truth, kind=kind, severity=severity, as_of=FROZEN_ON)


def read(path: Path) -> pd.DataFrame:
    """A file's cells as text under its own headings; rows are numbered from 1, as in the truth."""
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    return frame.set_index(pd.RangeIndex(1, len(frame) + 1))


def no_offender(frame: pd.DataFrame) -> pd.Series:
    """Whether each row says that its person is no offender."""
    said = pd.Series(False, index=frame.index)
    for heading, words in NO_OFFENDER.items():
        if heading in frame:
            said |= frame[heading].isin(words)
    return said
