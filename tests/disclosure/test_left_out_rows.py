"""Rows that put nobody on a list change nothing in how a reader sees the other rows.

Each case is a borough of three lists and the rows that are left out of one of them: victims, people
without a role, associates. IOM's edition is the same, byte for byte, whether they are there or not.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest

from cohortmatch.disclosure.agreement import Choices
from cohortmatch.services import pipeline
from disclosed import files, matched

Rows = Sequence[tuple[str, ...]]
Case = dict[str, tuple[tuple[str, ...], Rows]]

SIMPLE = ("Surname", "Forename", "DOB")
IOM: Rows = [("Quillan", "Zebedee", "03/09/1988"), ("Odell", "Una", "31/01/1990")]
NAMED = ("Name", "DOB", "Role")

CASES: dict[str, tuple[Case, str, Rows]] = {
    "their names are written the other way round": (
        {
            "IOM": (SIMPLE, [*IOM, ("Vesper", "Tarrowick", "03/09/1988")]),
            "ASB": (NAMED, [("Tarrowick Vesper", "03/09/1988", "Perpetrator")]),
        },
        "ASB",
        [(f"{name} John", "", "Victim") for name in ("SMITH", "JONES", "TAYLOR", "PATEL")],
    ),
    "their dates of birth have the month first": (
        {
            "IOM": (SIMPLE, [*IOM, ("Vesper", "Tarrowick", "03/09/1988")]),
            "ASB": ((*SIMPLE, "Role"), [("Vesper", "Tarrowick", "03/09/1988", "Perpetrator")]),
        },
        "ASB",
        [("Fenwold", "Ann", f"05/{n + 13}/1980", "Witness") for n in range(12)],
    ),
    "an associate's too": (
        {
            "IOM": (SIMPLE, [*IOM, ("Vesper", "Tarrowick", "03/09/1988")]),
            "SGV": ((*SIMPLE, "Role"), [("Vesper", "Tarrowick", "03/09/1988", "Subject")]),
        },
        "SGV",
        [("Fenwold", "Ann", f"05/{n + 13}/1980", "Associate") for n in range(12)],
    ),
    "they share an address with nominals": (
        {
            "IOM": (
                (*SIMPLE, "Address"),
                [("Odell", "Una", "", "4 Fennel Way RM1 3BD"), (*IOM[0], "")],
            ),
            "SGV": (
                (*SIMPLE, "Address", "Role"),
                [("Odell", "Una", "", "4 Fennel Way RM1 3BD", "Subject")],
            ),
        },
        "SGV",
        [
            (name, "Ann", "", "4 Fennel Way RM1 3BD", "Associate")
            for name in ("Smith", "Jones", "Taylor", "Patel", "Brown", "Evans")
        ],
    ),
    "they have other values in a column that nobody explained": (
        {
            "IOM": (
                (*SIMPLE, "Zorb"),
                [(f"Odell{letter}", "Una", "", f"zorb{letter}") for letter in "abcdefghijkl"],
            ),
            "SGV": (
                (*SIMPLE, "Zorb", "Role"),
                [
                    (f"Odell{letter}", "Una", "", f"zorb{letter}", "Subject")
                    for letter in "abcdefghijkl"
                ],
            ),
        },
        "SGV",
        [("Fenwold", "Ann", "", f"zorb of {n}", "Associate") for n in range(50)],
    ),
}


def frame(headings: Sequence[str], rows: Rows) -> pd.DataFrame:
    """A list as a frame of text."""
    return pd.DataFrame(list(rows), columns=list(headings), dtype=str)


@pytest.mark.parametrize("case", CASES)
def test_rows_that_put_nobody_on_a_list_change_no_byte_of_an_edition(case: str) -> None:
    lists, name, rows = CASES[case]
    without = {each: frame(*content) for each, content in lists.items()}
    headings, own = lists[name]
    there = {**without, name: frame(headings, [*own, *rows])}
    assert files(matched(without, Choices()), "IOM") == files(matched(there, Choices()), "IOM")


def test_a_victims_name_does_not_say_how_a_nominals_is_written() -> None:
    rows = [
        ("Tarrowick Vesper", "Perpetrator"),
        *((f"{name} John", "Victim") for name in ("SMITH", "JONES", "TAYLOR", "PATEL")),
    ]
    lists = {"ASB": frame(("Name", "Role"), rows), "IOM": frame(SIMPLE, IOM)}
    names = pipeline.read_lists(lists).names
    assert [names.words[names.surname[0]], names.words[names.given[0]]] == ["vesper", "tarrowick"]


def test_nor_how_another_list_writes_its_names() -> None:
    lists = {
        "IOM": frame(SIMPLE, [("Vesper", "Una", "31/01/1990")]),
        "SGV": frame(("Name",), [("Vesper Tarrowick",)]),
        "ASB": frame((*SIMPLE, "Role"), [("Tarrowick", "Vesper", "", "Victim")]),
    }
    names = pipeline.read_lists(lists).names
    assert [names.words[names.surname[1]], names.words[names.given[1]]] == ["vesper", "tarrowick"]


def test_without_a_closed_list_nothing_of_it_is_left() -> None:
    headings = (*SIMPLE, "Address", "Zorb")
    lists = {
        "IOM": frame(headings, [(*row, "4 Fennel Way RM1 3BD", "one") for row in IOM]),
        "SGV": frame(headings, [(*IOM[0], "", "one"), ("Pym", "Ada", "", "", "two")]),
        "MAPPA": frame(headings, [("Vexel", "Tolly", "05/06/1977", "9 Hask Row RM9 9ZZ", "three")]),
    }
    left = pipeline.read_lists(lists).without
    alone = pipeline.read_lists({name: lists[name] for name in ("IOM", "SGV")})
    assert left is not None
    found = left(frozenset({"MAPPA"}), lambda listings: np.arange(len(listings)))
    assert found.ids == alone.ids
    assert set(found.names.words) == set(alone.names.words)
    assert found.fields.keys() == alone.fields.keys()
    for name, field in alone.fields.items():
        assert [found.fields[name].of(i) for i in range(len(found))] == [
            field.of(i) for i in range(len(alone))
        ]
        assert set(found.fields[name].values) == set(field.values)
