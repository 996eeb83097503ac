"""What keeps `watch` from making a board, in words for whoever watches and for the board itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from cohortmatch.core.errors import CohortmatchError, FileError, ListError, SettingsError
from cohortmatch.core.plurals import count
from cohortmatch.linkage.explanations import listed
from cohortmatch.services.boards import BoardPlace
from cohortmatch.services.public_names import public_names
from cohortmatch.services.run_again import load_report
from cohortmatch.services.sources import Given

__all__ = [
    "NONE_YET",
    "OLDER",
    "OPEN",
    "STAYS",
    "Trouble",
    "lists_gone",
    "not_opened",
    "of_error",
    "of_lists",
]

A_NEW_LIST = "a new list"
STAYS, NONE_YET = "The last board stays", "There is no board yet"
BEFORE = "The figures below are from before."
OPEN = (
    "{0}: is open, so the report stays as it is until it is closed; the board is made without it. "
    "Where nobody has it open, remove {1}"
)
OLDER = "The report is older than this board."
GONE = "{}: no list can be reached there. The last board stays"
CLOSED = ("cannot be opened now", "nothing needs to be done: it is tried again")


class Trouble(NamedTuple):
    """What is wrong: sentences for whoever watches and for the board, and the lists at fault."""

    lines: tuple[str, ...]
    on_board: tuple[str, ...]
    errors: tuple[ListError, ...] = ()

    @property
    def told(self) -> tuple[str, ...]:
        """Everything that is told of it."""
        return (*self.lines, *map(str, self.errors))


def lists_gone(place: Path) -> Trouble:
    """The folder of lists, or a list that was named, cannot be reached."""
    return Trouble((GONE.format(place),), (f"The lists cannot be reached. {BEFORE}",))


def not_opened(path: Path) -> ListError:
    """The error of a file that cannot be opened now."""
    return FileError(path.name, *CLOSED)


def of_lists(errors: Sequence[ListError], what: Given, place: BoardPlace) -> Trouble:
    """Lists that cannot be read; the board names them as it does otherwise."""
    names = _names(errors, what, place)
    are = f"{listed(names)} cannot be read. {BEFORE}"
    told = count(len(errors), "list cannot be read", "lists cannot be read")
    return Trouble((f"{told}. The last board stays",), (are[:1].upper() + are[1:],), tuple(errors))


def of_error(error: Exception) -> Trouble:
    """Anything else; of an exception of another library only the kind is told, because its message
    may hold a value of a list."""
    if isinstance(error, SettingsError):
        words = f"The settings or the sharing agreement cannot be used. {BEFORE}"
    elif isinstance(error, CohortmatchError):
        words = f"The report or the board cannot be written. {BEFORE}"
    else:
        told = f"An unexpected failure ({type(error).__name__}). The last board stays"
        return Trouble((told,), (f"The lists cannot be matched. {BEFORE}",))
    return Trouble(tuple(str(error).split("\n")), (words,))


def _names(errors: Iterable[ListError], what: Given, place: BoardPlace) -> list[str]:
    """What the board calls some lists, each once; a file that was no list before has no name for
    everybody."""
    try:
        inputs = load_report(place.out).manifest.inputs
    except CohortmatchError:
        inputs = ()
    lists = {each.file: each.list for each in inputs} | {each.list: each.list for each in inputs}
    shown = public_names(lists.values(), what.plan, what.panels)
    found = []
    for error in errors:
        name = lists.get(error.list_name)
        if not place.is_for_everybody:
            found.append(name or error.list_name)
        else:
            found.append(shown[name] if name else A_NEW_LIST)
    return list(dict.fromkeys(found))
