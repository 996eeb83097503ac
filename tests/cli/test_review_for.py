"""`review --for`: a panel or a recipient sees only the pairs and cells that it may see."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cohortmatch.core.errors import SettingsError
from cohortmatch.services.review_report import Review, review
from disclosure.agreeing import TEXT
from running import AS_OF, Command

HEAD = "Surname,Forename,DOB,PNC ID,RAG,Lead officer,Address,Notes,Role\n"
ROWS = {
    # a name and a date that may be one person's, one row above it that is nobody's business
    "SGV": "Pym,Ada,05/06/1977,,Red,PC Gull,1 Gull Road,Canary gull,Subject\n"
    "Quarmby,Ivor,03/04/1989,,Red,PC Gull,1 Gull Road,Canary gull,Subject\n",
    "IOM": "Quarmby,Ivan,03/04/1989,,Amber,PC Crow,2 Crow Road,Canary crow,Subject\n",
    "ASB": "Quarmby,Ivo,03/04/1989,,Green,PC Dove,3 Dove Road,Canary dove,Subject\n",
    "MAPPA": "Quarmby,Ivor,04/04/1989,,Green,PC Wren,4 Wren Road,Canary wren,Subject\n",
    "DIP": "Odell,Una,31/01/1990,,Green,PC Rook,5 Rook Road,Canary rook,Subject\n",
}
RULE = """
[[rules]]
list = "SGV"
items = ["listed", "name", "date_of_birth", "risk"]
to = ["MPS IOM team"]
purpose = ["IOM panel"]
unknown_age = "share"
"""
Begin = Callable[..., Review]


@pytest.fixture
def begin(cohortmatch: Command, tmp_path: Path) -> Begin:
    """Begin a review of a report of the lists, under an agreement ('' for none)."""

    def made(reader: str, agreement: str = "", purpose: str = "") -> Review:
        lists = tmp_path / "lists"
        lists.mkdir(exist_ok=True)
        for name, rows in ROWS.items():
            (lists / f"{name}.csv").write_text(HEAD + rows, encoding="utf-8")
        if agreement:
            (lists / "agreement.toml").write_text(agreement, encoding="utf-8")
        out = tmp_path / "report"
        assert cohortmatch("run", lists, "-o", out, "--as-of", AS_OF).exit_code == 0
        return review(out, reader=reader, kept_in={"purpose": purpose} if purpose else {})

    return made


def _shown(found: Review) -> str:
    return json.dumps(found.session.state(), ensure_ascii=False)


def _sides(found: Review) -> list[set[str]]:
    return [{each["left"], each["right"]} for each in found.session.state()["pairs"]]


def test_the_analyst_sees_every_pair(begin: Begin) -> None:
    shown = _shown(begin("", TEXT + RULE))
    assert "Gull" in shown and "Crow" in shown and "Dove" in shown


def test_a_recipient_sees_what_the_rules_name_of_the_pairs_of_its_list(begin: Begin) -> None:
    found = begin("IOM", TEXT + RULE)
    assert _sides(found) == [{"IOM:2", "a row of SGV"}]
    shown = _shown(found)
    assert "Ivor QUARMBY" in shown and "Ivan QUARMBY" in shown and "RAG: Red" in shown
    assert "2 Crow Road" in shown and "PC Crow" in shown  # its own list
    hidden = ("PC Gull", "Gull Road", "Canary gull", "SGV:3", "Dove", "Wren", "MAPPA", "ASB")
    assert not [each for each in hidden if each in shown]
    assert "for MPS IOM team: HAV-CSP-2026 version 3, IOM panel. Mark " in shown


def test_without_an_agreement_a_panel_sees_what_may_be_shared(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ROWS, "ASB", ROWS["DIP"])
    found = begin("IOM")
    assert {"IOM:2", "a row of SGV"} in _sides(found)
    shown = _shown(found)
    assert "PC Gull" in shown
    assert not [each for each in ("Gull Road", "Canary gull", "SGV:3", "Wren") if each in shown]


def test_no_weight_is_told_and_the_answer_is_kept(begin: Begin, tmp_path: Path) -> None:
    found = begin("IOM", TEXT + RULE)
    told: dict[str, Any] = found.session.answer(0, "same", "")
    assert (told["likely"], told["weight"], told["because"]) == ("", 0.0, "")
    line = _events(tmp_path)[-1]
    assert line["kind"] == "alteration" and line["recipients"] == ["MPS IOM team"]
    assert not begin("IOM", TEXT + RULE).pairs


def test_what_is_shown_is_logged_as_a_disclosure_and_a_refusal_too(
    begin: Begin, tmp_path: Path
) -> None:
    begin("IOM", TEXT + RULE).log_shown()
    line = _events(tmp_path)[-1]
    assert line["kind"] == "disclosure" and line["recipients"] == ["MPS IOM team"]
    assert line["purpose"] == "IOM panel" and line["counts"] == {"pairs_shown": 1}
    with pytest.raises(SettingsError, match="no purpose of the agreement"):
        begin("IOM", purpose="nosiness")
    line = _events(tmp_path)[-1]
    assert line["command"] == "review --for, refused" and "agreement" in line


def test_under_an_agreement_that_is_not_signed_nothing_is_shown(begin: Begin) -> None:
    with pytest.raises(SettingsError, match="is not signed"):
        begin("IOM", TEXT.replace("signed = 2026-04-01", ""))


def test_what_may_not_be_seen_changes_nothing(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = begin("IOM", TEXT + RULE).session.state()
    for name in ("MAPPA", "ASB"):
        monkeypatch.setitem(ROWS, name, ROWS["DIP"].replace("31/01/1990", "03/04/1989"))
    monkeypatch.setitem(ROWS, "SGV", ROWS["SGV"].replace("Gull", "Kite").replace("gull", "kite"))
    assert begin("IOM", TEXT + RULE).session.state() == before


def _events(folder: Path) -> list[dict[str, Any]]:
    log = next(folder.glob("*.audit.jsonl")).read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["event"] for line in log]
