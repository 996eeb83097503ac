"""What is new since the last edition for a panel: what is told, and what it is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from cohortmatch.core.fingerprints import Content, Contents
from cohortmatch.disclosure.news import news
from cohortmatch.store.earlier_runs import PastEdition
from running import Command

KEY = "0" * 32


def edition(day: int, digest: str, people: dict[str, Sequence[str]], *read: str) -> PastEdition:
    """An edition for IOM of a day in June: who was on it, and on which lists each was."""
    rows = [
        Content(
            f"IOM:{n}",
            "IOM",
            f"digest of {who}",
            f"cells of {who}",
            {"name": who, "date_of_birth": who},
        )
        for n, who in enumerate(people, 2)
    ]
    lists = tuple(tuple(each) for each in people.values())
    return PastEdition("IOM", date(2026, 6, day), digest, read, Contents(KEY, tuple(rows)), lists)


def row(listing: str, who: str) -> Content:
    """A row of IOM, which says who somebody is and when they were born."""
    said = {"name": who, "date_of_birth": who}
    return Content(listing, "IOM", f"digest of {who}", f"cells of {who}", said)


NOW = edition(
    20,
    "now",
    {
        "Ada": ["IOM", "DIP", "SGV"],
        "Ben": ["IOM", "DIP"],
        "Cas": ["IOM", "DIP"],
        "Dov": ["IOM", "Housing"],
    },
    *("IOM", "DIP", "SGV", "Housing"),
)
MAY = edition(
    1,
    "may",
    {"Ada": ["IOM", "DIP"], "Ben": ["IOM", "DIP"], "Dov": ["IOM"]},
    *("IOM", "DIP", "SGV"),
)


@pytest.mark.parametrize(
    ("place", "new"),
    [
        pytest.param(0, ("SGV",), id="on one more list"),
        pytest.param(1, (), id="nothing new"),
        pytest.param(2, ("IOM",), id="new on the panel's own list, and so nowhere else"),
        pytest.param(3, (), id="a list that the last edition did not tell of"),
    ],
)
def test_somebody_is_new_where_the_last_edition_had_them_not(
    place: int, new: tuple[str, ...]
) -> None:
    found = news(NOW, [10, 11, 12, 13], [MAY])
    assert found is not None
    assert found.day == date(2026, 6, 1)
    assert found.new_on([10 + place], NOW.lists[place]) == new


def test_the_first_edition_has_no_news() -> None:
    assert news(NOW, [0, 1, 2, 3], []) is None


def test_an_edition_is_compared_with_the_last_of_those_before_it() -> None:
    later = edition(19, "later", {"Ada": ["IOM"]}, "IOM")
    found = news(NOW, [0, 1, 2, 3], [MAY, later])
    assert found is not None
    assert found.day == later.as_of


def test_a_list_that_the_last_edition_had_not_is_compared_with_the_last_that_had_it() -> None:
    gap = edition(9, "gap", {"Ada": ["IOM"], "Ben": ["IOM"], "Cas": ["IOM"], "Dov": ["IOM"]}, "IOM")
    found = news(NOW, [0, 1, 2, 3], [MAY, gap])
    assert found is not None
    assert dict(found.since) == {"DIP": date(2026, 6, 1), "SGV": date(2026, 6, 1)}
    new = [found.new_on([place], NOW.lists[place]) for place in range(4)]
    assert new == [("SGV",), (), (), ()]  # Cas was in no edition with DIP: since when is not known


IVOR = ("Quarmby", "Ivor", "03/04/1989", "2007/0714345T", "RM7 7HH")
MOVED = (*IVOR[:4], "SE15 2AA")
NAMESAKE = ("Quarmby", "Ivor", "15/11/1971", "1997/0654321U", "E1 1AA")
TWIN = ("Quarmby", "Ivan", "03/04/1989", "2009/0854321W", "RM7 7HH")
WHOSE = [
    # July's row on IOM       is new there
    ("the same row", IVOR, False),
    ("he moved house", MOVED, False),
    ("a namesake", NAMESAKE, True),
    ("his twin", TWIN, True),
]


@pytest.mark.parametrize(("who", "row", "is_new"), WHOSE, ids=[each[0] for each in WHOSE])
def test_a_changed_row_is_whose_the_engine_says(
    cohortmatch: Command, tmp_path: Path, who: str, row: tuple[str, ...], is_new: bool
) -> None:
    rest = [
        (f"{name}combe", name, f"1{n}/0{n}/198{n}", "", f"RM1 {n}AA")
        for n, name in enumerate(("Ann", "Bea", "Cas", "Dot", "Eve", "Flo"), 1)
    ]
    head = ["Surname", "Forename", "DOB", "PNC ID", "Postcode"]
    for month, own in ((6, IVOR), (7, row)):
        folder = tmp_path / f"lists {month}"
        folder.mkdir()
        for name, people in {"IOM": [*rest, own], "DIP": rest[2:]}.items():
            pd.DataFrame(people, columns=head).to_csv(folder / f"{name}.csv", index=False)
        place = ["-o", tmp_path / f"{month}", "--for", "IOM", "--as-of", f"2026-0{month}-01"]
        store = ["--store", tmp_path / "cohortmatch.db"]
        assert cohortmatch("run", folder, *place, *store).exit_code == 0
    (page,) = (tmp_path / "7").glob("*.html")
    assert ("New on IOM" in page.read_text()) is is_new
    assert ("1 row no longer on IOM" in page.read_text()) is is_new


JUNE = {
    "IOM": [("Quarmby", "Ivor", "03/04/1989"), ("Odell", "Una", "31/01/1990")],
    "DIP": [("Quarmby", "Ivor", "03/04/1989")],
    "MAPPA": [("Odell", "Una", "31/01/1990")],
}
JULY = JUNE | {"DIP": [*JUNE["DIP"], ("Odell", "Una", "31/01/1990")]}


def put(folder: Path, lists: dict[str, list[tuple[str, str, str]]]) -> Path:
    """The lists as files."""
    folder.mkdir()
    for name, rows in lists.items():
        frame = pd.DataFrame(rows, columns=["Surname", "Forename", "DOB"])
        frame.to_csv(folder / f"{name}.csv", index=False)
    return folder


def test_from_month_to_month_an_edition_tells_who_is_new_where(
    cohortmatch: Command, tmp_path: Path
) -> None:
    june, july = put(tmp_path / "june", JUNE), put(tmp_path / "july", JULY)
    store = ["--store", str(tmp_path / "cohortmatch.db")]

    def edition(lists: Path, out: str, day: str) -> str:
        place = ["-o", tmp_path / out, "--for", "IOM", "--as-of", day]
        told = cohortmatch("run", lists, *place, *store)
        assert told.exit_code == 0, told.stderr
        (page,) = (tmp_path / out).glob("*.html")
        return page.read_text()

    first = edition(june, "first", "2026-06-01")
    assert "Since last edition" not in first
    assert cohortmatch("run", july, "-o", tmp_path / "whole", *store).exit_code == 0
    second = edition(july, "second", "2026-07-01")
    assert "1 person new on a list since the last edition, of 1 Jun 2026" in second
    assert "New on DIP" in second
    assert edition(july, "again", "2026-07-01") == second


ALL_NEW = {
    "IOM": [("Quarmby", "Ivor", "03/04/1989"), ("Pym", "Ada", "05/06/1977")],
    "DIP": [("Quarmby", "Ivor", "03/04/1989"), ("Tarrowick", "Zeb", "01/02/1971")],
    "MAPPA": [("Odell", "Una", "31/01/1990")],
}


def test_an_edition_shows_everybody_whom_it_counts_and_names_who_left(
    cohortmatch: Command, tmp_path: Path
) -> None:
    store = ["--store", str(tmp_path / "cohortmatch.db")]
    for n, lists in enumerate((JUNE, ALL_NEW), 6):
        folder = put(tmp_path / f"lists {n}", lists)
        place = ["-o", tmp_path / f"{n}", "--for", "IOM", "--as-of", f"2026-0{n}-01"]
        assert cohortmatch("run", folder, *place, *store).exit_code == 0
    (page,) = (tmp_path / "7").glob("*.html")
    told = page.read_text()
    assert "1 person new on a list since the last edition, of 1 Jun 2026" in told
    # Ada, who is on no other panel: for the chair, and among the people
    assert [part.count("New on IOM") for part in told.split("</section>")] == [1, 1]
    assert "1 row no longer on IOM since then" in told
    assert "Una ODELL" in told
    assert "31 Jan 1990" in told
    assert "Zeb" not in told


def test_an_edition_says_which_list_of_the_last_one_it_has_not(
    cohortmatch: Command, tmp_path: Path
) -> None:
    store = ["--store", str(tmp_path / "cohortmatch.db")]
    without = {name: rows for name, rows in JUNE.items() if name != "DIP"}
    told = []
    for n, lists in enumerate((JUNE, without), 6):
        place = ["-o", tmp_path / f"{n}", "--for", "IOM", "--as-of", f"2026-0{n}-01"]
        done = cohortmatch("run", put(tmp_path / f"lists {n}", lists), *place, *store)
        assert done.exit_code == 0, done.stderr
        (page,) = (tmp_path / f"{n}").glob("*.html")
        told.append(page.read_text())
    assert "In the last edition and not in this one" not in told[0]
    assert "In the last edition and not in this one: DIP." in told[1]


def test_an_edition_tells_what_was_new_while_a_list_was_missing(
    cohortmatch: Command, tmp_path: Path
) -> None:
    store = ["--store", str(tmp_path / "cohortmatch.db")]
    gap = {name: rows for name, rows in JUNE.items() if name != "DIP"}
    for n, lists in enumerate((JUNE, gap, JULY), 6):
        place = ["-o", tmp_path / f"{n}", "--for", "IOM", "--as-of", f"2026-0{n}-01"]
        done = cohortmatch("run", put(tmp_path / f"lists {n}", lists), *place, *store)
        assert done.exit_code == 0, done.stderr
    (page,) = (tmp_path / "8").glob("*.html")
    told = page.read_text()
    assert "1 person new on a list since the last edition, of 1 Jul 2026" in told
    assert "DIP was not in it: people new there are shown since 1 Jun 2026." in told
    assert [part.count("New on DIP") for part in told.split("</section>")] == [1, 1]


@pytest.mark.parametrize(
    ("what", "row", "left"),
    [
        pytest.param("the same row", {}, 0, id="nobody left"),
        pytest.param(
            "put right", {"digest": "x", "written": "x"}, 0, id="a row that was put right"
        ),
        pytest.param(
            "another's",
            {"digest": "x", "written": "x", "fields": {"name": "Eve", "date_of_birth": "Eve"}},
            1,
            id="another person's row stands there",
        ),
    ],
)
def test_who_left_is_who_has_no_row_now(what: str, row: dict[str, object], left: int) -> None:
    ada, ben, dov = MAY.rows.items
    now = replace(MAY, digest=what, rows=Contents(KEY, (ada, replace(ben, **row), dov)))  # type: ignore[arg-type]
    found = news(now, [0, 1, 2], [MAY])
    assert found is not None and len(found.left) == left


def test_who_was_named_on_the_list_and_not_shown_does_not_leave() -> None:
    last = edition(1, "may", {"Ada": ["IOM"], "Victim": ["DIP"]}, "IOM", "DIP")
    now = edition(20, "now", {"Ada": ["IOM"]}, "IOM", "DIP")
    found = news(now, [0], [last])
    assert found is not None and not found.left


@pytest.mark.parametrize(
    ("june", "july", "told"),
    [
        (("Green", "2"), ("Red", "2"), "RAG Red, was Green"),
        (("Green", "2"), ("R", "2"), "RAG R, was Green"),
        (("Red", "2"), ("R", "Tier 2"), ""),
        (("", "2"), ("Red", "2"), ""),
        (("Red", "Tier 1"), ("Red", "Tier 3"), "Level Tier 3, was Tier 1"),
    ],
)
def test_an_edition_tells_how_its_own_list_s_colour_and_level_changed(
    cohortmatch: Command,
    tmp_path: Path,
    june: tuple[str, str],
    july: tuple[str, str],
    told: str,
) -> None:
    """Whatever another list's colours do is not told."""
    store = ["--store", str(tmp_path / "cohortmatch.db")]
    for n, (rag, level) in enumerate((june, july), 6):
        lists = tmp_path / f"lists {n}"
        put(lists, JUNE)
        for name, colour in (("IOM", rag), ("DIP", "Amber" if n == 6 else "Green")):
            frame = pd.read_csv(lists / f"{name}.csv", dtype=str)
            frame.assign(RAG=colour, Level=level).to_csv(lists / f"{name}.csv", index=False)
        place = ["-o", tmp_path / f"{n}", "--for", "IOM", "--as-of", f"2026-0{n}-01"]
        assert cohortmatch("run", lists, *place, *store).exit_code == 0
    page = next((tmp_path / "7").glob("*.html")).read_text()
    assert (f"{told}" in page) if told else (", was " not in page)
    assert "was Amber" not in page


def test_who_was_perhaps_on_a_list_is_not_new_there_but_now_certain() -> None:
    """Ada was perhaps on SGV at the edition before, and on DIP nobody said so."""
    may = edition(1, "may", {"Ada": ["IOM", "? SGV"], "Ben": ["IOM"]}, *("IOM", "DIP", "SGV"))
    own = list(range(len(NOW.rows.items)))
    found = news(NOW, own, [may])
    assert found is not None
    assert found.new_on([0], ["IOM", "DIP", "SGV"]) == ("DIP",)
    assert found.sure_on([0], ["IOM", "DIP", "SGV"]) == ("SGV",)
    assert found.new_on([1], ["IOM", "DIP"]) == ("DIP",)
    assert found.sure_on([1], ["IOM", "DIP"]) == ()


def test_of_two_rows_of_one_person_no_colour_is_told_as_changed(
    cohortmatch: Command, tmp_path: Path
) -> None:
    """The list names somebody twice, as Amber and as Green, in both months; another row is gone."""
    store = ["--store", str(tmp_path / "cohortmatch.db")]
    for n in (6, 7):
        lists = tmp_path / f"lists {n}"
        put(lists, JUNE)
        frame = pd.read_csv(lists / "IOM.csv", dtype=str)
        twice = pd.concat([frame.assign(RAG="Amber"), frame.assign(RAG="Green")])
        kept = twice if n == 6 else twice.iloc[1:]
        kept.to_csv(lists / "IOM.csv", index=False)
        place = ["-o", tmp_path / f"{n}", "--for", "IOM", "--as-of", f"2026-0{n}-01"]
        assert cohortmatch("run", lists, *place, *store).exit_code == 0
    assert ", was " not in next((tmp_path / "7").glob("*.html")).read_text()
