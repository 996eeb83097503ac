"""A list without headings: read where it can only be of nominals, and else refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.reading.formats.books import Rows, book, codes, csv_file, fields, only

from cohortmatch.reading import read_all

PEOPLE: Rows = (
    ("Marlon Petgrave", "22/08/1990", "M", "E5 8RT"),
    ("Gulsen Aydin", "13/03/1985", "F", "N16 7UX"),
    ("Liam Horsfall", "30/11/1999", "M", "E8 4AE"),
)
IN_PARTS: Rows = (
    ("PETGRAVE", "Marlon", "22/08/1990", "X330458", "Red", "PC Jones"),
    ("AYDIN", "Gulsen", "13/03/1985", "D255913", "Amber", "PC Jones"),
    ("HORSFALL", "Liam", "30/11/1999", "X571160", "Red", "PC Khan"),
)


def _with(*cells: str) -> Rows:
    return [(*row, cell) for row, cell in zip(PEOPLE, cells, strict=True)]


@pytest.mark.parametrize(
    "name", ["IOM names from borough", "MAPPA list", "DIP", "nDelius caseload"]
)
@pytest.mark.parametrize("above", [(), (("IOM cohort June", "", "", ""),)])
def test_a_list_of_nominals_is_read_by_its_cells(tmp_path: Path, name: str, above: Rows) -> None:
    rows = [*above, *PEOPLE]
    for path in (
        csv_file(tmp_path / f"{name}.csv", rows),
        book(tmp_path / f"{name}.xlsx", {"Sheet1": rows}),
    ):
        raw = only(path)
        assert list(fields(raw).values()) == ["name", "date_of_birth", "sex", "postcode"]
        assert raw.frame.to_numpy().tolist() == [list(row) for row in PEOPLE]
        assert raw.rows == tuple(range(1 + len(above), 4 + len(above)))
        assert "headings-missing" in codes(raw)


def test_only_what_cells_tell_for_sure_is_read(tmp_path: Path) -> None:
    raw = only(csv_file(tmp_path / "IOM.csv", IN_PARTS))
    assert list(fields(raw).values()) == ["surname", "forename", "date_of_birth", "crn"]
    left = [each.column for each in raw.findings if each.code == "column-without-heading"]
    assert left == ["(column E)", "(column F)"]


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("names", PEOPLE),  # of whom is not known
        ("Caseload", PEOPLE),
        ("Victim support caseload", PEOPLE),
        ("SGV names", PEOPLE),  # may hold victims
        ("ASB", PEOPLE),
        ("MARAC", PEOPLE),
        ("IOM victims", PEOPLE),
        ("IOM next of kin", PEOPLE),
        ("IOM", PEOPLE[:2]),  # too few to tell a column by
        ("IOM", _with("Una Odell", "Ivor Pym", "Ann Moss")),  # names of others
        ("IOM", _with("Una", "Grace", "Ann")),
        ("IOM", _with("Suspect", "Victim", "Suspect")),
        ("IOM", _with("", "mother", "")),
        ("IOM", _with("01/02/1960", "02/03/1970", "05/06/1971")),  # whose birth?
        ("IOM", [*PEOPLE, ("Notes", "see overleaf", "", "")]),
        ("IOM", [row[:1] + row[2:] for row in PEOPLE]),  # nothing but names
    ],
)
def test_any_other_is_refused(tmp_path: Path, name: str, rows: Rows) -> None:
    reading = read_all(csv_file(tmp_path / f"{name}.csv", rows))
    assert reading.lists == ()
    (error,) = reading.errors
    shown = [cell for row in rows for cell in row if len(cell) > 3 and cell in str(error)]
    assert shown == []
