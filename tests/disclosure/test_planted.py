"""Rows that came, matched only a closed list, and went are told to the analyst and nobody else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from disclosure.agreeing import TEXT
from disclosure.opening import text_of
from running import Command

HEAD = "Surname,Forename,DOB,PNC ID,Role\n"
STAYS = "Pym,Ada,05/06/1977,2087/0000005D,Subject\n"
ASKS = "Quillan,Zebedee,03/09/1988,,Subject\n"
KNOWN = "Quillan,Zebedee,03/09/1988,2087/0000001Z,Subject\n"
OTHER = "Odell,Una,31/01/1990,2087/0000003B,Subject\n"
LISTS = {"SGV": STAYS, "IOM": STAYS, "MAPPA": KNOWN}
Month = Callable[..., str]


@pytest.fixture
def month(cohortmatch: Command, tmp_path: Path) -> Month:
    """Make the report of a day, with some lists as they then are; what was printed."""

    def made(day: str, changed: Mapping[str, str], *options: str, out: str = "report") -> str:
        lists = tmp_path / "lists"
        lists.mkdir(exist_ok=True)
        for name, rows in {**LISTS, **changed}.items():
            (lists / f"{name}.csv").write_text(HEAD + rows, encoding="utf-8")
        found = cohortmatch("run", lists, "-o", out, "--as-of", day, *options)
        assert found.exit_code == 0, found.stderr
        return found.stdout

    return made


def _told(printed: str) -> list[str]:
    return [line for line in printed.splitlines() if "Came and went" in line]


ASKED = {"SGV": STAYS + ASKS}
MONTHS = [
    # what the lists are in May, June and July; whether it is told in July, and why
    ({}, ASKED, {}, True, "new, matched MAPPA only, gone"),
    (ASKED, ASKED, {}, False, "not new: it was there in May, too"),
    ({}, ASKED, ASKED, False, "still there"),
    ({}, {"SGV": STAYS + OTHER}, {}, False, "matched no list"),
    ({"NPS": KNOWN}, {**ASKED, "NPS": KNOWN}, {"NPS": KNOWN}, True, "on an open register as well"),
    (
        {"IOM": STAYS + KNOWN},
        {**ASKED, "IOM": STAYS + KNOWN},
        {},
        False,
        "on an open panel as well",
    ),
    ({}, {"SGV": STAYS + ASKS.replace("1988", "1987")}, {}, True, "a try with another date"),
]


@pytest.mark.parametrize(("may", "june", "july", "is_told", "why"), MONTHS)
def test_a_row_that_came_and_went_is_told(
    month: Month,
    may: Mapping[str, str],
    june: Mapping[str, str],
    july: Mapping[str, str],
    is_told: bool,
    why: str,
) -> None:
    assert not _told(month("2026-05-01", may)) and not _told(month("2026-06-01", june))
    told = _told(month("2026-07-01", july))
    assert bool(told) == is_told, why
    if is_told:
        assert "1 row of SGV, first read on 1 Jun 2026, matched only MAPPA" in told[0]
        assert "Quillan" not in told[0] and "QUILLAN" not in told[0]


def test_the_rows_stand_in_the_analysts_workbook_and_in_no_edition(
    month: Month, tmp_path: Path
) -> None:
    for day, changed in (("2026-05-01", {}), ("2026-06-01", ASKED), ("2026-07-01", {})):
        month(day, changed)
    report = tmp_path / "report"
    assert "Came and went" in text_of(report / "cross-reference.xlsx")
    assert "QUILLAN" in text_of(report / "cross-reference.xlsx").partition("Came and went")[2]
    assert "SGV:3" not in text_of(report / "cross-reference.html")
    for who in LISTS:
        month("2026-07-01", {}, "--for", who, out=f"for {who}")
        for each in (tmp_path / f"for {who}").iterdir():
            assert "Came and went" not in text_of(each) and "first read on" not in text_of(each)


def test_a_list_that_was_corrected_on_the_same_day_counts(month: Month) -> None:
    month("2026-05-01", {})
    month("2026-06-01", ASKED, "--for", "SGV", out="for SGV")
    assert _told(month("2026-06-01", {}))
    assert _told(month("2026-06-01", {}))  # the report made again says the same


def test_under_an_agreement_the_rules_say_what_is_closed(month: Month, tmp_path: Path) -> None:
    (tmp_path / "agreement.toml").write_text(TEXT)  # of ASB, MPS may learn who is known there
    changed = {"ASB": KNOWN, "DIP": STAYS, "MAPPA": STAYS}
    month("2026-05-01", changed)
    month("2026-06-01", {**changed, "SGV": STAYS + ASKS, "DIP": STAYS})
    told = _told(month("2026-07-01", changed))
    assert told and "1 row of SGV" in told[0] and "matched only ASB" in told[0]
    month("2026-08-01", {**changed, "IOM": STAYS, "ASB": STAYS, "SGV": STAYS + OTHER})
    assert not _told(month("2026-09-01", changed))


def test_another_person_who_stayed_is_no_planted_row(month: Month) -> None:
    month("2026-05-01", ASKED)
    month("2026-06-01", ASKED)
    assert not _told(month("2026-07-01", {"SGV": STAYS + KNOWN}))
