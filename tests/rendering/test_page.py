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
@pytest.mark.parametrize("how", ["light", "dark", "phone", "print"])
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


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("how", ["light", "phone", "print"])
def test_no_reference_and_no_number_breaks(seen: Seen, page: str, how: str) -> None:
    """ "P0018" is never "P001" and, below, "8"."""
    assert seen[page][how]["broken"] == []


def test_cards_flow_and_stay_whole_in_print(seen: Seen) -> None:
    """A side has nearly three cards or more on average, and no card goes on to the next one."""
    program("pdftotext")
    prints = pages_of(seen["whole"]["pdf"])
    cards = [text.count("What differs:") for text in prints]
    assert [text.count("Detail ") for text in prints] == cards
    sides = [number for number in cards if number]
    assert sum(sides) >= 2.5 * len(sides)


def test_people_stand_in_one_line_each_before_their_cards(seen: Seen) -> None:
    program("pdftotext")
    prints = pages_of(seen["whole"]["pdf"])
    first = next(n for n, text in enumerate(prints) if "On several panels" in text)
    assert first == 0
    lines = [line for text in prints[:3] for line in text.splitlines()]
    people = [line for line in lines if re.match(r" *P\d{4} ", line)]
    assert len(people) > 5
    assert all(re.search(r"(Certain|To check)( |$)", line) for line in people)


def test_no_heading_is_alone_at_the_foot_of_a_side(report: Report, seen: Seen) -> None:
    program("pdftotext")
    text = report.pages["whole"].read_text(encoding="utf-8")
    heads = set(re.findall(r"<h2[^>]*>([^<]+)</h2>", text))
    heads -= {"Under 18"}  # what a row of a table says too
    assert len(heads) > 10
    for side in pages_of(seen["whole"]["pdf"]):
        *_, last, _ = filter(None, map(str.strip, side.splitlines()))
        assert last not in heads


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
