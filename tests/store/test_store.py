"""The store: what it remembers of runs, and that nothing in it is ever lost or half there."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import cohortmatch as cm
from cohortmatch.core.errors import AnswersError, StoreError
from cohortmatch.core.own_names import APPLICATION
from cohortmatch.decisions.ledger import Entry
from cohortmatch.reporting import CrossReference
from cohortmatch.services.pipeline import run
from cohortmatch.services.recall import new_run, recall
from cohortmatch.settings.plan import Plan
from cohortmatch.store import Store, database
from cohortmatch.store.earlier_runs import Memory
from cohortmatch.store.kept_listings import details_of
from decided import Frames, answered, entry, known, some_lists
from running import at_once, killed

JUNE, JULY, AUGUST = date(2026, 6, 1), date(2026, 7, 1), date(2026, 8, 1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cohortmatch.db"


def keep(
    lists: Frames, store: Store, as_of: date = JUNE, *, finish: bool = True, reader: str = ""
) -> CrossReference:
    """Match the lists and keep the run, as the command does, with a reader's edition of it."""
    listings = cm.read_lists(lists, as_of=as_of)
    recalled = recall(None, listings, store, keep=True)
    result = run(listings, Plan(as_of=as_of), recalled=recalled)
    kept = {"who": "sam", "purpose": "", "out": "june", "delete_by": as_of.replace(year=2027)}
    told = [result.edition(reader).kept(store.key)] if reader else []
    number = store.begin(new_run(result, recalled, **kept, editions=told))  # type: ignore[arg-type]
    if finish:
        store.finish(number, [Path("june/people.csv")])
    return result


def memory(result: CrossReference) -> Memory:
    assert result.view.memory is not None
    return result.view.memory


def persons(result: CrossReference) -> dict[str, str]:
    table = result.memberships.set_index("listing_id")["person_id"]
    return dict(table.items())


def add_one(path: Path) -> Entry:
    """Add one decision, numbered on from the last."""
    items = known(some_lists()).items
    with Store(path) as store:
        return store.add(lambda led: [entry(led.next_number, "same", items[0], items[6])])[0]


def decisions(path: Path) -> list[int]:
    with Store(path) as store:
        return [each.number for each in store.ledger()]


def test_the_first_run_numbers_people_as_a_run_without_a_store(path: Path) -> None:
    lists = some_lists()
    with Store(path) as store:
        first = keep(lists, store)
    assert persons(first) == persons(cm.match(lists, as_of=JUNE))
    assert memory(first).changes == ()
    assert memory(first).last is None


def test_the_same_lists_again_say_the_same(path: Path) -> None:
    lists = some_lists()
    with Store(path) as store:
        first, second = keep(lists, store), keep(lists, store)
    assert persons(first) == persons(second)
    assert memory(second).runs == () and memory(second).changes == ()


def test_persons_keep_their_ids_when_rows_move_come_and_go(path: Path) -> None:
    lists = some_lists()
    with Store(path) as store:
        before = keep(lists, store)
        moved = {name: frame.iloc[::-1].reset_index(drop=True) for name, frame in lists.items()}
        moved["IOM"] = moved["IOM"].iloc[:-1]
        after = keep(moved, store, JULY)
    assert persons(after)["IOM:1"] == persons(before)["IOM:4"]
    assert persons(after)["SGV:0"] == persons(before)["SGV:5"]
    assert persons(before)["IOM:0"] == persons(before)["SGV:0"], "to check"
    stayed = {listing: who for listing, who in persons(after).items() if listing != "SGV:5"}
    assert set(stayed.values()) <= set(persons(before).values())
    assert persons(after)["SGV:5"] not in persons(before).values(), "it was never certain"


def test_a_corrected_listing_keeps_its_person(path: Path) -> None:
    lists = some_lists()
    corrected = some_lists()
    corrected["IOM"].loc[0, "DOB"] = "04/04/1989"
    with Store(path) as store:
        before, after = keep(lists, store), keep(corrected, store, JULY)
    assert persons(after) == persons(before)


def test_somebody_new_gets_a_number_that_nobody_had(path: Path) -> None:
    lists = some_lists()
    grown = some_lists()
    grown["IOM"].loc[6] = ["Aldous", "Bea", "05/05/1995", "", ""]
    with Store(path) as store:
        before = keep(lists, store)
        after = keep(grown, store, JULY)
        back = keep(lists, store, date(2026, 8, 1))
        again = keep(grown, store, date(2026, 9, 1))
    assert persons(after)["IOM:6"] > max(persons(before).values())
    assert persons(back) == persons(before)
    assert persons(again) == persons(after)


def test_joins_and_splits_are_told(path: Path) -> None:
    lists = some_lists()
    with Store(path) as store:
        keep(lists, store)
        queue = cm.match(lists, as_of=JUNE).review_queue()
        left, right = queue[["left", "right"]].iloc[0]
        base = persons(cm.match(lists, as_of=JUNE))
        together = base[left] == base[right]
        answer = "different" if together else "same"
        result = cm.match(lists, decisions=store, as_of=JUNE)
        cm.decide(result, answered(queue, [answer]), store)
        after = keep(lists, store, JULY)
        (change,) = memory(after).changes
        assert change.kind == ("split" if together else "join")
        assert change.person == base[left]
        again = keep(lists, store, JULY)
        assert memory(again).changes == (change,)
        assert memory(keep(lists, store, date(2026, 8, 1))).changes == ()


def test_a_run_replaces_the_run_of_its_day(path: Path) -> None:
    lists = some_lists()
    july = lists | {"IOM": lists["IOM"].assign(RAG="Red", DOB="")}
    with Store(path) as store:
        keep(lists, store)
        keep(lists, store)
        result = keep(july, store, JULY)
    (past,) = memory(result).runs
    assert (past.as_of, [each.name for each in past.lists]) == (JUNE, ["IOM", "SGV"])
    member = next(each for each in past.members if each.listing == "IOM:1")
    assert member.status == {"RAG": "Amber"}
    assert (member.name, member.role) == ("Una TINDALL", "subject")


def test_a_run_without_a_report_is_no_earlier_run_but_its_ids_last(path: Path) -> None:
    lists = some_lists()
    with Store(path) as store:
        stopped = keep(lists, store, finish=False)
        result = keep(lists | {"SGV": lists["SGV"].iloc[:5]}, store, JULY)
    assert memory(result).runs == ()
    assert persons(result).items() <= persons(stopped).items()


def test_matching_with_a_store_writes_nothing(path: Path) -> None:
    lists = some_lists()
    with Store(path) as store:
        keep(lists, store)
    before = path.read_bytes()
    with Store(path) as store:
        grown = some_lists()
        grown["IOM"].loc[6] = ["Aldous", "Bea", "05/05/1995", "", ""]
        cm.match(grown, decisions=store, as_of=JULY)
    assert path.read_bytes() == before


def test_a_store_can_be_given_by_its_path(path: Path) -> None:
    lists = some_lists()
    result = cm.match(lists, as_of=JUNE)
    queue = result.review_queue()
    cm.decide(result, answered(queue, ["different"] * len(queue)), path, by="sam")
    assert len(cm.match(lists, decisions=str(path), as_of=JUNE).review_queue()) == 0


def test_decisions_can_neither_be_changed_nor_deleted(path: Path) -> None:
    add_one(path)
    raw = sqlite3.connect(path)
    for statement in ("UPDATE decisions SET answer = 'different'", "DELETE FROM decisions"):
        with pytest.raises(sqlite3.IntegrityError, match="only ever added"):
            raw.execute(statement)
    raw.close()
    assert decisions(path) == [1]


def test_faulty_answers_add_nothing(path: Path) -> None:
    result = cm.match(some_lists())
    wrong = result.review_queue().assign(answer="same").rename(index=lambda _: "IOM:0 | SGV:77")
    with pytest.raises(AnswersError), Store(path) as store:
        cm.decide(result, wrong[[]].assign(answer="same"), store)
    assert decisions(path) == []


def test_the_file_is_for_its_owner_only_and_marked(path: Path) -> None:
    add_one(path)
    assert path.stat().st_mode & 0o077 == 0
    raw = sqlite3.connect(path)
    assert raw.execute("PRAGMA application_id").fetchone()[0] == APPLICATION
    assert raw.execute("PRAGMA user_version").fetchone()[0] == len(database.migrations())
    assert raw.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    raw.close()


def test_an_older_store_is_migrated_and_keeps_what_it_holds(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_one(path)
    steps = [
        *database.migrations(),
        "CREATE TABLE later (a TEXT);\nINSERT INTO later VALUES ('b');",
    ]
    monkeypatch.setattr(database, "migrations", lambda: steps)
    assert decisions(path) == [1]
    raw = sqlite3.connect(path)
    assert raw.execute("SELECT a FROM later").fetchall() == [("b",)]
    assert raw.execute("PRAGMA user_version").fetchone()[0] == len(steps)
    raw.close()
    monkeypatch.undo()
    with pytest.raises(StoreError, match="a later version"):
        Store(path)


def test_a_migration_that_fails_leaves_the_store_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_one(path)
    steps = [*database.migrations(), "CREATE TABLE later (a TEXT);\nSELECT nothing FROM nowhere;"]
    monkeypatch.setattr(database, "migrations", lambda: steps)
    with pytest.raises(StoreError):
        Store(path)
    monkeypatch.undo()
    assert decisions(path) == [1]


def test_another_database_is_not_touched(path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE people (name TEXT)")
    raw.commit()
    raw.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not a store of cohortmatch"):
        Store(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"Zyxquill" * 999, b"SQLite format 3\0" + b"Zyxquill" * 999])
def test_a_file_that_is_no_database_is_told(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        Store(path)
    assert "Zyxquill" not in str(caught.value)
    assert path.read_bytes() == content


def test_a_place_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such file or directory"):
        Store(tmp_path / "nowhere" / "cohortmatch.db")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="permission denied"):
        Store(tmp_path / "cohortmatch.db")
    tmp_path.chmod(0o700)


def test_a_store_that_may_not_be_written_is_told_and_keeps_what_it_holds(path: Path) -> None:
    add_one(path)
    with Store(path) as store:
        store._db.execute("PRAGMA query_only = ON")
        with pytest.raises(StoreError, match="may not be written"):
            store.finish(1)
    assert decisions(path) == [1]


def test_several_processes_at_once_lose_nothing(path: Path) -> None:
    at_once(add_one, path, times=6)
    assert decisions(path) == list(range(1, 25))


def test_two_runs_at_once_never_give_one_id_to_two_people(path: Path) -> None:
    with Store(path) as one, Store(path) as other:
        first = keep(some_lists(), one, finish=False)
        others = {"Forename": "Zeno", "DOB": "", "Post Code": ""}
        lists = {name: frame.assign(**others) for name, frame in some_lists().items()}
        listings = cm.read_lists(lists, as_of=JUNE)
        waiting = recall(None, listings, other, keep=True)
        second = run(listings, Plan(as_of=JUNE), recalled=waiting)
    assert not set(persons(first).values()) & set(persons(second).values())


def test_a_process_killed_while_it_writes_loses_nothing_it_had_promised(path: Path) -> None:
    told = killed("store.test_store", f"add_one(Path({str(path)!r})).number")
    assert decisions(path)[: len(told)] == told
    assert add_one(path).number == len(decisions(path))


STOPPED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from cohortmatch.store import Store, runs
from decided import some_lists
from store.test_store import keep
def stop(*_):
    os.kill(os.getpid(), signal.SIGKILL)
runs._insert_members = stop
with Store(Path({path!r})) as store:
    keep(some_lists(), store)
"""


def test_a_run_killed_half_way_through_its_writing_is_not_there_at_all(path: Path) -> None:
    lists = some_lists()
    with Store(path) as store:
        before = keep(lists | {"SGV": lists["SGV"].iloc[:5]}, store)
    code = STOPPED.format(tests=str(Path(__file__).parents[1]), path=str(path))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL
    with Store(path) as store:
        after = keep(lists, store, JULY)
    assert [past.as_of for past in memory(after).runs] == [JUNE]
    assert persons(before).items() <= persons(after).items()


FULL = """
import resource, sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from cohortmatch.core.errors import StoreError
from cohortmatch.store import Store
from decided import some_lists
from store.test_store import keep
with Store(Path({path!r})) as store:
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
    try:
        keep(some_lists(), store)
    except StoreError as error:
        print(error)
"""


def test_a_full_disk_leaves_the_store_as_it_was(path: Path) -> None:
    add_one(path)
    code = FULL.format(tests=str(Path(__file__).parents[1]), path=str(path))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Nothing in it was changed; make room" in done.stdout
    assert decisions(path) == [1]
    with Store(path) as store:
        assert memory(keep(some_lists(), store)).runs == ()


def test_what_is_past_its_day_is_erased_and_overwritten(path: Path) -> None:
    lists = some_lists()
    with Store(path) as store:
        keep(lists, store)
        assert b"QUARMBY" in Path(f"{path}-wal").read_bytes()
        add_one(path)
        (due,) = store.due(date(2027, 6, 1))
        assert (due.listings, due.out) == (12, "june")
        assert store.due(date(2027, 5, 31)) == []
        assert store.erase([due.run], date(2026, 1, 1), dry_run=True) == 0
        assert store.due(date(2027, 6, 1)) == [due]
        assert store.erase([due.run], date(2026, 1, 1)) == 0
    content = b"".join(each.read_bytes() for each in path.parent.glob("cohortmatch.db*"))
    assert b"QUARMBY" not in content
    assert decisions(path) == [1]


def test_what_an_edition_told_is_remembered_until_its_run_is_erased(path: Path) -> None:
    lists = some_lists()
    with Store(path) as store:
        keep(lists, store, reader="IOM", finish=False)
        assert memory(keep(lists, store)).editions == {}
        told = keep(lists, store, reader="IOM").edition("IOM").kept(store.key)
        assert memory(keep(lists, store)).editions == {}
        (known_again,) = memory(keep(lists, store, JULY)).editions["IOM"]
        assert known_again.rows.items == told.rows.items
        assert replace(known_again, rows=told.rows, said=(), status=()) == told
        kept = [details_of(said) for said in known_again.said]
        surnames = [each.surname for each in kept if each is not None]
        assert surnames == [name.lower() for name in lists["IOM"]["Surname"]]
        keep({**lists, "IOM": lists["IOM"].iloc[1:]}, store, JULY, reader="IOM")
        (again,) = memory(keep(lists, store, AUGUST)).editions["IOM"]
        assert (again.as_of, len(again.rows)) == (JULY, 5)
        store.erase([each.run for each in store.due(date(2028, 1, 1))], date(2026, 1, 1))
        assert memory(keep(lists, store, AUGUST)).editions == {}
        assert store._db.execute("SELECT count(*) FROM edition_rows").fetchone()[0] == 0


def test_an_old_decision_about_nobody_known_goes_and_others_stay(path: Path) -> None:
    with Store(path) as store:
        keep(some_lists(), store)
        real = known(some_lists(), store.key).items
        gone = known(some_lists()).items
        store.add(lambda _: [entry(1, "same", real[0], real[6]), entry(2, "same", *gone[:2])])
        assert store.erase([], date(2026, 6, 1)) == 0
        assert store.erase([], date(2027, 1, 1)) == 1
        assert [each.number for each in store.ledger()] == [1]
        with pytest.raises(sqlite3.IntegrityError):
            store._db.execute("DELETE FROM decisions")


def test_ids_of_erased_people_are_never_given_again(path: Path) -> None:
    with Store(path) as store:
        first = keep(some_lists(), store)
        store.erase([1], date(2026, 1, 1))
        second = keep(some_lists(), store)
    assert not set(persons(first).values()) & set(persons(second).values())


def test_how_far_the_log_has_come_is_noted_and_never_goes_back(path: Path) -> None:
    with Store(path) as store:
        assert store.noted_log() is None
        store.note_log(10, "b" * 64)
        store.note_log(9, "a" * 64)
        assert store.noted_log() == (10, "b" * 64)
