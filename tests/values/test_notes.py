"""Every note a parser makes is explained to the user, and none is explained that none makes."""

from __future__ import annotations

import re
from pathlib import Path

import cohortmatch.values
from cohortmatch.core.findings import catalogue

CODE = re.compile(
    r'"((?:address|dob|identifier|name|postcode|role|sex|text)-[a-z]+(?:-[a-z]+)*|no-fixed-abode)"'
)
OF_MORE_THAN_A_CELL = {
    *("dob-month-first", "dob-real-dates-turned", "dob-order-unsure", "dob-under-ten"),
    *("dob-year-day-month", "dob-month-and-year", "dob-midnight-in-britain", "dob-historical"),
    *("address-institution", "address-shared"),
    *("role-not-recorded", "roles-without-column", "list-left-out"),
}


def made() -> set[str]:
    """The codes that stand in the parsers' code."""
    files = Path(cohortmatch.values.__path__[0]).rglob("*.py")
    return {code for file in files for code in CODE.findall(file.read_text(encoding="utf-8"))}


def test_every_note_made_is_in_the_catalogue() -> None:
    assert len(made()) > 30
    assert made() <= set(catalogue())


def test_no_note_in_the_catalogue_is_never_made() -> None:
    explained = {code for code in catalogue() if CODE.fullmatch(f'"{code}"')}
    kinds = ("address", "dob", "postcode", "no-fixed")
    assert {code for code in explained if code.startswith(kinds)} - OF_MORE_THAN_A_CELL <= made()
