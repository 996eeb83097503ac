"""The chair's page as the first part of an edition's page.

A long agenda is shortened, so that it fits one printed side: those of whom there is nothing to tell
stand below the table, in columns. One that still does not fit is split over sides, and says where.
The table's foot, which is printed on each side, says with which number it ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import starmap
from typing import Any

from cohortmatch.core.plurals import count
from cohortmatch.disclosure.audience import PRESSING_KINDS
from cohortmatch.reporting.chair import Chair, ChairLine
from cohortmatch.reporting.own_risk import own_risk
from cohortmatch.reporting.page import PagePart, template_text
from cohortmatch.reporting.print_sides import AgendaText, PrintPlan, print_plan, split_words
from cohortmatch.reporting.sheets.chair import ASK, NO_DOUBT, NOTHING, TITLE, UNPROVEN

__all__ = ["chair_part"]

TYPE = (
    "{}@media print {{ .chair {{ --size: {}pt; --leading: {}; --pad: {:.2f}pt; --short: {}; }}{} }}"
)
WIDTH = " .chair col:nth-child({}) {{ width: {}%; }}"


def chair_part(chair: Chair) -> tuple[PagePart, dict[str, Any]]:
    """The part's entry in the contents, and what its template is filled with."""
    text, plan = print_plan(_agenda(chair, is_short=False), _agenda(chair, is_short=True))
    numbers = [row[0] for row in text.rows]
    split = list(split_words(text, plan, numbers)) if len(plan.sides) > 1 else []
    content = {
        "style": _style(plan),
        "title": chair.title,
        "headline": text.headline,
        "told": text.told,
        "split": split,
        "heads": text.heads,
        "rows": text.rows,
        "bodies": [text.rows[first:last] for first, last in _rows_of(plan)],
        "last": numbers[-1] if numbers else 0,
        "quiet": text.shorts,
        "shorts": list(_shorts_of(text, plan)),
        "nothing": text.shorts_head,
        "nobody": NOTHING,
        "unproven": chair.unproven,
        "about_unproven": UNPROVEN,
        "unproven_overleaf": len(plan.sides) > 1 and plan.sides[-1].holds_nobody,
        "no_doubt": NO_DOUBT,
        "end": f"End of the agenda: {count(len(chair.lines), 'person', 'people')}.",
    }
    return PagePart("chair", TITLE, f"{len(chair.lines):,}"), content


def _agenda(chair: Chair, *, is_short: bool) -> AgendaText:
    """The agenda with everybody in its table, or with those of whom there is nothing to tell below
    it."""
    risk_head, risks = own_risk(chair.said, PRESSING_KINDS)
    told = list(zip(chair.lines, risks, strict=True))
    quiet = [each for each in told if is_short and each[0].is_quiet]
    rows = [each for each in told if not (is_short and each[0].is_quiet)]
    return AgendaText(
        headline=chair.headline,
        told=" ".join((*chair.told, ASK)),
        heads=("No.", "Name", "Born (age)", risk_head, "Also on", "Lead", "New, due, different"),
        rows=[_row(line, risk, is_short=is_short) for line, risk in rows],
        shorts=list(starmap(_in_short, quiet)),
        shorts_head=_nothing_words(len(quiet), risk_head) if quiet else "",
        unproven=chair.unproven or [NO_DOUBT],
    )


def _style(plan: PrintPlan) -> Any:
    """The style sheet of the part, with the type and the widths that it is printed in."""
    from markupsafe import Markup

    widths = "".join(WIDTH.format(n, wide) for n, wide in enumerate(plan.widths, 1))
    size = plan.type
    return Markup(
        TYPE.format(
            chair_style(), size.size, size.leading, size.padding, plan.short_columns, widths
        )
    )


@cache
def chair_style() -> Any:
    """The style sheet of every such part."""
    from markupsafe import Markup

    return Markup(template_text("chair.css"))


def _rows_of(plan: PrintPlan) -> list[tuple[int, int]]:
    """The rows of the table that stand on each side which has any."""
    return [side.rows for side in plan.sides if side.rows[1] > side.rows[0]]


def _shorts_of(text: AgendaText, plan: PrintPlan) -> Iterator[tuple[bool, Sequence[str]]]:
    """Whether people in short begin another side, and these people, side by side."""
    for n, side in enumerate(plan.sides):
        first, last = side.shorts
        if last > first:
            yield n > 0 and side.rows[0] == side.rows[1], text.shorts[first:last]


def _row(line: ChairLine, risk: str, *, is_short: bool) -> list[str]:
    known = f"Known to {', '.join(line.known)}" if line.known else ""
    differs = f"different: {line.differs}" if line.differs else ""
    return [
        *(str(line.number), line.name, line.born, risk),
        "; ".join(filter(None, (line.held, known))),
        # On a long agenda the panel's own lead alone, so that a line stays one line.
        line.lead.partition(" (")[0] if is_short else line.lead,
        "; ".join(filter(None, (line.new, line.changed, line.due, differs))),
    ]


def _in_short(line: ChairLine, risk: str) -> str:
    told = ", ".join(filter(None, (f"{line.number} {line.name}", line.age, risk)))
    return f"{told}; {line.lists}" if line.lists else told


def _nothing_words(many: int, risk_head: str) -> str:
    """What is said above those who stand below the table."""
    people = count(many, "person", "people")
    what = f"number, name, age, {risk_head}; lists"
    return f"On no other panel as far as is known; nothing new, due or different: {people} ({what})"
