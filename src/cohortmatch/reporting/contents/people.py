"""On several panels, and on a panel and a register: one row a person, one column a list."""

from __future__ import annotations

from collections.abc import Sequence

from cohortmatch.reporting.details import as_date, spoken
from cohortmatch.reporting.persons import Person
from cohortmatch.reporting.sheets import Cell, Column, Sheet, Table, columns
from cohortmatch.reporting.view import View
from cohortmatch.reporting.words import NOT_RECORDED, count, sentence

TICK, DOUBT = "✓", "?"
KEY = f"{TICK} on the list; {DOUBT} on the list if it is the same person, which is still to check."


def on_panels(view: View) -> Sheet:
    """The people on more than one panel."""
    people = view.on_panels
    return Sheet(
        title="On several panels",
        sentence=f"{count(len(people), 'person', 'people')} on more than one panel. {KEY}",
        table=_table(view, "On_several_panels", people, "Nobody is on more than one panel"),
    )


def with_register(view: View) -> Sheet:
    """The people on one panel and at least one register."""
    people = view.with_register
    return Sheet(
        title="On a panel and a register",
        sentence=f"{count(len(people), 'person', 'people')} on one panel and a register "
        f"(a list that is no meeting). {KEY}",
        table=_table(view, "On_a_register", people, "Nobody is on a panel and a register"),
    )


def _table(view: View, name: str, people: Sequence[Person], empty: str) -> Table:
    shown = sorted({code for person in people for code in person.lists})
    head = columns(
        Column("Ref", 7),
        Column("Name", 18),
        Column("Other names", 15),
        Column("Date of birth", 12, "date"),
        Column("Age", 7),
        Column("Panels", 7, "number"),
        Column("Lists", 6, "number"),
        (Column(view.list_names[code], 13) for code in shown),
        Column("How sure", 12),
        Column("Why we think so", 28),
        Column("Details that differ", 28),
    )
    return Table(name, head, [_row(view, person, shown) for person in people], empty)


def _row(view: View, person: Person, shown: Sequence[int]) -> list[Cell]:
    return [
        person.person_id,
        view.title(person),
        "; ".join(view.other_names(person)),
        born(view, person),
        view.age_words(person),
        person.panels,
        len(person.lists),
        *(on_list(view, person, code) for code in shown),
        person.how_sure,
        why_in_short(view, person),
        "\n".join(differing(view, person)) or "None",
    ]


def born(view: View, person: Person) -> Cell:
    """The date of birth as a date where there is one whole one, else in words."""
    found = view.details.born(person.listings)
    if len(found) == 1 and (day := as_date(found[0])):
        return day
    return " or ".join(map(spoken, found)) or NOT_RECORDED


def on_list(view: View, person: Person, code: int) -> str | None:
    """What stands in a list's column: on it or perhaps, and what the list itself says."""
    certain, found = view.found_on(person, code)
    if not found:
        return None
    mark = TICK if certain else DOUBT
    status = dict.fromkeys(text for listing in found for text in view.written.status(listing))
    return "\n".join([f"{mark} {next(iter(status), '')}".strip(), *list(status)[1:]])


def why_in_short(view: View, person: Person) -> str:
    """What agrees between all the rows and between some, and each link that is to check."""
    agreeing = [view.agreeing(join) for join in person.joins if join.certain and join.link >= 0]
    every = (
        [words for words in agreeing[0] if all(words in a for a in agreeing)] if agreeing else []
    )
    some = dict.fromkeys(words for a in agreeing for words in a if words not in every)
    told = [f"Throughout: {', '.join(every)}"] if every else []
    told += [f"On some: {', '.join(some)}"] if some else []
    told += [view.join_words(j) for j in person.joins if not j.certain or j.link < 0]
    return "\n".join(told)


def differing(view: View, person: Person) -> list[str]:
    """The details on which the lists disagree, as sentences' beginnings."""
    found = view.details.differences(person.listings)
    return [sentence(view.details.in_words(difference)) for difference in found]
