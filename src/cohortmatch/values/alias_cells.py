"""An alias cell without the names of other people: "mum Una Odell", "see Una Odell", "vic=Una".

Policy: an alias is a word or a few of what the nominal is called. A part of the cell that opens
with a role, kin or "see" before a whole name, that says in brackets who else is named, or whose son
or partner the nominal is, is another person's name and is dropped. So are brackets behind an alias
that name another by such a word ("Smiler (gf Una)"), which leave the alias. A word with one more
behind it ("Brother Bear", "Ip Man") is a street name, unless it is in small letters before a name
("bro Una").
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

SIGNS = r"\s*[;\n|,]\s*|\s/\s"
NAMES = frozenset(("son", "child", "girl", "om", "po", "pom", "oic", "com", "worker", "nan", "sis"))
"""Words for another person that are names too, so that a name behind them says nothing."""
FEWEST = 3
"""Words of a cell with a role and a whole name without any sign."""
SIGNED = re.compile(r"[(\[{:=]|\s[–—-]\s")


@lru_cache(maxsize=4096)
def own_aliases(text: str) -> str:
    """The cell's parts that are the nominal's own; the text unchanged where all are.

    >>> own_aliases("Daz; mum Una Odell"), own_aliases("Brother Bear"), own_aliases("see Una Odell")
    ('Daz', 'Brother Bear', '')
    """
    if " " not in text and SIGNED.search(text) is None and text.isprintable():
        return text  # one word, which names nobody else
    parts = _between().split(text)
    bare = [_named_behind().sub("", part).strip() for part in parts]
    kept = [own for own in bare if own and not _is_of_another(own)]
    held = [part.strip() for part in parts if part.strip()]
    return text if kept == held else "; ".join(kept)


def _is_of_another(part: str) -> bool:
    if not part.strip():
        return False
    if _tied().search(part.strip()):
        return True
    role = role_beside(part)
    is_other = role not in (None, Role.subject, Role.associate)
    return is_other and (len(part.split()) >= FEWEST or SIGNED.search(part) is not None)


@cache
def _kin() -> str:
    return _any_of(word_set("roles", "ties ties_short alias_opens"))


@cache
def _between() -> re.Pattern[str]:
    """A sign between two aliases, and one before a word for another person."""
    return re.compile(
        rf"{SIGNS}|(?:\s[–—-]+\s|\s*[&+]\s*|\s+and\s+)(?=(?:his |her )?(?:{_kin()})\b(?!\s*[;,]))",
        re.IGNORECASE,
    )


@cache
def _named_behind() -> re.Pattern[str]:
    """Brackets behind an alias in which a word for another person has a name behind it."""
    whom = r"(?!of\b|to\b|only\b|not\b)[^\W\d_]"
    return re.compile(
        rf"(?<=\w)['’\"”]?\s*[(\[{{]\s*(?:his |her |the )?"
        rf"(?:(?:{_kin()})s?\.?(?:\s*[:=–—-]\s*|\s+(?:is\s+)?){whom}"
        r"|(?:see|with|linked to|uses|not)\s+\w)"
        r"[^()\[\]{}]*[)\]}]?",
        re.IGNORECASE,
    )


@cache
def _tied() -> re.Pattern[str]:
    words = _any_of(word_set("roles", "ties ties_short ties_behind alias_opens"))
    kin = _any_of(word_set("roles", "ties alias_opens"))
    opens = _any_of(word_set("roles", "ties ties_short alias_opens") - NAMES)
    whole = r"[^\W\d_]\S*(?:\s+[^\W\d_]\S*)+"
    return re.compile(
        rf"^(?-i:{named_workers()})\s+{whole}"
        rf"|^(?:his |her )?(?:{opens})\s+{whole}"
        rf"|^(?:his |her )?(?-i:{opens})\s+(?-i:[A-Z])\w+$"
        rf"|^(?:his |her |the )?(?:{words})\.?\s*[:=–—-]\s*\w"
        rf"|^(?:{words})\s+(?:of|to)\s+\w"
        rf"|^(?:see|linked to|same as|related to)\s+{whole}"
        r"|^uses\s.*['’]s?\s+(?:name|details|id)\b"
        rf"|\S(?:['’]s|s['’]?)\s+(?:{kin})$"
        rf"|\b(?:{words})\s+(?:of|to)\s+{whole}",
        re.IGNORECASE,
    )
