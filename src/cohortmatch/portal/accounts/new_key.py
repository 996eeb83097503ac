"""Another secret key for a portal whose key somebody may have read, or has lost.

Policy: from the key come the key that encrypts the secrets of second factors and the signatures of
forms. So every session, link, password and second factor ends with it, and every account gets a new
one-time link. Runs, answers, accounts, their rights and the log stay.
"""

from __future__ import annotations

from pathlib import Path

from cohortmatch.core.errors import SettingsError
from cohortmatch.portal.making import address_of, open_portal
from cohortmatch.portal.places import PortalFolder
from cohortmatch.portal.serving import held_alone

__all__ = ["change_key"]

NOT_ONE = "{}: no portal stands here"


def change_key(path: Path) -> list[tuple[str, str]]:
    """Write another key, and the username and new link of each account. SettingsError where there
    is no portal, or while it is served."""
    folder = PortalFolder(path)
    if not folder.stands():
        raise SettingsError(NOT_ONE.format(path))
    with held_alone(folder):
        folder.write_new_secret()
        open_portal(path)
        return _everybody_anew()


def _everybody_anew() -> list[tuple[str, str]]:
    from django.contrib.sessions.models import Session
    from django.db import transaction

    from cohortmatch.audit import Event
    from cohortmatch.portal.accounts.managing import link_again
    from cohortmatch.portal.looks import record_event
    from cohortmatch.portal.models import OneTimeLink, User

    with transaction.atomic():
        names = User.objects.filter(is_active=True).order_by("username")
        usernames = list(names.values_list("username", flat=True))
        record_event(
            Event("alteration", "portal new-key", "console", counts={"accounts": len(usernames)})
        )
        Session.objects.all().delete()
        OneTimeLink.objects.all().delete()
        links = [link_again(each, "console", lost_app=True) for each in usernames]
    return [(name, address_of(link)) for name, link in zip(usernames, links, strict=True)]
