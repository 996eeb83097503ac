"""What each listing says the person is, and who may be matched.

Only listings that say subject, associate or family are matched: a person whose role is unknown must
not be reported as an offender.

    cell                    on a list that holds victims too   on any other
    says a role             that role                          that role
    not understood          unknown                            unknown
    said to be not known    unknown                            unknown
    blank                   unknown                            what the list is of

Other signs of a victim leave the row out too: a section ("Victims"), the sheet's name, a word
beside the name ("Jane Doe (victim)"), letters there ("Jane Doe IP") and a note ("victim of
burglary"). Letters and a note do not, where a column of roles affirms an offender. Where no column
of roles says more, a section and a word also affirm an offender, an associate or family.

A list holds victims when lists of its kind do, which reading expresses by its default role, or when
its column names one this month. Every unknown is counted as left out and reported with its row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from cohortmatch.core.arrays import Bools, Int8s
from cohortmatch.core.findings import Finding
from cohortmatch.core.plurals import count
from cohortmatch.core.types import (
    LEFT_OUT_BY_ROLE,
    NAME_AGAIN,
    REGISTERED,
    ColumnUse,
    RawList,
)
from cohortmatch.normalising.columns import Cells, ParsedColumn, parse_column
from cohortmatch.normalising.notes_of_rows import NotedRows, noted_rows
from cohortmatch.normalising.role_columns import (
    NAMES,
    PERSON,
    SECTIONS,
    Saying,
    asks_who,
    by_cell,
    holds_names,
    holds_places,
    least_words,
    may_be_of_the_person,
    of_the_person,
)
from cohortmatch.normalising.roles_in_doubt import roles_in_doubt
from cohortmatch.normalising.youngest import RESPONSIBLE
from cohortmatch.values.about_others import is_about_others, says_nobody, without_others
from cohortmatch.values.accused import is_of_accused, without_standing
from cohortmatch.values.ages import parse_age
from cohortmatch.values.bare_marks import bare_marks
from cohortmatch.values.beside_names import names_another, role_beside
from cohortmatch.values.child_status import says_child_status
from cohortmatch.values.dates import parse_date_of_birth
from cohortmatch.values.notes_of_others import role_alone
from cohortmatch.values.own_cells import own_cell, says_relation
from cohortmatch.values.own_states import state_role
from cohortmatch.values.parsed import Parsed
from cohortmatch.values.roles import Role, parse_role
from cohortmatch.values.sections import section_role, title_role
from cohortmatch.values.victim_notes import note_role

MATCHED = (Role.subject, Role.associate, Role.family)
NOT_OFFENDERS = {Role.victim, Role.witness, Role.neither}
NOT_MATCHED = dict(
    zip((Role.victim, Role.witness, Role.neither, Role.unknown), LEFT_OUT_BY_ROLE, strict=True)
)


NO_NOMINALS = NOT_MATCHED | {Role.associate: "associate", Role.family: "family"}
"""Why a row puts nobody on a list of nominals."""
INCIDENTS = "asb"
"""The type of panels whose lists are of incidents, with people on every side of them."""
CARRIED = ("status", "other")
OTHERS_IN = ("address", "phone", *CARRIED)
"""Fields besides names whose cells may name another person."""
BY_NOTE, BY_LETTERS, BY_CELL = "role-by-note", "role-by-letters", "role-by-cell"
"""The findings of rows that a note, letters that may be a mark, or a short cell leave out."""
OF_SUBJECTS = ("crn", "prison_number")


class ListingRoles(NamedTuple):
    """Each row's role (int8), the findings, and the role (int8) that each row would put somebody on
    the list in if no note changed it, else unknown."""

    roles: Int8s
    findings: list[Finding]
    noted: Int8s


_known: WeakKeyDictionary[RawList, tuple[date, ListingRoles]] = WeakKeyDictionary()
"""The roles of each list that is still in use: reading asks for them, and normalising again."""


def listing_roles(raw: RawList, as_of: date) -> ListingRoles:
    """The roles of a list's rows; `as_of` is the day of the run."""
    day, roles = _known.get(raw, (None, None))
    if roles is None or day != as_of:
        roles = _roles_of(raw, as_of) if raw.roles_by is None else _as_before(raw, as_of)
        _known[raw] = as_of, roles
    return roles


def _as_before(raw: RawList, as_of: date) -> ListingRoles:
    """The roles that the rows have on the list as it was read from all of them; a row that is not
    there has the role that it says now."""
    before = raw.roles_by
    said = listing_roles(before, as_of) if before is not None else _roles_of(raw, as_of)
    if before is None or raw.rows == before.rows:
        return said
    at = {row: place for place, row in enumerate(before.rows)}
    places = np.array([at.get(row, -1) for row in raw.rows], dtype=np.intp)
    if (places >= 0).all():
        return ListingRoles(said.roles[places], said.findings, said.noted[places])
    own = _roles_of(raw, as_of)
    is_new = places < 0
    roles = np.where(is_new, own.roles, said.roles[places]).astype(np.int8)
    noted = np.where(is_new, own.noted, said.noted[places]).astype(np.int8)
    return ListingRoles(roles, said.findings, noted)


def _roles_of(raw: RawList, as_of: date) -> ListingRoles:
    headings = [each for each in raw.headings("role") if each not in SECTIONS][:1]
    roles = np.full(len(raw.rows), raw.default_role, dtype=np.int8)
    said = np.zeros(len(raw.rows), dtype=bool)
    findings: list[Finding] = []
    for heading in headings:
        roles, findings = _column_roles(raw, heading)
        said = _affirmed(raw, heading)
    second = _second_people(raw)
    for heading in headings:
        second = np.where(Cells.of(raw.frame[heading]).blank, second, Role.unknown).astype(np.int8)
    roles = np.where(second > 0, second, roles).astype(np.int8)
    before = roles
    notes = _notes(raw)
    for code, by_row, is_note in _elsewhere(raw, as_of, notes):
        roles, told = _with(raw, roles, by_row, said, code)
        if not is_note:
            before, _ = _with(raw, before, by_row, said, code)
        findings += told
    if not headings:
        findings += _unsaid(raw, roles)
    roles, beside = _without_relatives(raw, roles, second)
    before, _ = _without_relatives(raw, before, second)
    by_note = puts_on_list(raw, before) & (roles != before)
    noted = np.where(by_note, before, Role.unknown).astype(np.int8)
    findings += roles_in_doubt(raw, np.isin(roles, MATCHED) & ~said, notes)
    found = [*findings, *beside, *_cells_about_others(raw), *_nobody(raw, roles, findings)]
    return ListingRoles(roles, found, noted)


def puts_on_list(raw: RawList, roles: Int8s) -> Bools:
    """Which rows put somebody on the list: those of nominals, on a list of families of relatives.

    Only these rows decide how a whole column is read.
    """
    on_list: Bools = roles == Role.subject
    if raw.default_role == Role.family:
        on_list |= roles == Role.family
    return on_list


def _nobody(raw: RawList, roles: Int8s, findings: list[Finding]) -> Iterator[Finding]:
    """A finding on a list with rows and no nominal, unless one already covers the whole list."""
    is_said = any(found.code == "list-left-out" for found in findings)
    if raw.rows and not is_said and not puts_on_list(raw, roles).any():
        why = Counter(NO_NOMINALS[Role(role)] for role in roles.tolist())
        rows = ", ".join(f"{count(number, 'row')}: {each}" for each, number in why.items())
        yield Finding("nobody-on-list", raw.info.name, detail=rows)


def _second_people(raw: RawList) -> Int8s:
    """The role that the headings say of each row that is a second person's, else unknown."""
    if not raw.person_roles or PERSON not in raw.frame.columns:
        return np.zeros(len(raw.rows), dtype=np.int8)
    cells = Cells.of(raw.frame[PERSON])
    roles = [raw.person_roles.get(text, Role.unknown) for text in cells.texts]
    return np.array(roles, dtype=np.int8)[cells.codes]


def _without_relatives(raw: RawList, roles: Int8s, second: Int8s) -> tuple[Int8s, list[Finding]]:
    """The roles, with a relative on a list of nominals made unknown; an associate too where lists
    of its kind are of incidents, because nobody says whose associate it is. The `second` people of
    rows stay what the headings say."""
    if raw.default_role == Role.family:
        return roles, []
    beside = [Role.family, *([Role.associate] if raw.info.panel_type == INCIDENTS else [])]
    out = np.isin(roles, beside) & (roles != second)
    rows = tuple(raw.rows[place] for place in np.flatnonzero(out))
    found = [Finding("role-beside-a-nominal", raw.info.name, rows=rows)] if rows else []
    return np.where(out, Role.unknown, roles).astype(np.int8), found


def _speaks_of_others(field: str, heading: str, how: str) -> Callable[[str], bool]:
    """The test for whether a cell of a field names another person."""
    if field in NAMES or how == NAME_AGAIN:
        return names_another
    return partial(_is_status_of_another, heading) if field in CARRIED else _is_place_of_another


def _is_status_of_another(heading: str, text: str) -> bool:
    if says_relation(heading, text):
        return False
    return is_about_others(text) or own_cell(heading, text) != text


def _is_place_of_another(text: str) -> bool:
    if says_nobody(text):
        return False
    return is_about_others(text) or without_others(text) != text.strip(" ,;")


def _cells_about_others(raw: RawList) -> Iterator[Finding]:
    """The cells that name another person, with their rows; that person is cut off or withheld."""
    for use in raw.info.columns:
        # Of a column that was split, its parts are tested.
        if use.how == "taken apart" or use.heading == PERSON:
            continue
        if use.field in (*NAMES, *OTHERS_IN) and use.heading in raw.frame.columns:
            says = _speaks_of_others(use.field, use.heading, use.how)
            cells = Cells.of(raw.frame[use.heading])
            cut = np.array([says(text) for text in cells.texts], dtype=bool)
            if rows := tuple(raw.rows[place] for place in cells.rows_with(cut)):
                yield Finding("name-of-another-person", raw.info.name, use.heading, rows)


def _notes(raw: RawList) -> dict[str, NotedRows]:
    """What the notes of each column that asks for notes about the row's person say, by heading."""
    uses = (use for use in raw.info.columns if use.heading in raw.frame.columns)
    asking = (use.heading for use in uses if may_be_of_the_person(use) and asks_who(use))
    return {heading: noted_rows(raw, heading) for heading in asking}


def _elsewhere(
    raw: RawList, as_of: date, notes: Mapping[str, NotedRows]
) -> Iterator[tuple[str, Int8s, bool]]:
    """What sections, names and notes say of each row, with the finding's code, and whether it is
    free text, which may change nothing for readers to whom the list is closed. A short cell under
    "Status" or "Offence" is none."""
    whole = section_role(raw.info.sheet) if raw.info.sheet else None
    if whole is not None:
        yield "role-by-section", np.full(len(raw.rows), whole, dtype=np.int8), False
    uses = [use for use in raw.info.columns if use.heading in raw.frame.columns]
    free_text = {use.heading for use in uses if use.field == "free_text"}
    for use in uses:
        if use.heading in SECTIONS:
            titles = (*Cells.of(raw.frame[use.heading]).texts, *raw.info.between)
            saying = section_role if use.heading == "Sheet" else partial(title_role, titles=titles)
            yield "role-by-section", by_cell(raw, use.heading, saying), False
    for use in uses:
        if holds_names(use):
            yield "role-by-name", by_cell(raw, use.heading, _beside(use.heading)), False
            yield BY_LETTERS, _by_bare_marks(raw, use), False
            yield BY_LETTERS, _children_by_status(raw, use.heading, as_of), False
    for use in uses:
        if may_be_of_the_person(use) and not holds_places(raw, use.heading):
            saying = _role_of_free_text if use.field == "free_text" else note_role
            said = by_cell(raw, use.heading, saying)
            own = _with_own_number(raw) if use.how == REGISTERED else False
            yield BY_NOTE, np.where(own, Role.unknown, said).astype(np.int8), True
            if use.heading in notes:
                yield BY_NOTE, notes[use.heading].roles, True
    for heading, about in of_the_person(raw):
        yield BY_CELL, by_cell(raw, heading, partial(state_role, about)), heading in free_text


def _beside(heading: str) -> Saying:
    """What says the role that stands beside a name: of accused people, not how they live."""
    if not is_of_accused(heading):
        return role_beside
    return lambda text: role_beside(without_standing(text))


def _role_of_free_text(text: str) -> Role | None:
    return note_role(text) or role_alone(text)


def _with_own_number(raw: RawList) -> Bools:
    """The rows with a number that nobody has who is only a victim."""
    headings = [heading for field in OF_SUBJECTS for heading in raw.headings(field)]
    filled = [~Cells.of(raw.frame[heading]).blank for heading in headings]
    has_one: Bools = np.any([np.zeros(len(raw.rows), dtype=bool), *filled], axis=0)
    return has_one


def _by_bare_marks(raw: RawList, use: ColumnUse) -> Int8s:
    """The role that letters beside a name give in each row, as the whole column shows."""
    cells = Cells.of(raw.frame[use.heading])
    marks = bare_marks(cells.texts, least=least_words(use))
    return by_cell(raw, use.heading, lambda text: marks.get(text)) if marks else _nothing(raw)


def _nothing(raw: RawList) -> Int8s:
    return np.zeros(len(raw.rows), dtype=np.int8)


def _children_by_status(raw: RawList, heading: str, as_of: date) -> Int8s:
    """Neither role for each row whose name has a mark of a child in care or under a plan, unless
    the row shows that the person is ten or older."""
    by_row = by_cell(raw, heading, lambda text: Role.neither if says_child_status(text) else None)
    if not by_row.any():
        return by_row
    on = raw.info.as_at or as_of
    older = np.zeros(len(raw.rows), dtype=bool)
    for field, is_older in (("date_of_birth", _is_born_before), ("age", _is_aged)):
        for each in raw.headings(field):
            cells = Cells.of(raw.frame[each])
            of_cell = np.array([is_older(text, on) for text in cells.texts] or [False], dtype=bool)
            older |= of_cell[cells.codes]
    return np.where(older, Role.unknown, by_row).astype(np.int8)


def _is_born_before(text: str, on: date) -> bool:
    births = parse_date_of_birth(text, on).values
    return any(born.year is not None and born.year + RESPONSIBLE <= on.year for born in births)


def _is_aged(text: str, on: date) -> bool:
    return any(age.least >= RESPONSIBLE for age in parse_age(text, on).values)


def _affirmed(raw: RawList, heading: str) -> Bools:
    """The rows whose role column affirms what the person is, whatever it affirms."""
    return by_cell(raw, heading, lambda text: next(iter(parse_role(text).values), None)) > 0


def _with(
    raw: RawList, roles: Int8s, by_row: Int8s, said: Bools, code: str
) -> tuple[Int8s, list[Finding]]:
    """The roles combined with what is said elsewhere, and the rows left out because of it."""
    out = np.isin(by_row, list(NOT_OFFENDERS)) & ~np.isin(roles, list(NOT_OFFENDERS))
    if code in (BY_NOTE, BY_LETTERS, BY_CELL):
        out &= ~(said & np.isin(roles, MATCHED))
    kept = (by_row > 0) & ~np.isin(by_row, list(NOT_OFFENDERS)) & ~said
    kept &= ~np.isin(roles, list(NOT_OFFENDERS))
    rows = tuple(raw.rows[place] for place in np.flatnonzero(out))
    found = [Finding(code, raw.info.name, rows=rows)] if rows else []
    return np.where(out | kept, by_row, roles).astype(np.int8), found


def _unsaid(raw: RawList, roles: Int8s) -> Iterator[Finding]:
    """A finding on a list that may hold victims and has no column of roles."""
    if not raw.is_mixed or not raw.rows or raw.default_role in NOT_OFFENDERS:
        return
    if raw.default_role == Role.unknown:
        silent = int((roles == Role.unknown).sum())
        if silent:
            every = "all " if silent == len(raw.rows) else ""
            yield Finding("list-left-out", raw.info.name, detail=every + count(silent, "row"))
    else:
        yield Finding("roles-without-column", raw.info.name)


def _column_roles(raw: RawList, heading: str) -> tuple[Int8s, list[Finding]]:
    column = parse_column(raw.frame, heading, parse_role)
    roles = [cell.values[0] if cell.values else None for cell in column.parsed]
    mixed = any(role in NOT_OFFENDERS for role in roles) or _tells_relatives_apart(raw, roles)
    nothing = Role.unknown if mixed else raw.default_role
    by_text = np.array(
        [
            (Role.unknown if cell.notes else nothing) if role is None else role
            for role, cell in zip(roles, column.parsed, strict=True)
        ],
        dtype=np.int8,
    )
    findings = column.findings(raw.info.name, raw.rows)
    if nothing == Role.unknown:
        findings += _silent(raw, column)
    return by_text[column.cells.codes], findings


def _tells_relatives_apart(raw: RawList, roles: Sequence[Role | None]) -> bool:
    """Whether some cells say "Self" and others a relative: then a blank one affirms nothing."""
    both = {Role.subject, Role.family} <= set(roles)
    return both and raw.default_role != Role.family


def _silent(raw: RawList, column: ParsedColumn[Role]) -> Iterator[Finding]:
    """The rows whose role cell says nothing at all."""
    silent = np.array([cell == Parsed() for cell in column.parsed], dtype=bool)
    second = _second_people(raw) > 0
    rows = tuple(raw.rows[at] for at in column.cells.rows_with(silent) if not second[at])
    if rows:
        yield Finding("role-not-recorded", raw.info.name, column.heading, rows)
