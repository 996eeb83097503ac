"""The example for systemd, read by systemd's own tool: nothing in it is passed over."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from portal.deployment.test_nginx import EXAMPLES
from rendering.conftest import program

NAME = "cohortmatch-portal.service"
COMMAND = "/opt/cohortmatch/bin/cohortmatch"
MOST_EXPOSED = 40
"""Of 100 by `systemd-analyze security`; 96 is a service without any line that protects it."""


def example(folder: Path, old: str = COMMAND, new: str = sys.executable) -> Path:
    """The example with a program that is on this machine, and with `new` for `old`."""
    text = (EXAMPLES / NAME).read_text(encoding="utf-8")
    assert old in text
    changed = text.replace(old, new).replace(COMMAND, sys.executable)
    (folder / NAME).write_text(changed, encoding="utf-8")
    return folder / NAME


def analysed(*words: str | Path) -> subprocess.CompletedProcess[str]:
    asked = [program("systemd-analyze"), *map(str, words)]
    return subprocess.run(asked, capture_output=True, text=True, check=False)


def test_every_line_is_understood(tmp_path: Path) -> None:
    told = analysed("verify", "--man=no", example(tmp_path))
    assert (told.returncode, told.stdout + told.stderr) == (0, "")
    wrong = analysed("verify", "--man=no", example(tmp_path, "ProtectHome=true", "ProtectHome=x"))
    assert "ignoring" in wrong.stderr, "what is not understood is told"


def test_the_service_is_shut_off_from_the_rest_of_the_machine(tmp_path: Path) -> None:
    asked = ("security", "--offline=true", f"--threshold={MOST_EXPOSED}")
    told = analysed(*asked, example(tmp_path))
    assert told.returncode == 0, told.stdout.splitlines()[-1]
    open_one = example(tmp_path, "NoNewPrivileges=true", "CapabilityBoundingSet=~CAP_SYSLOG")
    assert analysed(*asked[:2], "--threshold=10", open_one).returncode != 0
