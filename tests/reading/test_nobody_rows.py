"""What stands in place of a name: a vacant room, an item of a meeting, a firm, somebody unknown."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.reading.formats.books import codes, csv_file, only

from cohortmatch.reading.nobody_rows import names_nobody, only_describes

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


LOOKS = """Trolley man|Lady with dog|Red puffa jacket|Man in wheelchair|the bike thief
Scouse lads x2|Two women|Tall, slim, IC1|Always in a blue coat|Bald male|Female 3
Group of youths|Pram couple|Unknown|Seen at Boots"""
STREET_NAMES = "Biggz|Tall Paul|Ginger|Trigger|Ice|Slim|Scouse Tony|Wheels|Mad Max|Den"


@pytest.mark.parametrize("cell", _cells(LOOKS))
def test_looks_are_no_alias(cell: str) -> None:
    assert only_describes(cell)


@pytest.mark.parametrize("cell", _cells(STREET_NAMES))
def test_a_street_name_is_one(cell: str) -> None:
    assert not only_describes(cell)


@pytest.mark.parametrize(
    ("row", "is_listed"),
    [
        (("Unidentified male", "Trolley man", ""), False),
        (("Unknown", "Lady with dog", ""), False),
        (("Unidentified male", "Biggz", ""), True),
        (("Unidentified male", "Trolley man", "03/04/1990"), True),
        (("Gavin Tranter", "Trolley man", ""), True),
    ],
)
def test_somebody_of_whom_only_looks_are_known_is_no_listing(
    tmp_path: Path, row: tuple[str, ...], is_listed: bool
) -> None:
    rows = [("Offender", "Known as", "DOB"), ("Dennis Odell", "Den", "25/05/1972"), row]
    raw = only(csv_file(tmp_path / "Prolific shoplifters.csv", rows))
    assert (3 in raw.rows) == is_listed
    assert ("row-without-person" in codes(raw)) != is_listed
