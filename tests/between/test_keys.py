"""Match keys, as tables that somebody who knows such lists can read."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import cohortmatch as cm
from cohortmatch.between.keys import KINDS, MOST, SHARED, facts_of, keys_of, match_keys

COLUMNS = ["Surname", "Forename", "DOB", "PNC ID", "Postcode"]
SMITH = ("Smithson", "Katherine", "03/04/1989", "2087/0000001Z", "RM1 3BD")
PAIRS = [
    # somebody else's row, and a kind that agrees with SMITH's; '' for none
    (SMITH, "names_date"),
    (SMITH, "pnc"),
    (("Smythson", "Catherine", "03/04/1989", "", ""), "surname_date"),
    (("Smithson", "Kate", "03/04/1989", "", ""), "long_name_date"),
    (("Katherine", "Smithson", "03/04/1989", "", ""), "names_date"),
    (("Jones", "Katherine", "03/04/1989", "", ""), "forename_date"),
    (("Smithson", "Katherine", "04/03/1989", "", ""), "names_either_way"),
    (("Smithson", "Katherine", "03/04/1998", "", ""), "names_day_month"),
    (("Smithson", "Katherine", "23/04/1989", "", ""), "names_year_month"),
    (("Smithson", "Katherine", "03/07/1989", "", ""), "names_year_day"),
    (("Smithson", "Katherine", "", "", "RM1 3BD"), "names_postcode"),
    (("Jones", "Mary", "03/04/1989", "", "RM1 3BD"), "date_postcode"),
    (("Smithson", "Katherine", "09/09/1989", "", "RM1 1AA"), "names_year_district"),
    (("Smithson", "Mary", "09/09/1989", "", "RM1 3BD"), "surname_year_postcode"),
    (("Jones", "Mary", "03/04/1989", "", ""), ""),  # a date alone
    (("Jones", "Mary", "", "", "RM1 3BD"), ""),  # a postcode alone
    (("Smithson", "Mary", "", "", ""), ""),  # a surname alone
    (("Smithson", "Katherine", "", "", ""), ""),  # a name alone
    (("Smithson", "Katharine", "09/09/1989", "", ""), "names_year"),
]


def _keys(*rows: tuple[str, ...]) -> list[set[str]]:
    """The keys of people of one row each."""
    listings = cm.read_lists({"IOM": pd.DataFrame(rows, columns=COLUMNS)})
    facts = facts_of(listings, np.arange(len(rows)))
    return [{text for _, text in keys_of(each)} for each in facts]


@pytest.mark.parametrize(("row", "kind"), PAIRS)
def test_two_rows_agree_in_a_kind_of_key(row: tuple[str, ...], kind: str) -> None:
    one, other = _keys(SMITH, row)
    agreeing = {text.split("\x1f")[0] for text in one & other}
    assert kind in agreeing if kind else not agreeing


def test_every_key_joins_two_facts_or_is_a_number_of_one_person() -> None:
    (keys,) = _keys(SMITH)
    for text in keys:
        kind, *parts = text.split("\x1f")
        assert len(parts) >= 2, kind
    numbers = {kind.name for kind in KINDS if "name" not in kind.words and "date" not in kind.words}
    assert numbers >= {"pnc", "cro", "crn"} and "visor" not in numbers


def test_a_number_with_a_wrong_check_is_no_key() -> None:
    (keys,) = _keys((*SMITH[:3], "2087/0000001A", ""))
    assert not any(text.startswith("pnc") for text in keys)


def test_people_have_no_more_keys_than_there_is_room_for() -> None:
    row = ("Smithson", "Katherine", "03/04/1989", "", "RM1 3BD")
    others = [
        ("Smithson", name, f"0{day}/04/1989", "", f"RM{day} 3BD")
        for day, name in enumerate(("Kate", "Ann", "Mary", "Joan"), 1)
    ]
    listings = cm.read_lists({"IOM": pd.DataFrame([row, *others], columns=COLUMNS)})
    (facts,) = facts_of(listings, np.zeros(5, dtype=np.int64))
    keys = keys_of(facts)
    assert len(keys) == MOST == len(set(keys))


def test_a_key_that_too_many_share_is_left_out() -> None:
    for people in (SHARED, SHARED + 1):
        rows = [("Smithson", "Katherine", "03/04/1989", "", "")] * people
        listings = cm.read_lists({"IOM": pd.DataFrame(rows, columns=COLUMNS)})
        found = match_keys(listings, np.arange(people))
        assert bool(found.text) is (people == SHARED)
        assert bool(found.left_out) is (people > SHARED)


def test_nothing_prints_a_key_or_a_name() -> None:
    listings = cm.read_lists({"IOM": pd.DataFrame([SMITH], columns=COLUMNS)})
    facts = facts_of(listings, np.zeros(1, dtype=np.int64))
    told = f"{facts} {facts[0].names} {match_keys(listings, np.zeros(1, dtype=np.int64))}"
    assert not any(word in told.casefold() for word in ("smithson", "katherine", "1989", "rm1"))
