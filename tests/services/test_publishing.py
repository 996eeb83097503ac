"""Publishing: what a portal is given of a report, and what it is refused."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from cohortmatch.core.errors import FileError, SettingsError
from cohortmatch.services.publication import EditionContent, Publication
from cohortmatch.services.publishing import published_content
from disclosure.agreeing import TEXT
from published import published_tables, tables_of, workbook_of
from running import AS_OF, Command

HEAD = "Surname,Forename,DOB,RAG\n"
QUARMBY, ODELL = "Quarmby,Ivor,03/04/1989,Red\n", "Odell,Una,31/01/1990,Amber\n"
PYM = "Pym,Ada,05/06/1977,Red\n"
TODAY = date(2026, 11, 30)
PANELS = ("IOM", "SGV", "DIP", "ASB")


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    folder = tmp_path / "some"
    folder.mkdir()
    for name in (*PANELS, "NPS"):
        (folder / f"{name}.csv").write_text(HEAD + QUARMBY + ODELL, encoding="utf-8")
    (folder / "MAPPA.csv").write_text(HEAD + "Odell,Una,31/01/1990,Secret\n", encoding="utf-8")
    return folder


def reported(cohortmatch: Command, lists: Path, out: str = "june", *more: str) -> None:
    found = cohortmatch("run", lists, "-o", out, "--as-of", AS_OF, *more)
    assert found.exit_code == 0, found.stderr


def published(out: str = "june") -> Publication:
    with published_content(Path(out), Path("portal"), today=TODAY) as content:
        return content


def edition(content: Publication, label: str) -> EditionContent:
    return next(each for each in content.editions if each.label == label)


def events(folder: Path) -> list[dict[str, object]]:
    log = next(folder.glob("*.audit.jsonl")).read_text().splitlines()
    return [json.loads(line)["event"] for line in log]


def test_each_panel_has_an_edition_and_the_analyst_the_whole_report(
    cohortmatch: Command, lists: Path
) -> None:
    reported(cohortmatch, lists)
    content = published()
    labels = [each.label for each in content.editions]
    assert labels == ["analyst", "ASB", "DIP", "IOM", "MAPPA", "SGV"], "NPS is a register"
    assert content.agreement == ("", "", "") and content.agreement_expires is None
    assert content.refused == ()
    iom = edition(content, "IOM")
    assert (iom.reader, iom.panel, iom.purpose) == ("IOM", "IOM", "")
    assert [each.ref for each in iom.persons] == ["1", "2"]
    assert iom.persons[0].own_listings == ("IOM:2",)
    assert {each.name for each in content.lists} == {*PANELS, "NPS", "MAPPA"}
    assert content.lists[0].content == (lists / content.lists[0].file).read_bytes()


def test_an_edition_is_that_of_run_for_to_the_cell_and_the_byte(
    cohortmatch: Command, lists: Path, tmp_path: Path
) -> None:
    reported(cohortmatch, lists, "june", "--no-store")
    for panel in PANELS:
        reported(cohortmatch, lists, f"for {panel}", "--for", panel, "--no-store")
        own = edition(published(), panel)
        files = {each.name: each.read_bytes() for each in (tmp_path / f"for {panel}").iterdir()}
        assert {each.name: each.content for each in own.files} == files
        assert published_tables(own) == tables_of(workbook_of(files.items()))


def test_under_an_agreement_each_recipient_and_purpose_has_its_own(
    cohortmatch: Command, lists: Path, tmp_path: Path
) -> None:
    (lists / "agreement.toml").write_text(TEXT, encoding="utf-8")
    reported(cohortmatch, lists)
    content = published()
    made = content.editions[1:]
    assert [(each.reader, each.panel, each.purpose) for each in made] == [
        ("MPS", "SGV", "IOM panel"),
        ("MPS IOM team", "IOM", "IOM panel"),
        ("LBH", "ASB", "ASB panel"),
        ("LBH", "ASB", "DIP panel"),
        ("Charity", "DIP", "ASB panel"),
        ("Charity", "DIP", "DIP panel"),
    ]
    assert [each.label for each in made[2:4]] == ["LBH ASB panel", "LBH DIP panel"]
    assert content.agreement[:2] == ("HAV-CSP-2026", "3")
    assert content.agreement_expires == date(2099, 6, 30)
    for each in made:
        whom = ("--for", each.reader, "--purpose", each.purpose, "--no-store")
        reported(cohortmatch, lists, f"for {each.label}", *whom)
        files = [(p.name, p.read_bytes()) for p in (tmp_path / f"for {each.label}").iterdir()]
        assert published_tables(each) == tables_of(workbook_of(files))


def test_each_is_logged_and_kept_so_that_the_next_one_tells_what_is_new(
    cohortmatch: Command, lists: Path, tmp_path: Path
) -> None:
    reported(cohortmatch, lists, "may", "--as-of", "2026-05-01")
    published("may")
    told = [each["recipients"] for each in events(tmp_path) if each["command"] == "portal publish"]
    assert told == [["ASB"], ["DIP"], ["IOM"], ["MAPPA"], ["SGV"]]
    (lists / "IOM.csv").write_text(HEAD + QUARMBY + ODELL + PYM, encoding="utf-8")
    reported(cohortmatch, lists)
    agenda = edition(published(), "IOM").sheets
    assert "Since last edition" in [head for each in agenda for head, _ in each.columns]


def test_what_fails_while_it_is_put_in_its_place_is_no_edition_that_was_made(
    cohortmatch: Command, lists: Path
) -> None:
    reported(cohortmatch, lists, "may", "--as-of", "2026-05-01")
    with (
        pytest.raises(RuntimeError),
        published_content(Path("may"), Path("portal"), today=TODAY),
    ):
        raise RuntimeError
    reported(cohortmatch, lists)
    sheets = edition(published(), "IOM").sheets
    assert "Since last edition" not in [head for each in sheets for head, _ in each.columns]


def test_a_file_with_two_lists_is_no_keeper_s_own(
    cohortmatch: Command, lists: Path, tmp_path: Path
) -> None:
    import pandas as pd

    with pd.ExcelWriter(lists / "both.xlsx") as book:
        for name in ("Gangs", "MARAC"):
            pd.read_csv(lists / "IOM.csv").to_excel(book, sheet_name=name, index=False)
    reported(cohortmatch, lists)
    assert {each.file for each in published().lists} == {
        f"{n}.csv" for n in (*PANELS, "NPS", "MAPPA")
    }


def test_a_panel_called_as_the_whole_report_has_no_edition(
    cohortmatch: Command, lists: Path
) -> None:
    (lists / "Analyst.csv").write_text(HEAD + PYM, encoding="utf-8")
    reported(cohortmatch, lists)
    content = published()
    assert [label for label, _ in content.refused] == ["Analyst"]
    assert [each.reader for each in content.editions].count("analyst") == 1


def test_a_list_that_changed_since_the_report_is_refused(cohortmatch: Command, lists: Path) -> None:
    reported(cohortmatch, lists)
    (lists / "IOM.csv").write_text(HEAD + PYM, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"IOM\.csv: has changed since .* run\. Nothing was"):
        published()


def test_a_report_of_another_version_is_refused(
    cohortmatch: Command, lists: Path, tmp_path: Path
) -> None:
    reported(cohortmatch, lists)
    manifest = json.loads((tmp_path / "june" / "run.json").read_text())
    (tmp_path / "june" / "run.json").write_text(json.dumps(manifest | {"version": "0.0.1"}))
    with pytest.raises(SettingsError, match=r"written by version 0\.0\.1 .* write it again"):
        published()


@pytest.mark.parametrize("expires", ["2026-07-01", "2026-05-31"])
def test_under_an_agreement_that_has_expired_nothing_is_published(
    cohortmatch: Command, lists: Path, expires: str
) -> None:
    reported(cohortmatch, lists)
    text = TEXT.replace("2099-03-31", "2026-05-01").replace("2099-06-30", expires)
    (lists / "agreement.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"The agreement expired on .*; renew it"):
        published()


def test_a_folder_without_a_report_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"there is no run\.json in it"):
        published(str(tmp_path))


def test_no_name_is_in_what_is_printed_of_it(cohortmatch: Command, lists: Path) -> None:
    reported(cohortmatch, lists)
    content = published()
    parts = [content, *content.editions, *content.pairs, *content.lists]
    parts += [*content.editions[1].sheets, *content.editions[1].sheets[0].rows]
    parts += [*content.editions[1].persons, *content.editions[1].files]
    told = "".join(map(repr, parts))
    assert "Quarmby" not in told and "QUARMBY" not in told and "Odell" not in told
