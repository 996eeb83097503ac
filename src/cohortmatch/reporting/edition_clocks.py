"""Clocks in a panel's edition: of its own people, from what its readers may see.

Policy: a clock runs from the panel's own rows, and from those of other lists that are certainly the
person's and whose dates may be shared. What cannot be used is told of the panel's own rows only.
That the media may be considered is not told in an edition: whether somebody may be a victim on
another list is nobody's to see there. An edition without a clock has no such sheet.
"""

from __future__ import annotations

from collections.abc import Iterator

from cohortmatch.disclosure.audience import Audience
from cohortmatch.people.clocks import CHECKS, UNKNOWN, Clock, months_between
from cohortmatch.reporting.sheet import Cell, ReportSheet, SheetColumn, SheetTable, columns
from cohortmatch.reporting.sheets.clocks import DECIDE, clocks_counted

__all__ = ["ASK_CONTACT", "asks_contact", "edition_clocks"]

FROM_DAY = (
    "Months are whole calendar months from the last contact on the panel's own list and on those "
    "whose contacts may be shown here. An end is shown from 8 weeks before. A date that is "
    "missing, in the future or impossible starts no clock."
)
ASK_CONTACT = "Other lists may have a later contact than is shown here: ask before checks are made."


def edition_clocks(audience: Audience) -> Iterator[ReportSheet]:
    """The sheet of an edition's clocks; none where there is no clock."""
    found = audience.clocks
    if not found:
        return
    head = columns(
        SheetColumn("Clock", 22),
        SheetColumn("Ref", 7),
        SheetColumn("Name", 24),
        SheetColumn("List", 12),
        SheetColumn("Due", 12, "date"),
        SheetColumn("Last contact", 12, "date"),
        SheetColumn("Months", 8, "number"),
        SheetColumn("The list says", 50),
        SheetColumn("How sure", 10),
    )
    yield ReportSheet(
        title="Clocks",
        sentence=f"{clocks_counted(found)}. {DECIDE}",
        table=SheetTable("Clocks", head, [_row(audience, clock) for clock in found]),
        printed_to="How sure",
        lines=(FROM_DAY, *([ASK_CONTACT] if asks_contact(audience) else [])),
    )


def asks_contact(audience: Audience) -> bool:
    """Whether a clock of engagement runs, so that a contact not shown here would stop it."""
    return any(clock.what in (CHECKS, UNKNOWN) for clock in audience.clocks)


def _row(audience: Audience, clock: Clock) -> list[Cell]:
    view, as_of = audience.view, audience.view.listings.as_of
    names = dict.fromkeys(view.written.name(i).text for i in audience.own(clock.person))
    months = months_between(clock.since, as_of) if clock.since and as_of else None
    return [
        *(clock.what, audience.ref(clock.person), " or ".join(names) or None, clock.list_name),
        *(clock.due, clock.since, months, clock.words or None),
        "Certain" if clock.is_certain else "To check",
    ]
