"""Under 18: everybody on a panel who is under 18, may be, or turns 18 soon.

The other sheets mark them too. This sheet keeps them apart, so that only those who work with
children need receive it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cohortmatch.core.plurals import count
from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.people.ages import SOON_MONTHS, AgeNow
from cohortmatch.people.persons import Person
from cohortmatch.reporting.sheet import Cell, ReportSheet, SheetColumn, SheetTable, columns
from cohortmatch.reporting.sheets.people import born, lead_words, marked

UNDER, UNKNOWN = "Under 18", "Age not known"
WORDS = {"under 18": UNDER, "unknown": UNKNOWN, "adult": ""}
LAST = date.max


def ages(view: Redacted) -> ReportSheet:
    """The sheet of those under 18, of unknown age, and about to turn 18."""
    told = list(young(view))
    head = columns(
        SheetColumn("Ref", 8),
        SheetColumn("Name", 26),
        SheetColumn("Date of birth", 20, "date"),
        SheetColumn("Age", 12),
        SheetColumn("Group", 14),
        SheetColumn("Turns 18 on", 13, "date"),
        SheetColumn("Panels", 24),
        SheetColumn("Registers", 24),
        SheetColumn("Suggested lead", 12),
        SheetColumn("How sure", 20),
    )
    rows = [_row(view, person, now) for person, now in told]
    return ReportSheet(
        title="Under 18",
        sentence=sentence_of(told),
        table=SheetTable("Under_18", head, rows, "Nobody on a panel is under 18 or of unknown age"),
    )


def sentence_of(told: list[tuple[Person, AgeNow]]) -> str:
    """How many there are of each group, as a sentence."""
    if not told:
        return "Nobody on a panel is under 18 or of unknown age."
    under = sum(now.group == "under 18" for _, now in told)
    soon = sum(now.turns_adult is not None for _, now in told)
    unknown = len(told) - under
    more = f" ({soon:,} of them turn 18 within {SOON_MONTHS} months)" if soon else ""
    are = "is" if under == 1 else "are"
    may = f"; {unknown:,} more may be: their age is not known" if unknown else ""
    return f"{count(under, 'person', 'people')} on a panel {are} under 18{more}{may}."


def young(view: Redacted) -> Iterator[tuple[Person, AgeNow]]:
    """Subjects on a panel under 18 or of unknown age: those about to turn 18 first."""
    found = [
        (person, now)
        for person in view.everybody
        if person.panels and person.is_subject
        if (now := view.age_now(person)).group != "adult"
    ]
    yield from sorted(found, key=lambda each: _place(view, *each))


def _place(view: Redacted, person: Person, now: AgeNow) -> tuple[bool, date, tuple[str, str], str]:
    return (
        now.group == "unknown",
        now.turns_adult or LAST,
        view.naming.sort_key(person),
        person.person_id,
    )


def _row(view: Redacted, person: Person, now: AgeNow) -> list[Cell]:
    lists = view.listings.lists
    by_kind = {
        kind: ", ".join(marked(view, person, c) for c in person.lists if lists[c].kind == kind)
        for kind in ("panel", "register")
    }
    return [
        person.person_id,
        view.title(person),
        born(view, person),
        view.age_words(person).removesuffix(", under 18"),
        WORDS[now.group],
        now.turns_adult,
        by_kind["panel"],
        by_kind["register"],
        lead_words(view, person),
        person.how_sure if len(person.listings) > 1 else None,
    ]
