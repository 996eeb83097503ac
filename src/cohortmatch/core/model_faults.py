"""Faults of a TOML file that a pydantic model found: each with its address, in plain English."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import ValidationError

__all__ = ["BRANCHES", "address", "did_you_mean", "either", "fault_words", "faults"]

FAULTS = {
    "literal_error": "must be {expected}",
    "bool_type": "must be true or false",
    "string_type": "must be text",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "greater_than": "must be greater than {gt}",
    "less_than_equal": "must be at most {le}",
    "tuple_type": 'must be a list such as ["MAPPA", "IOM"]',
    "list_type": 'must be a list such as ["MAPPA", "IOM"]',
    "dict_type": "must be a table",
    "model_type": "must be a table",
    "model_attributes_type": "must be a table",
    "missing": "is missing",
    "string_too_short": "must not be empty",
    "string_too_long": "must have at most {max_length} characters",
    "too_short": "must not be empty",
}
"""What a fault is called, by pydantic's name for it."""
BRANCHES = frozenset(("str", "list[str]"))
"""What pydantic puts into an address for a value that may be either."""
DATE_FAULT = "must be a date such as 2026-06-01"
Names = Callable[[Sequence[str]], Iterable[str]]
"""The keys that there are at an address, for one that is not known."""


def faults(error: ValidationError, names: Names, first: int = 0) -> list[str]:
    """Every fault with its address, once each; `first` is the number of the first of several."""
    found = (
        f"{address(_counted(each['loc'], first))}: {fault_words(each, names)}"
        for each in error.errors()
    )
    return list(dict.fromkeys(found))


def _counted(place: Sequence[int | str], first: int) -> list[int | str]:
    return [part + first if isinstance(part, int) else part for part in place]


def address(place: Sequence[int | str]) -> str:
    """`lists.IOM.columns.pnc`; pydantic's own marks for the branches of a union are left out."""
    parts = [str(part) for part in place if part not in BRANCHES]
    return ".".join(f'"{part}"' if " " in part or "." in part else part for part in parts)


def fault_words(fault: Any, names: Names) -> str:
    """What is wrong, in words; an unknown key is told with the nearest known one."""
    kind = fault["type"]
    if not BRANCHES.isdisjoint(fault["loc"]):
        return 'must be a heading, or several as ["…", "…"]'
    if kind == "extra_forbidden":
        place = [part for part in fault["loc"] if isinstance(part, str)]
        return f"is not a setting{did_you_mean(place[-1], names(place))}"
    if kind.startswith("date"):
        return DATE_FAULT
    if kind == "value_error":
        return str(fault["ctx"]["error"])
    words = FAULTS.get(kind, fault["msg"])
    told = {key: str(value) for key, value in fault.get("ctx", {}).items()}
    if "expected" in told:
        told["expected"] = told["expected"].replace("'", "")
    return str(words.format(**told) if kind in FAULTS else words)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The nearest known word, or else all of them."""
    every = {each.casefold(): each for each in known}
    near = difflib.get_close_matches(word.casefold(), every, 1, cutoff=0.6)
    if near:
        return f"; did you mean “{every[near[0]]}”?"
    return f"; it must be {either(every.values())}" if every else ""


def either(words: Iterable[str]) -> str:
    """ "a, b or c"."""
    *rest, last = words
    return f"{', '.join(rest)} or {last}" if rest else last
