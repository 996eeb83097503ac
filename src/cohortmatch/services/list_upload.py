"""An uploaded list read by the same reader as any other, in a process of its own.

    bytes ──▶ a file that only its owner reads ──▶ another process reads it ──▶ findings, rows
                                                    └──▶ the file is gone again, whatever happened

Policy: the size is bounded before anything is read, time and memory while it is read, so that a
hostile file ends its own reading and nothing else. The file stands in a folder of the caller for as
long as it is read, and is held by its reader; `sweep` removes what a killed process left. What is
answered are findings, which hold no cell, and the rows as `own_list` keeps them.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePath
from shutil import rmtree
from typing import Any

from cohortmatch.core.append_only import alone, is_free
from cohortmatch.core.errors import CohortmatchError, ListErrors
from cohortmatch.reading.sources import SUFFIXES
from cohortmatch.services.own_list import OwnList

__all__ = ["LARGEST", "ListUpload", "UploadRefused", "read_upload", "sweep"]

LARGEST = 20_000_000
"""Bytes of an upload; a list of 50,000 rows stays below."""
LONGEST_NAME = 120
SECONDS = 30
MEMORY = 4_000_000_000
"""Seconds of the processor, and bytes of address space, that reading may take: the libraries that
hold tables reserve more than a gigabyte before they read anything."""
STARTS = "upload-"
HELD = ".held"
"""What its reader holds alone for as long as it reads."""
NOT_HELD_YET = 10
"""Seconds within which a reader that has made its folder holds it."""
READ = "from cohortmatch.services.list_upload import main; main()"
UNREADABLE = "the file could not be read: it needs more time or memory than a list may take"
EXPORT = "export the list alone as .xlsx or .csv"


class UploadRefused(CohortmatchError):
    """An uploaded file is not read: too large, of another kind, or more than a list may take."""


@dataclass(frozen=True, repr=False)
class ListUpload:
    """A list that was read: `answer` is what `check --json` says of it; `own` its rows, None where
    it cannot be used (the answer's `errors` say why)."""

    answer: Mapping[str, Any]
    own: OwnList | None

    def __repr__(self) -> str:
        return f"<ListUpload: {'read' if self.own else 'not usable'}>"


def read_upload(
    content: bytes,
    name: str,
    list_name: str,
    key: str,
    scratch: Path,
    *,
    report: Path | None = None,
    seconds: int = SECONDS,
    memory: int = MEMORY,
) -> ListUpload:
    """Read a file as the list `list_name`. `name` is what its sender calls the file, of which only
    the last part counts; `key` is for its rows' digests; `scratch` is a folder in which the file
    stands meanwhile; `report` is the report whose settings explain the list's columns.

    UploadRefused, in words, where it is not read at all.
    """
    _refuse(content, name)
    told = {"list": list_name, "key": key, "memory": memory, "seconds": seconds}
    with (
        tempfile.TemporaryDirectory(prefix=STARTS, dir=scratch) as folder,
        alone(Path(folder) / HELD),
    ):
        path = Path(folder) / PurePath(name.replace("\\", "/")).name
        path.write_bytes(content)
        given = told | {"path": str(path), "report": str(report) if report else ""}
        try:
            done = subprocess.run(
                [sys.executable, "-c", READ],
                input=json.dumps(given).encode(),
                capture_output=True,
                timeout=seconds * 2,  # of a clock on the wall, where the machine is busy
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise UploadRefused(f"{UNREADABLE}; {EXPORT}") from None
    if done.returncode:
        raise UploadRefused(f"{UNREADABLE}; {EXPORT}")
    answer = json.loads(done.stdout)
    own = answer.pop("own")
    return ListUpload(answer, OwnList.from_json(own) if own else None)


def sweep(scratch: Path) -> None:
    """Remove the files that a killed process left in the folder, and none that is being read."""
    for each in scratch.glob(f"{STARTS}*"):
        if not _is_being_read(each):
            rmtree(each, ignore_errors=True)


def _is_being_read(folder: Path) -> bool:
    held = folder / HELD
    try:
        if held.exists():
            return not is_free(held)
        return time.time() - folder.stat().st_mtime < NOT_HELD_YET
    except FileNotFoundError:  # its reader has just finished
        return False


def _refuse(content: bytes, name: str) -> None:
    plain = PurePath(name.replace("\\", "/")).name
    if len(content) > LARGEST:
        raise UploadRefused(f"the file is larger than {LARGEST // 1_000_000} MB; {EXPORT}")
    if not content:
        raise UploadRefused(f"the file is empty; {EXPORT}")
    if len(plain) > LONGEST_NAME or not plain.isprintable() or plain.startswith((".", "~$")):
        raise UploadRefused("the file's name cannot be used; give it a short, plain name")
    if PurePath(plain).suffix.lower() not in SUFFIXES:
        raise UploadRefused(f"the file is of a kind that is no list; {EXPORT}")


def main() -> None:
    """Read the file that standard input tells of, and print what it says; for `read_upload`."""
    told = json.loads(sys.stdin.buffer.read())
    _limit(told["memory"], told["seconds"])
    sys.stdout.write(json.dumps(_read(told)))


def _limit(memory: int, seconds: int) -> None:
    """Bound this process, where the system can."""
    try:
        import resource
    except ImportError:  # Windows: only the time is bounded, by the caller
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(told: Mapping[str, Any]) -> dict[str, Any]:
    from cohortmatch.services.check import check
    from cohortmatch.services.own_list import own_list
    from cohortmatch.services.pipeline import Seconds, Survey
    from cohortmatch.services.sources import Given

    path = Path(told["path"])

    class ReadOnce(Given):
        """The list, which is read once for its findings and for its rows."""

        @cached_property
        def _read(self) -> Survey:
            return super().survey(Seconds())

        def survey(self, seconds: Seconds) -> Survey:
            """What was read."""
            return self._read

    given = ReadOnce((path,), _settings(told), {told["list"]: path})
    try:
        answer = check(given).model_dump(mode="json")
        found = given.survey(Seconds())
        codes = [n for n, each in enumerate(found.listings.lists) if each.name == told["list"]]
        usable = bool(codes) and not found.errors
        own = own_list(found.listings, codes[0], told["key"]) if usable else None
    except ListErrors as error:
        return {"errors": [{"problem": str(each)} for each in error.errors], "own": None}
    return answer | {"own": own.to_json() if own else None}


def _settings(told: Mapping[str, Any]) -> Any:
    """The settings of this list in the report, such as which heading is which; none without one."""
    from dataclasses import replace

    from cohortmatch.services.run_again import load_report
    from cohortmatch.settings.file import ListSettings, load_settings

    settings = load_settings(None)
    if not told["report"]:
        return settings
    lists = load_report(Path(told["report"]), tidy=False).manifest.settings.lists
    said = {name: each for name, each in lists.items() if name == told["list"]}
    own = {
        name: ListSettings(
            kind=each.kind, role=each.role, columns=each.columns, sheet=each.sheet or None
        )
        for name, each in said.items()
    }
    return replace(settings, lists=own)
