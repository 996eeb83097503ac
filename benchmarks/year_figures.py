"""The figures of Trends, and what the summary says of lists that did not come."""

from __future__ import annotations

import re
from collections.abc import Mapping

from year_said import Said
from year_score import Month, Score
from year_truth import Figure, changes, figures


def score_columns(score: Score, month: Month, said: Said) -> None:
    """Whether Trends has a column for every run of the last twelve, and for nothing else."""
    days = [f"{one.day.day} {one.day:%b %Y}" for one in (*month.past, month.truth)]
    if not month.past or not month.is_newest:
        return
    missed = sorted(set(days[-12:]) - said.figures.keys())
    more = sorted(said.figures.keys() - set(days))
    if missed or more:
        shown = f"{month.where}: lacks {missed}, has {more} {month.there.events or ''}"
        score.wrong("columns of Trends", "not so", shown, month.there.events)
    else:
        score.right("columns of Trends")


def score_missing_lists(score: Score, month: Month, said: Said) -> None:
    """Whether the summary says that a list which came last time did not come."""
    if not month.past:
        return
    for on in sorted(month.past[-1].read - month.there.read):
        names = [name for name, its in month.names.items() if its == on]
        words = r"not (this time|read|delivered|received|given|come)|missing|no longer given"
        lines = [line for line in said.summary.splitlines() if any(name in line for name in names)]
        if any(re.search(words, line, re.I) for line in lines):
            score.right("a list that did not come is told")
        else:
            score.wrong("a list that did not come is told", "not told", f"{month.where} {on}")


def score_figures(score: Score, month: Month, said: Said) -> None:
    """The newest column of Trends."""
    if not month.past:
        return
    day = f"{month.truth.day.day} {month.truth.day:%b %Y}"
    day = next((each for each in reversed(said.figures) if each.startswith(day)), "")
    if not day:
        score.wrong("figure", "no column for the run", month.where, month.there.events)
        return
    right = figures(month.truth, month.past, changes(month.truth, month.past))
    own = figures(month.own, month.past_own, changes(month.own, month.past_own))
    drawn = {key for key in said.figures[day] if key[0] == "area"}
    for key in sorted(key for key in right if key[0] != "area" or key in drawn):
        compare(score, month, key, right[key], own.get(key), said.figures[day])


def compare(
    score: Score, month: Month, key: Figure, right: float | None, own: float | None,
    said: Mapping[Figure, float | None],
) -> None:  # fmt: skip
    """One figure; a row that is not there stands for nought."""
    told, what = said.get(key, 0 if right is not None else None), f"figure {key[0]}"
    if (told or 0) == (right or 0) and (told is None) == (right is None):
        score.right(what)
        return
    how = "is no gap" if right is None else "follows from ids" if (told or 0) == own else "not so"
    says = f"{month.where}: {' '.join(key)}: says {told}, true {right}, by its own ids {own}"
    score.wrong(what, how, f"{says} {month.there.events or ''}", month.there.events)
