"""Surnames that are written once for several rows: what each row is read as."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.reading.formats.books import codes, csv_file, only

CASES = [
    # list, family and surname of each row, the surnames read
    ("Families", "F1 Askew, - -, - -, F2 Tench, - -", "Askew Askew Askew Tench Tench"),
    ("Families", "F1 Askew, F1 -, F2 Tench, F2 -", "Askew Askew Tench Tench"),
    ("Families", "F1 Askew, F2 -, F3 Tench, F3 -", "Askew - Tench Tench"),
    ("Families", "- -, F1 Askew, F1 -", "- Askew Askew"),
    ("Families", 'F1 Askew, F1 ", F2 ditto', "Askew Askew Askew"),
    # one surname is missing among many that are given: nobody knows it
    ("Families", "F1 Askew, F1 Pym, F1 -, F1 Askew, F1 Moss", "Askew Pym - Askew Moss"),
    # no list of families
    ("IOM", "- Askew, - -, - Tench", "Askew - Tench"),
    ("IOM", '- Askew, - ", - Tench', "Askew Askew Tench"),
    ("IOM", '- ", - Askew', '" Askew'),
    ("IOM", "- Askew, - Do, - Same", "Askew Do Same"),
]


@pytest.mark.parametrize(("name", "rows", "read"), CASES)
def test_the_surname_of_each_row(tmp_path: Path, name: str, rows: str, read: str) -> None:
    cells = [[c.replace("-", "") for c in row.split()] for row in rows.split(", ")]
    head = (
        ("Family ID", "Surname", "Forename")
        if name == "Families"
        else ("Ref", "Surname", "Forename")
    )
    given = ("Donna", "Gary", "Mia", "Ollie", "Piotr")
    listed = [(family, surname, given[at]) for at, (family, surname) in enumerate(cells)]
    raw = only(csv_file(tmp_path / f"{name}.csv", [head, *listed]))
    expected = [each.replace("-", "") for each in read.split()]
    assert raw.frame["Surname"].tolist() == expected
    changed = tuple(at for at, row in enumerate(listed, 2) if row[1] != expected[at - 2])
    told = [found.rows for found in raw.findings if found.code == "surname-from-above"]
    assert told == ([changed] if changed else [])
    assert ("surname-from-above" in codes(raw)) == bool(changed)
