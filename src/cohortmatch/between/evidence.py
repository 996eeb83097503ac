"""The match weight of a set of agreeing keys, in bits, and the band it is in.

Policy: the keys of one person are made of the same facts, so the weights of single keys cannot be
added as if they were independent. A set that invented neighbours often share has a weight of its
own; any other set has the sum of weights that were fitted together. So a surname with a date of
birth and a home, but no first name, weighs less than without the home: it is a twin's. The prior
comes from the room of the other side and the share of people who are expected to be known to both.
A match is never `same` where another of our people fits the same reference nearly as well, or
another reference the same person.

Cut-offs: `same` from `same` bits, `check` from `check` bits; what is below is not told at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import log2
from typing import Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from cohortmatch.between.keys import KINDS
from cohortmatch.between.opening import AgreeingKeys

__all__ = ["ExchangeModel", "Match", "kinds_in_words", "matches", "shipped_model"]

MODEL = "between-2026-11"
RIVAL = 3.0
"""Bits by which a match must be better than its rivals to be `same`."""
ExchangeBand = Literal["same", "check"]


class ExchangeModel(BaseModel):
    """The weights of agreeing keys, as a dated file with its source.

    `sets` are the bits of sets that are often seen, by the names of their kinds with "+" between.
    For another set, `start` are the bits of a pair that shares a key at all, and `keys` those of
    each kind beside the others. `share` is the share of our people whom the other side is expected
    to hold.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    made: str
    source: str
    share: float = Field(gt=0, lt=1)
    same: float
    check: float
    start: float
    keys: Mapping[str, float]
    sets: Mapping[str, float]

    def weight(self, kinds: Iterable[int], room: int) -> float:
        """The match weight of a set of kinds in bits, the prior included, so that 0 is even odds;
        `room` is the other side's room in people."""
        names = [KINDS[kind].name for kind in sorted(kinds)]
        evidence = self.sets.get("+".join(names))
        if evidence is None:
            evidence = self.start + sum(self.keys[name] for name in names)
        return evidence + log2(self.share / room)


class Match(NamedTuple):
    """One of our people whom the other side holds, or may hold: by its number, their reference,
    the match weight in bits, the band and the kinds of keys that agree."""

    person: int
    reference: int
    weight: float
    band: ExchangeBand
    kinds: tuple[int, ...]

    @property
    def words(self) -> str:
        """The kinds of keys that agree, for a reader, without those that say nothing more."""
        return kinds_in_words(self.kinds)


def kinds_in_words(kinds: Iterable[int]) -> str:
    """Kinds of keys for a reader, without those that say nothing more."""
    own = [KINDS[kind] for kind in kinds]
    told = frozenset().union(*(kind.covers for kind in own))
    return "; ".join(kind.words for kind in own if kind.name not in told)


@cache
def shipped_model() -> ExchangeModel:
    """The model that comes with the package."""
    text = files("cohortmatch.between").joinpath(f"models/{MODEL}.json").read_text("utf-8")
    return ExchangeModel.model_validate_json(text)


def matches(
    agreeing: Sequence[AgreeingKeys], room: int, model: ExchangeModel | None = None
) -> list[Match]:
    """The matches from the sets of agreeing keys, surest first for each of our people."""
    model = model or shipped_model()
    weights = [model.weight(each.kinds, room) for each in agreeing]
    told = [(a, w) for a, w in zip(agreeing, weights, strict=True) if w >= model.check]
    rivals = _Rivals(told)
    found = [
        Match(
            *(each.person, each.reference, weight),
            "same" if weight >= model.same and not rivals.near(each, weight) else "check",
            tuple(sorted(each.kinds)),
        )
        for each, weight in told
    ]
    return sorted(found, key=lambda match: (match.person, -match.weight, match.reference))


class _Rivals:
    """The weights of the other matches of a person, and of a reference."""

    def __init__(self, told: Iterable[tuple[AgreeingKeys, float]]) -> None:
        self._weights: dict[tuple[str, int], list[float]] = defaultdict(list)
        for each, weight in told:
            self._weights["person", each.person].append(weight)
            self._weights["reference", each.reference].append(weight)

    def near(self, each: AgreeingKeys, weight: float) -> bool:
        """Whether another match is nearly as sure as this one, or surer."""
        sides = (("person", each.person), ("reference", each.reference))
        return any(sum(w > weight - RIVAL for w in self._weights[side]) > 1 for side in sides)
