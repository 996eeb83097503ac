"""Rows and cells that a note or a heading shows to be of somebody beside the nominal."""

from __future__ import annotations

from .arrangement import Arrangement
from .cast import people
from .making import alike, by_rows

_NOTED = by_rows("a note says that the row is somebody else's")
_ASKED = alike("a heading asks for whoever is at an address, or at risk")
_CELLS = alike("a cell names whoever is beside the nominal")

_N1 = "{n1.full} | {n1.dob} | Red | In custody until July"
_N2 = "{n2.full} | {n2.dob} | Amber | Lives with mum"


def _noted(kind: str, note: str) -> Arrangement:
    """Two nominals, and behind the first somebody of whom the note says who it is."""
    id = f"{kind} note {note}"
    (nominal, *_), _ = people(id)
    said = note.replace("NAME", nominal.fore)
    text = f"Name | DOB | RAG | Comments\n{_N1}\n{{o1.full}} | {{o1.dob}} | | {said}\n{_N2}"
    return _NOTED(id, f"“{note}”", text)


_OWN = "{n.full} | {n.dob} | {rag}"
ARRANGEMENTS = (
    *(
        _noted("iom", note)
        for note in (
            *("His mother", "NAME's sister, very helpful", "Keyworker for NAME"),
            *("Child of NAME", "Head teacher at NAME's school"),
            *("Complained about NAME", "Owns the car NAME stole"),
        )
    ),
    _ASKED(
        "iom risk to known adult",
        "an adult at risk with an address",
        "Name | DOB | RAG | Risk to known adult",
        f"{_OWN} | {{o.full}}, {{o.street}}",
    ),
    _ASKED(
        "sgv contact at address",
        "the phone of whoever is at the address",
        "Name | DOB | RAG | Contact at address",
        f"{_OWN} | {{o.phone}}",
    ),
    _ASKED(
        "dip address of contact",
        "the address of a contact",
        "Name | DOB | RAG | Address of contact",
        f"{_OWN} | {{o.street}}",
    ),
    _ASKED(
        "sgv referrer is kin",
        "who referred, with the relation and an e-mail",
        "YP name | DOB | RAG | Referrer | Relationship to YP | Referrer email",
        f"{_OWN} | {{o.full}} | Mother | {{o.sur}}@example.org",
    ),
    _CELLS(
        "iom alert names somebody",
        "a name behind a sign, with a word about that person",
        "Name | DOB | RAG | Alerts",
        f"{_OWN} | Dog; {{o.fore}} rang the office",
    ),
)
