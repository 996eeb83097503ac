"""The sharing agreement: what a borough chooses about its reports, each with its one default."""

from __future__ import annotations

from dataclasses import dataclass

from cohortmatch.disclosure.small_counts import SHIPPED, SmallCounts
from cohortmatch.people.meetings import Meeting
from cohortmatch.people.profile import NO_COLUMNS, ProfileColumns
from cohortmatch.people.status import LABELS, SHARED
from cohortmatch.people.words import FIELD_WORDS
from cohortmatch.values.fields import fields_where

__all__ = ["SHAREABLE", "Choices"]

SHAREABLE = (*LABELS, *FIELD_WORDS)
"""What may stand in `share`: kinds of status, and details that are told where lists differ."""
DETAILS = fields_where(lambda field: field.is_shared)
"""Details another panel may see unless the settings say otherwise; addresses are not among them."""


@dataclass(frozen=True)
class Choices:
    """What a borough chooses about its reports.

    `lead_order` decides which panel leads on a person who is on several: the first of these that
    the person is certainly on. `share` is what a panel's own edition may show of another list. For
    a list in `restricted`, other editions show at most that a person is known there; under the
    statutory arrangements for MAPPA only its co-ordinator may tell more. A list that is not a known
    panel or register is restricted too, unless it is in `open`. `shared_folder` gives
    reports and editions the rights of their folder in place of their owner's alone. For people on
    `engagement_panels` who do not engage, the time since the last contact is told. `small_counts`
    is the rule for counts that leave the panels; `profile_columns` are those that Trends counts by.
    `meetings` are the panels' meetings, `agenda_order` by what the chair's page is ordered.
    """

    lead_order: tuple[str, ...] = ("MAPPA", "IOM", "SGV", "DIP", "ASB")
    share: tuple[str, ...] = (*SHARED, *DETAILS)
    restricted: tuple[str, ...] = ("MAPPA",)
    open: tuple[str, ...] = ()
    shared_folder: bool = False
    engagement_panels: tuple[str, ...] = ("IOM",)
    small_counts: SmallCounts = SHIPPED
    profile_columns: ProfileColumns = NO_COLUMNS
    meetings: tuple[Meeting, ...] = ()
    agenda_order: tuple[str, ...] = ("risk", "name")
