"""What all identifiers share: a canonical form, whether it is valid, and why not.

Policy: parsing never raises. Text that is not this identifier at all has no canonical form. Text
that is well formed but fails its check keeps its canonical form, with `is_valid` false, because the
same slip on two lists is still evidence, only weaker. Two identifiers are equal when they are of
one kind, their keys agree, and both or neither are valid, however they were spelled.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from cohortmatch.values.cell_texts import takes_any_cell_too
from cohortmatch.values.text import fold

UNCONFIRMED = "a character that looks like another, with no check to confirm it"
AROUND = " .,:;#*()[]{}<>'\"?!-_="
BETWEEN = re.compile(r"[ .,:_-]+")


@dataclass(frozen=True, eq=False)
class Identifier:
    """One identifier: `str()` is the canonical form, '' when the text is not one.

    `repaired` says that a character was read as the one it looks like; `why_not` is a phrase for a
    person, '' when valid; `placeholder` marks a known dummy, which is never evidence.
    """

    kind: ClassVar[str] = ""

    canonical: str = ""
    is_valid: bool = False
    repaired: bool = False
    why_not: str = ""
    placeholder: bool = False

    @classmethod
    @takes_any_cell_too
    def parse(cls, text: str) -> Identifier:
        """Read a text as this kind of identifier; never raises."""
        return cls(why_not="not an identifier")

    @classmethod
    def plain(cls, text: str) -> Identifier | None:
        """The identifier that a text plainly is; None for any other text.

        The result is the same as that of `parse`, only faster.
        """
        return None

    @property
    def key(self) -> str:
        """What is compared: the canonical form without the parts that do not identify."""
        return self.canonical

    def __str__(self) -> str:
        return self.canonical

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.canonical or 'none'})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Identifier):
            return NotImplemented
        own = (self.kind, self.key, self.is_valid)
        return own == (other.kind, other.key, other.is_valid)

    def __hash__(self) -> int:
        return hash((self.kind, self.key, self.is_valid))


def compact(text: str) -> str:
    """The text in capitals without spaces and punctuation; slashes are kept."""
    inner = fold(text).replace("\\", "/").strip(AROUND)
    return BETWEEN.sub("", inner).upper()
