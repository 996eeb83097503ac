"""The engine that `--engine` names: Spark, for the length of a run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from cohortmatch.cli.screen import say

if TYPE_CHECKING:
    from cohortmatch.services.sources import Given

__all__ = ["engine_named"]


@contextmanager
def engine_named(engine: str | None, what: Given) -> Iterator[Given]:
    """The lists and settings with the engine that compares the pairs; as they are without one.

    SettingsError, before any list is read, where the engine cannot be used.
    """
    if engine is None:
        yield what
        return
    from cohortmatch.extras.spark import SparkExecutor, session
    from cohortmatch.services.gathered import refuse_beside_executor

    with session(engine) as spark:
        given = replace(what, executor=SparkExecutor(spark))
        refuse_beside_executor(given.plan)
        say(f"Pairs are compared by Spark at {engine}.", err=True)
        yield given
