"""Headings whose cells speak of sides of an offence and do not say what the listed person is.

"Found by" and "Referred by" say by whom something was done, "Referral source" from whom somebody
came, "Registrations" what somebody who is supervised is registered for, among it that he is a
victim as well.

Policy: "Self", "Mum" and "Police" under such a heading say who somebody else was in the matter, and
never what the listed person is.
"""

from __future__ import annotations

import re

from cohortmatch.reading.columns.headings import plain_heading

__all__ = ["says_by_whom", "says_registered"]

REGISTERED = frozenset(
    ("registration", "registrations", "register", "registers", "registered", "reg")
)
BESIDE = (
    REGISTERED
    | frozenset(
        (
            "type",
            "types",
            "category",
            "categories",
            "delius",
            "ndelius",
            "current",
            "active",
            "flag",
        )
    )
    | {
        *(
            "flags",
            "for",
            "as",
            "level",
            "code",
            "description",
            "details",
            "name",
            "probation",
            "live",
        )
    }
)


REFERRING = re.compile(
    r"sources?|referrers?|(?:referring|referral|self referral)(?: .*)?"
    r"|referred (?:from|via|through).*"
    r"|(?:.* )?(?:source|route|origin|pathway|agency)s? (?:of|for) (?:the )?referrals?"
    r"|who (?:made (?:the )?)?referr(?:ed|al).*|how (?:was )?referred"
)
"""Headings of who referred somebody, or by which way."""
REFERRED_AS = re.compile(r"\b(?:type|role|reason|reasons|status|category|as|for|date|outcome)\b")
"""Beside a referral these say more than who made it."""


def says_by_whom(heading: str) -> bool:
    """Whether a heading says by whom something was done, or who referred somebody.

    >>> says_by_whom("Found by"), says_by_whom("Source of referral"), says_by_whom("Role")
    (True, True, False)
    """
    plain = plain_heading(heading)
    is_referral = REFERRING.fullmatch(plain) is not None and REFERRED_AS.search(plain) is None
    return plain.endswith(" by") or is_referral


def says_registered(heading: str) -> bool:
    """Whether a heading is that of a supervised person's registrations.

    >>> says_registered("Registration type"), says_registered("Registered victim")
    (True, False)
    """
    words = frozenset(plain_heading(heading).split())
    return not words.isdisjoint(REGISTERED) and words <= BESIDE
