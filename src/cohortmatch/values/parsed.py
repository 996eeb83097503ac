"""What a value parser returns: the values it found in one cell, and its notes."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Parsed(NamedTuple, Generic[T]):
    """The values found in one cell's text, and the codes of the notes made on the way.

    A cell may hold no value (blank, placeholder, unreadable), one, or several (two PNCs, three
    aliases). `notes` are codes listed in `findings.toml`; an ordinary cell has none.
    """

    values: tuple[T, ...] = ()
    notes: tuple[str, ...] = ()
