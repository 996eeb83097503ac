"""Whether a short text speaks of somebody else than the person whom its row is about.

Policy: what a list says of its nominal is shown to people who know nothing of those around him. A
text that names a victim, a witness, a partner, a parent or a child, or that says with whom somebody
lives, is kept back whole: nobody can cut a name out of free text for certain.
"""

from __future__ import annotations

import re

from cohortmatch.values.text import fold

__all__ = ["is_about_others"]

OTHERS = re.compile(
    r"""\b(?:
      victim|complainant|aggrieved|injured\ part|survivor|witness|informant|caller
      |neighbour|neighbor
      |partner|wife|husband|spouse|girlfriend|boyfriend|fianc|mother|father|mum|dad|parent|step
      |grandm|grandf|nan|sister|brother|sibling|cousin|aunt|uncle|niece|nephew|daughter|son
      |next\ of\ kin|carer|guardian|landlady|flatmate|housemate|cellmate
    )[a-z]*\b
    |\b(?:child|children|kids|baby|ex|nok|ip|rp)\b
    |\b(?:lives?|living|resides?|residing|staying|stays|stay)\s+(?:with|at)\b
    |\bc/o\b|\bcare\ of\b|\bon\ behalf\ of\b|->|→
    |\bcontact\s+with\b|\bassault(?:ed|ing)?\s+(?:on|of)\b
    """,
    re.VERBOSE,
)


def is_about_others(text: str) -> bool:
    """Whether a text speaks of somebody else, as far as its words show.

    >>> is_about_others("Lives with his mother"), is_about_others("Red"), is_about_others("PC Hall")
    (True, False, False)
    """
    return OTHERS.search(fold(text)) is not None
