"""What an edition rests on: under an agreement names, dates, numbers and postcodes, and no other
cell of a list that the rules do not show; without one no column that the programme does not know.

A recipient that writes a guess into its own row (a diagnosis, a colour of hair, under an agreement
an address) cannot see whether another list agrees: whatever that list has there, the edition is the
same.
"""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cohortmatch as cm
from cohortmatch.disclosure.sharing_agreement.document import SharingRule
from disclosure.agreeing import PURPOSES, agreement
from laws.strategies import law
from laws.test_agreement_canaries import opened
from people_lists import a_pnc

AS_OF = date(2026, 4, 20)
NAMES = ("Quarmby Ivor", "Odell Una", "Pym Ada", "Tarrowick Ben", "Farthingay Jo", "Quillan Zeb")
# the heading, and what is written there in turn
FIELDS = {
    "Diagnosis": ("Psychosis", "Asthma", "ADHD"),
    "Hair": ("Brown", "Auburn", "Grey"),
    "Eye colour": ("Blue", "Green", "Hazel"),
    "Nickname of dog": ("Rex", "Bella", "Fido"),
    "Address": ("10 Mill Lane", "4 High Street", "7 Low Road"),
    "Phone": ("07700 900252", "07700 900369", "07700 900417"),
    "Street name": ("Ghost", "Tiny", "Smiley"),
    "Email": ("ivor@example.org", "una@example.org", "ada@example.org"),
    "Role": ("Subject",),
    "RAG": ("Red", "Amber", "Green"),
}
UNKNOWN = ["Diagnosis", "Hair", "Eye colour", "Nickname of dog"]
"""Headings that the programme does not know."""
CLOSED = [each for each in FIELDS if each != "Role"]
ROW = 1
"""Whose cell is tried."""
Row = dict[str, str]
LISTED = SharingRule(
    list="DIP",
    items=("listed", "lead"),
    to=("MPS IOM team",),
    purpose=PURPOSES,
    under_18="share",
    unknown_age="share",
)
KNOWN = LISTED.model_copy(update={"items": ("known",)})


def rows(
    names: tuple[str, ...], number: str = "", shift: int = 0, *, born: bool = True
) -> list[Row]:
    """A row for each name, with a value in every field; the one that is tried has a PNC ID, and may
    have no date."""
    made = []
    for n, name in enumerate(names):
        surname, forename = name.split()
        row = {
            "Surname": surname,
            "Forename": forename,
            "DOB": f"0{1 + len(name) % 9}/02/19{70 + len(surname)}" if born or n != ROW else "",
            "PNC ID": number if n == ROW else "",
        }
        made.append(row | {each: says[(n + shift) % len(says)] for each, says in FIELDS.items()})
    return made


def edition(own: list[Row], theirs: list[Row], rule: SharingRule | None) -> list[str]:
    """What IOM's edition says, by the rule; None for the borough's settings."""
    lists = {"IOM": pd.DataFrame(own, dtype=str), "DIP": pd.DataFrame(theirs, dtype=str)}
    if rule is None:
        return opened(cm.match(lists, plan=cm.Plan(as_of=AS_OF)), "IOM", "")
    terms = agreement((rule,), review=date(2099, 1, 1), expires=date(2099, 1, 1))
    result = cm.match(lists, plan=cm.Plan(as_of=AS_OF, agreement=terms))
    return opened(result, "MPS IOM team", PURPOSES[0])


FEW = ("Merrifield Kit", NAMES[ROW], "Tarrant Bo", "Ludlow Ash")
UNLIKE = [
    # what makes it doubtful that the two rows are one person's: a number each, no date
    ((NAMES[:4], a_pnc(111111, 2001)), (FEW, a_pnc(222222, 2002)), True),
    ((NAMES[:4], ""), (FEW, ""), False),
]


@pytest.mark.parametrize("rule", [LISTED, KNOWN], ids=["listed", "known"])
@pytest.mark.parametrize(("mine", "other", "born"), UNLIKE)
@pytest.mark.parametrize("field", CLOSED)
def test_a_guess_at_a_closed_cell_is_not_answered(
    field: str,
    mine: tuple[tuple[str, ...], str],
    other: tuple[tuple[str, ...], str],
    born: bool,
    rule: SharingRule,
) -> None:
    assert_alike(field, mine, other, rule, born=born)


@pytest.mark.parametrize(("mine", "other", "born"), UNLIKE)
@pytest.mark.parametrize("field", UNKNOWN)
def test_nor_is_one_without_an_agreement_at_a_column_that_is_not_known(
    field: str, mine: tuple[tuple[str, ...], str], other: tuple[tuple[str, ...], str], born: bool
) -> None:
    assert_alike(field, mine, other, None, born=born)


def assert_alike(
    field: str,
    mine: tuple[tuple[str, ...], str],
    other: tuple[tuple[str, ...], str],
    rule: SharingRule | None,
    *,
    born: bool,
) -> None:
    """The edition is the same whether the guess is right, wrong or about an empty cell."""
    own, theirs = rows(*mine, born=born), rows(*other, 1, born=born)
    if field in UNKNOWN:
        for row in (*own, *theirs):  # the one of its kind, so that it weighs most
            for each in set(CLOSED) - {field}:
                del row[each]
    seen = []
    for value in (own[ROW][field], FIELDS[field][2], ""):
        theirs[ROW][field] = value
        seen.append(edition(own, theirs, rule))
    assert seen[0] and seen[0] == seen[1] == seen[2]


@law(12)
@given(st.data())
def test_no_closed_cells_change_a_byte_whatever_they_are(data: st.DataObject) -> None:
    names = data.draw(st.permutations(NAMES))
    numbers = st.sampled_from(("", a_pnc(111111, 2001), a_pnc(222222, 2002)))
    own = rows(NAMES[:4], data.draw(numbers), born=data.draw(st.booleans()))
    theirs = rows(tuple(names), data.draw(numbers), born=data.draw(st.booleans()))
    rule = data.draw(st.sampled_from((LISTED, KNOWN)))
    before = edition(own, theirs, rule)
    for row in theirs:
        for field in data.draw(st.sets(st.sampled_from(CLOSED))):
            row[field] = data.draw(st.sampled_from((*FIELDS[field], "")))
    assert before and edition(own, theirs, rule) == before
