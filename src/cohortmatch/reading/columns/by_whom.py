"""Headings that say by whom something was done: "Found by", "Referred by".

Policy: "Self", "Mum" and "Police" under such a heading say who somebody else was in the matter, and
never what the listed person is.
"""

from __future__ import annotations

from cohortmatch.reading.columns.headings import plain_heading

__all__ = ["says_by_whom"]


def says_by_whom(heading: str) -> bool:
    """Whether a heading says by whom something was done.

    >>> says_by_whom("Found by"), says_by_whom("Role")
    (True, False)
    """
    return plain_heading(heading).endswith(" by")
