"""Half-written answers of a form, kept so that an idle log-out loses none.

Policy: a draft belongs to one account and one page, and only that account's page shows it again. It
goes when the form is sent, and after a week.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone

from cohortmatch.portal.gate import Visit, role_page
from cohortmatch.portal.models import FormDraft, User

__all__ = ["PLACE", "draft_of", "forget_draft", "forget_drafts", "keep", "keep_draft"]

PLACE = "draft_of"
"""The hidden field that says of which page a form is."""
NOT_KEPT = frozenset((PLACE, "csrfmiddlewaretoken", "answer", "file"))
LONGEST, MOST_FIELDS, MOST_DRAFTS = 2_000, 30, 100
KEPT = timedelta(days=7)


@role_page("draft", methods=("POST",), needs_agreement=False)
def keep_draft(visit: Visit) -> HttpResponse:
    """Keep what a form holds; 204. Nothing is kept for a page that does not name itself."""
    keep(visit.user, visit.request.POST)
    return HttpResponse(status=204)


def keep(user: User, told: QueryDict) -> bool:
    """Keep what a form holds that names its page; whether it was kept."""
    place = _kept(str(told.get(PLACE, "")))[:500]
    names = (name for name in list(told)[:MOST_FIELDS] if name not in NOT_KEPT)
    fields = {name: _kept(str(told.get(name, ""))) for name in names}
    if not place.startswith("/") or not (_is_known(user, place) or _has_room(user)):
        return False
    FormDraft.objects.update_or_create(
        user=user, place=place, defaults={"fields": fields, "saved": timezone.now()}
    )
    return True


def draft_of(request: HttpRequest, user: User) -> dict[str, Any]:
    """What the user has half written on this page; empty where nothing is kept."""
    found = FormDraft.objects.filter(user=user, place=request.path).first()
    return dict(found.fields) if found else {}


def forget_draft(request: HttpRequest, user: User) -> None:
    """Forget what the user had half written on this page, because it was sent."""
    FormDraft.objects.filter(user=user, place=request.path).delete()


def forget_drafts(*, everything: bool = False) -> int:
    """Forget drafts that are older than a week, or `everything`; how many there were."""
    old = FormDraft.objects.filter(saved__lt=timezone.now() - KEPT)
    found, _ = (FormDraft.objects.all() if everything else old).delete()
    return found


def _kept(text: str) -> str:
    """The text as far as it is kept; PostgreSQL keeps no NUL."""
    return text.replace("\0", "")[:LONGEST]


def _is_known(user: User, place: str) -> bool:
    return FormDraft.objects.filter(user=user, place=place).exists()


def _has_room(user: User) -> bool:
    return FormDraft.objects.filter(user=user).count() < MOST_DRAFTS
