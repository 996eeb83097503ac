"""Settings that speak of lists which were not read are told, with the nearest name."""

from __future__ import annotations

import pytest

from cohortmatch.core.findings import Finding
from cohortmatch.reading import not_read

MISSPELT, ABSENT = "settings-list-misspelt", "settings-list-not-read"


@pytest.mark.parametrize(
    ("said", "read", "code", "detail"),
    [
        ("MAPA", ["IOM", "MAPPA"], MISSPELT, "did you mean “MAPPA”?"),
        ("our panl", ["IOM", "Our panel"], MISSPELT, "did you mean “Our panel”?"),
        ("Weapons", ["IOM", "MAPPA"], ABSENT, ""),
        # a panel's own name is not misspelt: that panel sent no list this time
        ("MAPPA", ["IOM", "MARAC"], ABSENT, ""),
    ],
)
def test_the_nearest_name_is_told(said: str, read: list[str], code: str, detail: str) -> None:
    assert list(not_read([said], read)) == [Finding(code, said, detail=detail)]


def test_a_list_that_the_settings_speak_of_is_not_meant_by_another_name() -> None:
    found = list(not_read(["Ward 1", "Ward 2"], ["Ward 1", "DIP"]))
    assert found == [Finding(ABSENT, "Ward 2")]


@pytest.mark.parametrize("said", [[], ["iom"], ["IOM", "mappa"]])
def test_nothing_is_told_of_lists_that_were_read(said: list[str]) -> None:
    assert list(not_read(said, ["IOM", "MAPPA"])) == []


def test_where_it_is_spoken_of_is_told() -> None:
    (found,) = not_read(["Violnce"], ["Violence", "IOM"], "under [report] restricted")
    assert found.detail == "under [report] restricted; did you mean “Violence”?"
