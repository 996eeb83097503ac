"""A run belongs to its day: what it is compared with, and what a day that is run again says.

Runs are written as "6 ABC": of June, with the people A, B and C on both lists.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cohortmatch as cm
from cohortmatch.linkage.model import Model, shipped
from cohortmatch.people.changes import REWEIGHED
from cohortmatch.reporting import CrossReference
from cohortmatch.services.days import day_notes
from cohortmatch.services.pipeline import run
from cohortmatch.services.recall import new_run, recall
from cohortmatch.settings.plan import Plan
from cohortmatch.store import Store

NAMES = {
    "A": ("Ivor", "Quarmby", "03/04/1989", "2007/0012345C"),
    "B": ("Una", "Tindall", "12/11/1991", "2009/0045231X"),
    "C": ("Osric", "Penhaligon", "23/07/1985", "2001/0098765K"),
    "D": ("Bea", "Aldous", "05/05/1995", "2015/0033221A"),
}
HEAD = ("Forename", "Surname", "DOB", "PNC ID")


def lists_of(people: str) -> dict[str, pd.DataFrame]:
    table = pd.DataFrame([NAMES[each] for each in people], columns=list(HEAD))
    return {"IOM": table, "SGV": table.copy()}


def keep(text: str, store: Store, model: Model | None = None) -> CrossReference:
    month, people = text.split()
    day = date(2026, int(month), 1)
    listings = cm.read_lists(lists_of(people), as_of=day)
    recalled = recall(None, listings, store, keep=True)
    plan = Plan(as_of=day) if model is None else Plan(as_of=day, model=model)
    result = run(listings, plan, recalled=recalled)
    kept = {"who": "sam", "purpose": "", "out": "out", "delete_by": day.replace(year=2027)}
    store.finish(store.begin(new_run(result, recalled, **kept)))  # type: ignore[arg-type]
    return result


def said(result: CrossReference) -> tuple[object, ...]:
    """Everything that the last run tells of itself and of earlier ones."""
    memory = result.view.memory
    assert memory is not None
    days = [past.as_of for past in memory.runs]
    return memory.person_ids, memory.changes, days, result.since, result.memberships.to_csv()


RUNS = [
    # runs in order, the last of which is asked        compared with (months)   what is told
    (["6 ABC"], [], ""),
    (["6 ABC", "7 ABC"], [6], "0 newly on several panels, 0 no longer"),
    (["6 ABC", "7 ABC", "8 ABCD"], [6, 7], "1 newly on several panels, 0 no longer"),
    # the same day again, with the same lists, with others, after a cut export
    (["6 ABC", "6 ABC"], [], ""),
    (["6 AB", "7 ABC", "7 ABC"], [6], "1 newly on several panels, 0 no longer"),
    (["6 ABC", "7 A", "7 ABC"], [6], "0 newly on several panels, 0 no longer"),
    (["6 ABC", "7 A", "7 ABC", "8 ABC"], [6, 7], "0 newly on several panels, 0 no longer"),
    # the same lists in another month are that month's
    (["6 AB", "7 ABC", "8 ABC"], [6, 7], "0 newly on several panels, 0 no longer"),
    # an earlier month after a later one
    (["6 AB", "8 ABCD", "7 ABC"], [6], "1 newly on several panels, 0 no longer"),
    (["6 AB", "8 ABCD", "7 ABC", "8 ABCD"], [6, 7], "1 newly on several panels, 0 no longer"),
    (["7 ABC", "6 ABCD"], [], ""),
]


@pytest.mark.parametrize(("runs", "months", "told"), RUNS)
def test_what_a_run_is_compared_with(
    tmp_path: Path, runs: list[str], months: list[int], told: str
) -> None:
    with Store(tmp_path / "cohortmatch.db") as store:
        result = [keep(each, store) for each in runs][-1]
    memory = result.view.memory
    assert memory is not None
    assert [past.as_of.month for past in memory.runs] == months
    assert told in result.since and bool(told) == bool(result.since)


@settings(max_examples=12, deadline=None)
@given(
    order=st.permutations(["6 AB", "7 ABC", "8 BCD"]),
    again=st.sampled_from(["6 AB", "7 ABC", "8 BCD"]),
)
def test_a_day_run_again_says_the_same_and_months_may_come_in_any_order(
    tmp_path_factory: pytest.TempPathFactory, order: list[str], again: str
) -> None:
    with Store(tmp_path_factory.mktemp("store") / "cohortmatch.db") as store:
        for each in order:
            keep(each, store)
        first = keep(again, store)
        second = keep(again, store)
        assert said(first) == said(second)
        days = [each.as_of.month for each in store.kept_runs()]
    with Store(tmp_path_factory.mktemp("store") / "cohortmatch.db") as store:
        in_order = [keep(each, store) for each in ("6 AB", "7 ABC", "8 BCD")]
    assert days == [6, 7, 8]
    assert first.since == in_order[int(again[0]) - 6].since


def test_a_forgotten_day_is_compared_with_no_more_and_gives_no_id_away(tmp_path: Path) -> None:
    with Store(tmp_path / "cohortmatch.db") as store:
        for each in ("6 AB", "7 A", "7 ABC"):
            keep(each, store)
        store.erase(store.runs_of_day(date(2026, 7, 1)), date.min)
        result = keep("8 ABD", store)
        assert [each.as_of.month for each in store.kept_runs()] == [6, 8]
    memory = result.view.memory
    assert memory is not None
    assert [past.as_of.month for past in memory.runs] == [6]
    assert sorted(set(memory.person_ids)) == ["P0001", "P0002", "P0004"]


def test_other_weights_than_last_time_are_told_once(tmp_path: Path) -> None:
    ours = shipped().without("phone")
    with Store(tmp_path / "cohortmatch.db") as store:
        keep("6 ABC", store)
        results = [keep("7 ABC", store, ours), keep("8 ABC", store, ours), keep("9 ABC", store)]
    told = [sum("other weights" in note for note in day_notes(each, [])) for each in results]
    assert told == [1, 0, 1]
    since = [each.view.since for each in results]
    assert [each.count(REWEIGHED) for each in since if each is not None] == [1, 0, 1]
