"""Lists drawn for the laws of what a reader may see, and that reader's edition of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
from hypothesis import strategies as st

import cohortmatch as cm
from cohortmatch.disclosure.agreement import Choices
from cohortmatch.reporting import CrossReference
from cohortmatch.reporting.sheet import ReportSheet

HEADINGS = ("Surname", "Forename", "DOB", "PNC ID", "Postcode", "RAG", "Lead officer", "Notes")
PEOPLE = (
    ("Quillan", "Zebedee", "03/09/2008", "2087/0000001Z"),
    ("Quarmby", "Ivor", "03/04/1989", ""),
    ("Quarmby", "Ivan", "03/04/1989", ""),
    ("Odell", "Una", "31/01/1990", "2087/0000003B"),
    ("Pym", "Ada", "05/06/1977", ""),
)
NAMES = ("IOM", "SGV", "DIP", "MAPPA", "Housing", "NPS")
KNOWN_TO = "Also known to"
CELLS = {
    "DOB": ("", "03/09/2008", "04/09/2008", "01/02/1971"),
    "Postcode": ("", "RM1 3BD", "IG11 7LU"),
    "Notes": (
        *("", "Spoke to his sister", "Moved in with Jo Farthingay", "Victim of burglary"),
        *("Mother of Jo Farthingay", "IP", "Victim: Jo Farthingay", "Is a witness to the robbery"),
    ),
    "Surname": ("Quillan", "Odell", "Tarrowick"),
    "Lead officer": ("", "PC Hall", "Sgt Day"),
    "RAG": ("Red", "Amber", ""),
}


@st.composite
def frames(draw: st.DrawFn) -> dict[str, pd.DataFrame]:
    """Three to five lists of a few people, some without a date of birth or a number."""
    names = ["IOM", *draw(st.lists(st.sampled_from(NAMES[1:]), min_size=2, unique=True))]
    return {name: draw(a_list()) for name in names}


@st.composite
def a_list(draw: st.DrawFn) -> pd.DataFrame:
    """One to four rows."""
    who = draw(st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=4))
    rows = [
        (
            *(surname, forename),
            born if draw(st.integers(0, 3)) else "",
            pnc if draw(st.booleans()) else "",
            draw(st.sampled_from(CELLS["Postcode"])),
            draw(st.sampled_from(CELLS["RAG"])),
            draw(st.sampled_from(CELLS["Lead officer"])),
            "",
        )
        for surname, forename, born, pnc in who
    ]
    return pd.DataFrame(rows, columns=list(HEADINGS), dtype=str)


def born_of(row: pd.Series[str]) -> str:
    """The date of birth of whoever a row names."""
    return next(born for *name, born, _ in PEOPLE if name == [row["Surname"], row["Forename"]])


CHOICES = st.builds(
    Choices,
    share=st.sampled_from([Choices.share, (), ("risk", "name"), ("lead", "date_of_birth")]),
    restricted=st.sampled_from([("MAPPA",), ("MAPPA", "DIP"), ()]),
    open=st.sampled_from([(), ("Housing",)]),
)


Answer = tuple[str, str, str]
"""Two listings, by their ids, and whether they are one person."""


def answers(pairs: Sequence[tuple[str, str]]) -> st.SearchStrategy[list[Answer]]:
    """Decisions about some of the pairs."""
    if not pairs:
        return st.just([])
    answer = st.sampled_from(["same", "different"])
    one = st.tuples(st.sampled_from(pairs), answer)
    found = st.lists(one, max_size=4, unique_by=lambda each: each[0])
    return found.map(lambda some: [(*pair, said) for pair, said in some])


def matched(
    lists: dict[str, pd.DataFrame], choices: Choices, decided: Sequence[Answer] = ()
) -> CrossReference:
    """The cross-reference of the lists, on one day, with what the team has decided."""
    plan = cm.Plan(as_of=date(2026, 6, 1), report=choices)
    table = pd.DataFrame(decided, columns=["left", "right", "answer"])
    return cm.match(lists, plan=plan, decisions=table if decided else None)


def formed(result: CrossReference) -> tuple[Any, ...]:
    """Who is one person, and which pairs stand in which band."""
    people = result.memberships.groupby("person_id")["listing_id"].apply(frozenset)
    links = result.links[["left", "right", "band"]].itertuples(index=False, name=None)
    return frozenset(people), frozenset(links)


def files(result: CrossReference, reader: str) -> dict[str, bytes]:
    """The files of an edition, by their names."""
    with TemporaryDirectory() as folder:
        written = result.edition(reader).write(Path(folder) / "out")
        return {path.name: path.read_bytes() for path in written}


def without_known_to(sheet: ReportSheet) -> tuple[Any, ...]:
    """What a sheet says but for who is known to closed lists."""
    heads = [column.heading for column in sheet.table.columns]
    kept = [n for n, heading in enumerate(heads) if heading != KNOWN_TO]
    rows = [[row[n] for n in kept] for row in sheet.table.rows]
    return sheet.title, sheet.sentence, sheet.lines, [heads[n] for n in kept], rows


def who_is_known(sheet: ReportSheet) -> list[Any]:
    """What a sheet says of who is known to closed lists, row by row."""
    heads = [column.heading for column in sheet.table.columns]
    return [row[heads.index(KNOWN_TO)] for row in sheet.table.rows if KNOWN_TO in heads]


def identify_alike(one: dict[str, pd.DataFrame], other: dict[str, pd.DataFrame]) -> bool:
    """Whether two states of some lists agree in the cells by which a closed row is somebody's."""
    cells = ["Surname", "Forename", "DOB", "PNC ID"]
    return all(one[name][cells].equals(other[name][cells]) for name in one)
