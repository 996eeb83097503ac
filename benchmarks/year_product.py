"""The product as a borough uses it: a run with a store, decisions, and what is read back."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from python_calamine import CalamineWorkbook

import cohortmatch as cm
from cohortmatch.services.decisions import list_decisions
from cohortmatch.services.places import keeping
from cohortmatch.services.sources import given
from year_lists import Delivery, Place
from year_people import Key, Row

HAS_TRIAL = "trial" in inspect.signature(cm.report).parameters


@dataclass(frozen=True)
class Ran:
    """A run that was written: whose id each row got, and where the report stands."""

    result: Any
    answer: Any
    folder: Path
    out: Path
    day: date
    ids: Mapping[Place, str]
    listings: Mapping[str, Place]
    names: Mapping[str, str]


def run(there: Delivery, out: Path, store: Path, day: date, **more: Any) -> Ran:
    """Match the lists of a delivery; raises what the product raises."""
    files = [
        there.folder / name for name in sorted((*there.files, *[there.extra] * bool(there.extra)))
    ]
    ran = cm.report(files, out, store=store, as_of=day, by="sam", **more)
    assert ran.result is not None
    table = ran.result.memberships.reset_index()
    rows = table["row"].astype(str)
    places = [place(file, row) for file, row in zip(table["file"], rows, strict=True)]
    ids = dict(zip(places, table["person_id"], strict=True))
    listings = dict(zip(table["listing_id"], places, strict=True))
    files_of = dict(zip(table["panel"], table["file"], strict=True))
    names = {name: there.files.get(file, "again") for name, file in files_of.items()}
    return Ran(ran.result, ran.answer, there.folder, out, day, ids, listings, names)


def place(file: str, row: str) -> Place:
    """A row of a file; where a list has several sheets, the row names its own."""
    sheet, _, number = row.rpartition("!")
    return file, sheet, number


def decide(ran: Ran, pairs: list[tuple[str, str, str]], store: Path) -> list[int]:
    """Keep decisions; their numbers, in order."""
    known = set(numbers(ran, store))
    table = pd.DataFrame(pairs, columns=["left", "right", "answer"])
    cm.decide(ran.result, table, store, by="sam")
    new = {pair: number for number, pair in numbers(ran, store).items() if number not in known}
    return [new.get(frozenset(pair[:2]), 0) for pair in pairs]


def numbers(ran: Ran, store: Path) -> dict[int, frozenset[str]]:
    """The decisions in force, by number: the pair as it stood when decided."""
    kept = keeping(given(str(ran.folder), flags={"store": str(store)}).settings, flags={})
    told = list_decisions(kept).model_dump()["decisions"]
    return {each["number"]: frozenset((each["left"], each["right"])) for each in told}


def asked(ran: Ran) -> list[tuple[str, str]]:
    """The pairs to review."""
    queue = ran.result.review_queue().reset_index()
    return list(zip(queue["left"], queue["right"], strict=True))


def states(ran: Ran, rows: Mapping[Place, Row]) -> dict[int, tuple[str, frozenset[Key]]]:
    """What became of each decision that is told: stands or asked, and of whom it is said."""
    found: dict[int, tuple[str, frozenset[Key]]] = {}
    for number, state, about in _said_of_pairs(ran, rows):
        found.setdefault(number, (state, about))
    return found


def answered(ran: Ran, rows: Mapping[Place, Row]) -> dict[frozenset[Key], str]:
    """What became of each pair that some decision is told of."""
    return {about: state for _, state, about in _said_of_pairs(ran, rows)}


def _said_of_pairs(ran: Ran, rows: Mapping[Place, Row]) -> list[tuple[int, str, frozenset[Key]]]:
    """(number, state, pair) of each decision that is told, with every pair that it is told of."""
    told = [each.decision for each in ran.answer.remembered.asked_again]
    again = [(each.number, "asked", pair_of(ran, rows, each.left, each.right)) for each in told]
    return again + [
        (number, "asked" if answer.startswith("Not sure") else "stands", pair_of(ran, rows, *pair))
        for number, pair, answer in in_force(ran)
    ]


def pair_of(ran: Ran, rows: Mapping[Place, Row], *listings: str) -> frozenset[Key]:
    """Who listings are, each with its list."""
    places = [ran.listings[each] for each in listings if each in ran.listings]
    found = [rows[place] for place in places if place in rows]
    return frozenset((row.person, row.on) for row in found)


def in_force(ran: Ran) -> list[tuple[int, tuple[str, ...], str]]:
    """The sheet of decisions in force: number, pair and answer."""
    book = CalamineWorkbook.from_path(str(ran.out / "cross-reference.xlsx"))
    rows = book.get_sheet_by_name("Decisions in force").to_python()
    found = [row for row in rows if str(row[0]).split(".")[0].isdigit()]
    return [
        (int(float(str(row[0]))), tuple(str(row[1]).split(" | ")), str(row[4])) for row in found
    ]
