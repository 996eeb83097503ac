"""On a real disk with no room left nothing is half done, and the commands say so in plain words."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
LONG = bool(os.environ.get("ATTACK"))
TIMES = 12
APART = ["unshare", "--map-root-user", "--mount"]


def _can_mount() -> bool:
    if sys.platform != "linux" or not shutil.which("unshare"):
        return False
    trial = [*APART, "mount", "-t", "tmpfs", "none", "/tmp"]
    return subprocess.run(trial, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not LONG, reason="the long form only: make attack")
@pytest.mark.skipif(LONG and not _can_mount(), reason="no disk can be mounted here")
def test_every_command_that_writes_on_a_disk_without_room(tmp_path: Path) -> None:
    command = [*APART, sys.executable, "-m", "tests.attack.small_disk", str(tmp_path), str(TIMES)]
    paths = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    ended = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=800,
        env={**os.environ, "PYTHONPATH": paths},
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr[-3000:]
    refused = int(ended.stdout.split()[0])
    assert refused > 4, ended.stdout
