"""Laws of columns: their headings and places, and how names are parted, change no person.

The headings are drawn from those by which lists call a field, among them long ones ("Level 2
offender postcode"), misspelt ones and a machine's ("raw_person_name_last").
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

import cohortmatch as cm
from cohortmatch.reading import read_all
from cohortmatch.synthetic import invent, invent_plain
from laws.strategies import law

AS_OF = "2026-06-01"
LISTS = ("IOM", "SGV", "DIP", "NPS")
PEOPLE = 260
SYNONYMS = {
    "name": (
        "Full name",
        "IOM nominal",
        "Gang member",
        "personFullName",
        "Level 2 offender",
        "Perp",
    ),
    "surname": (
        "Last name",
        "LNAME",
        "Family name",
        "raw_person_name_last",
        "sn",
        "Nominal surname",
    ),
    "forename": ("First name(s)", "gname", "Given", "raw_person_name_first", "YP first name"),
    "date_of_birth": ("D.O.B.", "dateOfBirth", "Date of brith", "Born", "Gang member DOB"),
    "sex": ("Sex", "Gender", "M/F", "gender_code"),
    "pnc": ("PNC", "PNC No.", "pncNumber", "Police Nat. Computer ref"),
    "cro": ("CRO", "CRO_NO"),
    "crn": ("CRN", "Delius CRN", "crnNumber"),
    "prison_number": ("NOMS", "NOMIS no", "Prison No."),
    "nhs_number": ("NHS", "nhsNumber", "NHS no."),
    "postcode": ("Post Code", "P/code", "postCode", "Level 2 offender postcode", "PCD"),
    "address": ("LKA", "Home addr.", "homeAddress", "Where residing", "Tenancy address"),
    "alias": ("AKA", "Also known as", "Other names used", "knownAs"),
    "street_name": ("nick", "Nickname", "Moniker"),
}
"""By what else a list may call a field."""
Frames = dict[str, pd.DataFrame]


class Found(NamedTuple):
    """The people formed, and the weight in bits of each pair that is not different."""

    people: set[frozenset[str]]
    weights: dict[frozenset[str], float]


def found(frames: Frames) -> Found:
    result = cm.match(frames, as_of=AS_OF)
    together: dict[str, set[str]] = {}
    for listing, person in result.memberships["person_id"].items():
        together.setdefault(str(person), set()).add(str(listing))
    links = result.links.reset_index()
    pairs = zip(links["left"], links["right"], links["weight"], strict=True)
    weights = {frozenset((str(a), str(b))): float(weight) for a, b, weight in pairs}
    return Found(set(map(frozenset, together.values())), weights)


@cache
def panels() -> tuple[Frames, Found]:
    frames = {k: v for k, v in invent(7, people=PEOPLE).frames.items() if k in LISTS}
    return frames, found(frames)


@cache
def plain() -> tuple[Frames, Found]:
    frames = invent_plain(5, rows=150, lists=3).frames
    return frames, found(frames)


@cache
def fields() -> dict[str, dict[str, str]]:
    lists = read_all(panels()[0]).lists
    return {raw.info.name: {u.heading: u.field for u in raw.info.columns} for raw in lists}


def renamed(frame: pd.DataFrame, meant: dict[str, str], dice: Any) -> pd.DataFrame:
    """The frame with another heading over each column that has synonyms."""
    new: dict[str, str] = {}
    for heading in frame.columns:
        names = [n for n in SYNONYMS.get(meant[heading], ()) if n not in {*frame, *new.values()}]
        if names:
            new[heading] = dice.choice(names)
    return frame.rename(columns=new)


@given(st.randoms(use_true_random=False), st.sets(st.sampled_from(LISTS), min_size=1))
@law(6)
def test_renaming_headings_and_moving_columns_changes_nothing(dice: Any, which: set[str]) -> None:
    frames, before = panels()
    after = dict(frames)
    for name in sorted(which):
        frame = renamed(frames[name], fields()[name], dice)
        after[name] = frame[dice.sample(list(frame.columns), len(frame.columns))]
    assert found(after) == before


def joined(frame: pd.DataFrame, form: str) -> pd.DataFrame:
    """Surname and forename in one column."""
    both = zip(frame["surname"].fillna(""), frame["forename"].fillna(""), strict=True)
    whole = [form.format(*each) if all(each) else "".join(each) for each in both]
    rest = frame.drop(columns=["surname", "forename"])
    return rest.assign(Name=whole)


def split(frame: pd.DataFrame, _: str) -> pd.DataFrame:
    """Each part of a name in a column of its own, as some registers have it."""
    made = {}
    for part, base in (("forename", "fname_c"), ("surname", "lname_c")):
        words = [str(cell).split(None, 1) for cell in frame[part].fillna("")]
        made[f"{base}1"] = [each[0] if each else "" for each in words]
        made[f"{base}2"] = [each[1] if len(each) > 1 else "" for each in words]
    return frame.drop(columns=["surname", "forename"]).assign(**made)


@given(
    st.sampled_from([(joined, "{0}, {1}"), (joined, "{1} {0}"), (split, "")]),
    st.sets(st.sampled_from(["list_1", "list_2", "list_3"]), min_size=1),
)
@law(6)
def test_names_in_one_column_or_in_parts_are_the_same_names(how: Any, which: set[str]) -> None:
    frames, before = plain()
    change, form = how
    after = {n: change(f, form) if n in which else f for n, f in frames.items()}
    assert found(after) == before


SAYS_NOTHING = {
    "blank": lambda dice, size: [""] * size,
    "the same": lambda dice, size: ["x"] * size,
    "numbered": lambda dice, size: [str(n + 1) for n in range(size)],
    "any": lambda dice, size: [dice.choice(["kite", "lamp", "oar"]) for _ in range(size)],
}


@given(st.sampled_from(sorted(SAYS_NOTHING)), st.randoms(use_true_random=False))
@law(6)
def test_a_column_that_says_nothing_changes_no_person(what: str, dice: Any) -> None:
    frames, before = panels()
    cells = SAYS_NOTHING[what]
    after = {n: f.assign(Column99=cells(dice, len(f))) for n, f in frames.items()}
    now = found(after)
    assert now.people == before.people
    if what in ("blank", "the same"):
        assert now.weights == before.weights


def test_the_full_name_beside_its_parts_is_the_same_name_again() -> None:
    frames, before = plain()
    whole = {n: joined(f, "{1} {0}")["Name"].tolist() for n, f in frames.items()}
    after = {n: f.assign(**{"Full name": whole[n]}) for n, f in frames.items()}
    assert found(after) == before
