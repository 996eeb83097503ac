"""The suggested check: what to look up, and for which listing, to settle a pair.

Policy: a number that one of the two already has comes before one that neither has, because one
look-up then gives the answer. Among these the most telling comes first, and an address or a phone
last, because families share them. Where both sides hold everything telling and the pair is still
open, only somebody who knows the people can tell.
"""

from __future__ import annotations

from collections.abc import Collection

from cohortmatch.linkage.comparing.kinds import kind_of
from cohortmatch.linkage.explanations import listed
from cohortmatch.people.view import View
from cohortmatch.values.fields import FIELDS, fields_where

TELLING = tuple(
    sorted(fields_where(lambda entry: entry.look_up), key=lambda name: FIELDS[name].look_up)
)
"""What to look up, most telling first."""
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
            shared = kind_of(name).of_household
            choices.append((shared, len(lacking), rank, name, lacking))
    if not choices:
        return ASK, ()
    *_, name, lacking = min(choices)
    return view.model.comparison(name).words, lacking


def look_up(view: View, unknown: Collection[str], sides: tuple[int, int]) -> str:
    """The one check as something to do: "Look up the PNC ID of SGV:3"."""
    what, lacking = suggested_check(view, unknown, sides)
    return f"Look up the {what} of {listed(lacking)}" if lacking else f"Ask {what}"
