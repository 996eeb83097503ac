"""Arrest summons numbers: an equal, valid one is a number like any other; two of one person are the
rule, for they number arrests."""

from __future__ import annotations

import pandas as pd
import pytest

import cohortmatch as cm

VALID, ANOTHER, WRONG = "12/1234/01/123456J", "12/1234/01/654321L", "12/1234/01/123456A"
IVOR = {"Surname": "Quarmby", "Forename": "Ivor"}
AT_HOME = {**IVOR, "DOB": "03/04/1989", "Address": "3 Elm Road", "Postcode": "RM1 3BD"}
UNA = {"Surname": "Odell", "Forename": "Una", "DOB": "31/01/1990"}


def a_list(*rows: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, dtype=str).fillna("")


def band(lists: dict[str, pd.DataFrame], left: str, right: str) -> str:
    links = cm.match(lists).links.set_index(["left", "right"])["band"]
    return str(links.get((left, right), "different"))


@pytest.mark.parametrize(
    ("one", "other", "right"),
    [
        pytest.param(VALID, VALID, "same", id="equal and valid"),
        pytest.param(WRONG, WRONG, "check", id="equal, but the check letter is wrong on both"),
        pytest.param(VALID, ANOTHER, "check", id="two arrests, and nothing but a name"),
        pytest.param(VALID, "", "check", id="on one list only"),
    ],
)
def test_one_name_on_two_lists_with_arrest_numbers(one: str, other: str, right: str) -> None:
    lists = {"DIP": a_list({**IVOR, "ASN": one}), "IOM": a_list({**IVOR, "ASN": other})}
    assert band(lists, "DIP:0", "IOM:0") == right


def test_two_arrests_of_one_man_on_one_list_raise_no_doubt() -> None:
    rows = [{**AT_HOME, "ASN": VALID}, UNA, {**AT_HOME, "ASN": ANOTHER}]
    assert band({"IOM": a_list(*rows)}, "IOM:0", "IOM:2") == "same"
    without = [AT_HOME, UNA, AT_HOME]
    assert band({"IOM": a_list(*without)}, "IOM:0", "IOM:2") == "same"


def test_two_people_s_numbers_that_differ_on_one_list_do() -> None:
    rows = [{**AT_HOME, "CRN": "X412087"}, UNA, {**AT_HOME, "CRN": "V730915"}]
    assert band({"IOM": a_list(*rows)}, "IOM:0", "IOM:2") == "check"
