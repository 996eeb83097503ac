"""The people whom the other side holds as one more list for the report, a register."""

from __future__ import annotations

import pandas as pd

from cohortmatch.between.terms import ExchangeHeader
from cohortmatch.people.details import iso
from cohortmatch.people.persons import Person
from cohortmatch.reporting import CrossReference
from cohortmatch.reporting.table_files import csv_bytes

__all__ = ["known_list"]

OTHER_LISTS = (
    "the lists are not those of the offer and no store remembers who is who, so no list for the "
    "report was written; ask by the references in matches.csv"
)
NUMBERS = {"pnc": "PNC ID", "cro": "CRO number", "crn": "CRN"}


def known_list(
    result: CrossReference,
    table: pd.DataFrame,
    header: ExchangeHeader,
    same_lists: bool,
) -> tuple[str, bytes, str]:
    """The name and content of the list, and why there is none."""
    if not same_lists:
        return "", b"", OTHER_LISTS
    people = {person.person_id: person for person in result.view.everybody}
    rows = [
        _row(result, people[person], table[table.index == person])
        for person in sorted({*table.index} & {*people})
    ]
    frame = pd.DataFrame(rows, columns=_columns())
    return f"Known to neighbour {header.sender}.csv", csv_bytes(frame), ""


def _columns() -> list[str]:
    return ["Surname", "Forename", "Date of birth", *NUMBERS.values(), "Postcode", "Status"]


def _row(result: CrossReference, person: Person, found: pd.DataFrame) -> dict[str, str]:
    """One of our people as our own lists have them, and whom to ask."""
    view, listings = result.view, result.view.listings
    best = next(iter(view.naming.names(person)), None)
    sure = "certain" if "same" in set(found["band"]) else "to check"
    row = {
        "Surname": best.surname if best else "",
        "Forename": best.forename if best else "",
        "Date of birth": next(map(iso, view.details.born(person.listings)), ""),
        "Status": f"Ask {'; '.join(found['ask'])} ({sure})",
    }
    for name, heading in (*NUMBERS.items(), ("postcode", "Postcode")):
        held = (value for i in person.listings for value in listings.field(name).of(i))
        row[heading] = next(map(str, held), "")
    return row
