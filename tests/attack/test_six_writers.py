"""Six commands that write, at once and on one store: each ends in plain words, nothing is lost."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from tests.attack.commands import is_in_order, lists, place, writers
from tests.attack.stopping import begun, command, ended

LONG = bool(os.environ.get("ATTACK"))
ROUNDS = 10 if LONG else 1
SIX = (
    "run into an existing folder",
    "decide",
    "review answers",
    "decisions undo",
    "purge",
    "edition",
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked")


def test_six_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    months = lists(tmp_path / "lists")
    base, make = place(tmp_path / "base", months), writers(months)
    # What is past its day on the day of the reports is nothing: this purge looks and logs only.
    make["purge"] = lambda at: command(at.folder, "purge", "--store", "kept.db", "--by", "sam")
    for number in range(ROUNDS):
        at = base.copy(tmp_path / str(number))
        works = [make[name](at) for name in (*SIX[number % 6 :], *SIX[: number % 6])]
        running = [begun(work) for work in works]
        endings = [ended(*each) for each in running]
        assert all(each.is_plain for each in endings), endings
        before = base.ledger()
        is_in_order(at)
        assert before < at.ledger() == at.logged_decisions()
