"""What may be named as a source, what a list is then called, and which panel's it is."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from tests.reading.formats.books import HEADINGS, PEOPLE, book, codes, csv_file, only

from cohortmatch.core.errors import ListErrors
from cohortmatch.reading import read_all, read_lists
from cohortmatch.reading.as_at import as_at_of
from cohortmatch.reading.panels import panel_named, panel_of, panel_types
from cohortmatch.values.roles import Role

ROWS = [HEADINGS, *PEOPLE]


def names(*sources: object, **settings: object) -> list[str]:
    reading = read_all(list(sources), **settings)  # type: ignore[arg-type]
    assert reading.errors == ()
    return [raw.info.name for raw in reading.lists]


def test_a_folder_is_the_lists_in_it_by_name(tmp_path: Path) -> None:
    for name in ("SGV.csv", "DIP.csv", ".hidden.csv", "~$IOM.xlsx", "notes.md", "IOM.tsv"):
        csv_file(tmp_path / name, ROWS)
    (tmp_path / "sub").mkdir()
    csv_file(tmp_path / "sub" / "MAPPA.csv", ROWS)
    assert names(tmp_path) == ["DIP", "IOM", "SGV"]
    assert names(str(tmp_path), tmp_path / "sub") == ["DIP", "IOM", "SGV", "MAPPA"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "IOM.csv", ROWS)
    assert names(path, tmp_path, str(path)) == ["IOM"]


def test_a_missing_file_is_an_error_with_the_nearest_name(tmp_path: Path) -> None:
    csv_file(tmp_path / "IOM list.csv", ROWS)
    reading = read_all([tmp_path / "IOM lists.csv", tmp_path / "IOM list.csv"])
    assert len(reading.lists) == 1
    (error,) = reading.errors
    assert (error.problem, error.remedy) == (
        "there is no such file",
        "did you mean “IOM list.csv”?",
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may read everything")
def test_a_locked_file_is_an_error(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "IOM.csv", ROWS)
    path.chmod(0)
    assert read_all(path).errors[0].problem.startswith("the file cannot be opened")


def test_frames_and_paths_by_name(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "x.csv", ROWS)
    frame = pd.DataFrame(PEOPLE, columns=list(HEADINGS), index=list("abcdef"))
    one, two = read_lists({"mine": frame, "iom": path})
    assert (one.info.name, one.rows, one.info.sha256) == ("mine", tuple("abcdef"), "")
    assert (two.info.name, two.info.panel_type, two.info.file) == ("iom", "iom", "x.csv")
    assert len(two.info.sha256) == 64


def test_a_frame_is_never_changed() -> None:
    frame = pd.DataFrame({"Surname": ["a", None], "DOB": [19800101.0, None], "RAG": [None, True]})
    before = frame.copy(deep=True)
    only({"a": frame})
    pd.testing.assert_frame_equal(frame, before)


def test_columns_of_every_dtype_become_text() -> None:
    frame = pd.DataFrame(
        {
            "Surname": pd.Series(["a", None], dtype="string"),
            "DOB": pd.to_datetime(["1990-03-04", None]),
            "Age": pd.Series([36, None], dtype="Int64"),
            "Ref": [12345.0, float("nan")],
            "RAG": pd.Categorical(["Red", None]),
            "Level": [date(2020, 1, 2), 7],
            "Tier": [True, None],
            "Score": [1, 1.5],
        }
    )
    assert only({"a": frame}).frame.iloc[0].tolist() == [
        *("a", "1990-03-04", "36", "12345", "Red", "2020-01-02", "TRUE", "1")
    ]
    assert only({"a": frame}).frame.iloc[1].tolist() == ["", "", "", "", "", "7", "", "1.5"]


def test_two_lists_that_claim_one_panel_are_refused_with_the_remedy(tmp_path: Path) -> None:
    for name in ("IOM May.csv", "IOM June.csv", "DIP.csv"):
        csv_file(tmp_path / name, [*ROWS, (name, "x", "", "", "")])
    reading = read_all(tmp_path)
    assert [raw.info.name for raw in reading.lists] == ["DIP"]
    assert [error.list_name for error in reading.errors] == ["IOM June.csv", "IOM May.csv"]
    assert reading.errors[0].remedy.endswith(f'--panel "IOM June={tmp_path / "IOM June.csv"}"')
    with pytest.raises(ListErrors, match=r"claims to be the list IOM, and so does “IOM May\.csv”"):
        read_lists(tmp_path)


def test_the_remedy_works(tmp_path: Path) -> None:
    for name in ("IOM May.csv", "IOM June.csv"):
        csv_file(tmp_path / name, [*ROWS, (name, "x", "", "", "")])
    panels = {"IOM north": tmp_path / "IOM May.csv", "IOM": str(tmp_path / "IOM June.csv")}
    reading = read_all(tmp_path, panels=panels)
    assert reading.errors == ()
    assert {raw.info.name: raw.info.panel_type for raw in reading.lists} == {
        "IOM": "iom",
        "IOM north": "iom",
    }
    assert names(panels=panels) == ["IOM north", "IOM"]


def test_lists_of_one_name_in_two_folders_are_to_be_named_by_the_user(tmp_path: Path) -> None:
    for folder in ("north", "south"):
        (tmp_path / folder).mkdir()
        csv_file(tmp_path / folder / "IOM.csv", [*ROWS, (folder, "x", "", "", "")])
    reading = read_all([tmp_path / "north", tmp_path / "south"])
    assert reading.lists == ()
    assert f'"NAME={tmp_path / "north" / "IOM.csv"}"' in reading.errors[0].remedy


def said_of(folder: Path, *files: str) -> dict[str, tuple[str, str, Role, bool]]:
    """What each file's list is called, and its kind, role and whether victims may be on it."""
    for name in files:
        csv_file(folder / name, [*ROWS, (name, "x", "", "", "")])
    reading = read_all(folder)
    assert reading.errors == ()
    return {
        raw.info.file: (raw.info.name, raw.info.kind, raw.default_role, raw.is_mixed)
        for raw in reading.lists
    }


def test_a_hint_at_a_panel_yields_to_the_file_that_names_it(tmp_path: Path) -> None:
    found = said_of(
        tmp_path,
        *("caseload.csv", "probation_extract.csv", "gangs unit.csv", "SGV.csv"),
        *("families programme.csv", "Supporting Families.csv", "marac.csv", "ASB panel.csv"),
    )
    assert found == {
        "ASB panel.csv": ("ASB", "panel", Role.unknown, True),
        "SGV.csv": ("SGV", "panel", Role.subject, True),
        "Supporting Families.csv": ("Families", "register", Role.family, False),
        "caseload.csv": ("caseload", "panel", Role.subject, False),
        "families programme.csv": ("families programme", "register", Role.family, False),
        "gangs unit.csv": ("gangs unit", "panel", Role.subject, True),
        "marac.csv": ("marac", "panel", Role.unknown, True),
        "probation_extract.csv": ("Probation", "register", Role.subject, False),
    }


def test_a_hint_that_yields_is_told_with_the_file_that_has_the_name(tmp_path: Path) -> None:
    said_of(tmp_path, "gangs unit.csv", "SGV.csv")
    named, yielded = read_all(tmp_path).lists
    told = [(f.code, f.list_name, f.detail) for f in yielded.findings]
    assert told == [("named-by-its-file", "gangs unit", "SGV is “SGV.csv”")]
    assert codes(named) == set()


def test_a_hint_that_nobody_contests_holds(tmp_path: Path) -> None:
    found = said_of(tmp_path, "caseload June.csv", "gangs unit.csv", "mental health caseload.csv")
    assert [name for name, *_ in found.values()] == [
        *("Probation", "SGV", "mental health caseload"),
    ]


def test_a_list_by_its_columns_yields_and_stays_of_its_kind(tmp_path: Path) -> None:
    rows = [(*HEADINGS, "ASB type", "Complaint type"), *((*each, "", "") for each in PEOPLE)]
    csv_file(tmp_path / "estates.csv", rows)
    csv_file(tmp_path / "ASB.csv", rows[:-1])
    reading = read_all(tmp_path)
    assert [(raw.info.name, raw.default_role) for raw in reading.lists] == [
        ("ASB", Role.unknown),
        ("estates", Role.unknown),
    ]


def test_two_hints_with_equal_right_are_refused(tmp_path: Path) -> None:
    for name in ("caseload May.csv", "caseload June.csv"):
        csv_file(tmp_path / name, [*ROWS, (name, "x", "", "", "")])
    assert len(read_all(tmp_path).errors) == 2


def test_a_list_that_the_caller_names_has_the_better_claim(tmp_path: Path) -> None:
    for name in ("gangs.csv", "gangs unit.csv"):
        csv_file(tmp_path / name, [*ROWS, (name, "x", "", "", "")])
    reading = read_all(tmp_path, panels={"SGV": tmp_path / "gangs.csv"})
    assert [raw.info.name for raw in reading.lists] == ["gangs unit", "SGV"]


def test_a_workbook_s_sheet_yields_under_its_file_s_and_its_own_name(tmp_path: Path) -> None:
    both = {"IOM": [HEADINGS, *PEOPLE], "Gangs": [HEADINGS, *PEOPLE[:3]]}
    book(tmp_path / "June.xlsx", both)
    csv_file(tmp_path / "SGV.csv", ROWS)
    assert sorted(raw.info.name for raw in read_all(tmp_path).lists) == ["IOM", "June Gangs", "SGV"]


def test_the_two_old_probation_services_are_two_registers(tmp_path: Path) -> None:
    csv_file(tmp_path / "NPS caseload.csv", ROWS)
    csv_file(tmp_path / "CRC caseload.csv", [*ROWS, ("x", "y", "", "", "")])
    reading = read_all(tmp_path)
    assert [(r.info.name, r.info.kind, r.info.panel_type) for r in reading.lists] == [
        ("CRC", "register", "probation"),
        ("NPS", "register", "probation"),
    ]


def test_one_file_under_two_names_is_told(tmp_path: Path) -> None:
    csv_file(tmp_path / "IOM.csv", ROWS)
    csv_file(tmp_path / "DIP.csv", ROWS)
    dip, iom = read_all(tmp_path).lists
    assert (codes(dip), codes(iom)) == (set(), {"same-file-twice"})


LINES = Path(__file__).with_name("panels.txt").read_text(encoding="utf-8").splitlines()[1:]
CASES = [
    (text, name.strip("-"))
    for name, _, texts in (line.partition(": ") for line in LINES)
    for text in texts.split(" | ")
]


@pytest.mark.parametrize(("text", "name"), CASES)
def test_the_panel_a_file_name_speaks_of(text: str, name: str) -> None:
    found = panel_named(text)
    assert (found.name if found else "") == name


def test_the_panel_by_sheet_by_title_and_by_columns(tmp_path: Path) -> None:
    def called(*places: str, headings: tuple[str, ...] = ()) -> str:
        found = panel_of("list", places, headings)
        return found.name if found else ""

    assert called("Sheet1", "MAPPA nominals") == "MAPPA"
    assert called(headings=("Name", "ViSOR ref", "MAPPA level", "MAPPA category")) == "MAPPA"
    assert called(headings=("Name", "Family ID", "PbR claim", "Relationship")) == "Families"
    assert called(headings=("Name", "DOB")) == ""
    assert called("Caseload", "Drug Intervention Programme") == "DIP", "a bare word comes last"
    assert called("Caseload", headings=("Name", "DRR", "Modality")) == "DIP"
    assert called("Gangs", headings=("Name", "ViSOR ref", "MAPPA level")) == "SGV"
    assert called("Caseload", headings=("Name", "DOB")) == "Probation"
    raw = only(csv_file(tmp_path / "Panel of 3 June.csv", ROWS))
    assert (raw.info.name, raw.info.kind, raw.info.panel_type) == ("Panel", "panel", "")


REGISTERS_OF_SUBJECTS = ("Probation", "NPS", "CRC", "Matrix", "Known to neighbour")


def test_kinds_and_roles_of_the_panels() -> None:
    kinds = {panel.name: (panel.kind, panel.role) for panel in panel_types()}
    assert kinds == {
        **dict.fromkeys(("IOM", "MAPPA", "SGV", "DIP"), ("panel", Role.subject)),
        **dict.fromkeys(("ASB", "DA MARAC", "Domestic abuse", "Victims"), ("panel", Role.unknown)),
        **dict.fromkeys(REGISTERS_OF_SUBJECTS, ("register", Role.subject)),
        "Families": ("register", Role.family),
    }


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("IOM list as at 1 June 2026", date(2026, 6, 1)),
        ("IOM 2026-06", date(2026, 6, 1)),
        ("iom_20260614", date(2026, 6, 14)),
        ("MAPPA 31.05.26", date(2026, 5, 31)),
        ("SGV 14th Jun 2026", date(2026, 6, 14)),
        ("Data as at: 05/06/2026", date(2026, 6, 5)),
        ("June 2026 list", date(2026, 6, 1)),
        ("2026 June", date(2026, 6, 1)),
        ("MAPPA Level 3 - May 2026", date(2026, 5, 1)),
        ("Strategy 2016-2020", None),
        ("31/02/2026", None),
        ("list (3)", None),
    ],
)
def test_the_day_a_list_speaks_of(text: str, day: date | None) -> None:
    assert as_at_of([text]) == day


def test_prose_in_a_folder_is_passed_over_and_a_text_table_is_not(tmp_path: Path) -> None:
    (tmp_path / "readme.txt").write_text("These lists, as agreed,\nare invented.\nNobody lives.\n")
    csv_file(tmp_path / "IOM.txt", ROWS, "\t")
    assert names(tmp_path) == ["IOM"]


def test_a_folder_without_lists_is_an_error_beside_other_sources(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    path = csv_file(tmp_path / "IOM.csv", ROWS)
    (error,) = read_all([path, tmp_path / "none"]).errors
    assert (error.list_name, error.problem) == ("none", "the folder holds no lists")
    assert read_all(tmp_path / "none").errors == ()


def test_a_file_given_two_names_is_two_lists(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "x.csv", ROWS)
    one, two = read_lists({"a": path, "b": path})
    assert (one.info.name, two.info.name, codes(two)) == ("a", "b", {"same-file-twice"})


def test_rows_of_a_frame_with_repeated_labels_are_told_apart() -> None:
    frame = pd.DataFrame(PEOPLE, columns=list(HEADINGS), index=[1, 1, 2, 1, "1 (2)", 2])
    assert only({"a": frame}).rows == (1, "1 (3)", 2, "1 (4)", "1 (2)", "2 (2)")
