"""Which lists and columns are closed to a reader, and whose edition a name means."""

from __future__ import annotations

import pytest

from cohortmatch.disclosure.agreement import Choices
from cohortmatch.disclosure.closed import closed_to, is_closed_heading
from cohortmatch.disclosure.readers import list_named
from cohortmatch.disclosure.short_values import is_short_value
from cohortmatch.errors import SettingsError
from cohortmatch.reading.panels import panel_named
from cohortmatch.types import ColumnUse, ListInfo


def info(name: str, *columns: ColumnUse) -> ListInfo:
    panel = panel_named(name)
    return ListInfo(name, "panel", panel_type=panel.key if panel else "", columns=columns)


def status(*headings: str) -> tuple[ColumnUse, ...]:
    return tuple(ColumnUse(heading, "status", "heading") for heading in headings)


@pytest.mark.parametrize(
    "name",
    [
        *("MAPPA", "MAPPAL3", "ViSOR", "RSO", "RSOs June", "Level 3 MAPP meeting"),
        *("Public Protection", "Registered sex offenders", "Jigsaw team", "Housing", "Larkspur"),
    ],
)
def test_lists_of_public_protection_and_unknown_ones_are_closed(name: str) -> None:
    assert [each.name for each in closed_to("IOM", [info("IOM"), info(name)], Choices())] == [name]


@pytest.mark.parametrize("name", ["SGV", "DIP", "NPS", "DA MARAC", "Gangs matrix", "Families"])
def test_known_panels_and_registers_are_open(name: str) -> None:
    assert closed_to("IOM", [info("IOM"), info(name)], Choices()) == ()


def test_a_list_is_known_by_its_columns_too() -> None:
    by_level = info("Tuesday group", *status("MAPPA category", "MAPPA level"))
    by_number = info("Thursday group", ColumnUse("ViSOR no", "visor", "heading"))
    opened = Choices(open=("Tuesday group",))
    assert len(closed_to("IOM", [by_level, by_number], Choices())) == 2
    assert [each.name for each in closed_to("IOM", [by_level, by_number], opened)] == [
        "Thursday group"
    ]


def test_nothing_is_of_public_protection_where_the_borough_says_so() -> None:
    assert closed_to("IOM", [info("MAPPA")], Choices(restricted=())) == ()
    assert not is_closed_heading("MAPPA lead", Choices(restricted=()))


@pytest.mark.parametrize(
    ("heading", "closed"),
    [
        ("MAPPA lead", True),
        ("Risk level (MAPPA)", True),
        ("ViSOR ref", True),
        ("RAG", False),
        ("Lead officer", False),
        ("Level", False),
    ],
)
def test_columns_about_public_protection_are_closed(heading: str, closed: bool) -> None:
    assert is_closed_heading(heading, Choices()) is closed


@pytest.mark.parametrize(
    ("name", "meant"), [("asb", "ASB"), ("ASB", "ASB"), ("da marac", "DA MARAC"), ("sgv", "Gangs")]
)
def test_an_exact_name_comes_first(name: str, meant: str) -> None:
    lists = [info("DA MARAC"), info("ASB"), ListInfo("Gangs", "panel", panel_type="sgv")]
    assert lists[list_named(lists, name)].name == meant


@pytest.mark.parametrize("name", ["probation", "nobody", ""])
def test_a_name_of_none_or_of_two_is_refused(name: str) -> None:
    lists = [
        ListInfo("North", "register", panel_type="probation"),
        ListInfo("South", "register", panel_type="probation"),
        info("IOM"),
    ]
    with pytest.raises(SettingsError, match="--for"):
        list_named(lists, name)


def test_a_list_of_a_name_of_its_own_is_no_other_panels() -> None:
    with pytest.raises(SettingsError, match="no list of that name"):
        list_named([info("DA MARAC"), info("IOM")], "ASB")


@pytest.mark.parametrize(
    ("kind", "text", "short"),
    [
        ("risk", "Red", True),
        ("risk", "Very high", True),
        ("risk", "12/25", True),
        ("risk", "Amber (up from Green)", True),
        ("risk", "High: threatens Jo Farthingay", False),
        ("level", "2", True),
        ("level", "Level 3", True),
        ("review", "03/04/2026", True),
        ("review", "Tue 3 Jun 2026 10:30", True),
        ("review", "Ring Jo Farthingay first", False),
        ("lead", "PC 123 Hall", True),
        ("lead", "Sgt A. O'Brien", True),
        ("lead", "PC Hall; victim: Jo Farthingay", False),
        ("lead", "his mother", False),
        ("lead", "PC Hall and Sgt Day", False),
    ],
)
def test_only_short_values_of_the_kind_s_shape_are_shared(
    kind: str, text: str, short: bool
) -> None:
    assert is_short_value(kind, text) is short
