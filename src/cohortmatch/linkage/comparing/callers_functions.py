"""Functions that a caller brings or registers: what they raise is told as their comparison's fault.

The text of an error may hold a value from a list; its kind and its place in the caller's code do
not.
"""

from __future__ import annotations

import contextlib
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cohortmatch.core.errors import CohortmatchError, SettingsError

__all__ = ["as_compares", "of_comparison"]


@contextlib.contextmanager
def of_comparison(name: str) -> Iterator[None]:
    """Raise SettingsError for what a comparison's own function raises, with its place."""
    try:
        yield
    except CohortmatchError:
        raise
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        raise SettingsError(
            f"comparison “{name}”: failed with {type(error).__name__} in "
            f"{Path(place.filename).name}, line {place.lineno}"
        ) from None


def as_compares(name: str, made: Any) -> Any:
    """What `make` answered, which must be a function of pairs."""
    if not callable(made):
        raise SettingsError(
            f"comparison “{name}”: must answer a function of pairs when it is made ready; "
            f"it answered a value of type {type(made).__name__}"
        )
    return made
