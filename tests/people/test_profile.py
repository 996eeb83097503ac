"""Counts of who the people on panels are; victims and relatives are never among them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from cohortmatch.people.profile import (
    AGES,
    ANY,
    AREAS,
    NO_ABODE,
    NOT_ENGAGING,
    OFFENCES,
    Counted,
    ProfileColumns,
    as_text,
    band,
    of_text,
)
from tracked import matched

BANDS = [
    (None, "Not recorded"),
    (9, "Under 18"),
    (17, "Under 18"),
    (18, "18 to 24"),
    (24, "18 to 24"),
    (25, "25 to 34"),
    (34, "25 to 34"),
    (35, "35 to 49"),
    (49, "35 to 49"),
    (50, "50 and over"),
    (90, "50 and over"),
]


@pytest.mark.parametrize(("years", "name"), BANDS)
def test_bands(years: int | None, name: str) -> None:
    assert band(years) == name


LISTS: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "IOM": {
        "Quarmby": {"Engaging Y/N": "N", "Postcode": "RM7 7HH", "Ward": "Abbey"},
        "Odell": {"Engaging Y/N": "Y", "Accommodation": "NFA", "Ward": "ABBEY"},
        "Mensah": {"Engaging Y/N": "Y", "Postcode": "E1 1AA", "Ward": "Thames"},
    },
    "SGV": {
        "Quarmby": {"Postcode": "RM7 7HH", "Offence group": "Violence"},
        "Okafor": {"Postcode": "", "Offence group": "DRUGS"},
    },
    "NPS": {"Yardley": {"Postcode": "NFA"}, "Okafor": {"Postcode": "RM7 8AA"}},
}
COLUMNS = ProfileColumns(offence=("offence group",))


def counted(**choices: object) -> dict[Counted, int]:
    return matched(LISTS, **choices).view.profile


def of(counts: Mapping[Counted, int], group: str, name: str) -> dict[str, int]:
    found = {c.value: n for c, n in counts.items() if (c.group, c.list_name) == (group, name)}
    return {value: n for value, n in found.items() if n or not value}


def test_everybody_on_a_panel_has_one_band() -> None:
    counts = counted()
    assert of(counts, AGES, "IOM") == {"Under 18": 1, "25 to 34": 1, "35 to 49": 1}
    assert of(counts, AGES, "SGV") == {"35 to 49": 1, "Not recorded": 1}
    assert of(counts, AGES, ANY) == {
        "Under 18": 1,
        "25 to 34": 1,
        "35 to 49": 1,
        "Not recorded": 1,
    }
    assert not of(counts, AGES, "NPS"), "a register is no panel"


def test_abode_and_engagement_by_panel() -> None:
    counts = counted()
    assert of(counts, NO_ABODE, "IOM") == {"": 1}
    assert of(counts, NO_ABODE, "SGV") == {"": 0}
    assert of(counts, NO_ABODE, ANY) == {"": 1}, "whoever is on a register only is not counted"
    assert of(counts, NOT_ENGAGING, "IOM") == {"": 1}
    assert of(counts, NOT_ENGAGING, "SGV") == {"": 1}, "IOM says it of somebody on SGV too"


def test_what_no_list_could_say_is_not_counted_as_nought() -> None:
    bare = {"IOM": {"Quarmby": {}, "Odell": {}}, "SGV": {"Quarmby": {}, "Yardley": {}}}
    groups = {each.group for each in matched(bare).view.profile}
    assert groups == {AGES}


def test_areas_are_districts_or_the_column_that_is_named() -> None:
    assert of(counted(), AREAS, ANY) == {"RM7": 2, "E1": 1}
    wards = counted(profile_columns=ProfileColumns(area=("Ward",)))
    assert of(wards, AREAS, ANY) == {"Abbey": 2, "Thames": 1}


def test_offence_groups_are_those_of_the_column_that_is_named() -> None:
    assert not of(counted(), OFFENCES, ANY)
    assert of(counted(profile_columns=COLUMNS), OFFENCES, ANY) == {"Violence": 1, "Drugs": 1}


def test_a_victim_and_a_relative_are_never_counted() -> None:
    role: Mapping[str, Mapping[str, Mapping[str, str]]] = {
        "IOM": {"Quarmby": {}, "Odell": {}},
        "ASB": {
            "Quarmby": {"Role": "Perpetrator", "Postcode": "RM7 7HH"},
            "Mensah": {"Role": "Victim", "Postcode": "E1 1AA"},
            "Yardley": {"Role": "Associate", "Postcode": "NFA"},
        },
    }
    counts = matched(role).view.profile
    assert of(counts, AGES, "ASB") == {"35 to 49": 1}
    assert of(counts, AREAS, ANY) == {"RM7": 1}
    assert of(counts, NO_ABODE, ANY) == {"": 0}


def test_a_cell_that_tells_a_story_is_no_group() -> None:
    story = {
        "IOM": {"Quarmby": {"Offence": "Assault on his partner Jane Doe outside the station"}},
        "SGV": {"Quarmby": {"Offence": "Robbery"}, "Odell": {"Offence": ""}},
    }
    counts = matched(story, profile_columns=ProfileColumns(offence=("Offence",))).view.profile
    assert of(counts, OFFENCES, ANY) == {"Robbery": 1}


def test_counts_go_through_a_store_unchanged() -> None:
    counts = counted(profile_columns=COLUMNS)
    assert of_text(as_text(counts)) == counts
    assert of_text("") is None
