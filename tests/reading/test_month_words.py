"""The month in a list's name."""

from __future__ import annotations

import pandas as pd
import pytest

import cohortmatch as cm
from cohortmatch.reading.month_words import without_month

NAMES = [
    ("Custody panel 2026-01", "Custody panel"),
    ("Custody panel 202601", "Custody panel"),
    ("Custody panel 2026-01-31", "Custody panel"),
    ("Custody panel January 2026", "Custody panel"),
    ("Custody panel (Feb 26)", "Custody panel"),
    ("Custody_panel_2026_02", "Custody panel"),
    ("2026-03 Custody panel", "Custody panel"),
    ("Custody panel 31.01.2026", "Custody panel"),
    ("Custody panel 1st March", "Custody panel"),
    ("Custody panel march", "Custody panel"),
    ("Custody panel 01-2026 v2", "Custody panel v2"),
    ("Panel of 3 June", "Panel"),
    ("People as at 31 May 2026", "People"),
    # a name that has no month stays as it is
    ("Custody panel", "Custody panel"),
    ("Ward 12", "Ward 12"),
    ("Team_7", "Team_7"),
    ("Marching band", "Marching band"),
    ("People who may offend", "People who may offend"),
    ("Mayor's list", "Mayor's list"),
    # and so does one that is nothing but a month
    ("2026-01", "2026-01"),
    ("January 2026", "January 2026"),
]


@pytest.mark.parametrize(("name", "short"), NAMES)
def test_a_lists_name_has_no_month(name: str, short: str) -> None:
    assert without_month(name) == short


@pytest.mark.parametrize(
    ("files", "lists"),
    [
        (["Custody panel 2026-01.csv"], ["Custody panel"]),
        # two months of one list are two lists, apart
        (
            ["Custody panel 2026-01.csv", "Custody panel 2026-02.csv"],
            ["Custody panel 2026-01", "Custody panel 2026-02"],
        ),
        (["Custody panel.csv", "Custody panel 2026-02.csv"], None),
    ],
)
def test_lists_are_named_without_their_month(
    tmp_path_factory: pytest.TempPathFactory, files: list[str], lists: list[str] | None
) -> None:
    folder = tmp_path_factory.mktemp("lists")
    for name in files:
        table = pd.DataFrame({"Name": ["Ivor Quarmby"], "DOB": ["03/04/1989"]})
        table.to_csv(folder / name, index=False)
    found = [each.name for each in cm.read_lists(folder).lists]
    assert sorted(found) == sorted(lists or [name.removesuffix(".csv") for name in files])
