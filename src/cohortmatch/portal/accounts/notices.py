"""Notices on the page: there is no mail. A notice is shown until its reader puts it away.

Policy: a notice is for one user, or for everybody with a label, and holds no name of a person on a
list. It ends after 60 days.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from cohortmatch.portal.gate import Visit, role_page
from cohortmatch.portal.models import Membership, PortalNotice, User

__all__ = ["ENDS_AFTER", "notices_for", "notify_label", "notify_user", "put_away"]

ENDS_AFTER = timedelta(days=60)


def notify_user(user: User, text: str) -> PortalNotice:
    """A notice for one user."""
    return PortalNotice.objects.create(user=user, text=text)


def notify_label(label: str, text: str) -> PortalNotice:
    """A notice for everybody who may open the edition with this label."""
    return PortalNotice.objects.create(label=label, text=text)


def notices_for(user: User, memberships: Iterable[Membership]) -> list[PortalNotice]:
    """The notices that the user has not put away, newest first."""
    labels = [each.label for each in memberships if each.label]
    mine = Q(user=user) | Q(user=None, label__in=labels)
    since = timezone.now() - ENDS_AFTER
    found = PortalNotice.objects.filter(mine, created__gte=since).exclude(seen_by=user)
    return list(found.order_by("-created", "-pk")[:10])


@role_page("notice put away", methods=("POST",), needs_agreement=False)
def put_away(visit: Visit, notice: int) -> HttpResponse:
    """Put a notice away; it is shown to others still."""
    for each in notices_for(visit.user, visit.memberships):
        if each.pk == notice:
            each.seen_by.add(visit.user)
            return redirect("my_panels")
    raise Http404
