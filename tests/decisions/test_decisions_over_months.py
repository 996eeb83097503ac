"""What becomes of decisions when rows change, people leave and runs are erased."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import cohortmatch as cm
from cohortmatch.core.fingerprints import contents
from cohortmatch.decisions.ledger import Answer, Entry, Reviewed
from cohortmatch.reporting import CrossReference
from cohortmatch.reporting.sheets.changes import changes
from cohortmatch.reporting.sheets.decisions import decisions
from cohortmatch.reporting.sheets.summary import summary, summary_lines
from cohortmatch.store import Store, database
from decided import entry
from people_lists import a_pnc
from store.test_store import keep

MONTHS = [date(2026, month, 1) for month in range(1, 13)]
Row = tuple[str, str, str, str, str]
HEADINGS = ["Surname", "Forename", "DOB", "PNC ID", "Address"]
HOME = "7 Fennel Row, RM99 9AA"
ISAAC: Row = ("Quarmby", "Isaac", "03/04/1989", "", HOME)
IVOR: Row = ("Quarmby", "Ivor", "03/04/1989", "", HOME)
IVER: Row = ("Quarmby", "Iver", "03/04/1989", "", HOME)
ADAM: Row = ("Langbury", "Adam", "20/02/1986", a_pnc(11), "2 Sorrel Way, RM99 9AB")
ADAM_MOVED: Row = (*ADAM[:4], "9 Teasel Close, RM99 9AC")
ADAM_RENAMED: Row = ("Langbury-Pym", "Adam", *ADAM_MOVED[2:])
NAMESAKE: Row = ("Langbury", "Adam", "15/11/1971", a_pnc(12), "4 Yarrow Lane, RM99 9AD")
ADAM_ONLY: Row = ("Langbury", "Adam", "", "", "")
ADAM_ONLY_HOUSED: Row = ("Langbury", "Adam", "", "", "3 Clover Rise, RM99 9AE")
OTHERS: list[Row] = [
    ("Ockford", "Brenda", "11/02/1980", "", "1 Alder Walk, RM99 9AF"),
    ("Pellow", "Carla", "12/03/1981", "", "2 Alder Walk, RM99 9AF"),
    ("Quist", "Dora", "13/04/1982", "", "3 Alder Walk, RM99 9AF"),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cohortmatch.db"


def lists_of(iom: Row | None, sgv: Row | None) -> dict[str, pd.DataFrame]:
    """Two lists of four people, the first of whom are the two that matter."""
    found = {}
    for name, row in (("IOM", iom), ("SGV", sgv)):
        found[name] = pd.DataFrame([*([row] if row else []), *OTHERS], columns=HEADINGS)
    return found


def month(store: Store, number: int, iom: Row | None, sgv: Row | None) -> CrossReference:
    return keep(lists_of(iom, sgv), store, MONTHS[number])


def decided(store: Store, result: CrossReference, answer: Answer) -> Entry:
    """The first rows of both lists, decided."""
    known = contents(result.listings, store.key)
    sides = (known.at(known.by_id[name]) for name in ("IOM:0", "SGV:0"))
    return store.add(lambda ledger: [entry(ledger.next_number, answer, *sides)])[0]


def state(result: CrossReference) -> str:
    """What became of the only decision."""
    reviewed = result.view.reviewed
    assert isinstance(reviewed, Reviewed)
    counts = {
        "stands": len(reviewed.standing) + len(reviewed.unsure),
        "asked": len(reviewed.reopened),
        "waits": reviewed.gone,
    }
    assert sum(counts.values()) == 1
    return next(name for name, number in counts.items() if number)


TABLE: list[tuple[str, Row, Row, Row | None, Row | None, str]] = [
    ("nothing changed", ISAAC, IVOR, ISAAC, IVOR, "stands"),
    ("Ivor left", ISAAC, IVOR, ISAAC, None, "waits"),
    ("Ivor left, and Isaac stands there now", ISAAC, IVOR, ISAAC, ISAAC, "waits"),
    ("he moved house", ADAM, ADAM_ONLY, ADAM_MOVED, ADAM_ONLY, "asked"),
    ("he moved and took another name", ADAM, ADAM_ONLY, ADAM_RENAMED, ADAM_ONLY, "asked"),
    ("a namesake in his place", ADAM, ADAM_ONLY, NAMESAKE, ADAM_ONLY, "waits"),
    ("an address came", ADAM, ADAM_ONLY, ADAM, ADAM_ONLY_HOUSED, "asked"),
]


@pytest.mark.parametrize(
    ("iom", "sgv", "iom_next", "sgv_next", "becomes"),
    [each[1:] for each in TABLE],
    ids=[each[0] for each in TABLE],
)
def test_a_decision_is_about_two_persons(
    path: Path, iom: Row, sgv: Row, iom_next: Row | None, sgv_next: Row | None, becomes: str
) -> None:
    with Store(path) as store:
        decided(store, month(store, 0, iom, sgv), "different")
        assert state(month(store, 1, iom_next, sgv_next)) == becomes


PETER: Row = ("Marchbank", "Peter", "14/03/1985", a_pnc(21), "1 Sedge End, RM99 9AG")
OTHER_PETER: Row = ("Marchbank", "Peter", "14/03/1985", a_pnc(22), "8 Rush Green, RM99 9AH")
UNKNOWN_PETER: Row = ("Marchbank", "Peter", "14/03/1985", "", "")


def three_lists(iom: Row | None, sgv: Row | None, dip: Row | None) -> dict[str, pd.DataFrame]:
    rest = pd.DataFrame([*([dip] if dip else []), *OTHERS], columns=HEADINGS)
    return {**lists_of(iom, sgv), "DIP": rest}


@pytest.mark.parametrize(
    ("answer", "moved", "becomes"),
    [
        pytest.param("different", OTHER_PETER, "stands", id="different, as it was"),
        pytest.param("same", OTHER_PETER, "stands", id="same, as it was"),
        pytest.param("not sure", OTHER_PETER, "stands", id="not sure, as it was"),
        pytest.param("different", UNKNOWN_PETER, "waits", id="less is said: whose row is it?"),
        pytest.param("different", PETER, "waits", id="the other of the two stands there"),
    ],
)
def test_a_row_that_moves_to_another_list_takes_its_decision_along(
    path: Path, answer: Answer, moved: Row, becomes: str
) -> None:
    with Store(path) as store:
        decided(store, keep(three_lists(PETER, OTHER_PETER, None), store, MONTHS[0]), answer)
        after = keep(three_lists(PETER, None, moved), store, MONTHS[1])
    assert state(after) == becomes


OTHER_PETER_MOVED: Row = (*OTHER_PETER[:4], "5 Osier Bank, RM99 9AJ")
SURE: Row = ("Winstanley", "Roderick", "02/06/1977", a_pnc(23), "4 Heath End, RM99 9AK")
SURE_MOVED: Row = ("Winstanley", "Roderick", "02/06/1977", a_pnc(23), "6 Furze Row, RM99 9AL")
SURE_ELSE: Row = ("Winstanley", "Roderick", "02/06/1977", a_pnc(24), "4 Heath End, RM99 9AK")


@pytest.mark.parametrize(
    ("answer", "iom", "sgv", "moved", "becomes"),
    [
        pytest.param("different", PETER, OTHER_PETER, OTHER_PETER_MOVED, "asked", id="by a number"),
        pytest.param("same", PETER, OTHER_PETER, OTHER_PETER_MOVED, "asked", id="same"),
        pytest.param("not sure", PETER, OTHER_PETER, OTHER_PETER_MOVED, "asked", id="not sure"),
        pytest.param("different", PETER, SURE, SURE_ELSE, "waits", id="another's number"),
        pytest.param("different", SURE, UNKNOWN_PETER, SURE, "waits", id="the other one's row"),
    ],
)
def test_a_row_that_moves_and_changes_takes_its_decision_along_where_it_is_surely_theirs(
    path: Path, answer: Answer, iom: Row, sgv: Row, moved: Row, becomes: str
) -> None:
    with Store(path) as store:
        first = keep(three_lists(iom, sgv, None), store, MONTHS[0])
        decided(store, first, answer)
        after = keep(three_lists(iom, None, moved), store, MONTHS[1])
    assert state(after) == becomes
    if becomes == "asked":
        (again,) = after.view.reviewed.reopened  # type: ignore[union-attr]
        assert again.changed[:2] == ("DIP:0: the list (it was SGV)", "DIP:0: the address")
        ids = after.view.person_ids
        assert ids[again.left] != ids[again.right]
        before = dict(zip(first.view.ids, first.view.person_ids, strict=True))
        now = dict(zip(after.view.ids, ids, strict=True))
        assert now["IOM:0"] == before["IOM:0"]


def test_of_two_who_were_told_apart_neither_gets_the_others_id(path: Path) -> None:
    """One of two namesakes changes panel, leaves and returns; no row of the other changes."""
    ids = []
    with Store(path) as store:
        first = keep(three_lists(PETER, OTHER_PETER, None), store, MONTHS[0])
        decided(store, first, "different")
        for number, lists in enumerate(
            (
                three_lists(PETER, OTHER_PETER, None),
                three_lists(PETER, None, OTHER_PETER),
                three_lists(PETER, None, OTHER_PETER),
                three_lists(PETER, None, None),
                three_lists(PETER, OTHER_PETER, None),
            )
        ):
            result = keep(lists, store, MONTHS[number])
            person = result.memberships.set_index("listing_id")["person_id"]
            other = {"SGV:0", "DIP:0"} & {
                i for i in person.index if len(lists[i[:3]]) > len(OTHERS)
            }
            ids.append((person["IOM:0"], *(person[i] for i in other)))
    one, two = ids[0]
    assert one != two
    assert ids == [(one, two), (one, two), (one, two), (one,), (one, two)]


def test_who_were_told_apart_stay_two_while_they_are_asked_about_again(path: Path) -> None:
    one, other = (*PETER[:3], "", PETER[4]), (*PETER[:3], "", OTHER_PETER[4])
    alone = cm.match(lists_of(one, one)).memberships.set_index("listing_id")["person_id"]
    assert alone["IOM:0"] == alone["SGV:0"]
    with Store(path) as store:
        decided(store, month(store, 0, one, other), "different")
        before = month(store, 0, one, other)
        after = month(store, 1, one, one)
    assert state(after) == "asked"
    assert set(after.review_queue().index) == {"IOM:0 | SGV:0"}
    ids = [r.memberships.set_index("listing_id")["person_id"].to_dict() for r in (before, after)]
    assert ids[0] == ids[1]


def test_who_comes_back_is_decided_about_as_before(path: Path) -> None:
    with Store(path) as store:
        decided(store, month(store, 0, ISAAC, IVOR), "different")
        assert state(month(store, 1, ISAAC, ISAAC)) == "waits"
        again = month(store, 2, ISAAC, IVOR)
    assert state(again) == "stands"
    assert len(again.review_queue()) == 0


def test_not_sure_yet_is_asked_again_when_a_row_changes_even_where_the_lists_are_sure(
    path: Path,
) -> None:
    with Store(path) as store:
        decided(store, month(store, 0, ADAM, ADAM_ONLY), "not sure")
        after = month(store, 1, ADAM, ADAM)
    assert state(after) == "asked"
    assert set(after.review_queue().index) == {"IOM:0 | SGV:0"}


def test_who_stood_beside_somebody_on_the_list_is_not_taken_for_them(path: Path) -> None:
    """Twins of almost one name, both on IOM; one leaves, and there the other still stands."""
    kiran: Row = ("Chamani", "Kiran", "15/12/2006", "2018/0162308V", "IG3 3RQ")
    kiraen: Row = ("Camani", "Kiraen", "15/12/2006", "2023/0118848G", "IG3 3RQ")

    def lists(*iom: Row) -> dict[str, pd.DataFrame]:
        rows = {"IOM": [*iom, *OTHERS], "SGV": [kiran, *OTHERS]}
        heads = [*HEADINGS[:-1], "Postcode"]
        return {name: pd.DataFrame(each, columns=heads) for name, each in rows.items()}

    with Store(path) as store:
        decided(store, keep(lists(kiraen, kiran), store, MONTHS[0]), "different")
        assert state(keep(lists(kiran), store, MONTHS[1])) == "waits"


def test_a_decision_that_waits_is_told_on_the_summary_and_on_the_page(path: Path) -> None:
    with Store(path) as store:
        decided(store, month(store, 0, ISAAC, IVOR), "different")
        after = month(store, 1, ISAAC, None)
    waiting = (
        "1 decision waits: somebody is no longer on a list, or the list was not read. They count "
        "again when both rows are back."
    )
    assert waiting in summary(after.view).lines
    assert waiting in summary_lines(after.view)
    edition = after.edition("IOM").audience.view
    assert not any("decision" in line for line in summary_lines(edition))


def test_a_decision_outlives_the_rows_it_was_made_on(path: Path) -> None:
    """Both rows have changed when the run is erased in which somebody decided about them."""
    with Store(path) as store:
        decided(store, month(store, 0, ADAM, ADAM), "different")
        month(store, 1, ADAM_MOVED, ADAM_MOVED)
        assert store.erase(store.runs_of_day(MONTHS[0]), date(2099, 1, 1)) == 0
        after = month(store, 2, ADAM_RENAMED, ADAM_RENAMED)
    assert state(after) == "asked"
    assert set(after.review_queue().index) == {"IOM:0 | SGV:0"}


def test_a_decision_that_is_asked_again_is_on_the_sheet_and_told_as_new_once(path: Path) -> None:
    with Store(path) as store:
        decided(store, month(store, 0, ADAM, ADAM_ONLY), "different")
        again = month(store, 1, ADAM_MOVED, ADAM_ONLY)
        still = month(store, 2, ADAM_MOVED, ADAM_ONLY)
    assert [row[0] for row in changes(again.view).table.rows][:1] == ["Decision asked again"]
    assert [row[0] for row in changes(still.view).table.rows][:1] == ["Decision still asked again"]
    assert "1 decision asked again because details changed" in again.since
    assert "asked again" not in still.since
    for each in (again, still):
        sheet = decisions(each.view)
        assert sheet.sentence == (
            "0 decisions of your team in force; 1 asked again because details changed."
        )
        assert [(row[4], row[-1]) for row in sheet.table.rows] == [
            ("Different people", "Asked again")
        ]


def test_a_decision_goes_once_neither_person_is_remembered(path: Path) -> None:
    with Store(path) as store:
        decided(store, month(store, 0, ADAM, ADAM), "different")
        month(store, 1, ADAM_MOVED, None)
        month(store, 2, None, None)
        assert store.erase(store.runs_of_day(MONTHS[0]), date(2099, 1, 1)) == 0
        assert store.erase(store.runs_of_day(MONTHS[1]), MONTHS[0]) == 0, "not as old as runs"
        assert store.erase([], date(2099, 1, 1)) == 1
        left = store._db.execute("SELECT count(*) FROM decision_persons").fetchone()[0]
    assert left == 0


def changed(path: Path, statement: str) -> None:
    """Change a store's tables: today's code writes a run with columns that an older store lacks."""
    with contextlib.closing(sqlite3.connect(path)) as raw:
        raw.execute(statement)
        raw.commit()


def test_decisions_of_an_older_store_learn_which_columns_their_lists_had(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = database.migrations()
    monkeypatch.setattr(database, "migrations", lambda: steps[:4])
    Store(path).close()
    for column in ("weights", "profile"):
        changed(path, f"ALTER TABLE runs ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
    changed(path, "ALTER TABLE memberships ADD COLUMN own INTEGER NOT NULL DEFAULT 0")
    with Store(path) as store:
        known = contents(month(store, 0, ADAM, ADAM_ONLY).listings, store.key)
        sides = [replace(known.items[known.by_id[name]]) for name in ("IOM:0", "SGV:0")]
        later = replace(entry(1, "different", *sides), at="2099-01-01T00:00:00Z")
        earlier = replace(entry(2, "same", *known.items[1:3]), at="2001-01-01T00:00:00Z")
        store.add(lambda _: [later, earlier])
    for column in ("weights", "profile"):
        changed(path, f"ALTER TABLE runs DROP COLUMN {column}")
    changed(path, "ALTER TABLE memberships DROP COLUMN own")
    monkeypatch.undo()
    with Store(path) as store:
        first, second = store.ledger()
        assert first.left.fields and first.left.recorded == known.recorded(first.left.list_name)
        assert dict(first.left.fields) in [dict(each.fields) for each in sides]
        assert second.left.recorded is None, "nobody knows what the list had then"
        frames = lists_of(ADAM, ADAM_ONLY)
        for frame in frames.values():
            frame["Mobile"] = [f"07700 90010{n}" for n in range(len(frame))]
        assert cm.match(frames, decisions=store).view.reviewed is not None
        reviewed = cm.match(frames, decisions=store).view.reviewed
    assert reviewed is not None
    assert [each.entry.number for each in reviewed.standing] == [1]
