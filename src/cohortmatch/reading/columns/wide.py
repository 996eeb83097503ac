"""Rows that hold several people side by side ("Adult 1 name, Adult 1 DOB, Child 1 name, …").

Policy: such a row becomes one listing for each person. The columns about one person keep their
heading without the person's label. Columns about the whole row (family reference, address) go with
every listing. A person without a name is left out. The row label says which person: "14 Adult 1".
Only on a list of families do a nominal's partner and children become listings beside him; elsewhere
their columns stay where they are, as another person's. A role column goes with the person whose
number it has, or whose columns it stands behind or before. Where some people's names stand in one
column and others' in two, all are written in one. Columns that all come again with a role
among them ("Role, Name, DOB, Role, Name, DOB") are two people's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from cohortmatch.reading.columns.headings import field_of, is_who_alone, plain_heading
from cohortmatch.reading.columns.name_parts import are_parts_of_one_name
from cohortmatch.reading.columns.person_words import (
    label_of,
    one_word_for,
    role_of_word,
    words_for,
)
from cohortmatch.reading.nobody_rows import names_nobody
from cohortmatch.reading.wordlists import mentions, words_of
from cohortmatch.values.fields import NUMBERS, PERSONAL
from cohortmatch.values.roles import Role
from cohortmatch.values.text import is_placeholder
from cohortmatch.values.words import word_set

__all__ = ["NAMING", "OF_FAMILIES", "PERSON", "Wide", "fields_of", "spread_out"]

PERSON = "Person in the row"
"""The heading of the column that says which person of the row a listing is."""
PARTS = ("surname", "forename")
NAMING = frozenset(("name", *PARTS))
ONE_PERSONS = frozenset((*NUMBERS, "identifier", "date_of_birth", "age", "sex", "alias"))
"""The fields of which each person has their own; a household shares an address and a phone."""
CHILDREN = ("child", "son", "daughter")
BIRTH_ORDER = ("eldest", "oldest", "elder", "older", "middle", "younger", "youngest")
OF_FAMILIES = ("family name", "family surname", "family", "surname of family", "household name")
"""Headings of a family's name beside the names of its members."""
NUMBER = r"\d{1,2}|(?-i:[A-D])(?![^\W_])"
"""What tells one person of a row from another: a number, or a letter ("Party A")."""
LETTERED = re.compile(r" [A-D]$")
WHOLE = "Name"
"""The heading of the people's names where some of them have theirs in parts."""

NOTHING = frozenset(("", "none", "nil", "no", "nobody", "no one"))
"""Cells in place of a name or a date that say that there is no such person."""

Sources = dict[str, tuple[tuple[str, str, str], ...]]


@dataclass(frozen=True, eq=False)
class Wide:
    """The listings of a wide table, their row labels, and the row position that each came from.

    `roles` are those that the people's labels say ("Child 1"), and `sources` gives for each column
    made of several the headings that it was made of, each with the person's label and its field
    where that is another. `unclear` are columns about one person of the row that do not say of
    whom, and go with nobody.
    """

    frame: pd.DataFrame
    labels: tuple[str, ...]
    positions: tuple[int, ...]
    roles: Mapping[str, Role]
    sources: Sources
    unclear: tuple[str, ...]

    def __repr__(self) -> str:
        return f"<Wide: {len(self.labels)} people>"


def spread_out(
    frame: pd.DataFrame, labels: Sequence[object], *, of_families: bool = True
) -> Wide | None:
    """One listing for each person; None when the columns are not about several people per row."""
    blocks, shared = _blocks(list(frame.columns), of_families=of_families)
    if not blocks or (not of_families and _has_one_nominal(blocks)):
        return None
    if are_parts_of_one_name(frame, blocks, shared):
        return None
    blocks = _alike(blocks)
    unclear = tuple(heading for heading in shared if _is_of_one(heading))
    shared = [heading for heading in shared if heading not in unclear]
    parts = [_person(frame, label, columns, shared) for label, columns in blocks.items()]
    if _are_unlike(blocks):
        parts = [_in_full(part) for part in parts]
    joined = pd.concat(parts, keys=list(blocks), names=["person", "row"]).fillna("")
    order = np.argsort(joined.index.get_level_values("row").to_numpy(), kind="stable")
    joined = joined.iloc[order]
    rows = [int(row) for row in joined.index.get_level_values("row")]
    people = joined.index.get_level_values("person")
    named = tuple(f"{labels[row]} {person}" for row, person in zip(rows, people, strict=True))
    roles = {label: role for label in blocks if (role := _role(label))}
    return Wide(joined.reset_index(drop=True), named, tuple(rows), roles, _sources(blocks), unclear)


def _is_of_one(heading: str) -> bool:
    """Whether a column that no person's label heads is about one person of the row alone."""
    return field_of(heading) in ONE_PERSONS


def _role(label: str) -> Role | None:
    """The role that a person's label says; None where it says none."""
    named = label_of(label)
    return Role.subject if named.kind == "offender" else role_of_word(named.word)


def _sources(blocks: Mapping[str, Mapping[str, str]]) -> Sources:
    """For each column of the listings, what it was made of."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    in_parts = _are_unlike(blocks)
    for label, columns in blocks.items():
        for heading, rest in columns.items():
            field = field_of(rest)
            made = WHOLE if in_parts and field in NAMING else rest
            found.setdefault(made, []).append((heading, label, field if made != rest else ""))
    return {rest: tuple(each) for rest, each in found.items()}


def _are_unlike(blocks: Mapping[str, Mapping[str, str]]) -> bool:
    """Whether some people have their name in one column and others in two."""
    fields = [{field_of(rest) for rest in columns.values()} for columns in blocks.values()]
    whole = ["name" in each for each in fields]
    return any(whole) and not all(whole)


def _in_full(part: pd.DataFrame) -> pd.DataFrame:
    """A person's columns with the parts of the name in one column, as others of the row have it."""
    by_field = {field_of(heading): heading for heading in part.columns}
    if "name" in by_field:
        return part.rename(columns={by_field["name"]: WHOLE})
    parts = [by_field[each] for each in PARTS if each in by_field]
    texts = part[parts].apply(lambda column: column.str.strip())
    whole = (
        texts.iloc[:, 0].str.cat(texts.iloc[:, 1], sep=", ") if len(parts) > 1 else texts.iloc[:, 0]
    )
    return part.drop(columns=parts).assign(**{WHOLE: whole.str.strip(" ,")})


def fields_of(headings: Sequence[str]) -> list[str]:
    """The field each heading means, without the label for columns about one of several people."""
    blocks, _ = _blocks(list(headings))
    own = {heading: rest for columns in blocks.values() for heading, rest in columns.items()}
    return [field_of(own.get(heading, heading)) for heading in headings]


def _blocks(
    headings: list[str], *, of_families: bool = False
) -> tuple[dict[str, dict[str, str]], list[str]]:
    """For each person's label, the columns about them (heading to its rest), and the others.

    Several people are told apart by numbers, on a list of families also by who is the main one.
    """
    for parted in (_labels_in(headings), _number_after):
        people: dict[str, dict[str, str]] = {}
        for heading in headings:
            label, rest = parted(heading)
            if label:
                people.setdefault(label, {})[heading] = rest
        people = {label: own for label, own in people.items() if _names_somebody(own)}
        shared = [h for h in headings if not any(h in own for own in people.values())]
        numbered = any(map(_is_numbered, people)) or (of_families and any(map(_is_main, people)))
        somebody_else = any(_names_the_nominal(h) or is_who_alone(h) for h in shared)
        if len(people) >= 2 and numbered and not somebody_else:
            _give_nearest(people, headings)
            return people, [h for h in headings if not any(h in own for own in people.values())]
    return _again_and_again(headings)


def _names_the_nominal(heading: str) -> bool:
    """Whether a heading beside those of several people holds the names of the row's own person."""
    label = label_of(heading)
    if plain_heading(heading) in OF_FAMILIES:
        return False
    is_bare = label.kind == "offender" and field_of(label.rest) in ("", *NAMING, "status")
    return field_of(heading) in NAMING or is_bare


def _again_and_again(headings: list[str]) -> tuple[dict[str, dict[str, str]], list[str]]:
    """The people of a row whose columns all come again, a name and a role among them."""
    bases = [_unrepeated(heading) for heading in headings]
    times = {base: bases.count(base) for base in bases}
    again = [base for base in times if times[base] == max(times.values(), default=0) > 1]
    fields = {field_of(base) for base in again}
    is_named = "name" in fields or {"surname", "forename"} <= fields
    is_whole = all(times[base] == 1 or base in again for base in times)
    if not (is_named and is_whole and any(map(_is_role, again))):
        return {}, headings
    people: dict[str, dict[str, str]] = {}
    seen: dict[str, int] = {}
    for heading, base in zip(headings, bases, strict=True):
        if base in again:
            seen[base] = seen.get(base, 0) + 1
            people.setdefault(f"Person {seen[base]}", {})[heading] = base
    return people, [h for h, base in zip(headings, bases, strict=True) if base not in again]


def _is_role(heading: str) -> bool:
    """Whether a heading is one of roles, or of types that mean roles beside a name."""
    return field_of(heading) == "role" or plain_heading(heading) in words_of("role_types")


def _give_nearest(people: dict[str, dict[str, str]], headings: list[str]) -> None:
    """Give a column that each person has ("DOB" again and again) to the person at its left.

    Another person's heading between them ("Victim 1") excludes the columns behind it.
    """
    bases = [_unrepeated(heading) for heading in headings]
    for columns in people.values():
        for heading, base in zip(headings, bases, strict=True):
            if heading != base and base in headings and field_of(base) not in NAMING:
                columns.pop(heading, None)
    label_by = {each: label for label, columns in people.items() for each in columns}
    nearest = ""
    for heading, base in zip(headings, bases, strict=True):
        own = label_by.get(heading) or _lettered(heading, people)
        if own and heading not in label_by:
            people[own][heading] = heading.split(None, 1)[1]
        elif own or label_of(heading).kind == "other":
            nearest = own
        elif nearest and bases.count(base) > 1 and (field_of(base) in PERSONAL or _is_role(base)):
            people[nearest][heading] = base


def _unrepeated(heading: str) -> str:
    """A heading without the number that a second column of that name gets."""
    return re.sub(r" \(\d{1,2}\)$", "", heading)


def _lettered(heading: str, people: Mapping[str, Mapping[str, str]]) -> str:
    """The person of "S1 DOB", by the first letter and the number of "Suspect 1"; '' for none."""
    match = re.match(r"([A-Za-z])(\d{1,2})\s+\D", heading)
    if match is None:
        return ""
    letter, number = match[1].casefold(), match[2]
    for label, own in people.items():
        begins = any(each.casefold().startswith(letter) for each in own)
        if begins and label.rpartition(" ")[2] == number:
            return label
    return ""


def _has_one_nominal(blocks: Iterable[str]) -> bool:
    """Whether some of the people are a nominal's relatives and another is the nominal."""
    named = [label_of(block) for block in blocks]
    if _is_child_beside_parents(blocks) or _is_one_beside_others(blocks):
        return True
    relative = any(each.kind == "other" or each.word in words_for("own_last") for each in named)
    return relative and any(
        each.kind == "offender" or (each.kind == "own" and each.rank < 2) for each in named
    )


def _is_one_beside_others(blocks: Iterable[str]) -> bool:
    """Whether the people are one without a number and others who are never listed beside a nominal
    ("Driver, Passenger 1, Passenger 2")."""
    named = [(block, label_of(block)) for block in blocks]
    others = [b for b, each in named if each.kind == "other" and role_of_word(each.word) is None]
    own = [block for block, _ in named if block not in others]
    return bool(others) and len(own) == 1 and not _is_numbered(own[0])


def _is_child_beside_parents(blocks: Iterable[str]) -> bool:
    """Whether the people are one child and grown-ups who have charge of children ("Child, Parent 1,
    Parent 2"): where the list is of nominals, the child is the one."""
    own = [block for block in blocks if label_of(block).word not in words_for("elders")]
    is_one = len(own) == 1 and not _is_numbered(own[0])
    return is_one and label_of(own[0]).word in words_for("own_last")


def _alike(blocks: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    """The blocks, with one spelling for headings that differ only in case or signs."""
    written: dict[str, str] = {}
    for columns in blocks.values():
        for rest in columns.values():
            written.setdefault(plain_heading(rest), rest[:1].upper() + rest[1:])
    return {
        label: {heading: written[plain_heading(rest)] for heading, rest in columns.items()}
        for label, columns in blocks.items()
    }


def _names_somebody(columns: dict[str, str]) -> bool:
    fields = {field_of(rest) for rest in columns.values()}
    return "name" in fields or {"surname", "forename"} <= fields or _is_first_name_only(fields)


def _is_first_name_only(fields: set[str]) -> bool:
    """A child's forename with a date of birth, where the surname is the family's."""
    return {"forename", "date_of_birth"} <= fields


@cache
def _members() -> re.Pattern[str]:
    members = sorted(words_of("members") | words_of("members_numbered"), key=len, reverse=True)
    who = "|".join(re.escape(each).replace(r"\ ", r"[\s_]+") for each in members)
    order = rf"(?:(?:{'|'.join(BIRTH_ORDER)})[\s_]+)?"
    label = rf"(?P<who>{order}(?:{who}))(?:'s)?[\s_\-.#/]*(?P<n>{NUMBER})?(?:'s)?"
    return re.compile(rf"^\s*{label}[\s_\-.:/]+(?P<rest>\D.*)$", re.I)


def _label_before(heading: str) -> tuple[str, str]:
    """A heading's person ("Adult 1") and the rest of it ("DOB"); '' when it has no person."""
    group, parted, own = heading.rpartition(" / ")
    if parted and mentions(group, "members"):
        return group, own
    match = _members().match(heading)
    if match is None:
        return "", heading
    who = " ".join(re.split(r"[\s_]+", match["who"])).capitalize()
    if not match["n"] and who.casefold() in words_of("members_numbered"):
        return "", heading
    who = one_word_for(who.casefold()) or who
    return f"{who} {match['n']}" if match["n"] else who, match["rest"].strip()


def _labels_in(headings: Sequence[str]) -> Callable[[str], tuple[str, str]]:
    """As `_label_before`, for headings of one list: a label alone ("Child 1") is the person's name
    where it has a number, other columns are about that person, or it is a parent beside others."""
    bare = {heading: who for heading in headings if (who := _label_alone(heading))}
    others = {_label_before(heading)[0] for heading in headings if heading not in bare}
    counted = any(map(_is_numbered, (*bare.values(), *others)))
    alone = {
        heading: who
        for heading, who in bare.items()
        if (_is_numbered(who) and not _is_only_counted(who))
        or who in others
        or (counted and _is_elder(who))
    }
    return lambda heading: (alone[heading], WHOLE) if heading in alone else _label_before(heading)


def _is_numbered(label: str) -> bool:
    """Whether a person's label says which of several it is: "Child 2", "Eldest child"."""
    order, _, who = label.casefold().partition(" ")
    if label[-1:].isdigit() or LETTERED.search(label):
        return True
    return order in BIRTH_ORDER and who in CHILDREN


def _is_main(label: str) -> bool:
    """Whether a label is for the main one of several: "Main carer", "Lead adult"."""
    return label.partition(" ")[0].casefold() in ("main", "lead", "primary", "head")


def _is_only_counted(label: str) -> bool:
    """Whether a label is a person's only by its number, where headings go on behind it: "Name 1" is
    one beside "Name 1 role", and the first name beside "DOB 1"."""
    return label.rpartition(" ")[0].casefold() in words_of("members_numbered")


def _is_elder(label: str) -> bool:
    """Whether a label is for one parent, who beside numbered children is one more of the row."""
    return label.casefold() in words_for("elders")


def _label_alone(heading: str) -> str:
    """The person of a heading that says nothing else ("Child 1"); '' for any other."""
    label, rest = _label_before(f"{_unrepeated(heading)} name")
    return label if label and rest == "name" and " / " not in heading else ""


def _number_after(heading: str) -> tuple[str, str]:
    """As `_label_before` for "Surname 1, DOB 1, Surname 2, …": a name in full is needed."""
    match = re.match(r"^(?P<rest>.*?\D)[\s_\-.#(]*(?P<n>\d{1,2})\)?\s*$", heading)
    if match is None:
        return "", heading
    if label_of(heading).kind in ("offender", "own", "other"):
        return "", heading
    rest = match["rest"]
    is_own = field_of(rest) in {*NAMING, "date_of_birth", "sex"} and not is_who_alone(rest)
    if plain_heading(rest) in words_of("members_numbered") and not is_own:
        return f"Person {match['n']}", WHOLE
    if not is_own and not _is_role(match["rest"]):
        return "", heading
    return f"Person {match['n']}", match["rest"].strip()


def _may_name_somebody(cell: str) -> bool:
    """Whether a cell may name a person: "Boy" and "Unborn" name none."""
    said = cell.strip()
    if not said or names_nobody(said):
        return False
    return said.casefold() not in word_set("placeholders", "no_forename")


def _has_birth(own: pd.DataFrame) -> pd.Series:
    """The rows of a person with a name, such as it is, and a date of birth."""
    births = [heading for heading in own.columns if field_of(heading) == "date_of_birth"]
    names = [heading for heading in own.columns if field_of(heading) in NAMING]
    held = [own[births].map(_says_something), own[names].map(_says_something)]
    both: pd.Series = held[0].any(axis=1) & held[1].any(axis=1)
    return both


def _says_something(cell: str) -> bool:
    """Whether a cell is neither blank nor a word for nothing ("None", "n/a")."""
    return not is_placeholder(cell, "any") and cell.strip().casefold() not in NOTHING


def _person(
    frame: pd.DataFrame, label: str, columns: dict[str, str], shared: list[str]
) -> pd.DataFrame:
    own = frame[list(columns)].rename(columns=columns)
    own = own.loc[:, ~own.columns.duplicated()]
    common = frame[[heading for heading in shared if heading not in own.columns]]
    part = pd.concat([own, common.set_axis(common.columns, axis=1)], axis=1)
    names = [heading for heading in own.columns if field_of(heading) in NAMING]
    held = own[names].map(_may_name_somebody).any(axis=1) | _has_birth(own)
    part.insert(0, PERSON, label)
    kept: pd.DataFrame = part[held]
    return kept
