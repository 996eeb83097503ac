"""Records matched against the people of a reader's view, one by one, by the engine's own judgement.

    record ──▶ a list of one row ──▶ together with the view's listings ──▶ weights ──▶ bands

Incremental linkage with the view's lists as the base: names and postcodes are as rare as they are
there, the weights are those of the run, and no record changes what is said of another. Only the
view's listings are compared, so an answer rests on nothing that its reader may not see; and of
these only subjects', so nobody is found who is no nominal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, reduce
from itertools import combinations

import numpy as np
import pandas as pd

from cohortmatch.core.arrays import Floats
from cohortmatch.core.fingerprints import new_key
from cohortmatch.core.tables_of_listings import take, together
from cohortmatch.core.types import Listings, Role
from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.linkage import scoring
from cohortmatch.linkage.comparing import Comparers
from cohortmatch.linkage.comparing.kinds import KINDS
from cohortmatch.linkage.incremental.frozen_comparing import based_comparers, frozen
from cohortmatch.linkage.incremental.state import FrozenFigures
from cohortmatch.linkage.matcher import LINK, Matcher, pairs_of
from cohortmatch.linkage.model import Model
from cohortmatch.linkage.pairs import Band, Pairs
from cohortmatch.linkage.people import resolve
from cohortmatch.normalising import Institutions
from cohortmatch.people.persons import Person
from cohortmatch.reading import read_all
from cohortmatch.services.compare_records import bits_of_any_two
from cohortmatch.services.pipeline import as_nominals_tell, normalised

__all__ = ["MatchedPerson", "RecordMatcher"]

MOST = 40
"""People, the likeliest first, among whom one record is judged."""


@dataclass(frozen=True, repr=False)
class MatchedPerson:
    """Somebody who may be the person of a record: the match weight in bits of the listing that fits
    best, and whether the engine takes them for one person ("band same"), and for nobody else."""

    person: Person
    weight: float
    is_same: bool

    @property
    def probability(self) -> float:
        """The weight as a probability, 0 to 1."""
        return float(1 / (1 + np.exp2(-self.weight)))

    def __repr__(self) -> str:
        return f"<MatchedPerson: {self.weight:.1f} bits>"


class RecordMatcher:
    """Matches records against the subjects of one reader's view."""

    def __init__(self, view: Redacted) -> None:
        own = np.flatnonzero(view.listings.role == Role.subject)
        self._place: list[int] = own.tolist()
        self._listings = take(view.listings, own)
        self._model = _explained_only(view.model)
        self.people = [person for person in view.everybody if person.is_subject]
        """Everybody who may be found."""
        whose = {i: n for n, person in enumerate(self.people) for i in person.listings}
        self._whose = np.array([whose[i] for i in self._place], dtype=np.int64)

    @cached_property
    def _base(self) -> tuple[str, FrozenFigures]:
        key = new_key()
        known = frozen(Comparers(self._listings, self._model), key)
        return key, replace(known, columns={})

    def match(self, records: Sequence[Mapping[str, str]]) -> list[list[MatchedPerson]]:
        """Who each record may be, the likeliest first; a record maps fields to texts.

        Nobody, for a record that cannot be read as one person.
        """
        day = self._listings.as_of or date.today()
        rows = [_row_of(record, day) for record in records]
        found = [each for each in rows if each is not None]
        if not found or not len(self._listings):
            return [[] for _ in records]
        matcher = self._matcher(reduce(together, found))
        place = iter(range(len(self._listings), len(self._listings) + len(found)))
        return [[] if row is None else self._of(matcher, next(place)) for row in rows]

    def _matcher(self, queries: Listings) -> Matcher:
        """The matcher of the view's listings and some records, each a list of its own."""
        table = together(self._listings, queries)
        key, known = self._base
        comparers = based_comparers(table, self._model, known, key)
        sizes = np.bincount(table.list_code, minlength=len(table.lists))
        prior = scoring.prior_bits(sizes, self._model)
        lists = len(self._listings.lists)
        prior[lists:, :] = prior[:, lists:] = self._prior
        return Matcher(table, self._model, prior=prior, comparers=comparers)

    @cached_property
    def _prior(self) -> float:
        """The prior of a record and any listing, in bits."""
        sizes = np.bincount(self._listings.list_code, minlength=len(self._listings.lists))
        prior: Floats = scoring.prior_bits(sizes, self._model)
        return bits_of_any_two(prior, sizes, self._model)

    def _of(self, matcher: Matcher, record: int) -> list[MatchedPerson]:
        """The people of one record, which stands in a place of the matcher's listings."""
        own = np.arange(len(self._listings), dtype=np.int32)
        scored = matcher.score(Pairs(own, np.full(len(own), record, dtype=np.int32)))
        best = np.full(len(self.people), -np.inf)
        np.maximum.at(best, self._whose[scored.left], scored.weight)
        likely = np.argsort(-np.round(best, 6), kind="stable")[:MOST]
        likely = likely[best[likely] >= LINK]
        same = self._same(matcher, record, likely.tolist())
        found = (
            MatchedPerson(self.people[n], float(best[n]), same == {n}) for n in likely.tolist()
        )
        return sorted(found, key=lambda each: not each.is_same)

    def _same(self, matcher: Matcher, record: int, likely: list[int]) -> set[int]:
        """Which of some people are, by the bands of the record and all of their listings, the
        record's."""
        among = np.flatnonzero(np.isin(self._whose, likely)).tolist()
        pairs = list(combinations([*among, record], 2))
        if not pairs:
            return set()
        left, right = (list(side) for side in zip(*pairs, strict=True))
        people = resolve(matcher, matcher.score(pairs_of(left, right)))
        links = zip(people.links.left, people.links.right, people.band, strict=True)
        return {
            int(self._whose[min(a, b)])
            for a, b, band in links
            if band == Band.same and record in (a, b)
        }

    def __repr__(self) -> str:
        return f"<RecordMatcher: {len(self.people)} people>"


def _explained_only(model: Model) -> Model:
    """The model without columns that nobody has explained, which a record has not."""
    return model.with_comparisons(tuple(each for each in model.comparisons if each.name in KINDS))


def _row_of(record: Mapping[str, str], day: date) -> Listings | None:
    """A record as a list of one row; None where it is not one person who is matched."""
    told = {field: text for field, text in record.items() if text.strip()}
    if not told:
        return None
    frame = pd.DataFrame([told], index=[1], dtype=str)
    found = read_all({"A": frame}, columns={"A": {field: field for field in told}})
    if found.errors:
        return None
    listings = normalised(as_nominals_tell(found.lists, day), day, Institutions())
    return listings if len(listings) == 1 else None
