"""The pages of a review: which pairs there are, one pair, taking the last answer back."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from cohortmatch.core.errors import AnswersError, CohortmatchError
from cohortmatch.decisions.ledger import ANSWER_WORDS
from cohortmatch.portal.gate import Visit, role_page
from cohortmatch.portal.look.table import TableCell
from cohortmatch.portal.models import PairAnswer, PortalRole, PublishedPair, PublishedRun
from cohortmatch.portal.reviewing.answering import answer_pair, take_back_last
from cohortmatch.portal.reviewing.drafts import PLACE, draft_of, forget_draft
from cohortmatch.portal.reviewing.queue import WORDS, PairState, Place, states

__all__ = ["pair", "review", "take_back"]

KEYS = {"same": "s", "different": "d", "not sure": "n"}
"""The key of each answer, as in `cohortmatch review`."""
OPEN = "The pair stays open; it is asked again when one of the two rows changes."
NOT_REACHED = (
    "The decisions of this report cannot be read or written just now, so nothing was kept. Tell "
    "the analyst: what the portal prints on its machine says why."
)


@role_page("review", PortalRole.REVIEWER, PortalRole.ANALYST)
def review(visit: Visit) -> HttpResponse:
    """Every pair of the run, and how the reviewer stands to it."""
    found, problem = _states(visit)
    tally = Counter(each.place for each in found)
    first = next((each for each in found if each.place == "to answer"), None)
    visit.look.counts = {"pairs": len(found)}
    told = {
        "found": found,
        "heads": ("Pair", "Where it stands"),
        "rows": [_listed(each) for each in found],
        "problem": problem,
        "tally": [(WORDS[place], tally[place]) for place in _places(visit.run)],
        "first": first if _may_answer(visit) else None,
        "may_answer": _may_answer(visit),
        "may_take_back": _may_take_back(visit),
        "two": visit.run is not None and visit.run.reviewers > 1,
        "run": visit.run,
    }
    return render(visit.request, "portal/reviewing/review.html", told)


@role_page("pair", PortalRole.REVIEWER, PortalRole.ANALYST, methods=("GET", "POST"))
def pair(visit: Visit, token: str) -> HttpResponse:
    """One pair, and an answer to it."""
    run = visit.run
    found = None if run is None else run.pairs.filter(token=token).first()
    if run is None or found is None:
        raise Http404
    visit.look.about = _pair_words(run, found)
    if visit.request.method == "POST":
        return _answered(visit, found)
    return _page(visit, found)


@role_page("take back", PortalRole.REVIEWER, methods=("POST",))
def take_back(visit: Visit) -> HttpResponse:
    """Take the reviewer's last answer back, and show its pair."""
    if visit.run is None:
        raise Http404
    try:
        with transaction.atomic():
            found = take_back_last(visit.run, visit.user)
    except CohortmatchError as error:
        messages.error(visit.request, _sentence(error))
        return redirect("review")
    visit.look.about = _pair_words(visit.run, found)
    messages.success(visit.request, "Your last answer was taken back.")
    return redirect("pair", token=found.token)


def _pair_words(run: PublishedRun, found: PublishedPair) -> str:
    """Which pair of which run it is, with the number that its page has."""
    number = run.pairs.filter(position__lte=found.position).count()
    return f"pair {number} of the run of {run.as_of}"


def _listed(state: PairState) -> list[TableCell]:
    """A pair in the table of all."""
    card, href = state.pair.card, reverse("pair", kwargs={"token": state.pair.token})
    return [TableCell(f"{card['left']} and {card['right']}", href), TableCell(state.words)]


def _answered(visit: Visit, found: PublishedPair) -> HttpResponse:
    """Keep the answer of a form and go on to the next pair, or say why it is not kept."""
    assert visit.run is not None
    if not _may_answer(visit):
        raise Http404
    told = visit.request.POST
    answer, reason = told.get("answer", ""), told.get("reason", "")
    try:
        with transaction.atomic():
            state = answer_pair(visit.run, found, visit.user, answer, reason, _seen(told))
    except CohortmatchError as error:
        return _page(visit, found, problem=_sentence(error), reason=reason)
    forget_draft(visit.request, visit.user)
    messages.success(visit.request, _told(state, answer))
    following = _following(visit, found)
    return redirect("pair", token=following.token) if following else redirect("review")


def _seen(told: Mapping[str, str]) -> int:
    """How many answers of others stood on the page that was sent."""
    number = told.get("seen", "")
    return int(number) if number in ("1", "2") else 0


def _page(
    visit: Visit, found: PublishedPair, problem: str = "", reason: str | None = None
) -> HttpResponse:
    every, trouble = _states(visit)
    number = next((n for n, each in enumerate(every) if each.pair.pk == found.pk), 0)
    state = every[number] if every else None
    draft = draft_of(visit.request, visit.user)
    told: dict[str, Any] = {
        "state": state,
        "card": found.card,
        # What the matching found is told when no answer of this reviewer can be changed any more.
        "after": found.after if state and state.entry else {},
        "answers": [(name, words, KEYS[name]) for name, words in ANSWER_WORDS.items()],
        "by_lists": by_lists(found.after) if found.after.get("likely") else "",
        "given": ANSWER_WORDS.get(state.own.answer, "") if state and state.own else "",  # type: ignore[call-overload]
        "decided": ANSWER_WORDS[state.entry.answer] if state and state.entry else "",
        "others": [(ANSWER_WORDS[e.answer], e.reason) for e in state.others] if state else [],
        "may_answer": _may_answer(visit) and state is not None and state.entry is None,
        "may_take_back": _may_take_back(visit),
        "place": number + 1,
        "of": len(every),
        "done": sum(each.place != "to answer" for each in every),
        "before": every[number - 1].pair.token if every and number else "",
        "next": every[number + 1].pair.token if number + 1 < len(every) else "",
        "reason": draft.get("reason", "") if reason is None else reason,
        "problem": problem or trouble,
        "draft_field": PLACE,
    }
    status = 409 if problem else 200
    return render(visit.request, "portal/reviewing/pair.html", told, status=status)


def _states(visit: Visit) -> tuple[list[PairState], str]:
    """The pairs, or why they cannot be shown."""
    if visit.run is None:
        return [], ""
    try:
        return states(visit.run, visit.user), ""
    except CohortmatchError as error:
        return [], _sentence(error)


def _following(visit: Visit, found: PublishedPair) -> PublishedPair | None:
    """The next pair to answer after one, else the first."""
    every, _ = _states(visit)
    asked = [each.pair for each in every if each.place == "to answer"]
    after = (each for each in asked if each.position > found.position)
    return next(after, asked[0] if asked else None)


def _may_answer(visit: Visit) -> bool:
    return PortalRole.REVIEWER in visit.roles


def _may_take_back(visit: Visit) -> bool:
    """Whether the reviewer has given an answer in this run that is not taken back."""
    own = PairAnswer.objects.filter(pair__run=visit.run, reviewer=visit.user, withdrawn=None)
    return visit.run is not None and own.exists()


def _places(run: PublishedRun | None) -> list[Place]:
    """How a reviewer may stand to a pair: nobody waits where one reviewer is asked."""
    is_blind = run is not None and run.reviewers > 1
    return [each for each in WORDS if is_blind or each != "waits for another"]


def _told(state: PairState, answer: str) -> str:
    """What is said after an answer: how likely the lists make the two, and whether it counts."""
    card, after = state.pair.card, state.pair.after
    said = f"{card['left']} and {card['right']}: {ANSWER_WORDS[answer]}."  # type: ignore[index]
    if state.entry is None:  # A blind answer may still be changed: nothing is said that could.
        return f"{said} Another reviewer is asked."
    if after.get("likely"):
        said += f" {by_lists(after)}"
    if after.get("because"):
        said += f" {after['because']}"
    if state.entry.answer != answer:
        return f"{said} It is decided as {ANSWER_WORDS[state.entry.answer]}."
    return f"{said} {OPEN if answer == 'not sure' else 'It is decided.'}"


def by_lists(after: Mapping[str, Any]) -> str:
    """How likely the lists alone make a pair, and what the figure is."""
    weight = after["weight"]
    side = "speaks for" if weight > 0 else "speaks against"
    return (
        f"By the lists alone: {after['likely']} (match weight {weight:.1f} bits, which {side} one "
        "person)."
    )


def _sentence(error: CohortmatchError) -> str:
    """What a reviewer is told: what to do about an answer; of the places on the machine nothing,
    which stands on stderr for whoever runs the portal."""
    if not isinstance(error, AnswersError):
        print(f"portal: {type(error).__name__}: {error}", file=sys.stderr)
        return NOT_REACHED
    text = str(error).strip()
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith(".") else ".")
