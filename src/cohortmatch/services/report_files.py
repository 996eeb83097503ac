"""Which files a run wrote: the one list from which `purge` erases.

Policy: a file is a run's where `run.json` or the store names it, also when somebody has typed in it
since, and so are the copies that a run set aside. Whether it was changed is told by its digest in
`run.json` and by the decisions in it, else by when it was changed last. What a killed run left is
recognised by its hidden name, `.NAME.<twelve digits>.new` or `.old`. Anything else that has such a
name stays, and so does everything behind a symbolic link; they are named, so that a person can
look.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cohortmatch.core.errors import ListError
from cohortmatch.core.own_names import (
    BOARD,
    EDITION,
    MANIFEST,
    OUTPUTS,
    WATCHER,
    is_copy,
    is_left_behind,
    is_output,
)
from cohortmatch.reporting.changed import has_answers
from cohortmatch.reporting.digests import is_as_written
from cohortmatch.reporting.own_digest import is_as_it_says
from cohortmatch.services.run_again import load_report

__all__ = [
    "Remaining",
    "ReportFiles",
    "files_in",
    "leftovers_in",
    "with_link",
    "written_in",
]

MOMENT = timedelta(seconds=2)
"""A run is noted as finished in whole seconds, when its files are written."""
LINK = "is a symbolic link, and what is behind it stays; erase that where it is"
NOT_WRITTEN = "has the name of a report's file, but no run is known to have written it; it stays"


@dataclass(frozen=True)
class Remaining:
    """A file or folder that stays, and why, in words; `is_ours` where a run may have written it."""

    path: Path
    why: str
    is_ours: bool = True

    @property
    def place(self) -> Path:
        """Its path, whole, without what a link leads to."""
        return self.path.parent.resolve() / self.path.name


@dataclass(frozen=True)
class ReportFiles:
    """The files of runs in one folder: those to erase, the manifest last, which of them people have
    changed since; and what stays."""

    own: tuple[Path, ...] = ()
    changed: tuple[Path, ...] = ()
    stays: tuple[Remaining, ...] = ()


def written_in(folder: Path) -> dict[str, str]:
    """The files that the run of a folder wrote or set aside, as its manifest says: the digest of
    each by its name, '' where it has none."""
    try:
        said = load_report(folder, tidy=False).manifest
    except ListError:
        return dict.fromkeys((*OUTPUTS, BOARD, WATCHER), "")
    outputs = {name: digest for name, digest in said.outputs.items() if name in OUTPUTS}
    copies = {name: "" for name in said.set_aside if is_copy(name)}
    own = {MANIFEST: outputs.get(MANIFEST, ""), BOARD: "", WATCHER: ""}
    return (outputs or dict.fromkeys(OUTPUTS, "")) | own | copies


def files_in(
    folder: Path,
    named: Mapping[str, str],
    later: Set[str] = frozenset(),
    finished: datetime | None = None,
) -> ReportFiles:
    """The files in a folder of which runs wrote those `named` (with their digests, '' where
    there are none), and what killed runs left.

    Those of `later` runs are neither to be erased nor to be told. `finished` is when the run had
    written them, by default the manifest's last change.
    """
    called = [each for each in _in_order(folder) if each.name not in later]
    finished = finished or _last_change(folder / MANIFEST)
    own = [each for each in called if _is_erasable(each, named)]
    changed = [
        each for each in own if each.name in named and _is_changed(each, named[each.name], finished)
    ]
    others = (each for each in called if each not in own)
    return ReportFiles(tuple(own), tuple(changed), tuple(_staying(others, named)))


def leftovers_in(folder: Path) -> ReportFiles:
    """What killed runs left in a folder."""
    found = [each for each in _in_order(folder) if is_left_behind(each.name)]
    links = (with_link(each) for each in found if each.is_symlink())
    own = (each for each in found if not each.is_symlink() and each.is_file())
    return ReportFiles(tuple(own), stays=tuple(links))


def with_link(path: Path) -> Remaining:
    """What is said of a path that is a link, or leads through one."""
    return Remaining(path, LINK)


def _in_order(folder: Path) -> list[Path]:
    """The content of a folder by name, the manifest last, so that an interrupted purge resumes."""
    return sorted(folder.iterdir(), key=lambda each: (each.name == MANIFEST, each.name))


def _is_changed(path: Path, digest: str, finished: datetime | None) -> bool:
    if path.name in (BOARD, WATCHER):  # `watch` writes them whenever it looks at the lists
        return False
    if digest:
        return not is_as_written(path.name, path.read_bytes(), digest) or has_answers(path)
    if EDITION.fullmatch(path.name):
        is_whole = is_as_it_says(path.name, path.read_bytes())
        if is_whole is not None:
            return not is_whole
    last = _last_change(path)
    return last is not None and finished is not None and last > finished + MOMENT


def _last_change(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:
        return None


def _is_erasable(path: Path, named: Container[str]) -> bool:
    is_ours = path.name in named or is_left_behind(path.name)
    return is_ours and path.is_file() and not path.is_symlink()


def _staying(paths: Iterator[Path], named: Container[str]) -> Iterator[Remaining]:
    for path in paths:
        is_ours = path.name in named or is_left_behind(path.name)
        if path.is_symlink() and (is_ours or is_output(path.name)):
            yield Remaining(path, LINK, is_ours)
        elif path.is_file() and is_output(path.name):
            yield Remaining(path, NOT_WRITTEN, is_ours=False)
