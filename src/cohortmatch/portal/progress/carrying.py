"""What was typed, beside the list that is published next."""

from __future__ import annotations

from collections.abc import Iterable

from cohortmatch.core.plurals import count
from cohortmatch.decisions.kept_sides import side_as_json, side_from_json
from cohortmatch.portal.accounts.notices import notify_label
from cohortmatch.portal.models import ChangeState, ProgressChange, ProgressRow, PublishedList
from cohortmatch.services.own_list import OwnList
from cohortmatch.services.progress_changes import Outcome, Reconciled, TypedText, reconciled

__all__ = ["beside", "carry_progress"]

STATES: dict[Outcome, ChangeState] = {
    "taken in": ChangeState.ON_LIST,
    "still to do": ChangeState.OPEN,
    "both changed": ChangeState.ASKED,
    "not on the list": ChangeState.GONE,
}
BOTH_CHANGED = (
    "{} of your list changed both in the portal and on the list. The chair or keeper decides which "
    "counts, on “Your list with these changes”."
)
WAITING = (ChangeState.OPEN, ChangeState.ASKED, ChangeState.GONE)


def beside(label: str, list_name: str, own: OwnList) -> list[tuple[ProgressChange, Reconciled]]:
    """Everything that was typed about a panel's list, and what becomes of it by another list.
    Nothing is changed."""
    found = list(
        ProgressChange.objects.filter(
            row__label=label, row__list_name=list_name, state__in=WAITING
        ).select_related("row")
    )
    typed = [_typed(each) for each in found]
    return list(zip(found, reconciled(typed, own), strict=True))


def carry_progress(published: PublishedList) -> None:
    """Take over what was typed about a panel's list to the one published now. Within a
    transaction."""
    own = OwnList.from_json(published.rows)
    found = beside(published.label, published.name, own)
    for change, outcome in found:
        change.state = STATES[outcome.outcome]
        change.list_says = outcome.says
        change.save(update_fields=["state", "list_says"])
    if asked := sum(change.state == ChangeState.ASKED for change, _ in found):
        notify_label(published.label, BOTH_CHANGED.format(count(asked, "cell")))
    rows = ProgressRow.objects.filter(label=published.label, list_name=published.name)
    _rebind(rows, published, own)


def _rebind(rows: Iterable[ProgressRow], published: PublishedList, own: OwnList) -> None:
    """Each row under what its row says now; one not found stays as it was."""
    from cohortmatch.services.progress_changes import found_again

    every = list(rows)
    now = found_again([side_from_json(each.content) for each in every], own)
    taken = {each.digest for each in every}
    for each in every:
        row = now.get(each.digest)
        each.version += 1
        each.delete_by = published.run.delete_by
        if row is not None:
            each.listing = row.listing
            if row.content.digest not in taken:
                each.digest, each.content = row.content.digest, side_as_json(row.content)
                taken.add(each.digest)
        each.save(update_fields=["version", "delete_by", "listing", "digest", "content"])


def _typed(change: ProgressChange) -> TypedText:
    row = side_from_json(change.row.content)
    return TypedText(str(change.pk), row, change.heading, change.before, change.text)
