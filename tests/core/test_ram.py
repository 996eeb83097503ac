"""How much memory a run may take: the same answer in smaller batches, or a clear refusal."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from pathlib import Path

import numpy as np
import pytest

import cohortmatch as cm
from cohortmatch.core.errors import SettingsError
from cohortmatch.core.ram import amount, written
from cohortmatch.core.types import Listings
from cohortmatch.linkage.blocking import plan
from cohortmatch.linkage.blocking.plan import plan_within
from cohortmatch.linkage.gathering import gather
from cohortmatch.linkage.incremental import prepared
from cohortmatch.linkage.incremental.prepared import BYTES, SMALLEST, batch_within
from cohortmatch.linkage.matcher import Matcher
from cohortmatch.linkage.model import shipped
from people_lists import a_list, listings_of, strangers
from running import Command

MB = 1_000_000


@pytest.mark.parametrize(
    ("text", "size"),
    [("2GB", 2_000 * MB), ("800 mb", 800 * MB), ("1.5G", 1_500 * MB)],
)
def test_amounts_are_read_as_people_write_them(text: str, size: int) -> None:
    assert amount(text) == size


@pytest.mark.parametrize("text", ["", "lots", "2XB", "2GiB", "-1GB", "0GB", "GB", "2 GB please"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="2GB"):
        amount(text)


def test_amounts_are_written_rounded_up() -> None:
    assert [written(each) for each in (1, 123 * MB, 45_600 * MB)] == ["10 MB", "130 MB", "45.6 GB"]


def test_memory_that_is_taken_is_seen() -> None:
    """In a process of its own: this one may have freed as much before, and take that again."""
    code = (
        "from cohortmatch.core.ram import resident; before = resident(); "
        f"held = bytearray(range(250)) * {MB}; print(resident() - before, len(held))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    taken, held = map(int, told.stdout.split())
    assert held == 250 * MB
    assert taken > 200 * MB


TAKEN = 500 * MB


@pytest.fixture
def takes_as_much(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process takes TAKEN, and no more while a test looks."""
    monkeypatch.setattr(prepared, "resident", lambda: TAKEN)


@pytest.mark.usefixtures("takes_as_much")
def test_a_batch_takes_what_is_left_and_never_more_than_usual() -> None:
    assert batch_within(TAKEN + 10_000 * MB, 0, 2, 100_000) == 100_000
    room = 20_000 * BYTES * 2
    found = batch_within(TAKEN + MB + room, MB, 2, 100_000)
    assert 15_000 < found < 25_000


def test_too_little_is_refused_with_what_would_do() -> None:
    with pytest.raises(SettingsError, match=r"memory: 10 MB is too little.*allow [\d,]+ MB"):
        batch_within(10 * MB, 0, 2, 100_000)


@pytest.fixture(scope="module")
def listings() -> Listings:
    one, other = strangers(600, "one"), strangers(600, "other")
    return listings_of(a_list("IOM", *one, *other[:50]), a_list("SGV", *other, *one[:50]))


def test_smaller_batches_take_less_memory_and_find_the_same(listings: Listings) -> None:
    matcher = Matcher(listings, shipped())
    for found in (plan(listings), plan_within(listings, 200_000)):
        peaks, answers = [], []
        for batch in (100_000, SMALLEST * 5):
            tracemalloc.start()
            gathered = gather(matcher, found.batches(batch), every_pair=found.every_pair)
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
            answers.append(gathered)
        one, other = answers
        assert np.array_equal(one.likely.left, other.likely.left)
        assert np.array_equal(one.likely.weight, other.likely.weight)
        assert np.array_equal(one.counts.levels, other.counts.levels)
        if found.every_pair:
            assert peaks[1] < peaks[0] / 3
            assert peaks[0] < 100_000 * BYTES * (matcher.cores + 1)


@pytest.mark.usefixtures("takes_as_much")
def test_match_answers_the_same_with_little_memory(listings: Listings) -> None:
    free = cm.match(listings)
    allowed = TAKEN + 60 * MB + SMALLEST * BYTES * 4
    tight = cm.match(listings, plan=cm.Plan(memory=allowed))
    assert tight.links.equals(free.links)
    assert tight.people.equals(free.people)


def test_the_command_takes_an_amount(tmp_path: Path, cohortmatch: Command) -> None:
    for name in ("IOM", "SGV"):
        rows = "Surname,Forename,DOB\nQuarmby,Ivor,03/04/1989\n"
        (tmp_path / f"{name}.csv").write_text(rows)
    run = ("run", "IOM.csv", "SGV.csv", "-o", "out")
    assert cohortmatch(*run, "--memory", "20GB").exit_code == 0
    too_little = cohortmatch(*run, "--memory", "1MB")
    assert too_little.exit_code == 2
    assert "1 MB" not in too_little.stderr and "is too little" in too_little.stderr
    wrong = cohortmatch(*run, "--memory", "lots")
    assert wrong.exit_code == 2
    assert "must be an amount such as 2GB" in wrong.stderr
