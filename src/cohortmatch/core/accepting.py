"""Arguments of callers: accepted or converted, else refused in words that never hold the value.

A caller may give text for a date, a set for a list, nothing for a path. An argument with one clear
meaning is accepted; for any other, SettingsError names the argument, what is accepted and the kind
of value given.

    @accepting(out=a_path, one=a_text, repeats=a_flag)
    def why(out, one, other=None, …)
"""

from __future__ import annotations

import functools
import inspect
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from operator import index
from pathlib import Path
from typing import Any, NoReturn, ParamSpec, TypeVar, cast

from cohortmatch.core.errors import SettingsError
from cohortmatch.core.ram import amount

__all__ = [
    "Accepts",
    "a_count",
    "a_day",
    "a_flag",
    "a_function",
    "a_mapping",
    "a_path",
    "a_text",
    "a_whole_number",
    "accepting",
    "an_amount",
    "mapping_of",
    "of_kind",
    "one_of",
    "paths",
    "refuse",
    "some_months",
    "some_passwords",
]

P = ParamSpec("P")
R = TypeVar("R")
Accepts = Callable[[str, Any], Any]
"""Gets an argument's name and value, and answers what is used, or raises SettingsError."""


def accepting(**arguments: Accepts) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Accept or refuse a function's arguments, by their names, before it is called.

    None stands where it is an argument's default.
    """

    def decorated(function: Callable[P, R]) -> Callable[P, R]:
        signature = inspect.signature(function)
        may_lack = {n for n, each in signature.parameters.items() if each.default is None}

        @functools.wraps(function)
        def checked(*args: P.args, **kwargs: P.kwargs) -> R:
            given = signature.bind(*args, **kwargs)
            for name, accepts in arguments.items():
                value = given.arguments.get(name, given)
                if value is not given and not (value is None and name in may_lack):
                    given.arguments[name] = accepts(name, value)
            return function(*given.args, **given.kwargs)

        return checked

    return decorated


def refuse(name: str, accepted: str, given: object) -> NoReturn:
    """A SettingsError that says what is accepted and what kind of value was given."""
    kind = "nothing" if given is None else f"a value of type {_kind(type(given))}"
    ways = [way for way in TO_FRAMES if hasattr(given, way)] if "DataFrame" in accepted else []
    instead = f"; its {ways[0]}() gives one that is" if ways else ""
    raise SettingsError(f"{name}: must be {accepted}; {kind} was given{instead}")


TO_FRAMES = ("to_frame", "collect", "to_pandas")
"""By what a column, a query not yet run, or another library's table becomes a DataFrame."""


def _kind(kind: type) -> str:
    """The name of a type, with its library's before it: several have a DataFrame."""
    library = kind.__module__.partition(".")[0]
    return kind.__name__ if library in ("builtins", "__main__") else f"{library} {kind.__name__}"


def a_day(name: str, given: Any) -> date:
    """A day: a date, a datetime, or text such as 2026-06-01."""
    if isinstance(given, datetime):
        # A missing time of pandas is a datetime too, and has no day.
        return given.date() if given == given else refuse(name, DAY, given)
    if isinstance(given, date):
        return given
    if isinstance(given, str):
        try:
            return date.fromisoformat(given.strip())
        except ValueError:
            raise SettingsError(f"{name}: must be a date such as 2026-06-01") from None
    refuse(name, DAY, given)


DAY = "a date, or text such as 2026-06-01"


def a_path(name: str, given: Any) -> Path:
    """A path: a Path or text."""
    if not isinstance(given, str | os.PathLike):
        refuse(name, "a path", given)
    if given == "":
        raise SettingsError(f"{name}: must be a path; the text is empty")
    path = Path(given)
    if "\0" in str(path):
        raise SettingsError(f"{name}: must be a path; no path holds a null character")
    if not _is_unicode(str(path)):
        raise SettingsError(f"{name}: must be a path; half a character is in it")
    if any(len(part) > LONGEST for part in path.parts):
        raise SettingsError(f"{name}: must be a path; no name in one is that long")
    return path


LONGEST = 255
"""Characters of a file's name, at the most."""


def _is_unicode(text: str) -> bool:
    """Whether a text can be written: half of a surrogate pair cannot."""
    try:
        text.encode("utf-8", "strict" if os.name == "nt" else "surrogateescape")
    except UnicodeEncodeError:
        return False
    return True


def paths(name: str, given: Any) -> tuple[Path, ...]:
    """Several paths, in order; a single one is accepted too."""
    if isinstance(given, str | os.PathLike):
        return (a_path(name, given),)
    if isinstance(given, Sequence) and all(isinstance(g, str | os.PathLike) for g in given):
        return tuple(a_path(name, each) for each in given)
    refuse(name, "a path, or a list of paths", given)


def a_text(name: str, given: Any) -> str:
    """Text that can be written."""
    if not isinstance(given, str):
        refuse(name, "text", given)
    if not _is_unicode(given):
        raise SettingsError(f"{name}: must be text; half a character is in it")
    return given


def a_flag(name: str, given: Any) -> bool:
    """True or False."""
    if isinstance(given, bool) or type(given).__name__ in ("bool_", "bool"):
        return bool(given)
    refuse(name, "True or False", given)


def a_whole_number(name: str, given: Any) -> int:
    """A whole number, not below 0."""
    if isinstance(given, bool) or not hasattr(given, "__index__"):
        refuse(name, "a whole number", given)
    try:
        number = index(given)
    except TypeError:
        refuse(name, "a whole number", given)
    if number < 0:
        raise SettingsError(f"{name}: must be a whole number, not below 0")
    return number


def a_count(name: str, given: Any) -> int:
    """A whole number of 1 or more."""
    number = a_whole_number(name, given)
    if not number:
        raise SettingsError(f"{name}: must be a whole number of 1 or more")
    return number


def some_months(name: str, given: Any) -> int:
    """A number of months: 1 to 1200."""
    months = a_count(name, given)
    if months > 1200:
        raise SettingsError(f"{name}: must be a whole number from 1 to 1200")
    return months


def an_amount(name: str, given: Any) -> int:
    """Bytes: a whole number, or text such as 2GB."""
    if isinstance(given, str):
        try:
            return amount(given)
        except ValueError as error:
            raise SettingsError(f"{name}: {error}") from None
    if isinstance(given, bool) or not hasattr(given, "__index__"):
        refuse(name, "bytes, or an amount such as 2GB or 800MB", given)
    return a_count(name, given)


def a_function(name: str, given: Any) -> Callable[..., Any]:
    """A function, or anything else that can be called."""
    if callable(given):
        return cast(Callable[..., Any], given)
    refuse(name, "a function", given)


def a_mapping(name: str, given: Any, accepted: str) -> Mapping[Any, Any]:
    """A mapping, which `accepted` describes."""
    if isinstance(given, Mapping):
        return given
    refuse(name, accepted, given)


def mapping_of(accepted: str, value: Accepts) -> Accepts:
    """Accepts a mapping from text to what `value` accepts; `accepted` describes it."""

    def accepts(name: str, given: Any) -> dict[str, Any]:
        found = a_mapping(name, given, accepted)
        if not all(isinstance(key, str) for key in found):
            raise SettingsError(f"{name}: must be {accepted}; one of its keys is no text")
        return {key: value(f"{name}[…]", each) for key, each in found.items()}

    return accepts


def some_passwords(name: str, given: Any) -> Any:
    """{file: password}, or a function that answers one."""
    accepted = "{file: password}, or a function that answers one"
    return given if callable(given) else mapping_of(accepted, a_text)(name, given)


def of_kind(accepted: str, *kinds: type) -> Accepts:
    """Accepts a value of one of some kinds, which `accepted` describes."""

    def accepts(name: str, given: Any) -> Any:
        one_of(name, given, kinds, accepted)
        return given

    return accepts


def one_of(name: str, given: Any, kinds: Iterable[type], accepted: str) -> None:
    """Raise SettingsError unless a value is of one of some kinds."""
    if not isinstance(given, tuple(kinds)):
        refuse(name, accepted, given)
