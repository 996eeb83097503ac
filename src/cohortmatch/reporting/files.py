"""Writing several files whole, or not at all.

Files are made in memory, and a journal in their folder makes them appear together, whenever the
process is stopped. When anything fails, the earlier files are as they were and `OutputError` says
what is wrong. A file's bytes depend on the content of the report only.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from cohortmatch.core.errors import OutputError
from cohortmatch.core.journal import ONLY_WRITTEN, Steps, put_together
from cohortmatch.core.whole_file import make_folder, rights_to_be


def write_files(
    folder: Path,
    contents: Mapping[str, bytes],
    *,
    shared: bool = False,
    steps: Steps = ONLY_WRITTEN,
) -> tuple[Path, ...]:
    """Write all of these files (name → bytes) into a folder, or none; the paths written.

    Only their owner may read them, and a folder made for them, unless they are `shared`. `steps`
    are done before the files can be seen, and after. OutputError when that fails; the folder is
    then unchanged, as when `steps` raise.
    """
    is_new = not folder.exists()
    with _as_output_error(folder), _removed_on_failure(folder):
        make_folder(folder, shared=shared)
        return put_together(folder, contents, rights_to_be(shared=shared), steps, is_new=is_new)


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
