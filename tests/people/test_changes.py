"""What is not as it was last time: people, colours, decisions and lists; and the trends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from cohortmatch.decisions.ledger import Contradiction, CountedDecision, Reopened, Reviewed
from cohortmatch.people.past import Facts, is_whole, of_past
from cohortmatch.people.trends import MOVES, PAIRS, SHARED, TIME, trends
from cohortmatch.reporting import CrossReference
from cohortmatch.reporting.page import page_bytes
from cohortmatch.reporting.sheets.changes import changes
from cohortmatch.reporting.sheets.decisions import decisions
from cohortmatch.reporting.sheets.people import since_words
from cohortmatch.reporting.sheets.review import to_review
from cohortmatch.reporting.sheets.summary import read_first, since_line
from cohortmatch.store.earlier_runs import Member, Memory, PastList, PastRun, PersonChange
from sketches import borough, entry

IDS = ("P1", "P2", "P3", "P1", "P2", "P3", "P4", "P1", "P4", "P1")
"""The lasting ids of the borough's listings: Mary P1, Otto P2, Ada P3, Sol P4."""
Row = tuple[str, str, str]
"""A person, their list, the colour or other word for the risk."""


def past(number: int, day: date, rows: list[Row], sizes: Mapping[str, int]) -> PastRun:
    """An earlier run in which some people stood on some lists."""
    members = tuple(
        Member(who, f"{name}:{n}", name, "subject", f"Name of {who}", {"RAG": rag}, True, f"{n}")
        for n, (who, name, rag) in enumerate(rows)
    )
    lists = tuple(
        PastList(name, "register" if name == "NPS" else "panel", None, size)
        for name, size in sizes.items()
    )
    return PastRun(number, day, lists, members)


MAY = past(
    2,
    date(2026, 5, 1),
    [
        ("P1", "IOM", "Green"),
        ("P1", "MAPPA", ""),
        ("P1", "NPS", ""),
        ("P3", "IOM", ""),
        ("P9", "IOM", ""),
        ("P9", "MAPPA", ""),
        ("P4", "MAPPA", ""),
    ],
    {"IOM": 5, "MAPPA": 4, "NPS": 3, "DIP": 7},
)
MAY_AS_JUNE = replace(MAY, lists=tuple(each for each in MAY.lists if each.name != "DIP"))
"""May with the lists of June."""
APRIL = past(1, date(2026, 4, 1), [("P1", "IOM", "Red"), ("P3", "IOM", "")], {"IOM": 2})


def remembered(*runs: PastRun, moved: tuple[PersonChange, ...] = ()) -> CrossReference:
    return borough(memory=Memory(IDS, moved, runs))


def told(result: CrossReference) -> list[list[object]]:
    return [list(row) for row in changes(result.view).table.rows]


def test_the_first_run_has_nothing_to_lay_beside() -> None:
    sheet = changes(borough(memory=Memory(IDS)).view)
    assert sheet.sentence.startswith("This is the first run") and not sheet.table.rows
    alone = changes(borough().view)
    assert alone.sentence.startswith("Nothing is kept from run to run") and not alone.table.rows
    assert since_line(borough().view) == ""


def test_who_is_new_who_is_gone_and_why() -> None:
    rows = told(remembered(APRIL, MAY))
    assert rows[0][:3] == ["Newly on several panels", "P2", "Otto QUILL"]
    assert rows[0][4:7] == ["on no panel", "IOM and MAPPA", "Joined IOM and MAPPA"]
    assert rows[1][1:7] == ["P3", "Ada PENN", "", "IOM", "IOM and MAPPA", "Joined MAPPA"]
    assert [row[7] for row in rows[:2]] == ["To check", "Certain"]
    gone = rows[2]
    assert gone[:3] == ["No longer on several panels", "P9", "Name of P9"]
    assert gone[4:7] == ["IOM and MAPPA", "on no panel", "No longer on IOM and MAPPA"]


def test_colours_that_moved_are_told() -> None:
    row = next(row for row in told(remembered(MAY)) if str(row[0]).startswith("RAG"))
    assert row == ["RAG went up", "P1", "Mary ARDEN", "IOM", "Green", "Red", "", "Certain"]


def test_lists_that_are_missing_or_changed_by_more_than_a_fifth_are_told() -> None:
    result = remembered(MAY)
    lists = {row[3]: row[0] for row in told(result) if "ist" in str(row[0])}
    assert lists == {
        "IOM": "List shrank by more than 20 %",
        "DIP": "List is missing this time",
    }
    first = "\n".join(read_first(result.view))
    assert "DIP was read last time and not this time" in first
    assert "IOM has 3 listings and had 5 listings: check that it is a whole export." in first


def test_the_summary_counts_them() -> None:
    line = since_line(remembered(MAY).view)
    assert line == (
        "Since the last run on 1 May 2026: 2 (1 to check) newly on several panels, 1 no longer."
    )


def test_people_found_to_be_one_have_not_joined_a_list() -> None:
    moved = (PersonChange("join", "P2", ("P9",)), PersonChange("join", "P3", ("P8",)))
    rows = told(remembered(MAY, moved=moved))
    otto = next(row for row in rows if row[1] == "P2")
    assert otto[6] == "The row on IOM and MAPPA was taken for somebody else before"
    assert "P9" not in [row[1] for row in rows]
    joined = {row[1]: row[7] for row in rows if row[0] == "Several people now taken for one"}
    assert joined == {"P2": "To check", "P3": ""}


def test_new_lists_are_told_beside_the_person() -> None:
    view = remembered(MAY).view
    said = {person.person_id: since_words(view, person) for person in view.reported}
    assert said == {"P1": None, "P2": "New", "P3": "New on MAPPA", "P4": "New on NPS"}


def test_decisions_asked_again_say_what_changed_and_contradictions_stand_first() -> None:
    again = Reopened(entry(3, "same", "IOM:10", "MAPPA:3"), 1, 4, ("IOM:10: the date of birth",))
    both = (
        CountedDecision(entry(1, "same", "IOM:9", "NPS:2"), 0, 7),
        CountedDecision(entry(2, "different", "IOM:9", "NPS:4"), 0, 9),
    )
    reviewed = Reviewed(reopened=(again,), contradictions=(Contradiction(both),), gone=2)
    result = borough(reviewed=reviewed)
    rows = told(result)
    assert rows[0][0] == "Decision asked again" and rows[0][3] == "IOM:10 | MAPPA:3"
    assert rows[0][6] == "Changed: IOM:10: the date of birth"
    (asked,) = [row for row in to_review(result.view).table.rows if row[0] == rows[0][3]]
    assert "IOM:10: the date of birth" in asked
    page = page_bytes(result.view, result.marking).decode()
    assert "<b>Changed since it was decided:</b> IOM:10: the date of birth" in page
    assert rows[1][0] == "Decisions contradict each other"
    assert "IOM:9 | NPS:4: Different people" in str(rows[1][4])
    assert "2 more decisions about rows" in decisions(result.view).sentence


def test_decisions_in_force_say_who_when_and_why() -> None:
    (row,) = decisions(borough(decisions={("IOM:10", "MAPPA:3"): True}).view).table.rows
    assert list(row) == [
        "1",
        "IOM:10 | MAPPA:3",
        "Otto QUILL",
        "Otto QUILL",
        "Same person",
        "A. Analyst",
        "2026-05-14",
        "Known",
        "",
        "Yes",
    ]


def test_trends_need_two_runs() -> None:
    assert borough().view.trends is None
    assert trends([of_past(MAY)]) is None


def figures(runs: list[Facts], group: str) -> dict[str, tuple[int | None, ...]]:
    found = trends(runs)
    assert found is not None
    return {series.what: series.values for series in found.group(group)}


def test_trends_count_what_was_so_at_each_run() -> None:
    runs = [of_past(APRIL), of_past(MAY_AS_JUNE), remembered(MAY).view.facts]
    assert figures(runs, SHARED)["All"] == (0, 2, 3)
    assert figures(runs, SHARED)["Certain"] == (0, 2, 2)
    assert figures(runs, PAIRS)["IOM and MAPPA"] == (None, 2, 3)
    moves = figures(runs, MOVES)
    assert moves["IOM: people on the list"] == (2, 3, 3)
    assert moves["IOM: joined"] == (None, 1, 1)
    assert moves["IOM: left"] == (None, 0, 1)
    assert figures(runs, TIME)["IOM"] == (0, 30, 61)


def test_a_panel_that_did_not_come_leaves_a_gap_in_figures_over_all_panels() -> None:
    april = replace(MAY, number=1, as_of=APRIL.as_of)
    runs = [of_past(april), of_past(MAY), remembered(MAY).view.facts]
    assert figures(runs, SHARED)["All"] == (2, 2, None)
    assert figures(runs, MOVES)["People on any panel"] == (4, 4, None)
    assert figures(runs, MOVES)["IOM: people on the list"] == (3, 3, 3)


EXPECTED = [
    (("IOM DIP", "IOM"), "yn", "what came and does not is missing"),
    (
        ("IOM", "IOM DIP", "IOM"),
        "yyy",
        "what came once may be a file given twice",
    ),
    (("IOM", "IOM DIP", "IOM", "IOM DIP"), "yyny", "unless it comes again"),
    (("IOM DIP",) * 2 + ("IOM",) * 4, "yynnny", "a panel that ended is expected for three runs"),
    (("IOM", "IOM", "IOM DIP"), "yyy", "a panel is not missing before it begins"),
]


@pytest.mark.parametrize(("read", "whole", "because"), EXPECTED)
def test_which_panels_a_run_is_to_read(read: tuple[str, ...], whole: str, because: str) -> None:
    day = date(2026, 1, 1)
    runs = [Facts(day, tuple(names.split()), {}, {}, {}) for names in read]
    told = "".join("y" if is_whole(runs, n) else "n" for n in range(len(runs)))
    assert told == whole, because


def test_trends_are_drawn_with_their_numbers_in_words() -> None:
    result = remembered(APRIL, MAY_AS_JUNE)
    page = page_bytes(result.view, result.marking).decode()
    assert "All: 0 (1 Apr 26), 2 (1 May 26), 3 (1 Jun 26)" in page
    assert page.count("<svg") > 3 and page.count("<svg") == page.count('role="img"')


def test_what_is_remembered_leaves_the_people_as_they_are() -> None:
    plain, result = borough(), remembered(MAY)
    assert list(result.people["names"]) == list(plain.people["names"])
    assert set(result.people.index) == {"P1", "P2", "P3", "P4"}
    assert np.array_equal(result.links.to_numpy(), plain.links.to_numpy())


def test_only_the_last_twelve_runs_are_told() -> None:
    runs = [of_past(replace(MAY, number=n, as_of=date(2025, 1 + n % 12, 1))) for n in range(15)]
    found = trends(runs)
    assert found is not None and len(found.days) == 12
    assert all(len(series.values) == 12 for series in found.series)
