"""Lists read again from fewer rows or beside fewer lists: only what is left decides what a column
is.

Policy: a row that is left out of a list, or closed to a reader, says nothing of the columns. So the
columns are understood from a draft without these rows. The rows themselves keep their place below
the headings that the others decide, as they were read with all rows.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import chain

import numpy as np
import pandas as pd

from cohortmatch.core.errors import ColumnsError
from cohortmatch.core.findings import Finding
from cohortmatch.core.types import ColumnUse, KnownNames, RawList
from cohortmatch.reading.columns.understanding import (
    Override,
    as_written,
    told_by_values,
    understand,
)
from cohortmatch.reading.columns.understood import Understood
from cohortmatch.reading.columns.wide import PERSON
from cohortmatch.reading.drafts import Draft
from cohortmatch.reading.raw_lists import Again, Origins, known_together, raw_list

__all__ = [
    "decided_without",
    "told_elsewhere",
    "understood",
    "understood_beside",
    "without",
    "without_rows",
]

FROM_ABOVE = "surname-from-above"
ORDER_ASSUMED = "name-order-assumed"


def understood(
    draft: Draft, override: Override, elsewhere: Mapping[str, str] | None = None
) -> Again:
    """A draft as it is understood with what the values `elsewhere` tell; raises what `understand`
    raises."""
    first = understand(draft, override, elsewhere)
    return Again(draft, override, first, first)


def told_elsewhere(lists: Sequence[Again]) -> dict[str, str]:
    """The fields of headings that say nothing, as the values of several lists tell them."""
    return told_by_values(each.first for each in lists if each.tells)


def understood_beside(again: Again, elsewhere: Mapping[str, str]) -> Again:
    """A list as it is understood beside others; itself where they tell nothing else than before."""
    told = _told_here(again.first, elsewhere)
    if told == again.told:
        return again
    now = understand(again.draft, again.override, elsewhere) if told else again.first
    return replace(again, understood=now, told=told)


def _told_here(first: Understood, elsewhere: Mapping[str, str]) -> dict[str, str]:
    """What other lists tell of the columns that nobody explains here."""
    unknown = [as_written(h) for h, field in first.fields.items() if field == "other"]
    return {heading: elsewhere[heading] for heading in unknown if heading in elsewhere}


def without(lists: Sequence[RawList], names: Collection[str]) -> tuple[RawList, ...]:
    """The lists without those of the given names, each read as if these were not there."""
    left = [raw for raw in lists if raw.info.name not in names]
    return _together(left, [_again(raw) for raw in left])


def decided_without(
    lists: Sequence[RawList], aside: Sequence[frozenset[object]]
) -> tuple[RawList, ...]:
    """The lists with their columns understood from all rows but those set `aside`, for each list by
    the labels of its listings. A list that is read alike is the same object."""
    both = zip(lists, aside, strict=True)
    return _together(lists, [_cut(raw, rows) for raw, rows in both])


def without_rows(raw: RawList, gone: frozenset[object]) -> RawList:
    """A list without some of its listings, by their labels; its columns stay as they are."""
    kept = np.array([row not in gone for row in raw.rows], dtype=bool)
    rows = tuple(row for row in raw.rows if row not in gone)
    frame = raw.frame[kept].reset_index(drop=True)
    return replace(raw, frame=frame, rows=rows, roles_by=raw.roles_by or raw)


def _again(raw: RawList) -> Again | None:
    return raw.again if isinstance(raw.again, Again) else None


def _cut(raw: RawList, aside: frozenset[object]) -> Again | None:
    """What a list is read from without some rows; as it is where they cannot be understood."""
    again = _again(raw)
    if again is None or not aside:
        return again
    row_of = again.origins.row_of
    deciding = {row_of[listing] for listing in raw.rows if listing not in aside}
    kept = np.array([row in deciding for row in again.draft.rows], dtype=bool)
    if not kept.any():
        return replace(again, tells=False)
    if kept.all():
        return again
    rows = tuple(row for row in again.draft.rows if row in deciding)
    frame = again.draft.frame[kept].reset_index(drop=True)
    try:
        cut = understood(replace(again.draft, frame=frame, rows=rows), again.override)
    except ColumnsError:
        return again
    return replace(cut, known=again.known, origins=again.origins)


def _together(lists: Sequence[RawList], each: Sequence[Again | None]) -> tuple[RawList, ...]:
    """The lists, each as it is understood now beside the others."""
    there = [again for again in each if again is not None]
    elsewhere = told_elsewhere(there) if len(there) > 1 else {}
    now = [None if again is None else _beside(again, elsewhere) for again in each]
    known = known_together([again for again in now if again is not None])
    both = zip(lists, now, strict=True)
    return tuple(raw if again is None else _read(raw, again, known) for raw, again in both)


def _beside(again: Again, elsewhere: Mapping[str, str]) -> Again:
    try:
        return understood_beside(again, elsewhere)
    except ColumnsError:
        return again


def _read(raw: RawList, again: Again, known: KnownNames) -> RawList:
    """A list read again, or itself where nothing was understood otherwise."""
    before = _again(raw)
    is_same = before is not None and before.understood is again.understood
    if before is not None and is_same and (not again.asks_names or _are_same(known, again.known)):
        return raw if before.tells == again.tells else replace(raw, again=again)
    found = _with_the_rest(raw, raw_list(again, known))
    if not _reads_alike(found, raw):
        return found
    if before is not None and is_same and before.tells == again.tells:
        return raw
    return replace(raw, again=found.again, roles_by=raw.roles_by or raw)


def _are_same(one: KnownNames, other: KnownNames) -> bool:
    return (one.surnames, one.forenames) == (other.surnames, other.forenames)


def _reads_alike(again: RawList, raw: RawList) -> bool:
    """Whether a list that was read again says what it said before."""
    return (
        again.surname_first == raw.surname_first
        and again.rows == raw.rows
        and again.info.columns == raw.info.columns
        and again.findings == raw.findings
        and again.frame.equals(raw.frame)
    )


def _with_the_rest(raw: RawList, cut: RawList) -> RawList:
    """What the deciding rows `cut`, with the other rows of the list below their headings."""
    before, now = _again(raw), _again(cut)
    if before is None or now is None:
        return cut
    origins = before.origins
    decided = set(now.draft.rows)
    rest = [n for n, row in enumerate(raw.rows) if origins.row_of[row] not in decided]
    extra = [*_only_theirs(raw, cut, rest), *_of_roles(raw)]
    heads = list(dict.fromkeys([*cut.frame.columns, *(use.heading for use in extra)]))
    frame = _with_names_from_above(raw, cut)
    if rest:
        frame = pd.concat([frame, raw.frame.iloc[rest]], ignore_index=True)
        frame = frame.reindex(columns=heads).fillna("").astype(str)
    places = [origins.place_of[now.draft.rows[n]] for n in now.origins.positions]
    places += [origins.place_of[origins.row_of[raw.rows[n]]] for n in rest]
    labels = [*cut.rows, *(raw.rows[n] for n in rest)]
    order = np.argsort(np.array(places, dtype=np.int64), kind="stable").tolist()
    rows = tuple(labels[n] for n in order)
    frame = _with_roles(raw, frame.iloc[order].reset_index(drop=True), rows)
    uses = {use.heading: use for use in extra}
    columns = [uses.pop(use.heading, use) for use in cut.info.columns]
    first = {h: raw.surname_first[h] for h in heads if h in raw.surname_first}
    return replace(
        raw,
        info=replace(raw.info, listings=len(rows), columns=(*columns, *uses.values())),
        frame=frame,
        rows=rows,
        surname_first={**first, **cut.surname_first},
        findings=_findings(raw, cut, rest, heads),
        person_roles={**cut.person_roles, **raw.person_roles},
        again=replace(now, origins=Origins(rows, [places[n] for n in order], origins.rows)),
        roles_by=raw.roles_by or raw,
    )


def _only_theirs(raw: RawList, cut: RawList, rest: Sequence[int]) -> list[ColumnUse]:
    """The columns of second people that only the other rows have."""
    return [
        use
        for use in raw.info.columns
        if (use.person or use.heading == PERSON)
        and use.heading in raw.frame.columns
        and use.heading not in cut.frame.columns
        and raw.frame[use.heading].iloc[list(rest)].ne("").any()
    ]


def _of_roles(raw: RawList) -> list[ColumnUse]:
    """The columns that say the roles of all rows, which they stay whatever the others decide."""
    roles = [use for use in raw.info.columns if use.field == "role"]
    return [use for use in roles if use.heading in raw.frame.columns]


def _with_roles(raw: RawList, frame: pd.DataFrame, rows: Sequence[object]) -> pd.DataFrame:
    """The frame of some rows with each row's cells of roles as all rows show them."""
    at = {row: n for n, row in enumerate(raw.rows)}
    for heading in (use.heading for use in _of_roles(raw)):
        before = raw.frame[heading].tolist()
        cells = [before[at[row]] if row in at else "" for row in rows]
        frame = frame.assign(**{heading: pd.Series(cells, frame.index, dtype=str)})
    return frame


def _with_names_from_above(raw: RawList, cut: RawList) -> pd.DataFrame:
    """The deciding rows, where a surname stands for the one above as all rows show it."""
    frame, at = cut.frame, {row: n for n, row in enumerate(raw.rows)}
    for found in cut.findings:
        if found.code == FROM_ABOVE and found.column in raw.frame.columns:
            before = raw.frame[found.column]
            cells = [
                before.iloc[at[row]] if row in found.rows and row in at else cell
                for row, cell in zip(cut.rows, frame[found.column], strict=True)
            ]
            frame = frame.assign(**{found.column: pd.Series(cells, frame.index, dtype=str)})
    return frame


def _findings(
    raw: RawList, cut: RawList, rest: Sequence[int], heads: Collection[str]
) -> tuple[Finding, ...]:
    """What was noticed of the deciding rows, with the counts and rows of all, and of the others
    what is about single rows."""
    now = {(each.code, each.column) for each in cut.findings}
    same = {use.heading for use in raw.info.columns if use in cut.info.columns}
    others = set(chain.from_iterable(_labels(raw, n) for n in rest))
    kept: list[Finding] = []
    for each in raw.findings:
        rows = tuple(row for row in each.rows if row in others)
        is_of_list = not each.rows and (not each.column or each.column in same)
        if (each.code, each.column) in now or (is_of_list and each.code != ORDER_ASSUMED):
            kept.append(each)
        elif rows and (not each.column or each.column in heads):
            kept.append(replace(each, rows=rows))
    before = {(each.code, each.column) for each in kept}
    new = (each for each in cut.findings if (each.code, each.column) not in before)
    return (*kept, *(replace(each, list_name=raw.info.name) for each in new))


def _labels(raw: RawList, place: int) -> tuple[object, object]:
    again = _again(raw)
    row = raw.rows[place]
    return row, row if again is None else again.origins.row_of[row]
