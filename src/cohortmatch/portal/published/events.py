"""What is told when a run is published or withdrawn: to its readers, and in the audit log."""

from __future__ import annotations

from datetime import date

from django.utils.dateformat import format as in_words

from cohortmatch.audit import Event
from cohortmatch.portal.models import PortalNotice, PublishedRun

__all__ = ["event_of", "notice", "spoken"]


def spoken(day: date) -> str:
    """A day in words."""
    return in_words(day, "j F Y")


def notice(run: PublishedRun, text: str) -> None:
    """Tell everybody who has an edition of the run, in the place of what was told of the runs
    before: what nobody sees any more is no news to anybody."""
    labels = list(run.editions.values_list("label", flat=True))
    PortalNotice.objects.filter(user=None).delete()
    PortalNotice.objects.bulk_create(PortalNotice(label=label, text=text) for label in labels)


def event_of(command: str, run: PublishedRun, by: str) -> Event:
    """The line of the log that says that a run's editions are shown, or are no more."""
    labels = tuple(run.editions.order_by("label").values_list("label", flat=True))
    return Event(
        "alteration",
        command,
        by,
        counts={"editions": len(labels)},
        recipients=labels,
        agreement=run.agreement,
    )
