"""The page: the whole report in one HTML file.

It holds no web address and no script, and works from the keyboard, in print, light and dark. Values
from lists are escaped. People on several panels are printed in full, people on a register as one
line. Every listing, row by row, is in the workbook and in memberships.csv only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from cohortmatch.core.plurals import count
from cohortmatch.disclosure.marking import Marking
from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.linkage.explanations import listed
from cohortmatch.people.details import spoken
from cohortmatch.reporting.cards import card, pair
from cohortmatch.reporting.figure import combinations, figure
from cohortmatch.reporting.sheet import Cell, ReportSheet, SheetTable, at_most
from cohortmatch.reporting.sheets import Sheets
from cohortmatch.reporting.sheets.ages import ages
from cohortmatch.reporting.sheets.changes import changes
from cohortmatch.reporting.sheets.clocks import clocks
from cohortmatch.reporting.sheets.corrections import corrections
from cohortmatch.reporting.sheets.decisions import decisions
from cohortmatch.reporting.sheets.everyone import MOST_ON_PAGE, everyone, without_cards
from cohortmatch.reporting.sheets.families import families, has_families
from cohortmatch.reporting.sheets.method import method
from cohortmatch.reporting.sheets.neighbours import neighbours
from cohortmatch.reporting.sheets.panel_figures import panel_figures
from cohortmatch.reporting.sheets.people import A_REGISTER, KEY, ORDER, in_short
from cohortmatch.reporting.sheets.quality import points, quality
from cohortmatch.reporting.sheets.quarters import quarters
from cohortmatch.reporting.sheets.repeats import repeats
from cohortmatch.reporting.sheets.summary import (
    overlap_table,
    read_first,
    run_details,
    summary_lines,
)
from cohortmatch.reporting.sheets.tasking import tasking
from cohortmatch.reporting.trends_part import trends_part, where_part

if TYPE_CHECKING:
    from jinja2 import Environment

TITLE = "Cross-reference of risk panel lists"
TEMPLATES = "cohortmatch.reporting"
IN_FULL = "On several panels: each person, list by list"
IN_WORKBOOK = "There are too many for this page: see the workbook."
ALL_SHOWN = 60
"""A table of more rows than this is folded up."""


class PagePart(NamedTuple):
    """One part of the page; `number` is how many it holds."""

    id: str
    title: str
    number: str | None = None


class Plain(NamedTuple):
    """A part that is a sentence and tables: each table with its caption, folded up or not."""

    id: str
    title: str
    sentence: str
    tables: list[tuple[str, SheetTable, bool]]
    number: str = ""

    @property
    def part(self) -> PagePart:
        """Its entry in the contents: with its number, or else how many rows it has."""
        rows = sum(len(table.rows) for _, table, _ in self.tables)
        return PagePart(self.id, self.title, self.number or f"{rows:,}")


def page_bytes(view: Redacted, marking: Marking, sheets: Sheets | None = None) -> bytes:
    """The bytes of the page; `sheets` are those of the same view, where they exist."""
    return rendered("page.html", marking, _content(view, sheets or Sheets(view)))


def rendered(template: str, marking: Marking, content: dict[str, Any]) -> bytes:
    """A page from its template, marked."""
    shared = {
        "marking": marking.text,
        "dated": marking.dated,
        "style": _style(marking),
        "title": TITLE,
        "day": spoken(marking.day) if marking.day else "",
    }
    text = environment().get_template(template).render(**(shared | content))
    return text.encode("utf-8", errors="replace")


@cache
def environment() -> Environment:
    """The templates, every value escaped."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    made = Environment(
        loader=FunctionLoader(template_text),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["cell"] = cell_text
    made.filters["row"] = row_of_cells
    return made


def template_text(name: str) -> str:
    """The text of a template or a style sheet."""
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


def row_of_cells(cells: Sequence[Cell], kinds: Sequence[str]) -> Any:
    """A table's row, its first cell the head, each cell set by the kind of its column."""
    from markupsafe import Markup, escape

    first, *rest = cells
    told = [f"<th scope=row>{escape(cell_text(first))}"]
    for cell, kind in zip(rest, kinds[1:], strict=True):
        told.append(f"<td{_class(cell, kind)}>{escape(cell_text(cell, kind))}")
    return Markup("".join(told))


def _class(cell: Cell, kind: str) -> str:
    """The class of a cell: of numbers, of a date, or of none."""
    if isinstance(cell, int | float) or kind in ("number", "share"):
        return " class=n"
    return " class=d" if kind == "date" and not isinstance(cell, str) else ""


def _content(view: Redacted, sheets: Sheets) -> dict[str, Any]:
    names, every = combinations(view.counts)
    before, after = _before(view, sheets), _after(view, sheets)
    return {
        "counts": view.counts,
        "lines": summary_lines(view),
        "parts": _parts(view, before, after),
        "read_first": read_first(view),
        "fig": figure(view.counts),
        "combinations": [(listed([names[row] for row in c.panels]), c.people) for c in every],
        "overlap": overlap_table(view),
        "key": f"{KEY} {ORDER}",
        "a_register": A_REGISTER,
        "in_short": in_short(view, view.on_panels),
        "on_panels": [card(view, person) for person in view.on_panels],
        "with_register": [card(view, person) for person in view.with_register],
        "questions": [pair(view, question) for question in view.questions],
        "before": before,
        "after": after,
        "where": where_part(view),
        "trends": trends_part(view),
        "in_full": IN_FULL,
        "method": sheets.of(method).table.rows,
        "run_details": run_details(view),
    }


def _parts(view: Redacted, before: Sequence[Plain], after: Sequence[Plain]) -> list[PagePart]:
    return [
        PagePart("first", "Read this first"),
        PagePart("panels", "On several panels", f"{len(view.on_panels):,}"),
        PagePart("overlap", "How the lists overlap"),
        *([PagePart("people", IN_FULL)] if view.on_panels else []),
        PagePart("registers", "On a panel and a register", f"{len(view.with_register):,}"),
        PagePart("review", "To review", f"{len(view.questions):,}"),
        *(plain.part for plain in before),
        PagePart("where", "Where to look"),
        PagePart("trends", "Trends"),
        *(plain.part for plain in after),
        PagePart("method", "Method and limits"),
    ]


def _before(view: Redacted, sheets: Sheets) -> list[Plain]:
    """The parts that are tables and stand before the trends."""
    return [
        plain("everyone", without_cards(view, sheets.of(everyone))),
        plain("clocks", sheets.of(clocks)),
        plain("tasking", sheets.of(tasking)),
        *([listing("families", sheets.of(families))] if has_families(view) else []),
        plain("figures", sheets.of(panel_figures)),
        listing("neighbours", sheets.of(neighbours)),
        plain("ages", sheets.of(ages)),
        plain("changes", sheets.of(changes)),
    ]


def _after(view: Redacted, sheets: Sheets) -> list[Plain]:
    """The parts that are tables and stand after the trends."""
    return [
        plain("quarters", sheets.of(quarters)),
        by_list("corrections", sheets.of(corrections)),
        plain("repeats", sheets.of(repeats)),
        plain("quality", sheets.of(quality))._replace(number=f"{points(view):,} to look at"),
        plain("decisions", sheets.of(decisions)),
    ]


def plain(ident: str, sheet: ReportSheet) -> Plain:
    """A sheet as a part with one table."""
    tables = [(sheet.title, sheet.table, len(sheet.table.rows) > ALL_SHOWN)]
    return Plain(ident, sheet.title, sheet.sentence, tables if sheet.table.rows else [])


def listing(ident: str, sheet: ReportSheet) -> Plain:
    """A sheet that may list everybody on a panel, as a part: of too many none."""
    return plain(ident, at_most(sheet, MOST_ON_PAGE, IN_WORKBOOK))


def by_list(ident: str, sheet: ReportSheet) -> Plain:
    """A sheet whose first column is the list, as a part with one table a list, folded up; without
    its last column, which only says again what the others show."""
    rows: dict[str, list[Sequence[Cell]]] = {}
    for cells in sheet.table.rows:
        rows.setdefault(str(cells[0]), []).append(cells[1:-1])
    heads = sheet.table.columns[1:-1]
    tables = [
        (f"For {name}: {count(len(own), 'row')}", SheetTable(sheet.table.name, heads, own), True)
        for name, own in rows.items()
    ]
    return Plain(ident, sheet.title, sheet.sentence, tables)


def _style(marking: Marking) -> Any:
    """The style sheet with the marking and its dates, for each printed page."""
    from markupsafe import Markup

    stands = {"MARKING": _quoted(marking.text), "DATED": _quoted(marking.dated)}
    return Markup(re.sub("MARKING|DATED", lambda word: stands[word[0]], template_text("style.css")))


def _quoted(text: str) -> str:
    """A text of the style sheet, each of its characters that could end it escaped."""
    escaped = "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):x} " for c in text)
    return f'"{escaped}"'
