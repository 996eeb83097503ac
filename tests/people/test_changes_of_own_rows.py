"""What Changes tells of rows that stood, or stand, under somebody else's id to check.

A father and a son of one name: each line is told of whose rows it is, and is to check where these
are only perhaps the person's.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from cohortmatch.people.changes import BACK, KINDS, MOVED, OFF, ON
from cohortmatch.people.says import ADDRESS, BORN, NAME, Says, agree_in_part, alike
from cohortmatch.people.trends import MOVES
from cohortmatch.reporting import CrossReference
from cohortmatch.store import Store
from decisions.test_two_persons_over_months import (
    DOVE,
    FATHER,
    SON,
    Row,
    decide_rows,
    ids,
    month,
    undo,
)

Line = tuple[str, str, bool]


def says(name: str, born: str, address: str) -> Says:
    """What a row says."""
    told = {NAME: name, BORN: born, ADDRESS: address}
    return {kind: frozenset({text}) for kind, text in told.items()}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cohortmatch.db"


def lines(result: CrossReference) -> list[Line]:
    """What is told of one person on one list, and whether it is to check."""
    assert result.view.since is not None
    told = (c for c in result.view.since.changes if c.what in KINDS[2:])
    return [(c.what, c.list_name, c.to_check) for c in told]


def test_rows_that_come_to_check_join_and_leave_to_check(path: Path) -> None:
    with Store(path) as store:
        month(store, 0, IOM=[SON])
        came = month(store, 1, DIP=[FATHER], IOM=[SON])
        went = month(store, 2, IOM=[SON])
    assert lines(came) == [(ON, "DIP", True)]
    assert lines(went) == [(OFF, "DIP", True)]


def test_a_row_beside_his_own_changes_nothing_of_whose_id_it_is(path: Path) -> None:
    with Store(path) as store:
        month(store, 0, IOM=[SON])
        month(store, 1, DIP=[FATHER], IOM=[SON])
        both = month(store, 2, DIP=[FATHER], IOM=[SON, FATHER])
    assert lines(both) == [(ON, "IOM", True)]


def test_father_and_son_who_change_places_moved_and_changed_nothing(path: Path) -> None:
    with Store(path) as store:
        month(store, 0, IOM=[SON])
        first = month(store, 1, DIP=[FATHER], IOM=[SON])
        decide_rows(store, first, "DIP:0", "IOM:0", "different")
        month(store, 1, DIP=[FATHER], IOM=[SON])
        undo(store, 1)
        after = month(store, 2, DIP=[SON], IOM=[FATHER])
    assert len({*ids(after, "DIP:0", "IOM:0")}) == 1
    assert sorted(lines(after)) == [(MOVED, "", False), (MOVED, "", True)]


def test_who_returns_was_last_where_his_own_rows_stood(path: Path) -> None:
    with Store(path) as store:
        (son,) = ids(month(store, 0, IOM=[SON]), "IOM:0")
        month(store, 1, DIP=[FATHER], IOM=[SON])
        month(store, 2, DIP=[FATHER])
        back = month(store, 3, Custody=[SON])
    assert ids(back, "Custody:0") == [son]
    assert back.view.since is not None
    (line,) = [c for c in back.view.since.changes if c.what == BACK]
    assert (line.person, line.before) == (son, "last on IOM on 1 Feb 2026")


@pytest.mark.parametrize("rows", [[SON], [SON, FATHER]], ids=["he left", "his son stays too"])
def test_who_stands_by_himself_again_changed_neither_name_nor_number(
    path: Path, rows: Sequence[tuple[str, ...]]
) -> None:
    with Store(path) as store:
        month(store, 0, DIP=[FATHER], IOM=[SON])
        parted = month(store, 1, DIP=rows[1:], IOM=rows[:1])  # type: ignore[arg-type]
    assert all(what in (OFF, ON) for what, _, _ in lines(parted))


def test_the_figures_of_trends_are_the_lines_of_rows_to_check_too(path: Path) -> None:
    with Store(path) as store:
        month(store, 0, IOM=[SON])
        came = month(store, 1, DIP=[FATHER], IOM=[SON, FATHER])
    assert lines(came) == [(ON, "DIP", True), (ON, "IOM", True)]
    assert came.view.trends is not None
    figures = {each.what: each.values[-1] for each in came.view.trends.group(MOVES)}
    assert (figures["DIP: joined"], figures["IOM: joined"]) == (1, 1)


def test_two_who_were_to_check_and_are_one_by_a_decision_neither_joined_nor_left(
    path: Path,
) -> None:
    with Store(path) as store:
        month(store, 0, DIP=[FATHER], IOM=[SON])
        both = month(store, 1, DIP=[FATHER], IOM=[SON])
        decide_rows(store, both, "DIP:0", "IOM:0", "same")
        one = month(store, 2, DIP=[FATHER], IOM=[SON])
        again = month(store, 3, DIP=[FATHER], IOM=[SON])
        undo(store, 1)
        two = month(store, 4, DIP=[FATHER], IOM=[SON])
    assert [lines(each) for each in (one, again, two)] == [[], [], []]


def test_who_was_to_check_and_moves_house_while_it_is_decided_neither_joined_nor_left(
    path: Path,
) -> None:
    moved = {"DIP": [(*FATHER[:4], DOVE)], "IOM": [(*SON[:3], FATHER[3], DOVE)]}
    with Store(path) as store:
        month(store, 0, DIP=[FATHER], IOM=[SON])
        one = month(store, 1, **moved)
    assert len({*ids(one, "DIP:0", "IOM:0")}) == 1
    assert not {what for what, _, _ in lines(one)} & {ON, OFF, MOVED}


def test_one_by_a_decision_who_moves_after_a_list_was_missing_moved_for_certain(
    path: Path,
) -> None:
    with Store(path) as store:
        first = month(store, 0, DIP=[FATHER], IOM=[SON])
        decide_rows(store, first, "DIP:0", "IOM:0", "same")
        month(store, 1, DIP=[FATHER])
        moved = month(store, 2, Custody=[FATHER], IOM=[SON])
    assert all(not to_check for _, _, to_check in lines(moved))
    assert len({*ids(moved, "Custody:0", "IOM:0")}) == 1


ADA: Says = says("Ada Pym", "1970-03-04", "1 Alder Walk")


@pytest.mark.parametrize(
    ("other", "agree"),
    [
        (says("Ada Pym", "1970-03-04", "9 Dove Lane"), True),
        (says("Ada Pym", "1970-04-13", "1 Alder Walk"), True),
        (says("Ada Pym", "1995-03-04", "1 Alder Walk"), False),
        (says("Ada Pym", "1970-04-13", "9 Dove Lane"), False),
        (says("Ada Pym", "1970-03-05", "9 Dove Lane"), True),
        (says("Ada Pym", "1970-04-03", "9 Dove Lane"), True),
        (says("Ada Pym", "1995-03-04", "9 Dove Lane"), False),
        (says("Ida Pym", "1970-03-04", "1 Alder Walk"), False),
    ],
    ids=[
        "moved",
        "a slip in the date",
        "mother and daughter",
        "a namesake",
        "one digit",
        "day and month the other way round",
        "her daughter",
        "a twin",
    ],
)
def test_whether_two_rows_agree_on_who_somebody_is(other: Says, agree: bool) -> None:
    assert alike(ADA, other) == agree


@pytest.mark.parametrize(
    ("other", "agree"),
    [
        (says("Ada Pym", "1970-03-05", "9 Dove Lane"), True),
        ({NAME: frozenset({"Ada Pym"})}, True),
        (says("Ada Quillan", "1970-03-04", "9 Dove Lane"), True),
        (says("Ada Pym", "1995-03-04", "1 Alder Walk"), False),
        (says("Ivor Quillan", "1970-03-04", "1 Alder Walk"), False),
    ],
    ids=["one digit", "no date", "married", "her daughter", "another name"],
)
def test_whether_a_row_may_be_the_same_one_put_right(other: Says, agree: bool) -> None:
    assert agree_in_part(ADA, other) == agree
    assert agree_in_part(other, ADA) == agree


def test_numbers_that_differ_tell_two_rows_apart() -> None:
    one, other = ({**ADA, "pnc": frozenset({number})} for number in ("2001/0000001A", "2001/2B"))
    assert not agree_in_part(one, other)


UNA: Row = ("Odell", "Una", "31/01/1990", "", "")


@pytest.mark.parametrize(
    "slip",
    [
        (*UNA[:2], "30/01/1990", "", ""),
        (*UNA[:2], "", "", ""),
        ("Odell", "Unna", *UNA[2:]),
    ],
    ids=["one digit", "no date", "name"],
)
def test_a_row_that_was_or_becomes_to_check_stays_on_its_list(path: Path, slip: Row) -> None:
    with Store(path) as store:
        month(store, 0, IOM=[UNA], DIP=[slip])
        right = month(store, 1, IOM=[UNA], DIP=[UNA])
        again = month(store, 2, IOM=[UNA], DIP=[slip])
    for result in (right, again):
        told = {what for what, _, _ in lines(result)}
        assert told and not told & {ON, OFF, MOVED, BACK}


JOINED_LEFT = ("DIP: joined", "DIP: left")


def test_later_months_change_nothing_of_the_figures_of_a_month(path: Path) -> None:
    slip = (*UNA[:2], "30/01/1990", "", "")
    with Store(path) as store:
        month(store, 0, IOM=[UNA], DIP=[slip])
        for number in (1, 2, 3):
            told = month(store, number, IOM=[UNA], DIP=[UNA])
            assert told.view.trends is not None
            figures = [e for e in told.view.trends.group(MOVES) if e.what in JOINED_LEFT]
            assert not any(value for each in figures for value in each.values)
