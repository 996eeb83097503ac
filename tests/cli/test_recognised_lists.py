"""A list is recognised by what it holds, under whatever name it comes."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter

from cohortmatch.cli.remembered_text import remembered_text
from cohortmatch.services.answers import Remembered
from running import Command

STORE = ("--store", "cohortmatch.db")
SURNAMES = [
    "Quarmby",
    "Tindall",
    "Penhaligon",
    "Aldous",
    "Wetherby",
    "Mossop",
    "Trelawny",
    "Birtles",
]
ALL = "ABCDEFGHabcdefgh"
FIRST = ["Ivor", "Una", "Osric", "Bea", "Cyril", "Dot", "Ern", "Flo"]


def write(folder: str, files: dict[str, str]) -> None:
    """Lists of the people of some letters: A to H, and in lower case A to H with other dates."""
    Path(folder).mkdir()
    for name, people in files.items():
        rows = [_row(each) for each in people]
        table = pd.DataFrame(
            rows, columns=["Surname", "Forename", "DOB", "PNC ID", "Postcode", "RAG"]
        )
        table.to_csv(Path(folder) / f"{name}.csv", index=False)


def _row(letter: str) -> tuple[str, ...]:
    number = ord(letter.upper()) - ord("A")
    born = f"{number + 1:02}/0{number + 1}/198{number}"
    return SURNAMES[number], FIRST[number], born, "", f"RM{number + 1} {number + 1}AA", "Amber"


JUNE = {"IOM": "ABCDEF", "DIP": "CDEFGH", "Custody panel 2026-06": "AEGH"}
CASES = [
    # July's files                                                  told of, by the earlier name
    ({"IOM": "ABCDEF", "DIP": "CDEFGH", "Custody panel 2026-07": "AEGH"}, {}),
    ({"IOM": "ABCDEF", "Lamp room": "CDEFGH", "Custody panel": "AEGH"}, {"DIP": "6 of 6"}),
    ({"IOM": "ABCDEF", "Lamp room": "CDEFG", "Custody panel": "AEGH"}, {"DIP": "5 of 5"}),
    ({"IOM": "ABCDEF", "DIP": "CDEFGH", "Lamp room": "AEGH"}, {"Custody panel": "4 of 4"}),
    # another list
    ({"IOM": "ABCDEF", "Lamp room": "AB", "Custody panel": "AEGH"}, {}),
]


def run(cohortmatch: Command, folder: str, day: str, *more: str) -> dict[str, object]:
    told = cohortmatch(
        "run", folder, "-o", f"out-{folder}", "--as-of", day, *STORE, "--json", *more
    )
    assert told.exit_code == 0, told.stderr
    answer: dict[str, object] = json.loads(told.stdout)
    return answer


def ids(folder: str) -> dict[str, str]:
    table = pd.read_csv(f"out-{folder}/memberships.csv")
    return dict(zip(table["listing_id"], table["person_id"], strict=True))


@pytest.mark.parametrize(("july", "told"), CASES)
def test_a_list_is_taken_for_the_one_whose_rows_it_holds(
    cohortmatch: Command, july: dict[str, str], told: dict[str, str]
) -> None:
    write("june", JUNE)
    run(cohortmatch, "june", "2026-06-01")
    write("july", july)
    notes = [n for n in run(cohortmatch, "july", "2026-07-01")["notes"] if "looks like" in n]  # type: ignore[attr-defined]
    assert len(notes) == len(told)
    for (name, rows), note in zip(told.items(), notes, strict=True):
        assert f"looks like {name} of 1 Jun 2026 ({rows} rows), and is taken as {name}" in note
        assert f"{name}:2" in ids("july")
    assert set(ids("july").values()) <= set(ids("june").values())


def test_where_two_lists_fit_one_the_run_asks(cohortmatch: Command) -> None:
    write("june", JUNE)
    run(cohortmatch, "june", "2026-06-01")
    write("july", {"IOM": "ABCDEF", "Lamp room": "CDEFGH", "Post room": "CDEFG"})
    found = cohortmatch("run", "july", "-o", "out", "--as-of", "2026-07-01", *STORE)
    assert (found.exit_code, "Post room: looks like DIP" in found.stderr) == (2, True)
    assert not Path("out").exists()


def test_two_lists_swapped_by_name_are_asked_about(cohortmatch: Command) -> None:
    write("june", {"IOM": "ABCD", "DIP": "EFGH", "SGV": "AEGH"})
    run(cohortmatch, "june", "2026-06-01")
    write("july", {"IOM": "EFGH", "DIP": "ABCD", "SGV": "AEGH"})
    found = cohortmatch("run", "july", "-o", "out", "--as-of", "2026-07-01", *STORE)
    assert (found.exit_code, "holds the rows of" in found.stderr) == (2, True)
    assert not Path("out").exists()
    named = ("--panel", "IOM=july/IOM.csv", "--panel", "DIP=july/DIP.csv")
    run(cohortmatch, "july", "2026-07-01", *named)


@pytest.mark.parametrize("store", [True, False])
@pytest.mark.parametrize("command", ["run", "check"])
def test_a_copy_of_a_list_is_asked_about(cohortmatch: Command, command: str, store: bool) -> None:
    write("july", {"IOM": "ABCDEF", "DIP": ALL, "Lamp room": ALL})
    more = ("-o", "out", *(STORE if store else ("--no-store",))) if command == "run" else ()
    told = cohortmatch(command, "july", *more)
    assert told.exit_code == 2
    assert "DIP and Lamp room: the same rows twice (16 of 16)" in told.stderr
    assert "counted as being on two lists" in told.stderr
    assert not Path("out").exists()
    assert not Path("cohortmatch.db").exists()
    names = [
        word for name in ("DIP", "Lamp room") for word in ("--panel", f"{name}=july/{name}.csv")
    ]
    assert cohortmatch(command, "july", *names, *more).exit_code == 0
    assert cohortmatch(command, "july", *names[:2], *more).exit_code == 2


@pytest.mark.parametrize(
    ("dip", "lamp_room", "asked"),
    [
        (ALL, ALL, True),
        (ALL, ALL[:15], True),
        (ALL, ALL[:14], False),
        (ALL, ALL[::-1], True),
        (ALL, "ABCD", False),
        ("ABCDEFGH", "ABCDEFGH", False),
    ],
)
def test_a_copy_has_fifteen_rows_and_nine_in_ten(
    cohortmatch: Command, dip: str, lamp_room: str, asked: bool
) -> None:
    write("july", {"DIP": dip, "Lamp room": lamp_room})
    told = cohortmatch("run", "july", "-o", "out", *STORE)
    assert told.exit_code == (2 if asked else 0)


def test_two_sheets_with_the_same_rows_are_asked_about(cohortmatch: Command) -> None:
    rows = [("Surname", "Forename", "DOB"), *[_row(each)[:3] for each in ALL]]
    Path("july").mkdir()
    with xlsxwriter.Workbook("july/Panels.xlsx") as book:
        for name in ("IOM", "SGV"):
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    told = cohortmatch("run", "july", "-o", "out", *STORE)
    assert told.exit_code == 2
    assert "Take one of the two sheets out of Panels.xlsx" in told.stderr


def test_two_lists_swapped_by_name_are_asked_about_though_they_share_people(
    cohortmatch: Command,
) -> None:
    write("june", {"IOM": "ABCDEF", "DIP": "CDEFGH"})
    write("july", {"IOM": "CDEFGH", "DIP": "ABCDEF"})
    for folder, file in (("june", "IOM"), ("july", "DIP")):
        path = Path(folder) / f"{file}.csv"
        pd.read_csv(path, dtype=str).drop(columns="Postcode").to_csv(path, index=False)
    assert cohortmatch("run", "june", "-o", "out", "--as-of", "2026-06-01", *STORE).exit_code == 0
    before = Path("cohortmatch.db").read_bytes()
    told = cohortmatch("run", "july", "-o", "out", "--as-of", "2026-07-01", *STORE)
    assert told.exit_code == 2 and "DIP: holds the rows of IOM (6 of 6)" in told.stderr
    assert Path("cohortmatch.db").read_bytes() == before
    names = shlex.split(told.stderr[told.stderr.index("--panel") :])
    again = ["-o", "out", "--as-of", "2026-07-01", "--json", *STORE]
    done = cohortmatch("run", "july", *names, *again)
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout)["remembered"] is not None
    changes = pd.read_excel("out/cross-reference.xlsx", "Changes", header=None, engine="openpyxl")
    assert not changes[0].astype(str).str.contains("Joined|Left|Moved").any()


def test_a_name_that_the_user_gives_is_never_taken_for_another(cohortmatch: Command) -> None:
    write("june", JUNE)
    run(cohortmatch, "june", "2026-06-01")
    write("july", {"IOM": "ABCDEF", "Lamp room": "CDEFGH"})
    answer = run(cohortmatch, "july", "2026-07-01", "--panel", "Lamp room=july/Lamp room.csv")
    assert not any("looks like" in note for note in answer["notes"])  # type: ignore[attr-defined]
    assert "Lamp room:2" in ids("july")


def test_check_says_so_too_and_saves_the_name_without_the_month(cohortmatch: Command) -> None:
    write("june", JUNE)
    Path("cohortmatch.toml").write_text('[run]\nstore = "cohortmatch.db"\n', encoding="utf-8")
    run(cohortmatch, "june", "2026-06-01")
    write("july", {"IOM": "ABCDEF", "Lamp room": "CDEFGH", "Custody panel 2026-07": "AEGH"})
    told = cohortmatch("check", "july", "--save")
    assert "Lamp room looks like DIP of 1 Jun 2026 (6 of 6 rows)" in told.stdout, told.stderr
    saved = Path("cohortmatch.toml").read_text(encoding="utf-8")
    assert '[lists."Custody panel"]' in saved and "2026-07" not in saved


GONE = "somebody is no longer on a list, or the list was not read"


@pytest.mark.parametrize(
    ("gone", "told"),
    [
        (0, []),
        (1, [f"1 decision waits: {GONE}"]),
        (3, [f"3 decisions wait: {GONE}"]),
    ],
)
def test_decisions_about_nobody_on_the_lists_are_told(gone: int, told: list[str]) -> None:
    remembered = Remembered(applied=0, asked_again=(), contradictions=(), not_sure=0, gone=gone)
    assert list(remembered_text(remembered)) == told
