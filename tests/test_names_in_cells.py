"""What stands in cells of names and numbers, from two lists to what is said of their people."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

import cohortmatch as cm
from people_lists import strangers

AS_OF = date(2026, 6, 1)
Cells = dict[str, str]
PLAIN = {"forename": "Forename", "surname": "Surname", "date_of_birth": "Date of birth"}


def frame(rows: list[Cells], seed: str) -> pd.DataFrame:
    """A list with these rows first, and strangers after them so that it has a length."""
    others = [{PLAIN[key]: text for key, text in row.items()} for row in strangers(60, seed)]
    return pd.DataFrame([*rows, *others]).fillna("")


def matched(one: Cells, other: Cells) -> cm.CrossReference:
    """Two lists whose first rows are these two."""
    lists = {"IOM": frame([one], "one"), "SGV": frame([other], "other")}
    return cm.match(lists, as_of=AS_OF)


def link(one: Cells, other: Cells) -> dict[str, Any]:
    """The columns of the first rows' link; {} where they have none."""
    links = matched(one, other).links.reset_index()
    found = links[(links["left"] == "IOM:0") & (links["right"] == "SGV:0")]
    return dict(found.iloc[0]) if len(found) else {}


def why(one: Cells, other: Cells) -> str:
    return str(matched(one, other).why("IOM:0", "SGV:0"))


BORN = "03/04/1979"


def person(forename: str, surname: str, **more: str) -> Cells:
    return {"Forename": forename, "Surname": surname, "Date of birth": BORN, **more}


# Other scripts


@pytest.mark.parametrize(
    ("written", "latin"),
    [
        (("Олег", "Гончаренко"), ("Oleg", "Goncharenko")),
        (("Γιώργος", "Παπανδρέου"), ("Giorgos", "Papandreou")),
        (("محمد", "قريشي"), ("Mohammed", "Qureshi")),
        (("Արմեն", "Սարգսյան"), ("Armen", "Sargsyan")),
        (("משה", "רוזנברג"), ("Moshe", "Rosenberg")),
        (("ফাতেমা", "চৌধুরী"), ("Fatema", "Chowdhury")),
        (("ਹਰਜੀਤ", "ਢਿੱਲੋਂ"), ("Harjit", "Dhillon")),
        (("செல்வி", "முருகன்"), ("Selvi", "Murugan")),
        (("小明", "欧阳"), ("Xiaoming", "Ouyang")),
    ],
)
def test_a_name_in_another_script_is_its_latin_form(
    written: tuple[str, str], latin: tuple[str, str]
) -> None:
    found = link(person(*written), person(*latin))
    assert found["band"] == "same"
    assert {found["surname"], found["forename"]} <= {"variant", "slip"}


def test_a_name_that_cannot_be_read_is_no_evidence_and_is_told() -> None:
    found = link(person("شخغف", "ضظغخ"), person("Oleg", "Goncharenko", Postcode="RM1 3BD"))
    assert found == {} or {found["surname"], found["forename"]} == {"missing"}
    said = why(person("شخغف", "ضظغخ"), person("Oleg", "Goncharenko"))
    assert "Written in two scripts, and cannot be compared: surname, forename" in said
    assert "surname" not in next(s for s in said.splitlines() if s.startswith("Not recorded"))


def test_a_different_name_in_another_script_does_not_speak_against_a_number() -> None:
    pnc = {"PNC ID": "02/73319Z"}
    found = link(person("Игорь", "Шевченко", **pnc), person("Oleg", "Goncharenko", **pnc))
    assert found["surname"] == found["forename"] == "missing"


# What is missing, and what is not understood


def test_a_middle_initial_beside_an_empty_forename_is_no_forename() -> None:
    one = person("–", "Easton", **{"Middle name": "J"})
    found = link(one, person("Robert", "Easton", **{"Middle name": "J"}))
    assert (found["forename"], found["middle_name"]) == ("missing", "initial")
    assert found["band"] == "same" or found["weight"] > 10
    whole = link(person("–", "Easton"), person("Robert", "Easton"))
    assert found["weight"] > whole["weight"]


def test_a_middle_name_beside_an_empty_forename_may_be_the_forename() -> None:
    one = person("", "Easton", **{"Middle name": "Robert"})
    found = link(one, person("Robert", "Easton", **{"Middle name": "James"}))
    assert found["forename"] == "same" and found["name_order"] == "middle"


@pytest.mark.parametrize(
    ("heading", "one", "other", "level"),
    [
        ("Address", "39854 rose ave", "39854 Rose Avenue", "household"),
        ("Address", "217 122nd ln northeast", "217 122ND LN NORTHEAST", "household"),
        ("Address", "c/o 45 Green Street", "C/O 45 Green St", "household"),
        ("Address", "c/o 45 Green Street", "45 Green Street", "missing"),
        ("Postcode", "RM7 0", "RM7 0AB", "sector"),
        ("Postcode", "RM7 0", "RM7 0", "sector"),
        ("Postcode", "RM7 0", "RM7 9AB", "district"),
        ("Postcode", "BIOOJP", "B10 0JP", "postcode"),
    ],
)
def test_an_address_that_is_not_understood_is_compared(
    heading: str, one: str, other: str, level: str
) -> None:
    found = link(
        person("Ivor", "Quarmby", **{heading: one}), person("Ivor", "Quarmby", **{heading: other})
    )
    assert found["address"] == level


def test_a_foreign_phone_is_compared_by_its_digits() -> None:
    one, other = {"Mobile": "(555) 123-4567"}, {"Mobile": "555 123 4567"}
    assert (
        link(person("Ivor", "Quarmby", **one), person("Ivor", "Quarmby", **other))["phone"]
        == "same"
    )


# Beside a name, and in place of one


@pytest.mark.parametrize("suffix", [", Jnr", ", Snr", " (Jnr)", ", III", ", OBE", ", deceased"])
def test_a_suffix_on_one_side_is_no_difference(suffix: str) -> None:
    def named(name: str) -> Cells:
        return {"Name": name, "Date of birth": BORN, "Postcode": "RM1 3BD"}

    plain = why_whole(named("Delroy Campbell"), named("Delroy Campbell"))
    assert why_whole(named(f"Delroy Campbell{suffix}"), named("Delroy Campbell")) == plain
    assert why_whole(named(f"Delroy Campbell{suffix}"), named(f"Delroy Campbell{suffix}")) == plain


def why_whole(one: Cells, other: Cells) -> float:
    """The weight of two rows whose lists hold whole names."""
    lists = {
        name: pd.DataFrame(
            [
                row,
                *(
                    {"Name": f"{s['forename']} {s['surname']}", "Date of birth": s["date_of_birth"]}
                    for s in strangers(60, name)
                ),
            ]
        ).fillna("")
        for name, row in (("IOM", one), ("SGV", other))
    }
    return cm.match(lists, as_of=AS_OF).why("IOM:0", "SGV:0").weight


@pytest.mark.parametrize("word", ["Boy", "Unknown youths", "X", "Brother"])
def test_two_words_for_somebody_are_no_name_that_agrees(word: str) -> None:
    found = link(person(word, "Campbell"), person(word, "Campbell"))
    assert found["forename"] == "missing"


def test_a_row_of_nothing_but_a_word_for_somebody_is_not_counted_as_a_person() -> None:
    lists = {"IOM": frame([{"Forename": "Boy"}, person("Ivor", "Quarmby")], "one")}
    memberships = cm.match(lists, as_of=AS_OF).memberships.reset_index()
    assert "IOM:1" in set(memberships["listing_id"])
    assert "IOM:0" not in set(memberships["listing_id"])
