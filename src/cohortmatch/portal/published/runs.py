"""The page of runs, for analysts: what is published, and withdrawing it."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render

from cohortmatch.core.errors import SettingsError
from cohortmatch.portal.gate import Visit, role_page
from cohortmatch.portal.models import Role
from cohortmatch.portal.published.publishing import withdraw

__all__ = ["runs", "withdraw_run"]


@role_page("runs", Role.ANALYST)
def runs(visit: Visit) -> HttpResponse:
    """The run that is published: of which day, by whom, with which editions, until when."""
    editions = [] if visit.run is None else list(visit.run.editions.order_by("label"))
    told = [(each, each.people.count()) for each in editions]
    return render(visit.request, "portal/published/runs.html", {"visit": visit, "editions": told})
