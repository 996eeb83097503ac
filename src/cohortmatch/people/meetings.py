"""The meetings of a panel: whom each discusses, by what the panel's own list says.

Policy: only the panel's own rows say who is discussed, because what another list says may be closed
to the panel. Somebody is discussed where any of a meeting's columns says any of its values, in
capitals or not. "others" are those whom no other meeting of the panel discusses. Those of no
meeting are counted, so that nobody is left out without a word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cohortmatch.core.errors import SettingsError
from cohortmatch.core.model_faults import either
from cohortmatch.core.types import ListInfo
from cohortmatch.people.leading import is_called
from cohortmatch.people.status import ALSO, LABELS, Said, kind_of, plain_status
from cohortmatch.people.written import SHOWN
from cohortmatch.values.text import fold

__all__ = [
    "EVERYONE",
    "ORDERS",
    "OTHERS",
    "Meeting",
    "discusses",
    "meeting_named",
    "meetings_of",
    "order_words",
    "unknown_columns",
]

EVERYONE, OTHERS = "everyone", "others"
WORDS = (EVERYONE, OTHERS)
"""What a meeting may discuss in place of what columns say."""
Wanted = tuple[tuple[str, tuple[str, ...]], ...]
"""Columns, by their heading or kind, each with the values that are discussed."""
ORDERS: Mapping[str, str] = {
    "risk": "the most pressing RAG or risk first",
    "panels": "those on most panels first",
    "lead": "by lead officer",
    "name": "by name",
    "list": "as on the list",
}
"""By what an agenda may be ordered, and how that is said."""


@dataclass(frozen=True)
class Meeting:
    """One meeting of a panel. `discusses` is "everyone", "others", or {heading or kind: values};
    `order` is by what its agenda is ordered, the report's own order where it is empty."""

    panel: str
    name: str
    discusses: str | Wanted | Mapping[str, Sequence[str]] = EVERYONE
    order: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if isinstance(self.discusses, Mapping):
            wanted = tuple((key, tuple(values)) for key, values in self.discusses.items())
            object.__setattr__(self, "discusses", wanted)

    @property
    def wanted(self) -> Wanted:
        """The columns by which it discusses people; none where it goes by a word."""
        if isinstance(self.discusses, str | Mapping):
            return ()
        return self.discusses

    @property
    def words(self) -> str:
        """Whom it discusses, as the end of a sentence."""
        if self.discusses == EVERYONE:
            return "everyone on the list"
        if self.discusses == OTHERS:
            return "those whom no other meeting discusses"
        return "; ".join(f"{key}: {' or '.join(values)}" for key, values in self.wanted)


def meetings_of(meetings: Iterable[Meeting], info: ListInfo) -> tuple[Meeting, ...]:
    """The meetings of the panel of a list, in the order of the settings."""
    return tuple(each for each in meetings if is_called(info, each.panel))


def meeting_named(meetings: Iterable[Meeting], info: ListInfo | None, name: str) -> Meeting:
    """The meeting of that name of a list's panel, capitals or not; SettingsError, with the meetings
    that there are, where it has none. `info` is None for a reader without a list."""
    own = () if info is None else meetings_of(meetings, info)
    if info is not None and info.kind == "panel":
        for each in own:
            if each.name.casefold() == name.strip().casefold():
                return each
    raise SettingsError(f"--meeting {name}: {_no_meeting(own, info)}")


def _no_meeting(own: Sequence[Meeting], info: ListInfo | None) -> str:
    if info is None:
        return "the recipient has no list of its own, so it has no meetings; leave --meeting out"
    if info.kind != "panel":
        return f"{info.name} is a register, which has no meetings; leave --meeting out"
    if own:
        return f"{info.name} has no such meeting; it can be {either(each.name for each in own)}"
    return (
        f"{info.name} has no meetings in cohortmatch.toml; leave --meeting out, or name them: "
        f'[meetings.{info.name}.main] discusses = {{ RAG = ["Red"] }}'
    )


Rows = Sequence[Said]
"""What a panel's own list says of one person, row by row."""


def discusses(meeting: Meeting, every: Iterable[Meeting], info: ListInfo) -> Callable[[Rows], bool]:
    """Whether a meeting discusses somebody; `every` are all meetings of the panel, `info` is its
    own list."""
    if meeting.discusses == EVERYONE:
        return lambda rows: True
    if meeting.discusses == OTHERS:
        rest = [_Wanted(each, info) for each in every if each.discusses != OTHERS]
        return lambda rows: not any(each(rows) for each in rest)
    return _Wanted(meeting, info)


class _Wanted:
    """The rows that say what a meeting discusses."""

    def __init__(self, meeting: Meeting, info: ListInfo) -> None:
        self._is_all = meeting.discusses == EVERYONE
        self._columns = [_wanted(key, values, info) for key, values in meeting.wanted]

    def __call__(self, rows: Rows) -> bool:
        return self._is_all or any(self._fits(said) for said in rows)

    def _fits(self, said: Said) -> bool:
        return any(
            plain_status(what, text) in values
            for kind, heading, what, values in self._columns
            for _, text in _cells(said, kind, heading)
        )


def _wanted(
    key: str, values: Iterable[str], info: ListInfo
) -> tuple[str, str, str, frozenset[str]]:
    """A column, by kind or heading, the kind of its cells, and the values that are discussed, in
    the form in which cells are compared: "R" is "Red"."""
    kind, heading = _column(key, info)
    what = kind or kind_of(heading)
    return kind, heading, what, frozenset(plain_status(what, each) for each in values)


def _cells(said: Said, kind: str, heading: str) -> Iterator[tuple[str, str]]:
    if kind:
        yield from said.cells.get(kind, ())
    for cells in said.cells.values() if heading else ():
        yield from (cell for cell in cells if fold(cell[0]) == heading)


def _column(key: str, info: ListInfo) -> tuple[str, str]:
    """What a meeting's column is: a kind of status, or a heading of the list; '' for the other, and
    for both where the list has no such column."""
    if key in LABELS:
        return key, ""
    if fold(key) in {fold(use.heading) for use in info.columns if use.field in SHOWN}:
        return "", fold(key)
    kind = kind_of(key)
    return (kind, "") if kind != ALSO else ("", "")


def unknown_columns(meeting: Meeting, info: ListInfo) -> list[str]:
    """The columns of a meeting that its list does not have."""
    kinds = {kind_of(use.heading) for use in info.columns if use.field in SHOWN}
    found = ((key, *_column(key, info)) for key, _ in meeting.wanted)
    return [key for key, kind, heading in found if not heading and kind not in kinds]


def order_words(order: Sequence[str]) -> str:
    """How an agenda is ordered, as the end of a sentence."""
    return ", then ".join(ORDERS[each] for each in order)
