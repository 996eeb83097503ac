"""What was typed about the rows of a list, beside what the next list says: who said what last.

| the list now says | outcome |
|---|---|
| what was typed | `taken in`: nothing is left to do |
| what it said when that was typed | `still to do`: the keeper has not taken it in yet |
| something else | `both changed`: a person decides, and nothing is overwritten |
| its row or its column is gone | `not on the list`: a person is told |

Policy: a row is found again as a decision finds its rows: by its content, by what its columns have
in common, or as the row that it most likely became. Two texts are the same when a person would say
so: capitals and spaces aside, "R" is red, and a date is a date in whatever form.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from cohortmatch.core.fingerprints import Content
from cohortmatch.core.guarding import csv_meant
from cohortmatch.people.status import kind_of, plain_status
from cohortmatch.services.own_list import OwnList, OwnRow
from cohortmatch.values.case_dates import case_day
from cohortmatch.values.text import tidy

__all__ = ["Outcome", "Reconciled", "TypedText", "found_again", "reconciled", "same_text"]

Outcome = Literal["taken in", "still to do", "both changed", "not on the list"]


@dataclass(frozen=True, repr=False)
class TypedText:
    """One thing that was typed: about which row, under which heading; what the list said then
    (`before`, '' for a column that it did not have) and what was typed."""

    name: str
    row: Content
    heading: str
    before: str
    text: str

    def __repr__(self) -> str:
        return f"<TypedText {self.name}>"


@dataclass(frozen=True, repr=False)
class Reconciled:
    """What became of one thing that was typed; `row` is its row now, `says` what the list says."""

    typed: TypedText
    outcome: Outcome
    row: OwnRow | None = None
    says: str = ""

    def __repr__(self) -> str:
        return f"<Reconciled {self.typed.name}: {self.outcome}>"


def reconciled(typed: Iterable[TypedText], now: OwnList) -> list[Reconciled]:
    """What became of everything that was typed, in its order, by the list `now`."""
    given = list(typed)
    rows = found_again([each.row for each in given], now)
    return [_one(each, rows.get(each.row.digest), now) for each in given]


def found_again(contents: Sequence[Content], now: OwnList) -> dict[str, OwnRow]:
    """The row that each content is on the list `now`, by its digest; without those not found, and
    without those that two rows may be."""
    known, found = now.contents, {}
    for each in {one.digest: one for one in contents}.values():
        same = known.find(each) or known.find_in_common(each)
        if same:
            found[each.digest] = same[0]
    for each in {one.digest: one for one in contents}.values():
        if each.digest not in found:
            next_one = known.successor(each, found.values())
            if next_one is not None:
                found[each.digest] = next_one
    return {digest: now.rows[place] for digest, place in found.items()}


def same_text(heading: str, one: str, other: str) -> bool:
    """Whether two texts under a heading say the same."""
    return _plain(heading, one) == _plain(heading, other)


def _one(typed: TypedText, row: OwnRow | None, now: OwnList) -> Reconciled:
    field = now.field(typed.heading)
    if row is None or (field is None and typed.before):
        return Reconciled(typed, "not on the list", row)
    says = row.cells.get(typed.heading, "")
    if same_text(typed.heading, says, typed.text):
        return Reconciled(typed, "taken in", row, says)
    if same_text(typed.heading, says, typed.before):
        return Reconciled(typed, "still to do", row, says)
    return Reconciled(typed, "both changed", row, says)


def _plain(heading: str, text: str) -> date | str:
    meant = csv_meant(tidy(text)).lstrip("'")
    found = case_day(meant)
    return found if found is not None else plain_status(kind_of(heading), meant)
