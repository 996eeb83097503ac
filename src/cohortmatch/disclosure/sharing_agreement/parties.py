"""The parties to an agreement, and the roles and names it may hold; needs no model of the file."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cohortmatch.disclosure.sharing_agreement.document import AgreementFile

__all__ = ["NAME_FAULT", "NEVER", "ROLES", "UNSAFE", "name_fault", "recipients"]

NEVER = ("victim", "witness", "unknown")
"""Roles of which no rule may show anything."""
ROLES = ("subject", "family")
"""Roles that a rule may name."""
UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|&]|^[=+@\-.]|\.\.|[. ]$')
"""What a name that stands in a file's name, a footer and a cell must not hold."""
UNSEEN = frozenset(("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"))
"""Categories of signs that are not seen, or that turn the order of those around them."""
NAME_FAULT = (
    "holds a path, a formula or a sign that cannot stand in a file's name or a footer; "
    "use letters, digits and spaces"
)
LOOKS_ALIKE = (
    "holds a sign that is not seen, or a letter of another script that looks like one of ours; "
    "use Latin letters, digits and spaces"
)


def name_fault(name: str) -> str:
    """What is wrong with a name that stands in a file's name, a footer and a cell; '' for nothing.

    >>> name_fault("MPS IOM team"), name_fault("\\u041cPS") == LOOKS_ALIKE
    ('', True)
    """
    if UNSAFE.search(name):
        return NAME_FAULT
    if any(map(_is_unseen_or_foreign, unicodedata.normalize("NFKC", name))):
        return LOOKS_ALIKE
    return "" if _is_plain(name) else LOOKS_ALIKE


def _is_plain(name: str) -> bool:
    """Whether a name is written with the letters that it shows, none of them wide or styled."""
    return unicodedata.normalize("NFKC", name) == unicodedata.normalize("NFC", name)


def _is_unseen_or_foreign(sign: str) -> bool:
    if unicodedata.category(sign) in UNSEEN:
        return True
    return sign.isalpha() and not unicodedata.name(sign, "").startswith("LATIN ")


def recipients(file: AgreementFile) -> dict[str, str]:
    """Every recipient by name, members too, with its member."""
    found = {name: name for name in file.members}
    for name, member in file.members.items():
        found |= {each: name for each in member.recipients if each not in found}
    return found
