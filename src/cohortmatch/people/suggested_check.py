"""The one check that would settle a pair: what to look up, and for which listing.

Policy: a number that one of the two has already is looked up for the other before one that neither
has, for that is one look-up and an answer; among these the most telling first, and an address or a
phone last, for families share them. Where everything telling is known on both sides and the pair is
open all the same, only a person who knows them can tell.
"""

from __future__ import annotations

from collections.abc import Collection

from cohortmatch.linkage.explanations import listed
from cohortmatch.people.view import View
from cohortmatch.values.fields import FIELDS, fields_where

TELLING = tuple(
    sorted(fields_where(lambda entry: entry.look_up), key=lambda name: FIELDS[name].look_up)
)
"""What to look up, most telling first."""
SHARED = ("address", "phone")
ASK = "a person who knows them"


def suggested_check(
    view: View, unknown: Collection[str], sides: tuple[int, int]
) -> tuple[str, tuple[str, ...]]:
    """What to look up (a comparison's words), and the ids of the listings that lack it.

    `unknown` are the comparisons that could not be made of the two listings `sides`.
    """
    choices = []
    for rank, name in enumerate(TELLING):
        lacking = tuple(view.ids[i] for i in sides if not view.details.has(name, i))
        if name in unknown and lacking:
            choices.append((name in SHARED, len(lacking), rank, name, lacking))
    if not choices:
        return ASK, ()
    *_, name, lacking = min(choices)
    return view.model.comparison(name).words, lacking


def look_up(view: View, unknown: Collection[str], sides: tuple[int, int]) -> str:
    """The one check as something to do: "Look up the PNC ID of SGV:3"."""
    what, lacking = suggested_check(view, unknown, sides)
    return f"Look up the {what} of {listed(lacking)}" if lacking else f"Ask {what}"
