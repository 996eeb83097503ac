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

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
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
    PART_OF,
    REGISTERED,
    ColumnUse,
    RawList,
)
from cohortmatch.normalising.columns import Cells, ParsedColumn, parse_column
from cohortmatch.normalising.notes_of_rows import asks_who, noted_rows
from cohortmatch.normalising.youngest import RESPONSIBLE
from cohortmatch.values.about_others import is_about_others, says_nobody, without_others
from cohortmatch.values.accused import is_of_accused, without_standing
from cohortmatch.values.ages import parse_age
from cohortmatch.values.bare_marks import bare_marks
from cohortmatch.values.beside_names import names_another, role_beside
from cohortmatch.values.child_status import says_child_status
from cohortmatch.values.dates import parse_date_of_birth
from cohortmatch.values.notes_of_others import may_be_role_alone, role_alone
from cohortmatch.values.own_cells import is_of_workers, own_cell, says_relation
from cohortmatch.values.own_states import OwnState, about_of, is_doubtful, state_role
from cohortmatch.values.parsed import Parsed
from cohortmatch.values.roles import Role, parse_role
from cohortmatch.values.sections import section_role, title_role
from cohortmatch.values.text import fold
from cohortmatch.values.victim_notes import is_nominal_too, note_role
from cohortmatch.values.word_marks import word_mark

MATCHED = (Role.subject, Role.associate, Role.family)
NOT_OFFENDERS = {Role.victim, Role.witness, Role.neither}
NOT_MATCHED = dict(
    zip((Role.victim, Role.witness, Role.neither, Role.unknown), LEFT_OUT_BY_ROLE, strict=True)
)


NO_NOMINALS = NOT_MATCHED | {Role.associate: "associate", Role.family: "family"}
"""Why a row puts nobody on a list of nominals."""
PERSON = "Person in the row"
"""The column made in reading that says which person of the row a listing is."""
SECTIONS = ("Section", "Section heading", "Sheet")
"""The columns made in reading that hold sections' and sheets' names."""
NAMES = ("name", "surname", "forename")
PARTS_OF_NAMES = ("surname", "forename")
INCIDENTS = "asb"
"""The type of panels whose lists are of incidents, with people on every side of them."""
CARRIED = ("status", "other")
OTHERS_IN = ("address", "phone", *CARRIED)
"""Fields besides names whose cells may name another person."""
NOTES = ("status", "other", "free_text")
BY_NOTE, BY_LETTERS, BY_CELL = "role-by-note", "role-by-letters", "role-by-cell"
"""The findings of rows that a note, letters that may be a mark, or a short cell leave out."""
STATES = ("status", "other", "title", "free_text")
"""Fields whose short cells may say who the row's own person is."""
UNNAMED = re.compile(r"\(column [A-Z]{1,3}\)")
"""The heading that reading gives a column without one."""
OF_OTHERS = (
    *("victim", "complainant", "witness", "vlo", "offence", "referrer", "referring"),
    *("source", "referral route", "referred by", "referred from", "referred via"),
)
"""Words of headings whose notes are about somebody else, or about what was done."""
PLACES = frozenset(("state", "province", "region", "county"))
OF_SUBJECTS = ("crn", "prison_number")
LONGEST_CODE, OTHER_CODES = 3, 3
"""A column of places holds codes of so many letters, and so many that say no role."""
Saying = Callable[[str], Role | None]


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
    for code, by_row, is_note in _elsewhere(raw, as_of):
        roles, told = _with(raw, roles, by_row, said, code)
        if not is_note:
            before, _ = _with(raw, before, by_row, said, code)
        findings += told
    if not headings:
        findings += _unsaid(raw, roles)
    roles, beside = _without_relatives(raw, roles, second)
    before, _ = _without_relatives(raw, before, second)
    by_note = is_told(raw, before) & (roles != before)
    noted = np.where(by_note, before, Role.unknown).astype(np.int8)
    findings += _in_doubt(raw, roles, said)
    found = [*findings, *beside, *_cells_about_others(raw), *_nobody(raw, roles, findings)]
    return ListingRoles(roles, found, noted)


def is_told(raw: RawList, roles: Int8s) -> Bools:
    """Which rows put somebody on the list: those of nominals, on a list of families of relatives.

    Only these rows decide how a whole column is read.
    """
    told: Bools = roles == Role.subject
    if raw.default_role == Role.family:
        told |= roles == Role.family
    return told


def deciding(raw: RawList, roles: Int8s, closed: frozenset[object] = frozenset()) -> Bools:
    """Which rows say how a list is written: those that put somebody on it, else those of anybody
    who is matched; of those that are `closed` none."""
    is_open = np.ones(len(raw.rows), dtype=bool)
    if closed:
        is_open = np.array([row not in closed for row in raw.rows], dtype=bool)
    told = is_told(raw, roles) & is_open
    result: Bools = told if told.any() else np.isin(roles, MATCHED) & is_open
    return result


def rows_aside(
    raw: RawList, as_of: date, closed: frozenset[object] = frozenset()
) -> frozenset[object]:
    """The rows that say nothing of how a list is written, by their labels, where some are `closed`;
    `as_of` is the day of the run."""
    told = deciding(raw, listing_roles(raw, as_of).roles, closed)
    return frozenset(raw.rows[place] for place in np.flatnonzero(~told))


def _nobody(raw: RawList, roles: Int8s, findings: list[Finding]) -> Iterator[Finding]:
    """A finding on a list with rows and no nominal, unless one already covers the whole list."""
    is_said = any(found.code == "list-left-out" for found in findings)
    if raw.rows and not is_said and not is_told(raw, roles).any():
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


def _elsewhere(raw: RawList, as_of: date) -> Iterator[tuple[str, Int8s, bool]]:
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
            yield "role-by-section", _by_cell(raw, use.heading, saying), False
    for use in uses:
        if _holds_names(use):
            yield "role-by-name", _by_cell(raw, use.heading, _beside(use.heading)), False
            yield BY_LETTERS, _by_bare_marks(raw, use), False
            yield BY_LETTERS, _children_by_status(raw, use.heading, as_of), False
    for use in uses:
        if _may_be_of_the_person(use) and not _holds_places(raw, use.heading):
            saying = _role_of_free_text if use.field == "free_text" else note_role
            said = _by_cell(raw, use.heading, saying)
            own = _with_own_number(raw) if use.how == REGISTERED else False
            yield BY_NOTE, np.where(own, Role.unknown, said).astype(np.int8), True
            if asks_who(use):
                yield BY_NOTE, noted_rows(raw, use.heading).roles, True
    for heading, about in _of_the_person(raw):
        yield BY_CELL, _by_cell(raw, heading, partial(state_role, about)), heading in free_text


def _beside(heading: str) -> Saying:
    """What says the role that stands beside a name: of accused people, not how they live."""
    if not is_of_accused(heading):
        return role_beside
    return lambda text: role_beside(without_standing(text))


def _of_the_person(raw: RawList) -> Iterator[tuple[str, OwnState]]:
    """The columns whose short cells may say who the row's own person is, and what they are about.

    None on a list of families, where relatives are the list's own people.
    """
    for use in raw.info.columns if raw.default_role != Role.family else ():
        if use.heading not in raw.frame.columns or use.field not in STATES or use.how == REGISTERED:
            continue
        if use.heading in (*SECTIONS, PERSON) or use.how.startswith((PART_OF, NAME_AGAIN)):
            continue
        cells = Cells.of(raw.frame[use.heading]).texts
        unnamed = UNNAMED.fullmatch(use.heading) is not None
        about = about_of(use.heading, cells, is_unnamed=unnamed)
        if about and not _holds_places(raw, use.heading):
            yield use.heading, about


def _in_doubt(raw: RawList, roles: Int8s, said: Bools) -> Iterator[Finding]:
    """The rows that are matched though a cell may say that they are another person's."""
    matched = np.isin(roles, MATCHED) & ~said
    tests: list[tuple[str, Callable[[str], bool]]] = [
        (heading, partial(is_doubtful, about)) for heading, about in _of_the_person(raw)
    ]
    names = [use for use in raw.info.columns if use.heading in raw.frame and _holds_names(use)]
    tests += [(use.heading, partial(_may_end_on_a_role, _least(use))) for use in names]
    notes = [use for use in raw.info.columns if use.field == "free_text"]
    notes = [use for use in notes if use.heading in raw.frame and _may_be_of_the_person(use)]
    is_of_families = raw.default_role == Role.family
    tests += [(use.heading, may_be_role_alone) for use in notes if not is_of_families]
    told: set[tuple[str, object]] = set()
    for heading, is_in_doubt in tests:
        cells = Cells.of(raw.frame[heading])
        doubts = np.array([is_in_doubt(text) for text in cells.texts] or [False], dtype=bool)
        rows = tuple(raw.rows[at] for at in np.flatnonzero(doubts[cells.codes] & matched))
        # What most rows hold is a state of nominals ("Flag": at risk, on every row).
        if rows and len(rows) * 2 <= len(raw.rows):
            told.update((heading, row) for row in rows)
            yield Finding("role-in-doubt", raw.info.name, heading, rows)
    yield from _in_doubt_by_names(raw, matched, told)


def _in_doubt_by_names(
    raw: RawList, matched: Bools, told: Collection[tuple[str, object]]
) -> Iterator[Finding]:
    """The matched rows whose notes may say that they are another person's, or that call a nominal
    a victim too; without those that are `told` of the column."""
    notes = [use for use in raw.info.columns if use.heading in raw.frame]
    for use in filter(_may_be_of_the_person, notes):
        cells = Cells.of(raw.frame[use.heading])
        too = np.array([is_nominal_too(text) for text in cells.texts] or [False], dtype=bool)
        doubts = too[cells.codes]
        if asks_who(use) and raw.default_role != Role.family:
            doubts |= noted_rows(raw, use.heading).doubtful
        rows = tuple(raw.rows[at] for at in np.flatnonzero(doubts & matched))
        if rows := tuple(row for row in rows if (use.heading, row) not in told):
            yield Finding("role-in-doubt", raw.info.name, use.heading, rows)


def _may_end_on_a_role(least: int, text: str) -> bool:
    """Whether the last word of a name may be a word for somebody else ("Mary Ann Child")."""
    mark = word_mark(text, least)
    return mark is not None and not mark.is_sure and mark.role != Role.subject


def _least(use: ColumnUse) -> int:
    """How many words a name of a column has at least."""
    return 1 if use.field in PARTS_OF_NAMES else 2


def _role_of_free_text(text: str) -> Role | None:
    return note_role(text) or role_alone(text)


def _with_own_number(raw: RawList) -> Bools:
    """The rows with a number that nobody has who is only a victim."""
    headings = [heading for field in OF_SUBJECTS for heading in raw.headings(field)]
    filled = [~Cells.of(raw.frame[heading]).blank for heading in headings]
    has_one: Bools = np.any([np.zeros(len(raw.rows), dtype=bool), *filled], axis=0)
    return has_one


def _holds_names(use: ColumnUse) -> bool:
    return use.field in NAMES or use.how == NAME_AGAIN


def _may_be_of_the_person(use: ColumnUse) -> bool:
    """Whether a column of notes may say what the row's own person is; a part of a name or of a date
    says nothing, and nor does a column of workers ("Vic" is one's forename)."""
    is_of_others = any(word in fold(use.heading) for word in OF_OTHERS)
    is_part = use.field == "other" and use.how.startswith((PART_OF, NAME_AGAIN))
    is_note = use.field in NOTES and use.heading != PERSON and not is_of_others and not is_part
    return is_note and not is_of_workers(use.heading)


def _holds_places(raw: RawList, heading: str) -> bool:
    """Whether a column holds codes of places ("State": nsw, vic, qld), which say no role."""
    held = [text.strip() for text in Cells.of(raw.frame[heading]).texts if text.strip()]
    codes = [text for text in held if len(text) <= LONGEST_CODE and text.isalpha()]
    silent = sum(note_role(text) is None for text in codes)
    return fold(heading) in PLACES and len(codes) == len(held) and silent >= OTHER_CODES


def _by_cell(raw: RawList, heading: str, saying: Saying) -> Int8s:
    """The role that each row's cell says, unknown where it says none."""
    cells = Cells.of(raw.frame[heading])
    each = np.array(
        [saying(text) or Role.unknown for text in cells.texts] or [Role.unknown], dtype=np.int8
    )
    return each[cells.codes]


def _by_bare_marks(raw: RawList, use: ColumnUse) -> Int8s:
    """The role that letters beside a name give in each row, as the whole column shows."""
    cells = Cells.of(raw.frame[use.heading])
    marks = bare_marks(cells.texts, least=_least(use))
    return _by_cell(raw, use.heading, lambda text: marks.get(text)) if marks else _nothing(raw)


def _nothing(raw: RawList) -> Int8s:
    return np.zeros(len(raw.rows), dtype=np.int8)


def _children_by_status(raw: RawList, heading: str, as_of: date) -> Int8s:
    """Neither role for each row whose name has a mark of a child in care or under a plan, unless
    the row shows that the person is ten or older."""
    by_row = _by_cell(raw, heading, lambda text: Role.neither if says_child_status(text) else None)
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
    return _by_cell(raw, heading, lambda text: next(iter(parse_role(text).values), None)) > 0


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
