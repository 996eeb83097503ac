"""Which outputs in the folder of a report people have changed since they were written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cohortmatch.core.errors import AnswersError, OutputError
from cohortmatch.core.own_names import MANIFEST, OUTPUTS, WORKBOOK
from cohortmatch.decisions import read_workbook
from cohortmatch.decisions.answering import SHEET
from cohortmatch.reporting.digests import is_as_written
from cohortmatch.reporting.own_digest import is_as_it_says

__all__ = ["ChangedOutputs", "changed_files_of_edition", "changed_outputs", "has_answers"]

MEANWHILE = (
    "{file}: was changed while the lists were matched; nothing was written. Save and close it, "
    "then run again"
)


@dataclass(frozen=True)
class ChangedOutputs:
    """The outputs in a folder of a report that people have changed, by name; and each output's size
    and time of change when it was looked at.
    """

    folder: Path
    names: tuple[str, ...] = ()
    looked_at: tuple[tuple[str, tuple[int, int]], ...] = ()

    def confirm(self) -> None:
        """Raise OutputError where an output was changed since it was looked at."""
        for name, state in self.looked_at:
            if _state(self.folder / name) not in (state, None):
                raise OutputError(MEANWHILE.format(file=self.folder / name))


def changed_outputs(folder: Path) -> ChangedOutputs:
    """Look at the report in a folder. Where its manifest cannot be read, every output counts as
    changed; where there is none, a workbook with decisions does; where it is of an earlier version,
    none does.
    """
    written = _written(folder)
    if not written and has_answers(folder / WORKBOOK) and not (folder / MANIFEST).is_file():
        written = {WORKBOOK: ""}
    looked_at = [(name, state) for name in written if (state := _state(folder / name))]
    names = tuple(name for name, _ in looked_at if _is_changed(folder / name, written[name]))
    return ChangedOutputs(folder, names, tuple(looked_at))


def _written(folder: Path) -> Mapping[str, str]:
    """The digests of a report's outputs by name, as its manifest has them."""
    try:
        content = (folder / MANIFEST).read_bytes()
    except OSError:
        return {}
    try:
        said = json.loads(content).get("outputs", {})
        return {str(name): str(digest) for name, digest in said.items()}
    except (ValueError, AttributeError):
        return dict.fromkeys(OUTPUTS, "")


def _state(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def changed_files_of_edition(folder: Path, names: Iterable[str]) -> dict[str, bytes]:
    """The content of those files in a folder, of an edition, that people have changed since, or of
    which nobody knows; by name."""
    found = {name: _content(folder / name) for name in names if (folder / name).exists()}
    return {name: each for name, each in found.items() if not is_as_it_says(name, each)}


def _is_changed(path: Path, digest: str) -> bool:
    return not is_as_written(path.name, _content(path), digest)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise OutputError(
            f"{path}: cannot be read ({reason}). Nothing was changed. Close the report where it is "
            "open, or choose another folder"
        ) from None


def has_answers(file: Path) -> bool:
    """Whether somebody wrote on the sheet "To review" of a workbook, understood or not."""
    if not _has_review(file):
        return False
    try:
        return bool(read_workbook(file))
    except AnswersError:
        return True


def _has_review(file: Path) -> bool:
    """Whether a file is a workbook with the sheet "To review"."""
    from python_calamine import CalamineError, CalamineWorkbook

    if not file.is_file():
        return False
    try:
        with CalamineWorkbook.from_path(str(file)) as book:
            return SHEET in book.sheet_names
    except (CalamineError, OSError):
        return False
