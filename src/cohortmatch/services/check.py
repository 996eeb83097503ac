"""Check lists: how they were understood and what to look at, without matching."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from cohortmatch.core.accepting import a_flag, accepting, of_kind
from cohortmatch.core.findings import Finding
from cohortmatch.core.types import Listings, RawList
from cohortmatch.linkage.blocking import plan
from cohortmatch.linkage.comparing.unexplained_columns import extras
from cohortmatch.normalising.others import other_fields
from cohortmatch.people.unknown_columns import unknown_columns
from cohortmatch.services.agreed_lists import agreed_but_lacking
from cohortmatch.services.answers import (
    CheckAnswer,
    PairsToCompare,
    RuleToCompare,
    list_read,
    not_usable,
    noticed,
)
from cohortmatch.services.meetings import column_faults
from cohortmatch.services.pipeline import Seconds, Survey
from cohortmatch.services.places import Keeping
from cohortmatch.services.recognised_lists import recognised
from cohortmatch.services.save_settings import save_understanding
from cohortmatch.services.sources import Given

__all__ = ["check"]


@accepting(what=of_kind("what given() answers", Given), save=a_flag)
def check(
    what: Given,
    *,
    save: bool = False,
    seconds: Seconds | None = None,
    kept: Keeping | None = None,
) -> CheckAnswer:
    """How lists were understood, what was noticed and, in `errors`, why some cannot be used.

    Lists under another name are recognised by the runs that are `kept`; SettingsError where it is
    unclear which list one is.
    With `save` the understanding is added to the settings file; SettingsError or OutputError when
    that fails. Nothing else is written, and nothing at all where no list was read.
    """
    seconds = seconds or Seconds()
    _, found, taken = recognised(what, what.survey(seconds), kept or Keeping(), seconds)
    compared = unexplained_headings(found.raw, found.listings)
    saved = save_understanding(found, what) if save and found.raw else None
    return CheckAnswer(
        lists=tuple(
            list_read(raw, info, compared)
            for raw, info in zip(found.raw, found.listings.lists, strict=True)
        ),
        findings=noticed(
            (
                *found.listings.noticed,
                *unknown_columns(found.listings.lists),
                *_lacking(found, what),
            )
        ),
        errors=not_usable(found.errors),
        saved=None if saved is None else str(saved),
        notes=(
            *(each.words for each in taken),
            *column_faults(found.listings.lists, what.plan.report.meetings),
        ),
        to_compare=_to_compare(found.listings, what.plan.every_pair_up_to),
    )


def _lacking(found: Survey, what: Given) -> Iterator[Finding]:
    """What was agreed and is missing, old or lacks a column."""
    on = what.plan.as_of or date.today()
    return agreed_but_lacking(what.plan.lists, found.listings.lists, on)


def unexplained_headings(raw: Sequence[RawList], listings: Listings) -> frozenset[str]:
    """The headings of columns that nobody has explained and that a run compares all the same."""
    kept = {extra.field for extra in extras(listings)}
    names = other_fields(raw).items()
    return frozenset(head for head, name in names if listings.fields.get(name) in kept)


def _to_compare(listings: Listings, every_pair_up_to: int) -> PairsToCompare:
    found = plan(listings, every_pair_up_to)
    rules = tuple(
        RuleToCompare(
            rule=each.words,
            pairs=each.cost,
            groups_up_to=each.most,
            listings_beyond=each.beyond,
            listings_without=each.without,
        )
        for each in found.rules
    )
    return PairsToCompare(
        every_pair=found.every_pair,
        possible=found.all_pairs,
        pairs=found.cost,
        rules=rules,
        skipped=tuple(each.words for each in found.skipped),
    )
