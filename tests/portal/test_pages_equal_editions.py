"""Each page and file of a panel equals, cell for cell, the edition that `run --for` writes.

The pages are read as a browser gets them, the edition as Excel opens it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from html import unescape

import pandas as pd
import pytest
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings

import cohortmatch as cm
from cohortmatch.core.errors import SettingsError
from cohortmatch.disclosure.agreement import Choices
from cohortmatch.disclosure.sharing_agreement import SharingAgreement
from cohortmatch.disclosure.sharing_agreement.recipients import parties
from cohortmatch.people.meetings import Meeting
from cohortmatch.portal.models import PublishedEdition
from cohortmatch.portal.places import PortalFolder
from cohortmatch.portal.published.publishing import put_in_place, shown_now
from cohortmatch.reporting import CrossReference
from cohortmatch.reporting.edition import Edition
from disclosed import CHOICES, frames
from disclosure.agreeing import PURPOSES, names_everything, wide_agreements
from laws.strategies import law
from portal.reports import Drawn, publication_of
from portal.visiting import account, logged_in
from published import Rows, tables_of, workbook_of
from tracked import AS_OF, PEOPLE, a_list, matched

Reader = tuple[str, str]
"""By what name and for which purpose an edition is made."""
LINK = re.compile(r'href="(/panels/[^"]*/people/[^"]*/)"')
NO_SHRINKING = [each for each in Phase if each is not Phase.shrink]
NEXT = re.compile(r'rel="next"')


class Browsers:
    """A browser for the member of each label, with no other right."""

    def __init__(self) -> None:
        self._known: dict[str, Client] = {}

    def of(self, label: str) -> Client:
        """The browser of whoever has this edition alone."""
        if label not in self._known:
            role = ("analyst", "") if label == "analyst" else ("member", label)
            self._known[label] = logged_in(account(f"user{len(self._known)}", role))
        return self._known[label]


def page_of(browser: Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def sheet_of(browser: Client, address: str, slug: str) -> tuple[Rows, set[str], str]:
    """The table of a sheet over all its pages, where its names lead, and the words of its pages."""
    rows: Rows = []
    links: set[str] = set()
    words, number = "", 1
    while True:
        page = page_of(browser, f"{address}sheets/{slug}/?page={number}")
        drawn = Drawn(page)
        words += drawn.text
        table = drawn.tables.get(slug, [])
        rows += table[1:] if rows else table
        links |= set(LINK.findall(page))
        if not NEXT.search(page):
            return rows, links, words
        number += 1


def slug_of(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")


def as_page(table: Rows) -> Rows:
    """A workbook's table as a page draws it: no table where its only row says that it is empty."""
    is_empty = len(table) == 2 and not any(table[1][1:]) and len(table[0]) > 1
    return [] if is_empty else table


def holds_the_law(browser: Client, edition: Edition, slug: str) -> None:
    """Every page and file of an edition says what the edition says, and nothing else."""
    files = edition.files()
    tables = tables_of(workbook_of(files.items()))
    address = f"/panels/{slug}/"
    overview = page_of(browser, address)
    shown = re.findall(rf'href="{address}sheets/([^"/]*)/"', overview)
    assert shown == [slug_of(each.title) for each in edition.sheets]
    cards: dict[str, set[str]] = {}
    for sheet in edition.sheets:
        rows, links, words = sheet_of(browser, address, slug_of(sheet.title))
        assert rows == as_page(tables[sheet.title]), sheet.title
        told = (sheet.sentence, *sheet.lines, *(text for _, text in sheet.notes))
        assert all(each in words for each in told), sheet.title
        cards[sheet.title] = links
    if edition.chair is not None:
        agenda = Drawn(page_of(browser, f"{address}agenda/")).tables
        assert agenda.get("for-the-chair", []) == as_page(tables["For the chair"])
    every = {each for links in cards.values() for each in links}
    assert len(every) == edition.size
    said = [(slug_of(title), table) for title, table in tables.items() if "Ref" in table[0]]
    for link in every:
        page = page_of(browser, link)
        (ref,) = re.findall(r"Reference (\d+)", page)
        (name,) = re.findall(r"<h1[^>]*>(.*?)</h1>", page)
        told = {title: rows_about(table, ref, unescape(name)) for title, table in said}
        assert Drawn(page).cards == {title: rows for title, rows in told.items() if rows}
    names = re.findall(
        rf'href="{address}files/([^"]+)" download', page_of(browser, f"{address}files/")
    )
    assert {n: browser.get(f"{address}files/{n}").content for n in names} == files


def rows_about(table: Rows, ref: str, name: str) -> list[list[tuple[str, str]]]:
    """What a table's rows about somebody say beside the reference and the name of their card."""
    heads, known = table[0], {("Ref", ref), ("Name", name)}
    mine = (row for row in table[1:] if row[heads.index("Ref")] == ref)
    told = ([each for each in zip(heads, row, strict=True) if each[1]] for row in mine)
    return [left for row in told if (left := [each for each in row if each not in known])]


def published(result: CrossReference, wanted: Iterable[Reader]) -> list[tuple[Edition, str]]:
    """The editions of those readers who have one, each with its slug, once they are published."""
    readers, made = [], []
    for name, purpose in wanted:
        try:
            made.append(result.edition(name, purpose))
            readers.append((name, purpose))
        except SettingsError:
            continue
    if made:
        put_in_place(publication_of(result, *readers), shown_now())
    slugs = dict(PublishedEdition.objects.values_list("label", "slug"))
    return [(each, slugs[each.label]) for each in made]


def fixtures_last(examples: int) -> settings:
    """A law's settings with a portal that stays for all examples."""
    checks = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    return settings(law(examples), suppress_health_check=checks, phases=NO_SHRINKING)


@fixtures_last(10)
@given(lists=frames(), choices=CHOICES)
def test_without_an_agreement(
    portal: PortalFolder, lists: dict[str, pd.DataFrame], choices: Choices
) -> None:
    result = cm.match(lists, plan=cm.Plan(as_of=date(2026, 6, 1), report=choices))
    panels = [(i.name, "") for i in result.listings.lists if i.kind == "panel"]
    browsers = _browsers(portal)
    for edition, slug in published(result, panels):
        holds_the_law(browsers.of(edition.label), edition, slug)


@fixtures_last(10)
@given(lists=frames(), agreement=wide_agreements())
def test_under_an_agreement(
    portal: PortalFolder, lists: dict[str, pd.DataFrame], agreement: SharingAgreement
) -> None:
    result = cm.match(lists, plan=cm.Plan(as_of=date(2026, 6, 1), agreement=agreement))
    wanted = [(each.recipient, each.purpose) for each in parties(agreement) if each.panel]
    browsers = _browsers(portal)
    for edition, slug in published(result, wanted):
        holds_the_law(browsers.of(edition.label), edition, slug)


@pytest.mark.parametrize("purpose", PURPOSES)
def test_a_recipient_of_several_purposes_sees_each_as_its_own(
    portal: PortalFolder, purpose: str
) -> None:
    """The law's editions are some: this one is made for each purpose."""
    rows = {"Quarmby": {"RAG": "Red", "Barber": "Todd"}, "Odell": {"RAG": "Amber"}}
    lists = {name: a_list(rows) for name in ("IOM", "SGV", "DIP")}
    result = cm.match(lists, plan=cm.Plan(as_of=AS_OF, agreement=names_everything()))
    both = [("MPS IOM team", each) for each in PURPOSES]
    made = {each.label: (each, slug) for each, slug in published(result, both)}
    label = f"MPS IOM team {purpose}"
    edition, slug = made[label]
    browser = _browsers(portal).of(label)
    holds_the_law(browser, edition, slug)
    page = page_of(browser, f"/panels/{slug}/what-i-may-see/")
    assert f"What the agreement lets MPS IOM team see for {purpose}" in page
    words = PublishedEdition.objects.get(slug=slug).run.agreement_words["rows"]
    own = [row[2:] for row in words if row[:2] == ["MPS IOM team", purpose]]
    body = page.split("What the agreement lets")[1]
    cells = re.findall(r"<t[hd] (?:scope=.row. )?role=.(?:rowheader|cell)[^>]*>([^<]*)<", body)
    assert own and [unescape(each) for each in cells] == [cell for row in own for cell in row]


def test_the_analyst_sees_the_whole_report(portal: PortalFolder) -> None:
    rows = {name: {"RAG": "Red", "Lead officer": "PC Hall"} for name in PEOPLE}
    result = matched({"IOM": rows, "SGV": rows, "MAPPA": {"Odell": {"Level": "2"}}})
    put_in_place(publication_of(result, ("IOM", "")), None)
    browser = _browsers(portal).of("analyst")
    tables = tables_of(workbook_of(result.files().items()))
    for sheet in result.sheets:
        rows_shown, links, _ = sheet_of(browser, "/panels/analyst/", slug_of(sheet.title))
        assert rows_shown == as_page(tables[sheet.title]), sheet.title
        for link in links:
            card = Drawn(page_of(browser, link)).cards.get(slug_of(sheet.title), [])
            heads, *rows_of = tables[sheet.title]
            every = [set(zip(heads, row, strict=True)) for row in rows_of]
            assert all(any(set(told) <= each for each in every) for told in card)


def test_a_sheet_longer_than_a_page_is_shown_whole(
    portal: PortalFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cohortmatch.portal.published.drawing.A_PAGE", 2)
    rows = {name: {"RAG": "Red"} for name in PEOPLE}
    result = matched({"IOM": rows, "SGV": rows})
    ((edition, slug),) = published(result, [("IOM", "")])
    holds_the_law(_browsers(portal).of("IOM"), edition, slug)


@pytest.mark.parametrize("meeting", ["main", "mid-month"])
def test_the_agenda_of_a_meeting_is_that_of_run_for_with_the_meeting(
    portal: PortalFolder, meeting: str
) -> None:
    meetings = (
        Meeting("IOM", "main", {"RAG": ["Red"]}),
        Meeting("IOM", "mid-month", "others", ("name",)),
    )
    rows = {"Quarmby": {"RAG": "Red"}, "Odell": {"RAG": "Amber"}, "Mensah": {"RAG": "Green"}}
    result = matched({"IOM": rows, "SGV": rows}, meetings=meetings)
    ((_, slug),) = published(result, [("IOM", "")])
    browser = _browsers(portal).of("IOM")
    agenda = page_of(browser, f"/panels/{slug}/agenda/")
    assert f'href="/panels/{slug}/agenda/{meeting}/"' in agenda
    own = result.edition("IOM", meeting=meeting)
    drawn = Drawn(page_of(browser, f"/panels/{slug}/agenda/{meeting}/"))
    assert (
        drawn.tables[f"meeting-{meeting}"]
        == tables_of(own.files()[f"{own.stem}.xlsx"])["For the chair"]
    )
    assert own.sheets[0].sentence in drawn.text


def _browsers(portal: PortalFolder) -> Browsers:
    """The browsers of a test, the same for all its examples."""
    return KNOWN.setdefault(portal, Browsers())


KNOWN: dict[PortalFolder, Browsers] = {}


@pytest.fixture(autouse=True)
def _new_browsers() -> None:
    KNOWN.clear()
