"""From sources to raw lists: the order of the steps, and every error kept."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

import numpy as np

from cohortmatch.core.arrays import Bools
from cohortmatch.core.errors import ColumnsError, ListError
from cohortmatch.core.findings import Finding
from cohortmatch.core.types import KnownNames, ListInfo, RawList
from cohortmatch.reading.claims import one_each
from cohortmatch.reading.columns.headings import plain_heading
from cohortmatch.reading.columns.name_order import name_order
from cohortmatch.reading.columns.person_words import label_of
from cohortmatch.reading.columns.role_columns import headed_as_offenders, headed_as_warned
from cohortmatch.reading.columns.shapes import shape_of
from cohortmatch.reading.columns.two_people import part_people
from cohortmatch.reading.columns.understanding import (
    Override,
    as_written,
    told_by_values,
    understand,
)
from cohortmatch.reading.columns.understood import Understood
from cohortmatch.reading.columns.whose_column import NAMING
from cohortmatch.reading.drafts import Draft, drafts_of
from cohortmatch.reading.formats.passwords import Passwords
from cohortmatch.reading.list_roles import is_of_offenders, role_of_list
from cohortmatch.reading.not_lists import own_file
from cohortmatch.reading.own_alias_cells import without_others_in_aliases
from cohortmatch.reading.second_listings import Together, with_second_people
from cohortmatch.reading.sources import PathLike, Sources, sources_of
from cohortmatch.values.roles import Role

__all__ = ["Columns", "Reading", "by_nominals", "read_all", "without"]

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
    understood, unclear = _alike(drafts, columns)
    known = _together([_names_in(each) for _, each in understood])
    lists = [_raw_list(draft, each, known) for draft, each in understood]
    faults = (*errors, *unread, *claims, *unclear)
    return Reading(_told_of_copies(lists), faults or tuple(_not_there(expected, lists)), own)


def _alike(
    drafts: Sequence[Draft], columns: Columns | None
) -> tuple[list[tuple[Draft, Understood]], list[ListError]]:
    """Each draft understood, and the errors of the others. A heading that says nothing is what the
    cells of another list have told."""
    first, unclear = _tried(lambda d: (d, understand(d, _override(d, columns))), drafts)
    elsewhere = told_by_values(each for _, each in first)
    if not elsewhere or len(drafts) < 2:
        return first, unclear
    done = {id(draft): each for draft, each in first if not _reads_otherwise(each, elsewhere)}
    return _tried(
        lambda d: (d, done.get(id(d)) or understand(d, _override(d, columns), elsewhere)), drafts
    )


def _reads_otherwise(understood: Understood, elsewhere: Mapping[str, str]) -> bool:
    """Whether a column that nobody explains here is told by another list."""
    unknown = (h for h, field in understood.fields.items() if field == "other")
    return any(as_written(heading) in elsewhere for heading in unknown)


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


def without(lists: Sequence[RawList], names: Collection[str]) -> tuple[RawList, ...]:
    """The lists without those of the given names, each read as if these were not there."""
    left = [raw for raw in lists if raw.info.name not in names]
    return _read_together(left)


def by_nominals(
    lists: Sequence[RawList], no_nominals: Sequence[frozenset[object]]
) -> tuple[RawList, ...]:
    """The lists with the order of their names read from all rows but each list's `no_nominals`.

    Else a row that is left out would say how the names of other people are shown.
    """
    if not any(no_nominals):
        return tuple(lists)
    both = zip(lists, no_nominals, strict=True)
    return _read_together([_without_words(raw, rows) if rows else raw for raw, rows in both])


def _without_words(raw: RawList, rows: frozenset[object]) -> RawList:
    """The list with only the words of names of rows other than these."""
    told = np.array([row not in rows for row in raw.rows], dtype=bool)
    words = {
        name: frozenset(
            word
            for heading in raw.headings(name)
            for cell in shape_of(raw.frame.loc[told, heading]).folded
            for word in cell.split()
        )
        for name in ("surname", "forename")
    }
    return replace(raw, words=KnownNames(words["surname"], words["forename"]), no_nominals=rows)


def _read_together(lists: Sequence[RawList]) -> tuple[RawList, ...]:
    """The lists, each read again with the words that all of them know."""
    known = _together([raw.words for raw in lists])
    return tuple(_read_with(raw, known) for raw in lists)


def _read_with(raw: RawList, known: KnownNames) -> RawList:
    """A list read again with what is known of names; what the caller said of it still applies."""
    if raw.read_with is None:
        return raw
    again = raw.read_with(known, raw.no_nominals)
    if _reads_alike(again, raw):
        return raw
    return replace(
        again,
        info=replace(again.info, kind=raw.info.kind),
        default_role=raw.default_role,
        is_mixed=raw.is_mixed,
        words=raw.words,
        no_nominals=raw.no_nominals,
    )


def _reads_alike(again: RawList, raw: RawList) -> bool:
    """Whether a list that was read again says what it said before."""
    return (
        again.surname_first == raw.surname_first
        and again.rows == raw.rows
        and again.findings == raw.findings
        and again.frame.equals(raw.frame)
    )


def _names_in(understood: Understood) -> KnownNames:
    """The words that a list holds in columns of surnames and of forenames."""
    words: dict[str, set[str]] = {"surname": set(), "forename": set()}
    for heading, field in understood.fields.items():
        if field in words:
            cells = understood.shapes[heading].folded
            words[field].update(word for cell in cells for word in cell.split())
    return KnownNames(frozenset(words["surname"]), frozenset(words["forename"]))


def _together(lists: Sequence[KnownNames]) -> KnownNames:
    """The words that several lists hold as surnames alone, and as forenames alone."""
    surnames = frozenset[str]().union(*(each.surnames for each in lists))
    forenames = frozenset[str]().union(*(each.forenames for each in lists))
    return KnownNames(surnames - forenames, forenames - surnames)


def _raw_list(
    draft: Draft,
    understood: Understood,
    known: KnownNames,
    no_nominals: frozenset[object] = frozenset(),
) -> RawList:
    order, unclear = _orders(understood, known, _of_nominals(draft, no_nominals))
    own = part_people(understood.frame, draft.rows, understood.fields, order)
    parted = with_second_people(own, understood, draft.rows, order, partial(_orders, known=known))
    info = _info(draft, parted)
    frame, of_others = without_others_in_aliases(parted.frame, parted.rows, info.columns)
    findings = (
        *(*draft.findings, *understood.findings, *unclear),
        *(*own.findings, *parted.findings, *of_others),
    )
    named = tuple(replace(each, list_name=info.name) for each in findings)
    role = _default_role(draft, understood)
    order = dict(parted.surname_first)
    raw = RawList(info, frame, parted.rows, role, order, draft.date1904, named)
    whole_names = any(use.field == "name" for use in info.columns)
    return replace(
        raw,
        is_mixed=draft.panel.is_mixed,
        words=_names_in(understood),
        person_roles={**draft.person_roles, **parted.roles},
        read_with=partial(_raw_list, draft, understood) if whole_names else None,
    )


def _info(draft: Draft, parted: Together) -> ListInfo:
    """What is told of a list, with the listings of all people of its rows."""
    path = draft.source.path
    return ListInfo(
        draft.panel.name,
        draft.panel.kind,
        draft.panel.key,
        path.name if path else "",
        str(path or ""),
        draft.sheet,
        draft.sha256,
        draft.as_at.day,
        rows_in=draft.rows_in + len(parted.rows) - len(draft.rows),
        listings=len(parted.rows),
        excluded=dict(draft.left_out),
        columns=parted.uses,
        headings_row=draft.headings_row,
        as_at_month=draft.as_at.is_month,
        title=draft.title,
        between=draft.between,
        sources=draft.sources,
        is_named=bool(draft.source.name),
    )


def _default_role(draft: Draft, understood: Understood) -> Role:
    """The role, on this list, of a listing that does not say one."""
    path = draft.source.path
    is_headed = headed_as_offenders(understood)
    is_headed = is_headed or (path is not None and headed_as_warned(understood, path.stem))
    of_others = role_of_list(path.stem, draft.panel) if path and not is_headed else None
    if of_others and not (of_others is Role.neither and _names_relatives_apart(understood)):
        return of_others
    if "role" in understood.fields.values():
        return Role.unknown if draft.panel.is_mixed else draft.panel.role
    if draft.panel.role == Role.family and headed_as_offenders(understood):
        return Role.subject
    is_named = path is not None and is_of_offenders(path.stem)
    if draft.panel.role == Role.unknown and (is_headed or is_named):
        return Role.subject
    return draft.panel.role


def _names_relatives_apart(understood: Understood) -> bool:
    """Whether relatives have columns of their own beside a nominal called so ("YP, Mother's name"),
    so that a list's name that speaks of families says nothing of the nominal."""
    names = (h for h, field in understood.fields.items() if field in NAMING)
    is_called = any(label_of(h).kind in ("offender", "own") for h in names)
    return is_called and any(each.person.role == Role.family for each in understood.seconds)


def _of_nominals(draft: Draft, no_nominals: frozenset[object]) -> Bools | None:
    """Which of a list's rows tell the order of its names; None for all, as where none would."""
    nominals = np.array([row not in no_nominals for row in draft.rows], dtype=bool)
    return nominals if no_nominals and nominals.any() else None


def _orders(
    understood: Understood, known: KnownNames, heard: Bools | None = None
) -> tuple[dict[str, bool], list[Finding]]:
    """Whether each full-name column has the surname first, as the `heard` rows tell, and a finding
    where that is assumed."""
    order: dict[str, bool] = {}
    unclear = []
    for heading, field in understood.fields.items():
        if field == "name":
            shape = understood.shapes[heading]
            if heard is not None:
                shape = shape_of(understood.frame.loc[heard, heading])
            said = name_order(heading, shape.cells, known)
            order[heading] = said.surname_first
            if not said.is_clear:
                unclear.append(Finding("name-order-assumed", "", heading))
    return order, unclear


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
