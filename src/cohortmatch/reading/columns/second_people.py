"""The second people of a row: whose columns they are, and who each is to the nominal.

Policy: columns whose headings name a second subject, a co-defendant, an associate or a relative
("Partner name, Partner DOB") are that person's, who becomes a listing beside the nominal's. Only a
person with a whole name does, only by columns whose own heading says whose they are, and only what
is about the person goes along. On a list that holds victims a relative may be one, so relatives
stay another person's there; so do associates on lists of incidents. The role that the heading says
is the listing's. A heading for several ("Known associates") makes listings where most cells hold
whole names and nothing else, and no column of the list is a victim's or names who told of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cohortmatch.reading.columns.headings import (
    field_of,
    parent_or_carer,
    plain_heading,
    unique_headings,
)
from cohortmatch.reading.columns.person_words import (
    label_of,
    one_word_for,
    role_of_word,
    spoken,
    words_for,
)
from cohortmatch.reading.columns.several_names import hold_persons, is_of_several
from cohortmatch.reading.columns.shapes import Shape
from cohortmatch.reading.columns.whose_column import NAMING, OwnedColumn
from cohortmatch.reading.panels import Panel
from cohortmatch.values.roles import Role

__all__ = ["SecondPerson", "holds_victims", "second_people"]

CARERS = frozenset(("carer", "carers", "guardian", "guardians"))
INCIDENTS = "asb"
"""The type of panels whose lists are of incidents, with people on every side of them."""


@dataclass(frozen=True, eq=False)
class SecondPerson:
    """A second person of each row: what the headings call them ("Partner"), the role that this
    says, and their columns with what each heading says without the word for the person."""

    label: str
    role: Role
    columns: Mapping[str, str]

    def __repr__(self) -> str:
        return f"<SecondPerson {self.label}: {len(self.columns)} columns>"


def second_people(
    columns: Sequence[OwnedColumn], panel_key: str, *, of_victims: bool
) -> list[SecondPerson]:
    """The second people of the rows, by the columns that are not the nominal's, from left to right.

    `of_victims` says that the list holds victims.
    """
    is_of_others = of_victims or any(e.label.word in words_for("tellers") for e in columns)
    groups: dict[tuple[str, int], list[OwnedColumn]] = {}
    for column in columns:
        each = _carers(column, groups) if column.label.kind else _begun_alike(column, groups)
        role = None if is_of_others and is_of_several(each.label, each.heading) else _role(each)
        if role is not None and _may_be_listed(role, panel_key, of_victims=of_victims):
            groups.setdefault(_key(each), []).append(each)
    return list(_people(groups))


def _carers(
    column: OwnedColumn, groups: Mapping[tuple[str, int], list[OwnedColumn]]
) -> OwnedColumn:
    """A carer's column as the parent's, where one heading calls that person both ("Parent / Carer,
    Carer tel")."""
    if column.label.word not in CARERS:
        return column
    number = column.label.number_in(column.heading)
    called = (each.heading.casefold() for each in groups.get(("Parent", number), ()))
    is_both = any(parent_or_carer(heading) != heading for heading in called)
    return replace(column, label=replace(column.label, word="parent")) if is_both else column


def _begun_alike(
    column: OwnedColumn, groups: Mapping[tuple[str, int], list[OwnedColumn]]
) -> OwnedColumn:
    """A column without a word for a person, labelled as the second person's whose name's heading
    begins it ("Runner DOB" behind "Runner (associate)")."""
    said = spoken(column.heading)
    for each in (each for group in groups.values() for each in group if each.field == "name"):
        if each.label.rest and said.startswith(f"{each.label.rest} "):
            rest = said.removeprefix(f"{each.label.rest} ")
            return replace(column, label=replace(each.label, rest=rest))
    return column


def _role(column: OwnedColumn) -> Role | None:
    """The role of the second person that a heading names, None where it names none for sure."""
    word, number = column.label.word, column.label.number_in(column.heading)
    if column.label.is_short or not word:
        return None
    if is_of_several(column.label, column.heading) and not hold_persons(column.shape):
        return None
    found = role_of_word(word)
    if found is None and column.label.kind in ("offender", "own") and number > 1:
        return Role.subject
    return found


def holds_victims(shapes: Mapping[str, Shape], panel: Panel) -> bool:
    """Whether a list holds victims: by its panel, its name, or a column about one or an accused."""
    if panel.key == INCIDENTS or not words_for("victims_lists").isdisjoint(_phrases(panel.name)):
        return True
    sides = any(shape.has_both_sides for shape in shapes.values())
    return sides or any(map(_names_a_side, shapes))


def _names_a_side(heading: str) -> bool:
    """Whether a heading names a side of an offence; somebody accused beside the nominal
    ("Co-accused") is on the nominal's own."""
    label = label_of(heading)
    text = label.rest if role_of_word(label.word) is Role.subject else heading
    sides = words_for("accused") | words_for("harmed")
    return not sides.isdisjoint(_phrases(text))


def _phrases(text: str) -> set[str]:
    words = spoken(text).split()
    return {" ".join(words[at : at + n]) for n in (1, 2, 3) for at in range(len(words) - n + 1)}


def _may_be_listed(role: Role, panel_key: str, *, of_victims: bool) -> bool:
    if role == Role.subject:
        return True
    if role == Role.associate:
        return panel_key != INCIDENTS
    return not of_victims


def _key(column: OwnedColumn) -> tuple[str, int]:
    """The person of a column: one word for all that mean the same, and the number."""
    word, number = column.label.word, column.label.number_in(column.heading)
    role = role_of_word(word)
    if role in (Role.subject, Role.associate):
        return ("Co-defendant" if role == Role.subject else "Associate"), number
    return one_word_for(word) or word.removesuffix("s").capitalize(), number


def _people(groups: Mapping[tuple[str, int], list[OwnedColumn]]) -> Iterator[SecondPerson]:
    for (word, number), columns in groups.items():
        own = columns if _role(columns[0]) == Role.subject else _personal(columns)
        if not _is_named(own):
            continue
        label = f"{word} {number}" if number else word
        rests, _ = unique_headings([_rest(each) for each in own])
        role = _role(own[0]) or Role.unknown
        both = zip(own, rests, strict=True)
        yield SecondPerson(label, role, {each.heading: rest for each, rest in both})


def _personal(columns: Sequence[OwnedColumn]) -> list[OwnedColumn]:
    return [each for each in columns if each.is_personal]


def _is_named(columns: Sequence[OwnedColumn]) -> bool:
    fields = {each.field for each in columns}
    return "name" in fields or {"surname", "forename"} <= fields


def _rest(column: OwnedColumn) -> str:
    """What a heading says without the word for the person; "Name" where that is no more."""
    rest = column.label.rest
    is_bare = column.field in NAMING and (
        set(rest.split()) <= words_for("whole") or field_of(rest) not in NAMING
    )
    text = "Name" if is_bare or not plain_heading(rest) else rest
    return text[:1].upper() + text[1:]
