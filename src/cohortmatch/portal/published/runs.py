"""The page of runs, for analysts: what is published, and withdrawing it."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from cohortmatch.portal.gate import Visit, role_page
from cohortmatch.portal.look.asking import ask_again, is_sure
from cohortmatch.portal.models import PortalRole
from cohortmatch.portal.models.published import ANALYST
from cohortmatch.portal.published.erasing import overwrite
from cohortmatch.portal.published.events import spoken
from cohortmatch.portal.published.withdrawing import withdraw

__all__ = ["runs", "withdraw_run"]

WITHDRAWS = (
    "The pages, files and pairs of {count} edition{s} are erased at once, for everybody who reads "
    "them. To have them back, publish the report again."
)
STAYS = (
    "What panels typed, lists that they sent and answers that wait stay, and wait again when the "
    "report is published again."
)


@role_page("runs", PortalRole.ANALYST)
def runs(visit: Visit) -> HttpResponse:
    """The run that is published: of which day, by whom, with which editions, until when."""
    editions = [] if visit.run is None else list(visit.run.editions.order_by("label"))
    told = [(each, each.people.count()) for each in editions]
    return render(visit.request, "portal/published/runs.html", {"visit": visit, "editions": told})


@role_page("withdraw", PortalRole.ANALYST, methods=("POST",))
def withdraw_run(visit: Visit) -> HttpResponse:
    """Withdraw the run that was on the page when the button was pressed, and no other."""
    visit.look.is_question = True  # until something is done
    if visit.run is None or str(visit.run.pk) != visit.request.POST.get("run"):
        messages.warning(visit.request, "Another run is published now. Nothing was withdrawn.")
        return redirect("runs")
    if not is_sure(visit):
        question = f"Withdraw the run of {spoken(visit.run.as_of)}?"
        count = visit.run.editions.exclude(label=ANALYST).count()
        words = [WITHDRAWS.format(count=count, s="" if count == 1 else "s"), STAYS]
        return ask_again(visit, question, words, "Yes, withdraw it", reverse("runs"))
    day = withdraw(visit.user.username)
    visit.look.is_question = False
    transaction.on_commit(overwrite)
    messages.success(visit.request, f"The run of {spoken(day)} is withdrawn. Nothing is shown now.")
    return redirect("runs")
