"""`cohortmatch why`: one pair in words, from a report and the lists it was made from."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from cli.deciding import a_report, small_lists
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
    open_pairs = links[links["band"] == "check"]
    for left, right in open_pairs[["left", "right"]].iloc[:: len(open_pairs) // 3].to_numpy():
        out = cohortmatch("why", report, left, right).stdout
        assert ", check" in out.splitlines()[0]
        assert "What would settle it: the " in out
        assert out.splitlines()[-1].endswith((left, right))


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
    lines = sum(each["bits"] for each in answer["agrees"] + answer["differs"] + answer["discounts"])
    assert answer["before_looking"] + lines == pytest.approx(answer["weight"])
    assert answer["weight"] == pytest.approx(row["weight"], abs=0.001)
    assert answer["band"] == row["band"]


@pytest.mark.parametrize("whole", [False, True])
def test_holds_no_value_from_the_lists(cohortmatch: Command, report: Path, whole: bool) -> None:
    people = pd.read_csv(report / "people.csv", dtype=str, keep_default_na=False)
    names = {w.casefold() for text in people["names"] for w in text.split() if len(w) > 3}
    ids = pair(report, "same")[: 1 if whole else 2]
    out = cohortmatch("why", report, *ids).stdout.casefold()
    assert not names & set(out.replace(":", " ").split())


def test_a_person_is_told_by_the_id_that_the_report_prints(
    cohortmatch: Command, report: Path
) -> None:
    people = pd.read_csv(report / "people.csv", dtype=str, index_col="person_id")
    memberships = pd.read_csv(report / "memberships.csv", dtype=str)
    person = str(people.index[0])
    theirs = set(memberships.loc[memberships["person_id"] == person, "listing_id"])
    told = cohortmatch("why", report, person)
    assert told.exit_code == 0
    assert told.stdout.startswith(f"{person}: {len(theirs)} listings, ")
    assert set(told.stdout.splitlines()[1].strip().split(", ")) == theirs
    assert "What holds them together" in told.stdout
    assert told.stderr == ""
    answer = json.loads(cohortmatch("why", report, sorted(theirs)[0], "--json").stdout)
    assert answer["person"] == person and set(answer["listings"]) == theirs
    linked = {name for link in answer["links"] for name in (link["left"], link["right"])}
    assert linked == theirs and len(answer["links"]) == len(theirs) - 1
    if answer["nearest"]:
        others = memberships.set_index("listing_id")["person_id"]
        assert answer["nearest"]["person"] == others[answer["nearest"]["listing"]] != person


def test_persons_keep_the_ids_of_a_report_that_has_a_memory(
    cohortmatch: Command, lists: Path, tmp_path: Path
) -> None:
    """With a store the ids are lasting; `why` does not number people anew."""
    shutil.copytree(lists, tmp_path / "lists")
    iom = next((tmp_path / "lists").glob("IOM*"))
    away = iom.rename(tmp_path / iom.name)
    store = ("--store", "cohortmatch.db", "--as-of", AS_OF)
    assert cohortmatch("run", "lists", "-o", "may", *store).exit_code == 0
    away.rename(iom)
    assert cohortmatch("run", "lists", "-o", "june", *store).exit_code == 0
    memberships = pd.read_csv("june/memberships.csv", dtype=str)
    last = str(memberships["person_id"].iloc[-1])
    theirs = memberships.loc[memberships["person_id"] == last, "listing_id"].tolist()
    told = cohortmatch("why", "june", last)
    assert told.stdout.startswith(f"{last}: ")
    assert all(name in told.stdout for name in theirs)


def test_a_person_that_is_not_one_any_more_is_said_so(
    cohortmatch: Command, lists: Path, tmp_path: Path
) -> None:
    out, ids = a_run(cohortmatch, lists, tmp_path)
    memberships = pd.read_csv(out / "memberships.csv", dtype=str)
    stranger = memberships["listing_id"].iloc[-1]
    person = memberships.set_index("listing_id")["person_id"][ids[0]]
    memberships.loc[memberships.index[-1], "person_id"] = person
    memberships.to_csv(out / "memberships.csv", index=False)
    told = cohortmatch("why", "june", person)
    assert told.exit_code == 0
    assert f"In the report {person} has {stranger} as well" in told.stderr


def test_nobody_of_that_id_is_an_error(cohortmatch: Command, report: Path) -> None:
    told = cohortmatch("why", report, "P9999")
    assert told.exit_code == 1
    assert told.stderr.startswith("P9999: no such listing was matched, and no such person found")


def a_run(cohortmatch: Command, lists: Path, folder: Path) -> tuple[Path, tuple[str, str]]:
    """A run of a folder's own copy of the lists, with relative paths as a person gives them."""
    shutil.copytree(lists, folder / "lists")
    assert cohortmatch("run", "lists", "-o", "june", "--as-of", AS_OF).exit_code == 0
    return folder / "june", pair(folder / "june", "same")


def test_looking_at_a_pair_or_a_person_writes_nothing(cohortmatch: Command, tmp_path: Path) -> None:
    a_report(cohortmatch, small_lists(tmp_path / "sent"), "--store", "cohortmatch.db")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert cohortmatch("why", "june", "IOM:2", "SGV:2").exit_code == 0
    assert cohortmatch("why", "june", "IOM:2").exit_code == 0
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


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
