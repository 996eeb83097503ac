"""Ages and phone numbers, from the columns of two lists to what is said of their people."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

import cohortmatch as cm
from people_lists import strangers

AS_OF = date(2026, 6, 1)
Cells = dict[str, str]


def lists_of(one: list[Cells], other: list[Cells]) -> dict[str, pd.DataFrame]:
    """Two lists with these rows first, and strangers after them so that the lists have a length."""
    return {"IOM": frame(one, "one"), "SGV": frame(other, "other")}


def frame(rows: list[Cells], seed: str) -> pd.DataFrame:
    plain = {"forename": "Forename", "surname": "Surname", "date_of_birth": "Date of birth"}
    others = [{plain[key]: text for key, text in row.items()} for row in strangers(60, seed)]
    return pd.DataFrame([*rows, *others]).fillna("")


def bands(one: list[Cells], other: list[Cells]) -> dict[tuple[str, str], Any]:
    links = cm.match(lists_of(one, other), as_of=AS_OF).links.reset_index()
    each = zip(links["left"], links["right"], links["band"], strict=True)
    return {(left, right): str(band) for left, right, band in each}


BLAKE = {"Forename": "Stephen", "Surname": "Blakelock", "Postcode": "RM1 3BD"}
STE = {"Forename": "Ste", "Surname": "Blakelock", "Postcode": "RM1 3BD"}
FATHER = {"Forename": "Kofi", "Surname": "Oseitutu", "Address": "10 High Street, RM1 3BD"}


def test_an_age_that_contradicts_a_date_of_birth_at_one_postcode_is_not_certain() -> None:
    born = {**STE, "Date of birth": "03/02/1998"}
    pair = ("IOM:0", "SGV:0")
    assert bands([{**BLAKE, "Age": "28"}], [born])[pair] == "same"
    for contradicting in ("49", "36", "20"):
        assert bands([{**BLAKE, "Age": contradicting}], [born]).get(pair) != "same"


def test_an_age_in_the_column_of_dates_of_birth_is_heard_too() -> None:
    born = {**STE, "Date of birth": "03/02/1998"}
    assert bands([{**BLAKE, "Date of birth": "49"}], [born]).get(("IOM:0", "SGV:0")) != "same"


def test_father_and_son_of_one_name_are_told_apart_by_their_ages() -> None:
    both = [{**FATHER, "Age": "52"}, {**FATHER, "Age": "24"}]
    found = bands(both, [{**FATHER, "Date of birth": "12/05/2002"}])
    assert found[("IOM:1", "SGV:0")] == "same"
    assert found.get(("IOM:0", "SGV:0")) != "same" != found.get(("IOM:0", "IOM:1"))


@pytest.mark.parametrize("heading", ["Mobile", "Contact number", "Telephone", "Phone no."])
def test_one_phone_under_different_headings_links(heading: str) -> None:
    one = {"Forename": "Stephen", "Surname": "Blakelock", "Tel": "+44 7700 900252"}
    other = {"Forename": "Stehpen", "Surname": "Blakelock", heading: "07700900252"}
    aged = [{**row, "Date of birth": "03/02/1998"} for row in (one, other)]
    assert bands(aged[:1], aged[1:])[("IOM:0", "SGV:0")] == "same"
    assert bands([one], [other])[("IOM:0", "SGV:0")] == "check"
    bare = bands([{**one, "Tel": ""}], [{**other, heading: "07700 900369"}])
    assert bare.get(("IOM:0", "SGV:0")) != "same"


def test_an_office_s_phone_links_nobody() -> None:
    office = {"Tel": "020 7946 0001"}
    names = [("Ada", "Pymble"), ("Una", "Quarmbyson"), ("Cy", "Odellson"), ("Bo", "Zebbel")]
    rows = [{"Forename": f, "Surname": s, **office} for f, s in names]
    found = cm.match(lists_of(rows[:2], rows[2:]), as_of=AS_OF)
    assert "phone-shared" in set(found.listings.findings["code"])
    ids = {"IOM:0", "IOM:1", "SGV:0", "SGV:1"}
    links = found.links.reset_index()
    assert not (links["left"].isin(ids) & links["right"].isin(ids)).any()


def test_why_says_what_age_and_phone_found_and_never_the_number() -> None:
    one = {"Forename": "Stephen", "Surname": "Blakelock", "Tel": "07700 900252", "Age": "28"}
    other = {**one, "Tel": "07700900252", "Age": "29"}
    told = str(cm.match(lists_of([one], [other]), as_of=AS_OF).why("IOM:0", "SGV:0"))
    assert "age: fits within a year" in told and "phone number: the same" in told
    assert "900252" not in told


def test_a_column_of_phones_is_shown_as_the_list_has_it() -> None:
    one = {"Forename": "Stephen", "Surname": "Blakelock", "Tel": "07700 900252", "RAG": "Red"}
    view = cm.match(lists_of([one], [one]), as_of=AS_OF).view
    said = view.said(view.ids.index("IOM:0")).labelled(("risk", "also"))
    assert said == ["RAG: Red", "Tel: 07700 900252"]
