"""Non-interference of progress: what another panel's list says of a case changes no edition."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cohortmatch.disclosure.agreement import Choices
from cohortmatch.people.status import PROGRESS, kind_of
from disclosed import files
from laws.strategies import law
from tracked import PEOPLE, matched

CELLS = {
    "Last contact": ("", "01/11/2025", "20/05/2026", "31/02/2026", "01/07/2026"),
    "Engaging": ("", "Y", "N", "Off radar"),
    "Licence end": ("", "15/06/2026", "12/31/2026"),
    "Release date": ("", "20/06/2026", "20/05/2026"),
    "Status": ("", "Wanted", "In custody"),
    "NFA": ("", "Y"),
    "Accommodation need": ("", "Y", "N"),
    "DNA": ("", "3"),
    "Next Appt": ("", "01/05/2026"),
}
"""Columns of progress that no other panel sees by default."""


@st.composite
def rows(draw: st.DrawFn, names: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """A row with such columns for each of some people."""
    drawn = {name: st.sampled_from(cells) for name, cells in CELLS.items()}
    return {name: draw(st.fixed_dictionaries(drawn)) for name in names}


NAMES = tuple(PEOPLE)[:4]


@law(16)
@given(rows(NAMES), rows(NAMES), rows(NAMES))
def test_another_list_s_progress_changes_no_byte(own: Any, other: Any, instead: Any) -> None:
    before, after = (matched({"IOM": own, "SGV": each}) for each in (other, instead))
    assert files(before, "IOM") == files(after, "IOM")


@law(8)
@given(rows(NAMES), rows(NAMES), rows(NAMES), st.sampled_from(sorted(CELLS)))
def test_a_kind_that_is_shared_lets_nothing_else_through(
    own: Any, other: Any, instead: Any, heading: str
) -> None:
    mixed = {name: {**instead[name], heading: other[name][heading]} for name in NAMES}
    choices = {"share": (*Choices.share, kind_of(heading))}
    before, after = (matched({"IOM": own, "SGV": each}, **choices) for each in (other, mixed))
    same = [h for h in CELLS if kind_of(h) == kind_of(heading)]
    assert same == [heading]  # no other column is of the kind that is shared
    assert files(before, "IOM") == files(after, "IOM")


def test_the_columns_are_of_kinds_that_are_not_shared() -> None:
    kinds = {kind_of(heading) for heading in CELLS}
    assert kinds <= set(PROGRESS) and not kinds & set(Choices.share)
