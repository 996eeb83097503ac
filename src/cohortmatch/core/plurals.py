"""Numbers with what they count, in one or in many: "1 person", "1,204 people"."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["count", "runs"]


def count(number: int, one: str, many: str = "") -> str:
    """ "1 person", "1,204 people"; `many` where it is not `one` with an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """The first and the last of numbers that follow one another: 1, 2, 3, 7 is (1, 3), (7, 7)."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found
