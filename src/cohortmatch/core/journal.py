"""Several files that appear together: a journal in their folder, which the next command completes.

Policy: new content goes down under hidden names, for its owner only, and a journal names every file
before the first one is there. Once the journal says “commit”, the files are as good as in their
places: whoever finds it moves the rest. Before that, and after “revert”, whoever finds it puts back
what stood there and removes the rest; so too where somebody has written meanwhile to a file that
would be replaced. The journal is locked for as long as its process lives, so one that can be locked
was left by a process that was killed. A file is never taken away before its next content has its
place, and no folder is replaced, which Windows cannot do.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from cohortmatch.core.append_only import OWNER_ONLY, alone, content_of, is_free
from cohortmatch.core.whole_file import IS_WINDOWS, hidden_name, write_new

__all__ = ["JOURNAL", "ONLY_WRITTEN", "Steps", "complete", "put_together"]

JOURNAL = ".cohortmatch.journal"
COMMIT, REVERT = b"commit\n", b"revert\n"


def nothing(*_: object) -> None:
    """Do nothing."""


Finished = Callable[[Mapping[str, str], tuple[Path, ...]], None]
"""What is told of files that were completed: the note, and their paths."""


@dataclass(frozen=True)
class Steps:
    """What is done while files are written: `before` they take their places, given their content by
    name, and `after`, given their paths, while they can still be taken back; where either raises,
    everything is as it was. `note` is given to whoever completes this after a kill.
    """

    before: Callable[[Mapping[str, bytes]], None] = nothing
    after: Callable[[tuple[Path, ...]], None] = nothing
    note: Mapping[str, str] = field(default_factory=dict)


ONLY_WRITTEN = Steps()
"""Nothing else is done."""


@dataclass(frozen=True)
class _Move:
    """One file: its name, the hidden names of its new content and of what stands there (empty where
    nothing does), the rights of both, and the size and time of what stands there."""

    name: str
    new: str
    old: str
    mode: int
    old_mode: int = OWNER_ONLY
    old_state: str = ""


@dataclass(frozen=True)
class _Plan:
    """What a journal is about; `is_new` says that the folder was made for it."""

    moves: tuple[_Move, ...]
    note: Mapping[str, str]
    is_new: bool

    @property
    def line(self) -> bytes:
        """The first line of its journal."""
        return json.dumps(asdict(self)).encode("ascii") + b"\n"

    def paths(self, folder: Path) -> tuple[Path, ...]:
        """Where its files stand."""
        return tuple(folder / each.name for each in self.moves)


def put_together(
    folder: Path, contents: Mapping[str, bytes], mode: int, steps: Steps, *, is_new: bool
) -> tuple[Path, ...]:
    """Put files (name → bytes) into a folder with these rights: all, or none and an OSError; the
    paths. What `steps` raises leaves the folder as it was. `is_new`: the folder was made for it.
    """
    with _journal(folder) as handle:
        _complete(folder, handle, nothing)
        plan = _plan(folder, contents, mode, steps.note, is_new=is_new)
        _record(handle, plan.line)
        try:
            _stage(folder, plan, contents)
            steps.before(contents)
            _record(handle, plan.line + COMMIT)
            _move(folder, plan)
            steps.after(plan.paths(folder))
        except BaseException:
            _revert(folder, handle, plan)
            raise
        _remove(folder, plan)
    return plan.paths(folder)


def complete(
    folder: Path,
    finished: Finished = nothing,
    is_left: Callable[[str], bool] = lambda name: False,
) -> None:
    """Complete what a killed process left in a folder: its files take their places, or none does
    and nothing is left over. `finished` is told the note and the paths of files that now stand;
    `is_left` knows the names of what else was left. Where a process is still at work, or nothing
    was left, nothing is done. OSError where it fails.
    """
    path = folder / JOURNAL
    if not (is_free(path) if path.is_file() else any(_left(folder, is_left))):
        return
    with _journal(folder) as handle:
        undone = _complete(folder, handle, finished)
        for each in _left(folder, is_left):
            each.unlink(missing_ok=True)
    if undone is not None and undone.is_new:
        with contextlib.suppress(OSError):
            folder.rmdir()


def _left(folder: Path, is_left: Callable[[str], bool]) -> list[Path]:
    return [each for each in folder.iterdir() if is_left(each.name)] if folder.is_dir() else []


def _complete(folder: Path, handle: int, finished: Finished) -> _Plan | None:
    """Complete what the journal is about; the plan where nothing came of it."""
    plan, state = _read(content_of(handle))
    if plan is None:
        return None
    if state == COMMIT and not _was_changed(folder, plan):
        _move(folder, plan)
        finished(plan.note, plan.paths(folder))
        _remove(folder, plan)
        undone = None
    else:
        _undo(folder, plan, was_moved=state in (COMMIT, REVERT))
        undone = plan
    os.ftruncate(handle, 0)
    return undone


def _revert(folder: Path, handle: int, plan: _Plan) -> None:
    """Take back what was done so far, and let the journal say so first."""
    was_moved = _read(content_of(handle))[1] == COMMIT
    if was_moved:
        with contextlib.suppress(OSError):
            _record(handle, plan.line + REVERT)
    _undo(folder, plan, was_moved=was_moved)


@contextlib.contextmanager
def _journal(folder: Path) -> Iterator[int]:
    """The folder's journal, for this process alone; gone when its work is done, and kept where that
    could not be done."""
    path = folder / JOURNAL
    is_done = False
    try:
        with alone(path) as handle:
            try:
                yield handle
                is_done = True
            except BaseException:
                is_done = not _left_over(folder, handle)
                raise
            finally:
                if is_done:
                    os.ftruncate(handle, 0)
                if is_done and not IS_WINDOWS:
                    path.unlink(missing_ok=True)
    finally:
        if is_done and IS_WINDOWS:  # there no file is removed while it is open
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)


def _left_over(folder: Path, handle: int) -> bool:
    """Whether anything is left of what the journal is about."""
    plan, _ = _read(content_of(handle))
    return plan is not None and any(each.exists() for each in _hidden(folder, plan))


def _read(content: bytes) -> tuple[_Plan | None, bytes]:
    """What a journal is about, None where nothing was begun; and what it says of it."""
    line, end, state = content.partition(b"\n")
    try:
        told = json.loads(line if end else b"")
        moves = tuple(_Move(**each) for each in told["moves"])
        plan = _Plan(moves, told["note"], told["is_new"])
    except (ValueError, TypeError, KeyError):
        return None, b""
    names = (name for m in moves for name in (m.name, m.new, m.old) if name)
    return (plan if all(Path(name).name == name for name in names) else None), state


def _record(handle: int, content: bytes) -> None:
    """Let the journal say this; what it says already is a beginning of it."""
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, content)
    os.fsync(handle)


def _plan(
    folder: Path, contents: Iterable[str], mode: int, note: Mapping[str, str], *, is_new: bool
) -> _Plan:
    moves = tuple(_planned(folder / name, mode) for name in contents)
    return _Plan(moves, dict(note), is_new)


def _planned(target: Path, mode: int) -> _Move:
    new, old = hidden_name(target.name, "new"), hidden_name(target.name, "old")
    if not target.exists():
        return _Move(target.name, new, "", mode)
    return _Move(target.name, new, old, mode, target.stat().st_mode & 0o777, _state(target))


def _state(path: Path) -> str:
    """What changes when somebody writes to a file; empty where there is none."""
    found = path.stat() if path.exists() else None
    return f"{found.st_size} {found.st_mtime_ns}" if found else ""


def _was_changed(folder: Path, plan: _Plan) -> bool:
    """Whether somebody wrote to a file since, which is about to be replaced."""
    return any(
        (folder / each.new).exists() and _state(folder / each.name) != each.old_state
        for each in plan.moves
    )


def _stage(folder: Path, plan: _Plan, contents: Mapping[str, bytes]) -> None:
    for each in plan.moves:
        write_new(folder / each.new, contents[each.name], OWNER_ONLY)
        if each.old:
            _second_name(folder / each.name, folder / each.old)


def _second_name(target: Path, old: Path) -> None:
    """Keep what stands at `target` under a second name, for its owner only, without taking it away
    meanwhile."""
    if not target.stat().st_mode & 0o077:
        with contextlib.suppress(OSError):
            old.hardlink_to(target)
            return
    write_new(old, target.read_bytes(), OWNER_ONLY)
    with contextlib.suppress(OSError):
        os.utime(old, ns=(target.stat().st_atime_ns, target.stat().st_mtime_ns))


def _move(folder: Path, plan: _Plan) -> None:
    """Move each new file to its place, where it is not there already."""
    for each in plan.moves:
        if (folder / each.new).exists():
            (folder / each.new).replace(folder / each.name)
        if each.mode != OWNER_ONLY and not IS_WINDOWS and not (folder / each.name).is_symlink():
            (folder / each.name).chmod(each.mode)


def _undo(folder: Path, plan: _Plan, *, was_moved: bool) -> None:
    """Put back what stood there, where files were moved already, and remove the rest."""
    for each in plan.moves if was_moved else ():
        target = folder / each.name
        if (folder / each.new).exists():
            continue
        if each.old and (folder / each.old).exists():
            (folder / each.old).replace(target)
            if not IS_WINDOWS:
                target.chmod(each.old_mode)
        elif not each.old:
            target.unlink(missing_ok=True)
    _remove(folder, plan)


def _remove(folder: Path, plan: _Plan) -> None:
    for path in _hidden(folder, plan):
        path.unlink(missing_ok=True)


def _hidden(folder: Path, plan: _Plan) -> Iterator[Path]:
    return (folder / name for each in plan.moves for name in (each.new, each.old) if name)
