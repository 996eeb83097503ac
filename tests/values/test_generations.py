"""Junior and senior in name cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.values.generations import generation, generations

CELLS = [
    ("Delroy Campbell Jnr", "junior"),
    ("Delroy Campbell, Jnr", "junior"),
    ("Delroy Campbell (Jnr)", "junior"),
    ("CAMPBELL JNR., Delroy", "junior"),
    ("Campbell (Snr), Delroy", "senior"),
    ("Campbell Jr", "junior"),
    ("Delroy Campbell Snr", "senior"),
    ("Delroy Campbell Sr.", "senior"),
    ("Delroy Campbell Junior", "junior"),
    ("Delroy Campbell (Senior)", "senior"),
    ("Delroy Campbell, Senior", "senior"),
    # Names, titles, and what says nothing.
    ("Junior Campbell", ""),
    ("Campbell, Junior Delroy", ""),
    ("Junior", ""),
    ("Campbell Junior", ""),
    ("Sr Agnes Crane", ""),
    ("Delroy Campbell", ""),
    ("Delroy Campbell Jnr / Delroy Campbell Snr", ""),
    ("", ""),
]


@pytest.mark.parametrize(("written", "expected"), CELLS)
def test_a_cell_says_who_is_junior_or_senior(written: str, expected: str) -> None:
    assert generation(written) == expected


@given(st.lists(st.sampled_from([cell for cell, _ in CELLS]) | st.text(max_size=20)))
def test_many_cells_say_what_each_says(cells: list[str]) -> None:
    assert generations(cells) == [generation(cell) for cell in cells]
