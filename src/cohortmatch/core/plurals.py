"""Numbers with what they count, in one or in many: "1 person", "1,204 people"."""

from __future__ import annotations

__all__ = ["count"]


def count(number: int, one: str, many: str = "") -> str:
    """ "1 person", "1,204 people"; `many` where it is not `one` with an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
