"""`cohortmatch decide OUT --same NEW EARLIER`: whether somebody with a new id was known before."""

from __future__ import annotations

import json
import re
import shlex
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from cohortmatch.store import Store
from running import Command

STORE = ("--store", "cohortmatch.db")
HEADINGS = ["Surname", "Forename", "DOB", "PNC ID", "Postcode"]
OTHERS = [
    ("Ockford", "Brenda", "11/02/1980", "", "RM1 1AA"),
    ("Pellow", "Carla", "12/03/1981", "", "RM1 2AA"),
    ("Quist", "Dora", "13/04/1982", "", "RM1 3AA"),
    ("Rumble", "Ed", "14/05/1983", "", "RM1 4AA"),
]
JUNE = ("Langbury", "Adam", "20/02/1986", "", "E5 5AA")
JULY = ("Langbury", "Adam", "", "", "")


def month(
    cohortmatch: Command,
    name: str,
    day: str,
    row: tuple[str, ...] | None,
    *more: tuple[str, ...],
    trial: bool = False,
) -> str:
    """A month's lists, run, with a row on IOM and `more` after it; what was told."""
    Path(name).mkdir(exist_ok=True)
    for place, each in (("IOM", row), ("SGV", None)):
        rows = [*OTHERS, *([each, *more] if each else [])]
        table = pd.DataFrame(rows, columns=HEADINGS)
        table.to_csv(Path(name) / f"{place}.csv", index=False)
    flags = ["--trial"] * trial
    told = cohortmatch("run", name, "-o", f"out-{name}", "--as-of", day, *STORE, *flags)
    assert told.exit_code == 0, told.stderr
    return str(told.stdout)


def id_of(name: str) -> str:
    table = pd.read_csv(f"out-{name}/memberships.csv", dtype=str).set_index("listing_id")
    return str(table["person_id"].get("IOM:6", ""))


def doubts(name: str) -> list[list[object]]:
    page = openpyxl.load_workbook(f"out-{name}/cross-reference.xlsx")["Changes"]
    rows = [[cell or "" for cell in row] for row in page.iter_rows(values_only=True)]
    return [row for row in rows if row[0] == "Perhaps somebody known before"]


@pytest.fixture
def asked(cohortmatch: Command) -> str:
    """Two months, of which the second says who may be whom; what it told."""
    month(cohortmatch, "june", "2026-06-01", JUNE)
    return month(cohortmatch, "july", "2026-07-01", JULY)


def test_the_doubt_is_told_with_the_command_that_settles_it(
    cohortmatch: Command, asked: str
) -> None:
    assert (id_of("june"), id_of("july")) == ("P0005", "P0006")
    (line,) = [line for line in asked.splitlines() if "known before" in line]
    words, command = line.split(" → ")
    assert words == "P0006 may be P0005, known before; say so, or put --different for --same"
    (row,) = doubts("july")
    assert row[1:7] == [
        *("P0006", "Adam LANGBURY", "", "P0005", "P0006"),
        "Say which: cohortmatch decide FOLDER --same P0006 P0005, or --different; "
        "FOLDER is this report's",
    ]
    told = cohortmatch(*shlex.split(command)[1:])
    assert told.exit_code == 0, told.stderr
    assert re.match(r"1 decision kept in cohortmatch.db\n", told.stdout)


def test_who_is_the_same_person_goes_by_the_earlier_id_from_then_on(
    cohortmatch: Command, asked: str
) -> None:
    del asked
    assert cohortmatch("decide", "out-july", "--same", "P0006", "P0005", *STORE).exit_code == 0
    told = month(cohortmatch, "july", "2026-07-01", JULY)
    assert id_of("july") == "P0005" and "known before" not in told and not doubts("july")
    assert "wait" not in told
    month(cohortmatch, "august", "2026-08-01", JULY)
    assert id_of("august") == "P0005"


def test_next_month_he_goes_by_it_too_and_has_not_left_and_joined(
    cohortmatch: Command, asked: str
) -> None:
    """The month in which the doubt was told is not run again."""
    del asked
    assert cohortmatch("decide", "out-july", "--same", "P0006", "P0005", *STORE).exit_code == 0
    month(cohortmatch, "august", "2026-08-01", JULY)
    assert id_of("august") == "P0005"
    page = openpyxl.load_workbook("out-august/cross-reference.xlsx")["Changes"]
    assert not [row for row in page.iter_rows(values_only=True) if row[1] in ("P0005", "P0006")]


def test_who_is_somebody_else_keeps_the_new_id_and_is_not_told_again(
    cohortmatch: Command, asked: str
) -> None:
    del asked
    assert cohortmatch("decide", "out-july", "--different", "P0006", "P0005", *STORE).exit_code == 0
    month(cohortmatch, "july", "2026-07-01", JULY)
    assert id_of("july") == "P0006" and not doubts("july")


def test_the_report_lists_it_among_the_decisions_in_force(cohortmatch: Command, asked: str) -> None:
    del asked
    cohortmatch("decide", "out-july", "--same", "P0006", "P0005", "--by", "sam", *STORE)
    month(cohortmatch, "july", "2026-07-01", JULY)
    book = openpyxl.load_workbook("out-july/cross-reference.xlsx")["Decisions in force"]
    rows = [row for row in book.iter_rows(values_only=True) if row[1] == "P0005 | P0006"]
    assert [row[2:6] for row in rows] == [
        ("Adam LANGBURY", "Not recorded", "Same person", "sam"),
    ]
    assert book["A2"].value == "1 decision of your team in force."


def test_it_can_be_undone(cohortmatch: Command, asked: str) -> None:
    del asked
    cohortmatch("decide", "out-july", "--same", "P0006", "P0005", *STORE)
    listed = json.loads(cohortmatch("decisions", "list", *STORE, "--json").stdout)["decisions"]
    assert [(each["left"], each["right"], each["answer"]) for each in listed] == [
        ("P0005", "P0006", "same")
    ]
    assert cohortmatch("decisions", "undo", "1", *STORE).exit_code == 0
    month(cohortmatch, "july", "2026-07-01", JULY)
    assert id_of("july") == "P0006" and doubts("july")


def test_where_both_stand_on_the_lists_again_nothing_untrue_is_told(
    cohortmatch: Command, asked: str
) -> None:
    del asked
    cohortmatch("decide", "out-july", "--same", "P0006", "P0005", *STORE)
    told = month(cohortmatch, "august", "2026-08-01", JULY, JUNE)
    page = openpyxl.load_workbook("out-august/cross-reference.xlsx")["Changes"]
    rows = [row[:4] for row in page.iter_rows(values_only=True) if row[1] in ("P0005", "P0006")]
    assert id_of("august") == "P0006"
    assert [(row[0], row[1]) for row in rows] == [("Returned to a panel", "P0005")]
    assert "P0006 and P0005 were decided to be the same person, and both stand on the lists" in told


def test_it_is_kept_while_either_is_remembered(cohortmatch: Command, asked: str) -> None:
    del asked
    cohortmatch("decide", "out-july", "--same", "P0006", "P0005", *STORE)
    late = date(2099, 1, 1)
    with Store("cohortmatch.db") as store:
        june, july = (store.runs_of_day(date(2026, month, 1)) for month in (6, 7))
        assert store.erase(june, late) == 0
        assert store.erase(july, late) == 1


@pytest.mark.parametrize(
    ("pair", "fault"),
    [
        (("P0006", "P0099"), "P0099: nobody of this id is remembered"),
        (("P0006", "IOM:6"), "IOM:6: is no id of a person"),
        (("P0006", "P0006"), "P0006: is one id"),
        (("P0006", "P0001"), "P0006 and P0001: both stand on the lists"),
    ],
)
def test_what_cannot_be_decided_is_told_and_nothing_is(
    cohortmatch: Command, asked: str, pair: tuple[str, str], fault: str
) -> None:
    del asked
    told = cohortmatch("decide", "out-july", "--same", *pair, "--same", "P0006", "P0005", *STORE)
    assert told.exit_code == 1 and fault in told.stderr
    assert cohortmatch("decisions", "list", *STORE).stdout == "Nothing is decided yet\n"


ELSE = ("Marchbank", "Peter", "14/03/1985", "", "E6 4NE")


def test_two_ids_of_which_no_report_asked_are_one_only_if_somebody_is_sure(
    cohortmatch: Command,
) -> None:
    month(cohortmatch, "june", "2026-06-01", JUNE)
    month(cohortmatch, "july", "2026-07-01", ELSE)
    told = cohortmatch("decide", "out-july", "--same", "P0006", "P0005", *STORE)
    assert told.exit_code == 1
    assert (
        "P0006 and P0005: no report asked whether they are one person. P0006 was on IOM on 1 Jul "
        "2026; P0005 was on IOM on 1 Jun 2026. They differ in the name and the date of birth. If "
        "you are sure, add --sure" in told.stderr
    )
    assert not any(cell.casefold() in told.stderr.casefold() for cell in (*JUNE[:3], *ELSE[:3]))
    assert cohortmatch("decisions", "list", *STORE).stdout == "Nothing is decided yet\n"
    sure = cohortmatch("decide", "out-july", "--same", "P0006", "P0005", "--sure", *STORE)
    assert sure.exit_code == 0, sure.stderr
    month(cohortmatch, "july", "2026-07-01", ELSE)
    assert id_of("july") == "P0005"
    assert cohortmatch("decisions", "undo", "1", *STORE).exit_code == 0
    month(cohortmatch, "july", "2026-07-01", ELSE)
    assert id_of("july") == "P0006"


def test_a_trial_prints_no_answer_that_could_not_be_kept(cohortmatch: Command) -> None:
    month(cohortmatch, "june", "2026-06-01", JUNE)
    told = month(cohortmatch, "july", "2026-07-01", JULY, trial=True)
    assert "P0006 may be P0005, known before; run without --trial to say so" in told
    assert "cohortmatch decide" not in told
    (row,) = doubts("july")
    assert row[6] == "Run without --trial to say which"


@pytest.mark.parametrize("answer", ["--same", "--different"])
def test_an_answer_that_is_taken_back_leaves_the_doubt_as_it_was(
    cohortmatch: Command, asked: str, answer: str
) -> None:
    before = doubts("july")
    command = shlex.split(
        next(line for line in asked.splitlines() if "→ cohortmatch decide" in line).split(" → ")[1]
    )
    assert (
        cohortmatch(*[answer if word == "--same" else word for word in command[1:]]).exit_code == 0
    )
    month(cohortmatch, "july", "2026-07-01", JULY)
    assert (id_of("july"), doubts("july")) == ("P0005" if answer == "--same" else "P0006", [])
    assert cohortmatch("decisions", "undo", "1").exit_code == 0
    month(cohortmatch, "july", "2026-07-01", JULY)
    assert (id_of("july"), doubts("july")) == ("P0006", before)


OTHER = ("Langbury", "Adam", "", "", "E17 9ZZ")


@pytest.fixture
def rows_decided(cohortmatch: Command) -> tuple[str, str]:
    """In June Adam is on a list, in July another row of his name and he is gone, in August both:
    then the two rows are decided to be different people. The ids of the two."""
    month(cohortmatch, "june", "2026-06-01", JUNE)
    month(cohortmatch, "july", "2026-07-01", OTHER)
    month(cohortmatch, "august", "2026-08-01", JUNE, OTHER)
    answers = pd.DataFrame([("IOM:6", "IOM:7", "different")], columns=["left", "right", "decision"])
    answers.to_csv("answers.csv", index=False)
    told = cohortmatch("decide", "answers.csv", "--report", "out-august", *STORE)
    assert told.exit_code == 0, told.stderr
    return id_of("june"), id_of("july")


def test_of_two_whose_rows_are_decided_to_be_different_no_doubt_is_told(
    cohortmatch: Command, rows_decided: tuple[str, str]
) -> None:
    earlier, new = rows_decided
    assert [row[4:6] for row in doubts("july")] == [[earlier, new]]
    month(cohortmatch, "july", "2026-07-01", OTHER)
    assert id_of("july") == new
    assert doubts("july") == []


def test_two_whose_rows_are_decided_to_be_different_are_not_said_to_be_one(
    cohortmatch: Command, rows_decided: tuple[str, str]
) -> None:
    earlier, new = rows_decided
    month(cohortmatch, "september", "2026-09-01", OTHER)
    told = cohortmatch("decide", "out-september", "--same", new, earlier, "--sure", *STORE)
    assert told.exit_code == 1
    assert told.stderr.splitlines()[-1] == (
        f"{new} and {earlier}: decision 1 says that rows of theirs are different people; if that "
        "is wrong, undo it first: cohortmatch decisions undo 1"
    )
    assert cohortmatch("decisions", "undo", 1, *STORE).exit_code == 0
    told = cohortmatch("decide", "out-september", "--same", new, earlier, "--sure", *STORE)
    assert told.exit_code == 0, told.stderr
