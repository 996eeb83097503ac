"""Whose each column of a list is, in a table that an expert of such lists can read."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest
from tests.people_lists import a_pnc

from cohortmatch.reading.columns.headings import field_of
from cohortmatch.reading.columns.person_words import label_of
from cohortmatch.reading.columns.shapes import shape_of
from cohortmatch.reading.columns.whose import Whose, whose_columns

TEXT = Path(__file__).with_name("whose.txt").read_text(encoding="utf-8")
LINES = [line for line in TEXT.splitlines() if line.strip() and not line.startswith("#")]
MARKS = {"✗": Whose.another, "?": Whose.unclear}
ALIKE = [f"{a} {b}" for a in ("Ivor", "Una", "Ada") for b in ("Quarmby", "Odell")]
CELLS = {
    "flag": ["Y", "N", "Y", "N", "Y", "N"],
    "role": ["Victim", "Perpetrator"] * 3,
    "alike": ALIKE,
    "place": ["Crowley House", "Elm Lodge"] * 3,
    "surname": [each.split()[1] for each in ALIKE],
    "forename": [each.split()[0] for each in ALIKE],
    "date_of_birth": [f"0{n}/02/198{n}" for n in range(1, 7)],
    "pnc": [a_pnc(n) for n in range(1, 7)],
    "crn": [f"X99000{n}" for n in range(1, 7)],
    "sex": ["M", "F"] * 3,
    "address": [f"{n} High Street, Romford" for n in range(1, 7)],
    "postcode": ["RM1 3BD", "IG11 7LU", "N16 8PH"] * 2,
    "phone": [f"07700 90010{n}" for n in range(1, 7)],
    "email": [f"p{n}@example.org" for n in range(1, 7)],
    "reference": [f"C/0{n}" for n in range(1, 7)],
    "status": ["Red", "Amber", "Green"] * 2,
}
GIVEN = ("Canaria", "Zeb", "Ivy", "Max", "Joy", "Tom")
SURNAMES = ("Vixenby", "Trowell", "Pym", "Marsh", "Fenn", "Ollis")


def a_column(heading: str, place: int, holds: dict[str, str]) -> list[str]:
    """What a column under a heading can hold; each column of names is of people of its own."""
    if heading in holds:
        return CELLS[holds[heading]]
    label = label_of(heading)
    field = field_of(label.rest or ("name" if label.kind in ("other", "own") else heading))
    if field in CELLS:
        return CELLS[field]
    end = "aeiouy"[place % 6]
    return [f"{name}{end} {given}" for name, given in zip(SURNAMES, GIVEN, strict=True)]


def whose(line: str) -> tuple[dict[str, Whose], dict[str, Whose]]:
    """What the table says of a line's columns, and what they are read as."""
    kind, _, row = re.sub(r" \[[^\]]*\]", "", line).rpartition(": ")
    holds = dict(re.findall(r"\[([^\]]*): (\w+)\]", line))
    expected, cells, times = {}, {}, dict[str, int]()
    for place, cell in enumerate(row.split(" | ")):
        heading, mark = (cell[:-2], cell[-1]) if cell[-2:] in (" ✗", " ?") else (cell, "")
        times[heading] = times.get(heading, 0) + 1
        own = heading if times[heading] == 1 else f"{heading} ({times[heading]})"
        expected[own] = MARKS.get(mark, Whose.nominal)
        cells[own] = a_column(heading, place, holds)
    frame = pd.DataFrame(cells, dtype=str)
    shapes = {heading: shape_of(frame[heading]) for heading in frame.columns}
    victims = kind in ("ASB", "Domestic abuse")
    return expected, whose_columns(frame, list(cells), shapes, {}, holds_victims=victims)


ORDINARY = (
    *("Complaint against", "Charged with", "Contact with services", "Referral from", "Moved to"),
    *("Diagnosed with", "Date of address", "Allocated to", "Registered with", "Order against"),
)


@pytest.mark.parametrize("heading", ORDINARY)
def test_not_every_heading_that_ends_so_asks_for_another_person(heading: str) -> None:
    assert label_of(heading).kind == ""


@pytest.mark.parametrize("line", LINES)
def test_whose_each_column_is(line: str) -> None:
    expected, found = whose(line)
    assert found == expected
