"""`cohortmatch run`: the nine outputs, the headline, and the exit codes."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from cohortmatch.cli import app
from cohortmatch.linkage.model import shipped
from cohortmatch.synthetic import Invented
from running import AS_OF, Command

OUTPUTS = {
    "cross-reference.html",
    "cross-reference.xlsx",
    "links.csv",
    "memberships.csv",
    "people.csv",
    "run.json",
    "tracker.csv",
    "families.csv",
    "datapackage.json",
}


def read(report: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(report / name, dtype=str, keep_default_na=False)


def test_writes_the_nine_outputs_and_nothing_else(report: Path) -> None:
    assert {path.name for path in report.iterdir()} == OUTPUTS


def test_people_have_the_columns_that_other_tools_rely_on(report: Path, invented: Invented) -> None:
    people = read(report, "people.csv")
    own = ["person_id", "names", "date_of_birth", "panels", "registers"]
    assert list(people.columns[:5]) == own
    assert set(people.columns[5:]) == set(invented.frames)
    counts = people[["panels", "registers"]].astype(int)
    assert (counts["panels"] >= 1).all()
    assert (counts.sum(axis=1) >= 2).all()
    on_several = (counts["panels"] > 1).tolist()
    assert on_several == sorted(on_several, reverse=True)


def test_memberships_have_one_row_a_listing_that_was_matched(report: Path, lists: Path) -> None:
    memberships = read(report, "memberships.csv")
    assert list(memberships.columns) == [
        *("person_id", "listing_id", "panel", "file", "sheet", "row", "role")
    ]
    manifest = json.loads((report / "run.json").read_text(encoding="utf-8"))
    assert len(memberships) == manifest["listings"]
    assert memberships["listing_id"].is_unique
    assert (memberships["listing_id"] == memberships["panel"] + ":" + memberships["row"]).all()
    assert set(memberships["file"]) == {path.name for path in lists.iterdir()}
    assert set(memberships["role"]) <= {"subject", "associate", "family"}


def test_links_are_pairs_of_listings_with_a_level_for_each_comparison(report: Path) -> None:
    links, memberships = read(report, "links.csv"), read(report, "memberships.csv")
    model = shipped()
    assert list(links.columns) == ["left", "right", "weight", "band", *model.names]
    assert set(links["band"]) <= {"same", "check"}
    assert set(links["left"]) | set(links["right"]) <= set(memberships["listing_id"])
    for name in model.names:
        assert set(links[name]) <= {level.name for level in model.comparison(name).levels}


def test_a_pair_in_band_same_is_one_person(report: Path) -> None:
    links, memberships = read(report, "links.csv"), read(report, "memberships.csv")
    person = memberships.set_index("listing_id")["person_id"]
    same = links[links["band"] == "same"]
    assert len(same) > 50
    assert (same["left"].map(person) == same["right"].map(person)).all()


def test_the_manifest_says_what_was_run_on_what(report: Path, lists: Path) -> None:
    manifest = json.loads((report / "run.json").read_text(encoding="utf-8"))
    assert manifest["as_of"] == AS_OF
    assert manifest["model"] == shipped().name
    assert manifest["pairs"]["every_pair"] is True
    assert manifest["pairs"]["compared"] == manifest["pairs"]["possible"]
    for each in manifest["inputs"]:
        file = lists / each["file"]
        assert each["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
        assert each["rows_in"] == each["rows_read"] + sum(each["excluded"].values())
    assert set(manifest["seconds"]) >= {"read", "normalise", "block", "compare", "score", "cluster"}


def test_the_headline_counts_people_on_more_than_one_panel(
    cohortmatch: Command, lists: Path, report: Path, tmp_path: Path
) -> None:
    told = cohortmatch("run", lists, "-o", tmp_path / "out", "--as-of", AS_OF)
    people = read(report, "people.csv")
    on_panels = int((people["panels"].astype(int) > 1).sum())
    first, second, third, *_ = told.stdout.splitlines()
    memberships = read(report, "memberships.csv")
    assert first == f"{len(memberships):,} listings on 9 lists; every pair was compared"
    assert second.startswith(f"{on_panels} people are on more than one panel: ")
    assert third.startswith(f"{len(people) - on_panels} more are on one panel and a register")
    assert f"Written: {tmp_path / 'out' / 'cross-reference.xlsx'} and .html" in told.stdout
    assert told.stderr.endswith(f"to look at in the lists: cohortmatch check {lists}\n")


def test_the_same_lists_give_the_same_bytes_but_for_the_seconds(
    cohortmatch: Command, lists: Path, report: Path, tmp_path: Path
) -> None:
    out = tmp_path / "elsewhere" / "again"
    assert cohortmatch("run", lists, "-o", out, "--as-of", AS_OF).exit_code == 0
    for name in OUTPUTS - {"run.json"}:
        assert (out / name).read_bytes() == (report / name).read_bytes(), name
    manifests = [json.loads((each / "run.json").read_text("utf-8")) for each in (out, report)]
    for manifest in manifests:
        del manifest["seconds"]
    assert manifests[0] == manifests[1]


def people_of(report: Path) -> set[frozenset[str]]:
    memberships = read(report, "memberships.csv")
    return {frozenset(own) for _, own in memberships.groupby("person_id")["listing_id"]}


def test_the_order_of_the_files_changes_nobody(
    cohortmatch: Command, lists: Path, report: Path, tmp_path: Path
) -> None:
    backwards = sorted(lists.iterdir(), reverse=True)
    assert cohortmatch("run", *backwards, "-o", tmp_path / "out", "--as-of", AS_OF).exit_code == 0
    assert people_of(tmp_path / "out") == people_of(report)


def test_the_lists_are_left_as_they_were(cohortmatch: Command, lists: Path, tmp_path: Path) -> None:
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in lists.iterdir()}
    cohortmatch("run", lists, "-o", tmp_path / "out")
    assert {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in lists.iterdir()} == before


def test_an_earlier_report_is_replaced_and_other_files_are_left(
    cohortmatch: Command, lists: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "people.csv").write_text("old")
    (out / "my notes.txt").write_text("mine")
    assert cohortmatch("run", lists, "-o", out).exit_code == 0
    assert (out / "my notes.txt").read_text() == "mine"
    assert {path.name for path in out.iterdir()} == OUTPUTS | {"my notes.txt"}
    assert (out / "people.csv").read_text(encoding="utf-8").startswith("person_id,")


def test_nothing_is_changed_when_the_report_cannot_be_written_whole(
    cohortmatch: Command, lists: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    (out / "links.csv").mkdir(parents=True)
    (out / "links.csv" / "in the way").write_text("")
    (out / "people.csv").write_text("old")
    told = cohortmatch("run", lists, "-o", out)
    assert told.exit_code == 1
    assert "cannot be written" in told.stderr
    assert {path.name for path in out.iterdir()} == {"links.csv", "people.csv"}
    assert (out / "people.csv").read_text() == "old"


def test_json_gives_the_counts(cohortmatch: Command, lists: Path, tmp_path: Path) -> None:
    told = cohortmatch("run", lists, "-o", tmp_path / "out", "--as-of", AS_OF, "--json")
    answer = json.loads(told.stdout)
    several = answer["on_several_panels"]
    total = several["certain"] + several["to_check"]
    assert answer["headline"].startswith(f"{total} people are on more than one panel")
    assert answer["lists"] == 9
    assert {Path(path).name for path in answer["written"]} == OUTPUTS


@pytest.mark.parametrize(
    ("fail_on", "code"),
    [([], 0), (["--fail-on", "review"], 3), (["--fail-on", "findings"], 3)],
)
def test_what_is_found_fails_the_command_only_on_request(
    cohortmatch: Command, lists: Path, tmp_path: Path, fail_on: list[str], code: int
) -> None:
    assert cohortmatch("run", lists, "-o", tmp_path / "out", *fail_on).exit_code == code
    assert (tmp_path / "out" / "run.json").is_file()


def test_verbose_adds_the_findings_and_the_seconds_on_stderr(
    cohortmatch: Command, lists: Path, tmp_path: Path
) -> None:
    quiet = cohortmatch("run", lists, "-o", tmp_path / "out")
    loud = cohortmatch("run", lists, "-o", tmp_path / "out", "-v")
    assert loud.stdout == quiet.stdout
    assert "Please look at" in loud.stderr
    assert "compare" in loud.stderr


def test_the_marking_is_printed_on_the_page(
    cohortmatch: Command, lists: Path, tmp_path: Path
) -> None:
    cohortmatch("run", lists, "-o", tmp_path / "out", "--marking", "OFFICIAL (drill)")
    assert "OFFICIAL (drill)" in (tmp_path / "out" / "cross-reference.html").read_text("utf-8")


def test_one_list_needs_to_be_asked_for_repeats(cohortmatch: Command, tmp_path: Path) -> None:
    file = tmp_path / "IOM.csv"
    rows = "Quarmby,Ivor,03/04/1989\nOdell,Una,31/01/1990\nQuarmby,Ivor,03/04/1989\n"
    file.write_text(f"Surname,Forename,DOB\n{rows}")
    told = cohortmatch("run", file, "-o", "out")
    assert told.exit_code == 2
    assert "--repeats" in told.stderr
    assert not Path("out").exists()
    told = cohortmatch("run", file, "-o", "out", "--repeats")
    assert told.exit_code == 0
    assert "1 person is on IOM more than once" in told.stdout
    assert "Quarmby" not in told.output


def test_the_report_gets_a_folder_of_its_own(
    cohortmatch: Command, lists: Path, tmp_path: Path
) -> None:
    told = cohortmatch("run", lists, "-o", lists)
    assert told.exit_code == 2
    assert "own folder" in told.stderr


def test_a_folder_without_lists_is_wrong_usage(cohortmatch: Command, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    told = cohortmatch("run", tmp_path / "empty", "-o", "out")
    assert told.exit_code == 2
    assert "No list was found" in told.stderr


def test_the_installed_command_does_the_same(lists: Path, report: Path, tmp_path: Path) -> None:
    """A real process: standard output holds the result alone, and the report is the same."""
    args = ["run", str(lists), "-o", "june", "--as-of", AS_OF]
    told = subprocess.run(
        [sys.executable, "-m", "cohortmatch", *args],
        cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    here = CliRunner().invoke(app, [*args[:3], str(tmp_path / "june"), *args[4:]])
    assert told.stdout == here.stdout.replace(str(tmp_path / "june"), "june").replace(
        str(tmp_path / "cohortmatch.db"), "cohortmatch.db"
    )
    people = (tmp_path / "june" / "people.csv").read_bytes()
    assert people == (report / "people.csv").read_bytes()


def test_help_starts_without_anything_heavy() -> None:
    """Under half a second on any machine: the heavy libraries are not imported."""
    code = (
        "import sys; from cohortmatch.cli import app; "
        "app(['--help'], standalone_mode=False); "
        "heavy = {'pandas', 'numpy', 'pydantic', 'scipy', 'jinja2'} & set(sys.modules);"
        "sys.exit(f'imported: {heavy}' if heavy else 0)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert "Commands:" in told.stdout
