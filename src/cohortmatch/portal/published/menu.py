"""The way from any page of an edition to its other pages."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.dateformat import format as in_words

from cohortmatch.portal.gate import PanelVisit
from cohortmatch.portal.models import PortalRole

__all__ = ["CHAIR", "has_own_list", "menu_of"]

DELETE = "Delete by"
CHAIR = "for-the-chair"
"""The slug of the sheet that is the chair's page."""


def menu_of(visit: PanelVisit, here: str) -> dict[str, Any]:
    """What `portal/published/base.html` reads: the edition, which of its pages there are, and which
    one is shown."""
    edition = visit.edition
    chair = edition.sheets.filter(slug=CHAIR).values_list("title", flat=True).first()
    return {
        "visit": visit,
        "edition": edition,
        "run": visit.run,
        "here": here,
        "agenda_title": chair or "",
        "has_own_list": has_own_list(visit),
        "marking": _marking(visit),
    }


def _marking(visit: PanelVisit) -> str:
    """What stands on each printed page: the edition's marking, until when it may be kept, and who
    had it before their eyes when."""
    user, edition = visit.user, visit.edition
    who = f"{user.display_name} ({user.username})" if user.display_name else user.username
    until = edition.delete_by or edition.run.delete_by
    is_to_say = until is not None and DELETE not in edition.marking
    day = f"{DELETE} {in_words(until, 'j F Y')}" if until and is_to_say else ""
    opened = in_words(timezone.localtime(), "j F Y, H:i")
    told = (edition.marking or f"For {edition.label}", day, f"From the portal, by {who}, {opened}")
    return ". ".join(filter(None, told))


def has_own_list(visit: PanelVisit) -> bool:
    """Whether the panel's own list is kept, and open to this person's roles for the edition."""
    own = visit.edition.run.own_lists.filter(name=visit.edition.own_list)
    return PortalRole.ANALYST not in visit.as_roles and own.exists()
