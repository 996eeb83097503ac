"""Values that were encoded before they came here, as by a keyed digest: the same, or different.

Whoever may not send a number sends its digest under a key that both sides have. Equal values have
equal digests; two that are a slip apart have digests that have nothing in common, so that there is
nothing between the same and different.
"""

from __future__ import annotations

from cohortmatch.linkage.comparing.kinds import Agreement, ComparisonKind
from cohortmatch.linkage.comparing.others import equal_pairs

__all__ = ["LEVELS", "encoded"]

LEVELS = ("missing", "different", "same")


def encoded(name: str, *, is_number: bool = True, is_unique: bool = False) -> ComparisonKind:
    """The comparison of the field of that name, whose values are encoded; to be registered.

    `is_number` says that they are encoded from numbers of people, so that the same is as good as
    any number, and a difference tells two people apart; `is_unique` that one person has one.
    """
    return ComparisonKind(
        name,
        LEVELS,
        lambda listings: equal_pairs(listings.field(name)),
        fields=(name,),
        finds_pairs=True,
        agrees={Agreement.number if is_number else Agreement.more_than_name: "same"},
        tells_apart=is_number,
        is_unique=is_unique,
        figures="guessed",
        in_bound=True,
        equal_values=True,
    )
