"""Editions that should not be used any more are told with each later run, until they are erased."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from disclosure.agreeing import TEXT
from running import Command

HEAD = "Surname,Forename,DOB,PNC ID,RAG,Lead officer\n"
ROWS = (
    "Quarmby,Ivor,03/04/1989,2087/0000001Z,Red,PC Hall\n",
    "Pym,Ada,05/06/1977,2087/0000005D,Amber,PC Day\n",
)
Edition = Callable[..., str]


@pytest.fixture
def edition(cohortmatch: Command, tmp_path: Path) -> Edition:
    """Write an edition, of one or two people, into a folder; what was printed."""

    def made(folder: str, who: str = "Charity", people: int = 1, day: str = "2026-06-01") -> str:
        lists = tmp_path / "lists"
        lists.mkdir(exist_ok=True)
        for name in ("IOM", "SGV", "DIP", "ASB"):
            (lists / f"{name}.csv").write_text(HEAD + "".join(ROWS[:people]), encoding="utf-8")
        purpose = {"Charity": "DIP panel"}.get(who, "IOM panel")
        options = ("--for", who, "--purpose", purpose, "--as-of", day)
        found = cohortmatch("run", lists, "-o", folder, *options)
        assert found.exit_code == 0, found.stderr
        return found.stdout

    return made


def _agree(tmp_path: Path, text: str = "") -> None:
    rule = (
        '\n[[rules]]\nlist = "SGV"\nitems = ["listed"]\nto = ["Charity"]\npurpose = ["DIP panel"]'
    )
    (tmp_path / "agreement.toml").write_text((text or TEXT) + rule, encoding="utf-8")


def _told(printed: str) -> list[str]:
    return [line for line in printed.splitlines() if "erase it, so that nobody" in line]


@pytest.mark.parametrize("agreed", [True, False])
def test_a_corrected_list_of_the_same_day_leaves_an_edition_that_is_told(
    edition: Edition, tmp_path: Path, agreed: bool
) -> None:
    who = "Charity" if agreed else "DIP"
    if agreed:
        _agree(tmp_path)
    assert not _told(edition("out", who, people=2))
    told = _told(edition("out", who, people=1))
    who = "Charity-DIP-panel" if agreed else who
    assert [line.partition(":")[0] for line in told] == [
        f"out/agenda-{who}-2-people.html",
        f"out/agenda-{who}-2-people.xlsx",
    ]
    assert all("stands beside the new one" in line for line in told)


def test_an_earlier_edition_in_another_folder_is_told(edition: Edition, tmp_path: Path) -> None:
    _agree(tmp_path)
    edition("may")
    told = _told(edition("june", day="2026-07-01"))
    assert len(told) == 2
    assert all(line.startswith("may/") and "since which a newer one" in line for line in told)


def test_one_under_an_earlier_version_is_told_whoever_is_next(
    edition: Edition, tmp_path: Path
) -> None:
    _agree(tmp_path)
    edition("charity")
    _agree(tmp_path, TEXT.replace('version = "3"', 'version = "4"'))
    told = _told(edition("sgv", "IOM"))
    assert len(told) == 2
    assert all("under another version of the agreement" in line for line in told)
    edition("charity")
    assert not _told(edition("sgv", "IOM"))


def test_one_for_a_member_who_was_removed_is_told(edition: Edition, tmp_path: Path) -> None:
    _agree(tmp_path)
    edition("charity")
    less = TEXT.replace("[members.Charity]", "[members.Other]").replace('"Charity"', '"Other"')
    (tmp_path / "agreement.toml").write_text(less, encoding="utf-8")
    told = _told(edition("iom", "IOM"))
    assert len(told) == 2 and all("not party to the agreement in force" in line for line in told)


def test_one_made_before_there_was_an_agreement_is_told(edition: Edition, tmp_path: Path) -> None:
    edition("dip", "DIP")
    _agree(tmp_path)
    told = _told(edition("iom", "IOM"))
    assert len(told) == 2 and all("without the agreement in force" in line for line in told)


def test_an_agreement_that_is_not_found_any_more_is_told(edition: Edition, tmp_path: Path) -> None:
    _agree(tmp_path)
    assert "none was found now" not in edition("charity")
    (tmp_path / "agreement.toml").unlink()
    assert "under a sharing agreement, and none was found now" in edition("iom", "IOM")


def test_one_that_was_erased_is_not_told(edition: Edition, tmp_path: Path) -> None:
    _agree(tmp_path)
    edition("may")
    for each in (tmp_path / "may").iterdir():
        each.unlink()
    assert not _told(edition("june", day="2026-07-01"))
