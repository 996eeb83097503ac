"""A year in small: what Changes says of everybody on a panel, and Trends with the same figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import cohortmatch as cm
from cohortmatch.people.changes import BACK, MOVED, OFF, ON
from cohortmatch.people.trends import COLOURS, MOVES
from cohortmatch.reporting import CrossReference
from cohortmatch.reporting.sheets.changes import changes
from cohortmatch.services import pipeline
from cohortmatch.services.recall import new_run, recall
from cohortmatch.store import Store

HEADINGS = ("Surname", "Forename", "DOB", "PNC ID", "Postcode", "RAG", "Category", "Level", "Lead")
IVOR = ("Quarmby", "Ivor", "03/04/1989", "", "RM7 7HH", "Amber", "1", "2", "PC Alder")
UNA = ("Tindall", "Una", "12/11/1991", "2009/0123456C", "E1 1AA", "Green", "2", "1", "PC Birch")
YOUNG = ("Odell", "Zeb", "20/06/2008", "", "E4 6ZB", "Red", "3", "1", "PC Cedar")
REST = (
    ("Wexcombe", "Bram", "01/05/1970", "", "E17 3AB", "Red", "1", "1", "PC Elm"),
    ("Yarnley", "Cleo", "23/08/1982", "2001/0765432F", "IG1 4CD", "Green", "1", "1", "PC Fir"),
    ("Zellaby", "Dirk", "30/12/1995", "", "RM1 2EF", "Amber", "1", "1", "PC Gorse"),
)
Row = tuple[str, ...]
Month = Mapping[str, Sequence[Row]]
START: Month = {"IOM": (IVOR, UNA, YOUNG), "SGV": (UNA,), "DIP": ()}


def put(row: Row, **cells: str) -> Row:
    """A row with other cells."""
    return tuple(cells.get(head.split()[0], cell) for head, cell in zip(HEADINGS, row, strict=True))


def over_months(folder: Path, *months: Month, bare: bool = False) -> list[CrossReference]:
    """The result of each month's run, with one store; three people are always on every list. In a
    first month that is `bare` the lists have no column RAG."""
    with Store(folder / "cohortmatch.db") as store:
        frames = [{k: _table(rows, n) for k, rows in m.items()} for n, m in enumerate(months)]
        if bare:
            frames[0] = {name: frame.drop(columns="RAG") for name, frame in frames[0].items()}
        return [_run(folder, store, n, month) for n, month in enumerate(frames)]


def _table(rows: Sequence[Row], n: int) -> pd.DataFrame:
    return pd.DataFrame([*rows, *REST], columns=HEADINGS).assign(Notes=f"export {n}")


def _run(folder: Path, store: Store, n: int, frames: Mapping[str, pd.DataFrame]) -> CrossReference:
    day = date(2026, 6 + n, 1)
    for name, frame in frames.items():
        frame.to_csv(folder / f"{name}.csv", index=False)
    files = {name: folder / f"{name}.csv" for name in frames}
    listings = cm.read_lists(files, as_of=day)
    recalled = recall(None, listings, store, keep=True)
    result = pipeline.run(listings, cm.Plan(as_of=day), recalled=recalled)
    until = day.replace(year=2027)
    run = new_run(result, recalled, who="sam", purpose="", out="", delete_by=until)
    store.finish(store.begin(run))
    return result


def told(result: CrossReference) -> list[tuple[str, ...]]:
    """The sheet without the ids: what changed, whose, on which list, before, now, why."""
    rows = [list(map(str, row)) for row in changes(result.view).table.rows]
    return [(row[0], *row[2:]) for row in rows]


SEVERAL = ("Newly on several panels", "No longer on several panels")
IVO, UNE, ZEB = "Ivor QUARMBY", "Una TINDALL", "Zeb ODELL"


@pytest.mark.parametrize(
    ("now", "line"),
    [
        ({"DIP": (IVOR,)}, ("Joined a panel", IVO, "DIP", "IOM", "IOM and DIP", "")),
        ({"SGV": ()}, ("Left a panel", UNE, "SGV", "IOM and SGV", "IOM", "")),
        ({"IOM": (UNA, YOUNG)}, ("Left a panel", IVO, "IOM", "IOM", "on no panel", "")),
        (
            {"IOM": (UNA, YOUNG), "DIP": (IVOR,)},
            ("Moved from one panel to another", IVO, "", "IOM", "DIP", ""),
        ),
        ({"RAG": "Red"}, ("RAG went up", IVO, "IOM", "Amber", "Red", "")),
        ({"RAG": "Green"}, ("RAG went down", IVO, "IOM", "Amber", "Green", "")),
        ({"RAG": "High"}, ("RAG or risk changed", IVO, "IOM", "Amber", "High", "")),
        ({"RAG": ""}, ("RAG or risk changed", IVO, "IOM", "Amber", "Not recorded", "")),
        ({"Category": "3"}, ("MAPPA category changed", IVO, "IOM", "1", "3", "")),
        ({"Level": "3"}, ("MAPPA level changed", IVO, "IOM", "2", "3", "")),
        ({"Lead": "PC Hazel"}, ("Lead officer changed", IVO, "IOM", "PC Alder", "PC Hazel", "")),
        ({"Postcode": "E6 4NE"}, ("Address changed", IVO, "IOM", "RM7 7HH", "E6 4NE", "")),
        (
            {"Surname": "Quarmbey"},
            ("Name changed", "Ivor QUARMBEY", "IOM", IVO, "Ivor QUARMBEY", ""),
        ),
        (
            {"DOB": "04/04/1989"},
            ("Date of birth changed", IVO, "IOM", "3 Apr 1989", "4 Apr 1989", ""),
        ),
        (
            {"PNC": "2007/0012345Z"},
            ("Number gained", IVO, "IOM", "Not recorded", "PNC ID 2007/0012345Z", ""),
        ),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_one_thing_that_changed_is_one_line(
    tmp_path: Path, now: Mapping[str, object], line: tuple[str, ...]
) -> None:
    is_cell = not now.keys() & START.keys()
    july = {"IOM": (put(IVOR, **now), UNA, YOUNG)} if is_cell else now  # type: ignore[arg-type]
    _, result = over_months(tmp_path, START, {**START, **july})  # type: ignore[dict-item]
    lines = [each for each in told(result) if each[0] not in SEVERAL and each[0] != "Turned 18"]
    assert [each for each in lines if not each[0].startswith("List ")] == [line]


def test_a_number_that_is_gone_is_told(tmp_path: Path) -> None:
    july = START | {"IOM": (IVOR, put(UNA, PNC=""), YOUNG)}
    _, result = over_months(tmp_path, START, july)
    line = ("Number lost", UNE, "IOM", "PNC ID 2009/0123456C", "Not recorded", "")
    assert line in told(result)


def test_who_turned_18_since_the_last_run_is_told_once(tmp_path: Path) -> None:
    _, july, august = over_months(tmp_path, START, START, START)
    assert told(july) == [("Turned 18", ZEB, "", "under 18", "18 on 20 Jun 2026", "On IOM")]
    assert not told(august)


def test_the_same_lists_with_other_headings_forms_and_order_say_nothing(tmp_path: Path) -> None:
    again = START | {"IOM": (UNA, put(IVOR, DOB="1989-04-03", Postcode="rm77hh"))}
    first = START | {"IOM": (IVOR, UNA)}
    _, result = over_months(tmp_path, first, again)
    assert not told(result)


def test_somebody_away_for_a_month_returned(tmp_path: Path) -> None:
    away = START | {"IOM": (UNA, YOUNG)}
    *_, back = over_months(tmp_path, START, away, START)
    line = ("Returned to a panel", IVO, "IOM", "last on IOM on 1 Jun 2026", "IOM", "After 2 months")
    assert line in told(back)
    assert not [each for each in told(back) if each[0] == "Joined a panel"]


def test_of_a_list_that_was_not_read_nobody_joined_or_left(tmp_path: Path) -> None:
    gap = {name: rows for name, rows in START.items() if name != "SGV"}
    _, without, again = over_months(tmp_path, START, gap, START)
    moves = (ON, OFF, MOVED, BACK, *SEVERAL)
    assert [each for each in (*told(without), *told(again)) if each[0] in moves] == []
    assert not again.view.since or not again.view.since.joined("P0002")
    figures = {series.what: series.values for series in again.view.trends.series}  # type: ignore[union-attr]
    assert figures["SGV: people on the list"] == (4, None, 4)
    assert figures.get("SGV: joined") is None
    assert figures.get("SGV: down") is None


def test_nobody_is_newly_on_several_panels_who_was_on_one_that_is_not_read_now(
    tmp_path: Path,
) -> None:
    june = {"IOM": (IVOR, UNA), "SGV": (IVOR,), "DIP": ()}
    july = {"IOM": (IVOR, UNA), "DIP": (IVOR, UNA)}
    august = {"IOM": (IVOR, UNA), "SGV": (IVOR,), "DIP": ()}
    _, without, again = over_months(tmp_path, june, july, august)
    assert [line[:2] for line in told(without) if line[0] in SEVERAL] == [(SEVERAL[0], UNE)]
    assert [line[:2] for line in told(again) if line[0] in SEVERAL] == [(SEVERAL[1], UNE)]


def test_a_list_that_is_gone_has_gaps_in_every_figure(tmp_path: Path) -> None:
    july = START | {"SGV": (put(UNA, RAG="Red"),)}
    gap = {name: rows for name, rows in START.items() if name != "SGV"}
    *_, last = over_months(tmp_path, START, july, gap)
    trends = last.view.trends
    assert trends is not None
    found = {each.what: each.values for each in (*trends.group(COLOURS), *trends.group(MOVES))}
    assert found["SGV: up"] == (None, 1, None)
    assert found["SGV: people on the list"] == (4, 4, None)


def test_a_column_that_is_new_on_a_list_is_no_change_of_everybody(tmp_path: Path) -> None:
    _, result = over_months(tmp_path, START, START, bare=True)
    assert [each for each in told(result) if each[0] != "Turned 18"] == []


def test_the_figures_of_trends_are_the_lines_of_changes(tmp_path: Path) -> None:
    july: Month = {
        "IOM": (put(UNA, RAG="Red"), YOUNG),
        "SGV": (),
        "DIP": (IVOR, UNA),
    }
    *_, result = over_months(tmp_path, START, july)
    since, trends = result.view.since, result.view.trends
    assert since is not None and trends is not None
    figures = {s.what: s.values[-1] or 0 for s in (*trends.group(MOVES), *trends.group(COLOURS))}
    for name in START:
        arrived = [c for c in since.changes if c.what in (ON, BACK) and c.list_name == name]
        moved = [c for c in since.changes if c.what == MOVED]
        joined = len(arrived) + sum(name in c.now for c in moved)
        left = sum(c.what == OFF and c.list_name == name for c in since.changes)
        left += sum(name in c.before for c in moved)
        up = sum(c.what == "RAG went up" and c.list_name == name for c in since.changes)
        assert (joined, left) == (
            figures.get(f"{name}: joined", 0),
            figures.get(f"{name}: left", 0),
        )
        assert up == figures.get(f"{name}: up", 0)
    assert figures["Moved from one panel to another"] == since.count(MOVED) == 2


def test_a_panel_that_was_not_read_is_named_beside_those_somebody_is_on(tmp_path: Path) -> None:
    both: Month = {"IOM": (IVOR,), "SGV": (), "DIP": (IVOR, UNA)}
    gap: Month = {"IOM": (UNA,), "SGV": ()}
    _, without = over_months(tmp_path, both, gap)
    lines = {(line[0], line[1]): line[3:5] for line in told(without) if line[0] in (ON, OFF)}
    assert lines == {
        (ON, "Una TINDALL"): ("DIP", "IOM (DIP not read)"),
        (OFF, "Ivor QUARMBY"): ("IOM and DIP", "on no panel (DIP not read)"),
    }
