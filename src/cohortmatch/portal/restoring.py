"""Restoring a back-up into a new folder.

Policy: everything is checked before anything is written. Nobody stays logged in, and one-time links
no longer work. What is past its delete-by date is erased again.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import zipfile
from pathlib import Path

from cohortmatch.audit import Event
from cohortmatch.core.append_only import OWNER_ONLY
from cohortmatch.core.errors import SettingsError, StoreError
from cohortmatch.core.whole_file import make_folder, write_new
from cohortmatch.portal.configuration import start
from cohortmatch.portal.places import DATABASE_PART, MANIFEST, ONLY_OWNER, PortalFolder
from cohortmatch.portal.upgrading import bring_up_to_date

__all__ = ["restore_portal", "unpacked"]

STANDS = "{}: something stands here already, and was not changed; name a new folder"
NOT_ONE = "{}: is not a whole back-up of a portal; nothing was written"
NOT_WRITTEN = (
    "{}: the portal cannot be written here: is the disk full? Nothing was kept; restore it where "
    "there is room for three times the back-up"
)
OTHER = "This back-up is of a {} portal: {} COHORTMATCH_PORTAL_DATABASE"
PART = re.compile(r"(portal-secret|portal\.toml|audit[\w.-]*|database|backup\.json)\Z")


def restore_portal(file: Path, path: Path) -> str:
    """Make the portal in a new folder; when its back-up was made (ISO 8601, UTC). SettingsError
    where something stands there, StoreError where the file is no whole back-up; nothing is written
    then."""
    if path.exists() and any(path.iterdir()):
        raise SettingsError(STANDS.format(path))
    said, parts = unpacked(file)
    os.umask(ONLY_OWNER)
    folder = PortalFolder(path)
    make_folder(path)
    write_new(folder.unfinished_file, b"", OWNER_ONLY)
    try:
        for name, content in parts.items():
            if name != DATABASE_PART:
                write_new(path / name, content, OWNER_ONLY)
        start(folder)
        _load(folder, said["database"], parts[DATABASE_PART])
        bring_up_to_date(folder, backed_up=True)
        _begin_again()
        folder.unfinished_file.unlink()
        return said["made"]
    except BaseException as error:
        from cohortmatch.portal.errors import is_not_written

        shutil.rmtree(path, ignore_errors=True)
        if is_not_written(error):
            raise StoreError(NOT_WRITTEN.format(path)) from None
        raise


def unpacked(file: Path) -> tuple[dict[str, str], dict[str, bytes]]:
    """What a back-up says of itself, and its parts. StoreError where it is not whole."""
    try:
        with zipfile.ZipFile(file) as packed:
            parts = {name: packed.read(name) for name in packed.namelist() if PART.match(name)}
        said = json.loads(parts.pop(MANIFEST))
        known = {name: hashlib.sha256(content).hexdigest() for name, content in parts.items()}
        if said["sha256"] != known or DATABASE_PART not in parts:
            raise ValueError
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile):
        raise StoreError(NOT_ONE.format(file)) from None
    return said, parts


def _load(folder: PortalFolder, kind: str, content: bytes) -> None:
    from cohortmatch.portal.dumping import is_sqlite, load

    if kind != ("sqlite" if is_sqlite() else "postgresql"):
        raise SettingsError(OTHER.format(kind, "unset" if kind == "sqlite" else "set"))
    load(folder, content)


def _begin_again() -> None:
    """End what must not go on, and erase what should be gone."""
    from django.contrib.sessions.models import Session

    from cohortmatch.portal.looks import record_event
    from cohortmatch.portal.models import OneTimeLink
    from cohortmatch.portal.published.erasing import purge

    record_event(Event("alteration", "portal restore", "console"))
    Session.objects.all().delete()
    OneTimeLink.objects.all().delete()
    purge()
