"""EM: weights and prior learnt from the lists themselves, without labels, from the shipped ones on.

Expectation: the weights give every likely pair a probability of being one person. Maximisation: the
probabilities give each level's m, counted among pairs of one person, and its u, counted among all
others. Each m is counted on the pairs that are sure without that comparison. The shipped figures
enter as pseudo-counts, so that the lists of one borough stay near them and a million rows outweigh
them. The prior of each pair of lists is learnt the same way. Comparisons that correct others (how
names line up, relations) keep their figures: they are not independent of what they correct. The
corrections for namesakes and relatives are fitted to the coincidences in the lists.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cohortmatch.core.arrays import Floats, Int64s
from cohortmatch.linkage.comparing.kinds import kind_of
from cohortmatch.linkage.model import Comparison, Level, Model
from cohortmatch.linkage.pairs import Scored
from cohortmatch.linkage.scoring.coincidence import Coincidences, corrected
from cohortmatch.linkage.scoring.weigh import excess, grouped

LIST_MATCHES = 20.0
"""Shared people of two lists that the prior from their sizes counts for."""
ANCHOR = 4.0
"""Bits that a pair must have without a comparison to be counted for it: what is counted must not
rest on itself, or namesakes with dates a slip apart would teach that slips are common."""
ROUNDS = 30
SETTLED = 0.01
"""Bits: learning has converged when no weight moves further than this in a round."""


@dataclass(frozen=True)
class Start:
    """How far a comparison's first figures are trusted.

    They count as much as `matches` pairs of one person for m and `random` pairs of different people
    for u, and neither moves further than `furthest` bits.
    """

    matches: float
    random: float
    furthest: float


FIRM = Start(matches=3_000, random=10_000_000, furthest=2)
"""Numbers and dates of birth: slips in them are rare, and short lists hold too few to count."""
PUBLISHED = Start(matches=200, random=10_000_000, furthest=2)
"""Names and addresses: how carefully they are kept differs from team to team."""
GUESSED = Start(matches=10, random=1_000, furthest=20)
STARTS = {"firm": FIRM, "published": PUBLISHED, "guessed": GUESSED}
"""By what a comparison says of its figures (kinds.py)."""


@dataclass(frozen=True, eq=False)
class Learned:
    """The result of learning.

    `model` has the learnt figures; `prior` (float64, lists by lists, bits) the learnt prior;
    `rounds` the number of EM rounds and `converged` whether they settled; `moved` the levels whose
    weight changed by half a bit or more, as (comparison, level, bits before, bits after).
    """

    model: Model
    prior: Floats
    rounds: int
    converged: bool
    moved: tuple[tuple[str, str, float, float], ...]


@dataclass(frozen=True, eq=False)
class PairCounts:
    """Counts over pairs drawn without regard to agreement.

    `levels` (float64, comparisons by levels) are counts scaled to all pairs; `lists` (int64, lists
    by lists) is how many pairs each two lists have; `coincidences` is what different people share.
    """

    levels: Floats
    lists: Int64s
    coincidences: Coincidences


def learn(
    model: Model,
    prior: Floats,
    counts: PairCounts,
    likely: Scored,
    list_code: npt.NDArray[np.int16],
) -> Learned:
    """Learn weights and prior from the likely pairs and the counts of all.

    `likely` holds every pair with any chance of being one person, with `levels` and `rarity` as
    the model's comparisons gave them.
    """
    left, right = list_code[likely.left], list_code[likely.right]
    columns = np.arange(len(model.comparisons))
    shipped, first_prior = model, prior
    start = model = corrected(model, counts.coincidences)
    groups = grouped(model)
    rounds, converged = 0, False
    while rounds < ROUNDS and not converged:
        rounds += 1
        bits = model.weights[columns, likely.levels] + likely.rarity
        weight = prior[left, right] + bits.sum(axis=1)
        for group in groups:
            weight += excess(bits[:, group].sum(axis=1))
        after = _reweigh(start, counts.levels, likely.levels, weight, bits)
        prior = _list_prior(first_prior, counts.lists, left, right, _probability(weight))
        converged = bool(np.abs(after.weights - model.weights).max() < SETTLED)
        model = after
    return Learned(model, prior, rounds, converged, _moved(shipped, model))


def _reweigh(
    start: Model, random: Floats, levels: npt.NDArray[np.int8], weight: Floats, bits: Floats
) -> Model:
    changed = []
    for place, comparison in enumerate(start.comparisons):
        if kind_of(comparison.name).corrects:
            changed.append(comparison)
            continue
        n, at = len(comparison.levels), levels[:, place]
        without = weight - bits[:, place]
        sure = np.where(without >= ANCHOR, _probability(without), 0.0)
        matches = np.bincount(at, weights=sure, minlength=n).astype(float)
        others = random[place, :n] - np.bincount(at, weights=_probability(weight), minlength=n)
        others = np.maximum(others, 0.0)
        changed.append(counted(comparison, matches[1:], others[1:], start_of(comparison)))
    return start.with_comparisons(tuple(changed))


def _probability(weight: Floats) -> Floats:
    result: Floats = 1 / (1 + np.exp2(-weight))
    return result


def start_of(comparison: Comparison) -> Start:
    """How far a comparison's figures are trusted before anything is counted."""
    if comparison.learnt:
        return GUESSED
    return STARTS[kind_of(comparison.name).figures]


def counted(comparison: Comparison, matches: Floats, others: Floats, start: Start) -> Comparison:
    """A comparison with m and u counted, its own figures as pseudo-counts.

    `matches` and `others` (float64, one a level above "missing") count pairs of one person and of
    two.
    """
    levels = comparison.levels[1:]
    m = _blend(np.array([level.m for level in levels]), matches, start.matches, start.furthest)
    u = _blend(np.array([level.u for level in levels]), others, start.random, start.furthest)
    if comparison.rarity:
        # Rarity is counted against the shipped u of full agreement, which therefore stays.
        u[-1] = levels[-1].u
    less_told = kind_of(comparison.name).less_told
    for place, level in enumerate(levels):
        # How often a list gives a part only is a habit, the same for one person as for two.
        if level.name in less_told:
            u[place] = min(level.u * m[place] / level.m, 1.0)
    new = [
        Level(name=level.name, words=level.words, source=level.source, m=a, u=b)
        for level, a, b in zip(levels, m.tolist(), u.tolist(), strict=True)
    ]
    return Comparison(
        name=comparison.name,
        words=comparison.words,
        rarity=comparison.rarity,
        learnt=comparison.learnt,
        group=comparison.group,
        levels=(comparison.levels[0], *new),
    )


def _blend(shipped: Floats, counted: Floats, pseudo: float, furthest: float) -> Floats:
    share = (counted + pseudo * shipped) / (counted.sum() + pseudo * shipped.sum())
    share *= shipped.sum()
    low, high = shipped * 2**-furthest, np.minimum(shipped * 2**furthest, 1.0)
    result: Floats = np.clip(share, low, high)
    return result


def _list_prior(
    first: Floats,
    pairs: Int64s,
    left: npt.NDArray[np.int16],
    right: npt.NDArray[np.int16],
    probability: Floats,
) -> Floats:
    """The share of pairs that are one person, for each two lists, in bits."""
    n = len(first)
    found = np.bincount(left.astype(np.int64) * n + right, weights=probability, minlength=n * n)
    found = found.reshape(n, n)
    found = found + found.T - np.diag(np.diag(found))
    share = 1 / (1 + np.exp2(-first))
    pseudo = LIST_MATCHES / share
    learnt = (found + LIST_MATCHES) / (np.maximum(pairs, 1) + pseudo)
    learnt = np.minimum(learnt, 0.5)
    result: Floats = np.log2(learnt / (1 - learnt))
    return result


def _moved(before: Model, after: Model) -> tuple[tuple[str, str, float, float], ...]:
    return tuple(
        (old.name, a.name, round(a.bits, 2), round(b.bits, 2))
        for old, new in zip(before.comparisons, after.comparisons, strict=True)
        for a, b in zip(old.levels, new.levels, strict=True)
        if abs(a.bits - b.bits) >= 0.5
    )
