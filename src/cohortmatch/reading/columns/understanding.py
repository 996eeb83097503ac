"""What each column of a list is: its heading, its values, and what the caller says.

Policy: what the caller says is final. Columns about another person lose their cells first. Then the
heading decides, unless the values plainly say something else; then the values decide. Each
departure from the heading is a finding. A column that is not understood is carried as 'other', and
one of notes as 'free_text'.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from cohortmatch.core.errors import ColumnsError
from cohortmatch.core.findings import Finding
from cohortmatch.core.plurals import count
from cohortmatch.core.types import NAME_AGAIN, REGISTERED
from cohortmatch.reading.columns.address_parts import joined_address
from cohortmatch.reading.columns.birth_parts import joined_birth
from cohortmatch.reading.columns.by_whom import says_registered
from cohortmatch.reading.columns.combined import take_apart
from cohortmatch.reading.columns.confirming import by_values, confirmed
from cohortmatch.reading.columns.family_surnames import fill_surnames_down, names_of_families
from cohortmatch.reading.columns.form_fillers import set_fillers_aside
from cohortmatch.reading.columns.free_text import keep_notes_back
from cohortmatch.reading.columns.headings import (
    IDENTIFIERS,
    field_of,
    is_who_alone,
    nearest_headings,
    plain_heading,
)
from cohortmatch.reading.columns.joined_names import joined_surnames, joined_words
from cohortmatch.reading.columns.lone_parts import fields_of_lone_parts
from cohortmatch.reading.columns.name_columns import settle_names, swapped_rows
from cohortmatch.reading.columns.named_cells import words_for as shown_words
from cohortmatch.reading.columns.other_words import fields_by_other_words
from cohortmatch.reading.columns.others_columns import set_others_aside, tell_unclear
from cohortmatch.reading.columns.own_parts import keep_own_values
from cohortmatch.reading.columns.own_word import called_by_one_word
from cohortmatch.reading.columns.parted_names import part_names
from cohortmatch.reading.columns.person_words import spoken
from cohortmatch.reading.columns.role_columns import (
    role_from_flags,
    role_from_letters,
    role_from_marks,
    role_from_references,
    settle_roles,
)
from cohortmatch.reading.columns.second_people import SecondPerson
from cohortmatch.reading.columns.shapes import Shape, shape_of
from cohortmatch.reading.columns.side_columns import find_sides
from cohortmatch.reading.columns.understood import LABELS, SecondRead, Understood
from cohortmatch.reading.columns.unnamed import name_fields
from cohortmatch.reading.columns.whole_beside_parts import fill_blank_parts
from cohortmatch.reading.columns.wide import PERSON
from cohortmatch.reading.drafts import SHEET, Draft
from cohortmatch.reading.listing_rows import reads_as_listing
from cohortmatch.reading.panels import Panel
from cohortmatch.reading.tables import SECTION
from cohortmatch.values.fields import FIELDS, PERSONAL
from cohortmatch.values.roles import Role

__all__ = ["Override", "as_written", "told_by_values", "understand"]

Override = Mapping[str, str | Sequence[str]]
"""Field to the heading, or headings, that the caller says hold it."""
NAMING = ("name", "surname", "forename")
SURELY_ROLES = 0.9
SEX_WORDS = frozenset(("sex", "gender", "gndr", "gend"))
ONCE = frozenset((*NAMING, "date_of_birth", "sex", "postcode", "role"))
"""Fields that a list has once; a second column with other content is ambiguous."""
HOUSE_NUMBERS = frozenset(
    f"{what} {number}"
    for what in ("street", "house", "unit", "flat", "building", "door")
    for number in ("number", "no", "num")
)
SECOND_NAMES = ("second name", "second names")
"""Beside a surname and a forename these are a middle name."""
OTHER_NAMES = ("other name", "other names")
"""Beside a surname alone these are the forenames."""
MADE_HERE = (SECTION, SHEET, PERSON)
"""Columns made in reading: a status, unless their values say a role."""
REGISTERING = ("probation", "mappa", "iom", "dip")
"""The types of lists that hold nobody but people under supervision."""
OF_SUBJECTS = frozenset(("crn", "prison_number"))
"""The numbers that nobody has who is only a victim."""
CARRIED = ("status", "other", "ignored", "reference", "another_person", "free_text")
"""Fields that are not matched: a heading that the settings give one of them may be missing."""


class NoNameColumn(ColumnsError):
    """No column of a list was recognised as its names; `headings` are those to choose from, none
    where the first row may be a person."""

    headings: tuple[str, ...] = ()


def understand(
    draft: Draft, override: Override, elsewhere: Mapping[str, str] | None = None
) -> Understood:
    """What each column of a draft is; `override` is what the caller says of it.

    `elsewhere` gives the fields of headings that say nothing by themselves and that the values of
    another list have told, by the heading `as_written`.

    Raises ColumnsError when no column holds names, when the caller's headings are not there, or
    when a heading used twice leaves it unclear which column is meant.
    """
    name, headings = draft.panel.name, list(draft.frame.columns)
    out = Understood(draft.frame)
    out.shapes = {heading: shape_of(draft.frame[heading]) for heading in headings}
    said = _said(name, headings, override)
    if set(NAMING).isdisjoint(said.values()):
        set_fillers_aside(out)
    registered = _registrations(out, said, draft.panel)
    made = dict.fromkeys((*MADE_HERE, *registered), "status")
    called = names_of_families(out) if set(NAMING).isdisjoint(said.values()) else {}
    sides = find_sides(out, {**said, **made}, draft.panel.role)
    words = joined_words(out) if set(NAMING).isdisjoint(said.values()) else {}
    called |= {} if words else called_by_one_word(out, {**said, **sides})
    lone = fields_of_lone_parts(out)
    seconds = set_others_aside(out, {**said, **sides, **words, **called}, draft.panel, MADE_HERE)
    for heading, field in (fields_by_other_words(out) | lone).items():
        if heading not in said and heading in out.frame.columns:
            out.put(heading, field, "heading")
    headings = [each for each in out.frame.columns if each not in sides]
    if set(NAMING).isdisjoint(said.values()):
        take_apart(out, [heading for heading in headings if heading not in said])
        part_names(out, [heading for heading in out.frame.columns if heading not in said])
    if "date_of_birth" not in said.values():
        joined_birth(out)
    if set(NAMING).isdisjoint(said.values()):
        joined_surnames(out)
    _by_heading(out, said)
    _by_values(out, said, elsewhere or {})
    _give_way(out, said)
    _used_twice(name, out, draft.repeated, said)
    _settle(out, said, draft.panel)
    fill_surnames_down(out, draft.rows, of_families=draft.panel.role == Role.family)
    _tell_of_swapped_rows(out, draft.rows)
    keep_notes_back(out, said, MADE_HERE)
    if set(NAMING).isdisjoint(out.fields.values()):
        others = any(found.code == "column-about-another-person" for found in out.findings)
        unclear = [f.column for f in out.findings if f.code == "column-whose-unclear"]
        raise _no_name(name, [*headings, *unclear], others=others)
    keep_own_values(out, draft.rows)
    out.seconds = [read for each in seconds if (read := _second(draft, out, *each))]
    return joined_address(out) if "address" not in override else out


def _registrations(out: Understood, said: Mapping[str, str], panel: Panel) -> list[str]:
    """The columns of what nominals are registered for, on a list that is surely of nominals."""
    numbers = {field_of(heading) for heading in out.frame.columns} & OF_SUBJECTS
    if panel.key not in REGISTERING or panel.is_mixed or not numbers:
        return []
    found = [h for h in out.frame.columns if h not in said and says_registered(h)]
    for heading in found:
        out.put(heading, "status", REGISTERED)
    return found


def _second(
    draft: Draft, out: Understood, person: SecondPerson, frame: pd.DataFrame
) -> SecondRead | None:
    """A second person with the columns understood as a list of their own; None, and findings, where
    no column of theirs holds names."""
    panel = replace(draft.panel, key="", role=person.role, is_mixed=False)
    try:
        read = understand(replace(draft, panel=panel, frame=frame, repeated=()), {})
    except ColumnsError:
        for heading, rest in person.columns.items():
            held = int(frame[rest].str.strip().ne("").sum())
            told = count(held, "cell")
            out.findings.append(Finding("column-about-another-person", "", heading, detail=told))
        return None
    return SecondRead(person, read)


def _said(list_name: str, headings: list[str], override: Override) -> dict[str, str]:
    """The field the caller gives each heading."""
    plain = {plain_heading(heading): heading for heading in reversed(headings)}
    said: dict[str, str] = {}
    for name, wanted in override.items():
        if name not in FIELDS:
            remedy = f"the fields are {', '.join(FIELDS)}"
            raise ColumnsError(list_name, f"“{name}” is not a field of a list", remedy)
        for text in [wanted] if isinstance(wanted, str) else wanted:
            heading = text if text in headings else plain.get(plain_heading(text))
            if heading is None and name in CARRIED:
                continue
            if heading is None:
                raise _no_such_heading(list_name, text, headings)
            if said.setdefault(heading, name) != name:
                problem = f"the settings say that one column is {said[heading]} and {name}"
                raise ColumnsError(list_name, problem, "take one of them out", column=text)
    return said


def _no_such_heading(list_name: str, wanted: str, headings: list[str]) -> ColumnsError:
    import difflib

    remedy = "correct the name in the settings, or take it out"
    if _may_be_shown(headings):
        near = difflib.get_close_matches(wanted, headings, 3, cutoff=0.4) or headings[:8]
        remedy = f"the nearest headings are {', '.join(f'“{each}”' for each in near)}"
    problem = "the settings name a column that the list does not have"
    return ColumnsError(list_name, problem, remedy, column=wanted)


def _by_heading(out: Understood, said: dict[str, str]) -> None:
    for heading in out.frame.columns:
        if heading in said:
            out.put(heading, said[heading], "settings")
        if heading in out.fields:
            continue
        meant = _in_company(heading, list(out.frame.columns))
        now = confirmed(meant, heading, out.shapes[heading])
        if heading in MADE_HERE and now not in ("status", "role"):
            now = "status"
        out.put(heading, now, "heading" if now == meant else "values")
        if now != meant and not (now in ("status", "name") and is_who_alone(heading)):
            _tell(out, heading, meant, now)


def _in_company(heading: str, headings: list[str]) -> str:
    """The field that a heading means among others: beside a house number, a street name is one."""
    meant, plain = field_of(heading), plain_heading(heading)
    if plain in ("unit", "block", "district") and meant == "address":
        return (
            meant if any(_is_of_address(each) for each in headings if each != heading) else "status"
        )
    if spoken(heading).removeprefix("offender ") in SECOND_NAMES and {"surname", "forename"} <= {
        *map(field_of, headings)
    }:
        return "middle"
    if plain in OTHER_NAMES and {*map(field_of, headings)} & set(NAMING) == {"surname"}:
        return "forename"
    if meant == "street_name" and plain_heading(heading) in ("street name", "road name"):
        numbers = {plain_heading(each) for each in headings} & HOUSE_NUMBERS
        return "address" if numbers else meant
    return meant


def _is_of_address(heading: str) -> bool:
    return field_of(heading) in ("address", "postcode")


def _tell(out: Understood, heading: str, meant: str, now: str) -> None:
    """Report that a column is not what its heading says, where that is worth a finding."""
    label, was = LABELS[now], LABELS.get(meant, meant)
    if now in ("status", "other"):
        if meant in ("date_of_birth", *NAMING) or (meant in IDENTIFIERS and now == "other"):
            out.findings.append(Finding("column-other-kind", "", heading, detail=f"no {was}"))
        return
    if meant in ("reference", "status", "name") and now in (*IDENTIFIERS, "role"):
        out.findings.append(Finding("column-by-values", "", heading, detail=f"read as {label}"))
        return
    if {meant, now} <= {"name", "surname", "forename"}:
        return
    detail = f"headed as {was}, read as {label}"
    out.findings.append(Finding("column-other-kind", "", heading, detail=detail))


def _by_values(out: Understood, said: dict[str, str], elsewhere: Mapping[str, str]) -> None:
    """Settle the columns whose headings say nothing."""
    unknown = [heading for heading in out.frame.columns if not out.fields[heading]]
    taken = set(out.fields.values())
    for heading in unknown:
        meant = _as_elsewhere(heading, out.shapes[heading], elsewhere, taken)
        meant = meant or by_values(out.shapes[heading], taken, heading)
        if meant:
            taken.add(meant)
        out.put(heading, meant or "other", "values")
    left = {h: out.shapes[h] for h in unknown if out.fields[h] == "other" and not _is_of_workers(h)}
    if taken.isdisjoint(NAMING) and not set(said.values()) & set(NAMING):
        for heading, part in name_fields(left, is_of_people="date_of_birth" in taken).items():
            out.put(heading, part, "values")
    for heading in unknown:
        if out.fields[heading] != "other":
            label = LABELS[out.fields[heading]]
            found = Finding("column-by-values", "", heading, detail=f"read as {label}")
            out.findings.append(found)


def _is_of_workers(heading: str) -> bool:
    """Whether a heading is surely a worker's ("FIRES adviser"): no nominal is named under it."""
    words = set(spoken(heading).split())
    return not words.isdisjoint(shown_words("surely_workers"))


def _as_elsewhere(heading: str, shape: Shape, elsewhere: Mapping[str, str], taken: set[str]) -> str:
    """The field that a heading has on another list, where its cells here can be of it."""
    field = elsewhere.get(as_written(heading), "")
    return field if field not in taken and confirmed(field, heading, shape) == field else ""


def as_written(heading: str) -> str:
    """A heading as two lists share it: with its digits, whatever its case and spaces."""
    return " ".join(heading.casefold().split())


def told_by_values(understood: Iterable[Understood]) -> dict[str, str]:
    """The fields of headings that only cells have told, where no two lists disagree."""
    found: dict[str, set[str]] = {}
    for each in understood:
        for found_by in each.findings:
            if found_by.code == "column-by-values" and found_by.column in each.fields:
                field = each.fields[found_by.column]
                found.setdefault(as_written(found_by.column), set()).add(field)
    return {heading: fields.pop() for heading, fields in found.items() if len(fields) == 1}


def _give_way(out: Understood, said: dict[str, str]) -> None:
    """Carry along the columns read as a field that the caller gives to others."""
    given = set(said.values())
    if given & set(NAMING):
        given |= set(NAMING) if "name" in given or {"surname", "forename"} <= given else {"name"}
    for heading, each in out.fields.items():
        if heading not in said and each in given and each in (*ONCE, *NAMING):
            out.put(heading, "other", "settings")


def _used_twice(
    list_name: str, out: Understood, repeated: Sequence[str], said: dict[str, str]
) -> None:
    for heading in repeated:
        first = heading.rpartition(" (")[0]
        if heading not in out.frame.columns or first not in out.frame.columns or heading in said:
            continue
        same = out.frame[heading].equals(out.frame[first])
        blank = [h for h in (heading, first) if not out.frame[h].str.strip().ne("").any()]
        if out.fields[heading] in ONCE and not same and not blank and first not in said:
            problem = f"the heading is used twice, for columns that differ ({first}, {heading})"
            remedy = "give each column a heading of its own, or name the right one in the settings"
            raise ColumnsError(list_name, problem, remedy, column=first)
        out.findings.append(Finding("heading-used-twice", "", first))
        if same or blank:
            out.put(blank[0] if blank else heading, "other", "heading")


def _settle(out: Understood, said: dict[str, str], panel: Panel) -> None:
    """Settle the columns of names against each other, and those of roles."""
    free = {h: f for h, f in out.fields.items() if h not in said}
    names = {h: f for h, f in free.items() if f in NAMING}
    _one_sex(out, free)
    settled, found = settle_names(out.frame, names, out.shapes)
    for heading, each in settled.items():
        if each != out.fields[heading]:
            is_whole = out.fields[heading] == "name" and each == "other"
            out.put(heading, each, NAME_AGAIN if each == "other" else "values")
            if is_whole:
                fill_blank_parts(out, heading)
    out.findings += found
    for second in found:
        if second.code == "second-name-column":
            _set_aside_beside(out, second.column, said)
            out.set_aside(second.column, "values")  # nobody knows whose names these are
    for heading in (h for h, f in free.items() if f == "street_name"):
        if out.shapes[heading].has_both_sides and out.shapes[heading].roles >= SURELY_ROLES:
            out.put(heading, "role", "values")
            free[heading] = "role"
    roles = [h for h, f in free.items() if f == "role"]
    if "role" not in said.values():
        out.findings += settle_roles(out, roles, panel.role, panel.is_mixed)
        role_from_flags(out, panel.role, panel.names)
        role_from_letters(out)
        role_from_marks(out, panel.role)
        role_from_references(out, panel.role)


def _one_sex(out: Understood, free: Mapping[str, str]) -> None:
    """Carry along letters under "M/F" beside a column that is headed as the sex or gender."""
    sexes = [heading for heading, field in free.items() if field == "sex"]
    spelt = [h for h in sexes if SEX_WORDS & set(plain_heading(h, camel=True).split())]
    for heading in sexes if spelt else []:
        if heading not in spelt:
            out.put(heading, "status", "values")
            out.findings.append(Finding("column-other-kind", "", heading, detail="no sex"))


def _set_aside_beside(out: Understood, second: str, said: dict[str, str]) -> None:
    """Set aside the columns behind names other than the nominal's, once his own details are known.

    Two tables side by side: "Surname, Forename, DOB" and, to the right, "Name, Tel, Address".
    """
    headings = list(out.frame.columns)
    place = headings.index(second)
    before = [out.fields[h] for h in headings[:place]]
    own = [each for each in before if each in PERSONAL]
    if set(NAMING).isdisjoint(before) or set(own) <= {*NAMING, "title", "middle"}:
        return
    for heading in headings[place + 1 :]:
        if out.fields[heading] in NAMING or heading in said:
            return
        if out.fields[heading] in PERSONAL:
            tell_unclear(out, heading, out.fields[heading])
            out.set_aside(heading, "values")


def _tell_of_swapped_rows(out: Understood, rows: Sequence[object]) -> None:
    """Report the rows in which alone surname and forename stand in each other's columns."""
    if any(found.code == "names-swapped" for found in out.findings):
        return
    if places := swapped_rows(out.frame, out.fields):
        swapped = tuple(rows[place] for place in places)
        out.findings.append(Finding("names-swapped-in-rows", "", rows=swapped))


def _no_name(list_name: str, headings: list[str], *, others: bool) -> NoNameColumn:
    """Names the nearest headings, except for a file without any: its first row may be a person."""
    problem = "no column of names was recognised"
    problem += " but those of other people" if others else ""
    remedy = (
        "rename the column that holds the names to Name, or to Surname and Forename, or say which "
        "it is in cohortmatch.toml"
    )
    if _may_be_shown(headings):
        near = nearest_headings(headings, NAMING) or headings[:6]
        remedy += f" (nearest headings: {', '.join(f'“{each}”' for each in near)})"
    error = NoNameColumn(list_name, problem, remedy)
    error.headings = tuple(headings) if _may_be_shown(headings) else ()
    return error


def _may_be_shown(headings: list[str]) -> bool:
    """Whether headings are certainly not a listing that a program read as headings."""
    return any(field_of(heading) for heading in headings) and not reads_as_listing(headings)
