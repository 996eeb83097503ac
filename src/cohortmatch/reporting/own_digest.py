"""The digest that each file of an edition carries, to see later whether people have changed it.

Policy: a panel receives no manifest, so the digest stands in the file itself: in a workbook's
properties, in a page's head. It is a digest of what the file's reader sees, so it tells nothing
more. A file that carries none was written by an earlier version, or saved by a program that drops
properties: nobody knows whether it was changed.
"""

from __future__ import annotations

import hashlib
import io
import re
from pathlib import PurePath
from zipfile import ZipFile

from cohortmatch.reporting.digests import digests
from cohortmatch.reporting.stamp import CUSTOM, custom_property

__all__ = ["BLANK", "PROPERTY", "is_as_it_says", "with_own_digest"]

PROPERTY = "cohortmatch digest"
BLANK = "0" * 64
"""What stands in the place of the digest while it is taken."""
IN_PAGE = re.compile(rb'<meta name="cohortmatch-digest" content="([0-9a-f]{64})">')


def with_own_digest(name: str, content: bytes) -> bytes:
    """A file of an edition in which the digest stands in the place of `BLANK`."""
    digest = _digest(name, content).encode("ascii")
    if PurePath(name).suffix == ".xlsx":
        return _with_part(content, CUSTOM, digest)
    return content.replace(BLANK.encode("ascii"), digest, 1)


def is_as_it_says(name: str, content: bytes) -> bool | None:
    """Whether a file of an edition says what it said when it was written; None if it carries no
    digest."""
    said = _said(name, content)
    return _digest(name, content) == said if said else None


def _said(name: str, content: bytes) -> str:
    """The digest that a file carries; empty where it carries none."""
    if PurePath(name).suffix == ".xlsx":
        return custom_property(content, PROPERTY)
    found = IN_PAGE.search(content)
    return found[1].decode("ascii") if found else ""


def _digest(name: str, content: bytes) -> str:
    if PurePath(name).suffix == ".xlsx":
        return digests({name: content})[name]
    found = IN_PAGE.search(content)
    if found is None:
        return ""
    before, after = content[: found.start(1)], content[found.end(1) :]
    return hashlib.sha256(before + BLANK.encode("ascii") + after).hexdigest()


def _with_part(content: bytes, part: str, digest: bytes) -> bytes:
    """The same workbook with the digest in one of its parts; other parts stay as they are."""
    target = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(target, "w") as new:
        for info in old.infolist():
            said = old.read(info)
            if info.filename == part:
                said = said.replace(BLANK.encode("ascii"), digest, 1)
            new.writestr(info, said)
    return target.getvalue()
