"""`cohortmatch purge`: erases what is past its delete-by date, nothing else, and logs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from cli.deciding import a_report, again, fill_in, small_lists
from cohortmatch.cli.kept_text import purge_text
from cohortmatch.services.kept_answers import DueRun, PurgeAnswer
from running import AS_OF, Command

STORE = ("--store", "cohortmatch.db")
LATER = ("--today", "2027-06-01")


@pytest.fixture
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_lists(tmp_path_factory.mktemp("small") / "lists")


def log_events() -> list[dict[str, object]]:
    lines = Path("cohortmatch.audit.jsonl").read_text().splitlines()
    return [json.loads(line)["event"] for line in lines]


def test_before_its_day_nothing_is_erased(cohortmatch: Command, lists: Path) -> None:
    a_report(cohortmatch, lists, *STORE)
    told = cohortmatch("purge", *STORE, "--today", "2027-05-31")
    assert (told.exit_code, told.stdout) == (0, "Nothing is past its delete-by date\n")
    assert len(list(Path("june").iterdir())) == 9
    assert [event["kind"] for event in log_events()] == ["combination"]


def test_on_its_day_report_and_memory_go_and_that_is_logged(
    cohortmatch: Command, lists: Path
) -> None:
    a_report(cohortmatch, lists, *STORE)
    told = cohortmatch("purge", *STORE, *LATER)
    assert told.exit_code == 0, told.stderr
    assert (
        "9 files, 12 remembered listings; the delete-by date was 2027-06-01; was erased"
        in told.stdout
    )
    assert not Path("june").exists()
    assert log_events()[-1]["kind"] == "erasure"
    assert log_events()[-1]["counts"] == {
        "reports": 1,
        "files": 9,
        "remembered_runs": 1,
        "remembered_listings": 12,
    }
    assert cohortmatch("audit", "verify", *STORE).exit_code == 0
    assert cohortmatch("purge", *STORE, *LATER).stdout == "Nothing is past its delete-by date\n"


def test_a_dry_run_erases_nothing(cohortmatch: Command, lists: Path) -> None:
    a_report(cohortmatch, lists, *STORE)
    told = cohortmatch("purge", *STORE, *LATER, "--dry-run")
    assert "Nothing was erased. To erase it, leave out --dry-run" in told.stdout
    assert len(list(Path("june").iterdir())) == 9
    again_told = json.loads(cohortmatch("purge", *STORE, *LATER, "--dry-run", "--json").stdout)
    assert [len(each["files"]) for each in again_told["runs"]] == [9]


def test_other_files_and_their_folder_stay(cohortmatch: Command, lists: Path) -> None:
    a_report(cohortmatch, lists)
    Path("june/minutes.docx").write_text("ours", encoding="utf-8")
    Path("june/.people.csv.0123456789ab.new").write_text("left by a killed run", encoding="utf-8")
    assert cohortmatch("purge", "june", *LATER).exit_code == 0
    assert [path.name for path in Path("june").iterdir()] == ["minutes.docx"]


def test_folders_of_reports_are_looked_into(cohortmatch: Command, lists: Path) -> None:
    a_report(cohortmatch, lists)
    again(cohortmatch, out="reports/june")
    assert cohortmatch("purge", "reports", *LATER).exit_code == 0
    assert not Path("reports/june").exists()
    assert Path("june").exists()


def test_a_report_written_over_an_older_one_has_its_own_day(
    cohortmatch: Command, lists: Path
) -> None:
    a_report(cohortmatch, lists, *STORE)
    for options in (STORE, ()):
        told = cohortmatch("run", "lists", "-o", "june", "--as-of", "2027-01-01", *options)
        assert told.exit_code == 0, told.stderr
        assert cohortmatch("purge", *STORE, *LATER).exit_code == 0
        assert len(list(Path("june").iterdir())) == 9


def test_an_edition_for_one_panel_goes_too(cohortmatch: Command, lists: Path) -> None:
    a_report(cohortmatch, lists)
    told = cohortmatch("run", "lists", "-o", "for IOM", "--for", "IOM", "--as-of", AS_OF, *STORE)
    assert told.exit_code == 0, told.stderr
    assert list(Path("for IOM").iterdir())
    assert cohortmatch("purge", *STORE, *LATER).exit_code == 0
    assert not Path("for IOM").exists()


def test_decisions_outlive_the_reports_they_were_made_on(cohortmatch: Command, lists: Path) -> None:
    a_report(cohortmatch, lists, *STORE)
    pairs = fill_in()
    cohortmatch("decide", "june")
    cohortmatch("purge", *STORE, *LATER)
    told = cohortmatch("run", "lists", "-o", "july", "--as-of", "2027-06-01", *STORE)
    assert f"{len(pairs)} pairs already decided" in told.stdout


def test_nothing_to_look_at_is_wrong_usage(cohortmatch: Command) -> None:
    assert cohortmatch("purge").exit_code == 2
    assert cohortmatch("purge", "june", "--today", "soon").exit_code == 2


def test_what_people_typed_goes_too_and_that_is_said(cohortmatch: Command, lists: Path) -> None:
    a_report(cohortmatch, lists, *STORE)
    told = cohortmatch("run", "lists", "-o", "for IOM", "--for", "IOM", "--as-of", AS_OF, *STORE)
    assert told.exit_code == 0, told.stderr
    (edition,) = Path("for IOM").glob("*.html")
    fill_in(["Same person"])
    with edition.open("a", encoding="utf-8") as file:
        file.write("noted")
    later = edition.stat().st_mtime + 60
    for changed in (edition, Path("june/cross-reference.xlsx")):
        os.utime(changed, (later, later))
    for options in ((*LATER, "--dry-run"), LATER):
        told = cohortmatch("purge", *STORE, *options)
        assert told.exit_code == 0, told.stderr
        lines = told.stdout.splitlines()
        assert "  changed since it was written: cross-reference.xlsx" in lines
        assert f"  changed since it was written: {edition.name}" in lines
    assert not Path("june").exists() and not Path("for IOM").exists()


def test_a_copy_that_was_set_aside_goes_with_its_report(cohortmatch: Command, lists: Path) -> None:
    """A run notes it in run.json; one that it does not note stays and is named."""
    a_report(cohortmatch, lists)
    copies = ["people (set aside 2026-06-03).csv", "people (set aside 2026-06-04, 2).csv"]
    for copy in copies:
        Path("june", copy).write_text("by hand", encoding="utf-8")
    manifest = Path("june/run.json")
    said = json.loads(manifest.read_bytes()) | {"set_aside": [copies[0], "../lists/IOM.csv"]}
    manifest.write_text(json.dumps(said), encoding="utf-8")
    told = cohortmatch("purge", "june", *LATER)
    assert told.exit_code == 1
    assert [path.name for path in Path("june").iterdir()] == copies[1:]
    assert told.stderr.startswith(f"june/{copies[1]}: has the name of a report's file")
    assert Path("lists/IOM.csv").exists()


def test_a_workbook_that_was_only_saved_again_is_not_said_to_be_changed(
    cohortmatch: Command, lists: Path
) -> None:
    a_report(cohortmatch, lists)
    openpyxl.load_workbook("june/cross-reference.xlsx").save("june/cross-reference.xlsx")
    assert "changed" not in cohortmatch("purge", "june", *LATER, "--dry-run").stdout
    with Path("june/people.csv").open("a", encoding="utf-8") as file:
        file.write("by hand")
    told = cohortmatch("purge", "june", *LATER)
    assert "  changed since it was written: people.csv\n" in told.stdout
    assert not Path("june").exists()


LEFTOVER = ".people.csv.0123456789ab.new"


def test_a_folder_whose_first_run_was_killed_is_found(cohortmatch: Command, lists: Path) -> None:
    """Such a run left hidden copies and no run.json."""
    Path("june").mkdir()
    Path("june", LEFTOVER).write_text("Quarmby", encoding="utf-8")
    Path("june/.agenda-IOM-3-people.html.0123456789ab.old").write_text("Q", encoding="utf-8")
    told = cohortmatch("purge", ".")
    assert (told.exit_code, told.stdout) == (
        0,
        "june: 2 files; left by a run that was killed; was erased\n",
    )
    assert not Path("june").exists()


def test_what_a_killed_run_left_goes_on_any_day(cohortmatch: Command, lists: Path) -> None:
    a_report(cohortmatch, lists, *STORE)
    Path("june", LEFTOVER).write_text("Quarmby", encoding="utf-8")
    assert cohortmatch("purge", *STORE, "--today", "2026-06-02").stdout == (
        "Nothing is past its delete-by date\n"
    )
    assert cohortmatch("purge", "june", "--today", "2026-06-02").exit_code == 0
    assert len(list(Path("june").iterdir())) == 9 and not Path("june", LEFTOVER).exists()


def test_only_the_names_of_our_own_are_taken_for_what_a_killed_run_left(
    cohortmatch: Command, lists: Path
) -> None:
    a_report(cohortmatch, lists)
    others = {
        ".notes.xlsx.0123456789ab.new",
        ".people.csv.0123456789AB.new",
        ".people.csv.0123456789ab.bak",
        "people.csv.0123456789ab.new",
    }
    for name in others:
        Path("june", name).write_text("ours", encoding="utf-8")
    assert cohortmatch("purge", "june", *LATER).exit_code == 0
    assert {path.name for path in Path("june").iterdir()} == others


def test_a_file_that_no_run_wrote_stays_and_is_named(cohortmatch: Command, lists: Path) -> None:
    """Whoever made it by hand may want it, and it may name people: somebody must look."""
    a_report(cohortmatch, lists, *STORE)
    Path("june/agenda-IOM-3-people.xlsx").write_text("by hand", encoding="utf-8")
    told = cohortmatch("purge", "june", *LATER)
    assert told.exit_code == 1
    assert told.stderr.startswith(
        "june/agenda-IOM-3-people.xlsx: has the name of a report's file, but no run is known to "
        "have written it; it stays"
    )
    assert [path.name for path in Path("june").iterdir()] == ["agenda-IOM-3-people.xlsx"]


def test_what_is_behind_a_link_stays_and_is_named(cohortmatch: Command, lists: Path) -> None:
    a_report(cohortmatch, lists, *STORE)
    Path("elsewhere").mkdir()
    for place in ("elsewhere/people.csv", "elsewhere/links.csv", "elsewhere/run.json"):
        Path(place).write_text("by hand", encoding="utf-8")
    Path("june/people.csv").unlink()
    Path("june/people.csv").symlink_to(Path("elsewhere/people.csv").resolve())
    told = cohortmatch("purge", *STORE, *LATER)
    assert told.exit_code == 1
    assert "june/people.csv: is a symbolic link, and what is behind it stays" in told.stderr
    assert len(list(Path("elsewhere").iterdir())) == 3
    assert [path.name for path in Path("june").iterdir()] == ["people.csv"]
    assert "june/people.csv: is a symbolic link" in cohortmatch("purge", *STORE, *LATER).stderr
    Path("june/people.csv").unlink()
    told = cohortmatch("purge", *STORE, *LATER)
    assert (told.exit_code, told.stderr) == (0, "")


@pytest.mark.parametrize("named", ["june", "reports"])
def test_a_folder_that_is_a_link_is_not_looked_into(
    cohortmatch: Command, lists: Path, named: str
) -> None:
    a_report(cohortmatch, lists)
    Path("june").rename("real")
    link = Path("june") if named == "june" else Path("reports/june")
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(Path("real").resolve())
    told = cohortmatch("purge", named, *LATER)
    assert told.exit_code == 1
    assert told.stderr.startswith(f"{link}: is a symbolic link, and what is behind it stays")
    assert len(list(Path("real").iterdir())) == 9


def test_a_folder_that_became_a_link_is_not_followed_from_the_store(
    cohortmatch: Command, lists: Path
) -> None:
    a_report(cohortmatch, lists, *STORE)
    Path("june").rename("real")
    Path("june").symlink_to(Path("real").resolve())
    told = cohortmatch("purge", *STORE, *LATER)
    assert told.exit_code == 1
    assert told.stderr.count("is a symbolic link") == 9
    assert len(list(Path("real").iterdir())) == 9
    assert cohortmatch("purge", *STORE, *LATER).exit_code == 1, "it is looked for again"


def test_a_file_that_cannot_be_erased_is_named_and_the_rest_goes(
    cohortmatch: Command, lists: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_report(cohortmatch, lists, *STORE)
    unlink = Path.unlink

    def refused(path: Path, missing_ok: bool = False) -> None:
        if path.name == "cross-reference.xlsx":
            raise PermissionError(13, "Permission denied")
        unlink(path, missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refused)
        told = cohortmatch("purge", *STORE, *LATER)
    assert told.exit_code == 1
    assert "cannot be erased (permission denied). Close it where it is open" in told.stderr
    assert {path.name for path in Path("june").iterdir()} == {"cross-reference.xlsx", "run.json"}
    assert cohortmatch("purge", *STORE, *LATER).exit_code == 0
    assert not Path("june").exists()


def everything_in_the_store() -> bytes:
    return b"".join(path.read_bytes() for path in sorted(Path().glob("cohortmatch.db*")))


def test_names_are_gone_from_every_file_of_the_store(cohortmatch: Command, lists: Path) -> None:
    a_report(cohortmatch, lists, *STORE)
    assert b"QUARMBY" in everything_in_the_store().upper()
    assert cohortmatch("purge", *STORE, *LATER).exit_code == 0
    assert b"QUARMBY" not in everything_in_the_store().upper()


def test_an_erasure_that_a_reader_holds_is_told_and_finished_by_the_next_purge(
    cohortmatch: Command, lists: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_report(cohortmatch, lists, *STORE)
    monkeypatch.setattr("cohortmatch.store.database.PATIENCE", 0.2)
    reading = "import sqlite3, sys, time; c = sqlite3.connect('cohortmatch.db'); c.execute('BEGIN')"
    reading += "; c.execute('SELECT * FROM memberships').fetchone(); print(1, flush=True)"
    with subprocess.Popen(
        [sys.executable, "-c", f"{reading}; time.sleep(60)"], stdout=subprocess.PIPE
    ) as reader:
        assert reader.stdout is not None
        reader.stdout.readline()
        told = cohortmatch("purge", *STORE, *LATER)
        assert told.exit_code == 1
        assert "can still be read in its files, because" in told.stderr
        if Path("/proc/self/fd").exists():
            assert f"(process {reader.pid}) is reading it; end that" in told.stderr
        assert b"QUARMBY" in everything_in_the_store().upper()
        assert cohortmatch("purge", *STORE, *LATER).exit_code == 1, "it is still not finished"
        reader.kill()
    told = cohortmatch("purge", *STORE, *LATER)
    assert (told.exit_code, told.stderr) == (0, "")
    assert b"QUARMBY" not in everything_in_the_store().upper()


BASE = ("--base", "large.base")


def with_base(cohortmatch: Command, lists: Path, *more: str, out: str = "june") -> None:
    told = cohortmatch("run", lists, "-o", out, "--as-of", AS_OF, *BASE, *more)
    assert told.exit_code == 0, told.stderr


def test_a_base_goes_on_its_day_and_that_is_logged(cohortmatch: Command, lists: Path) -> None:
    with_base(cohortmatch, lists)
    Path(".large.base.0123456789ab.new").write_text("left by a killed run", encoding="utf-8")
    Path(".other.base.0123456789ab.new").write_text("another's", encoding="utf-8")
    log = ("--audit", "cohortmatch.audit.jsonl")
    assert (
        cohortmatch("purge", *BASE, "--today", "2027-05-31").stdout
        == "Nothing is past its delete-by date\n"
    )
    told = cohortmatch("purge", *BASE, *LATER, *log)
    assert told.exit_code == 0, told.stderr
    assert told.stdout.splitlines() == [
        "No report is past its delete-by date",
        "large.base: the base made on 2026-06-01; the delete-by date was 2027-06-01; was erased",
    ]
    assert not Path("large.base").exists()
    assert [path.name for path in Path().glob(".*.new")] == [".other.base.0123456789ab.new"]
    assert Path("june").exists()
    assert log_events()[-1]["counts"] == {"bases": 1}


def test_a_dry_run_tells_of_the_base_and_leaves_it(cohortmatch: Command, lists: Path) -> None:
    with_base(cohortmatch, lists)
    told = cohortmatch("purge", "june", *BASE, *LATER, "--dry-run")
    assert (
        "large.base: the base made on 2026-06-01; the delete-by date was 2027-06-01; "
        "is due for erasure" in told.stdout
    )
    assert "Nothing was erased. To erase it, leave out --dry-run" in told.stdout
    again_told = cohortmatch("purge", *BASE, *LATER, "--dry-run", "--json")
    assert json.loads(again_told.stdout)["bases"] == [
        {"file": "large.base", "made": "2026-06-01", "delete_by": "2027-06-01"}
    ]
    assert Path("large.base").exists() and Path("june").exists()


def test_later_runs_do_not_put_off_the_day_of_a_base(cohortmatch: Command, lists: Path) -> None:
    """What it says of the names it was made with stays in it whatever runs come after."""
    with_base(cohortmatch, lists)
    told = cohortmatch("run", lists, "-o", "may", "--as-of", "2027-05-01", *BASE)
    assert told.exit_code == 0, told.stderr
    cohortmatch("purge", *BASE, *LATER)
    assert not Path("large.base").exists()
    with_base(cohortmatch, lists, out="again")
    assert Path("large.base").exists()


def test_the_base_and_how_long_it_is_kept_may_be_settings(
    cohortmatch: Command, lists: Path
) -> None:
    Path("cohortmatch.toml").write_text('[run]\nbase = "large.base"\nkeep_months = 3\n')
    with_base(cohortmatch, lists)
    assert (
        cohortmatch("purge", "--today", "2026-08-31").stdout
        == "Nothing is past its delete-by date\n"
    )
    assert (
        "the delete-by date was 2026-09-01" in cohortmatch("purge", "--today", "2026-09-01").stdout
    )
    told = cohortmatch("purge", "--today", "2026-09-01")
    assert (told.exit_code, told.stdout) == (0, "Nothing is past its delete-by date\n")
    assert "large.base: there is no such base" in told.stderr


def test_a_base_of_another_version_is_erased_like_any(
    cohortmatch: Command, lists: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr("cohortmatch.linkage.incremental.prepared.__version__", "0.0.9")
        with_base(cohortmatch, lists)
    assert "another version" in cohortmatch("run", lists, "-o", "july", *BASE).stderr
    assert cohortmatch("purge", *BASE, *LATER).exit_code == 0
    assert not Path("large.base").exists()


def test_what_is_no_base_is_never_erased(cohortmatch: Command, lists: Path) -> None:
    a_report(cohortmatch, lists)
    Path("large.base").write_text("our notes", encoding="utf-8")
    told = cohortmatch("purge", "june", *BASE, *LATER)
    assert told.exit_code == 1
    assert told.stderr.startswith("large.base: is not a base of cohortmatch, or is damaged")
    assert Path("large.base").exists() and len(list(Path("june").iterdir())) == 9


RUN = DueRun(folder="june", delete_by="2027-06-01", files=("run.json",), listings=0)


@pytest.mark.parametrize(
    ("erased", "runs", "decisions", "lines"),
    [
        (True, (), 0, ["Nothing is past its delete-by date"]),
        (
            False,
            (),
            56,
            [
                "No report is past its delete-by date",
                "56 old decisions about nobody who is still known are due for erasure",
                "Nothing was erased. To erase it, leave out --dry-run",
            ],
        ),
        (
            True,
            (RUN,),
            56,
            [
                "june: 1 file; the delete-by date was 2027-06-01; was erased",
                "56 old decisions about nobody who is still known were erased",
            ],
        ),
        (
            False,
            (RUN,),
            1,
            [
                "june: 1 file; the delete-by date was 2027-06-01; is due for erasure",
                "1 old decision about nobody who is still known is due for erasure",
                "Nothing was erased. To erase it, leave out --dry-run",
            ],
        ),
    ],
)
def test_one_and_many_are_told_in_whole_sentences(
    erased: bool, runs: tuple[DueRun, ...], decisions: int, lines: list[str]
) -> None:
    assert list(purge_text(PurgeAnswer(erased=erased, runs=runs, decisions=decisions))) == lines


def test_a_report_s_own_folder_says_which_store_and_log_tell_of_it(
    cohortmatch: Command, lists: Path
) -> None:
    a_report(cohortmatch, lists, *STORE)
    again(cohortmatch, "--as-of", "2026-07-01", *STORE, out="july")
    told = cohortmatch("purge", "june", "july", *LATER)
    assert told.exit_code == 0, told.stderr
    assert not Path("june").exists() and Path("july").exists()
    assert log_events()[-1]["kind"] == "erasure"
    kept = json.loads(cohortmatch("store", "list", *STORE, "--json").stdout)
    assert [each["day"] for each in kept["runs"]] == ["2026-07-01"]


def test_reports_of_two_stores_are_not_purged_at_once(cohortmatch: Command, lists: Path) -> None:
    a_report(cohortmatch, lists, *STORE)
    again(cohortmatch, "--store", "other.db", out="july")
    told = cohortmatch("purge", "june", "july", *LATER)
    assert told.exit_code == 2
    assert "of several stores" in told.stderr
    assert Path("june").exists() and Path("july").exists()


def test_an_edition_s_folder_is_purged_by_the_store_of_its_place(
    cohortmatch: Command, lists: Path
) -> None:
    a_report(cohortmatch, lists, *STORE)
    edition = ("run", "lists", "-o", "for-iom", "--as-of", AS_OF, "--for", "IOM", *STORE)
    assert cohortmatch(*edition).exit_code == 0
    told = cohortmatch("purge", "for-iom", *LATER)
    assert told.exit_code == 0, told.stderr
    assert not Path("for-iom").exists() and Path("june").exists()
    assert log_events()[-1]["kind"] == "erasure"
