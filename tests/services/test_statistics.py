"""`cohortmatch statistics`: counts of a report, in a folder of their own, that name nobody."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from cohortmatch.cli import app
from cohortmatch.core.errors import FileError, OutputError, SettingsError
from cohortmatch.services.statistics import statistics

HEADINGS = ("Surname", "Forename", "DOB", "PNC ID")
FILES = ("quarters.csv", "statistics.csv", "statistics.html")


def people(first: int, last: int) -> list[tuple[str, ...]]:
    """So many people who are nobody else: names of letters only, adults all."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    names = (f"Q{letters[n // 26].lower()}{letters[n % 26].lower()}zel" for n in range(26 * 26))
    rows = [
        (name, "Ivor", f"{1 + n % 28:02}/{1 + n % 12:02}/{1960 + n % 40}", "")
        for n, name in enumerate(names)
    ]
    return rows[first:last]


def write(folder: Path, **lists: list[tuple[str, ...]]) -> Path:
    """Lists as CSV files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in lists.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([HEADINGS, *rows])
    return folder


def command(*args: object) -> str:
    done = CliRunner().invoke(app, [str(each) for each in args])
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three months: IOM with 23, 26 and 24 people, DIP with 3, none delivered and 4."""
    home = tmp_path_factory.mktemp("year")
    months = {4: (0, 23, 3), 5: (1, 27, None), 6: (3, 27, 4)}
    for month, (first, last, on_dip) in months.items():
        lists = {"IOM": people(first, last), "SGV": people(20, 60)}
        if on_dip is not None:
            lists["DIP"] = people(100, 100 + on_dip)
        write(home / f"lists-{month}", **lists)
        out, day = home / f"out-{month}", date(2026, month, 1)
        command("run", home / f"lists-{month}", "-o", out, "--as-of", day, "--store", home / "s.db")
    return home


@pytest.fixture(scope="module")
def shown(year: Path) -> dict[tuple[str, str, str], str]:
    """Every figure of the third month's statistics by its day, panel and name."""
    command("statistics", year / "out-6", "-o", year / "stats")
    with (year / "stats" / "statistics.csv").open(encoding="utf-8") as file:
        return {(r["day"], r["panel"], r["figure"]): r["value"] for r in csv.DictReader(file)}


APRIL, MAY, JUNE = "2026-04-01", "2026-05-01", "2026-06-01"
FIGURES = [
    ((APRIL, "IOM", "People"), "25", "23"),
    ((MAY, "IOM", "People"), "25", "26"),
    ((MAY, "IOM", "Joined"), "[c]", "4 joined"),
    ((JUNE, "IOM", "Joined"), "0", "nobody joined"),
    ((JUNE, "IOM", "Left"), "[c]", "2 left"),
    ((APRIL, "IOM", "Joined"), "[x]", "the first run cannot say who joined"),
    ((APRIL, "DIP", "People"), "[c]", "3"),
    ((MAY, "DIP", "People"), "[x]", "not delivered"),
    ((MAY, "All", "People on two panels or more"), "[x]", "a panel is missing"),
    ((JUNE, "All", "People on two panels or more"), "5", "7 are on IOM and SGV"),
]


@pytest.mark.parametrize(("of", "text", "because"), FIGURES)
def test_figures(
    shown: dict[tuple[str, str, str], str], of: tuple[str, str, str], text: str, because: str
) -> None:
    assert shown[of] == text, because


def test_it_writes_counts_and_nobody(year: Path, shown: object) -> None:
    written = sorted((year / "stats").iterdir())
    assert tuple(each.name for each in written) == FILES
    names = {row[0].casefold() for row in people(0, 200)}
    for each in written:
        text = each.read_text(encoding="utf-8").casefold()
        assert not any(name in text for name in names)
        assert "p0001" not in text and "iom:" not in text.replace("iom: ", "")


def test_the_page_says_the_rule_and_has_a_figure_in_words(year: Path, shown: object) -> None:
    page = (year / "stats" / "statistics.html").read_text(encoding="utf-8")
    assert "[c] stands for 1 to 4 people" in page
    assert "Victims, witnesses and relatives are never counted" in page
    assert page.count("<svg") == page.count('role="img"') == page.count("<desc") == 1
    assert "IOM: 25 (1 Apr 26), 25 (1 May 26)" in page
    assert "://" not in page


def test_a_month_run_again_replaces_it(year: Path, tmp_path: Path) -> None:
    lists = write(tmp_path / "lists", IOM=people(3, 60), SGV=people(20, 60), DIP=people(100, 104))
    out = tmp_path / "again"
    command("run", lists, "-o", out, "--as-of", JUNE, "--store", year / "s.db", "--trial")
    command("statistics", out, "-o", tmp_path / "stats", "--json")
    rows = (tmp_path / "stats" / "statistics.csv").read_text(encoding="utf-8").splitlines()
    assert [row for row in rows if ",IOM,People," in row][-1] == f"{JUNE},IOM,People,55"
    assert len({row[:10] for row in rows[1:]}) == 3


def test_the_rule_of_the_settings_holds(year: Path, tmp_path: Path) -> None:
    settings = tmp_path / "cohortmatch.toml"
    settings.write_text("[statistics]\nsuppress_below = 10\nround_to = 10\n", encoding="utf-8")
    told = command(
        "statistics", year / "out-6", "-o", tmp_path / "s", "--settings", settings, "--json"
    )
    answer = json.loads(told)
    assert (answer["suppress_below"], answer["round_to"]) == (10, 10)
    rows = (tmp_path / "s" / "statistics.csv").read_text(encoding="utf-8")
    assert (
        f"{JUNE},IOM,People,20" in rows and f"{JUNE},All,People on two panels or more,[c]" in rows
    )


@pytest.mark.parametrize("below", ["0", "-5", '"five"', "2.5", "101"])
def test_a_rule_that_cannot_be_is_refused(year: Path, tmp_path: Path, below: str) -> None:
    settings = tmp_path / "cohortmatch.toml"
    settings.write_text(f"[statistics]\nsuppress_below = {below}\n", encoding="utf-8")
    args = [
        "statistics",
        str(year / "out-6"),
        "-o",
        str(tmp_path / "s"),
        "--settings",
        str(settings),
    ]
    done = CliRunner().invoke(app, args)
    assert done.exit_code == 2 and "suppress_below" in done.output
    assert not (tmp_path / "s").exists()


def test_counts_never_stand_beside_people(year: Path) -> None:
    with pytest.raises(OutputError, match="must not stand beside people"):
        statistics(year / "out-6", year / "out-5")
    assert not (year / "out-5" / "statistics.csv").exists()


def test_counts_never_stand_among_the_lists(year: Path) -> None:
    with pytest.raises(SettingsError, match="the lists are in it"):
        statistics(year / "out-6", year / "lists-6")


def test_copied_among_the_lists_they_are_no_lists(
    year: Path, shown: object, tmp_path: Path
) -> None:
    lists = write(tmp_path / "lists", IOM=people(0, 23), SGV=people(20, 60))
    for name in FILES:
        (lists / name).write_bytes((year / "stats" / name).read_bytes())
    told = command("check", lists)
    assert told.startswith("Reading 2 lists")


def test_no_report(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"no run\.json"):
        statistics(tmp_path, tmp_path / "stats")


def test_a_report_of_an_earlier_version_is_to_be_written_again(year: Path, tmp_path: Path) -> None:
    old = json.loads((year / "out-6" / "run.json").read_text(encoding="utf-8"))
    del old["counts"]
    (tmp_path / "run.json").write_text(json.dumps(old), encoding="utf-8")
    with pytest.raises(FileError, match="an earlier version wrote it"):
        statistics(tmp_path, tmp_path / "stats")


def test_it_is_logged_without_names(year: Path, shown: object) -> None:
    lines = (year / "s.audit.jsonl").read_text(encoding="utf-8").splitlines()
    logged = next(each for each in lines if '"statistics"' in each)
    assert '"disclosure"' in logged and '"suppressed"' in logged
    assert all(name in logged for name in FILES)
    assert not any(row[0] in logged for row in people(0, 200))


def test_a_list_named_after_somebody_has_a_number(tmp_path: Path) -> None:
    lists = write(tmp_path / "lists", **{"IOM": people(0, 20), "Imelda Crane": people(10, 40)})
    command("run", lists, "-o", tmp_path / "out", "--as-of", date(2026, 6, 1))
    command("statistics", tmp_path / "out", "-o", tmp_path / "stats")
    files = {name: (tmp_path / "stats" / name).read_text(encoding="utf-8") for name in FILES}
    assert not any("Crane" in text for text in files.values())
    assert "list 2" in files["statistics.html"] and "list 2,People,30" in files["statistics.csv"]
