"""The status of a pair once people are formed: its band, the reason, and the check that settles it.

A match weight belongs to one pair. The pair's band also depends on the two people's other listings,
on the team's decisions, and on how little evidence there is. Each reason names the pair it rests
on, so that a reader can ask about that pair next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from cohortmatch.decisions.implied import implied_decisions
from cohortmatch.decisions.ledger import ANSWER_WORDS, ImpliedDecision
from cohortmatch.linkage.explanations import Explanation, listed
from cohortmatch.linkage.never_certain import DOUBTS, TOLD_APART, Doubt, doubts_of
from cohortmatch.linkage.pairs import Band
from cohortmatch.people.linkage_result import LinkageResult
from cohortmatch.people.persons import Person
from cohortmatch.people.suggested_check import suggested_check
from cohortmatch.people.view import View

Pair = tuple[int, int]


@dataclass(frozen=True, eq=False, repr=False)
class PairStatus:
    """The status of any pair of a run's listings, by their positions."""

    view: View
    found: LinkageResult

    def with_status(self, plain: Explanation, left: int, right: int) -> Explanation:
        """The explanation of a pair with its status."""
        stands = self.band(left, right)
        is_decided = self.decided(left, right) or self._follows(left, right) is not None
        pair = replace(plain, stands=stands, decided=is_decided)
        pair = replace(pair, because=self._because(pair, left, right))
        if stands != Band.check:
            return pair
        settle, look_up = suggested_check(self.view, plain.unknown, (left, right))
        return replace(pair, settle=settle, look_up=look_up)

    def band(self, left: int, right: int) -> Band:
        """The band that counts."""
        if self.decided(left, right):
            together = self._one_person(left, right)
            return Band.same if together else Band.different
        return self._bands.get(frozenset((left, right)), Band.different)

    def decided(self, left: int, right: int) -> bool:
        """Whether the team decided the pair itself."""
        return frozenset((left, right)) in self._decided

    def _follows(self, left: int, right: int) -> ImpliedDecision | None:
        """What decisions about other pairs say of this one together."""
        return self._implied.get(frozenset((left, right)))

    @cached_property
    def _implied(self) -> dict[frozenset[int], ImpliedDecision]:
        reviewed = self.view.reviewed
        found = () if reviewed is None else implied_decisions(reviewed.standing)
        return {frozenset((each.left, each.right)): each for each in found}

    def _by_decisions(self, follows: ImpliedDecision) -> str:
        told = [
            f"{each.entry.number} ({self.view.ids[each.left]} and {self.view.ids[each.right]}: "
            f"{ANSWER_WORDS[each.entry.answer]})"
            for each in follows.decisions
        ]
        return f"It follows from decisions {listed(told)}."

    def person(self, listing: int) -> Person | None:
        """The listing's person; None for a person with one listing."""
        return self._people.get(listing)

    def _one_person(self, left: int, right: int) -> bool:
        person = self.view.resolved.person
        return bool(person[left] == person[right])

    @cached_property
    def _people(self) -> dict[int, Person]:
        return {listing: each for each in self.view.several for listing in each.listings}

    @cached_property
    def _decided(self) -> set[frozenset[int]]:
        made = self.view.decisions
        if made is None:
            return set()
        pairs = zip(made.left.tolist(), made.right.tolist(), strict=True)
        return {frozenset(pair) for pair in pairs}

    @cached_property
    def _bands(self) -> dict[frozenset[int], Band]:
        links = self.view.resolved.links
        rows = zip(
            links.left.tolist(),
            links.right.tolist(),
            self.view.resolved.band.tolist(),
            strict=True,
        )
        return {frozenset((left, right)): Band(band) for left, right, band in rows}

    def _because(self, pair: Explanation, left: int, right: int) -> str:
        """Why the pair's band is not its weight's; '' where it is."""
        follows = self._follows(left, right)
        if follows is not None:
            return self._by_decisions(follows)
        if pair.decided or pair.stands == pair.by_weight:
            return ""
        if pair.stands == Band.same:
            return self._vouched(left, right)
        if pair.stands == Band.check and pair.by_weight == Band.same:
            return self._doubted(pair, left, right)
        if pair.stands == Band.check:
            return self._left_open(left, right)
        return self._told_apart(pair, left, right)

    def _vouched(self, left: int, right: int) -> str:
        path = " – ".join(self.view.ids[i] for i in self._path(left, right))
        return f"Other listings of this person vouch for the two: {path}." if path else ""

    def _left_open(self, left: int, right: int) -> str:
        again = self.view.asked_again(left, right)
        if again:
            return f"It was decided before, and is asked again: {again}."
        if self._one_person(left, right):
            path = " – ".join(self.view.ids[i] for i in self._path(left, right))
            return f"The two are held together by other listings: {path}." if path else ""
        return self._between("The two people's other listings leave it open", left, right, 1)

    def _told_apart(self, pair: Explanation, left: int, right: int) -> str:
        for doubt in self._rules(pair, left, right, TOLD_APART):
            return doubt.why
        return self._between("The two people's other listings speak against it", left, right, -1)

    def _between(self, told: str, left: int, right: int, sign: int) -> str:
        """The reason, with the pair of the two people that weighs most (or, with -1, least)."""
        ones, others = self._listings(left), self._listings(right)
        weights = sign * self.found.weights([*ones, *others])[: len(ones), len(ones) :]
        best = max(
            ((one, other) for one in range(len(ones)) for other in range(len(others))),
            key=lambda at: round(float(weights[at]), 6),
        )
        if {ones[best[0]], others[best[1]]} == {left, right}:
            return f"{told}."
        pair = f"{self.view.ids[ones[best[0]]]} and {self.view.ids[others[best[1]]]}"
        return f"{told}: {pair} have {sign * weights[best]:+.1f} bits."

    def _doubted(self, pair: Explanation, left: int, right: int) -> str:
        """Why a pair that would be certain by itself must be checked."""
        again = self.view.asked_again(left, right)
        if again:
            return f"It was decided before, and is asked again: {again}."
        for doubt in self._rules(pair, left, right):
            return doubt.why
        return " ".join(self._doubts(left, right)) or (
            "The weight is enough by itself; the two people's other listings leave it in doubt."
        )

    def _rules(
        self, pair: Explanation, left: int, right: int, among: Sequence[Doubt] = DOUBTS
    ) -> list[Doubt]:
        """The rules by which a pair is not certain, whatever its match weight."""
        code = self.found.listings.list_code
        levels = {each.comparison: each.level for each in pair.reasons if each.kind == "level"}
        one_list = bool(code[left] == code[right])
        return doubts_of(self.found.model, levels, one_list=one_list, among=among)

    def _doubts(self, left: int, right: int) -> Iterator[str]:
        """The listings that make a strong pair doubtful: rivals, and ends that do not agree."""
        ids = self.view.ids
        if not self._one_person(left, right):
            yield "By itself it would be enough, but each fits other listings better."
        rival = self._rival(left, right)
        if rival is not None:
            own, other, weight = rival
            yield (
                f"{ids[own]} fits somebody else's listing {ids[other]} nearly as well: "
                f"{weight:+.1f} bits."
            )
        both = self._fits_both(left, right)
        if both is not None:
            own, (one, other), why = both
            yield f"{ids[own]} fits {ids[one]} and {ids[other]} alike, who may be two people. {why}"
        odd = self._odd(left, right)
        if odd is not None:
            own, other, weight = odd
            yield (
                f"To take the two for one person would put {ids[own]} and {ids[other]} together, "
                f"which speak against each other: {weight:+.1f} bits."
            )

    def _rival(self, left: int, right: int) -> tuple[int, int, float] | None:
        """The strongest pair to check of one of the two with a listing of a third person."""
        links, person = self.view.resolved.links, self.view.resolved.person
        own = {int(person[left]), int(person[right])}
        sides = np.concatenate([links.left, links.right])
        others = np.concatenate([links.right, links.left])
        weights = np.tile(links.weight, 2)
        best: tuple[int, int, float] | None = None
        for at in np.flatnonzero(np.isin(sides, (left, right))).tolist():
            one, other, weight = int(sides[at]), int(others[at]), float(weights[at])
            if int(person[other]) not in own and (best is None or weight > best[2]):
                best = one, other, weight
        return best

    def _fits_both(self, left: int, right: int) -> tuple[int, Pair, str] | None:
        """Which of the two fits the other and a rival of it, that rival, and why it is one."""
        for own, other in ((left, right), (right, left)):
            others = [each for each in self._listings(own) if each not in (own, other)]
            pairs = [(other, each) for each in others]
            for pair, told in zip(pairs, self.found.explain_each(pairs), strict=True):
                for doubt in self._rules(told, *pair):
                    if doubt.rival:
                        return own, pair, doubt.why
        return None

    def _odd(self, left: int, right: int) -> tuple[int, int, float] | None:
        """The pair that speaks most against the two people being one, if any does strongly."""
        ones = sorted({*self._listings(left), *self._listings(right)})
        weights = self.found.weights(ones)
        near = [place for place, one in enumerate(ones) if one in (left, right)]
        ends = [(a, b) for a in near for b in range(len(ones)) if a != b]
        least = min(ends, key=lambda at: round(float(weights[at]), 6))
        if weights[least] >= 0:
            return None
        return ones[least[0]], ones[least[1]], float(weights[least])

    def _listings(self, listing: int) -> Sequence[int]:
        person = self.person(listing)
        return (listing,) if person is None else person.listings

    def _path(self, left: int, right: int) -> list[int]:
        """The listings by which the strongest links of a person lead from one to another."""
        person = self.person(left)
        if person is None:
            return []
        return path([(join.left, join.right) for join in person.joins], left, right)


def path(links: Iterable[Pair], left: int, right: int) -> list[int]:
    """The path from one to another along links without a circle; empty where there is none."""
    beside: dict[int, list[int]] = {}
    for one, other in links:
        beside.setdefault(one, []).append(other)
        beside.setdefault(other, []).append(one)
    ways = [[left]]
    while ways:
        way = ways.pop()
        if way[-1] == right:
            return way
        ways += [[*way, each] for each in beside.get(way[-1], []) if each not in way[-2:-1]]
    return []
