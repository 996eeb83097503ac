"""The result of one batch of pairs as one row of a Spark table, and back, to the last bit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from cohortmatch.linkage.matcher import Looked
from cohortmatch.linkage.model import Model
from cohortmatch.linkage.pair_tally import PairTally
from cohortmatch.linkage.pairs import Scored
from cohortmatch.linkage.scoring import Coincidences

if TYPE_CHECKING:
    import pyarrow

__all__ = ["SCHEMA", "looked_of", "record_of"]

ARRAYS = {"left": "i4", "right": "i4", "levels": "i1", "rarity": "f8", "weight": "f8"}
TALLY = ("counts", "names", "homes")
SCHEMA = ", ".join(
    [
        "compared long",
        "likely long",
        *(f"`{name}` binary" for name in ARRAYS),
        *(f"{name} binary" for name in TALLY),
    ]
)
"""Numbers in the order of the machine that compared them: little-endian everywhere."""


def record_of(looked: Looked) -> pyarrow.RecordBatch:
    """The row of a result: how many pairs were compared, the likely ones and the tally of all."""
    import pyarrow

    likely, tally = looked.likely, looked.tally
    row: dict[str, Any] = {"compared": looked.compared, "likely": len(likely)}
    row |= {name: _bytes(getattr(likely, name), kind) for name, kind in ARRAYS.items()}
    counts = (None,) * 3 if tally is None else (tally.counts, tally.seen.names, tally.seen.homes)
    row |= {
        name: None if each is None else _bytes(each, "f8")
        for name, each in zip(TALLY, counts, strict=True)
    }
    kinds = {name: pyarrow.int64() for name in ("compared", "likely")}
    schema = pyarrow.schema([(name, kinds.get(name, pyarrow.binary())) for name in row])
    return pyarrow.RecordBatch.from_pylist([row], schema=schema)


def looked_of(row: Mapping[str, Any], model: Model) -> Looked:
    """The result of a row of pairs that were weighed with this model."""
    found = {name: np.frombuffer(row[name], f"<{kind}") for name, kind in ARRAYS.items()}
    for name in ("levels", "rarity"):
        found[name] = found[name].reshape(row["likely"], len(model.comparisons))
    return Looked(row["compared"], Scored(**found), _tally(row, model))


def _tally(row: Mapping[str, Any], model: Model) -> PairTally | None:
    if row["counts"] is None:
        return None
    counts, names, homes = (np.frombuffer(row[name], "<f8") for name in TALLY)
    return PairTally(counts.reshape(model.weights.shape), Coincidences(names, homes))


def _bytes(values: npt.NDArray[Any], kind: str) -> bytes:
    return np.ascontiguousarray(values, dtype=f"<{kind}").tobytes()
