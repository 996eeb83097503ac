"""Pages of a published edition."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from cohortmatch.portal.gate import Visit, editions_of, role_page

__all__ = ["my_panels"]


@role_page("my panels", needs_agreement=False)
def my_panels(visit: Visit) -> HttpResponse:
    """Which panels the user may open, and which of them are not in the published run."""
    editions = editions_of(visit.run, visit.memberships) if visit.run else []
    return render(visit.request, "portal/my_panels.html", {"visit": visit, "editions": editions})
