"""An address handed to the browser in a file that opens once, and not on its command line.

Every user of a machine may read the command lines of all programs; the file is for its owner only.
It is deleted as soon as the page is open, and at the latest when the review ends.
"""

from __future__ import annotations

import html
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cohortmatch.core.whole_file import file_rights, write_new

__all__ = ["one_time_file", "write_address"]

PAGE = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Review</title>
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url={address}"></head>
<body><p><a href="{address}">Open the review</a></p></body></html>
"""


@contextmanager
def one_time_file() -> Iterator[Path]:
    """Where a file may stand in a folder that only its owner can enter; both are gone at the end.

    OSError when the folder cannot be made.
    """
    folder = Path(tempfile.mkdtemp(prefix="cohortmatch-"))
    try:
        yield folder / "review.html"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write_address(file: Path, address: str) -> None:
    """Write a page that leads to the address; OSError when that fails."""
    content = PAGE.format(address=html.escape(address)).encode("utf-8")
    write_new(file, content, file_rights())
