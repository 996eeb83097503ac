"""`cohortmatch run --for`: the edition of one panel in place of the whole report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

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


def test_json_names_no_row_of_a_closed_list(cohortmatch: Command, tmp_path: Path) -> None:
    lists = _written(tmp_path / "some", "IOM", "SGV", "MAPPA")
    for name in ("SGV", "MAPPA"):
        with (lists / f"{name}.csv").open("a") as file:
            file.write("Vixenby Karl,31/02/1981\n")
    told = json.loads(cohortmatch("run", lists, "-o", "out", "--for", "IOM", "--json").stdout)
    rows = {each["list"]: each["rows"] for each in told["findings"] if each["column"] == "DOB"}
    assert rows == {"SGV": ["6"], "MAPPA": []}


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


def test_an_edition_is_one_line_of_the_log_a_disclosure(
    cohortmatch: Command, lists: Path, tmp_path: Path
) -> None:
    cohortmatch("run", lists, "-o", "out", "--for", "IOM", "--audit", "log.jsonl", "--by", "A. N.")
    lines = (tmp_path / "log.jsonl").read_text().splitlines()
    events = [json.loads(line)["event"] for line in lines]
    assert [event["kind"] for event in events] == ["disclosure"]
    assert events[0]["recipients"] == ["IOM"] and events[0]["counts"]["people"] > 0
    assert events[0]["inputs"] and events[0]["outputs"]


LIST = "Name,DOB\nQuarmby Ivor,03/04/1989\nOdell Una,31/01/1990\nPym Ada,05/06/1977\n"


def _written(folder: Path, *names: str) -> Path:
    folder.mkdir()
    for number, name in enumerate(names):
        (folder / f"{name}.csv").write_text(f"{LIST}Tarrowick Zeb,0{number + 1}/02/1971\n")
    return folder


def _settings(tmp_path: Path, line: str) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(f"[report]\n{line}\n")
    return path


def test_every_closed_list_is_named_with_the_reason(cohortmatch: Command, tmp_path: Path) -> None:
    lists = _written(tmp_path / "some", "IOM", "SGV", "MAPPA", "Jigsaw", "Housing panel")
    told = cohortmatch("run", lists, "-o", "out", "--for", "IOM").stderr
    assert "Closed to IOM: MAPPA (restricted)\n" in told
    assert "Jigsaw (of people under public protection: its name, file or sheet says so)" in told
    assert "Housing panel (no panel or register that is known); to open it" in told
    assert "SGV" not in told


@pytest.mark.parametrize("name", ["NPS level 3", "SGV MARAC", "Probation TACT", "SGV MAPA"])
def test_a_list_is_closed_by_its_file_s_name_whatever_panel_it_names(
    cohortmatch: Command, tmp_path: Path, name: str
) -> None:
    lists = _written(tmp_path / "some", "IOM", name)
    told = cohortmatch("run", lists, "-o", "out", "--for", "IOM").stderr
    panel = name.split()[0]
    why = "of people under public protection: its name, file or sheet says so"
    assert f"Closed to IOM: {panel} ({why}); to open it" in told


def test_what_the_settings_open_is_not_closed(cohortmatch: Command, tmp_path: Path) -> None:
    lists = _written(tmp_path / "some", "IOM", "MAPPA", "Housing panel", "Jigsaw")
    own = _settings(tmp_path, 'open = ["Housing panel", "Jigsaw", "MAPPA"]')
    told = cohortmatch("run", lists, "-o", "out", "--for", "IOM", "--settings", own).stderr
    assert [line for line in told.splitlines() if line.startswith("Closed")] == [
        "Closed to IOM: MAPPA (restricted)"
    ]


def test_a_misspelt_name_opens_nothing(cohortmatch: Command, tmp_path: Path) -> None:
    lists = _written(tmp_path / "some", "IOM", "MAPPA", "Housing panel")
    own = _settings(tmp_path, 'open = ["Housng panel"]')
    told = cohortmatch("run", lists, "-o", "out", "--for", "IOM", "--settings", own).stderr
    assert "Closed to IOM: Housing panel" in told
    own = _settings(tmp_path, 'restricted = ["MAPA"]')
    found = cohortmatch("run", lists, "-o", "new", "--for", "IOM", "--settings", own)
    assert found.exit_code == 2 and not (tmp_path / "new").exists()
    assert "no list is called “MAPA”" in found.stderr and "“MAPPA”" in found.stderr


def test_a_reader_that_two_lists_answer_to_is_refused(cohortmatch: Command, tmp_path: Path) -> None:
    lists = _written(tmp_path / "some", "IOM", "north", "south")
    panels = [f"--panel=Probation {name}={lists / name}.csv" for name in ("north", "south")]
    found = cohortmatch("run", lists / "IOM.csv", *panels, "-o", "out", "--for", "Probation")
    assert found.exit_code == 2 and not (tmp_path / "out").exists()
    assert "more than one list answers to that" in found.stderr
    assert "Probation north or Probation south" in found.stderr


@pytest.mark.parametrize("name", ["MAPPA", "DIP"])
def test_another_panels_list_of_headings_alone_is_told_and_passed_over(
    cohortmatch: Command, tmp_path: Path, name: str
) -> None:
    lists = _written(tmp_path / "some", "IOM", "SGV")
    (lists / f"{name}.csv").write_text("Surname,Forename,DOB\n", encoding="utf-8")
    found = cohortmatch("run", lists, "-o", "out", "--for", "IOM")
    assert found.exit_code == 0, found.stderr
    assert f"{name}: passed over, because it has headings but no rows" in found.stdout
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [".html", ".xlsx"]


def test_a_closed_list_of_headings_alone_changes_no_byte(
    cohortmatch: Command, tmp_path: Path
) -> None:
    lists = _written(tmp_path / "some", "IOM", "SGV")
    for folder in ("without", "with"):
        made = cohortmatch("run", lists, "-o", folder, "--for", "IOM", "--no-store")
        assert made.exit_code == 0, made.stderr
        (lists / "MAPPA.csv").write_text("Surname,Forename,DOB\n", encoding="utf-8")
    without, there = (
        {path.name: path.read_bytes() for path in (tmp_path / folder).iterdir()}
        for folder in ("without", "with")
    )
    assert without == there


def test_the_readers_own_list_of_headings_alone_is_refused(
    cohortmatch: Command, tmp_path: Path
) -> None:
    lists = _written(tmp_path / "some", "IOM", "SGV")
    (lists / "DIP.csv").write_text("Surname,Forename,DOB\n", encoding="utf-8")
    found = cohortmatch("run", lists, "-o", "out", "--for", "DIP")
    assert found.exit_code == 1
    assert "DIP: the list has headings but no rows" in found.stderr
