"""The clocks: from which date each runs, for whom it never does, and what is told instead."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cohortmatch as cm
from cohortmatch.people.ages import months_later
from cohortmatch.people.clocks import clocks, months_between
from cohortmatch.reporting import CrossReference
from cohortmatch.settings.file import load_settings
from tracked import AS_OF, PEOPLE, Rows, a_list, matched

NO = {"Engaging Y/N": "N"}
Found = set[tuple[str, str, str]]


def found(result: CrossReference, *, media: bool = True) -> Found:
    """Every clock: what it is, of whom (the surname), on which list."""
    made = clocks(result.view, result.view.choices.engagement_panels, media=media)
    titles = (result.view.title(each.person).split()[-1].capitalize() for each in made)
    return {(c.what, name, c.list_name) for c, name in zip(made, titles, strict=True)}


def of(cells: Mapping[str, str], name: str = "Quarmby", as_of: date = AS_OF) -> set[str]:
    """What clocks one person on IOM has whose row has these cells."""
    return {what for what, _, _ in found(matched({"IOM": {name: cells}}, as_of))}


CHECKS, MEDIA, UNKNOWN = "Checks due", "Media may be considered", "Last contact not recorded"
REVIEW, ENDS = "Review overdue", "Order, licence or sentence ends"
RELEASE, FAULT = "Release expected", "Date cannot be used"
ENGAGEMENT = [
    ("02/03/2026", AS_OF, set(), "a day less than three months"),
    ("01/03/2026", AS_OF, {CHECKS}, "three months to the day"),
    ("31/01/2026", date(2026, 4, 29), set(), "31 January + 3 months is 30 April"),
    ("31/01/2026", date(2026, 4, 30), {CHECKS}, "31 January + 3 months is 30 April"),
    ("01/03/2026 (home visit)", AS_OF, {CHECKS}, "how it was made stands beside the day"),
    ("02/12/2025", AS_OF, {CHECKS}, "a day less than six months"),
    ("01/12/2025", AS_OF, {CHECKS, MEDIA}, "six months to the day"),
    ("31/08/2025", date(2026, 2, 28), {CHECKS, MEDIA}, "31 August + 6 months is 28 February"),
    ("", AS_OF, {UNKNOWN}, "not recorded is never overdue"),
    ("TBC", AS_OF, {UNKNOWN}, "a placeholder is no date"),
    ("02/06/2026", AS_OF, {UNKNOWN, FAULT}, "a date in the future is told and starts nothing"),
    ("31/02/2025", AS_OF, {UNKNOWN, FAULT}, "an impossible date is told and starts nothing"),
    ("01/01/1900", AS_OF, {UNKNOWN, FAULT}, "so is a placeholder that is a date"),
]


@pytest.mark.parametrize(("text", "as_of", "told", "because"), ENGAGEMENT)
def test_engagement_runs_in_calendar_months(
    text: str, as_of: date, told: set[str], because: str
) -> None:
    assert of({**NO, "Last contact": text}, as_of=as_of) == told, because
    assert of({"Engaging Y/N": "Y", "Last contact": text}, as_of=as_of) <= {FAULT}


def test_a_contact_on_any_list_counts_and_is_named() -> None:
    lists: dict[str, Rows] = {"IOM": {"Quarmby": {**NO, "Last contact": "01/11/2025"}}}
    assert (CHECKS, "Quarmby", "IOM") in found(matched(lists))
    other = {**lists, "SGV": {"Quarmby": {"Date last seen": "01/02/2026"}}}
    made = clocks(matched(other).view, ("IOM",), media=True)
    assert [(c.what, c.since) for c in made] == [(CHECKS, date(2026, 2, 1))]
    assert made[0].words == "Engaging Y/N: N; last contact on SGV (Date last seen)"
    reset = {**lists, "SGV": {"Quarmby": {"Date last seen": "01/05/2026"}}}
    assert not found(matched(reset))


REGISTER = [
    ("01/11/2025", "20/05/2026", {CHECKS}, "and is told beside it"),
    ("01/11/2025", "01/10/2025", {CHECKS, MEDIA}, "an earlier one says nothing"),
    ("01/11/2025", "01/12/2025", {CHECKS, MEDIA}, "six months ago, it knows no whereabouts"),
    ("01/11/2025", "02/12/2025", {CHECKS}, "within six months, a list has seen them"),
    ("", "20/05/2026", {UNKNOWN}, "it starts no clock of its own"),
]


@pytest.mark.parametrize("register", ["NPS", "CRC"])
@pytest.mark.parametrize(("panel", "there", "told", "because"), REGISTER)
def test_a_contact_on_a_register_does_not_start_the_clock_anew(
    register: str, panel: str, there: str, told: set[str], because: str
) -> None:
    lists = {
        "IOM": {"Quarmby": {**NO, "Last contact": panel}},
        register: {"Quarmby": {"Last seen": there}},
    }
    assert {what for what, _, _ in found(matched(lists))} == told, because


def test_a_later_contact_on_a_register_is_told_beside_the_clock() -> None:
    lists = {
        "IOM": {"Quarmby": {**NO, "Last contact": "01/11/2025"}},
        "NPS": {"Quarmby": {"Last seen": "20/05/2026"}},
    }
    (clock,) = clocks(matched(lists).view, ("IOM",))
    assert clock.since == date(2025, 11, 1)
    assert clock.words == (
        "Engaging Y/N: N; last contact on IOM (Last contact); "
        "but the register NPS has a later one (Last seen: 20 May 2026), ask there"
    )


def test_a_contact_that_cannot_be_read_is_told_and_is_not_merely_missing() -> None:
    (_, told) = sorted(
        clocks(
            matched({"IOM": {"Quarmby": {**NO, "Last contact": "w/c 09/03/26"}}}).view, ("IOM",)
        ),
        key=lambda each: each.what,
    )
    assert told.what == UNKNOWN
    assert told.words == "Engaging Y/N: N; Last contact: w/c 09/03/26 is no date"


def test_only_the_panels_of_the_settings_have_this_clock() -> None:
    rows = {"Quarmby": {**NO, "Last contact": "01/11/2025"}}
    assert not found(matched({"SGV": rows}))
    assert found(matched({"SGV": rows}, engagement_panels=("SGV",)))


def test_the_settings_file_names_the_panels(tmp_path: Path) -> None:
    file = tmp_path / "cohortmatch.toml"
    file.write_text('[report]\nengagement_panels = ["SGV", "DIP"]\n', encoding="utf-8")
    assert load_settings(file).plan.report.engagement_panels == ("SGV", "DIP")
    assert cm.Plan().report.engagement_panels == ("IOM",)


@pytest.mark.parametrize("name", ["Mensah", "Okafor"])
def test_the_media_are_never_told_of_under_18s_or_unknown_ages(name: str) -> None:
    assert of({**NO, "Last contact": "01/11/2025"}, name) - {"Turns 18"} == {CHECKS}


@pytest.mark.parametrize(
    "other",
    [
        {"Address": "1 High Road, Romford RM1 3BD"},
        {"Custody status": "In custody"},
        {"Engaging": "Y"},
        {"Whereabouts": "With a friend"},
    ],
)
def test_the_media_are_not_told_where_a_list_knows_the_whereabouts(other: dict[str, str]) -> None:
    lists = {"IOM": {"Quarmby": {**NO, "Last contact": "01/11/2025"}}, "SGV": {"Quarmby": other}}
    assert {what for what, _, _ in found(matched(lists))} == {CHECKS}
    lists["SGV"] = {"Quarmby": {"RAG": "Red"}}
    assert {what for what, _, _ in found(matched(lists))} == {CHECKS, MEDIA}


@pytest.mark.parametrize("role", ["Victim", "Witness", "Complainant"])
def test_the_media_are_never_told_of_a_victim_on_another_list(role: str) -> None:
    rows = {name: {"Role": "Perpetrator"} for name in PEOPLE}
    lists = {"IOM": a_list({"Quarmby": {**NO, "Last contact": "01/11/2025"}})}
    with_victim = a_list({**rows, "Quarmby": {"Role": role}})
    plan = cm.Plan(as_of=AS_OF)
    result = cm.match({**lists, "ASB": with_victim}, plan=plan)
    assert not any(what == MEDIA for what, _, _ in found(result))
    assert (CHECKS, "Quarmby", "IOM") in found(result)
    without = cm.match({**lists, "ASB": a_list(rows).query("Surname != 'Quarmby'")}, plan=plan)
    assert any(what == MEDIA for what, _, _ in found(without))


def test_a_victim_has_no_clock() -> None:
    cells = {**NO, "Last contact": "01/11/2025", "Next review": "01/05/2026"}
    rows = {"Quarmby": {**cells, "Role": "Victim"}, "Odell": {**cells, "Role": "Perpetrator"}}
    told = found(matched({"ASB": rows}, engagement_panels=("ASB",)))
    assert {name for _, name, _ in told} == {"Odell"}


DATED = [
    ("Next review", "31/05/2026", {REVIEW}, "yesterday"),
    ("Next review", "01/06/2026", set(), "today is not overdue"),
    ("Last review", "01/01/2026", set(), "the last review is no next one"),
    ("Next Appt", "01/01/2026", set(), "an appointment is no review"),
    ("Next review", "monthly", set(), "a rhythm is no date and no fault"),
    ("Next review", "31/06/2026", {FAULT}, "no such day"),
    ("Licence end", "27/07/2026", {ENDS}, "eight weeks to the day"),
    ("Licence end", "28/07/2026", set(), "a day more"),
    ("Order end date", "01/06/2026", {ENDS}, "today"),
    ("SED", "31/05/2026", set(), "ended already"),
    ("Expected release", "01/12/2026", {RELEASE}, "whenever it is"),
    ("Release date", "01/05/2026", set(), "released already"),
    ("Licence end", "46200", {ENDS}, "a spreadsheet's day number, 27 June 2026"),
]


@pytest.mark.parametrize(("heading", "text", "told", "because"), DATED)
def test_reviews_ends_and_releases(heading: str, text: str, told: set[str], because: str) -> None:
    assert of({heading: text}) == told, because


def test_a_column_with_the_month_first_is_read_so() -> None:
    rows = {"Quarmby": {"Next review": "05/13/2026"}, "Odell": {"Next review": "07/06/2026"}}
    assert found(matched({"IOM": rows})) == {(REVIEW, "Quarmby", "IOM")}


def test_turning_18_is_told() -> None:
    assert of({}, "Mensah") == {"Turns 18"} and not of({}, "Quarmby")


def test_what_is_not_shown_has_no_clock() -> None:
    result = matched({"IOM": {"Quarmby": {"Next review": "01/05/2026"}}})
    assert not clocks(result.view, ("IOM",), shown=lambda person, listing: False)


def test_rows_of_one_person_on_one_list_tell_one_thing_once() -> None:
    cells = {"Next review": "01/05/2026"}
    twice = pd.concat([a_list({"Quarmby": cells})] * 2, ignore_index=True)
    result = cm.match({"IOM": twice, "SGV": a_list({"Odell": {}})}, plan=cm.Plan(as_of=AS_OF))
    assert len(clocks(result.view, ("IOM",))) == 1


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 60))
def test_whole_months_are_the_most_that_have_passed(day: date, months: int) -> None:
    assert months_between(day, months_later(day, months)) == months


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_the_next_month_has_not_passed(one: date, other: date) -> None:
    start, end = sorted((one, other))
    number = months_between(start, end)
    assert months_later(start, number) <= end < months_later(start, number + 1)
