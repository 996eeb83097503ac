"""Whether a column of full names writes the surname first."""

from __future__ import annotations

import pytest

from cohortmatch.core.types import KnownNames
from cohortmatch.reading.columns.name_order import name_order

NOTHING = KnownNames(frozenset(), frozenset())
SURNAME_FIRST = {
    "given names behind": ("Quarmby Ivor", "Vexley Posy", "Smith John", "Yardley Gus"),
    "capitals": ("QUARMBY Alban", "VEXLEY Tarquin"),
    "most of them": ("Khan Mohammed", "Begum Rina", "Thurloe Basil", "Ickham Hardy"),
}
FORENAME_FIRST = {
    "forenames that are surnames too": ("Hardy Ickham", "Nash Adisham", "Oakley Bekesbourne"),
    "rare forenames": ("Alban Hovingham", "Tarquin Barton-Le", "Vaughan Slingsfold"),
    "one known surname in front": ("Perry Littlebourne", "Zebedee Quillan", "Jerzy Wickham"),
    "one surname that is a forename too": ("Dante Philbert", "Ahsan Habib", "Ermal Dervishi"),
    "capitals behind": ("Alban HOVINGHAM", "Merrick APPLETON"),
}


@pytest.mark.parametrize("kind", SURNAME_FIRST)
def test_the_surname_comes_first(kind: str) -> None:
    assert name_order("Name", SURNAME_FIRST[kind], NOTHING).surname_first


@pytest.mark.parametrize("kind", FORENAME_FIRST)
def test_the_forename_comes_first(kind: str) -> None:
    assert not name_order("Name", FORENAME_FIRST[kind], NOTHING).surname_first


def test_the_heading_decides_where_the_names_do_not() -> None:
    cells = ("Alban Hovingham", "Tarquin Slingsfold")
    assert name_order("Name (surname first)", cells, NOTHING).surname_first
