"""Arguments of callers: accepted or converted, else refused in words that never hold the value.

A caller may give text for a date, a set for a list, nothing for a path. An argument with one clear
meaning is accepted; for any other, SettingsError names the argument, what is accepted and the kind
of value given.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

from cohortmatch.core.errors import SettingsError

__all__ = ["a_day", "a_mapping", "a_path", "a_text", "one_of", "paths", "refuse"]


def refuse(name: str, accepted: str, given: object) -> NoReturn:
    """A SettingsError that says what is accepted and what kind of value was given."""
    kind = "nothing" if given is None else f"a value of type {type(given).__name__}"
    raise SettingsError(f"{name}: must be {accepted}; {kind} was given")


def a_day(name: str, given: Any) -> date:
    """A day: a date, a datetime, or text such as 2026-06-01."""
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, date):
        return given
    if isinstance(given, str):
        try:
            return date.fromisoformat(given.strip())
        except ValueError:
            raise SettingsError(f"{name}: must be a date such as 2026-06-01") from None
    refuse(name, "a date, or text such as 2026-06-01", given)


def a_path(name: str, given: Any) -> Path:
    """A path: a Path or text."""
    if isinstance(given, str | os.PathLike):
        return Path(given)
    refuse(name, "a path", given)


def paths(name: str, given: Any) -> tuple[Path, ...]:
    """Several paths, in order; a single one is accepted too."""
    if isinstance(given, str | os.PathLike):
        return (Path(given),)
    if isinstance(given, Sequence) and all(isinstance(g, str | os.PathLike) for g in given):
        return tuple(map(Path, given))
    refuse(name, "a path, or a list of paths", given)


def a_text(name: str, given: Any) -> str:
    """Text."""
    if isinstance(given, str):
        return given
    refuse(name, "text", given)


def a_mapping(name: str, given: Any, accepted: str) -> Mapping[Any, Any]:
    """A mapping, which `accepted` describes."""
    if isinstance(given, Mapping):
        return given
    refuse(name, accepted, given)


def one_of(name: str, given: Any, kinds: tuple[type, ...], accepted: str) -> None:
    """Raise SettingsError unless a value is of one of some kinds."""
    if not isinstance(given, kinds):
        refuse(name, accepted, given)
