"""One column while its owner is worked out: whom its heading names, and the field it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from cohortmatch.reading.columns.areas import are_areas, is_of_order_area
from cohortmatch.reading.columns.at_address import (
    asks_whom_at_risk,
    is_at_address,
    names_people,
)
from cohortmatch.reading.columns.confirming import by_values, confirmed
from cohortmatch.reading.columns.headings import field_of, is_who_alone, plain_heading
from cohortmatch.reading.columns.named_cells import is_persons_name
from cohortmatch.reading.columns.person_words import (
    NOBODY,
    Label,
    label_of,
    role_of_word,
    spoken,
    words_for,
)
from cohortmatch.reading.columns.ranks import has_rank
from cohortmatch.reading.columns.several_names import hold_persons
from cohortmatch.reading.columns.shapes import Shape
from cohortmatch.reading.wordlists import words_of
from cohortmatch.values.fields import PERSONAL
from cohortmatch.values.roles import is_role_alone, parse_role

__all__ = ["ALIKE", "NAMING", "PARTS", "Block", "OwnedColumn", "Whose", "column_of"]

PARTS = ("surname", "forename")
NAMING = ("name", *PARTS)
BIRTH_PARTS = ("birth_year", "birth_month", "birth_day")
ALIKE = 0.5
"""The share of the rows in which two columns of names must agree to name the same people."""
FEW_ELSE, MOST_ELSE = 0.9, 0.5
OPENS_WITH_COUNT = re.compile(r"\s*(?:\d{1,2}(?!\d)|none|nil)\s*(?:$|[(,;+&-]|[a-z]+\s*$)", re.I)
"""A count, with a word or a remark in brackets behind it: "3 (LAC)", "2 adult"."""
COUNTING = frozenset(("number", "no", "num", "count", "total"))


class Whose(Enum):
    """The owner of a column."""

    nominal = "the nominal's, or about no person"
    another = "another person's"
    unclear = "nobody's for sure"


@dataclass(frozen=True, eq=False)
class OwnedColumn:
    """One column: whom its heading names, the field it is, and whether the caller says so."""

    heading: str
    label: Label
    field: str
    shape: Shape
    is_said: bool = False

    @property
    def is_name(self) -> bool:
        """Whether it holds names."""
        return self.field in NAMING

    @property
    def is_personal(self) -> bool:
        """Whether it says something about one person."""
        return self.field in PERSONAL

    @property
    def is_second(self) -> bool:
        """Whether its heading names a second person of the nominal's kind ("Perpetrator 2 DOB")."""
        is_own = self.label.kind in ("offender", "own")
        return is_own and self.label.number_in(self.heading) > 1

    @property
    def party(self) -> tuple[str, str]:
        """The party it belongs to: all offender's words are one person's, and so are plain ones."""
        return self.label.kind, self.label.word if self.label.kind == "own" else ""


@dataclass(eq=False)
class Block:
    """The person whose columns the walk is in: the owner, and the fields seen so far.

    Of another person, `word` is what the headings call them, in `labelled` personal columns.
    """

    whose: Whose
    fields: set[str] = field(default_factory=set)
    is_beside: bool = True
    word: str = ""
    labelled: int = 0

    @property
    def is_named(self) -> bool:
        """Whether the whole name has been passed."""
        return "name" in self.fields or {"surname", "forename"} <= self.fields


def column_of(heading: str, shape: Shape, said: Mapping[str, str]) -> OwnedColumn:
    """The column under a heading; `said` gives the fields that the caller says."""
    label = _label(heading, shape)
    if heading in said:
        own = NOBODY if label.kind == "worker" else label
        return OwnedColumn(heading, own, said[heading], shape, said[heading] in NAMING)
    return OwnedColumn(heading, label, _field(heading, label, shape), shape)


def _label(heading: str, shape: Shape) -> Label:
    """Whom a column's heading names, unless its cells show that it is about nobody else."""
    said = spoken(heading)
    if is_at_address(said):
        return Label("thing", said)
    if asks_whom_at_risk(said):
        return Label("thing", said) if names_people(shape) else NOBODY
    label = label_of(heading)
    if label.kind == "thing" and are_areas(heading, shape):
        return NOBODY
    if not label.kind and is_of_order_area(heading) and not are_areas(heading, shape):
        return Label("thing", "exclusion area")
    if label.kind == "worker":
        return Label(label.kind, label.word, label.rest)
    if not label.kind or (field_of(label.rest) not in NAMING and _says_no_person(shape)):
        return NOBODY
    if label.word in words_for("by_anybody") and not shape.share_of(_may_be_private):
        return NOBODY
    if label.kind in ("other", "thing") and field_of(heading) == "role" and _says_sides(shape):
        return NOBODY
    if field_of(label.rest) not in PERSONAL - {*NAMING} and _is_a_count(label, shape):
        return NOBODY
    if label.is_short and not _is_about_somebody(label, shape):
        return NOBODY
    return label


def _may_be_private(cell: str) -> bool:
    """Whether a cell may name somebody in private: not a body, a relation or an officer by rank."""
    return not has_rank(cell) and (is_persons_name(cell) or any(map(str.isdigit, cell)))


def _says_no_person(shape: Shape) -> bool:
    """Whether the cells are yes and no, or roles, and hardly anything else; a name with a word for
    a role beside it ("Ann Vic") is a name, unless the column tells offenders and victims apart."""
    roles = shape.roles if shape.has_both_sides else shape.share_of(_is_role_unnumbered)
    return bool(shape.cells) and shape.flags + roles >= FEW_ELSE


def _is_role_unnumbered(cell: str) -> bool:
    """Whether a cell holds words for roles alone; "Child 2" stands for a person."""
    return is_role_alone(cell) and not any(map(str.isdigit, cell))


def _is_a_count(label: Label, shape: Shape) -> bool:
    """Whether the cells are small numbers: how many, and nothing of whom."""
    longest = 2 if not COUNTING.isdisjoint(label.rest.split()) else 1
    few = [cell.strip().isdecimal() and len(cell.strip()) <= longest for cell in shape.cells]
    if longest == 2 and not shape.share_of(is_persons_name):
        few = [OPENS_WITH_COUNT.match(cell) is not None for cell in shape.cells]
    return shape.share(few) >= FEW_ELSE


def _says_sides(shape: Shape) -> bool:
    """Whether the cells are words or letters for sides ("P", "Vic", "Both?") and no names.

    Of other cells ("NFA", "Closed") no number matters where some say an offender and some a victim,
    or where most say a role: a victim's row must keep its role whatever another row says.
    """
    alone = Shape(tuple(filter(_is_role_unnumbered, shape.cells)))
    if alone.has_both_sides or len(alone.cells) > len(shape.cells) * MOST_ELSE:
        return True
    parts = {part for cell in shape.cells for part in re.split(r"[^A-Za-z]+", cell)}
    return all(len(part) <= 1 or parse_role(part).values for part in parts)


def _is_about_somebody(label: Label, shape: Shape) -> bool:
    """Whether an abbreviation certainly means a person, by other words or by its cells."""
    if label.rest:
        return field_of(label.rest) in PERSONAL
    return shape.names >= ALIKE and shape.words >= 1.5 and shape.addresses < 0.3


def _field(heading: str, label: Label, shape: Shape) -> str:
    """The field of a column, whoever it is about."""
    if label.kind in ("other", "offender", "own"):
        return _rest_field(heading, label, shape)
    if asks_whom_at_risk(spoken(heading)):
        return "status"
    plain = plain_heading(heading)
    if any(plain in words_of(part) for part in BIRTH_PARTS):
        return "date_of_birth"
    meant = field_of(heading)
    now = confirmed(meant, heading, shape) if meant else by_values(shape, set(), heading)
    return "personal" if now == "status" and plain in words_for("personal") else now


def _rest_field(heading: str, label: Label, shape: Shape) -> str:
    """The field of the rest of a heading, without the word for the person."""
    meant = "name" if set(label.rest.split()) <= words_for("whole") else field_of(label.rest)
    if not meant and "(" in heading:
        meant = field_of(label_of(heading.partition("(")[0]).rest)
    if label.kind == "other":
        is_of_person = meant in PERSONAL or not role_of_word(label.word)
        if not is_of_person and hold_persons(shape):
            return "name"  # "Siblings known to YJS"
        return meant or ("name" if shape.names >= ALIKE else "")
    if meant == "reference" and is_who_alone(heading) and shape.names >= ALIKE:
        return "name"  # "Index offender" is no index
    is_numbered = meant == "name" and label.number_in(heading) > 0
    if is_numbered and shape.names >= ALIKE and shape.words >= 1.5:
        return "name"
    if meant == "name" and field_of(heading) not in ("", "name"):
        meant = field_of(heading)
    if not meant:
        return by_values(shape, set(), heading)
    return confirmed(meant, heading, shape, may_be_flags=meant != "name")
