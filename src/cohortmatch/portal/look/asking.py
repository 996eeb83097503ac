"""A page that asks once more before something is done that cannot be taken back.

    if not is_sure(visit):
        return ask_again(visit, "Remove the account kim?", words, "Yes, remove it", back)

Policy: the question is a page of its own with a form of its own, so that it works without scripts;
nothing is changed by asking, and the line of the log says so.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render

from cohortmatch.portal.gate import Visit

__all__ = ["ask_again", "is_sure"]

SURE = "sure"
NOT_AGAIN = ("csrfmiddlewaretoken", SURE)


def is_sure(visit: Visit) -> bool:
    """Whether the form that was sent is that of the question."""
    return visit.request.POST.get(SURE) == "yes"


def ask_again(
    visit: Visit, question: str, words: Sequence[str], yes: str, back: str
) -> HttpResponse:
    """The page that asks: what is meant, what follows (`words`), the button that does it (`yes`),
    and the way back. What was sent is sent again with the yes."""
    visit.look.is_question = True
    sent = [(name, value) for name, value in visit.request.POST.items() if name not in NOT_AGAIN]
    told = {
        "title": question,
        "words": words,
        "yes": yes,
        "back": back,
        "sent": sent,
        "address": visit.request.path,
        "notices": (),  # they would be put away on a page that cannot be opened again
    }
    return render(visit.request, "portal/ask_again.html", told)
