"""The page of runs, for analysts: what is published, and withdrawing it."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render

from cohortmatch.portal.gate import Visit, role_page
from cohortmatch.portal.models import PortalRole
from cohortmatch.portal.published.erasing import overwrite
from cohortmatch.portal.published.events import spoken
from cohortmatch.portal.published.withdrawing import withdraw

__all__ = ["runs", "withdraw_run"]


@role_page("runs", PortalRole.ANALYST)
def runs(visit: Visit) -> HttpResponse:
    """The run that is published: of which day, by whom, with which editions, until when."""
    editions = [] if visit.run is None else list(visit.run.editions.order_by("label"))
    told = [(each, each.people.count()) for each in editions]
    return render(visit.request, "portal/published/runs.html", {"visit": visit, "editions": told})


@role_page("withdraw", PortalRole.ANALYST, methods=("POST",))
def withdraw_run(visit: Visit) -> HttpResponse:
    """Withdraw the run that was on the page when the button was pressed, and no other."""
    if visit.run is None or str(visit.run.pk) != visit.request.POST.get("run"):
        messages.warning(visit.request, "Another run is published now. Nothing was withdrawn.")
        return redirect("runs")
    day = withdraw(visit.user.username)
    transaction.on_commit(overwrite)
    messages.success(visit.request, f"The run of {spoken(day)} is withdrawn.")
    return redirect("runs")
