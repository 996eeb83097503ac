"""Which listings hang together at all."""

from __future__ import annotations

import numpy as np

from cohortmatch.core.arrays import Int32s
from cohortmatch.linkage.clustering import components, pairs_within


def ints(*values: int) -> Int32s:
    return np.array(values, dtype=np.int32)


def test_links_join_chains_and_leave_the_rest_alone() -> None:
    component = components(6, ints(0, 3), ints(1, 1))
    assert component[0] == component[1] == component[3]
    assert len(set(component.tolist())) == 4


def test_nobody_linked() -> None:
    assert len(set(components(3, ints(), ints()).tolist())) == 3
    assert len(components(0, ints(), ints())) == 0
    assert len(pairs_within(ints(0, 1, 2))) == 0
    assert len(pairs_within(ints())) == 0


def test_every_pair_of_a_component_comes_once_left_before_right() -> None:
    pairs = pairs_within(ints(5, 7, 5, 5, 7))
    listed = set(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))
    assert listed == {(0, 2), (0, 3), (2, 3), (1, 4)}
    assert len(pairs) == 4
