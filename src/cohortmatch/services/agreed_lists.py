"""What was agreed and did not come: lists that are missing or old, and columns that they lack."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from cohortmatch.core.findings import Finding
from cohortmatch.core.plurals import count
from cohortmatch.core.types import ListInfo
from cohortmatch.people.details import spoken
from cohortmatch.people.leading import is_called
from cohortmatch.people.status import LABELS, kind_of
from cohortmatch.settings.agreed_data import AgreedData
from cohortmatch.settings.plan import ListChoice
from cohortmatch.values.fields import FIELDS

__all__ = ["agreed_but_lacking"]


def agreed_but_lacking(
    choices: Mapping[str, ListChoice], lists: Sequence[ListInfo], on: date
) -> Iterator[Finding]:
    """What the lists that were read lack of what was agreed, on a day."""
    for name, choice in choices.items():
        if choice.agreed is None:
            continue
        found = [info for info in lists if is_called(info, name)]
        if not found:
            yield Finding("agreed-list-missing", name, detail=choice.agreed.ask.removeprefix("; "))
        for info in found:
            yield from _of_list(info, choice.agreed, on)


def _of_list(info: ListInfo, agreed: AgreedData, on: date) -> Iterator[Finding]:
    if agreed.every_days is not None and info.as_at is None:
        yield Finding("agreed-list-undated", info.name, detail=agreed.ask.removeprefix("; "))
    elif agreed.every_days is not None and info.as_at is not None:
        days = (on - _last_day(info)).days
        if days > agreed.every_days:
            told = f"{count(days, 'day')} on {spoken(on)}, {agreed.every_days:,} were agreed"
            yield Finding("agreed-list-old", info.name, detail=told + agreed.ask)
    held = set(_held(info))
    for name in agreed.columns:
        if name not in held:
            told = LABELS[name] if name in LABELS else FIELDS[name].label
            yield Finding("agreed-column-missing", info.name, detail=told + agreed.ask)


def _last_day(info: ListInfo) -> date:
    """The list's day; the last of its month where only that is known."""
    assert info.as_at is not None
    if not info.as_at_month:
        return info.as_at
    return info.as_at.replace(day=calendar.monthrange(info.as_at.year, info.as_at.month)[1])


def _held(info: ListInfo) -> Iterable[str]:
    """The fields and the kinds of status that a list has columns for."""
    for use in info.columns:
        yield kind_of(use.heading) if use.field == "status" else use.field
