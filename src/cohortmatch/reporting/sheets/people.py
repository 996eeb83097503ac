"""On several panels, and on a panel and a register: one row a person.

Each panel has a column with a mark and the panel's own status (RAG or risk, MAPPA category and
level, lead officer, next review); the registers share one. The columns that a chair needs come
first and are printed; further columns follow to the right on the screen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cohortmatch.core.plurals import count
from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.linkage.explanations import listed
from cohortmatch.people.details import as_date, spoken
from cohortmatch.people.persons import Person
from cohortmatch.people.status import MAIN
from cohortmatch.people.words import NOT_RECORDED, sentence
from cohortmatch.reporting.sheet import Cell, ReportSheet, SheetColumn, SheetTable, columns

TICK, DOUBT = "✓", "?"
KEY = f"{TICK} on the list; {DOUBT} on the list if it is the same person, which is still to check."
ORDER = "Those on most panels come first, then those on most registers, then they go by name."
A_REGISTER = (
    "A register (such as a probation caseload) confirms who people are; being on it does not count "
    "as being on a panel."
)
NO_BREAK = "\u00a0"
"""A space at which no line ends."""
FEW = 6
"""More panels than this get narrower columns, so that the print stays readable."""
HOUSEHOLD = "Same household, different people"
PRINTED_TO = "Details that differ"
"""The last column that is printed."""
TO_THE_RIGHT = (
    "The print ends with the details that differ. Further to the right are other names, other "
    "people of the household and why we think so."
)


def on_panels(view: Redacted) -> ReportSheet:
    """The people on more than one panel."""
    people = view.on_panels
    return ReportSheet(
        title="On several panels",
        sentence=f"{count(len(people), 'person', 'people')} on more than one panel. {KEY} {ORDER}",
        table=_table(view, "On_several_panels", people, view.counts.nobody_on_panels.rstrip(".")),
        lines=(TO_THE_RIGHT,),
        printed_to=PRINTED_TO,
    )


def with_register(view: Redacted) -> ReportSheet:
    """The people on one panel and at least one register."""
    people = view.with_register
    return ReportSheet(
        title="On a panel and a register",
        sentence=f"{count(len(people), 'person', 'people')} on one panel and a register. {KEY} "
        f"{ORDER}",
        table=_table(view, "On_a_register", people, "Nobody is on a panel and a register"),
        lines=(A_REGISTER, TO_THE_RIGHT),
        printed_to=PRINTED_TO,
    )


def in_short(view: Redacted, people: Sequence[Person]) -> SheetTable:
    """One line a person for the page: who they are and which lists they are on, in the order and
    with the marks of the sheet."""
    kinds = [info.kind for info in view.listings.lists]
    shown = sorted({code for p in people for code in p.lists if kinds[code] == "panel"})
    lasting = view.since is not None
    head = columns(
        (SheetColumn(heading) for heading in ("Ref", "Name", "Date of birth", "Age")),
        SheetColumn("Panels", kind="number"),
        (SheetColumn(view.list_names[code]) for code in shown),
        (SheetColumn(heading) for heading in ("Registers", "Suggested lead", "How sure")),
        [SheetColumn("Since last run")] if lasting else [],
    )
    rows = [
        [
            *(person.person_id, view.title(person), born(view, person), view.age_words(person)),
            person.panels,
            *(marked(view, person, c)[0] if c in person.lists else None for c in shown),
            ", ".join(
                marked(view, person, c).replace(" ", NO_BREAK, 1)
                for c in person.lists
                if kinds[c] == "register"
            ),
            lead_words(view, person),
            "Certain" if person.sureness == "certain" else "To check",
            *([since_words(view, person)] if lasting else ()),
        ]
        for person in people
    ]
    return SheetTable("On_several_panels", head, rows)


def _table(view: Redacted, name: str, people: Sequence[Person], empty: str) -> SheetTable:
    kinds = [info.kind for info in view.listings.lists]
    shown = sorted({code for p in people for code in p.lists if kinds[code] == "panel"})
    registers = any(person.registers for person in people)
    homes = any(map(view.household, people))
    width = 15 if len(shown) <= FEW else 12
    lasting = view.since is not None
    head = columns(
        SheetColumn("Ref", 7),
        SheetColumn("Name", 17),
        SheetColumn("Date of birth", 11, "date"),
        SheetColumn("Age", 6),
        SheetColumn("Panels", 7, "number"),
        (SheetColumn(view.list_names[code], width) for code in shown),
        [SheetColumn("Registers", 19)] if registers else [],
        SheetColumn("Suggested lead", 10),
        SheetColumn("How sure", 11),
        [SheetColumn("Since last run", 10)] if lasting else [],
        SheetColumn(PRINTED_TO, 24),
        SheetColumn("Lists", 7, "number"),
        SheetColumn("Other names", 24),
        [SheetColumn(HOUSEHOLD, 30)] if homes else [],
        SheetColumn("Why we think so", 44),
    )
    rows = [list(_row(view, person, shown, registers=registers, homes=homes)) for person in people]
    return SheetTable(name, head, rows, empty)


def _row(
    view: Redacted, person: Person, shown: Sequence[int], *, registers: bool, homes: bool
) -> Iterator[Cell]:
    yield from (person.person_id, view.title(person), born(view, person), view.age_words(person))
    yield person.panels
    yield from (on_list(view, person, code) for code in shown)
    if registers:
        yield "\n".join(registers_of(view, person)) or None
    yield lead_words(view, person)
    yield person.how_sure
    if view.since is not None:
        yield since_words(view, person)
    yield "\n".join(differing(view, person)) or "None"
    yield len(person.lists)
    yield "; ".join(view.naming.other_names(person))
    if homes:
        yield "\n".join(view.household(person)) or None
    yield why_in_short(view, person)


def born(view: Redacted, person: Person) -> Cell:
    """The date of birth as a date where there is one whole one, else in words."""
    found = view.details.born(person.listings)
    if len(found) == 1 and (day := as_date(found[0])):
        return day
    return " or ".join(map(spoken, found)) or NOT_RECORDED


def on_list(view: Redacted, person: Person, code: int, kinds: Sequence[str] = MAIN) -> str | None:
    """The cell of a list's column: whether the person is on it or may be, and the status."""
    certain, found = view.found_on(person, code)
    if not found:
        return None
    mark = TICK if certain else DOUBT
    status = dict.fromkeys(text for i in found for text in view.said(i).labelled(kinds))
    return "\n".join([f"{mark} {next(iter(status), '')}".strip(), *list(status)[1:]])


def marked(view: Redacted, person: Person, code: int) -> str:
    """ "✓ IOM", or with a question mark where it is still to check."""
    certain, _ = view.found_on(person, code)
    return f"{TICK if certain else DOUBT} {view.list_names[code]}"


def registers_of(view: Redacted, person: Person) -> list[str]:
    """Each register the person is on, with its risk and lead officer."""
    told = []
    for code in person.lists:
        if view.listings.lists[code].kind == "register":
            found = view.found_on(person, code)[1]
            status = dict.fromkeys(
                text for i in found for text in view.said(i).labelled(("risk", "lead"))
            )
            told.append(f"{marked(view, person, code)}{': ' if status else ''}{'; '.join(status)}")
    return told


def lead_words(view: Redacted, person: Person) -> str | None:
    """The panel that might lead on somebody who is on several."""
    code = view.lead(person)
    return None if code is None or person.panels < 2 else view.list_names[code]


def since_words(view: Redacted, person: Person) -> str | None:
    """What is new about the person since the last run."""
    if view.since is None:
        return None
    if not view.since.is_known(person.person_id):
        return "New"
    on = view.since.now.people[person.person_id]
    new = view.since.joined(person.person_id)
    joined = [name if on[name].certain else f"{name} (to check)" for name in new]
    return f"New on {listed(joined)}" if joined else None


def why_in_short(view: Redacted, person: Person) -> str:
    """What agrees between all the rows and between some, and each link to check."""
    sure = [join for join in person.joins if join.certain and join.link >= 0]
    agreeing = [view.pairs.agreeing(join) for join in sure]
    every = (
        [words for words in agreeing[0] if all(words in a for a in agreeing)] if agreeing else []
    )
    some = dict.fromkeys(words for a in agreeing for words in a if words not in every)
    told = [f"Throughout: {', '.join(every)}"] if every else []
    told += [f"On some: {', '.join(some)}"] if some else []
    told += [view.pairs.join_words(j) for j in person.joins if not j.certain or j.link < 0]
    return "\n".join(told)


def differing(view: Redacted, person: Person) -> list[str]:
    """The details on which the lists disagree, each as the start of a sentence."""
    found = view.details.differences(person.listings)
    return [sentence(view.details.in_words(difference)) for difference in found]
