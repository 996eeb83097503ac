"""The sharing agreement in words, for the data protection officer."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from cohortmatch.portal.gate import Visit, role_page, today
from cohortmatch.portal.models import PortalRole, PublishedRun

__all__ = ["agreement"]

WARN_DAYS = 60
"""Before so many days to its end the page says that the agreement is to be renewed."""


@role_page("agreement", PortalRole.OFFICER, needs_agreement=False)
def agreement(visit: Visit) -> HttpResponse:
    """What the agreement is under which the run was published, how long it holds, and who sees
    what: no person. It is shown when it has expired, too."""
    run = PublishedRun.objects.filter(is_current=True).first()
    words = run.agreement_words if run else {}
    ends = run.agreement_expires if run else None
    left = (ends - today()).days if ends else WARN_DAYS + 1
    told = {
        "run": run,
        "about": _about(run) if run and run.agreement_id else [],
        "heads": words.get("heads", []),
        "rows": words.get("rows", []),
        "has_expired": left < 0,
        "ends_soon": 0 <= left <= WARN_DAYS,
    }
    return render(visit.request, "portal/published/agreement.html", told)


def _about(run: PublishedRun) -> list[tuple[str, str]]:
    words = run.agreement_words
    ends = run.agreement_expires
    return [
        ("Agreement", f"{run.agreement_id} {words.get('title', '')}".strip()),
        ("Version", run.agreement_version),
        ("SHA-256", run.agreement_hash),
        ("Legal basis", "; ".join(words.get("basis", ()))),
        ("Review by", words.get("review", "")),
        ("Last day", ends.isoformat() if ends else "none"),
        ("Run of", run.as_of.isoformat()),
    ]
