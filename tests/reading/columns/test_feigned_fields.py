"""A field that a few values can feign is read only under a heading that says so."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

import cohortmatch as cm

SURNAMES = ["Quarmby", "Yardley", "Ashdown", "Pellow", "Tregear", "Nance", "Odgers", "Rowse"]
FORENAMES = ["Ivor", "Gus", "Bram", "Colm", "Denzil", "Ewart", "Floyd", "Garth"]
BORN = [f"{day}/0{day % 9 + 1}/{1960 + day}" for day in range(13, 21)]
ONE_WORD = """Referrals Episodes Strikes Zone Nights Rank Step Cluster Points Orders Sessions Cells
Floor Code Batch Round Quarter Half Shift Car Bedrooms Pets Hearing Count Qty Set Class Pass Result
Assessment Wave Column7 Warnings Beds Weeks"""
SEVERAL = """Number of children, Household size, Custody episodes, Visits this month, Unnamed: 4,
Key stage, Type code, Tier now"""
COUNTS = [*ONE_WORD.split(), *SEVERAL.replace("\n", " ").split(", ")]


def sheet(heading: str, cells: list[str]) -> pd.DataFrame:
    columns = {"Surname": SURNAMES, "Forename": FORENAMES, "DOB": BORN, heading: cells}
    return pd.DataFrame(columns)


def field_of(heading: str, cells: list[str]) -> str:
    lists = cm.read_lists({"IOM": sheet(heading, cells)})
    return next(use.field for use in lists.lists[0].columns if use.heading == heading)


@pytest.mark.parametrize("heading", COUNTS)
def test_a_column_of_ones_and_twos_is_no_sex(heading: str) -> None:
    assert field_of(heading, [*"12112212"]) in ("other", "status", "another_person")


@pytest.mark.parametrize("heading", ["Sex", "Sx", "Gender", "Sex code", "Gender (1=M, 2=F)", "M/F"])
@pytest.mark.parametrize("cells", [[*"12112212"], [*"MFMMFFMF"]])
def test_under_a_heading_of_sex_codes_say_one(heading: str, cells: list[str]) -> None:
    assert field_of(heading, cells) == "sex"


FEIGNED = [
    ("Outcome", [*"MFMMFFMF"], "status", "meets and fails, as a result"),
    ("Assessment", [*"MFMMFFMF"], "other", "meets and fails"),
    ("Column7", [*"MFMMFFMF"], "sex", "nothing but M and F, and no heading to say otherwise"),
    ("Widget", ["Y", "N"] * 4, "other", "yes and no"),
    ("Zone", [*"NSWENSWE"], "other", "points of the compass, no nominals, suspects and witnesses"),
    ("Zone", [*"NSWWNSWN"], "other", "three of the four"),
    ("Zone", ["N1", "W12", "W3", "N4", "N1", "W12", "W6", "N19"], "other", "postal districts"),
    ("Status", [*"OCOOCCOC"], "status", "open and closed, no offenders and complainants"),
    ("Type", [*"SWSSWSSS"], "role", "under no heading of a place a W may be a witness"),
    ("Widget", [f"{n}05{n + 50}" for n in range(12, 20)], "other", "one month in all of them"),
    ("Stage", [*"SCSSCCSC"], "status", "started and completed"),
    ("Where", ["AB", "CD", "AB", "EF", "GH", "AB", "CD", "EF"], "other", "two letters"),
    ("Ref 5", [f"{n}" for n in range(27_101, 27_109)], "reference", "five digits, no day numbers"),
    ("Widget", [f"{n}" for n in range(27_101, 27_109)], "other", "five digits, no day numbers"),
    ("Widget", [f"0{n}" for n in range(2_101, 2_109)], "other", "five digits, no phone"),
    ("Tel", [f"{n}" for n in range(42_101, 42_109)], "status", "five digits, an extension"),
    ("Widget", [f"{n}" for n in range(120_501, 120_509)], "other", "six digits, no dates"),
    ("Widget", [f"{n}/{n + 3}" for n in range(2, 10)], "other", "fractions, no days and months"),
]


@pytest.mark.parametrize(
    ("heading", "cells", "field"), [pytest.param(*each[:3], id=each[3]) for each in FEIGNED]
)
def test_few_values_feign_nothing(heading: str, cells: list[str], field: str) -> None:
    assert field_of(heading, cells) == field


def test_counts_that_differ_take_nothing_from_a_pair() -> None:
    lists = {
        "IOM": sheet("Referrals", [*"12112212"]),
        "MAPPA": sheet("Referrals", [*"21221121"]),
    }
    result = cm.match(lists, as_of=date(2026, 6, 1))
    assert len(result.people) == 8
    assert set(result.links["sex"]) == {"missing"}
    plain = {name: each.drop(columns="Referrals") for name, each in lists.items()}
    before = cm.match(plain, as_of=date(2026, 6, 1)).links["weight"]
    assert abs(result.links["weight"] - before).max() < 0.75


@pytest.mark.parametrize(("heading", "left"), [("Who", 6), ("Type", 6), ("Zone", 8)])
def test_a_w_hides_witnesses_unless_it_is_west(heading: str, left: int) -> None:
    result = cm.match({"IOM": sheet(heading, [*"SWSSWSSS"])}, as_of=date(2026, 6, 1))
    assert len(result.memberships) == left
