"""`cm.match` obeys the agreement that stands with the lists, as `cm.report` and the command do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import cohortmatch as cm
from cohortmatch.disclosure.sharing_agreement import SharingAgreement
from cohortmatch.disclosure.sharing_agreement.reading import digest_of, read_agreement
from cohortmatch.reporting import CrossReference
from disclosure.agreeing import TEXT

DAY = date(2026, 6, 1)
ROWS = "Surname,Forename,DOB,Role,RAG,Lead officer\nQuarmby,Ivor,03/04/1989,Subject,{},PC {}wood\n"


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """IOM and DIP, and an agreement by which IOM's team sees DIP's colour and no other."""
    folder = tmp_path / "deep" / "lists"
    folder.mkdir(parents=True)
    for name, colour, lead in (("IOM", "Red", "Crow"), ("DIP", "Green", "Rook")):
        (folder / f"{name}.csv").write_text(ROWS.format(colour, lead), encoding="utf-8")
    (folder / "agreement.toml").write_text(
        TEXT.replace('"risk", "lead"]', '"risk"]'), encoding="utf-8"
    )
    return folder


def by_path(lists: Path) -> CrossReference:
    return cm.match(str(lists), as_of=DAY)


def by_name(lists: Path) -> CrossReference:
    return cm.match({"IOM": lists / "IOM.csv", "DIP": lists / "DIP.csv"}, as_of=DAY)


def by_files(lists: Path) -> CrossReference:
    return cm.match([lists / "IOM.csv", lists / "DIP.csv"], as_of=DAY)


def read_before(lists: Path) -> CrossReference:
    return cm.match(cm.read_lists(lists, as_of=DAY))


WAYS = (by_path, by_name, by_files, read_before)
Way = Callable[[Path], CrossReference]


def said(result: CrossReference, name: str) -> str:
    return str([each.table.rows for each in result.edition(name).sheets])


@pytest.mark.parametrize("way", WAYS)
def test_an_edition_holds_what_the_rules_name(lists: Path, way: Way) -> None:
    result = way(lists)
    for name in ("IOM", "MPS IOM team"):
        text = said(result, name)
        assert "Green" in text and "PC Rookwood" not in text
    assert result.manifest["agreement"]["id"] == "HAV-CSP-2026"
    (lists / "agreement.toml").unlink()
    assert "PC Rookwood" in said(way(lists), "IOM")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("signed = 2026-04-01", "", "not signed"),
        ("2099-03-31\nexpires = 2099-06-30", "2026-05-01\nexpires = 2026-05-02", "expired"),
    ],
)
def test_one_that_is_not_in_force_gives_no_edition(
    lists: Path, way: Way, was: str, now: str, told: str
) -> None:
    text = TEXT.replace(was, now)
    assert text != TEXT
    (lists / "agreement.toml").write_text(text, encoding="utf-8")
    result = way(lists)
    with pytest.raises(cm.SettingsError, match=told):
        result.edition("IOM")


@pytest.mark.parametrize("way", WAYS)
def test_one_that_changed_since_it_was_accepted_is_refused(lists: Path, way: Way) -> None:
    (lists / "agreement.accepted.toml").write_text(TEXT, encoding="utf-8")
    with pytest.raises(cm.SettingsError, match="has changed since it was accepted"):
        way(lists)


def test_the_plan_has_no_other_one(lists: Path) -> None:
    found = read_agreement(lists / "agreement.toml")
    cm.match(lists, plan=cm.Plan(as_of=DAY, agreement=found))
    about = found.file.agreement.model_copy(update={"version": "9"})
    file = found.file.model_copy(update={"agreement": about})
    other = SharingAgreement(file, digest_of(file))
    with pytest.raises(cm.SettingsError, match="says something else than"):
        cm.match(lists, plan=cm.Plan(as_of=DAY, agreement=other))


def test_frames_obey_the_one_of_the_current_folder_alone(
    lists: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    frames = {each.stem: pd.read_csv(each, dtype=str) for each in lists.glob("*.csv")}
    monkeypatch.chdir(tmp_path)
    assert "PC Rookwood" in said(cm.match(frames, as_of=DAY), "IOM")
    monkeypatch.chdir(lists)
    assert "PC Rookwood" not in said(cm.match(frames, as_of=DAY), "IOM")
