"""Over months with a store, a recipient's editions hold what the rules of their month allow.

The store keeps persons and what each edition told. People leave and come, the agreement gets other
rules, and whatever a rule keeps back changes no byte of any later edition.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pandas as pd
from hypothesis import assume, given
from hypothesis import strategies as st

import cohortmatch as cm
from cohortmatch.core.errors import SettingsError
from cohortmatch.disclosure.sharing_agreement import SharingAgreement
from cohortmatch.reporting import CrossReference
from cohortmatch.services import pipeline
from cohortmatch.services.recall import new_run, recall
from cohortmatch.store import Store
from disclosed import formed
from disclosure.agreeing import LISTS, PURPOSES, names_everything, wide_agreements
from laws.strategies import law
from laws.test_agreement_canaries import (
    COLUMNS,
    PANELS,
    PEOPLE,
    canary,
    frames,
    is_in,
    may_see,
    opened,
)

Frames = dict[str, pd.DataFrame]
DAYS = [date(2026, 6, 1), date(2026, 7, 1), date(2026, 8, 1)]
LEAVERS = ("adult", "no date")


class Month(NamedTuple):
    """The lists of a month and the agreement then in force."""

    lists: Frames
    agreement: SharingAgreement


def over_months(
    months: Sequence[Month], recipient: str, purpose: str
) -> tuple[list[list[str]], list[Any]]:
    """What each format of each month's edition says, and how people were formed."""
    with TemporaryDirectory() as folder, Store(Path(folder) / "cohortmatch.db") as store:
        found = [_one(*each, recipient, purpose, store) for each in zip(months, DAYS, strict=True)]
    return [texts for texts, _ in found], [formed(result) for _, result in found]


def _one(
    month: Month, day: date, recipient: str, purpose: str, store: Store
) -> tuple[list[str], CrossReference]:
    listings = cm.read_lists(month.lists, as_of=day)
    recalled = recall(None, listings, store, keep=True)
    plan = cm.Plan(as_of=day, agreement=month.agreement)
    result = pipeline.run(listings, plan, recalled=recalled)
    texts, kept = opened(result, recipient, purpose), []
    try:
        kept = [result.edition(recipient, purpose).kept(store.key)]
    except SettingsError:
        assert not texts
    further = {"who": "sam", "purpose": "", "out": "", "delete_by": day.replace(year=2027)}
    run = new_run(result, recalled, **further, editions=kept)  # type: ignore[arg-type]
    store.finish(store.begin(run))
    return texts, result


@st.composite
def three_lists(draw: st.DrawFn) -> list[Frames]:
    """The lists of three months, of each of which some people are missing."""
    return [
        {
            name: _without(frame, draw(st.sets(st.sampled_from(LEAVERS))))
            for name, frame in all_.items()
        }
        for all_ in (frames() for _ in DAYS)
    ]


def _without(frame: pd.DataFrame, who: set[str]) -> pd.DataFrame:
    gone = [list(PEOPLE).index(each) for each in who]
    return frame.drop(index=gone).reset_index(drop=True)


READERS = st.sampled_from(sorted(PANELS.items()))


@law(6)
@given(three_lists(), wide_agreements(), READERS, st.sampled_from(PURPOSES))
def test_nothing_that_earlier_rules_showed_is_shown_again(
    lists: list[Frames], narrower: SharingAgreement, reader: tuple[str, str], purpose: str
) -> None:
    own, recipient = reader
    everything = names_everything()
    months = [Month(lists[0], everything), Month(lists[1], everything), Month(lists[2], narrower)]
    (*_, texts), _ = over_months(months, recipient, purpose)
    for name in LISTS:
        if name == own and narrower.is_owner(name, recipient):
            continue
        for who in PEOPLE:
            for heading in COLUMNS:
                if not may_see(narrower, name, heading, who, recipient, purpose):
                    value = canary(name, heading, who)
                    assert not [t for t in texts if is_in(t, value)], (name, heading, who)


@law(6)
@given(three_lists(), wide_agreements(), READERS, st.sampled_from(PURPOSES), st.data())
def test_in_no_month_does_a_withheld_cell_change_a_byte(
    lists: list[Frames],
    agreement: SharingAgreement,
    reader: tuple[str, str],
    purpose: str,
    data: st.DataObject,
) -> None:
    own, recipient = reader
    changed = [
        _with_a_withheld_cell(each, agreement, own, recipient, purpose, data) for each in lists
    ]
    ours, theirs = (
        over_months([Month(each, agreement) for each in both], recipient, purpose)
        for both in (lists, changed)
    )
    assume(ours[1] == theirs[1])
    assert ours[0] == theirs[0]


def _with_a_withheld_cell(
    lists: Frames,
    agreement: SharingAgreement,
    own: str,
    recipient: str,
    purpose: str,
    data: st.DataObject,
) -> Frames:
    """The lists with another value in a cell that the recipient may not see, where there is one."""
    name = data.draw(st.sampled_from([each for each in LISTS if each != own]))
    closed = [
        heading
        for heading in COLUMNS
        if not any(may_see(agreement, name, heading, w, recipient, purpose) for w in PEOPLE)
    ]
    if not closed:
        return lists
    frame, heading = lists[name].copy(), data.draw(st.sampled_from(closed))
    row = data.draw(st.integers(0, len(frame) - 1))
    frame.loc[row, heading] = data.draw(st.sampled_from(("", "Amber", "01/01/2031")))
    return lists | {name: frame}


@law(6)
@given(three_lists(), wide_agreements(), READERS, st.sampled_from(PURPOSES), st.data())
def test_in_no_month_does_a_row_change_a_byte_of_which_nothing_may_be_told(
    lists: list[Frames],
    agreement: SharingAgreement,
    reader: tuple[str, str],
    purpose: str,
    data: st.DataObject,
) -> None:
    own, recipient = reader
    changed = [
        _without_a_hidden_row(each, agreement, own, recipient, purpose, data) for each in lists
    ]
    ours, theirs = (
        over_months([Month(each, agreement) for each in both], recipient, purpose)[0]
        for both in (lists, changed)
    )
    assert ours == theirs


def _without_a_hidden_row(
    lists: Frames,
    agreement: SharingAgreement,
    own: str,
    recipient: str,
    purpose: str,
    data: st.DataObject,
) -> Frames:
    """The lists without a row, or with another person's in its place, of which the recipient may
    not even learn that somebody is known."""
    hidden = [
        (name, row)
        for name in LISTS
        for row, who in enumerate(_whose(lists[name]))
        if name != own and not _is_told(agreement, name, who, recipient, purpose)
    ]
    if not hidden:
        return lists
    name, row = data.draw(st.sampled_from(hidden))
    frame = lists[name].copy()
    if data.draw(st.booleans()):
        return lists | {name: frame.drop(index=row).reset_index(drop=True)}
    frame.loc[row, ["Surname", "PNC ID"]] = ["Brambleby", ""]
    return lists | {name: frame}


def _whose(frame: pd.DataFrame) -> list[str]:
    """Who each row is."""
    of = {said[0]: who for who, said in PEOPLE.items()}
    return [of[surname] for surname in frame["Surname"]]


def _is_told(
    agreement: SharingAgreement, name: str, who: str, recipient: str, purpose: str
) -> bool:
    if who in ("victim", "witness", "no role") and name != "IOM":
        return False
    return any(
        agreement.may(name, "known", role, recipient, purpose, day, age).allowed
        for day in DAYS
        for role in ("subject", "family")
        for age in ("adult", "unknown", "under 18")
        if age == {"young": "under 18", "no date": "unknown"}.get(who, "adult")
    )
