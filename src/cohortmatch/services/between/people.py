"""Our side of an exchange: the people who may take part, their match keys and their own ids.

Policy: people are formed again from the rows that may take part alone, so that no other row joins
any two; whom our own run keeps apart stays apart.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from cohortmatch.audit import Input
from cohortmatch.between.answer import reference_words
from cohortmatch.between.keys import MatchKeys, match_keys
from cohortmatch.between.terms import ExchangeTerms, checked_name
from cohortmatch.core.errors import SettingsError
from cohortmatch.core.tables_of_listings import take
from cohortmatch.core.types import Listings
from cohortmatch.disclosure.exchanged import agreed_exchange, exchanged_rows
from cohortmatch.disclosure.sharing_agreement import SharingAgreement
from cohortmatch.disclosure.sharing_agreement.recipients import Party
from cohortmatch.linkage import linking
from cohortmatch.reporting import CrossReference
from cohortmatch.reporting.table_files import csv_bytes
from cohortmatch.services.log_names import inputs_of
from cohortmatch.services.matched_lists import matched_lists
from cohortmatch.services.pipeline import Seconds
from cohortmatch.services.places import Keeping
from cohortmatch.services.run import refuse_unusable_agreement
from cohortmatch.services.sources import Given

__all__ = [
    "BetweenSides",
    "OurSide",
    "counting_points",
    "lists_digest",
    "our_side",
    "our_terms",
    "who_each_is",
]

MOST = 5000
"""People of one side at most where no agreement says how many."""
TOO_MANY = "we have {:,} people who may take part, and {:,} are agreed at most"
NOBODY = (
    "nobody on these lists may take part in the exchange, or has enough recorded to be compared"
)


@dataclass(frozen=True)
class BetweenSides:
    """Who compares with whom, and the people of one side at most where no agreement says it."""

    us: str
    them: str
    most: int = MOST


@dataclass(frozen=True, eq=False, repr=False)
class OurSide:
    """Our people in an exchange: the terms, each one's own id, their keys, and what was left out.

    `withheld` counts the rows that may not take part, by why; `unkeyed` the people of whom too
    little is recorded for any key.
    """

    terms: ExchangeTerms
    ids: tuple[str, ...]
    keys: MatchKeys
    withheld: Mapping[str, int]
    agreement: SharingAgreement | None
    result: CrossReference

    @cached_property
    def unkeyed(self) -> int:
        """How many people have no key at all."""
        return len(self.ids) - len(np.unique(self.keys.person))

    @property
    def inputs(self) -> tuple[Input, ...]:
        """The lists, as the log has them."""
        lists = self.result.listings.lists
        return inputs_of((each.name, each.sha256, each.listings) for each in lists)

    @property
    def counts(self) -> dict[str, int]:
        """What the log counts."""
        people, keys = len(self.ids), len(self.keys.text)
        withheld = sum(self.withheld.values())
        return {
            "people": people,
            "keys": keys,
            "keys_left_out": self.keys.left_out,
            "people_without_keys": self.unkeyed,
            "rows_withheld": withheld,
            "people_at_most": self.terms.most,
        }

    def __repr__(self) -> str:
        return f"<OurSide: {self.keys!r}>"


def counting_points(seconds: Seconds, stage: str, total: int) -> Callable[[int], None]:
    """What takes the number of points done and reports the share."""
    done = 0
    seconds.tell(stage, 0.0)

    def more(points: int) -> None:
        nonlocal done
        done += points
        seconds.tell(stage, min(1.0, done / max(total, 1)))

    return more


def lists_digest(result: CrossReference, exchange: str) -> str:
    """What tells whether the very same lists are read again in the same exchange."""
    shas = sorted(each.sha256 for each in result.listings.lists)
    return hashlib.sha256("\n".join((exchange, *shas)).encode()).hexdigest()


def our_terms(what: Given, kept: Keeping, sides: BetweenSides, on: date) -> ExchangeTerms:
    """The terms on which we compare; SettingsError where the agreement does not allow it."""
    us, them = checked_name(sides.us), checked_name(sides.them)
    if us.casefold() == them.casefold():
        raise SettingsError("we and they have one name; give each side its own")
    refuse_unusable_agreement(what, kept, None)
    agreement = what.plan.agreement
    if agreement is None:
        return ExchangeTerms(us=us, them=them, most=sides.most, purpose=kept.purpose)
    party = agreed_exchange(agreement, us, them, kept.purpose, on)
    assert agreement.file.between is not None
    return ExchangeTerms(
        agreement=agreement.file.agreement.id,
        digest=agreement.digest,
        purpose=party.purpose,
        us=us,
        them=them,
        most=agreement.file.between.most_people,
    )


def our_side(
    what: Given,
    kept: Keeping,
    terms: ExchangeTerms,
    seconds: Seconds,
    others: tuple[str, ...] = (),
) -> OurSide:
    """Our side of an exchange on some terms; SettingsError where nobody may take part, or more
    people than agreed. `others` are the members of whom each must be allowed to learn, where they
    are several."""
    agreement = what.plan.agreement
    parties = [Party(name, "", terms.purpose) for name in others or (terms.them,)]
    result = matched_lists(what, kept, seconds)
    view = result.view
    person = pd.factorize(pd.Series(view.person_ids))[0].astype(np.int32)
    rows = exchanged_rows(view.listings, person, what.plan.report, agreement, parties)
    if not len(rows.positions):
        raise SettingsError(NOBODY)
    ids, keys = _people(view.listings, person, view.person_ids, rows.positions, what)
    if not len(keys.text):
        raise SettingsError(NOBODY)
    if len(ids) > terms.most:
        raise SettingsError(TOO_MANY.format(len(ids), terms.most))
    return OurSide(terms, ids, keys, rows.withheld, agreement, result)


def _people(
    listings: Listings,
    person: npt.NDArray[np.int32],
    own_ids: list[str],
    rows: npt.NDArray[np.intp],
    what: Given,
) -> tuple[tuple[str, ...], MatchKeys]:
    """The people of the rows that take part, by their own ids, and their keys."""
    part = take(listings, rows)
    groups = person[rows]
    if len(rows) < len(listings):
        again = linking.link(part, what.plan.model, memory=what.plan.memory).people.person
        groups = pd.factorize(pd.MultiIndex.from_arrays([again, groups]))[0].astype(np.int32)
    first = np.unique(groups, return_index=True)[1]
    ids = tuple(own_ids[rows[place]] for place in first.tolist())
    return ids, match_keys(part, np.unique(groups, return_inverse=True)[1])


def who_each_is(ours: OurSide, references: Sequence[int]) -> bytes:
    """Our references with our people's ids, for when the other side asks."""
    words = [reference_words(ours.terms.us, each) for each in references]
    table = pd.DataFrame({"reference": words, "person_id": ours.ids})
    return csv_bytes(table.sort_values("reference"))
