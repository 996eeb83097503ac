"""A layout from its file: the sheet as text, and what must be understood of it.

about = "an IOM list as a borough keeps it"
file = "IOM cohort.csv"         # .csv or .xlsx; the name is the list's, as agencies give it
sheet = '''CSV text'''          # of a workbook with several sheets: [sheets] name = '''CSV text'''
merged = ["A1:C1"]              # workbooks only: merged ranges, and cells that are real dates
date_cells = ["B2"]
[columns]                       # what each heading is; those left out are not judged
"Nominal" = "name"
"Partner name" = "family: name"
[[people]]                      # every listing that must come of the sheet
row = 2                         # left out where the sheet stands on its side: any row
who = "subject"                 # left out where people may differ: not judged
surname = "quarmby"
[told]                          # what `check` must say something about
rows = [5]
columns = ["Referrals"]
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CARRIED = frozenset(("status", "other", "reference", "free_text"))
OTHERS = frozenset(("another_person",))
WHAT: dict[str, frozenset[str]] = {
    "name": frozenset(("name",)),
    "first name": frozenset(("forename",)),
    "middle name": frozenset(("middle",)),
    "surname": frozenset(("surname",)),
    "title": frozenset(("title",)),
    "alias": frozenset(("alias", "street_name", "previous_surname")),
    "date of birth": frozenset(("date_of_birth",)),
    "age": frozenset(("age",)),
    "sex": frozenset(("sex",)),
    "ethnicity": CARRIED | {"ignored"},
    "address": frozenset(("address",)),
    "postcode": frozenset(("postcode",)),
    "PNC": frozenset(("pnc",)),
    "CRN": frozenset(("crn",)),
    "CRO": frozenset(("cro",)),
    "ASN": frozenset(("asn",)),
    "prison number": frozenset(("prison_number",)),
    "NINO": frozenset(("nino",)),
    "NHS number": frozenset(("nhs_number",)),
    "phone": frozenset(("phone",)),
    "e-mail": frozenset(("email",)),
    "role": frozenset(("role",)),
    "RAG": CARRIED,
    "level": CARRIED,
    "status": CARRIED | {"role"},
    "lead": CARRIED,
    "date": CARRIED,
    "carried": CARRIED,
    "another person": OTHERS,
    "ignored": CARRIED | {"ignored"},
}
"""What a layout calls a column, and the fields of `check` that are that."""
PREFIXES = re.compile(r"(subject(?: \d)?|associate(?: \d)?|family(?: \d)?): (.+)")
PERSON = frozenset(
    ("row", "sheet", "who", "first_names", "surname", "born", "sex", "postcode", "address")
) | {"pnc", "crn", "cro", "asn", "nino", "nhs", "prison_number", "phone", "email", "alias", "age"}
WHO = ("subject", "associate", "family")
TABLES = frozenset(("about", "file", "sheet", "sheets", "merged", "date_cells"))
ANSWERS = frozenset(("columns", "people", "told"))


class LayoutError(Exception):
    """A layout that is not written as layouts are; says where and what would mend it."""


@dataclass(frozen=True)
class Layout:
    """One layout: `sheets` are (name, CSV text), `columns` are (prefix, what) by heading."""

    path: Path
    about: str
    file: str
    sheets: Mapping[str, str]
    columns: Mapping[str, tuple[str, str]]
    people: tuple[Mapping[str, Any], ...]
    rows: tuple[int | str, ...] = ()
    told: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    date_cells: tuple[str, ...] = field(default=())

    @property
    def name(self) -> str:
        """The layout's name: its file's."""
        return self.path.stem


def layouts_in(folder: Path) -> list[Path]:
    """The files of the layouts in a folder, in the order of their names."""
    return sorted(folder.glob("*.toml"))


def load(path: Path) -> Layout:
    """A layout from its file. Raises LayoutError with everything that is wrong with it."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LayoutError(f"{path.name}: no TOML: {error}") from error
    if wrong := [*_wrong(said)]:
        raise LayoutError(f"{path.name}: " + "; ".join(wrong))
    told = said.get("told", {})
    return Layout(
        path,
        said["about"],
        said["file"],
        _sheets(said),
        {heading: _column(what) for heading, what in said.get("columns", {}).items()},
        tuple(said.get("people", ())),
        tuple(told.get("rows", ())),
        tuple(told.get("columns", ())),
        tuple(said.get("merged", ())),
        tuple(said.get("date_cells", ())),
    )


def _wrong(said: dict[str, Any]) -> Iterator[str]:
    """What is wrong with a layout, in plain words."""
    for key in ("about", "file"):
        if not said.get(key):
            yield f"“{key}” is missing"
    for key in sorted(set(said) - TABLES - ANSWERS):
        yield f"“{key}” is none of {', '.join(sorted(TABLES | ANSWERS))}"
    if ("sheet" in said) == ("sheets" in said):
        yield "it must have either “sheet” or “[sheets]”"
        return
    is_book = Path(said.get("file", "")).suffix == ".xlsx"
    if not is_book and (len(_sheets(said)) > 1 or said.get("merged") or said.get("date_cells")):
        yield "only a workbook (.xlsx) has sheets, merged ranges and date cells"
    yield from _wrong_columns(said)
    for number, person in enumerate(said.get("people", ()), start=1):
        yield from _wrong_person(number, person)
    for key in sorted(set(said.get("told", {})) - {"rows", "columns"}):
        yield f"“{key}” under [told] is neither rows nor columns"


def _wrong_columns(said: dict[str, Any]) -> Iterator[str]:
    cells = {cell for text in _sheets(said).values() for row in rows_of(text) for cell in row}
    written = {" ".join(cell.split()) for cell in cells}
    for heading, what in said.get("columns", {}).items():
        if _column(what)[1] not in WHAT:
            yield f"“{heading}” is said to be “{what}”, which is none of: {', '.join(WHAT)}"
        if not any(" ".join(part.split()) in written for part in [heading, *heading.split(" / ")]):
            yield f"the sheet has no heading “{heading}”"


def _wrong_person(number: int, person: Mapping[str, Any]) -> Iterator[str]:
    where = f"person {number}"
    if person.get("who", WHO[0]) not in WHO:
        yield f"{where}: “who” is none of {', '.join(WHO)}"
    for key in sorted(set(person) - PERSON):
        yield f"{where}: “{key}” is none of {', '.join(sorted(PERSON))}"


def _column(what: str) -> tuple[str, str]:
    """The prefix and the word of what a column is said to be: ("family", "name")."""
    bare = re.sub(r" *\([^)]*\)$", "", what.strip())
    found = PREFIXES.fullmatch(bare)
    prefix, word = (found[1], found[2]) if found else ("", bare)
    return prefix, {"lead officer": "lead", "another date": "date"}.get(word, word)


def _sheets(said: dict[str, Any]) -> dict[str, str]:
    if "sheets" in said:
        return {name: text.removesuffix("\n") for name, text in said["sheets"].items()}
    return {"Sheet1": said.get("sheet", "").removesuffix("\n")}


def rows_of(text: str) -> list[list[str]]:
    """The rows of a sheet's CSV text."""
    return list(csv.reader(io.StringIO(text)))
