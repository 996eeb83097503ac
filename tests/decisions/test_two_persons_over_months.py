"""Two persons who are two stay two, and an id names the rows whose own number it is.

Each month is three lists: Custody, DIP and IOM, with three other people on each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd
import pytest

from cohortmatch.core.fingerprints import Content, contents
from cohortmatch.decisions.ledger import Answer, Entry, Reviewed
from cohortmatch.people.changes import BACK
from cohortmatch.reporting import CrossReference
from cohortmatch.reporting.sheets.decisions import AGAINST, YES, decisions
from cohortmatch.store import Store
from decided import entry
from decisions.test_decisions_over_months import HEADINGS, MONTHS, OTHERS, Row
from people_lists import a_pnc
from store.test_store import keep, memory, persons

Month = Mapping[str, Sequence[Row]]
ELM, DOVE, ASH = "5 Elm Road, RM99 9AB", "9 Dove Lane, RM99 9DE", "7 Ash Road, RM99 9FG"
FATHER: Row = ("Smith", "Alan", "04/03/1960", a_pnc(21), ELM)
SON: Row = ("Smith", "Alan", "04/03/1990", "", ELM)
YUSUF_76: Row = ("Jones", "Yusuf", "17/11/1976", "", ELM)
YUSUF_75: Row = ("Jones", "Yusuf", "17/11/1975", "", DOVE)
YUSUF_75_MOVED: Row = (*YUSUF_75[:4], ASH)
ALLEN: Row = ("Smith", "Allen", "07/03/1977", "", ELM)
ALLEN_BEFORE: Row = (*ALLEN[:4], DOVE)
ALLEN_MOVED: Row = (*ALLEN[:4], ASH)
ALAN: Row = ("Smith", "Alan", "07/03/1977", a_pnc(22), "3 Oak Road, RM99 9HJ")
IVOR: Row = ("Ali", "Ivor", "10/01/1988", "", ELM)
IVO: Row = ("Ali", "Ivo", "10/01/1988", "", ELM)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cohortmatch.db"


def month(store: Store, number: int, **lists: Sequence[Row]) -> CrossReference:
    """The run of a month (0 is January), kept."""
    frames = {
        name: pd.DataFrame([*lists.get(name, ()), *OTHERS], columns=HEADINGS)
        for name in ("Custody", "DIP", "IOM")
    }
    return keep(frames, store, MONTHS[number])


def ids(result: CrossReference, *rows: str) -> list[str]:
    return [persons(result)[row] for row in rows]


def decide_ids(store: Store, one: str, other: str, answer: Answer) -> None:
    sides = Content(one), Content(other)
    store.add(lambda ledger: [Entry(ledger.next_number, answer, *sides)])


def decide_rows(store: Store, result: CrossReference, one: str, other: str, said: Answer) -> None:
    known = contents(result.listings, store.key)
    sides = (known.at(known.by_id[row]) for row in (one, other))
    store.add(lambda ledger: [entry(ledger.next_number, said, *sides)])


def undo(store: Store, number: int) -> None:
    nobody = Content("")
    store.add(lambda known: [Entry(known.next_number, "same", nobody, nobody, undoes=number)])


def certain(result: CrossReference, *lists: str) -> dict[str, bool]:
    """Whether the first row of each list is certainly of the person whose id it goes by."""
    core = {i for person in result.view.everybody for i in person.core}
    return {name: result.view.ids.index(f"{name}:0") in core for name in lists}


def doubts(result: CrossReference) -> list[tuple[str, tuple[str, ...]]]:
    return [(c.person, c.others) for c in memory(result).changes if c.kind == "perhaps"]


@pytest.mark.parametrize(
    ("january", "february", "sure"),
    [
        ({"IOM": [SON]}, {"DIP": [FATHER], "IOM": [SON]}, {"DIP": False, "IOM": True}),
        ({"DIP": [SON]}, {"DIP": [SON], "IOM": [FATHER]}, {"DIP": True, "IOM": False}),
        (
            {"IOM": [SON]},
            {"Custody": [FATHER], "DIP": [FATHER], "IOM": [SON]},
            {"Custody": False, "DIP": False, "IOM": True},
        ),
        (
            {},
            {"Custody": [FATHER], "DIP": [FATHER], "IOM": [SON]},
            {"Custody": True, "DIP": True, "IOM": False},
        ),
    ],
    ids=["earlier in the alphabet", "later", "on more lists", "nobody known: who is on more lists"],
)
def test_an_id_certainly_names_the_rows_whose_own_number_it_is(
    path: Path, january: Month, february: Month, sure: dict[str, bool]
) -> None:
    with Store(path) as store:
        before = {*persons(month(store, 0, **january)).values()}
        then = month(store, 1, **february)
    assert certain(then, *sure) == sure
    (person,) = {*ids(then, *(f"{name}:0" for name in sure))}
    assert (person in before) == bool(january)
    assert then.view.since is not None
    lines = [c for c in then.view.since.changes if c.person == person]
    assert lines
    assert all(c.to_check for c in lines if january)


def test_the_certain_rows_are_the_same_with_and_without_a_store(path: Path) -> None:
    lists: Month = {"Custody": [FATHER], "DIP": [SON], "IOM": [SON]}
    with Store(path) as store:
        kept = month(store, 0, **lists)
    sure = {"Custody": False, "DIP": True, "IOM": True}
    assert certain(kept, *sure) == sure


def test_two_ids_that_are_two_stay_two_where_one_moves_house_and_comes_to_a_second_list(
    path: Path,
) -> None:
    with Store(path) as store:
        (older,) = ids(month(store, 0, IOM=[YUSUF_76]), "IOM:0")
        (newer,) = ids(month(store, 1, DIP=[YUSUF_75]), "DIP:0")
        decide_ids(store, newer, older, "different")
        both = month(store, 2, DIP=[YUSUF_75_MOVED], IOM=[YUSUF_75_MOVED, YUSUF_76])
    assert ids(both, "DIP:0", "IOM:0", "IOM:1") == [newer, newer, older]
    assert len(both.review_queue()) == 0


def test_two_ids_that_are_two_stay_two_on_an_earlier_day_that_is_run_late(path: Path) -> None:
    with Store(path) as store:
        (allen,) = ids(month(store, 2, Custody=[ALLEN]), "Custody:0")
        (alan,) = ids(month(store, 3, DIP=[ALAN]), "DIP:0")
        decide_ids(store, alan, allen, "different")
        late = month(store, 1, Custody=[ALLEN_BEFORE], IOM=[ALAN])
        assert ids(late, "Custody:0", "IOM:0") == [allen, alan]
        after = month(store, 5, Custody=[ALLEN_MOVED], DIP=[ALAN])
    assert ids(after, "Custody:0", "DIP:0") == [allen, alan]


def test_rows_that_were_decided_different_stay_two_on_every_list_they_come_to(path: Path) -> None:
    with Store(path) as store:
        first = month(store, 0, DIP=[YUSUF_75], IOM=[YUSUF_76])
        decide_rows(store, first, "DIP:0", "IOM:0", "different")
        older, newer = ids(month(store, 0, DIP=[YUSUF_75], IOM=[YUSUF_76]), "IOM:0", "DIP:0")
        moved = {"Custody": [YUSUF_75_MOVED], "DIP": [YUSUF_75_MOVED]}
        then = month(store, 1, **moved, IOM=[(*YUSUF_76[:4], "2 Elder Way, RM99 9KL")])
    assert ids(then, "Custody:0", "DIP:0", "IOM:0") == [newer, newer, older]


def test_nobody_is_asked_whether_somebody_may_be_the_person_of_a_row_beside_theirs(
    path: Path,
) -> None:
    with Store(path) as store:
        (father,) = ids(month(store, 0, IOM=[FATHER]), "IOM:0")
        (son,) = ids(month(store, 1, IOM=[SON]), "IOM:0")
        assert doubts(month(store, 1, IOM=[SON])) == [(son, (father,))]
        both = month(store, 2, DIP=[FATHER], IOM=[SON])
    assert {*ids(both, "DIP:0", "IOM:0")} == {father}
    assert doubts(both) == []
    assert len(both.review_queue()) == 1


def test_different_by_ids_and_same_by_rows_are_told_to_contradict_each_other(path: Path) -> None:
    with Store(path) as store:
        (father,) = ids(month(store, 0, IOM=[FATHER]), "IOM:0")
        (son,) = ids(month(store, 1, IOM=[SON]), "IOM:0")
        decide_ids(store, son, father, "different")
        both = month(store, 2, DIP=[FATHER], IOM=[SON])
        assert ids(both, "DIP:0", "IOM:0") == [father, son]
        decide_rows(store, both, "DIP:0", "IOM:0", "same")
        against = month(store, 2, DIP=[FATHER], IOM=[SON])
        undo(store, 2)
        after = month(store, 2, DIP=[FATHER], IOM=[SON])
    reviewed = against.view.reviewed
    assert isinstance(reviewed, Reviewed)
    assert [[e.entry.number for e in c.decisions] for c in reviewed.contradictions] == [[2, 1]]
    assert counts(against) == {"1": AGAINST, "2": AGAINST}
    assert len(against.review_queue()) == 1
    assert ids(after, "DIP:0", "IOM:0") == [father, son]
    assert counts(after) == {"1": YES}


def counts(result: CrossReference) -> dict[str, str]:
    """Whether each decision counts now, as the sheet has it."""
    return {str(row[0]): str(row[-1]) for row in decisions(result.view).table.rows}


def test_a_twin_a_letter_apart_is_asked_about_within_a_month_as_between_months(path: Path) -> None:
    with Store(path) as store:
        (ivor,) = ids(month(store, 0, IOM=[IVOR]), "IOM:0")
        (ivo,) = ids(month(store, 1, IOM=[IVO]), "IOM:0")
        assert doubts(month(store, 1, IOM=[IVO])) == [(ivo, (ivor,))]
        both = month(store, 2, DIP=[IVOR], IOM=[IVO])
        assert certain(both, "DIP", "IOM") == {"DIP": True, "IOM": False}
        assert len(both.review_queue()) == 1
        alone = month(store, 3, DIP=[IVOR])
    assert ids(alone, "DIP:0") == [ivor]


def test_nobody_is_asked_about_forenames_a_letter_apart_who_were_never_two_ids(path: Path) -> None:
    with Store(path) as store:
        both = month(store, 0, DIP=[IVOR], IOM=[IVO])
    assert len({*ids(both, "DIP:0", "IOM:0")}) == 1
    assert len(both.review_queue()) == 0


def test_two_ids_that_are_two_stay_two_in_an_edition(path: Path) -> None:
    with Store(path) as store:
        (ivor,) = ids(month(store, 0, IOM=[IVOR]), "IOM:0")
        (ivo,) = ids(month(store, 1, DIP=[IVO]), "DIP:0")
        before = month(store, 2, DIP=[IVO], IOM=[IVOR]).edition("IOM").agenda
        decide_ids(store, ivor, ivo, "different")
        after = month(store, 2, DIP=[IVO], IOM=[IVOR]).edition("IOM").agenda
    name = "Ivor ALI"
    assert name in before["Name"].to_list()
    assert name not in after["Name"].to_list()


def test_an_answer_settles_the_doubt_about_twins_a_letter_apart(path: Path) -> None:
    with Store(path) as store:
        (ivor,) = ids(month(store, 0, IOM=[IVOR]), "IOM:0")
        (ivo,) = ids(month(store, 1, IOM=[IVO]), "IOM:0")
        decide_ids(store, ivo, ivor, "same")
        one = month(store, 2, DIP=[IVOR], IOM=[IVO])
    assert ids(one, "DIP:0", "IOM:0") == [ivor, ivor]
    assert len(one.review_queue()) == 0
    assert all(certain(one, "DIP", "IOM").values())


def test_somebody_who_comes_back_beside_their_twin_returned(path: Path) -> None:
    with Store(path) as store:
        month(store, 0, IOM=[IVOR])
        month(store, 1, IOM=[IVO])
        both = month(store, 2, DIP=[IVOR], IOM=[IVO])
    assert both.view.since is not None
    assert both.view.since.count(BACK) == 1


KANE: Row = ("Dagnall", "Kane", "26/06/1996", "", ELM)
KANE_KNOWN: Row = (*KANE[:3], a_pnc(31), ELM)
KADE: Row = ("Dagnall", "Kade", "26/06/1996", a_pnc(32), ELM)
KADE_MOVED: Row = (*KADE[:3], "", "")


@pytest.mark.parametrize(
    "january",
    [
        {"IOM": [KANE_KNOWN, KADE], "DIP": [KANE]},
        {"IOM": [KANE, (*KADE[:3], "", ELM)], "DIP": [KANE]},
        {"IOM": [KADE], "DIP": [KANE_KNOWN]},
    ],
    ids=["their numbers differ", "on one list, without numbers", "numbers on two lists"],
)
def test_a_twin_who_moves_to_a_list_without_numbers_is_asked_about(
    path: Path, january: Month
) -> None:
    with Store(path) as store:
        first = month(store, 0, **january)
        (kane,) = ids(first, "DIP:0")
        then = month(store, 1, Custody=[KADE_MOVED], DIP=[january["DIP"][0]])
        later = month(store, 2, Custody=[KADE_MOVED])
    assert len(then.review_queue()) == 1
    # The row alone keeps a number of its own; beside his brother it only may be his.
    assert persons(later)["Custody:0"] != kane


def test_a_short_form_on_two_lists_is_one_person_as_long_as_nothing_told_two(path: Path) -> None:
    dave: Row = ("Dagnall", "Dave", "26/06/1996", "", ELM)
    david: Row = ("Dagnall", "David", "26/06/1996", a_pnc(31), "")
    with Store(path) as store:
        month(store, 0, DIP=[(*dave[:2], "", "", ELM)], IOM=[david])
        then = month(store, 1, DIP=[dave], IOM=[david])
    assert len({*ids(then, "DIP:0", "IOM:0")}) == 1
    assert len(then.review_queue()) == 0
