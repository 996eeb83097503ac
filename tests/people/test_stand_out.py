"""What stands out of chance in the last run, and what does not."""

from __future__ import annotations

from datetime import date

import pytest

from cohortmatch.people.series import MOVES, TIME, Series, Trends
from cohortmatch.people.stand_out import StandOut, stand_out

MONTHS = tuple(date(2026, month, 1) for month in range(1, 7))
Values = tuple[int | None, ...]


def found(*values: int | None, group: str = MOVES, what: str = "IOM: joined") -> list[StandOut]:
    days = MONTHS[: len(values)]
    return stand_out(Trends(days, (Series(group, what, values),)))


READ = [
    ((None, 10, 12, 9, 11, 30), "More than chance explains", "thirty after ten a month"),
    ((None, 10, 12, 9, 11, 1), "Fewer than chance explains", "one after ten a month"),
    ((None, 10, 12, 9, 11, 16), "Within what chance brings", "sixteen may be chance"),
    ((None, 0, 1, 0, 0, 2), "Within what chance brings", "so may two after none"),
]


@pytest.mark.parametrize(("values", "reading", "because"), READ)
def test_readings(values: Values, reading: str, because: str) -> None:
    (only,) = found(*values)
    assert only.reading == reading, because


def test_events_are_compared_by_the_days_they_cover() -> None:
    """Twice as many after a gap of two months is what was to be expected."""
    (only,) = found(None, 10, 10, 10, None, 20)
    assert only.usual == pytest.approx(20, rel=0.05)
    assert only.reading == "Within what chance brings"


def test_people_who_are_there_are_not_compared_by_days() -> None:
    (only,) = found(10, 10, 10, 10, None, 20, what="IOM: people on the list")
    assert only.usual == 10


@pytest.mark.parametrize(
    ("values", "group"),
    [
        ((None, 10, 10, 10, 10, None), MOVES),
        ((None, None, None, 10, 11, 12), MOVES),
        ((30, 60, 90, 120, 150, 180), TIME),
        ((None, 0, 0, 0, 0, 0), MOVES),
    ],
    ids=["a gap now", "too few runs", "days are no count", "nothing ever"],
)
def test_what_is_not_compared(values: Values, group: str) -> None:
    assert not found(*values, group=group)


def test_what_stands_out_comes_first() -> None:
    near = Series(MOVES, "IOM: joined", (None, 10, 12, 9, 11, 16))
    far = Series(MOVES, "SGV: left", (None, 10, 12, 9, 11, 40))
    assert [s.what for s in stand_out(Trends(MONTHS, (near, far)))] == [far.what, near.what]
