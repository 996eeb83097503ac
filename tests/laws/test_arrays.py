"""Laws of what is done to any array."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.core.arrays import copies
from laws.strategies import law


@given(st.lists(st.integers(0, 4), max_size=12))
@law(60)
def test_every_row_stands_as_often_as_it_is_counted(counts: list[int]) -> None:
    row, copy = copies(np.array(counts, dtype=np.int64))
    assert list(zip(row.tolist(), copy.tolist(), strict=True)) == [
        (row, copy) for row, count in enumerate(counts) for copy in range(count)
    ]
    assert row.dtype == copy.dtype == np.int64
