"""A long word for a side of an offence that is written with one letter wrong.

Policy: only words that are nobody's name and have hardly another meaning are corrected, and only by
one letter added, missing, wrong or swapped: "Vicitms", "Complainents", "Witneses".
"""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz.distance import OSA

from cohortmatch.values.words import word_set

__all__ = ["mended"]

SHORTEST = 6


def mended(folded: str) -> str:
    """A folded text whose long words for victims and witnesses are spelled right.

    >>> mended("vicitms of da"), mended("victor")
    ('victims of da', 'victor')
    """
    return re.sub(rf"[a-z]{{{SHORTEST},}}", lambda match: _mended_word(match[0]), folded)


@cache
def _long_words() -> frozenset[str]:
    return word_set("roles", "often_misspelt")


@cache
def _mended_word(word: str) -> str:
    if word in _long_words():
        return word
    near = (each for each in sorted(_long_words()) if OSA.distance(each, word, score_cutoff=1) < 2)
    return next(near, word)
