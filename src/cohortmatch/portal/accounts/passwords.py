"""Which passwords are refused: those of the list of 20,000 common ones that Django brings along.

Policy: few of that list have 12 characters, so what people make of a short one is refused too:
figures and signs before and behind it, and the same again and again.
"""

from __future__ import annotations

import string
from collections.abc import Iterator

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

__all__ = ["CommonAtHeart"]

AROUND = string.digits + string.punctuation + " "
TOO_COMMON = "This is a common password, or one with figures or signs around it. Choose another."


class CommonAtHeart(CommonPasswordValidator):
    """Refuses a common password, however it is adorned."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """ValidationError where it is one."""
        if any(each in self.passwords for each in _hearts(password.lower())):
            raise ValidationError(TOO_COMMON, code="password_too_common")

    def get_help_text(self) -> str:
        """What the form says."""
        return "It cannot be a common password, also with figures or signs around it."


def _hearts(password: str) -> Iterator[str]:
    """The password, and what it is made of."""
    for each in (password, password.strip(AROUND)):
        yield each
        yield each[: _period(each)]


def _period(text: str) -> int:
    """After how many characters a text says the same again; its length where it never does."""
    return (text + text).find(text, 1) if text else 0
