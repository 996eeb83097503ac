"""The answers of `why`: the shape of its `--json`, for a pair and for a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from cohortmatch.linkage.explanations import (
    Explanation,
    PersonExplanation,
    Reason,
    Relation,
    Weakest,
    in_short,
)
from cohortmatch.services.answers import Answer
from cohortmatch.version import __version__

BandName = Literal["same", "check", "different"]


class Speaks(Answer):
    """One line of evidence; bits above 0 speak for one person, below 0 against."""

    comparison: str
    words: str
    bits: float


class WhyAnswer(Answer):
    """What `cohortmatch why OUT LEFT RIGHT --json` prints.

    `band` is the pair's once people are formed, `band_by_itself` its weight's, `because` why they
    differ. `discounts` take bits back where nothing differs. `relation` is what two people who
    agree this much may be to each other. `settle` is the
    one check that would settle a pair to check, and `look_up` the listings that lack it. `aside`
    are listings with an address that is not used as evidence, with the reason. `changed` names
    files that changed since the run.
    """

    version: str = __version__
    left: str
    right: str
    answer: str = ""
    band: BandName
    band_by_itself: BandName
    decided: bool = False
    because: str = ""
    relation: Relation = ""
    one_person: bool
    weight: float
    same_from: float
    check_from: float
    before_looking: float
    agrees: tuple[Speaks, ...]
    differs: tuple[Speaks, ...]
    discounts: tuple[Speaks, ...] = ()
    missing: tuple[str, ...]
    aside: tuple[str, ...] = ()
    settle: str
    look_up: tuple[str, ...] = ()
    rival: str = ""
    behind: float = 0.0
    changed: tuple[str, ...] = ()


class PairTold(Answer):
    """One pair of a person's listings, in brief."""

    left: str
    right: str
    answer: str
    band: BandName
    decided: bool
    weight: float
    agrees: str
    differs: str


class PartsTold(Answer):
    """Where a person would come apart first: the listings of `one` part and the `other`, the pairs
    across that hold them, strongest first, and how many speak against it."""

    words: str
    one: tuple[str, ...]
    other: tuple[str, ...]
    held_by: tuple[PairTold, ...]
    against: int


class NearestTold(Answer):
    """The nearest other person, by the strongest pair of one of theirs (`listing`) and one of this
    person's (`own`); `behind` bits less than the weakest link, null where there is none."""

    person: str
    listing: str
    own: str
    answer: str
    weight: float
    behind: float | None


class WhyPersonAnswer(Answer):
    """What `cohortmatch why OUT PERSON --json` prints; weights are in bits.

    `links` are the strongest that hold the listings together, `weak` the pairs that would not be
    one person by themselves, `weaker` their number where not all are given.
    """

    version: str = __version__
    person: str
    listings: tuple[str, ...]
    how_sure: str
    links: tuple[PairTold, ...]
    weak: tuple[PairTold, ...]
    weaker: int
    weakest: PartsTold | None
    nearest: NearestTold | None
    settle: str
    changed: tuple[str, ...] = ()


def why_answer(told: Explanation, changed: Iterable[str] = ()) -> WhyAnswer:
    """The answer about one pair; the bits of all parts sum to its weight."""
    return WhyAnswer(
        left=told.left,
        right=told.right,
        answer=told.verdict,
        band=told.band.name,  # type: ignore[arg-type]
        band_by_itself=told.by_weight.name,  # type: ignore[arg-type]
        decided=told.decided,
        because=told.because,
        relation=told.relation,
        one_person=told.one_person,
        weight=told.weight,
        same_from=told.same_from,
        check_from=told.check_from,
        before_looking=told.before_looking,
        agrees=_speaks(told.agrees),
        differs=_speaks(told.differs),
        discounts=_speaks(told.discounts),
        missing=told.missing,
        aside=told.aside,
        settle=told.settle,
        look_up=told.look_up,
        rival=told.rival,
        behind=told.behind,
        changed=tuple(changed),
    )


def _speaks(reasons: Iterable[Reason]) -> tuple[Speaks, ...]:
    return tuple(Speaks(comparison=r.comparison, words=r.words, bits=r.bits) for r in reasons)


def person_answer(told: PersonExplanation, changed: Iterable[str] = ()) -> WhyPersonAnswer:
    """The answer about one person."""
    near = told.nearest
    return WhyPersonAnswer(
        person=told.person,
        listings=told.listings,
        how_sure=told.how_sure,
        links=tuple(map(_pair, told.links)),
        weak=tuple(map(_pair, told.weak)),
        weaker=told.weaker,
        weakest=None if told.weakest is None else _parts(told.weakest),
        nearest=None
        if near is None
        else NearestTold(
            person=near.person,
            listing=near.listing,
            own=near.own,
            answer=near.pair.verdict,
            weight=near.pair.weight,
            behind=near.behind,
        ),
        settle=told.settle,
        changed=tuple(changed),
    )


def _pair(told: Explanation) -> PairTold:
    return PairTold(
        left=told.left,
        right=told.right,
        answer=told.verdict,
        band=told.band.name,  # type: ignore[arg-type]
        decided=told.decided,
        weight=told.weight,
        agrees=in_short(told.agrees, len(told.agrees)),
        differs=in_short(told.differs, len(told.differs)),
    )


def _parts(told: Weakest) -> PartsTold:
    return PartsTold(
        words=str(told),
        one=told.one,
        other=told.other,
        held_by=tuple(map(_pair, told.held_by)),
        against=told.against,
    )
