"""Rows and cells of lists that are kept for meetings: cases with all their people, and the panel.

Several people with a mark each stand in one cell, the panel's members and the meeting's attendance
stand around the list, and short cells name whoever is beside the nominal.
"""

from __future__ import annotations

from .arrangement import Arrangement
from .making import alike, by_rows

_MARKED = alike("several people with a mark each in one cell")
_MEETING = by_rows("the panel's members and the meeting's people around the list")


_CELLS = alike("cells that go on about somebody else")
_COMPANY = alike("company that names nobody")
_LINKED = alike("how a linked person is related")
_TYPE = by_rows("a column of letters that says who is whom")

_OWN = "Name | DOB | RAG"
_HEAD = "Name | DOB | Address | RAG"
_N1 = "{n1.full} | {n1.dob} | {n1.home} | Red"
_N2 = "{n2.full} | {n2.dob} | {n2.home} | Amber"
_N3 = "{n3.full} | {n3.dob} | {n3.home} | Green"


def _marked(kind: str, cell: str, heading: str = "Persons involved") -> Arrangement:
    """A case in each row, with its people in one cell."""
    cells = f"A{{row}} | {cell} | {{n.dob}} | {{rag}}"
    return _MARKED(
        f"{kind} marked {cell}", f"“{cell}”", f"Case | {heading} | Perp DOB | RAG", cells
    )


MARKED = (
    *(
        _marked("asb", cell)
        for cell in (
            *("{n.full} (perp), {o.full} (vic)", "{n.full} (P), {o.full} (V)"),
            *(
                "{o.full} (V), {n.full} (P)",
                "P: {n.full}, V: {o.full}",
                "(P) {n.full} (V) {o.full}",
            ),
            *("{n.full} - perp / {o.full} - complainant", "{n.comma} (P), {o.comma} (V)"),
        )
    ),
    _marked("iom", "{n.full} (nominal), {o.full} (mother)", "Parties"),
    _marked("sgv", "{n.full} (suspect) {o.full} (IP)", "Parties"),
)


def _members(headings: str, *rows: str) -> Arrangement:
    """Three nominals, and a table of the panel's people below them."""
    text = "\n".join((_HEAD, _N1, _N2, _N3, headings, *rows))
    return _MEETING(f"iom below {headings}", f"“{headings}” below the list", text)


def _lines(kind: str, *rows: str) -> Arrangement:
    """Three nominals, and lines of the minutes below them."""
    text = "\n".join((_HEAD, _N1, _N2, _N3, *rows))
    return _MEETING(f"{kind} lines {' '.join(rows)}", f"“{rows[0]}” below the list", text)


_AGENCIES = ("{o1.full} | Housing | | ", "{o2.full} | YOT | | ", "{o3.full} | Police | | ")
MEETING = (
    *(
        _members(f"{who} | Agency | |", *_AGENCIES)
        for who in ("Panel members", "Attendees", "Circulation", "Distribution list", "Present")
    ),
    _members("Panel members | Agency | Email |", "{o1.full} | Housing | a@b.org.uk |"),
    _members("Name | Agency | |", *_AGENCIES),
    *(
        _members(f"{title} | | |", *_AGENCIES)
        for title in ("Circulation", "Circulated to", "Panel", "Invitees", "Core panel", "ZZQ")
    ),
    *(
        _lines("iom", "Chair: {o1.full} | | |", f"{second} {{o2.full}} | | |")
        for second in ("Minutes:", "Apologies:", "Apologies -", "Present:", "Note taker:", "cc:")
    ),
    _lines("sgv", "Chair | {o1.full} | |", "Minutes | {o2.full} | |", "Apologies: | {o3.full} | |"),
    _lines("iom", "Present: | | |", "{o1.full} | | |", "{o2.full} (YOT) | | |"),
    _lines("dip", "Apologies: {o1.full} | | |", "{o2.full} | | |", "{o3.full} | Housing | |"),
    _MEETING(
        "iom lines above",
        "the minutes' people stand above the headings",
        f"Present: {{o1.full}} | | |\nApologies: {{o2.full}} | | |\n{_HEAD}\n{_N1}\n{_N2}\n{_N3}",
        above=2,
    ),
)


def _beside(heading: str, says: str) -> Arrangement:
    """A column in which every cell goes on about somebody else."""
    cells = f"{{n.full}} | {{n.dob}} | {{rag}} | {says}"
    return _CELLS(
        f"iom cell {heading} {says}", f"{heading}: “{says}”", f"{_OWN} | {heading}", cells
    )


CELLS = (
    *(
        _beside("Alias", f"T{{row}}-Man{behind}")
        for behind in ("; bro {o.full}", " (gf {o.fore})", " (mum: {o.full})", " & bro {o.full}")
    ),
    _beside("Address", "NFA - sofa surfing at {o.full}'s, {o.street}"),
    _beside("Address", "{o.full}'s flat, {o.home}"),
    _beside("Contact", "{o.phone} - {o.full} (gf)"),
    _beside("Contact", "{o.phone} (mum)"),
    _beside("Best contact", "via {o.full}"),
    _beside("Offence", "Burg dwelling vic {o.sur}"),
    _beside("Offence", "Burglary at {o.street}"),
    _beside("Latest", "Moved to {o.fore}'s"),
    _beside("Latest", "At {o.full}'s"),
    _beside("Solicitor", "{o.full}"),
    _beside("Employer", "{o.full}"),
    *(
        _COMPANY(f"iom company {c}", f"“{c}”", _OWN, f"{{n.full}} {c} | {{n.dob}} | {{rag}}")
        for c in ("& family", "and family", "+ 2 others")
    ),
)
TYPES = (
    _TYPE(
        "asb type letters",
        "a column “Type” of letters",
        f"{_HEAD} | Type\n{_N1} | P\n{{o1.full}} | {{o1.dob}} | {{o1.home}} | | V\n{_N2} | P\n"
        "{o2.full} | {o2.dob} | {o2.home} | | W",
    ),
    _TYPE(
        "iom party letters",
        "a column “Party” of letters",
        f"{_HEAD} | Party\n{_N1} | S\n{{o1.full}} | {{o1.dob}} | {{o1.home}} | | IP\n{_N2} | S",
    ),
)

LINKED = tuple(
    _LINKED(
        f"iom linked {kind}",
        f"{who} and {kind}: how another person is related",
        f"{_OWN} | {who} | {kind}",
        f"{{n.full}} | {{n.dob}} | {{rag}} | {{o.full}} | {relation}",
    )
    for who, kind, relation in (
        ("Linked persons", "Relationship type", "Mother"),
        ("Linked person", "Type of relationship", "Associate"),
        ("Linked persons", "Nature of relationship", "Partner"),
    )
)

ARRANGEMENTS = (*MARKED, *MEETING, *CELLS, *TYPES, *LINKED)
