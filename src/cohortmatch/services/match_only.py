"""Matching without a report: what a run would find; nothing is written and nothing kept."""

from __future__ import annotations

from dataclasses import replace

from cohortmatch.reporting import CrossReference
from cohortmatch.services.default_store import on_trial
from cohortmatch.services.pipeline import Seconds, Survey
from cohortmatch.services.pipeline import run as match
from cohortmatch.services.places import Keeping
from cohortmatch.services.recognised_lists import recognised
from cohortmatch.services.relatives import without_unlinked_relatives
from cohortmatch.services.sources import Given
from cohortmatch.services.watched_files import Watched

__all__ = ["matched_only"]


def matched_only(
    what: Given, kept: Keeping, watched: Watched
) -> tuple[Survey, CrossReference | None]:
    """What was read, and where every list could be used what a run finds by all that is kept."""
    kept, seconds = on_trial(kept), Seconds()
    found = what.survey(seconds)
    watched.confirm(found.raw)
    what, found, _ = recognised(what, found, kept, seconds)
    if found.errors:
        return found, None
    plan = replace(what.plan, base=None)
    found = replace(found, listings=without_unlinked_relatives(found.listings, plan))
    with kept.opened() as store:
        return found, match(found.listings, plan, seconds, kept.recall(found.listings, store))
