"""Candidate pairs made, compared and weighed on Spark, with the result that memory would have.

    driver    listings in codes, blocking keys, comparisons ─▶ one file, sent to every machine
    Spark     keys join themselves (rule, key, salt), or slices of rows, in `partitions` parts
    workers   mapInArrow: pairs that an earlier rule makes fall away; our kernels compare and weigh
    driver    counts added up, likely pairs in the order of their listings; learning and people

A pair is two numbers on Spark. No text of a listing is in a Spark table or a shuffle.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import numpy as np

from cohortmatch.core.errors import SettingsError
from cohortmatch.core.plurals import count
from cohortmatch.extras.spark.results import SCHEMA, looked_of, record_of
from cohortmatch.extras.spark.sessions import refuse_workers, without_warnings
from cohortmatch.extras.spark.shipping import opened, shipped
from cohortmatch.linkage.blocking.plan import BATCH
from cohortmatch.linkage.blocking.progress import Done
from cohortmatch.linkage.gathering import Gathered
from cohortmatch.linkage.incremental.prepared import PreparedLinkage
from cohortmatch.linkage.matcher import Looked
from cohortmatch.linkage.pairs import Pairs
from cohortmatch.linkage.partitioned import Partitioned, key_rows

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["MOST_LIKELY", "SparkExecutor"]

MOST_LIKELY = 20_000_000
"""Likely pairs that are taken to the driver: about 400 bytes each while people are formed."""
PER_CORE = 4
"""Parts for each core: so many that a slow one holds nobody up."""
Batches = Iterator["pyarrow.RecordBatch"]
Look = Callable[[Partitioned, "pyarrow.RecordBatch"], Iterable[Looked]]


class SparkExecutor:
    """Compares the pairs of a run on a Spark session, in some `partitions`.

    `most_likely` is how many likely pairs the driver takes. SettingsError where a worker cannot do
    the work, where no rule makes a pair, and where more pairs are likely than that.
    """

    def __init__(
        self,
        spark: SparkSession,
        *,
        partitions: int | None = None,
        most_likely: int = MOST_LIKELY,
    ) -> None:
        refuse_workers(spark)
        self._spark = spark
        self._partitions = partitions or PER_CORE * max(spark.sparkContext.defaultParallelism, 1)
        self._most = most_likely

    def gathered(self, prepared: PreparedLinkage, done: Done) -> Gathered:
        """The likely pairs and the counts of all; `done` gets them when all are compared."""
        plan = prepared.candidates
        if not plan.cost and plan.listings > 1:
            raise SettingsError(
                "engine: no blocking rule makes a pair of these lists, so there is nothing to "
                "compare; look at their columns with check"
            )
        parts = Partitioned(prepared.matcher, plan)
        with tempfile.TemporaryDirectory(prefix="cohortmatch-") as folder:
            name = f"cohortmatch-{uuid4().hex}"
            try:
                shipped(parts, Path(folder) / name)
            except OSError as error:
                raise SettingsError(
                    f"engine: what workers need could not be written ({error.strerror}); free some "
                    "room, or set TMPDIR to another folder"
                ) from None
            found = _run(lambda: self._looked(parts, Path(folder) / name))
        done(prepared.cost)
        return parts.gathered(found)

    def _looked(self, parts: Partitioned, file: Path) -> list[Looked]:
        from pyspark import StorageLevel

        self._spark.sparkContext.addFile(str(file))
        results = self._results(parts, file.name).persist(StorageLevel.DISK_ONLY)
        try:
            likely = results.agg({"likely": "sum"}).first()[0] or 0
            if likely > self._most:
                raise SettingsError(
                    f"engine: {count(likely, 'pair is likely', 'pairs are likely')}, and people "
                    f"are formed on the driver, which takes {self._most:,}; raise most_likely "
                    "where it has 400 bytes for each, or split the lists"
                )
            return [looked_of(row, parts.matcher.model) for row in results.toArrow().to_pylist()]
        finally:
            results.unpersist()

    def _results(self, parts: Partitioned, name: str) -> DataFrame:
        """One row for each batch of pairs, worked out where its part is."""
        if parts.plan.every_pair:
            rows = self._table(dict(zip(("start", "stop"), _columns(parts.slices()), strict=True)))
            return rows.repartition(self._partitions).mapInArrow(_worker(name, _of_rows), SCHEMA)
        return self._joined(parts).mapInArrow(_worker(name, _of_join), SCHEMA)

    def _joined(self, parts: Partitioned) -> DataFrame:
        """The keys joined with themselves: rule, key and the two listings of each pair."""
        keys = self._table(vars(key_rows(parts.plan)))
        on = ["rule", "key", "salt"]
        firsts = keys.withColumnRenamed("owner", "left").repartition(self._partitions, *on)
        seconds = keys.selectExpr(
            "rule", "key", "owner AS right", "explode(sequence(0, salt)) AS salt"
        ).repartition(self._partitions, *on)
        pairs = firsts.join(seconds, on).where("left < right")
        return pairs.select("rule", "key", "left", "right")

    def _table(self, columns: dict[str, Any]) -> DataFrame:
        import pyarrow

        return self._spark.createDataFrame(pyarrow.table(columns))


def _columns(slices: list[tuple[int, int]]) -> tuple[Any, Any]:
    table = np.array(slices, dtype=np.int32).reshape(-1, 2)
    return np.ascontiguousarray(table[:, 0]), np.ascontiguousarray(table[:, 1])


def _run(work: Callable[[], list[Looked]]) -> list[Looked]:
    """The result of Spark's work; SettingsError without its message, which may quote anything."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        with without_warnings():
            return work()
    except (PySparkException, Py4JError) as error:
        found = re.search(r"\[([A-Z_.]+)\]", str(error))
        said = type(error).__name__ if found is None else found[1]
        raise SettingsError(
            f"engine: Spark gave up while pairs were compared ({said}), and nothing was written; "
            "the log of its executors says which was lost or full"
        ) from None


def _worker(name: str, look: Look) -> Callable[[Batches], Batches]:
    """What a worker does with the batches of its part."""

    def work(batches: Batches) -> Batches:
        parts = _sent(name)
        for batch in _larger(batches):
            for looked in look(parts, batch):
                yield record_of(looked)

    return work


def _of_rows(parts: Partitioned, batch: pyarrow.RecordBatch) -> Iterable[Looked]:
    for start, stop in zip(*(batch[name].to_pylist() for name in ("start", "stop")), strict=True):
        yield parts.look_at_rows(start, stop)


def _of_join(parts: Partitioned, batch: pyarrow.RecordBatch) -> Iterable[Looked]:
    rule, key, left, right = (batch[name].to_numpy() for name in ("rule", "key", "left", "right"))
    yield parts.look_at_joined(rule, key, Pairs(left.copy(), right.copy()))


def _larger(batches: Batches) -> Iterator[Any]:
    """The batches of a part, put together to about as many pairs as are compared at a time."""
    import pyarrow

    held: list[Any] = []
    for batch in batches:
        held.append(batch)
        if sum(map(len, held)) >= BATCH:
            yield pyarrow.Table.from_batches(held)
            held = []
    if held:
        yield pyarrow.Table.from_batches(held)


_SENT: dict[str, Partitioned] = {}


def _sent(name: str) -> Partitioned:
    """What the driver sent; opened once in each worker process, and only the latest is held."""
    from pyspark import SparkFiles

    if name not in _SENT:
        _SENT.clear()
        _SENT[name] = opened(Path(SparkFiles.get(name)))
    return _SENT[name]
