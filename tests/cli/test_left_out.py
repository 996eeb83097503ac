"""A list that may hold victims and says no roles: nobody on it is matched, and that is plain."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from tests.cli.test_check import write

import cohortmatch
from cohortmatch.settings.plan import ListChoice
from running import Command

ROWS = "Surname,Forename,DOB\nQuarmby,Ivor,03/04/1989\nOdell,Una,21/02/1990\n"
NOBODY = (
    "Nobody on ASB is matched: all 2 rows are left out "
    "(no role of an offender recorded or understood)"
)
LINES = '[lists.ASB]\nrole = "subject"\n'


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """A folder with an ASB list without roles, and another panel's with the same people."""
    for name in ("ASB panel.csv", "IOM.csv"):
        write(tmp_path / "two", name, ROWS)
    return tmp_path / "two"


def test_check_says_so_and_what_to_type(cohortmatch: Command, two: Path) -> None:
    out = cohortmatch("check", two).stdout
    assert "ASB panel.csv  (all 2 rows left out)  0 listings" in out
    assert "usual role" not in out
    first = out.partition("Please look at")[2].splitlines()[1:6]
    assert "no column says who is one: nobody on it is matched" in first[0]
    assert [line.strip() for line in first[3:]] == LINES.split("\n")[:2]


def test_the_lines_do_what_is_promised(cohortmatch: Command, two: Path) -> None:
    write(two, "cohortmatch.toml", LINES)
    out = cohortmatch("check", two).stdout
    assert "ASB panel.csv  2 listings" in out and "left out" not in out.lower()


def test_what_is_saved_holds_the_line_as_a_remark(
    cohortmatch: Command, two: Path, tmp_path: Path
) -> None:
    assert cohortmatch("check", two, "--save").exit_code == 0
    saved = tmp_path / "cohortmatch.toml"
    text = saved.read_text(encoding="utf-8")
    assert text.count("# role =") == 1
    assert "0 listings" in cohortmatch("check", two).stdout, "a remark changes nothing"
    saved.write_text(text.replace("# role =", "role ="), encoding="utf-8")
    assert "0 listings" not in cohortmatch("check", two).stdout


def test_run_says_so_and_so_does_the_report(
    cohortmatch: Command, two: Path, tmp_path: Path
) -> None:
    write(tmp_path / "two", "DIP.csv", ROWS)
    told = cohortmatch("run", two, "-o", "out")
    assert NOBODY in told.stdout
    page = (tmp_path / "out" / "cross-reference.html").read_text(encoding="utf-8")
    assert NOBODY in page and "[lists.ASB]" in page


def test_its_edition_and_why_say_so(cohortmatch: Command, two: Path) -> None:
    write(two, "DIP.csv", ROWS)
    assert NOBODY in cohortmatch("run", two, "-o", "for ASB", "--for", "ASB").stdout
    cohortmatch("run", two, "-o", "out")
    why = cohortmatch("why", "out", "ASB:2", "IOM:2")
    assert "ASB:2: nobody on ASB is matched" in why.stderr


def test_json_has_the_lines_too(cohortmatch: Command, two: Path) -> None:
    found = json.loads(cohortmatch("check", two, "--json").stdout)["findings"]
    assert found[0]["code"] == "list-left-out"
    assert found[0]["remedy"].endswith(LINES.strip())


def test_the_library_takes_the_role_in_its_plan() -> None:
    people = {"Surname": ["Quarmby"], "Forename": ["Ivor"], "DOB": ["03/04/1989"]}
    lists = {name: pd.DataFrame(people) for name in ("ASB", "IOM")}
    left_out = cohortmatch.match(lists)
    assert (left_out.findings["code"] == "list-left-out").sum() == 1
    plan = cohortmatch.Plan(lists={"ASB": ListChoice(role=cohortmatch.Role.subject)})
    assert len(cohortmatch.match(lists, plan=plan).memberships) == 2
