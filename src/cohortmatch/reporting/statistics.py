"""Counts that may be published: a page, and tables as CSV, of what `disclosure` shows.

Nothing here sees a true count: pages and tables are made of shown ones only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from cohortmatch.core.plurals import count
from cohortmatch.disclosure.marking import Marking
from cohortmatch.disclosure.published_counts import PEOPLE, SEVERAL, PublishedFigure, quarters
from cohortmatch.disclosure.small_counts import NOT_KNOWN, UNKNOWN, ShownCount, SmallCounts
from cohortmatch.people.details import spoken
from cohortmatch.people.series import Series
from cohortmatch.reporting.page import PagePart, Plain, rendered
from cohortmatch.reporting.sheet import Cell, SheetColumn, SheetTable
from cohortmatch.reporting.table_files import csv_bytes
from cohortmatch.reporting.trend_figure import Lines, line_figure

__all__ = ["CSV", "PAGE", "QUARTERS", "statistics_files"]

PAGE, CSV, QUARTERS = "statistics.html", "statistics.csv", "quarters.csv"
TITLE = "People on risk panels: counts"
LIMITS = (
    f"{NOT_KNOWN} stands for a number that is not known: a list that was not delivered, or a first "
    "month, which cannot say who joined.",
    "Each total is rounded on its own, so rounded parts may not add up to it. Where the nearest "
    "number would give a small count away, the next one is shown.",
    "A person counts if a panel lists them as a subject of its work. Victims, witnesses "
    "and relatives are never counted.",
    "A person on two panels is counted on each, so panels cannot be added up.",
)
"""What a reader must know beside the rule."""

Shown = Mapping[PublishedFigure, ShownCount]


def statistics_files(shown: Shown, rule: SmallCounts, marking: Marking) -> dict[str, bytes]:
    """The files by their names: the page, every figure as CSV, and the quarters as CSV."""
    every = [
        {"day": str(of.day), "panel": of.panel or "All", "figure": of.what, "value": each.text}
        for of, each in shown.items()
    ]
    quarterly = [
        {"quarter": quarter.words, "panel": panel or "All", "figure": what, "value": each.text}
        for (quarter, panel, what), each in quarters(shown, rule).items()
    ]
    return {
        PAGE: _page(shown, rule, marking),
        CSV: csv_bytes(pd.DataFrame(every, columns=["day", "panel", "figure", "value"])),
        QUARTERS: csv_bytes(pd.DataFrame(quarterly, columns=["quarter", *list(every[0])[1:]])),
    }


def _page(shown: Shown, rule: SmallCounts, marking: Marking) -> bytes:
    days = sorted({of.day for of in shown})
    parts = [
        _each_panel(shown, days),
        *(_panel(shown, days, name, n) for n, name in enumerate(_panels(shown), 1)),
        _quarterly(shown, rule),
    ]
    content: dict[str, Any] = {
        "title": TITLE,
        "headline": _headline(shown, days),
        "lines": [rule.sentence],
        "limits": LIMITS,
        "fig": _figure(shown, days),
        "parts": [*(each.part for each in parts), PagePart("limits", "How to read this")],
        "sections": parts,
        "run_details": [],
    }
    return rendered("statistics.html", marking, content)


def _headline(shown: Shown, days: Sequence[date]) -> str:
    several = shown.get(PublishedFigure(days[-1], "", SEVERAL), UNKNOWN)
    panels = count(len([name for name in _panels(shown) if _read(shown, days[-1], name)]), "panel")
    if several.value is None:
        return f"Counts of {panels} on {spoken(days[-1])}."
    return f"About {several.text} people were on more than one of {panels} on {spoken(days[-1])}."


def _read(shown: Shown, day: date, panel: str) -> bool:
    return shown.get(PublishedFigure(day, panel, PEOPLE), UNKNOWN) != UNKNOWN


def _panels(shown: Shown) -> list[str]:
    return list(dict.fromkeys(of.panel for of in shown if of.panel))


def _text(shown: Shown, of: PublishedFigure) -> str:
    return shown.get(of, UNKNOWN).text


def _columns(first: str, heads: Sequence[str]) -> tuple[SheetColumn, ...]:
    return (SheetColumn(first), *(SheetColumn(head, kind="number") for head in heads))


def _each_panel(shown: Shown, days: Sequence[date]) -> Plain:
    """People of each panel, and on several, run by run."""
    rows: list[Sequence[Cell]] = [
        [name, *(_text(shown, PublishedFigure(day, name, PEOPLE)) for day in days)]
        for name in _panels(shown)
    ]
    rows.append([SEVERAL, *(_text(shown, PublishedFigure(day, "", SEVERAL)) for day in days)])
    table = SheetTable("Panels", _columns("Panel", list(map(spoken, days))), rows)
    sentence = "How many people each panel had at each run."
    return Plain(
        "panels", "People on each panel", sentence, [("People on each panel", table, False)]
    )


def _panel(shown: Shown, days: Sequence[date], name: str, number: int) -> Plain:
    """Every figure of one panel, run by run."""
    whats = list(dict.fromkeys(of.what for of in shown if of.panel == name))
    order = sorted(whats, key=lambda what: what.startswith("Age"))
    rows: list[Sequence[Cell]] = [
        [what, *(_text(shown, PublishedFigure(day, name, what)) for day in days)] for what in order
    ]
    table = SheetTable(f"Panel{number}", _columns("Figure", list(map(spoken, days))), rows)
    caption = f"{name}: every figure, run by run"
    sentence = "Who joined and left is counted since the month before."
    return Plain(f"panel{number}", name, sentence, [(caption, table, False)])


def _quarterly(shown: Shown, rule: SmallCounts) -> Plain:
    """The sheet for the partnership board: quarters, counts only."""
    found = quarters(shown, rule)
    heads = list(dict.fromkeys(quarter for quarter, _, _ in found))
    rows: list[Sequence[Cell]] = [
        [
            f"{panel}: {what}" if panel else what,
            *(found.get((quarter, panel, what), UNKNOWN).text for quarter in heads),
        ]
        for panel, what in dict.fromkeys((panel, what) for _, panel, what in found)
    ]
    table = SheetTable("Quarters", _columns("Figure", [each.words for each in heads]), rows)
    sentence = (
        "For the partnership board: people at the last run of each quarter. How many joined and "
        "left is worked out from the months shown, and may be off by several people."
    )
    return Plain("quarters", "Quarters", sentence, [("Quarter by quarter", table, False)])


def _figure(shown: Shown, days: Sequence[date]) -> Lines | None:
    """People on each panel, run by run; None for a single run."""
    if len(days) < 2:
        return None
    series = [Series("", name, tuple(_values(shown, days, name))) for name in _panels(shown)]
    return line_figure(series, days, "People on each panel, run by run")


def _values(shown: Shown, days: Sequence[date], name: str) -> Iterator[int | None]:
    for day in days:
        yield shown.get(PublishedFigure(day, name, PEOPLE), UNKNOWN).value
