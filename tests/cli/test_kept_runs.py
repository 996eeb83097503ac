"""`cohortmatch run` with a store: the same bytes again, ids that last, a log, retention."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pandas as pd
import pytest

from cli.deciding import a_report, again, fill_in, small_lists
from cohortmatch.services.run_report import Store
from running import AS_OF, Command

STORE = ("--store", "cohortmatch.db")
LOG = Path("cohortmatch.audit.jsonl")


@pytest.fixture
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_lists(tmp_path_factory.mktemp("small") / "lists")


def contents(folder: str = "june") -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


def events() -> list[dict[str, object]]:
    return [json.loads(line)["event"] for line in LOG.read_text().splitlines()]


def test_the_same_lists_again_give_the_same_bytes(cohortmatch: Command, lists: Path) -> None:
    a_report(cohortmatch, lists, *STORE)
    before = contents()
    again(cohortmatch, *STORE)
    after = contents()
    assert {name for name in before if before[name] != after[name]} <= {"run.json"}


def test_a_store_alone_changes_nothing_in_the_first_report(
    cohortmatch: Command, lists: Path
) -> None:
    a_report(cohortmatch, lists)
    before = contents()
    again(cohortmatch, *STORE)
    assert {name: before[name] for name in before if name.endswith(".csv")} == {
        name: content for name, content in contents().items() if name.endswith(".csv")
    }


def test_persons_keep_their_ids_next_month(cohortmatch: Command, lists: Path) -> None:
    a_report(cohortmatch, lists, *STORE)
    before = pd.read_csv("june/memberships.csv", dtype=str).set_index("listing_id")["person_id"]
    file = Path("lists/IOM.csv")
    table = pd.read_csv(file, dtype=str, keep_default_na=False)
    table.iloc[1:].to_csv(file, index=False)
    again(cohortmatch, *STORE, out="july")
    after = pd.read_csv("july/memberships.csv", dtype=str).set_index("listing_id")["person_id"]
    assert after["IOM:2"] == before["IOM:3"]
    assert after["SGV:7"] == before["SGV:7"]


def test_every_run_is_logged_without_a_name_or_a_file_name(
    cohortmatch: Command, lists: Path
) -> None:
    a_report(cohortmatch, lists, *STORE, "--by", "sam", "--purpose", "the panel of 3 June")
    (event,) = events()
    assert (event["kind"], event["by"], event["purpose"]) == (
        *("combination", "sam", "the panel of 3 June"),
    )
    outputs = event["outputs"]
    assert isinstance(outputs, dict)
    assert outputs == {n: hashlib.sha256(c).hexdigest() for n, c in contents().items()}
    text = LOG.read_text().casefold()
    for name in ("quarmby", "tindall", "ivor", "rm1 3bd", ".csv/", "iom.csv"):
        assert name not in text


def test_a_log_can_be_kept_without_a_store(cohortmatch: Command, lists: Path) -> None:
    a_report(cohortmatch, lists, "--audit", "log.jsonl", "--decisions", "d.csv")
    fill_in()
    assert cohortmatch("decide", "june", "--audit", "log.jsonl").exit_code == 0
    told = json.loads(cohortmatch("audit", "show", "--audit", "log.jsonl", "--json").stdout)
    assert [each["kind"] for each in told["events"]] == ["combination", "alteration"]


def test_a_report_that_cannot_be_written_counts_as_no_run(
    cohortmatch: Command, lists: Path
) -> None:
    a_report(cohortmatch, lists, "--no-store")
    Path("a file").write_text("", encoding="utf-8")
    told = cohortmatch("run", "lists", "-o", "a file/june", "--as-of", AS_OF, *STORE)
    assert told.exit_code == 1
    with Store("cohortmatch.db") as store:
        runs = store._db.execute("SELECT finished FROM runs").fetchall()
    assert runs in ([], [(None,)])
    assert not LOG.exists()


def test_a_store_that_cannot_be_used_is_told_and_nothing_is_written(
    cohortmatch: Command, lists: Path
) -> None:
    a_report(cohortmatch, lists)
    Path("bad.db").write_bytes(b"no store at all " * 99)
    told = cohortmatch("run", "lists", "-o", "july", "--as-of", AS_OF, "--store", "bad.db")
    assert told.exit_code == 1
    assert "bad.db: it is not a store of cohortmatch" in told.stderr
    assert not Path("july").exists()


def test_a_file_of_decisions_that_is_not_there_yet_is_told(
    cohortmatch: Command, lists: Path
) -> None:
    a_report(cohortmatch, lists)
    told = cohortmatch("run", "lists", "-o", "june", "--as-of", AS_OF, "--decisions", "d.csv")
    assert told.exit_code == 0
    assert "d.csv: not there yet, so nothing is decided." in told.stderr
    assert not Path("d.csv").exists()


@pytest.mark.parametrize(("months", "day"), [(None, "2027-06-01"), (1, "2026-07-01")])
def test_a_report_carries_its_delete_by_date(
    cohortmatch: Command, lists: Path, months: int | None, day: str
) -> None:
    if months:
        Path("cohortmatch.toml").write_text(f"[run]\nkeep_months = {months}\n", encoding="utf-8")
    a_report(cohortmatch, lists)
    assert json.loads(Path("june/run.json").read_text(encoding="utf-8"))["delete_by"] == day


def test_an_edition_for_one_panel_is_logged_as_a_disclosure(
    cohortmatch: Command, lists: Path
) -> None:
    a_report(cohortmatch, lists, "--no-store")
    told = cohortmatch("run", "lists", "-o", "for IOM", "--for", "IOM", "--as-of", AS_OF, *STORE)
    assert told.exit_code == 0, told.stderr
    assert [(event["kind"], event.get("recipients")) for event in events()] == [
        ("disclosure", ["IOM"]),
    ]


def test_an_emptied_store_is_told_and_nothing_is_written(cohortmatch: Command, lists: Path) -> None:
    a_report(cohortmatch, lists, *STORE)
    fill_in()
    assert cohortmatch("decide", "june").exit_code == 0
    store, log = Path("cohortmatch.db"), LOG.read_bytes()
    store.write_bytes(b"")
    for command in (
        ("run", "lists", "-o", "july", "--as-of", AS_OF, *STORE),
        ("decide", "june"),
        ("decisions", "list", *STORE),
        ("audit", "verify", *STORE),
        ("purge", *STORE),
    ):
        told = cohortmatch(*command)
        assert told.exit_code == 1, command
        assert "cohortmatch.db: is empty now, and was a store before" in told.stderr
    assert not Path("july").exists()
    assert (store.read_bytes(), LOG.read_bytes()) == (b"", log)


@pytest.mark.parametrize(
    ("day", "delete_by"),
    [
        ("9999-12-31", "9999-12-31"),
        ("9999-01-01", "9999-12-31"),
        ("9998-12-31", "9999-12-31"),
        ("9998-12-30", "9999-12-30"),
        ("0001-01-01", "0002-01-01"),
    ],
)
def test_a_report_can_be_made_for_the_first_and_the_last_day_there_is(
    cohortmatch: Command, lists: Path, day: str, delete_by: str
) -> None:
    options = ("--as-of", day, "--base", "all.base", *STORE)
    for _ in range(2):
        told = cohortmatch("run", lists, "-o", "june", *options)
        assert told.exit_code == 0, told.stderr
    told = cohortmatch("run", lists, "-o", "for IOM", "--for", "IOM", *options)
    assert told.exit_code == 0, told.stderr
    assert json.loads(Path("june/run.json").read_text())["delete_by"] == delete_by
    fill_in()
    assert cohortmatch("decide", "june").exit_code == 0
    purged = cohortmatch("purge", "june", "--today", "9999-12-31", *STORE, "--base", "all.base")
    assert purged.exit_code == 0, purged.stderr
    assert not Path("june").exists()


@pytest.mark.parametrize("day", ["10000-01-01", "0000-01-01", "9999-12-32", "-1-01-01"])
def test_a_day_that_there_is_not_is_refused_in_words(
    cohortmatch: Command, lists: Path, day: str
) -> None:
    told = cohortmatch("run", lists, "-o", "june", f"--as-of={day}")
    assert (told.exit_code, told.stderr) == (2, "--as-of: must be a date such as 2026-06-01\n")
