"""Names as they are shown, and cells as they are written."""

from __future__ import annotations

import pytest

from cohortmatch.people.written import WrittenCells, shown, split_name
from sketches import IOM, MAPPA, NPS, Sketch, listings

NAMES = [
    ("ARDEN, Mary", "arden", "Mary ARDEN", "a comma: surname first"),
    ("mary arden", "arden", "Mary ARDEN", "small letters"),
    ("ARDEN MARY", "arden", "Mary ARDEN", "the surname stands first"),
    ("Mr. Sol O'Vane", "ovane", "Sol O'VANE", "a title goes, the apostrophe stays"),
    ("Ada Penn-Quill", "penn quill", "Ada PENN-QUILL", "two halves"),
    ("Ada Penn (aka Quick)", "penn", "Ada PENN", "the alias is told apart"),
    ("=ARDEN, Mary", "arden", "Mary ARDEN", "no formula"),
    ("Ada Penn", "", "Ada Penn", "which is the surname is not known"),
    ("José Ñandú", "nandu", "José ÑANDÚ", "accents stay"),
    ("", "", "", "blank"),
]


@pytest.mark.parametrize(("text", "surname", "name", "because"), NAMES, ids=[n[3] for n in NAMES])
def test_full_names(text: str, surname: str, name: str, because: str) -> None:
    assert split_name(text, surname).text == name, because


def test_parts_of_names() -> None:
    assert shown("ANNE-MARIE", "de la Vane").text == "Anne-Marie DE LA VANE"
    assert shown("", "Vane").text == "VANE"
    assert shown("Dr", "Vane").text == "Dr VANE"


def test_one_name_in_any_case_is_one_name() -> None:
    assert shown("MARY", "ARDEN").key == shown("mary", "Arden").key


@pytest.fixture
def written() -> WrittenCells:
    return WrittenCells(listings([IOM, MAPPA, NPS]))


def test_status_is_shown_under_the_lists_own_headings(written: WrittenCells) -> None:
    assert written.status(0) == ["RAG: Red"]
    assert written.status(3) == ["Level: 2", "Lead: PC Made Up"]
    assert written.status(7) == []


def test_numbers_are_shown_as_written(written: WrittenCells) -> None:
    assert written.identifiers(0) == ["PNC: 2087/0000001Z"]
    assert written.identifiers(1) == []


def test_aliases_beside_and_within_names(written: WrittenCells) -> None:
    assert written.other_names(0) == ["Mazza"]
    assert written.place(0) == "ZZ1 1AA"


def test_what_is_not_known_is_no_number_and_no_place() -> None:
    columns = {"Name": "name", "PNC": "pnc", "CRN": "crn", "Postcode": "postcode"}
    rows = {
        2: ("Ada Penn", "not known", "X123456", "N/K", "1 High Road"),
        3: ("Sol Vane", "N/K", "", "ZZ1 1AA", "not known"),
        4: ("Una Bly", "TBC", "-", "Unknown", "N/K"),
    }
    written = WrittenCells(listings([Sketch("DIP", columns | {"Address": "address"}, rows)]))
    assert [written.identifiers(listing) for listing in range(3)] == [["CRN: X123456"], [], []]
    assert [written.place(listing) for listing in range(3)] == ["1 High Road", "ZZ1 1AA", ""]
    assert written.text(0, "pnc") == "not known", "as it is written, where that is asked for"


def test_a_midnight_behind_a_date_is_not_shown() -> None:
    cells = ("1990-03-04 00:00:00", "2026-06-01 14:30:00", "00:00", "4/3/1990 00:00")
    columns = {"Seen": "status", "Panel": "status", "At": "status", "Due": "status"}
    sketch = Sketch("DIP", {"Name": "name", **columns}, {2: ("Ada Penn", *cells)})
    assert WrittenCells(listings([sketch])).status(0) == [
        *("Seen: 1990-03-04", "Panel: 2026-06-01 14:30:00", "At: 00:00", "Due: 4/3/1990"),
    ]
