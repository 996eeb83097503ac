"""Summary: the headline, each list's figures and overlaps, what to read first, and the run's
details. It fills one printed side.
"""

from __future__ import annotations

from typing import Any

from cohortmatch.core.markup import NOTHING
from cohortmatch.core.plurals import count
from cohortmatch.core.types import ListInfo
from cohortmatch.decisions.ledger import unsure_words, waiting_words
from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.linkage.explanations import listed
from cohortmatch.people.changes import GONE, GREW, MISSING, NEW, SHRANK, Since
from cohortmatch.people.counts import STALE_AFTER_DAYS, ListCounts, days_old
from cohortmatch.people.details import as_at_words, spoken
from cohortmatch.people.expected import in_short, likely
from cohortmatch.people.words import NOT_RECORDED, sentence
from cohortmatch.reporting.sheet import Cell, ReportSheet, SheetColumn, SheetTable, columns
from cohortmatch.reporting.sheets.ages import sentence_of, young
from cohortmatch.reporting.sheets.planted import planted_lines
from cohortmatch.reporting.sheets.quality import points

POOR_BIRTHDAYS = 0.8
"""A list with dates of birth for fewer of its listings than this is told of first."""
AT_MOST_TOLD = 8
"""How many lines "Read this first" has at most, so that the summary stays on one side."""


def summary(view: Redacted) -> ReportSheet:
    """The one-page sheet to print for the meeting."""
    tally = view.counts
    return ReportSheet(
        title="Summary",
        sentence=tally.headline,
        table=overlap_table(view),
        lines=tuple(summary_lines(view, where=True)),
        notes=(
            *(("Read this first", text) for text in read_first(view)),
            *(("This run", text) for text in run_details(view)),
        ),
        one_side=True,
    )


def summary_lines(view: Redacted, *, where: bool = False) -> list[str]:
    """The sentences under the headline; `where` says where the pairs to decide are."""
    tally = view.counts
    review = f"{tally.asked}{_where_to_review(view) if where else ''}"
    since, waiting = since_line(view), waiting_line(view)
    unsure = unsure_line(view)
    lines = (tally.second, tally.spread, since, waiting, review, unsure, ages_line(view))
    return [line for line in lines if line]


def since_line(view: Redacted) -> str:
    """What changed since the last run, as a sentence; '' when this is the first that is kept."""
    if view.since is None:
        return ""
    day = view.since.before.as_of
    when = f" on {spoken(day)}" if day else ""
    again = len(view.asked_again_now)
    asked = f"; {count(again, 'decision')} asked again because details changed" if again else ""
    return (
        f"Since the last run{when}: {_told(view.since, NEW)} newly on several panels, "
        f"{_told(view.since, GONE)} no longer{asked}."
    )


def _told(since: Since, what: str) -> str:
    """ "3 (1 to check)": how many changes of a kind there are, and how many are to check."""
    number, to_check = since.count(what), since.to_check(what)
    if not to_check:
        return f"{number:,}"
    return f"{number:,} ({'to check' if to_check == number else f'{to_check:,} to check'})"


def unsure_line(view: Redacted) -> str:
    """How many pairs are answered “not sure yet”, as a sentence; '' where none is, and for a panel,
    whose decisions these are not."""
    if view.reviewed is None or view.own is not None or not view.reviewed.unsure:
        return ""
    asked = "asked again when one of the rows changes"
    return f"{unsure_words(len(view.reviewed.unsure))}: still to check, and {asked}."


def waiting_line(view: Redacted) -> str:
    """How many decisions apply to nobody on the lists, as a sentence; '' where none does, and for a
    panel, whose decisions these are not."""
    if view.reviewed is None or view.own is not None or not view.reviewed.gone:
        return ""
    return f"{waiting_words(view.reviewed.gone)}. They count again when both rows are back."


def ages_line(view: Redacted) -> str:
    """How many on the panels are under 18, may be, or turn 18 soon, as a sentence."""
    return sentence_of(list(young(view)))


def _where_to_review(view: Redacted) -> str:
    return " They are on the sheet “To review”." if view.questions else ""


def overlap_table(view: Redacted) -> SheetTable:
    """One row a list: what it is, how complete it is, and how many of its people are on each other
    list."""
    head = columns(
        SheetColumn("List", 11),
        SheetColumn("Kind", 9),
        SheetColumn("File", 22),
        SheetColumn("As at", 11, "date"),
        SheetColumn("Listings", 9, "number"),
        SheetColumn("Date of birth usable", 9, "share"),
        SheetColumn("People listed twice or more", 9, "number"),
        SheetColumn("People on other lists", 9, "number"),
        (SheetColumn(f"Also on {name}", 8, "number") for name in view.list_names),
    )
    rows = [
        _row(info, tally)
        for info, tally in zip(view.listings.lists, view.counts.per_list, strict=True)
    ]
    return SheetTable("Summary_lists", head, rows)


def _row(info: ListInfo, tally: ListCounts) -> list[Cell]:
    return [
        info.name,
        info.kind.capitalize(),
        source(info),
        (as_at_words(info) if info.as_at_month else info.as_at) or NOT_RECORDED,
        tally.listings,
        tally.born / tally.listings if tally.listings else None,
        tally.repeats,
        tally.elsewhere,
        *(NOTHING if number is None else number for number in tally.shared),
    ]


def source(info: ListInfo) -> str:
    """The source of a list: its file and sheet."""
    sheet = f", sheet {info.sheet}" if info.sheet else ""
    return f"{info.file}{sheet}" if info.file else "a table in memory"


def read_first(view: Redacted) -> list[str]:
    """What a reader must know first: old lists, unusable dates, errors."""
    makers = (
        _agreement,
        planted_lines,
        _nobody_matched,
        _problems,
        lists_gone,
        old_lists,
        _undated_lists,
        _odd_lists,
        _without_birthdays,
        _left_out,
    )
    told = [text for make in makers for text in make(view)]
    more = len(told) - AT_MOST_TOLD
    if more > 0:
        told = [*told[: AT_MOST_TOLD - 1], f"{count(more + 1, 'more point')}: see “Data quality”."]
    return told or ["Nothing stands out. See “Data quality” for the details."]


def _agreement(view: Redacted) -> list[str]:
    """What is soon to be renewed of the sharing agreement."""
    used: Any = view.manifest.get("agreement") or {}
    return list(used.get("warnings", ()))


def _problems(view: Redacted) -> list[str]:
    errors = [f for f in view.listings.noticed if f.kind.severity == "error"]
    told = [f"{f.list_name}: {f.kind.title}; {f.kind.done}." for f in errors]
    if look := points(view):
        told.append(f"{count(look, 'point')} to look at in the lists: see “Data quality”.")
    return told


def lists_gone(view: Redacted) -> list[str]:
    """A sentence for each list that the last run or one of this day read and this one did not."""
    memory = view.memory
    gone = memory.gone(view.list_names) if memory is not None else {}
    return [
        f"{name} was read on {spoken(day)} and is not read this time: nobody is shown on it."
        for name, day in gone.items()
    ]


def old_lists(view: Redacted) -> list[str]:
    """A sentence for each list older than a month's refresh."""
    return [
        f"{info.name} is {_age(info, days)} old (as at {as_at_words(info)}): "
        "people may have joined or left since."
        for info in view.listings.lists
        if (days := days_old(info.as_at, view.listings.as_of)) is not None
        and days > STALE_AFTER_DAYS
    ]


def _age(info: ListInfo, days: int) -> str:
    """How old a list is; of a month alone only that it is so old at the most."""
    return f"up to {days} days" if info.as_at_month else f"{days} days"


def _undated_lists(view: Redacted) -> list[str]:
    names = [info.name for info in view.listings.lists if info.file and info.as_at is None]
    if not names:
        return []
    if len(names) == len(view.list_names):
        return ["No list gives its own date, so it is not known how old they are."]
    return [f"Without a date of its own, so of unknown age: {listed(names)}."]


def _odd_lists(view: Redacted) -> list[str]:
    """Lists that are missing this time, or have grown or shrunk by much."""
    if view.since is None:
        return []
    words = {
        MISSING: "was read last time and not this time: nobody on it can be found.",
        GREW: "has {now} and had {before}: check that it is the right file.",
        SHRANK: "has {now} and had {before}: check that it is a whole export.",
    }
    return [
        f"{c.list_name} {words[c.what].format(now=c.now, before=c.before)}"
        for c in view.since.changes
        if c.what in words
    ]


def _without_birthdays(view: Redacted) -> list[str]:
    told = [
        f"{info.name} ({tally.born:,} of {tally.listings:,})"
        for info, tally in zip(view.listings.lists, view.counts.per_list, strict=True)
        if tally.listings and tally.born / tally.listings < POOR_BIRTHDAYS
    ]
    if not told:
        return []
    return [
        f"Few listings have a usable date of birth on {listed(told)}: some of the people there "
        "may be on other lists without being found."
    ]


def _left_out(view: Redacted) -> list[str]:
    return [
        f"{info.name}: {count(sum(info.excluded.values()), 'row')} left out "
        f"({'; '.join(f'{number:,} {why}' for why, number in info.excluded.items())})."
        for info in view.listings.lists
        if info.excluded and not info.nobody_matched
    ]


def _nobody_matched(view: Redacted) -> list[str]:
    return [
        f"{sentence(info.nobody_matched)}. See “Data quality” for what to do."
        for info in view.listings.lists
        if info.nobody_matched
    ]


def run_details(view: Redacted) -> list[str]:
    """The run's details, without anything that changes from one run to the next."""
    version = view.manifest.get("version")
    made = f"cohortmatch {version}" if version else "cohortmatch"
    as_of, found = view.listings.as_of, likely(view)
    told = [
        f"Made with {made}, model {view.model.name}, as of "
        f"{spoken(as_of) if as_of else 'no stated day'}.",
        f"{view.counts.scope}; {compared(view)}.",
        *([in_short(view, found)] if found else ()),
        "Absence here does not prove that somebody is on no other list. See “Method and limits”.",
    ]
    return told


def compared(view: Redacted) -> str:
    """How many pairs were compared, where the manifest says so."""
    pairs = view.manifest.get("pairs", {})
    number = pairs.get("compared")
    if number is None:
        return "pairs of listings were compared"
    if pairs.get("every_pair"):
        return f"every pair was compared ({number:,})"
    rules = listed([str(rule) for rule in pairs.get("rules", ())], "or")
    chosen = f" that share {rules}" if rules else ""
    return f"{number:,} of {pairs.get('possible', 0):,} pairs were compared, those{chosen}"
