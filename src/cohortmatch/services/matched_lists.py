"""Lists matched with what is remembered, where nothing is kept or written."""

from __future__ import annotations

from dataclasses import replace

from cohortmatch.core.errors import ListErrors, SettingsError
from cohortmatch.reporting import CrossReference
from cohortmatch.services.pipeline import Seconds, run
from cohortmatch.services.places import Keeping
from cohortmatch.services.relatives import without_unlinked_relatives
from cohortmatch.services.run import refuse_unusable_agreement
from cohortmatch.services.sources import NO_LIST, Given

__all__ = ["matched_lists"]


def matched_lists(what: Given, kept: Keeping, seconds: Seconds) -> CrossReference:
    """The result for these lists, by all that the store remembers. ListErrors where a list cannot
    be used, SettingsError where there is none or the agreement cannot be used."""
    refuse_unusable_agreement(what, kept, None)
    found = what.survey(seconds)
    if found.errors:
        raise ListErrors(found.errors)
    if not found.raw:
        raise SettingsError(NO_LIST)
    listings = without_unlinked_relatives(found.listings, what.plan)
    known = replace(kept, read_only=True)
    if kept.store is not None and not kept.store.is_file():
        known = replace(known, store=None)
    with known.opened() as store:
        return run(listings, what.plan, seconds, known.recall(listings, store))
