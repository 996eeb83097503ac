"""Repeats within a list: people who are on one list more than once."""

from __future__ import annotations

from cohortmatch.core.plurals import count
from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.people.counts import repeats_on
from cohortmatch.people.persons import Person
from cohortmatch.people.words import CERTAIN, FIELD_WORDS, PROBABLE, sentence
from cohortmatch.reporting.sheet import Cell, ReportSheet, SheetColumn, SheetTable, columns
from cohortmatch.reporting.sheets.people import born


def repeats(view: Redacted) -> ReportSheet:
    """The sheet of rows that a list's keeper may want to merge."""
    found = [
        (code, rows, person)
        for person in view.several
        for code, rows in repeats_on(view.listings, person).items()
    ]
    found.sort(key=lambda told: (told[0], view.rank[told[1][0]]))
    head = columns(
        SheetColumn("List", 14),
        SheetColumn("Rows", 16),
        SheetColumn("Ref", 8),
        SheetColumn("Name", 24),
        SheetColumn("Other names", 24),
        SheetColumn("Date of birth", 16, "date"),
        SheetColumn("How sure", 16),
        SheetColumn("What differs between the rows", 50),
    )
    rows = [_row(view, *told) for told in found]
    return ReportSheet(
        title="Repeats within a list",
        sentence=f"{count(len(found), 'person', 'people')} listed more than once on one list.",
        table=SheetTable("Repeats", head, rows, "Nobody is on a list more than once"),
    )


def _row(view: Redacted, code: int, found: list[int], person: Person) -> list[Cell]:
    differs = view.details.differences(found)
    return [
        view.list_names[code],
        ", ".join(view.rows(found)),
        person.person_id,
        view.title(person),
        "; ".join(view.naming.other_names(person)),
        born(view, person),
        CERTAIN if person.core.issuperset(found) else PROBABLE,
        "\n".join(sentence(_between_rows(view, d.field, found)) for d in differs) or "Nothing",
    ]


def _between_rows(view: Redacted, field: str, found: list[int]) -> str:
    held = [
        (row, view.details.values(field, i)) for row, i in zip(view.rows(found), found, strict=True)
    ]
    values = ", ".join(f"{', '.join(texts)} (row {row})" for row, texts in held if texts)
    return f"{FIELD_WORDS[field]}: {values}"
