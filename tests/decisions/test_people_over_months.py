"""Decisions are about people: father and son, twins and namesakes who move, leave and come back."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from cohortmatch.core.fingerprints import Content, contents
from cohortmatch.decisions.implied_by_gone_rows import implied_by_gone_rows
from cohortmatch.decisions.ledger import Answer, Entry
from cohortmatch.reporting import CrossReference
from cohortmatch.store import Store
from decided import entry
from decisions.test_decisions_over_months import HEADINGS, MONTHS, OTHERS, Row, state
from people_lists import a_pnc
from store.test_store import keep, persons

ELM = "5 Elm Road, RM99 9AB"
DOVE = "9 Dove Lane, RM99 9DE"
FATHER: Row = ("Smith", "Alan", "04/03/1960", a_pnc(21), ELM)
SON: Row = ("Smith", "Alan", "04/03/1990", "", ELM)
SON_MOVED: Row = (*SON[:4], DOVE)
YUSUF: Row = ("Jones", "Yusuf", "17/11/1989", a_pnc(22), ELM)
YUSUF_MOVED: Row = (*YUSUF[:4], DOVE)
TWIN: Row = ("Jones", "Yusufs", "17/11/1989", "", ELM)
ALI: Row = ("Ali", "Mohammed", "05/06/1990", "", ELM)
ALI_BARE: Row = ("Ali", "Mohammed", "", "", "")
ALI_YEAR: Row = ("Ali", "Mohammed", "1990", "", DOVE)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cohortmatch.db"


def month(store: Store, number: int, **rows: Row) -> CrossReference:
    """A month's run of three lists of three people, and first on them the rows that matter."""
    lists = {
        name: pd.DataFrame([*([rows[name]] if name in rows else []), *OTHERS], columns=HEADINGS)
        for name in ("IOM", "SGV", "MAPPA")
    }
    return keep(lists, store, MONTHS[number])


def decide(store: Store, result: CrossReference, left: str, right: str, answer: Answer) -> None:
    known = contents(result.listings, store.key)
    sides = (known.at(known.by_id[f"{name}:0"]) for name in (left, right))
    store.add(lambda ledger: [entry(ledger.next_number, answer, *sides)])


def decide_ids(store: Store, left: str, right: str, answer: Answer) -> None:
    sides = Content(left), Content(right)
    store.add(lambda ledger: [Entry(ledger.next_number, answer, *sides)])


def ids(result: CrossReference, *names: str) -> list[str]:
    return [persons(result)[f"{name}:0"] for name in names]


def test_two_who_change_lists_take_their_decision_along(path: Path) -> None:
    with Store(path) as store:
        decide(store, month(store, 0, IOM=FATHER, SGV=SON), "IOM", "SGV", "different")
        both = ids(month(store, 0, IOM=FATHER, SGV=SON), "IOM", "SGV")
        swapped = month(store, 1, SGV=FATHER, IOM=SON)
        assert ids(swapped, "SGV", "IOM") == both
        assert state(swapped) == "stands"
        moved = month(store, 2, SGV=FATHER, IOM=SON_MOVED)
    assert ids(moved, "SGV", "IOM") == both
    assert state(moved) == "asked"
    assert moved.view.reviewed is not None
    (again,) = moved.view.reviewed.reopened
    assert "IOM:0: the address" in " ".join(again.changed)


def test_an_answer_that_two_ids_are_two_people_holds_their_rows_apart(path: Path) -> None:
    with Store(path) as store:
        (yusuf,) = ids(month(store, 0, IOM=YUSUF), "IOM")
        (twin,) = ids(month(store, 1, IOM=TWIN), "IOM")
        assert twin != yusuf
        decide_ids(store, twin, yusuf, "different")
        back = month(store, 2, IOM=TWIN, SGV=YUSUF_MOVED)
    assert ids(back, "IOM", "SGV") == [twin, yusuf]


def test_what_follows_from_decisions_stays_when_the_row_between_leaves(path: Path) -> None:
    with Store(path) as store:
        first = month(store, 0, IOM=ALI, SGV=ALI_YEAR, MAPPA=ALI_BARE)
        decide(store, first, "IOM", "MAPPA", "same")
        decide(store, first, "MAPPA", "SGV", "same")
        together = ids(month(store, 0, IOM=ALI, SGV=ALI_YEAR, MAPPA=ALI_BARE), "IOM", "SGV")
        assert len({*together}) == 1
        after = month(store, 1, IOM=ALI, SGV=ALI_YEAR)
    assert ids(after, "IOM", "SGV") == together
    assert len(after.review_queue()) == 0
    assert after.view.reviewed is not None
    assert after.view.reviewed.gone == 0


def test_a_doubt_about_ids_is_told_until_it_is_answered(path: Path) -> None:
    def told(result: CrossReference) -> list[tuple[str, tuple[str, ...]]]:
        assert result.view.memory is not None
        changes = result.view.memory.changes
        return [(each.person, each.others) for each in changes if each.kind == "perhaps"]

    with Store(path) as store:
        (earlier,) = ids(month(store, 0, IOM=YUSUF), "IOM")
        (new,) = ids(month(store, 1, IOM=TWIN), "IOM")
        doubt = [(new, (earlier,))]
        assert told(month(store, 1, IOM=TWIN)) == doubt
        assert told(month(store, 2, IOM=TWIN)) == doubt, "nobody answered"
        decide_ids(store, new, earlier, "different")
        assert told(month(store, 3, IOM=TWIN)) == []


CHAINS: list[tuple[str, list[str], str, list[tuple[int, int, int]]]] = [
    ("both gone", ["ab"], "", []),
    ("one left", ["ab"], "a", []),
    ("two beside one gone", ["ab", "bc"], "ac", [(0, 2, 2)]),
    ("two beside two gone", ["ab", "bc", "cd"], "ad", [(0, 3, 3)]),
    ("three beside one gone", ["ab", "bc", "bd"], "acd", [(0, 2, 2), (0, 3, 3)]),
    ("two people", ["ab", "cd"], "ad", []),
]


@pytest.mark.parametrize(
    ("rows", "here", "right"), [chain[1:] for chain in CHAINS], ids=[chain[0] for chain in CHAINS]
)
def test_who_is_one_through_rows_that_have_gone(
    rows: list[str], here: str, right: list[tuple[int, int, int]]
) -> None:
    sides = {letter: Content(letter, "L", letter, letter) for letter in "abcd"}
    entries = [Entry(n, "same", *(sides[each] for each in two)) for n, two in enumerate(rows, 1)]

    def places(side: Content) -> list[int]:
        return ["abcd".index(side.digest)] if side.digest in here else []

    found = implied_by_gone_rows(entries, places)
    assert [(each.left, each.right, each.entry.number) for each in found.pairs] == right
