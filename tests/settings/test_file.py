"""Settings: what beats what, and faults with their address."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cohortmatch.core.errors import SettingsError
from cohortmatch.core.types import Role
from cohortmatch.linkage.model import shipped
from cohortmatch.settings.file import find_file, load_settings
from cohortmatch.settings.plan import ListChoice, Plan


def a_file(folder: Path, text: str) -> Path:
    file = folder / "cohortmatch.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_without_settings_the_plan_is_the_default_one() -> None:
    plan = load_settings(None, environment={}).plan
    default = Plan()
    assert plan.model.name == default.model.name
    assert (plan.as_of, plan.marking, plan.every_pair_up_to, plan.lists) == (
        default.as_of,
        default.marking,
        default.every_pair_up_to,
        {},
    )


def test_a_flag_beats_the_environment_which_beats_the_file(tmp_path: Path) -> None:
    file = a_file(tmp_path, '[run]\nmarking = "file"\nas_of = 2026-01-01\nevery_pair_up_to = 5\n')
    environment = {"COHORTMATCH_MARKING": "environment", "COHORTMATCH_AS_OF": "2026-02-02"}
    flags = {"marking": "flag", "as_of": None}
    plan = load_settings(file, flags=flags, environment=environment).plan
    assert (plan.marking, plan.as_of, plan.every_pair_up_to) == ("flag", date(2026, 2, 2), 5)


def test_what_is_said_of_a_list_reaches_the_plan(tmp_path: Path) -> None:
    file = a_file(
        tmp_path,
        '[lists."Our list"]\nfile = "a*.xlsx"\nsheet = "Cohort"\nkind = "register"\n'
        'role = "associate"\n[lists."Our list".columns]\npnc = ["PNC", "PNC 2"]\n',
    )
    settings = load_settings(file, environment={})
    assert settings.plan.lists["Our list"] == ListChoice(
        "register", Role.associate, {"pnc": ["PNC", "PNC 2"]}, "Cohort", "a*.xlsx"
    )
    found = settings.panels([Path("x/b.xlsx"), Path("x/A june.xlsx")])
    assert found == {"Our list": Path("x/A june.xlsx")}


def test_a_base_is_seen_from_the_settings_and_memory_is_an_amount(tmp_path: Path) -> None:
    file = a_file(tmp_path, '[run]\nbase = "all.base"\nmemory = "1.5 GB"\n')
    plan = load_settings(file, environment={}).plan
    assert plan.base == tmp_path / "all.base"
    assert plan.memory == 1_500_000_000
    flagged = load_settings(file, flags={"base": "here.base"}, environment={}).plan
    assert flagged.base == Path("here.base")


def test_institutional_addresses_are_seen_from_the_settings(tmp_path: Path) -> None:
    file = a_file(tmp_path, '[run]\ninstitutional_addresses = "places/own.csv"\n')
    plan = load_settings(file, environment={}).plan
    assert plan.institutional_addresses == tmp_path / "places/own.csv"
    said = {"COHORTMATCH_INSTITUTIONAL_ADDRESSES": "here.csv"}
    assert load_settings(file, environment=said).plan.institutional_addresses == Path("here.csv")
    assert load_settings(None, environment={}).plan.institutional_addresses is None


def test_a_model_file_is_looked_for_beside_the_settings(tmp_path: Path) -> None:
    shipped().save(tmp_path / "ours.json")
    file = a_file(tmp_path, '[run]\nmodel = "ours.json"\n')
    assert load_settings(file, environment={}).plan.model == shipped()


FAULTS = [
    ('[lists.IOM]\nkind = "pannel"', "lists.IOM.kind: must be panel or register"),
    ('[lists.IOM]\nrole = "boss"', "lists.IOM.role: must be unknown, subject, associate,"),
    ('[lists.IOM]\nsheet = "A"', "lists.IOM: `sheet` needs `file` beside it"),
    ('[lists.IOM.columns]\nsurnme = "X"', "columns: “surnme” is no field; did you mean “surname”?"),
    ("[lists.IOM.columns]\nsurname = 3", "columns.surname: must be a heading, or several"),
    ('[lists]\nIOM = "x.csv"', "lists.IOM: must be a table"),
    ('[run]\nmakring = "x"', "run.makring: is not a setting; did you mean “marking”?"),
    ('[run]\nas_of = "soon"', "run.as_of: must be a date such as 2026-06-01"),
    ("[run]\nmemory = 'lots'", "run.memory: must be an amount such as 2GB or 800MB"),
    ("[run]\nevery_pair_up_to = 0", "run.every_pair_up_to: must be greater than 0"),
    ("[runs]\n", "runs: is not a setting; did you mean “run”?"),
    ("[run\n", "Expected ']' at the end of a table declaration"),
]


@pytest.mark.parametrize(("text", "told"), FAULTS)
def test_a_fault_is_told_with_its_address(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(a_file(tmp_path, text), environment={})
    assert str(caught.value).startswith("cohortmatch.toml: ")
    assert told in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    file = a_file(tmp_path, '[lists.IOM]\nkind = "x"\ncolour = "red"\n[run]\nas_of = "y"\n')
    with pytest.raises(SettingsError) as caught:
        load_settings(file, environment={})
    assert len(str(caught.value).splitlines()) == 3


def test_faults_outside_the_file_are_told_by_the_name_used_there() -> None:
    with pytest.raises(SettingsError, match=r"^COHORTMATCH_EVERY_PAIR_UP_TO: must be a whole"):
        load_settings(None, environment={"COHORTMATCH_EVERY_PAIR_UP_TO": "many"})
    with pytest.raises(SettingsError, match=r"^--as-of: must be a date such as 2026-06-01$"):
        load_settings(None, flags={"as_of": "June"}, environment={})


def test_a_file_that_is_not_there_or_not_text_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no such file"):
        load_settings(tmp_path / "absent.toml", environment={})
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(SettingsError, match="not UTF-8"):
        load_settings(tmp_path / "binary.toml", environment={})


def test_the_file_is_looked_for_here_and_then_beside_the_lists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lists").mkdir()
    monkeypatch.chdir(tmp_path)
    assert find_file(["lists"]) is None
    beside = a_file(tmp_path / "lists", "")
    assert find_file(["lists"]) == beside.relative_to(tmp_path)
    assert find_file(["lists/IOM.csv"]) == beside.relative_to(tmp_path)
    here = a_file(tmp_path, "")
    assert find_file(["lists"]) == here.relative_to(tmp_path)
