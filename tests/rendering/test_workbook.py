"""Both workbooks in LibreOffice: they open, and print as they should."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import pages_of


def pages_titled(prints: list[str], title: str) -> list[str]:
    """The pages of one sheet, known by the foot of each."""
    return [text for text in prints if f"{title}: page " in text]


@pytest.mark.parametrize("book", ["whole", "edition"])
def test_it_opens_and_every_printed_page_is_marked_and_dated(
    printed: dict[str, Path], book: str
) -> None:
    prints = pages_of(printed[book])
    assert prints
    assert all(text.count("OFFICIAL-SENSITIVE") >= 2 for text in prints)
    assert all("As of 1 Jun 2026. Delete by 1 Jun 2027" in text for text in prints)


def test_the_summary_prints_on_one_side(printed: dict[str, Path]) -> None:
    (summary,) = pages_titled(pages_of(printed["whole"]), "Summary")
    assert "people are on more than one panel" in summary
    assert "Since the last run on 1 May 2026" in summary


def test_every_sheet_prints_one_page_wide(printed: dict[str, Path]) -> None:
    """A sheet's first and last printed columns stand on one page."""
    prints = pages_of(printed["whole"])
    people = pages_titled(prints, "On several panels")
    assert all("Ref" in text and "Details that differ" in text for text in people)
    assert not any("Why we think so" in text for text in people)


def test_the_sheets_of_what_is_remembered_are_filled(printed: dict[str, Path]) -> None:
    text = "\n".join(pages_of(printed["whole"]))
    assert "Newly on several panels" in text
    assert pages_titled(pages_of(printed["whole"]), "Trends")


def test_an_edition_says_for_whom(printed: dict[str, Path]) -> None:
    prints = pages_of(printed["edition"])
    assert all("OFFICIAL-SENSITIVE: for IOM" in text for text in prints)
    assert pages_titled(prints, "Agenda")
