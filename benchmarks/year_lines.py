"""The lines of Changes against those that should be there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from year_said import Said
from year_score import Month, Score
from year_truth import Expected, Line, changes, last_with


def fits(lines: set[Line], line: Line) -> bool:
    """Whether a line is among those expected; a line without a list speaks of any."""
    kind, label, on = line
    return line in lines or any(
        kind == k and label == x and "" in (on, name) for k, x, name in lines
    )


def score_changes(score: Score, month: Month, said: Said) -> None:
    """Every line of Changes, and every line that should be there."""
    truth, own = changes(month.truth, month.past), changes(month.own, month.past_own)
    told: dict[str, set[Line]] = defaultdict(set)
    for line, raw in said.lines:
        kind, ref, on = line
        persons = sorted(month.persons(str(ref)), key=str)
        told[kind] |= {(kind, person, on) for person in persons}
        score_line(score, month, (truth, own), line, raw)
    missing(score, month, truth, own, told)


def score_line(
    score: Score, month: Month, expected: tuple[Expected, Expected], line: Line, raw: Sequence[str]
) -> None:
    """One line of Changes."""
    (kind, ref, on), (truth, own) = line, expected
    persons = sorted(month.persons(str(ref)), key=str)
    if any(fits(truth.must | truth.may, (kind, person, on)) for person in persons):
        score.right(f"told {kind}")
        score_values(score, month, (kind, persons[0], on), raw)
        return
    how = "follows from ids" if fits(own.must | own.may, line) else "not so"
    shown = month.shown(persons[0], on) if persons else f"{month.where} {month.there.events}"
    score.wrong(f"told {kind}", how, f"{shown} says {' | '.join(raw)}", month.there.events)


CELLS = {"rag": "risk", "level": "level", "category": "category", "lead": "lead"}
CELLS |= {"address": "postcode"}


def score_values(score: Score, month: Month, line: Line, raw: Sequence[str]) -> None:
    """What a line says stood there before and stands there now."""
    kind, person, on = line
    before = last_with(month.past, on)
    if kind not in CELLS or not before or not before.on(on).get(person):
        return
    rows = before.on(on)[person][0], month.truth.on(on).get(person, [None])[0]
    if all(
        row and getattr(row, CELLS[kind]) in cell for row, cell in zip(rows, raw[4:6], strict=True)
    ):
        score.right("values before and now")
    else:
        shown = f"{month.shown(person, on)} says {' | '.join(raw)}"
        score.wrong("values before and now", f"of {kind}", shown, month.there.events)


def missing(
    score: Score, month: Month, truth: Expected, own: Expected, told: Mapping[str, set[Line]]
) -> None:
    """What should be told and is not."""
    for kind, person, on in sorted(truth.must, key=str):
        if fits(told.get(kind, set()), (kind, person, on)):
            score.right(f"due {kind}")
            continue
        ids = {
            x
            for one in (month.own, *month.past_own[-1:])
            for x, r in one.rows
            if r.person == person
        }
        expected = any(fits(own.must | own.may, (kind, x, on)) for x in ids)
        how = "not told" if expected else "hidden by ids"
        score.wrong(f"due {kind}", how, month.shown(person, on), month.there.events)


def score_id_lines(score: Score, month: Month, said: Said) -> None:
    """Whether ids that are said to be one person, or several, were so in the run before."""
    for row in said.ids:
        ids = set(re.findall(r"P\d{4,}", " ".join(row)))
        before = {r.person for one in month.past_own[-1:] for x, r in one.rows if x in ids}
        is_one = re.search(r"\bone\b", row[0].partition("now")[2] or row[0]) is not None
        what = "ids told to be one" if is_one else "an id told to be several"
        if (len(before) == 1) == is_one:
            score.right(what)
        else:
            shown = " and ".join(month.shown(each) for each in sorted(before))
            score.wrong(what, "not so", f"{shown} says {' | '.join(row)}", month.there.events)
