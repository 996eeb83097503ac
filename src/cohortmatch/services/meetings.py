"""The meeting that a run is for: refused before anything is matched where it cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cohortmatch.core.errors import SettingsError
from cohortmatch.core.model_faults import either
from cohortmatch.core.types import ListInfo
from cohortmatch.disclosure.readers import list_named
from cohortmatch.linkage.explanations import listed
from cohortmatch.people.meetings import Meeting, meeting_named, meetings_of, unknown_columns
from cohortmatch.services.pipeline import Survey
from cohortmatch.settings.plan import Plan

if TYPE_CHECKING:
    from cohortmatch.reporting.edition import Edition

__all__ = ["column_faults", "meeting_notes", "refuse_meeting", "refuse_without_panel"]

NO_PANEL = "--meeting {}: say for which panel: --for PANEL"
NO_COLUMN = "meetings.{}.{}.discusses: the list {} has no column “{}”; it has {}"
SEVERAL = "{} has several meetings, and the chair's page is for everyone on its list. For one: {}"


def refuse_without_panel(
    meeting: str | None, panel: str | None, meetings: Iterable[Meeting]
) -> None:
    """SettingsError for a meeting without a panel, with the `meetings` that there are."""
    if meeting is None or panel is not None:
        return
    known = [f"--for {each.panel} --meeting {each.name}" for each in meetings]
    there_are = f", such as {either(known)}" if known else "; cohortmatch.toml has no meetings"
    raise SettingsError(f"{NO_PANEL.format(meeting)}{there_are}")


def refuse_meeting(found: Survey, plan: Plan, own: str | None, meeting: str | None) -> None:
    """SettingsError where the panel of the list `own` ('' for a reader without) has no such
    meeting, or its meetings go by columns that its list does not have: all of them at once."""
    if meeting is None:
        return
    lists = found.listings.lists
    info = lists[list_named(lists, own, plan.report)] if own else None
    meeting_named(plan.report.meetings, info, meeting)
    assert info is not None
    if faults := list(column_faults([info], plan.report.meetings)):
        raise SettingsError(*faults)


def column_faults(lists: Iterable[ListInfo], meetings: Iterable[Meeting]) -> Iterator[str]:
    """Each column by which a meeting discusses people and that its panel's list does not have."""
    every = tuple(meetings)
    for info in lists if every else ():
        for each in meetings_of(every, info):
            for key in unknown_columns(each, info):
                yield NO_COLUMN.format(each.panel, each.name, info.name, key, _headings(info))


def _headings(info: ListInfo) -> str:
    """The headings of a list by which somebody can be discussed."""
    found = [use.heading for use in info.columns if use.field == "status"]
    return listed([f"“{each}”" for each in found]) or "none that says how somebody stands"


def meeting_notes(edition: Edition) -> Iterator[str]:
    """What whoever makes an edition must know of the panel's meetings."""
    chair = edition.chair
    if chair is None:
        return
    if edition.meeting is not None and not chair.people:
        yield chair.headline
    if edition.meeting is None and len(chair.meetings) > 1:
        yield SEVERAL.format(edition.audience.name, _options(chair.meetings))


def _options(found: Iterable[Meeting]) -> str:
    return either([f"--meeting {each.name}" for each in found])
