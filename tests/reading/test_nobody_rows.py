"""What stands in place of a name: a vacant room, an item of a meeting, a firm, somebody unknown."""

from __future__ import annotations

import pytest

from cohortmatch.reading.nobody_rows import names_nobody

NOBODY = """VOID|Vacant|Out of use - leak|CELL OUT OF USE|HELD - emergency bed|Not allocated
AOB and date of next meeting|COMFORT BREAK|Level 3 referral - to be tabled|Matters arising from June
UNIDENTIFIED MALE 7|Unknown female with pushchair|Unknown male, refused details|2 x youths
couple in green tent|male seen near shops|Refused|The Occupier|Neighbour
Introductions, confidentiality and minutes of last meeting|Review of actions|Agenda items
Golden Lantern Shisha Ltd|London Borough of Havering|LBH"""
SOMEBODY = """Ivor Quarmby|QUARMBY, Ivor|Void, Peter|Ned Held|Max Closed|Reserve, Ann|Room, Daisy
Chair, Una|Ann Meeting|Free, Thomas|Limited Edition Lil|Empty Barrel|Lunch Ann|An To|Cher|Man Kwok
Group Captain Odell
Ivor Quarmby - out on licence|Zebedee Quillan (to be adopted)"""


def _cells(table: str) -> list[str]:
    return [cell for line in table.splitlines() for cell in line.split("|")]


@pytest.mark.parametrize("cell", _cells(NOBODY))
def test_nobody_is_named(cell: str) -> None:
    assert names_nobody(cell)


@pytest.mark.parametrize("cell", _cells(SOMEBODY))
def test_a_name_is_kept(cell: str) -> None:
    assert not names_nobody(cell)
