"""What panels and reviewers typed, when the next run is published and when its day has come.

Publishing calls `carry_over` for the new run before the old one goes; withdrawing calls
`take_out_answers` and `forget_names`, erasing `forget`.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from cohortmatch.portal.models import (
    KeptAnswer,
    PairAnswer,
    ProgressRow,
    PublishedList,
    PublishedRun,
    UploadedList,
)
from cohortmatch.portal.progress.carrying import carry_progress
from cohortmatch.portal.progress.rows import people_by_listing
from cohortmatch.portal.reviewing.drafts import forget_drafts
from cohortmatch.services.kept_pairs import pair_of

__all__ = ["carry_over", "forget", "forget_names", "lists_key", "take_out_answers"]

KEY_LETTERS = 32
SAID = ("reviewer", "answer", "reason", "at")
"""What an answer says, whichever run its pair is of."""
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
            _name_rows(each)


def take_out_answers(run: PublishedRun) -> None:
    """Keep the answers that wait apart from a run that is withdrawn, until the next is published.
    Within the transaction of withdrawing."""
    waiting = PairAnswer.objects.filter(pair__run=run, entry=None, withdrawn=None)
    KeptAnswer.objects.bulk_create(
        KeptAnswer(
            sides=each.pair.sides,
            key_digest=each.pair.key_digest,
            delete_by=run.delete_by,
            **{name: getattr(each, name) for name in SAID},
        )
        for each in waiting.select_related("pair")
    )


def forget_names() -> None:
    """Forget whose each row was about which something was typed: the run that named them is
    withdrawn."""
    ProgressRow.objects.exclude(name="").update(name="")


def _under_new_labels(run: PublishedRun) -> None:
    """Let what was typed about a list go by the label under which it is published now, where the
    edition under which it was typed is not in the run (an agreement began, or a member has another
    name)."""
    labels = [each.label for each in run.editions.all()]
    for each in run.own_lists.all():
        known = ProgressRow.objects.filter(label=each.label, list_name=each.name)
        typed = ProgressRow.objects.filter(list_name=each.name).exclude(label__in=labels)
        typed.exclude(digest__in=known.values("digest")).update(label=each.label)
        sent = UploadedList.objects.filter(list_name=each.name).exclude(label__in=labels)
        sent.update(label=each.label)


def _name_rows(published: PublishedList) -> None:
    """Name the rows about which something was typed as the edition names them now; who is gone from
    the list keeps the name that they had."""
    edition = published.run.editions.get(label=published.label)
    people = people_by_listing(edition)
    typed = ProgressRow.objects.filter(label=published.label, list_name=published.name)
    for row in typed:
        if (person := people.get(row.listing)) and person.name:
            row.name = person.name
            row.save(update_fields=["name"])


def forget(today: date) -> int:
    """Erase what was typed and uploaded and is past its day; how many things."""
    past = Q(delete_by__lt=today)
    rows, _ = ProgressRow.objects.filter(past).delete()
    long_ago = Q(confirmed=None) & Q(at__lt=timezone.now() - UNCONFIRMED)
    uploads, _ = UploadedList.objects.filter(past | long_ago).delete()
    answers, _ = KeptAnswer.objects.filter(past).delete()
    return rows + uploads + answers + forget_drafts(everything=_nothing_shown(today))


def _nothing_shown(today: date) -> bool:
    """Whether no run is left that may be kept: then nobody goes on with what is half written."""
    return not any(not each.is_past_keeping(today) for each in PublishedRun.objects.all())


def _carry_answers(run: PublishedRun) -> None:
    """Move answers that wait to the same pair of the new run: the same two contents, under the same
    key. Those of a run that was withdrawn are given back, and the others of them go."""
    now = {(pair_of(each.sides), each.key_digest): each for each in run.pairs.all()}
    waiting = PairAnswer.objects.filter(entry=None, withdrawn=None).exclude(pair__run=run)
    for answer in waiting.select_related("pair"):
        found = now.get((pair_of(answer.pair.sides), answer.pair.key_digest))
        if found is not None:
            answer.pair = found
            answer.save(update_fields=["pair"])
    kept = KeptAnswer.objects.all()
    for each in kept:
        found = now.get((pair_of(each.sides), each.key_digest))
        if found is not None:
            said = {name: getattr(each, name) for name in SAID}
            PairAnswer.objects.create(pair=found, **said)
    kept.delete()
