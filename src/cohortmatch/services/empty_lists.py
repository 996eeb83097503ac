"""Lists with headings and no rows: an edition passes over those of other panels, and says so.

The whole report refuses them, because an export may have gone wrong. An edition is needed tonight,
and another panel's faulty export takes nothing away from what the reader's own list says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cohortmatch.core.errors import ListError
from cohortmatch.disclosure.readers import list_named
from cohortmatch.services.pipeline import Survey
from cohortmatch.settings.plan import Plan

__all__ = ["empty_lists", "only_empty", "passed_over_all", "passing_over_empty"]

EXPORT_AGAIN = "leave the file out, or export it again"
PASSED_OVER = "{name}: passed over, because it has headings but no rows; {remedy}"


def empty_lists(found: Survey) -> Iterator[ListError]:
    """An error for each list with headings and no rows."""
    for raw in found.raw:
        if not raw.rows:
            yield ListError(raw.info.name, "the list has headings but no rows", EXPORT_AGAIN)


def _empty(found: Survey) -> list[str]:
    return [raw.info.name for raw in found.raw if not raw.rows]


def only_empty(found: Survey) -> bool:
    """Whether nothing but headings without rows is wrong with what was read."""
    empty = _empty(found)
    return all(each.list_name in empty for each in found.errors)


def passing_over_empty(found: Survey, panel: str, plan: Plan) -> tuple[Survey, tuple[str, ...]]:
    """What was read for an edition, without the errors of other panels' empty lists where there are
    no other errors; and a sentence for each of these lists.

    `panel` is '' for a reader without a list. SettingsError where no list, or several, answer to
    it.
    """
    empty = _empty(found)
    if not empty or not only_empty(found):
        return found, ()
    lists = found.listings.lists
    if panel and lists[list_named(lists, panel, plan.report)].name in empty:
        return found, ()
    told = (PASSED_OVER.format(name=name, remedy=EXPORT_AGAIN) for name in empty)
    return replace(found, errors=()), tuple(told)


def passed_over_all(found: Survey) -> tuple[Survey, tuple[str, ...], tuple[str, ...]]:
    """What was read for the editions of every panel, without the errors of empty lists where there
    are no other errors; the names of these lists, and a sentence for each."""
    empty = _empty(found)
    if not empty or not only_empty(found):
        return found, (), ()
    told = (PASSED_OVER.format(name=name, remedy=EXPORT_AGAIN) for name in empty)
    return replace(found, errors=()), tuple(empty), tuple(told)
