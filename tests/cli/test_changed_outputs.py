"""What people typed into a report is never lost when it is written again."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from datetime import date
from pathlib import Path

import openpyxl
import pytest

import cohortmatch as cm
from cli.deciding import a_report, fill_in, small_lists, sort_backwards, steps
from cohortmatch.core.errors import OutputError
from cohortmatch.reporting.set_aside import copies_of
from cohortmatch.store import Store
from decided import some_lists
from running import AS_OF, Command

RUN = ("run", "lists", "-o", "june", "--as-of", AS_OF)
BOOK = Path("june/cross-reference.xlsx")
TODAY = date.today()


@pytest.fixture
def here(cohortmatch: Command, tmp_path_factory: pytest.TempPathFactory) -> Command:
    """The command beside two panels' lists and the report on them in `june`, with its store."""
    a_report(cohortmatch, small_lists(tmp_path_factory.mktemp("small") / "lists"))
    return cohortmatch


def contents(folder: str = "june") -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


def copies() -> list[str]:
    return [path.name for path in copies_of(Path("june"))]


def write_in(sheet: str, cell: str, value: object) -> None:
    """Write into a cell of the report's workbook, as somebody with a spreadsheet would."""
    book = openpyxl.load_workbook(BOOK)
    book[sheet][cell].value = value
    book.save(BOOK)


def decided(command: Command) -> int:
    told = command("decisions", "list", "--json")
    return len(json.loads(told.stdout)["decisions"]) if told.exit_code == 0 else 0


def test_decisions_that_were_filled_in_are_taken_in_by_the_next_run(here: Command) -> None:
    pairs = fill_in(reason="seen by the panel")
    told = here(*RUN)
    assert told.exit_code == 0, told.stderr
    assert f"{len(pairs)} decisions taken in from the workbook as it was" in told.stdout
    assert f"{len(pairs)} pairs already decided by your team" in told.stdout
    assert "No pair needs a person to decide" in told.stdout
    assert decided(here) == len(pairs)
    events = json.loads(here("audit", "show", "--json").stdout)["events"]
    assert [(each["kind"], each["command"]) for each in events[1:]] == [
        ("alteration", "run"),
        ("combination", "run"),
    ]
    assert copies() == []
    assert json.loads(here(*RUN, "--json").stdout)["taken_in"] == 0


def test_a_file_of_decisions_takes_them_in_too(here: Command) -> None:
    here(*RUN, "--decisions", "d.csv")
    pairs = fill_in()
    told = here(*RUN, "--decisions", "d.csv")
    assert f"{len(pairs)} pairs already decided by your team" in told.stdout
    assert len(Path("d.csv").read_text(encoding="utf-8").splitlines()) == len(pairs) + 1


def test_next_month_s_lists_take_in_last_month_s_decisions(here: Command) -> None:
    pairs = fill_in()
    file = Path("lists/IOM.csv")
    heads, *rows = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join([heads, *rows[::-1]]), encoding="utf-8")
    told = here(*RUN[:4], "--as-of", "2026-07-01")
    assert told.exit_code == 0, told.stderr
    assert f"{len(pairs)} pairs already decided by your team" in told.stdout


def test_without_a_memory_the_run_stops_and_prints_what_to_do(here: Command) -> None:
    shutil.rmtree("june")
    here(*RUN, "--no-store")
    pairs = fill_in()
    before = contents()
    told = here(*RUN, "--no-store")
    assert told.exit_code == 1
    assert "decisions were written in it that are kept nowhere yet" in told.stderr
    assert contents() == before
    (decide,) = steps(told)
    assert decide == ["decide", "june", "--decisions", "decisions.csv"]
    (again,) = steps(here(*decide))
    assert f"{len(pairs)} pairs already decided by your team" in here(*again).stdout


def test_decisions_that_are_kept_already_stop_nothing(here: Command) -> None:
    fill_in()
    told = here(*RUN, "--no-store")
    assert told.exit_code == 1
    assert steps(told) == [["decide", "june"]]
    assert here("decide", "june").exit_code == 0
    assert here(*RUN, "--no-store").exit_code == 0
    assert copies() == []


def test_if_one_cannot_be_read_nothing_is_taken_in_and_nothing_is_written(here: Command) -> None:
    fill_in(["Same person", "Zyxquill", "Different people"])
    before = contents()
    told = here(*RUN)
    assert told.exit_code == 1
    assert "the decision is none of the three" in told.stderr
    assert "it is not written over" in told.stderr and "Zyxquill" not in told.output
    assert contents() == before and decided(here) == 0


@pytest.mark.parametrize("name", ["people.csv", "cross-reference.html", "run.json"])
def test_another_file_that_was_changed_is_set_aside_noted_and_told(
    here: Command, name: str
) -> None:
    path = Path("june", name)
    original = path.read_bytes()
    mine = original.replace(b"Ivor", b"IVOR").replace(b'"pairs"', b'"twos"', 1)
    assert mine != original
    path.write_bytes(mine)
    told = here(*RUN)
    assert told.exit_code == 0, told.stderr
    copy = f"{path.stem} (set aside {TODAY}){path.suffix}"
    assert f"Changed since it was written, and set aside: {Path('june', copy)}\n" in told.stdout
    assert Path("june", copy).read_bytes() == mine
    assert path.read_bytes() == original or name == "run.json"
    assert copies() == [copy]
    with Store("cohortmatch.db") as store:
        found = store._db.execute("SELECT path FROM outputs").fetchall()
    assert (str(Path("june", copy).resolve()),) in found


def test_a_second_one_on_the_same_day_has_a_number_and_the_first_stays_noted(
    here: Command,
) -> None:
    for text in ("one", "two"):
        Path("june/people.csv").write_text(text, encoding="utf-8")
        assert here(*RUN).exit_code == 0
    first, second = f"people (set aside {TODAY}).csv", f"people (set aside {TODAY}, 2).csv"
    assert copies() == [first, second]
    assert [Path("june", each).read_text() for each in (first, second)] == ["one", "two"]
    before = contents()
    assert here(*RUN).exit_code == 0
    after = contents()
    assert {name for name in before if before[name] != after[name]} <= {"run.json"}
    assert copies() == [first, second]


def test_a_note_on_another_sheet_is_set_aside_and_the_decisions_are_taken_in(
    here: Command,
) -> None:
    pairs = fill_in()
    write_in("Corrections", "J2", "rang the officer")
    told = here(*RUN)
    assert f"{len(pairs)} pairs already decided by your team" in told.stdout
    (copy,) = copies()
    assert openpyxl.load_workbook(Path("june", copy))["Corrections"]["J2"].value


def test_a_reason_without_a_decision_is_not_lost(here: Command) -> None:
    fill_in([None] * 99, reason="ask the officer first")
    assert here(*RUN).exit_code == 0
    assert copies() == [f"cross-reference (set aside {TODAY}).xlsx"]


def test_a_sorted_sheet_has_not_changed(here: Command) -> None:
    pairs = fill_in()
    sort_backwards()
    assert f"{len(pairs)} pairs already decided" in here(*RUN).stdout
    assert copies() == []


def saved_by_openpyxl() -> None:
    openpyxl.load_workbook(BOOK).save(BOOK)


def saved_by_libreoffice() -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    done = subprocess.run(
        [office, f"-env:UserInstallation=file://{Path('profile').resolve()}", "--headless",
         "--convert-to", "xlsx", "--outdir", "saved", str(BOOK)],
        capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    shutil.move("saved/cross-reference.xlsx", BOOK)


def tables_saved_by_a_spreadsheet() -> None:
    """With a mark at the beginning, other line endings and more quotation marks."""
    for path in Path("june").glob("*.csv"):
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
        target = io.StringIO()
        csv.writer(target, quoting=csv.QUOTE_ALL).writerows(rows)
        path.write_bytes(b"\xef\xbb\xbf" + target.getvalue().encode())


@pytest.mark.parametrize(
    "save", [saved_by_openpyxl, saved_by_libreoffice, tables_saved_by_a_spreadsheet]
)
def test_a_file_that_was_only_opened_and_saved_is_not_changed(here: Command, save: object) -> None:
    before = contents()
    assert callable(save)
    save()
    assert contents() != before
    told = here(*RUN)
    assert told.exit_code == 0, told.stderr
    assert "set aside" not in told.stdout and copies() == []
    assert {name for name, said in contents().items() if said != before[name]} <= {"run.json"}


@pytest.mark.parametrize("manifest", [None, b"{", b"[]"], ids=["gone", "cut", "another"])
def test_without_its_manifest_nothing_that_was_typed_is_lost(
    here: Command, manifest: bytes | None
) -> None:
    fill_in()
    typed = BOOK.read_bytes()
    if manifest is None:
        Path("june/run.json").unlink()
    else:
        Path("june/run.json").write_bytes(manifest)
    told = here(*RUN)
    assert told.exit_code == 0, told.stderr
    copy = f"cross-reference (set aside {TODAY}).xlsx"
    assert Path("june", copy).read_bytes() == typed and copy in copies()


def test_a_report_that_cannot_be_written_leaves_all_as_it_was(
    here: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OutputError("the disk is full")

    Path("june/people.csv").write_text("mine", encoding="utf-8")
    before = contents()
    monkeypatch.setattr("cohortmatch.services.run_report.write_files", full)
    assert here(*RUN).exit_code == 1
    assert contents() == before


def test_what_is_typed_while_the_lists_are_matched_is_not_lost(
    here: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cohortmatch.services import run_report

    matched = run_report.match

    def slowly(*args: object) -> object:
        found = matched(*args)  # type: ignore[arg-type]
        fill_in()
        return found

    monkeypatch.setattr(run_report, "match", slowly)
    told = here(*RUN)
    assert told.exit_code == 1
    assert "cross-reference.xlsx: was changed while the lists were matched" in told.stderr
    monkeypatch.setattr(run_report, "match", matched)
    assert "decisions taken in" in here(*RUN).stdout


def test_the_library_sets_aside_what_was_changed(here: Command) -> None:
    fill_in()
    typed = BOOK.read_bytes()
    cm.match(some_lists(), as_of=date(2026, 6, 1)).write("june")
    (copy,) = copies_of(Path("june"))
    assert copy.read_bytes() == typed
    assert BOOK.read_bytes() != typed


def test_a_copy_is_for_its_owner_only(here: Command) -> None:
    Path("june/people.csv").write_text("mine", encoding="utf-8")
    here(*RUN)
    assert [path.stat().st_mode & 0o777 for path in copies_of(Path("june"))] == [0o600]
