"""`cohortmatch decide` and what runs make of it: decided once, asked again only for a reason."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from cli.deciding import a_report, again, fill_in, small_lists, sort_backwards
from running import Command

HOMES = pytest.mark.parametrize(
    "home", [("--decisions", "decisions.csv"), ("--store", "cohortmatch.db")], ids=["file", "store"]
)
Home = tuple[str, str]


@pytest.fixture
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_lists(tmp_path_factory.mktemp("small") / "lists")


@HOMES
def test_a_second_run_with_everything_decided_asks_nothing(
    cohortmatch: Command, lists: Path, home: Home
) -> None:
    a_report(cohortmatch, lists, *home)
    pairs = fill_in(reason="seen by the panel")
    assert pairs
    told = cohortmatch("decide", "june/cross-reference.xlsx", *home)
    assert told.exit_code == 0, told.stderr
    assert told.stdout.startswith(f"{len(pairs)} decisions kept in {home[1]}\n")
    out = again(cohortmatch, *home)
    assert "No pair needs a person to decide" in out
    assert f"{len(pairs)} pairs already decided by your team" in out


@HOMES
def test_where_decisions_are_kept_is_known_from_the_report(
    cohortmatch: Command, lists: Path, home: Home
) -> None:
    a_report(cohortmatch, lists, *home)
    fill_in()
    told = cohortmatch("decide", "june/cross-reference.xlsx")
    assert told.exit_code == 0, told.stderr
    assert home[1] in told.stdout


def test_settings_can_say_where_they_are_kept(cohortmatch: Command, lists: Path) -> None:
    Path("cohortmatch.toml").write_text('[run]\nstore = "kept.db"\nby = "sam"\n', encoding="utf-8")
    a_report(cohortmatch, lists)
    pairs = fill_in()
    cohortmatch("decide", "june")
    assert f"{len(pairs)} pairs already decided" in again(cohortmatch)
    told = json.loads(cohortmatch("decisions", "list", "--json").stdout)
    assert {each["by"] for each in told["decisions"]} == {"sam"}
    assert Path("kept.db").is_file() and Path("kept.audit.jsonl").is_file()


def test_nowhere_to_keep_them_is_wrong_usage(cohortmatch: Command, lists: Path) -> None:
    a_report(cohortmatch, lists, "--no-store")
    fill_in()
    told = cohortmatch("decide", "june/cross-reference.xlsx")
    assert told.exit_code == 2
    assert "Say where decisions are kept: --decisions decisions.csv" in told.stderr


@HOMES
def test_a_sorted_and_part_filled_sheet_is_safe(
    cohortmatch: Command, lists: Path, home: Home
) -> None:
    a_report(cohortmatch, lists, *home)
    pairs = fill_in(["Same person", None, "Different people"])
    sort_backwards()
    told = cohortmatch("decide", "june/cross-reference.xlsx", "--json")
    answer = json.loads(told.stdout)
    assert (answer["same"], answer["different"], answer["not_sure"]) == (1, 1, 0)
    kept = json.loads(cohortmatch("decisions", "list", *home, "--json").stdout)["decisions"]
    by_pair = {frozenset((each["left"], each["right"])): each["answer"] for each in kept}
    assert by_pair == {
        frozenset(pairs[0].split(" | ")): "same",
        frozenset(pairs[2].split(" | ")): "different",
    }


def test_taking_in_the_same_sheet_twice_adds_nothing(cohortmatch: Command, lists: Path) -> None:
    a_report(cohortmatch, lists, "--store", "cohortmatch.db")
    pairs = fill_in()
    cohortmatch("decide", "june")
    told = cohortmatch("decide", "june")
    assert told.stdout.startswith(f"No new decision\n{len(pairs)} decisions already known")


def test_a_report_is_not_written_again_from_other_lists(cohortmatch: Command, lists: Path) -> None:
    a_report(cohortmatch, lists, "--store", "cohortmatch.db")
    fill_in()
    file = Path("lists/IOM.csv")
    file.write_text(file.read_text().replace("Quarmby", "Quarmbey"))
    told = cohortmatch("decide", "june")
    assert told.exit_code == 0, told.stderr
    assert "cohortmatch run" not in told.stdout
    assert "Other lists lie where this report's lists did: the next run counts" in told.stdout


def test_an_answer_that_is_none_is_told_with_its_row_and_nothing_is_taken_in(
    cohortmatch: Command, lists: Path
) -> None:
    a_report(cohortmatch, lists, "--decisions", "d.csv")
    fill_in(["Same person", "Zyxquill", "maybe"])
    told = cohortmatch("decide", "june/cross-reference.xlsx")
    assert told.exit_code == 1
    lines = told.stderr.splitlines()
    assert len(lines) == 2
    assert all("row" in line and "choose Same person" in line for line in lines)
    assert "Zyxquill" not in told.output
    assert not Path("d.csv").exists()


@HOMES
def test_turned_rows_reopen_nothing_and_a_changed_date_exactly_its_pairs(
    cohortmatch: Command, lists: Path, home: Home
) -> None:
    a_report(cohortmatch, lists, *home)
    pairs = fill_in()
    cohortmatch("decide", "june")
    file = Path("lists/IOM.csv")
    table = pd.read_csv(file, dtype=str, keep_default_na=False)
    table.iloc[::-1, ::-1].to_csv(file, index=False)
    assert "No pair needs a person" in again(cohortmatch, *home, out="turned")
    listing = next(side for side in pairs[0].split(" | ") if side.startswith("IOM:"))
    table.loc[int(listing.removeprefix("IOM:")) - 2, "DOB"] = "04/04/1989"
    table.to_csv(file, index=False)
    told = cohortmatch("run", "lists", "-o", "july", "--as-of", "2026-06-01", *home, "--json")
    answer = json.loads(told.stdout)["remembered"]
    touched = {pair for pair in pairs if listing in pair.split(" | ")}
    asked = {
        frozenset((each["decision"]["left"], each["decision"]["right"]))
        for each in answer["asked_again"]
    }
    assert asked == {frozenset(pair.split(" | ")) for pair in touched}
    assert all(
        each["changed"] == [f"{listing}: the date of birth"] for each in answer["asked_again"]
    )
    assert answer["applied"] == len(pairs) - len(touched)
    queue = set(openpyxl_pairs("july"))
    assert touched <= queue


def openpyxl_pairs(out: str) -> list[str]:
    page = openpyxl.load_workbook(Path(out, "cross-reference.xlsx"))["To review"]
    return [str(row[0].value) for row in page.iter_rows() if " | " in str(row[0].value)]


def test_lists_that_changed_since_the_report_are_refused(cohortmatch: Command, lists: Path) -> None:
    a_report(cohortmatch, lists, "--decisions", "d.csv")
    fill_in()
    file = next(each for each in sorted(Path("lists").iterdir()) if each.suffix == ".csv")
    file.write_bytes(file.read_bytes() + b"\n")
    told = cohortmatch("decide", "june")
    assert told.exit_code == 1
    assert f"{file.name}: not what the report was made from" in told.stderr
    shutil.copytree(lists, "before")
    assert cohortmatch("decide", "june", "--lists", "before").exit_code == 0


def drop_the_stamp(path: Path) -> None:
    """Save the workbook as a program does that does not know the stamp."""
    book = openpyxl.load_workbook(path)
    for name in list(book.custom_doc_props.names):
        del book.custom_doc_props[name]
    book.save(path)


@pytest.mark.parametrize("stamped", [True, False], ids=["stamped", "stamp dropped"])
@HOMES
def test_an_old_workbook_beside_a_newer_report_is_refused(
    cohortmatch: Command, lists: Path, home: Home, stamped: bool
) -> None:
    """Filled in in May, it comes back when June's report, on other rows, stands in the folder."""
    a_report(cohortmatch, lists, *home)
    pairs = fill_in()
    old = Path("june/cross-reference.xlsx").rename("filled in.xlsx")
    if not stamped:
        drop_the_stamp(old)
    file = Path("lists/IOM.csv")
    heads, *rows = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join([heads, *rows[::-1]]), encoding="utf-8")
    told = cohortmatch("run", "lists", "-o", "june", "--as-of", "2026-07-01", *home)
    assert told.exit_code == 0, told.stderr
    own = Path("june/cross-reference.xlsx")
    own.rename("own.xlsx")
    shutil.copy(old, own)
    told = cohortmatch("decide", "june")
    assert told.exit_code == 1
    assert "the workbook of another report, made from other lists (1 Jun 2026)" in told.stderr
    kept = cohortmatch("decisions", "list", *home, "--json")
    assert kept.exit_code != 0 or json.loads(kept.stdout)["decisions"] == []
    Path("own.xlsx").rename(own)
    assert cohortmatch("decide", "june").exit_code == 0
    assert pairs


def test_a_workbook_of_the_very_same_lists_is_taken_in(cohortmatch: Command, lists: Path) -> None:
    a_report(cohortmatch, lists, "--decisions", "d.csv")
    pairs = fill_in()
    Path("june/cross-reference.xlsx").rename("filled in.xlsx")
    home = ("--decisions", "d.csv")
    told = cohortmatch("run", "lists", "-o", "june", "--as-of", "2026-07-01", *home)
    assert told.exit_code == 0, told.stderr
    told = cohortmatch("decide", "filled in.xlsx", "--report", "june")
    assert told.stdout.startswith(f"{len(pairs)} decisions kept in d.csv")


def test_with_a_store_the_lists_may_be_gone(cohortmatch: Command, lists: Path) -> None:
    a_report(cohortmatch, lists, "--store", "cohortmatch.db")
    pairs = fill_in()
    Path("lists").rename("away")
    told = cohortmatch("decide", "june")
    assert told.exit_code == 0, told.stderr
    assert told.stdout.startswith(f"{len(pairs)} decisions")
    Path("away").rename("lists")
    assert "No pair needs a person" in again(cohortmatch, "--store", "cohortmatch.db")


def test_a_workbook_moved_elsewhere_needs_to_be_told_its_report(
    cohortmatch: Command, lists: Path
) -> None:
    a_report(cohortmatch, lists, "--decisions", "d.csv")
    fill_in()
    Path("mail").mkdir()
    shutil.move("june/cross-reference.xlsx", "mail/filled in.xlsx")
    assert cohortmatch("decide", "mail/filled in.xlsx").exit_code == 1
    assert cohortmatch("decide", "mail/filled in.xlsx", "--report", "june").exit_code == 0


def test_decisions_among_the_lists_would_be_read_as_one(cohortmatch: Command, lists: Path) -> None:
    shutil.copytree(lists, "lists")
    told = cohortmatch("run", "lists", "-o", "june", "--decisions", "lists/decisions.csv")
    assert told.exit_code == 2
    assert "keep it apart" in told.stderr


def test_why_knows_of_decisions(cohortmatch: Command, lists: Path) -> None:
    a_report(cohortmatch, lists, "--decisions", "d.csv")
    left, right = fill_in(["Different people"])[0].split(" | ")
    cohortmatch("decide", "june")
    again(cohortmatch, "--decisions", "d.csv")
    told = json.loads(cohortmatch("why", "june", left, right, "--json").stdout)
    assert (told["one_person"], told["band"]) == (False, "different")


def test_contradictions_are_told_and_how_to_end_them(cohortmatch: Command, lists: Path) -> None:
    a_report(cohortmatch, lists, "--decisions", "d.csv")
    left, right = fill_in()[0].split(" | ")
    third = fill_in()[-1].split(" | ")[0]
    rows = [(left, right, "same"), (right, third, "same"), (left, third, "different")]
    lines = ["left,right,decision", *(",".join(row) for row in rows)]
    Path("answers.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert cohortmatch("decide", "answers.csv", "--report", "june").exit_code == 0
    out = again(cohortmatch, "--decisions", "d.csv")
    assert "Decisions that cannot all be true; none of them is applied:" in out
    undo = "→ take one back, for example: cohortmatch decisions undo 3 --decisions d.csv"
    assert undo in out
    assert cohortmatch("decisions", "undo", 3, "--decisions", "d.csv").exit_code == 0
    assert "cannot all be true" not in again(cohortmatch, "--decisions", "d.csv")
