"""What a column is, from its heading and its values.

Policy: a heading is believed unless the values plainly say something else. A heading that says
nothing is settled by the values alone, and this is reported. Each rule looks at a `Shape` and
returns a field, or '' when it cannot say.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from cohortmatch.reading.columns.areas import are_areas
from cohortmatch.reading.columns.by_whom import says_by_whom
from cohortmatch.reading.columns.compass import is_compass
from cohortmatch.reading.columns.headings import (
    IDENTIFIERS,
    is_unnamed,
    is_who_alone,
    plain_heading,
)
from cohortmatch.reading.columns.ranks import has_rank
from cohortmatch.reading.columns.shapes import Shape
from cohortmatch.reading.columns.unnamed import are_plainly_names
from cohortmatch.reading.wordlists import table, words_of
from cohortmatch.values.beside_names import without_beside
from cohortmatch.values.fields import CHECKED
from cohortmatch.values.postcodes import parse_district

__all__ = ["by_values", "confirmed", "is_of_things"]

MOSTLY = 0.6
SOME = 0.3
HARDLY = 0.1
SURELY = 0.9
SHORT = 2.5
"""Words of a cell that says a role."""
FEW = 3
"""Fewer cells than this are no evidence against a heading."""
NUMBERS_ITS_COLUMN = re.compile(r"(?:column|col|field|unnamed|var|[cfvx])?[ :_.-]*\d*", re.I)
SURNAME_WORDS = 2
OF_ANYTHING = frozenset(("no", "number", "name", "post"))
"""Words of the parts of an address that other headings have too."""
NAMES_TOO = {"case": "name", "sn": "surname"}
"""Headings of references under which lists have names as well."""
OWN_REFERENCES = ("family", "household", "tenancy", "crime", "incident", "cad", "property", "uprn")


def confirmed(field: str, heading: str, shape: Shape, *, may_be_flags: bool = True) -> str:
    """The field the column is, given the field its heading means.

    A heading that says only who is listed may be one of flags and states too, unless the caller
    knows better.
    """
    if not shape.cells:
        return field
    if may_be_flags and field in ("name", "status") and is_who_alone(heading):
        return "name" if are_plainly_names(shape) else _who_else(shape)
    if field in IDENTIFIERS:
        return _identifier(field, shape)
    if field == "status" and _is_checked_birth(heading) and shape.birth_years >= 0.8:
        return "date_of_birth"
    if field == "role" and plain_heading(heading) == "rel" and shape.roles < SOME:
        return "other"  # a religion
    rule = RULES.get(field)
    if rule is None:
        return field
    if field in ("postcode", "address") and shape.share_of(has_rank) >= MOSTLY:
        return "status"  # "IOM PC" of a police constable
    if len(shape.cells) < FEW and field not in ("name", "surname", "forename"):
        return field
    return rule(shape, heading) or field


def by_values(shape: Shape, taken: set[str], heading: str = "") -> str:
    """The field of a column whose heading says nothing; `taken` are the fields of other columns.

    Letters say a sex only in a column without any heading: M and F may be "meets" and "fails".
    """
    if len(shape.cells) < 2 or shape.share_of(has_rank) >= MOSTLY:
        return ""
    varied = shape.distinct >= SOME
    if varied and (kind := _kind_of_identifier(shape)):
        return kind
    if shape.postcodes >= MOSTLY and "postcode" not in taken:
        return "postcode"
    if varied and shape.birth_years >= MOSTLY and "date_of_birth" not in taken:
        return "date_of_birth"
    if _spells_sexes(shape, letters=_says_nothing(heading)) and "sex" not in taken:
        return "sex"
    if _tells_sides(shape, heading) and "role" not in taken:
        return "role"
    is_of_places = is_of_things(heading) or are_areas(heading, shape)
    if shape.addresses >= MOSTLY and "address" not in taken and not is_of_places:
        return "address"
    if varied and shape.dialled >= 0.8 and "phone" not in taken:
        return "phone"
    return ""


def is_of_things(heading: str) -> bool:
    """Whether a heading has only words of things and places ("Site"), though its cells are like
    addresses."""
    words = set(plain_heading(heading, camel=True).split())
    return bool(words) and words <= set(table("shown_words")["things"].split())


def _says_nothing(heading: str) -> bool:
    """Whether a heading is none, or only numbers its column: "Column7", "Unnamed: 3", "F4"."""
    return is_unnamed(heading) or NUMBERS_ITS_COLUMN.fullmatch(heading) is not None


def _spells_sexes(shape: Shape, *, letters: bool) -> bool:
    return len(set(shape.folded)) <= 6 and shape.sexes_spelled(letters=letters) >= 0.9


def _kind_of_identifier(shape: Shape) -> str:
    """The kind of identifier that most cells hold; "identifier" when several kinds share them."""
    if not shape.identifiers:
        return ""
    kind, share = max(shape.identifiers.items(), key=lambda item: item[1])
    if share >= (MOSTLY if kind in CHECKED else 0.8):
        return kind
    checked = sum(v for k, v in shape.identifiers.items() if k in CHECKED)
    return "identifier" if checked >= MOSTLY else ""


def _identifier(field: str, shape: Shape) -> str:
    own = shape.identifiers.get(field, 0.0)
    others = {k: v for k, v in shape.identifiers.items() if k != field}
    kind, share = max(others.items(), key=lambda item: item[1], default=("", 0.0))
    if own < HARDLY and share >= MOSTLY:
        return kind
    if len(shape.cells) < FEW:
        return "status" if len(shape.cells) > 1 and shape.flags == 1 else field
    if shape.flags >= MOSTLY or not _with_digits(shape):
        return "status"
    if own < HARDLY and shape.birth_years >= 0.8:
        return "date_of_birth"
    return field


def _date_of_birth(shape: Shape, heading: str) -> str:
    if shape.dates + shape.day_numbers >= SOME:
        return ""
    if shape.ages >= MOSTLY:
        return "age"
    return _something_else(shape)


def _age(shape: Shape, heading: str) -> str:
    if shape.ages >= SOME:
        return ""
    return "date_of_birth" if shape.birth_years >= MOSTLY else "status"


def _sex(shape: Shape, heading: str) -> str:
    return "" if shape.sexes >= SOME else "status"


def _postcode(shape: Shape, heading: str) -> str:
    if shape.postcodes >= SOME:
        return ""
    if shape.addresses >= 0.5:
        return "address"
    districts = sum(bool(parse_district(cell).values) for cell in shape.cells) / len(shape.cells)
    return "other" if shape.postcodes < HARDLY and districts < MOSTLY else ""


def _address(shape: Shape, heading: str) -> str:
    if shape.postcodes >= 0.8:
        return "postcode"
    if sum("@" in cell for cell in shape.cells) * 2 > len(shape.cells):
        return "status"
    is_part = not (words_of("address_parts") - OF_ANYTHING).isdisjoint(
        plain_heading(heading).split()
    )
    is_number = not is_part and shape.share([cell.isdecimal() for cell in shape.cells]) >= 0.8
    return "status" if shape.flags >= 0.8 or shape.dates >= 0.8 or is_number else ""


def _name(shape: Shape, heading: str) -> str:
    if len(shape.cells) >= FEW and shape.flags >= MOSTLY:
        return "status"
    few_words = len(set(shape.folded)) * 2 <= len(shape.cells)
    if shape.roles >= 0.8 and not _named(shape) and (few_words or shape.has_both_sides):
        return "role"
    if shape.names >= 0.4:
        return ""
    return _something_else(shape) or ("status" if len(shape.cells) >= FEW else "")


def _who_else(shape: Shape) -> str:
    """What stands under a word for the nominal where no names do."""
    sides = shape.roles >= 0.9 and shape.has_both_sides
    return "role" if sides else _something_else(shape) or "status"


def _named(shape: Shape) -> bool:
    """Whether most roles stand beside a name ("Jane Doe (victim)")."""
    cells = [(cell, without_beside(cell)) for cell in shape.cells]
    return shape.share([own.role is not None and own.name != cell for cell, own in cells]) >= SOME


def _surname(shape: Shape, heading: str) -> str:
    if plain_heading(heading) == "family" and shape.words > SURNAME_WORDS:
        return "reference"  # "Household of …"
    return "name" if shape.commas >= SOME else _name(shape, heading)


def _phone(shape: Shape, heading: str) -> str:
    return "" if shape.phones >= SOME else _something_else(shape) or "status"


def _email(shape: Shape, heading: str) -> str:
    return "" if shape.share(["@" in cell for cell in shape.cells]) >= SOME else "status"


def _role(shape: Shape, heading: str) -> str:
    return "status" if shape.flags >= 0.8 or shape.dates >= MOSTLY else ""


def _street_name(shape: Shape, heading: str) -> str:
    if shape.addresses >= 0.5:
        return "address"
    return "status" if shape.flags >= 0.8 else ""


def _title(shape: Shape, heading: str) -> str:
    return "" if shape.titles >= 0.5 else "other"


def _other_name(shape: Shape, heading: str) -> str:
    return "status" if shape.flags >= 0.8 or shape.names < HARDLY else ""


def _reference(shape: Shape, heading: str) -> str:
    if _tells_sides(shape, heading) and shape.words <= SHORT:
        return "role"
    if any(word in plain_heading(heading) for word in OWN_REFERENCES):
        return ""
    if plain_heading(heading) in NAMES_TOO and are_plainly_names(shape) and not _with_digits(shape):
        return NAMES_TOO[plain_heading(heading)]
    kind = _kind_of_identifier(shape)
    return kind if shape.identifiers.get(kind, 0.0) >= 0.8 else ""


def _with_digits(shape: Shape) -> bool:
    return any(any(map(str.isdigit, cell)) for cell in shape.cells)


def _status(shape: Shape, heading: str) -> str:
    if _tells_sides(shape, heading) and shape.words <= SHORT:
        return "role"
    kind = _kind_of_identifier(shape)
    is_sure = kind in CHECKED and shape.identifiers[kind] >= SURELY
    return kind if is_sure else ""  # "Police number"


def _tells_sides(shape: Shape, heading: str) -> bool:
    sides = shape.roles >= 0.9 and shape.has_both_sides and not says_by_whom(heading)
    return sides and not is_compass(heading, shape.cells)


def _is_checked_birth(heading: str) -> bool:
    """Whether a heading says that a date of birth is checked: "DOB (verified)"."""
    words = set(plain_heading(heading).split())
    return bool(words & BIRTHS) and words <= BIRTHS | CHECKED_WORDS


def _something_else(shape: Shape) -> str:
    """What a column really is where its heading is wrong, from the surest patterns only."""
    if kind := _kind_of_identifier(shape):
        return kind
    if shape.postcodes >= 0.8:
        return "postcode"
    if shape.birth_years >= 0.8:
        return "date_of_birth"
    return "status" if shape.flags >= MOSTLY else ""


BIRTHS = frozenset(("dob", "birth", "born"))
CHECKED_WORDS = frozenset(("date", "of", "verified", "checked", "confirmed", "is", "and"))
RULES: dict[str, Callable[[Shape, str], str]] = {
    "date_of_birth": _date_of_birth,
    "age": _age,
    "sex": _sex,
    "postcode": _postcode,
    "address": _address,
    "name": _name,
    "surname": _surname,
    "forename": _surname,
    "phone": _phone,
    "email": _email,
    "role": _role,
    "street_name": _street_name,
    "title": _title,
    "alias": _other_name,
    "previous_surname": _other_name,
    "reference": _reference,
    "status": _status,
}
