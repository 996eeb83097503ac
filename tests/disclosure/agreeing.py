"""Agreements for tests: one that can be changed line by line, and random ones."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from cohortmatch.disclosure.sharing_agreement import SharingAgreement
from cohortmatch.disclosure.sharing_agreement.document import (
    About,
    AgreementFile,
    ListTerms,
    Recipient,
    SharingMember,
    SharingRule,
)
from cohortmatch.disclosure.sharing_agreement.items import ITEMS, KNOWN, LISTED
from cohortmatch.disclosure.sharing_agreement.reading import digest_of

DAY = date(2026, 6, 1)
TEXT = """
[agreement]
id = "HAV-CSP-2026"
title = "Information sharing for risk panels"
version = "3"
signed = 2026-04-01
review = 2099-03-31
expires = 2099-06-30
regime = "part3"
basis = ["CDA1998 s115"]
dpia = "DPIA 12"
policy = "APD 3"
contact = "Data protection officer"

[members.MPS]
name = "Metropolitan Police Service"
kind = "responsible authority"
panels = ["SGV"]

[members.MPS.recipients."MPS IOM team"]
panel = "IOM"

[members.LBH]
name = "London Borough"
kind = "duty to co-operate"
panels = ["ASB"]

[members.Charity]
name = "A charity"
panels = ["DIP"]

[lists.IOM]
owner = "MPS"
purpose = ["reducing reoffending"]
keep_months = 6

[lists.SGV]
owner = "MPS"

[lists.DIP]
owner = "Charity"

[lists.ASB]
owner = "LBH"

[lists.MAPPA]
owner = "MPS"
restricted = true

[[rules]]
list = "DIP"
items = ["listed", "name", "date_of_birth", "risk", "lead"]
to = ["MPS IOM team"]
purpose = ["IOM panel"]
under_18 = "withhold"
unknown_age = "share"

[[rules]]
list = "ASB"
items = ["known"]
to = ["MPS"]
purpose = ["IOM panel"]
under_18 = "share"
unknown_age = "share"

[[rules]]
list = "MAPPA"
items = ["listed", "level"]
to = ["LBH", "Charity"]
purpose = ["ASB panel", "DIP panel"]
unknown_age = "share"

[[rules]]
list = "SGV"
items = ["listed", "name"]
to = ["LBH"]
purpose = ["ASB panel"]
under_18 = "share"
unknown_age = "share"

[[rules]]
list = "SGV"
items = ["lead"]
to = ["LBH"]
purpose = ["ASB panel"]

[[rules]]
list = "SGV"
items = ["review"]
to = ["LBH"]
purpose = ["ASB panel"]
under_18 = "share"
unknown_age = "share"
needs = "the chair"
"""

RECIPIENTS = ("MPS", "MPS IOM team", "LBH", "Charity", "Housing")
LISTS = ("IOM", "SGV", "DIP", "MAPPA")
PURPOSES = ("IOM panel", "SGV panel")


@st.composite
def rules(draw: st.DrawFn) -> SharingRule:
    """Any rule over a few lists, recipients and purposes."""
    named = (*ITEMS, "column: hair", "column: barber", "column: lead (imelda)")
    details = draw(st.lists(st.sampled_from(named), max_size=4, unique=True))
    first = draw(st.sampled_from(((KNOWN,), (LISTED,), (LISTED,), ())))
    items = (*first, *(each for each in details if each not in first)) or (LISTED,)
    ages = st.sampled_from(("withhold", "share"))
    return SharingRule(
        list=draw(st.sampled_from(LISTS)),
        items=items,
        to=tuple(draw(st.lists(st.sampled_from(RECIPIENTS), min_size=1, unique=True))),
        purpose=tuple(draw(st.lists(st.sampled_from(PURPOSES), min_size=1, unique=True))),
        roles=draw(st.sampled_from((("subject",), ("subject", "family")))),
        under_18=draw(ages),
        unknown_age=draw(ages),
        **draw(st.sampled_from(({}, {}, {"needs": "the chair"}))),
    )


@st.composite
def agreements(draw: st.DrawFn) -> SharingAgreement:
    """Any agreement over them, signed or not."""
    return agreement(
        tuple(draw(st.lists(rules(), max_size=6))),
        signed=draw(st.sampled_from((None, date(2026, 4, 1), date(2026, 4, 1)))),
        expires=draw(st.dates(date(2026, 5, 1), date(2027, 1, 1))),
    )


@st.composite
def wide_agreements(draw: st.DrawFn) -> SharingAgreement:
    """Agreements in force whose rules name much: for each list one or two, of many items."""
    ages = st.sampled_from(("withhold", "share", "share"))
    made = []
    for name in LISTS:
        first = SharingRule(
            list=name,
            items=draw(st.sampled_from(((LISTED, "name"), (LISTED, "name"), (KNOWN,)))),
            to=RECIPIENTS,
            purpose=PURPOSES,
            under_18=draw(ages),
            unknown_age=draw(ages),
        )
        items = draw(st.lists(st.sampled_from(DETAILS), min_size=3, unique=True))
        to = draw(st.lists(st.sampled_from(RECIPIENTS), min_size=2, unique=True))
        second = SharingRule(
            list=name,
            items=tuple(items),
            to=tuple(to),
            purpose=draw(st.sampled_from((PURPOSES, PURPOSES[:1]))),
            under_18=draw(ages),
            unknown_age=draw(ages),
        )
        made += [first, second]
    return agreement(tuple(made), review=date(2099, 1, 1), expires=date(2099, 1, 1))


def names_everything() -> SharingAgreement:
    """An agreement in force whose rules name every item of every list for every recipient."""
    made = (
        SharingRule(
            list=name,
            items=(*ITEMS, "column: Barber"),
            to=RECIPIENTS,
            purpose=PURPOSES,
            under_18="share",
            unknown_age="share",
        )
        for name in LISTS
    )
    return agreement(tuple(made), review=date(2099, 1, 1), expires=date(2099, 1, 1))


DETAILS = (
    "lead",
    "review",
    "also",
    "column: barber",
    "notes",
    "gang",
    "health",
    "mappa",
    "risk",
    "date_of_birth",
    "ethnicity",
)


def agreement(rules: tuple[SharingRule, ...], **about: Any) -> SharingAgreement:
    """An agreement of these rules."""
    said = {
        "id": "A",
        "title": "A",
        "version": "1",
        "signed": date(2026, 4, 1),
        "review": date(2026, 5, 1),
        "expires": date(2027, 1, 1),
        "regime": "part3",
        "basis": ("CDA1998 s115",),
    }
    file = AgreementFile(
        agreement=About(**(said | about)),
        members={
            "MPS": SharingMember(
                name="Police",
                kind="responsible authority",
                panels=("SGV",),
                recipients={"MPS IOM team": Recipient(panel="IOM")},
            ),
            "LBH": SharingMember(name="Council", kind="duty to co-operate", panels=("MAPPA",)),
            "Charity": SharingMember(name="Charity", panels=("DIP",)),
            "Housing": SharingMember(name="A housing association"),
        },
        lists={
            "IOM": ListTerms(owner="MPS"),
            "SGV": ListTerms(owner="MPS"),
            "DIP": ListTerms(owner="Charity"),
            "MAPPA": ListTerms(owner="LBH", restricted=True),
        },
        rules=rules,
    )
    return SharingAgreement(file, digest_of(file))
