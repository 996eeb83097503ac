"""Marks that an officer types beside a name, titles above rows, and headings that ask for somebody.

No column of roles says who is who: only a few letters or words do, in the shapes in which they are
written by hand.
"""

from __future__ import annotations

from .arrangement import Arrangement
from .making import alike, by_rows

_MARK = by_rows("a bare mark beside the name")
_ALL = by_rows("a word for the side beside every name")
_TITLE = by_rows("a title of other people")
_JOINED = alike("two names joined by a sign")
_ASKING = alike("a heading that asks for another person")
_SHORT = by_rows("a second name in a short cell")

_HEAD = "Name | DOB | Address | RAG"
_N1 = "{n1.full} | {n1.dob} | {n1.home} | Red"
_N2 = "{n2.full} | {n2.dob} | {n2.home} | Amber"


def _mark(kind: str, name: str) -> Arrangement:
    """Two nominals, and two others whose names are written so."""
    them = "\n".join(
        f"{name.replace('{o.', f'{{o{i}.')} | {{o{i}.dob}} | {{o{i}.home}} |" for i in (1, 5)
    )
    return _MARK(f"{kind} mark {name}", f"“{name}”", f"{_HEAD}\n{_N1}\n{them}\n{_N2}")


def _title(kind: str, title: str) -> Arrangement:
    """Two nominals, and two others below a title."""
    them = "\n".join(f"{{o{i}.full}} | {{o{i}.dob}} | {{o{i}.home}} |" for i in (1, 5))
    text = f"{_HEAD}\n{_N1}\n{_N2}\n{title} | | |\n{them}"
    return _TITLE(f"{kind} title {title}", f"“{title}” below the nominals", text)


def _all_marked(kind: str, nominal: str, other: str) -> Arrangement:
    """Two nominals and two others, each with a word for the side beside the name."""
    who = ("n1", nominal), ("o1", other), ("n2", nominal), ("o5", other)
    rows = "\n".join(f"{{{w}.full}}{m} | {{{w}.dob}} | {{{w}.home}} | Red" for w, m in who)
    return _ALL(f"{kind} all marked {nominal}", f"“{nominal}”, “{other}”", f"{_HEAD}\n{rows}")


def _joined(kind: str, name: str) -> Arrangement:
    return _JOINED(
        f"{kind} joined {name}", f"“{name}”", "Name | DOB | RAG", f"{name} | {{n.dob}} | {{rag}}"
    )


def _asking(heading: str, says: str) -> Arrangement:
    cells = f"{{n.full}} | {{n.dob}} | {{rag}} | {says}"
    return _ASKING(
        f"sgv asking {heading} {says}", f"“{heading}”", f"Name | DOB | RAG | {heading}", cells
    )


def _short(heading: str, says: str, plain: str) -> Arrangement:
    """Somebody's name behind a short value in the first row; the value alone in the others."""
    rows = [f"{{n{i}.full}} | {{n{i}.dob}} | {plain}" for i in range(2, 6)]
    first = f"{{n1.full}} | {{n1.dob}} | {says.replace('{o.', '{o1.')}"
    return _SHORT(
        f"sgv short {heading} {says}",
        f"{heading}: “{says}”",
        "\n".join([f"Name | DOB | {heading}", first, *rows]),
    )


MARKS = tuple(
    _mark(kind, name)
    for kind, name in (
        *(("sgv", "{o.full} IP"), ("iom", "{o.full} V"), ("dip", "{o.full} W")),
        *(("sgv", "wit. {o.full}"), ("matrix", "2nd IP {o.full}"), ("sgv", "IP2 {o.full}")),
        *(("iom", "Owner: {o.full}"), ("sgv", "{o.full} (baby)"), ("dip", "{o.full} (7 yrs)")),
        *(("sgv", "{o.full} (aged 7)"), ("iom", "{o.full} (unborn)")),
        *(("sgv", "{o.full} (assaulted by above)"), ("matrix", "{o.full} (groomed by above)")),
        *(("sgv", "{o.full} (safeguarding)"), ("iom", "{o.full} (resident)")),
        *(("dip", "{o.full} (keyholder)"), ("sgv", "{o.full} (owner)")),
        *(("sgv", "{o.full} (lives with above)"), ("iom", "{o.full} (statement given)")),
        *(("sgv", "{o.full} (reported by)"), ("iom", "{o.full} (CW)"), ("sgv", "{o.full} (AP)")),
        *(("sgv", "{o.full}_IP"), ("iom", "{o.full}.IP"), ("dip", "{o.full} ~ IP")),
        *(("sgv", "RP {o.full}"), ("iom", "{o.full} CW"), ("probation", "V. {o.full}")),
        *(("sgv", "{o.full} neighbour"), ("iom", "Keyholder {o.full}"), ("sgv", "Caller {o.full}")),
        *(("iom", "Child {o.full}"), ("sgv", "Witness 1 {o.full}"), ("dip", "{o.full} (MG11)")),
        *(("sgv", "{o.full} (at address)"), ("iom", "{o.full} (3 months)"), ("sgv", "{o.full} ip")),
        *(("sgv", "{o.full} Witness"), ("iom", "{o.full} Mother"), ("dip", "{o.full} Neighbour")),
        *(
            ("sgv", "{o.full} Ex-Partner"),
            ("iom", "{o.full} Next of Kin"),
            ("dip", "{o.full} Child"),
        ),
    )
)
ALL_MARKED = tuple(
    _all_marked(*each)
    for each in (
        *(("asb", " (perp)", " (victim)"), ("sgv", " - perp", " - witness")),
        *(("asb", " perp", " victim"), ("iom", " SUSPECT", " VICTIM"), ("sgv", " [P]", " [V]")),
        *(("asb", ", perpetrator", ", complainant"), ("iom", " Nominal", " Mother")),
    )
)
TITLES = tuple(
    _title(kind, title)
    for kind, title in (
        *(("sgv", "Keyholders"), ("sgv", "Young people affected"), ("iom", "People affected")),
        *(("dip", "Children affected"), ("sgv", "Statements taken"), ("iom", "Statements from")),
        *(("sgv", "Also in household"), ("iom", "Safeguarding"), ("sgv", "Support needed")),
        *(
            ("iom", "Sightings by"),
            ("sgv", "Visitors"),
            ("iom", "Links"),
            ("dip", "Letters sent to"),
        ),
        *(
            ("iom", "For information only"),
            ("sgv", "DV"),
            ("sgv", "H2H"),
            ("iom", "NFA - not nominals"),
        ),
    )
)
JOINED = tuple(
    _joined(kind, name)
    for kind, name in (
        *(("iom", "{n.full} = {o.full}"), ("sgv", "{n.full} ~ {o.full}")),
        *(("iom", "{n.full} by {o.full}"), ("dip", "{n.full}…{o.full}")),
        *(("sgv", "{n.full}={o.full}"), ("iom", "{n.full} x {o.full}")),
        *(("sgv", "{n.full} also {o.full}"), ("iom", "{n.full}–{o.full}")),
    )
)
ASKING = tuple(
    _asking(*each)
    for each in (
        *(("IDVA client", "{o.full}"), ("IDVA", "{o.full}"), ("c/o", "{o.full}")),
        *(("Lives at the address of", "{o.full}"), ("Lives with", "{o.full}, {o.home}")),
        *(
            ("Lives at the address of", "{o.sur}"),
            ("c/o", "{o.sur}"),
            ("Statement from", "{o.sur}"),
        ),
        *(("Phone registered to", "{o.full}"), ("Offence against", "{o.sur}")),
    )
)
SHORT = tuple(
    _short(*each)
    for each in (
        *(("RAG", "Amber–{o.full}", "Amber"), ("RAG", "Amber_{o.full}", "Amber")),
        *(
            ("Risk level", "High {o.sur}", "High"),
            ("Next review", "12/06/2026 {o.sur}", "12/06/2026"),
        ),
        *(("Lead officer", "PC Orrery / Mrs {o.sur}", "PC Orrery"),),
        *(
            ("Lead officer", "PC Orrery Mrs {o.sur}", "PC Orrery"),
            ("Ward", "Heath–{o.full}", "Heath"),
        ),
    )
)

ARRANGEMENTS = (*MARKS, *ALL_MARKED, *TITLES, *JOINED, *ASKING, *SHORT)
