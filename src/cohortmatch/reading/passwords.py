"""Password-protected Excel files, decrypted in memory and never written out.

Policy: a protected workbook is an OLE container that holds an encrypted package. The password is
asked for by the file's name and only when a file needs one; it is kept nowhere.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

from cohortmatch.errors import FileError
from cohortmatch.reading.compound import CompoundError, streams_of
from cohortmatch.reading.xls_marks import is_locked, workbook_stream

__all__ = ["NEEDS_PASSWORD", "Passwords", "is_protected", "without_password"]

Passwords = Callable[[str], str | None] | Mapping[str, str] | None
NEEDS_PASSWORD = "the file needs a password"
PACKAGE = "EncryptedPackage"


def is_protected(data: bytes) -> bool:
    """Whether a compound file is an encrypted workbook; False for a damaged one."""
    try:
        streams = streams_of(data)
        return PACKAGE in streams or is_locked(workbook_stream(streams))
    except CompoundError:
        return False


def without_password(data: bytes, label: str, file: str, passwords: Passwords) -> bytes:
    """The workbook's own bytes; raises FileError without a password, or with a wrong one."""
    password = passwords(file) if callable(passwords) else (passwords or {}).get(file)
    if not password:
        remedy = "add --ask-passwords, or save a copy without a password"
        raise FileError(label, NEEDS_PASSWORD, remedy)
    try:
        import msoffcrypto
    except ImportError as error:
        remedy = "pip install cohortmatch[passwords], or save a copy without a password"
        problem = "the file needs a password, and msoffcrypto-tool is not installed"
        raise FileError(label, problem, remedy) from error
    plain = io.BytesIO()
    try:
        office = msoffcrypto.OfficeFile(io.BytesIO(data))
        office.load_key(password=password)
        office.decrypt(plain)
    except Exception:
        remedy = "check the password, or save a copy without one"
        raise FileError(label, "the password does not open the file", remedy) from None
    return plain.getvalue()
