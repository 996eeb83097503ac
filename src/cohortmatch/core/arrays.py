"""The kinds of array that the values between stages hold, and what is done to any of them."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = [
    "Bools",
    "Floats",
    "Int8s",
    "Int32s",
    "Int64s",
    "Places",
    "copies",
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


def copies(counts: Int64s) -> tuple[Int64s, Int64s]:
    """Each of n rows as often as `counts` (int64, n) says: which row it is, and which copy of it.

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
