"""Keeping what was typed about a row, and settling where the list says something else.

Policy: whoever types has the version of the row before their eyes that they change. Where somebody
else has typed meanwhile, or another list was published, nothing is kept and both texts are shown.
What was typed is never overwritten: a later change is another line of the history.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from cohortmatch.core.guarding import one_line
from cohortmatch.decisions.kept_sides import side_as_json
from cohortmatch.portal.models import ChangeState, ProgressChange, ProgressRow, User
from cohortmatch.portal.progress.rows import OPEN, FieldNow, PanelList, RowNow
from cohortmatch.services.own_list import OwnRow
from cohortmatch.services.progress_changes import same_text
from cohortmatch.values.case_dates import case_day

__all__ = ["LONGEST", "Saved", "late_draft", "save", "settle"]

LONGEST = 500
"""Characters that may be typed into one field."""
YEAR_FIRST = re.compile(r"\d{4}-")
NO_DAY = "Type the day of the last contact, such as 9/6/2026"
IN_FUTURE = "The last contact cannot be after today"


@dataclass(frozen=True, repr=False)
class Saved:
    """What became of a form: how many fields were kept; `meanwhile` are the fields that are shown
    otherwise now than the form had them, and `wrong` says by field what does not fit; in both cases
    nothing was kept."""

    now: RowNow
    kept: int
    meanwhile: tuple[FieldNow, ...] = ()
    is_late: bool = False
    wrong: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<Saved: {self.kept} fields>"


def save(
    found: PanelList,
    row: OwnRow,
    told: Mapping[str, str],
    user: User,
    today: date,
    name: str = "",
) -> Saved:
    """Keep what a form says of a row; `told` has each field, what was shown in it (`was_…`), and
    the version that was shown; a contact was `today` at the latest, `name` is whose row it is.
    Within a transaction."""
    now = found.now(row, lock=True)
    typed = {each.name: one_line(told.get(each.name, each.text)) for each in now.fields}
    was = {each.name: one_line(told.get(f"was_{each.name}", each.text)) for each in now.fields}
    changed = [each for each in now.fields if typed[each.name] != was[each.name]]
    if told.get("version") != now.version:
        return _late(now, told)
    wrong = {e.name: why for e in changed if (why := _wrong(e, typed[e.name], today))}
    if wrong or not changed:
        return Saved(now, 0, wrong=wrong)
    kept = _kept(found, row)
    kept.version += 1
    kept.name = name or kept.name
    kept.save(update_fields=["version", "name"])
    for each in changed:
        _add(kept, each, _as_kept(each, typed[each.name]), user)
    return Saved(found.now(row), len(changed))


def late_draft(now: RowNow, told: Mapping[str, str]) -> Saved | None:
    """What became of a half-written form that is opened again: None where the row is as it was."""
    return _late(now, told) if told and told.get("version") != now.version else None


def settle(change: ProgressChange, choice: str, user: User) -> bool:
    """Settle a change where the list was changed too: "typed" keeps what was typed, "list" what the
    list says. Whether it was still to settle. Within a transaction."""
    taken = ProgressChange.objects.select_for_update().filter(
        pk=change.pk, state__in=(ChangeState.ASKED, ChangeState.GONE)
    )
    found = taken.first()
    if found is None or choice not in ("typed", "list"):
        return False
    if choice == "typed" and found.state == ChangeState.GONE:
        return False  # there is no cell that it could be written into
    found.settled_by = user.username
    if choice == "typed":
        found.state, found.before = ChangeState.OPEN, found.list_says
    else:
        found.state = ChangeState.DROPPED
    found.save(update_fields=["settled_by", "state", "before"])
    row = found.row
    row.version += 1
    row.save(update_fields=["version"])
    return True


def _late(now: RowNow, told: Mapping[str, str]) -> Saved:
    """Nothing is kept: which fields are shown otherwise than the form had them."""
    was = {each.name: one_line(told.get(f"was_{each.name}", each.text)) for each in now.fields}
    meanwhile = tuple(each for each in now.fields if was[each.name] != one_line(each.text))
    return Saved(now, 0, meanwhile, is_late=True)


def _kept(found: PanelList, row: OwnRow) -> ProgressRow:
    """What is kept of a row, made where nothing was yet, and locked."""
    kept, _ = ProgressRow.objects.select_for_update().get_or_create(
        label=found.published.label,
        list_name=found.published.name,
        digest=row.content.digest,
        defaults={
            "listing": row.listing,
            "content": side_as_json(row.content),
            "delete_by": found.run.delete_by,
        },
    )
    return kept


def _wrong(of: FieldNow, text: str, today: date) -> str:
    """What does not fit in a text, in words; '' where it fits."""
    if len(text) > LONGEST:
        return f"Type {LONGEST} characters at most"
    if of.field.kind != "contact" or not text:
        return ""
    day = _day(text)
    if day is None:
        return NO_DAY
    return IN_FUTURE if day > today else ""


def _day(text: str) -> date | None:
    """The day that somebody typed: as a list would write it, or as a calendar of a browser does,
    year, month and day in this order and no other."""
    if YEAR_FIRST.match(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return None
    return case_day(text)


def _as_kept(of: FieldNow, text: str) -> str:
    """The text as it is kept: a day of contact in the one form that every list can take over."""
    day = _day(text) if of.field.kind == "contact" else None
    return day.isoformat() if day else text


def _add(kept: ProgressRow, of: FieldNow, text: str, user: User) -> None:
    heading, before = of.field.heading, of.cell
    own = kept.changes.filter(Q(heading=heading) & Q(state__in=OPEN))
    own.update(state=ChangeState.LATER)
    is_there = same_text(heading, before, text)
    kept.changes.create(
        version=kept.version,
        kind=of.field.kind,
        heading=heading,
        before=before,
        text=text,
        by=user.username,
        state=ChangeState.ON_LIST if is_there else ChangeState.OPEN,
    )
