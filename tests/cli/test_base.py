"""`cohortmatch run --base`: what a run leaves for the next one."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from cohortmatch.linkage.incremental.state import Base
from running import AS_OF, Command

IOM = "Surname,Forename,Date of birth\nQuarmby,Ivor,03/04/1989\nOdell,Una,31/01/1990\n"
SGV = "Surname,Forename,Date of birth\nQuarmby,Ivor,03/04/1989\nZebb,Cy,01/12/1980\n"


@pytest.fixture
def lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "IOM.csv").write_text(IOM)
    (tmp_path / "lists" / "SGV.csv").write_text(SGV)
    return tmp_path / "lists"


def month(cohortmatch: Command, out: str, *more: str) -> Result:
    return cohortmatch("run", "lists", "-o", out, "--as-of", AS_OF, *more)


def told(out: str) -> Any:
    return json.loads(Path(out, "run.json").read_text())


def test_the_first_run_makes_it_and_the_next_compares_what_is_new(
    lists: Path, cohortmatch: Command
) -> None:
    first = month(cohortmatch, "june", "--base", "all.base")
    assert "all.base: the next run can start from it." in first.stderr
    with (lists / "SGV.csv").open("a") as file:
        file.write("Odell,Una,31/01/1990\n")
    second = month(cohortmatch, "july", "--base", "all.base")
    assert "1 of 5 listings is new or has changed; weights are those of" in second.stderr
    assert told("july")["pairs"]["compared"] == 4
    assert told("july")["base"]["made"] == "2026-06-01"
    assert "2 people are on more than one panel" in second.stdout
    assert len(Base.load("all.base")) == 5


def test_nothing_changes_what_is_found_and_written(lists: Path, cohortmatch: Command) -> None:
    month(cohortmatch, "plain")
    month(cohortmatch, "june", "--base", "all.base")
    month(cohortmatch, "again", "--base", "all.base")
    for name in ("people.csv", "links.csv", "memberships.csv"):
        assert Path("june", name).read_bytes() == Path("plain", name).read_bytes()
        assert Path("again", name).read_bytes() == Path("plain", name).read_bytes()
    assert told("again")["base"]["new_or_changed"] == 0


def test_a_fresh_one_is_made_when_asked_for(lists: Path, cohortmatch: Command) -> None:
    month(cohortmatch, "june", "--base", "all.base")
    month(cohortmatch, "july", "--base", "all.base", "--fresh-base")
    assert told("july")["base"]["made"] is None
    assert told("july")["pairs"]["compared"] == 6
    assert month(cohortmatch, "august", "--fresh-base").exit_code == 2


def test_a_base_that_is_none_stops_the_run_and_stays(lists: Path, cohortmatch: Command) -> None:
    Path("all.base").write_text("my notes")
    ran = month(cohortmatch, "june", "--base", "all.base")
    assert ran.exit_code == 1
    assert "is not a base of cohortmatch" in ran.stderr
    assert not Path("june").exists()
    assert Path("all.base").read_text() == "my notes"


def test_why_uses_the_weights_of_the_report(lists: Path, cohortmatch: Command) -> None:
    month(cohortmatch, "june", "--base", "all.base")
    (lists / "SGV.csv").write_text(SGV + "Odell,Una,31/01/1990\nQuarmby,Ivy,03/04/1989\n")
    month(cohortmatch, "july", "--base", "all.base")
    with Path("july/links.csv").open() as file:
        link = next(csv.DictReader(file))
    ids = link["left"], link["right"]
    answer = json.loads(cohortmatch("why", "july", *ids, "--json").stdout)
    assert answer["weight"] == pytest.approx(float(link["weight"]), abs=0.01)
    Path("all.base").unlink()
    assert cohortmatch("why", "july", *ids).exit_code == 0
