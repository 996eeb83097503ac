"""What panels and reviewers typed, when the next run is published and when its day has come.

Publishing calls `carry_over` for the new run before the old one goes; erasing calls `forget`.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from cohortmatch.portal.models import (
    PairAnswer,
    ProgressRow,
    PublishedList,
    PublishedRun,
    UploadedList,
)
from cohortmatch.portal.progress.carrying import carry_progress
from cohortmatch.portal.reviewing.drafts import forget_drafts
from cohortmatch.services.kept_pairs import pair_of

__all__ = ["carry_over", "forget", "lists_key"]

KEY_LETTERS = 32
UNCONFIRMED = timedelta(days=2)
"""How long an upload waits for its keeper's yes."""


def lists_key() -> str:
    """The key of the digests by which rows of panels' own lists are found again: that of the lists
    published last, else the portal's own, so that a run that was withdrawn is found again too."""
    known = PublishedList.objects.order_by("-pk").values_list("rows__key", flat=True).first()
    own = salted_hmac("cohortmatch.portal.own-lists", "", algorithm="sha256").hexdigest()
    return str(known or own[:KEY_LETTERS])


def carry_over(run: PublishedRun) -> None:
    """Take over to a new run, whole and not yet current, what was typed under the one before:
    answers that wait for a second reviewer, and progress. Within the transaction of publishing."""
    _carry_answers(run)
    _under_new_labels(run)
    for each in run.own_lists.all():
        if each.rows:
            carry_progress(each)


def _under_new_labels(run: PublishedRun) -> None:
    """Let what was typed about a list go by the label under which it is published now, where the
    edition under which it was typed is not in the run (an agreement began, or a member has another
    name)."""
    labels = [each.label for each in run.editions.all()]
    for each in run.own_lists.all():
        known = ProgressRow.objects.filter(label=each.label, list_name=each.name)
        typed = ProgressRow.objects.filter(list_name=each.name).exclude(label__in=labels)
        typed.exclude(digest__in=known.values("digest")).update(label=each.label)


def forget(today: date) -> int:
    """Erase what was typed and uploaded and is past its day; how many things."""
    past = Q(delete_by__lt=today)
    rows, _ = ProgressRow.objects.filter(past).delete()
    long_ago = Q(confirmed=None) & Q(at__lt=timezone.now() - UNCONFIRMED)
    uploads, _ = UploadedList.objects.filter(past | long_ago).delete()
    return rows + uploads + forget_drafts(everything=_nothing_shown(today))


def _nothing_shown(today: date) -> bool:
    """Whether no run is left that may be kept: then nobody goes on with what is half written."""
    return not any(not each.is_past_keeping(today) for each in PublishedRun.objects.all())


def _carry_answers(run: PublishedRun) -> None:
    """Move answers that wait to the same pair of the new run: the same two contents, under the same
    key."""
    now = {(pair_of(each.sides), each.key_digest): each for each in run.pairs.all()}
    waiting = PairAnswer.objects.filter(entry=None, withdrawn=None).exclude(pair__run=run)
    for answer in waiting.select_related("pair"):
        found = now.get((pair_of(answer.pair.sides), answer.pair.key_digest))
        if found is not None:
            answer.pair = found
            answer.save(update_fields=["pair"])
