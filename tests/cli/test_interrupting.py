"""Ctrl-C in the middle of a run leaves nothing half-written behind."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from cohortmatch.synthetic import invent_flat

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such signal there")
BEFORE = "a report of an earlier run"


@pytest.mark.parametrize("seconds", [0.8, 2.0])
def test_an_interrupted_run_writes_nothing(tmp_path: Path, seconds: float) -> None:
    frame, _ = invent_flat(seed=1, rows=20_000)
    half = len(frame) // 2
    for name, rows in (("A", frame.iloc[:half]), ("B", frame.iloc[half:])):
        rows.to_csv(tmp_path / f"{name}.csv", index=False)
    out = tmp_path / "out"
    out.mkdir()
    (out / "people.csv").write_text(BEFORE)
    run = ["run", "A.csv", "B.csv", "-o", "out", "--base", "all.base"]
    command = [sys.executable, "-m", "cohortmatch", *run]
    # Whoever runs the tests may ignore the signal (the background job of a shell does), and a child
    # would inherit that.
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    process = subprocess.Popen(command, cwd=tmp_path, text=True, preexec_fn=heard, **pipes)
    time.sleep(seconds)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode != 0
    assert [path.name for path in out.iterdir()] == ["people.csv"]
    assert (out / "people.csv").read_text() == BEFORE
    assert sorted(path.name for path in tmp_path.iterdir()) == ["A.csv", "B.csv", "out"]
    assert "Traceback" not in told
