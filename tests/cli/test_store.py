"""`cohortmatch store` and `run --trial`: which runs are kept, and how to keep one from counting."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import cohortmatch as cm
from cli.deciding import small_lists
from running import Command

STORE = ("--store", "cohortmatch.db")


@pytest.fixture
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_lists(tmp_path_factory.mktemp("small") / "lists")


def run(cohortmatch: Command, lists: Path, day: str, *more: str) -> str:
    told = cohortmatch("run", str(lists), "-o", f"out-{day}", "--as-of", day, *STORE, *more)
    assert told.exit_code == 0, told.stderr
    return told.stdout


def days(cohortmatch: Command) -> list[str]:
    answer = json.loads(cohortmatch("store", "list", *STORE, "--json").stdout)
    return [each["day"] for each in answer["runs"]]


def events() -> list[tuple[str, str]]:
    lines = Path("cohortmatch.audit.jsonl").read_text().splitlines()
    found = [json.loads(line)["event"] for line in lines]
    return [(each["kind"], each["command"]) for each in found]


def test_the_runs_kept_are_one_for_each_day(cohortmatch: Command, lists: Path) -> None:
    for day in ("2026-06-01", "2026-07-01", "2026-06-01"):
        run(cohortmatch, lists, day)
    told = cohortmatch("store", "list", *STORE)
    assert told.stdout.splitlines() == [
        "Day         Listings  Delete by   Lists",
        "2026-06-01        12  2027-06-01  IOM, SGV",
        "2026-07-01        12  2027-07-01  IOM, SGV",
    ]


def test_every_report_of_a_forgotten_day_is_named(cohortmatch: Command, lists: Path) -> None:
    run(cohortmatch, lists, "2026-07-01")
    edition = ["-o", "own", "--for", "IOM", "--as-of", "2026-07-01", *STORE]
    assert cohortmatch("run", lists, *edition).exit_code == 0
    told = cohortmatch("store", "forget", "2026-07-01", *STORE).stdout
    where = f"{Path('out-2026-07-01').resolve()}, {Path('own').resolve()}"
    assert f"Its reports stay until 2027-07-01: {where}" in told


def test_a_forgotten_run_is_logged_and_gone_and_its_report_stays(
    cohortmatch: Command, lists: Path
) -> None:
    for day in ("2026-06-01", "2026-07-01"):
        run(cohortmatch, lists, day)
    told = cohortmatch("store", "forget", "2026-07-01", *STORE)
    assert told.exit_code == 0, told.stderr
    assert told.stdout.startswith("The run of 2026-07-01 is forgotten: 12 listings\n")
    assert "Its report stays until 2027-07-01" in told.stdout
    assert days(cohortmatch) == ["2026-06-01"]
    assert events()[-1] == ("erasure", "store forget")
    assert Path("out-2026-07-01/run.json").is_file()
    assert "Since the last run on 1 Jun 2026" in run(cohortmatch, lists, "2026-08-01")
    assert cohortmatch("purge", *STORE, "--today", "2027-07-01").exit_code == 0
    assert not Path("out-2026-07-01").exists()
    assert cohortmatch("audit", "verify", *STORE).exit_code == 0


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (
            ["forget", "2026-07-01", *STORE],
            1,
            "keeps no run of 2026-07-01; the days of its runs: 2",
        ),
        (["forget", "7", *STORE], 2, "day: must be a date"),
        (["forget", "2026-06-01", "--store", "other.db"], 1, "there is no such store"),
        (["list", "--store", "other.db"], 1, "there is no such store"),
    ],
)
def test_what_cannot_be_forgotten_is_told(
    cohortmatch: Command, lists: Path, words: list[str], code: int, told: str
) -> None:
    run(cohortmatch, lists, "2026-06-01")
    found = cohortmatch("store", *words)
    assert (found.exit_code, told in found.stderr) == (code, True), found.stderr
    assert days(cohortmatch) == ["2026-06-01"]


def test_without_a_store_list_says_how_to_name_one(cohortmatch: Command) -> None:
    found = cohortmatch("store", "list")
    assert (found.exit_code, "--store" in found.stderr) == (2, True)


def test_a_run_on_trial_keeps_nothing_but_is_logged(cohortmatch: Command, lists: Path) -> None:
    run(cohortmatch, lists, "2026-06-01")
    told = run(cohortmatch, lists, "2026-07-01", "--trial", "--base", "all.base")
    assert "Since the last run on 1 Jun 2026" in told
    assert "On trial: nothing is kept" in told
    assert days(cohortmatch) == ["2026-06-01"]
    assert not Path("all.base").exists()
    assert events() == [("combination", "run"), ("combination", "run")]
    assert cohortmatch("audit", "verify", *STORE).exit_code == 0


def test_a_first_run_on_trial_makes_no_store(cohortmatch: Command, lists: Path) -> None:
    run(cohortmatch, lists, "2026-06-01", "--trial")
    assert [each.name for each in Path().iterdir()] == ["out-2026-06-01"]


def test_the_library_runs_on_trial_too(tmp_path: Path, lists: Path) -> None:
    store = tmp_path / "cohortmatch.db"
    cm.report(lists, tmp_path / "june", as_of="2026-06-01", store=store)
    ran = cm.report(lists, tmp_path / "own", as_of="2026-07-01", store=store, trial=True)
    assert ran.answer.trial and ran.answer.kept_in is None
    with cm.Store(store) as kept:
        assert [str(each.as_of) for each in kept.kept_runs()] == ["2026-06-01"]


IOM, SGV = "lists/IOM.csv", "lists/SGV.csv"
ALL, ONE = (IOM, SGV), (IOM, "--repeats")
NOTES = [
    # what was run before (day and lists)       then                  what is told
    ([], ("2026-06-01", ALL), ""),
    ([("2026-06-01", ALL)], ("2026-07-01", ALL), ""),
    ([("2026-06-01", ALL)], ("2026-06-01", ALL), ""),
    ([("2026-06-01", ALL)], ("2026-06-01", ONE), "Replaces the run of 1 Jun 2026, which read SGV"),
    ([("2026-06-01", ONE)], ("2026-06-01", ALL), "1 Jun 2026, which read fewer lists"),
    ([("2026-06-01", ALL)], ("2026-07-01", ONE), "SGV was read on 1 Jun 2026 and is not read"),
    ([("2026-07-01", ALL)], ("2026-06-01", ALL), "A later run is kept, of 1 Jul 2026; this one is"),
    (
        [("2026-06-01", ALL)],
        ("2026-07-01", ("half",)),
        "SGV has 2 listings; it had 6 on 1 Jun 2026",
    ),
]


@pytest.mark.parametrize(("before", "now", "told"), NOTES)
def test_what_is_told_of_a_day(
    cohortmatch: Command,
    lists: Path,
    before: list[tuple[str, tuple[str, ...]]],
    now: tuple[str, tuple[str, ...]],
    told: str,
) -> None:
    copies(lists)
    for day, words in (*before, now):
        options = ("-o", "out", "--as-of", day, *STORE)
        found = cohortmatch("run", *words, *options, "--json")
        assert found.exit_code == 0, found.stderr
    notes = json.loads(found.stdout)["notes"]
    assert len(notes) == bool(told)
    assert told in "".join(notes)


def copies(lists: Path) -> None:
    """The lists here, and in the folder "half" with most of one of them gone."""
    for folder, rows in (("lists", None), ("half", 3)):
        Path(folder).mkdir()
        for each in lists.glob("*.csv"):
            lines = each.read_text().splitlines(keepends=True)
            kept = lines[:rows] if each.stem == "SGV" else lines
            (Path(folder) / each.name).write_text("".join(kept))
