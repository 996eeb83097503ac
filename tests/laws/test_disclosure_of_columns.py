"""Non-interference: cells of closed rows, whatever they hold, decide no column of a reader's."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from closed_columns import BORN, FREE, Cells, Kind, edition, result
from laws.strategies import law

KINDS: tuple[Kind, ...] = ("victims", "associates", "children")
POOLS: dict[str, st.SearchStrategy[str]] = {
    "phones": st.integers(0, 99).map(lambda n: f"07700 9009{n:02}"),
    "ages": st.integers(11, 90).map(str),
    "sentences": st.sampled_from(
        (
            "She rang and says he shouted at her again on Tuesday",
            "Her mum rang the office, her sister did too, and both will come in next week",
        )
    ),
    "month first": st.integers(13, 28).map(lambda n: f"05/{n}/1990"),
    "firsts of a month": st.integers(1, 12).map(lambda n: f"01/{n:02}/1990"),
    "long ago": st.integers(1, 28).map(lambda n: f"{n:02}/01/1860"),
    "day numbers": st.integers(25000, 34000).map(str),
    "postcodes": st.sampled_from(("RM1 3BD", "IG11 7LU", "RM1 1AA")),
    "numbers": st.integers(1, 9999999).map(lambda n: f"X{n:06}"),
    "flags": st.sampled_from(("Y", "N")),
    "sexes": st.sampled_from(("Male", "Female")),
    "levels": st.sampled_from(("Level 2", "Low", "Tier 1")),
    "blank": st.just(""),
}


@st.composite
def cells(draw: st.DrawFn, kind: Kind) -> list[Cells]:
    """Closed rows; each column is filled from one pool, in most of its rows."""
    number = draw(st.integers(1, 14))
    pools = {heading: draw(st.sampled_from(sorted(POOLS))) for heading in FREE}
    rows = [{heading: draw(POOLS[pool]) for heading, pool in pools.items()} for _ in range(number)]
    # A child is withheld because of the date, which stays what it is.
    return [row | ({"DOB": BORN} if kind == "children" else {}) for row in rows]


@law(16)
@given(st.sampled_from(KINDS), st.data())
def test_cells_of_closed_rows_change_no_byte(kind: Kind, data: st.DataObject) -> None:
    odd = data.draw(cells(kind))
    blank: list[Cells] = [{} for _ in odd]
    assert edition(kind, odd) == edition(kind, blank)


@law(16)
@given(st.data())
def test_cells_of_rows_that_are_left_out_change_no_person(data: st.DataObject) -> None:
    odd = data.draw(cells("victims"))
    one, other = result("victims", odd), result("victims", [{} for _ in odd])
    assert one.people.equals(other.people)
    assert one.memberships.equals(other.memberships)
