"""`cohortmatch why`: one pair in words, from a report and the lists it was made from."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from running import AS_OF, Command


def pair(report: Path, band: str) -> tuple[str, str]:
    links = pd.read_csv(report / "links.csv")
    first = links[links["band"] == band].iloc[0]
    return str(first["left"]), str(first["right"])


def test_says_what_agrees_what_is_missing_and_what_it_adds_up_to(
    cohortmatch: Command, report: Path
) -> None:
    left, right = pair(report, "same")
    told = cohortmatch("why", report, left, right)
    assert told.exit_code == 0
    assert told.stdout.startswith(f"{left} and {right}: same person (certain)\n")
    assert "What agrees" in told.stdout
    assert "Not recorded on both: " in told.stdout
    assert "each of which doubles the odds" in told.stdout
    assert told.stderr == ""


def test_says_what_would_settle_a_pair_to_check(cohortmatch: Command, report: Path) -> None:
    links = pd.read_csv(report / "links.csv")
    open_pairs = links[(links["band"] == "check") & links["weight"].between(-3.0, 6.5)]
    left, right = open_pairs.iloc[0][["left", "right"]]
    out = cohortmatch("why", report, left, right).stdout
    assert ", check\n" in out
    assert "What would settle it: the " in out


def test_two_different_people_are_said_to_be_different(cohortmatch: Command, report: Path) -> None:
    memberships = pd.read_csv(report / "memberships.csv", dtype=str)
    links = pd.read_csv(report / "links.csv")
    linked = {frozenset(each) for each in links[["left", "right"]].itertuples(index=False)}
    ids = memberships["listing_id"].tolist()
    left, right = next((a, b) for a in ids for b in ids if a != b and {a, b} not in linked)
    assert "not the same person" in cohortmatch("why", report, left, right).stdout


def test_the_order_of_the_two_does_not_matter(cohortmatch: Command, report: Path) -> None:
    left, right = pair(report, "check")
    one, other = (
        json.loads(cohortmatch("why", report, *ids, "--json").stdout)
        for ids in ((left, right), (right, left))
    )
    assert one["weight"] == other["weight"]
    assert one["band"] == other["band"] == "check"


def test_the_lines_add_up_to_the_weight_in_the_links(cohortmatch: Command, report: Path) -> None:
    links = pd.read_csv(report / "links.csv")
    row = links.iloc[len(links) // 2]
    told = cohortmatch("why", report, row["left"], row["right"], "--json")
    answer = json.loads(told.stdout)
    lines = sum(each["bits"] for each in answer["agrees"] + answer["differs"])
    assert answer["before_looking"] + lines == pytest.approx(answer["weight"])
    assert answer["weight"] == pytest.approx(row["weight"], abs=0.001)
    assert answer["band"] == row["band"]


def test_holds_no_value_from_the_lists(cohortmatch: Command, report: Path) -> None:
    people = pd.read_csv(report / "people.csv", dtype=str, keep_default_na=False)
    names = {w.casefold() for text in people["names"] for w in text.split() if len(w) > 3}
    out = cohortmatch("why", report, *pair(report, "same")).stdout.casefold()
    assert not names & set(out.replace(":", " ").split())


def a_run(cohortmatch: Command, lists: Path, folder: Path) -> tuple[Path, tuple[str, str]]:
    """A run of a folder's own copy of the lists, with relative paths as a person gives them."""
    shutil.copytree(lists, folder / "lists")
    assert cohortmatch("run", "lists", "-o", "june", "--as-of", AS_OF).exit_code == 0
    return folder / "june", pair(folder / "june", "same")


def test_a_list_that_has_changed_since_is_named(
    cohortmatch: Command, lists: Path, tmp_path: Path
) -> None:
    _, ids = a_run(cohortmatch, lists, tmp_path)
    with (tmp_path / "lists" / "DIP caseload.csv").open("ab") as stream:
        stream.write(b"\r\n")
    told = cohortmatch("why", "june", *ids)
    assert told.exit_code == 0
    assert (
        told.stderr == "DIP caseload.csv has changed since the report; this is what it says now.\n"
    )
    answer = json.loads(cohortmatch("why", "june", *ids, "--json").stdout)
    assert answer["changed"] == ["DIP caseload.csv"]


def test_the_lists_are_found_from_beside_the_report(
    cohortmatch: Command, lists: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, ids = a_run(cohortmatch, lists, tmp_path)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert cohortmatch("why", out, *ids).exit_code == 0


def test_lists_that_were_moved_are_asked_for(
    cohortmatch: Command, lists: Path, tmp_path: Path
) -> None:
    _, ids = a_run(cohortmatch, lists, tmp_path)
    (tmp_path / "lists").rename(tmp_path / "archive")
    told = cohortmatch("why", "june", *ids)
    assert told.exit_code == 1
    assert len(told.stderr.splitlines()) == 9
    assert all("--lists FOLDER" in line for line in told.stderr.splitlines())
    assert cohortmatch("why", "june", *ids, "--lists", "archive").exit_code == 0


def test_a_row_that_was_not_matched_is_an_error(cohortmatch: Command, report: Path) -> None:
    told = cohortmatch("why", report, "IOM:99999", pair(report, "same")[1])
    assert told.exit_code == 1
    assert told.stderr.startswith("IOM:99999: no such listing was matched")


@pytest.mark.parametrize("text", [None, "{}", "not json"])
def test_a_folder_without_a_report_is_an_error(
    cohortmatch: Command, tmp_path: Path, text: str | None
) -> None:
    (tmp_path / "june").mkdir()
    if text is not None:
        (tmp_path / "june" / "run.json").write_text(text)
    told = cohortmatch("why", "june", "IOM:2", "DIP:2")
    assert told.exit_code == 1
    assert "give the folder that cohortmatch run wrote the report to" in told.stderr


def test_what_was_said_on_the_command_line_is_said_again(
    cohortmatch: Command, tmp_path: Path
) -> None:
    """A panel named with --panel and columns of the settings are read as they were."""
    rows = "Quarmby,Ivor,03/04/1989\nOdell,Una,31/01/1990\n"
    (tmp_path / "one.csv").write_text(f"X1,X2,DOB\n{rows}")
    (tmp_path / "two.csv").write_text(f"Surname,Forename,DOB\n{rows}")
    (tmp_path / "cohortmatch.toml").write_text(
        '[lists.Alpha]\nkind = "register"\ncolumns = { surname = "X1", forename = "X2" }\n'
    )
    told = cohortmatch("run", "one.csv", "two.csv", "--panel", "Alpha=one.csv", "-o", "out")
    assert told.exit_code == 0, told.stderr
    (tmp_path / "cohortmatch.toml").unlink()
    told = cohortmatch("why", "out", "Alpha:2", "two:2")
    assert told.exit_code == 0, told.stderr
    assert told.stdout.startswith("Alpha:2 and two:2: same person (certain)")
