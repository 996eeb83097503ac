"""A value of a program as the text of a cell, so that parsers of text take what columns hold.

Policy: what is missing (None, a number that is none, pandas' NA and NaT) is a blank cell. A whole
number has no point, a day no time. Anything else is what `str` says.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from functools import wraps
from numbers import Real
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

__all__ = ["cell_text", "takes_any_cell", "takes_any_cell_too"]

P = ParamSpec("P")
R = TypeVar("R")
C = TypeVar("C")


def takes_any_cell(
    parse: Callable[Concatenate[str, P], R],
) -> Callable[Concatenate[object, P], R]:
    """Let a parser of a cell's text take any value that a column may hold."""

    @wraps(parse)
    def taken(text: object, *args: P.args, **others: P.kwargs) -> R:
        return parse(text if type(text) is str else cell_text(text), *args, **others)

    return cast(Callable[Concatenate[object, P], R], taken)


def takes_any_cell_too(
    parse: Callable[Concatenate[C, str, P], R],
) -> Callable[Concatenate[C, object, P], R]:
    """The same for a parser that is a method of a class."""

    @wraps(parse)
    def taken(cls: C, text: object, *args: P.args, **others: P.kwargs) -> R:
        return parse(cls, text if type(text) is str else cell_text(text), *args, **others)

    return cast(Callable[Concatenate[C, object, P], R], taken)


LONGEST_NUMBER = 80
"""Digits of a decimal number at the most; no table holds longer ones."""


def cell_text(value: object) -> str:
    """The text a person would read in a cell holding this value."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _number(value)
    return "" if _is_gone(value) else _other_text(value)


def _is_gone(value: Any) -> bool:
    """Whether a value stands for a missing one: it is not even equal to itself."""
    try:
        return bool(value != value)
    except ArithmeticError:  # a number that signals that it is none
        return True
    except (TypeError, ValueError):  # pandas' NA has no truth, an array many
        return type(value).__name__ == "NAType"


def _other_text(value: Any) -> str:
    if isinstance(value, datetime):
        return _date(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, Decimal) and value.is_finite():
        whole = value.adjusted() < LONGEST_NUMBER and value == value.to_integral_value()
        return str(int(value)) if whole else str(value)
    is_fraction = isinstance(value, Real) and type(value).__name__.startswith("float")
    return _number(float(value)) if is_fraction else str(value)


def _number(value: float) -> str:
    if value != value:  # not a number: a blank in tables made by programs
        return ""
    if value.is_integer() and abs(value) < 1e17:
        return str(int(value))
    return repr(float(value))


def _date(value: datetime) -> str:
    midnight = value.time() == time(0)
    return value.date().isoformat() if midnight else value.isoformat(sep=" ")
