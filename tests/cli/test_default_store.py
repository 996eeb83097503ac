"""The store that `run` keeps by default: where, until when, and when it is not used."""

from __future__ import annotations

import json
import os
import shutil
import tomllib
from pathlib import Path

import pandas as pd
import pytest

import cohortmatch as cm
from cli.deciding import fill_in, small_lists
from cohortmatch.core.errors import OutputError
from decided import some_lists
from running import AS_OF, Command

STORE, LOG = Path("cohortmatch.db"), Path("cohortmatch.audit.jsonl")
NOBODY = ("Wexcombe", "Yarrowby", "Uffington", "Zealham", "Tolpuddle", "Ravensby")
RUN = ("run", "lists", "-o", "june", "--as-of", AS_OF)


@pytest.fixture
def here(cohortmatch: Command) -> Command:
    """The command in a folder that holds two panels' lists and nothing else."""
    small_lists(Path("lists"))
    return cohortmatch


def files(folder: str = ".") -> list[str]:
    return sorted(path.name for path in Path(folder).iterdir())


def other_borough(folder: str, *names: str) -> None:
    """Lists of these names with people whom nobody else has."""
    Path(folder).mkdir()
    people = [("Wexcombe", "Ned"), ("Yarrowby", "Lil"), ("Uffington", "Sid"), ("Zeal", "Dot")]
    for number, name in enumerate(names):
        rows = [(*each, f"0{day}/0{number + 2}/1970") for day, each in enumerate(people, 1)]
        table = pd.DataFrame(rows, columns=["Surname", "Forename", "DOB"])
        table.to_csv(Path(folder, f"{name}.csv"), index=False)


def test_a_run_keeps_its_memory_beside_the_output_folder_and_says_so(here: Command) -> None:
    told = here(*RUN)
    assert told.exit_code == 0, told.stderr
    assert told.stdout.splitlines()[-1] == (
        "Kept for next month: cohortmatch.db and its audit log, to be erased by 2027-06-01 "
        "(--no-store keeps nothing)"
    )
    assert files() == ["cohortmatch.audit.jsonl", "cohortmatch.db", "june", "lists"]
    assert files("lists") == ["IOM.csv", "SGV.csv"]
    assert json.loads(here(*RUN, "--json").stdout)["kept_in"] == "cohortmatch.db"


@pytest.mark.skipif(os.name == "nt", reason="the folder decides on Windows")
def test_what_is_kept_is_for_its_owner_only(here: Command) -> None:
    assert here(*RUN[:3], "reports/june").exit_code == 0
    rights = {name: Path(name).stat().st_mode & 0o777 for name in ("reports", "reports/june")}
    assert set(rights.values()) == {0o700}
    for name in (STORE, LOG):
        assert Path("reports", name).stat().st_mode & 0o777 == 0o600


def test_next_month_is_the_same_two_commands(here: Command) -> None:
    here(*RUN)
    before = pd.read_csv("june/memberships.csv", dtype=str).set_index("listing_id")["person_id"]
    pairs = fill_in()
    told = here("decide", "june/cross-reference.xlsx")
    assert told.stdout.startswith(f"{len(pairs)} decisions kept in cohortmatch.db\n")
    lines = Path("lists/IOM.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    Path("lists/IOM.csv").write_text("".join(lines[:1] + lines[2:]), encoding="utf-8")
    assert here("check", "lists").exit_code == 0
    told = here("run", "lists", "-o", "july", "--as-of", "2026-07-01")
    assert "pairs already decided by your team" in told.stdout
    assert "Since the last run on 1 Jun 2026" in told.stdout
    after = pd.read_csv("july/memberships.csv", dtype=str).set_index("listing_id")["person_id"]
    assert after["IOM:2"] == before["IOM:3"]


def test_the_same_lists_day_and_memory_give_the_same_bytes(here: Command) -> None:
    here(*RUN)
    shutil.copytree("june", "before")
    shutil.copytree("lists", "changed")
    assert here(*RUN).exit_code == 0
    for name in files("before"):
        one, other = (Path(folder, name).read_bytes() for folder in ("before", "june"))
        if name == "run.json":
            one, other = (_without_seconds(each) for each in (one, other))
        assert one == other, name
    assert "This is the first run that is kept" in Path("june/cross-reference.html").read_text()


def _without_seconds(content: bytes) -> bytes:
    return json.dumps({**json.loads(content), "seconds": {}}).encode()


def test_the_library_keeps_nothing_unless_a_store_is_named(here: Command) -> None:
    ran = cm.report("lists", "june", as_of=AS_OF)
    assert (ran.answer.kept_in, ran.answer.not_kept) == (None, None)
    assert files() == ["june", "lists"]
    cm.match("lists").write("july")
    assert files() == ["july", "june", "lists"]
    assert cm.report("lists", "june", store="kept.db").answer.kept_in == "kept.db"


def test_purge_looks_into_it_where_nothing_is_named(here: Command) -> None:
    assert here("purge").exit_code == 2
    here(*RUN)
    told = here("purge", "--today", "2027-06-01")
    assert told.exit_code == 0, told.stderr
    assert not Path("june").exists()
    assert here(*RUN[:4], "--as-of", "2027-06-01").exit_code == 0


def test_no_store_keeps_nothing_and_the_report_says_so(here: Command) -> None:
    told = here(*RUN, "--no-store")
    assert told.exit_code == 0
    assert files() == ["june", "lists"]
    assert "Kept for next month" not in told.stdout
    page = Path("june/cross-reference.html").read_text(encoding="utf-8")
    assert "Nothing is kept from run to run" in page
    assert "first run that is kept" not in page and "and this is the first" not in page
    told = here(*RUN, "--no-store", "--store", "kept.db")
    assert (told.exit_code, told.stderr) == (
        *(2, "--no-store: --store names one; give only one of the two\n"),
    )


def test_no_store_refuses_the_one_in_the_settings_too(here: Command) -> None:
    Path("cohortmatch.toml").write_text('[run]\nstore = "kept.db"\n', encoding="utf-8")
    assert here(*RUN, "--no-store").exit_code == 0
    assert files() == ["cohortmatch.toml", "june", "lists"]


@pytest.mark.parametrize(
    ("options", "settings", "kept"),
    [
        (("--store", "kept.db"), "", ["kept.audit.jsonl", "kept.db"]),
        (("--decisions", "d.csv"), "", []),
        ((), 'store = "kept.db"', ["kept.audit.jsonl", "kept.db"]),
        ((), 'decisions = "d.csv"', []),
        (("--audit", "log.jsonl"), "", ["cohortmatch.db", "log.jsonl"]),
    ],
)
def test_a_place_that_was_named_wins(
    here: Command, options: tuple[str, ...], settings: str, kept: list[str]
) -> None:
    if settings:
        Path("cohortmatch.toml").write_text(f"[run]\n{settings}\n", encoding="utf-8")
    assert here(*RUN, *options).exit_code == 0
    assert [name for name in files() if name not in ("june", "lists", "cohortmatch.toml")] == kept


def test_invented_lists_keep_theirs_in_their_own_folder(cohortmatch: Command) -> None:
    assert cohortmatch("demo", "-o", "practice").exit_code == 0
    one, two = Path("practice/IOM cohort list.csv"), Path("practice/DIP caseload.csv")
    told = cohortmatch("run", one, two, "-o", "elsewhere/june", "--as-of", AS_OF)
    assert f"Kept for next month: {Path('practice', STORE)} and" in told.stdout
    assert files("elsewhere") == ["june"]
    told = cohortmatch("run", one, two, "-o", "elsewhere/june", "--as-of", AS_OF)
    assert told.exit_code == 0
    lists = json.loads(cohortmatch("check", "practice", "--json").stdout)["lists"]
    assert len(lists) == 9
    named = json.loads(cohortmatch("check", *Path("practice").iterdir(), "--json").stdout)
    assert len(named["lists"]) == 9 and not named["errors"]
    assert cohortmatch("demo", "-o", "practice").exit_code == 0
    assert Path("practice", STORE).is_file()


def test_lists_beside_invented_ones_are_not_taken_for_them(cohortmatch: Command) -> None:
    assert cohortmatch("demo", "-o", "practice").exit_code == 0
    small_lists(Path("lists"))
    told = cohortmatch("run", "practice/DIP caseload.csv", "lists/IOM.csv", "-o", "june")
    assert "Kept for next month: cohortmatch.db and" in told.stdout
    Path("practice/Our own SGV.csv").write_bytes(Path("lists/SGV.csv").read_bytes())
    told = cohortmatch("run", "practice/Our own SGV.csv", "-o", "x/y", "--repeats", "--no-store")
    assert told.exit_code == 0
    told = cohortmatch("run", "practice/Our own SGV.csv", "-o", "x/y", "--repeats")
    assert f"Kept for next month: {Path('x', STORE)} and" in told.stdout


def test_the_memory_of_other_lists_is_not_used(here: Command) -> None:
    here(*RUN)
    other_borough("barking", "MAPPA", "DIP")
    before = STORE.read_bytes(), LOG.read_bytes()
    told = here("run", "barking", "-o", "theirs")
    assert told.exit_code == 2
    assert "cohortmatch.db: remembers other lists, and none of these" in told.stderr
    assert "--store FILE" in told.stderr and "--no-store" in told.stderr
    assert not Path("theirs").exists()
    assert before == (STORE.read_bytes(), LOG.read_bytes())
    assert here("run", "barking", "-o", "theirs", "--store", "barking.db").exit_code == 0
    assert here("run", "barking", "-o", "theirs", "--no-store").exit_code == 0


@pytest.mark.parametrize("named", [(), ("--store", "cohortmatch.db")], ids=["default", "named"])
def test_the_memory_of_other_people_on_lists_of_the_same_names_is_not_used(
    here: Command, named: tuple[str, ...]
) -> None:
    here(*RUN)
    other_borough("barking", "IOM", "SGV")
    told = here("run", "barking", "-o", "theirs", *named)
    assert told.exit_code == 2
    assert "remembers lists of these names with other people: 0 of 8 rows" in told.stderr
    assert not Path("theirs").exists()


def test_another_borough_is_told_by_the_lists_that_both_have(here: Command) -> None:
    here(*RUN)
    other_borough("barking", "IOM", "DIP")
    told = here("run", "barking", "-o", "theirs")
    assert told.exit_code == 2
    assert "with other people: 0 of 4 rows" in told.stderr


def test_a_list_that_was_not_there_before_may_come(here: Command) -> None:
    here(*RUN)
    other_borough("barking", "DIP")
    Path("barking/DIP.csv").rename("lists/DIP.csv")
    assert here("run", "lists", "-o", "july").exit_code == 0


@pytest.mark.parametrize("kept_rows", [1, 0])
def test_one_row_in_ten_is_enough(here: Command, kept_rows: int) -> None:
    here(*RUN)
    frames = some_lists()
    Path("july").mkdir()
    for name, frame in frames.items():
        new = pd.concat([frame.head(kept_rows), frame.iloc[kept_rows:]], ignore_index=True)
        new.loc[kept_rows:, "Surname"] = [*NOBODY[: len(new) - kept_rows]]
        new.loc[kept_rows:, "DOB"] = [f"1{n}/07/195{n}" for n in range(len(new) - kept_rows)]
        new.loc[kept_rows:, "Post Code"] = [f"E{n}7 9QZ" for n in range(len(new) - kept_rows)]
        new.to_csv(Path("july", f"{name}.csv"), index=False)
    told = here("run", "july", "-o", "june", "--as-of", "2026-07-01")
    assert told.exit_code == (0 if kept_rows else 2), told.stderr


def test_rows_that_all_gained_a_column_were_there_before(here: Command) -> None:
    here(*RUN)
    for name in ("IOM", "SGV"):
        table = pd.read_csv(f"lists/{name}.csv", dtype=str, keep_default_na=False)
        table.assign(Phone=[f"0770090{n:04}" for n in range(len(table))]).to_csv(
            f"lists/{name}.csv", index=False
        )
    assert here("run", "lists", "-o", "july", "--as-of", "2026-07-01").exit_code == 0


@pytest.mark.parametrize("in_the_way", ["folder", "nowhere"])
def test_where_nothing_can_be_kept_the_report_is_made_and_says_so(
    here: Command, in_the_way: str
) -> None:
    if in_the_way == "folder":
        STORE.mkdir()
    else:
        STORE.symlink_to("/nowhere/at/all/cohortmatch.db")
    told = here(*RUN)
    assert told.exit_code == 0, told.stderr
    assert told.stdout.splitlines()[-1].startswith("Nothing is kept for next month: cohortmatch.db")
    assert len(files("june")) == 9
    assert not LOG.exists()
    assert "Nothing is kept from run to run" in Path("june/cross-reference.html").read_text()
    answer = json.loads(here(*RUN, "--json").stdout)
    assert answer["kept_in"] is None and "cohortmatch.db" in answer["not_kept"]


def test_a_memory_that_can_only_be_read_is_read(
    here: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    here(*RUN)
    pairs = fill_in()
    here("decide", "june")
    before = STORE.read_bytes(), LOG.read_bytes()
    monkeypatch.setattr("cohortmatch.store.database._opened", _may_not_be_written)
    told = here("run", "lists", "-o", "july", "--as-of", AS_OF)
    assert told.exit_code == 0, told.stderr
    assert f"{len(pairs)} pairs already decided" in told.stdout
    assert "Nothing is kept for next month: cohortmatch.db: it may not be written" in told.stdout
    assert before == (STORE.read_bytes(), LOG.read_bytes())


def _may_not_be_written(_path: Path) -> None:
    import sqlite3

    raise sqlite3.OperationalError("attempt to write a readonly database")


def test_a_damaged_memory_is_told_and_nothing_is_written(here: Command) -> None:
    STORE.write_bytes(b"no store at all " * 99)
    told = here(*RUN)
    assert told.exit_code == 1
    assert "cohortmatch.db: it is not a store of cohortmatch" in told.stderr
    assert not Path("june").exists()


@pytest.mark.parametrize("out", ["june", "new/june"])
def test_a_first_run_that_fails_leaves_nothing(
    here: Command, monkeypatch: pytest.MonkeyPatch, out: str
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OutputError("the disk is full")

    monkeypatch.setattr("cohortmatch.services.run_report.write_files", full)
    told = here("run", "lists", "-o", out)
    assert (told.exit_code, told.stderr) == (1, "the disk is full\n")
    assert files() == ["lists"]


def test_the_report_and_its_memory_may_be_moved_together(here: Command) -> None:
    here(*RUN[:3], "reports/june", "--as-of", AS_OF)
    shutil.move("reports", "archive")
    fill_in_at("archive/june")
    told = here("decide", "archive/june")
    assert told.exit_code == 0, told.stderr
    assert f"kept in {Path('archive', STORE)}" in told.stdout
    assert not Path("reports").exists() and not STORE.exists()


def fill_in_at(folder: str) -> None:
    """Decide every pair of the report in a folder."""
    shutil.move(folder, "june")
    fill_in()
    shutil.move("june", folder)


def test_saving_the_settings_names_the_store(here: Command) -> None:
    assert here("check", "lists", "--save").exit_code == 0
    assert _saved("cohortmatch.toml") == {"store": "cohortmatch.db"}
    here("run", "lists", "-o", "deep/down/june")
    assert STORE.is_file() and files("deep") == ["down"]


def test_saving_into_a_file_that_is_not_there_makes_it(here: Command) -> None:
    told = here("check", "lists", "--save", "--settings", "new.toml")
    assert told.exit_code == 0, told.stderr
    assert told.stdout.endswith("is kept in new.toml\n")
    assert tomllib.loads(Path("new.toml").read_text("utf-8"))["lists"]["IOM"]["kind"] == "panel"
    assert here("run", "lists", "-o", "june", "--settings", "new.toml").exit_code == 0
    assert here("check", "lists", "--settings", "absent.toml").exit_code == 2
    Path("sub").mkdir()
    assert here("check", "lists", "--save", "--settings", "sub/new.toml").exit_code == 0
    assert _saved("sub/new.toml") == {"store": "../cohortmatch.db"}
    told = here("check", "lists", "--save", "--settings", "no/such/new.toml")
    assert told.exit_code == 1
    assert "no/such/new.toml: no such file or directory" in told.stderr


@pytest.mark.parametrize(
    ("text", "run"),
    [
        ('[run]\nmarking = "X"\n', {"store": "cohortmatch.db", "marking": "X"}),
        ("[run] # mine", {"store": "cohortmatch.db"}),
        ('[run]\nstore = "ours.db"\n', {"store": "ours.db"}),
        ('[run]\ndecisions = "d.csv"\n', {"decisions": "d.csv"}),
        ('run = { marking = "X" }\n', {"marking": "X"}),
        ("[report]\nshared_folder = true\n", {"store": "cohortmatch.db"}),
    ],
)
def test_a_store_is_added_to_settings_that_name_none(
    here: Command, text: str, run: dict[str, str]
) -> None:
    Path("cohortmatch.toml").write_text(text, encoding="utf-8")
    assert here("check", "lists", "--save").exit_code == 0
    assert _saved("cohortmatch.toml") == run
    before = Path("cohortmatch.toml").read_text(encoding="utf-8")
    assert here("check", "lists", "--save").exit_code == 0
    assert Path("cohortmatch.toml").read_text(encoding="utf-8") == before


def _saved(file: str) -> dict[str, str]:
    found: dict[str, str] = tomllib.loads(Path(file).read_text(encoding="utf-8"))["run"]
    return found


def test_invented_lists_are_saved_with_their_own_store(cohortmatch: Command) -> None:
    cohortmatch("demo")
    assert cohortmatch("check", "demo-lists", "--save").exit_code == 0
    assert _saved("cohortmatch.toml") == {"store": "demo-lists/cohortmatch.db"}


def test_a_store_that_settings_pass_over_is_told(here: Command) -> None:
    here("run", "lists", "-o", "reports/june")
    here("check", "lists", "--save")
    told = here("run", "lists", "-o", "reports/july")
    assert told.exit_code == 0
    kept = Path("reports", STORE)
    assert f"{kept}: not used, because cohortmatch.db is named and is a new store." in told.stderr
