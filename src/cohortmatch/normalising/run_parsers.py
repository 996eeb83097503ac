"""The parsers of one run, each of which parses a text once, on whichever list it stands."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import Any

from cohortmatch.normalising.columns import Parser

MOST = 1 << 17
"""The most texts of one kind that are remembered, so that memory does not grow with the lists."""


class RunParsers:
    """Parsers that remember what they made of a text, for as long as the run lasts."""

    def __init__(self) -> None:
        self._parsers: dict[Hashable, Parser[Any]] = {}

    def once(self, key: Hashable, parser: Parser[Any]) -> Parser[Any]:
        """The parser of a key, which is all that its answers go by beside the text."""
        return self._parsers.setdefault(key, lru_cache(maxsize=MOST)(parser))
