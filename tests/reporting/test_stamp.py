"""A workbook says which lists it was made from, and is known again by it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from cohortmatch.disclosure.marking import Marking
from cohortmatch.reporting.sheet import ReportSheet, SheetColumn, SheetTable
from cohortmatch.reporting.stamp import PROPERTY, Stamped, stamp, stamped
from cohortmatch.reporting.workbook import workbook_bytes

MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)
LISTS = [("IOM", "a" * 64), ("MAPPA", "b" * 64)]
SHEET = ReportSheet("S", "", SheetTable("T", (SheetColumn("A"),), []))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsx"
    path.write_bytes(workbook_bytes([SHEET], Marking(day=MAY), properties={PROPERTY: stamp(LISTS)}))
    return path


def test_the_order_of_lists_does_not_matter_and_their_bytes_do() -> None:
    assert stamp(LISTS) == stamp(LISTS[::-1]) != stamp([LISTS[0], ("MAPPA", "c" * 64)])
    assert stamp([]) == stamp([("IOM", "")]) == ""


def test_a_workbook_says_what_it_was_stamped_with(book: Path) -> None:
    assert stamped(book) == Stamped(stamp(LISTS), MAY)


def test_the_stamp_lasts_through_another_program(book: Path) -> None:
    again = openpyxl.load_workbook(book)
    again["S"]["C9"] = "Same person"
    again.save(book)
    assert stamped(book) == Stamped(stamp(LISTS), MAY)


@pytest.mark.parametrize(
    ("found", "own"),
    [
        (Stamped("a", MAY), True),  # the same lists, whenever
        (Stamped("b", JUNE), False),
        (Stamped("", JUNE), True),
        (Stamped("", MAY), False),  # made before the report
        (Stamped("", None), True),
    ],
)
def test_whose_workbook_it_is(found: Stamped, own: bool) -> None:
    assert found.is_of("a", JUNE) is own


def test_what_is_no_workbook_says_nothing(tmp_path: Path) -> None:
    text = tmp_path / "answers.csv"
    text.write_text("pair,decision\n", encoding="utf-8")
    assert stamped(text) == stamped(tmp_path / "nowhere.xlsx") == Stamped()
    with ZipFile(tmp_path / "other.zip", "w") as parts:
        parts.writestr("docProps/core.xml", "<dcterms:created>2026-99-99T00:00:00Z<")
    assert stamped(tmp_path / "other.zip") == Stamped()
