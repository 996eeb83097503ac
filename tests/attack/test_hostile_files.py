"""`check` of any hostile file ends soon, in little memory and in plain words.

The short form, in every run of the tests, looks at a few; `make attack` at all of them.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from tests.attack.limits import SECONDS, checked
from tests.attack.unfolding import ATTACKS

LONG = bool(os.environ.get("ATTACK"))
REFUSED = {
    "both.ods": "repeats its cells",
    "sharing.xlsx": "repeats a long text",
    "zero.csv": "device or a pipe",
}
"""What the short form looks at, and what is said of it."""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the limits are those of Linux")


@pytest.mark.parametrize("name", list(ATTACKS if LONG else REFUSED))
def test_check_ends_soon_in_little_memory_and_in_plain_words(name: str, tmp_path: Path) -> None:
    done = checked(ATTACKS[name](tmp_path / name))
    assert done.code in (0, 1, 2), done.said
    assert "unexpected" not in done.said
    assert "Traceback" not in done.said
    assert REFUSED.get(name, "") in done.said
    assert done.seconds < SECONDS
