"""The board's place, its readers and its file.

    in the report's folder    for whoever reads the report: lists by their names, links into it
    in a folder of its own    for everybody: counts by the rule for small ones, no person, no link;
                              other accounts of the machine may read it

Policy: a list's name may come from a file, and a file may be named after a person. So for everybody
a list is called by the panel or register that it is of, or has a number, unless somebody named it:
on the command line, as open, or with what was agreed of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from cohortmatch.core.errors import OutputError, SettingsError
from cohortmatch.core.own_names import BOARD, MANIFEST
from cohortmatch.core.whole_file import make_folder, rights_to_be, write_whole
from cohortmatch.disclosure.counts_for_everybody import rule_under
from cohortmatch.reporting import CrossReference
from cohortmatch.reporting.board import BoardFor, Notice, board_bytes
from cohortmatch.services.agreed_lists import agreed_but_lacking
from cohortmatch.services.public_names import public_names
from cohortmatch.services.sources import Given
from cohortmatch.settings.agreed_data import AgreedData
from cohortmatch.settings.plan import ListChoice

__all__ = ["BoardPlace", "mark_of"]

FOR_EVERYBODY = 0o644
"""Rights of a board in a folder of its own: other accounts may read it, whatever the umask."""
FOLDER_FOR_EVERYBODY = 0o755
DIGITS = 16


def mark_of(out: Path) -> str:
    """The mark of the report in a folder, which says nothing of it; '' where there is none."""
    try:
        return hashlib.sha256((out / MANIFEST).read_bytes()).hexdigest()[:DIGITS]
    except OSError:
        return ""


@dataclass(frozen=True)
class BoardPlace:
    """Where a board is written: in the folder of the report, or in the folder `own`."""

    out: Path
    own: Path | None = None

    @property
    def file(self) -> Path:
        """The board's file."""
        return (self.own or self.out) / BOARD

    @property
    def is_for_everybody(self) -> bool:
        """Whether the board is for everybody who may see its folder."""
        return self.own is not None

    def refuse(self, lists: Iterable[Path]) -> None:
        """Raise SettingsError where the board's own folder is that of the report or of lists, or
        inside the report's."""
        if self.own is None:
            return
        place, out = self.own.resolve(), self.out.resolve()
        folders = [each.resolve() if each.is_dir() else each.resolve().parent for each in lists]
        if place == out or out in place.parents or place in folders:
            raise SettingsError(
                f"{self.own}: everybody may read the board there, so give it a folder of its own, "
                "apart from the report and the lists"
            )

    def page(self, result: CrossReference, what: Given, notice: Notice) -> bytes:
        """The board of a run."""
        mark = mark_of(self.out)
        return board_bytes(result.view, result.marking, self._reader(result, what), notice, mark)

    def _reader(self, result: CrossReference, what: Given) -> BoardFor:
        lists, day = result.listings.lists, result.listings.as_of
        choices = what.plan.lists
        if self.is_for_everybody:
            choices = {name: _without_contact(each) for name, each in choices.items()}
        found = list(agreed_but_lacking(choices, lists, day)) if day else []
        remarks: dict[str, list[str]] = {}
        for each in found:
            told = f"{each.kind.title}: {each.detail}" if each.detail else each.kind.title
            remarks.setdefault(each.list_name, []).append(told)
        came = {info.name for info in lists}
        reader = BoardFor(
            remarks=remarks,
            lacking=[(name, why) for name in remarks if name not in came for why in remarks[name]],
            reload=what.settings.watch.reload,
        )
        if not self.is_for_everybody:
            return reader
        return replace(
            reader,
            names=public_names([*_names(result), *remarks], what.plan, what.panels),
            linked=False,
            rule=rule_under(what.agreement, day, what.settings.statistics.small_counts),
        )

    def make_folders(self, *, shared: bool) -> None:
        """Make the folders of report and board where they are not there, that of the report for its
        owner unless it is `shared`; OSError when that fails."""
        make_folder(self.out, shared=shared)
        if self.own is not None and not self.own.exists():
            make_folder(self.own, shared=True)
            self.own.chmod(FOLDER_FOR_EVERYBODY)

    def write(self, page: bytes, *, shared: bool) -> None:
        """Put the board in its place, whole; OutputError when that fails."""
        try:
            self.make_folders(shared=shared)
            rights = FOR_EVERYBODY if self.own is not None else rights_to_be(shared=shared)
            write_whole(self.file, page, rights)
        except OSError as error:
            reason = (error.strerror or type(error).__name__).lower()
            raise OutputError(
                f"{self.file}: the board cannot be written ({reason}); the last one stays. Make "
                "room, or choose another folder"
            ) from None

    def present(self) -> bytes | None:
        """The board that stands there; None where there is none."""
        try:
            return self.file.read_bytes()
        except OSError:
            return None


def _names(result: CrossReference) -> list[str]:
    """The names of the lists of a run and of the last one before it, in their order."""
    memory = result.view.memory
    last = memory.last if memory is not None else None
    before = [each.name for each in last.lists] if last is not None else []
    return [*(info.name for info in result.listings.lists), *before]


def _without_contact(choice: ListChoice) -> ListChoice:
    if choice.agreed is None:
        return choice
    return replace(choice, agreed=AgreedData("", choice.agreed.every_days, choice.agreed.columns))
