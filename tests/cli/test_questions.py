"""`check -i`: the few questions that only a person can answer, and the settings that they make."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

from running import Command

ASB = "Surname,Forename,DOB\nQuarmby,Ivor,03/04/1989\nOdell,Una,30/01/1990\n"
SHOES = "Surname,Forename,DOB,Shoe\nQuarmby,Ivor,03/04/1989,7\nOdell,Una,30/01/1990,9\n"
NAMELESS = "Ref,DOB,Last one,First one\n1,03/04/1989,XY,ZZ\n2,30/01/1990,YY,QQ\n"
OFFENDERS = "ASB: is everybody on this list an offender"
NAME = "SGV: which column is the name?"
KEEP_OUT = "the column “Shoe”, and it is compared. Keep this column out"


@pytest.fixture
def on_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cohortmatch.cli.questions.is_terminal", lambda: True)


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """A list without roles, one without a known name column, two that share a shoe size."""
    folder = tmp_path / "lists"
    folder.mkdir()
    for name, text in {"ASB": ASB, "IOM": SHOES, "DIP": SHOES, "SGV": NAMELESS}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def settings(file: str = "cohortmatch.toml") -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads(Path(file).read_text(encoding="utf-8"))["lists"]
    return found


def fields(cohortmatch: Command, folder: Path) -> dict[str, dict[str, str]]:
    lists = json.loads(cohortmatch("check", folder, "--json").stdout)["lists"]
    return {each["list"]: {c["heading"]: c["field"] for c in each["columns"]} for each in lists}


@pytest.mark.usefixtures("on_terminal")
def test_the_answers_are_written_and_hold_from_then_on(cohortmatch: Command, three: Path) -> None:
    assert cohortmatch("check", three).exit_code == 1
    told = cohortmatch("check", three, "-i", input="3 4\ny\ny\ny\n")
    assert told.exit_code == 0, told.stderr
    once = (NAME, OFFENDERS, OFFENDERS.replace("ASB", "SGV"), KEEP_OUT)
    assert [told.stderr.count(each) for each in once] == [1, 1, 1, 1]
    assert "is kept in cohortmatch.toml" in told.stdout
    said = settings()
    assert said["ASB"]["role"] == "subject" and "role" not in said["IOM"]
    assert said["SGV"]["columns"]["surname"] == "Last one"
    assert said["SGV"]["columns"]["forename"] == "First one"
    assert said["IOM"]["columns"]["ignored"] == said["DIP"]["columns"]["ignored"] == "Shoe"
    again = cohortmatch("check", three, "-i")
    assert again.exit_code == 0 and "There is nothing to ask" in again.stderr
    read = fields(cohortmatch, three)
    assert read["SGV"]["Last one"] == "surname" and read["IOM"]["Shoe"] == "ignored"
    counts = {e["list"]: e["listings"] for e in json.loads(
        cohortmatch("check", three, "--json").stdout)["lists"]}  # fmt: skip
    assert counts == {"ASB": 2, "IOM": 2, "DIP": 2, "SGV": 2}
    run = cohortmatch("run", three, "-o", "june")
    assert run.exit_code == 0, run.stderr


@pytest.mark.usefixtures("on_terminal")
def test_no_is_kept_too_and_enter_leaves_a_question_open(cohortmatch: Command, three: Path) -> None:
    told = cohortmatch("check", three, "-i", input="\nn\nn\n")
    assert told.exit_code == 1
    assert settings()["IOM"]["columns"]["other"] == "Shoe"
    assert "role" not in settings()["ASB"]
    compared = json.loads(cohortmatch("check", three, "--json").stdout)["lists"]
    assert {c["heading"] for each in compared for c in each["columns"] if c["compared"]} == {"Shoe"}
    again = cohortmatch("check", three, "-i", input="\n\n").stderr
    assert KEEP_OUT not in again and OFFENDERS in again and NAME in again
    Path("cohortmatch.toml").unlink()
    assert cohortmatch("check", three, "-i", input="\n\n\n").exit_code == 1
    assert not Path("cohortmatch.toml").exists()


@pytest.mark.usefixtures("on_terminal")
def test_what_is_no_answer_is_asked_again(cohortmatch: Command, three: Path) -> None:
    told = cohortmatch("check", three, "-i", input="9\n3 3\nx\n3\nperhaps\nyes\nN\ny\n")
    assert told.stderr.count("Type one or two numbers from 1 to 4") == 3
    assert told.stderr.count("Type y or n") == 1
    assert settings()["SGV"]["columns"]["name"] == "Last one"


@pytest.mark.usefixtures("on_terminal")
def test_what_the_settings_file_says_stays(cohortmatch: Command, three: Path) -> None:
    by_hand = (
        '# ours\n[lists."ASB"]  # the community list\nkind = "panel"\n\n[lists.IOM.columns]\n'
        'surname = "Surname" # theirs\nignored = "Forename"\n\n[run]\nmarking = "OFFICIAL"\n'
    )
    Path("cohortmatch.toml").write_text(by_hand, encoding="utf-8")
    told = cohortmatch("check", three, "-i", input="3 4\ny\ny\ny\n")
    assert told.exit_code == 0, told.stderr
    text = Path("cohortmatch.toml").read_text(encoding="utf-8")
    for line in by_hand.splitlines():
        assert line in text or line == 'ignored = "Forename"'
    said = settings()
    assert said["ASB"] == {"kind": "panel", "role": "subject", "columns": said["ASB"]["columns"]}
    assert said["IOM"]["columns"] == {"ignored": ["Forename", "Shoe"], "surname": "Surname"}


@pytest.mark.usefixtures("on_terminal")
def test_a_table_that_cannot_be_added_to_is_told_and_stays(
    cohortmatch: Command, three: Path
) -> None:
    Path("cohortmatch.toml").write_text('lists = { ASB = { kind = "panel" } }\n', encoding="utf-8")
    told = cohortmatch("check", three, "-i", input="3 4\ny\ny\ny\n")
    assert told.exit_code == 2
    assert 'write it as a table of its own, such as [lists."ASB"]' in told.stderr
    assert Path("cohortmatch.toml").read_text("utf-8") == 'lists = { ASB = { kind = "panel" } }\n'


def test_off_a_terminal_nothing_is_asked_and_the_lines_are_printed(
    cohortmatch: Command, three: Path
) -> None:
    told = cohortmatch("check", three, "-i", input="3\ny\ny\n")
    assert told.exit_code == 1
    assert "-i asks on a terminal only" in told.stderr and OFFENDERS not in told.stderr
    assert "[lists.ASB]\n" in told.stdout and 'role = "subject"' in told.stdout
    assert not Path("cohortmatch.toml").exists()


@pytest.mark.usefixtures("on_terminal")
def test_a_first_row_that_may_be_a_person_is_not_offered_as_headings(
    cohortmatch: Command, tmp_path: Path
) -> None:
    (tmp_path / "SGV.csv").write_text("XQ,7 Elm Rd,12\nZQ,9 Elm Rd,14\n", encoding="utf-8")
    told = cohortmatch("check", tmp_path / "SGV.csv", "-i", input="\n")
    assert told.exit_code == 1
    assert "XQ" not in told.stdout + told.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal")
def test_on_a_real_terminal(three: Path, tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "cohortmatch", "check", str(three), "-i"],
        stdin=theirs, stdout=theirs, stderr=theirs, cwd=tmp_path,
    ) as work:  # fmt: skip
        shown = ""
        later = OFFENDERS.replace("ASB", "SGV")
        for words, typed in (
            *((NAME, "3 4\n"), (OFFENDERS, "y\n"), (KEEP_OUT, "y\n"), (later, "y\n")),
        ):
            shown = ""
            end = time.monotonic() + 60
            while words not in " ".join(shown.split()) and time.monotonic() < end:
                if select.select([ours], [], [], 1)[0]:
                    shown += os.read(ours, 4096).decode("utf-8", "replace")
            assert words in " ".join(shown.split())
            os.write(ours, typed.encode())
        end = time.monotonic() + 60
        while work.poll() is None and time.monotonic() < end:
            if select.select([ours], [], [], 0.2)[0]:
                os.read(ours, 4096)
        assert work.returncode == 0
    said = tomllib.loads((tmp_path / "cohortmatch.toml").read_text(encoding="utf-8"))["lists"]
    assert said["ASB"]["role"] == "subject" and said["IOM"]["columns"]["ignored"] == "Shoe"
