"""Counts of who the people on panels are; victims and relatives are never among them."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from cohortmatch.people.on_registers import MATRIX, PROGRAMME
from cohortmatch.people.past import Facts
from cohortmatch.people.profile import (
    AGES,
    ANY,
    AREAS,
    LEFT_OUT,
    NO_ABODE,
    NOT_ENGAGING,
    OFFENCES,
    Counted,
    ProfileColumns,
    as_text,
    band,
    of_text,
)
from cohortmatch.people.trend_profile import profile_series
from tracked import AS_OF, matched

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
    assert groups == {AGES, LEFT_OUT}


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


REGISTERS: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "IOM": {"Quarmby": {}, "Odell": {}, "Yardley": {}},
    "SGV": {"Quarmby": {}, "Okafor": {}},
    "Matrix": {
        "Quarmby": {"Role": "Nominal"},
        "Okafor": {"Role": "Victim"},
        "Odell": {"Role": "Associate"},
        "Kowalski": {"Role": "Nominal"},
    },
    "Families": {"Odell": {"Relationship": "Mother"}, "Mensah": {"Relationship": "Child"}},
}


def test_who_is_on_the_matrix_and_on_a_programme() -> None:
    counts = matched(REGISTERS).view.profile
    shares = {name: of(counts, MATRIX, name).get("") for name in ("IOM", "SGV", ANY)}
    assert shares == {"IOM": 1, "SGV": 1, ANY: 1}, "no victim or associate, and nobody twice"
    families = {name: of(counts, PROGRAMME, name).get("") for name in ("IOM", "SGV", ANY)}
    assert families == {"IOM": 1, "SGV": 0, ANY: 1}
    assert Counted(MATRIX, "Matrix") not in counts, "a register is no panel"


def test_a_successor_of_the_matrix_counts() -> None:
    successor = {name: rows for name, rows in REGISTERS.items() if name in ("IOM", "SGV")}
    counts = matched({**successor, "VHA": REGISTERS["Matrix"]}).view.profile
    assert of(counts, MATRIX, "IOM") == {"": 1}


LEFT: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "IOM": {"Quarmby": {}, "Odell": {}},
    "ASB": {
        "Quarmby": {"Role": "Perpetrator"},
        "Mensah": {"Role": "Victim"},
        "Odell": {"Role": "Complainant"},
        "Yardley": {"Role": "Witness"},
        "Okafor": {"Role": ""},
    },
}


def test_rows_left_out_are_counted_by_list_and_reason() -> None:
    counts = matched(LEFT).view.profile
    found = {c.value: n for c, n in counts.items() if (c.group, c.list_name) == (LEFT_OUT, "ASB")}
    assert found == {
        "Victims and complainants": 2,
        "Witnesses": 1,
        "Officers, contacts and others": 0,
        "Role unknown": 1,
    }
    assert sum(n for c, n in counts.items() if c[:2] == (LEFT_OUT, "IOM")) == 0


def test_trends_of_rows_left_out_have_a_gap_where_a_list_did_not_come() -> None:
    with_asb, without = matched(LEFT).view, matched({"IOM": LEFT["IOM"]}).view
    facts = [Facts(AS_OF, view.facts.panels, {}, {}, {}) for view in (with_asb, without, with_asb)]
    profiles = [None, without.profile, with_asb.profile]
    series = profile_series(facts, profiles, ("IOM", "ASB"), (True, False, True))
    told = {s.what: s.values for s in series if s.group == LEFT_OUT}
    assert told["ASB: victims and complainants"] == (None, None, 2)
    assert told["IOM: victims and complainants"] == (None, 0, 0)
