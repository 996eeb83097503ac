"""A canary in every (list, item, role) is found in an edition exactly where a rule allows it.

Each example opens every format of every recipient's edition. How many combinations of list, item,
kind of row, recipient, purpose and format that are is told by

    pytest tests/laws/test_agreement_canaries.py -s
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from itertools import product

import pandas as pd
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

import cohortmatch as cm
from cohortmatch.core.errors import SettingsError
from cohortmatch.disclosure.sharing_agreement import SharingAgreement
from cohortmatch.reporting import CrossReference
from cohortmatch.values.about_others import is_about_others
from disclosure.agreeing import LISTS, PURPOSES, names_everything, wide_agreements
from laws.strategies import law

AS_OF = date(2026, 4, 20)
# the heading, the item that it is; its canaries are words or dates made for list and row
COLUMNS = {
    "Lead officer": "lead",
    "Review date": "review",
    "Hair": "also",
    "Ethnicity": "ethnicity",
    "Notes": "notes",
    "Barber": "column: barber",
    "Skin colour": "ethnicity",
    "Gang": "gang",
    "Drug test result": "health",
    "MAPPA lead": "mappa",
    "Lead (Imelda)": "column: lead (imelda)",
    "Victim name": "",
}
# the row: surname, forename, date of birth, PNC ID, the role elsewhere than on IOM
PEOPLE = {
    "adult": ("Quarmby", "Ivor", "03/04/1989", "2087/0000001Z", "Subject"),
    "young": ("Odell", "Una", "31/01/2010", "2087/0000003B", "Subject"),
    "no date": ("Pym", "Ada", "", "2087/0000005D", "Subject"),
    "victim": ("Tarrowick", "Ben", "05/06/1977", "2087/0000007F", "Victim"),
    "witness": ("Farthingay", "Jo", "06/07/1978", "2087/0000009J", "Witness"),
    "no role": ("Quillan", "Zebedee", "07/08/1979", "2087/0000010K", ""),
    "family": ("Merrifield", "Kit", "08/09/1980", "2087/0000011L", "Family"),
}
SYLLABLES = [f"{a}{b}" for a in "bfgklnprv" for b in "eu"][:17]
FORMATS = ("card", "workbook", "page")
PANELS = {"IOM": "MPS IOM team", "SGV": "MPS", "DIP": "Charity", "MAPPA": "LBH", "": "Housing"}
"""Whose edition each list's panel has; one recipient has no list."""


def canary(name: str, heading: str, who: str) -> str:
    """A value that stands in one cell only, of the shape of its column."""
    number = (LISTS.index(name) * len(COLUMNS) + list(COLUMNS).index(heading)) * len(PEOPLE)
    number += list(PEOPLE).index(who)
    if heading == "Review date":
        return f"{1 + number % 28:02}/{1 + number // 28 % 12:02}/{2040 + LISTS.index(name)}"
    word = "".join(SYLLABLES[number // 17**place % 17] for place in range(3)).capitalize() + "wick"
    return f"PC {word}" if "lead" in heading.casefold() or heading == "Lead officer" else word


Frames = dict[str, pd.DataFrame]


def frames() -> Frames:
    """The lists, with a canary in each cell."""
    made = {}
    for name in LISTS:
        rows = [
            (
                *said[:4],
                "Subject" if name == "IOM" else said[4],
                *(canary(name, heading, who) for heading in COLUMNS),
            )
            for who, said in PEOPLE.items()
        ]
        heads = ["Surname", "Forename", "DOB", "PNC ID", "Role", *COLUMNS]
        made[name] = pd.DataFrame(rows, columns=heads, dtype=str)
    return made


def opened(result: CrossReference, recipient: str, purpose: str) -> list[str]:
    """What each format of an edition says, as text; none where it is refused."""
    try:
        edition = result.edition(recipient, purpose)
    except SettingsError:
        return []
    texts = [repr(edition) + edition._repr_html_() + edition.agenda.to_csv()]
    for name, content in edition.files().items():
        if name.endswith(".html"):
            texts.append(name + content.decode())
            continue
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            texts.append(name + "".join(parts.read(each).decode() for each in parts.namelist()))
    return texts


def is_in(text: str, value: str) -> bool:
    return value.removeprefix("PC ") in text


def test_a_canary_is_found_exactly_where_a_rule_allows_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    looked: Looked = {}

    @law(6)
    @given(wide_agreements())
    @example(names_everything())
    def each_agreement(agreement: SharingAgreement) -> None:
        result = cm.match(frames(), plan=cm.Plan(as_of=AS_OF, agreement=agreement))
        for own, recipient in PANELS.items():
            for purpose in PURPOSES:
                texts = opened(result, recipient, purpose)
                for of, text in zip(FORMATS, texts, strict=False):
                    _look(agreement, own, recipient, purpose, of, text, looked)

    each_agreement()
    shown = sum("shown" in each for each in looked.values())
    both = sum(len(each) == 2 for each in looked.values())
    with capsys.disabled():
        print(
            f"\n{len(looked):,} combinations of list, item, row, recipient, purpose and format: "
            f"{shown:,} shown by a rule in some agreement, {both:,} of them withheld in another; "
            "0 leaks"
        )
    assert len(looked) >= 2000


Looked = dict[tuple[str, ...], set[str]]
"""What was looked for, and whether it was shown or withheld."""


def _look(
    agreement: SharingAgreement,
    own: str,
    recipient: str,
    purpose: str,
    of: str,
    text: str,
    looked: Looked,
) -> None:
    for name in LISTS:
        if name == own and agreement.is_owner(name, recipient):
            continue  # its own list is the recipient's own
        for who in PEOPLE:
            for heading in COLUMNS:
                found = is_in(text, canary(name, heading, who))
                allowed = may_see(agreement, name, heading, who, recipient, purpose)
                assert allowed or not found, (name, heading, who, recipient, of)
                if of != "card" and name != "IOM" and who in ("adult", "young", "no date"):
                    assert found == allowed, (name, heading, who, recipient, of)
                key = name, heading, who, recipient, purpose, of
                looked.setdefault(key, set()).add("shown" if found else "withheld")


def test_a_canary_has_no_word_about_others() -> None:
    every = (canary(*each) for each in product(LISTS, COLUMNS, PEOPLE))
    assert not [each for each in every if is_about_others(each)]


def may_see(
    agreement: SharingAgreement, name: str, heading: str, who: str, recipient: str, purpose: str
) -> bool:
    """Whether the rules let a recipient see the cell of a list under a heading of somebody."""
    if who not in ("adult", "young", "no date") and name != "IOM":
        return False
    ages = {"young": "under 18", "no date": "unknown"}
    age = ages.get(who, "adult")
    item = COLUMNS[heading]
    told = agreement.may(name, item, "subject", recipient, purpose, AS_OF, age)  # type: ignore[arg-type]
    return told.allowed


@law(6)
@given(wide_agreements(), st.data())
def test_a_cell_that_is_withheld_changes_no_byte(
    agreement: SharingAgreement, data: st.DataObject
) -> None:
    own, recipient = data.draw(st.sampled_from(sorted(PANELS.items())))
    purpose = data.draw(st.sampled_from(PURPOSES))
    name = data.draw(st.sampled_from([each for each in LISTS if each != own]))
    who = data.draw(st.sampled_from(("adult", "young")))
    closed = [
        heading
        for heading in COLUMNS
        if not may_see(agreement, name, heading, who, recipient, purpose)
    ]
    assume(closed)
    before, after = frames(), frames()
    row, heading = list(PEOPLE).index(who), data.draw(st.sampled_from(closed))
    after[name].loc[row, heading] = data.draw(st.sampled_from(("", "Amber", "01/01/2031")))
    ours, theirs = (
        cm.match(lists, plan=cm.Plan(as_of=AS_OF, agreement=agreement)) for lists in (before, after)
    )
    assert opened(ours, recipient, purpose) == opened(theirs, recipient, purpose)


def marked(agreement: SharingAgreement, name: str, *, restricted: bool | None) -> SharingAgreement:
    """An agreement that says of a list whether it is of people under public protection."""
    lists = dict(agreement.file.lists)
    lists[name] = lists[name].model_copy(update={"restricted": restricted})
    return replace(agreement, file=agreement.file.model_copy(update={"lists": lists}))


def canaries_in(lists: Frames, agreement: SharingAgreement, who: str, purpose: str) -> set[str]:
    """The canaries that stand in an edition."""
    result = cm.match(lists, plan=cm.Plan(as_of=AS_OF, agreement=agreement))
    text = "".join(opened(result, who, purpose))
    every = (canary(*each) for each in product(LISTS, COLUMNS, PEOPLE))
    return {each for each in every if is_in(text, each)}


@law(8)
@given(wide_agreements(), st.data())
@example(names_everything(), None)
def test_marking_a_list_as_public_protection_never_shows_more(
    agreement: SharingAgreement, data: st.DataObject | None
) -> None:
    """Whether it is marked by the agreement or by one cell; on a list that is marked already too.
    That only known is told of it stands in the edition in place of a canary."""
    names = st.sampled_from([each for each in LISTS if each != "IOM"])
    name = "DIP" if data is None else data.draw(names)
    whom = "MPS IOM team" if data is None else data.draw(st.sampled_from(sorted(PANELS.values())))
    purpose = PURPOSES[0] if data is None else data.draw(st.sampled_from(PURPOSES))
    open_ = marked(agreement, name, restricted=False)
    before = canaries_in(frames(), open_, whom, purpose)
    by_file = canaries_in(frames(), marked(agreement, name, restricted=True), whom, purpose)
    celled = frames()
    celled[name].loc[3, "Hair"] = "VISOR 123456"
    by_cell = canaries_in(celled, marked(agreement, name, restricted=None), whom, purpose)
    assert by_file <= before and by_cell <= before
