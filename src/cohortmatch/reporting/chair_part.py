"""The chair's page as the first part of an edition's page.

A long agenda is shortened, so that it fits one printed side: those of whom there is nothing to tell
stand below the table, in columns. The table's foot, which is printed on each side, says with which
number it ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from cohortmatch.core.plurals import count
from cohortmatch.reporting.chair import Chair, ChairLine
from cohortmatch.reporting.page import PagePart, template_text
from cohortmatch.reporting.sheets.chair import ASK, NO_DOUBT, NOTHING, TITLE, UNPROVEN

__all__ = ["chair_part"]

HEADS = ("No.", "Name", "Born (age)", "RAG", "Also on", "Lead", "New, due, different")
SHORT = 20
"""Of a longer agenda, those of whom there is nothing to tell stand below the table."""


def chair_part(chair: Chair) -> tuple[PagePart, dict[str, Any]]:
    """The part's entry in the contents, and what its template is filled with."""
    is_long = len(chair.lines) > SHORT
    full = [line for line in chair.lines if not (is_long and line.is_quiet)]
    quiet = [line for line in chair.lines if is_long and line.is_quiet]
    content = {
        "style": chair_style(),
        "title": chair.title,
        "headline": chair.headline,
        "told": [*chair.told, ASK],
        "heads": HEADS,
        "rows": [_row(line, is_long=is_long) for line in full],
        "last": full[-1].number if full else 0,
        "quiet": [_in_short(line) for line in quiet],
        "nothing": _nothing_words(quiet),
        "nobody": NOTHING,
        "unproven": chair.unproven,
        "about_unproven": UNPROVEN,
        "no_doubt": NO_DOUBT,
        "dense": is_long,
        "end": f"End of the agenda: {count(len(chair.lines), 'person', 'people')}.",
    }
    return PagePart("chair", TITLE, f"{len(chair.lines):,}"), content


@cache
def chair_style() -> Any:
    """The style sheet of the part."""
    from markupsafe import Markup

    return Markup(template_text("chair.css"))


def _row(line: ChairLine, *, is_long: bool) -> list[str]:
    known = f"Known to {', '.join(line.known)}" if line.known else ""
    differs = f"different: {line.differs}" if line.differs else ""
    return [
        *(str(line.number), line.name, line.born, line.risk),
        "; ".join(filter(None, (line.held, known))),
        # On a long agenda the panel's own lead alone, so that a line stays one line.
        line.lead.partition(" (")[0] if is_long else line.lead,
        "; ".join(filter(None, (line.new, line.changed, line.due, differs))),
    ]


def _in_short(line: ChairLine) -> str:
    told = ", ".join(filter(None, (f"{line.number} {line.name}", line.age, line.risk)))
    return f"{told}; {line.lists}" if line.lists else told


def _nothing_words(quiet: Sequence[ChairLine]) -> str:
    """What is said above those who stand below the table."""
    many = count(len(quiet), "person", "people")
    return f"On no other panel as far as is known; nothing new, due or different: {many}"
