"""Every page in a real browser: accessible, by keyboard alone, without scripts, and in print."""

from __future__ import annotations

import re
from typing import Any

import pytest

from .conftest import Report, pages_of, program

PAGES = ("whole", "edition", "statistics")
SECRET = ("whole", "edition")
Seen = dict[str, dict[str, Any]]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("how", ["light", "dark", "phone"])
def test_axe_finds_no_fault_against_wcag_22_aa(seen: Seen, page: str, how: str) -> None:
    found = seen[page][how]
    assert found["violations"] == []
    assert found["passes"] > 10


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_wider_than_a_phone(seen: Seen, page: str) -> None:
    """At 320 pixels only tables and figures scroll, each in its own frame."""
    assert seen[page]["phone"]["wide"] <= 0


@pytest.mark.parametrize("page", PAGES)
def test_every_control_is_reached_by_tab_in_order_and_seen(seen: Seen, page: str) -> None:
    keyboard = seen[page]["keyboard"]
    assert keyboard["order"] == list(range(keyboard["wanted"]))
    assert keyboard["unmarked"] == 0


def test_a_card_opens_by_keyboard(seen: Seen) -> None:
    assert seen["whole"]["keyboard"]["opened"]
    for page in ("edition", "statistics"):
        assert seen[page]["keyboard"]["opened"] is None  # it has no cards


@pytest.mark.parametrize("page", PAGES)
def test_it_works_with_scripts_off(seen: Seen, page: str) -> None:
    found = seen[page]["withoutScripts"]
    assert found["headline"].endswith(".") and "panel" in found["headline"]
    if page == "whole":
        assert (found["before"], found["after"]) == (False, True)


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_asked_of_any_network(seen: Seen, page: str) -> None:
    asked = [url for url in seen[page]["asked"] if not url.startswith("the page itself")]
    assert asked == []


@pytest.mark.parametrize("page", PAGES)
def test_no_address_stands_in_it(report: Report, page: str) -> None:
    text = report.pages[page].read_text(encoding="utf-8")
    assert not re.search(r"\w+://|url\(|@import|javascript:", text)


@pytest.mark.parametrize("page", SECRET)
def test_every_printed_page_is_marked_and_dated(seen: Seen, page: str) -> None:
    program("pdftotext")
    prints = pages_of(seen[page]["pdf"])
    assert prints
    assert all(text.count("OFFICIAL-SENSITIVE") >= 2 for text in prints)
    assert all("As of 1 Jun 2026. Delete by 1 Jun 2027" in text for text in prints)
    assert f"Page 1 of {len(prints)}" in prints[0]


def test_printed_statistics_are_marked_and_dated(seen: Seen) -> None:
    program("pdftotext")
    prints = pages_of(seen["statistics"]["pdf"])
    assert all("OFFICIAL" in text and "As of 1 Jun 2026" in text for text in prints)


@pytest.mark.parametrize("page", ["whole", "statistics"])
def test_every_figure_has_a_text_alternative(report: Report, page: str) -> None:
    text = report.pages[page].read_text(encoding="utf-8")
    figures = re.findall(r"<svg[^>]*>", text)
    assert len(figures) > (3 if page == "whole" else 0)
    assert all('role="img"' in each for each in figures)
    assert all("aria-label" in each for each in figures)
    assert "<desc" in text and "What changed most" in (
        text if page == "whole" else "What changed most"
    )
