"""`cohortmatch run --for`: the edition of one panel in place of the whole report."""

from __future__ import annotations

import json
from pathlib import Path

from running import AS_OF, Command


def test_it_writes_the_edition_only(cohortmatch: Command, lists: Path, tmp_path: Path) -> None:
    found = cohortmatch("run", lists, "-o", "for IOM", "--for", "iom", "--as-of", AS_OF)
    assert found.exit_code == 0, found.stderr
    names = sorted(path.name for path in (tmp_path / "for IOM").iterdir())
    assert len(names) == 2
    assert all(name.startswith("agenda-IOM-") for name in names)
    assert "also on another panel" in found.stdout and names[1] in found.stdout
    assert "cohortmatch review" not in found.stdout


def test_json_says_for_whom_and_how_many(cohortmatch: Command, lists: Path) -> None:
    found = cohortmatch("run", lists, "-o", "out", "--for", "SGV", "--json")
    told = json.loads(found.stdout)
    assert told["audience"] == "SGV"
    assert f"-{told['people_for_audience']}-people.xlsx" in told["written"][0]


def test_a_list_that_is_not_there_is_refused_before_matching(
    cohortmatch: Command, lists: Path, tmp_path: Path
) -> None:
    found = cohortmatch("run", lists, "-o", "out", "--for", "XYZ")
    assert found.exit_code == 2
    assert "it can be" in found.stderr and "IOM" in found.stderr
    assert not (tmp_path / "out").exists()


def test_the_whole_report_and_an_edition_do_not_share_a_folder(
    cohortmatch: Command, lists: Path
) -> None:
    assert cohortmatch("run", lists, "-o", "out").exit_code == 0
    found = cohortmatch("run", lists, "-o", "out", "--for", "IOM")
    assert found.exit_code == 1
    assert "the whole report stands in" in found.stderr


def test_an_edition_is_logged_as_a_disclosure(
    cohortmatch: Command, lists: Path, tmp_path: Path
) -> None:
    cohortmatch("run", lists, "-o", "out", "--for", "IOM", "--audit", "log.jsonl", "--by", "A. N.")
    lines = (tmp_path / "log.jsonl").read_text().splitlines()
    events = [json.loads(line)["event"] for line in lines]
    assert [event["kind"] for event in events] == ["combination", "disclosure"]
    assert events[1]["recipients"] == ["IOM"] and events[1]["counts"]["people"] > 0
