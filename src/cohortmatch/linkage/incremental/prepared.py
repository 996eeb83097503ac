"""Full and incremental linkage, and the saved state that the next run starts from.

Begun(matcher, plan): every candidate pair is compared, and weights are learnt
based(…): weights stand; pairs without a new or changed listing are known, the others are compared
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from cohortmatch.core.errors import BaseError, SettingsError
from cohortmatch.core.fingerprints import new_key
from cohortmatch.core.ram import resident, written
from cohortmatch.core.types import Listings
from cohortmatch.linkage.blocking import BlockingPlan
from cohortmatch.linkage.blocking.callers_pairs import CallersPlan
from cohortmatch.linkage.blocking.plan import BATCH
from cohortmatch.linkage.blocking.progress import Done, counted, no_progress
from cohortmatch.linkage.copies import Copies
from cohortmatch.linkage.gathering import Gathered, gather, learn
from cohortmatch.linkage.incremental.changed_pairs import (
    BasedPlan,
    based_plan,
    groups_of,
    still_candidates,
    with_outgrown,
)
from cohortmatch.linkage.incremental.frozen_comparing import based_comparers, frozen
from cohortmatch.linkage.incremental.part_of_run import WholeRun, gather_part
from cohortmatch.linkage.incremental.state import Base
from cohortmatch.linkage.listing_hashes import listing_numbers
from cohortmatch.linkage.matcher import Matcher
from cohortmatch.linkage.model import Comparison, Model
from cohortmatch.linkage.pairs import Pairs, Scored, in_parts
from cohortmatch.linkage.scoring import Learned
from cohortmatch.version import __version__

__all__ = [
    "BROUGHT",
    "BYTES",
    "SMALLEST",
    "LearntLinkage",
    "PreparedLinkage",
    "based",
    "batch_within",
    "learning_summary",
]

AGAIN = "make a fresh base from these lists"
BROUGHT = "a base cannot be used or made where pairs or comparisons are brought along"
COPIES = (
    "a base cannot be made or used where dozens of rows say the same; take the repeated rows out"
)
MOST_PAIRS = 100_000_000
"""Pairs that may be compared with a base for which every pair was: a minute's worth."""
BYTES = 500
"""Bytes that a pair takes while it is compared, at the most; measured at about 380."""
SMALLEST = 1_000
"""Pairs: comparing fewer at a time would take for ever."""


@dataclass(frozen=True, eq=False)
class LearntLinkage:
    """The result of a run: the likely pairs, how many were compared, and the matcher with the
    weights that count; `learning` tells how they were learnt.
    """

    matcher: Matcher
    likely: Scored
    compared: int
    learning: Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class PreparedLinkage:
    """A run before its comparing.

    `matcher` has the weights that find likely pairs; `known` are the likely pairs of the base.
    """

    matcher: Matcher
    candidates: BlockingPlan
    base: Base | None = None
    known: Pairs | None = None

    @property
    def cost(self) -> int:
        """The most pairs that are compared."""
        return self.candidates.cost + (0 if self.known is None else len(self.known))

    def batches(self, memory: int | None = None, done: Done = no_progress) -> Iterator[Pairs]:
        """The pairs to compare, known ones first, in batches small enough for `memory` bytes in the
        process. Raises SettingsError where that is too little.

        After each batch, `done` gets the number done out of `cost`."""
        batch, plan = self._batch(memory), self.candidates
        known = iter(()) if self.known is None else counted(in_parts(self.known, batch), done)
        return chain(known, plan.batches(batch, done))

    def gathered(self, batches: Iterator[Pairs]) -> Gathered:
        """The likely pairs of the batches, with counts where weights are to be learnt."""
        every_pair, counting = self.candidates.every_pair, self.base is None
        return gather(self.matcher, batches, every_pair=every_pair, counting=counting)

    def _batch(self, memory: int | None) -> int:
        """How many pairs are held at a time."""
        if memory is None:
            return BATCH
        return batch_within(memory, self.candidates.held, self.matcher.cores, BATCH)

    def gathered_as_part(self, whole: WholeRun, memory: int | None) -> Gathered | None:
        """The same from the run that the listings are a part of; None where it cannot help."""
        if self.base is not None or not self.candidates.every_pair:
            return None
        return gather_part(whole, self.matcher, self._batch(memory))

    def whole(self, gathered: Gathered) -> WholeRun | None:
        """The run, as parts of its listings can be linked from; None where they cannot."""
        return None if self.base is not None else WholeRun.of(self.matcher, gathered)

    def learnt(self, gathered: Gathered) -> LearntLinkage:
        """The weights that count: learnt from the gathered pairs, or those of the base."""
        if self.base is None:
            matcher, learnt = learn(self.matcher, gathered)
            return LearntLinkage(
                matcher, gathered.likely, gathered.compared, learning_summary(learnt)
            )
        known = 0 if self.known is None else len(self.known)
        matcher = self.matcher.with_weights(
            _as_in(self.matcher.model, self.base.learnt),
            self.base.prior_of(self.matcher.listings, self.matcher.prior, self.base.learnt_prior),
        )
        compared = gathered.compared - known
        return LearntLinkage(matcher, gathered.likely, compared, self.base.learning)

    @property
    def changed(self) -> npt.NDArray[np.bool_] | None:
        """Which listings are new or have changed since the base; None without one."""
        return self.candidates.changed if isinstance(self.candidates, BasedPlan) else None

    def leaves(self, found: LearntLinkage) -> Callable[[], Base]:
        """A function that makes the base for the next run when called.

        BaseError where the caller brought pairs or comparisons.
        """
        # Only where the likely pairs are is held meanwhile, not their evidence.
        likely = Pairs(found.likely.left, found.likely.right)
        matcher, learning = found.matcher, found.learning

        def made() -> Base:
            if self.base is not None and isinstance(self.candidates, BasedPlan):
                groups = with_outgrown(self.base.groups, self.candidates)
                priors = self.matcher.prior, matcher.prior
                return self.base.after(self.matcher.listings, likely, groups, priors)
            return _first_base(self, matcher, likely, learning)

        return made


def based(listings: Listings, base: Base, model: Model, *, reuse: bool = True) -> PreparedLinkage:
    """An incremental run: it uses what the base learnt and compares what the base does not know.

    Without `reuse` it compares everything with the weights of the base, with the same result. Only
    cut-offs and calibration come from `model`. Raises BaseError where the base does not fit.
    """
    _refuse_other_weights(base, model)
    if len(Copies.among(listings).place):
        raise BaseError(COPIES)
    first = _as_in(model, base.first)
    comparers = based_comparers(listings, first, base.frozen, base.key)
    matcher = Matcher(listings, first, comparers=comparers)
    prior = base.prior_of(listings, matcher.prior, base.prior)
    matcher = matcher.with_weights(first, prior)
    known = base.known(listings)
    plan = based_plan(listings, base.groups, base.key, known.changed, reuse=reuse)
    if plan.every_pair and plan.cost > MOST_PAIRS:
        raise BaseError(
            f"the lists have outgrown the base, for which every pair was compared; {AGAIN}"
        )
    if not reuse:
        return PreparedLinkage(matcher, plan, base)
    stays = still_candidates(listings, plan, base.groups, base.key, known.likely)
    likely = Pairs(known.likely.left[stays], known.likely.right[stays])
    return PreparedLinkage(matcher, plan, base, likely)


def _first_base(
    prepared: PreparedLinkage, learnt: Matcher, likely: Pairs, learning: Mapping[str, Any]
) -> Base:
    matcher, plan = prepared.matcher, prepared.candidates
    if len(matcher.copies.place):
        raise BaseError(COPIES)
    if isinstance(plan, CallersPlan) or matcher.comparers.has_callers:
        raise BaseError(BROUGHT)
    listings, key = matcher.listings, new_key()
    return Base(
        version=__version__,
        key=key,
        made=str(listings.as_of or ""),
        lists=tuple(info.name for info in listings.lists),
        first=matcher.model,
        prior=matcher.prior,
        learnt=learnt.model,
        learnt_prior=learnt.prior,
        learning=learning,
        frozen=frozen(matcher.comparers, key),
        groups=groups_of(listings, plan, key),
        listings=listing_numbers(listings, key),
        left=likely.left,
        right=likely.right,
    )


def _refuse_other_weights(base: Base, model: Model) -> None:
    if (_plain(base.first), base.first.prior) != (_plain(model), model.prior):
        raise BaseError(f"the base was made with other weights ({base.first.name}); {AGAIN}")


def _plain(model: Model) -> tuple[Comparison, ...]:
    return tuple(each for each in model.comparisons if not each.learnt)


def _as_in(model: Model, figures: Model) -> Model:
    """A model with the comparisons of another."""
    return model.with_comparisons(figures.comparisons)


def learning_summary(learnt: Learned) -> dict[str, Any]:
    """A summary of learning for `run.json`: weights in bits before and after."""
    moved = [
        {"comparison": comparison, "level": level, "before": before, "after": after}
        for comparison, level, before, after in learnt.moved
    ]
    return {"rounds": learnt.rounds, "converged": learnt.converged, "moved": moved}


def batch_within(memory: int, held: int, cores: int, most: int) -> int:
    """How many pairs, up to `most`, may be compared at a time within `memory` in all.

    `held` is what finding the pairs takes, all in bytes. SettingsError where there is no room.
    """
    taken = resident() + held
    batch = (memory - taken) // (BYTES * cores)
    if batch < SMALLEST:
        raise SettingsError(
            f"memory: {written(memory)} is too little, for the listings alone take "
            f"{written(taken)}; allow {written(taken + most * BYTES * cores)}, "
            f"and no less than {written(taken + SMALLEST * BYTES * cores)}"
        )
    return min(batch, most)
