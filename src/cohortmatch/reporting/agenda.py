"""The agenda: the sheets of one panel's edition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from cohortmatch.core.plurals import count
from cohortmatch.core.types import ListInfo
from cohortmatch.disclosure.audience import Audience
from cohortmatch.disclosure.stated import agreement_rows
from cohortmatch.linkage.explanations import listed
from cohortmatch.people.counts import untold, with_others_untold
from cohortmatch.people.details import as_at_words, as_date, spoken
from cohortmatch.people.persons import Person
from cohortmatch.people.says import BORN, NAME, details_says, in_words
from cohortmatch.people.words import FIELD_WORDS, NOT_RECORDED, sentence
from cohortmatch.reporting.edition_clocks import edition_clocks
from cohortmatch.reporting.sheet import Cell, ReportSheet, SheetColumn, SheetTable, columns
from cohortmatch.reporting.sheets.ages import WORDS
from cohortmatch.reporting.sheets.corrections import rows as correction_rows
from cohortmatch.reporting.sheets.method import LIMITS
from cohortmatch.reporting.sheets.people import DOUBT, TICK
from cohortmatch.reporting.sheets.summary import old_lists
from cohortmatch.store.kept_listings import KeptDetails

ORDER = (
    "Those on most other panels come first, then those on most other lists, then they stand as on "
    "the list."
)
PERHAPS = f"{DOUBT} Perhaps, still to check"


def edition_sheets(audience: Audience) -> list[ReportSheet]:
    """Every sheet of an edition, in order."""
    return [
        agenda(audience),
        only_here(audience),
        *no_longer_here(audience),
        under_18(audience),
        *edition_clocks(audience),
        *([corrections(audience)] if audience.view.keeps_own else []),
        about(audience),
    ]


def headline(audience: Audience) -> str:
    """How many of a list's people are elsewhere, as a sentence."""
    lists = audience.view.listings.lists
    if audience.code is not None and (nobody := lists[audience.code].nobody_matched):
        return f"{sentence(nobody)}."
    certain = sum(_is_certain(audience, person) for person in audience.elsewhere)
    doubt = len(audience.elsewhere) - certain
    many = count(certain, "is", "are").partition(" ")
    more = f", and {doubt:,} more may be, which is still to check" if doubt else ""
    told = (
        f"{many[0]} of {count(len(audience.people), 'person', 'people')} on {audience.name} "
        f"{many[2]} also on {audience.another} that may be shown here{more}."
    )
    return _untold(audience) or (
        with_others_untold(told, why) if (why := why_untold(audience)) else told
    )


def _untold(audience: Audience) -> str:
    """That nobody can be told to be on another panel, and why; '' where somebody can."""
    why = "" if audience.elsewhere else why_untold(audience)
    return why and (
        f"It cannot be told whether anybody on {audience.name} is also on {audience.another} that "
        f"may be shown here: {why}."
    )


def why_untold(audience: Audience) -> str:
    """Of which other panels nobody can be told, and why."""
    lists = audience.view.listings.lists
    return untold(info for info in lists if info.kind == "panel" and info.name != audience.name)


def _is_certain(audience: Audience, person: Person) -> bool:
    lists = audience.view.listings.lists
    return any(lists[code].kind == "panel" for code in audience.others(person))


def _news_words(audience: Audience, person: Person) -> str | None:
    """What is new of a person since the last edition, and what their own list says otherwise."""
    both = audience.new_words(person), audience.changed_words(person)
    return "; ".join(filter(None, both)) or None


def agenda(audience: Audience) -> ReportSheet:
    """The panel's people who are on another panel too."""
    people = audience.elsewhere
    view = audience.view
    kinds = [info.kind for info in view.listings.lists]
    shown = sorted(
        {c for p in people for c in (*audience.others(p), *audience.doubtful(p))}
        - {code for code, kind in enumerate(kinds) if kind != "panel"}
    )
    head = columns(
        *_who(audience),
        SheetColumn(audience.says, 36),
        (SheetColumn(view.list_names[code], 17) for code in shown),
        SheetColumn("Registers", 18),
        SheetColumn("Suggested lead", 14),
        [SheetColumn("Since last edition", 10)] if audience.news else [],
        SheetColumn("Other lists differ on", 16),
        SheetColumn("Also known to", 16),
    )
    rows = [[*_who_cells(audience, p), *_elsewhere(audience, p, shown)] for p in people]
    return ReportSheet(
        title="Agenda",
        sentence=headline(audience),
        table=SheetTable(
            "Agenda", head, rows, (_untold(audience) or "Nobody is on another panel").rstrip(".")
        ),
        lines=tuple(_lines(audience)),
    )


def _lines(audience: Audience) -> Iterator[str]:
    now = [audience.view.age_now(person) for person in audience.people]
    under = sum(each.group == "under 18" for each in now)
    unknown = sum(each.group == "unknown" for each in now)
    told = [f"under 18: {under:,}"] if under else []
    told += [f"age not known: {unknown:,}"] if unknown else []
    if told:
        yield f"{sentence('; '.join(told))}. They are on the sheet “Under 18”."
    news = audience.news
    if news is not None:
        new = sum(bool(audience.new_words(p)) for p in audience.people)
        day = spoken(news.day)
        yield f"{count(new, 'person', 'people')} new on a list since the last edition, of {day}."
        for name, since in news.since.items():
            yield f"{name} was not in it: people new there are shown since {spoken(since)}."
        if news.left:
            yield f"{count(len(news.left), 'row')} no longer on {audience.name} since then."
        if missing := news.missing(audience.view.list_names):
            yield f"In the last edition and not in this one: {listed(missing)}."
    yield f"{TICK} is certain. {PERHAPS}: do not act on it. {ORDER}"


def _who(audience: Audience) -> tuple[SheetColumn, ...]:
    return (
        SheetColumn("Ref", 7),
        SheetColumn("Row", 7),
        SheetColumn("Name", 20),
        SheetColumn("Date of birth", 12, "date"),
        SheetColumn("Age", 8),
    )


def _who_cells(audience: Audience, person: Person) -> list[Cell]:
    """Who somebody is, as the audience's own list says."""
    view, own, who = audience.view, audience.own(person), audience.naming(person)
    names = dict.fromkeys(filter(None, (view.written.name(i).text for i in who)))
    doubt = ("" if i in person.core else f"{DOUBT} " for i in own)
    rows = ", ".join(f"{mark}{row}" for mark, row in zip(doubt, view.rows(own), strict=True))
    group = view.age_now(person).group
    mark = {"under 18": "Under 18", "unknown": "Not known", "adult": ""}[group]
    age = view.age_words(person) if group == "adult" else mark
    return [
        audience.ref(person),
        # gaps between the rows of another's list would tell how many are hidden
        rows if view.keeps_own else None,
        " or ".join(names) or NOT_RECORDED,
        _born(audience, who),
        age,
    ]


def _born(audience: Audience, own: Sequence[int]) -> Cell:
    found = audience.view.details.born(own)
    if len(found) == 1 and (day := as_date(found[0])):
        return day
    return " or ".join(map(spoken, found)) or NOT_RECORDED


def _elsewhere(audience: Audience, person: Person, shown: Sequence[int]) -> Iterator[Cell]:
    """The status on other lists, as far as the audience may see it."""
    yield "\n".join(audience.own_words(person)) or None
    yield from (_on(audience, person, code) for code in shown)
    yield "\n".join(_registers(audience, person)) or None
    yield audience.lead(person) or None
    if audience.news is not None:
        yield _news_words(audience, person)
    yield "\n".join(sentence(words) for words in _differing(audience, person)) or None
    yield "\n".join(audience.known_to(person)) or None


def _on(audience: Audience, person: Person, code: int) -> str | None:
    if code in audience.doubtful(person):
        return PERHAPS
    if code not in audience.others(person):
        return None
    first, *rest = audience.said(person, code) or [""]
    return "\n".join([f"{TICK} {first}".strip(), *rest])


def _registers(audience: Audience, person: Person) -> Iterator[str]:
    lists = audience.view.listings.lists
    for code in (*audience.others(person), *audience.doubtful(person)):
        if lists[code].kind == "register":
            sure = code in audience.others(person)
            told = "; ".join(audience.said(person, code)) if sure else "perhaps, still to check"
            yield f"{TICK if sure else DOUBT} {lists[code].name}{f': {told}' if told else ''}"


def _differing(audience: Audience, person: Person) -> list[str]:
    """The details on which the audience's list and certain others differ, without the values."""
    found = audience.view.details.differences(sorted(person.core))
    own = set(audience.own(person))
    return [
        FIELD_WORDS[each.field]
        for each in found
        if any(own.intersection(who) for _, who in each.values)
    ]


def only_here(audience: Audience) -> ReportSheet:
    """The panel's people who are on no other panel."""
    people = audience.only_here
    head = columns(
        *_who(audience),
        SheetColumn(audience.says, 40),
        SheetColumn("Registers", 40),
        [SheetColumn("Since last edition", 16)] if audience.news else [],
        SheetColumn("Also known to", 24),
    )
    rows = [
        [
            *_who_cells(audience, p),
            "\n".join(audience.own_words(p)) or None,
            "\n".join(_registers(audience, p)) or None,
            *([_news_words(audience, p)] if audience.news else []),
            "\n".join(audience.known_to(p)) or None,
        ]
        for p in people
    ]
    return ReportSheet(
        title="On no other panel",
        sentence=f"{count(len(people), 'person', 'people')} on {audience.name} and on no other "
        f"panel that may be shown here, as far as is known.",
        table=SheetTable("On_no_other_panel", head, rows, "Everybody is on another panel"),
    )


def no_longer_here(audience: Audience) -> Iterator[ReportSheet]:
    """Who is no longer on the panel's own list, as it named them; none for a first edition."""
    news = audience.news
    if news is None:
        return
    rows = sorted([_left_cells(each) for each in news.left], key=str)
    yield ReportSheet(
        title="No longer on the list",
        sentence=f"{count(len(rows), 'row')} on {audience.name} at the last edition, of "
        f"{spoken(news.day)}, and no longer.",
        table=SheetTable(
            "No_longer_on_the_list",
            columns(SheetColumn("Name", 30), SheetColumn("Date of birth", 18)),
            rows,
            "Everybody is still on the list",
        ),
    )


def _left_cells(said: KeptDetails | None) -> list[Cell]:
    if said is None:
        return [NOT_RECORDED, NOT_RECORDED]
    says = details_says(said)
    return [in_words(kind, says.get(kind, frozenset())) for kind in (NAME, BORN)]


def under_18(audience: Audience) -> ReportSheet:
    """The panel's people who are under 18, may be, or soon will not be."""
    found = [(p, audience.view.age_now(p)) for p in audience.people]
    young = [(p, now) for p, now in found if now.group != "adult"]
    young.sort(key=lambda each: (each[1].group == "unknown", each[1].turns_adult or date.max))
    head = columns(
        *_who(audience), SheetColumn("Group", 16), SheetColumn("Turns 18 on", 14, "date")
    )
    rows: list[list[Cell]] = [
        [*_who_cells(audience, p), WORDS[now.group], now.turns_adult] for p, now in young
    ]
    under = sum(now.group == "under 18" for _, now in young)
    return ReportSheet(
        title="Under 18",
        sentence=f"{count(under, 'person', 'people')} under 18; {len(young) - under:,} more may "
        "be: their age is not known.",
        table=SheetTable("Under_18", head, rows, "Nobody is under 18 or of unknown age"),
    )


def corrections(audience: Audience) -> ReportSheet:
    """Details of the panel's people that other lists give differently, or could supply."""
    view = audience.view
    mine = {i for person in audience.people for i in audience.own(person)}
    found = [
        (listing, cells)
        for _, listing, cells in correction_rows(view, only=audience.code)
        if listing in mine
    ]
    found.sort(key=lambda told: view.rank[told[0]])
    owner = {i: person for person in audience.people for i in audience.own(person)}
    rows = [[cells[1], audience.ref(owner[i]), *cells[3:]] for i, cells in found]
    head = columns(
        SheetColumn("Row", 8),
        SheetColumn("Ref", 8),
        SheetColumn("Name", 24),
        SheetColumn("Detail", 24),
        SheetColumn(audience.says, 28),
        SheetColumn("Other lists say", 44),
        SheetColumn("What to do", 32),
    )
    return ReportSheet(
        title="Corrections",
        sentence=f"{count(len(found), 'detail')} for the keeper of {audience.name} to look at.",
        table=SheetTable("Corrections", head, rows, "Nothing to correct"),
    )


def about(audience: Audience) -> ReportSheet:
    """For whom the edition is, what it shows and what it leaves out."""
    people = count(len(audience.people), "person", "people")
    agreed = audience.view.agreed
    whom = f"the members of {audience.name}" if agreed is None else audience.reader
    rows = [
        ("For whom", f"For {whom} only; it holds {people}."),
        *(() if agreed is None else agreement_rows(audience.view, agreed)),
        ("What is shown", " ".join(audience.shown_words())),
        *(("Old lists", text) for text in old_lists(audience.view)),
        *((f"List: {info.name}", _dated(info)) for info in audience.view.listings.lists),
        *LIMITS[:3],
    ]
    return ReportSheet(
        title="About this edition",
        sentence=f"Made for {audience.reader}: do not pass it on to others.",
        table=SheetTable(
            "About",
            columns(SheetColumn("Topic", 28), SheetColumn("What to know", 110)),
            list(map(list, rows)),
        ),
    )


def _dated(info: ListInfo) -> str:
    return f"As at {as_at_words(info)}." if info.as_at else "Its date is not recorded."
