"""Making a portal, and starting Django for one that is there."""

from __future__ import annotations

import json
import os
from pathlib import Path

from cohortmatch.audit import Event
from cohortmatch.core.append_only import OWNER_ONLY
from cohortmatch.core.errors import StoreError
from cohortmatch.core.whole_file import write_whole
from cohortmatch.portal.configuration import start
from cohortmatch.portal.places import (
    ONLY_OWNER,
    PortalFolder,
    checked_address,
    make_portal_folder,
)
from cohortmatch.portal.upgrading import bring_up_to_date

__all__ = ["address_of", "make_portal", "open_portal"]

NOT_USED = "{}: the portal's database cannot be used ({}); nothing was changed"


def make_portal(path: Path, *, address: str, administrator: str) -> str:
    """Make a portal in a folder; the link with which its first administrator sets a password.
    SettingsError where one stands there or a setting is wrong."""
    os.umask(ONLY_OWNER)
    address = checked_address(address)
    folder = make_portal_folder(path)  # refuses where any of the files below stands
    try:
        if address:
            line = f"address = {json.dumps(address)}\n".encode()
            write_whole(folder.settings_file, line, OWNER_ONLY)
        start(folder)
        bring_up_to_date(folder)
        return _first_administrator(administrator)
    except BaseException:
        for each in (folder.secret_file, folder.settings_file, folder.log, folder.database):
            each.unlink(missing_ok=True)
        raise


def open_portal(path: Path) -> PortalFolder:
    """Django set up for the portal in a folder, and every file that the process makes its owner's
    alone. The database of an older version is brought up to date, after a back-up. SettingsError
    where there is no portal, StoreError where its database cannot be used."""
    from django.db import DatabaseError

    os.umask(ONLY_OWNER)
    folder = PortalFolder(path)
    folder.secret()
    start(folder)
    from cohortmatch.portal.backing_up import forget_old_backups
    from cohortmatch.services.list_upload import sweep

    try:
        bring_up_to_date(folder)
    except DatabaseError as error:
        raise StoreError(NOT_USED.format(path, type(error).__name__)) from None
    forget_old_backups(folder)
    sweep(folder.path)
    return folder


def _first_administrator(username: str) -> str:
    from django.db import transaction

    from cohortmatch.portal.accounts.links import new_link
    from cohortmatch.portal.looks import record_event
    from cohortmatch.portal.models import Membership, PortalRole, User

    with transaction.atomic():
        user = User.objects.create_user(username, display_name="Administrator")
        Membership.objects.create(user=user, role=PortalRole.ADMINISTRATOR, given_by="console")
        path = new_link(user)
        record_event(Event("alteration", "portal init", "console", counts={"accounts": 1}))
    return address_of(path)


def address_of(path: str) -> str:
    """The whole address of a path of the portal."""
    from django.conf import settings

    folder: PortalFolder = settings.PORTAL_FOLDER
    return f"{folder.served_at()}{path}"
