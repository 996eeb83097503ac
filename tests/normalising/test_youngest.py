"""Nobody under ten is an offender: such a date of birth is no evidence, and is reported."""

from __future__ import annotations

import pandas as pd
import pytest

from cohortmatch.core.types import Listings
from cohortmatch.services.pipeline import read_lists
from cohortmatch.values.dates import DateOfBirth
from people_lists import AS_OF

THIS_YEAR = AS_OF.year


def listings_of(name: str, *births: str) -> Listings:
    """One list of offenders, by its name."""
    people = [{"Name": "Zebedee Quillan", "DOB": born, "Role": "Perpetrator"} for born in births]
    return read_lists({name: pd.DataFrame(people)}, as_of=AS_OF)


@pytest.mark.parametrize(
    ("born", "kept"),
    [
        (f"01/06/{THIS_YEAR - 1}", False),
        (f"{AS_OF:%d/%m}/{THIS_YEAR - 10}", True),
        (f"31/12/{THIS_YEAR - 10}", False),
        (str(THIS_YEAR - 10), True),
        (str(THIS_YEAR - 9), False),
        ("05/07/1994", True),
    ],
)
def test_an_offender_is_ten_at_the_least(born: str, kept: bool) -> None:
    listings = listings_of("IOM", born, "05/07/1994")
    assert listings.field("date_of_birth").counts.tolist() == [int(kept), 1]
    told = [f.rows for f in listings.noticed if f.code == "dob-under-ten"]
    assert told == ([] if kept else [(0,)])


@pytest.mark.parametrize("name", ["ASB", "Clients"])
def test_other_lists_name_children(name: str) -> None:
    births = listings_of(name, "01/02/2023").field("date_of_birth")
    assert births.of(0) == (DateOfBirth(2023, 2, 1),)
