"""Plain components, nearly all of them: settled at once by array operations.

Two listings, or several whose every pair speaks for one person by more than rivals must agree
better, are one person; where no pair speaks for it, every listing is a person of its own. Only the
rest is contested and goes through resolve.py, which gives the same answer for plain components;
tests check that the two agree.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cohortmatch.core.arrays import Bools, Floats, Int32s
from cohortmatch.linkage.pairs import Pairs

RIVALS = 5.0
"""Bits by which two groups must agree better when one list holds listings of both."""
CLOSE = 1e-5
"""Bits: a component this near to either limit goes the long way, where sums are rounded."""


def plain(
    component: Int32s, within: Pairs, weight: Floats, list_code: npt.NDArray[np.integer]
) -> tuple[Bools, Bools]:
    """Which listings are one person with all of their component, and which are contested.

    `component` (int32) is each listing's; `within` holds every pair of listings of one component,
    `weight` (float64) the bits that count for it; `list_code` (int) is each listing's list. Any
    other listing is a person of its own.
    """
    size = int(component.max(initial=-1)) + 1
    of = component[within.left]
    rivals = np.zeros(size)
    rivals[of[list_code[within.left] == list_code[within.right]]] = RIVALS
    least, most = np.full(size, np.inf), np.full(size, -np.inf)
    np.minimum.at(least, of, weight)
    np.maximum.at(most, of, weight)
    together = (least > rivals + CLOSE) & (least < np.inf)
    contested = ~together & (most > -CLOSE)
    return together[component], contested[component]
