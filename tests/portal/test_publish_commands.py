"""`portal publish`, `portal withdraw`, `portal purge` and `run … --publish`, as they are typed.

Each command runs in a process of its own: Django can be set up for one portal a process.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from portal.reports import ROWS, reported

LISTS = {"IOM": ROWS, "SGV": ROWS}
Done = subprocess.CompletedProcess[str]


def typed(folder: Path, *args: object) -> Done:
    """The command, run in a folder; it uses SQLite whatever the tests run on."""
    environment: Mapping[str, str] = {
        name: value for name, value in os.environ.items() if not name.startswith("COHORTMATCH_")
    }
    command = [sys.executable, "-m", "cohortmatch", *map(str, args)]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal as the command makes it, of which each test has a copy."""
    folder = tmp_path_factory.mktemp("empty")
    assert typed(folder, "portal", "init", "P").returncode == 0
    return folder / "P"


@pytest.fixture
def place(empty: Path, tmp_path: Path) -> Path:
    """A folder with lists, their report and a portal."""
    reported(tmp_path, LISTS)
    (tmp_path / "report 2026-06-01").rename(tmp_path / "june")
    shutil.copytree(empty, tmp_path / "P")
    return tmp_path


def rows_of(place: Path, table: str) -> int:
    with closing(sqlite3.connect(place / "P" / "portal.sqlite3")) as database:
        return int(database.execute(f"SELECT count(*) FROM portal_{table}").fetchone()[0])


def test_who_has_no_edition_is_told_when_the_account_is_made_and_when_a_run_is_published(
    place: Path,
) -> None:
    store = ("--lists", "lists")
    early = typed(place, "portal", "user", "add", "P", "kim", "--role", "member", "--panel", "iom")
    assert early.returncode == 0 and "no edition" not in early.stdout
    done = typed(place, "portal", "publish", "june", "--to", "P", *store)
    assert "kim: sees nothing of this run, for it has no edition “iom”" in done.stdout
    late = typed(place, "portal", "user", "give", "P", "kim", "--role", "chair", "--panel", "SGW")
    assert "The published run has no edition “SGW”; it has: IOM, SGV" in late.stdout


def test_a_run_is_published_withdrawn_and_purged(place: Path) -> None:
    store = ("--lists", "lists")
    done = typed(place, "portal", "publish", "june", "--to", "P", *store, "--by", "sam")
    assert done.returncode == 0, done.stderr
    assert "P: the run of 2026-06-01 is published." in done.stdout
    assert "IOM    2 people" in done.stdout and "analyst    2 people" in done.stdout
    assert rows_of(place, "publishededition") == 3
    gone = typed(place, "portal", "withdraw", "P")
    assert (gone.returncode, gone.stdout) == (0, "P: the run of 2026-06-01 is withdrawn.\n")
    assert rows_of(place, "publishededition") == 0
    again = typed(place, "portal", "withdraw", "P")
    assert again.returncode != 0 and "No run is published" in again.stderr
    purged = typed(place, "portal", "purge", "P")
    assert purged.returncode == 0
    assert "P: 0 runs, 0 counts, 0 sessions, 0 things typed or uploaded erased." in purged.stdout


def test_run_publish_writes_the_report_and_publishes_it(place: Path) -> None:
    done = typed(place, "run", "lists", "-o", "july", "--as-of", "2026-07-01", "--publish", "P")
    assert done.returncode == 0, done.stderr
    assert (place / "july" / "run.json").is_file()
    assert "P: the run of 2026-07-01 is published." in done.stdout
    assert rows_of(place, "publishedrun") == 1


def test_run_publish_json_says_the_answer_alone_on_stdout(place: Path) -> None:
    import json

    done = typed(place, "run", "lists", "-o", "july", "--publish", "P", "--json")
    assert json.loads(done.stdout)["lists"] == 2
    assert "is published." in done.stderr


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--for", "IOM"), "--publish: not beside --for"),
        (("--all-panels",), "--publish: not beside --all-panels"),
        (("--trial",), "--publish: not beside --trial"),
        ((), "is not the folder of a portal; make one with `cohortmatch portal init"),
    ],
)
def test_a_run_that_cannot_be_published_is_refused_before_it_begins(
    place: Path, more: tuple[str, ...], told: str
) -> None:
    folder = "P" if more else "none"
    done = typed(place, "run", "lists", "-o", "july", "--publish", folder, *more)
    assert done.returncode == 2
    assert told in done.stderr
    assert not (place / "july").exists()


def test_a_report_that_cannot_be_published_is_told_and_leaves_what_is_shown(place: Path) -> None:
    assert typed(place, "portal", "publish", "june", "--to", "P").returncode == 0
    (place / "lists" / "IOM.csv").write_text("Surname,Forename\nPym,Ada\n", encoding="utf-8")
    done = typed(place, "portal", "publish", "june", "--to", "P")
    assert done.returncode == 2
    assert "IOM.csv: has changed since the report was written" in done.stderr
    assert "Pym" not in done.stderr
    assert rows_of(place, "publishedrun") == 1
