"""Every command that is printed as the next step works as it is printed."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import Result

from cli.deciding import fill_in, small_lists, steps
from running import AS_OF, Command

RUN = ("run", "lists", "-o", "june", "--as-of", AS_OF)
PLACES = pytest.mark.parametrize(
    "place",
    [(), ("--store", "kept/our.db"), ("--decisions", "d.csv"), ("--no-store",)],
    ids=["default", "store", "decisions", "nothing kept"],
)


@pytest.fixture
def here(cohortmatch: Command, monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command beside the lists of two panels; a review ends at once, with nothing answered."""
    small_lists(Path("lists"))
    Path("kept").mkdir()
    monkeypatch.setattr("cohortmatch.cli.review._serve", lambda *_: None)
    return cohortmatch


def follow(command: Command, told: Result) -> list[str]:
    """Run every printed command; each must work. Their names."""
    found = steps(told)
    for words in found:
        done = command(*words)
        assert done.exit_code == 0, (words, done.output)
    return [words[0] for words in found]


def test_those_of_demo_and_check(cohortmatch: Command) -> None:
    told = cohortmatch("demo", "-o", "some lists")
    assert follow(cohortmatch, told) == ["check", "run"]
    assert follow(cohortmatch, cohortmatch("check", "some lists")) == ["check"]


@PLACES
def test_those_of_run(here: Command, place: tuple[str, ...]) -> None:
    told = here(*RUN, *place)
    assert told.exit_code == 0, told.output
    assert follow(here, told)[0] == "review"


@PLACES
def test_those_of_decide_and_review_show_the_decisions(
    here: Command, place: tuple[str, ...]
) -> None:
    told = here(*RUN, *place)
    review = steps(told)[0]
    pairs = fill_in()
    places = review[2:]
    told = here("decide", "june", *places)
    assert told.stdout.startswith(f"{len(pairs)} decisions kept in"), told.output
    ((name, *words),) = steps(told)
    assert name == "run"
    told = here(name, *words)
    assert f"{len(pairs)} pairs already decided by your team" in told.stdout, told.output
    assert follow(here, here(*review)) in ([], ["run"])


@PLACES
def test_those_of_undoing(here: Command, place: tuple[str, ...]) -> None:
    told = here(*RUN, *place)
    places = steps(told)[0][2:] or list(place)
    left, right = fill_in()[0].split(" | ")
    third = fill_in()[-1].split(" | ")[0]
    rows = [(left, right, "same"), (right, third, "same"), (left, third, "different")]
    lines = ["left,right,decision", *(",".join(row) for row in rows)]
    Path("answers.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert here("decide", "answers.csv", "--report", "june", *places).exit_code == 0
    told = here("decisions", "undo", 7, *places)
    assert (told.exit_code, follow(here, told)) == (1, ["decisions"])
    told = here("run", "lists", "-o", "july", *places)
    assert "cannot all be true" in told.stdout
    assert "decisions" in follow(here, told)
    assert "cannot all be true" not in here("run", "lists", "-o", "july", *places).stdout


def test_those_for_lists_that_were_named_and_settings_elsewhere(here: Command) -> None:
    here("check", "lists", "--save", "--settings", "own.toml")
    named = ("--panel", "DIP=lists/IOM.csv", "--settings", "own.toml", "--marking", "OUR OWN")
    told = here("run", "lists", "-o", "the report", *named, "--as-of", AS_OF)
    assert told.exit_code == 0, told.output
    assert "check" in follow(here, told) or "review" in steps(told)[0]
    page = Path("the report/cross-reference.html")
    before = page.read_text(encoding="utf-8")
    assert follow(here, here("decide", "the report", "--settings", "own.toml")) == ["run"]
    assert page.read_text(encoding="utf-8") == before


def test_that_of_a_log_whose_last_line_was_changed(here: Command) -> None:
    here(*RUN)
    log = Path("cohortmatch.audit.jsonl")
    log.write_bytes(log.read_bytes().replace(b"run", b"ran", 1))
    told = here(*RUN)
    (words,) = [
        shlex.split(each) for each in re.findall(r"`cohortmatch (audit verify[^`]*)`", told.output)
    ]
    assert "is not as it was written" in here(*words).stdout
