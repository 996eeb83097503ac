"""One plain table of a set's listings for the peers, which cannot read lists as they are kept.

Panels' lists are read and normalised by cohortmatch first, so that a peer's result speaks of its
matching alone; tidy sets go as they are. Columns: unique_id (position in the truth), source, then
those of first_name, surname, dob (YYYY-MM-DD), postcode, sex and of others (an identifier's name
begins with id_) that the set has; '' where not recorded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from cohortmatch.core.types import Listings
from cohortmatch.services.pipeline import read_lists
from sets import Dataset

IDENTIFIERS = ("pnc", "cro", "crn", "prison_number", "nhs_number")
RENAMED = {
    "forename": "first_name",
    "given_name": "first_name",
    "last_name": "surname",
    "date_of_birth": "dob",
}


def flat_table(dataset: Dataset) -> pd.DataFrame:
    """The table for a set, one row a listing of its truth, in the truth's order."""
    if dataset.tidy:
        rows = [
            dataset.frames[name].loc[row]
            for name, row in zip(dataset.truth["list"], dataset.truth["row"], strict=True)
        ]
        table = pd.DataFrame(rows).reset_index(drop=True).rename(columns=RENAMED)
        table = table.rename(columns={c: f"id_{c}" for c in dataset.identifiers})
        table["dob"] = table["dob"].map(iso_date)
    else:
        table = panel_table(dataset)
    table.insert(0, "source", dataset.truth["list"].to_numpy())
    table.insert(0, "unique_id", range(len(table)))
    return table.astype(object).where(table.notna(), "")


def panel_table(dataset: Dataset) -> pd.DataFrame:
    """Panels' lists as cohortmatch reads them; a listing it leaves out has blank cells."""
    listings = read_lists(dataset.frames, as_of=dataset.as_of)
    at = {key: place for place, key in enumerate(listings.ids)}
    cells = pd.DataFrame(columns_of(listings))
    blank = dict.fromkeys(cells, "")
    return pd.DataFrame([cells.loc[at[k]].to_dict() if k in at else blank for k in dataset.ids])


def columns_of(listings: Listings) -> dict[str, Sequence[str]]:
    """Each plain column of the listings: the first value, as text."""
    names = listings.names
    first = names.offsets[:-1]
    columns = {
        "first_name": [names.words[c] if c >= 0 else "" for c in names.given[first]],
        "surname": [names.words[c] if c >= 0 else "" for c in names.surname[first]],
        "dob": texts(listings, "date_of_birth"),
    }
    for name in ("postcode", "sex"):
        columns[name] = texts(listings, name)
    for name in IDENTIFIERS:
        if name in listings.fields:
            columns[f"id_{name}"] = texts(listings, name)
    return columns


def texts(listings: Listings, name: str) -> list[str]:
    """One field's first values as text; identifiers by what makes them equal."""
    field = listings.field(name)
    words = [str(getattr(value, "key", value)) for value in field.values]
    return [words[code] if code >= 0 else "" for code in field.first]


def iso_date(text: object) -> str:
    """A date as YYYY-MM-DD from YYYYMMDD, MM/DD/YYYY or itself; '' from anything else."""
    found = re.fullmatch(r"(\d{4})-?(\d\d)-?(\d\d)", str(text))
    if found:
        return "-".join(found.groups())
    found = re.fullmatch(r"(\d\d)/(\d\d)/(\d{4})", str(text))
    return f"{found[3]}-{found[1]}-{found[2]}" if found else ""
