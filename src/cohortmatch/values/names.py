"""A name cell to the forms of the name in it.

Policy: the first form is the name as recorded. Aliases, previous names and street names in the same
cell follow as forms of their own kind. Titles are dropped. Where a cell names two people the first
is read, and this is noted. A placeholder, a business or a reference gives no form. Two capitals
that are not a name are initials. Nothing is dropped that could tell two people apart: an opening
Mohammed or Md stays a forename.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from cohortmatch.values.cell_texts import takes_any_cell
from cohortmatch.values.name_cells import BETWEEN_TWO, Piece, take_apart
from cohortmatch.values.name_order import part_words, split_name
from cohortmatch.values.name_plain import plain_name, plain_word, plain_words
from cohortmatch.values.name_words import words
from cohortmatch.values.parsed import Parsed
from cohortmatch.values.scripts import readings
from cohortmatch.values.text import fold, is_misread, is_placeholder
from cohortmatch.values.variants import (
    is_given_name,
    is_surname,
    nickname_strength,
)
from cohortmatch.values.words import word_set

Part = Literal["full", "surname", "given", "alias", "street", "previous"]
KINDS = {"alias": "alias", "street": "street", "previous": "previous"}
INITIALS = re.compile(r"[A-Z]{2}")
NUMBER = re.compile(r"(?<![^\W\d_])[\d/.-]*\d[\d/.-]*(?:st|nd|rd|th)?(?![^\W\d_])")


class NameForm(NamedTuple):
    """One form of a person's name.

    `kind` is recorded, middle, alias, previous or street. `forenames` are folded words, the given
    name first; a street name is kept whole as the only one. `surname` is folded, with a space
    between the halves of a double-barrelled one. Parts that the cell does not hold are () and ''.
    """

    kind: str
    forenames: tuple[str, ...] = ()
    surname: str = ""


@takes_any_cell
def parse_full_name(text: str, surname_first: bool = False) -> Parsed[NameForm]:
    """The forms of a cell that holds forenames and surname.

    A comma or capitals decide which is which; else the surname is last, or first if
    `surname_first`.
    """
    if plain := plain_name(text, surname_first):
        return Parsed((NameForm("recorded", *plain),))
    return read_long(text, "full", surname_first)


@takes_any_cell
def parse_surname(text: str) -> Parsed[NameForm]:
    """The forms of a surname cell; forenames are ()."""
    if word := plain_word(text):
        return Parsed((NameForm("recorded", (), word),))
    if halves := plain_words(text, "-") or plain_words(text, " "):
        return Parsed((NameForm("recorded", (), " ".join(halves)),))
    return read_long(text, "surname")


@takes_any_cell
def parse_forename(text: str) -> Parsed[NameForm]:
    """The forms of a forename cell: the given name first, then middle names; surname is ''."""
    if word := plain_word(text):
        return Parsed((NameForm("recorded", (word,)),))
    if forenames := plain_words(text, " "):
        return Parsed((NameForm("recorded", forenames),))
    return read_long(text, "given")


@takes_any_cell
def parse_middle(text: str) -> Parsed[NameForm]:
    """The middle names of a cell of their own, as forenames of kind middle; surname is ''."""
    parsed = parse_forename(text)
    return Parsed(tuple(map(_as_middle, parsed.values)), parsed.notes)


def _as_middle(form: NameForm) -> NameForm:
    return form._replace(kind="middle") if form.kind == "recorded" else form


@takes_any_cell
def parse_alias(text: str) -> Parsed[NameForm]:
    """The aliases of a cell of their own: full names as alias, street names as street."""
    return read_long(text, "alias")


@takes_any_cell
def parse_street_name(text: str) -> Parsed[NameForm]:
    """The street names of a cell, each whole as its form's only forename."""
    return read_long(text, "street")


@takes_any_cell
def parse_previous_surname(text: str) -> Parsed[NameForm]:
    """The previous surnames of a cell (maiden names); forenames only where the cell has them."""
    return read_long(text, "previous")


@takes_any_cell
def normalise_name(text: str, surname_first: bool = False) -> str:
    """The recorded name of a cell as one comparable text, forenames first; '' if there is none."""
    values = parse_full_name(text, surname_first).values
    return " ".join((*values[0].forenames, values[0].surname)).strip() if values else ""


@lru_cache(maxsize=4096)
def read_long(text: str, part: Part, surname_first: bool = False) -> Parsed[NameForm]:
    """The forms of a name cell without the fast path for plain names."""
    if not text or text.isspace():
        return Parsed()
    cell = take_apart(text, one_name=part in ("full", "surname", "given"))
    forms: dict[NameForm, None] = {}
    notes = dict.fromkeys(cell.notes)
    if is_misread(text):
        notes["text-misread"] = None
    for piece in cell.pieces:
        main = next(iter(forms), NameForm("recorded"))
        form, noticed = _read_piece(piece, part, main, surname_first)
        notes.update(dict.fromkeys(noticed))
        if form is not None:
            forms[form] = None
    if not cell.pieces:
        notes["name-placeholder"] = None
    return Parsed(tuple(forms), tuple(notes))


Read = tuple[NameForm | None, tuple[str, ...]]


def _read_piece(piece: Piece, part: Part, main: NameForm, surname_first: bool) -> Read:
    text, notes = _cleaned(piece.text, part)
    if not text:
        return None, notes
    if piece.kind == "recorded":
        form, noticed = _recorded(text, part, surname_first)
        return form, (*notes, *noticed)
    return _other(Piece(piece.kind, text), part, main, surname_first), notes


def _cleaned(text: str, part: Part) -> tuple[str, tuple[str, ...]]:
    """The text without numbers, or '' when it is not a person's name; and why."""
    if is_placeholder(text, "any" if part in ("alias", "street") else "name"):
        return "", ("name-placeholder",)
    if part == "street":
        return text, ()
    found = set(re.findall(r"[a-z]+", fold(text)))
    if not found.isdisjoint(word_set("names", "not_a_person")) and len(found) > 1:
        return "", ("name-not-a-person",)
    if not any(map(str.isdigit, text)):
        return text, ()
    if not found.isdisjoint(word_set("names", "references")):
        return "", ("name-not-a-person",)
    return NUMBER.sub(" ", text).strip(), ("name-digits",)


def _recorded(text: str, part: Part, surname_first: bool) -> Read:
    notes: tuple[str, ...] = ()
    if part in ("full", "given", "surname") and BETWEEN_TWO.search(text):
        text, notes = _first_person(text), ("name-two-people",)
    if part == "full" and _are_initials(text):
        text = " ".join(text)
    form = _form(text, KINDS.get(part, "recorded"), part, surname_first)
    if form is None:
        return None, (*notes, "name-placeholder")
    return form, (*notes, *_noticed(text, part, form))


def _are_initials(text: str) -> bool:
    """Whether a whole name is written as its initials ("WG"), and not a short name ("Ng")."""
    word = fold(text)
    named = (
        is_given_name(word) or is_surname(word) or word in word_set("names", "chinese vietnamese")
    )
    return INITIALS.fullmatch(text) is not None and not named


def _noticed(text: str, part: Part, form: NameForm) -> tuple[str, ...]:
    """The notes on a recorded name."""
    written = re.findall(r"\w+", fold(text))
    kept = {*form.forenames, *form.surname.split()}
    notes = []
    nobody = word_set("names", "not_known") | word_set("placeholders", "nobody no_forename")
    if not kept.issuperset(nobody.intersection(written)):
        notes.append("name-placeholder")
    elif part == "full" and not (form.surname and form.forenames):
        notes.append("name-one-word")
    if part in ("given", "surname") and written[:1] and written[0] not in kept:
        titled = written[0] in word_set("names", "titles")
        notes += ["name-title"] if titled else []
    if part == "surname" and len(form.surname) == 1:
        notes.append("surname-initial")
    if not text.isascii() and not all(map(readings, kept)):
        notes.append("name-script")
    return tuple(notes)


def _first_person(text: str) -> str:
    """The first of two people: "A & B Smith" is "A Smith", whose surname follows both."""
    first, *_, last = (side.strip(" ,") for side in BETWEEN_TWO.split(text))
    if not first or not last:
        return first or last
    if "," in first or " " in first or " " not in last:
        return first
    return f"{first} {last.split()[-1]}"


def _form(text: str, kind: str, part: Part, surname_first: bool) -> NameForm | None:
    """One piece's form, read as the given part; None when nothing is left of it."""
    if part == "surname" or (part == "previous" and "," not in text):
        found = part_words(text, "surname")
        return NameForm(kind, (), " ".join(found)) if found else None
    if part == "given":
        given = without_nobody(part_words(text, "given"))
        return NameForm(kind, given, "") if given else None
    if part == "street" or (part == "alias" and _is_street(text)):
        street = " ".join(re.findall(r"\w+", fold(text).replace("'", "")))
        return NameForm("street", (street,), "") if street else None
    split = split_name(text, surname_first)
    split = split._replace(forenames=without_nobody(split.forenames))
    if not split.forenames and not split.surname:
        return None
    return NameForm(kind, split.forenames, " ".join(split.surname))


def without_nobody(forenames: Sequence[str]) -> tuple[str, ...]:
    """The forenames, or none where all of them are words for somebody and no names."""
    nobody = word_set("placeholders", "nobody no_forename")
    return () if nobody.issuperset(forenames) else tuple(forenames)


def _is_street(text: str) -> bool:
    found = words(text, "full")
    if len(found) < 2:
        return not (found and is_given_name(found[0]))
    return found[0] in word_set("names", "street_openers")


def _other(piece: Piece, part: Part, main: NameForm, surname_first: bool) -> NameForm | None:
    """A name written beside the recorded one; parts it leaves out come from the recorded one."""
    if piece.kind == "street" or part == "street":
        return _form(piece.text, "street", "street", False)
    if part == "previous" or (part == "surname" and piece.kind != "previous"):
        return _form(piece.text, "previous" if part == "previous" else "alias", part, False)
    if part == "alias" and piece.kind == "alias":
        return _form(piece.text, "alias", "alias", surname_first)
    found = part_words(piece.text, "full")
    if piece.kind == "previous" and len(found) == 1:
        return NameForm("previous", main.forenames, found[0])
    if len(found) == 1:
        return _one_word(found[0], main, may_be_surname=piece.kind != "quoted")
    if piece.kind == "quoted":
        return _form(piece.text, "street", "street", False)
    if part == "given" and piece.kind == "alias" and not _is_street(piece.text):
        return _form(piece.text, "alias", "given", False)
    return _form(piece.text, piece.kind, "alias", surname_first)


def _one_word(word: str, main: NameForm, *, may_be_surname: bool) -> NameForm:
    """A single word beside a name: another given name or surname, or a street name."""
    given = main.forenames[0] if main.forenames else ""
    shortens = len(word) > 2 and word[:3] == given[:3]
    if is_given_name(word) or shortens or (given and nickname_strength(given, word)):
        return NameForm("alias", (word,), main.surname)
    if may_be_surname and is_surname(word) and word not in word_set("names", "street_openers"):
        return NameForm("alias", main.forenames, word)
    return NameForm("street", (word,), "")
