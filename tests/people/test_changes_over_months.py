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
from cohortmatch.reporting.sheets.people import on_panels
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
    return [(row[0], *row[2:7]) for row in rows]


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
    line = ("Returned to a panel", IVO, "IOM", "last on IOM on 1 Jun 2026", "IOM", "2 months later")
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


SINCE = "Since 1 Jun 2026, when SGV was last read"


def test_what_happened_while_a_list_was_missing_is_told_when_it_comes_again(tmp_path: Path) -> None:
    june = START | {"SGV": (UNA, put(IVOR, RAG="Red"))}
    gap = {name: rows for name, rows in june.items() if name != "SGV"}
    august = june | {"SGV": (put(IVOR, RAG="Green", Postcode="E6 4NE"), YOUNG)}
    *_, without, again = over_months(tmp_path, june, gap, august)
    assert not [each for each in told(without) if each[0] in (ON, OFF, BACK, MOVED, *SEVERAL)]
    assert [each for each in told(again) if each[0] != "List was not there last time"] == [
        (SEVERAL[0], ZEB, "", "IOM", "IOM and SGV", f"Joined SGV; s{SINCE[1:]}"),
        (SEVERAL[1], UNE, "", "IOM and SGV", "IOM", f"No longer on SGV; s{SINCE[1:]}"),
        (ON, ZEB, "SGV", "IOM", "IOM and SGV", SINCE),
        (OFF, UNE, "SGV", "IOM and SGV", "IOM", SINCE),
        ("RAG went down", IVO, "SGV", "Red", "Green", SINCE),
        ("Address changed", IVO, "SGV", "RM7 7HH", "E6 4NE", SINCE),
    ]  # fmt: skip


def test_who_left_while_their_only_list_was_missing_is_named(tmp_path: Path) -> None:
    june = {"IOM": (UNA,), "SGV": (IVOR,)}
    *_, again = over_months(tmp_path, june, {"IOM": (UNA,)}, {"IOM": (UNA,), "SGV": ()})
    assert (OFF, IVO, "SGV", "SGV", "on no panel", SINCE) in told(again)


def test_nobody_is_new_who_was_on_the_missing_list_before(tmp_path: Path) -> None:
    june = {"IOM": (UNA,), "SGV": (IVOR,)}
    *_, again = over_months(tmp_path, june, {"IOM": (UNA,)}, june)
    assert again.view.since is not None
    ivor = next(p for p in again.view.everybody if again.view.title(p) == IVO)
    assert again.view.since.is_known(ivor.person_id)
    assert {each[0] for each in told(again)} == {"List was not there last time"}


def test_a_list_that_comes_again_is_told_with_when_it_was_read(tmp_path: Path) -> None:
    june = {"IOM": (UNA,), "SGV": (IVOR,)}
    *_, again = over_months(tmp_path, june, {"IOM": (UNA,)}, june)
    line = ("List was not there last time", "", "SGV", "not read", "4 listings")
    assert told(again) == [(*line, "Last read on 1 Jun 2026, with 4 listings")]


def test_a_move_over_a_gap_is_told_once(tmp_path: Path) -> None:
    june = {"IOM": (UNA,), "SGV": (IVOR,), "DIP": ()}
    july: Month = {"IOM": (UNA,), "DIP": (IVOR,)}
    *_, without, again = over_months(tmp_path, june, july, {**july, "SGV": ()})
    moves = (ON, OFF, MOVED, BACK, *SEVERAL)
    assert [each[:3] for each in told(without) if each[0] in moves] == [(ON, IVO, "DIP")]
    assert [each[:3] for each in told(again) if each[0] in moves] == [(OFF, IVO, "SGV")]


def test_who_is_on_several_panels_by_a_missing_one_is_told_when_it_comes(tmp_path: Path) -> None:
    june = {"IOM": (UNA, IVOR), "SGV": (UNA, IVOR), "DIP": ()}
    july: Month = {"IOM": (UNA,), "DIP": (IVOR,)}
    august = {"IOM": (UNA,), "SGV": (UNA, IVOR), "DIP": (IVOR,)}
    _, without, again = over_months(tmp_path, june, july, august)
    assert not [each for each in (*told(without), *told(again)) if each[0] in SEVERAL]


def test_before_names_the_panel_that_was_not_read_apart(tmp_path: Path) -> None:
    june = {"IOM": (IVOR, UNA), "SGV": (), "DIP": ()}
    july = {"SGV": (IVOR,), "DIP": ()}
    august = {"IOM": (IVOR, UNA), "SGV": (IVOR,), "DIP": ()}
    *_, again = over_months(tmp_path, june, july, august)
    (line,) = (line for line in told(again) if line[0] == SEVERAL[0])
    assert line[3:] == (
        "SGV (IOM not read)",
        "IOM and SGV",
        "Since 1 Jun 2026, when IOM was last read",
    )


def test_what_is_new_of_somebody_who_comes_by_a_list_that_was_missing_is_told(
    tmp_path: Path,
) -> None:
    june = {"IOM": (IVOR,), "SGV": (UNA,), "DIP": ()}
    july = {"SGV": (), "DIP": ()}
    married = put(UNA, Surname="Tranter", Postcode="E4 6ZB")
    august = {"IOM": (IVOR, married), "SGV": (), "DIP": ()}
    *_, again = over_months(tmp_path, june, july, august)
    lines = [line for line in told(again) if "TRANTER" in line[1]]
    assert [line[0] for line in lines] == ["Returned to a panel", "Name changed", "Address changed"]
    assert lines[0][2:] == (
        *("IOM", "last on SGV on 1 Jun 2026", "IOM"),
        "2 months later; since 1 Jun 2026, when IOM was last read",
    )


def test_what_a_register_says_anew_is_told_though_the_only_panel_was_missing(
    tmp_path: Path,
) -> None:
    june = {"IOM": (UNA,), "NPS caseload": (UNA,), "SGV": ()}
    moved = put(UNA, Postcode="E4 6ZB")
    july = {"NPS caseload": (moved,), "SGV": ()}
    _, without = over_months(tmp_path, june, july)
    assert [line[0] for line in told(without) if "TINDALL" in line[1]] == ["Address changed"]
    left = {"IOM": (), "NPS caseload": (moved,), "SGV": ()}
    (tmp_path / "again").mkdir()
    _, after = over_months(tmp_path / "again", june, left)
    lines = [line[0] for line in told(after) if "TINDALL" in line[1]]
    assert lines == ["Left a panel", "Address changed"]


def test_no_longer_on_several_is_told_though_the_other_panel_was_missing(tmp_path: Path) -> None:
    june = {"IOM": (UNA,), "SGV": (UNA,), "DIP": (IVOR,)}
    july = {"IOM": (), "DIP": (IVOR,)}
    _, without, again = over_months(tmp_path, june, july, june | {"IOM": ()})
    assert [each[:2] for each in told(without) if each[0] in SEVERAL] == [(SEVERAL[1], UNE)]
    assert not [each for each in told(again) if each[0] in SEVERAL]


def test_the_figures_of_trends_are_the_lines_of_changes_over_a_gap(tmp_path: Path) -> None:
    june = START | {"SGV": (UNA, put(IVOR, RAG="Red"))}
    gap = {name: rows for name, rows in june.items() if name != "SGV"}
    *_, again = over_months(tmp_path, june, gap, june | {"SGV": (put(IVOR, RAG="Green"), YOUNG)})
    trends = again.view.trends
    assert trends is not None
    found = {each.what: each.values for each in (*trends.group(COLOURS), *trends.group(MOVES))}
    assert found["SGV: joined"] == (None, None, 1)
    assert found["SGV: left"] == (None, None, 1)
    assert found["SGV: down"] == (None, None, 1)


def test_who_turned_18_while_their_list_was_missing_is_told(tmp_path: Path) -> None:
    june = {"IOM": (UNA,), "SGV": (YOUNG,)}
    *_, again = over_months(tmp_path, june, {"IOM": (UNA,)}, june)
    assert [each[0] for each in told(again)] == ["Turned 18", "List was not there last time"]


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        ({"Surname": "Quarmbey"}, ("Name changed", "Ivor QUARMBEY", "SGV", IVO, "Ivor QUARMBEY")),
        ({"DOB": "04/04/1989"}, ("Date of birth changed", IVO, "SGV", "3 Apr 1989", "4 Apr 1989")),
        ({"Postcode": "E6 4NE"}, ("Address changed", IVO, "SGV", "RM7 7HH", "E6 4NE")),
    ],
)
@pytest.mark.parametrize("away", [True, False])
def test_what_changed_of_somebody_who_moved_or_returned_is_told(
    tmp_path: Path, cells: Mapping[str, str], line: tuple[str, ...], away: bool
) -> None:
    june = {"IOM": (UNA, put(IVOR, PNC="2007/0012345Z")), "SGV": ()}
    gone = [{"IOM": (UNA,), "SGV": ()}] if away else []
    new = put(IVOR, PNC="2007/0012345Z", **cells)
    *_, last = over_months(tmp_path, june, *gone, {"IOM": (UNA,), "SGV": (new,)})
    lines = [each[:5] for each in told(last) if not each[0].startswith("List ")]
    assert line in lines
    assert [each[0] for each in lines if each[0] != line[0]] == [BACK if away else MOVED]


def test_a_number_that_another_panel_does_not_give_is_not_lost(tmp_path: Path) -> None:
    june = {"IOM": (put(IVOR, PNC="2007/0012345Z"),), "SGV": (UNA,)}
    *_, last = over_months(tmp_path, june, {"IOM": (), "SGV": (UNA, IVOR)})
    assert [each[0] for each in told(last) if not each[0].startswith("List ")] == [MOVED]


@pytest.mark.parametrize("away", [True, False])
def test_a_number_that_no_list_gave_before_is_gained_by_somebody_who_moved_or_returned(
    tmp_path: Path, away: bool
) -> None:
    june = {"IOM": (UNA, IVOR), "SGV": ()}
    gone = [{"IOM": (UNA,), "SGV": ()}] if away else []
    new = put(IVOR, PNC="2007/0012345Z")
    *_, last = over_months(tmp_path, june, *gone, {"IOM": (UNA,), "SGV": (new,)})
    lines = [each for each in told(last) if not each[0].startswith("List ")]
    pnc = ("Number gained", IVO, "SGV", "Not recorded", "PNC ID 2007/0012345Z", "")
    assert [each[0] for each in lines] == [BACK if away else MOVED, "Number gained"]
    assert lines[1] == pnc


def test_a_number_of_somebody_whom_another_list_gave_it_already_is_not_gained(
    tmp_path: Path,
) -> None:
    bare, whole = IVOR, put(IVOR, PNC="2007/0012345Z")
    june = {"IOM": (UNA, bare), "SGV": (whole,), "DIP": ()}
    *_, last = over_months(tmp_path, june, {"IOM": (UNA,), "SGV": (whole,), "DIP": (whole,)})
    assert "Number gained" not in [each[0] for each in told(last)]


NAMESAKE = put(IVOR, DOB="04/03/1989", RAG="Red", Postcode="")


def test_what_goes_by_a_row_that_is_to_check_is_marked(tmp_path: Path) -> None:
    june = {"IOM": (IVOR, UNA), "SGV": ()}
    july = {"IOM": (IVOR, UNA), "SGV": (NAMESAKE, UNA)}
    *_, result = over_months(tmp_path, june, july)
    rows = [list(map(str, row)) for row in changes(result.view).table.rows]
    sure = [(row[0], row[2], row[7]) for row in rows]
    assert sure == [
        (SEVERAL[0], IVO, "To check"),
        (SEVERAL[0], UNE, "Certain"),
        (ON, IVO, "To check"),
        (ON, UNE, "Certain"),
        ("List grew by more than 20 %", "", ""),
    ]
    assert ": 2 (1 to check) newly on several panels, 0 no longer" in result.since
    new = {str(row[1]): row for row in on_panels(result.view).table.rows}
    assert "New on SGV (to check)" in new[IVO]
    assert "New on SGV" in new[UNE]


def test_nobody_to_check_is_told_as_gone_for_a_fact(tmp_path: Path) -> None:
    june = {"IOM": (IVOR, UNA), "SGV": (NAMESAKE,)}
    *_, result = over_months(tmp_path, june, {"IOM": (IVOR, UNA), "SGV": ()})
    rows = [list(map(str, row)) for row in changes(result.view).table.rows]
    assert [(row[0], row[2], row[7]) for row in rows if row[1]] == [
        (SEVERAL[1], IVO, "To check"),
        (OFF, IVO, "To check"),
    ]
    assert ": 0 newly on several panels, 1 (to check) no longer" in result.since
