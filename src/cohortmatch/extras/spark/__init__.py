"""Matching on Spark, with the answers of a run in memory, to the last bit.

    from cohortmatch.extras import spark as on_spark

    result = on_spark.match({"IOM": one_frame, "DIP": another}, spark)
    tables(result, spark)["memberships"]        Spark tables of the result

The driver reads and normalises the rows, learns the weights and forms people; Spark makes,
compares and weighs the pairs (executor.py). Needs the extra `spark` (pyspark 4) and Java 17;
workers need the wheel. Nothing here is chosen unless it is called: a small run takes longer on
Spark.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from cohortmatch.core.accepting import a_day
from cohortmatch.core.errors import SettingsError
from cohortmatch.extras.spark.executor import MOST_LIKELY, SparkExecutor
from cohortmatch.extras.spark.frames import read_frames
from cohortmatch.extras.spark.sessions import session
from cohortmatch.services import pipeline
from cohortmatch.settings.plan import Plan

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

    from cohortmatch.reporting import CrossReference

__all__ = ["MOST_LIKELY", "SparkExecutor", "match", "session", "tables"]


def match(
    lists: Any,
    spark: SparkSession | None = None,
    *,
    partitions: int | None = None,
    most_likely: int = MOST_LIKELY,
    plan: Plan | None = None,
    as_of: date | str | None = None,
    **options: Any,
) -> CrossReference:
    """Match lists like `cohortmatch.match`, with the pairs compared on Spark.

    `lists` is {name: Spark DataFrame}, or anything that `match` takes; `spark` is the session, by
    default that of this process. `partitions` is how many parts the pairs are made in, by default
    four for each core; the answers are the same with any number. `most_likely` is how many likely
    pairs the driver takes. The other arguments are those of `match`; a plan may not have `memory`,
    `base`, `candidates` or `more`. Raises what `match` raises; ListError where Spark cannot read a
    table or send a column, and SettingsError where Spark or its workers cannot do the work.
    """
    chosen = spark or _active()
    executor = SparkExecutor(chosen, partitions=partitions, most_likely=most_likely)
    plan = Plan(as_of=None if as_of is None else a_day("as_of", as_of)) if plan is None else plan
    plan = replace(plan, executor=executor)
    return pipeline.match(read_frames(lists), plan=plan, **options)


def _active() -> SparkSession:
    from pyspark.sql import SparkSession

    found = SparkSession.getActiveSession()
    if found is None:
        raise SettingsError("spark: no Spark session runs in this process; give one")
    return found


def tables(result: CrossReference, spark: SparkSession) -> Mapping[str, DataFrame]:
    """The result's tables (`people`, `memberships`, `links` and the others) as Spark tables."""
    return {name: spark.createDataFrame(table) for name, table in result.to_arrow().items()}
