"""Damaged files of every kind end in a list or in plain words, thousands of them in one process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
LONG = bool(os.environ.get("ATTACK"))
COUNT = 5_000 if LONG else 60

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the limits are those of Linux")


def test_every_damaged_file_ends_soon_and_in_plain_words(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.attack.fuzzing", "1", str(COUNT), str(tmp_path)]
    paths = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    # As `core.ram.sparing` has it where the limit is there from the start; and a developer's
    # setting, by which a panic would write a stack trace.
    env = {**os.environ, "ARROW_DEFAULT_MEMORY_POOL": "system", "RUST_BACKTRACE": "1"}
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=900,
        cwd=tmp_path, env=env | {"PYTHONPATH": paths},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout == f"{COUNT} files\n"
