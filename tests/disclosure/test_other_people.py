"""Nobody but the nominals is shown, matched or counted, however a list holds other people.

Each arrangement is run as an agency would run it; all that goes wrong is told at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from running import Command

from .arrangement import Arrangement
from .arrangements import ARRANGEMENTS
from .cast import PEOPLE
from .opening import Said, everything

NOT_OF_ROWS = ("section heading", "nothing to match by")
"""Reasons for leaving a row out that do not say that it is somebody else's."""
FOUND = PEOPLE + 3
"""The companion list's row of the fifth other person, who is a nominal there."""


def test_there_are_arrangements_enough() -> None:
    assert len({each.id for each in ARRANGEMENTS}) == len(ARRANGEMENTS) >= 120


@pytest.mark.parametrize("arrangement", ARRANGEMENTS, ids=lambda each: each.id)
def test_only_nominals(cohortmatch: Command, tmp_path: Path, arrangement: Arrangement) -> None:
    arrangement.write(tmp_path / "lists")
    said = everything(cohortmatch, tmp_path / "lists", tmp_path / "out")
    wrong = [
        *(f"shown: {each}" for each in said.holding(arrangement.others)),
        *(f"shown: {each}" for each in _to_its_own_panel(arrangement, said)),
        *_not_matched(arrangement, said),
        *_falsely_linked(arrangement, said),
        *_not_counted(arrangement, said),
        *(f"status lost: {each}" for each in _lost(arrangement, said)),
    ]
    assert not wrong, f"{arrangement.id} ({arrangement.about}):\n" + "\n".join(wrong)


def _to_its_own_panel(arrangement: Arrangement, said: Said) -> list[str]:
    if arrangement.namesake:
        return []
    own = _names(arrangement, said)
    return [each for name in own for each in said.holding(arrangement.traps, f"for {name}")]


def _names(arrangement: Arrangement, said: Said) -> list[str]:
    """What the product calls the list, or its sheets."""
    lists = said.checked["lists"]
    return list(dict.fromkeys(e["list"] for e in lists if e["file"] == arrangement.file))


def _listings(arrangement: Arrangement, said: Said) -> dict[tuple[str, str], tuple[str, str]]:
    """Person and listing by sheet and row; a row of several sheets is called Sheet!3."""
    rows = said.memberships
    own = rows[rows["file"] == arrangement.file]
    (first, *_) = arrangement.sheets
    split = (row.rpartition("!") for row in own["row"])
    places = ((sheet or first, number) for sheet, _, number in split)
    return dict(zip(places, zip(own["person_id"], own["listing_id"], strict=True), strict=True))


def _companion(arrangement: Arrangement, said: Said) -> dict[int, tuple[str, str]]:
    """Person and listing on the companion list, by its row."""
    rows = said.memberships
    own = rows[rows["file"] == f"{arrangement.companion}.csv"]
    pairs = zip(own["person_id"], own["listing_id"], strict=True)
    return dict(zip((int(row) for row in own["row"]), pairs, strict=True))


def _not_matched(arrangement: Arrangement, said: Said) -> Iterator[str]:
    here, there = _listings(arrangement, said), _companion(arrangement, said)
    for number, (sheet, row) in arrangement.must_match.items():
        person, _ = here.get((sheet, str(row)), ("", ""))
        if not person:
            yield f"not read: nominal {number}, row {row}"
        elif person != there.get(number + 1, ("", ""))[0]:
            yield f"not matched: nominal {number}, row {row}"


def _falsely_linked(arrangement: Arrangement, said: Said) -> Iterator[str]:
    here, there = _listings(arrangement, said), _companion(arrangement, said)
    for sheet, row in sorted(arrangement.rows_of_others):
        if (sheet, str(row)) in here:
            yield f"matched though it is somebody else's: row {row} of {sheet}"
    people = {person for person, _ in here.values()}
    own = {listing for _, listing in here.values()}
    for row, (person, listing) in there.items():
        linked = said.links[(said.links[["left", "right"]] == listing).any(axis=1)]
        ends = {*linked["left"], *linked["right"]} & own
        if row > PEOPLE + 1 and (person in people or ends):
            if row == FOUND and all(map(_is_second, own & _listings_of(said, person))):
                continue  # a relative with columns of their own, who is a nominal over there
            yield f"linked by another person's data: row {row} of the companion list"
    if arrangement.namesake and there and there[PEOPLE][0] in people:
        sheet, row = arrangement.nominals[4]
        pair = {here[sheet, str(row)][1], there[PEOPLE][1]}
        for left, right, band in said.links[["left", "right", "band"]].itertuples(index=False):
            if {left, right} == pair and band == "same":
                yield "linked by another person's date of birth: the fourth nominal"


def _listings_of(said: Said, person: str) -> set[str]:
    rows = said.memberships
    return set(rows[rows["person_id"] == person]["listing_id"])


def _is_second(listing: str) -> bool:
    """Whether a listing is a second person's of a row: "IOM:2 Partner"."""
    return not listing.rpartition(":")[2].rpartition("!")[2].isdecimal()


def _not_counted(arrangement: Arrangement, said: Said) -> Iterator[str]:
    names = _names(arrangement, said)
    lists = [each for each in said.checked["lists"] if each["list"] in names]
    reasons = [reason for each in lists for reason in each["excluded"].items()]
    counted = sum(count for why, count in reasons if not why.startswith(NOT_OF_ROWS))
    if counted < arrangement.rows_left_out:
        yield f"counted as left out: {counted} of {arrangement.rows_left_out} rows"
    findings = [each for each in said.checked["findings"] if each["list"] in names]
    text = json.dumps(findings, ensure_ascii=False).casefold()
    theirs = {c["heading"] for each in lists for c in each["columns"] if c["person"]}
    for heading in arrangement.columns_told:
        if heading not in theirs and heading.casefold() not in text:
            yield f"no finding names the column “{heading}”"


def _lost(arrangement: Arrangement, said: Said) -> list[str]:
    return [each for each in arrangement.shown if not said.shows(each)]
