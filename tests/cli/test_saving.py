"""`check --save`: how lists were understood is kept, and what was set by hand is left alone."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from running import Command

ROWS = [("Quarmby", "Ivor", "03/04/1989", "Low"), ("Odell", "Una", "31/01/1990", "High")]


def write(path: Path, *headings: str) -> None:
    """The same people with their columns in another order."""
    order = [("Last", "Given", "Born", "Band").index(heading) for heading in headings]
    lines = [",".join(row[place] for place in order) for row in ROWS]
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join([",".join(headings), *lines, ""]), encoding="utf-8")


def fields(cohortmatch: Command, *args: object) -> dict[str, str]:
    told = cohortmatch("check", *args, "--json")
    assert told.exit_code == 0, told.stderr
    columns: list[dict[str, str]] = json.loads(told.stdout)["lists"][0]["columns"]
    return {each["heading"]: each["field"] for each in columns}


def saved(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "cohortmatch.toml").read_text(encoding="utf-8"))


def test_next_month_is_read_the_same_way_though_a_column_has_moved(
    cohortmatch: Command, tmp_path: Path
) -> None:
    write(tmp_path / "june" / "IOM.csv", "Last", "Given", "Born", "Band")
    told = cohortmatch("check", "june", "--save")
    assert told.stdout.endswith("is kept in cohortmatch.toml\n")
    june = fields(cohortmatch, "june")
    write(tmp_path / "july" / "IOM July.csv", "Band", "Born", "Given", "Last")
    assert fields(cohortmatch, "july") == june
    assert cohortmatch("run", "july", "-o", "out", "--repeats").exit_code == 0


def test_every_list_of_the_demo_is_read_the_same_after_saving(
    cohortmatch: Command, lists: Path
) -> None:
    before = json.loads(cohortmatch("check", lists, "--json").stdout)
    cohortmatch("check", lists, "--save")
    after = json.loads(cohortmatch("check", lists, "--json").stdout)
    for one, other in zip(before["lists"], after["lists"], strict=True):
        assert [(c["heading"], c["field"]) for c in one["columns"]] == [
            (c["heading"], c["field"]) for c in other["columns"]
        ]
        assert (one["list"], one["kind"], one["listings"]) == (
            other["list"],
            other["kind"],
            other["listings"],
        )


def test_a_panel_named_on_the_command_line_is_kept(cohortmatch: Command, tmp_path: Path) -> None:
    write(tmp_path / "june" / "export 17.csv", "Last", "Given", "Born", "Band")
    cohortmatch("check", "june", "--panel", "DIP=june/export 17.csv", "--save")
    assert saved(tmp_path)["lists"]["DIP"]["file"] == "export 17.csv"
    assert json.loads(cohortmatch("check", "june", "--json").stdout)["lists"][0]["list"] == "DIP"


def test_what_was_set_by_hand_stays_as_it_is(cohortmatch: Command, tmp_path: Path) -> None:
    write(tmp_path / "june" / "IOM.csv", "Last", "Given", "Born", "Band")
    text = '# mine\n[run]\nmarking = "OFFICIAL"\n\n[lists.IOM]\nkind = "register" # a caseload\n'
    (tmp_path / "cohortmatch.toml").write_text(text, encoding="utf-8")
    cohortmatch("check", "june", "--save")
    store = 'store = "cohortmatch.db"   # what is kept from month to month\n'
    now = (tmp_path / "cohortmatch.toml").read_text(encoding="utf-8")
    assert now.replace(store, "").startswith(text)
    assert saved(tmp_path)["run"] == {"marking": "OFFICIAL", "store": "cohortmatch.db"}
    assert saved(tmp_path)["lists"]["IOM"]["kind"] == "register"
    assert saved(tmp_path)["lists"]["IOM"]["columns"]["surname"] == "Last"


def test_saving_twice_adds_nothing(cohortmatch: Command, lists: Path, tmp_path: Path) -> None:
    cohortmatch("check", lists, "--save")
    before = (tmp_path / "cohortmatch.toml").read_bytes()
    cohortmatch("check", lists, "--save")
    assert (tmp_path / "cohortmatch.toml").read_bytes() == before


def test_a_file_that_cannot_be_added_to_is_left_alone(cohortmatch: Command, tmp_path: Path) -> None:
    write(tmp_path / "june" / "IOM.csv", "Last", "Given", "Born", "Band")
    text = 'lists = { DIP = { kind = "panel" } }\n'
    (tmp_path / "cohortmatch.toml").write_text(text, encoding="utf-8")
    told = cohortmatch("check", "june", "--save")
    assert told.exit_code == 2
    assert "cohortmatch.toml: lists: nothing can be added to it" in told.stderr
    assert (tmp_path / "cohortmatch.toml").read_text(encoding="utf-8") == text


@pytest.mark.parametrize("heading", ['Sur"name', "Sur\\name", "Şoyad", "a = b"])
def test_any_heading_can_be_kept(cohortmatch: Command, tmp_path: Path, heading: str) -> None:
    quoted = '"' + heading.replace('"', '""') + '"'
    rows = "Quarmby,Ivor\nOdell,Una\n"
    (tmp_path / "IOM.csv").write_text(f"{quoted},Forename\n{rows}", encoding="utf-8")
    (tmp_path / "first.toml").write_text(
        f"[lists.IOM.columns]\nsurname = {json.dumps(heading)}\n", encoding="utf-8"
    )
    told = cohortmatch("check", "IOM.csv", "--settings", "first.toml", "--save")
    assert told.exit_code == 0, told.stderr
    assert fields(cohortmatch, "IOM.csv", "--settings", "first.toml")[heading] == "surname"


@pytest.mark.parametrize("file", ["cohortmatch.toml", "own.toml"])
def test_what_a_killed_check_left_is_removed_by_the_next_command(
    cohortmatch: Command, tmp_path: Path, file: str
) -> None:
    left = tmp_path / f".{file}.0123456789ab.new"
    left.write_text("[lists", encoding="utf-8")
    assert cohortmatch("decisions", "list").exit_code == 2, "there is no place for decisions"
    assert not left.exists()
