"""An answer of a reviewer, and taking the last one back.

Policy: a pair is locked while it is answered, so that reviewers at one time come one after the
other. An answer is kept before it counts; where the rule of reviewers says that it counts, it is in
the report's ledger before the reviewer is told so. Where the ledger cannot be written nothing is
kept, and the reviewer is told. A decision that was made elsewhere meanwhile is shown and never
overwritten.
"""

from __future__ import annotations

from django.utils import timezone

from cohortmatch.core.errors import AnswersError
from cohortmatch.core.guarding import one_line
from cohortmatch.decisions.ledger import ANSWER_WORDS
from cohortmatch.portal.models import PairAnswer, PublishedPair, PublishedRun, User
from cohortmatch.portal.reviewing.queue import PairState, blind, ledger_of
from cohortmatch.services.blind_answers import settled
from cohortmatch.services.report_ledger import DecidedMeanwhile

__all__ = ["LONGEST", "answer_pair", "take_back_last"]

LONGEST = 500
"""Characters of a reason."""
NO_ANSWER = "choose Same person, Different people or Not sure yet"
TOO_LONG = f"the reason has more than {LONGEST} characters; shorten it"
STANDS = "another reviewer has answered too, so your answer stands; a third may be asked"
NOT_BLIND = (
    "you took an answer back when another reviewer had answered, and could tell from what was said "
    "then what the other answer was; another reviewer is asked"
)
CHANGED = (
    "others have answered meanwhile, and two disagree: look at both answers, which are shown now, "
    "and answer again"
)
NOTHING = "there is no answer of yours to take back"


def answer_pair(
    run: PublishedRun, pair: PublishedPair, user: User, answer: str, reason: str, seen: int = 0
) -> PairState:
    """Keep an answer; the pair as it then stands to the user. Within a transaction. `seen` is how
    many answers of others the user was shown.

    AnswersError for an answer that is none, that comes too late or twice, or that was given before
    others were seen that are to be seen first; DecidedMeanwhile where
    the pair is decided; what the ledger raises where it cannot be written.
    """
    if answer not in ANSWER_WORDS:
        raise AnswersError([NO_ANSWER])
    if len(one_line(reason)) > LONGEST:
        raise AnswersError([TOO_LONG])
    state = _locked(run, pair, user)
    if state.entry is not None:
        raise DecidedMeanwhile
    if state.own is not None and len(state.waiting) > 1:
        raise AnswersError([STANDS])
    if len(state.others) != seen:
        raise AnswersError([CHANGED])
    if run.reviewers > 1 and _is_not_blind(pair, user):
        raise AnswersError([NOT_BLIND])
    if state.own is not None:
        _withdraw(state.own)
    given = PairAnswer.objects.create(
        pair=pair, reviewer=user, answer=answer, reason=one_line(reason)
    )
    waiting = [*(each for each in state.waiting if each != state.own), given]
    counts = settled(blind(waiting), run.reviewers)
    if counts is None:
        return PairState(pair, None, tuple(waiting), user, run.reviewers)
    entry = ledger_of(run, user).enter(pair.sides, pair.key_digest, counts)
    of_them = PairAnswer.objects.filter(pk__in=[each.pk for each in waiting])
    of_them.update(entry=entry.number)
    return PairState(pair, entry, (), user, run.reviewers)


def take_back_last(run: PublishedRun, user: User) -> PublishedPair:
    """Take back the user's last answer; its pair. A decision that it was part of is undone, and the
    answers of others wait again. Within a transaction.

    AnswersError where there is none, or its decision is no longer in force.
    """
    last = PairAnswer.objects.filter(pair__run=run, reviewer=user, withdrawn=None).last()
    if last is None:
        raise AnswersError([NOTHING])
    pair = PublishedPair.objects.select_for_update().get(pk=last.pk and last.pair_id)
    last.refresh_from_db()
    if last.entry is not None:
        ledger_of(run, user).take_back(last.entry, pair.sides)
        PairAnswer.objects.filter(pair=pair, entry=last.entry, withdrawn=None).update(entry=None)
    _withdraw(last)
    return pair


def _is_not_blind(pair: PublishedPair, user: User) -> bool:
    """Whether the user took an answer back after somebody else had answered."""
    others = PairAnswer.objects.filter(pair=pair).exclude(reviewer=user)
    mine = PairAnswer.objects.filter(pair=pair, reviewer=user).exclude(withdrawn=None)
    latest = mine.order_by("-withdrawn").values_list("withdrawn", flat=True).first()
    return latest is not None and others.filter(at__lt=latest).exists()


def _locked(run: PublishedRun, pair: PublishedPair, user: User) -> PairState:
    """The pair as it stands, while nobody else may answer it."""
    locked = PublishedPair.objects.select_for_update().get(pk=pair.pk)
    decided = ledger_of(run, user).decided({locked.token: locked.sides})
    waiting = PairAnswer.objects.filter(pair=locked, entry=None, withdrawn=None).select_related(
        "reviewer"
    )
    return PairState(locked, decided.get(locked.token), tuple(waiting), user, run.reviewers)


def _withdraw(answer: PairAnswer) -> None:
    answer.withdrawn, answer.entry = timezone.now(), None
    answer.save(update_fields=["withdrawn", "entry"])
