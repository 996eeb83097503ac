"""The page: the whole report in one HTML file.

It holds no address and no script, works from the keyboard, in print, light and dark; what the
lists say is escaped. The people on several panels are printed in full, those on a register by
their line only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from cohortmatch.reporting.contents.method import method
from cohortmatch.reporting.contents.people import DOUBT, KEY, TICK, differing
from cohortmatch.reporting.contents.quality import quality
from cohortmatch.reporting.contents.repeats import repeats
from cohortmatch.reporting.contents.summary import overlap_table, read_first, run_details
from cohortmatch.reporting.details import spoken
from cohortmatch.reporting.figure import combinations, figure
from cohortmatch.reporting.persons import Person
from cohortmatch.reporting.questions import Question
from cohortmatch.reporting.sheets import Cell, Sheet
from cohortmatch.reporting.tables import side
from cohortmatch.reporting.view import View
from cohortmatch.reporting.words import NOT_RECORDED, band_words, listed
from cohortmatch.types import Band

if TYPE_CHECKING:
    from jinja2 import Environment

TITLE = "Cross-reference of risk panel lists"
TEMPLATES = "cohortmatch.reporting"


class Card(NamedTuple):
    """One person as the page shows them; a row is listing, name, date of birth, numbers, postcode
    and what the list itself says."""

    ref: str
    name: str
    born: str
    lists: str
    certain: bool
    how_sure: str
    rows: list[tuple[str, ...]]
    others: str
    why: list[str]
    differs: list[str]


class Pair(NamedTuple):
    """One pair to decide as the page shows it; rows as on a person's card."""

    names: str
    ids: str
    how_sure: str
    rows: list[tuple[str, ...]]
    agrees: str
    differs: str
    missing: str


class Part(NamedTuple):
    """One part of the page; `number` is how many it holds, `sheet` its content if it is a table."""

    id: str
    title: str
    number: str | None = None
    sheet: Sheet | None = None


def page_bytes(view: View, marking: str) -> bytes:
    """The page as it stands in a file."""
    text = environment().get_template("page.html").render(**_content(view, marking))
    return text.encode("utf-8", errors="replace")


@cache
def environment() -> Environment:
    """The templates, every value escaped."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    made = Environment(
        loader=FunctionLoader(_template),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["cell"] = cell_text
    return made


def _template(name: str) -> str:
    return files(TEMPLATES).joinpath("templates").joinpath(name).read_text(encoding="utf-8")


def cell_text(cell: Cell, kind: str = "") -> str:
    """A table's cell in words."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return spoken(cell)
    if isinstance(cell, str):
        return cell
    return f"{cell:.0%}" if kind == "share" else f"{cell:,}"


def _content(view: View, marking: str) -> dict[str, Any]:
    tally, as_of = view.counts, view.listings.as_of
    names, every = combinations(tally)
    plain = _plain_parts(view)
    return {
        "title": TITLE,
        "day": spoken(as_of) if as_of else "",
        "marking": marking,
        "style": _style(marking),
        "counts": tally,
        "lines": [line for line in (tally.second, tally.spread, tally.asked) if line],
        "parts": _parts(view, plain),
        "read_first": read_first(view),
        "fig": figure(tally),
        "combinations": [(listed([names[row] for row in c.panels]), c.people) for c in every],
        "overlap": overlap_table(view),
        "key": KEY,
        "on_panels": _cards(view, view.on_panels),
        "with_register": _cards(view, view.with_register),
        "questions": [_pair(view, question) for question in view.questions],
        "plain": plain,
        "method": method(view).table.rows,
        "run_details": run_details(view),
    }


def _parts(view: View, plain: Sequence[Part]) -> list[Part]:
    return [
        Part("first", "Read this first"),
        Part("overlap", "How the lists overlap"),
        Part("panels", "On several panels", f"{len(view.on_panels):,}"),
        Part("registers", "On a panel and a register", f"{len(view.with_register):,}"),
        Part("review", "To review", f"{len(view.questions):,}"),
        *plain,
        Part("method", "Method and limits"),
    ]


def _plain_parts(view: View) -> list[Part]:
    sheets = {"repeats": repeats(view), "quality": quality(view)}
    return [
        Part(name, sheet.title, f"{len(sheet.table.rows):,}", sheet)
        for name, sheet in sheets.items()
    ]


def _cards(view: View, people: Iterable[Person]) -> list[Card]:
    return [_card(view, person) for person in people]


def _card(view: View, person: Person) -> Card:
    born = " or ".join(map(spoken, view.details.born(person.listings)))
    listings = sorted(person.listings, key=view.list_code.__getitem__)
    age = f" (age {view.age_words(person)})" if born and view.listings.as_of else ""
    return Card(
        ref=person.person_id,
        name=view.title(person),
        born=f"{born}{age}" if born else f"date of birth {NOT_RECORDED.lower()}",
        lists=", ".join(_marked(view, person, code) for code in person.lists),
        certain=person.sureness == "certain",
        how_sure=person.how_sure,
        rows=[_row(view, i, "" if i in person.core else " (to check)") for i in listings],
        others="; ".join(view.other_names(person)),
        why=[view.join_words(join) for join in person.joins],
        differs=differing(view, person),
    )


def _marked(view: View, person: Person, code: int) -> str:
    certain, _ = view.found_on(person, code)
    return f"{TICK if certain else DOUBT} {view.list_names[code]}"


def _row(view: View, listing: int, mark: str = "") -> tuple[str, ...]:
    written = side(view, listing)
    told = (text or NOT_RECORDED for text in written)
    status = "; ".join(view.written.status(listing))
    return (f"{view.ids[listing]}{mark}", *told, status or NOT_RECORDED)


def _pair(view: View, question: Question) -> Pair:
    sides = (question.left, question.right)
    phrases = view.phrases(question.link)
    return Pair(
        names=" and ".join(view.written.name(i).text or NOT_RECORDED for i in sides),
        ids=" and ".join(view.ids[i] for i in sides),
        how_sure=band_words(Band.check, question.weight),
        rows=[_row(view, i) for i in sides],
        agrees=phrases.agrees or "nothing outright",
        differs=phrases.differs or "nothing",
        missing=view.missing_words(question) or "nothing",
    )


def _style(marking: str) -> Any:
    """The style sheet with the marking in it, each sign of the marking escaped."""
    from markupsafe import Markup

    escaped = "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in marking)
    return Markup(re.sub("MARKING", lambda _: f'"{escaped}"', _template("style.css")))
