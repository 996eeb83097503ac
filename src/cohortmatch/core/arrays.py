"""Array types of the values between stages, and helpers for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "FEW",
    "Bools",
    "Floats",
    "Int8s",
    "Int32s",
    "Int64s",
    "Places",
    "copies",
    "distinct_texts",
    "freeze",
    "read_only",
]

Int8s = npt.NDArray[np.int8]
Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.integer[Any]]
"""Whole numbers of any width that say where things stand; looking up is quickest by np.intp."""

FEW = 500
"""Rows up to which Python is quicker than pandas."""


def copies(counts: Int64s) -> tuple[Int64s, Int64s]:
    """Repeat each of n rows `counts` (int64, n) times: the row, and the number of the copy.

    Both answers are int64 of length `counts.sum()`, rows ascending, copies counted from 0:
    counts 2, 0, 3 make rows 0 0 2 2 2 and copies 0 1 0 1 2.
    """
    row = np.repeat(np.arange(len(counts)), counts)
    copy = np.arange(len(row))
    copy -= (np.cumsum(counts) - counts)[row]
    return row, copy


def read_only(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The same array, no longer writeable."""
    array.flags.writeable = False
    return array


def freeze(value: object) -> None:
    """Make every array of a frozen dataclass read-only."""
    for name in value.__dataclass_fields__:  # type: ignore[attr-defined]
        item = getattr(value, name)
        if isinstance(item, np.ndarray):
            read_only(item)


def distinct_texts(column: pd.Series[str]) -> tuple[Int64s, list[str]]:
    """The code (int64) of each row's text, and the distinct texts in the order of their first rows.

    Pandas takes as long for few rows as for hundreds, and of many short lists most of the time
    would go there.
    """
    if len(column) > FEW:
        codes, texts = column.array.factorize()
        return codes.astype(np.int64), list(texts.tolist())
    known: dict[str, int] = {}
    rows = column.to_numpy(dtype=object).tolist()
    codes = np.array([known.setdefault(text, len(known)) for text in rows], dtype=np.int64)
    return codes, list(known)
