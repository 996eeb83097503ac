"""The district that a listing says the person lives in.

Policy: that of the first postcode; half a postcode counts where there is no whole one.
"""

from __future__ import annotations

import numpy as np

from cohortmatch.core.types import ABSENT, Field
from cohortmatch.values.postcodes import district, outcode

__all__ = ["districts"]


def districts(postcodes: Field[str], halves: Field[str]) -> Field[str]:
    """Each listing's district ("RM1"), at most one, of its postcodes and its halves of postcodes.

    Its values are distinct, whether whole or half postcodes told them.
    """
    numbers: dict[str, int] = {}
    whole = [numbers.setdefault(outcode(value), len(numbers)) for value in postcodes.values]
    half = [numbers.setdefault(district(value), len(numbers)) for value in halves.values]
    first = np.array([*whole, ABSENT], dtype=np.int32)[postcodes.first]
    second = np.array([*half, ABSENT], dtype=np.int32)[halves.first]
    return Field.single(list(numbers), np.where(first == ABSENT, second, first))
