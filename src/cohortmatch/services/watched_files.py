"""The files that `watch` looks at: their sizes and times, whether they are quiet, their content.

Policy: a file is looked at by size and time, which works on any network or synchronised folder, and
read only when these have changed and been the same for some seconds. Its content decides whether
anything is done, so a file that was only touched, copied or saved as it was changes nothing. Locks
of Office (`~$...`) and hidden files are not looked at.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cohortmatch.core.errors import OutputError
from cohortmatch.core.own_names import AGREEMENT, SETTINGS, WORKBOOK, accepted_beside
from cohortmatch.core.types import RawList
from cohortmatch.reading.sources import SUFFIXES
from cohortmatch.services.sources import Given
from cohortmatch.version import __version__

__all__ = [
    "FileContents",
    "ListsChangedMeanwhile",
    "NotOpened",
    "Quiet",
    "Watched",
    "holders_of",
    "is_reached",
    "look",
    "places_of",
    "state_of",
    "watched",
]

State = tuple[int, int]
"""A file's size and time of change."""
Seen = Mapping[Path, State | None]
"""What was seen of some files and folders; None for one that cannot be reached."""
NAMED = ("agreement", "institutional_addresses")
PART = 1 << 20


class ListsChangedMeanwhile(OutputError):
    """A list was changed while the lists were read; nothing was written."""


class NotOpened(OSError):
    """Some files cannot be opened now."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self.paths = tuple(paths)
        super().__init__("some files cannot be opened")


@dataclass(frozen=True)
class Watched:
    """What a run is made for: a digest of everything that was seen, and each file's SHA-256.

    `logged` has the SHA-256 of each list, by its name, as this watcher's last line of the log has
    it; empty where there is none."""

    digest: str
    files: Mapping[Path, str]
    logged: Mapping[str, str] = field(default_factory=dict)

    def confirm(self, lists: Iterable[RawList]) -> None:
        """Raise ListsChangedMeanwhile where a list that was read is not as it was seen."""
        for each in lists:
            path = Path(each.info.path).resolve()
            if each.info.path and self.files.get(path) != each.info.sha256:
                raise ListsChangedMeanwhile("the lists were changed while they were read")


def places_of(what: Given) -> tuple[Path, ...]:
    """The files and folders by which a run on these lists and settings is decided."""
    settings = what.settings
    named = (settings.path_of(name) for name in NAMED)  # type: ignore[arg-type]
    beside = [Path(SETTINGS), Path(AGREEMENT), accepted_beside(Path(AGREEMENT))]
    if settings.file is not None:
        agreement = settings.file.with_name(AGREEMENT)
        beside += [settings.file, agreement, accepted_beside(agreement)]
    lists = (*what.lists, *what.panels.values())
    there = [each for each in (*beside, *named) if each is not None and os.path.lexists(each)]
    return tuple(dict.fromkeys((*lists, *there)))


def look(places: Iterable[Path]) -> dict[Path, State | None]:
    """Each file at some places with its state; None for a place that cannot be reached."""
    found: dict[Path, State | None] = {}
    for place in places:
        try:
            found |= dict(_inside(place)) if place.is_dir() else {place: _state(place.stat())}
        except OSError:
            found[place] = None
    return found


def is_reached(place: Path, seen: Seen) -> bool:
    """Whether a list that was named, or a list in a folder, was seen."""
    own = (path for path, state in seen.items() if state is not None)
    return any(
        path == place or (path.parent == place and path.suffix.lower() in SUFFIXES) for path in own
    )


def _inside(folder: Path) -> Iterator[tuple[Path, State]]:
    with os.scandir(folder) as entries:
        for each in entries:
            path, is_left = folder / each.name, each.name.startswith((".", "~$"))
            if not is_left and (path.suffix.lower() in SUFFIXES or path.suffix == ".toml"):
                with contextlib.suppress(FileNotFoundError):  # renamed: the next look sees it
                    yield path, _state(path.stat())


def _state(found: os.stat_result) -> State:
    return found.st_size, found.st_mtime_ns


def state_of(path: Path) -> State | None:
    """A file's size and time of change; None where it cannot be reached."""
    try:
        return _state(path.stat())
    except OSError:
        return None


class Quiet:
    """Whether what is seen has been the same for some seconds."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._seen: object = None
        self._since = float("-inf")

    def see(self, seen: object, now: float) -> bool:
        """Take note of what is seen at a moment (in seconds of a clock that never goes back)."""
        if seen != self._seen:
            self._seen, self._since = seen, now
        return now - self._since >= self.seconds


class FileContents:
    """The SHA-256 of files, worked out again only when their state has changed."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[State, str]] = {}

    def of(self, seen: Seen) -> dict[Path, str]:
        """Each file's SHA-256; NotOpened with every file that cannot be opened."""
        known: dict[Path, tuple[State, str]] = {}
        closed = []
        for path, state in seen.items():
            if state is None:
                continue
            try:
                known[path] = state, self._digest(path, state)
            except OSError:
                closed.append(path)
        self._known = known
        if closed:
            raise NotOpened(closed)
        return {path: digest for path, (_, digest) in known.items()}

    def _digest(self, path: Path, state: State) -> str:
        before = self._known.get(path)
        if before is not None and before[0] == state:
            return before[1]
        digest = hashlib.sha256()
        with path.open("rb") as stream:
            while part := stream.read(PART):
                digest.update(part)
        return digest.hexdigest()


def watched(contents: Mapping[Path, str], *more: object) -> Watched:
    """What a run is made for: files by their content, and what else decides it, such as the day."""
    files = {path.resolve(): digest for path, digest in contents.items()}
    lines = [f"{path}\t{digest}" for path, digest in sorted(files.items())]
    told = "\n".join([__version__, *map(str, more), *lines])
    return Watched(hashlib.sha256(told.encode(errors="replace")).hexdigest(), files)


def holders_of(folder: Path) -> list[Path]:
    """The locks that say that somebody has the workbook of a report open."""
    names = f"~${WORKBOOK}", f".~lock.{WORKBOOK}#"
    return [folder / name for name in names if os.path.lexists(folder / name)]
