"""`cohortmatch check`: what it says of lists, and that it leaves everything as it was."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from running import Command

SURNAMES = "Surname,Forename,DOB,PNC\nQuarmby,Ivor,03/04/1989,\nOdell,Una,31/02/190,\n"


def write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_says_where_each_list_was_found_and_how_many_listings_it_holds(
    cohortmatch: Command, lists: Path
) -> None:
    told = cohortmatch("check", lists)
    assert told.exit_code == 0
    assert "Reading 9 lists" in told.stdout
    line = next(line for line in told.stdout.splitlines() if "MAPPA nominals.xlsx" in line)
    assert "(sheet Cohort; headings on row 2)" in line
    assert line.endswith("listings")


@pytest.mark.parametrize(
    ("settings", "severity", "told"),
    [
        ('[lists.MAPA]\nkind = "register"\n', "warning", "did you mean “MAPPA”?"),
        ('[lists.MAPA]\nfile = "nominals 2.xlsx"\n', "warning", "did you mean “MAPPA”?"),
        ('[lists.Weapons]\nkind = "register"\n', "note", ""),
        ('[lists.mappa]\nkind = "panel"\n', "", ""),
        (
            '[report]\nrestricted = ["MAPA"]\n',
            "warning",
            "under [report] restricted; did you mean “MAPPA”?",
        ),
        ('[report]\nrestricted = ["MAPPA"]\n', "", ""),
    ],
)
def test_settings_for_a_list_that_was_not_read_are_told(
    cohortmatch: Command, tmp_path: Path, settings: str, severity: str, told: str
) -> None:
    for name in ("IOM.csv", "MAPPA.csv"):
        write(tmp_path / "few", name, SURNAMES)
    write(tmp_path / "few", "cohortmatch.toml", settings)
    found = json.loads(cohortmatch("check", tmp_path / "few", "--json").stdout)["findings"]
    about = [
        (each["severity"], each["detail"])
        for each in found
        if each["code"].startswith("settings-list")
    ]
    assert about == ([(severity, told)] if severity else [])
    shown = cohortmatch("check", tmp_path / "few").stdout
    assert ("MAPA" in shown and told in shown) == (severity == "warning")


def test_nothing_is_said_of_the_settings_where_a_list_cannot_be_used(
    cohortmatch: Command, tmp_path: Path
) -> None:
    write(tmp_path / "few", "IOM.csv", SURNAMES)
    write(tmp_path / "few", "MAPPA.csv", "")
    write(tmp_path / "few", "cohortmatch.toml", '[lists.MAPPA]\nkind = "panel"\n')
    told = cohortmatch("check", tmp_path / "few", "--json")
    codes = {each["code"] for each in json.loads(told.stdout)["findings"]}
    assert told.exit_code == 1
    assert not any(code.startswith("settings") for code in codes)


def test_says_how_columns_were_understood(cohortmatch: Command, lists: Path) -> None:
    out = cohortmatch("check", lists).stdout
    row = next(line for line in out.splitlines() if line.startswith("  IOM") and "Nominal" in line)
    assert "Nominal (SURNAME, Forename)" in row
    assert "PNC ID, CRN" in row
    assert "in Address" in row
    assert "RAG, Cohort type, Lead officer" in out


@pytest.mark.parametrize("columns", ["", "40", "80", "100"])
@pytest.mark.parametrize("more", [(), ("-v",)])
def test_it_fits_the_terminal_and_80_columns_at_the_least(
    cohortmatch: Command,
    lists: Path,
    monkeypatch: pytest.MonkeyPatch,
    columns: str,
    more: tuple[str],
) -> None:
    """Only the command to copy may be wider: no line of it would work as printed if it broke."""
    monkeypatch.setenv("COLUMNS", columns)
    out = cohortmatch("check", lists, *more).stdout
    wide = [line for line in out.splitlines() if len(line) > max(80, int(columns or 80))]
    assert [line for line in wide if "cohortmatch check" not in line] == []
    assert max(map(len, out.splitlines())) > 70, "and it uses them"
    for words in ("surname: Nominal (SURNAME, Forename)", "(sheet Cohort; headings on row 2)"):
        assert words in " ".join(out.split()), words


def test_a_wide_terminal_has_the_columns_as_a_table(
    cohortmatch: Command, lists: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "240")
    out = cohortmatch("check", lists).stdout
    head = out.partition("How columns were understood\n")[2].splitlines()[0]
    assert " ".join(head.split()) == (
        "surname forename date of birth identifiers address postcode phone role"
    )


def test_says_which_other_columns_are_used(cohortmatch: Command, tmp_path: Path) -> None:
    rows = "Surname,Forename,M/F,AKA,Case no,Sex offender\n" + "Odell,Una,F,Nan,C7,No\n" * 3
    out = cohortmatch("check", write(tmp_path / "lists", "IOM.csv", rows)).stdout
    told = out.partition("Also understood\n")[2].splitlines()[0]
    assert told == "  IOM  AKA (other names), M/F (sex), Case no (the list's own reference)"
    out = cohortmatch("check", write(tmp_path / "few", "IOM.csv", SURNAMES)).stdout
    assert "Also understood" not in out


def test_says_who_is_left_out_and_why(cohortmatch: Command, lists: Path) -> None:
    out = cohortmatch("check", lists).stdout
    left_out = out.partition("Left out of the matching")[2].partition("\n\n")[0]
    assert "victim or complainant" in left_out
    assert "ASB" in left_out


def test_a_finding_has_its_list_column_row_and_remedy(cohortmatch: Command, tmp_path: Path) -> None:
    file = write(tmp_path / "lists", "IOM.csv", SURNAMES)
    out = cohortmatch("check", file).stdout
    assert "Please look at (1)" in out
    assert "date of birth cannot be a date: not used for matching" in out
    assert "IOM  “DOB”  row 3" in out
    assert "→ correct the cell in the list" in out


def test_what_to_look_at_stands_before_what_is_only_told(cohortmatch: Command, lists: Path) -> None:
    out = cohortmatch("check", lists).stdout
    assert 0 < out.index("Please look at") < out.index("For information")


def test_verbose_gives_the_rows_of_notes_too(cohortmatch: Command, lists: Path) -> None:
    brief, whole = cohortmatch("check", lists).stdout, cohortmatch("check", lists, "-v").stdout
    note = "born on 1 January, which often means that only the year is known"
    assert f"  {note}: kept as weak evidence (" in brief
    assert f"  {note}: kept as weak evidence\n" in whole


def test_nothing_is_written(cohortmatch: Command, lists: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in lists.iterdir()}
    told = cohortmatch("check", lists)
    assert told.stdout.endswith(
        f"To keep how columns were understood: cohortmatch check {lists} --save\n"
    )
    assert {path: path.read_bytes() for path in lists.iterdir()} == before
    assert list(tmp_path.iterdir()) == []


def test_a_list_that_cannot_be_read_is_told_and_the_others_are_shown(
    cohortmatch: Command, tmp_path: Path
) -> None:
    folder = tmp_path / "lists"
    write(folder, "IOM.csv", SURNAMES)
    write(folder, "DIP.csv", "Colour,Size\nred,3\nblue,4\n")
    told = cohortmatch("check", folder)
    assert told.exit_code == 1
    assert "date of birth cannot be a date" in told.stdout
    assert "DIP" in told.stdout and "NOT READ" in told.stdout
    assert told.stderr.startswith("DIP")
    assert "Surname" in told.stderr


def test_a_protected_workbook_asks_for_its_password_only_on_request(
    cohortmatch: Command, tmp_path: Path
) -> None:
    import io

    import msoffcrypto  # type: ignore[import-untyped]
    import pandas as pd
    from msoffcrypto.format.ooxml import OOXMLFile  # type: ignore[import-untyped]

    assert msoffcrypto
    plain = io.BytesIO()
    pd.DataFrame({"Surname": ["Quarmby"], "Forename": ["Ivor"]}).to_excel(plain, index=False)
    folder = tmp_path / "lists"
    folder.mkdir()
    with (folder / "MAPPA.xlsx").open("wb") as stream:
        OOXMLFile(plain).encrypt("open sesame", stream)
    told = cohortmatch("check", folder)
    assert told.exit_code == 1
    assert "needs a password" in told.stdout
    assert "--ask-passwords" in told.stderr
    off_a_terminal = cohortmatch("check", folder, "--ask-passwords")
    assert off_a_terminal.exit_code == 1


def test_json_holds_the_lists_the_findings_and_the_errors(
    cohortmatch: Command, tmp_path: Path
) -> None:
    write(tmp_path / "lists", "IOM.csv", SURNAMES)
    told = cohortmatch("check", tmp_path / "lists", tmp_path / "absent.csv", "--json")
    answer = json.loads(told.stdout)
    assert told.exit_code == 1
    assert [each["list"] for each in answer["lists"]] == ["IOM"]
    assert answer["lists"][0]["columns"][0] == {
        "heading": "Surname",
        "field": "surname",
        "how": "heading",
        "compared": False,
        "person": "",
    }
    assert [(each["code"], each["rows"]) for each in answer["findings"]] == [
        ("dob-not-a-date", ["3"])
    ]
    assert answer["errors"][0]["problem"] == "there is no such file"


@pytest.mark.skipif(not Path("/dev/stdin").exists(), reason="no standard input by a path")
@pytest.mark.parametrize("args", [["-"], ["--panel", "IOM=-", "-"]], ids=["bare", "named"])
def test_a_dash_is_standard_input(tmp_path: Path, args: list[str]) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "cohortmatch", "check", "--json", *args],
        input=SURNAMES.encode(), capture_output=True, cwd=tmp_path, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    read = json.loads(told.stdout)["lists"][0]
    assert (read["list"], read["listings"]) == ("IOM" if "--panel" in args else "stdin", 2)


@pytest.mark.parametrize("name", ["IOM", "My own list"])
def test_a_panel_named_on_the_command_line_is_called_that(
    cohortmatch: Command, tmp_path: Path, name: str
) -> None:
    file = write(tmp_path / "lists", "export 17.csv", SURNAMES)
    answer = json.loads(cohortmatch("check", "--panel", f"{name}={file}", file, "--json").stdout)
    assert [(each["list"], each["kind"]) for each in answer["lists"]] == [(name, "panel")]


@pytest.mark.parametrize("value", ["IOM", "=x.csv", "IOM="])
def test_a_panel_without_name_or_file_is_wrong_usage(cohortmatch: Command, value: str) -> None:
    told = cohortmatch("check", "x.csv", "--panel", value)
    assert told.exit_code == 2
    assert "NAME=FILE" in told.stderr


def test_says_what_a_run_would_compare_where_that_is_not_every_pair(
    cohortmatch: Command, lists: Path, tmp_path: Path
) -> None:
    settings = tmp_path / "long.toml"
    settings.write_text("[run]\nevery_pair_up_to = 1000\n")
    told = cohortmatch("check", lists, "--settings", settings)
    assert "These lists are long: a run compares up to" in told.stdout
    assert "one date of birth and sound of surname" in told.stdout
    answer = json.loads(cohortmatch("check", lists, "--settings", settings, "--json").stdout)
    pairs = answer["to_compare"]
    assert not pairs["every_pair"]
    assert pairs["pairs"] == sum(rule["pairs"] for rule in pairs["rules"]) <= pairs["possible"]
    without = {rule["rule"]: rule["listings_without"] for rule in pairs["rules"]}
    assert without["one date of birth and initial"] > 0
    assert f"{without['one date of birth and initial']} listings without" in told.stdout
    every = json.loads(cohortmatch("check", lists, "--json").stdout)["to_compare"]
    assert every["every_pair"] and every["pairs"] == every["possible"]


def test_headings_that_are_not_known_are_listed_with_a_remedy(
    cohortmatch: Command, tmp_path: Path
) -> None:
    head = "Surname,Forename,DOB,Last seen,Cohort type,Size\n"
    row = "Quarmby,Ivor,03/04/1989,01/05/2026,Fixed,9\n"
    told = cohortmatch("check", write(tmp_path, "IOM.csv", head + row)).stdout
    _, _, part = told.partition("Carried along with a heading that is not known")
    assert part.splitlines()[1].split() == ["IOM", "Cohort", "type"]
    assert "Last contact" in part.split("→")[1]
    found = json.loads(cohortmatch("check", tmp_path, "--json").stdout)["findings"]
    assert ("column-not-known", "Cohort type") in [(f["code"], f["column"]) for f in found]
