"""The parties to an agreement, and the roles and names it may hold; needs no model of the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cohortmatch.disclosure.sharing_agreement.document import AgreementFile

__all__ = ["NAME_FAULT", "NEVER", "ROLES", "UNSAFE", "recipients"]

NEVER = ("victim", "witness", "unknown")
"""Roles of which no rule may show anything."""
ROLES = ("subject", "family")
"""Roles that a rule may name."""
UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|&]|^[=+@\-.]|\.\.|[. ]$')
"""What a name that stands in a file's name, a footer and a cell must not hold."""
NAME_FAULT = (
    "holds a path, a formula or a sign that cannot stand in a file's name or a footer; "
    "use letters, digits and spaces"
)


def recipients(file: AgreementFile) -> dict[str, str]:
    """Every recipient by name, members too, with its member."""
    found = {name: name for name in file.members}
    for name, member in file.members.items():
        found |= {each: name for each in member.recipients if each not in found}
    return found
