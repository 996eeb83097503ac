"""What a listing says the person is: per listing, never per person."""

from __future__ import annotations

from enum import IntEnum


class Role(IntEnum):
    """What a listing says the person is."""

    unknown = 0
    subject = 1
    associate = 2
    family = 3
    victim = 4
    witness = 5
