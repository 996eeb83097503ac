"""Lists that cannot be used: what is said, the exit code, and that nothing is half-written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from running import Command

GOOD = "Surname,Forename,DOB,PNC\nQuarmby,Ivor,03/04/1989,\nOdell,Una,31/01/1990,\n"
VALUES = ("Quarmby", "Ivor", "Odell", "Una", "03/04/1989", "1989-04-03")


@dataclass(frozen=True)
class Case:
    """Files to read beside a good SGV list, and what must be said of them."""

    files: Mapping[str, str | bytes]
    says: tuple[str, ...]
    extra: tuple[str, ...] = ()
    code: int = 1
    options: tuple[str, ...] = field(default=())


CASES = {
    "a missing file": Case({}, ("absent.csv", "there is no such file"), ("lists/absent.csv",)),
    "a misspelt file": Case({}, ("did you mean “SGV.csv”?",), ("lists/SVG.csv",)),
    "an empty file": Case({"IOM.csv": ""}, ("IOM.csv", "export the list again")),
    "a blank file": Case({"IOM.csv": "\n\n \n"}, ("IOM.csv", "export the list again")),
    "no name column": Case(
        {"IOM.csv": "Colour,DOB\nred,03/04/1989\nblue,04/05/1990\n"},
        ("IOM", "no column of names was recognised", "Surname and Forename"),
    ),
    "a file that is not what its name says": Case(
        {"IOM.xlsx": b"PK\x03\x04 this is no workbook"}, ("IOM.xlsx", "save it")
    ),
    "a page instead of a list": Case(
        {"IOM.csv": "<!DOCTYPE html><html><body>Log in</body></html>"}, ("IOM.csv",)
    ),
    "two lists of one panel": Case(
        {"IOM.csv": GOOD, "IOM cohort.csv": GOOD},
        ("IOM.csv: it claims to be the list IOM, and so does “IOM cohort.csv”", "--panel"),
    ),
    "a heading used twice": Case(
        {"IOM.csv": "Surname,Forename,DOB,DOB\nQuarmby,Ivor,03/04/1989,04/05/1991\n"},
        ("IOM, column “DOB”", "the heading is used twice", "give each column a heading of its own"),
    ),
    "headings but no rows": Case(
        {"IOM.csv": "Surname,Forename,DOB,PNC\n"},
        ("IOM: the list has headings but no rows", "leave the file out, or export it again"),
    ),
    "settings that name no column": Case(
        {"IOM.csv": GOOD, "cohortmatch.toml": '[lists.IOM.columns]\nsurname = "Last nme"\n'},
        ("IOM, column “Last nme”", "the settings name a column that the list does not have"),
    ),
    "settings that name no sheet": Case(
        {"cohortmatch.toml": '[lists.IOM]\nsheet = "x"\n'}, ("needs `file`",), code=2
    ),
}


def prepared(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    lists = folder / "lists"
    lists.mkdir()
    for name, content in {"SGV.csv": GOOD.replace("31/01", "31/02"), **files}.items():
        data = content.encode() if isinstance(content, str) else content
        (lists / name).write_bytes(data)
    return lists


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_list_that_cannot_be_used_is_told_and_nothing_is_written(
    cohortmatch: Command, tmp_path: Path, case: Case
) -> None:
    lists = prepared(tmp_path, case.files)
    told = cohortmatch("run", "lists", *case.extra, "-o", "out", *case.options)
    assert told.exit_code == case.code
    assert told.stdout == ""
    for words in case.says:
        assert words in told.stderr
    assert "Traceback" not in told.stderr
    assert "unexpectedly" not in told.stderr
    assert not [value for value in VALUES if value in told.output]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lists"]
    assert {path.name for path in lists.iterdir()} == {"SGV.csv", *case.files}


@pytest.mark.parametrize(
    "case", [each for each in CASES.values() if each.code == 1], ids=lambda case: case.says[-1]
)
def test_the_other_lists_findings_are_shown_all_the_same(
    cohortmatch: Command, tmp_path: Path, case: Case
) -> None:
    prepared(tmp_path, case.files)
    told = cohortmatch("run", "lists", *case.extra, "-o", "out")
    assert "date of birth with a day or month that no calendar has" in told.stderr
    assert re.search(r"SGV  “DOB” +row 3\b", told.stderr)
    assert told.stderr.endswith("Nothing was matched and nothing was written.\n")


def test_every_list_that_cannot_be_used_is_told_at_once(
    cohortmatch: Command, tmp_path: Path
) -> None:
    prepared(tmp_path, {"IOM.csv": "", "DIP.csv": "Colour,Size\nred,1\n", "MAPPA.xlsx": b"no"})
    told = cohortmatch("run", "lists", "lists/absent.csv", "-o", "out")
    assert told.exit_code == 1
    for name in ("IOM", "DIP", "MAPPA", "absent.csv"):
        assert sum(line.startswith(name) for line in told.stderr.splitlines()) == 1


def test_a_date_that_cannot_be_one_is_a_finding_with_its_row_and_the_report_is_written(
    cohortmatch: Command, tmp_path: Path
) -> None:
    prepared(tmp_path, {"IOM.csv": GOOD})
    told = cohortmatch("run", "lists", "-o", "out", "-v")
    assert told.exit_code == 0
    assert re.search(r"SGV  “DOB” +row 3\b", told.stderr)
    assert (tmp_path / "out" / "people.csv").is_file()


def test_a_list_of_one_row_is_a_list(cohortmatch: Command, tmp_path: Path) -> None:
    prepared(tmp_path, {"IOM.csv": "Surname,Forename,DOB\nQuarmby,Ivor,03/04/1989\n"})
    told = cohortmatch("run", "lists", "-o", "out")
    assert told.exit_code == 0
    assert told.stdout.startswith("3 listings on 2 lists; every pair was compared\n1 person is on")


def test_lists_that_share_nobody_are_a_report_too(cohortmatch: Command, tmp_path: Path) -> None:
    prepared(tmp_path, {"IOM.csv": "Surname,Forename,DOB\nPettigrew,Zebedee,09/09/1971\n"})
    told = cohortmatch("run", "lists", "-o", "out")
    assert told.exit_code == 0
    assert "Nobody is on more than one panel" in told.stdout
    assert "No pair needs a person to decide" in told.stdout


def test_a_folder_that_cannot_be_written_is_told_in_one_line(
    cohortmatch: Command, tmp_path: Path
) -> None:
    prepared(tmp_path, {"IOM.csv": GOOD})
    (tmp_path / "out").write_text("a file in the way")
    told = cohortmatch("run", "lists", "-o", "out/june")
    assert told.exit_code == 1
    assert len(told.stderr.splitlines()) == 1
    assert "the report cannot be written" in told.stderr
    assert (tmp_path / "out").read_text() == "a file in the way"


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (["--base", "lists"], "lists: is a folder; a base is a file"),
        (["--store", "lists"], "lists: is a folder; a store is a file"),
        (["--audit", "notes.txt"], "notes.txt: is no audit log"),
    ],
)
def test_a_place_that_is_something_else_is_told_as_what_it_is(
    cohortmatch: Command, tmp_path: Path, place: list[str], told: str
) -> None:
    prepared(tmp_path, {"IOM.csv": GOOD})
    (tmp_path / "notes.txt").write_text("remember the milk\n")
    answer = cohortmatch("run", "lists", "-o", "out", *place)
    assert answer.exit_code == 1
    assert answer.stderr.splitlines()[-1].startswith(told)
    assert (tmp_path / "notes.txt").read_text() == "remember the milk\n"


@pytest.mark.parametrize(
    "args", [["run", "x.csv"], ["run", "-o", "out"], ["check"], ["why", "out"], ["nonsense"]]
)
def test_wrong_usage_exits_with_2_and_a_pointer_to_the_help(
    cohortmatch: Command, args: list[str]
) -> None:
    told = cohortmatch(*args)
    assert told.exit_code == 2
    assert "--help" in told.stderr
