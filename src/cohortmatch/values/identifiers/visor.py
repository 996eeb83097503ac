"""ViSOR reference: the number of a nominal on the Violent and Sex Offender Register (now MPPS).

Policy: no public specification gives its form, so letters, digits and inner slashes are accepted
when there are at least three digits; the canonical form is capitals without spaces or label.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from cohortmatch.values.cell_texts import takes_any_cell_too
from cohortmatch.values.identifiers.identifier import Identifier, compact

LABEL = re.compile(r"^(?:VISOR|MPPS)(?:NUMBER|REF|NO|ID)*/?(?=.*[0-9])")
DIGITS = re.compile("[0-9]{8}")
SHAPE = re.compile(r"(?=(?:.*[0-9]){3})[A-Z0-9/]{3,15}")


@dataclass(frozen=True, eq=False, repr=False)
class Visor(Identifier):
    """A ViSOR reference."""

    kind: ClassVar[str] = "visor"

    @classmethod
    @takes_any_cell_too
    def parse(cls, text: str) -> Visor:
        """Read a ViSOR reference; never raises."""
        bare = LABEL.sub("", compact(text)).strip("/")
        if not SHAPE.fullmatch(bare):
            return cls(why_not="too short or with odd characters")
        digits = [c for c in bare if c.isdigit()]
        if len(set(digits)) == 1 and len(digits) > 3:
            return cls(bare, why_not="a placeholder", placeholder=True)
        return cls(bare, True)

    @classmethod
    def plain(cls, text: str) -> Visor | None:
        """Eight digits with nothing around them, which no other kind of number has."""
        return cls(text, True) if DIGITS.fullmatch(text) and len(set(text)) > 1 else None
