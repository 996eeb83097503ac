"""Where to look, Quarters and the figures of Trends, over months of small panels."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from itertools import pairwise

import pytest

import cohortmatch as cm
from cohortmatch.disclosure.agreement import Choices
from cohortmatch.people.profile import ProfileColumns
from cohortmatch.people.series import Series
from cohortmatch.reporting import CrossReference
from cohortmatch.reporting.interval_figure import interval_figure
from cohortmatch.reporting.page import page_bytes
from cohortmatch.reporting.sheets.quarters import quarters
from cohortmatch.reporting.sheets.where_to_look import looked_at, where_to_look
from cohortmatch.reporting.trend_figure import APART, line_figure
from cohortmatch.services import pipeline
from cohortmatch.services.recall import new_run, recall
from cohortmatch.store import Store
from tracked import PEOPLE, Rows, a_list

Month = Mapping[str, Rows]
BARE: Rows = {name: {} for name in list(PEOPLE)[:3]}
COLUMNS = ProfileColumns(offence=("Offence group",))


def over_months(folder: pytest.TempPathFactory, months: list[Month]) -> CrossReference:
    """The last of some months' results, out of one store."""
    return over_days(folder, [(date(2026, n, 1), month) for n, month in enumerate(months, 1)])


def over_days(folder: pytest.TempPathFactory, days: list[tuple[date, Month]]) -> CrossReference:
    """The last of some days' results, out of one store."""
    with Store(folder.mktemp("months") / "s.db") as store:
        for day, month in days:
            frames = {name: a_list(rows) for name, rows in month.items()}
            listings = cm.read_lists(frames, as_of=day)
            plan = cm.Plan(as_of=day, report=Choices(profile_columns=COLUMNS))
            recalled = recall(None, listings, store, keep=True)
            result = pipeline.run(listings, plan, recalled=recalled)
            until = date(2027, 1, 1)
            run = new_run(result, recalled, who="sam", purpose="", out="", delete_by=until)
            store.finish(store.begin(run))
    return result


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> CrossReference:
    """Five months: DIP did not come in the third, Quarmby stops engaging in the fourth."""
    iom: Rows = {"Quarmby": {"Engaging Y/N": "Y", "Offence group": "Drugs"}, "Odell": {}}
    off: Rows = {"Quarmby": {"Engaging Y/N": "N", "Offence group": "Drugs"}, "Yardley": {}}
    usual: Month = {"IOM": iom, "SGV": BARE, "DIP": BARE}
    return over_months(
        tmp_path_factory,
        [usual, usual, {"IOM": iom, "SGV": BARE}, {**usual, "IOM": off}, {**usual, "IOM": off}],
    )


def figure(result: CrossReference, group: str, what: str) -> tuple[int | None, ...]:
    trends = result.view.trends
    assert trends is not None
    return next(s.values for s in trends.series if (s.group, s.what) == (group, what))


OFF, MOVES = "Not engaging, wanted or off the radar", "Joining and leaving"
FIGURES = [
    (OFF, "IOM: people", (0, 0, 0, 1, 1)),
    (OFF, "IOM: per cent", (0, 0, 0, 50, 50)),
    (OFF, "DIP: people", (0, 0, None, 1, 1)),
    (OFF, "All panels: people", (0, 0, None, 1, 1)),
    ("Offence group", "Drugs", (1, 1, None, 1, 1)),
    ("Age", "IOM: 25 to 34", (1, 1, 1, 0, 0)),
    (MOVES, "IOM: joined", (None, 0, 0, 1, 0)),
    (MOVES, "DIP: people on the list", (3, 3, None, 3, 3)),
    ("People on several panels", "All", (3, 3, None, 3, 3)),
]


@pytest.mark.parametrize(("group", "what", "values"), FIGURES)
def test_figures_over_months(
    result: CrossReference, group: str, what: str, values: tuple[int | None, ...]
) -> None:
    assert figure(result, group, what) == values


def test_nothing_stands_out_of_small_numbers(result: CrossReference) -> None:
    sheet = where_to_look(result.view)
    assert sheet.sentence.startswith("Nothing in this run differs")
    assert {row[-1] for row in sheet.table.rows} == {"Within what chance brings"}
    assert sheet.notes


def test_the_figure_of_intervals_says_the_same_in_words(result: CrossReference) -> None:
    found = looked_at(result.view)
    fig = interval_figure(found)
    assert fig is not None and len(fig.rows) == min(12, len(found))
    first = found[0]
    assert f"{first.what} {first.now} (" in fig.description
    for row in fig.rows:
        assert fig.left <= row.now.left <= row.now.at <= row.now.right <= fig.width
        assert fig.left <= row.usual.left <= row.usual.at <= row.usual.right <= fig.width


def test_quarters_are_counts(result: CrossReference) -> None:
    sheet = quarters(result.view)
    assert [c.heading for c in sheet.table.columns[2:]] == ["Jan to Mar 2026", "Apr to Jun 2026"]
    rows = {(row[0], row[1]): tuple(row[2:]) for row in sheet.table.rows}
    assert rows[MOVES, "IOM: joined"] == (0, 1)
    assert rows[MOVES, "DIP: people on the list"] == (None, 3)
    assert not any(str(of).endswith("per cent") for _, of in rows)


def test_the_page_has_a_figure_and_a_table_for_each_part(result: CrossReference) -> None:
    page = page_bytes(result.view, result.marking).decode()
    for title in ("People on each panel", "Joined each panel", "Not engaging, wanted"):
        assert re.search(rf"<title id=[^>]*>{title}", page)
        assert re.search(rf"<caption>{title}", page)
    assert 'class="n">gap' in page, "a list that did not come is a gap"
    assert page.count("<svg") == page.count('role="img"')


def test_without_four_runs_it_says_what_is_lacking(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    two = over_months(tmp_path_factory, [{"IOM": BARE, "SGV": BARE}] * 2)
    assert where_to_look(two.view).sentence == (
        "A comparison needs the last run and 3 earlier ones."
    )
    one = over_months(tmp_path_factory, [{"IOM": BARE, "SGV": BARE}])
    assert quarters(one.view).sentence.startswith("Trends need kept runs from at least two months")


def test_a_gap_interrupts_a_line() -> None:
    days = [date(2026, month, 1) for month in range(1, 6)]
    fig = line_figure([Series("", "IOM", (5, 6, None, 7, 8))], days, "People")
    assert [len(part) for part in fig.lines[0].parts] == [2, 2]
    assert fig.description == "IOM: 5 (1 Jan 26), 6 (1 Feb 26), 7 (1 Apr 26), 8 (1 May 26)."


def test_names_of_lines_keep_apart_and_above_the_days() -> None:
    days = [date(2026, month, 1) for month in (1, 2)]
    fig = line_figure([Series("", f"Panel {n}", (0, 0)) for n in range(7)], days, "People")
    places = [line.label_y for line in fig.lines]
    assert all(b - a >= APART for a, b in pairwise(places))
    assert max(places) <= fig.base + 2


def test_a_month_run_again_replaces_it_and_nobody_is_lost_between(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Three runs in January and two in February: two columns, and joiners from month to month."""
    one: Rows = {"Quarmby": {}}
    two: Rows = {"Quarmby": {}, "Odell": {}}
    three: Rows = {"Odell": {}, "Yardley": {}}
    days = [date(2026, month, n) for month, n in ((1, 5), (1, 12), (1, 30), (2, 2), (2, 20))]
    lists = zip(days, [one, three, two, one, three], strict=True)
    result = over_days(tmp_path_factory, [(d, {"IOM": rows, "SGV": BARE}) for d, rows in lists])
    trends = result.view.trends
    assert trends is not None and trends.days == (days[2], days[4])
    assert figure(result, MOVES, "IOM: people on the list") == (2, 2)
    assert figure(result, MOVES, "IOM: joined") == (None, 1), "Yardley"
    assert figure(result, MOVES, "IOM: left") == (None, 1), "Quarmby"
    assert [each.day for each in result.view.monthly_counts] == [days[2], days[4]]
    assert result.view.monthly_counts[1].panels["IOM"].joined == 1


def test_rows_left_out_and_shares_are_told_over_months(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    asb: Rows = {"Quarmby": {"Role": "Perpetrator"}, "Mensah": {"Role": "Victim"}}
    more: Rows = {**asb, "Odell": {"Role": "Victim"}, "Yardley": {"Role": "Witness"}}
    matrix: Rows = {"Quarmby": {"Role": "Nominal"}, "Mensah": {"Role": "Victim"}}
    usual: Month = {"IOM": BARE, "ASB": asb, "Matrix": matrix}
    months = over_months(
        tmp_path_factory, [usual, {**usual, "ASB": more}, {"IOM": BARE, "ASB": more}]
    )
    left, on = "Left out of the matching", "On the gangs matrix or its successor"
    assert figure(months, left, "ASB: victims and complainants") == (1, 2, 2)
    assert figure(months, left, "ASB: witnesses") == (0, 1, 1)
    assert figure(months, left, "Matrix: victims and complainants") == (1, 1, None)
    assert figure(months, on, "IOM: people") == (1, 1, None)
    assert figure(months, on, "ASB: per cent") == (100, 100, None)
