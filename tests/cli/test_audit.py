"""`cohortmatch audit`: show, verify, export."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.deciding import a_report, again, small_lists
from running import Command

STORE = ("--store", "cohortmatch.db")
LOG = Path("cohortmatch.audit.jsonl")


@pytest.fixture
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_lists(tmp_path_factory.mktemp("small") / "lists")


@pytest.fixture
def logged(cohortmatch: Command, lists: Path) -> None:
    """A store whose log has two runs."""
    a_report(cohortmatch, lists, *STORE, "--purpose", "panel")
    again(cohortmatch, *STORE, "--by", "kim")


@pytest.mark.usefixtures("logged")
def test_what_was_done_is_shown_line_by_line(cohortmatch: Command) -> None:
    lines = cohortmatch("audit", "show", *STORE).stdout.splitlines()
    assert lines[0].split()[:4] == ["No.", "When", "(UTC)", "By"]
    assert len(lines) == 3
    assert "combination  run" in lines[1] and "panel" in lines[1] and "kim" in lines[2]
    assert len(cohortmatch("audit", "show", "--last", 1, *STORE).stdout.splitlines()) == 2


@pytest.mark.usefixtures("logged")
def test_a_whole_log_passes_and_says_what_to_keep(cohortmatch: Command) -> None:
    told = cohortmatch("audit", "verify", *STORE)
    assert told.exit_code == 0
    assert told.stdout.startswith("2 lines; nothing was changed, moved or removed\n")
    anchor = told.stdout.split()[-1]
    assert cohortmatch("audit", "verify", "--anchor", anchor, *STORE).exit_code == 0
    assert cohortmatch("audit", "verify", "--anchor", f"9:{anchor[2:]}", *STORE).exit_code == 1
    assert cohortmatch("audit", "verify", "--anchor", "nonsense", *STORE).exit_code == 2


@pytest.mark.usefixtures("logged")
def test_a_changed_byte_is_found(cohortmatch: Command) -> None:
    LOG.write_bytes(LOG.read_bytes().replace(b"panel", b"Panel", 1))
    told = cohortmatch("audit", "verify", *STORE, "--json")
    assert told.exit_code == 1
    answer = json.loads(told.stdout)
    assert not answer["whole"] and answer["faults"] == [f"{LOG}: line 1 is not as it was written"]
    for command in ("show", "export"):
        assert cohortmatch("audit", command, *STORE).exit_code == 1


@pytest.mark.usefixtures("logged")
def test_lines_cut_off_at_the_end_are_found_by_what_the_store_noted(cohortmatch: Command) -> None:
    LOG.write_bytes(LOG.read_bytes().splitlines(keepends=True)[0])
    assert cohortmatch("audit", "verify", "--audit", LOG).exit_code == 0
    told = cohortmatch("audit", "verify", *STORE)
    assert told.exit_code == 1
    assert "line 2 was there and is gone" in told.stdout


@pytest.mark.usefixtures("logged")
def test_an_export_is_the_log_itself(cohortmatch: Command) -> None:
    assert cohortmatch("audit", "export", *STORE).stdout == LOG.read_text()
    assert cohortmatch("audit", "export", "-o", "out.jsonl", *STORE).exit_code == 0
    assert Path("out.jsonl").read_bytes() == LOG.read_bytes()
    assert cohortmatch("audit", "verify", "--audit", "out.jsonl").exit_code == 0


def test_no_log_is_wrong_usage_or_told(cohortmatch: Command) -> None:
    told = cohortmatch("audit", "show")
    assert told.exit_code == 2
    assert "Say where the audit log is" in told.stderr
    told = cohortmatch("audit", "verify", "--audit", "nothing.jsonl")
    assert told.exit_code == 1
    assert "nothing.jsonl: no such file" in told.stderr
