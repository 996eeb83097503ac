"""Columns whose heading says that they are about another person: every word that agencies use.

Under each word stand a name, a date of birth, an address and a telephone, all labelled.
"""

from __future__ import annotations

from .arrangement import Arrangement
from .making import alike

# The list, the word, and who that is.
PARTIES = (
    ("iom", "Victim", "whom he offended against"),
    ("dip", "Complainant", "who complained of him"),
    ("sgv", "IP", "the injured party, as police write it"),
    ("iom", "Injured party", "the same in full"),
    ("mappa", "Aggrieved", "an older word for a victim"),
    ("asb", "AP", "the aggrieved party, as police write it"),
    ("sgv", "Vic", "a victim, cut short"),
    ("asb", "Comp", "a complainant, cut short"),
    ("da", "Survivor", "a victim, as domestic abuse services say"),
    ("asb", "Caller", "who rang"),
    ("asb", "RP", "the reporting person"),
    ("unknown", "Reporting person", "the same in full"),
    ("sgv", "Informant", "who told the police"),
    ("probation", "Witness", "who saw it"),
    ("matrix", "Wit 1", "the first of several witnesses"),
    ("dip", "Next of kin", "whom to tell when he dies"),
    ("probation", "NOK", "next of kin, cut short"),
    ("families", "Next of kin", "on a register of families"),
    ("yos", "Emergency contact", "whom to ring"),
    ("asb", "Neighbour", "who lives beside him"),
    ("mappa", "Protected person", "whom an order protects"),
    ("unknown", "Protected party", "whom an order protects"),
    ("matrix", "Victim", "whom he offended against"),
    ("families", "Victim", "of abuse within the family"),
    ("yos", "Victim", "whom the young person offended against"),
    ("probation", "Victim", "whom victim liaison writes to"),
    ("marac", "Victim", "whose case the conference hears"),
    ("asb", "Reported by", "who reported him"),
    ("asb", "Complainant 1", "the first of several"),
    ("asb", "Alleged by", "who says that he did it"),
)
FAMILY = (
    ("marac", "Partner", "of the perpetrator"),
    ("da", "Ex-partner", "of the perpetrator"),
    ("da", "Wife", "of the perpetrator"),
    ("da", "Husband", "of the perpetrator"),
    ("marac", "Child 1", "of the household"),
    ("da", "Son", "of the household"),
    ("da", "Daughter", "of the household"),
    ("asb", "Mother", "of a young perpetrator"),
    ("asb", "Father", "of a young perpetrator"),
    ("asb", "Parent", "of a young perpetrator"),
    ("marac", "Sibling", "of the household"),
    ("marac", "Carer", "of the victim"),
)
FAMILY_ELSEWHERE = (
    ("iom", "Partner", "of the nominal"),
    ("matrix", "Girlfriend", "of the nominal"),
    ("probation", "Wife", "of the nominal"),
    ("yos", "Mother", "of the young person"),
    ("yos", "Parent/carer", "of the young person"),
    ("mappa", "Child 1", "at risk of him"),
    ("sgv", "Brother", "of the nominal"),
)
SOMEBODY_BETTER_IS_THERE = (
    ("asb", "Resident", "who lives there and rang"),
    ("asb", "Tenant", "whose tenancy it is"),
    ("unknown", "Patient", "whom he hurt"),
    ("unknown", "Client", "of the service that refers him"),
    ("da", "Applicant", "for the order against him"),
    ("unknown", "Respondent", "who answers for another"),
    ("unknown", "Defendant", "of another case"),
    ("asb", "Co-resident", "who lives with him"),
    ("asb", "Householder", "whose house it is"),
)
_PERPETRATOR = "Perpetrator | Perp DOB"
_HEADINGS = {"asb": _PERPETRATOR, "da": _PERPETRATOR, "marac": _PERPETRATOR}


def _labelled(kind: str, rows: tuple[tuple[str, str, str], ...]) -> tuple[Arrangement, ...]:
    return tuple(_one(kind, place, word, who) for place, word, who in rows)


def _one(kind: str, place: str, word: str, who: str) -> Arrangement:
    better = kind == "a party word beside a better one"
    own = _PERPETRATOR if better else _HEADINGS.get(place, "Name | DOB")
    others = " | ".join(f"{word}{each}" for each in (" name", " DOB", " address", " phone"))
    return alike(kind)(
        f"{place} {word.lower()} columns",
        f"{word}: {who}; all columns labelled",
        f"Ref | {own} | RAG | {others}",
        "R{row} | {n.full} | {n.dob} | {rag} | {o.full} | {o.dob} | {o.home} | {o.phone}",
    )


ARRANGEMENTS = (
    *_labelled("a labelled party", PARTIES),
    *_labelled("labelled family on lists of victims", FAMILY),
    *_labelled("labelled family elsewhere", FAMILY_ELSEWHERE),
    *_labelled("a party word beside a better one", SOMEBODY_BETTER_IS_THERE),
)
