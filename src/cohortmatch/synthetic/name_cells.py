"""Names as a list writes them: one column or two, capitals, accents, apostrophes, stray spaces."""

from __future__ import annotations

import unicodedata

from cohortmatch.synthetic.dice import Dice
from cohortmatch.synthetic.entries import InventedEntry
from cohortmatch.synthetic.names import Name
from cohortmatch.synthetic.specs import ListSpec

UNACCENTED = str.maketrans("łŁøØđĐßæŽž", "lLoOdDsaZz")
NBSP = "\u00a0"


def plain_letters(text: str) -> str:
    """The text without accents, as a system that cannot store them keeps it."""
    parts = unicodedata.normalize("NFD", text.translate(UNACCENTED))
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def storable(text: str, encoding: str) -> str:
    """The text without the accents that an encoding cannot hold."""
    return "".join(
        sign if sign.encode(encoding, "ignore") else plain_letters(sign) for sign in text
    )


def written_name(entry: InventedEntry, dice: Dice, spec: ListSpec) -> Name:
    """The listing's name as typed, in the columns it was typed into."""
    name = entry.name
    if entry.swapped:
        name = Name(name.surname, "", name.forename)
    typed = Name(*(typed_word(dice, part, spec) for part in name))
    if typed.forename and dice.chance(0.008 * spec.care):
        titles = ("Mr", "Mr.", "Mstr") if entry.sex == "M" else ("Miss", "Ms", "Mrs")
        typed = typed._replace(forename=f"{dice.pick(titles)} {typed.forename}")
    return typed


def typed_word(dice: Dice, word: str, spec: ListSpec) -> str:
    """One part of a name with its accents, hyphen and apostrophe as typed on this list."""
    if not word.isascii() and dice.chance(0.7):
        word = plain_letters(word)
    word = storable(word, spec.writing.encoding)
    if "-" in word and dice.chance(0.25):
        word = word.replace("-", " ")
    if "'" in word:
        word = word.replace("'", dice.pick(("'", "'", "\u2019", "", " ", "`")))
    if word.startswith("Mc") and dice.chance(0.15):
        word = f"{dice.pick(('Mc', 'MC', 'Mac'))} {word[2:]}"
    return word


def messy(dice: Dice, text: str, care: float) -> str:
    """The text with the case and stray spaces of hand typing; `care` above 1 is worse."""
    if not text:
        return text
    if dice.chance(0.05 * care):
        text = text.upper()
    elif dice.chance(0.02 * care):
        text = text.lower()
    if dice.chance(0.02 * care):
        text = text + " "
    elif dice.chance(0.008 * care):
        text = dice.pick((f" {text}", text.replace(" ", "  "), NBSP + text, f"{text}{NBSP}"))
    return text


def join(*parts: str) -> str:
    """The parts that are present, with a space between."""
    return " ".join(part for part in parts if part)


def full_name(name: Name, alias: Name | None, style: str) -> str:
    """A whole name in one cell, in the style that a column's content names."""
    given = join(name.forename, name.middle)
    text = {
        "SURNAME, Forename": f"{name.surname.upper()}, {given}",
        "Surname, Forenames": f"{name.surname}, {given}",
        "Forename SURNAME": join(given, name.surname.upper()),
        "Forename Surname": join(given, name.surname),
    }[style]
    if alias is not None:
        text += f" (aka {join(alias.forename, alias.surname)})"
    return text


FULL_NAME_STYLES = (
    "SURNAME, Forename",
    "Surname, Forenames",
    "Forename SURNAME",
    "Forename Surname",
)
