"""The wording of a report: bands, counts, and what agrees, differs or is missing between two rows.

Plain words, fixed in one place: a link is "certain" only when it is in band `same`; what a person
must decide is "probably the same, check" at even odds or better and "possible, check" below. A
level that weighs for two rows being one person agrees, one that weighs against differs, one that
weighs nothing is not mentioned; "missing" is said only where it could have been recorded. What
agrees in part only is told on both sides, so that nobody reads "nothing differs" beside two
surnames. What only makes two namesakes likelier is no difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cohortmatch.linkage.explanations import grouped
from cohortmatch.linkage.model import MISSING, Comparison, Level, Model
from cohortmatch.linkage.pairs import Band
from cohortmatch.values.fields import FIELDS, NUMBERS, fields_where

NOT_RECORDED = "Not recorded"
CERTAIN = "Same person (certain)"
PROBABLE = "Probably the same, check"
POSSIBLE = "Possible, check"
DIFFERENT = "Not the same person"
MARKING = "OFFICIAL-SENSITIVE"
"""The handling marking of a report unless another is given."""

FIELD_WORDS = {name: FIELDS[name].words for name in fields_where(lambda field: field.is_detail)}
"""What the details that lists are compared by are called."""
IDENTIFIERS = NUMBERS
"""The fields that hold numbers, in the order they are shown."""


PARTLY = frozenset(
    (
        *("slip", "year_slip", "similar", "half", "variant", "rhyme", "nickname", "short"),
        *("initial", "two_parts", "swapped", "near", "sector"),
    )
)
"""Levels at which two values are alike, and not one."""


def sentence(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def band_words(band: int, weight: float) -> str:
    """The words for a pair's band; weight in bits, 0 being even odds."""
    if band == Band.same:
        return CERTAIN
    if band == Band.different:
        return DIFFERENT
    return PROBABLE if weight >= 0 else POSSIBLE


class Phrases(NamedTuple):
    """A pair of rows in words: what agrees, differs and is missing, each a phrase ('' for none)."""

    agrees: str
    differs: str
    agreeing: tuple[str, ...]
    """words of the comparisons that agree"""
    missing: tuple[str, ...]
    """names of the comparisons that could not be made"""


class Wording:
    """The words for rows of comparison levels, computed once for each distinct row."""

    def __init__(self, model: Model) -> None:
        self.comparisons = model.comparisons
        self._known: dict[tuple[int, ...], Phrases] = {}

    def of(self, levels: Sequence[int]) -> Phrases:
        """The phrases for one pair's levels, in the model's order."""
        key = tuple(levels)
        if key not in self._known:
            self._known[key] = self._say(key)
        return self._known[key]

    def _say(self, levels: tuple[int, ...]) -> Phrases:
        pairs = [
            (comparison, comparison.levels[level])
            for comparison, level in zip(self.comparisons, levels, strict=True)
        ]
        return Phrases(
            agrees=grouped(_words(c, level) for c, level in pairs if level.bits > 0),
            differs="; ".join(filter(None, (_differing(pairs), _in_part(pairs)))),
            agreeing=tuple(c.words for c, level in pairs if level.bits > 0),
            missing=tuple(c.name for c, level in pairs if level.name == MISSING),
        )


Pairs = Sequence[tuple[Comparison, Level]]


def _differing(pairs: Pairs) -> str:
    """What differs outright; a doubt ("could they be two people?") is no difference."""
    return grouped(_words(c, x) for c, x in pairs if x.bits < 0 and not c.words.endswith("?"))


def _in_part(pairs: Pairs) -> str:
    """What is alike and not the same: "in part: surname, date of birth"."""
    found = [c.words for c, level in pairs if level.bits >= 0 and level.name in PARTLY]
    return f"in part: {', '.join(found)}" if found else ""


def _words(comparison: Comparison, level: Level) -> str:
    """The level's words, with the comparison's where they do not stand in them already."""
    spoken = level.words.casefold()
    if ":" in spoken or comparison.words.casefold() in spoken or comparison.words.endswith("?"):
        return level.words
    return level.words if " " in spoken else f"{comparison.words}: {level.words}"


def row_numbers(rows: Sequence[object], limit: int = 40) -> str:
    """Row numbers as people write them, runs shortened: "3–9, 12, 15 and 20 more"."""
    whole = [row for row in rows if isinstance(row, int) and not isinstance(row, bool)]
    if len(whole) < len(rows):
        parts = [(str(row), 1) for row in rows]
    else:
        parts = [(_run(first, last), last - first + 1) for first, last in _runs(sorted(whole))]
    shown, rest = parts[:limit], sum(size for _, size in parts[limit:])
    return ", ".join(text for text, _ in shown) + (f" and {rest:,} more" if rest else "")


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and row <= runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs


def _run(first: int, last: int) -> str:
    if first == last:
        return str(first)
    return f"{first}, {last}" if last == first + 1 else f"{first}–{last}"
