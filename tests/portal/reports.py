"""Small reports to publish in tests of the portal, and what a page draws of an edition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

from click.testing import CliRunner

from cohortmatch.cli import app
from cohortmatch.reporting import CrossReference
from cohortmatch.services.agreement_page import agreement_words
from cohortmatch.services.content_version import CONTENT_VERSION
from cohortmatch.services.kept_pairs import kept_pairs
from cohortmatch.services.own_list import own_list
from cohortmatch.services.publication import KeptList, Publication, analyst_content, edition_content
from cohortmatch.version import __version__
from running import AS_OF

HEAD = "Surname,Forename,DOB,RAG\n"
KEY = "0" * 32
ROWS = "Quarmby,Ivor,03/04/1989,Red\nOdell,Una,31/01/1990,Amber\n"


def reported(folder: Path, lists: Mapping[str, str], *more: str, as_of: str = AS_OF) -> Path:
    """The folder of a report on lists (rows below the usual headings, by list)."""
    place = folder / "lists"
    place.mkdir(exist_ok=True)
    for name, rows in lists.items():
        (place / f"{name}.csv").write_text(HEAD + rows, encoding="utf-8")
    out = folder / f"report {as_of}"
    store = ("--store", str(folder / "kept.db"))
    args = ["run", str(place), "-o", str(out), "--as-of", as_of, *store, *more]
    told = CliRunner().invoke(app, args)
    assert told.exit_code == 0, told.stderr
    return out


def publication_of(result: CrossReference, *readers: tuple[str, str]) -> Publication:
    """The content of a result for some readers, each with a purpose, and the analyst."""
    day = date(2027, 1, 1)
    made = [edition_content(result, name, purpose, day) for name, purpose in readers]
    agreement = result.gate.agreement
    about = None if agreement is None else agreement.file.agreement
    return Publication(
        as_of=result.listings.as_of or day,
        by="ann",
        agreement=("", "", "") if about is None else (about.id, about.version, agreement.digest),
        agreement_expires=None if about is None else about.expires,
        delete_by=date(2099, 1, 1),
        report_folder="",
        product_version=__version__,
        content_version=CONTENT_VERSION,
        editions=(analyst_content(result, day), *made),
        pairs=tuple(kept_pairs(result, KEY)),
        lists=tuple(_lists(result)),
        refused=(),
        agreement_words={} if agreement is None else agreement_words(agreement),
    )


def _lists(result: CrossReference) -> Iterator[KeptList]:
    """Every list as a file of its own."""
    listings = result.listings
    for code, info in enumerate(listings.lists):
        content = listings.raw[code].to_csv(index=False).encode()
        rows = own_list(listings, code, KEY).to_json()
        yield KeptList(info.name, f"{info.name}.csv", "", content, rows)


class Drawn(HTMLParser):
    """The tables, and the pairs of term and value, of a page, by the sheet that each is of."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self.cards: dict[str, list[list[tuple[str, str]]]] = {}
        self.text = ""
        self._sheet, self._cell, self._term = "", None, ""
        self._is_marking = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._sheet = dict(attrs).get("data-sheet") or self._sheet
        if not self._sheet:
            return
        if tag == "tr" and dict(attrs).get("class") == "portal-marking":
            self._is_marking = True  # of the paper, and of no sheet
        if self._is_marking:
            return
        if tag == "tr":
            self.tables.setdefault(self._sheet, []).append([])
        if tag == "dl":
            self.cards.setdefault(self._sheet, []).append([])
        if tag in ("td", "th", "dt", "dd"):
            self._cell = ""

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._cell is not None:
            self._cell += data

    def handle_endtag(self, tag: str) -> None:
        self._is_marking = self._is_marking and tag != "tr"
        if self._cell is None:
            return
        if tag in ("td", "th"):
            self.tables[self._sheet][-1].append(self._cell)
        elif tag == "dt":
            self._term = self._cell
        elif tag == "dd":
            self.cards[self._sheet][-1].append((self._term, self._cell))
        if tag in ("td", "th", "dt", "dd"):
            self._cell = None
