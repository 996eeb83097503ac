"""Notices on the page: there is no mail. A notice is shown until its reader puts it away.

Policy: a notice is for one user, or for everybody with a label, and holds no name of a person on a
list. It ends after 60 days.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from cohortmatch.linkage.explanations.phrases import listed
from cohortmatch.portal.gate import Visit, labels_of, role_page
from cohortmatch.portal.models import Membership, PortalNotice, User

__all__ = ["ENDS_AFTER", "ShownNotice", "notices_for", "notify_label", "notify_user", "put_away"]

ENDS_AFTER = timedelta(days=60)
MOST = 10
"""Notices of one page."""


@dataclass(frozen=True)
class ShownNotice:
    """A notice on the page: `label` names the editions that it is of."""

    parts: tuple[PortalNotice, ...]

    @property
    def pk(self) -> int:
        """The number by which it is put away."""
        return self.parts[0].pk

    @property
    def text(self) -> str:
        """What it says."""
        return self.parts[0].text

    @property
    def label(self) -> str:
        """The editions that it is of; empty where it is for the user alone."""
        return listed(sorted({each.label for each in self.parts if each.label}))


def notify_user(user: User, text: str) -> PortalNotice:
    """A notice for one user."""
    return PortalNotice.objects.create(user=user, text=text)


def notify_label(label: str, text: str) -> PortalNotice:
    """A notice for everybody who may open the edition with this label."""
    return PortalNotice.objects.create(label=label, text=text)


def notices_for(user: User, memberships: Iterable[Membership]) -> list[ShownNotice]:
    """The notices that the user has not put away, newest first; one that says the same of several
    editions is one."""
    together: dict[str, list[PortalNotice]] = {}
    for each in _open_to(user, memberships):
        together.setdefault(each.text, []).append(each)
    found = (ShownNotice(tuple(each)) for each in together.values())
    return list(islice(found, MOST))


def _open_to(user: User, memberships: Iterable[Membership]) -> QuerySet[PortalNotice]:
    mine = Q(user=user) | Q(user=None, label__in=labels_of(memberships))
    since = timezone.now() - ENDS_AFTER
    found = PortalNotice.objects.filter(mine, created__gte=since).exclude(seen_by=user)
    return found.order_by("-created", "-pk")


@role_page("notice put away", methods=("POST",), needs_agreement=False)
def put_away(visit: Visit, notice: int) -> HttpResponse:
    """Put a notice away; it is shown to others still."""
    for each in notices_for(visit.user, visit.memberships):
        if each.pk == notice:
            for part in each.parts:
                part.seen_by.add(visit.user)
            return redirect(_page_of(visit))
    raise Http404


def _page_of(visit: Visit) -> str:
    """The page on which the notice stood, where it is one of the portal's; else the first."""
    place = visit.request.POST.get("page", "")
    is_ours = place.startswith("/") and url_has_allowed_host_and_scheme(place, allowed_hosts=None)
    return place if is_ours and _can_be_opened(place) else reverse("my_panels")


def _can_be_opened(place: str) -> bool:
    """Whether a path is one of the portal's pages, and is opened and not only sent to."""
    try:
        return "GET" in getattr(resolve(place).func, "methods", ())
    except Resolver404:
        return False
