"""A cell's text to a sex as police lists record it.

Policy: only what plainly says male or female is read; titles are not (a Dr is either). Anything
else gives no value: a disagreement of sex must come from two lists that both state one. A code of
one character (M, F, 1, 2) says a sex only under a heading of sex: under another it may be a count,
or "meets" and "fails".
"""

from __future__ import annotations

from cohortmatch.values.cell_texts import takes_any_cell
from cohortmatch.values.parsed import Parsed
from cohortmatch.values.text import is_placeholder, squash

DIGITS = frozenset("12")

SEXES = {
    "m": "M", "male": "M", "man": "M", "boy": "M", "mr": "M", "masculine": "M", "males": "M",
    "f": "F", "female": "F", "woman": "F", "girl": "F", "w": "F", "feminine": "F", "females": "F",
    "1": "M", "2": "F", "mmale": "M", "ffemale": "F", "malem": "M", "femalef": "F",
    "1male": "M", "2female": "F", "transman": "M", "transwoman": "F", "mrs": "F", "miss": "F",
    "ms": "F",
}  # fmt: skip
UNSAID = frozenset({"0", "9", "u", "i", "x", "indeterminate", "unspecified", "other", "nonbinary"})


@takes_any_cell
def parse_sex(text: str) -> Parsed[str]:
    """'M' or 'F' from a cell's text; 1 and 2 are the NHS codes for male and female."""
    bare = squash(text)
    if not bare or bare in UNSAID or is_placeholder(text, "other"):
        return Parsed()
    sex = SEXES.get(bare)
    return Parsed((sex,)) if sex else Parsed(notes=("sex-not-understood",))


def spells_sex(text: str, *, letters: bool = False) -> bool:
    """Whether a text says a sex without help of a heading: in a word, or where `letters` are
    enough, as M or F too; a digit never does.

    >>> spells_sex("Female"), spells_sex("F"), spells_sex("F", letters=True), spells_sex("2")
    (True, False, True, False)
    """
    bare = squash(text)
    return bare not in DIGITS and (letters or len(bare) > 1) and bool(parse_sex(text).values)
