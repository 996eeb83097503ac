"""Sheets as agencies keep them: every column, listing and finding is as a person would insist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.reading.corpus.judging import differences
from tests.reading.corpus.layout import LayoutError, layouts_in, load

LAYOUTS = layouts_in(Path(__file__).parent / "corpus")
GOOD = """
about = "a plain list"
file = "IOM cohort.csv"
sheet = '''
Nominal,D.O.B.,RAG
Ivor Quarmby,03/04/1979,Red
Total,1,
'''
[columns]
"Nominal" = "name"
"D.O.B." = "date of birth"
"RAG" = "RAG"
[[people]]
row = 2
who = "subject"
first_names = "ivor"
surname = "quarmby"
born = "1979-04-03"
[told]
rows = [3]
"""


@pytest.mark.parametrize("path", LAYOUTS, ids=[path.stem for path in LAYOUTS])
def test_a_sheet_is_understood(path: Path, tmp_path: Path) -> None:
    assert differences(load(path), tmp_path) == []


def _differences(folder: Path, text: str) -> list[str]:
    path = folder / "layout.toml"
    path.write_text(text, encoding="utf-8")
    return differences(load(path), folder)


def test_a_plain_layout_is_judged_right(tmp_path: Path) -> None:
    assert _differences(tmp_path, GOOD) == []


@pytest.mark.parametrize("left_out", ['who = "subject"', "row = 2"])
def test_who_and_row_may_be_left_out(tmp_path: Path, left_out: str) -> None:
    assert _differences(tmp_path, GOOD.replace(left_out, "")) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"D.O.B." = "date of birth"', '"D.O.B." = "age"', "column “D.O.B.”: date_of_birth"),
        ('"RAG" = "RAG"', '"RAG" = "family: name"', "column “RAG”: status"),
        ('surname = "quarmby"', 'surname = "quarmbey"', "row 2: surname 'quarmby'"),
        ('born = "1979-04-03"', 'born = "1979"', "row 2: born '1979-04-03'"),
        ('born = "1979-04-03"', 'pnc = "02/1234567A"', "row 2: pnc ''"),
        ('who = "subject"', 'who = "family"', "row 2: subject, not family"),
        ("row = 2", "row = 3", "row 3: no listing of a subject"),
        ("rows = [3]", "rows = [2]", "told: nothing about row 2"),
        ("rows = [3]", 'columns = ["RAG"]', "told: nothing about the column “RAG”"),
    ],
)
def test_what_differs_is_said(tmp_path: Path, old: str, new: str, told: str) -> None:
    found = _differences(tmp_path, GOOD.replace(old, new))
    assert found
    assert any(each.startswith(told) for each in found), found


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('about = "a plain list"', "", "“about” is missing"),
        ('"RAG" = "RAG"', '"RAG" = "colour"', "which is none of"),
        ('"RAG" = "RAG"', '"Tier" = "RAG"', "the sheet has no heading “Tier”"),
        ('who = "subject"', 'who = "victim"', "person 1: “who” is none of"),
        ("born =", "dob =", "“dob” is none of"),
        ("rows = [3]", "lines = [3]", "“lines” under [told]"),
        ("[told]", 'merged = ["A1:B1"]\n[told]', "“merged” is none of"),
        ("sheet = '''", "sheet = ''", "no TOML"),
        ('file = "IOM', 'merged = ["A1:B1"]\nfile = "IOM', "only a workbook"),
    ],
)
def test_a_layout_that_is_written_wrongly_is_refused(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    assert old in GOOD
    with pytest.raises(LayoutError, match=f"layout.toml: .*{re.escape(told)}"):
        _differences(tmp_path, GOOD.replace(old, new))
