"""From sources to raw lists: the order of the steps, and every error kept."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from cohortmatch.core.errors import ColumnsError, ListError
from cohortmatch.core.findings import Finding
from cohortmatch.core.types import RawList
from cohortmatch.reading.claims import one_each
from cohortmatch.reading.columns.headings import plain_heading
from cohortmatch.reading.columns.understanding import Override
from cohortmatch.reading.drafts import Draft, drafts_of
from cohortmatch.reading.formats.passwords import Passwords
from cohortmatch.reading.not_lists import own_file
from cohortmatch.reading.raw_lists import Again, known_together, raw_list
from cohortmatch.reading.reading_again import told_elsewhere, understood, understood_beside
from cohortmatch.reading.sources import PathLike, Sources, sources_of

__all__ = ["Columns", "Reading", "read_all"]

T = TypeVar("T")
U = TypeVar("U")
Columns = Mapping[str, Override]
"""List name to the headings that hold each field."""


@dataclass(frozen=True, eq=False)
class Reading:
    """Every list that can be used, why each of the others cannot, and the `own` files among the
    sources: reports and editions, which are no lists."""

    lists: tuple[RawList, ...]
    errors: tuple[ListError, ...] = ()
    own: tuple[Finding, ...] = ()

    def __repr__(self) -> str:
        return f"<Reading: {len(self.lists)} lists, {len(self.errors)} not usable>"


def read_all(
    sources: Sources,
    *,
    columns: Columns | None = None,
    panels: Mapping[str, PathLike] | None = None,
    passwords: Passwords = None,
    sheets: Mapping[str, str] | None = None,
    expected: Iterable[str] = (),
) -> Reading:
    """Every usable list of the sources, and an error for each of the others.

    Takes what `read_lists` takes. Raises nothing for a list that cannot be used. `sheets` gives the
    sheet of each list named in `panels`. `expected` names the lists that must be read: if every
    list can be used and one of these is missing, that is an error.
    """
    found, errors = sources_of(sources, panels, sheets)
    if wrong := _no_lists_named(columns or {}):
        return Reading((), (*errors, *wrong))
    told = _told(columns or {})
    each, unread = _tried(lambda source: (source, drafts_of(source, passwords, told)), found)
    own = tuple(own_file(source.path.name) for source, some in each if source.path and not some)
    drafts, claims = one_each([draft for _, some in each for draft in some])
    alike, unclear = _alike(drafts, columns)
    known = known_together(alike)
    lists = [raw_list(each, known) for each in alike]
    faults = (*errors, *unread, *claims, *unclear)
    return Reading(_told_of_copies(lists), faults or tuple(_not_there(expected, lists)), own)


def _alike(drafts: Sequence[Draft], columns: Columns | None) -> tuple[list[Again], list[ListError]]:
    """Each draft understood, and the errors of the others. A heading that says nothing is what the
    cells of another list have told."""
    first, unclear = _tried(lambda draft: understood(draft, _override(draft, columns)), drafts)
    elsewhere = told_elsewhere(first)
    if not elsewhere or len(drafts) < 2:
        return first, unclear
    done = {id(each.draft): each for each in first}
    return _tried(
        lambda draft: (
            understood_beside(done[id(draft)], elsewhere)
            if id(draft) in done
            else understood(draft, _override(draft, columns), elsewhere)
        ),
        drafts,
    )


def _tried(step: Callable[[T], U], items: Iterable[T]) -> tuple[list[U], list[ListError]]:
    """The step's result for each item, and the errors of the items for which it fails."""
    done: list[U] = []
    errors: list[ListError] = []
    for item in items:
        try:
            done.append(step(item))
        except ListError as error:
            errors.append(error)
    return done, errors


def _not_there(expected: Iterable[str], lists: Sequence[RawList]) -> Iterator[ListError]:
    """An error for each list that the caller named and that was not read, with the nearest name."""
    names = [raw.info.name for raw in lists]
    for name in expected:
        if name.casefold() not in map(str.casefold, names):
            near = difflib.get_close_matches(name, names, 1) or names
            remedy = f"the lists that were read are {', '.join(f'“{each}”' for each in names)}"
            remedy = f"did you mean “{near[0]}”?" if len(near) == 1 else remedy
            problem = "columns are given for it, but no list of that name was read"
            yield ColumnsError(name, problem, remedy)


def _no_lists_named(columns: Columns) -> list[ListError]:
    """An error for each name that holds a heading where a table of fields should stand."""
    problem = "columns are given as {list: {field: heading or headings}}"
    remedy = "put the fields under the name of their list"
    return [
        ColumnsError(str(name), problem, remedy)
        for name, override in columns.items()
        if not isinstance(override, Mapping)
    ]


def _told(columns: Columns) -> frozenset[str]:
    """Every heading that the caller names, in plain words."""
    said = [text for override in columns.values() for text in override.values()]
    several = [[each] if isinstance(each, str) else each for each in said]
    return frozenset(plain_heading(text) for texts in several for text in texts)


def _override(draft: Draft, columns: Columns | None) -> Override:
    folded = {key.casefold(): value for key, value in (columns or {}).items()}
    return folded.get(draft.panel.name.casefold(), {})


def _told_of_copies(lists: Sequence[RawList]) -> tuple[RawList, ...]:
    """The lists, with a finding on each whose file is the same as an earlier one."""
    first: dict[tuple[str, str], str] = {}
    out = []
    for raw in lists:
        key = (raw.info.sha256, raw.info.sheet)
        if raw.info.sha256 and key in first:
            found = Finding("same-file-twice", raw.info.name, detail=f"as {first[key]}")
            raw = replace(raw, findings=(*raw.findings, found))
        first.setdefault(key, raw.info.name)
        out.append(raw)
    return tuple(out)
