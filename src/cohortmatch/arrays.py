"""The kinds of array that the values between stages hold, and how they are made read-only."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["Floats", "Int8s", "Int32s", "Int64s", "freeze", "read_only"]

Int8s = npt.NDArray[np.int8]
Int32s = npt.NDArray[np.int32]
Int64s = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


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
