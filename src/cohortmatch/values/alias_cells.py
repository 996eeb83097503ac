"""An alias cell without the names of other people: "mum Una Odell", "see Una Odell", "vic=Una".

Policy: an alias is a word or a few of what the nominal is called. A part of the cell that opens
with a role, kin or "see" before a whole name, that says in brackets who else is named, or whose son
or partner the nominal is, is another person's name and is dropped. A word with one more behind it
("Brother Bear", "Ip Man") is a street name.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache, partial

from cohortmatch.values.beside_names import named_workers, role_beside
from cohortmatch.values.patterns import any_of
from cohortmatch.values.roles import Role
from cohortmatch.values.words import word_set

__all__ = ["own_aliases"]

_any_of = partial(any_of, space=r"\s+")

PARTS = re.compile(r"(\s*[;\n|,]\s*|\s/\s)")
FEWEST = 3
"""Words of a cell with a role and a whole name without any sign."""
SIGNED = re.compile(r"[(\[{:=]|\s[–—-]\s")


@lru_cache(maxsize=4096)
def own_aliases(text: str) -> str:
    """The cell's parts that are the nominal's own; the text unchanged where all are.

    >>> own_aliases("Daz; mum Una Odell"), own_aliases("Brother Bear"), own_aliases("see Una Odell")
    ('Daz', 'Brother Bear', '')
    """
    parts = PARTS.split(text)
    kept = [not _is_of_another(part) for part in parts[::2]]
    if all(kept):
        return text
    own = [part for part, is_own in zip(parts[::2], kept, strict=True) if is_own and part.strip()]
    return "; ".join(own)


def _is_of_another(part: str) -> bool:
    if not part.strip():
        return False
    if _tied().search(part.strip()):
        return True
    role = role_beside(part)
    is_other = role not in (None, Role.subject, Role.associate)
    return is_other and (len(part.split()) >= FEWEST or SIGNED.search(part) is not None)


@cache
def _tied() -> re.Pattern[str]:
    words = _any_of(word_set("roles", "ties ties_short ties_behind alias_opens"))
    kin = _any_of(word_set("roles", "ties alias_opens"))
    whole = r"[^\W\d_]\S*(?:\s+[^\W\d_]\S*)+"
    return re.compile(
        rf"^(?-i:{named_workers()})\s+{whole}"
        rf"|^(?:his |her |the )?(?:{words})\.?\s*[:=–—-]\s*\w"
        rf"|^(?:{words})\s+(?:of|to)\s+\w"
        rf"|^(?:see|linked to|same as|related to)\s+{whole}"
        r"|^uses\s.*['’]s?\s+(?:name|details|id)\b"
        rf"|\S(?:['’]s|s['’]?)\s+(?:{kin})$"
        rf"|\b(?:{words})\s+(?:of|to)\s+{whole}",
        re.IGNORECASE,
    )
