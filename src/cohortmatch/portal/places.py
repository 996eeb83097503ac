"""The portal's folder: which file is where, and who may read it."""

from __future__ import annotations

import contextlib
import os
import secrets
import tomllib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from cohortmatch.core.append_only import OWNER_ONLY, is_free
from cohortmatch.core.errors import SettingsError
from cohortmatch.core.whole_file import make_folder, write_new, write_whole

__all__ = [
    "DATABASE",
    "DATABASE_PART",
    "MANIFEST",
    "ONLY_OWNER",
    "PortalFolder",
    "checked_address",
    "make_portal_folder",
]

MANIFEST, DATABASE_PART = "backup.json", "database"
"""The parts of a back-up that are not files of the folder."""

ONLY_OWNER = 0o077
"""The umask of a process of the portal."""

DATABASE = "COHORTMATCH_PORTAL_DATABASE"
"""The variable of the environment that names a PostgreSQL database."""
NOT_ONE = "{}: is not the folder of a portal; make one with `cohortmatch portal init {}`"
NO_KEY = (
    "{}: the secret key of the portal is not there ({}); `cohortmatch portal new-key {}` makes "
    "another, and nothing else of the portal is lost"
)
UNFINISHED = "{}: restoring it was not finished; remove the folder, and restore the back-up again"
STANDS = "{}: a portal, or a part of one ({}), stands here already, and was not changed"
BAD_ADDRESS = "The address must be https://HOST, as people type it"
SECRET_BYTES = 64
USUAL = "http://127.0.0.1:8000"


@dataclass(frozen=True)
class PortalFolder:
    """The folder of a portal."""

    path: Path

    @property
    def database(self) -> Path:
        """The SQLite database, where no other is named."""
        return self.path / "portal.sqlite3"

    @property
    def secret_file(self) -> Path:
        """The file of the secret key."""
        return self.path / "portal-secret"

    @property
    def log(self) -> Path:
        """The audit log."""
        return self.path / "audit.log"

    @property
    def settings_file(self) -> Path:
        """The settings that the borough may write."""
        return self.path / "portal.toml"

    @property
    def unfinished_file(self) -> Path:
        """What stands here until a portal that is restored is whole."""
        return self.path / "not-restored-yet"

    @property
    def served_file(self) -> Path:
        """Where the portal is served now; the process that serves it holds the file."""
        return self.path / "served-at"

    def served_at(self) -> str:
        """The address under which people open the portal: the proxy's, else that of this machine
        where it is served or, while it is not, would be."""
        here = USUAL
        with contextlib.suppress(
            OSError
        ):  # a process that was killed leaves the file, not its hold
            if self.served_file.exists() and not is_free(self.served_file):
                here = self.served_file.read_text(encoding="ascii").strip() or USUAL
        return self.address() or here

    def secret(self) -> str:
        """The secret key; SettingsError where this is not the folder of a portal."""
        if self.unfinished_file.exists():
            raise SettingsError(UNFINISHED.format(self.path))
        return self.key()

    def key(self) -> str:
        """The secret key, also while the portal is restored."""
        try:
            return self.secret_file.read_text(encoding="ascii").strip()
        except OSError:
            if self.stands():
                message = NO_KEY.format(self.path, self.secret_file.name, self.path)
                raise SettingsError(message) from None
            raise SettingsError(NOT_ONE.format(self.path, self.path)) from None

    def stands(self) -> list[Path]:
        """The files that stand here of a portal's own: the key, the database, the log, settings."""
        own = (self.secret_file, self.database, self.log, self.settings_file)
        return [each for each in own if each.exists()]

    def write_new_secret(self) -> None:
        """Write another secret key in place of the one that is there, whole or not at all."""
        write_whole(self.secret_file, _new_key(), OWNER_ONLY)

    def address(self) -> str:
        """The address behind the borough's TLS proxy, such as https://portal.example.org; empty
        where only this machine is served. SettingsError for anything else."""
        try:
            told = tomllib.loads(self.settings_file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return ""
        except (OSError, ValueError):
            raise SettingsError(f"{self.settings_file}: cannot be read as TOML") from None
        return checked_address(told.get("address", ""))


def checked_address(address: object) -> str:
    """The address of a proxy without a last slash, or nothing; SettingsError for anything else."""
    parts = urlsplit(address if isinstance(address, str) else "?")
    if address and not (parts.scheme == "https" and parts.hostname and parts.path in ("", "/")):
        raise SettingsError(BAD_ADDRESS)
    return f"https://{parts.netloc}" if address else ""


def make_portal_folder(path: Path) -> PortalFolder:
    """Make the folder with a new secret key; only its owner may read it. SettingsError where a
    portal stands, OSError where it cannot be written."""
    folder = PortalFolder(path)
    if there := folder.stands():
        raise SettingsError(STANDS.format(path, ", ".join(each.name for each in there)))
    make_folder(path)
    if os.name != "nt":
        path.chmod(0o700)
    write_new(folder.secret_file, _new_key(), OWNER_ONLY)
    return folder


def _new_key() -> bytes:
    return secrets.token_urlsafe(SECRET_BYTES).encode("ascii") + b"\n"
