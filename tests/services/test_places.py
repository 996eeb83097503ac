"""Where things are kept: what the caller says beats the settings, which beat the manifest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cohortmatch.core.errors import SettingsError
from cohortmatch.services.places import Keeping, keeping
from cohortmatch.settings.file import load_settings

SAID = {
    "decisions": "answers.csv",
    "store": "other.db",
    "audit": "log.jsonl",
    "by": "sam",
    "purpose": "panel",
}
TOML = """[run]
store = "kept.db"
by = "kim"
purpose = "monthly"
"""


@pytest.mark.parametrize("paths", [str, Path])
def test_what_is_said_to_keeping_beats_the_settings(tmp_path: Path, paths: Any) -> None:
    file = tmp_path / "cohortmatch.toml"
    file.write_text(TOML)
    flags = {n: each if n in ("by", "purpose") else paths(each) for n, each in SAID.items()}
    for settings in (load_settings(file), load_settings(file, flags=flags)):
        kept = keeping(settings, flags=flags)
        own = [Path(SAID[name]) for name in ("decisions", "store", "audit")]
        assert kept == Keeping(*own, by="sam", purpose="panel")


def test_what_is_not_said_is_as_in_the_settings(tmp_path: Path) -> None:
    file = tmp_path / "cohortmatch.toml"
    file.write_text(TOML)
    kept = keeping(load_settings(file), flags={"by": "sam", "purpose": None})
    log = tmp_path / "kept.audit.jsonl"
    assert kept == Keeping(None, tmp_path / "kept.db", log, by="sam", purpose="monthly")


@pytest.mark.parametrize("name", SAID)
@pytest.mark.parametrize("wrong", [5, {"a"}, b"x", ""])
def test_the_wrong_kind_is_refused(name: str, wrong: Any) -> None:
    with pytest.raises(SettingsError, match=name):
        keeping(load_settings(), flags={name: wrong})
