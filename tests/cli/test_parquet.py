"""`run --parquet`: what is written, logged, written again and erased."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from cohortmatch.core.own_names import PARQUETS
from running import Command

ROWS = "Name,DOB,PNC\nIvor Quarmby,03/04/1989,2002/0073319Z\n"


@pytest.fixture
def two(tmp_path: Path) -> Path:
    folder = tmp_path / "two"
    folder.mkdir()
    for name in ("IOM", "SGV"):
        (folder / f"{name}.csv").write_text(ROWS, encoding="utf-8")
    return folder


def test_every_table_is_written_logged_and_written_again(two: Path, cohortmatch: Command) -> None:
    assert (
        cohortmatch("run", two, "-o", "june", "--parquet", "--as-of", "2026-06-01").exit_code == 0
    )
    out = Path("june")
    assert {each.name for each in out.glob("*.parquet")} == set(PARQUETS)
    assert pd.read_parquet(out / "people.parquet")["panels"].tolist() == [2]
    manifest = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert set(PARQUETS) <= set(manifest["outputs"]) and "--parquet" in manifest["command"]
    log = Path("cohortmatch.audit.jsonl").read_text(encoding="utf-8")
    assert [name for name in PARQUETS if name not in log] == []
    (two / "SGV.csv").write_text(ROWS.replace("Ivor Quarmby", "Ada Pym"), encoding="utf-8")
    assert cohortmatch("run", two, "-o", "june", "--as-of", "2026-06-02").exit_code == 0
    names = pd.read_parquet(out / "people.parquet")["names"].tolist()
    assert names == pd.read_csv(out / "people.csv")["names"].tolist()


def test_purge_erases_them_with_the_report(two: Path, cohortmatch: Command) -> None:
    cohortmatch("run", two, "-o", "june", "--parquet", "--as-of", "2020-06-01")
    assert cohortmatch("purge", "june", "--store", "cohortmatch.db").exit_code == 0
    assert list(Path("june").glob("*")) == []


@pytest.mark.parametrize("how", [["--for", "IOM"], ["--all-panels"]])
def test_an_edition_has_no_tables(two: Path, cohortmatch: Command, how: list[str]) -> None:
    refused = cohortmatch("run", two, "-o", "iom", "--parquet", *how)
    assert refused.exit_code == 2 and "an edition has no tables" in refused.stderr
    assert not Path("iom").exists()


def test_parquet_of_a_report_is_no_list_and_no_edition_stands_beside_it(
    two: Path, cohortmatch: Command
) -> None:
    cohortmatch("run", two, "-o", "june", "--parquet")
    for name in ("cross-reference.xlsx", "cross-reference.html", "memberships.csv", "tracker.csv"):
        (Path("june") / name).unlink()
    assert (
        "must not stand beside it" in cohortmatch("run", two, "-o", "june", "--for", "IOM").stderr
    )
    for name in PARQUETS:
        told = cohortmatch("check", two, Path("june") / name)
        assert "3 lists" not in told.stdout, name
