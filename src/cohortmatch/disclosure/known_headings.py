"""Recognising the headings under which another list's short values may be shown.

Policy: every word of the heading is known to be harmless ("Next review date", "RAG rating", "Lead
officer"). A word that is not known may name a person ("Review of Jo Farthingay") or an arrangement
for public protection or domestic abuse that nobody has written down yet ("ERG22 risk", "BBR
review"), so the column stays with its list. Numbers count as nothing. What is carried along
besides has words of its own: a heading that says nothing of the kinds of status may be of anything,
as of health, origin or another person.
"""

from __future__ import annotations

import re
from functools import lru_cache

from cohortmatch.disclosure.shape_words import shape_words
from cohortmatch.people.status import ALSO
from cohortmatch.reading.columns.headings import plain_heading

__all__ = ["is_known_heading"]


@lru_cache(maxsize=4096)
def is_known_heading(heading: str, kind: str = "") -> bool:
    """Whether every word of a heading is known to be harmless under a column of a kind of status.

    >>> is_known_heading("Next review date"), is_known_heading("Review of Jo Farthingay")
    (True, False)
    >>> is_known_heading("Eye colour", "also"), is_known_heading("Skin colour", "also")
    (True, False)
    """
    known = shape_words("also" if kind == ALSO else "headings")
    both = (re.findall(r"[^\W\d_]+", plain_heading(heading, camel=c)) for c in (True, False))
    return any(words and known.issuperset(words) for words in both)
