"""Watching a folder: what makes the board again, what does not, what leaves the last one."""

from __future__ import annotations

import errno
import gc
import hashlib
import json
import os
import random
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest

import cohortmatch.services.boards as boards
import cohortmatch.services.watch as watching
from cli.deciding import small_lists
from cohortmatch.audit import verify
from cohortmatch.core.errors import OutputError, SettingsError
from cohortmatch.core.own_names import STORE, log_beside
from cohortmatch.services.run import run
from cohortmatch.services.watch import Watcher, watch
from cohortmatch.store import Store
from watching import Watched, banner, figures, on_panels, write_list

UNREADABLE = b"PK\x03\x04 this is half of a workbook"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watched:
    """Two lists with two people on both. After a rebuild no garbage is collected: among thousands
    of tests that takes as long as the rebuild."""
    monkeypatch.setattr(watching, "gc", SimpleNamespace(collect=lambda: None))
    monkeypatch.chdir(tmp_path)
    found = Watched(tmp_path)
    write_list(found.lists, "IOM", 0, 1, 2)
    write_list(found.lists, "DIP", 1, 2, 3, 4)
    return found


def test_a_change_makes_report_and_board_again(home: Watched) -> None:
    with home.watcher() as watcher:
        home.wait(watcher)
        assert on_panels(home.page) == {"DIP": "4", "IOM": "3"}
        report = (home.out / "cross-reference.html").read_bytes()
        write_list(home.lists, "IOM", 0, 1, 2, 3)
        home.wait(watcher)
    assert on_panels(home.page) == {"DIP": "4", "IOM": "4"}
    assert (home.out / "cross-reference.html").read_bytes() != report
    assert home.made == 2


def unchanged(home: Watched) -> None:
    pass


def touched(home: Watched) -> None:
    os.utime(home.lists / "IOM.csv", (1, 1))


def saved_as_it_was(home: Watched) -> None:
    path = home.lists / "IOM.csv"
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content)


def locked_by_office(home: Watched) -> None:
    (home.lists / "~$IOM.xlsx").write_bytes(b"sam")
    (home.lists / ".~lock.IOM.csv#").write_bytes(b"sam")


def beside_it_a_letter(home: Watched) -> None:
    (home.lists / "minutes.pdf").write_bytes(b"%PDF")


@pytest.mark.parametrize(
    "change", [unchanged, touched, saved_as_it_was, locked_by_office, beside_it_a_letter]
)
def test_what_changes_no_list_makes_nothing_again(home: Watched, change) -> None:  # type: ignore[no-untyped-def]
    with home.watcher() as watcher:
        home.wait(watcher)
        change(home)
        home.wait(watcher)
    assert home.made == 1
    assert home.troubles == []


def test_a_list_that_is_saved_in_pieces_is_waited_for(home: Watched) -> None:
    path = home.lists / "IOM.csv"
    whole = path.read_bytes()
    with home.watcher() as watcher:
        home.wait(watcher)
        write_list(home.lists, "IOM", 0, 1, 2, 3, 4, 5)
        whole = path.read_bytes()
        for end in range(30, len(whole), 12):
            path.write_bytes(whole[:end])
            home.wait(watcher, 1.5)
        assert home.made == 1
        path.write_bytes(whole)
        home.wait(watcher)
    assert on_panels(home.page)["IOM"] == "6"
    assert home.made == 2


def test_a_list_that_cannot_be_read_leaves_the_last_board_with_its_name(home: Watched) -> None:
    workbook(home.lists / "SGV.xlsx", 4, 5)
    with home.watcher() as watcher:
        home.wait(watcher)
        before = home.page
        kept = (home.lists / "SGV.xlsx").read_bytes()
        (home.lists / "SGV.xlsx").write_bytes(UNREADABLE)
        home.wait(watcher, 3600)
        assert on_panels(home.page) == on_panels(before)
        assert banner(home.page) == ["SGV cannot be read. The figures below are from before."]
        assert home.troubles == ["1 list cannot be read. The last board stays"]
        assert home.told[-1].not_usable[0].list == "SGV.xlsx"
        (home.lists / "SGV.xlsx").write_bytes(kept)
        home.wait(watcher)
    assert banner(home.page) == []
    assert home.troubles == ["1 list cannot be read. The last board stays", ""]
    assert home.made == 1


def workbook(path: Path, *people: int) -> None:
    """A list as a workbook."""
    rows = write_list(path.parent / "csv", path.stem, *people).read_text("utf-8").splitlines()
    shutil.rmtree(path.parent / "csv")
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row.split(","))
    book.save(path)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no such rights there")
def test_a_list_that_cannot_be_opened_for_an_hour_is_told_once(
    home: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Path.open

    def refused(path: Path, *args: object, **named: object) -> object:
        if path.name == "IOM.csv":
            raise PermissionError(errno.EACCES, "in use")
        return opened(path, *args, **named)  # type: ignore[call-overload]

    with home.watcher() as watcher:
        home.wait(watcher)
        write_list(home.lists, "IOM", 0)
        with monkeypatch.context() as patched:
            patched.setattr(Path, "open", refused)
            home.wait(watcher, 3600)
        assert banner(home.page) == ["IOM cannot be read. The figures below are from before."]
        assert on_panels(home.page)["IOM"] == "3"
        home.wait(watcher, 301)
    assert on_panels(home.page)["IOM"] == "1"
    assert home.troubles == ["1 list cannot be read. The last board stays", ""]


def test_a_folder_that_disappears_and_comes_back(home: Watched) -> None:
    away = home.home / "away"
    with home.watcher() as watcher:
        home.wait(watcher)
        home.lists.rename(away)
        home.wait(watcher, 1000)
        assert banner(home.page) == [
            "The lists cannot be reached. The figures below are from before."
        ]
        home.lists.mkdir()  # as a folder on a network that is not connected
        home.wait(watcher, 1000)
        home.lists.rmdir()
        away.rename(home.lists)
        home.wait(watcher)
    assert banner(home.page) == []
    assert home.made == 1
    assert home.troubles == [
        f"{home.lists}: no list can be reached there. The last board stays",
        "",
    ]


def test_a_clock_that_goes_back_is_told_once_and_nothing_is_lost(home: Watched) -> None:
    with home.watcher() as watcher:
        home.clock.moment += timedelta(days=2)
        home.wait(watcher)
        home.clock.moment -= timedelta(days=400)
        home.wait(watcher, 60)
        write_list(home.lists, "IOM", 0, 1, 2, 3)
        home.wait(watcher)
        assert on_panels(home.page)["IOM"] == "4"
        home.clock.moment += timedelta(days=401)
        home.wait(watcher)
    assert len(home.troubles) == 1
    assert home.troubles[0].startswith("The computer's clock went back from ")
    with Store(home.home / STORE) as store:
        days = [each.as_of for each in store.kept_runs()]
    assert days == sorted(days)


def test_a_new_day_makes_the_board_again(home: Watched) -> None:
    with home.watcher() as watcher:
        home.wait(watcher)
        home.clock.moment += timedelta(days=1)
        home.wait(watcher)
    assert home.made == 2


def test_a_list_that_may_be_half_an_export_is_told_on_the_board(home: Watched) -> None:
    short = "Much shorter than last time: is it a whole export?"
    before = home.clock.moment.date() - timedelta(days=30)
    kept = home.request().kept(home.request().given(None))
    run(home.request().given(before), home.home / "before", kept)
    write_list(home.lists, "DIP", 1, 2, 3)
    with home.watcher() as watcher:
        home.wait(watcher)
        assert short not in home.page, "a quarter of it is gone"
        write_list(home.lists, "DIP", 1, 2)
        home.wait(watcher)
    assert short in home.page.partition('<th scope="row">DIP</th>')[2].partition("</tr>")[0]
    assert home.page.count(short) == 1


@pytest.mark.parametrize("own", [False, True], ids=["in the report", "apart"])
def test_a_full_disk_is_told_once_and_the_last_board_stays(
    home: Watched, monkeypatch: pytest.MonkeyPatch, own: bool
) -> None:
    home.board = home.home / "wall" if own else None

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with home.watcher() as watcher:
        home.wait(watcher)
        before = home.page
        write_list(home.lists, "IOM", 0, 1, 2, 3)
        with monkeypatch.context() as patched:
            patched.setattr(boards, "write_whole", full)
            patched.setattr("cohortmatch.reporting.files.put_together", full)
            home.wait(watcher, 600)
        assert home.page == before
        assert len(home.troubles) == 1
        assert "no space left on device" in home.troubles[0]
        home.wait(watcher, 301)
    assert home.page != before
    assert home.troubles[1:] == [""]


def test_two_watchers_of_one_folder_are_refused(home: Watched) -> None:
    with home.watcher() as first:
        home.wait(first)
        with pytest.raises(OutputError, match="another watcher is at work there"):
            home.watcher().__enter__()
    with home.watcher():
        pass  # the first one has ended
    assert not list(home.out.glob(".cohortmatch-watch"))


def test_a_refused_watcher_leaves_no_folder(home: Watched, tmp_path: Path) -> None:
    """The board's folder is held by another watcher; the report's would be new."""
    first = Watched(home.home, board=tmp_path / "wall")
    with first.watcher():
        second = replace(first.request(), out=tmp_path / "july")
        with pytest.raises(OutputError, match="another watcher"), Watcher(second, print):
            pass
    assert not (tmp_path / "july").exists()


def test_two_watchers_of_one_board_are_refused(home: Watched) -> None:
    home.board = home.home / "wall"
    other = Watched(home.home, board=home.board)
    with home.watcher():
        Watched.out = property(lambda _: home.home / "july")  # type: ignore[method-assign]
        try:
            with pytest.raises(OutputError, match="wall: another watcher"):
                other.watcher().__enter__()
        finally:
            Watched.out = property(lambda self: self.home / "june")  # type: ignore[method-assign]


@pytest.mark.parametrize("place", ["june", "june/wall", "lists"])
def test_a_board_for_everybody_stands_apart(home: Watched, place: str) -> None:
    home.board = home.home / place
    with pytest.raises(SettingsError, match="give it a folder of its own"):
        home.watcher().__enter__()


def test_a_list_that_changes_while_it_is_read_is_read_again(
    home: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = watching.write_run
    saved = iter([(0, 1, 2, 3)])

    def meanwhile(*args: object, **named: object) -> object:
        for people in saved:
            write_list(home.lists, "IOM", *people)
        return write(*args, **named)  # type: ignore[arg-type]

    with home.watcher() as watcher:
        home.wait(watcher)
        write_list(home.lists, "IOM", 0)
        monkeypatch.setattr(watching, "write_run", meanwhile)
        home.wait(watcher, 3)
        assert on_panels(home.page)["IOM"] == "3"  # nobody saw the half
        home.wait(watcher)
    assert on_panels(home.page)["IOM"] == "4"
    assert home.troubles == []


def test_what_fails_is_tried_again_less_and_less_often(
    home: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def fails(*_: object, **__: object) -> None:
        tried.append(home.clock.passed)
        raise ValueError("Zyxquill, Wrenfold")

    with home.watcher() as watcher:
        home.wait(watcher)
        monkeypatch.setattr(watching, "write_run", fails)
        write_list(home.lists, "IOM", 0)
        home.wait(watcher, 3600)
    assert 10 < len(tried) < 20
    assert home.troubles == ["An unexpected failure (ValueError). The last board stays"]
    assert "Zyxquill" not in home.page


def test_lists_that_are_never_quiet_are_told_once(home: Watched) -> None:
    with home.watcher() as watcher:
        home.wait(watcher)
        for n in range(200):
            (home.lists / "IOM.csv").write_text("x" * n)
            home.wait(watcher, 1)
        assert banner(home.page) == ["The lists are still being written."]
        write_list(home.lists, "IOM", 0)
        home.wait(watcher)
    assert on_panels(home.page)["IOM"] == "1" and banner(home.page) == []
    assert [each[:30] for each in home.troubles] == ["The lists are still being writ", ""]


def test_a_report_that_cannot_be_written_leaves_its_board_alone(
    home: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with home.watcher() as watcher:
        home.wait(watcher)
        monkeypatch.setattr("cohortmatch.reporting.files.put_together", full)
        write_list(home.lists, "IOM", 0)
        home.wait(watcher, 900)
    assert on_panels(home.page)["IOM"] == "1"
    assert banner(home.page) == ["The report is older than this board."]
    assert home.made == 2 and len(home.troubles) == 1


# What people type into the workbook


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Watched:
    """Two lists with pairs that need a person."""
    monkeypatch.chdir(tmp_path)
    small_lists(tmp_path / "lists")
    return Watched(tmp_path)


def fill_in() -> int:
    """Decide the first pair on the sheet "To review" of june's workbook, and save it."""
    from cli.deciding import fill_in as decide

    decide(["Same person"])
    return 1


def decisions(home: Watched) -> int:
    with Store(home.home / STORE) as store:
        return len(store.ledger().entries)


def test_decisions_in_the_workbook_are_taken_in_when_it_is_saved(asked: Watched) -> None:
    with asked.watcher() as watcher:
        asked.wait(watcher)
        before = int(figures(asked.page, "IOM")["pairs to decide"])
        fill_in()
        asked.wait(watcher)
    assert decisions(asked) == 1
    assert int(figures(asked.page, "IOM")["pairs to decide"]) < before
    assert asked.troubles == []


def test_a_decision_that_is_taken_in_makes_the_report_once(asked: Watched) -> None:
    with asked.watcher() as watcher:
        asked.wait(watcher)
        made = asked.made
        fill_in()
        asked.wait(watcher, 20)
    assert decisions(asked) == 1
    assert asked.made == made + 1
    watch(asked.request(), asked.told.append, once=True, clock=asked.clock)
    assert asked.made == made + 1


def test_decisions_made_elsewhere_are_on_the_board(asked: Watched) -> None:
    from cohortmatch.services.decide import decide

    with asked.watcher() as watcher:
        asked.wait(watcher)
        made, book = asked.made, asked.out / "cross-reference.xlsx"
        empty = shutil.copy2(book, asked.home / "empty.xlsx")
        fill_in()
        mine = book.rename(asked.home / "mine.xlsx")
        empty.rename(book)
        kept = {"store": str(asked.home / STORE), "by": "sam"}
        decide(mine, report_folder=asked.out, kept_in=kept)
        asked.wait(watcher, 12)
    assert asked.made > made
    assert decisions(asked) == 1


@pytest.mark.parametrize("lock", ["~$cross-reference.xlsx", ".~lock.cross-reference.xlsx#"])
def test_a_workbook_that_is_open_is_kept_and_the_board_made(asked: Watched, lock: str) -> None:
    with asked.watcher() as watcher:
        asked.wait(watcher)
        held = asked.out / lock
        held.write_bytes(b"sam")
        before = {path.name: path.read_bytes() for path in asked.out.glob("*.xlsx")}
        people = on_panels(asked.page)["IOM"]
        drop_last_row(asked.lists / "IOM.csv")
        asked.wait(watcher, 60)
        assert {path.name: path.read_bytes() for path in asked.out.glob("*.xlsx")} == before
        assert int(on_panels(asked.page)["IOM"]) == int(people) - 1
        assert banner(asked.page) == ["The report is older than this board."]
        fill_in()
        held.unlink()
        asked.wait(watcher)
    assert banner(asked.page) == []
    assert decisions(asked) == 1
    assert len(asked.troubles) == 2 and asked.troubles[1] == ""


def drop_last_row(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")


def test_without_a_memory_a_workbook_with_decisions_is_kept(asked: Watched) -> None:
    asked.store = False
    with asked.watcher() as watcher:
        asked.wait(watcher)
        fill_in()
        typed = (asked.out / "cross-reference.xlsx").read_bytes()
        drop_last_row(asked.lists / "IOM.csv")
        asked.wait(watcher, 60)
    assert (asked.out / "cross-reference.xlsx").read_bytes() == typed
    assert on_panels(asked.page)["IOM"] == "5"
    assert banner(asked.page) == ["The report is older than this board."]
    assert len(asked.troubles) == 1 and "decisions were written in it" in asked.troubles[0]


def test_a_decision_that_cannot_be_read_keeps_the_workbook_and_is_told_once(
    asked: Watched,
) -> None:
    from cli.deciding import fill_in as decide

    with asked.watcher() as watcher:
        asked.wait(watcher)
        decide(["Perhaps the same"])
        typed = (asked.out / "cross-reference.xlsx").read_bytes()
        drop_last_row(asked.lists / "IOM.csv")
        asked.wait(watcher, 60)
    assert (asked.out / "cross-reference.xlsx").read_bytes() == typed
    assert on_panels(asked.page)["IOM"] == "5"
    assert banner(asked.page) == ["The report is older than this board."]
    assert len(asked.troubles) == 1 and "To review" in asked.troubles[0]


def test_what_is_to_be_known_of_a_day_is_told_once(home: Watched) -> None:
    with home.watcher() as watcher:
        home.wait(watcher)
        for people in ((0, 1), (0, 1, 2), (1, 2)):
            write_list(home.lists, "IOM", *people)
            home.wait(watcher)
        assert [note for each in home.told for note in each.notes] == []
        write_list(home.lists, "SGV", 0, 5)
        home.wait(watcher)
        home.lists.joinpath("SGV.csv").unlink()
        for people in ((0, 1), (0, 1, 2)):
            write_list(home.lists, "IOM", *people)
            home.wait(watcher)
    notes = [note for each in home.told for note in each.notes]
    assert len(notes) == 1 and notes[0].endswith(", which read SGV too")


def test_rebuilds_of_one_day_replace_each_other_in_the_store(home: Watched) -> None:
    with home.watcher() as watcher:
        for people in ((0, 1), (0, 1, 2), (1, 2), (0,)):
            write_list(home.lists, "IOM", *people)
            home.wait(watcher)
    assert home.made == 4
    with Store(home.home / STORE) as store:
        assert len(store.kept_runs()) == 1


def test_nothing_of_a_rebuild_is_left_in_memory(
    home: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The watcher collects its own garbage. A thousand rebuilds are measured by
    `benchmarks/watch.py --rebuilds 1000`."""
    monkeypatch.setattr(watching, "gc", gc)
    found = []
    with home.watcher() as watcher:
        for n in range(9):
            write_list(home.lists, "IOM", 0, 1 + n % 5)
            home.wait(watcher, 3)
            home.told.clear()
            found.append(len(gc.get_objects()))
    assert found[-1] - found[3] < 200


# Looking once


def test_once_makes_the_board_and_again_does_nothing(home: Watched) -> None:
    assert watch(home.request(), home.told.append, once=True, clock=home.clock)
    assert watch(home.request(), home.told.append, once=True, clock=home.clock)
    assert home.made == len(home.told) == 1
    write_list(home.lists, "IOM", 0)
    assert watch(home.request(), home.told.append, once=True, clock=home.clock)
    assert on_panels(home.page)["IOM"] == "1"


def test_once_tells_of_a_trouble_once_and_of_its_end_by_the_board(home: Watched) -> None:
    watch(home.request(), home.told.append, once=True, clock=home.clock)
    good = home.lists.joinpath("IOM.csv").read_bytes()
    home.lists.joinpath("IOM.csv").write_bytes(b"")
    for _ in range(3):
        assert not watch(home.request(), home.told.append, once=True, clock=home.clock)
    assert len(home.troubles) == 1
    assert banner(home.page) == ["IOM cannot be read. The figures below are from before."]
    home.lists.joinpath("IOM.csv").write_bytes(good)
    assert watch(home.request(), home.told.append, once=True, clock=home.clock)
    assert banner(home.page) == []
    assert home.made == 1


def test_once_tells_of_a_trouble_once_where_there_is_no_board_yet(home: Watched) -> None:
    workbook(home.lists / "SGV.xlsx", 4, 5)
    kept = (home.lists / "SGV.xlsx").read_bytes()
    (home.lists / "SGV.xlsx").write_bytes(UNREADABLE)
    for _ in range(3):
        assert not watch(home.request(), home.told.append, once=True, clock=home.clock)
        assert "No board could be made yet" in home.page
        assert banner(home.page)[0].startswith("SGV.xlsx cannot be read.")
    assert home.troubles == ["1 list cannot be read. There is no board yet"]
    (home.lists / "SGV.xlsx").write_bytes(kept)
    assert watch(home.request(), home.told.append, once=True, clock=home.clock)
    assert on_panels(home.page)["SGV"] == "2"


def test_once_gives_up_on_lists_that_are_never_quiet(
    home: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    sleep = home.clock.sleep

    def meanwhile(seconds: float) -> None:
        sleep(seconds)
        with home.lists.joinpath("IOM.csv").open("a", encoding="utf-8") as file:
            file.write("x")

    monkeypatch.setattr(home.clock, "sleep", meanwhile)
    assert not watch(home.request(), home.told.append, once=True, clock=home.clock)
    assert "still being written" in home.troubles[0]


# Whatever is done to the lists


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_done_the_board_is_never_stale_and_never_half(home: Watched, seed: int) -> None:
    """Random edits, saves in pieces, renames and removals: half a minute after the last one the
    board is that of the lists, and every board that ever stood there is whole."""
    dice = random.Random(seed)
    with home.watcher() as watcher:
        home.wait(watcher)
        for _ in range(25):
            some_change(home, dice, watcher)
            page = home.page
            assert page.endswith("</html>") and page.count("<h1>") == 1
            if dice.random() < 0.2:
                home.wait(watcher, 30)
                assert on_panels(home.page) == people_in(home.lists)
    assert home.troubles == []


def some_change(home: Watched, dice: random.Random, watcher) -> None:  # type: ignore[no-untyped-def]
    people = sorted(dice.sample(range(6), dice.randint(1, 6)))
    what, name = dice.randrange(5), dice.choice(("IOM", "DIP", "SGV"))
    path = home.lists / f"{name}.csv"
    if what == 0:
        write_list(home.lists, name, *people)
    elif what == 1:
        whole = write_list(home.lists, name, *people).read_bytes()
        for end in sorted(dice.sample(range(1, len(whole)), 3)):
            path.write_bytes(whole[:end])
            home.wait(watcher, 1)
        path.write_bytes(whole)
    elif what == 2:
        new = write_list(home.home / "new", name, *people)
        path.unlink(missing_ok=True)
        home.wait(watcher, 1)
        new.rename(path)
    elif what == 3 and name == "SGV":
        path.unlink(missing_ok=True)
    else:
        os.utime(path, (dice.random(), dice.random())) if path.exists() else None
    home.wait(watcher, dice.choice((0, 0.5, 3)))


def people_in(lists: Path) -> dict[str, str]:
    found = sorted(lists.glob("*.csv"))
    return {each.stem: str(len(each.read_text("utf-8").splitlines()) - 1) for each in found}


# A list that goes


def test_a_list_that_goes_on_the_day_is_told_in_the_report_and_on_the_board(home: Watched) -> None:
    """As long as it is gone, also when another list changes, and no longer."""
    write_list(home.lists, "SGV", 4, 5)
    path, kept = home.lists / "DIP.csv", (home.lists / "DIP.csv").read_bytes()
    told = "DIP was read on "
    with home.watcher() as watcher:
        home.wait(watcher)
        assert told not in report_of(home)
        path.unlink()
        home.wait(watcher)
        assert told in report_of(home) and "and not there this time" in home.page
        write_list(home.lists, "IOM", 0, 1)
        home.wait(watcher)
        assert told in report_of(home) and "and not there this time" in home.page
        path.write_bytes(kept)
        home.wait(watcher)
    assert told not in report_of(home) and "and not there this time" not in home.page


def report_of(home: Watched) -> str:
    return (home.out / "cross-reference.html").read_text(encoding="utf-8")


# The audit log


def test_each_report_has_a_line_of_what_changed_and_the_log_is_whole(home: Watched) -> None:
    """The first line names every list and file, each later one the changed list and run.json."""
    for name in ("ASB", "MAPPA", "NPS", "CRC"):
        write_list(home.lists, name, 4, 5)
    made = []
    with home.watcher() as watcher:
        for people in ((0, 1, 2), (0, 1), (0, 1, 3), (0, 3)):
            write_list(home.lists, "IOM", *people)
            home.wait(watcher)
            made.append(hashlib.sha256((home.out / "run.json").read_bytes()).hexdigest())
    log = log_beside(home.home / STORE)
    lines = [json.loads(line)["event"] for line in log.read_text("utf-8").splitlines()]
    assert [each["outputs"]["run.json"] for each in lines] == made
    first, *rest = lines
    assert len(first["inputs"]) > 4 and len(first["outputs"]) > 6
    for each in rest:
        assert [one["list"] for one in each["inputs"]] == ["IOM"]
        assert each["counts"]["lists_as_before"] == len(first["inputs"]) - 1
    sizes = [len(line) for line in log.read_bytes().splitlines()]
    assert max(sizes[1:]) < 900 < sizes[0]
    assert verify(log).is_whole


def test_another_watcher_s_first_line_names_every_list(home: Watched) -> None:
    for people in ((0, 1, 2), (0, 1)):
        write_list(home.lists, "IOM", *people)
        with home.watcher() as watcher:
            home.wait(watcher)
    log = log_beside(home.home / STORE).read_text("utf-8").splitlines()
    assert len({len(json.loads(line)["event"]["inputs"]) for line in log}) == 1
