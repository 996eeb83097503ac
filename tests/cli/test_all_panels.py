"""`run --all-panels`: every panel's edition, each in a folder of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from disclosure.agreeing import TEXT
from running import AS_OF, Command

HEAD = "Surname,Forename,DOB,RAG\n"
ROWS = "Quarmby,Ivor,03/04/1989,Red\nOdell,Una,31/01/1990,Amber\n"


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    folder = tmp_path / "some"
    folder.mkdir()
    for name in ("IOM", "SGV", "DIP", "ASB", "NPS"):
        (folder / f"{name}.csv").write_text(HEAD + ROWS, encoding="utf-8")
    (folder / "MAPPA.csv").write_text(HEAD + "Odell,Una,31/01/1990,Secret\n", encoding="utf-8")
    return folder


def folders(out: Path) -> dict[str, list[str]]:
    """The names of the files in each folder of the editions."""
    return {each.name: sorted(p.name for p in each.iterdir()) for each in sorted(out.iterdir())}


def test_each_panel_has_its_edition_in_a_folder_of_its_own(
    cohortmatch: Command, lists: Path, tmp_path: Path
) -> None:
    found = cohortmatch("run", lists, "-o", "panels", "--all-panels", "--as-of", AS_OF)
    assert found.exit_code == 0, found.stderr
    made = folders(tmp_path / "panels")
    assert [*made] == ["ASB", "DIP", "IOM", "MAPPA", "SGV"], "NPS is a register"
    assert made["IOM"] == ["agenda-IOM-2-people.html", "agenda-IOM-2-people.xlsx"]
    assert "IOM    2 people  panels/IOM/agenda-IOM-2-people.xlsx and .html" in found.stdout
    assert "Closed to IOM: MAPPA (restricted)" in found.stderr


def test_they_are_the_same_to_the_byte_as_each_made_alone(
    cohortmatch: Command, lists: Path, tmp_path: Path
) -> None:
    more = ("--as-of", AS_OF, "--no-store")
    assert cohortmatch("run", lists, "-o", "panels", "--all-panels", *more).exit_code == 0
    for each in sorted((tmp_path / "panels").iterdir()):
        alone = tmp_path / f"alone {each.name}"
        assert cohortmatch("run", lists, "-o", alone, "--for", each.name, *more).exit_code == 0
        assert {p.name: p.read_bytes() for p in each.iterdir()} == {
            p.name: p.read_bytes() for p in alone.iterdir()
        }


def test_each_is_a_line_of_the_log_and_a_kept_edition(
    cohortmatch: Command, lists: Path, tmp_path: Path
) -> None:
    may = ("run", lists, "-o", "may", "--all-panels", "--as-of", "2026-05-01")
    assert cohortmatch(*may).exit_code == 0
    log = next(tmp_path.glob("*.audit.jsonl")).read_text().splitlines()
    events = [json.loads(line)["event"] for line in log]
    assert [each["recipients"] for each in events] == [
        ["ASB"],
        ["DIP"],
        ["IOM"],
        ["MAPPA"],
        ["SGV"],
    ]
    assert {each["kind"] for each in events} == {"disclosure"}
    assert cohortmatch("audit", "verify", "--audit", next(tmp_path.glob("*.jsonl"))).exit_code == 0
    new = "Pym,Ada,05/06/1977,Red\n"
    (lists / "IOM.csv").write_text(HEAD + ROWS + new, encoding="utf-8")
    june = cohortmatch("run", lists, "-o", "june", "--all-panels", "--as-of", AS_OF)
    assert june.exit_code == 0
    page = next((tmp_path / "june" / "IOM").glob("*.html")).read_text(encoding="utf-8")
    assert "Since 1 May 2026: 1 of them new on a list" in page
    assert "may/IOM/agenda-IOM-2-people.html: an earlier edition" in june.stdout


def test_one_that_is_refused_is_told_and_the_others_are_written(
    cohortmatch: Command, lists: Path, tmp_path: Path
) -> None:
    """An edition of another panel stands where DIP's would be."""
    assert (
        cohortmatch("run", lists, "-o", "panels/DIP", "--for", "SGV", "--no-store").exit_code == 0
    )
    found = cohortmatch("run", lists, "-o", "panels", "--all-panels")
    assert found.exit_code == 1
    assert "Not written for DIP: " in found.stderr and "an edition for a panel" in found.stderr
    made = folders(tmp_path / "panels")
    assert all(name.startswith("agenda-SGV-") for name in made["DIP"])
    assert [*made] == ["ASB", "DIP", "IOM", "MAPPA", "SGV"]


def test_a_panel_s_list_of_headings_alone_takes_nothing_from_the_others(
    cohortmatch: Command, lists: Path, tmp_path: Path
) -> None:
    (lists / "DIP.csv").write_text(HEAD, encoding="utf-8")
    found = cohortmatch("run", lists, "-o", "panels", "--all-panels")
    assert found.exit_code == 1
    assert "Not written for DIP: its list has headings but no rows" in found.stderr
    assert [*folders(tmp_path / "panels")] == ["ASB", "IOM", "MAPPA", "SGV"]


def test_the_whole_report_does_not_stand_around_them(cohortmatch: Command, lists: Path) -> None:
    assert cohortmatch("run", lists, "-o", "out").exit_code == 0
    found = cohortmatch("run", lists, "-o", "out", "--all-panels")
    assert found.exit_code == 2
    assert found.stderr.count("the whole report stands in the folder it is in") == 5


def test_no_edition_is_written_among_the_lists(
    cohortmatch: Command, lists: Path, tmp_path: Path
) -> None:
    lists.rename(tmp_path / "IOM")
    found = cohortmatch("run", tmp_path / "IOM", "-o", tmp_path, "--all-panels")
    assert found.exit_code == 1
    assert "Not written for IOM: " in found.stderr and "the lists are in it" in found.stderr
    assert not list((tmp_path / "IOM").glob("agenda-*"))


def test_where_a_list_cannot_be_read_nothing_is_written(
    cohortmatch: Command, lists: Path, tmp_path: Path
) -> None:
    (lists / "SGV.csv").write_text("A,B\n1,2\n", encoding="utf-8")
    found = cohortmatch("run", lists, "-o", "panels", "--all-panels")
    assert found.exit_code == 1
    assert "Nothing was matched and nothing was written." in found.stderr
    assert not (tmp_path / "panels").exists()


@pytest.mark.parametrize("option", ["--for", "--meeting"])
def test_it_goes_without_a_panel_or_a_meeting(
    cohortmatch: Command, lists: Path, option: str
) -> None:
    found = cohortmatch("run", lists, "-o", "panels", "--all-panels", option, "IOM")
    assert found.exit_code == 2 and f"{option}: not beside --all-panels" in found.stderr


def test_lists_of_registers_alone_are_refused(cohortmatch: Command, tmp_path: Path) -> None:
    folder = tmp_path / "registers"
    folder.mkdir()
    for name in ("NPS", "CRC"):
        (folder / f"{name}.csv").write_text(HEAD + ROWS, encoding="utf-8")
    found = cohortmatch("run", folder, "-o", "panels", "--all-panels")
    assert found.exit_code == 2 and "No panel's list was read" in found.stderr


def test_json_has_each_edition_and_each_refusal(cohortmatch: Command, lists: Path) -> None:
    (lists / "DIP.csv").write_text(HEAD, encoding="utf-8")
    words = ("run", lists, "-o", "panels", "--all-panels", "--json", "--as-of", AS_OF)
    told = json.loads(cohortmatch(*words).stdout)
    assert {each["audience"]: each["people"] for each in told["editions"]} == {
        "ASB": 0,  # its list has no roles, so nobody is known to be an offender
        "IOM": 2,
        "MAPPA": 1,
        "SGV": 2,
    }
    assert [each["audience"] for each in told["refused"]] == ["DIP"]
    assert "Quarmby" not in str(told) and "Odell" not in str(told)


def test_under_an_agreement_each_recipient_has_the_edition_of_its_panel(
    cohortmatch: Command, lists: Path, tmp_path: Path
) -> None:
    """Charity and LBH may have theirs for several purposes, so one must be said."""
    (lists / "agreement.toml").write_text(TEXT, encoding="utf-8")
    words = ("run", lists, "-o", "panels", "--all-panels", "--as-of", AS_OF)
    found = cohortmatch(*words)
    assert found.exit_code == 1
    for who in ("Charity", "LBH"):
        told = f"Not written for {who}: say for which purpose: --purpose “ASB panel” or “DIP panel”"
        assert told in found.stderr
    assert [*folders(tmp_path / "panels")] == ["MPS", "MPS-IOM-team"]
    log = next(tmp_path.glob("*.audit.jsonl")).read_text().splitlines()
    events = [json.loads(line)["event"] for line in log]
    assert sorted((e["command"], *e["recipients"], e.get("purpose", "")) for e in events) == [
        ("run --for", "MPS", "IOM panel"),
        ("run --for", "MPS IOM team", "IOM panel"),
        ("run --for, refused", "Charity", ""),
        ("run --for, refused", "LBH", ""),
    ]
    page = next((tmp_path / "panels" / "MPS-IOM-team").glob("*.html")).read_text(encoding="utf-8")
    assert "OFFICIAL-SENSITIVE: for MPS IOM team" in page and "Secret" not in page


KEEPER = """
[members.NPS]
name = "Probation"
panels = ["NPS"]

[lists.NPS]
owner = "NPS"
"""
RULE = """
[[rules]]
list = "IOM"
items = ["listed", "name", "date_of_birth"]
to = ["NPS"]
purpose = ["supervision"]
"""


@pytest.mark.parametrize(("rule", "is_written"), [(RULE, True), ("", False)])
def test_a_register_s_keeper_has_an_edition_where_a_rule_of_the_agreement_names_it(
    cohortmatch: Command, lists: Path, tmp_path: Path, rule: str, is_written: bool
) -> None:
    (lists / "agreement.toml").write_text(TEXT + KEEPER + rule, encoding="utf-8")
    found = cohortmatch("run", lists, "-o", "panels", "--all-panels", "--as-of", AS_OF)
    assert ("NPS" in folders(tmp_path / "panels")) == is_written
    assert "Not written for NPS" not in found.stderr
    if is_written:
        page = next((tmp_path / "panels" / "NPS").glob("*.html")).read_text(encoding="utf-8")
        assert "OFFICIAL-SENSITIVE: for NPS" in page
        assert 'class="chair"' not in page


def test_a_purpose_is_for_those_who_have_it(
    cohortmatch: Command, lists: Path, tmp_path: Path
) -> None:
    (lists / "agreement.toml").write_text(TEXT, encoding="utf-8")
    words = ("run", lists, "-o", "panels", "--all-panels", "--purpose", "ASB panel")
    found = cohortmatch(*words, "--as-of", AS_OF)
    assert found.exit_code == 1
    assert "Not written for MPS IOM team: --purpose: is no purpose" in found.stderr
    assert {"Charity-ASB-panel", "LBH-ASB-panel"} <= folders(tmp_path / "panels").keys()
    assert "MPS-IOM-team" not in folders(tmp_path / "panels")


def test_an_agreement_that_does_not_hold_stops_all_of_them(
    cohortmatch: Command, lists: Path, tmp_path: Path
) -> None:
    unsigned = TEXT.replace("signed = 2026", "# signed = 2026")
    (lists / "agreement.toml").write_text(unsigned, encoding="utf-8")
    found = cohortmatch("run", lists, "-o", "panels", "--all-panels", "--as-of", AS_OF)
    assert found.exit_code == 2 and "is not signed" in found.stderr
    assert not (tmp_path / "panels").exists()
