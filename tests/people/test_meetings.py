"""Whom a meeting discusses, by what the panel's own list says."""

from __future__ import annotations

import pytest

from cohortmatch.core.errors import SettingsError
from cohortmatch.core.types import ColumnUse, ListInfo
from cohortmatch.people.meetings import (
    EVERYONE,
    OTHERS,
    Meeting,
    discusses,
    meeting_named,
    meetings_of,
    order_words,
    unknown_columns,
)
from cohortmatch.people.status import said

HEADINGS = ("RAG status", "Police RAG", "Cohort type", "Lead officer")
IOM = ListInfo(
    "IOM north",
    "panel",
    panel_type="IOM",
    columns=tuple(ColumnUse(each, "status", "heading") for each in HEADINGS),
)
MAIN = Meeting("IOM", "main", {"RAG": ["Red"]})
MID_MONTH = Meeting("IOM", "mid-month", OTHERS)

DISCUSSED = [
    # what the meeting discusses, what rows of one person say, whether they are, because
    ({"RAG": ["Red"]}, [{"RAG status": "Red"}], True, "a heading stands for its kind"),
    ({"RAG": ["red"]}, [{"RAG status": "RED "}], True, "capitals and spaces say nothing"),
    ({"RAG": ["Red"]}, [{"RAG status": "Amber"}], False, "another value"),
    ({"RAG": ["Red"]}, [{"RAG status": ""}], False, "nothing stands there"),
    ({"RAG": ["Red"]}, [{"RAG status": "R"}], True, "a colour as a letter"),
    ({"RAG": ["R"]}, [{"RAG status": "Red"}], True, "a letter for the colour"),
    ({"RAG": ["Red"]}, [{"RAG status": "Redford"}], False, "the whole cell counts"),
    ({"RAG": ["Red", "Amber"]}, [{"RAG status": "Amber"}], True, "any of several values"),
    ({"risk": ["Red"]}, [{"Police RAG": "Red"}], True, "a kind is any column of it"),
    ({"Police RAG": ["Red"]}, [{"RAG status": "Red"}], False, "its own heading alone"),
    ({"police rag": ["Red"]}, [{"Police RAG": "Red"}], True, "a heading in other capitals"),
    ({"Cohort type": ["Fixed"]}, [{"Cohort type": "Fixed"}], True, "a heading of no known kind"),
    (
        {"RAG": ["Red"], "Cohort type": ["Fixed"]},
        [{"RAG status": "Green", "Cohort type": "Fixed"}],
        True,
        "any of several columns",
    ),
    ({"RAG": ["Red"]}, [{"RAG status": "Green"}, {"RAG status": "Red"}], True, "any of their rows"),
    ({"Barber": ["Red"]}, [{"RAG status": "Red"}], False, "a column that the list lacks"),
    (EVERYONE, [{"RAG status": ""}], True, "everyone"),
]


@pytest.mark.parametrize(
    ("whom", "rows", "is_discussed", "because"), DISCUSSED, ids=[each[3] for each in DISCUSSED]
)
def test_a_meeting_discusses_whom_its_columns_say(
    whom: str | dict[str, list[str]], rows: list[dict[str, str]], is_discussed: bool, because: str
) -> None:
    meeting = Meeting("IOM", "main", whom)
    found = discusses(meeting, (meeting,), IOM)([said(each.items()) for each in rows])
    assert found == is_discussed, because


@pytest.mark.parametrize(
    ("colour", "main", "mid_month"),
    [("Red", True, False), ("Amber", False, True), ("", False, True)],
)
def test_others_are_those_whom_no_other_meeting_discusses(
    colour: str, main: bool, mid_month: bool
) -> None:
    rows = [said([("RAG status", colour)])]
    every = (MAIN, MID_MONTH)
    assert discusses(MAIN, every, IOM)(rows) == main
    assert discusses(MID_MONTH, every, IOM)(rows) == mid_month


def test_a_panel_s_meetings_are_those_of_its_list_s_name_or_type() -> None:
    named = Meeting("iom north", "early")
    other = Meeting("SGV", "main")
    assert meetings_of((MAIN, named, other), IOM) == (MAIN, named)


REFUSED = [
    # the list, the meetings, the name, what is told
    (IOM, (MAIN, MID_MONTH), "mian", "IOM north has no such meeting; it can be main or mid-month"),
    (IOM, (), "main", "[meetings.IOM north.main] discusses"),
    (ListInfo("NPS", "register"), (Meeting("NPS", "main"),), "main", "is a register"),
    (None, (MAIN,), "main", "has no list of its own"),
]


@pytest.mark.parametrize(("info", "every", "name", "told"), REFUSED)
def test_a_meeting_that_is_not_there_is_refused_with_those_that_are(
    info: ListInfo | None, every: tuple[Meeting, ...], name: str, told: str
) -> None:
    with pytest.raises(SettingsError, match="--meeting") as refused:
        meeting_named(every, info, name)
    assert told in str(refused.value).replace('"', "")


def test_a_meeting_is_named_in_any_capitals() -> None:
    assert meeting_named((MAIN, MID_MONTH), IOM, " Mid-Month ") is MID_MONTH


def test_columns_that_the_list_lacks_are_told() -> None:
    whom = {"RAG": ["Red"], "Barber": ["x"], "level": ["3"], "MAPPA level": ["3"], "lead": ["A"]}
    assert unknown_columns(Meeting("IOM", "main", whom), IOM) == ["Barber", "level", "MAPPA level"]


def test_the_order_is_told_in_words() -> None:
    assert order_words(("risk", "name")) == "the most pressing RAG or risk first, then by name"
