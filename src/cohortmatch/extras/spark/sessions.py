"""A Spark session that can do the work, or the reason why not, before anything is sent to it.

Spark needs Java on this machine, and on every worker this version of cohortmatch with the same
Python. All of it is looked at first, because Spark itself says so only in the middle of a run.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cohortmatch.core.errors import SettingsError
from cohortmatch.core.installing import WHEEL, install_extra
from cohortmatch.version import __version__

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

__all__ = ["refuse_engine", "refuse_java", "refuse_workers", "session", "without_warnings"]

ENGINES = re.compile(r"local\[([1-9][0-9]{0,3}|\*)\]|spark://[^\s/:]+:[0-9]+(,[^\s/:]+:[0-9]+)*")
OLDEST_JAVA = 17
JAVA = "on Debian: apt-get install openjdk-17-jre-headless; or set JAVA_HOME"
QUIET = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.driver.maxResultSize": "0",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "65536",
}
"""Settings of a session that is started here; the likely pairs have a limit of their own."""
THIS_MACHINE = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
"""Settings of a local session: nothing listens where other machines could reach it."""
PANDAS = "PySpark does not yet fully support pandas"
"""A warning that does not concern us: between Spark and us nothing is a DataFrame of pandas."""


@contextmanager
def session(engine: str) -> Iterator[SparkSession]:
    """A new session of the engine (`local[2]`, `spark://host:7077`), stopped at the end.

    SettingsError, in words, for an engine that is none, a missing or old Java, no pyspark, a
    cluster that cannot be reached, or a session of this process that runs already.
    """
    refuse_engine(engine)
    refuse_java()
    refuse_pyspark()
    from pyspark.sql import SparkSession

    if SparkSession.getActiveSession() is not None:
        raise SettingsError(
            "engine: a Spark session runs in this process already; give it to extras.spark.match"
        )
    is_local = engine.startswith("local")
    if is_local:
        # Else workers are whatever `python3` is, with other packages or none.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(engine).appName("cohortmatch")
    for name, value in (QUIET | THIS_MACHINE if is_local else QUIET).items():
        builder = builder.config(name, value)
    try:
        with without_warnings():
            spark = builder.getOrCreate()
    except Exception as error:
        raise SettingsError(
            f"engine: Spark did not start at {engine} ({type(error).__name__}); look whether the "
            "cluster runs and can be reached from here"
        ) from None
    try:
        yield spark
    finally:
        spark.stop()


@contextmanager
def without_warnings() -> Iterator[None]:
    """Without pyspark's warning of a pandas that it does not know."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", PANDAS)
        yield


def refuse_engine(engine: str) -> None:
    """SettingsError for a text that names no engine."""
    if not ENGINES.fullmatch(engine):
        raise SettingsError(
            "engine: must be local[2] (2 cores of this machine), local[*] (all of them), or a "
            "cluster's address such as spark://host:7077"
        )


def refuse_pyspark() -> None:
    """SettingsError where pyspark is not installed, or is older than 4."""
    try:
        import pyspark
    except ImportError:
        raise SettingsError(f"engine: Spark needs pyspark; {install_extra('spark')}") from None
    if int(pyspark.__version__.split(".")[0]) < 4:
        raise SettingsError(
            f"engine: pyspark 4 is needed and {pyspark.__version__} is installed; "
            f"{install_extra('spark')}"
        )


def refuse_java() -> None:
    """SettingsError where there is no Java, or one that is too old."""
    home = os.environ.get("JAVA_HOME")
    program = str(Path(home) / "bin" / "java") if home else "java"
    if shutil.which(program) is None:
        where = "in JAVA_HOME" if home else "on this machine"
        raise SettingsError(
            f"engine: Spark needs Java {OLDEST_JAVA} or later, and none is {where}; {JAVA}"
        )
    version = _java_version(program)
    if version is None or version < OLDEST_JAVA:
        found = "one that does not run" if version is None else f"Java {version}"
        raise SettingsError(
            f"engine: Spark needs Java {OLDEST_JAVA} or later, and {found} is installed; {JAVA}"
        )


def _java_version(program: str) -> int | None:
    """The main version of a Java: 8 of "1.8.0_392", 17 of "17.0.15"; None where it says none."""
    try:
        said = subprocess.run([program, "-version"], capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.SubprocessError):
        return None
    found = re.search(r'version "(?:1\.)?(\d+)', said.stderr + said.stdout)
    return int(found[1]) if found and said.returncode == 0 else None


def refuse_workers(spark: SparkSession) -> None:
    """SettingsError where a worker has another Python or cohortmatch than this process, or none."""

    # By value, and with nothing of this package: a worker without it must be able to say so.
    def have(_rows):  # type: ignore[no-untyped-def]
        import sys

        try:
            from cohortmatch.version import __version__ as version
        except ImportError:
            version = ""
        yield f"{sys.version_info[0]}.{sys.version_info[1]}", version

    context = spark.sparkContext
    workers = max(context.defaultParallelism, 1)
    try:
        found = set(context.parallelize(range(workers), workers).mapPartitions(have).collect())
    except Exception as error:
        raise SettingsError(
            f"engine: Spark's workers could not start Python ({type(error).__name__}); set "
            "PYSPARK_PYTHON to the Python that has cohortmatch on every worker"
        ) from None
    own = f"{sys.version_info[0]}.{sys.version_info[1]}"
    for python, version in sorted(found):
        if python != own:
            raise SettingsError(
                f"engine: a worker has Python {python} and this process {own}; set PYSPARK_PYTHON "
                "to the same on every worker"
            )
        if version != __version__:
            has = f"cohortmatch {version}" if version else "no cohortmatch"
            raise SettingsError(
                f"engine: a worker has {has}, and this process {__version__}; install {WHEEL} on "
                "every worker, in the Python that PYSPARK_PYTHON names"
            )
