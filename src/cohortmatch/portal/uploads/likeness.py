"""How much an uploaded list is the one that it is to follow: another panel's is sent by mistake.

Policy: people are compared with the keeper's own published list alone. Whether somebody is on
another panel's list is told to nobody here, so that nobody can ask by uploading; whose list a file
otherwise is says its name, or its sheet's, as for the reader of lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from cohortmatch.portal.models import UploadedList
from cohortmatch.portal.progress.rows import PanelList, people_by_listing
from cohortmatch.reading.panels import panel_of
from cohortmatch.services.own_list import OwnList, OwnRow
from cohortmatch.services.progress_changes import found_again

__all__ = ["doubts", "people_of", "same_people"]

FEWEST = 4
"""People of a published list, below which a few changes make another list of it."""
FEW = (
    "Only {same} of the {then} people of your published list are on this one. Is it the right "
    "file, and the whole list?"
)
OTHERS = "By its name this is a list of {other}, not of {own}. Is it the right file?"


def people_of(found: PanelList) -> int:
    """How many people the published list is about; a row without a person counts as one."""
    return len(_people(found, found.own.rows))


def same_people(found: PanelList, new: OwnList) -> int:
    """How many of them are on a new list."""
    again = found_again([each.content for each in found.own.rows], new)
    return len(_people(found, (e for e in found.own.rows if e.content.digest in again)))


def doubts(found: PanelList, kept: UploadedList) -> Iterator[str]:
    """Why an uploaded list may be another than the panel's, in sentences."""
    then = people_of(found)
    if then >= FEWEST and kept.same * 2 < then:
        yield FEW.format(same=kept.same, then=then)
    own = panel_of(kept.list_name)
    other = panel_of(PurePath(kept.file_name).stem, [kept.rows.get("sheet", "")])
    is_sure = own is not None and other is not None and other.is_sure
    if is_sure and own is not None and other is not None and other.key != own.key:
        yield OTHERS.format(other=other.name, own=kept.list_name)


def _people(found: PanelList, rows: Iterator[OwnRow] | tuple[OwnRow, ...]) -> set[str]:
    edition = found.run.editions.get(label=found.published.label)
    people = people_by_listing(edition)
    return {p.token if (p := people.get(each.listing)) else each.listing for each in rows}
