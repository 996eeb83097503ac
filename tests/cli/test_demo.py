"""`cohortmatch demo`: invented lists, never over anybody's own."""

from __future__ import annotations

import json
from pathlib import Path

from running import Command


def test_writes_nine_lists_and_says_what_to_run_next(cohortmatch: Command, tmp_path: Path) -> None:
    told = cohortmatch("demo", "-o", "practice")
    assert told.exit_code == 0
    assert "on 9 lists in practice" in told.stdout
    assert "  cohortmatch run practice -o report" in told.stdout
    assert len(list((tmp_path / "practice").glob("*.[ctx]*"))) == 9
    assert cohortmatch("check", "practice").exit_code == 0


def test_the_same_seed_gives_the_same_lists(cohortmatch: Command, tmp_path: Path) -> None:
    for folder, seed in (("a", 7), ("b", 7), ("c", 8)):
        assert cohortmatch("demo", "-o", folder, "--seed", seed).exit_code == 0
    a, b, c = ({p.name: p.read_bytes() for p in (tmp_path / f).iterdir()} for f in "abc")
    assert a == b
    assert a != c


def test_replaces_its_own_lists(cohortmatch: Command, tmp_path: Path) -> None:
    cohortmatch("demo", "-o", "practice", "--seed", 7)
    before = (tmp_path / "practice" / "DIP caseload.csv").read_bytes()
    assert cohortmatch("demo", "-o", "practice", "--seed", 8).exit_code == 0
    assert (tmp_path / "practice" / "DIP caseload.csv").read_bytes() != before


def refused(cohortmatch: Command, folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    told = cohortmatch("demo", "-o", folder)
    assert told.exit_code == 1
    assert "nothing was written" in told.stderr
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_never_writes_over_a_list_of_the_same_name(cohortmatch: Command, tmp_path: Path) -> None:
    folder = tmp_path / "lists"
    folder.mkdir()
    (folder / "DIP caseload.csv").write_text("Surname,Forename\nQuarmby,Ivor\n")
    refused(cohortmatch, folder)


def test_never_writes_over_an_invented_list_that_was_changed(
    cohortmatch: Command, tmp_path: Path
) -> None:
    cohortmatch("demo", "-o", "practice")
    (tmp_path / "practice" / "DIP caseload.csv").write_text("Surname,Forename\nQuarmby,Ivor\n")
    refused(cohortmatch, tmp_path / "practice")


def test_never_writes_beside_other_files(cohortmatch: Command, tmp_path: Path) -> None:
    cohortmatch("demo", "-o", "practice")
    (tmp_path / "practice" / "mine.txt").write_text("mine")
    refused(cohortmatch, tmp_path / "practice")


def test_json_counts_what_was_invented(cohortmatch: Command) -> None:
    answer = json.loads(cohortmatch("demo", "--json").stdout)
    assert answer["folder"] == "demo-lists"
    assert answer["people"] == 850
    assert len(answer["files"]) == 9
