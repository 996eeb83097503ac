"""Password-protected Office files, decrypted in memory and never written out.

Policy: a protected file is an OLE container that holds an encrypted package. A password is looked
up only when a file needs one, in this order: what the caller gave for the file, the environment
(`COHORTMATCH_PASSWORD_MAPPA` for one list, `COHORTMATCH_PASSWORD` for all), and a prompt. It is
never stored and never shown.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePath

from cohortmatch.core.errors import FileError
from cohortmatch.core.installing import install_extra
from cohortmatch.reading.formats.compound import CompoundError, streams_of
from cohortmatch.reading.formats.xls_marks import is_locked, workbook_stream
from cohortmatch.reading.panels import panel_named

__all__ = ["NEEDS_PASSWORD", "VARIABLE", "Passwords", "is_protected", "without_password"]

Passwords = Callable[[str], str | None] | Mapping[str, str] | None
NEEDS_PASSWORD = "the file needs a password"
VARIABLE = "COHORTMATCH_PASSWORD"
"""The environment variable with the password of every file; with a list's name added, of one."""
PACKAGE = "EncryptedPackage"


def is_protected(data: bytes) -> bool:
    """Whether a compound file is an encrypted document; False for a damaged one."""
    try:
        streams = streams_of(data)
        return PACKAGE in streams or is_locked(workbook_stream(streams))
    except CompoundError:
        return False


def without_password(data: bytes, label: str, file: str, passwords: Passwords) -> bytes:
    """The document's own bytes; raises FileError without a password, or with a wrong one.

    `label` is the list's name, `file` the file's name.
    """
    variables = _variables(label, file)
    tried = False
    for password in _passwords(file, variables, passwords):
        tried = True
        plain = _opened(data, label, password)
        if plain is not None:
            return plain
    copy = "or save a copy without a password"
    if tried:
        remedy = f"check it (was it --ask-passwords or {VARIABLE}?), {copy}"
        raise FileError(label, "the password does not open the file", remedy)
    remedy = f"add --ask-passwords, or set {variables[0]}, {copy}"
    raise FileError(label, NEEDS_PASSWORD, remedy)


def _variables(label: str, file: str) -> list[str]:
    """The environment variables that may hold a file's password, the list's own ones first."""
    stem = PurePath(file).stem
    panel = panel_named(label) or panel_named(stem)
    names = [panel.name if panel else "", label, stem]
    own = [re.sub(r"\W+", "_", name).strip("_").upper() for name in names]
    return [*dict.fromkeys(f"{VARIABLE}_{name}" for name in own if name), VARIABLE]


def _passwords(file: str, variables: list[str], passwords: Passwords) -> Iterator[str]:
    """Every password that may be the file's; the prompt comes last."""
    if isinstance(passwords, Mapping):
        yield from filter(None, [passwords.get(file)])
    yield from filter(None, map(os.environ.get, variables))
    if callable(passwords):
        yield from filter(None, [passwords(file)])


def _opened(data: bytes, label: str, password: str) -> bytes | None:
    """The document's own bytes, None when the password does not open it."""
    try:
        import msoffcrypto
    except ImportError as error:
        remedy = f"Save a copy without a password, or {install_extra('passwords')}"
        problem = "the file needs a password, and msoffcrypto-tool is not installed"
        raise FileError(label, problem, remedy) from error
    plain = io.BytesIO()
    try:
        office = msoffcrypto.OfficeFile(io.BytesIO(data))
        office.load_key(password=password)
        office.decrypt(plain)
    except Exception:
        return None
    return plain.getvalue()
