"""The page: one file without address or script, in order, and escaped."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from cohortmatch.disclosure.marking import Marking
from cohortmatch.reporting import CrossReference
from cohortmatch.reporting.page import page_bytes
from sketches import SAME_NAME, Sketch, answer, borough


class Outline(HTMLParser):
    """What a page is made of."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, *names: str) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs in self.tags if tag in names]


@pytest.fixture(scope="module")
def page(result: CrossReference) -> str:
    return page_bytes(result.view, Marking("OFFICIAL-SENSITIVE")).decode()


@pytest.fixture(scope="module")
def outline(page: str) -> Outline:
    return Outline(page)


def test_no_address_and_no_script(page: str, outline: Outline) -> None:
    assert not re.search(r"https?:|//|url\(|@import|javascript:", page)
    assert not outline.all("script", "link", "iframe", "img", "object", "form")
    assert not [a for _, attrs in outline.tags for a in attrs if a.startswith("on")]
    assert {str(a["href"])[0] for a in outline.all("a")} == {"#"}


def test_ids_are_unique_and_links_lead_somewhere(outline: Outline) -> None:
    ids = [attrs["id"] for _, attrs in outline.tags if "id" in attrs]
    assert len(set(ids)) == len(ids)
    assert {str(a["href"])[1:] for a in outline.all("a")} <= set(map(str, ids))


def test_headings_stand_in_order(outline: Outline) -> None:
    levels = [int(tag[1]) for tag, _ in outline.tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_language_skip_link_and_landmarks(outline: Outline) -> None:
    assert outline.all("html")[0]["lang"] == "en-GB"
    assert outline.all("a")[0] == {"class": "skip", "href": "#main"}
    assert outline.all("main")[0]["id"] == "main"
    assert outline.all("header") and outline.all("footer") and outline.all("nav")


def test_every_table_heading_has_a_scope(outline: Outline) -> None:
    assert outline.all("th")
    assert {th.get("scope") for th in outline.all("th")} == {"col", "row"}


def test_what_scrolls_can_be_reached_by_keyboard(outline: Outline) -> None:
    scrolling = [a for a in outline.all("div") if "scroll" in str(a.get("class"))]
    assert scrolling
    assert all(a["tabindex"] == "0" and a["aria-label"] for a in scrolling)


def test_what_lists_say_is_escaped(page: str) -> None:
    assert "<td>&lt;b&gt;DC&lt;/b&gt; &amp; Co" in page
    assert "<b>DC</b>" not in page


def test_each_person_is_a_card_with_every_lists_own_status(page: str) -> None:
    card = page[page.index('id="P0001"') : page.index('id="P0003"')]
    assert "<b>Mary ARDEN</b> 4 Mar 1990 (age 36)" in card
    assert "<tr><th scope=row>RAG or risk<td>Red<td>–<td>–<td>–" in card
    assert "<tr><th scope=row>MAPPA level<td>–<td>2<td>–<td>–" in card
    assert "<tr><th scope=row>Who leads<td>–<td>PC Made Up<td>–<td>–" in card
    assert "<tr><th scope=row>Postcode (differs)<td>ZZ1 1AA<td>–<td>ZZ9 9AA<td>ZZ9 9AA" in card
    assert "<b>Suggested lead:</b> MAPPA" in card
    assert "✓ IOM, ✓ MAPPA, ✓ NPS" in card
    assert "Postcode: ZZ1 1AA (IOM), ZZ9 9AA (NPS)" in card
    assert "IOM:9 and MAPPA:2: surname, forename, date of birth, PNC ID: the same" in card


def test_each_part_says_the_order_of_its_people(page: str) -> None:
    told = "Those on most panels come first, then those on most registers, then they go by name."
    assert page.count(told) == 3  # the table, the cards, and those on a panel and a register
    assert page.count("then the most serious colour, then they go by name.") == 1


def test_one_line_a_person_leads_to_the_card(page: str) -> None:
    table = page[page.index('id="panels"') : page.index('id="overlap"')]
    line = table[table.index('<a href="#P0001">') :].split("\n")[0]
    cells = [re.sub("<[^>]*>", "", cell) for cell in re.split("<t[dh][^>]*>", line)]
    assert cells[1:4] == ["Mary ARDEN", "4 Mar 1990", "36"]
    assert cells[-1] == "Certain" and "✓\u00a0NPS" in cells
    assert page.index('<a href="#P0001">') < page.index('<details class=card id="P0001">')


def test_what_is_to_check_stands_apart(page: str) -> None:
    card = page[page.index('id="P0002"') : page.index('id="P0004"')]
    assert '<span class="check">Probably the same, check</span>' in card
    assert "? MAPPA" in card and "MAPPA:3 (to check)" in card


def test_blank_cells_say_not_recorded(page: str) -> None:
    assert "date of birth not recorded" not in page
    assert page.count("Not recorded") > 5


def test_marking_stands_on_screen_and_on_every_printed_page(page: str) -> None:
    assert page.count('<p class="marking">OFFICIAL-SENSITIVE</p>') == 2
    assert 'content: "OFFICIAL\\2d SENSITIVE"' in page


def test_the_delete_by_date_stands_on_screen_and_on_every_printed_page() -> None:
    marking = Marking("OFFICIAL", date(2026, 6, 1), date(2027, 6, 1))
    page = page_bytes(borough().view, marking).decode()
    assert page.count("As of 1 Jun 2026. Delete by 1 Jun 2027") == 1
    foot = re.search(r'@bottom-left { content: "(.*?)";', page)
    assert foot is not None
    said = re.sub(r"\\([0-9a-f]+) ", lambda code: chr(int(code[1], 16)), foot[1])
    assert said == "As of 1 Jun 2026. Delete by 1 Jun 2027"


def test_a_marking_cannot_break_out_of_the_style() -> None:
    page = page_bytes(borough().view, Marking('"}</style><b>')).decode()
    assert page.count("</style>") == 1


def test_figure_has_a_text_alternative(page: str, outline: Outline) -> None:
    (svg,) = outline.all("svg")
    assert svg["role"] == "img" and svg["aria-labelledby"] == "fig-title fig-desc"
    assert "IOM and MAPPA: 3 people." in page


def test_nothing_found_is_a_page_all_the_same(nothing: CrossReference) -> None:
    page = page_bytes(nothing.view, Marking("")).decode()
    assert "<svg" not in page and "Nobody is on more than one panel." in page


def test_a_report_of_4000_listings_stays_small() -> None:
    """Under 2.5 MB, everybody on three lists with addresses, numbers and five columns of status."""
    status = {f"Status {n}": "status" for n in range(5)}
    heads = {"N": "name", "B": "date_of_birth", "PNC": "pnc", "P": "address", **status}
    rows = {
        n: (f"Forename{n} Surname{n}", "1990-03-04", f"2087/{n:07d}A", "1 Sketched Road, ZZ1 1AA")
        + ("Something said",) * 5
        for n in range(1334)
    }
    lists = [Sketch(name, heads, rows) for name in ("IOM", "MAPPA", "DIP")]
    links = {
        (f"{a}:{n}", f"{b}:{n}"): (20.0, "same", {**SAME_NAME, "pnc": "same"})
        for n in rows
        for a, b in (("IOM", "MAPPA"), ("MAPPA", "DIP"))
    }
    groups = [[f"{name}:{n}" for name in ("IOM", "MAPPA", "DIP")] for n in rows]
    large = answer(lists, groups, links)
    assert large.counts.on_panels.total == 1334
    assert len(page_bytes(large.view, Marking("OFFICIAL-SENSITIVE"))) < 2_500_000
