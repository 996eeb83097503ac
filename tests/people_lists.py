"""Lists written down in a test, row by row, made into what the stages take.

    iom = a_list("IOM", {"forename": "John", "surname": "Smith"}, {...})
    listings = listings_of(iom, sgv)

A row's keys are field names and headings at once, so a test does not depend on how headings are
recognised; "pnc 2" is a second column of PNCs. Numbers are of years far from now, with the check
letter worked out; postcodes are the published examples of the postcode grammar.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random

import pandas as pd

from cohortmatch.core.types import ColumnUse, Kind, ListInfo, Listings, RawList, Role
from cohortmatch.normalising import normalise
from cohortmatch.values.identifiers.check_letter import check_letter

AS_OF = date(2026, 6, 1)
Row = Mapping[str, str]


def a_list(
    name: str,
    *rows: Row,
    kind: Kind = "panel",
    role: Role = Role.subject,
    labels: Sequence[object] | None = None,
) -> RawList:
    """A list as reading hands it over; rows are numbered from 2 unless they have labels."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    columns = tuple(ColumnUse(heading, heading.split(" ")[0], "settings") for heading in headings)
    texts = {heading: [row.get(heading, "") for row in rows] for heading in headings}
    info = ListInfo(name, kind, rows_in=len(rows), listings=len(rows), columns=columns)
    places = tuple(range(2, len(rows) + 2)) if labels is None else tuple(labels)
    return RawList(info, pd.DataFrame(texts, dtype=str), places, role)


def listings_of(*lists: RawList) -> Listings:
    """The lists normalised, on the tests' day."""
    return normalise(lists, AS_OF)


def a_pnc(serial: int, year: int = 2087) -> str:
    """A PNC ID that passes its check and that nobody can have."""
    digits = f"{serial:07}"
    return f"{year}/{digits}{check_letter(f'{year % 100:02}{digits}')}"


def a_cro(serial: int, year: int = 87) -> str:
    """A CRO number that passes its check and that nobody can have."""
    digits = f"{serial:06}"
    return f"{digits}/{year:02}{check_letter(f'{year:02}{digits}')}"


def strangers(n: int, seed: object = "") -> list[Row]:
    """People of made-up names who have nothing to do with anybody, so that lists have some length.

    Rows of two seeds are two sets of people.
    """
    dice = Random(f"strangers {seed}")

    def word() -> str:
        return "".join(dice.choice("bdfgklmnprstvz") + dice.choice("aeiou") for _ in range(4))

    def born() -> date:
        return date(1950, 1, 2) + timedelta(days=dice.randrange(20_000))

    return [
        {"forename": word(), "surname": word(), "date_of_birth": f"{born():%d/%m/%Y}"}
        for _ in range(n)
    ]
