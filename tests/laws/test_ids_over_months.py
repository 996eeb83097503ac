"""Laws of ids over months: in which order months are run, how lists are delivered, who is whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from random import Random

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cohortmatch as cm
from cohortmatch.reporting import CrossReference
from cohortmatch.services.pipeline import run
from cohortmatch.services.recall import new_run, recall
from cohortmatch.settings.plan import Plan
from cohortmatch.store import Store
from laws.strategies import law

Row = tuple[str, ...]
Month = Mapping[str, Sequence[Row]]
HEADINGS = ["Surname", "Forename", "DOB", "PNC ID", "Postcode"]
PEOPLE: Sequence[Row] = (
    ("Smithers", "Johan", "01/02/1990", "2007/0714345T", "RM7 7HH"),
    ("Smithers", "Johan", "01/02/1990", "", "RM7 7HH"),
    ("Smithers", "Johan", "01/02/1990", "2007/0714345T", "SE15 2AA"),
    ("Smithers", "Johaon", "01/02/1990", "2009/0854321W", "RM7 7HH"),
    ("Smithers", "Johaon", "01/02/1990", "", "RM7 7HH"),
    ("Smithers", "Josef", "01/02/1990", "", "RM7 7HH"),
    ("Smithers", "Johan", "15/11/1971", "1997/0654321U", "E1 1AA"),
    ("Smithers", "Johan", "15/11/1971", "", ""),
    ("Langbury", "Adam", "20/02/1986", "", "E5 5AA"),
    ("Langbury", "Adam", "21/02/1986", "", "E17 9ZZ"),
    ("Langbury", "Adam", "", "", ""),
)
"""Johan with and without his number, his twins, a namesake, and Adam, whose date may be wrong."""
REST: Sequence[Row] = (
    ("Ockford", "Brenda", "11/02/1980", "", "RM1 1AA"),
    ("Pellow", "Carla", "12/03/1981", "", "RM1 2AA"),
    ("Quist", "Dora", "13/04/1982", "", "RM1 3AA"),
    ("Rumble", "Ed", "14/05/1983", "", "RM1 4AA"),
)
MONTHS = st.fixed_dictionaries(
    {name: st.lists(st.sampled_from(PEOPLE), max_size=3, unique=True) for name in ("IOM", "SGV")}
)


def frames(month: Month) -> dict[str, pd.DataFrame]:
    return {n: pd.DataFrame([*REST, *rows], columns=HEADINGS) for n, rows in month.items()}


def keep(store: Store, number: int, month: Month) -> CrossReference:
    """The run of a month, which is kept."""
    day = date(2026, number, 28)
    listings = cm.read_lists(frames(month), as_of=day)
    recalled = recall(None, listings, store, keep=True)
    result = run(listings, Plan(as_of=day), recalled=recalled)
    told = new_run(result, recalled, who="", purpose="", out="", delete_by=date(2030, 1, 1))
    store.finish(store.begin(told))
    return result


def rows_by_id(result: CrossReference, month: Month) -> dict[str, list[Row]]:
    """The rows that each id names."""
    ids = result.memberships.set_index("listing_id")["person_id"]
    found: dict[str, list[Row]] = {}
    for name, rows in month.items():
        for place, row in enumerate([*REST, *rows]):
            found.setdefault(ids[f"{name}:{place}"], []).append(row)
    return found


@law(8)
@given(st.lists(MONTHS, min_size=3, max_size=3))
def test_an_id_never_names_rows_that_the_engine_holds_apart(
    tmp_path_factory: pytest.TempPathFactory, months: list[Month]
) -> None:
    known: dict[str, list[Row]] = {}
    with Store(tmp_path_factory.mktemp("store") / "cohortmatch.db") as store:
        for number, month in enumerate(months, start=1):
            for person, rows in rows_by_id(keep(store, number, month), month).items():
                before = known.setdefault(person, rows)
                assert set(before) & set(rows) or might_be_one(before, rows)
                known[person] = [*before, *rows]


def might_be_one(before: Sequence[Row], now: Sequence[Row]) -> bool:
    """Whether the engine takes some row of one month and another's for one, or would ask."""
    tables = {"before": before, "now": now, "rest": REST}
    found = cm.match({n: pd.DataFrame(r, columns=HEADINGS) for n, r in tables.items()})
    sides = found.links.reset_index()[["left", "right"]].to_numpy().tolist()
    return any({each.split(":")[0] for each in pair} == {"before", "now"} for pair in sides)


@law(4)
@given(
    st.lists(MONTHS, min_size=3, max_size=3), st.permutations([1, 2, 3]), st.sampled_from([1, 2, 3])
)
def test_what_a_month_says_depends_on_no_later_month_and_a_day_again_says_the_same(
    tmp_path_factory: pytest.TempPathFactory, months: list[Month], order: list[int], again: int
) -> None:
    folder = tmp_path_factory.mktemp("store")
    with Store(folder / "in_order.db") as store:
        in_order = {n: keep(store, n, months[n - 1]) for n in (1, 2, 3)}
        once_more = keep(store, again, months[again - 1])
        assert said(once_more) == said(in_order[again])
    with Store(folder / "in_any_order.db") as store:
        for number in order:
            keep(store, number, months[number - 1])
        settled = {n: keep(store, n, months[n - 1]) for n in (1, 2, 3)}
    for number, result in settled.items():
        assert result.since == in_order[number].since
        assert days(result) == days(in_order[number])


def days(result: CrossReference) -> list[date]:
    """The days of the runs that a run is compared with."""
    assert result.view.memory is not None
    return [past.as_of for past in result.view.memory.runs]


def said(result: CrossReference) -> tuple[object, ...]:
    """The ids, and what is told of the runs before."""
    memory = result.view.memory
    assert memory is not None
    return memory.person_ids, memory.changes, result.since, days(result)


JUNE = {"IOM": (*REST, PEOPLE[0], PEOPLE[8]), "DIP": (*REST[1:], PEOPLE[6], PEOPLE[3])}
HOW = ("as it was", "under another name", "on two sheets")


@law(3)
@given(st.fixed_dictionaries({name: st.sampled_from(HOW) for name in JUNE}), st.randoms())
def test_however_a_list_is_delivered_its_ids_stay(
    tmp_path_factory: pytest.TempPathFactory, how: dict[str, str], random: Random
) -> None:
    folder = tmp_path_factory.mktemp("lists")
    found = []
    for month, way in (("june", dict.fromkeys(JUNE, HOW[0])), ("july", how)):
        (folder / month).mkdir()
        for name, rows in JUNE.items():
            deliver(folder / month, name, random.sample(rows, len(rows)), way[name])
        day = date(2026, 6 if month == "june" else 7, 1)
        answer = cm.report(
            folder / month, folder / f"{month}-out", store=folder / "a.db", as_of=day, by="sam"
        )
        assert answer.result is not None
        found.append(ids_of(answer.result))
    assert found[0] == found[1]


def deliver(folder: Path, name: str, rows: Sequence[Row], how: str) -> None:
    """A list as its panel sends it."""
    table = pd.DataFrame(rows, columns=HEADINGS)
    if how == "on two sheets":
        with pd.ExcelWriter(folder / f"{name}.xlsx", engine="xlsxwriter") as book:
            table[:3].to_excel(book, sheet_name="A to M", index=False)
            table[3:].to_excel(book, sheet_name="N to Z", index=False)
    else:
        shown = "Lamp room " + name[0] if how == "under another name" else name
        table.to_csv(folder / f"{shown}.csv", index=False)


def ids_of(result: CrossReference) -> set[tuple[str, ...]]:
    """Each person's id, by what they are called and when they were born."""
    table = result.people.reset_index()[["person_id", "names", "date_of_birth"]]
    return set(table.astype(str).itertuples(index=False, name=None))
