"""The sharing agreement in words, for the data protection officer."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from cohortmatch.portal.gate import Visit, role_page, today
from cohortmatch.portal.models import PortalRole, PublishedRun
from cohortmatch.portal.published.events import spoken

__all__ = ["agreement"]

NOT_NAMED = "not named"

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


def _about(run: PublishedRun) -> list[tuple[str, Any]]:
    """What the agreement is, line by line; "not named" where it says nothing of it."""
    words = run.agreement_words
    told: list[tuple[str, Any]] = [
        ("Agreement", f"{run.agreement_id} {words.get('title', '')}".strip()),
        ("Version", run.agreement_version),
        (f"SHA-256, first {len(run.agreement_hash)} figures", run.agreement_hash),
        ("Signed", _day(words.get("signed", ""))),
        ("Legal basis", "; ".join(words.get("basis", ()))),
        ("Regime", words.get("regime", "")),
        ("Data protection impact assessment", words.get("dpia", "")),
        ("Appropriate policy document", words.get("policy", "")),
        ("Contact", words.get("contact", "")),
        ("Retention of lists", list(words.get("retention", ()))),
        ("Review by", _day(words.get("review", ""))),
        ("Last day", spoken(run.agreement_expires) if run.agreement_expires else ""),
        ("Run of", spoken(run.as_of)),
        ("Run kept until", spoken(run.delete_by) if run.delete_by else ""),
    ]
    return [(head, text or NOT_NAMED) for head, text in told]


def _day(text: str) -> str:
    return spoken(date.fromisoformat(text)) if text else ""
