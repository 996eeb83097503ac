"""`cohortmatch decisions`: list, undo, export."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.deciding import a_report, again, fill_in, small_lists
from running import Command

STORE = ("--store", "cohortmatch.db")


@pytest.fixture
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_lists(tmp_path_factory.mktemp("small") / "lists")


@pytest.fixture
def decided(cohortmatch: Command, lists: Path) -> list[str]:
    """A report with a store, everything decided; the pairs."""
    a_report(cohortmatch, lists, *STORE)
    pairs = fill_in(reason="seen")
    assert cohortmatch("decide", "june", "--by", "kim").exit_code == 0
    return pairs


def test_decisions_are_listed_with_who_when_and_why(
    cohortmatch: Command, decided: list[str]
) -> None:
    told = cohortmatch("decisions", "list", *STORE)
    lines = told.stdout.splitlines()
    assert lines[0].split() == ["No.", "Day", "Pair", "Decision", "By", "Reason"]
    assert len(lines) == len(decided) + 1
    assert all("kim" in line and line.endswith("seen") for line in lines[1:])


def test_an_undone_decision_is_asked_again_and_its_line_stays(
    cohortmatch: Command, decided: list[str]
) -> None:
    told = cohortmatch("decisions", "undo", 1, "--reason", "the wrong brother", *STORE)
    first, second = told.stdout.splitlines()
    assert first.startswith("Decision 1 (") and first.endswith("is taken back")
    assert second.startswith("No other decision counts for these two.")
    assert "1 pair needs a person to decide" in again(cohortmatch, *STORE)
    everything = json.loads(cohortmatch("decisions", "list", "--all", "--json", *STORE).stdout)
    states = {each["number"]: each["state"] for each in everything["decisions"]}
    assert states[1] == "taken back" and states[len(decided) + 1] == "undo"
    assert len(
        json.loads(cohortmatch("decisions", "list", "--json", *STORE).stdout)["decisions"]
    ) == (len(decided) - 1)


def test_what_counts_after_an_undo_is_told(cohortmatch: Command, lists: Path) -> None:
    """The first answer, one that replaced it, and one that replaced that."""
    a_report(cohortmatch, lists, *STORE)
    (pair,) = fill_in(["Same person"])[:1]
    for answer in ("Same person", "Not sure yet", "Different people"):
        Path("d.csv").write_text(f"pair,decision\n{pair},{answer}\n", encoding="utf-8")
        assert cohortmatch("decide", "d.csv", "--report", "june").exit_code == 0
    told = [cohortmatch("decisions", "undo", n, *STORE).stdout.splitlines() for n in (1, 3, 2)]
    assert [first.partition(" (")[0] for first, _ in told] == [f"Decision {n}" for n in (1, 3, 2)]
    assert [second for _, second in told] == [
        "It was replaced before: decision 3, “Different people”, still counts for the pair",
        "Now decision 2, “Not sure yet”, counts for the pair again",
        "No other decision counts for these two. The pair is asked again where neither the lists "
        "nor decisions about other rows of the two people settle it",
    ]


def test_what_counts_after_an_undo_is_there_for_programs(
    cohortmatch: Command, decided: list[str]
) -> None:
    told = json.loads(cohortmatch("decisions", "undo", 1, "--json", *STORE).stdout)
    assert told["decisions"][0]["state"] == "taken back" and told["counts_now"] is None


def test_what_cannot_be_undone_is_told(cohortmatch: Command, decided: list[str]) -> None:
    told = cohortmatch("decisions", "undo", 999, *STORE)
    assert told.exit_code == 1
    see = "cohortmatch decisions list --store cohortmatch.db"
    assert told.stderr == f"decision 999: there is none; see: {see}\n"


def test_an_export_works_as_a_file_of_decisions(cohortmatch: Command, decided: list[str]) -> None:
    assert cohortmatch("decisions", "export", "-o", "out.csv", *STORE).exit_code == 0
    out = again(cohortmatch, "--decisions", "out.csv", out="elsewhere")
    assert f"{len(decided)} pairs already decided" in out


def test_an_export_to_stdout_without_its_key_is_for_reading(
    cohortmatch: Command, decided: list[str]
) -> None:
    text = cohortmatch("decisions", "export", "--without-key", *STORE).stdout
    assert text.splitlines()[0] == "number,answer,left,right,by,at,reason,note,undoes"
    assert len(text.splitlines()) == len(decided) + 1


@pytest.mark.parametrize("home", [STORE, ("--decisions", "d.csv")], ids=["store", "file"])
def test_looking_makes_no_file(cohortmatch: Command, home: tuple[str, str]) -> None:
    for command in (("list",), ("undo", 1), ("export",)):
        told = cohortmatch("decisions", *command, *home)
        assert told.exit_code == 1
        assert "there is no such" in told.stderr
    assert not Path(home[1]).exists()
