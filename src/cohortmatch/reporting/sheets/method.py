"""Method and limits: what was done, how reliable it is, and what not to use it for."""

from __future__ import annotations

from cohortmatch.core.types import ListInfo
from cohortmatch.disclosure.redacted import Redacted
from cohortmatch.linkage.clustering import rule_in_words
from cohortmatch.linkage.never_certain import DOUBTS
from cohortmatch.linkage.pairs import Band
from cohortmatch.people.details import as_at_words
from cohortmatch.people.expected import in_full, likely
from cohortmatch.people.words import FIELD_WORDS, IDENTIFIERS
from cohortmatch.reporting.sheet import Cell, ReportSheet, SheetColumn, SheetTable, columns
from cohortmatch.reporting.sheets.summary import compared, source

Row = tuple[str, str]
KEPT_WORDS = {**FIELD_WORDS, "age": "age", "phone": "phone number"}
LIMITS: tuple[Row, ...] = (
    (
        "What this is",
        "This is a proposal for people to check, made from the lists. It decides, changes and "
        "sends nothing.",
    ),
    (
        "What not to use it for",
        "Somebody who is not shown here may still be on another list: the absence of a match is "
        "not evidence of absence. Do not act on a pair that is still to check.",
    ),
    (
        "Who may be missed",
        "Studies of linked public records find that matches are missed more often for people from "
        "ethnic minorities, people who move or have no fixed abode, and wherever details are "
        "missing; wrong matches are more likely among young men with common names.",
    ),
    (
        "Panels and registers",
        "A panel is a meeting that keeps a list. A register (a caseload, a matrix, a families "
        "programme) confirms who somebody is and is shown apart; being on a panel and a "
        "register is not being on more than one panel.",
    ),
    (
        "Who is left out",
        "Victims and witnesses are counted and not matched; so are rows without a role, on a list "
        "that holds victims too. Everybody shown is a subject on at least one list.",
    ),
)


def method(view: Redacted) -> ReportSheet:
    """The sheet that explains the others."""
    rows: list[list[Cell]] = [
        [topic, text] for topic, text in (*LIMITS, *_how(view), *_links(view), *_lists(view))
    ]
    head = columns(SheetColumn("Topic", 28), SheetColumn("What to know", 110))
    return ReportSheet(
        title="Method and limits",
        sentence="How the lists were matched, how far that can be relied on, and what was read.",
        table=SheetTable("Method_and_limits", head, rows),
    )


def _how(view: Redacted) -> list[Row]:
    return [
        (
            "How rows are compared",
            f"Each pair of rows is compared on {_evidence(view)}; {compared(view)}. What "
            "agrees counts for one person, what differs counts against, and what is missing does "
            "not count. Weights are in bits, from published figures.",
        ),
        (
            "How sure",
            f"{rule_in_words(view.model.cut_offs)} Your team's decisions apply whatever the "
            "weight. A person is certain when certain links connect all their panels.",
        ),
        ("Rules of doubt", " ".join(doubt.why for doubt in DOUBTS)),
        (
            "Model",
            f"{view.model.name}, dated {view.model.dated}. Figures from: "
            f"{'; '.join(view.model.sources.values())}.",
        ),
    ]


def _evidence(view: Redacted) -> str:
    used = [c.words for c in view.model.comparisons if not c.words.endswith("?")]
    return ", ".join(used)


def _links(view: Redacted) -> list[Row]:
    bands = view.resolved.band
    same, check = int((bands == Band.same).sum()), int((bands == Band.check).sum())
    words = f"{same:,} pairs of rows are certainly one person; {check:,} are to check"
    settled = check - len(view.questions)
    decided = f", {settled:,} of them decided by your team" if settled else ""
    told = [("Pairs of rows", f"{words}{decided}. All are in links.csv.")]
    found = likely(view)
    return [*told, ("How many may be wrong", in_full(view, found))] if found else told


def _lists(view: Redacted) -> list[Row]:
    return [
        (f"List: {info.name}", _about(view, code, info))
        for code, info in enumerate(view.listings.lists)
    ]


def _about(view: Redacted, code: int, info: ListInfo) -> str:
    as_at = f", as at {as_at_words(info)}" if info.as_at else ""
    left_out = "".join(f"; {number:,} {why} left out" for why, number in info.excluded.items())
    read = f"{info.kind.capitalize()}, {source(info)}{as_at}: {info.listings:,} listings matched"
    return f"{read} of {info.rows_in:,} rows{left_out}. Recorded: {_complete(view, code)}."


def _complete(view: Redacted, code: int) -> str:
    """How complete the list is: the share of its listings that hold each detail."""
    here = view.listings.list_code == code
    size = int(here.sum())
    told = []
    for name in ("date_of_birth", "age", "sex", *IDENTIFIERS, "postcode", "phone"):
        has = int((view.listings.field(name).counts[here] > 0).sum())
        if has:
            told.append(f"{KEPT_WORDS[name]} {has / size:.0%}")
    return ", ".join(told) or "names only"
