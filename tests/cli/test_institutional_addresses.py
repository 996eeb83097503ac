"""The borough's institutional addresses: set once, named in run.json, and asked of again by why."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from cohortmatch.core.errors import SettingsError
from cohortmatch.services.pipeline import match, read_lists
from cohortmatch.settings.plan import Plan
from people_lists import strangers
from running import AS_OF, Command

PLACES = "name,address,postcode\nDerby House,45 Derby Avenue,RM1 3BD\n"


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """Two lists that both have a man of one common name at the hostel, settings beside them."""
    folder = tmp_path / "lists"
    folder.mkdir()
    for name in ("IOM", "DIP"):
        rows = [{**who, "address": "", "postcode": ""} for who in strangers(20, name)]
        hostel = {"address": "Room 4, 45 Derby Avenue", "postcode": "RM1 3BD"}
        rows.append({"forename": "Bo", "surname": "Pym", "date_of_birth": "1991", **hostel})
        pd.DataFrame(rows).to_csv(folder / f"{name}.csv", index=False)
    (folder / "institutional_addresses.csv").write_text(PLACES)
    setting = '[run]\ninstitutional_addresses = "institutional_addresses.csv"\n'
    (folder / "cohortmatch.toml").write_text(setting)
    return folder


@pytest.fixture
def out(cohortmatch: Command, lists: Path, tmp_path: Path) -> Path:
    report = tmp_path / "out"
    assert cohortmatch("run", lists, "-o", report, "--as-of", AS_OF).exit_code == 0
    return report


def weight(cohortmatch: Command, report: Path, *options: object) -> float:
    told = cohortmatch("why", report, "IOM:22", "DIP:22", "--json", *options)
    assert told.exit_code == 0, told.output
    return float(json.loads(told.stdout)["weight"])


def test_the_file_is_no_list_and_is_named_without_an_address(out: Path) -> None:
    manifest = json.loads((out / "run.json").read_text())
    assert {each["list"] for each in manifest["inputs"]} == {"IOM", "DIP"}
    named = manifest["institutional_addresses"]
    assert (named["file"], named["addresses"]) == ("institutional_addresses.csv", 1)
    assert len(named["sha256"]) == 64
    assert "Derby" not in (out / "run.json").read_text()


def test_why_answers_as_the_run_did(cohortmatch: Command, lists: Path, out: Path) -> None:
    links = pd.read_csv(out / "links.csv").set_index(["left", "right"])
    without = match({name: lists / f"{name}.csv" for name in ("IOM", "DIP")}).why(
        "IOM:22", "DIP:22"
    )
    assert weight(cohortmatch, out) == pytest.approx(links["weight"]["DIP:22", "IOM:22"], abs=1e-3)
    assert weight(cohortmatch, out) < without.weight - 3


def test_why_says_that_the_address_is_kept_out_and_not_that_it_is_missing(
    cohortmatch: Command, out: Path
) -> None:
    told = cohortmatch("why", out, "IOM:22", "DIP:22")
    theirs = "(an institution's, on the borough's list)"
    assert (
        f"Address not used: it does not identify a person: IOM:22 {theirs}, DIP:22 {theirs}"
    ) in told.stdout.splitlines()
    missing = next(line for line in told.stdout.splitlines() if line.startswith("Not recorded"))
    assert "address" not in missing
    answer = json.loads(cohortmatch("why", out, "IOM:22", "DIP:22", "--json").stdout)
    assert len(answer["aside"]) == 2
    assert "Derby" not in told.stdout


def test_a_program_says_it_to_read_lists_or_in_the_plan(lists: Path) -> None:
    folder, file = lists, lists / "institutional_addresses.csv"
    frame = pd.DataFrame({"address": ["45 Derby Avenue"], "postcode": ["RM1 3BD"]})
    files = [folder / "DIP.csv", folder / "IOM.csv"]
    for found in (
        match(read_lists(files, institutional_addresses=frame)),
        match(read_lists([folder], institutional_addresses=str(file))),
        match(folder, plan=Plan(institutional_addresses=file)),
    ):
        assert [info.name for info in found.listings.lists] == ["DIP", "IOM"]
        assert "address-institution" in set(found.findings["code"])
        assert found.manifest["institutional_addresses"]["addresses"] == 1


def test_a_file_of_that_name_among_the_lists_is_used_without_being_set(
    cohortmatch: Command, lists: Path, tmp_path: Path
) -> None:
    (lists / "cohortmatch.toml").unlink()
    for given in (lists, lists / "institutional_addresses.csv"):
        found = read_lists([given, lists / "DIP.csv"])
        assert "institutional_addresses" not in [info.name for info in found.lists]
        assert found.institutions is not None and found.institutions.addresses == 1
    assert cohortmatch("run", lists, "-o", tmp_path / "out2", "--as-of", AS_OF).exit_code == 0
    manifest = json.loads((tmp_path / "out2" / "run.json").read_text())
    assert manifest["institutional_addresses"]["path"].endswith("institutional_addresses.csv")


def test_two_files_of_that_name_need_a_word(lists: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "MAPPA.csv").write_bytes((lists / "DIP.csv").read_bytes())
    (other / "institutional_addresses.csv").write_text(PLACES)
    with pytest.raises(SettingsError, match="several stand among the lists"):
        read_lists([lists, other])
    file = lists / "institutional_addresses.csv"
    assert read_lists([lists, other], institutional_addresses=file).institutions is not None


def test_why_says_when_the_file_has_changed(cohortmatch: Command, lists: Path, out: Path) -> None:
    (lists / "institutional_addresses.csv").write_text(PLACES + "Clinic,,IG11 7LU\n")
    told = cohortmatch("why", out, "IOM:22", "DIP:22")
    assert "institutional_addresses.csv has changed since the report" in told.stderr


def test_why_says_when_the_file_is_gone(cohortmatch: Command, lists: Path, out: Path) -> None:
    places = lists / "institutional_addresses.csv"
    moved = lists.parent / places.name
    places.rename(moved)
    told = cohortmatch("why", out, "IOM:22", "DIP:22")
    assert told.exit_code == 1
    assert "institutional_addresses.csv: the file is not where it was" in told.stderr
    for name in ("IOM.csv", "DIP.csv"):
        (lists / name).rename(lists.parent / name)
    assert weight(cohortmatch, out, "--lists", lists.parent)


def test_a_setting_that_leads_nowhere_is_told(cohortmatch: Command, lists: Path) -> None:
    (lists / "institutional_addresses.csv").unlink()
    told = cohortmatch("check", lists)
    assert told.exit_code != 0
    assert "institutional_addresses.csv: no such file" in told.stderr
