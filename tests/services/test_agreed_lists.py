"""Agreed data: what did not come, is older than agreed or lacks a column, and whom to ask."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cohortmatch.core.errors import SettingsError
from cohortmatch.core.types import ColumnUse, ListInfo
from cohortmatch.services.agreed_lists import agreed_but_lacking
from cohortmatch.settings.agreed_data import AgreedData
from cohortmatch.settings.file import load_settings
from cohortmatch.settings.plan import ListChoice
from running import Command

ON = date(2026, 6, 1)
USES = (("DOB", "date_of_birth"), ("Last seen", "status"), ("RAG", "status"))
COLUMNS = tuple(ColumnUse(heading, field, "heading") for heading, field in USES)
OLD, UNDATED = "agreed-list-old", "agreed-list-undated"
MISSING, COLUMN = "agreed-list-missing", "agreed-column-missing"


def told(agreed: AgreedData | None, *lists: ListInfo) -> list[tuple[str, str, str]]:
    found = agreed_but_lacking({"IOM": ListChoice(agreed=agreed)}, lists, ON)
    return [(each.code, each.list_name, each.detail) for each in found]


def a_list(as_at: date | None, *, month: bool = False, name: str = "IOM") -> ListInfo:
    return ListInfo(name, "panel", "IOM", as_at=as_at, as_at_month=month, columns=COLUMNS)


MAY_2 = date(2026, 5, 2)
CASES = [
    (AgreedData(every_days=30), a_list(MAY_2), [], "30 days old"),
    (
        AgreedData(every_days=29),
        a_list(MAY_2),
        [(OLD, "IOM", "30 days on 1 Jun 2026, 29 were agreed")],
        "a day too old",
    ),
    (
        AgreedData("I. Coordinator", every_days=29),
        a_list(MAY_2),
        [(OLD, "IOM", "30 days on 1 Jun 2026, 29 were agreed; ask I. Coordinator")],
        "whom to ask",
    ),
    (AgreedData(every_days=1), a_list(date(2026, 5, 1), month=True), [], "May may end on 31 May"),
    (AgreedData(every_days=9), a_list(None), [(UNDATED, "IOM", "")], "no day"),
    (AgreedData("I. Coordinator"), a_list(None), [], "nothing agreed of its age"),
    (AgreedData(columns=("risk", "contact", "date_of_birth")), a_list(MAY_2), [], "all there"),
    (
        AgreedData(columns=("ends", "pnc")),
        a_list(MAY_2),
        [(COLUMN, "IOM", "Order or licence ends"), (COLUMN, "IOM", "PNC ID")],
        "two columns lack",
    ),
    (AgreedData(every_days=9), a_list(ON, name="IOM cohort"), [], "known by its panel"),
    (None, a_list(None), [], "nothing was agreed"),
]


@pytest.mark.parametrize(("agreed", "info", "found", "because"), CASES)
def test_what_is_lacking(
    agreed: AgreedData | None, info: ListInfo, found: list[tuple[str, str, str]], because: str
) -> None:
    assert told(agreed, info) == found, because


def test_a_list_that_did_not_come_is_told_with_whom_to_ask() -> None:
    other = ListInfo("SGV", "panel", "SGV")
    assert told(AgreedData("I. Coordinator"), other) == [(MISSING, "IOM", "ask I. Coordinator")]
    assert told(AgreedData(every_days=31), other) == [(MISSING, "IOM", "")]
    assert told(None, other) == []


def test_the_settings_say_what_was_agreed(tmp_path: Path) -> None:
    file = tmp_path / "cohortmatch.toml"
    file.write_text(
        '[lists.IOM]\ncontact = "I. Coordinator"\nevery_days = 31\nagreed_columns = ["risk"]\n'
        '[lists.SGV]\nkind = "panel"\n',
        encoding="utf-8",
    )
    lists = load_settings(file).plan.lists
    assert lists["IOM"].agreed == AgreedData("I. Coordinator", 31, ("risk",))
    assert lists["SGV"].agreed is None


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('agreed_columns = ["rsk"]', "is no field or kind; did you mean “risk”"),
        ("every_days = 0", "0"),
    ],
)
def test_a_slip_is_a_fault(tmp_path: Path, line: str, fault: str) -> None:
    file = tmp_path / "cohortmatch.toml"
    file.write_text(f"[lists.IOM]\n{line}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=fault):
        load_settings(file)


def test_check_tells_it(cohortmatch: Command, tmp_path: Path) -> None:
    (tmp_path / "cohortmatch.toml").write_text(
        '[lists.IOM]\nevery_days = 31\nagreed_columns = ["contact"]\ncontact = "I. Coordinator"\n'
        '[lists.SGV]\ncontact = "S. Keeper"\n',
        encoding="utf-8",
    )
    rows = "Surname,Forename,DOB\nQuarmby,Ivor,03/04/1989\n"
    (tmp_path / "IOM 1 March 2026.csv").write_text(rows, encoding="utf-8")
    text = cohortmatch("check", tmp_path, "--settings", tmp_path / "cohortmatch.toml").stdout
    assert "a list is older than agreed" in text and "31 were agreed; ask I. Coordinator" in text
    assert "Last contact; ask I. Coordinator" in text
    assert "a list that was agreed is not among the lists" in text and "ask S. Keeper" in text
