"""Words that say a person has no address of their own: no fixed abode, in custody, care of.

Policy: such a cell does not show who lives together and is never evidence, whatever postcode is in
it: people of no fixed abode may give the office of their probation or drugs service.
Sources: spellings seen in ministryofjustice repositories (MIT); the rest from the authors' own
knowledge of borough lists.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from cohortmatch.values.text import fold

NO_FIXED_ABODE = re.compile(
    r"\bn ?[./]? ?f ?[./]? ?a\b"
    r"|\bno[ -]?fixed[ -]?(?:address|a[bd]o[bd]e|accommodation|residence)"
    r"|\bno (?:current |permanent |settled |known |last known )?(?:abode|address|accommodation)\b"
    r"|\bnofixed|\bhomeless|\broofless|\brough[ -]?sle+p|\b(?:sleeping|living) rough"
    r"|\bsofa[ -]?surf|\bof no (?:fixed|settled)|\bon the streets?\b|^tent\b"
    r"|\b(?:living|sleeping|lives|sleeps) in (?:a |an |his |her |their )?(?:car|van|tent|park)\b"
)
IN_CUSTODY = re.compile(
    r"\bh\.?m\.? ?p\b|\bh\.?m\.? ?y\.?o\.?i\b|\by\.?o\.?i\b|\bin (?:custody|prison|jail|gaol)\b"
    r"|\bremand(?:ed)?\b|\bserving prisoner\b|^ *(?:custody|prison|remand|jail)\b"
)
HOSTEL = re.compile(
    r"\b(?:hostel|approved premises|night shelter|women'?s refuge|police station|hospital"
    r"|job ?centre|probation (?:office|service|centre|hostel)|drugs? (?:service|clinic|project))\b"
    r"(?! (?:road|rd|lane|ln|street|st|hill|close|way|avenue|ave|walk|gardens|court|house|mews)\b)"
)
PLAIN_WORD = re.compile(
    r"[a-z]{2,}|[0-9]{1,4}[a-z]?|[a-z]{1,2}[0-9][0-9a-z]?(?:[0-9][a-z]{2})?|[0-9][a-z]{2}"
)
"""A word, a house number, a postcode or either half of one."""
OPENINGS = ("zz", "nf", "nofixed", "sofa", "rough", "homeless", "roofless", "sle")
"""How words of these patterns open, and codes that mean no address."""
DIGITS = frozenset("0123456789")
TELLING = """
nfa fixed abode abobe adobe adode abodes address accommodation residence homeless roofless rough
sleeping sleep sleeps sofa surfing surf of no in on tent streets hmp yoi hmyoi custody prison jail
gaol remand remanded serving prisoner hostel approved premises night shelter refuge police
hospital job centre jobcentre probation office service drug drugs clinic project care or
"""
"""Words of which each text that fits one of these patterns has one."""
CARE_OF = re.compile(r"\bc[/-] ?o\b|\bcare of\b")


def says_a_home(text: str) -> bool:
    """Whether an address has a digit and none but plain words: then none of the patterns here fits
    it, it holds no code, and it is no placeholder.

    This is a quick test for most addresses, whose words many of them have; each word is looked at
    once. False says nothing.
    """
    words = text.replace(",", " ").split()
    return not DIGITS.isdisjoint(text) and all(map(_is_plain, words))


@cache
def _telling() -> frozenset[str]:
    return frozenset(TELLING.split())


@lru_cache(maxsize=1 << 15)
def _is_plain(word: str) -> bool:
    plain = word.lower()
    if not PLAIN_WORD.fullmatch(plain):
        return False
    return not plain.startswith(OPENINGS) and plain not in _telling()


def is_no_fixed_abode_text(text: str) -> bool:
    """Whether the words of a text say no fixed abode."""
    return NO_FIXED_ABODE.search(fold(text)) is not None


def is_in_custody(text: str) -> bool:
    """Whether a text says that the person is in custody or names a prison."""
    return IN_CUSTODY.search(fold(text)) is not None


def is_hostel(text: str) -> bool:
    """Whether a text names a kind of place where many people live or work: a hostel, an office."""
    return HOSTEL.search(fold(text)) is not None


def is_care_of(text: str) -> bool:
    """Whether a text gives an address as care of somebody else."""
    return CARE_OF.search(fold(text)) is not None
