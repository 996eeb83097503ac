"""Ordinary lists that hold nobody but nominals: nothing of them may be lost to caution."""

from __future__ import annotations

from dataclasses import dataclass

from .making import FILES

_OWN = ("Name | DOB", "{name} | {dob}")


@dataclass(frozen=True)
class Ordinary:
    """A list by its id: the headings and the cells of its only row, and the words to be shown."""

    id: str
    headings: str
    cells: str
    shown: tuple[str, ...] = ()
    name: str = "Ivor Quarmby"

    @property
    def file(self) -> str:
        """The file, by the word that the id begins with."""
        return FILES[self.id.split()[0]]

    @property
    def companion(self) -> str:
        """A clean list of another panel, which holds the nominal too."""
        return "SGV.csv" if self.file.startswith("IOM") else "IOM.csv"


def _status(id: str, heading: str, *words: str) -> Ordinary:
    """A column of a status beside name and date of birth."""
    return Ordinary(id, f"{_OWN[0]} | {heading}", f"{_OWN[1]} | {' | '.join(words)}", words)


def _called(name: str) -> Ordinary:
    """A nominal whose own name looks like a role."""
    headings, cells = f"{_OWN[0]} | RAG", f"{_OWN[1]} | Amber"
    return Ordinary(f"iom named {name}", headings, cells, ("Amber",), name)


def _own(id: str, headings: str) -> Ordinary:
    """Name and date of birth under words that may mean somebody else elsewhere."""
    return Ordinary(id, f"{headings} | RAG", f"{_OWN[1]} | Amber", ("Amber",))


ORDINARY = (
    _status("iom rag", "RAG", "Amber"),
    _status("dip risk level", "Risk level", "High"),
    _status("iom lead officer", "Lead officer", "PC Orrery"),
    _status("probation offender manager", "Offender manager", "T Orrery"),
    _status("iom next review", "Next review", "01/07/2026"),
    _status("mappa offence type", "Offence type", "Burglary"),
    _status("dip accommodation", "Accommodation status", "Settled"),
    _status("probation licence end", "Licence end date", "01/09/2026"),
    _status("iom ward", "Ward", "Northfleet"),
    _status("iom cohort", "Cohort", "Fixed"),
    _status("mappa custody", "Custody status", "In custody"),
    _status("dip drr", "DRR/ATR", "DRR"),
    _status("mappa level", "MAPPA level", "Level 2"),
    _status("iom review and rag", "RAG | Next review", "Green", "01/07/2026"),
    _status("iom outcome", "Outcome", "Community resolution"),
    _status("unknown outcome", "Outcome of case", "Charged; no further action"),
    _status("probation index offence", "Index offence", "Theft from motor vehicle"),
    _status("mappa offence", "Main offence", "Burglary dwelling"),
    _status("iom spoc", "SPOC", "Gwen Orrery"),
    _status("probation offender mgr", "Offender Mgr", "Idris Orrery"),
    _status("dip case holder", "Case holder", "Gwen Orrery"),
    _status("iom ward like a name", "Ward", "Harold Wood"),
    _status("matrix gang", "Gang", "Hill Boys"),
    _status("yos school", "School", "Grace Darling"),
    _status("iom station", "Police station", "Lambert Cross"),
    _own("dip client", "Client name | Client DOB"),
    _own("unknown resident", "Resident | DOB"),
    _own("unknown tenant", "Tenant | Tenant DOB"),
    _own("yos child", "Child name | Child DOB"),
    _own("yos young person", "Young person | YP DOB"),
    _own("dip service user", "Service user | DOB"),
    _own("unknown patient", "Patient name | Patient DOB"),
    _own("unknown defendant", "Defendant | Defendant DOB"),
    *(
        _called(name)
        for name in (
            *("Ivor Child", "Una Neighbour", "Victor Pym", "Ada Vickers", "Wei Ip"),
            *("Vic Reeves", "Victor Pym", "Rex Exley", "Jan de Wit"),
            *("Cyril Parent", "Maud Partner", "Hugh Comp", "Nora Friend"),
        )
    ),
)
