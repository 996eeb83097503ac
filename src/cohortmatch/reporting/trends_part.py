"""The page's parts Trends and Where to look: figures, each with its table beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from cohortmatch.core.plurals import count
from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.people.details import spoken
from cohortmatch.people.profile import NO_ABODE, NOT_ENGAGING
from cohortmatch.people.series import MOVES, PEOPLE, SHARED, Series, Trends
from cohortmatch.reporting.interval_figure import interval_figure
from cohortmatch.reporting.sheets.trends import first_sentence
from cohortmatch.reporting.sheets.where_to_look import looked_at, where_to_look
from cohortmatch.reporting.trend_figure import Lines, in_words, line_figure, lines, small

__all__ = ["trends_part", "where_part"]


class Trend(NamedTuple):
    """One row of the trends: its figure and words, its small line, its numbers."""

    group: str
    what: str
    points: str
    words: str
    values: tuple[int | None, ...]


class DrawnSeries(NamedTuple):
    """One figure with the numbers of its lines, for the table beside it."""

    fig: Lines
    rows: tuple[tuple[str, tuple[int | None, ...]], ...]


def trends_part(view: Redacted) -> dict[str, Any]:
    """The content of the trends' part; only a sentence for the first run that is kept."""
    found = view.trends
    if found is None:
        return {"sentence": first_sentence(view), "figures": (), "days": (), "rows": []}
    rows = [
        Trend(s.group, s.what, small(s.values), in_words(s, found.days), s.values)
        for s in found.series
    ]
    days = [spoken(day) if day else "No stated day" for day in found.days]
    sentence = f"How the lists changed over {count(len(days), 'month')}, by the last run of each."
    return {"sentence": sentence, "figures": list(_figures(found)), "days": days, "rows": rows}


def _figures(trends: Trends) -> Iterator[DrawnSeries]:
    """The figures that are drawn: where any of their numbers is known."""
    several = [s for s in trends.group(SHARED) if s.what != "Certain"]
    yield DrawnSeries(lines(trends), tuple((s.what, s.values) for s in several))
    for title, group, ending in DRAWN:
        own = [s for s in trends.group(group) if s.what.endswith(ending)]
        if own:
            yield _drawn(trends, own, title, ending)


def _drawn(trends: Trends, own: Sequence[Series], title: str, ending: str) -> DrawnSeries:
    names = {s.what: s.what.removesuffix(ending) for s in own}
    fig = line_figure(own, trends.days, title, names)
    return DrawnSeries(fig, tuple((names[s.what], s.values) for s in own))


DRAWN = (
    ("People on each panel, run by run", MOVES, PEOPLE),
    ("Joined each panel, run by run", MOVES, ": joined"),
    ("Left each panel, run by run", MOVES, ": left"),
    ("Not engaging, wanted or off the radar, run by run", NOT_ENGAGING, ": people"),
    ("No fixed abode, run by run", NO_ABODE, ": people"),
)
"""Title, group, and how the names of the lines end that are drawn together."""


def where_part(view: Redacted) -> dict[str, Any]:
    """The content of Where to look."""
    sheet = where_to_look(view)
    fig = interval_figure(looked_at(view))
    return {"sentence": sheet.sentence, "fig": fig, "table": sheet.table, "notes": sheet.notes}
