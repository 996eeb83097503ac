"""Whether a cell holds one whole name, so that a second person of a row can be a listing."""

from __future__ import annotations

import pytest

from cohortmatch.reading.columns.whole_names import is_whole_name

WHOLE = """Gus Yardley|Yardley, Gus|YARDLEY Gus|gus smith|Ottoline de la Mare|Ann-Marie O'Brien
Ida Moss (mother)|John & Jane Smith|Gus Yardley and Piers Orrery"""
NOT_WHOLE = """|Yes|Gus|Separated|lives with partner|OMG gang|Gus Yardley; Piers Orrery
Gus Yardley / Piers Orrery|Gus Yardley, Piers Orrery|Ann Moss, Bo Lee, Cy Zebb|2|Gus (4), Ida (6)"""


def _cells(text: str) -> list[str]:
    return text.replace("\n", "|").split("|")


@pytest.mark.parametrize("cell", _cells(WHOLE))
def test_a_whole_name(cell: str) -> None:
    assert is_whole_name(cell)


@pytest.mark.parametrize("cell", _cells(NOT_WHOLE))
def test_no_whole_name(cell: str) -> None:
    assert not is_whole_name(cell)
