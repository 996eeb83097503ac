"""`run --for IOM --meeting main`: the edition with the chair's page for one meeting."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from disclosure.agreeing import TEXT
from running import AS_OF, Command

SETTINGS = """
[meetings.IOM.main]
discusses = { RAG = ["Red"] }

[meetings.IOM.mid-month]
discusses = "others"
"""
HEAD = "Surname,Forename,DOB,RAG\n"
ROWS = "Quarmby,Ivor,03/04/1989,Red\nOdell,Una,31/01/1990,Amber\nPym,Ada,05/06/1977,Green\n"


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    folder = tmp_path / "some"
    folder.mkdir()
    for name in ("IOM", "SGV"):
        (folder / f"{name}.csv").write_text(HEAD + ROWS, encoding="utf-8")
    (folder / "NPS.csv").write_text("Surname,Forename,DOB\nPym,Ada,05/06/1977\n", encoding="utf-8")
    (folder / "cohortmatch.toml").write_text(SETTINGS, encoding="utf-8")
    return folder


def side(folder: Path) -> str:
    """The chair's page of the edition in a folder."""
    page = next(folder.glob("*.html")).read_text(encoding="utf-8")
    return page.partition('<section class="chair')[2].partition("</section>")[0]


def test_each_meeting_has_its_agenda_and_the_whole_edition(
    cohortmatch: Command, lists: Path, tmp_path: Path
) -> None:
    for meeting, there, not_there in (
        ("main", ["QUARMBY"], ["ODELL", "PYM"]),
        ("mid-month", ["ODELL", "PYM"], ["QUARMBY"]),
    ):
        out = tmp_path / meeting
        words = ("run", lists, "-o", out, "--for", "IOM", "--meeting", meeting, "--as-of", AS_OF)
        found = cohortmatch(*words)
        assert found.exit_code == 0, found.stderr
        assert f"{len(there)} {'people' if len(there) > 1 else 'person'} to discuss" in found.stdout
        assert "erase it" not in found.stdout, "another meeting's edition of the day is not stale"
        assert all(name in side(out) for name in there)
        assert not any(name in side(out) for name in not_there)
        rest = next(out.glob("*.html")).read_text(encoding="utf-8").partition("</section>")[2]
        assert all(name in rest for name in (*there, *not_there))


def test_json_says_for_which_meeting(cohortmatch: Command, lists: Path) -> None:
    words = ("run", lists, "-o", "out", "--for", "IOM", "--json")
    assert json.loads(cohortmatch(*words).stdout)["meeting"] is None
    assert json.loads(cohortmatch(*words, "--meeting", "MAIN").stdout)["meeting"] == "main"


def test_without_a_meeting_those_that_there_are_are_told(
    cohortmatch: Command, lists: Path, tmp_path: Path
) -> None:
    found = cohortmatch("run", lists, "-o", "out", "--for", "IOM")
    assert "For one: --meeting main or --meeting mid-month" in found.stdout
    assert all(name in side(tmp_path / "out") for name in ("QUARMBY", "ODELL", "PYM"))


def test_a_meeting_with_nobody_is_told_and_the_edition_is_written(
    cohortmatch: Command, lists: Path, tmp_path: Path
) -> None:
    settings = SETTINGS.replace('["Red"]', '["Blue"]')
    (lists / "cohortmatch.toml").write_text(settings, encoding="utf-8")
    found = cohortmatch("run", lists, "-o", "out", "--for", "IOM", "--meeting", "main")
    assert found.exit_code == 0
    assert "Nobody on IOM is to be discussed (RAG: Blue)" in found.stdout
    assert "Nobody to discuss" in side(tmp_path / "out")


REFUSED = [
    # options, what is told
    (("--meeting", "main"), "--for IOM --meeting main or --for IOM --meeting mid-month"),
    (("--for", "IOM", "--meeting", "mian"), "it can be main or mid-month"),
    (("--for", "SGV", "--meeting", "main"), "SGV has no meetings in cohortmatch.toml"),
    (("--for", "NPS", "--meeting", "main"), "NPS is a register, which has no meetings"),
]


@pytest.mark.parametrize(("options", "told"), REFUSED)
def test_a_meeting_that_cannot_be_is_refused_with_the_remedy(
    cohortmatch: Command, lists: Path, tmp_path: Path, options: tuple[str, ...], told: str
) -> None:
    found = cohortmatch("run", lists, "-o", "out", *options)
    assert found.exit_code == 2 and told in found.stderr
    assert not (tmp_path / "out").exists()


def test_columns_that_the_list_lacks_are_refused_all_at_once(
    cohortmatch: Command, lists: Path
) -> None:
    more = '[meetings.IOM.early]\ndiscusses = { Barber = ["x"], level = ["3"] }\n'
    (lists / "cohortmatch.toml").write_text(SETTINGS + more, encoding="utf-8")
    found = cohortmatch("run", lists, "-o", "out", "--for", "IOM", "--meeting", "main")
    assert found.exit_code == 2
    told = "meetings.IOM.early.discusses: the list IOM has no column “{}”; it has “RAG”"
    assert found.stderr.splitlines()[:2] == [told.format("Barber"), told.format("level")]
    checked = cohortmatch("check", lists).stdout
    assert told.format("Barber") in checked and told.format("level") in checked


def test_meetings_of_a_panel_that_was_not_read_are_told(cohortmatch: Command, lists: Path) -> None:
    (lists / "cohortmatch.toml").write_text(SETTINGS.replace("IOM", "IOMM"), encoding="utf-8")
    found = cohortmatch("check", lists)
    assert "IOMM    under [meetings]; did you mean “IOM”?" in found.stdout


def test_under_an_agreement_a_refused_meeting_is_logged(
    cohortmatch: Command, lists: Path, tmp_path: Path
) -> None:
    (lists / "agreement.toml").write_text(TEXT, encoding="utf-8")
    words = ("run", lists, "-o", "out", "--for", "MPS IOM team", "--as-of", AS_OF)
    assert cohortmatch(*words, "--meeting", "main").exit_code == 0
    assert "OFFICIAL-SENSITIVE: for MPS IOM team" in side(tmp_path / "out")
    assert "HAV-CSP-2026 version 3, IOM panel. Mark " in side(tmp_path / "out")
    assert cohortmatch(*words, "--meeting", "mian").exit_code == 2
    log = next(tmp_path.glob("*.audit.jsonl")).read_text().splitlines()
    last = json.loads(log[-1])["event"]
    assert last["command"] == "run --for, refused" and last["recipients"] == ["MPS IOM team"]
