"""Whose id a row gets from month to month: the engine's judgement, in rows a panel could have."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cohortmatch as cm
from cohortmatch.core.tables_of_listings import take, together
from cohortmatch.services.pipeline import run
from cohortmatch.services.recall import new_run, recall
from cohortmatch.settings.plan import Plan
from cohortmatch.store import Store
from cohortmatch.store.earlier_runs import PersonChange
from cohortmatch.store.kept_listings import KeptListing, as_texts, listings_of_kept
from cohortmatch.synthetic import invent, write_lists

Row = tuple[str, ...]
Month = dict[str, Row]
HEADINGS = ["Surname", "Forename", "DOB", "PNC ID", "Postcode"]
OTHERS: list[Row] = [
    ("Ockford", "Brenda", "11/02/1980", "", "RM1 1AA"),
    ("Pellow", "Carla", "12/03/1981", "", "RM1 2AA"),
    ("Quist", "Dora", "13/04/1982", "", "RM1 3AA"),
    ("Rumble", "Ed", "14/05/1983", "", "RM1 4AA"),
    ("Stokes", "Fay", "15/06/1984", "", "RM1 5AA"),
    ("Tutt", "Gil", "16/07/1985", "", "RM1 6AA"),
]
"""Six people who stay on both lists, P0001 to P0006."""
JOHAN: Row = ("Smithers", "Johan", "01/02/1990", "2007/0714345T", "RM7 7HH")
JOHAN_MOVED: Row = (*JOHAN[:4], "SE15 2AA")
JOHAN_SLIPPED: Row = ("Smithers", "Johan", "02/02/1990", "2007/0714345T", "SE15 2AA")
NAMESAKE: Row = ("Smithers", "Johan", "15/11/1971", "1997/0654321U", "E1 1AA")
TWIN: Row = ("Smithers", "Josef", "01/02/1990", "2009/0854321W", "RM7 7HH")
TWIN_NO_PNC: Row = ("Smithers", "Josef", "01/02/1990", "", "RM7 7HH")
FATHER: Row = ("Smithers", "Johan", "11/09/1962", "", "RM7 7HH")
JOHAON: Row = ("Smithers", "Johaon", "01/02/1990", "", "RM7 7HH")
JOHAON_PNC: Row = ("Smithers", "Johaon", "01/02/1990", "2007/0714345T", "RM7 7HH")
JOHAON_OWN: Row = ("Smithers", "Johaon", "01/02/1990", "2009/0854321W", "RM7 7HH")
SARAH: Row = ("Taylor", "Sarah", "20/02/1986", "", "E5 5AA")
SARAH_NUMBERED: Row = ("Taylor", "Sarah", "20/02/1986", "2009/0854321W", "E5 5AA")
SARAH_MOVED: Row = ("Taylor", "Sarah", "20/02/1986", "", "SE9 9ZZ")
SARAH_ONLY: Row = ("Taylor", "Sarah", "20/02/1986", "", "")
ADAM: Row = ("Langbury", "Adam", "20/02/1986", "", "E5 5AA")
ADAM_LONG: Row = ("Langbury", "Adamm", "20/02/1986", "", "E5 5AA")
ADAM_PNC: Row = ("Langbury", "Adam", "20/02/1986", "2009/0854321W", "E5 5AA")
ADAM_MOVED: Row = ("Langbury", "Adam", "20/02/1986", "", "E17 9ZZ")
ADAM_PUT_RIGHT: Row = ("Langbury", "Adam", "21/02/1986", "", "E5 5AA")
ADAM_PUT_RIGHT_AGAIN: Row = ("Langbury", "Adam", "22/02/1986", "", "E5 5AA")
ADAM_PUT_RIGHT_MOVED: Row = ("Langbury", "Adam", "21/02/1986", "", "E17 9ZZ")
ADAM_SENIOR: Row = ("Langbury", "Adam", "20/02/1966", "", "E5 5AA")
ADAM_SENIOR_ONLY: Row = ("Langbury", "Adam", "20/02/1966", "", "")
ADAM_DATED: Row = ("Langbury", "Adam", "20/02/1986", "", "")
ADAM_DATED_RIGHT: Row = ("Langbury", "Adam", "21/02/1986", "", "")
ADAM_ONLY: Row = ("Langbury", "Adam", "", "", "")

TABLE: list[tuple[str, list[Month], list[dict[str, int]]]] = [
    ("the same row", [{"IOM": JOHAN}, {"IOM": JOHAN}], [{"IOM": 7}, {"IOM": 7}]),
    ("moved house", [{"IOM": JOHAN}, {"IOM": JOHAN_MOVED}], [{"IOM": 7}, {"IOM": 7}]),
    ("a namesake with his own PNC", [{"IOM": JOHAN}, {"IOM": NAMESAKE}], [{"IOM": 7}, {"IOM": 8}]),
    ("a twin with his own PNC", [{"IOM": JOHAN}, {"IOM": TWIN}], [{"IOM": 7}, {"IOM": 8}]),
    ("a twin without a PNC", [{"IOM": JOHAN}, {"IOM": TWIN_NO_PNC}], [{"IOM": 7}, {"IOM": 8}]),
    ("his father", [{"IOM": JOHAN}, {"IOM": FATHER}], [{"IOM": 7}, {"IOM": 8}]),
    ("from one list to the other", [{"IOM": JOHAN}, {"SGV": JOHAN}], [{"IOM": 7}, {"SGV": 7}]),
    (
        "a date of birth put right twice",
        [{"IOM": ADAM}, {"IOM": ADAM_PUT_RIGHT}, {"IOM": ADAM_PUT_RIGHT_AGAIN}],
        [{"IOM": 7}, {"IOM": 7}, {"IOM": 7}],
    ),
    (
        "away for a month, back with another postcode",
        [{"IOM": JOHAN}, {}, {"IOM": JOHAN_MOVED}],
        [{"IOM": 7}, {}, {"IOM": 7}],
    ),
    (
        "back elsewhere with a slip in the date: the PNC says who",
        [{"IOM": JOHAN}, {}, {"SGV": JOHAN_SLIPPED}],
        [{"IOM": 7}, {}, {"SGV": 7}],
    ),
    (
        "his own row stays, a namesake comes",
        [{"SGV": JOHAN}, {"SGV": JOHAN, "IOM": NAMESAKE}],
        [{"SGV": 7}, {"SGV": 7, "IOM": 8}],
    ),
    ("a twin whose name is alike", [{"IOM": JOHAN}, {"IOM": JOHAON}], [{"IOM": 7}, {"IOM": 8}]),
    ("a name a letter longer", [{"IOM": ADAM}, {"IOM": ADAM_LONG}], [{"IOM": 7}, {"IOM": 8}]),
    ("a name put right: the PNC", [{"IOM": JOHAON_PNC}, {"IOM": JOHAN}], [{"IOM": 7}, {"IOM": 7}]),
    (
        "taken for his twin until he has a PNC of his own",
        [{"IOM": JOHAN, "SGV": JOHAON}, {"SGV": JOHAON_OWN}, {"IOM": JOHAN_MOVED}],
        [{"IOM": 7, "SGV": 7}, {"SGV": 8}, {"IOM": 7}],
    ),
    ("a common name moves house", [{"IOM": SARAH}, {"SGV": SARAH_MOVED}], [{"IOM": 7}, {"SGV": 7}]),
    ("a common name's address goes", [{"IOM": SARAH}, {"IOM": SARAH_ONLY}], [{"IOM": 7}] * 2),
    ("another list and a PNC", [{"IOM": ADAM}, {"SGV": ADAM_PNC}], [{"IOM": 7}, {"SGV": 7}]),
    ("another list and house", [{"IOM": ADAM}, {"SGV": ADAM_MOVED}], [{"IOM": 7}, {"SGV": 7}]),
    ("a date put right", [{"IOM": ADAM}, {"IOM": ADAM_PUT_RIGHT}], [{"IOM": 7}, {"IOM": 7}]),
    (
        "a slip, and nothing else agrees",
        [{"IOM": ADAM_DATED}, {"IOM": ADAM_DATED_RIGHT}],
        [{"IOM": 7}, {"IOM": 8}],
    ),
    (
        "a namesake born a slip away, at another address",
        [{"IOM": ADAM}, {"IOM": ADAM_PUT_RIGHT_MOVED}],
        [{"IOM": 7}, {"IOM": 8}],
    ),
    ("a son for his father", [{"IOM": ADAM_SENIOR}, {"IOM": ADAM}], [{"IOM": 7}, {"IOM": 8}]),
    (
        "a son for his father, no address",
        [{"IOM": ADAM_SENIOR_ONLY}, {"IOM": ADAM_DATED}],
        [{"IOM": 7}, {"IOM": 8}],
    ),
    (
        "a namesake born a slip away, two months later",
        [{"IOM": ADAM_DATED}, {}, {"IOM": ADAM_DATED_RIGHT}],
        [{"IOM": 7}, {}, {"IOM": 8}],
    ),
    (
        "a father taken for his son for a month, who then leaves",
        [{"IOM": ADAM}, {"IOM": ADAM, "SGV": ADAM_SENIOR}, {"SGV": ADAM_SENIOR}],
        [{"IOM": 7}, {"IOM": 7, "SGV": 7}, {"SGV": 8}],
    ),
    (
        "to check by a common name and a date, and then alone",
        [{"IOM": SARAH_NUMBERED}, {"IOM": SARAH_NUMBERED, "SGV": SARAH_ONLY}, {"SGV": SARAH_ONLY}],
        [{"IOM": 7}, {"IOM": 7, "SGV": 7}, {"SGV": 7}],
    ),
    (
        "the son comes back",
        [{"IOM": ADAM}, {"IOM": ADAM, "SGV": ADAM_SENIOR}, {"SGV": ADAM_SENIOR}, {"IOM": ADAM}],
        [{"IOM": 7}, {"IOM": 7, "SGV": 7}, {"SGV": 8}, {"IOM": 7}],
    ),
    (
        "a father with an id of his own taken for his son for a month",
        [
            {"SGV": ADAM_SENIOR},
            {"IOM": ADAM},
            {"IOM": ADAM, "SGV": ADAM_SENIOR},
            {"SGV": ADAM_SENIOR},
        ],
        [{"SGV": 7}, {"IOM": 8}, {"IOM": 7, "SGV": 7}, {"SGV": 7}],
    ),
    ("a slip, elsewhere", [{"IOM": ADAM}, {"SGV": ADAM_PUT_RIGHT_MOVED}], [{"IOM": 7}, {"SGV": 8}]),
    ("nothing but a name", [{"IOM": ADAM_ONLY}, {"SGV": ADAM_ONLY}], [{"IOM": 7}, {"SGV": 8}]),
]
LEFT_ALONE = "a father taken for his son for a month, who then leaves"
HIS_TWINS = "taken for his twin until he has a PNC of his own"
DOUBTED = {
    "a name a letter longer",
    "a twin whose name is alike",
    "a twin without a PNC",
    "a slip, elsewhere",
    "a slip, and nothing else agrees",
    "a namesake born a slip away, at another address",
    "a namesake born a slip away, two months later",
    "a son for his father",
    "a son for his father, no address",
    "nothing but a name",
}


def frames(month: Month) -> dict[str, pd.DataFrame]:
    return {
        name: pd.DataFrame(
            [*OTHERS, *([month[name]] if name in month else [])], columns=HEADINGS, dtype=str
        )
        for name in ("IOM", "SGV")
    }


def year(path: Path, months: list[Month]) -> tuple[list[dict[str, int]], list[PersonChange]]:
    """Who stands on each list beside the six, by the number of the id, and the last doubts."""
    found, changes = [], []
    with Store(path) as store:
        for number, month in enumerate(months, start=1):
            day = date(2026, number, 28)
            listings = cm.read_lists(frames(month), as_of=day)
            recalled = recall(None, listings, store, keep=True)
            result = run(listings, Plan(as_of=day), recalled=recalled)
            told = new_run(result, recalled, who="", purpose="", out="", delete_by=date(2030, 1, 1))
            store.finish(store.begin(told))
            ids = result.memberships.set_index("listing_id")["person_id"]
            found.append({name: int(ids[f"{name}:6"][1:]) for name in month})
            assert result.view.memory is not None
            changes = list(result.view.memory.changes)
    return found, changes


@pytest.mark.parametrize(("name", "months", "right"), TABLE, ids=[row[0] for row in TABLE])
def test_whose_id_it_is(
    name: str, months: list[Month], right: list[dict[str, int]], tmp_path: Path
) -> None:
    found, changes = year(tmp_path / "cohortmatch.db", months)
    assert found == right
    doubts = [PersonChange("perhaps", "P0008", ("P0007",))] if name in DOUBTED else []
    if name == HIS_TWINS:
        doubts = [PersonChange("perhaps", "P0007", ("P0008",))]
    splits = [PersonChange("split", "P0007", ("P0008",))] if name == LEFT_ALONE else []
    assert changes == splits + doubts


def test_what_is_kept_of_a_listing_says_what_the_listing_says(tmp_path: Path) -> None:
    write_lists(invent(3), tmp_path)
    listings = cm.read_lists(tmp_path)
    names = [listings.lists[code].name for code in listings.list_code]
    kept = as_texts(listings)
    again = listings_of_kept([*map(KeptListing, names, kept)], listings.as_of)
    assert as_texts(again) == kept
    assert {"pnc", "crn", "date_of_birth", "postcode", "address"} <= set(again.fields)
    for name, field in again.fields.items():
        for place in range(len(listings)):
            assert {*field.of(place)} == {*listings.field(name).of(place)}, name


@settings(deadline=None, max_examples=20)
@given(st.lists(st.integers(0, 5), max_size=6), st.lists(st.integers(0, 5), max_size=6))
def test_two_tables_together_say_what_both_say(one: list[int], other: list[int]) -> None:
    listings = cm.read_lists(frames({"IOM": JOHAN, "SGV": ADAM}))
    both = [take(listings, np.array(places, dtype=np.intp)) for places in (one, other)]
    said = [text for each in both for text in as_texts(each)]
    assert as_texts(together(*both)) == said
