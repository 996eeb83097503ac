"""Back-ups: the database, the secret key, the settings and the audit log in one file.

Policy: a back-up is whole or not there; each of its parts is known by its SHA-256. The log is read
after the database, so that it holds every line that the database noted. Back-ups that were made by
themselves before a newer version changed the database go after a week, for purging must reach them.
"""

from __future__ import annotations

import hashlib
import io
import json
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from cohortmatch.audit import Event
from cohortmatch.core.append_only import OWNER_ONLY
from cohortmatch.core.errors import OutputError, SettingsError
from cohortmatch.core.whole_file import write_new
from cohortmatch.portal.dumping import dumped, is_sqlite
from cohortmatch.portal.looks import record_event
from cohortmatch.portal.places import DATABASE_PART, MANIFEST, PortalFolder
from cohortmatch.version import __version__

__all__ = ["back_up", "back_up_before", "forget_old_backups"]

A_WEEK = 7 * 24 * 60 * 60
BEFORE = "before-*.backup"


def back_up(folder: PortalFolder, to: Path, by: str = "console") -> None:
    """Write a back-up into a new file that only its owner may read. SettingsError where the file
    stands, OutputError where it cannot be written."""
    if to.exists():
        raise SettingsError(f"{to}: is there already, and was not changed")
    record_event(Event("disclosure", "portal backup", by))
    parts = {DATABASE_PART: dumped(folder)}
    for file in (folder.secret_file, folder.settings_file, *sorted(folder.path.glob("audit*"))):
        if file.is_file():
            parts[file.name] = file.read_bytes()
    try:
        write_new(to, _packed(parts), OWNER_ONLY)
    except OSError as error:
        to.unlink(missing_ok=True)
        reason = (error.strerror or type(error).__name__).lower()
        raise OutputError(f"{to}: cannot be written ({reason})") from None


def back_up_before(folder: PortalFolder) -> Path:
    """A back-up in the portal's folder, made before a newer version changes the database."""
    stamp = datetime.now(UTC).strftime("%Y-%m-%d-%H%M%S")
    to = folder.path / f"before-{__version__}-{stamp}.backup"
    back_up(folder, to, "upgrade")
    return to


def forget_old_backups(folder: PortalFolder) -> int:
    """Remove back-ups made before an upgrade that are older than a week; how many."""
    old = [e for e in folder.path.glob(BEFORE) if time.time() - e.stat().st_mtime > A_WEEK]
    for each in old:
        each.unlink()
    return len(old)


def _packed(parts: dict[str, bytes]) -> bytes:
    said = {
        "version": __version__,
        "made": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "database": "sqlite" if is_sqlite() else "postgresql",
        "sha256": {name: hashlib.sha256(content).hexdigest() for name, content in parts.items()},
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(MANIFEST, json.dumps(said, indent=1))
        for name, content in parts.items():
            file.writestr(name, content)
    return packed.getvalue()
