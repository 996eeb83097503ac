"""Columns that nobody has explained: kept as plain text, so that they can be evidence.

A column whose heading is not understood can still tell people apart when both sides have it. It is
kept where two lists share its heading, or where there is only one list. Parts of an address that
have been joined, and columns with hardly any content, are not kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from cohortmatch.core.types import ColumnUse, RawList
from cohortmatch.values.parsed import Parsed
from cohortmatch.values.text import fold, is_placeholder

PREFIX = "other:"
"""The prefix of the names of such fields."""
UNEXPLAINED = ("other", "identifier")


def other_fields(raw_lists: Sequence[RawList]) -> dict[str, str]:
    """The field name of every heading that is kept, by heading."""
    headings = Counter(use.heading for raw in raw_lists for use in _unexplained(raw))
    shared = [h for h, lists in headings.items() if lists > 1 or len(raw_lists) == 1]
    return {heading: PREFIX + _plain(heading) for heading in shared if _plain(heading)}


def _unexplained(raw: RawList) -> Iterator[ColumnUse]:
    for use in raw.info.columns:
        if use.field in UNEXPLAINED and not use.is_again:
            yield use


def _plain(heading: str) -> str:
    return "_".join(fold(heading).split())


def parse_other(text: str) -> Parsed[str]:
    """A cell's text, folded and with single spaces; no value where it is a placeholder."""
    plain = " ".join(fold(text).split())
    return Parsed() if not plain or is_placeholder(text) else Parsed((plain,))
