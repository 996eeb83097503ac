"""Who is certain by a number, or by name and date, and whether they kept one id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

from year_people import Person, Row
from year_score import Score, written
from year_truth import Label, Reading

Joins = Callable[[Row, Row], bool]


def by_number(one: Row, other: Row) -> bool:
    return bool(one.pnc) and one.pnc == other.pnc


def by_name(one: Row, other: Row) -> bool:
    return (one.surname, one.forename, one.born) == (other.surname, other.forename, other.born)


def is_joined(rows: Sequence[Row], joins: Joins) -> bool:
    """Whether every row is reached from the first."""
    left, reached = set(range(1, len(rows))), [0]
    while reached:
        at = reached.pop()
        new = {each for each in left if joins(rows[at], rows[each])}
        left -= new
        reached += new
    return not left


def how_certain(person: Person, rows: Sequence[Row]) -> str:
    """By what somebody is certain; '' where the lists leave a doubt."""
    if is_joined(rows, by_number) and all(row.pnc for row in rows):
        return "by a number"
    if person.kin == "twin":
        return ""
    if is_joined(rows, by_name):
        return "by name and date"
    both = is_joined(rows, lambda one, other: by_number(one, other) or by_name(one, other))
    return "by one or the other" if both else ""


def score_ids(score: Score, people: Sequence[Person], months: Mapping[str, Reading]) -> None:
    """Whether everybody who is certain kept one id in the last run of every month."""
    rows: dict[Label, list[tuple[str, str, Row]]] = defaultdict(list)
    for month, own in sorted(months.items()):
        for label, row in own.rows:
            rows[row.person].append((month, str(label), row))
    for person in people:
        known = rows.get(person.number, [])
        sure = how_certain(person, list(dict.fromkeys(row for _, _, row in known))) if known else ""
        if sure:
            one_person(score, f"person certain {sure}", known)


def one_person(score: Score, what: str, known: Sequence[tuple[str, str, Row]]) -> None:
    """Whether somebody kept one id, and whether a run or the time between two runs broke it."""
    if len({label for _, label, _ in known}) == 1:
        score.right(what)
        return
    at_once = any(a[0] == b[0] and a[1] != b[1] for a, b in combinations(known, 2))
    lines: dict[str, str] = {}
    for month, label, row in known:
        lines.setdefault(f"{label} {written(row)}", month)
    shown = " → ".join(f"{month}: {line}" for line, month in lines.items())
    score.wrong(what, "two ids in one run" if at_once else "another id later", shown)
