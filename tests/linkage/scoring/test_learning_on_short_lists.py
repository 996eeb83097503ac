"""Learning from a borough's lists is never for the worse: the people formed with it and without."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from cohortmatch.evaluation import pairwise_quality
from cohortmatch.linkage import blocking
from cohortmatch.linkage.incremental.prepared import PreparedLinkage
from cohortmatch.linkage.matcher import Matcher
from cohortmatch.linkage.model import shipped
from cohortmatch.linkage.people import resolve
from cohortmatch.normalising import normalise
from cohortmatch.reading import read_lists
from cohortmatch.synthetic import Invented, invent, invent_plain

SEEDS = (1, 2, 3, 4)


@pytest.mark.parametrize("severity", [1.0, 2.0])
@pytest.mark.parametrize("make", [invent, invent_plain])
def test_learning_is_not_for_the_worse(make: Callable[..., Invented], severity: float) -> None:
    both = [f1_of(make(seed=seed, severity=severity)) for seed in SEEDS]
    learnt, untaught = (sum(each) / len(SEEDS) for each in zip(*both, strict=True))
    assert learnt >= untaught


def f1_of(invented: Invented) -> tuple[float, float]:
    """F1 in pairs of the people formed with what the lists teach, and with the shipped weights."""
    listings = normalise(read_lists(invented.frames), date(2026, 6, 1))
    begun = PreparedLinkage(Matcher(listings, shipped()), blocking.plan(listings))
    gathered = begun.gathered(begun.batches())
    found = begun.learnt(gathered)
    truth = invented.truth
    person = dict(zip(truth["list"] + ":" + truth["row"].astype(str), truth["person"], strict=True))
    whose = [person[each] for each in listings.ids]
    learnt, untaught = (
        pairwise_quality(resolve(matcher, likely).person, whose).f1
        for matcher, likely in ((found.matcher, found.likely), (begun.matcher, gathered.likely))
    )
    return learnt, untaught
