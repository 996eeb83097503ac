"""A name cell under a heading of accused people, without the word for how they live nearby.

Policy: "(tenant)" beside a name is elsewhere a word for somebody who reports or complains. Under
"Alleged perpetrator" or "Defendant" it is the accused person's own standing, and makes nobody
another person. Every other word beside the name keeps its meaning ("Ann Moss (victim)").
"""

from __future__ import annotations

import re
from functools import cache

from cohortmatch.values.patterns import any_of
from cohortmatch.values.text import fold
from cohortmatch.values.words import word_set

__all__ = ["is_of_accused", "without_standing"]


def is_of_accused(heading: str) -> bool:
    """Whether a heading says of the people under it that they are accused.

    >>> is_of_accused("Alleged perp"), is_of_accused("Tenant"), is_of_accused("Perp's mother")
    (True, False, False)
    """
    said = " ".join(re.findall("[a-z]+", fold(heading)))
    others = word_set("roles", "victim witness family")
    return bool(_accused().search(said)) and others.isdisjoint(said.split())


def without_standing(text: str) -> str:
    """A name cell without brackets, or an end behind a dash, that only say how somebody lives.

    >>> without_standing("Ricky Dunmore (tenant)"), without_standing("Una Odell (victim)")
    ('Ricky Dunmore', 'Una Odell (victim)')
    """
    return _standing().sub("", text).strip()


@cache
def _accused() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(word_set('roles', 'accused_headings'))})\b")


@cache
def _standing() -> re.Pattern[str]:
    words = any_of(word_set("roles", "standings"), space=r"[\s-]+")
    return re.compile(
        rf"\s*[(\[{{]\s*(?:{words})\s*[)\]}}]|\s+[–—-]\s*(?:{words})\s*$", re.IGNORECASE
    )
