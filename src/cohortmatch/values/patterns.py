"""Parts of regular expressions made of word lists."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["any_of"]


def any_of(words: Iterable[str], *, space: str = " ") -> str:
    """A part of a pattern that matches any of the words, the longest first.

    `space` is the pattern for a space within a phrase.

    >>> any_of(["vic", "victim of"], space=r"\\s+")
    'victim\\\\s+of|vic'
    """
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", space) for word in longest_first)
