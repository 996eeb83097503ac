"""Columns about another person, in the many ways in which headings are written."""

# One line an arrangement, however long.
# ruff: noqa: E501

from __future__ import annotations

from .making import alike

_SHAPE = alike("how a heading is written")
_PAIR = "{n.full} | {n.dob} | {rag} | {o.full} | {o.dob}"

ARRANGEMENTS = (
    _SHAPE(
        "asb victim stands first",
        "the victim and her address, then the perpetrator",
        "Case No | Victim | Victim address | Perpetrator | Perp DOB | RAG",
        "A{row} | {o.full} | {o.home} | {n.full} | {n.dob} | {rag}",
    ),
    _SHAPE(
        "dip victim stands first",
        "the same list under the name of a drugs panel",
        "Case No | Victim | Victim address | Perpetrator | Perp DOB | RAG",
        "A{row} | {o.full} | {o.home} | {n.full} | {n.dob} | {rag}",
    ),
    _SHAPE("iom name of victim", "the word stands last", "Name | DOB | RAG | Name of victim | DOB of victim", _PAIR),
    _SHAPE("sgv name in brackets", "the word stands in brackets", "Name | DOB | RAG | Name (victim) | DOB (victim)", _PAIR),
    _SHAPE("mappa victim's", "a genitive", "Name | DOB | RAG | Victim's name | Victim's DOB", _PAIR),
    _SHAPE("dip camel case", "as a database writes", "Name | DOB | RAG | VictimName | VictimDOB", _PAIR),
    _SHAPE("probation snake case", "as a database writes", "name | dob | rag | victim_name | victim_dob", _PAIR),
    _SHAPE("unknown vic_dob", "cut short, as a database writes", "full_name | dob | rag | vic_name | vic_dob", _PAIR),
    _SHAPE("iom capitals", "headings in capitals", "NOMINAL | DOB | RAG | VICTIM | VICTIM DOB", _PAIR),
    _SHAPE("matrix dashes", "a dash between the words", "Nominal | DOB | RAG | Victim - name | Victim - DOB", _PAIR),
    _SHAPE("sgv dots", "dots and colons", "Name | D.O.B. | RAG | I.P. name: | I.P. D.O.B.:", _PAIR),
    _SHAPE("yos slash", "two words for one person", "Young person | DOB | RAG | Victim/IP | Victim/IP DOB", _PAIR),
    _SHAPE("asb complainant or victim", "two words for one person", "Perpetrator | Perp DOB | RAG | Complainant / victim | Complainant / victim DOB", _PAIR),
    _SHAPE("asb details", "one cell for everything", "Perpetrator | Perp DOB | RAG | Complainant details", "{n.full} | {n.dob} | {rag} | {o.full} {o.dob} {o.home} {o.phone}"),
    _SHAPE("asb name and address", "one cell for name and address", "Perpetrator | Perp DOB | RAG | Victim name & address", "{n.full} | {n.dob} | {rag} | {o.full}, {o.home}"),
    _SHAPE("sgv plural", "a plural", "Name | DOB | RAG | Victims | Witnesses", "{n.full} | {n.dob} | {rag} | {o.full} | {o.full}"),
    _SHAPE("iom brackets (s)", "a plural in brackets", "Name | DOB | RAG | Victim(s) | Witness(es)", "{n.full} | {n.dob} | {rag} | {o.full} | {o.full}"),
    _SHAPE("mappa known victim", "an adjective before the word", "Name | DOB | RAG | Known victim | Potential victim", "{n.full} | {n.dob} | {rag} | {o.full} | {o.full}"),
    _SHAPE("mappa identified victims", "an adjective and an address", "Name | DOB | RAG | Identified victim | Identified victim address", "{n.full} | {n.dob} | {rag} | {o.full} | {o.home}"),
    _SHAPE("probation original victim", "the office's own word", "Name | DOB | RAG | Index offence victim | VLO victim contact", "{n.full} | {n.dob} | {rag} | {o.full} | {o.phone}"),
    _SHAPE("iom victim owner", "an action about a victim", "Name | DOB | RAG | Victim contact owner", "{n.full} | {n.dob} | {rag} | {o.full} via IDVA"),
    _SHAPE("sgv victim liaison", "an action about a victim", "Name | DOB | RAG | Victim liaison", "{n.full} | {n.dob} | {rag} | VLO to ring {o.full}"),
    _SHAPE("asb victim surname", "names in two columns", "Perp surname | Perp forename | Perp DOB | RAG | Victim surname | Victim forename", "{n.sur} | {n.fore} | {n.dob} | {rag} | {o.sur} | {o.fore}"),
    _SHAPE("da victim in parts first", "names in two columns, the victim's first", "Victim surname | Victim forename | Victim DOB | Perpetrator surname | Perpetrator forename | Perpetrator DOB | RAG", "{o.sur} | {o.fore} | {o.dob} | {n.sur} | {n.fore} | {n.dob} | {rag}"),
    _SHAPE("asb suspect and ip", "the police's words", "Crime ref | Suspect name | Suspect DOB | RAG | IP name | IP DOB | IP address", "C{row} | {n.comma} | {n.dob} | {rag} | {o.comma} | {o.dob} | {o.home}"),
    _SHAPE("unknown s1 v1", "numbered suspects and victims", "Suspect 1 | Suspect 1 DOB | RAG | Victim 1 | Victim 1 DOB", _PAIR),
    _SHAPE("marac two children", "two children numbered", "Perpetrator | Perp DOB | RAG | Child 1 | Child 1 DOB | Child 1 school", "{n.full} | {n.dob} | {rag} | {o.full} | {o.childs} | {o.fore}'s school"),
    _SHAPE("da child names", "children in one cell", "Perpetrator | Perp DOB | RAG | Victim | Children", "{n.full} | {n.dob} | {rag} | {o.full} | {o.fore} jnr ({o.childs})"),
    _SHAPE("mappa household", "who lives there", "Name | DOB | RAG | Household members | Who lives there", "{n.full} | {n.dob} | {rag} | {o.full} ({o.dob}) | {o.full}"),
    _SHAPE("probation living with", "with whom he lives", "Name | DOB | RAG | Living with", "{n.full} | {n.dob} | {rag} | {o.full}"),
    _SHAPE("dip dependants", "who depends on him", "Name | DOB | RAG | Dependants", "{n.full} | {n.dob} | {rag} | {o.fore} {o.sur} ({o.childs})"),
    _SHAPE("iom restraining order", "an order names whom it protects", "Name | DOB | RAG | Restraining order", "{n.full} | {n.dob} | {rag} | Protects {o.full}"),
    _SHAPE("mappa non-mol", "an order names whom it protects", "Name | DOB | RAG | Non-molestation order", "{n.full} | {n.dob} | {rag} | {o.full}, {o.home}"),
    _SHAPE("sgv no contact", "a condition names whom it protects", "Name | DOB | RAG | Not to contact", "{n.full} | {n.dob} | {rag} | {o.full}"),
    _SHAPE("iom conditions", "licence conditions name somebody", "Name | DOB | RAG | Licence conditions", "{n.full} | {n.dob} | {rag} | Not to contact {o.full} or go to {o.street}"),
    _SHAPE("sgv associates", "associates in a column that says more of them", "Name | DOB | RAG | Known associates", "{n.full} | {n.dob} | {rag} | seen with {o.full}"),
    _SHAPE("asb associates", "associates on a list of incidents", "Perpetrator | Perp DOB | RAG | Known associates", "{n.full} | {n.dob} | {rag} | {o.full}"),
    _SHAPE("iom associates beside a victim", "associates where a victim has a column", "Name | DOB | RAG | Known associates | Victim", "{n.full} | {n.dob} | {rag} | {o.full} | {o.full}"),
    _SHAPE("marac siblings", "relatives on a list that holds victims", "Perpetrator | Perp DOB | RAG | Siblings known to services", "{n.full} | {n.dob} | {rag} | {o.full}"),
    _SHAPE("probation injunction area", "the street of whom he may not visit", "Name | DOB | RAG | Injunction area", "{n.full} | {n.dob} | {rag} | {o.street}"),
    _SHAPE("asb.xlsx group titles", "group titles above the headings", "Complainant | | Perpetrator | |\nName | DOB | Name | DOB | RAG", "{o.full} | {o.dob} | {n.full} | {n.dob} | {rag}", merged=("A1:B1", "C1:E1")),
    _SHAPE("da.xlsx group titles after", "the victim's group stands second", "Perpetrator | | | Victim | |\nName | DOB | RAG | Name | DOB | Address", "{n.full} | {n.dob} | {rag} | {o.full} | {o.dob} | {o.home}", merged=("A1:C1", "D1:F1")),
    _SHAPE("sgv.xlsx titles above", "a title, a marking and then the headings", "SGV panel June\nOFFICIAL-SENSITIVE\nNominal | DOB | RAG | Victim | Victim DOB", _PAIR, above=2),
)  # fmt: skip
