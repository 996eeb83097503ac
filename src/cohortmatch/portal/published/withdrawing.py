"""Withdrawing: the run that is shown is taken back, with all that was kept of it."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from cohortmatch.core.errors import SettingsError
from cohortmatch.portal.carrying import forget_names, take_out_answers
from cohortmatch.portal.looks import record_event
from cohortmatch.portal.models import PublishedCounts, PublishedRun
from cohortmatch.portal.published.events import event_of, notice, spoken

__all__ = ["withdraw"]

NONE_SHOWN = "No run is published, so there is none to withdraw"
WITHDRAWN = "The run of {} was withdrawn. Nothing is shown until another is published."


def withdraw(by: str) -> date:
    """Take back the run that is shown: its pages, files, pairs, lists and counts; the day of it.
    `overwrite` then erases it from the files. SettingsError where none is shown."""
    with transaction.atomic():
        run = PublishedRun.objects.select_for_update().filter(is_current=True).first()
        if run is None:
            raise SettingsError(NONE_SHOWN)
        labels = run.editions.values_list("label", flat=True)
        notice(run, WITHDRAWN.format(spoken(run.as_of)))
        PublishedCounts.objects.filter(as_of=run.as_of, label__in=list(labels)).delete()
        record_event(event_of("portal withdraw", run, by))
        take_out_answers(run)
        forget_names()
        run.delete()
    return run.as_of
