"""Columns of points of the compass, whose letters are those of nominals, suspects and witnesses.

Policy: N, S, E and W, alone or with a number as in a postal district (W12), are points of the
compass only under a heading of a place. Under any other they may tell suspects from witnesses, and
a witness must not be shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from cohortmatch.reading.columns.headings import plain_heading

__all__ = ["is_compass"]

POINT = re.compile(r"\s*(?:[NSEW]|[NS][EW]|[EW]C)\s?\d{0,2}[A-Z]?\s*", re.I)
PLACE_WORDS = """area beat cluster compass direction district division hub locality location
neighbourhood part patch quadrant quarter region sector side territory town ward wing zone"""
PLACES = frozenset(PLACE_WORDS.split())


def is_compass(heading: str, cells: Iterable[str]) -> bool:
    """Whether a column holds points of the compass, under a heading of a place.

    >>> is_compass("Zone", ["N", "S", "W"]), is_compass("Type", ["N", "S", "W"])
    (True, False)
    """
    words = plain_heading(heading, camel=True).split()
    return not PLACES.isdisjoint(words) and all(map(POINT.fullmatch, filter(str.strip, cells)))
