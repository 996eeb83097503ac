"""What is read of a layout's file, and how that differs from what the layout says.

Read as a user reads: `check` tells the columns and what was noticed, `read_lists` gives listings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tests.reading.corpus.layout import WHAT, Layout
from tests.reading.corpus.writing import write

import cohortmatch as cm
from cohortmatch.core.types import NameKind
from cohortmatch.services.answers import CheckAnswer, ColumnAnswer, ListRead, Noticed
from cohortmatch.services.check import check
from cohortmatch.services.sources import given
from cohortmatch.values.identifiers import KINDS, parse_identifiers
from cohortmatch.values.scripts import readings
from cohortmatch.values.text import fold

AS_OF = date(2026, 6, 1)
IN_PARTS = ("taken apart", "part of", "the name again")
"""How a column was understood whose content stands in columns made of it."""
NUMBERS = {"pnc": "pnc", "crn": "crn", "cro": "cro", "asn": "asn", "nino": "nino"} | {
    "nhs": "nhs_number",
    "prison_number": "prison_number",
    "postcode": "postcode",
    "phone": "phone",
    "email": "email",
    "age": "age",
}
"""The fields of a person whose values are compared by their letters and digits."""


@dataclass(frozen=True)
class Listing:
    """One listing that came of the sheet."""

    sheet: str
    row: str
    who: str
    names: tuple[tuple[int, str, str], ...]
    """(kind, given, surname) of each form of the name, the recorded one first."""
    middle: tuple[str, ...]
    fields: Mapping[str, tuple[Any, ...]]


def differences(layout: Layout, folder: Path) -> list[str]:
    """What is read otherwise than the layout says, in plain words; the file goes in the folder."""
    path = write(layout, folder)
    told = check(given([path], flags={"as_of": AS_OF}))
    if told.errors:
        return [*_not_read(layout, told)]
    found = _listings(path)
    return [*_columns(layout, told), *_people(layout, found), *_told(layout, told, found)]


def _not_read(layout: Layout, told: CheckAnswer) -> Iterator[str]:
    """A refused file tells of everything in it, but it has no listings."""
    for error in told.errors:
        if layout.people:
            yield f"not read: {error.problem}"


# ---- columns


def _columns(layout: Layout, told: CheckAnswer) -> Iterator[str]:
    found = [column for each in told.lists for column in each.columns]
    for heading, (prefix, what) in layout.columns.items():
        mine = [each for each in found if _same_heading(each.heading, heading)]
        if not mine and what in ("another person", "ignored"):
            continue  # on a sheet that is not read
        if not mine:
            yield f"column “{heading}”: not among the columns that check tells of"
        elif not any(_is(each, prefix, what) for each in mine):
            is_told = "" if _noticed_column(told.findings, heading) else " (and no finding says so)"
            yield f"column “{heading}”: {_said(mine[0])}, not {prefix} {what}{is_told}"


def _same_heading(one: str, other: str) -> bool:
    plain = " ".join(other.split())
    return one == plain or one.endswith(f" / {plain}")


def _is(column: ColumnAnswer, prefix: str, what: str) -> bool:
    """Whether a column was understood as the layout says."""
    if column.how.startswith(IN_PARTS):
        return True  # its parts show in the listings
    return column.field in WHAT[what] and _is_whose(column, prefix)


def _is_whose(column: ColumnAnswer, prefix: str) -> bool:
    """Whether a column is said to be a second person's exactly where the layout says so."""
    person = getattr(column, "person", "")
    return not prefix or bool(person)


def _said(column: ColumnAnswer) -> str:
    return f"{getattr(column, 'person', '')} {column.field} by {column.how}".strip()


# ---- listings


def _listings(path: Path) -> list[Listing]:
    """The listings of a file, as `read_lists` gives them."""
    read = cm.read_lists(path, as_of=AS_OF)
    return [_listing(read, place) for place in range(len(read))]


def _listing(read: cm.Listings, place: int) -> Listing:
    sheet, _, row = str(read.row[place]).rpartition("!")
    return Listing(
        sheet or read.lists[read.list_code[place]].sheet,
        re.match(r"\d*", row)[0],  # type: ignore[index]
        cm.Role(int(read.role[place])).name,
        tuple(_forms(read, place)),
        read.names.middle.of(place),
        {name: field.of(place) for name, field in read.fields.items()}
        | {"street_name": read.names.street.of(place)},
    )


def _forms(read: cm.Listings, place: int) -> Iterator[tuple[int, str, str]]:
    names = read.names
    word = ("", *names.words)
    for at in range(names.offsets[place], names.offsets[place + 1]):
        yield int(names.kind[at]), word[names.given[at] + 1], word[names.surname[at] + 1]


def _people(layout: Layout, found: Sequence[Listing]) -> Iterator[str]:
    left = list(found)
    for person in layout.people:
        mine = [each for each in left if _is_at(each, person)]
        where = f"row {person['row']}" if "row" in person else _name(person)
        if not mine:
            yield f"{where}: no listing of a {person.get('who', 'person')}, {_name(person)}"
            continue
        best = min(mine, key=lambda each: len([*_unlike(each, person)]))
        left.remove(best)
        for what in _unlike(best, person):
            yield f"{where}: {what}"
    for each in left:
        yield f"row {each.row}: a listing too many ({each.who}, {_shown(each)})"


def _is_at(listing: Listing, person: Mapping[str, Any]) -> bool:
    sheet, _, row = str(person.get("row", listing.row)).rpartition("!")
    sheet = person.get("sheet", sheet)
    return listing.row == row and (not sheet or sheet == listing.sheet)


def _name(person: Mapping[str, Any]) -> str:
    return f"{person.get('first_names', '…')} {person.get('surname', '…')}"


def _shown(listing: Listing) -> str:
    return " ".join(listing.names[0][1:]) if listing.names else "without a name"


def _unlike(listing: Listing, person: Mapping[str, Any]) -> Iterator[str]:
    """What differs between a listing and what the layout says of the person."""
    if listing.who != person.get("who", listing.who):
        yield f"{listing.who}, not {person['who']}"
    _, given, surname = listing.names[0] if listing.names else (0, "", "")
    whole = " ".join([given, *listing.middle])
    if "first_names" in person and _plain(person["first_names"]) not in _read_as(given, whole):
        yield f"first names {whole!r}, not {person['first_names']!r}"
    if "surname" in person and _plain(person["surname"]) not in _read_as(surname):
        yield f"surname {surname!r}, not {person['surname']!r}"
    if "born" in person and person["born"] not in (born := _born(listing)):
        yield f"born {' or '.join(born)!r}, not {person['born']!r}"
    if "sex" in person and person["sex"].upper() not in (listing.fields.get("sex") or ("",)):
        yield f"sex {listing.fields.get('sex', ())}, not {person['sex']!r}"
    if "alias" in person and not _has_alias(listing, person["alias"]):
        yield f"no alias {person['alias']!r}"
    for key in sorted(set(NUMBERS) & set(person)):
        values = [_plain(_text(each)) for each in listing.fields.get(NUMBERS[key], ())] or [""]
        if _plain(_number(key, str(person[key]))) not in values:
            yield f"{key} {' or '.join(values)!r}, not {person[key]!r}"


def _read_as(*names: str) -> set[str]:
    """What names are compared as: a name in another script by its Latin readings too."""
    return {_plain(each) for name in names for each in (name, *readings(name))}


def _born(listing: Listing) -> list[str]:
    return [str(each) for each in listing.fields.get("date_of_birth", ())] or [""]


def _has_alias(listing: Listing, alias: str) -> bool:
    others = [f for f in listing.names if f[0] in (NameKind.alias, NameKind.previous)]
    forms = [name for _, given, surname in others for name in (f"{given} {surname}", given)]
    street = [str(each) for each in listing.fields.get("street_name", ())]
    return _plain(alias) in map(_plain, [*forms, *street])


def _text(value: object) -> str:
    return str(getattr(value, "years", value))


def _number(key: str, text: str) -> str:
    """A number as the layout writes it, in its canonical form."""
    if NUMBERS[key] not in KINDS:
        return text
    found = parse_identifiers(text, NUMBERS[key]).values
    return str(found[0]) if found else text


def _plain(text: str) -> str:
    """Letters and digits alone, in lower case and without accents."""
    return re.sub(r"[\W_]+", "", fold(text))


# ---- what is told


def _told(layout: Layout, told: CheckAnswer, found: Sequence[Listing]) -> Iterator[str]:
    for heading in layout.told:
        if not _noticed_column(told.findings, heading):
            yield f"told: nothing about the column “{heading}”"
    counted = sum(sum(_of_no_person(each)) for each in told.lists)
    for row in layout.rows:
        if any(str(row) in map(_number_of, each.rows) for each in told.findings):
            continue
        counted -= 1
        if counted < 0 or any(each.row == str(row) for each in found):
            yield f"told: nothing about row {row}"


def _of_no_person(read: ListRead) -> Iterator[int]:
    """How many rows of a list `check` counts as left out."""
    yield from read.excluded.values()


def _number_of(row: str) -> str:
    """A row's number without its sheet and its person: "3" of "Cohort!3 Subject 2"."""
    return re.match(r"(?:.*!)?(\d*)", row)[1]  # type: ignore[index]


def _noticed_column(findings: Sequence[Noticed], heading: str) -> bool:
    plain = " ".join(heading.split())
    return any(
        _same_heading(each.column, plain) or f"“{plain}”" in each.detail for each in findings
    )
