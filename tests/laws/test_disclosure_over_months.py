"""Non-interference over months: with a store too, what is closed changes nothing in an edition.

The store keeps decisions, persons and what each edition said; the analyst makes runs besides those
of which the reader gets an edition, and makes the same report again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pandas as pd
from hypothesis import assume, given
from hypothesis import strategies as st

import cohortmatch as cm
from cohortmatch.disclosure.agreement import Choices
from cohortmatch.reporting import CrossReference
from cohortmatch.services import pipeline
from cohortmatch.services.decide_pairs import decide
from cohortmatch.services.recall import new_run, recall
from cohortmatch.store import Store
from disclosed import (
    CELLS,
    CHOICES,
    a_list,
    files,
    formed,
    frames,
    identify_alike,
    who_is_known,
    without_known_to,
)
from laws.strategies import law

Frames = dict[str, pd.DataFrame]
MONTHS = 3


class Month(NamedTuple):
    """A run of one month: its lists, whether the reader gets an edition of it, and which closed
    pair, by its place among those to check, is decided after it (None for none)."""

    lists: Frames
    is_told: bool
    decided: int | None = None


class Seen(NamedTuple):
    """What a reader has of one run."""

    files: Mapping[str, bytes]
    sheets: Sequence[Any]
    known: Sequence[Any]
    formed: Any


def over_months(months: Sequence[Month], reader: str, choices: Choices) -> list[Seen]:
    """What the reader has of each month's run, all of them with one store."""
    with TemporaryDirectory() as folder, Store(Path(folder) / "cohortmatch.db") as store:
        return [_one(month, n, reader, choices, store) for n, month in enumerate(months)]


def _one(month: Month, n: int, reader: str, choices: Choices, store: Store) -> Seen:
    day = date(2026, 6 + n, 1)
    listings = cm.read_lists(month.lists, as_of=day)
    plan = cm.Plan(as_of=day, report=choices)
    recalled = recall(None, listings, store, keep=True)
    result = pipeline.run(listings, plan, recalled=recalled)
    edition = result.edition(reader)
    kept = [edition.kept(store.key)] if month.is_told else []
    further = {"who": "sam", "purpose": "", "out": "", "delete_by": day.replace(year=2027)}
    run = new_run(result, recalled, **further, editions=kept)  # type: ignore[arg-type]
    store.finish(store.begin(run))
    if month.decided is not None:
        _decide(result, edition.closed, month.decided, store)
    return Seen(
        files(result, reader),
        [edition.headline, edition.stem, *map(without_known_to, edition.sheets)],
        [*map(who_is_known, edition.sheets)],
        formed(result),
    )


def _decide(result: CrossReference, closed: Sequence[str], place: int, store: Store) -> None:
    """Answer one of the pairs to check with a side on a closed list, where there is one."""
    queue = result.review_queue()
    sides = queue[["left", "right"]].map(lambda name: name.rpartition(":")[0] in closed)
    hidden = queue[sides.any(axis=1)]
    if len(hidden):
        answer = "same" if place % 2 else "different"
        decide(result, hidden.iloc[[place % len(hidden)]].assign(answer=answer), store, by="sam")


def closed_lists(lists: Frames, reader: str, choices: Choices) -> tuple[str, ...]:
    """The lists that are closed to the reader."""
    return cm.match(lists, plan=cm.Plan(report=choices)).edition(reader).closed


@st.composite
def three_months(draw: st.DrawFn) -> list[Month]:
    """Lists of the same names in each month, or the very same lists again."""
    first = draw(frames())
    months = [Month(first, is_told=True)]
    for _ in range(MONTHS - 1):
        again = draw(st.booleans())
        lists = months[-1].lists if again else {name: draw(a_list()) for name in first}
        months.append(Month(lists, draw(st.booleans())))
    return months


@law(6)
@given(three_months(), CHOICES, st.data())
def test_in_no_month_do_closed_lists_change_more_than_who_is_known_there(
    months: list[Month], choices: Choices, data: st.DataObject
) -> None:
    reader = data.draw(st.sampled_from(sorted(months[0].lists)))
    closed = closed_lists(months[0].lists, reader, choices)
    assume(closed)
    others = [
        month._replace(
            lists=month.lists | {name: data.draw(a_list()) for name in closed},
            decided=data.draw(st.none() | st.integers(0, 5)),
        )
        for month in months
    ]
    ours, theirs = over_months(months, reader, choices), over_months(others, reader, choices)
    assert [each.sheets for each in ours] == [each.sheets for each in theirs]


@law(6)
@given(three_months(), CHOICES, st.data())
def test_in_no_month_does_a_closed_cell_that_changes_no_link_change_a_byte(
    months: list[Month], choices: Choices, data: st.DataObject
) -> None:
    reader = data.draw(st.sampled_from(sorted(months[0].lists)))
    closed = closed_lists(months[0].lists, reader, choices)
    assume(closed)
    others = [month._replace(lists=_with_a_closed_cell(month, closed, data)) for month in months]
    ours, theirs = over_months(months, reader, choices), over_months(others, reader, choices)
    if not all(identify_alike(a.lists, b.lists) for a, b in zip(months, others, strict=True)):
        assume([each.known for each in ours] == [each.known for each in theirs])
    assert [each.files for each in ours] == [each.files for each in theirs]


def _with_a_closed_cell(month: Month, closed: Sequence[str], data: st.DataObject) -> Frames:
    name = data.draw(st.sampled_from(sorted(closed)))
    heading = data.draw(st.sampled_from(sorted(CELLS)))
    frame = month.lists[name].copy()
    row = data.draw(st.integers(0, len(frame) - 1))
    frame.loc[row, heading] = data.draw(st.sampled_from(CELLS[heading]))
    return month.lists | {name: frame}
