"""One list understood, as a raw list: its listings, roles, order of names and findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

from cohortmatch.core.findings import Finding
from cohortmatch.core.types import KnownNames, ListInfo, RawList
from cohortmatch.reading.columns.name_order import name_order
from cohortmatch.reading.columns.person_words import label_of
from cohortmatch.reading.columns.role_columns import headed_as_offenders, headed_as_warned
from cohortmatch.reading.columns.two_people import part_people
from cohortmatch.reading.columns.understanding import Override
from cohortmatch.reading.columns.understood import Understood
from cohortmatch.reading.columns.whose_column import NAMING
from cohortmatch.reading.drafts import Draft
from cohortmatch.reading.list_roles import is_of_offenders, role_of_list
from cohortmatch.reading.own_alias_cells import without_others_in_aliases
from cohortmatch.reading.second_listings import Together, with_second_people
from cohortmatch.values.roles import Role

__all__ = ["Again", "Origins", "known_together", "orders_of", "raw_list"]


@dataclass(frozen=True, eq=False, repr=False)
class Origins:
    """The row of the list that each listing came from: `listings` are the listings' labels,
    `positions` those of their rows, `rows` the labels of all rows in the list's order."""

    listings: Sequence[object]
    positions: Sequence[int]
    rows: Sequence[object]

    @cached_property
    def row_of(self) -> dict[object, object]:
        """The label of the row of each listing."""
        both = zip(self.listings, self.positions, strict=True)
        return {listing: self.rows[position] for listing, position in both}

    @cached_property
    def place_of(self) -> dict[object, int]:
        """The position of each row, by its label."""
        return {row: position for position, row in enumerate(self.rows)}


@dataclass(frozen=True, eq=False, repr=False)
class Again:
    """What a list is read again from: the draft of the rows that decide what its columns are, what
    the caller says of them, how they were understood by themselves (`first`) and with what other
    lists tell (`told`: fields by heading), and the names that all lists knew.

    `tells` says whether any row decides anything: a list of which all rows are closed tells other
    lists nothing.
    """

    draft: Draft
    override: Override
    first: Understood
    understood: Understood
    told: Mapping[str, str] = field(default_factory=dict)
    tells: bool = True
    known: KnownNames = field(default_factory=KnownNames)
    origins: Origins = field(default_factory=lambda: Origins((), (), ()))

    @property
    def asks_names(self) -> bool:
        """Whether the names that other lists know may say anything of this one."""
        each = (self.understood, *(second.understood for second in self.understood.seconds))
        return any("name" in understood.fields.values() for understood in each)


def raw_list(again: Again, known: KnownNames) -> RawList:
    """The list as its draft was understood; `known` are the names that all lists know."""
    draft, understood = again.draft, again.understood
    order, unclear = orders_of(understood, known)
    own = part_people(understood.frame, draft.rows, understood.fields, order)
    parted = with_second_people(own, understood, draft.rows, order, partial(orders_of, known=known))
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
    return replace(
        raw,
        is_mixed=draft.panel.is_mixed,
        person_roles={**draft.person_roles, **parted.roles},
        again=replace(
            again, known=known, origins=Origins(parted.rows, parted.positions, draft.rows)
        ),
    )


def _names_in(understood: Understood) -> KnownNames:
    """The words that a list holds in columns of surnames and of forenames."""
    words: dict[str, set[str]] = {"surname": set(), "forename": set()}
    for heading, part in understood.fields.items():
        if part in words:
            cells = understood.shapes[heading].folded
            words[part].update(word for cell in cells for word in cell.split())
    return KnownNames(frozenset(words["surname"]), frozenset(words["forename"]))


def known_together(lists: Sequence[Again]) -> KnownNames:
    """The words that several lists hold as surnames alone, and as forenames alone."""
    words = [_names_in(each.understood) for each in lists if each.tells]
    surnames = frozenset[str]().union(*(each.surnames for each in words))
    forenames = frozenset[str]().union(*(each.forenames for each in words))
    return KnownNames(surnames - forenames, forenames - surnames)


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


def orders_of(understood: Understood, known: KnownNames) -> tuple[dict[str, bool], list[Finding]]:
    """Whether each full-name column has the surname first, and a finding where that is assumed."""
    order: dict[str, bool] = {}
    unclear = []
    for heading, field_name in understood.fields.items():
        if field_name == "name":
            said = name_order(heading, understood.shapes[heading].cells, known)
            order[heading] = said.surname_first
            if not said.is_clear:
                unclear.append(Finding("name-order-assumed", "", heading))
    return order, unclear
