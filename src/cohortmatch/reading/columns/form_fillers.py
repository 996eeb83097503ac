"""The columns that an online form adds of whoever fills it in: their e-mail address and name.

Policy: behind "Start time" and "Completion time" stand "Email" and "Name" of the person who was
signed in. Where one of the questions asks for a name, they are not the nominal's, and are told.
"""

from __future__ import annotations

from cohortmatch.core.findings import Finding
from cohortmatch.reading.columns.headings import field_of, plain_heading
from cohortmatch.reading.columns.others_columns import cells_held
from cohortmatch.reading.columns.understood import Understood
from cohortmatch.reading.columns.whose_column import NAMING

__all__ = ["set_fillers_aside"]

STAMPS = frozenset(("start time", "completion time", "timestamp", "last modified time"))
THEIRS = frozenset(("email", "name", "email address", "username", "user name"))


def set_fillers_aside(out: Understood) -> None:
    """Take the columns of whoever filled the form in out of the list, each with a finding."""
    headings = list(out.frame.columns)
    plain = [plain_heading(each) for each in headings]
    if STAMPS.isdisjoint(plain) or not any(map(_asks_for_a_name, headings)):
        return
    last = max(place for place, each in enumerate(plain) if each in STAMPS)
    for place, heading in enumerate(headings):
        if plain[place] in THEIRS and last < place <= last + len(THEIRS):
            held = cells_held(out, heading) or "0 cells"
            out.findings.append(Finding("column-about-another-person", "", heading, detail=held))
            out.set_aside(heading, "heading")


def _asks_for_a_name(heading: str) -> bool:
    """Whether a heading is a question, or a long one, whose answer is a name."""
    is_long = heading.rstrip().endswith("?") or len(heading.split()) > 3
    return is_long and field_of(heading) in NAMING
