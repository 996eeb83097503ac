"""A name cell to the forms of the name in it.

Policy: the first form is the name as recorded; aliases, previous names and street names written in
the same cell follow as forms of their own kind. Titles are dropped. Where a cell names two people
the first is read, and that is noted. A placeholder, a business or a reference gives no form.
Nothing is thrown away that could tell two people apart: an opening Mohammed or Md stays a forename.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from cohortmatch.values.name_cells import TWO, Piece, take_apart
from cohortmatch.values.name_order import split_name
from cohortmatch.values.name_words import words
from cohortmatch.values.parsed import Parsed
from cohortmatch.values.text import fold, is_misread, is_placeholder
from cohortmatch.values.variants import is_given_name, nickname_strength
from cohortmatch.values.words import word_set

Part = Literal["full", "surname", "given", "alias", "street", "previous"]


class NameForm(NamedTuple):
    """One form of a person's name.

    `kind` is recorded, alias, previous or street. `forenames` are folded words, the given name
    first; a street name is kept whole as the only one. `surname` is folded, the halves of a
    double-barrelled one separated by a space. Parts that the cell does not hold are () and ''.
    """

    kind: str
    forenames: tuple[str, ...] = ()
    surname: str = ""


def parse_full_name(text: str, surname_first: bool = False) -> Parsed[NameForm]:
    """The forms of a cell that holds forenames and surname.

    A comma or capitals decide which is which; else the surname is last, or first if
    `surname_first`.
    """
    return _parse(text, "full", surname_first)


def parse_surname(text: str) -> Parsed[NameForm]:
    """The forms of a surname cell; forenames are ()."""
    return _parse(text, "surname")


def parse_forename(text: str) -> Parsed[NameForm]:
    """The forms of a forename cell: the given name first, then middle names; surname is ''."""
    return _parse(text, "given")


def parse_middle(text: str) -> Parsed[NameForm]:
    """The middle names of a cell of their own, as forenames; surname is ''."""
    return _parse(text, "given")


def parse_alias(text: str) -> Parsed[NameForm]:
    """The aliases of a cell of their own: full names as alias, street names as street."""
    return _parse(text, "alias")


def parse_street_name(text: str) -> Parsed[NameForm]:
    """The street names of a cell, each whole as its form's only forename."""
    return _parse(text, "street")


def parse_previous_surname(text: str) -> Parsed[NameForm]:
    """The previous surnames of a cell (a maiden name); forenames are () unless the cell has them."""
    return _parse(text, "previous")


def normalise_name(text: str, surname_first: bool = False) -> str:
    """The recorded name of a cell as one comparable text, forenames first; '' when there is none."""
    values = parse_full_name(text, surname_first).values
    return " ".join((*values[0].forenames, values[0].surname)).strip() if values else ""


def _parse(text: str, part: Part, surname_first: bool = False) -> Parsed[NameForm]:
    if not text or text.isspace():
        return Parsed()
    cell = take_apart(text)
    notes = dict.fromkeys(("text-misread", *cell.notes) if is_misread(text) else cell.notes)
    forms: dict[NameForm, None] = {}
    for piece in cell.pieces:
        main = next(iter(forms), NameForm("recorded"))
        form, noticed = _read_piece(piece, part, main, surname_first)
        notes.update(dict.fromkeys(noticed))
        if form is not None:
            forms[form] = None
    if not cell.pieces:
        notes["name-placeholder"] = None
    return Parsed(tuple(forms), tuple(notes))


def _read_piece(
    piece: Piece, part: Part, main: NameForm, surname_first: bool
) -> tuple[NameForm | None, tuple[str, ...]]:
    text, notes = _cleaned(piece.text)
    if text is None:
        return None, notes
    if piece.kind == "recorded":
        form, more = _recorded(text, part, surname_first)
        return form, (*notes, *more)
    return _other(Piece(piece.kind, text), part, main, surname_first), notes


def _cleaned(text: str) -> tuple[str | None, tuple[str, ...]]:
    """The text without a second person and without digits; None when it is no person's name."""
    if is_placeholder(text, "name"):
        return None, ("name-placeholder",)
    folded = set(re.findall(r"[a-z-]+", fold(text)))
    if folded & word_set("names", "not_a_person"):
        return None, ("name-not-a-person",)
    notes: tuple[str, ...] = ()
    if any(map(str.isdigit, text)):
        if folded & word_set("names", "references"):
            return None, ("name-not-a-person",)
        text = re.sub(r"(?<![^\W\d_])[\d/.-]*\d[\d/.-]*(?![^\W\d_])", " ", text)
        notes = ("name-digits",)
    return text, notes


def _recorded(
    text: str, part: Part, surname_first: bool
) -> tuple[NameForm | None, tuple[str, ...]]:
    notes: tuple[str, ...] = ()
    if part in ("full", "given", "alias") and TWO.search(text):
        text, notes = _first_person(text), ("name-two-people",)
    kind = {"alias": "alias", "street": "street", "previous": "previous"}.get(part, "recorded")
    form = _form(text, kind, part, surname_first)
    return form, (notes if form else (*notes, "name-placeholder"))


def _first_person(text: str) -> str:
    """ "A & B Smith" as "A Smith"; "John Smith & Mary Jones" as "John Smith"."""
    first, *_, last = (side.strip(" ,") for side in TWO.split(text))
    if "," in first or " " in first or not first:
        return first or last
    return f"{first} {last.split()[-1]}" if " " in last else first


def _form(text: str, kind: str, part: Part, surname_first: bool) -> NameForm | None:
    if part == "surname" or (part == "previous" and "," not in text):
        found = words(text, "surname")
        return NameForm(kind, (), " ".join(found)) if found else None
    if part == "given":
        found = words(text, "given")
        return NameForm(kind, tuple(found), "") if found else None
    if part == "street" or (part == "alias" and _is_street(text)):
        street = fold(text)
        return NameForm("street", (street,), "") if street else None
    split = split_name(text, surname_first)
    if not split.forenames and not split.surname:
        return None
    return NameForm(kind, split.forenames, " ".join(split.surname))


def _is_street(text: str) -> bool:
    found = words(text, "full")
    if len(found) < 2:
        return not (found and is_given_name(found[0]))
    return found[0] in word_set("names", "street_openers")


def _other(piece: Piece, part: Part, main: NameForm, surname_first: bool) -> NameForm | None:
    """A name written beside the recorded one, with the parts it leaves out taken from that."""
    kind = "alias" if piece.kind == "quoted" else piece.kind
    if kind == "street":
        return _form(piece.text, "street", "street", False)
    if part == "surname":
        return _form(piece.text, kind, "surname", False)
    found = words(piece.text, "full")
    if len(found) == 1 and part != "street":
        return _one_word(found[0], kind, main)
    return _form(piece.text, kind, "alias" if kind == "alias" else "full", surname_first)


def _one_word(word: str, kind: str, main: NameForm) -> NameForm:
    """A single word beside a name: a previous surname, another given name, or a street name."""
    if kind == "previous":
        return NameForm(kind, main.forenames, word)
    given = main.forenames[0] if main.forenames else ""
    if is_given_name(word) or (given and nickname_strength(given, word)) or _shortens(word, given):
        return NameForm("alias", (word,), main.surname)
    return NameForm("street", (word,), "")


def _shortens(word: str, given: str) -> bool:
    return len(word) > 2 and word[:3] == given[:3]
