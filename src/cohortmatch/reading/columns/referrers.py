"""Whoever referred the nominal: a worker, unless a column of relations says kin.

Policy: beside a column of relations ("Relationship to YP") in which kin stand, the referrer is of
the family, and every column about the referrer is another person's. How a referrer is reached is
never the nominal's, whoever it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from cohortmatch.reading.columns.person_words import spoken
from cohortmatch.reading.columns.whose_column import OwnedColumn
from cohortmatch.values.text import fold
from cohortmatch.values.words import word_set

__all__ = ["referrers_in_private"]

REFERRING = ("referrer", "referred by", "referral by", "referral from", "referring person")
RELATIONS = frozenset(("relationship", "relation", "relationships", "relations"))
REACHED = frozenset(
    ("email", "mail", "phone", "tel", "telephone", "mobile", "address", "postcode", "number")
)


def referrers_in_private(columns: Sequence[OwnedColumn]) -> list[OwnedColumn]:
    """The columns about whoever referred the nominal that are another person's."""
    about = [each for each in columns if not each.is_said and _is_of_referrer(each.heading)]
    is_kin = any(_says_kin(each) for each in columns)
    return [each for each in about if is_kin or _is_reached(each.heading)]


def _is_of_referrer(heading: str) -> bool:
    said = f" {spoken(heading).replace('referrers', 'referrer')} "
    return any(f" {each} " in said for each in REFERRING)


def _is_reached(heading: str) -> bool:
    return not REACHED.isdisjoint(spoken(heading).split())


def _says_kin(column: OwnedColumn) -> bool:
    """Whether a column says how somebody is related, and a cell says by kin."""
    words = set(spoken(column.heading).split())
    return not RELATIONS.isdisjoint(words) and column.shape.share_of(_is_kin) > 0


def _is_kin(cell: str) -> bool:
    return fold(cell).strip(" .") in word_set("roles", "family beside_family")
