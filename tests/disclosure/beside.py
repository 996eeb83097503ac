"""Columns without a label beside those of another person: whose is the bare DOB, Address, Phone?"""

# One line an arrangement, however long.
# ruff: noqa: E501

from __future__ import annotations

from .making import alike

_BESIDE = alike("an unlabelled column beside")

ARRANGEMENTS = (
    _BESIDE("asb resident address", "Resident, Address: hers; DOB: the perpetrator's", "Case No | Resident | Address | Perpetrator | DOB | RAG", "A{row} | {o.full} | {o.home} | {n.full} | {n.dob} | {rag}"),
    _BESIDE("asb victim address", "Victim, Address: hers; DOB: the perpetrator's", "Case No | Victim | Address | Perpetrator | DOB | RAG", "A{row} | {o.full} | {o.home} | {n.full} | {n.dob} | {rag}"),
    _BESIDE("asb address first", "the address stands before anybody", "Address | Complainant | Perpetrator | Perp DOB | RAG", "{o.home} | {o.full} | {n.full} | {n.dob} | {rag}"),
    _BESIDE("da dob of each", "each DOB after its person", "Victim | DOB | Perpetrator | DOB | RAG", "{o.full} | {o.dob} | {n.full} | {n.dob} | {rag}"),
    _BESIDE("iom dob after victim", "the second DOB stands after the victim", "Name | DOB | RAG | Victim | DOB", "{n.full} | {n.dob} | {rag} | {o.full} | {o.dob}"),
    _BESIDE("sgv all after ip", "address, postcode and phone after the injured party", "Nominal | DOB | RAG | IP | Address | Postcode | Phone", "{n.full} | {n.dob} | {rag} | {o.full} | {o.street} | {o.post} | {o.phone}"),
    _BESIDE("dip phone after nok", "a phone after next of kin", "Name | DOB | RAG | Next of kin | Telephone", "{n.full} | {n.dob} | {rag} | {o.full} | {o.phone}"),
    _BESIDE("probation contact number", "a contact number after next of kin", "Name | DOB | CRN | RAG | NOK | Contact number", "{n.full} | {n.dob} | | {rag} | {o.full} | {o.landline}"),
    _BESIDE("yos address after mother", "an address after the mother", "Young person | DOB | RAG | Mother | Address | Mobile", "{n.full} | {n.dob} | {rag} | {o.full} | {o.home} | {o.phone}"),
    _BESIDE("yos phone after a relation", "a relation, a phone and an address after the parent", "YP name | DOB | Parent/carer | Relationship | Telephone | Address", "{n.full} | {n.dob} | {o.full} | Mother | {o.phone} | {o.home}"),
    _BESIDE("dip address after a relation", "a relation and an address after the partner", "Name | DOB | RAG | Partner | Relationship | Address", "{n.full} | {n.dob} | {rag} | {o.full} | Wife | {o.home}"),
    _BESIDE("mappa dob after protected", "a DOB and an address after the protected person", "Name | DOB | RAG | Protected person | DOB | Address", "{n.full} | {n.dob} | {rag} | {o.full} | {o.dob} | {o.home}"),
    _BESIDE("unknown name dob again", "Victim name, Victim DOB, then Name, DOB", "Victim name | Victim DOB | Name | DOB | RAG", "{o.full} | {o.dob} | {n.full} | {n.dob} | {rag}"),
    _BESIDE("asb name after complainant", "Complainant, Address, then Offender with all his own", "Complainant | Address | Tel | Offender | Offender DOB | Offender address | RAG", "{o.full} | {o.home} | {o.phone} | {n.full} | {n.dob} | {n.home} | {rag}"),
    _BESIDE("iom only dob is hers", "the only DOB stands after the victim", "Name | PNC | RAG | Victim | DOB", "{n.full} | {n.pnc} | {rag} | {o.full} | {o.dob}"),
    _BESIDE("sgv forename of victim", "the second name part completes the victim's", "Surname | Forename | DOB | RAG | Victim surname | Forename", "{n.sur} | {n.fore} | {n.dob} | {rag} | {o.sur} | {o.fore}"),
    _BESIDE("da first name surname", "Victim, then First name, Surname of the perpetrator", "Perp first name | Perp surname | Perp DOB | RAG | Victim first name | Surname | Date of birth", "{n.fore} | {n.sur} | {n.dob} | {rag} | {o.fore} | {o.sur} | {o.dob}"),
    _BESIDE("marac children's dob", "Child 1, DOB, school after the perpetrator", "Perpetrator | Perp DOB | RAG | Child 1 | DOB | Address", "{n.full} | {n.dob} | {rag} | {o.full} | {o.childs} | {o.home}"),
    _BESIDE("da partner dob", "Partner, DOB, Address", "Perpetrator | Perp DOB | RAG | Partner | DOB | Address", "{n.full} | {n.dob} | {rag} | {o.full} | {o.dob} | {o.home}"),
    _BESIDE("asb tenant address", "Tenant, Address, then the alleged perpetrator", "Ref | Tenant | Address | Alleged perpetrator | DOB | RAG", "T{row} | {o.full} | {o.home} | {n.full} | {n.dob} | {rag}"),
    _BESIDE("asb plain name beside perpetrator", "Name and Address on a list that has a perpetrator column", "Ref | Name | Address | Perpetrator name | Perpetrator DOB | RAG", "T{row} | {o.full} | {o.home} | {n.full} | {n.dob} | {rag}"),
    _BESIDE("unknown pnc of victim", "a PNC after the victim", "Nominal | DOB | RAG | Victim | PNC", "{n.full} | {n.dob} | {rag} | {o.full} | {o.pnc}"),
    _BESIDE("sgv alias after informant", "an alias after the informant", "Nominal | DOB | RAG | Informant | Alias", "{n.full} | {n.dob} | {rag} | {o.full} | {o.fore} {o.sur}"),
    _BESIDE("matrix gender after victim", "age, sex and address after the victim", "Nominal | DOB | RAG | Victim | Gender | Age | Address", "{n.full} | {n.dob} | {rag} | {o.full} | F | 34 | {o.home}"),
    _BESIDE("iom two witnesses", "two witnesses, each with a phone", "Name | DOB | RAG | Wit 1 | Phone | Wit 2 | Phone", "{n.full} | {n.dob} | {rag} | {o.full} | {o.phone} | {o.full} | {o.landline}"),
    _BESIDE("dip email after emergency", "an e-mail after the emergency contact", "Name | DOB | RAG | Emergency contact | Email | Phone", "{n.full} | {n.dob} | {rag} | {o.full} | {o.fore}.{o.sur}@example.org | {o.phone}"),
    _BESIDE("families dob after victim", "a DOB after the victim on a register", "Family ref | Name | DOB | RAG | Victim | DOB", "F{row} | {n.full} | {n.dob} | {rag} | {o.full} | {o.dob}"),
    _BESIDE("asb suspect without dob", "a suspect without a date of birth, the victim's beside him", "Suspect | Suspect PNC | RAG | Injured party | DOB", "{n.full} | {n.pnc} | {rag} | {o.full} | {o.dob}"),
    _BESIDE("asb namesake by victim's dob", "the fourth suspect shares name and the victim's birthday with somebody", "Suspect | Suspect DOB | RAG | Victim | DOB", "{n.full} | {n.dob} | {rag} | {o.full} | {o.dob}", namesake=True),
    _BESIDE("iom namesake by ip's dob", "the same, under a word of the police", "Name | DOB | RAG | Injured party | DOB of IP", "{n.full} | {n.dob} | {rag} | {o.full} | {o.dob}", namesake=True),
    _BESIDE("da namesake by child's", "the same, by the partner's birthday", "Perpetrator | Perp DOB | RAG | Partner | DOB", "{n.full} | {n.dob} | {rag} | {o.full} | {o.dob}", namesake=True),
    _BESIDE("iom partner abbreviated", "a partner's date of birth under an abbreviation", "Name | DOB | RAG | Ptnr DOB", "{n.full} | {n.dob} | {rag} | {o.dob}"),
    _BESIDE("iom cuckooed", "the home of somebody exploited", "Name | DOB | RAG | Cuckooed address", "{n.full} | {n.dob} | {rag} | {o.home}"),
    _BESIDE("sgv keeper", "the keeper of a vehicle, with his home", "Name | DOB | RAG | Reg keeper | RK address", "{n.full} | {n.dob} | {rag} | {o.full} | {o.home}"),
    _BESIDE("iom source phone", "a source and the phone", "Name | DOB | RAG | CHIS | Source tel", "{n.full} | {n.dob} | {rag} | {o.comma} | {o.phone}"),
    _BESIDE("iom owner", "the owner of what was taken", "Name | DOB | RAG | Owner", "{n.full} | {n.dob} | {rag} | {o.full}"),
    _BESIDE("iom at risk", "who is at risk", "Name | DOB | RAG | At risk", "{n.full} | {n.dob} | {rag} | {o.comma}"),
    _BESIDE("mappa order protects", "whom an order protects", "Name | DOB | RAG | Order protects", "{n.full} | {n.dob} | {rag} | {o.full}"),
    _BESIDE("iom two letters", "a heading of two letters over names", "Name | DOB | RAG | VP", "{n.full} | {n.dob} | {rag} | {o.full}"),
    _BESIDE("dip second person's date", "the date of a second client", "Name | DOB | RAG | Client 2 DOB", "{n.full} | {n.dob} | {rag} | {o.dob}"),
    _BESIDE("iom second person and relation", "a second person, and what he is to the nominal", "Nominal | DOB | RAG | Name2 | DOB2 | Relationship to nominal", "{n.full} | {n.dob} | {rag} | {o.full} | {o.dob} | victim"),
)  # fmt: skip
