"""The one table of fields: what a column of a list can hold, and what is known of each kind.

Every other module that tells fields apart (which are numbers, which may be shown, what they are
called) derives what it needs from this table. A new kind of number is a row here and a class in
`identifiers/`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

__all__ = [
    "ARREST_NUMBERS",
    "CHECKED",
    "ENOUGH",
    "FIELDS",
    "NUMBERS",
    "PERSONAL",
    "PERSON_NUMBERS",
    "FieldEntry",
    "Whose",
    "fields_where",
]

Whose = Literal["person", "arrest", "list"]
"""What a field belongs to: the person, an arrest (one person has several), or the list."""
ENOUGH = 4
"""Points of `telling` from which a changed row is recognised."""


@dataclass(frozen=True)
class FieldEntry:
    """What is known of one field.

    `name` is the field's name in code, settings and the model; `words` is its name in a sentence,
    `short` in a table. `is_number` says that it is a kind of identifier, `has_check` that its form
    holds a check letter or digit, `is_unique` that one person has one. `telling` is how much it
    counts (0 to ENOUGH) that two rows of one list share it; people of one household, who share
    address, postcode and phone, do not add up to ENOUGH. `look_up` is the place (1 first) of the
    field among those that settle a doubtful pair, 0 for a field that does not. `is_personal` says
    that it is about a person and not about the list. `is_detail` says that the report compares what
    lists say of it, and that it may be shared; `is_shared`, that another panel sees it by default.
    """

    name: str
    words: str
    short: str = ""
    is_number: bool = False
    whose: Whose = "person"
    has_check: bool = False
    is_unique: bool = False
    telling: int = 0
    look_up: int = 0
    is_personal: bool = True
    is_detail: bool = False
    is_shared: bool = False

    @property
    def label(self) -> str:
        """Its name in a table."""
        return self.short or self.words


def _name(name: str, words: str, *, is_shared: bool = False) -> FieldEntry:
    return FieldEntry(name, words, telling=ENOUGH, is_detail=name == "name", is_shared=is_shared)


def _number(
    name: str,
    words: str,
    short: str = "",
    *,
    look_up: int = 0,
    has_check: bool = False,
    is_unique: bool = False,
    is_shared: bool = False,
    whose: Whose = "person",
) -> FieldEntry:
    return FieldEntry(
        name,
        words,
        short,
        is_number=True,
        whose=whose,
        has_check=has_check,
        is_unique=is_unique,
        telling=ENOUGH,
        look_up=look_up,
        is_detail=True,
        is_shared=is_shared,
    )


def _of_list(name: str, words: str) -> FieldEntry:
    return FieldEntry(name, words, whose="list", is_personal=False)


_ENTRIES = (
    _name("name", "name", is_shared=True),
    _name("surname", "surname"),
    _name("forename", "forename"),
    FieldEntry("middle", "middle names", "middle", telling=1),
    FieldEntry("title", "title"),
    FieldEntry("alias", "alias", telling=ENOUGH),
    FieldEntry("street_name", "street name", telling=1),
    FieldEntry("previous_surname", "previous surname", telling=ENOUGH),
    FieldEntry(
        "date_of_birth", "date of birth", telling=3, look_up=3, is_detail=True, is_shared=True
    ),
    FieldEntry("age", "age"),
    FieldEntry("sex", "sex", is_detail=True, is_shared=True),
    _number("pnc", "PNC ID", look_up=1, has_check=True, is_unique=True, is_shared=True),
    _number("cro", "CRO number", look_up=2, has_check=True, is_unique=True, is_shared=True),
    _number("crn", "probation number (CRN)", "CRN", look_up=4, is_shared=True),
    _number("prison_number", "prison number", look_up=5, is_shared=True),
    _number("asn", "arrest summons number (ASN)", "ASN", has_check=True, whose="arrest"),
    _number("nino", "National Insurance number", look_up=6),
    _number("nhs_number", "NHS number", look_up=7, has_check=True),
    _number("driver_number", "driver number"),
    _number("visor", "ViSOR reference"),
    FieldEntry("identifier", "identifiers of several kinds", telling=ENOUGH),
    FieldEntry("address", "address", telling=2, look_up=8),
    FieldEntry("postcode", "postcode", telling=1, is_detail=True),
    FieldEntry("phone", "phone number", look_up=9),
    FieldEntry("email", "e-mail address"),
    _of_list("role", "role"),
    _of_list("status", "text carried along"),
    _of_list("reference", "reference"),
    _of_list("other", "text carried along"),
    _of_list("ignored", "ignored"),
    _of_list("another_person", "another person's"),
    _of_list("free_text", "notes"),
)
FIELDS: dict[str, FieldEntry] = {entry.name: entry for entry in _ENTRIES}
"""Every field a column can be understood as, in the order in which fields are shown."""


def fields_where(holds: Callable[[FieldEntry], object]) -> tuple[str, ...]:
    """The names of the fields for which something holds, in the order of the table."""
    return tuple(name for name, entry in FIELDS.items() if holds(entry))


NUMBERS = fields_where(lambda field: field.is_number)
"""The fields that hold one kind of identifier, in the order they are shown."""
PERSON_NUMBERS = fields_where(lambda field: field.is_number and field.whose == "person")
"""The numbers for which a difference is evidence; a person has several arrest numbers."""
ARREST_NUMBERS = fields_where(lambda field: field.is_number and field.whose == "arrest")
CHECKED = fields_where(lambda field: field.has_check)
"""The fields whose values have a check letter or digit."""
PERSONAL = frozenset(fields_where(lambda field: field.is_personal))
"""The fields that say something about one person."""
