"""Which passwords are refused: those of the list of 20,000 common ones that Django brings along.

Policy: few of that list have 12 characters, so what people make of a short one is refused too:
figures and signs around and in it, and the same again and again. So is what is made in this way of
the own name, of the portal's, or of one to three characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

__all__ = ["CommonAtHeart"]

NO_LETTERS = re.compile(r"[\W\d_]+")
AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")
OF_THE_PORTAL = frozenset({"cohort", "portal", "cohortportal", "cohortmatch"})
SHORTEST_HEART = 4
TOO_COMMON = (
    "This is a common password or a name, or one with figures or signs around it. Choose another."
)


class CommonAtHeart(CommonPasswordValidator):
    """Refuses a common password and the own name, however they are adorned."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """ValidationError where it is one."""
        refused = OF_THE_PORTAL | frozenset(_names(user))
        found = any(each in self.passwords or each in refused for each in _hearts(password.lower()))
        if found or _is_row(password) or _period(password) < SHORTEST_HEART:
            raise ValidationError(TOO_COMMON, code="password_too_common")

    def get_help_text(self) -> str:
        """What the form says."""
        return "It cannot be a common password or your name, also with figures or signs around it."


def _hearts(password: str) -> Iterator[str]:
    """The password, and what it is made of."""
    yield password
    for each in (password, AROUND.sub("", password), NO_LETTERS.sub("", password)):
        if each:
            yield each[: _period(each)]


def _period(text: str) -> int:
    """After how many characters a text says the same again; its length where it never does."""
    return (text + text).find(text, 1)


def _is_row(password: str) -> bool:
    """Whether each character follows the one before it, forwards or backwards."""
    steps = {ord(after) - ord(before) for before, after in pairwise(password.lower())}
    return steps in ({1}, {-1})


def _names(user: AbstractBaseUser | None) -> Iterator[str]:
    """The user's names and their words, as letters alone."""
    for name in (getattr(user, "username", ""), getattr(user, "display_name", "")):
        for each in (NO_LETTERS.sub("", name), *NO_LETTERS.split(name)):
            if len(each) >= SHORTEST_HEART:
                yield each.lower()
