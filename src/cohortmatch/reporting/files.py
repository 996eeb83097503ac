"""Writing several files whole, or not at all.

Files are made in memory, written under temporary names in the target folder, and only then moved to
their places. When anything fails, the earlier files are restored and `OutputError` says what is
wrong. A file's bytes depend on the content of the report only.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from cohortmatch.core.errors import OutputError
from cohortmatch.core.whole_file import file_rights, hidden_name, make_folder, write_new


def write_files(
    folder: Path, contents: Mapping[str, bytes], *, shared: bool = False
) -> tuple[Path, ...]:
    """Write all of these files (name → bytes) into a folder, or none; the paths written.

    Only their owner may read them, and a folder made for them, unless they are `shared`.
    OutputError when that fails; the folder is then unchanged.
    """
    targets = [folder / name for name in contents]
    with _as_output_error(folder), _removed_on_failure(folder):
        make_folder(folder, shared=shared)
        staged = [target.with_name(hidden_name(target.name, "new")) for target in targets]
        kept = [target.with_name(hidden_name(target.name, "old")) for target in targets]
        try:
            for path, content in zip(staged, contents.values(), strict=True):
                write_new(path, content, file_rights(shared=shared))
            _put_in_place(list(zip(staged, targets, kept, strict=True)))
        finally:
            for path in (*staged, *kept):
                path.unlink(missing_ok=True)
    return tuple(targets)


def _put_in_place(moves: list[tuple[Path, Path, Path]]) -> None:
    """Move each new file to its place; on any failure put back what stood there."""
    done: list[tuple[Path, Path]] = []
    try:
        for new, target, old in moves:
            if target.exists():
                _second_name(target, old)
            done.append((target, old))
            new.replace(target)
    except BaseException:
        for target, old in done:
            if old.exists():
                old.replace(target)
            else:
                target.unlink(missing_ok=True)
        raise


def _second_name(target: Path, old: Path) -> None:
    """Keep what stands at `target` under a second name, without taking it away meanwhile."""
    try:
        old.hardlink_to(target)
    except OSError:
        shutil.copy2(target, old)


@contextlib.contextmanager
def _removed_on_failure(folder: Path) -> Iterator[None]:
    """Remove the new folders on failure."""
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        yield
    except BaseException:
        for path in made:
            with contextlib.suppress(OSError):
                path.rmdir()
        raise


@contextlib.contextmanager
def _as_output_error(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OutputError(
            f"{folder}: the report cannot be written ({reason.lower()}). Nothing was changed. "
            "Close the report where it is open, or choose another folder with room for it"
        ) from error
