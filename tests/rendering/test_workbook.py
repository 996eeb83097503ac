"""Both workbooks in LibreOffice: they open, and print as they should."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from .conftest import pages_of, run

ASCENT_TO_DESCENT = 1.117
"""How much higher a line of Arial, or of what stands in for it, is than its size."""


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


@pytest.mark.parametrize("book", ["whole", "edition"])
def test_every_sheet_is_printed_in_a_size_that_can_be_read(
    printed: dict[str, Path], book: str
) -> None:
    """The size of most words on each page is 8 points or more."""
    box = re.compile(r'yMin="([0-9.]+)" xMax="[0-9.]+" yMax="([0-9.]+)"')
    pages = run("pdftotext", "-bbox", printed[book], "-").split("<page ")[1:]
    assert pages
    for page in pages:
        sizes = (float(b) - float(a) for a, b in box.findall(page))
        usual, _ = Counter(round(size / ASCENT_TO_DESCENT, 1) for size in sizes).most_common(1)[0]
        assert usual >= 8.0, page[:1500]
