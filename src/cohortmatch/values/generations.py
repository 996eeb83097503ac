"""Junior or senior: which generation a name cell says that somebody is.

A father and a son of one name are told apart by it, so the two words are no part of the name
("Delroy Campbell Jnr"). "Junior" and "Senior" are names too ("Junior Campbell"): they count only in
brackets, behind a comma, or behind two other words. "Sr" in front of a name is a title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cohortmatch.values.text import fold

__all__ = ["JUNIOR", "SENIOR", "generation", "generations"]

JUNIOR, SENIOR = "junior", "senior"
_SHORT = {"jnr": JUNIOR, "jr": JUNIOR, "snr": SENIOR, "sr": SENIOR}
_MAYBE = re.compile(r"\b(?:[js]n?r|junior|senior)\b", re.IGNORECASE)
_SHORT_AT = re.compile(r"(?<=[\s(,])([js]n?r)\b")
_LONG_AT = re.compile(r"(?:[(,]\s*|\w+\W+\w+\s+)(junior|senior)\s*\)?$")


def generation(text: str) -> str:
    """JUNIOR or SENIOR as a name cell says; empty where it says neither, or both.

    >>> generation("Delroy Campbell, Jnr"), generation("CAMPBELL (Snr), Delroy")
    ('junior', 'senior')
    >>> generation("Junior Campbell"), generation("Sr Agnes Crane")
    ('', '')
    """
    if _MAYBE.search(text) is None:
        return ""
    plain = fold(text).replace(".", "").strip()
    found = {_SHORT[word] for word in _SHORT_AT.findall(plain)} | {*_LONG_AT.findall(plain)}
    return found.pop() if len(found) == 1 else ""


def generations(texts: Sequence[str]) -> list[str]:
    """The generation of each of some cells."""
    if _MAYBE.search("\n".join(texts)) is None:
        return [""] * len(texts)
    return [generation(text) for text in texts]
