"""The explanation of a person: how the listings hold together, printable as plain words.

Links are pairs of the person's listings. The explanation shows first the few strongest links that
reach every listing, then the pairs that speak against one person or say too little, then where the
person would come apart first, then the nearest other person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from cohortmatch.core import markup
from cohortmatch.linkage.explanations.pair import DECIDED, Explanation
from cohortmatch.linkage.explanations.phrases import bits, in_short, listed, pair_of
from cohortmatch.linkage.explanations.relations import different
from cohortmatch.linkage.pairs import Band

__all__ = ["Nearest", "PersonExplanation", "Weakest"]

SHOWN = 6
"""Weak pairs that the text names; the others are counted."""
Row = tuple[str, str, str]


@dataclass(frozen=True)
class Weakest:
    """Where a person would come apart first.

    `one` and `other` are the listings of the two parts; `held_by` are the pairs across that speak
    for one person, strongest first (a decision of the team before all); `against` how many pairs
    across speak against it.
    """

    one: tuple[str, ...]
    other: tuple[str, ...]
    held_by: tuple[Explanation, ...]
    against: int = 0

    def __str__(self) -> str:
        parts = f"{listed(self.one)}; and {listed(self.other)}"
        if not self.held_by:
            return f"Only all pairs taken together hold these two parts: {parts}."
        first = self.held_by[0]
        link = f"{pair_of(first.left, first.right)} ({_weight(first)})"
        speak = f" {_pairs(self.against)} against it." if self.against else ""
        if len(self.held_by) == 1:
            return f"Without the link {link} it would be two people: {parts}.{speak}"
        smaller, larger = sorted((self.one, self.other), key=len)
        return (
            f"It is weakest between {listed(smaller)} on one side and {listed(larger)} on the "
            f"other: without the {len(self.held_by)} links there, the strongest {link}, it would "
            f"be two people.{speak}"
        )


@dataclass(frozen=True)
class Nearest:
    """The nearest other person, by the strongest pair with this one.

    The pair is `listing` of that `person` and `own` of this one; `pair` explains it. `behind` is
    how many bits it weighs less than the weakest link of this person; None where there is only one
    listing, or that link was decided.
    """

    person: str
    listing: str
    own: str
    pair: Explanation
    behind: float | None = None

    def __str__(self) -> str:
        told = f"{self.person} ({self.listing}): with {self.own} it has {bits(self.pair.weight)}"
        if self.behind is not None:
            how = f"{abs(self.behind):.0f} bits {'less' if self.behind >= 0 else 'more'}"
            told += f" bits, {how} than the weakest link above"
        else:
            told += " bits"
        also = different(self.pair.relation) if self.pair.band == Band.different else ""
        if self.pair.band != Band.different or self.pair.decided:
            also = self.pair.verdict
        return f"{told}{f' ({also})' if also else ''}"


@dataclass(frozen=True)
class PersonExplanation:
    """How the listings of one person hold together, and by which links.

    `listings` are ids, `list:row`; `how_sure` is what the report says of the person. `links` are
    the strongest links that hold the listings together, strongest first; `weak` the pairs of the
    person that would not be one person by themselves, weakest first, `weaker` their number where
    not all are given; `weakest` where the person would come apart first, None for one listing.
    `nearest` is the nearest other person, None when nobody comes near. `settle` is the one check
    that would settle what is open, '' when nothing is.
    """

    person: str
    listings: tuple[str, ...]
    how_sure: str
    links: tuple[Explanation, ...] = ()
    weak: tuple[Explanation, ...] = ()
    weaker: int = 0
    weakest: Weakest | None = None
    nearest: Nearest | None = None
    settle: str = ""

    @property
    def pairs(self) -> pd.DataFrame:
        """One row for each pair shown: `left`, `right`, `weight` in bits, `band`, `part` (holds or
        weak), and `agrees` and `differs` in words.
        """
        told = [("holds", each) for each in self.links]
        told += [("weak", each) for each in self.weak if each not in self.links]
        return pd.DataFrame(
            {
                "left": [each.left for _, each in told],
                "right": [each.right for _, each in told],
                "weight": [each.weight for _, each in told],
                "band": [each.band.name for _, each in told],
                "part": [part for part, _ in told],
                "agrees": [in_short(each.agrees, len(each.agrees)) for _, each in told],
                "differs": [in_short(each.differs, len(each.differs)) for _, each in told],
            }
        )

    @property
    def headline(self) -> str:
        """Who it is and how sure: "P0012: 3 listings, same person (certain)"."""
        if len(self.listings) == 1:
            return f"{self.person}: 1 listing, not taken for one person with any other"
        sure = self.how_sure[:1].lower() + self.how_sure[1:]
        return f"{self.person}: {len(self.listings)} listings, {sure}"

    def lines(self) -> Iterator[str]:
        """The whole explanation as lines of text."""
        yield self.headline
        yield from _indented(", ".join(self.listings).split(", "))
        yield from _table("What holds them together", self._holding())
        yield from _table("What is weak or speaks against it", self._against())
        if len(self.weak) > SHOWN or self.weaker > len(self.weak):
            yield f"  and {max(self.weaker, len(self.weak)) - SHOWN:,} more such pairs"
        yield ""
        yield from self._conclusions()

    def _holding(self) -> list[Row]:
        told = {(each.left, each.right) for each in self.weak[:SHOWN]}
        return [
            _row(each, _speaks_for(each, (each.left, each.right) in told)) for each in self.links
        ]

    def _against(self) -> list[Row]:
        return [_row(each, _speaks_against(each)) for each in self.weak[:SHOWN]]

    def _conclusions(self) -> Iterator[str]:
        if self.weakest is not None:
            yield str(self.weakest)
        if self.nearest is None:
            yield "Nobody else comes near."
        else:
            yield f"The nearest other person is {self.nearest}."
        if self.settle:
            yield f"What would settle it: {self.settle}"

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def _repr_html_(self) -> str:
        heads = ("Listings", "Bits", "Why")
        parts = (
            ("What holds them together", self._holding()),
            ("What is weak or speaks against it", self._against()),
        )
        return (
            markup.heading(self.headline)
            + markup.lines((", ".join(self.listings),))
            + "".join(
                markup.table(heads, [(two, much, why) for much, two, why in rows], caption=title)
                for title, rows in parts
                if rows
            )
            + markup.lines(self._conclusions())
        )


def _row(pair: Explanation, why: str) -> Row:
    told = f"{DECIDED}; {why}" if pair.decided else f"to check; {why}" if _open(pair) else why
    return bits(pair.weight), pair_of(pair.left, pair.right), told


def _open(pair: Explanation) -> bool:
    return pair.band == Band.check


def _weight(pair: Explanation) -> str:
    return DECIDED if pair.decided else f"{bits(pair.weight)} bits"


def _speaks_for(pair: Explanation, against_is_told: bool) -> str:
    """The main reasons for, and what differs all the same, where that is not told elsewhere."""
    agrees = in_short(pair.agrees) or "nothing outright"
    differs = "" if against_is_told else in_short(pair.differs)
    return f"{agrees}; but {differs}" if differs else agrees


def _speaks_against(pair: Explanation) -> str:
    """The main reasons against, or that too little is known."""
    return (
        in_short((*pair.differs, *pair.discounts))
        or "nothing speaks against it, but little is recorded on both"
    )


def _pairs(number: int) -> str:
    return "1 pair speaks" if number == 1 else f"{number:,} pairs speak"


def _indented(items: Iterable[str]) -> Iterator[str]:
    yield f"  {', '.join(items)}"


def _table(title: str, rows: list[Row]) -> Iterator[str]:
    if not rows:
        return
    widths = [max(len(row[place]) for row in rows) for place in (0, 1)]
    yield ""
    yield title
    for much, two, why in rows:
        yield f"  {much.rjust(widths[0])}  {two.ljust(widths[1])}  {why}"
